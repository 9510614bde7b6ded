internal import Buffers
internal import CLinux
internal import EventLoops
internal import Glibc

/// One direction between two plain connections whose bytes the kernel moves through a pipe, uncopied and unseen.
///
/// ```
///  source ── splice ──▶ pipe ── splice ──▶ target
/// ```
///
/// It is worth its system calls for large flows only. The source's handler is told of progress by `connectionReadable`;
/// a full pipe holds the source back.
///
/// A flow of all that comes goes on until the source ends. The source has ended for everybody else only when the pipe
/// is empty too: a connection whose both directions have ended closes, and what is in the pipe would be lost with it.
/// When the source is closed in another way, its target gets the flow and sends what is left in the pipe.
///
/// A counted flow, such as a body whose length is known, is over for the source with its last byte, or with an end that
/// comes before; what is in the pipe is its target's output from then on, and before that is counted as such: a full
/// pipe is told as a full `outbound` is. When the target closes, the source goes on without it.
///
/// A flow is a pipe, and waits in the pool for the next one: `end()` is called once, by whoever held it last.
final class SplicedFlow: Pipe {
    /// Where the bytes go; nil between two flows.
    fileprivate private(set) var target: Connection?
    private(set) var ledger = SpliceLedger(count: nil, capacity: 0)

    /// Bytes moved in one go, before others have their turn.
    private static let share = 1 << 20
    /// What a filter of system calls answers, or a socket that cannot be spliced; the stream has no part in it.
    private static let refusals: Set<Int32> = [EINVAL, ENOSYS, EPERM]

    /// A flow of so many bytes or of all; nil when there is no pipe, or none as small as the target's limit wants.
    fileprivate static func begin(to target: Connection, count: UInt64?) -> SplicedFlow? {
        let pool = target.loop.pipePool
        guard let flow = pool.lend(SplicedFlow.self, at: target.loop.now) else { return nil }
        if count != nil && flow.capacity > target.bufferLimit {
            pool.takeBack(flow, isEmpty: true)
            return nil
        }
        flow.target = target
        flow.ledger = SpliceLedger(count: count, capacity: flow.capacity)
        return flow
    }

    /// Gives the pipe back, with what is in it. The flow is somebody else's from now on.
    func end() {
        guard let target else { return }
        self.target = nil
        target.loop.pipePool.takeBack(self, isEmpty: isEmpty)
    }

    /// What a go brought.
    enum Outcome {
        /// Nothing can be moved until the kernel announces something.
        case resting
        /// There is more, but others come first.
        case more
        /// All of a counted flow has come into the pipe.
        case complete
        /// The source has ended; unless the flow is counted, everything is moved.
        case ended
        /// Reading failed with this `errno` value.
        case failed(Int32)
        /// The kernel does not splice from this source.
        case refused
    }

    /// Whether the pipe is empty.
    var isEmpty: Bool { ledger.waiting == 0 }

    /// Moves what can be moved.
    func move(from source: Connection) -> Outcome {
        var moved = 0
        while moved < Self.share {
            let filled = fill(from: source)
            switch filled {
            case .failed, .refused: return filled ?? .resting
            default: break
            }
            let drained = drain()
            moved &+= drained
            switch ledger.state {
            case .flowing: break
            case .complete: return .complete
            case .ended:
                if ledger.isCounted || ledger.waiting == 0 {
                    source.endOfStreamReceived = true
                    return .ended
                }
            }
            // A short splice into the pipe may mean that the pipe is full, so only a go that brings nothing ends it.
            if filled == nil && drained == 0 { return .resting }
        }
        return .more
    }

    /// Fills the pipe; nil when nothing came.
    private func fill(from source: Connection) -> Outcome? {
        guard case .flowing = ledger.state, source.isReadable, source.readPauses == 0 else { return nil }
        // Of pages larger than the kernel counts in, a pipe takes more than its capacity.
        let space = capacity &- ledger.waiting
        if space <= 0 { return nil }
        let count = clinux_splice(source.descriptor.rawValue, entrance, ledger.room(atMost: space))
        if count > 0 {
            ledger.filled(count)
            source.bytesReceived &+= UInt64(truncatingIfNeeded: count)
            if ledger.isCounted { source.splicedCount &+= count }
            return .more
        }
        if count == 0 {
            source.isReadable = false
            ledger.sourceEnded()
            return .more
        }
        switch errno {
        case EINTR: return .more
        case EAGAIN:
            // With bytes in the pipe it may be the pipe that is full.
            if ledger.waiting == 0 { source.isReadable = false }
            return nil
        case let code where ledger.waiting == 0 && Self.refusals.contains(code):
            if code != EINVAL { source.loop.pipePool.forbid() }
            return .refused
        case let code: return .failed(code)
        }
    }

