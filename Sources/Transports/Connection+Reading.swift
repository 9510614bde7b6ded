public import Buffers
internal import CLinux
internal import EventLoops
internal import Glibc

extension Connection {
    // A read is not worth its system call below this room.
    static let smallestRead = 4096

    // MARK: - Back-pressure

    /// Stops reading until `resumeReading()` was called as often. What the kernel announces meanwhile is remembered.
    public func pauseReading() { readPauses &+= 1 }

    /// Takes one `pauseReading()` back. When it was the last and bytes wait, here or in the kernel,
    /// `connectionReadable` runs soon, never before this returns.
    public func resumeReading() {
        precondition(readPauses > 0, "reading was not paused")
        readPauses &-= 1
        if readPauses == 0 { redeliver() }
    }

    /// Whether reading is paused.
    public var isReadingPaused: Bool { readPauses > 0 }

    /// Lets `connectionReadable` run soon when bytes or the end of the stream wait. For a new handler.
    public func redeliver() {
        guard phase == .open else { return }
        if !inbound.isEmpty || endOfStreamReceived { redelivers = true }
        if redelivers || isReadable { scheduleReady() }
    }

    /// Lets `connectionReadable` run soon, whether bytes wait or not. For a handler that keeps bytes of its own.
    public func wake() {
        guard phase == .open else { return }
        redelivers = true
        scheduleReady()
    }

    /// Lets `connectionReadable` run soon, and nothing be read before. For a handler that has left bytes in `inbound`,
    /// so that others have their turn. A client that resets the connection meanwhile waits for no answer: what it sent
    /// is dropped. What an upstream has sent is told in any case.
    public func leaveInput() {
        wake()
        leavesInput = phase == .open
    }

    // MARK: - Reading

    func readable(_ events: EventSet) {
        isReadable = true
        if !events.isDisjoint(with: .ending) { hungUp(events) }
        guard phase == .open else { return }
        if leavesInput {
            if events.contains(.error) && !isUpstream {
                let code = Sockets.takeError(of: descriptor.rawValue)
                closeNow(code == 0 ? .remoteReset : Connection.reason(readError: code))
            }
            return
        }
        if readPauses == 0 { receive() }
    }

    private func hungUp(_ events: EventSet) {
        hasHungUp = true
        guard !events.isDisjoint(with: [.error, .hangup]) else { return }
        if endOfStreamReceived {
            deliverRest()
            guard phase == .open else { return }
            // The end of the stream was read before, so only a reset, or the end of our own direction, is left.
            if events.contains(.error) || !endOfStreamSent {
                closeNow(.remoteReset)
            }
        } else if readPauses > 0 {
            tell { $0.connectionHungUpWhilePaused() }
        }
    }

    func continueReading() {
        guard readPauses == 0 else { return }
        if redelivers {
            redeliverNow()
            guard phase == .open else { return }
            returnInbound()
        }
        if isReadable && readPauses == 0 && !leavesInput { receive() }
    }

    /// Reads about one buffer full and tells the handler.
    private func receive() {
        if endOfStreamReceived {
            isReadable = false
            return
        }
        if let splicedOutput { return moveSpliced(splicedOutput) }
        let outcome = readOnce()
        if outcome.count > 0 || endOfStreamReceived {
            redeliverNow()
            guard phase == .open else { return }
        }
        returnInbound()
        if let transport, transport.wantsFlush { scheduleFlush() }
        let isLost = if case .failed = outcome.state { true } else { endOfStreamReceived && endOfStreamSent }
        if isLost {
            deliverRest()
            guard phase == .open else { return }
        }
        if case .failed(let code) = outcome.state {
            closeNow(Connection.reason(readError: code))
        } else if endOfStreamReceived && endOfStreamSent {
            closeNow(.remoteClose)
        } else if isReadable && readPauses == 0 {
            // More waits, but the others come first.
            scheduleReady()
        }
    }

    /// Reads about one buffer full into `inbound`.
    private func readOnce() -> ReadOutcome {
        loop.lendStorage(to: &inbound)
        inbound.reserve(Connection.smallestRead)
        let outcome: ReadOutcome
        if let transport {
            outcome = transport.read(into: &inbound, on: self)
            bytesReceived &+= UInt64(truncatingIfNeeded: outcome.count)
        } else {
            outcome = receiveRaw(into: &inbound)
        }
        switch outcome.state {
        case .more:
            isReadable = true
        case .drained:
            isReadable = false
        case .failed:
            isReadable = false
            hasFailedRead = true
        case .endOfStream:
            isReadable = false
            endOfStreamReceived = true
        }
        return outcome
    }

    /// Reads what the last read may have left in the kernel, and tells the handler nothing of it: for one that is about
    /// to give the connection to another user, who must not get it. A connection that turns out to be lost is closed,
    /// now or when the handler has returned.
    public func takeUnread() -> ReadOutcome.State {
        if hasFailedRead { return .failed(0) }
        guard phase == .open, isReadable, readPauses == 0, splicedOutput == nil else {
            return endOfStreamReceived ? .endOfStream : .drained
        }
        let outcome = readOnce()
        returnInbound()
        if case .failed(let code) = outcome.state { closeNow(Connection.reason(readError: code)) }
        return outcome.state
    }

