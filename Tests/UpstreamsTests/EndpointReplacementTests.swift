import Configuration
import NetworkAddresses
import Synchronization
import Telemetry
import Testing

@testable import Upstreams

@Suite("Endpoint sets that replace one another")
struct EndpointReplacementTests {
    private let rules = BalancingRules(ClusterConfiguration(name: "c"))

    private func describe(
        _ port: UInt16, weight: UInt32 = 1, priority: UInt32 = 0, zone: String = "", hostname: String = "",
        health: EndpointConfiguration.HealthStatus = .unknown
    ) -> EndpointDescription {
        EndpointDescription(
            address: .ip(.loopbackV4, port: port),
            EndpointConfiguration(
                address: "", port: port, hostname: hostname, weight: weight, healthStatus: health),
            in: LocalityEndpoints(zone: zone, priority: priority))
    }

    private func set(_ ports: [UInt16], after previous: EndpointSet? = nil) -> EndpointSet {
        EndpointSet(ports.map { describe($0) }, replacing: previous, rules: rules, workerCount: 1)
    }

    @Test("Endpoints that stay keep their objects and places; new ones get free places first")
    func places() {
        let first = set([1, 2, 3])
        let second = set([4, 3, 1, 5], after: first)
        #expect(second.all[1] === first.all[2] && second.all[2] === first.all[0])
        #expect(second.all.map(\.index) == [1, 2, 0, 3])
        #expect(second.placeCount == 4)
        #expect(second.change == EndpointSet.Change(added: 2, removed: 1))
        let third = set([9], after: second)
        #expect(third.all[0].index == 0 && third.placeCount == 4)
    }

    @Test("The same endpoints again are no change; in another order they are one")
    func unchanged() {
        let first = set([1, 2])
        #expect(set([1, 2], after: first).change.isEmpty)
        let turned = set([2, 1], after: first)
        #expect(turned.change == EndpointSet.Change(isRevised: true) && turned.all[0] === first.all[1])
    }

    @Test("Another weight, priority or health revises an endpoint; another locality or name makes a new one")
    func revisions() {
        let first = EndpointSet([describe(1)], replacing: nil, rules: rules, workerCount: 1)
        for revised in [describe(1, weight: 2), describe(1, priority: 1), describe(1, health: .draining)] {
            let next = EndpointSet([revised], replacing: first, rules: rules, workerCount: 1)
            #expect(next.all[0] === first.all[0] && next.change == EndpointSet.Change(isRevised: true))
            #expect(next.all[0].weight == revised.weight && next.all[0].configuredHealth == revised.health)
            _ = EndpointSet([describe(1)], replacing: next, rules: rules, workerCount: 1)
        }
        for other in [describe(1, zone: "z"), describe(1, hostname: "h")] {
            let next = EndpointSet([other], replacing: first, rules: rules, workerCount: 1)
            #expect(next.all[0] !== first.all[0] && next.change == EndpointSet.Change(added: 1, removed: 1))
        }
    }

    @Test("Endpoints that look alike are told apart by their order")
    func twins() {
        let first = set([7, 7])
        let second = set([7, 7, 7], after: first)
        #expect(second.all[0] === first.all[0] && second.all[1] === first.all[1])
        #expect(second.change == EndpointSet.Change(added: 1))
        #expect(Set(second.all.map(\.index)) == [0, 1, 2])
        let third = set([7], after: second)
        #expect(third.all[0] === first.all[0] && third.change == EndpointSet.Change(removed: 2))
    }

    @Test("The endpoint of a LOGICAL_DNS cluster moves with its counters and its place")
    func logical() {
        let first = EndpointSet([describe(1)], replacing: nil, rules: rules, workerCount: 1, isLogical: true)
        first.all[0].counters(worker: 0).requestStarted()
        let second = EndpointSet([describe(2)], replacing: first, rules: rules, workerCount: 1, isLogical: true)
        #expect(second.all[0] !== first.all[0] && second.all[0].index == 0 && second.placeCount == 1)
        #expect(second.all[0].sum(\.requestsTotal) == 1)
    }

