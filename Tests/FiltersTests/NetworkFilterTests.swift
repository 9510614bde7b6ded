import Buffers
import EventLoops
import Glibc
import NetworkAddresses
import Testing
import Transports

@testable import Filters

/// A network filter that does what its closures say and writes down every call.
private final class ScriptedNetworkFilter: NetworkFilter {
    let name: String
    let journal: Journal
    var onOpened: (ScriptedNetworkFilter) -> NetworkFilterStatus = { _ in .continueIteration }
    var onReceived: (ScriptedNetworkFilter, inout ByteBuffer, Bool) -> NetworkFilterStatus = { _, _, _ in
        .continueIteration
    }
    var onSending: (ScriptedNetworkFilter, inout ByteBuffer) -> NetworkFilterStatus = { _, _ in .continueIteration }

    init(_ name: String, _ journal: Journal, seesOutput: Bool = true) {
        self.name = name
        self.journal = journal
        super.init(seesOutput: seesOutput)
    }

    override func connectionOpened() -> NetworkFilterStatus {
        journal.lines.append("\(name) opened")
        return onOpened(self)
    }

    override func received(_ data: inout ByteBuffer, endOfStream: Bool) -> NetworkFilterStatus {
        journal.lines.append("\(name) '\(text(data))'\(endOfStream ? ", end" : "")")
        return onReceived(self, &data, endOfStream)
    }

    override func sending(_ data: inout ByteBuffer) -> NetworkFilterStatus {
        journal.lines.append("\(name) sends '\(text(data))'")
        return onSending(self, &data)
    }

    override func aboveHighWatermark() { journal.lines.append("\(name) above") }

    override func belowLowWatermark() { journal.lines.append("\(name) below") }

    override func connectionClosed(_ reason: ConnectionCloseReason) { journal.lines.append("\(name) closed") }
}

/// The handler behind the filters.
private final class ScriptedHandler: ConnectionHandler {
    let journal: Journal
    /// Bytes that it leaves in the buffer.
    var leaves = 0
    unowned let connection: Connection

    init(_ connection: Connection, _ journal: Journal) {
        self.connection = connection
        self.journal = journal
    }

    override func connectionOpened() { journal.lines.append("end opened") }

    override func connectionReadable(endOfStream: Bool) {
        journal.lines.append("end '\(text(connection.inbound))'\(endOfStream ? ", end" : "")")
        connection.inbound.consume(max(0, connection.inbound.count - leaves))
    }

    override func connectionClosed(_ reason: ConnectionCloseReason) { journal.lines.append("end closed") }

    override func connectionAboveHighWatermark() { journal.lines.append("end above") }

    override func connectionBelowLowWatermark() { journal.lines.append("end below") }
}

/// A connection with filters `a` and `b`, and the bare far end of its socket.
private final class NetworkFixture {
    let journal = Journal()
    let loop: EventLoop
    let connection: Connection
    let a: ScriptedNetworkFilter
    let b: ScriptedNetworkFilter
    let handler: ScriptedHandler
    let chain: NetworkFilterChain
    var far: FileDescriptor

