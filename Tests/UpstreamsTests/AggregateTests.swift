import Configuration
import EventLoops
import NetworkAddresses
import Telemetry
import Testing

@testable import Upstreams

/// An aggregate and its members, as one worker uses them.
private final class AggregateFixture {
    let loop: EventLoop
    let registry = MetricRegistry()
    private(set) var members: [String: WorkerCluster] = [:]
    private var made: WorkerCluster?

    init(_ names: [String], _ clusters: [(name: String, groups: [LocalityEndpoints])]) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        for (name, groups) in clusters { put(name, groups) }
        let cluster = Cluster(
            ClusterConfiguration(name: "all", discoveryType: .aggregate(names)), workerCount: 1, registry: registry)
        made = WorkerCluster(cluster, loop: loop, workerIndex: 0, seed: 1) { [unowned self] in members[$0] }
    }

    func put(_ name: String, _ groups: [LocalityEndpoints]) {
        let cluster = Cluster(
            ClusterConfiguration(name: name, endpoints: groups), workerCount: 1, registry: registry)
        members[name] = WorkerCluster(cluster, loop: loop, workerIndex: 0, seed: 1) { [unowned self] in members[$0] }
        made?.membersChanged()
    }

    var aggregate: WorkerCluster {
        get throws { try #require(made) }
    }

    func remove(_ name: String) {
        members[name] = nil
        made?.membersChanged()
    }

    /// How many of so many requests go to which port of which member.
    func counts(_ picks: Int = 1000, _ choice: borrowing EndpointChoice = EndpointChoice()) -> [String: Int] {
        var counts: [String: Int] = [:]
        for _ in 0..<picks {
            guard let (cluster, endpoint) = made?.choose(choice), case .ip(_, let port) = endpoint.address else {
                counts["-", default: 0] += 1
                continue
            }
            counts["\(cluster.cluster.name)\(port)", default: 0] += 1
        }
        return counts
    }
}

@Suite("Aggregate clusters")
struct AggregateTests {
    private func group(
        _ ports: ClosedRange<UInt16>, priority: UInt32 = 0, _ health: EndpointConfiguration.HealthStatus = .healthy
    ) -> LocalityEndpoints {
        LocalityEndpoints(priority: priority, endpoints: ports.map { makeEndpoint($0, health: health) })
    }

    @Test("The first member takes all while it can, then the next what is left")
    func spills() throws {
        let fixture = try AggregateFixture(["a", "b"], [("a", [group(1...1)]), ("b", [group(2...2)])])
        #expect(fixture.counts() == ["a1": 1000])
        fixture.put("a", [group(1...1), group(3...3, .unhealthy)])
        let counts = fixture.counts(20_000)
        #expect(isClose([counts["a1", default: 0], counts["b2", default: 0]], [70, 30], percent: 1.5))
        fixture.put("a", [group(1...1, .unhealthy)])
        #expect(fixture.counts() == ["b2": 1000])
        fixture.remove("b")
        // Panic: all that is there.
        #expect(fixture.counts() == ["a1": 1000])
        fixture.remove("a")
        #expect(fixture.counts(1) == ["-": 1])
        let none = try fixture.aggregate.cluster.metrics.counter(ClusterMetric.upstreamCxNoneHealthy.rawValue)
        #expect(none == 1)
    }

    @Test("Priorities of members stand one behind the other, those without endpoints left out")
    func priorities() throws {
        let fixture = try AggregateFixture(
            ["a", "gone", "b"],
            [
                ("a", [group(1...1, .unhealthy), group(2...2, priority: 2, .unhealthy)]),
                ("b", [group(3...3, .unhealthy), group(4...4, priority: 1)]),
            ])
        #expect(fixture.counts() == ["b4": 1000])
        let aggregate = try fixture.aggregate
        let pool = try #require(aggregate.pick(priority: .default))
        #expect(pool.cluster === fixture.members["b"] && aggregate.priority(of: pool) == 3)
        #expect(fixture.members["b"]?.priority(of: pool) == 1)
        fixture.remove("b")
        #expect(aggregate.priority(of: pool) == nil)
    }

    @Test("Healthy endpoints of all members come before degraded ones, which the member then chooses from")
    func degraded() throws {
        let fixture = try AggregateFixture(
            ["a", "b"], [("a", [group(1...1, .degraded), group(2...2, .unhealthy)]), ("b", [group(3...3)])])
        #expect(fixture.counts() == ["b3": 1000])
        fixture.put("b", [group(3...3, .unhealthy)])
        #expect(fixture.counts() == ["a1": 1000])
    }

    @Test("A member's health counts at once when it changes")
    func changes() throws {
        let fixture = try AggregateFixture(["a", "b"], [("a", [group(1...1)]), ("b", [group(2...2)])])
        #expect(fixture.counts() == ["a1": 1000])
        let member = try #require(fixture.members["a"])
        member.cluster.endpoints.all[0].changeHealth(adding: .failedHealthCheck)
        member.cluster.healthChanged()
        member.refresh()
        try fixture.aggregate.membersChanged()
        #expect(fixture.counts() == ["b2": 1000])
    }

    @Test("An aggregate among the members counts for nothing, and neither does it itself")
    func nested() throws {
        let fixture = try AggregateFixture(["all", "b"], [("b", [group(2...2)])])
        #expect(fixture.counts() == ["b2": 1000])
        let inner = try fixture.aggregate
        let outer = WorkerCluster(
            Cluster(
                ClusterConfiguration(name: "outer", discoveryType: .aggregate(["all"])), workerCount: 1,
                registry: fixture.registry), loop: fixture.loop, workerIndex: 0, seed: 1
        ) { _ in inner }
        #expect(outer.choose() == nil)
    }

    @Test("A retry leaves out the members' priorities that were tried")
    func tried() throws {
        let fixture = try AggregateFixture(
            ["a", "b"], [("a", [group(1...1), group(2...2, priority: 1)]), ("b", [group(3...3)])])
        var choice = EndpointChoice()
        let tried = TriedPriorities(frequency: 1)
        choice.tried = tried
        for expected in ["a1", "a2", "b3", "a1"] {
            let counts = fixture.counts(20, choice)
            #expect(counts == [expected: 20])
            let chosen = try fixture.aggregate.choose(choice)
            let (cluster, endpoint) = try #require(chosen)
            let pool = try #require(cluster.pool(for: endpoint, priority: .default))
            tried.note(try fixture.aggregate.priority(of: pool))
        }
    }
}
