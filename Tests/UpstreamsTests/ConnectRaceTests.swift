import Configuration
import EventLoops
import Glibc
import HTTPConnections
import LoopTesting
import NetworkAddresses
import Testing
import Transports

@testable import Upstreams

/// A socket that answers no handshake: its queue is full.
private final class StuckAddress {
    let upstream: ManualUpstream

    init() throws {
        upstream = try ManualUpstream(backlog: 0)
        try upstream.fill()
    }
}

/// Runs races and writes down how they ended.
private final class RaceFixture: ConnectRace.Owner {
    let loop: EventLoop
    let upstream: ManualUpstream
    private(set) var won: [Connection] = []
    private(set) var lost: [ConnectionCloseReason] = []
    private(set) var begun: [SocketAddress] = []
    private(set) weak var race: ConnectRace?

    init() throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        upstream = try ManualUpstream()
    }

    func raceWon(_ race: ConnectRace, _ connection: Connection) { won.append(connection) }
    func raceLost(_ race: ConnectRace, _ reason: ConnectionCloseReason) { lost.append(reason) }

    func run(_ addresses: [SocketAddress], timeout: UInt64 = 5_000_000_000) throws {
        let race = ConnectRace(to: addresses, loop: loop, timeout: timeout, owner: self) {
            [unowned self] (address, timeout) throws(SystemError) in
            begun.append(address)
            return try Connection.connect(loop: loop, to: address, timeout: timeout)
        }
        self.race = race
        try race.begin()
    }

    func turn(until condition: () -> Bool) {
        loop.turn(before: upstream.accept, until: condition)
    }

    func pass(_ nanoseconds: UInt64) {
        loop.advanceClock(by: nanoseconds)
        for _ in 0..<8 { loop.runOnce(maximumWait: 1_000_000) }
    }

    deinit { for connection in won { connection.close(.now) } }
}

@Suite("Connecting to the first address that answers")
struct ConnectRaceTests {
    private let millisecond: UInt64 = 1_000_000

    @Test("An address that refuses makes room for the next at once")
    func refused() throws {
        let fixture = try RaceFixture()
        let nobody = try RefusingAddress()
        try fixture.run([nobody.address, nobody.address, fixture.upstream.address, nobody.address])
        fixture.turn { !fixture.won.isEmpty }
        #expect(fixture.won.map(\.remoteAddress) == [fixture.upstream.address] && fixture.lost.isEmpty)
        #expect(fixture.begun == [nobody.address, nobody.address, fixture.upstream.address])
    }

    @Test("When all refuse, the race is lost for the last one's reason")
    func allRefused() throws {
        let fixture = try RaceFixture()
        let nobody = try RefusingAddress()
        try fixture.run([nobody.address, nobody.address])
        fixture.turn { !fixture.lost.isEmpty }
        withExtendedLifetime(nobody) {}
        #expect(fixture.lost == [.connectFailed(ECONNREFUSED)] && fixture.won.isEmpty && fixture.begun.count == 2)
    }

    @Test("A slow address goes on beside the next, which is tried after 300 ms")
    func slow() throws {
        let fixture = try RaceFixture()
        let stuck = try StuckAddress()
        try fixture.run([stuck.upstream.address, fixture.upstream.address])
        fixture.pass(299 * millisecond)
        #expect(fixture.begun == [stuck.upstream.address])
        fixture.pass(2 * millisecond)
        fixture.turn { !fixture.won.isEmpty }
        #expect(fixture.won.map(\.remoteAddress) == [fixture.upstream.address] && fixture.lost.isEmpty)
        #expect(fixture.won.first?.isOpen == true)
    }

    @Test("The time is that of all attempts together")
    func timeout() throws {
        let fixture = try RaceFixture()
        let stuck = try StuckAddress()
        try fixture.run([stuck.upstream.address, stuck.upstream.address], timeout: 500 * millisecond)
        fixture.pass(301 * millisecond)
        #expect(fixture.begun.count == 2 && fixture.lost.isEmpty)
        fixture.pass(200 * millisecond)
        #expect(fixture.lost == [.connectTimeout] && fixture.won.isEmpty)
        fixture.pass(1000 * millisecond)
        #expect(fixture.lost.count == 1)
    }

