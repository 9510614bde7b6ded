import Buffers
import EventLoops
import Glibc
import NetworkAddresses
import Testing

@testable import Transports

@Suite struct ConnectionWritingTests {
    @Test("Appended bytes leave once the event is over, and the storage goes back", arguments: Wire.allCases)
    func flushes(wire: Wire) throws {
        let fixture = try Fixture(wire)
        fixture.handler.onReadable = { handler, _ in
            handler.connection.outbound.append("one ")
            handler.connection.scheduleFlush()
            handler.connection.outbound.append("two")
            handler.connection.scheduleFlush()
        }
        fixture.farSend("?")
        let (bytes, _) = fixture.farCollect(7)
        #expect(bytes == Array("one two".utf8))
        #expect(fixture.connection.bytesSent == 7)
        #expect(fixture.holdsNoBuffer)
        fixture.connection.close()
    }

    @Test("A slow reader makes both marks fire once, and all bytes arrive in order", arguments: Wire.allCases)
    func watermarks(wire: Wire) throws {
        let fixture = try Fixture(wire)
        fixture.connection.bufferLimit = 100_000
        let total = 12_000_000
        let data = pattern(total)
        var produced = 0
        var feeding = true
        var crossings = 0
        func feed(_ connection: Connection) {
            while feeding && produced < total {
                let chunk = min(total - produced, 50_000)
                connection.outbound.append(data[produced..<produced + chunk].span)
                connection.scheduleFlush()
                produced += chunk
                if connection.outbound.count > 100_000 { break }
            }
        }
        fixture.handler.onHigh = { _ in
            feeding = false
            crossings += 1
        }
        fixture.handler.onLow = { handler in
            feeding = true
            feed(handler.connection)
        }
        var received: [UInt8] = []
        var rounds = 0
        while received.count < total && rounds < 200_000 {
            rounds += 1
            feed(fixture.connection)
            fixture.loop.runOnce(maximumWait: 0)
            // Memory stays bounded by the limit and one chunk or so.
            #expect(fixture.connection.outbound.count <= 200_000)
            if let some = fixture.farReceive(30_000) { received += some }
        }
        #expect(difference(received, data) == nil)
        #expect(crossings > 0)
        let marks = fixture.handler.heard.filter { $0 == "high" || $0 == "low" }
        for (index, mark) in marks.enumerated() { #expect(mark == (index % 2 == 0 ? "high" : "low")) }
        fixture.connection.close()
    }

    @Test("Direct writes send without copying, behind what was appended", arguments: Wire.allCases)
    func direct(wire: Wire) throws {
        let fixture = try Fixture(wire)
        let body = pattern(20_000)
        fixture.connection.outbound.append("head:")
        fixture.connection.writeDirect(body.span)
        #expect(fixture.connection.outboundStorage.count == 0)
        #expect(fixture.connection.bytesSent == 20_005)
        fixture.connection.writeDirect(body.span)
        // Small ones wait for the flush.
        fixture.connection.writeDirect(pattern(10).span)
        #expect(fixture.connection.outbound.count == 10)
        let (bytes, _) = fixture.farCollect(40_015)
        #expect(difference(bytes, Array("head:".utf8) + body + body + pattern(10)) == nil)
        #expect(fixture.holdsNoBuffer)
        fixture.connection.close()
    }

    @Test("Direct writes against a full socket keep their order and lose nothing", arguments: Wire.allCases)
    func directBlocked(wire: Wire) throws {
        let fixture = try Fixture(wire)
        var expected: [UInt8] = []
        var received: [UInt8] = []
        for round in 0..<400 {
            let chunk = pattern(Int.random(in: 1...60_000), from: round * 7)
            if Bool.random() {
                fixture.connection.writeDirect(chunk.span)
            } else {
                fixture.connection.outbound.append(chunk.span)
                fixture.connection.scheduleFlush()
            }
            expected += chunk
            if Bool.random() { fixture.loop.runOnce(maximumWait: 0) }
            if round % 3 == 0, let some = fixture.farReceive(50_000) { received += some }
        }
        received += fixture.farCollect(expected.count - received.count).bytes
        #expect(difference(received, expected) == nil)
        fixture.connection.close()
    }

    @Test("What is sent at once keeps its order, and nothing is told from inside the call", arguments: Wire.allCases)
    func sentNow(wire: Wire) throws {
        let fixture = try Fixture(wire)
        fixture.connection.notifyWhenDrained()
        fixture.connection.outbound.append(pattern(100).span)
        fixture.connection.sendNow()
        #expect(fixture.connection.outbound.count == 0)
        #expect(fixture.connection.bytesSent == 100)
        var expected = pattern(100)
        // More than the socket takes: the rest waits, and a further call leaves it alone.
        let big = pattern(8_000_000, from: 100)
        fixture.connection.outbound.append(big.span)
        fixture.connection.sendNow()
        let waiting = fixture.connection.outbound.count
        #expect(waiting > 0 && waiting < big.count)
        fixture.connection.sendNow()
        #expect(fixture.connection.outbound.count == waiting)
        expected += big
        #expect(fixture.handler.heard == ["opened"])
        #expect(difference(fixture.farCollect(expected.count).bytes, expected) == nil)
        fixture.turn { fixture.handler.heard.contains("drained") }
        fixture.connection.close()
    }

    @Test("Drained is told once for each request")
    func drained() throws {
        let fixture = try Fixture()
        fixture.connection.notifyWhenDrained()
        #expect(fixture.handler.heard == ["opened"])
        fixture.idle(1)
        #expect(fixture.handler.heard == ["opened", "drained"])
        let big = pattern(8_000_000)
        fixture.connection.outbound.append(big.span)
        fixture.connection.notifyWhenDrained()
        fixture.idle()
        #expect(fixture.handler.heard.filter { $0 == "drained" }.count == 1)
        #expect(difference(fixture.farCollect(8_000_000).bytes, big) == nil)
        fixture.turn { fixture.handler.heard.filter { $0 == "drained" }.count == 2 }
        fixture.idle()
        #expect(fixture.handler.heard.filter { $0 == "drained" }.count == 2)
        fixture.connection.close()
    }

    @Test("A peer that answers early and closes is heard before the failed write ends the connection")
    func earlyAnswer() throws {
        let fixture = try Fixture()
        fixture.connection.outbound.append(pattern(100).span)
        fixture.connection.scheduleFlush()
        fixture.idle()
        fixture.farSend("413 too large")
        // Unread input turns this close into a reset.
        fixture.far.close()
        for _ in 0..<3 {
            fixture.connection.writeDirect(pattern(100_000).span)
        }
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.text == "413 too large")
        #expect(fixture.handler.closeReasons == [.remoteReset])
    }

