import Testing

/// What balancing does beyond one request to one cluster, by both proxies.
@Suite struct BalancingTests {
    private static func group(_ zone: String, _ numbers: [Int]) -> JSON {
        let endpoints = numbers.map { BalancingCases.endpoint($0) }
        return ["locality": ["zone": .string(zone)], "lb_endpoints": .array(endpoints)]
    }

    private static func cluster(_ name: String, _ groups: [JSON], _ changes: JSON = [:]) -> JSON {
        let base: JSON = [
            "name": .string(name), "type": "STATIC", "connect_timeout": "1s",
            "load_assignment": ["cluster_name": .string(name), "endpoints": .array(groups)],
        ]
        return base.merged(with: changes)
    }

    /// The endpoints that so many requests are sent to, and the statistics afterwards; nobody listens at any of them.
    private static func tried(
        _ binary: ProxyBinary, _ clusters: [JSON], requests: Int, _ changes: JSON = [:]
    ) throws -> (hosts: [String: Int], statistics: [String: String]) {
        let directory = try TemporaryDirectory()
        let log = directory.file("access.log")
        let configuration = Theme(name: "c", cases: [ProxyCase("c", get())]).configuration(upstreams: [:], log: log)
            .merged(with: ["static_resources": ["clusters": .array(clusters)]]).merged(with: changes)
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        var client = try #require(RawClient(port: proxy.port(of: "c") ?? 0, delivery: .whole, seconds: 120))
        let steps = (0..<requests).flatMap { _ in [ClientStep.text(get()), .answers(1)] }
        #expect(client.run(steps, upstream: nil, probes: false).answers.count == requests)
        let statistics = proxy.admin.statistics()
        proxy.stop()
        var hosts: [String: Int] = [:]
        for line in (readFile(log) ?? []).text.split(separator: "\n") {
            guard let host = line.split(separator: " ").first(where: { $0.hasPrefix("upstream=") }) else { continue }
            hosts[String(host.dropFirst("upstream=".count)), default: 0] += 1
        }
        return (hosts, statistics)
    }

    @Test("Requests stay in the proxy's own zone as far as its part reaches", arguments: ProxyBinary.present)
    func zones(_ binary: ProxyBinary) throws {
        let zoneAware: JSON = ["common_lb_config": ["zone_aware_lb_config": ["min_cluster_size": 2]]]
        let local = Self.cluster("local", [Self.group("a", [11]), Self.group("b", [12])])
        let place: JSON = [
            "node": ["locality": ["zone": "a"]], "cluster_manager": ["local_cluster_name": "local"],
        ]
        let even = Self.cluster("c", [Self.group("b", [2]), Self.group("a", [1])], zoneAware)
        let direct = try Self.tried(binary, [even, local], requests: 20, place)
        #expect(direct.hosts == ["127.0.1.1:1": 20])
        #expect(direct.statistics["cluster.c.lb_zone_routing_all_directly"] == "20")
        let scarce = Self.cluster("c", [Self.group("a", [1]), Self.group("b", [2, 3, 4])], zoneAware)
        let residual = try Self.tried(binary, [scarce, local], requests: 60, place)
        let sampled = residual.statistics["cluster.c.lb_zone_routing_sampled"].flatMap { Int($0) } ?? 0
        let crossing = residual.statistics["cluster.c.lb_zone_routing_cross_zone"].flatMap { Int($0) } ?? 0
        #expect(sampled + crossing == 60 && residual.hosts["127.0.1.1:1"] == sampled)
        #expect((15...45).contains(sampled), "half of them stay: \(sampled)")
        let small = Self.cluster(
            "c", [Self.group("a", [1]), Self.group("b", [2])], ["common_lb_config": ["zone_aware_lb_config": [:]]])
        let anywhere = try Self.tried(binary, [small, local], requests: 20, place)
        #expect(anywhere.hosts == ["127.0.1.1:1": 10, "127.0.1.2:1": 10])
        #expect(anywhere.statistics["cluster.c.lb_zone_cluster_too_small"] != "0")
    }