    @Test("A race that is given up connects to nobody any more")
    func cancels() throws {
        let fixture = try RaceFixture()
        let stuck = try StuckAddress()
        try fixture.run([stuck.upstream.address, fixture.upstream.address])
        fixture.race?.cancel()
        fixture.pass(301 * millisecond)
        fixture.upstream.accept()
        #expect(fixture.begun.count == 1 && fixture.upstream.accepted == 0)
        #expect(fixture.won.isEmpty && fixture.lost.isEmpty && fixture.race == nil)
    }

    @Test("A connection that is given up is tried at no further address")
    func upstreamConnection() throws {
        let stuck = try StuckAddress()
        let fixture = try PoolFixture()
        var description = EndpointDescription(
            address: stuck.upstream.address, EndpointConfiguration(address: "a.test", port: 7), in: LocalityEndpoints())
        description.alternatives = [fixture.upstream.address]
        _ = fixture.cluster.replaceEndpoints([description], at: 0)
        let connection = UpstreamConnection(to: fixture.endpoint, of: fixture.worker)
        #expect(connection.begin() == nil)
        connection.cancel()
        fixture.pass(301 * millisecond)
        #expect(fixture.counter(.upstreamCxTotal) == 1 && fixture.upstream.accepted == 0)
        #expect(fixture.isAtRest)
    }

    @Test("Families take turns, beginning with that of the first address")
    func order() {
        let v4 = (1...3).map { IPAddress(192, 0, 2, UInt8($0)) }
        #expect(ConnectRace.order([IPAddress]()) == [])
        #expect(ConnectRace.order([v4[0], v4[1]]) == [v4[0], v4[1]])
        #expect(ConnectRace.order([v4[0], v4[1], v4[2], .loopbackV6]) == [v4[0], .loopbackV6, v4[1], v4[2]])
        #expect(ConnectRace.order([.loopbackV6, v4[0], v4[1]]) == [.loopbackV6, v4[0], v4[1]])
    }

    @Test("A pool counts every attempt, and one connection for all addresses of an endpoint")
    func pool() throws {
        let second: UInt64 = 1_000_000_000
        let name = EndpointConfiguration(address: "a.test", port: 7)
        let nobodies = (try RefusingAddress(), try RefusingAddress())
        defer { withExtendedLifetime(nobodies) {} }
        let fixture = try PoolFixture { $0.connectTimeout = second }
        var description = EndpointDescription(
            address: nobodies.0.address, name, in: LocalityEndpoints())
        description.alternatives = [fixture.upstream.address]
        _ = fixture.cluster.replaceEndpoints([description], at: 0)
        fixture.worker.refresh()
        let pool = try #require(fixture.worker.pool(for: fixture.cluster.endpoints.all[0], priority: .default))
        let stream = PoolStream()
        pool.lease(for: stream)
        fixture.turn { stream.isActive }
        #expect(stream.isActive && stream.connection?.connection.remoteAddress == fixture.upstream.address)
        #expect(fixture.counter(.upstreamCxTotal) == 2 && fixture.counter(.upstreamCxHttp1Total) == 1)
        #expect(fixture.gauge(.upstreamCxActive) == 1 && fixture.counter(.upstreamCxConnectFail) == 0)
        fixture.turn { !fixture.upstream.connections.isEmpty }
        let connection = try #require(fixture.upstream.connections.last)
        fixture.answer(stream, on: connection)
        #expect(stream.isAnswered)
        // Nobody answers.
        description.alternatives = [nobodies.1.address]
        _ = fixture.cluster.replaceEndpoints([description], at: 0)
        fixture.worker.refresh()
        let other = try #require(fixture.worker.pool(for: fixture.cluster.endpoints.all[0], priority: .default))
        let failing = PoolStream()
        other.lease(for: failing)
        fixture.turn { failing.isFailed }
        #expect(failing.failure?.cause == "delayed_connect_error:_Connection_refused")
        #expect(fixture.counter(.upstreamCxTotal) == 4 && fixture.counter(.upstreamCxConnectFail) == 1)
        #expect(fixture.gauge(.upstreamCxActive) == 0 && fixture.gauge(.upstreamRqPendingActive) == 0)
    }
}
