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
        var rows: [[String: Any]] = []
        func row(_ group: String, _ name: String) -> [String: Any]? {
            rows.first { $0["by"] as? String == group && ($0["name"] as? String)?.hasPrefix(name) == true }
        }
        let names = [
            ("cluster", "good"), ("cluster", "bad"), ("endpoint", "good 127.0.0.1:"), ("route", "in (all)"),
            ("route", "shop.route.failing"),
        ]
        // Nothing may end in the one second that it looks at.
        let isBusy = Deadline(seconds: 60).reached {
            let top = try? CommandRun("top", "--once", "--interval", "1", "-o", "json", "-a", admin)
            #expect(top?.ending == .exit(0), "\(top?.errors ?? "")")
            rows = (try? self.rows(top?.output ?? "")) ?? []
            return names.allSatisfy { row($0, $1)?["rate"] as? Double ?? 0 > 0 }
                && row("cluster", "bad")?["errors"] as? Double ?? 0 > 0
        }
        #expect(isBusy, "\(rows)")
        let bad = try #require(row("cluster", "bad"))
        // A request may have begun before a look and ended behind it.
        let errors = try #require(bad["errors"] as? Double)
        #expect(errors > 0 && bad["p99_ms"] as? Double != nil)
        #expect(row("cluster", "good")?["errors"] as? Double == 0)

        let isSorted = Deadline(seconds: 60).reached {
            let table = try? CommandRun(
                "top", "--once", "--interval", "1", "--by", "cluster", "--sort", "errors", "-a", admin)
            let lines = (table?.output ?? "").split(separator: "\n")
            #expect(table?.ending == .exit(0) && lines.count == 6, "\(lines)")
            #expect(lines.first?.hasPrefix("LIVE, up ") == true)
            return lines.count > 2 && lines[2].hasPrefix("cluster") && lines[2].contains("bad")
        }
        #expect(isSorted)

        let tap = try CommandRun("tap", "-n", "3", "--failed", "--cluster", "bad", "-a", admin)
        #expect(tap.ending == .exit(0), "\(tap.errors)")
        #expect(tap.output.split(separator: "\n").count == 3)
        #expect(tap.output.split(separator: "\n").allSatisfy { $0.contains("503") && $0.contains("/bad/x") })
        let json = try CommandRun("tap", "-n", "2", "--path", "/good", "--status", "2xx", "-o", "json", "-a", admin)
        #expect(json.ending == .exit(0) && json.output.contains("\"route\":\"rest\""), "\(json.output)\(json.errors)")
        #expect(json.output.contains("token=(7 bytes)") && json.output.contains("page=2"))
        #expect(!(tap.output + json.output).contains(BusyProxy.secret))
    }

    @Test("Whoever answers a question cannot make the command fall")
    func strangeAnswers() throws {
        let body =
            #"{"cursor":"","lost":"-1","begins":7,"requests":[{"status":1e300,"duration_us":"x"},{"status":-1}]}"#
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
        let stranger = try #require(ScriptedUpstream(.serving(head + body)))
        defer { stranger.stop() }
        let tap = try CommandRun("tap", "-n", "2", "--failed", "-a", "127.0.0.1:\(stranger.port)")
        #expect(tap.ending == .exit(0) && tap.output.split(separator: "\n").count == 2, "\(tap.errors)")
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
            (["tap", "--status", "+50"], "such as 5xx"),
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
