import Buffers
import EventLoops
import Glibc
import LoopTesting
import NetworkAddresses

@testable import Transports

/// A fixture whose connection's bytes go on to another, and the far end of that.
final class SpliceFixture {
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

    /// Sends until the target's socket takes no more and bytes stay in the pipe; all that were sent.
    func fillPipe() -> [UInt8] {
        let bytes = pattern(16 << 20)
        _ = fcntl(source.far.rawValue, F_SETFL, O_NONBLOCK)
        var sent = 0
        source.loop.turn(upTo: 0) {
            if target.isWriteBlocked && source.connection.bytesReceived > target.bytesSent { return true }
            sent += max(0, source.farSend(Array(bytes[sent..<min(bytes.count, sent + 4096)])))
            return false
        }
        source.idle()
        return Array(bytes.prefix(sent))
    }

    /// Writes until the target's socket takes no more; how many bytes of the pattern it took.
    func blockTarget() -> Int {
        let bytes = pattern(1 << 20)
        var sent = 0
        for _ in 0..<1000 where !target.isWriteBlocked {
            let piece = Array(bytes[sent..<(sent + 1000)])
            let count = unsafe send(target.rawDescriptor, piece, piece.count, Int32(MSG_DONTWAIT))
            if count <= 0 { break }
            sent += count
        }
        // It is announced when there is room.
        target.isWriteBlocked = true
        return sent
    }

    /// Receives so many bytes, or what comes in many turns.
    func collect(_ wanted: Int) -> [UInt8] {
        var received: [UInt8] = []
        source.loop.turn(upTo: 0) {
            received += receive()
            return received.count >= wanted
        }
        return received
    }
}
