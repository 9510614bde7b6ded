import Buffers
import EventLoops
import Glibc
import NetworkAddresses
import Testing

@testable import Transports

@Suite("Spliced flows")
struct SplicedFlowTests {
    /// A fixture whose connection's bytes go on to another, and the far end of that.
    private final class Flow {
        let source: Fixture
        let target: Connection
        let handler: Recorder
        let far: FileDescriptor

        init() throws {
            source = try Fixture()
            let pair = try Sockets.pair()
            far = try pair.second.duplicate()
            target = Connection(loop: source.loop, descriptor: try pair.first.duplicate(), remote: .unix(""))
            handler = Recorder(target)
            target.start()
        }

        func receive(_ most: Int = 1 << 16) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: most)
            let count = unsafe recv(far.rawValue, &bytes, most, Int32(MSG_DONTWAIT))
            return Array(bytes.prefix(max(0, count)))
        }
    }

    @Test("Bytes go through, are counted, and are seen by nobody")
    func moves() throws {
        let flow = try Flow()
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
        let flow = try Flow()
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
        let flow = try Flow()
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

    @Test("Connections on which bytes wait are not spliced")
    func refuses() throws {
        let flow = try Flow()
        flow.target.outbound.append("first")
        #expect(!flow.source.connection.spliceInput(to: flow.target))
    }
}