    init(seesOutput: Bool = true) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let pair = try Sockets.pair()
        far = try pair.second.duplicate()
        connection = Connection(loop: loop, descriptor: try pair.first.duplicate(), remote: .unix(""))
        a = ScriptedNetworkFilter("a", journal, seesOutput: seesOutput)
        b = ScriptedNetworkFilter("b", journal, seesOutput: seesOutput)
        handler = ScriptedHandler(connection, journal)
        chain = NetworkFilterChain(connection: connection, filters: [a, b], terminal: handler)
    }

    func start() { connection.start() }

    func receive(_ text: String) {
        let bytes = Array(text.utf8)
        _ = unsafe Glibc.send(far.rawValue, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        turn()
    }

    func turn() { for _ in 0..<4 { loop.runOnce(maximumWait: 0) } }

    /// What the far end has got.
    func sent() -> String {
        turn()
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe recv(far.rawValue, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
    }
}

/// The chain of network filters, over a pair of sockets.
@Suite struct NetworkFilterTests {
    @Test("Opening and bytes go through the filters in order, to the handler behind them")
    func plain() throws {
        let fixture = try NetworkFixture()
        fixture.start()
        fixture.receive("xy")
        #expect(
            fixture.journal.take() == ["a opened", "b opened", "end opened", "a 'xy'", "b 'xy'", "end 'xy'"])
    }

    @Test("What the handler leaves is its own: filters see each byte once")
    func leftBytes() throws {
        let fixture = try NetworkFixture()
        fixture.start()
        fixture.handler.leaves = 2
        fixture.receive("abc")
        fixture.receive("d")
        #expect(
            fixture.journal.take().suffix(6) == ["a 'abc'", "b 'abc'", "end 'abc'", "a 'd'", "b 'd'", "end 'bcd'"])
    }

    @Test("A filter that stops at the opening keeps later ones waiting until it resumes")
    func stopAtOpening() throws {
        let fixture = try NetworkFixture()
        fixture.a.onOpened = { _ in .stopIteration }
        fixture.start()
        #expect(fixture.journal.take() == ["a opened"])
        fixture.chain.continueReading(fixture.a)
        #expect(fixture.journal.take() == ["b opened", "end opened"])
        fixture.receive("x")
        #expect(fixture.journal.take() == ["a 'x'", "b 'x'", "end 'x'"])
    }

    @Test("Bytes wait at a filter that stops, and pass when it resumes or continues")
    func stopData() throws {
        let fixture = try NetworkFixture()
        fixture.start()
        _ = fixture.journal.take()
        fixture.b.onReceived = { _, _, _ in .stopIteration }
        fixture.receive("x")
        fixture.receive("y")
        #expect(fixture.journal.take() == ["a 'x'", "b 'x'", "a 'xy'", "b 'xy'"])
        fixture.chain.continueReading(fixture.b)
        #expect(fixture.journal.take() == ["end 'xy'"])
        fixture.chain.continueReading(fixture.b)
        #expect(fixture.journal.take() == [])
    }

    @Test("Resuming from inside the callback that then stops is not to stop")
    func resumeInside() throws {
        let fixture = try NetworkFixture()
        let resume: (ScriptedNetworkFilter) -> NetworkFilterStatus = { filter in
            filter.chain?.continueReading(filter)
            return .stopIteration
        }
        fixture.a.onOpened = resume
        fixture.b.onReceived = { filter, _, _ in resume(filter) }
        fixture.start()
        fixture.receive("x")
        #expect(fixture.journal.take().filter { $0.hasPrefix("end") } == ["end opened", "end 'x'"])
    }

    @Test("A filter edits bytes and injects its own")
    func edit() throws {
        let fixture = try NetworkFixture()
        fixture.a.onReceived = { filter, data, _ in
            data = buffer("[\(text(data))]")
            filter.chain?.inject(received: Array("+".utf8).span, after: filter)
            return .continueIteration
        }
        fixture.start()
        _ = fixture.journal.take()
        fixture.receive("x")
        #expect(fixture.journal.take() == ["a 'x'", "b '[x]+'", "end '[x]+'"])
        fixture.chain.inject(received: Array("later".utf8).span, after: fixture.b)
        #expect(fixture.journal.take() == ["end 'later'"])
    }

    @Test("The end of the stream reaches the handler behind everything that waited")
    func endOfStream() throws {
        let fixture = try NetworkFixture()
        fixture.start()
        _ = fixture.journal.take()
        fixture.a.onReceived = { _, _, _ in .stopIteration }
        fixture.receive("x")
        shutdown(fixture.far.rawValue, Int32(SHUT_WR))
        fixture.turn()
        #expect(fixture.journal.take() == ["a 'x'", "a 'x', end"])
        fixture.chain.continueReading(fixture.a)
        #expect(fixture.journal.take() == ["b 'x', end", "end 'x', end"])
    }

    @Test("A full filter pauses reading until it lets bytes pass")
    func backPressure() throws {
        let fixture = try NetworkFixture()
        fixture.connection.bufferLimit = 4
        fixture.start()
        fixture.a.onReceived = { _, _, _ in .stopIteration }
        fixture.receive("1234")
        #expect(!fixture.connection.isReadingPaused)
        fixture.receive("5")
        #expect(fixture.connection.isReadingPaused)
        _ = fixture.journal.take()
        fixture.receive("6")
        #expect(fixture.journal.take() == [])
        fixture.a.onReceived = { _, _, _ in .continueIteration }
        fixture.chain.continueReading(fixture.a)
        fixture.turn()
        #expect(
            fixture.journal.take() == ["b '12345'", "end '12345'", "end ''", "a '6'", "b '6'", "end '6'"])
    }

    @Test("The handler behind the filters is told when it asks to be, though nothing has come")
    func wakes() throws {
        let fixture = try NetworkFixture()
        fixture.start()
        fixture.receive("1")
        _ = fixture.journal.take()
        fixture.connection.wake()
        fixture.turn()
        #expect(fixture.journal.take() == ["end ''"])
    }

    @Test("Output goes through the filters in reverse, each byte once, and can be changed")
    func output() throws {
        let fixture = try NetworkFixture()
        fixture.a.onSending = { _, data in
            data = buffer("<\(text(data))>")
            return .continueIteration
        }
        fixture.start()
        _ = fixture.journal.take()
        fixture.connection.write(Array("one".utf8).span)
        #expect(fixture.sent() == "<one>")
        fixture.connection.writeDirect([UInt8](repeating: 0x78, count: 5000).span)
        #expect(fixture.sent().hasPrefix("<xxx"))
        #expect(
            fixture.journal.take().prefix(3) == [
                "b sends 'one'", "a sends 'one'", "b sends '\(String(repeating: "x", count: 5000))'",
            ])
    }

    @Test("A filter that stops output sends it later")
    func heldOutput() throws {
        let fixture = try NetworkFixture()
        fixture.b.onSending = { _, _ in .stopIteration }
        fixture.start()
        _ = fixture.journal.take()
        fixture.connection.write(Array("one".utf8).span)
        #expect(fixture.sent() == "")
        fixture.chain.inject(sending: Array("ONE".utf8).span, after: fixture.b)
        #expect(fixture.sent() == "ONE")
        #expect(fixture.journal.take() == ["b sends 'one'", "a sends 'ONE'"])
    }

    @Test("Output passes by filters that do not want it")
    func noOutput() throws {
        let fixture = try NetworkFixture(seesOutput: false)
        fixture.start()
        _ = fixture.journal.take()
        fixture.connection.write(Array("one".utf8).span)
        #expect(fixture.sent() == "one")
        #expect(fixture.journal.take() == [])
    }

    @Test("A filter closes the connection from inside a callback; each hears of it once", arguments: [0, 1, 2])
    func closing(_ place: Int) throws {
        let fixture = try NetworkFixture()
        let connection = fixture.connection
        if place == 0 {
            fixture.a.onOpened = { _ in
                connection.close(.now)
                return .continueIteration
            }
        }
        fixture.a.onReceived = { _, _, _ in
            if place == 1 { connection.close(.now) }
            return .continueIteration
        }
        fixture.b.onSending = { _, _ in
            connection.close(.now)
            return .continueIteration
        }
        fixture.start()
        if place == 1 { fixture.receive("x") }
        if place == 2 {
            connection.write(Array("one".utf8).span)
            fixture.turn()
        }
        let lines = fixture.journal.take()
        #expect(
            lines.suffix(place == 2 ? 4 : 3).filter { $0.hasSuffix("closed") } == [
                "a closed", "b closed", "end closed",
            ])
        #expect(!lines.contains("end 'x'"))
        #expect(fixture.a.chain == nil)
    }
}