    /// Empties the pipe; the bytes that left it.
    fileprivate func drain() -> Int {
        guard let target else { return 0 }
        var total = 0
        while ledger.waiting > 0, !target.isWriteBlocked, target.failure == 0, target.canSend {
            let count = clinux_splice(exit, target.descriptor.rawValue, ledger.waiting)
            if count > 0 {
                ledger.drained(count, isBlocked: false)
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
        if ledger.isCounted {
            ledger.drained(0, isBlocked: target.isWriteBlocked)
            if ledger.isFull != target.isPipeFull {
                target.isPipeFull = ledger.isFull
                target.scheduleFlush()
            }
        }
        return total
    }
}

extension Connection {
    /// Lets the kernel move what this connection receives to another one from now on: everything, or the next `count`
    /// bytes, more than none. Both are plain and open, and nothing waits in between; false when that is not so, or when
    /// there is no pipe.
    ///
    /// With a count, the handler hears of progress by `connectionReadable` and asks `takeSplicedCount()` how much went
    /// by. Whatever comes behind the last of the bytes is in `inbound` again.
    public func spliceInput(to target: Connection, count: UInt64? = nil) -> Bool {
        guard phase == .open, target.phase == .open, transport == nil, target.transport == nil, outputFilter == nil,
            target.outputFilter == nil, inbound.isEmpty, splicedOutput == nil, target.splicedInput == nil,
            !refusesSplice,
            let flow = SplicedFlow.begin(to: target, count: count)
        else { return false }
        guard target.sendsAll() else {
            flow.end()
            return false
        }
        splicedOutput = flow
        target.splicedInput = self
        scheduleReady()
        return true
    }

    /// Whether the kernel moves what this connection receives.
    public var isInputSpliced: Bool { splicedOutput != nil }

    /// Bytes of counted flows that have gone by since this was last asked.
    public func takeSplicedCount() -> Int {
        defer { splicedCount = 0 }
        return splicedCount
    }

    /// Bytes that wait in a pipe to be sent.
    public var pipedCount: Int {
        if inheritedFlow == nil && splicedInput == nil { return 0 }
        return (inheritedFlow ?? splicedInput?.splicedOutput)?.ledger.waiting ?? 0
    }

    /// Moves what this connection received on to its target, and tells the handler.
    func moveSpliced(_ flow: SplicedFlow) {
        // As soon as it is released, the flow may be another's.
        let isCounted = flow.ledger.isCounted
        let outcome = flow.move(from: self)
        switch outcome {
        case .complete:
            releaseFlow()
            // What follows a large body is likely the head of another one, whose bytes are better not copied either.
            nextReadLimit = Connection.smallestRead
        case .ended where isCounted: releaseFlow()
        default: break
        }
        if !isCounted || splicedCount > 0 || endOfStreamReceived {
            tell { $0.connectionReadable(endOfStream: endOfStreamReceived) }
            guard phase == .open else { return }
        }
        switch outcome {
        case .resting: break
        case .more: scheduleReady()
        case .complete: if isReadable && readPauses == 0 { scheduleReady() }
        case .ended: if endOfStreamSent { closeNow(.remoteClose) }
        case .failed(let code): closeNow(Connection.reason(readError: code))
        case .refused:
            releaseFlow()
            refusesSplice = true
            scheduleReady()
        }
    }

    /// Whether the phase allows to send.
    fileprivate var canSend: Bool { phase == .open || phase == .flushing }

    /// Nothing more comes in from this connection: what is left in its pipe becomes its target's.
    func releaseFlow() {
        guard let flow = splicedOutput, let target = flow.target else { return }
        splicedOutput = nil
        target.splicedInput = nil
        if flow.isEmpty || !target.canSend {
            target.isPipeFull = false
            flow.end()
            return
        }
        target.inheritedFlow = flow
        target.scheduleFlush()
    }

    /// This connection is closed: what was counted for it is its source's own business again.
    func dropSource() {
        guard let source = splicedInput else { return }
        splicedInput = nil
        guard let flow = source.splicedOutput, flow.ledger.isCounted else { return }
        source.splicedOutput = nil
        flow.end()
        if source.phase == .open && source.isReadable { source.scheduleReady() }
    }

    /// Sends what is left in the pipe of a source that is closed, or done with it.
    func drain(_ flow: SplicedFlow) {
        let count = flow.drain()
        if flow.isEmpty {
            inheritedFlow = nil
            flow.end()
        }
        if count > 0 && phase == .flushing && delayedCloseTimeout > 0 { armLifecycleTimer(delayedCloseTimeout) }
    }
}
