import Testing

/// Endpoints that clients name themselves, as time goes by.
@Suite struct DestinationTests {
    @Test(
        "Endpoints that clients named are forgotten when the cluster's interval has passed without use",
        arguments: ProxyBinary.present)
    func cleanup(_ binary: ProxyBinary) throws {
        // A connection that stays would keep its endpoint.
        let upstream = try #require(
            ScriptedUpstream(
                .closingAfter("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok")))
        defer { upstream.stop() }
        func cluster(_ name: String, _ interval: String) -> JSON {
            [
                "name": .string(name), "type": "ORIGINAL_DST", "lb_policy": "CLUSTER_PROVIDED",
                "original_dst_lb_config": ["use_http_header": true], "cleanup_interval": .string(interval),
            ]
        }
        func route(_ name: String) -> JSON {
            ["match": ["path": .string("/" + name)], "route": ["cluster": .string(name)]]
        }
        let named = ProxyCase("c", steps: []).with {
            $0.routes = [route("long"), route("short")]
            $0.members = [cluster("long", "1000s"), cluster("short", "0.1s")]
        }
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(
            binary,
            configuration: Theme(name: "destinations", cases: [named]).configuration(
                upstreams: [:], log: directory.file("access.log")),
            directory: directory)
        defer { proxy.stop() }
        let port = proxy.port(of: "c") ?? 0
        func status(_ path: String) -> Int? {
            guard var client = RawClient(port: port, delivery: .whole) else { return nil }
            let request = get(path, host: "a", "x-envoy-original-dst-host: 127.0.0.1:\(upstream.port)")
            let steps: [ClientStep] = [.text(request), .answers(1)]
            return client.run(steps, upstream: nil, probes: false).answers.first?.status
        }
        func statistic(_ name: String) -> Int? { proxy.admin.statistics()["cluster.\(name)"].flatMap { Int($0) } }
        #expect(status("/long") == 200)
        for times in 1...2 {
            #expect(status("/short") == 200)
            let isForgotten = Deadline(seconds: 60).reached {
                statistic("short.membership_total") == 0 && statistic("short.membership_change") == 2 * times
            }
            #expect(isForgotten)
        }
        #expect(statistic("long.membership_total") == 1)
    }
}
