import Foundation
import Testing

/// `apus top` and `apus tap`, in front of a proxy that works.
@Suite struct WatchCommandTests {
    private func rows(_ text: String) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }

    @Test("top tells rate, errors and times; tap tells requests, without secrets")
    func watch() throws {
        let busy = try BusyProxy()
        defer { busy.stop() }
        let admin = "127.0.0.1:\(busy.proxy.adminPort)"
        let top = try CommandRun("top", "--once", "--interval", "1", "-o", "json", "-a", admin)
        #expect(top.ending == .exit(0), "\(top.errors)")
        let rows = try rows(top.output)
        func row(_ group: String, _ name: String) -> [String: Any]? {
            rows.first { $0["by"] as? String == group && ($0["name"] as? String)?.hasPrefix(name) == true }
        }
        for (group, name) in [
            ("cluster", "good"), ("cluster", "bad"), ("endpoint", "good 127.0.0.1:"), ("route", "in (all)"),
            ("route", "shop.route.failing"),
        ] {
            #expect(row(group, name)?["rate"] as? Double ?? 0 > 0, "\(group) \(name)")
        }
        let bad = try #require(row("cluster", "bad"))
        // A request may have begun before a look and ended behind it.
        let errors = try #require(bad["errors"] as? Double)
        #expect(errors > 0 && bad["p99_ms"] as? Double != nil)
        #expect(row("cluster", "good")?["errors"] as? Double == 0)

        let table = try CommandRun(
            "top", "--once", "--interval", "1", "--by", "cluster", "--sort", "errors", "-a", admin)
        let lines = table.output.split(separator: "\n")
        #expect(table.ending == .exit(0) && lines.count == 6, "\(table.output)")
        #expect(lines.first?.hasPrefix("LIVE, up ") == true)
        #expect(lines.dropFirst(2).first?.hasPrefix("cluster") == true && lines[2].contains("bad"))

        let tap = try CommandRun("tap", "-n", "3", "--failed", "--cluster", "bad", "-a", admin)
        #expect(tap.ending == .exit(0), "\(tap.errors)")
        #expect(tap.output.split(separator: "\n").count == 3)
        #expect(tap.output.split(separator: "\n").allSatisfy { $0.contains("503") && $0.contains("/bad/x") })
        let json = try CommandRun("tap", "-n", "2", "--path", "/good", "--status", "2xx", "-o", "json", "-a", admin)
        #expect(json.ending == .exit(0) && json.output.contains("\"route\":\"rest\""), "\(json.output)\(json.errors)")
        #expect(json.output.contains("token=(7 bytes)") && json.output.contains("page=2"))
        #expect(!(tap.output + json.output).contains(BusyProxy.secret))
        // Recording ends by itself: some seconds on, nothing is kept. What there is to see of it is the answer.
        let none = try CommandRun("tap", "--timeout", "1", "--method", "PUT", "-a", admin)
        #expect(none.ending == .exit(0) && none.output == "")
    }

    @Test("/route explains, and says what is wrong with a question")
    func explain() throws {
        let busy = try BusyProxy()
        defer { busy.stop() }
        let admin = busy.proxy.admin
        let text = admin.get("/route?path=/bad/x&method=POST&header=x-a:%20b&listener=in")?.body.text ?? ""
        #expect(text.contains("\"listener\": \"in\"") && text.contains("\"text\": \"bad\""), "\(text)")
        #expect(!text.contains("\"listener\": \"secure\""))
        let post = admin.get("/route?path=/else&method=POST")?.body.text ?? ""
        #expect(post.contains("passed over") && post.contains("\"text\": \"checked\""), "\(post)")
        for (question, status) in [
            ("path=x", 400), ("header=none", 400), ("number=x", 400), ("nosuch=1", 400), ("client_certificate=x", 400),
            ("listener=nosuch", 404),
        ] {
            #expect(admin.get("/route?\(question)")?.status == status, "\(question)")
        }
        #expect(admin.get("/tap?after=x")?.status == 400)
    }

    @Test("What is wrong on the command line is told, with the nearest word; so is a proxy that is not there")
    func mistakes() throws {
        for (words, text) in [
            (["top", "--by", "clusters"], "did you mean cluster?"), (["top", "--onec"], "did you mean --once?"),
            (["tap", "--flag", "UFF"], "did you mean UF"), (["tap", "--status", "5x"], "such as 5xx"),
            (["top", "-o", "jsn"], "did you mean json?"), (["tap", "-n", "0"], "--count: 1 to"),
            (["top", "-a", "nowhere"], "--admin: an address"),
        ] {
            let run = try CommandRun(words)
            #expect(run.ending == .exit(2) && run.errors.contains(text), "\(words) \(run.errors)")
        }
        let free = try #require(Socket.bound())
        let run = try CommandRun("top", "--once", "-a", "127.0.0.1:\(free.port)")
        #expect(run.ending == .exit(4) && run.errors.contains("127.0.0.1:\(free.port)"), "\(run.errors)")
        for command in ["top", "tap", "check", "explain"] {
            #expect(try CommandRun(command, "--help").output.hasPrefix("apus \(command)"))
        }
    }
}
