import Buffers
import EventLoops
import NetworkAddresses
import Testing

@testable import Transports

/// Exchanges a greeting and then inverts every byte: enough to meet all of the seam.
private final class InvertingTransport: TransportSocket {
    private var received = ByteBuffer()
    private var encoded = ByteBuffer()
    private var hasGreeted = false
    private let refuses: Bool
    var endings = 0
    var closings = 0

    init(refuses: Bool = false) { self.refuses = refuses }

    override func handshake(on connection: Connection) -> HandshakeOutcome {
        if !hasGreeted {
            hasGreeted = true
            encoded.append("hi")
            _ = connection.sendRaw(from: &encoded)
        }
        _ = connection.receiveRaw(into: &received)
        if received.count < 2 { return .waiting }
        received.consume(2)
        return refuses ? .failed : .done
    }

    override func read(into buffer: inout ByteBuffer, on connection: Connection) -> ReadOutcome {
        let outcome = connection.receiveRaw(into: &received)
        let count = received.count
        for index in 0..<count { buffer.append(~received[index]) }
        received.removeAll()
        return ReadOutcome(count: count, state: outcome.state)
    }

    override func write(from buffer: inout ByteBuffer, on connection: Connection) -> WriteOutcome {
        let count = buffer.count
        for index in 0..<count { encoded.append(~buffer[index]) }
        buffer.removeAll()
        return WriteOutcome(count: count, state: connection.sendRaw(from: &encoded).state)
    }

    override func sendEnd(on connection: Connection) {
        endings += 1
        encoded.append("bye")
        _ = connection.sendRaw(from: &encoded)
    }

    override func closed() { closings += 1 }
}

@Suite struct TransportSocketTests {
    @Test("A transport shakes hands before the connection opens, and bytes pass through it", arguments: Wire.allCases)
    func passes(wire: Wire) throws {
        let fixture = try Fixture(wire, start: false)
        let transport = InvertingTransport()
        fixture.connection.transport = transport
        fixture.connection.start()
        fixture.idle()
        #expect(fixture.handler.heard.isEmpty)
        #expect(fixture.farCollect(2).bytes == Array("hi".utf8))
        // The last of the handshake and the first bytes come in one read.
        fixture.farSend(Array("hi".utf8) + [~UInt8(ascii: "a"), ~UInt8(ascii: "b")])
        fixture.turn { fixture.handler.text == "ab" }
        #expect(fixture.handler.heard == ["opened", "readable"])
        let body = pattern(3_000_000)
        fixture.connection.writeDirect(body.span)
        #expect(difference(fixture.farCollect(3_000_000).bytes, body.map { ~$0 }) == nil)
        fixture.connection.outbound.append("z")
        fixture.connection.close(.afterFlush)
        let (rest, ended) = fixture.farCollect()
        #expect(rest == [~UInt8(ascii: "z")] + Array("bye".utf8) && ended)
        fixture.farFinish()
        fixture.turn { fixture.connection.isClosed }
        #expect(transport.endings == 1 && transport.closings == 1)
        #expect(fixture.handler.closeReasons == [.localClose])
    }

    @Test("A handshake that takes too long ends the connection", arguments: [true, false])
    func handshakeTimeout(accepted: Bool) throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
        let address = try #require(Sockets.localAddress(of: listener.rawValue))
        let connection: Connection
        let far: FileDescriptor
        if accepted {
            let pair = try Sockets.pair()
            connection = Connection(loop: loop, descriptor: try pair.first.duplicate(), remote: .unix(""))
            connection.handshakeTimeout = 60_000_000_000
            far = try pair.second.duplicate()
        } else {
            connection = try Connection.connect(loop: loop, to: address, timeout: 60_000_000_000)
            far = FileDescriptor(owning: -1)
        }
        let handler = Recorder(connection)
        connection.transport = InvertingTransport()
        connection.start()
        for _ in 0..<5 { loop.runOnce(maximumWait: 10_000_000) }
        loop.advanceClock(by: 59_900_000_000)
        loop.runOnce(maximumWait: 0)
        #expect(handler.heard.isEmpty)
        loop.advanceClock(by: 110_000_000)
        loop.runOnce(maximumWait: 0)
        #expect(handler.closeReasons == [.connectTimeout])
        keep(far)
        keep(listener)
    }

    @Test("A failed handshake closes the connection, and so does a peer that leaves during it")
    func fails() throws {
        let refusing = try Fixture(start: false)
        refusing.connection.transport = InvertingTransport(refuses: true)
        refusing.connection.start()
        refusing.farSend("hi")
        refusing.turn { refusing.connection.isClosed }
        #expect(refusing.handler.heard == ["closed"] && refusing.handler.closeReasons == [.transportFailed])

        let leaving = try Fixture(start: false)
        leaving.connection.transport = InvertingTransport()
        leaving.connection.start()
        leaving.farSend("h")
        leaving.farFinish()
        leaving.turn { leaving.connection.isClosed }
        #expect(leaving.handler.closeReasons == [.remoteReset])
    }
}
