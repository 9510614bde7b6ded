import Configuration
import EventLoops
import HTTPConnections
import LoopTesting
import NetworkAddresses
import Synchronization
import Telemetry
import Testing

@testable import Upstreams

/// A cluster whose endpoints are replaced while one worker uses them.
private final class ChangingFixture {
    let loop: EventLoop
    let upstreams: [ManualUpstream]
    let cluster: Cluster
    let worker: WorkerCluster

    init(_ count: Int, _ type: ClusterConfiguration.DiscoveryType) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        upstreams = try (0..<count).map { _ in try ManualUpstream() }
        cluster = Cluster(
            ClusterConfiguration(name: "c", discoveryType: type), workerCount: 1, registry: MetricRegistry())
        worker = WorkerCluster(cluster, loop: loop, workerIndex: 0, seed: 1)
    }

    /// Makes these upstreams the endpoints, for the worker too.
    func publish(_ indices: [Int]) {
        let descriptions = indices.map { index in
            EndpointDescription(
                address: upstreams[index].address, EndpointConfiguration(address: "", port: 0), in: LocalityEndpoints())
        }
        if cluster.replaceEndpoints(descriptions, at: 0) { worker.refresh() }
    }

    func turn(until condition: () -> Bool) {
        loop.turn(before: { for upstream in upstreams { upstream.accept() } }, until: condition)
    }

    func settle() { loop.settle { for upstream in upstreams { upstream.accept() } } }

    /// A stream that holds a connection to an upstream.
    func active(priority: RoutingPriority = .default) throws -> PoolStream {
        let stream = PoolStream()
        try #require(worker.pick(priority: priority)).lease(for: stream)
        turn { stream.isActive }
        settle()
        return stream
    }

    /// Answers the stream on the last connection of an upstream.
    func answer(_ stream: PoolStream, from index: Int) throws {
        upstreams[index].answer(try #require(upstreams[index].connections.last))
        turn { stream.isAnswered }
        settle()
    }

    /// Whether an upstream's last connection was closed by the worker.
    func isClosed(_ index: Int) -> Bool {
        guard let last = upstreams[index].connections.last else { return false }
        var received = upstreams[index].receive(last)
        while let text = received, !text.isEmpty { received = upstreams[index].receive(last) }
        return received == ""
    }
}

@Suite("A worker's cluster")
struct WorkerClusterTests {
    private static let strict = ClusterConfiguration.DiscoveryType.strictDNS(NameResolutionConfiguration())
    private static let logical = ClusterConfiguration.DiscoveryType.logicalDNS(NameResolutionConfiguration())

    @Test("Nobody is picked before there are endpoints, and again when they are gone")
    func empty() throws {
        let fixture = try ChangingFixture(1, Self.strict)
        #expect(fixture.worker.pick(priority: .default) == nil && fixture.worker.pick(priority: .high) == nil)
        fixture.publish([0])
        #expect(fixture.worker.pick(priority: .default)?.endpoint.address == fixture.upstreams[0].address)
        fixture.publish([])
        #expect(fixture.worker.pick(priority: .default) == nil)
    }

    @Test("An endpoint that stays keeps its pool and its idle connection", arguments: [RoutingPriority.default, .high])
    func stays(priority: RoutingPriority) throws {
        let fixture = try ChangingFixture(2, Self.strict)
        fixture.publish([0])
        let stream = try fixture.active(priority: priority)
        try fixture.answer(stream, from: 0)
        let pool = fixture.worker.pick(priority: priority)
        fixture.publish([1, 0])
        fixture.publish([0])
        #expect(fixture.worker.pick(priority: priority) === pool)
        let next = try fixture.active(priority: priority)
        #expect(next.isReused == true && fixture.upstreams[0].accepted == 1)
    }

    @Test("A removed endpoint's idle connections close, and what is under way finishes")
    func removed() throws {
        let fixture = try ChangingFixture(2, Self.strict)
        fixture.publish([0])
        let first = try fixture.active()
        let second = try fixture.active()
        try fixture.answer(second, from: 0)
        #expect(fixture.upstreams[0].connections.count == 2)
        fixture.publish([1])
        fixture.settle()
        #expect(fixture.isClosed(0), "the idle one")
        #expect(first.isActive)
        fixture.upstreams[0].answer(fixture.upstreams[0].connections[0])
        fixture.turn { first.isAnswered }
        #expect(first.isAnswered && first.reset == nil)
        fixture.turn { fixture.cluster.metrics.gauge(ClusterMetric.upstreamCxActive.rawValue) == 0 }
        #expect(fixture.cluster.metrics.gauge(ClusterMetric.upstreamCxActive.rawValue) == 0)
        #expect(fixture.cluster.circuitBreakers.defaults.requests.load(ordering: .relaxed) == 0)
    }

