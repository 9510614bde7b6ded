import Testing

/// An application's metrics behind the proxy's own (`--merge-metrics`).
@Suite struct MergedMetricsTests {
    private static let metrics = "# TYPE app_requests counter\napp_requests 7\n"

    private struct Page {
        let text: String
        let counts: [String: String]
        let log: String
        let asked: [HTTPMessage]

        func count(_ name: String) -> String? { counts["merged_metrics.\(name)"] }
    }

    /// What a proxy shows whose application follows a script.
    private func page(_ script: UpstreamScript, path: String = "/stats/prometheus") throws -> Page {
        let upstream = try #require(ScriptedUpstream(script))
        defer { upstream.stop() }
        let proxy = try ProxyHarness(
            .apus, configuration: ["admin": ["address": Theme.address(port: 0)]], directory: try TemporaryDirectory(),
            arguments: ["--merge-metrics", "http://127.0.0.1:\(upstream.port)/metrics?all=1"])
        let answer = try #require(proxy.admin.get(path))
        #expect(answer.status == 200)
        let counts = proxy.admin.statistics()
        #expect(proxy.stop() == .exit(0))
        return Page(
            text: answer.body.text, counts: counts, log: proxy.errors, asked: upstream.records.flatMap(\.requests))
    }

    private func answer(_ body: String, _ fields: String = "", status: Int = 200) -> UpstreamStep {
        .text("HTTP/1.1 \(status) X\r\ncontent-length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    @Test("They come behind the proxy's, without OpenMetrics' last line")
    func merged() throws {
        let page = try page(UpstreamScript([.request, answer(Self.metrics + "# EOF\n"), .awaitEnd]))
        #expect(page.text.contains("envoy_server_live"))
        #expect(page.text.hasSuffix("\n" + Self.metrics))
        #expect(page.count("success") == "1" && page.count("failure") == "0")
        #expect(page.asked.first?.head.first?.text == "GET /metrics?all=1 HTTP/1.1")
    }

    @Test("A page without an end of its last line gets one")
    func unended() throws {
        let page = try page(UpstreamScript([.request, answer("a 1"), .awaitEnd]))
        #expect(page.text.hasSuffix("\na 1\n"))
    }

    @Test("Other pages are the proxy's alone")
    func others() throws {
        let page = try page(UpstreamScript([.request, answer(Self.metrics)]), path: "/stats?format=prometheus")
        #expect(!page.text.contains("app_requests"))
        #expect(page.asked.isEmpty)
    }

    @Test("Without an answer of use there are the proxy's alone, and that is counted")
    func failures() throws {
        for script in [
            UpstreamScript([.request, answer("<!doctype html>\na 1\n"), .awaitEnd]),
            UpstreamScript([.request, answer("a 1\n", "content-type: text/html\r\n"), .awaitEnd]),
            UpstreamScript([.request, answer("a 1\n", "content-encoding: gzip\r\n"), .awaitEnd]),
            UpstreamScript(door: .refusing), UpstreamScript([.request, answer("no", status: 500), .awaitEnd]),
            UpstreamScript([.request, .text("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\na 1"), .close]),
            UpstreamScript([.request, .text("what\r\n\r\n"), .close]), UpstreamScript([.request, .close]),
        ] {
            let page = try page(script)
            #expect(page.text.contains("envoy_server_live"))
            #expect(!page.text.contains("a 1"))
            #expect(page.count("failure") == "1" && page.count("success") == "0")
            #expect(page.log.contains("the application's metrics are missing"))
        }
    }

    @Test("An application that does not answer is waited for three seconds")
    func silence() throws {
        let page = try page(UpstreamScript([.request, .awaitEnd]))
        #expect(page.text.contains("envoy_server_live"))
        #expect(page.count("failure") == "1")
        #expect(page.log.contains("no answer in time"))
    }

    @Test("A page that is too long is left out")
    func tooLong() throws {
        let line = "a" + String(repeating: "b", count: 1 << 20) + "\n"
        let head = "HTTP/1.1 200 OK\r\ncontent-length: \(3 * line.utf8.count)\r\n\r\n"
        let page = try page(
            UpstreamScript([.request, .text(head)] + Array(repeating: .text(line), count: 3) + [.awaitEnd]))
        #expect(!page.text.contains("bbb"))
        #expect(page.count("too_large") == "1")
    }
}
