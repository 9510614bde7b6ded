import Buffers
import EventLoops
import Glibc
import Testing

@testable import Transports

@Suite struct ConnectionReadingTests {
    @Test("Bytes arrive, and an idle connection holds no buffer", arguments: Wire.allCases)
    func receives(wire: Wire) throws {
        let fixture = try Fixture(wire)
        #expect(fixture.handler.heard == ["opened"])
        for round in 0..<5 {
            fixture.farSend("hello \(round)")
            fixture.turn { fixture.handler.bytes.count == 7 * (round + 1) }
            #expect(fixture.holdsNoBuffer)
        }
        #expect(fixture.handler.text == "hello 0hello 1hello 2hello 3hello 4")
        #expect(fixture.connection.bytesReceived == 35)
        fixture.connection.close()
    }

    @Test("Bytes that are not consumed stay, and later ones come behind them")
    func leftovers() throws {
        let fixture = try Fixture()
        fixture.handler.consumes = false
        fixture.farSend("abc")
        fixture.turn { fixture.connection.inbound.count == 3 }
        fixture.farSend("def")
        fixture.turn { fixture.connection.inbound.count == 6 }
        fixture.handler.take()
        #expect(fixture.handler.text == "abcdef")
        #expect(fixture.handler.heard == ["opened", "readable", "readable"])
        fixture.connection.close()
    }

    @Test("What a handler leaves for another turn comes before more is read", arguments: [false, true])
    func leavings(_ isLost: Bool) throws {
        let fixture = try Fixture()
        fixture.handler.consumes = false
        var most = 0
        var taken: [UInt8] = []
        fixture.handler.onReadable = { handler, _ in
            most = max(most, handler.connection.inbound.count)
            let count = min(1000, handler.connection.inbound.count)
            for index in 0..<count { taken.append(handler.connection.inbound[index]) }
            handler.connection.inbound.consume(count)
            if !handler.connection.inbound.isEmpty { handler.connection.leaveInput() }
        }
        let bytes = pattern(200_000)
        let sent = fixture.farSend(bytes)
        fixture.idle(1)
        if isLost {
            // A reset.
            var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
            _ = unsafe setsockopt(
                fixture.far.rawValue, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
            fixture.far = FileDescriptor(owning: -1)
        }
        fixture.turn { isLost ? fixture.connection.isClosed : taken.count == sent }
        #expect(difference(taken, Array(bytes.prefix(taken.count))) == nil)
        // A client that has reset the connection waits for nothing.
        #expect(isLost ? taken.count <= 10_000 : taken.count == sent)
        // One buffer, and never what a second read would add.
        #expect(most <= 80 << 10)
        fixture.connection.close()
    }

    @Test(
        "The peer's half-close is told together with its last bytes, and our direction stays open",
        arguments: Wire.allCases)
    func peerHalfClose(wire: Wire) throws {
        let fixture = try Fixture(wire)
        fixture.farSend("last words")
        fixture.farFinish()
        fixture.turn { fixture.handler.heard.contains("end") }
        #expect(fixture.handler.heard == ["opened", "end"])
        #expect(fixture.handler.text == "last words")
        #expect(fixture.connection.isOpen && fixture.connection.hasReceivedEndOfStream)
        fixture.idle()
        #expect(fixture.handler.heard == ["opened", "end"])
        fixture.connection.outbound.append("answer")
        fixture.connection.scheduleFlush()
        fixture.connection.halfClose()
        let (bytes, ended) = fixture.farCollect()
        #expect(bytes == Array("answer".utf8) && ended)
        #expect(fixture.handler.closeReasons == [.localClose])
    }

    @Test("Our half-close lets the peer go on; when it ends too, the connection is gone", arguments: Wire.allCases)
    func ourHalfClose(wire: Wire) throws {
        let fixture = try Fixture(wire)
        fixture.connection.outbound.append("question")
        fixture.connection.halfClose()
        let (bytes, ended) = fixture.farCollect()
        #expect(bytes == Array("question".utf8) && ended)
        #expect(fixture.connection.isOpen)
        fixture.farSend("answer")
        fixture.turn { fixture.handler.bytes.count == 6 }
        fixture.farFinish()
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.heard == ["opened", "readable", "end", "closed"])
        #expect(fixture.handler.closeReasons == [.remoteClose])
    }

    @Test(
        "Everything sent before a half-close arrives, even when it fills the buffer many times",
        arguments: Wire.allCases)
    func bulkThenEnd(wire: Wire) throws {
        let fixture = try Fixture(wire)
        let total = 3_000_000
        let data = pattern(total)
        var sent = 0
        while sent < total {
            let count = fixture.farSend(Array(data[sent..<min(total, sent + 200_000)]))
            if count > 0 { sent += count }
            fixture.loop.runOnce(maximumWait: 0)
            #expect(fixture.connection.inbound.capacity <= 128 << 10)
        }
        fixture.farFinish()
        fixture.turn { fixture.handler.heard.last == "end" }
        #expect(difference(fixture.handler.bytes, data) == nil)
        #expect(fixture.handler.heard.filter { $0 == "end" }.count == 1)
        fixture.connection.close()
        fixture.idle(1)
        #expect(fixture.holdsNoBuffer)
    }

