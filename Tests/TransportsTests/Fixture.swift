import Buffers
import Glibc
import LoopTesting
import NetworkAddresses
import Testing

@testable import EventLoops
@testable import Transports

/// Records everything a connection tells, and does what the test asks.
final class Recorder: ConnectionHandler {
    let connection: Connection
    var heard: [String] = []
    var bytes: [UInt8] = []
    var byteCount = 0
    var consumes = true
    var keepsBytes = true
    var closeReasons: [ConnectionCloseReason] = []
    var onReadable: ((Recorder, Bool) -> Void)?
    var onOpened: ((Recorder) -> Void)?
    var onClosed: ((Recorder) -> Void)?
    var onDrained: ((Recorder) -> Void)?
    var onHigh: ((Recorder) -> Void)?
    var onLow: ((Recorder) -> Void)?
    var onTimer: ((UInt8) -> Void)?

    init(_ connection: Connection) {
        self.connection = connection
        super.init()
        connection.handler = self
    }

    override func connectionOpened() {
        heard.append("opened")
        onOpened?(self)
    }

    override func connectionReadable(endOfStream: Bool) {
        heard.append(endOfStream ? "end" : "readable")
        if consumes { take() }
        onReadable?(self, endOfStream)
    }

    func take() {
        let count = connection.inbound.count
        if keepsBytes { for index in 0..<count { bytes.append(connection.inbound[index]) } }
        byteCount += count
        connection.inbound.consume(count)
    }

    override func connectionClosed(_ reason: ConnectionCloseReason) {
        heard.append("closed")
        closeReasons.append(reason)
        onClosed?(self)
    }

    override func connectionAboveHighWatermark() {
        heard.append("high")
        onHigh?(self)
    }

    override func connectionBelowLowWatermark() {
        heard.append("low")
        onLow?(self)
    }

    override func connectionDrained() {
        heard.append("drained")
        onDrained?(self)
    }

    override func connectionHungUpWhilePaused() { heard.append("hungUp") }

    override func timerFired(_ kind: UInt8) { onTimer?(kind) }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// How the two ends of a test are joined.
enum Wire: CaseIterable, Sendable {
    case tcp, unix
}

/// A loop with a connection on it, and the bare far end of its socket. Its clock stands still until it is moved.
final class Fixture {
    let loop: EventLoop
    let connection: Connection
    let handler: Recorder
    var far: FileDescriptor

    init(_ wire: Wire = .tcp, start: Bool = true, far receiveBuffer: Int32 = 0) throws {
        loop = try EventLoop(name: "test", clock: .manual(start: 0))
        let near: FileDescriptor
        switch wire {
        case .unix:
            let pair = try Sockets.pair()
            near = try pair.first.duplicate()
            far = try pair.second.duplicate()
        case .tcp:
            let listener = try Sockets.listen(on: .ip(.loopbackV4, port: 0))
            let address = try #require(Sockets.localAddress(of: listener.rawValue))
            far = try Sockets.make(for: address)
            if receiveBuffer > 0 {
                var size = receiveBuffer
                _ = unsafe setsockopt(far.rawValue, SOL_SOCKET, SO_RCVBUF, &size, 4)
            }
            _ = Sockets.connect(far, to: address)
            near = FileDescriptor(owning: Fixture.accept(listener.rawValue))
        }
        let remote = Sockets.remoteAddress(of: near.rawValue) ?? .unix("")
        connection = Connection(loop: loop, descriptor: near, remote: remote)
        handler = Recorder(connection)
        if start { connection.start() }
    }

    /// The handshake of loopback is done when `connect` returns, or a moment later.
    private static func accept(_ listener: Int32) -> Int32 {
        awaitInput(listener)
        var remote = SocketAddress.unix("")
        return Sockets.accept(listener, remote: &remote)
    }

    /// Turns until the condition holds; a failure ends as well.
    func turn(until condition: () -> Bool) {
        var turnsBehindEnd = 0
        loop.turn {
            if connection.isClosed { turnsBehindEnd += 1 }
            return condition() || turnsBehindEnd == 500
        }
    }

    /// Turns until the kernel takes no more bytes.
    func settle() {
        var quiet = 0
        while quiet < 10 {
            let before = connection.bytesSent
            loop.runOnce(maximumWait: 5_000_000)
            quiet = connection.bytesSent == before ? quiet + 1 : 0
        }
    }

    /// Turns that find nothing to do.
    func idle(_ turns: Int = 3) { for _ in 0..<turns { loop.runOnce(maximumWait: 0) } }

    /// Writes at the far end; the number of bytes taken.
    @discardableResult
    func farSend(_ bytes: [UInt8]) -> Int {
        unsafe Glibc.send(far.rawValue, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    @discardableResult
    func farSend(_ text: String) -> Int { farSend(Array(text.utf8)) }

    func farFinish() { _ = shutdown(far.rawValue, Int32(SHUT_WR)) }

    /// What the far end can read now: bytes, an empty array at the end of the stream, nil when there is nothing.
    func farReceive(_ most: Int = 1 << 16) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: most)
        let count = unsafe recv(far.rawValue, &bytes, most, 0)
        return count < 0 ? nil : Array(bytes.prefix(count))
    }

    /// Turns and reads until the far end has as much, or the stream ends.
    func farCollect(_ wanted: Int = .max) -> (bytes: [UInt8], ended: Bool) {
        var result: [UInt8] = []
        var idle = 0
        while result.count < wanted && idle < 2_000 {
            loop.runOnce(maximumWait: 0)
            guard let some = farReceive() else {
                idle += 1
                loop.runOnce(maximumWait: 1_000_000)
                continue
            }
            if some.isEmpty { return (result, true) }
            idle = 0
            result += some
        }
        return (result, false)
    }

    var holdsNoBuffer: Bool { connection.inbound.capacity == 0 && connection.outboundStorage.capacity == 0 }
}

/// Bytes that tell where they were lost or doubled.
func pattern(_ count: Int, from start: Int = 0) -> [UInt8] {
    (start..<start + count).map { UInt8(truncatingIfNeeded: $0 ^ $0 >> 8 ^ $0 >> 16) }
}

/// Where two runs of bytes begin to differ, nil when they are equal. A mismatch of megabytes is told in one line.
func difference(_ actual: [UInt8], _ expected: [UInt8]) -> String? {
    if actual == expected { return nil }
    let index = zip(actual, expected).prefix { $0 == $1 }.count
    let after = actual.dropFirst(index).prefix(16)
    return "\(actual.count) bytes, \(expected.count) expected, different from \(index): \(Array(after))"
}

/// Waits until a descriptor has something to read, which the end of a stream is as well. That comes a little after the
/// close while another test starts a process: it holds all sockets until it runs its program.
func awaitInput(_ descriptor: Int32) {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&wait, 1, 60_000)
}

/// Silences "unused" for what only has to live.
func keep<T: ~Copyable>(_ value: borrowing T) {}
