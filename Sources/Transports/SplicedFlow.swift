internal import Buffers
internal import CLinux
internal import EventLoops
internal import Glibc
internal import Synchronization

/// One direction between two plain connections whose bytes the kernel moves through a pipe, uncopied and unseen.
///
/// ```
///  source ── splice ──▶ pipe ── splice ──▶ target
/// ```
/// It is worth its system calls and descriptors for large flows only. The source's handler is told of progress by
/// `connectionReadable` with nothing in `inbound`. The source has ended for everybody else only when the pipe is empty
/// too: a connection whose both directions have ended closes, and what is in the pipe would be lost with it. A full
/// pipe holds the source back, so no watermark is needed. When the source is closed in another way, its target gets the
/// flow and sends what is left in the pipe.
final class SplicedFlow {
    private unowned let source: Connection
    fileprivate let target: Connection
    private var entrance: FileDescriptor
    private var exit: FileDescriptor
    /// Bytes in the pipe.
    private var waiting = 0
    /// Whether nothing more comes into the pipe.
    private var hasFilled = false

    /// Bytes asked for at once: more than the pipe holds.
    private static let most = 1 << 20
    /// Bytes moved in one go, before others have their turn.
    private static let share = 1 << 20
    /// What a filter of system calls answers, or a socket that cannot be spliced; the stream has no part in it.
    private static let refusals: Set<Int32> = [EINVAL, ENOSYS, EPERM]

    /// Whether the system has said that it splices for nobody here.
    private static let isForbidden = Atomic(false)

    /// Makes the pipe; nil when the system has none, or does not splice.
    init?(from source: Connection, to target: Connection) {
        if Self.isForbidden.load(ordering: .relaxed) { return nil }
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
        /// The kernel does not splice from this source.
        case refused
    }

    /// Whether the pipe is empty.
    var isEmpty: Bool { waiting == 0 }

    /// Moves what can be moved.
    func move() -> Outcome {
        var moved = 0
        while moved < Self.share {
            let filled = fill()
            switch filled {
            case .failed, .refused: return filled ?? .resting
            default: break
            }
            let drained = drain()
            moved &+= drained
            if hasFilled && waiting == 0 {
                source.endOfStreamReceived = true
                return .ended
            }
            // A short splice into the pipe may mean that the pipe is full, so only a go that brings nothing ends it.
            if filled == nil && drained == 0 { return .resting }
        }
        return .more
    }

    /// Fills the pipe; nil when nothing came.
    private func fill() -> Outcome? {
        if hasFilled || !source.isReadable { return nil }
        let count = clinux_splice(source.descriptor.rawValue, entrance.rawValue, Self.most)
        if count > 0 {
            waiting &+= count
            source.bytesReceived &+= UInt64(truncatingIfNeeded: count)
            return .more
        }
        if count == 0 {
            source.isReadable = false
            hasFilled = true
            return .more
        }
        switch errno {
        case EINTR: return .more
        case EAGAIN:
            // With bytes in the pipe it may be the pipe that is full.
            if waiting == 0 { source.isReadable = false }
            return nil
        case let code where waiting == 0 && Self.refusals.contains(code):
            if code != EINVAL { Self.isForbidden.store(true, ordering: .relaxed) }
            return .refused
        case let code: return .failed(code)
        }
    }

    /// Empties the pipe; the bytes that left it.
    fileprivate func drain() -> Int {
        var total = 0
        while waiting > 0, !target.isWriteBlocked, target.failure == 0, target.canSend {
            let count = clinux_splice(exit.rawValue, target.descriptor.rawValue, waiting)
            if count > 0 {
                waiting &-= count
                total &+= count
                target.bytesSent &+= UInt64(truncatingIfNeeded: count)
                target.lastSentAt = target.loop.now
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
            target.outputFilter == nil, inbound.isEmpty, !target.hasOutput, splicedOutput == nil, !refusesSplice,
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
        tell { $0.connectionReadable(endOfStream: endOfStreamReceived) }
        guard phase == .open else { return }
        switch outcome {
        case .resting: break
        case .more: scheduleReady()
        case .ended: if endOfStreamSent { closeNow(.remoteClose) }
        case .failed(let code): closeNow(Connection.reason(readError: code))
        case .refused:
            splicedOutput = nil
            refusesSplice = true
            scheduleReady()
        }
    }

    /// Whether the phase allows to send.
    fileprivate var canSend: Bool { phase == .open || phase == .flushing }

    /// This connection is closed: what is left in its pipe becomes its target's.
    func bequeath(_ flow: SplicedFlow) {
        splicedOutput = nil
        let target = flow.target
        if flow.isEmpty || !target.canSend { return }
        target.inheritedFlow = flow
        target.scheduleFlush()
    }

    /// Sends what is left in the pipe of a source that is closed.
    func drain(_ flow: SplicedFlow) {
        let count = flow.drain()
        if flow.isEmpty { inheritedFlow = nil }
        if count > 0 && phase == .flushing && delayedCloseTimeout > 0 { armLifecycleTimer(delayedCloseTimeout) }
    }
}
