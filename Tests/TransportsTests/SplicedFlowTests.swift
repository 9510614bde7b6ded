import Buffers
import EventLoops
import Glibc
import LoopTesting
import NetworkAddresses
import Testing

@testable import Transports

@Suite("Spliced flows")
struct SplicedFlowTests {
    @Test("Bytes go through, are counted, and are seen by nobody")
    func moves() throws {
        let flow = try SpliceFixture()
        #expect(flow.source.connection.spliceInput(to: flow.target))
        #expect(flow.source.connection.isInputSpliced)
        flow.source.farSend("hello")
        flow.source.turn { flow.target.bytesSent == 5 }
        #expect(flow.receive() == Array("hello".utf8))
        #expect(flow.source.connection.bytesReceived == 5)
        #expect(flow.source.handler.bytes.isEmpty)
        #expect(flow.source.handler.heard.contains("readable"))
    }

    @Test("A target that takes no more holds the source back, and gets everything later")
    func fills() throws {
        let flow = try SpliceFixture()
        #expect(flow.source.connection.spliceInput(to: flow.target))
        let bytes = pattern(4 << 20)
        var sent = 0
        var received: [UInt8] = []
        _ = fcntl(flow.source.far.rawValue, F_SETFL, O_NONBLOCK)
        var rounds = 0
        while received.count < bytes.count && rounds < 100_000 {
            rounds += 1
            // The reader comes late.
            if sent < bytes.count {
                sent += max(0, flow.source.farSend(Array(bytes[sent..<min(bytes.count, sent + 65_536)])))
            }
            flow.source.loop.runOnce(maximumWait: 0)
            if rounds > 200 { received += flow.receive() }
        }
        #expect(received == bytes)
        #expect(flow.target.bytesSent == UInt64(bytes.count))
    }

    @Test("The end is told when everything has gone through")
    func ends() throws {
        let flow = try SpliceFixture()
        #expect(flow.source.connection.spliceInput(to: flow.target))
        flow.source.handler.onReadable = { _, ends in if ends { flow.target.halfClose() } }
        flow.source.farSend("last words")
        flow.source.farFinish()
        flow.source.turn { flow.source.handler.heard.contains("end") }
        flow.source.idle()
        #expect(flow.receive() == Array("last words".utf8))
        var byte: UInt8 = 0
        #expect(unsafe recv(flow.far.rawValue, &byte, 1, Int32(MSG_DONTWAIT)) == 0)
    }

    @Test("A source that has ended both ways stays until its last bytes have left the pipe")
    func endsBothWays() throws {
        let flow = try SpliceFixture()
        #expect(flow.source.connection.spliceInput(to: flow.target))
        flow.source.handler.onReadable = { _, ends in if ends { flow.target.halfClose() } }
        let sent = flow.fillPipe()
        flow.source.farFinish()
        flow.source.idle()
        #expect(flow.source.connection.bytesReceived > flow.target.bytesSent)
        flow.source.connection.halfClose()
        flow.source.idle()
        #expect(flow.source.connection.isOpen)
        #expect(!flow.source.handler.heard.contains("end"))

        #expect(difference(flow.collect(sent.count), sent) == nil)
        flow.source.idle()
        #expect(flow.source.handler.heard.contains("end"))
        #expect(!flow.source.connection.isOpen)
    }

    @Test(
        "What is in the pipe of a source that closes goes on to its target, which then ends", arguments: [true, false])
    func sourceCloses(resets: Bool) throws {
        let flow = try SpliceFixture()
        flow.target.delayedCloseTimeout = 0
        #expect(flow.source.connection.spliceInput(to: flow.target))
        let sent = flow.fillPipe()
        flow.source.handler.onClosed = { _ in
            #expect(flow.target.hasOutput)
            flow.target.close(.afterFlush)
        }
        if resets { flow.source.connection.resetHard() } else { flow.source.connection.close(.now) }
        let count = Int(flow.source.connection.bytesReceived)
        #expect(flow.target.bytesSent < count)
        flow.source.idle()
        #expect(!flow.target.isClosed)
        #expect(difference(flow.collect(count), Array(sent.prefix(count))) == nil)
        flow.source.idle()
        #expect(flow.handler.closeReasons == [.localClose] && !flow.target.hasOutput)
        awaitInput(flow.far.rawValue)
        var byte: UInt8 = 0
        #expect(unsafe recv(flow.far.rawValue, &byte, 1, Int32(MSG_DONTWAIT)) == 0)
    }