    @Test("An endpoint's connections go once when it is ejected; those that are made all the same are kept")
    func ejected() throws {
        let fixture = try ChangingFixture(1, Self.strict)
        fixture.publish([0])
        let before = try fixture.active()
        try fixture.answer(before, from: 0)
        func change(_ ejected: Bool) {
            fixture.cluster.endpoints.all[0].isEjected = ejected
            fixture.cluster.healthChanged()
            fixture.worker.refresh()
            fixture.settle()
        }
        change(true)
        #expect(fixture.isClosed(0))
        // All are ejected, so requests come all the same.
        let stream = try fixture.active()
        try fixture.answer(stream, from: 0)
        change(true)
        let next = try fixture.active()
        #expect(next.isReused == true && fixture.upstreams[0].accepted == 2)
    }

    @Test("A request that waits for a connection to a removed endpoint still gets it")
    func waiting() throws {
        let fixture = try ChangingFixture(2, Self.strict)
        fixture.publish([0])
        let stream = PoolStream()
        try #require(fixture.worker.pick(priority: .default)).lease(for: stream)
        fixture.publish([1])
        fixture.turn { stream.isActive }
        #expect(stream.isActive)
        fixture.settle()
        try fixture.answer(stream, from: 0)
        #expect(stream.isAnswered)
    }

    @Test(
        "What still comes to a cluster that is gone leaves nothing behind", arguments: [RoutingPriority.default, .high])
    func retired(priority: RoutingPriority) throws {
        let fixture = try ChangingFixture(1, Self.strict)
        fixture.publish([0])
        fixture.worker.retire()
        for _ in 0..<2 { try fixture.answer(try fixture.active(priority: priority), from: 0) }
        #expect(fixture.isClosed(0) && fixture.upstreams[0].accepted == 2)
        let pool = fixture.worker.pick(priority: priority)
        #expect(pool !== fixture.worker.pick(priority: priority))
    }

    @Test("A new endpoint at the place of a removed one has a pool of its own")
    func samePlace() throws {
        let fixture = try ChangingFixture(2, Self.strict)
        fixture.publish([0])
        let old = fixture.worker.pick(priority: .default)
        fixture.publish([1])
        let new = fixture.worker.pick(priority: .default)
        #expect(new !== old && new?.endpoint.index == old?.endpoint.index)
        #expect(new?.endpoint.address == fixture.upstreams[1].address)
    }

    @Test(
        "Where a LOGICAL_DNS endpoint has moved, its connections are used up first, then new ones go to the new place")
    func logicalMoves() throws {
        let fixture = try ChangingFixture(2, Self.logical)
        fixture.publish([0])
        try fixture.answer(try fixture.active(), from: 0)
        fixture.publish([1])
        #expect(!fixture.isClosed(0))
        let reused = try fixture.active()
        #expect(reused.isReused == true && fixture.upstreams[1].accepted == 0)
        let fresh = try fixture.active()
        #expect(fresh.isReused == false && fixture.upstreams[1].accepted == 1)
        try fixture.answer(reused, from: 0)
        try fixture.answer(fresh, from: 1)
        #expect(fixture.cluster.endpoints.all[0].sum(\.requestsTotal) == 3)
        // Back again: the pool of the old address is the current one once more.
        fixture.publish([0])
        #expect(fixture.worker.pick(priority: .default)?.endpoint.address == fixture.upstreams[1].address)
    }

    @Test("Older addresses of a LOGICAL_DNS endpoint are forgotten once their connections are gone")
    func logicalForgets() throws {
        let fixture = try ChangingFixture(3, Self.logical)
        fixture.publish([0])
        let stream = try fixture.active()
        fixture.publish([1])
        fixture.upstreams[0].answer(fixture.upstreams[0].connections[0], "connection: close\r\n")
        fixture.turn { stream.isAnswered }
        fixture.settle()
        fixture.publish([2])
        #expect(fixture.worker.pick(priority: .default)?.endpoint.address == fixture.upstreams[2].address)
        #expect(fixture.cluster.metrics.gauge(ClusterMetric.upstreamCxActive.rawValue) == 0)
    }

    @Test("A drained cluster closes the connections of all pools")
    func drains() throws {
        let fixture = try ChangingFixture(2, Self.logical)
        fixture.publish([0])
        try fixture.answer(try fixture.active(), from: 0)
        try fixture.answer(try fixture.active(priority: .high), from: 0)
        fixture.publish([1])
        fixture.worker.drain()
        fixture.settle()
        #expect(fixture.cluster.metrics.gauge(ClusterMetric.upstreamCxActive.rawValue) == 0)
    }
}
