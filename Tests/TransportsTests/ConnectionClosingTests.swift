import Buffers
import EventLoops
import Glibc
import LoopTesting
import NetworkAddresses
import Testing

@testable import Transports

@Suite struct ConnectionClosingTests {
    @Test("Closing after the flush delivers every byte to a slow reader, then the end", arguments: Wire.allCases)
    func afterFlush(wire: Wire) throws {
        let fixture = try Fixture(wire)
        let data = pattern(4_000_000)
        fixture.connection.outbound.append(data.span)
        fixture.connection.close(.afterFlush)
        #expect(!fixture.connection.isOpen && !fixture.connection.isClosed)
        let (bytes, ended) = fixture.farCollect()
        #expect(difference(bytes, data) == nil && ended)
        #expect(!fixture.connection.isClosed)
        fixture.farFinish()
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.handler.heard == ["opened", "closed"])
        #expect(fixture.handler.closeReasons == [.localClose])
    }

    @Test("Input that nobody reads does not turn the close into a reset")
    func unreadInput() throws {
        let fixture = try Fixture()
        fixture.connection.pauseReading()
        fixture.farSend(pattern(300_000))
        fixture.idle()
        fixture.connection.outbound.append("answer")
        fixture.connection.close(.afterFlush)
        fixture.idle()
        fixture.farSend(pattern(100_000))
        fixture.idle()
        let (bytes, ended) = fixture.farCollect()
        #expect(bytes == Array("answer".utf8) && ended)
        #expect(fixture.handler.heard == ["opened"])
        fixture.farFinish()
        fixture.turn { fixture.connection.isClosed }
        #expect(Sockets.takeError(of: fixture.far.rawValue) == 0)
        #expect(fixture.holdsNoBuffer)
    }

    @Test("A connection that lingers silently leaves the first word to the peer")
    func silentLinger() throws {
        let fixture = try Fixture()
        fixture.connection.lingersSilently = true
        fixture.connection.outbound.append("answer")
        fixture.connection.close(.afterFlush)
        fixture.idle()
        fixture.farSend("tunnelled")
        fixture.idle()
        let (bytes, ended) = fixture.farCollect()
        #expect(bytes == Array("answer".utf8) && !ended)
        #expect(!fixture.connection.isClosed)
        fixture.farFinish()
        fixture.turn { fixture.connection.isClosed }
        #expect(fixture.connection.hasReceivedEndOfStream)
        #expect(fixture.handler.heard == ["opened", "closed"])
    }

    @Test("A peer that never ends is waited for no longer than the delayed close timeout")
    func lingerTimeout() throws {
        let fixture = try Fixture()
        fixture.connection.outbound.append("bye")
        fixture.connection.close(.afterFlush)
        fixture.idle()
        fixture.loop.advanceClock(by: 900_000_000)
        fixture.idle()
        #expect(!fixture.connection.isClosed)
        fixture.loop.advanceClock(by: 110_000_000)
        fixture.idle(1)
        #expect(fixture.connection.isClosed)
        #expect(fixture.handler.closeReasons == [.localClose])
    }

    @Test("A peer that never reads is given up after the same time without progress")
    func stuckFlush() throws {
        let fixture = try Fixture()
        fixture.connection.outbound.append(pattern(20_000_000).span)
        fixture.connection.close(.afterFlush)
        fixture.settle()
        // Progress buys time.
        fixture.loop.advanceClock(by: 900_000_000)
        _ = fixture.farCollect(4_000_000)
        fixture.settle()
        fixture.loop.advanceClock(by: 900_000_000)
        fixture.settle()
        #expect(!fixture.connection.isClosed)
        fixture.loop.advanceClock(by: 200_000_000)
        fixture.idle()
        #expect(fixture.handler.closeReasons == [.localClose])
    }

    @Test("Without a delayed close timeout the connection is gone once everything is sent")
    func noLinger() throws {
        let fixture = try Fixture()
        fixture.connection.delayedCloseTimeout = 0
        fixture.connection.outbound.append("bye")
        fixture.connection.close(.afterFlush)
        fixture.idle()
        #expect(fixture.connection.isClosed)
        #expect(fixture.farCollect().bytes == Array("bye".utf8))
    }

    @Test("Without a delayed close timeout a slow reader still gets every byte, however long it takes")
    func noLingerSlowly() throws {
        let fixture = try Fixture()
        fixture.connection.delayedCloseTimeout = 0
        fixture.connection.outbound.append(pattern(12_000_000).span)
        fixture.connection.close(.afterFlush)
        fixture.idle()
        fixture.loop.advanceClock(by: 60_000_000_000)
        fixture.idle()
        #expect(!fixture.connection.isClosed)
        #expect(difference(fixture.farCollect().bytes, pattern(12_000_000)) == nil)
        #expect(fixture.connection.isClosed)
    }

    @Test("What is written after our half-close goes nowhere and harms nothing")
    func writeAfterEnd() throws {
        let fixture = try Fixture()
        fixture.connection.outbound.append("last")
        fixture.connection.halfClose()
        fixture.idle()
        fixture.connection.write(pattern(10).span)
        fixture.connection.writeDirect(pattern(10_000).span)
        fixture.idle()
        #expect(fixture.connection.isOpen && fixture.connection.outbound.isEmpty == true)
        let (bytes, ended) = fixture.farCollect()
        #expect(bytes == Array("last".utf8) && ended)
        fixture.farSend("reply")
        fixture.turn { fixture.handler.text == "reply" }
        fixture.connection.close()
    }

    @Test("When the peer has ended already, nothing is waited for")
    func peerEnded() throws {
        let fixture = try Fixture()
        fixture.handler.onReadable = { handler, ended in
            guard ended else { return }
            handler.connection.outbound.append("answer")
            handler.connection.close(.afterFlush)
        }
        fixture.farFinish()
        fixture.turn { fixture.connection.isClosed }
        let (bytes, ended) = fixture.farCollect()
        #expect(bytes == Array("answer".utf8) && ended)
        #expect(fixture.handler.heard == ["opened", "end", "closed"])
    }

    @Test("Closing now tells the handler before it returns, exactly once")
    func now() throws {
        let fixture = try Fixture()
        fixture.handler.onClosed = { $0.connection.close() }
        fixture.connection.outbound.append("dropped")
        fixture.connection.close()
        #expect(fixture.handler.closeReasons == [.localClose])
        fixture.connection.close(.afterFlush)
        fixture.connection.resetHard()
        fixture.idle()
        #expect(fixture.handler.heard == ["opened", "closed"])
        awaitInput(fixture.far.rawValue)
        #expect(fixture.farReceive() == [])
    }

    @Test("A hard reset reaches the peer as a reset")
    func hardReset() throws {
        let fixture = try Fixture()
        fixture.connection.resetHard()
        #expect(fixture.handler.closeReasons == [.localReset])
        awaitInput(fixture.far.rawValue)
        var byte: UInt8 = 0
        #expect(unsafe recv(fixture.far.rawValue, &byte, 1, 0) == -1 && errno == ECONNRESET)
    }

    @Test("Handler and connection are freed after the close, though they hold each other")
    func freed() throws {
        final class Quiet: ConnectionHandler {
            let connection: Connection
            let onDeinit: () -> Void
            init(_ connection: Connection, onDeinit: @escaping () -> Void) {
                self.connection = connection
                self.onDeinit = onDeinit
                super.init()
                connection.handler = self
            }
            deinit { onDeinit() }
            override func connectionReadable(endOfStream: Bool) { connection.close() }
        }
        let loop = try EventLoop(name: "test")
        var freed = 0
        for start in [true, false] {
            let pair = try Sockets.pair()
            let connection = Connection(loop: loop, descriptor: try pair.first.duplicate(), remote: .unix(""))
            _ = Quiet(connection) { freed += 1 }
            if start {
                connection.start()
                _ = unsafe write(pair.second.rawValue, "x", 1)
                loop.runOnce(maximumWait: 0)
            } else {
                connection.close()
                loop.runOnce(maximumWait: 0)
            }
        }
        #expect(freed == 2)
        #expect(loop.attachedCount == 0)
    }
}

