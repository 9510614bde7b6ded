import Configuration
import EventLoops
import Synchronization
import Testing

@testable import Upstreams

/// Every balancer against the distribution that its definition promises, in 100,000 picks.
@Suite("Fairness")
struct FairnessTests {
    private static let policies: [ClusterConfiguration.LoadBalancingPolicy] = [
        .roundRobin, .leastRequest(choiceCount: 2, activeRequestBias: 1),
        .leastRequest(choiceCount: 2, activeRequestBias: 1, scansAll: true), .random, .ringHash(minimumSize: 65_536),
        .maglev(),
    ]
    private static let weights: [UInt32] = [1, 2, 3, 4, 10]

    /// What each endpoint is to get: RANDOM alone does not look at weights.
    private func shares(_ policy: ClusterConfiguration.LoadBalancingPolicy) -> [Double] {
        policy == .random ? Self.weights.map { _ in 1 } : Self.weights.map(Double.init)
    }

    private func makeBalancers(
        _ count: Int, _ policy: ClusterConfiguration.LoadBalancingPolicy
    ) throws -> [LoadBalancer] {
        let configure: (inout ClusterConfiguration) -> Void = { $0.lbPolicy = policy }
        let endpoints = Self.weights.enumerated().map { makeEndpoint(UInt16($0 + 1), weight: $1) }
        let set = makeSet([LocalityEndpoints(endpoints: endpoints)], configure)
        let loop = try EventLoop(name: "t", clock: .manual(start: 0))
        return try (0..<count).map { .make(set, try makeSetting(seed: UInt64($0 + 1), loop: loop, configure)) }
    }

    @Test("One worker's picks are within 2 % of the model", arguments: policies)
    func oneWorker(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        let counts = try makeBalancers(1, policy)[0].counts(100_000)
        #expect(isClose(counts, shares(policy)), "\(counts)")
    }

    @Test("Many workers with few requests each are as fair together", arguments: policies)
    func manyWorkers(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        // 2,000 workers of which each serves three requests: starting all at one place would favour the first
        // endpoints.
        var sums = [Int](repeating: 0, count: Self.weights.count)
        for balancer in try makeBalancers(2_000, policy) {
            for (index, count) in balancer.counts(3).enumerated() { sums[index] += count }
        }
        #expect(isClose(sums, shares(policy), percent: 4), "\(sums)")
    }

    @Test("Workers that share least request keep endpoints evenly busy")
    func sharedLoads() throws {
        let configure: (inout ClusterConfiguration) -> Void = {
            $0.lbPolicy = .leastRequest(choiceCount: 2, activeRequestBias: 1)
        }
        let set = makeSet(
            [LocalityEndpoints(endpoints: (1...10).map { makeEndpoint($0) })], configure)
        let balancers = try (0..<8).map { LoadBalancer.make(set, try makeSetting(seed: UInt64($0), configure)) }
        for turn in 0..<800 { balancers[turn % 8].pick()?.activeRequests.add(1, ordering: .relaxed) }
        let loads = set.all.map { $0.activeRequests.load(ordering: .relaxed) }
        #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= 6, "\(loads)")
    }
}