    @Test("Places never collide, whatever comes and goes")
    func randomSequences() {
        var numbers = SeededNumbers(seed: 11)
        for _ in 0..<50 {
            var current: EndpointSet?
            for _ in 0..<30 {
                let ports = (0..<numbers.below(12)).map { _ in UInt16(numbers.below(10) + 1) }
                let next = set(ports, after: current)
                #expect(next.all.map(\.address.port) == ports)
                #expect(Set(next.all.map(\.index)).count == ports.count)
                #expect(next.all.allSatisfy { $0.index < next.placeCount })
                if let current {
                    let old = Set(current.all.map(ObjectIdentifier.init))
                    let kept = next.all.count { old.contains(ObjectIdentifier($0)) }
                    #expect(next.change.added == ports.count - kept)
                    #expect(next.change.removed == current.all.count - kept)
                }
                current = next
            }
        }
    }

    @Test("Where health is checked, new endpoints fail at first, one that moves stays as it was, healthy ones stay")
    func checked() {
        var configuration = ClusterConfiguration(
            name: "c", discoveryType: .strictDNS(NameResolutionConfiguration()))
        configuration.healthCheck = HealthCheckConfiguration(
            kind: .tcp(TCPHealthCheckConfiguration()), timeout: 1, interval: 1, unhealthyThreshold: 1,
            healthyThreshold: 1)
        configuration.balancing.ignoresUncheckedEndpoints = true
        func next(_ ports: [UInt16], after previous: EndpointSet?, isLogical: Bool = false) -> EndpointSet {
            EndpointSet(
                ports.map { describe($0) }, replacing: previous, rules: BalancingRules(configuration), workerCount: 1,
                isLogical: isLogical)
        }
        let first = next([1, 2], after: nil)
        #expect(first.all.allSatisfy { $0.healthFlags == [.failedHealthCheck, .awaitsHealthCheck] })
        first.all[0].changeHealth(removing: [.failedHealthCheck, .awaitsHealthCheck])
        let second = next([3], after: first)
        #expect(second.all.map(\.address.port) == [3, 1] && second.all[1].healthFlags == .leaving)
        #expect(second.all.map(\.index) == [1, 0])
        configuration.discoveryType = .logicalDNS(NameResolutionConfiguration())
        let logical = next([1], after: nil, isLogical: true)
        logical.all[0].changeHealth(removing: [.failedHealthCheck, .awaitsHealthCheck])
        let moved = next([2], after: logical, isLogical: true)
        #expect(moved.all.map(\.address.port) == [2] && moved.all[0].isHealthy)
    }

    @Test("A cluster counts its members, and a change of members only when some came or went")
    func membership() {
        let cluster = Cluster(
            ClusterConfiguration(name: "c", discoveryType: .strictDNS(NameResolutionConfiguration())),
            workerCount: 1,
            registry: MetricRegistry())
        func counts() -> [UInt64] {
            [
                cluster.metrics.gauge(ClusterMetric.membershipTotal.rawValue),
                cluster.metrics.gauge(ClusterMetric.membershipHealthy.rawValue),
                cluster.metrics.counter(ClusterMetric.membershipChange.rawValue),
            ]
        }
        #expect(counts() == [0, 0, 0])
        #expect(cluster.replaceEndpoints([describe(1), describe(2)]))
        #expect(counts() == [2, 2, 1])
        #expect(!cluster.replaceEndpoints([describe(1), describe(2)]))
        #expect(cluster.replaceEndpoints([describe(1), describe(2, health: .unhealthy)]))
        #expect(counts() == [2, 1, 1])
        #expect(cluster.replaceEndpoints([]))
        #expect(counts() == [0, 0, 2])
    }
}
