import Testing

/// Endpoints that come and go under load.
@Suite(.serialized) struct OutageTests {
    private static func cluster(_ ports: [UInt16]) -> JSON {
        let endpoints = ports.map { port -> JSON in ["endpoint": ["address": Theme.address(port: port)]] }
        return [
            "load_assignment": ["endpoints": [["lb_endpoints": .array(endpoints)]]],
            "circuit_breakers": ["thresholds": [["max_retries": 1000]]],
            "outlier_detection": [
                "consecutive_5xx": 3, "interval": "0.1s", "base_ejection_time": "0.2s", "max_ejection_percent": 50,
            ],
        ]
    }

    private static let retries: JSON = [
        "retry_policy": [
            "retry_on": "5xx,reset,connect-failure,refused-stream", "num_retries": 6,
            "retry_back_off": ["base_interval": "0.01s", "max_interval": "0.1s"],
            "host_selection_retry_max_attempts": 4,
            "retry_host_predicate": [
                [
                    "name": "previous_hosts",
                    "typed_config": [
                        "@type":
                            "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"
                    ],
                ]
            ],
        ]
    ]

    @Test("Endpoints are killed and restored at random, and no request fails")
    func killing() throws {
        var endpoints = try (0..<3).map { _ in try EchoUpstream() }
        let directory = try TemporaryDirectory()
        let served = ProxyCase("served", get()).with {
            $0.cluster = Self.cluster(endpoints.map(\.port))
            $0.action = Self.retries
        }
        let proxy = try ProxyHarness(
            .apus,
            configuration: Theme(name: "outage", cases: [served]).configuration(
                upstreams: ["served": 1], log: directory.file("access.log")),
            directory: directory, arguments: ["--concurrency", "2"])
        let load = Load(
            port: try #require(proxy.port(of: "served")), habits: [.keepAlive, .keepAlive, .fresh, .keepAlive],
            survivesRefusal: false)
        for _ in 0..<(4 * Rounds.count) {
            let isServed = load.waitForAnswers(100)
            #expect(isServed)
            let victim = Int.random(in: endpoints.indices)
            let port = endpoints[victim].port
            endpoints[victim].kill()
            let goesOn = load.waitForAnswers(100)
            #expect(goesOn)
            endpoints[victim] = try EchoUpstream(port: port)
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        #expect(proxy.admin.statistics()["cluster.served.upstream_rq_retry"] != "0")
        #expect(proxy.stop() == .exit(0))
    }
}
