import Buffers
import Configuration
import EventLoops
import NetworkAddresses
import Synchronization
import Telemetry
import Testing

@testable import Upstreams

private let second: UInt64 = 1_000_000_000

@Suite("Limits of pools and connections")
struct PoolLimitTests {
    @Test("An endpoint takes no more connections than its own limit, but always one")
    func connectionsPerEndpoint() throws {
        let fixture = try PoolFixture {
            $0.defaultThresholds.maxConnectionsPerEndpoint = 1
            $0.highThresholds.maxConnectionsPerEndpoint = 2
        }
        let (first, connection) = fixture.active()
        let waiting = fixture.lease()
        fixture.settle()
        #expect(!waiting.isActive && waiting.isWaiting && fixture.upstream.accepted == 1)
        #expect(fixture.counter(.upstreamCxOverflow) == 1)
        let high = try #require(fixture.worker.pool(for: fixture.endpoint, priority: .high))
        let others = (0..<3).map { _ in PoolStream() }
        for stream in others { high.lease(for: stream) }
        fixture.turn { others.filter(\.isActive).count == 2 }
        fixture.settle()
        #expect(others.filter(\.isActive).count == 2 && fixture.upstream.accepted == 3)
        fixture.answer(first, on: connection)
        #expect(waiting.isActive && waiting.isReused == true)
        // Those that wait first, or they would get connections of their own.
        for stream in others.filter(\.isWaiting) + others + [waiting] {
            stream.giveUp(in: stream === waiting ? fixture.pool : high)
        }
        fixture.turn { fixture.isAtRest }
        #expect(fixture.endpoint.connectionCount(.default) == 0 && fixture.endpoint.connectionCount(.high) == 0)
    }

    @Test("No more pools are made than allowed; one without use makes room")
    func pools() throws {
        let upstreams = try (0..<2).map { _ in try ManualUpstream() }
        let fixture = try PoolFixture {
            $0.defaultThresholds.maxConnectionPools = 1
            $0.endpoints = [LocalityEndpoints(endpoints: upstreams.map { makeEndpoint($0.address.port) })]
        }
        let breakers = fixture.cluster.circuitBreakers.defaults
        let endpoints = fixture.cluster.endpoints.all
        #expect(breakers.connectionPools.load(ordering: .relaxed) == 1)
        let stream = fixture.lease()
        #expect(fixture.worker.pool(for: endpoints[1], priority: .default) == nil)
        #expect(fixture.counter(.upstreamCxPoolOverflow) == 1 && fixture.counter(.upstreamCxNoneHealthy) == 0)
        #expect(fixture.worker.pool(for: endpoints[1], priority: .high) != nil, "the other priority has its own limit")
        stream.giveUp(in: fixture.pool)
    }

    @Test("A pool that is taken away counts no more")
    func poolsAreGivenBack() throws {
        let cluster = Cluster(
            ClusterConfiguration(
                name: "c", endpoints: [LocalityEndpoints(endpoints: [makeEndpoint(1), makeEndpoint(2)])]),
            workerCount: 1, registry: MetricRegistry())
        let worker = WorkerCluster(cluster, loop: try EventLoop(name: "test"), workerIndex: 0, seed: 1)
        for endpoint in cluster.endpoints.all { _ = worker.pool(for: endpoint, priority: .default) }
        let pools = cluster.circuitBreakers.defaults
        #expect(pools.connectionPools.load(ordering: .relaxed) == 2)
        #expect(cluster.replaceEndpoints([], at: 0))
        worker.refresh()
        #expect(pools.connectionPools.load(ordering: .relaxed) == 0)
    }

    @Test("An unused pool is given up for another endpoint's")
    func unusedPoolMakesRoom() throws {
        let cluster = Cluster(
            ClusterConfiguration(
                name: "c", defaultThresholds: CircuitBreakerThresholds(maxConnectionPools: 1),
                endpoints: [LocalityEndpoints(endpoints: [makeEndpoint(1), makeEndpoint(2)])]),
            workerCount: 1, registry: MetricRegistry())
        let worker = WorkerCluster(cluster, loop: try EventLoop(name: "test"), workerIndex: 0, seed: 1)
        let endpoints = cluster.endpoints.all
        #expect(worker.pool(for: endpoints[0], priority: .default) != nil)
        #expect(worker.pool(for: endpoints[1], priority: .default)?.endpoint === endpoints[1])
        #expect(cluster.circuitBreakers.defaults.connectionPools.load(ordering: .relaxed) == 1)
    }