    @Test("A paused reader is told nothing, and loses neither bytes nor the end", arguments: Wire.allCases)
    func pause(wire: Wire) throws {
        let fixture = try Fixture(wire)
        fixture.connection.pauseReading()
        fixture.connection.pauseReading()
        fixture.farSend("one")
        fixture.idle()
        fixture.farSend("two")
        fixture.farFinish()
        fixture.idle()
        #expect(fixture.handler.heard == ["opened"] || fixture.handler.heard == ["opened", "hungUp"])
        fixture.connection.resumeReading()
        fixture.idle()
        #expect(fixture.handler.bytes.isEmpty && fixture.connection.isReadingPaused)
        fixture.connection.resumeReading()
        // Never from inside the call.
        #expect(fixture.handler.bytes.isEmpty)
        fixture.idle()
        #expect(fixture.handler.text == "onetwo")
        #expect(fixture.handler.heard.last == "end")
        fixture.connection.close()
    }

    @Test("Pausing from inside the callback keeps the rest for later; resuming tells bytes that were left")
    func pauseInside() throws {
        let fixture = try Fixture()
        fixture.handler.consumes = false
        fixture.handler.onReadable = { handler, _ in handler.connection.pauseReading() }
        fixture.farSend("abc")
        fixture.turn { fixture.handler.heard.contains("readable") }
        fixture.farSend("def")
        fixture.idle()
        #expect(fixture.connection.inbound.count == 3)
        fixture.handler.onReadable = nil
        fixture.handler.consumes = true
        fixture.connection.resumeReading()
        fixture.idle()
        #expect(fixture.handler.text == "abcdef")
        fixture.connection.close()
    }

    @Test("Random pausing loses nothing while megabytes flow", arguments: Wire.allCases)
    func pauseStorm(wire: Wire) throws {
        let fixture = try Fixture(wire)
        let total = 2_000_000
        let data = pattern(total)
        var sent = 0
        var paused = 0
        fixture.handler.onReadable = { handler, _ in
            if Bool.random() {
                handler.connection.pauseReading()
                paused += 1
            }
        }
        var rounds = 0
        while fixture.handler.bytes.count < total && rounds < 10_000 {
            rounds += 1
            if sent < total {
                let count = fixture.farSend(Array(data[sent..<min(total, sent + .random(in: 1...70_000))]))
                if count > 0 { sent += count }
            }
            // A full window may take the kernel a probe of 200 ms to reopen.
            fixture.loop.runOnce(maximumWait: rounds < 1_000 ? 0 : 1_000_000)
            while paused > 0 && Bool.random() {
                fixture.connection.resumeReading()
                paused -= 1
            }
        }
        #expect(difference(fixture.handler.bytes, data) == nil)
        fixture.connection.close()
    }

    @Test("A reset is told after the bytes that came before it")
    func reset() throws {
        let fixture = try Fixture()
        fixture.farSend("words")
        Sockets.setResetOnClose(fixture.far.rawValue)
        fixture.far.close()
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.text == "words")
        #expect(fixture.handler.closeReasons == [.remoteReset])
    }

    @Test("A reset while reading is paused is told at once, and the connection ends after resuming")
    func resetWhilePaused() throws {
        let fixture = try Fixture()
        fixture.connection.pauseReading()
        fixture.farSend("words")
        Sockets.setResetOnClose(fixture.far.rawValue)
        fixture.far.close()
        fixture.turn { fixture.handler.heard.contains("hungUp") }
        #expect(fixture.handler.heard == ["opened", "hungUp"])
        fixture.connection.resumeReading()
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.text == "words")
        #expect(fixture.handler.closeReasons == [.remoteReset])
    }

    @Test("A reset after the end of the stream closes the connection")
    func resetAfterEnd() throws {
        let fixture = try Fixture()
        fixture.farFinish()
        fixture.turn { fixture.handler.heard.contains("end") }
        Sockets.setResetOnClose(fixture.far.rawValue)
        fixture.far.close()
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.closeReasons == [.remoteReset])
    }

    @Test("A handler may be replaced from inside its own callback, and the new one gets what is left")
    func replacedHandler() throws {
        let fixture = try Fixture()
        var second: Recorder?
        fixture.handler.consumes = false
        fixture.handler.onReadable = { first, _ in
            first.connection.inbound.consume(2)
            second = Recorder(first.connection)
            first.connection.redeliver()
            first.heard.append("still alive")
        }
        fixture.farSend("abcdef")
        fixture.turn { second?.bytes.isEmpty == false }
        #expect(second?.text == "cdef")
        fixture.farSend("ghi")
        fixture.turn { second?.bytes.count == 7 }
        fixture.connection.close()
        #expect(second?.closeReasons == [.localClose])
        #expect(fixture.handler.heard == ["opened", "readable", "still alive"])
    }

    @Test("Closing from inside the readable callback ends everything there")
    func closeInside() throws {
        let fixture = try Fixture()
        fixture.handler.onReadable = { handler, _ in handler.connection.close() }
        fixture.farSend("abc")
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.heard == ["opened", "readable", "closed"])
        fixture.idle()
        #expect(fixture.holdsNoBuffer)
        awaitInput(fixture.far.rawValue)
        #expect(fixture.farReceive() == [])
    }
}
