internal import Buffers
internal import CLinux
internal import EventLoops
internal import Glibc

/// One direction between two plain connections whose bytes the kernel moves through a pipe, uncopied and unseen.
///
/// ```
///  source ── splice ──▶ pipe ── splice ──▶ target
/// ```
/// It is worth its system calls and descriptors for large flows only. The source's handler is told of progress by
/// `connectionReadable` with nothing in `inbound`; of the end when the pipe is empty too. A pipe that is full holds the
/// source back, so no watermark is needed.
final class SplicedFlow {
    private unowned let source: Connection
    private let target: Connection
    private var entrance: FileDescriptor
    private var exit: FileDescriptor
    /// Bytes in the pipe.
    private var waiting = 0

    /// Bytes asked for at once: more than the pipe holds.
    private static let most = 1 << 20
    /// Bytes moved in one go, before others have their turn.
    private static let share = 1 << 20

    /// Makes the pipe; nil when the system has none.
    init?(from source: Connection, to target: Connection) {
        var ends: [Int32] = [-1, -1]
        guard unsafe clinux_pipe(&ends) == 0 else { return nil }
        exit = FileDescriptor(owning: ends[0])
        entrance = FileDescriptor(owning: ends[1])
        self.source = source
        self.target = target
    }

    /// What a go brought.
    enum Outcome {
        /// Nothing can be moved until the kernel announces something.
        case resting
        /// There is more, but others come first.
        case more
        /// The source has ended and everything is moved.
        case ended
        /// Reading failed with this `errno` value.
        case failed(Int32)
    }

    /// Whether the pipe is empty.
    var isEmpty: Bool { waiting == 0 }

    /// Moves what can be moved.
    func move() -> Outcome {
        var moved = 0
        while moved < Self.share {
            let filled = fill()
            if case .failed? = filled { return filled ?? .resting }
            let drained = drain()
            moved &+= drained
            if source.endOfStreamReceived && waiting == 0 { return .ended }
            // A short splice into the pipe may mean that the pipe is full, so only a go that brings nothing ends it.
            if filled == nil && drained == 0 { return .resting }
        }
        return .more
    }

    /// Fills the pipe; nil when nothing came.
    private func fill() -> Outcome? {
        if source.endOfStreamReceived || !source.isReadable { return nil }
        let count = clinux_splice(source.descriptor.rawValue, entrance.rawValue, Self.most)
        if count > 0 {
            waiting &+= count
            source.bytesReceived &+= UInt64(truncatingIfNeeded: count)
            return .more
        }
        if count == 0 {
            source.isReadable = false
            source.endOfStreamReceived = true
            return .more
        }
        switch errno {
        case EINTR: return .more
        case EAGAIN:
            // With bytes in the pipe it may be the pipe that is full.
            if waiting == 0 { source.isReadable = false }
            return nil
        case let code: return .failed(code)
        }
    }

    /// Empties the pipe; the bytes that left it.
    private func drain() -> Int {
        var total = 0
        while waiting > 0, !target.isWriteBlocked, target.failure == 0, target.phase == .open {
            let count = clinux_splice(exit.rawValue, target.descriptor.rawValue, waiting)
            if count > 0 {
                waiting &-= count
                total &+= count
                target.bytesSent &+= UInt64(truncatingIfNeeded: count)
            } else if count == 0 || errno == EAGAIN {
                target.isWriteBlocked = true
            } else if errno != EINTR {
                target.failure = errno
                target.scheduleFlush()
            }
        }
        return total
    }
}

extension Connection {
    /// Lets the kernel move everything that this connection receives to another one from now on. Both are plain and
    /// open, and nothing waits in between; false when that is not so, or when the system has no pipe.
    public func spliceInput(to target: Connection) -> Bool {
        guard phase == .open, target.phase == .open, transport == nil, target.transport == nil, outputFilter == nil,
            target.outputFilter == nil, inbound.isEmpty, target.outboundStorage.isEmpty, splicedOutput == nil,
            let flow = SplicedFlow(from: self, to: target)
        else { return false }
        splicedOutput = flow
        target.splicedInput = self
        scheduleReady()
        return true
    }

    /// Whether the kernel moves what this connection receives.
    public var isInputSpliced: Bool { splicedOutput != nil }

    /// Moves what this connection received on to its target, and tells the handler.
    func moveSpliced(_ flow: SplicedFlow) {
        let outcome = flow.move()
        tell { $0.connectionReadable(endOfStream: endOfStreamReceived && flow.isEmpty) }
        guard phase == .open else { return }
        switch outcome {
        case .resting: break
        case .more: scheduleReady()
        case .ended: if endOfStreamSent { closeNow(.remoteClose) }
        case .failed(let code): closeNow(Connection.reason(readError: code))
        }
    }
}
