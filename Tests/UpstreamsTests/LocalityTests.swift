import Configuration
import EventLoops
import Synchronization
import Testing

@testable import Upstreams

@Suite("Localities")
struct LocalityTests {
    private func zone(
        _ name: String, weight: UInt32? = nil, healthy: Int, unhealthy: Int = 0, port: UInt16
    ) -> LocalityEndpoints {
        let endpoints = (0..<(healthy + unhealthy)).map {
            makeEndpoint(port + UInt16($0), health: $0 < healthy ? .healthy : .unhealthy)
        }
        return LocalityEndpoints(zone: name, weight: weight, endpoints: endpoints)
    }

    /// How often each zone is chosen.
    private func counts(_ balancer: LoadBalancer, _ picks: Int = 100_000) -> [String: Int] {
        var counts: [String: Int] = [:]
        for _ in 0..<picks { counts[balancer.pick()?.locality.zone ?? "-", default: 0] += 1 }
        return counts
    }

    private static let policies: [ClusterConfiguration.LoadBalancingPolicy] = [
        .roundRobin, .random, .leastRequest(choiceCount: 2, activeRequestBias: 1), .maglev(),
        .ringHash(minimumSize: 8192),
    ]

    private func weighted(
        _ groups: [LocalityEndpoints], _ policy: ClusterConfiguration.LoadBalancingPolicy
    ) throws -> LoadBalancer {
        let configure: (inout ClusterConfiguration) -> Void = {
            $0.lbPolicy = policy
            $0.balancing.localities = .weighted
        }
        return .make(makeSet(groups, configure), try makeSetting(configure))
    }

    @Test("Localities get requests by weight, whatever the number of their endpoints", arguments: policies)
    func weights(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        let groups = [
            zone("a", weight: 1, healthy: 5, port: 1), zone("b", weight: 3, healthy: 1, port: 11),
            zone("c", healthy: 3, port: 21),
        ]
        let found = counts(try weighted(groups, policy))
        #expect(isClose([found["a"] ?? 0, found["b"] ?? 0, found["c"] ?? 0], [1, 3, 0]), "\(found)")
    }

    @Test("A locality with too few healthy endpoints gets less")
    func availability() throws {
        // Half of b's are healthy: it counts for 1.4 * 0.5 of its weight.
        let groups = [
            zone("a", weight: 1, healthy: 8, port: 1), zone("b", weight: 1, healthy: 2, unhealthy: 2, port: 11),
        ]
        let found = counts(try weighted(groups, .roundRobin))
        #expect(isClose([found["a"] ?? 0, found["b"] ?? 0], [1, 0.7]), "\(found)")
    }

    // MARK: - Zones

    private func zoneAware(
        ours: [LocalityEndpoints], theirs: [LocalityEndpoints], home: String = "a",
        _ change: (inout LocalityBalancing.ZoneAwareConfiguration) -> Void = { _ in }
    ) throws -> (LoadBalancer, MetricCounts) {
        var zones = LocalityBalancing.ZoneAwareConfiguration()
        zones.minClusterSize = 2
        change(&zones)
        let configure: (inout ClusterConfiguration) -> Void = { $0.balancing.localities = .zoneAware(zones) }
        let home = Locality(zone: home)
        let scope = Scopes.make()
        let setting = try makeSetting(
            home: home, neighbours: makeSet(ours, home: home).view, scope: scope, configure)
        return (.make(makeSet(theirs, home: home, configure), setting), MetricCounts(scope: scope))
    }

    @Test("A zone with enough endpoints keeps its requests")
    func direct() throws {
        let (balancer, metrics) = try zoneAware(
            ours: [zone("a", healthy: 1, port: 1), zone("b", healthy: 1, port: 2)],
            theirs: [zone("a", healthy: 2, port: 3), zone("b", healthy: 2, port: 5)])
        #expect(counts(balancer, 1_000) == ["a": 1_000])
        #expect(metrics[.lbZoneRoutingAllDirectly] == 1_000 && metrics[.lbRecalculateZoneStructures] == 1)
    }

    @Test("A zone with too few sends what exceeds them where there is room")
    func residual() throws {
        // Half of our requests come from a, a fifth of the endpoints are there: two fifths of a's requests stay.
        let (balancer, metrics) = try zoneAware(
            ours: [zone("a", healthy: 2, port: 1), zone("b", healthy: 2, port: 4)],
            theirs: [zone("a", healthy: 2, port: 11), zone("b", healthy: 4, port: 21), zone("c", healthy: 4, port: 31)])
        let found = counts(balancer)
        // b takes 4,000 and sends 5,000 of 10,000: it has no room. c has.
        #expect(isClose([found["a"] ?? 0, found["b"] ?? 0, found["c"] ?? 0], [2, 0, 3]), "\(found)")
        #expect(metrics[.lbZoneRoutingSampled] + metrics[.lbZoneRoutingCrossZone] == 100_000)
    }

    @Test("Small clusters, a share of requests and a panicking cluster of our own go anywhere")
    func exceptions() throws {
        let (ours, theirs) = (
            [zone("a", healthy: 1, port: 1)], [zone("a", healthy: 2, port: 3), zone("b", healthy: 2, port: 5)]
        )
        let (small, smallMetrics) = try zoneAware(ours: ours, theirs: theirs) { $0.minClusterSize = 5 }
        #expect(isClose([counts(small)["a"] ?? 0, counts(small)["b"] ?? 0], [1, 1]))
        #expect(smallMetrics[.lbZoneClusterTooSmall] == 1)
        let (half, _) = try zoneAware(ours: ours, theirs: theirs) { $0.routingEnabled = 50 }
        let found = counts(half)
        #expect(isClose([found["a"] ?? 0, found["b"] ?? 0], [1, 1]), "all of a's requests may stay: \(found)")
        let sick = [zone("a", healthy: 1, unhealthy: 3, port: 1)]
        let (panicking, metrics) = try zoneAware(ours: sick, theirs: theirs)
        #expect(counts(panicking, 1_000).count == 2 && metrics[.lbLocalClusterNotOk] == 1_000)
        let (failing, _) = try zoneAware(ours: sick, theirs: theirs) { $0.failsOnPanic = true }
        #expect(counts(failing, 10) == ["-": 10])
        let (forced, _) = try zoneAware(
            ours: [zone("a", healthy: 9, port: 1), zone("b", healthy: 1, port: 20)], theirs: theirs
        ) { $0.forcedZoneSize = 2 }
        #expect(counts(forced, 100) == ["a": 100])
    }

    @Test("In panic requests fail where that is asked for")
    func failing() throws {
        let sick = [zone("a", healthy: 1, unhealthy: 3, port: 1), zone("b", healthy: 0, unhealthy: 3, port: 9)]
        let (balancer, metrics) = try zoneAware(ours: sick, theirs: sick) { $0.failsOnPanic = true }
        #expect(counts(balancer, 5) == ["-": 5] && metrics[.lbHealthyPanic] == 5)
    }
}
