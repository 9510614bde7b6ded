import Foundation
import Testing

@testable import Admin

@Suite("The page of the admin interface")
struct DashboardPageTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../Sources/Admin/Dashboard/Page")

    private func source(_ name: String) throws -> String {
        try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    }

    @Test("It is served as it is written, with what it may do")
    func files() throws {
        let proxy = try AdminFixture()
        let html = try proxy.get("/dashboard")
        let written = try source("dashboard.html")
        #expect(html.status == 200 && html.body == written)
        #expect(html.field("content-type") == "text/html; charset=UTF-8")
        let policy = try #require(html.field("content-security-policy"))
        #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe") && !policy.contains("http"))
        #expect(html.field("referrer-policy") == "no-referrer")
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".js") }
        let script = try proxy.get("/dashboard.js")
        let ordered =
            names.filter { $0.hasPrefix("shared") }.sorted() + names.filter { $0.hasPrefix("dashboard") }.sorted()
        let parts = try ordered.map { try source($0) }
        #expect(script.body == parts.joined())
        #expect(script.field("content-type") == "text/javascript; charset=UTF-8")
        let style = try proxy.get("/dashboard.css")
        let rules = try source("dashboard.css")
        #expect(style.body == rules)
        #expect(style.field("content-type") == "text/css; charset=UTF-8")
        proxy.stop()
    }

    @Test("Nothing in it comes from elsewhere, or becomes markup")
    func text() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        for name in names where !name.hasSuffix(".py") && !name.hasPrefix(".") {
            let text = try source(name).replacing("http://www.w3.org/2000/svg", with: "")
            for word in [
                "http://", "https://", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write",
            ] {
                #expect(!text.contains(word), "\(name): \(word)")
            }
        }
        let html = try source("dashboard.html")
        for word in ["<style", "style=", "onclick", "javascript:"] { #expect(!html.contains(word), "\(word)") }
    }

    @Test("The page at / leads there, /help names Envoy's paths alone, and the history begins empty")
    func paths() throws {
        let proxy = try AdminFixture()
        #expect(try proxy.get("/").body.contains("href='dashboard'"))
        let help = try proxy.get("/help")
        #expect(!help.body.contains("dashboard"))
        let changes = try proxy.get("/config_changes")
        #expect(changes.status == 200 && changes.body == "{\n \"changes\": [],\n \"refusals\": []\n}\n")
        #expect(try proxy.get("/tap").body.contains("\"requests\": []"))
        proxy.stop()
    }
}
