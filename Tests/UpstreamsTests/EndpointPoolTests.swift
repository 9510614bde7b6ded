import Configuration
import EventLoops
import HTTPSemantics
import NetworkAddresses
import Synchronization
import Testing

@testable import Upstreams

private let second: UInt64 = 1_000_000_000

@Suite("Connection pools")
struct EndpointPoolTests {
    // MARK: - Reuse

    @Test("A connection is opened for the first stream and lent again to the next")
    func reuse() throws {
        let fixture = try PoolFixture()
        let (first, connection) = fixture.active()
        #expect(first.isReused == false)
        fixture.answer(first, on: connection)
        let next = fixture.lease()
        #expect(next.isReused == true && next.connection === first.connection)
        fixture.answer(next, on: connection)
        #expect(fixture.upstream.accepted == 1)
        #expect(fixture.counter(.upstreamCxTotal) == 1 && fixture.counter(.upstreamRqTotal) == 2)
        #expect(fixture.endpoint.sum(\.requestsTotal) == 2 && fixture.endpoint.sum(\.connectionsTotal) == 1)
        #expect(fixture.counter(.upstreamRqPendingTotal) == 1)
    }

    @Test("The connection used last is lent first")
    func lastUsedFirst() throws {
        let fixture = try PoolFixture()
        let one = fixture.active()
        let two = fixture.active()
        #expect(one.stream.connection !== two.stream.connection)
        fixture.answer(one.stream, on: one.connection)
        fixture.answer(two.stream, on: two.connection)
        #expect(fixture.lease().connection === two.stream.connection)
        #expect(fixture.lease().connection === one.stream.connection)
    }

    @Test("A connection that the upstream wants closed is not lent again")
    func closeAfterAnswer() throws {
        let fixture = try PoolFixture()
        let (first, connection) = fixture.active()
        fixture.answer(first, on: connection, "connection: close\r\n")
        #expect(fixture.isAtRest)
        #expect(fixture.active().stream.isReused == false)
        #expect(fixture.upstream.accepted == 2)
    }

    @Test("An idle connection that the upstream closes, or talks on, is forgotten", arguments: ["", "surprise"])
    func idleEnds(sent: String) throws {
        let fixture = try PoolFixture()
        let (first, connection) = fixture.active()
        fixture.answer(first, on: connection)
        if sent.isEmpty { fixture.upstream.close(connection) } else { fixture.upstream.send(connection, sent) }
        fixture.turn { fixture.isAtRest }
        #expect(fixture.isAtRest)
        #expect(fixture.counter(.upstreamCxDestroy) == 1)
        #expect(fixture.active().stream.isReused == false)
    }