    private func redeliverNow() {
        redelivers = false
        leavesInput = false
        tell { $0.connectionReadable(endOfStream: endOfStreamReceived) }
    }

    /// Tells the handler of an upstream connection that is lost what it has left for another turn.
    func deliverRest() {
        var turns = 0
        // Each turn takes some of what is there; the bound is for a handler that asks for turns and takes nothing.
        while isUpstream && leavesInput && phase == .open && readPauses == 0 && turns < 1 << 14 {
            redeliverNow()
            turns &+= 1
        }
    }

    /// Reads everything that the kernel still holds of a connection that is lost, as long as the handler wants it.
    func readToTheEnd() {
        var reads = 0
        deliverRest()
        // A dead socket holds a receive buffer at most; the bound keeps a living one from holding the loop.
        while phase == .open && isReadable && readPauses == 0 && !endOfStreamReceived && !leavesInput && reads < 256 {
            receive()
            deliverRest()
            reads &+= 1
        }
    }

    private func returnInbound() {
        if inbound.isEmpty { loop.takeBackStorage(from: &inbound) }
    }

    /// Reads from the socket until the buffer is full, the socket is drained, or the stream ends. For transports.
    ///
    /// A short read means drained, with no second call to be told so, unless the kernel announced an end: it will
    /// announce nothing more then, so reading goes on to that end.
    public func receiveRaw(into buffer: inout ByteBuffer) -> ReadOutcome {
        var total = 0
        let descriptor = descriptor.rawValue
        while true {
            var room = 0
            let result = unsafe buffer.writeWithUnsafeBytes(minimum: 1) { bytes in
                room = nextReadLimit == 0 ? bytes.count : min(bytes.count, nextReadLimit)
                let result = unsafe clinux_receive(descriptor, bytes.baseAddress, room)
                return (max(0, result), result)
            }
            if result > 0 {
                nextReadLimit = 0
                total &+= result
                if transport == nil { bytesReceived &+= UInt64(truncatingIfNeeded: result) }
                if result == room { return ReadOutcome(count: total, state: .more) }
                if !hasHungUp { return ReadOutcome(count: total, state: .drained) }
                continue
            }
            if result == 0 { return ReadOutcome(count: total, state: .endOfStream) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return ReadOutcome(count: total, state: .drained)
            case let code: return ReadOutcome(count: total, state: .failed(code))
            }
        }
    }

    /// Copies the first bytes that wait in the kernel, as many as fit, and leaves them there. For transports that have
    /// to know what comes before they take it.
    public func peekRaw(into buffer: inout ByteBuffer) -> ReadOutcome {
        let descriptor = descriptor.rawValue
        while true {
            let count = unsafe buffer.writeWithUnsafeBytes(minimum: 1) { bytes in
                let result = unsafe recv(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_PEEK))
                return (max(0, result), result)
            }
            if count > 0 { return ReadOutcome(count: count, state: .drained) }
            if count == 0 { return ReadOutcome(count: 0, state: .endOfStream) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return ReadOutcome(count: 0, state: .drained)
            case let code: return ReadOutcome(count: 0, state: .failed(code))
            }
        }
    }

    /// Takes so many bytes that were seen by `peekRaw` and drops them; false when they are not there.
    public func discardRaw(_ count: Int) -> Bool {
        let descriptor = descriptor.rawValue
        var left = count
        var room = ByteBuffer(capacity: min(count, 4096))
        while left > 0 {
            room.removeAll()
            let wanted = min(left, 4096)
            let result = unsafe room.writeWithUnsafeBytes(minimum: wanted) { bytes in
                let result = unsafe clinux_receive(descriptor, bytes.baseAddress, min(wanted, bytes.count))
                return (max(0, result), result)
            }
            if result > 0 {
                left &-= result
            } else if result == 0 || errno != EINTR {
                return false
            }
        }
        return true
    }

    static func reason(readError code: Int32) -> ConnectionCloseReason {
        switch code {
        case 0: return .transportFailed
        case ECONNRESET, EPIPE: return .remoteReset
        default: return .readError(code)
        }
    }

    /// Reads and drops what the peer still sends after our last byte, so that the close is not turned into a reset.
    func discardInput() {
        guard phase == .lingering, isReadable else { return }
        inbound.removeAll()
        loop.lendStorage(to: &inbound)
        let outcome = receiveRaw(into: &inbound)
        inbound.removeAll()
        loop.takeBackStorage(from: &inbound)
        switch outcome.state {
        case .more: scheduleReady()
        case .drained: isReadable = false
        case .endOfStream, .failed:
            if lingersSilently { endOfStreamReceived = true }
            closeNow(.localClose)
        }
    }
}