@Suite struct ConnectingTests {
    private func turn(_ loop: EventLoop, until condition: () -> Bool) {
        loop.turn(until: condition)
    }

    @Test("Connecting opens the connection, and what was written before leaves then")
    func connects() throws {
        let loop = try EventLoop(name: "test")
        let listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
        let address = try #require(Sockets.localAddress(of: listener.rawValue))
        var options = ConnectOptions()
        options.keepalive = KeepaliveOptions(probes: 3, idleSeconds: 60, intervalSeconds: 10)
        let connection = try Connection.connect(
            loop: loop, to: address, bind: .ip(IPAddress(127, 0, 0, 2), port: 0), options: options)
        let handler = Recorder(connection)
        connection.outbound.append("early")
        connection.scheduleFlush()
        #expect(handler.heard.isEmpty && connection.isUpstream && !connection.isOpen)
        turn(loop) { connection.bytesSent == 5 }
        #expect(handler.heard == ["opened"] && connection.remoteAddress == address)
        #expect(connection.localAddress.ipAddress == IPAddress(127, 0, 0, 2))
        connection.close()
    }

    @Test("Unix sockets connect too, by path and by abstract name")
    func unix() throws {
        let loop = try EventLoop(name: "test")
        let unique = "apus-connect-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        for address in [SocketAddress.unix("/tmp/\(unique)"), .unix("@\(unique)")] {
            let listener = try Sockets.listen(on: address)
            let connection = try Connection.connect(loop: loop, to: address)
            let handler = Recorder(connection)
            #expect(handler.heard.isEmpty)
            turn(loop) { connection.isOpen }
            #expect(handler.heard == ["opened"])
            connection.close()
            keep(listener)
        }
        unsafe unlink("/tmp/\(unique)")
    }

    @Test("A refused connection is told by its error, never from inside the call")
    func refused() throws {
        let loop = try EventLoop(name: "test")
        // Bound, so that nobody else gets the port, but not listening.
        let socket = try Sockets.make(for: .ip(.loopbackV4, port: 0))
        try Sockets.bind(socket, to: .ip(.loopbackV4, port: 0))
        let address = try #require(Sockets.localAddress(of: socket.rawValue))
        let tcp = Recorder(try Connection.connect(loop: loop, to: address))
        let unix = Recorder(try Connection.connect(loop: loop, to: .unix("@apus-nobody-\(getpid())")))
        #expect(tcp.heard.isEmpty && unix.heard.isEmpty)
        turn(loop) { tcp.connection.isClosed && unix.connection.isClosed }
        #expect(tcp.closeReasons == [.connectFailed(ECONNREFUSED)])
        #expect(unix.closeReasons == [.connectFailed(ECONNREFUSED)])
        #expect(tcp.closeReasons[0].isConnectFailure)
        #expect(loop.attachedCount == 0)
        keep(socket)
    }

    @Test("An attempt that gets no answer ends at its timeout")
    func timeout() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        // A full queue: the kernel drops what comes then.
        var options = ListenOptions()
        options.backlog = 0
        let listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0), options: options)
        let address = try #require(Sockets.localAddress(of: listener.rawValue))
        var fillers: [Recorder] = []
        for _ in 0..<4 { fillers.append(Recorder(try Connection.connect(loop: loop, to: address))) }
        awaitInput(listener.rawValue)
        for _ in 0..<5 { loop.runOnce(maximumWait: 0) }
        let stuck = Recorder(try Connection.connect(loop: loop, to: address, timeout: 250_000_000))
        stuck.connection.outbound.append(pattern(2_000_000).span)
        stuck.connection.scheduleFlush()
        loop.runOnce(maximumWait: 0)
        #expect(stuck.heard == ["high"])
        loop.advanceClock(by: 249_000_000)
        loop.runOnce(maximumWait: 0)
        #expect(!stuck.connection.isClosed)
        loop.advanceClock(by: 3_000_000)
        loop.runOnce(maximumWait: 0)
        #expect(stuck.closeReasons == [.connectTimeout])
        for filler in fillers { filler.connection.close() }
        keep(listener)
    }

    @Test("Closing while connecting tells once and nothing after")
    func closedEarly() throws {
        let loop = try EventLoop(name: "test")
        let listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
        let address = try #require(Sockets.localAddress(of: listener.rawValue))
        let handler = Recorder(try Connection.connect(loop: loop, to: address))
        handler.connection.close(.afterFlush)
        for _ in 0..<5 { loop.runOnce(maximumWait: 0) }
        #expect(handler.heard == ["closed"] && handler.closeReasons == [.localClose])
        keep(listener)
    }

    @Test("A handler's own timers fire through it")
    func handlerTimers() throws {
        let loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let pair = try Sockets.pair()
        let handler = Recorder(Connection(loop: loop, descriptor: try pair.first.duplicate(), remote: .unix("")))
        handler.connection.start()
        let timer = LoopTimer(loop: loop, owner: handler, kind: 9)
        var kinds: [UInt8] = []
        handler.onTimer = { kinds.append($0) }
        timer.arm(after: 5_000_000)
        loop.advanceClock(by: 7_000_000)
        loop.runOnce(maximumWait: 0)
        #expect(kinds == [9])
        handler.connection.close()
    }
}
