import Configuration
import EventLoops
import Synchronization
import Testing

@testable import Upstreams

@Suite("Slow start")
struct SlowStartTests {
    private static let second: UInt64 = 1_000_000_000

    private func factor(age: UInt64, aggression: Double = 1, least: Double = 10) -> Double {
        let endpoint = makeSet(weights: [1]).all[0]
        endpoint.startTime.store(1, ordering: .relaxed)
        let configuration = SlowStartConfiguration(
            window: 10 * Self.second, aggression: aggression, minWeightPercent: least)
        return SlowStart(configuration).factor(endpoint, at: 1 + age)
    }

    @Test("An endpoint's weight grows with its age, from the least to the whole")
    func growth() {
        #expect(factor(age: 0) == 0.1)
        #expect(factor(age: 5 * Self.second) == 0.5)
        #expect(factor(age: 5 * Self.second, aggression: 2) == 0.5.squareRoot())
        #expect(factor(age: 5 * Self.second, aggression: -1) == 0.5)
        #expect(factor(age: 10 * Self.second) == 1)
        #expect(factor(age: 5 * Self.second, least: 70) == 0.7)
    }

    @Test("Endpoints that were there from the start have their whole weight")
    func old() {
        let endpoint = makeSet(weights: [1]).all[0]
        let slowStart = SlowStart(SlowStartConfiguration(window: Self.second))
        #expect(slowStart.factor(endpoint, at: 5) == 1 && !slowStart.concerns(endpoint, at: 5))
    }

    @Test(
        "A new endpoint gets little at first, and its share in the end",
        arguments: [
            ClusterConfiguration.LoadBalancingPolicy.roundRobin, .leastRequest(choiceCount: 2, activeRequestBias: 1),
        ])
    func share(policy: ClusterConfiguration.LoadBalancingPolicy) throws {
        let loop = try EventLoop(name: "t", clock: .manual(start: 100 * Self.second))
        let configure: (inout ClusterConfiguration) -> Void = {
            $0.lbPolicy = policy
            $0.balancing.slowStart = SlowStartConfiguration(window: 10 * Self.second)
        }
        let set = makeSet([LocalityEndpoints(endpoints: [makeEndpoint(1), makeEndpoint(2)])], configure)
        set.all[1].startTime.store(loop.now, ordering: .relaxed)
        let balancer = LoadBalancer.make(set, try makeSetting(loop: loop, configure))
        #expect(isClose(balancer.counts(11_000), [10, 1]))
        loop.advanceClock(by: 5 * Self.second)
        #expect(isClose(balancer.counts(15_000), [2, 1]))
        loop.advanceClock(by: 5 * Self.second)
        #expect(isClose(balancer.counts(10_000), [1, 1]))
    }
}