    @Test(
        "An unused pool is given up for another form's of the same priority",
        arguments: [RoutingPriority.default, .high])
    func unusedPoolOfAnotherForm(_ priority: RoutingPriority) throws {
        let thresholds = CircuitBreakerThresholds(maxConnectionPools: 1)
        let cluster = Cluster(
            ClusterConfiguration(
                name: "c", defaultThresholds: thresholds, highThresholds: thresholds,
                endpoints: [LocalityEndpoints(endpoints: [makeEndpoint(1)])]),
            workerCount: 1, registry: MetricRegistry())
        let worker = WorkerCluster(cluster, loop: try EventLoop(name: "test"), workerIndex: 0, seed: 1)
        let endpoint = cluster.endpoints.all[0]
        for isBare in [true, false, true] {
            #expect(worker.pool(for: endpoint, priority: priority, isHTTP2: false, isBare: isBare) != nil)
        }
        #expect(cluster.circuitBreakers.priority(priority).connectionPools.load(ordering: .relaxed) == 1)
    }

    @Test("An idle connection closes at its age; one in use after its stream")
    func age() throws {
        let fixture = try PoolFixture { $0.commonOptions.maxConnectionDuration = 10 * second }
        let (busy, busyConnection) = fixture.active()
        let (other, otherConnection) = fixture.active()
        fixture.answer(other, on: otherConnection)
        fixture.pass(9 * second)
        #expect(fixture.gauge(.upstreamCxActive) == 2)
        fixture.pass(2 * second)
        #expect(fixture.gauge(.upstreamCxActive) == 1 && fixture.counter(.upstreamCxMaxDurationReached) == 2)
        #expect(busy.isActive)
        fixture.answer(busy, on: busyConnection)
        #expect(fixture.isAtRest && fixture.counter(.upstreamCxMaxRequests) == 0)
        #expect(fixture.counter(.upstreamCxDestroyLocal) == 2)
    }

    @Test("The age of each connection is longer by a random part of it")
    func ageJitter() throws {
        let fixture = try PoolFixture {
            $0.commonOptions.maxConnectionDuration = 10 * second
            $0.commonOptions.maxConnectionDurationJitter = 50
        }
        let streams = (0..<6).map { _ in fixture.active() }
        for (stream, connection) in streams { fixture.answer(stream, on: connection) }
        fixture.pass(9 * second)
        #expect(fixture.gauge(.upstreamCxActive) == 6)
        fixture.pass(7 * second)
        #expect(fixture.gauge(.upstreamCxActive) == 0 && fixture.counter(.upstreamCxMaxDurationReached) == 6)
    }

    @Test("What is left of each limit is shown where that is asked for")
    func remaining() throws {
        let registry = MetricRegistry()
        let cluster = Cluster(
            ClusterConfiguration(
                name: "c",
                highThresholds: CircuitBreakerThresholds(
                    maxConnections: 5, maxPendingRequests: 6, maxRequests: 7, maxRetries: 8, maxConnectionPools: 9,
                    trackRemaining: true)),
            workerCount: 1, registry: registry)
        let high = cluster.circuitBreakers.high
        high.connections.store(1, ordering: .relaxed)
        high.requests.store(9, ordering: .relaxed)
        var buffer = ByteBuffer()
        registry.renderText(into: &buffer)
        let page = String(decoding: (0..<buffer.count).map { buffer.readable[$0] }, as: UTF8.self)
        for line in ["cx: 4", "pending: 6", "rq: 0", "retries: 8", "cx_pools: 9"] {
            #expect(page.contains("cluster.c.circuit_breakers.high.remaining_\(line)\n"), "\(line)")
        }
        #expect(!page.contains("default.remaining"))
    }
}