    @Test("A target that is still open sends what a closed source has left before everything else")
    func targetGoesOn() throws {
        let flow = try SpliceFixture()
        #expect(flow.source.connection.spliceInput(to: flow.target))
        let sent = flow.fillPipe()
        flow.source.connection.close(.now)
        flow.target.write("last".utf8.span)
        flow.target.notifyWhenDrained()
        let count = Int(flow.source.connection.bytesReceived)
        #expect(difference(flow.collect(count + 4), Array(sent.prefix(count)) + Array("last".utf8)) == nil)
        flow.source.idle()
        #expect(flow.handler.heard.contains("drained") && flow.target.isOpen)
    }

    @Test("Where the kernel does not splice, bytes are copied on")
    func refused() throws {
        let flow = try SpliceFixture()
        // What watches files cannot be spliced from, nor is it a socket.
        let watch = inotify_init1(Int32(O_NONBLOCK))
        #expect(unsafe inotify_add_watch(watch, "/", UInt32(IN_OPEN)) >= 0)
        close(unsafe open("/", O_RDONLY))
        let odd = Connection(loop: flow.source.loop, descriptor: FileDescriptor(owning: watch), remote: .unix(""))
        let handler = Recorder(odd)
        odd.start()
        #expect(odd.spliceInput(to: flow.target))
        flow.source.turn { odd.isClosed }
        #expect(!odd.isInputSpliced && handler.closeReasons == [ConnectionCloseReason.readError(ENOTSOCK)])
    }

    @Test("What the target has still to send goes first, and where it cannot, nothing is spliced")
    func goesFirst() throws {
        let flow = try SpliceFixture()
        flow.target.outbound.append("first, ")
        #expect(flow.source.connection.spliceInput(to: flow.target))
        #expect(flow.receive() == Array("first, ".utf8))
        flow.source.farSend("second")
        flow.source.turn { flow.target.bytesSent == 13 }
        #expect(flow.receive() == Array("second".utf8))

        let blocked = try SpliceFixture()
        _ = blocked.blockTarget()
        blocked.target.outbound.append("first")
        #expect(!blocked.source.connection.spliceInput(to: blocked.target))
    }