    @Test("Writing to a reset connection is told later, never from inside the call")
    func writeError() throws {
        let fixture = try Fixture()
        Sockets.setResetOnClose(fixture.far.rawValue)
        fixture.far.close()
        fixture.connection.writeDirect(pattern(100_000).span)
        fixture.connection.writeDirect(pattern(100_000).span)
        #expect(fixture.handler.heard == ["opened"])
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.closeReasons == [.remoteReset])
        // Nothing happens to a closed connection.
        fixture.connection.writeDirect(pattern(100_000).span)
        fixture.connection.outbound.append("x")
        fixture.connection.scheduleFlush()
        fixture.connection.halfClose()
        fixture.connection.close()
        fixture.idle()
        #expect(fixture.handler.closeReasons.count == 1)
    }

    @Test("Echo over two connections on one loop, both directions at once", arguments: Wire.allCases)
    func echo(wire: Wire) throws {
        let fixture = try Fixture(wire)
        let other = Connection(loop: fixture.loop, descriptor: try fixture.far.duplicate(), remote: .unix(""))
        let client = Recorder(other)
        other.start()
        fixture.handler.keepsBytes = false
        fixture.handler.consumes = false
        fixture.handler.onReadable = { handler, ended in
            let connection = handler.connection
            connection.writeDirect(connection.inbound.readable)
            connection.inbound.consume(connection.inbound.count)
            if connection.isAboveHighWatermark && !connection.isReadingPaused { connection.pauseReading() }
            if ended { connection.halfClose() }
        }
        fixture.handler.onHigh = { if !$0.connection.isReadingPaused { $0.connection.pauseReading() } }
        fixture.handler.onLow = { if $0.connection.isReadingPaused { $0.connection.resumeReading() } }
        let data = pattern(5_000_000)
        other.outbound.append(data.span)
        other.halfClose()
        fixture.turn { other.isClosed && fixture.connection.isClosed }
        #expect(difference(client.bytes, data) == nil)
        #expect(client.heard.last == "closed" && client.closeReasons == [.remoteClose])
        #expect(fixture.handler.closeReasons == [.localClose])
    }
}
