import Testing

/// Options of the bootstrap that concern the process as a whole, in both proxies.
@Suite struct BootstrapOptionTests {
    private static let watchdog: JSON = [
        "miss_timeout": "60s", "megamiss_timeout": "120s", "kill_timeout": "0s", "max_kill_timeout_jitter": "1s",
        "multikill_timeout": "0s", "multikill_threshold": ["value": 50.5],
    ]

    @Test("A file that sets them all serves, and tells of samples when it is asked", arguments: ProxyBinary.present)
    func all(_ binary: ProxyBinary) throws {
        let direct = ProxyCase("c", get()).with {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
            $0.manager = ["internal_address_config": ["unix_sockets": true]]
        }
        let directory = try TemporaryDirectory()
        let base = Theme(name: "bootstrap", cases: [direct]).configuration(
            upstreams: [:], log: directory.file("access.log"))
        let proxy = try ProxyHarness(
            binary,
            configuration: base.merged(with: [
                "node": [
                    "metadata": ["role": "edge"], "dynamic_parameters": [:], "user_agent_name": "apus",
                    "user_agent_version": "1", "extensions": [["name": "x", "category": "y"]],
                    "client_features": ["a"], "locality": ["region": "r", "zone": "z", "sub_zone": "s"],
                    "listening_addresses": [Theme.address(port: 1)],
                ],
                "stats_flush_on_admin": true,
                "watchdogs": ["main_thread_watchdog": Self.watchdog, "worker_watchdog": Self.watchdog],
                "default_regex_engine": [
                    "name": "envoy.regex_engines.google_re2",
                    "typed_config": [
                        "@type": "type.googleapis.com/envoy.extensions.regex_engines.v3.GoogleRE2"
                    ],
                ],
            ]), directory: directory)
        var client = try #require(RawClient(port: proxy.port(of: "c") ?? 0, delivery: .whole))
        let steps = (0..<3).flatMap { _ in [ClientStep.text(get()), .answers(1)] }
        #expect(client.run(steps, upstream: nil, probes: false).answers.map(\.status) == [200, 200, 200])
        // Samples of an interval are merged by being asked for, and by nothing else.
        let isMerged = Deadline(seconds: 30).reached {
            proxy.admin.histogramCounts(filter: "^http.c.downstream_rq_time$")["http.c.downstream_rq_time"] == 3
        }
        #expect(isMerged)
        let information = proxy.admin.get("/server_info")?.body.text ?? ""
        #expect(information.contains("\"role\": \"edge\""))
        proxy.stop()
    }
}
