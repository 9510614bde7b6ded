import Testing

/// Paths of the admin interface that both proxies answer byte for byte alike.
@Suite struct AdminParityTests {
    /// Method and target, in the order in which they are asked.
    private static let questions = [
        "GET /certs", "GET /contention", "GET /cpuprofiler", "POST /cpuprofiler", "POST /cpuprofiler?enable=y",
        "POST /cpuprofiler?enable=n", "POST /cpuprofiler?enable=n&a=b", "POST /cpuprofiler?enable=x",
        "GET /heapprofiler", "POST /heapprofiler", "POST /heapprofiler?enable=y", "GET /init_dump",
        "GET /init_dump?mask=listener", "GET /runtime", "GET /runtime_modify", "POST /runtime_modify",
        "POST /runtime_modify?a=b", "GET /hot_restart_version", "GET /ready", "GET /ready?unknown=1",
        "GET /stats/recentlookups",
        "GET /stats/recentlookups/clear", "POST /stats/recentlookups/enable", "GET /stats/recentlookups",
        "POST /stats/recentlookups/clear", "POST /stats/recentlookups/disable",
        "GET /quitquitquit", "GET /healthcheck/fail", "GET /healthcheck/ok", "GET /drain_listeners",
        "GET /reset_counters", "GET /reopen_logs", "POST /reset_counters", "POST /reopen_logs", "GET /logging",
        "GET /stats?type=x", "GET /stats?filter=%5Enothing$", "GET /stats?filter=%5Enothing$&format=json",
        "GET /stats/prometheus?filter=%5Enothing$",
        "GET /listeners", "GET /listeners?format=json", "GET /listeners?format=x", "GET /clusters",
        "GET /clusters?filter=%5Eserved$", "GET /clusters?filter=x", "GET /clusters?format=x",
        "POST /healthcheck/fail", "GET /ready", "POST /healthcheck/ok", "GET /ready",
    ]

    private static func answers(_ binary: ProxyBinary) throws -> [String] {
        let testCase = ProxyCase("served", get())
        let upstream = try #require(ScriptedUpstream(.plain))
        defer { upstream.stop() }
        let directory = try TemporaryDirectory()
        let configuration = Theme(name: "admin", cases: [testCase]).configuration(
            upstreams: ["served": upstream.port], log: directory.file("access.log"))
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        defer { proxy.stop() }
        let listener = "\(proxy.port(of: "served") ?? 0)"
        return try questions.map { question in
            let words = question.split(separator: " ")
            let answer = try #require(
                proxy.admin.ask(String(words[0]), String(words[1])), "\(binary) does not answer \(question)")
            let type = answer.head.map(\.escaped).first { $0.hasPrefix("content-type") } ?? "-"
            var body = answer.body.text.replacing(listener, with: "{listener}")
                .replacing("\(upstream.port)", with: "{upstream}")
                .replacing(#/total: [0-9]+/#, with: "total: {lookups}")
            if question == "GET /runtime" {
                // The order of members is Envoy's whim.
                body = body.split(separator: "\n").map { $0.filter { $0 != "," } }.sorted().joined(separator: "\n")
            }
            return "\(question)\n\(answer.status ?? 0) \(type)\n\(body)"
        }
    }

    @Test("Both admin interfaces answer alike", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func alike() throws {
        for (ours, theirs) in zip(try Self.answers(.apus), try Self.answers(.envoy)) where ours != theirs {
            Issue.record("\(LineDifference.text(from: theirs, to: ours))")
        }
    }

    @Test("Statistics that a matcher leaves out are nowhere", arguments: ProxyBinary.present)
    func matcher(_ binary: ProxyBinary) throws {
        let testCase = ProxyCase("served", get())
        let directory = try TemporaryDirectory()
        let rule: JSON = [
            "stats_config": [
                "stats_matcher": [
                    "inclusion_list": [
                        "patterns": [["prefix": "http.served.downstream_cx_"], ["suffix": "upstream_rq_total"]]
                    ]
                ]
            ],
            "stats_flush_on_admin": true,
        ]
        let configuration = Theme(name: "matcher", cases: [testCase]).configuration(
            upstreams: [:], log: directory.file("access.log")
        ).merged(with: rule)
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        defer { proxy.stop() }
        let names = proxy.admin.statistics().keys
        #expect(names.count > 20 && names.contains("cluster.served.upstream_rq_total"))
        #expect(
            names.filter { !$0.hasPrefix("http.served.downstream_cx_") && !$0.hasSuffix("upstream_rq_total") } == [])
        let page = try #require(proxy.admin.get("/stats/prometheus")).body.text
        #expect(page.contains("envoy_http_downstream_cx_total") && !page.contains("envoy_server_"))
    }
}