    @Test("Surplus bytes behind an answer make the connection unfit")
    func surplusBytes() throws {
        let fixture = try PoolFixture()
        let (first, connection) = fixture.active()
        fixture.upstream.send(connection, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 OK\r\n")
        fixture.turn { first.isAnswered && fixture.isAtRest }
        #expect(fixture.isAtRest)
        #expect(fixture.lease().connection == nil)
    }

    // MARK: - Limits of a connection

    @Test("An idle connection is closed when its time is over, a used one is not")
    func idleTimeout() throws {
        let fixture = try PoolFixture { $0.commonOptions.idleTimeout = 10 * second }
        let (first, connection) = fixture.active()
        fixture.pass(30 * second)
        #expect(first.isActive)
        fixture.answer(first, on: connection)
        fixture.pass(9 * second)
        let next = fixture.lease()
        #expect(next.isReused == true)
        fixture.pass(9 * second)
        fixture.answer(next, on: connection)
        fixture.pass(9 * second)
        #expect(fixture.gauge(.upstreamCxActive) == 1)
        fixture.pass(2 * second)
        #expect(fixture.isAtRest)
        #expect(fixture.counter(.upstreamCxIdleTimeout) == 1 && fixture.counter(.upstreamCxDestroyLocal) == 1)
    }

    @Test("Without an idle timeout, connections stay")
    func noIdleTimeout() throws {
        let fixture = try PoolFixture { $0.commonOptions.idleTimeout = nil }
        let (first, connection) = fixture.active()
        fixture.answer(first, on: connection)
        fixture.pass(100_000 * second)
        #expect(fixture.lease().isReused == true)
    }

    @Test("A connection carries as many requests as it may, then goes")
    func maxRequests() throws {
        let fixture = try PoolFixture { $0.commonOptions.maxRequestsPerConnection = 2 }
        let (first, connection) = fixture.active()
        fixture.answer(first, on: connection)
        let next = fixture.lease()
        #expect(next.isReused == true)
        fixture.answer(next, on: connection)
        #expect(fixture.isAtRest)
        #expect(fixture.counter(.upstreamCxMaxRequests) == 1)
        #expect(fixture.active().stream.isReused == false)
    }

    @Test("A waiter behind the last request of a connection gets a new one")
    func waiterAfterMaxRequests() throws {
        let fixture = try PoolFixture {
            $0.commonOptions.maxRequestsPerConnection = 1
            $0.defaultThresholds.maxConnections = 1
        }
        let (first, connection) = fixture.active()
        let waiter = fixture.lease()
        #expect(waiter.isWaiting)
        fixture.answer(first, on: connection)
        fixture.turn { waiter.isActive }
        #expect(waiter.isActive && waiter.isReused == false)
    }

    // MARK: - Connecting

    @Test("A refused connection fails everybody who waits for it")
    func refused() throws {
        let nobody = try RefusingAddress()
        defer { withExtendedLifetime(nobody) {} }
        let dead = try PoolFixture {
            $0.endpoints = [LocalityEndpoints(endpoints: [makeEndpoint(nobody.address.port)])]
        }
        let streams = [dead.lease(), dead.lease()]
        dead.turn { streams.allSatisfy(\.isFailed) }
        #expect(streams.allSatisfy { $0.failure?.reason == .connectionFailure && $0.poolAnswers == 1 })
        #expect(streams[0].failure?.cause == "delayed_connect_error:_Connection_refused")
        #expect(streams[0].failure?.choseEndpoint == true)
        dead.turn { dead.isAtRest }
        #expect(dead.isAtRest)
        #expect(dead.counter(.upstreamRqPendingFailureEject) == 2)
        #expect(dead.counter(.upstreamCxConnectFail) == Int(dead.endpoint.sum(\.connectFailures)))
    }

    @Test("A connection that is not made in time fails everybody who waits for it")
    func connectTimeout() throws {
        let fixture = try PoolFixture(backlog: 0) { $0.connectTimeout = 3 * second }
        try fixture.upstream.fill()
        let stream = fixture.lease()
        for _ in 0..<5 { fixture.loop.runOnce(maximumWait: 1_000_000) }
        fixture.loop.advanceClock(by: 2 * second)
        for _ in 0..<5 { fixture.loop.runOnce(maximumWait: 1_000_000) }
        #expect(stream.isWaiting)
        fixture.loop.advanceClock(by: 2 * second)
        for _ in 0..<5 { fixture.loop.runOnce(maximumWait: 1_000_000) }
        #expect(stream.failure?.reason == .connectionTimeout)
        #expect(fixture.isAtRest)
        #expect(fixture.counter(.upstreamCxConnectTimeout) == 1 && fixture.counter(.upstreamCxConnectFail) == 1)
    }

    @Test("A stream that asks again when it fails is not failed with the others")
    func leaseFromFailure() throws {
        let fixture = try PoolFixture(backlog: 0) {
            $0.connectTimeout = second
            // One connection for everybody: another one would fail the newcomer in turn.
            $0.defaultThresholds.maxConnections = 1
        }
        try fixture.upstream.fill()
        let again = PoolStream()
        let streams = [fixture.lease(), fixture.lease()]
        streams[0].onFailure = { _ in fixture.pool.lease(for: again) }
        fixture.loop.advanceClock(by: 2 * second)
        for _ in 0..<5 { fixture.loop.runOnce(maximumWait: 1_000_000) }
        #expect(streams.allSatisfy { $0.isFailed })
        #expect(again.isWaiting && !again.isFailed)
        again.giveUp(in: fixture.pool)
        fixture.loop.advanceClock(by: 2 * second)
        for _ in 0..<5 { fixture.loop.runOnce(maximumWait: 1_000_000) }
        #expect(fixture.isAtRest)
    }

    // MARK: - Waiting

    @Test("Streams beyond the connections wait, first come, first served")
    func waiting() throws {
        let fixture = try PoolFixture { $0.defaultThresholds.maxConnections = 1 }
        let (first, connection) = fixture.active()
        let waiters = [fixture.lease(), fixture.lease()]
        fixture.settle()
        #expect(waiters.allSatisfy { $0.isWaiting })
        #expect(fixture.gauge(.upstreamRqPendingActive) == 2)
        #expect(fixture.counter(.upstreamCxOverflow) == 2)
        fixture.answer(first, on: connection)
        #expect(waiters[0].isActive && waiters[1].isWaiting)
        fixture.answer(waiters[0], on: connection)
        #expect(waiters[1].isActive)
        #expect(fixture.upstream.accepted == 1)
    }

    @Test("A full queue refuses, and names no endpoint")
    func pendingOverflow() throws {
        let fixture = try PoolFixture {
            $0.defaultThresholds.maxConnections = 1
            $0.defaultThresholds.maxPendingRequests = 1
        }
        _ = fixture.active()
        let waiter = fixture.lease()
        let refused = fixture.lease()
        #expect(waiter.isWaiting)
        #expect(refused.failure?.reason == .overflow && refused.failure?.choseEndpoint == false)
        #expect(fixture.counter(.upstreamRqPendingOverflow) == 1)
    }

    @Test("A cancelled waiter is passed over; its connection serves the next")
    func cancel() throws {
        let fixture = try PoolFixture()
        let gone = fixture.lease()
        gone.giveUp(in: fixture.pool)
        #expect(fixture.counter(.upstreamRqCancelled) == 1 && fixture.gauge(.upstreamRqPendingActive) == 0)
        fixture.settle()
        let next = fixture.lease()
        fixture.turn { next.isActive }
        #expect(next.isActive && gone.poolAnswers == 0)
        #expect(fixture.upstream.accepted == 1)
        // Cancelling twice, or what has a connection, does nothing.
        fixture.pool.cancel(gone)
        fixture.pool.cancel(next)
        #expect(fixture.counter(.upstreamRqCancelled) == 1 && next.isActive)
    }

    @Test("A pool without connections opens one even beyond the cluster's limit")
    func firstConnectionAlways() throws {
        let fixture = try PoolFixture { $0.defaultThresholds.maxConnections = 0 }
        let stream = fixture.lease()
        fixture.turn { stream.isActive }
        #expect(stream.isActive)
        #expect(fixture.counter(.upstreamCxOverflow) == 1)
    }

    @Test("Beyond the limit of requests, a stream is refused and the connection kept with its idle timeout")
    func requestOverflow() throws {
        let fixture = try PoolFixture { $0.commonOptions.idleTimeout = 10 * second }
        fixture.limits.requests.store(1024, ordering: .relaxed)
        let stream = fixture.lease()
        fixture.turn { stream.isFailed }
        #expect(stream.failure?.reason == .overflow && stream.failure?.choseEndpoint == true)
        #expect(fixture.counter(.upstreamRqActiveOverflow) == 1)
        #expect(fixture.gauge(.upstreamCxActive) == 1)
        fixture.pass(11 * second)
        #expect(fixture.gauge(.upstreamCxActive) == 0)
    }

    @Test("Beyond the limit of requests, nobody is left waiting beside an idle connection")
    func overflowFailsAllWaiters() throws {
        let fixture = try PoolFixture { $0.defaultThresholds.maxConnections = 1 }
        let streams = [fixture.lease(), fixture.lease(), fixture.lease()]
        fixture.limits.requests.store(1024, ordering: .relaxed)
        fixture.turn { streams.allSatisfy(\.isFailed) }
        #expect(streams.allSatisfy { $0.failure?.reason == .overflow })
        fixture.limits.requests.store(0, ordering: .relaxed)
        #expect(fixture.lease().isActive)
    }

    // MARK: - Ends

    @Test("A connection that ends under its stream resets it and serves the waiter with a new one")
    func endUnderStream() throws {
        let fixture = try PoolFixture { $0.defaultThresholds.maxConnections = 1 }
        let (stream, connection) = fixture.active()
        let waiter = fixture.lease()
        fixture.upstream.close(connection)
        fixture.turn { waiter.isActive }
        #expect(stream.reset == .connectionTermination && waiter.isActive)
        #expect(fixture.counter(.upstreamCxDestroyRemoteWithActiveRq) == 1)
        #expect(fixture.counter(.upstreamCxDestroyWithActiveRq) == 1)
    }

    @Test("A stream that is given up takes its connection with it")
    func giveUp() throws {
        let fixture = try PoolFixture()
        let (stream, _) = fixture.active()
        stream.giveUp(in: fixture.pool)
        fixture.settle()
        #expect(stream.reset == nil && fixture.isAtRest)
        #expect(fixture.counter(.upstreamCxDestroyLocalWithActiveRq) == 1)
    }

    @Test("Bytes that are no answer reset the stream and are counted")
    func brokenAnswer() throws {
        let fixture = try PoolFixture()
        let (stream, connection) = fixture.active()
        fixture.upstream.send(connection, "220 ready\r\n")
        fixture.turn { stream.reset != nil }
        #expect(stream.reset == .protocolError)
        #expect(fixture.counter(.upstreamCxProtocolError) == 1)
        #expect(fixture.isAtRest)
    }

    // MARK: - Draining

    @Test("Draining closes idle connections now and used ones after their streams")
    func drain() throws {
        let fixture = try PoolFixture()
        let idle = fixture.active()
        let used = fixture.active()
        fixture.answer(idle.stream, on: idle.connection)
        fixture.worker.drain()
        fixture.settle()
        #expect(fixture.gauge(.upstreamCxActive) == 1 && used.stream.isActive)
        fixture.answer(used.stream, on: used.connection)
        #expect(fixture.isAtRest)
        #expect(fixture.counter(.upstreamCxMaxRequests) == 0)
    }

    @Test("Waiters of a draining pool are served")
    func drainWithWaiters() throws {
        let fixture = try PoolFixture { $0.defaultThresholds.maxConnections = 1 }
        let (first, connection) = fixture.active()
        let waiter = fixture.lease()
        fixture.pool.drain()
        fixture.answer(first, on: connection)
        fixture.turn { waiter.isActive }
        #expect(waiter.isActive)
        let last = try #require(fixture.upstream.connections.last)
        fixture.answer(waiter, on: last)
        #expect(fixture.isAtRest)
    }

    @Test("A connection that is ready only when nobody waits any more is closed by a draining pool")
    func drainWhileConnecting() throws {
        let fixture = try PoolFixture()
        fixture.lease().giveUp(in: fixture.pool)
        fixture.pool.drain()
        fixture.turn { fixture.isAtRest }
        #expect(fixture.isAtRest)
    }

    @Test("Requests of high priority have connections and limits of their own")
    func priorities() throws {
        let fixture = try PoolFixture { $0.defaultThresholds.maxPendingRequests = 0 }
        #expect(fixture.lease().isFailed)
        let high = try #require(fixture.worker.pool(for: fixture.endpoint, priority: .high))
        #expect(high !== fixture.pool && high === fixture.worker.pool(for: fixture.endpoint, priority: .high))
        let stream = PoolStream()
        high.lease(for: stream)
        fixture.turn { stream.isActive }
        #expect(stream.isActive)
        #expect(fixture.cluster.circuitBreakers.high.requests.load(ordering: .relaxed) == 1)
        #expect(fixture.limits.connections.load(ordering: .relaxed) == 0)
    }
}