    @Test("Priorities and panic share requests by their formulas", arguments: ProxyBinary.present)
    func shares(_ binary: ProxyBinary) throws {
        func endpoints(_ healthy: [Int], _ unhealthy: [Int]) -> [JSON] {
            healthy.map { BalancingCases.endpoint($0) }
                + unhealthy.map { BalancingCases.endpoint($0, ["health_status": "UNHEALTHY"]) }
        }
        let spilling = Self.cluster(
            "c",
            [
                BalancingCases.group(endpoints([1, 2], [3, 4])),
                BalancingCases.group(endpoints([5], []), ["priority": 1]),
            ])
        let spilled = try Self.tried(binary, [spilling], requests: 300)
        let second = spilled.hosts["127.0.1.5:1"] ?? 0
        #expect((50...130).contains(second), "30 %: \(second)")
        #expect(spilled.hosts["127.0.1.3:1"] == nil && spilled.statistics["cluster.c.lb_healthy_panic"] == "0")
        let panicking = Self.cluster(
            "c",
            [
                BalancingCases.group(endpoints([], [1])),
                BalancingCases.group(endpoints([], [2, 3, 4]), ["priority": 1]),
            ])
        let panicked = try Self.tried(binary, [panicking], requests: 200)
        #expect((25...80).contains(panicked.hosts["127.0.1.1:1"] ?? 0), "a quarter: \(panicked.hosts)")
        #expect(panicked.statistics["cluster.c.lb_healthy_panic"] == "200")
    }

    @Test("Weights share requests, and so do those of localities", arguments: ProxyBinary.present)
    func weights(_ binary: ProxyBinary) throws {
        let weighted = Self.cluster(
            "c",
            [
                BalancingCases.group([
                    BalancingCases.endpoint(1), BalancingCases.endpoint(2, ["load_balancing_weight": 3]),
                ])
            ])
        #expect(try Self.tried(binary, [weighted], requests: 40).hosts == ["127.0.1.1:1": 10, "127.0.1.2:1": 30])
        let byZone = Self.cluster(
            "c",
            [
                Self.group("a", [1]).merged(with: ["load_balancing_weight": 1]),
                Self.group("b", [2]).merged(with: ["load_balancing_weight": 3]),
            ], ["common_lb_config": ["locality_weighted_lb_config": [:]]])
        let hosts = try Self.tried(binary, [byZone], requests: 40).hosts
        #expect((9...11).contains(hosts["127.0.1.1:1"] ?? 0), "\(hosts)")
    }

    /// The statistics that clusters have by their balancers and checks, and their Prometheus lines without values.
    private static func statistics(_ binary: ProxyBinary) throws -> [String] {
        let endpoints = BalancingCases.group((1...3).map { BalancingCases.endpoint($0) })
        let single: JSON = ["subset_selectors": [["keys": ["id"], "single_host_per_subset": true]]]
        let check: JSON = [
            "timeout": "1s", "interval": "100s", "unhealthy_threshold": 1, "healthy_threshold": 1,
            "tcp_health_check": [:],
        ]
        let member = BalancingCases.endpoint(1, ["metadata": ["filter_metadata": ["envoy.lb": ["id": 1]]]])
        let clusters: [JSON] = [
            cluster("ring", [endpoints], ["lb_policy": "RING_HASH"]),
            cluster("table", [endpoints], ["lb_policy": "MAGLEV"]),
            cluster("single", [BalancingCases.group([member, member])], ["lb_subset_config": single]),
            cluster("checked", [endpoints], ["health_checks": [check]]),
        ]
        let directory = try TemporaryDirectory()
        let configuration = Theme(name: "c", cases: [ProxyCase("ring", get())]).configuration(
            upstreams: [:], log: directory.file("access.log")
        ).merged(with: ["static_resources": ["clusters": .array(clusters)]])
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        defer { proxy.stop() }
        let filter = "lb_subsets_single%7Cring_hash_lb%7Cmaglev_lb%7Chealth_check%5C.%7Cmembership_healthy"
        let plain = try #require(proxy.admin.get("/stats?filter=\(filter)")).body.text
        let labelled = try #require(proxy.admin.get("/stats/prometheus?filter=\(filter)")).body.text
        return (plain + labelled).split(separator: "\n").map(String.init)
    }

    @Test(
        "What balancers and checks tell has Envoy's names, labels and values",
        .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func statistics() throws {
        let (ours, theirs) = (try Self.statistics(.apus), try Self.statistics(.envoy))
        #expect(
            ours == theirs,
            "\(LineDifference.text(from: theirs.joined(separator: "\n"), to: ours.joined(separator: "\n")))")
    }
}