    @Test("After a write has failed no flow begins, and what the peer has said is read")
    func afterFailedWrite() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        var answers: [Bool] = []
        source.handler.onReadable = { handler, _ in
            answers.append(handler.connection.spliceInput(to: flow.target, count: 100))
        }
        source.connection.outbound.append(pattern(100).span)
        source.connection.scheduleFlush()
        source.idle()
        source.farSend("too large")
        // Unread input turns this close into a reset.
        source.far.close()
        for _ in 0..<3 { source.connection.writeDirect(pattern(100_000).span) }
        source.turn { source.connection.isClosed }
        #expect(source.handler.text == "too large")
        #expect(!answers.isEmpty && !answers.contains(true))
        #expect(flow.target.bytesSent == 0)
    }

    // MARK: - Counted flows

    @Test("A counted flow ends with its last byte; what comes behind it is read as ever")
    func counted() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        #expect(source.connection.spliceInput(to: flow.target, count: 5))
        source.farSend("hello, world")
        source.turn { source.handler.text == ", world" }
        #expect(flow.receive() == Array("hello".utf8))
        #expect(source.connection.takeSplicedCount() == 5)
        #expect(source.connection.takeSplicedCount() == 0)
        #expect(!source.connection.isInputSpliced && source.connection.bytesReceived == 12)
        #expect(source.loop.pipePool.lent == 0 && source.loop.pipePool.idleCount == 1)
    }

    @Test("What follows a large body is read in a small piece, and what follows that in one as large as ever")
    func nextRead() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        #expect(source.connection.spliceInput(to: flow.target, count: 5))
        var pieces: [Int] = []
        source.handler.onReadable = { _, _ in
            if source.handler.byteCount > 0 { pieces.append(source.handler.byteCount) }
            source.handler.byteCount = 0
        }
        source.farSend(Array("hello".utf8) + pattern(20_000))
        source.turn { pieces.reduce(0, +) == 20_000 }
        #expect(pieces == [4096, 15_904])
        #expect(difference(source.handler.bytes, pattern(20_000)) == nil)
    }

    @Test("A pipe takes no more than its capacity, however large the pages are in which bytes come")
    func capacity() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        _ = flow.blockTarget()
        _ = fcntl(source.far.rawValue, F_SETFL, O_NONBLOCK)
        let bytes = pattern(1 << 20)
        #expect(source.connection.spliceInput(to: flow.target, count: 8 << 20))
        for _ in 0..<20 {
            source.farSend(bytes)
            source.idle()
        }
        #expect(flow.target.pipedCount > 128 << 10 && flow.target.pipedCount <= 256 << 10)
    }

    @Test("The source of a counted flow is free while its bytes wait for the target, and they count as output")
    func leavesRest() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        let sent = flow.blockTarget()
        #expect(source.connection.spliceInput(to: flow.target, count: 40_000))
        source.farSend(pattern(40_000))
        source.turn { !source.connection.isInputSpliced }
        #expect(flow.target.pipedCount > 0 && flow.target.hasOutput)
        flow.target.write("last".utf8.span)
        #expect(difference(flow.collect(sent + 40_004), pattern(sent) + pattern(40_000) + Array("last".utf8)) == nil)
        source.idle()
        #expect(flow.target.pipedCount == 0 && !flow.target.hasOutput)
        #expect(source.loop.pipePool.lent == 0)
    }

    @Test("A source that ends inside a counted flow says so at once, and what it sent arrives")
    func endsInside() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        let sent = flow.blockTarget()
        #expect(source.connection.spliceInput(to: flow.target, count: 1 << 20))
        source.farSend(pattern(40_000))
        source.farFinish()
        source.turn { source.handler.heard.contains("end") }
        #expect(!source.connection.isInputSpliced && source.connection.takeSplicedCount() == 40_000)
        flow.target.delayedCloseTimeout = 0
        flow.target.close(.afterFlush)
        #expect(difference(flow.collect(sent + 40_000), pattern(sent) + pattern(40_000)) == nil)
        source.idle()
        #expect(flow.target.isClosed)
    }

    @Test("A full pipe is above the high mark, and half of it below the low one")
    func watermarks() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        flow.handler.onHigh = { _ in source.connection.pauseReading() }
        flow.handler.onLow = { _ in source.connection.resumeReading() }
        #expect(source.connection.spliceInput(to: flow.target, count: 8 << 20))
        let bytes = pattern(8 << 20)
        _ = fcntl(source.far.rawValue, F_SETFL, O_NONBLOCK)
        var sent = 0
        source.loop.turn(upTo: 0) {
            if flow.handler.heard.contains("high") { return true }
            sent += max(0, source.farSend(Array(bytes[sent..<min(bytes.count, sent + 65_536)])))
            return false
        }
        #expect(flow.handler.heard.contains("high") && flow.target.isAboveHighWatermark)
        #expect(flow.target.pipedCount <= 256 << 10)
        let read = source.connection.bytesReceived
        source.idle()
        #expect(source.connection.bytesReceived == read)
        var received: [UInt8] = []
        for _ in 0..<100_000 where received.count < bytes.count {
            if sent < bytes.count {
                sent += max(0, source.farSend(Array(bytes[sent..<min(bytes.count, sent + 65_536)])))
            }
            received += flow.receive()
            source.loop.runOnce(maximumWait: 0)
        }
        #expect(difference(received, bytes) == nil)
        source.idle()
        #expect(!flow.target.isAboveHighWatermark && !source.connection.isReadingPaused)
        #expect(flow.handler.heard.count { $0 == "high" } == flow.handler.heard.count { $0 == "low" })
    }

    @Test("A paused source gives nothing")
    func paused() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        #expect(source.connection.spliceInput(to: flow.target, count: 5))
        source.connection.pauseReading()
        source.farSend("hello")
        source.idle()
        #expect(source.connection.bytesReceived == 0)
        source.connection.resumeReading()
        source.turn { !source.connection.isInputSpliced }
        #expect(flow.receive() == Array("hello".utf8))
    }

    @Test("The source of a counted flow goes on alone when the target closes")
    func targetCloses() throws {
        let flow = try SpliceFixture()
        let source = flow.source
        #expect(source.connection.spliceInput(to: flow.target, count: 1 << 20))
        source.farSend("hello")
        source.turn { flow.target.bytesSent == 5 }
        flow.target.close(.now)
        #expect(!source.connection.isInputSpliced)
        source.farSend("more")
        source.turn { source.handler.text == "more" }
        #expect(source.connection.isOpen && source.connection.takeSplicedCount() == 5)
        #expect(source.loop.pipePool.lent == 0)
    }

    @Test("Without a pipe, and for a target whose limit is smaller than one, bytes are copied")
    func scarce() throws {
        let flow = try SpliceFixture()
        flow.target.bufferLimit = 32 << 10
        #expect(!flow.source.connection.spliceInput(to: flow.target, count: 5))
        #expect(flow.source.loop.pipePool.lent == 0)
        flow.target.bufferLimit = 1 << 20
        flow.source.loop.pipePool.limit = 0
        #expect(!flow.source.connection.spliceInput(to: flow.target, count: 5))
    }
}
