public import Buffers
internal import CLinux
internal import EventLoops
internal import Glibc

extension Connection {
    // Below this, one copy into `outbound` is cheaper than a system call of its own.
    private static let smallestDirectWrite = 16384

    // MARK: - Writing

    /// Appends `bytes` to `outbound` and schedules the flush. For bytes that lie in another connection's buffer, where
    /// the compiler refuses `outbound.append(other.inbound.readable)`: two accesses of class storage in one expression.
    public func write(_ bytes: Span<UInt8>) {
        outbound.append(bytes)
        scheduleFlush()
    }

    /// Sends `bytes` behind whatever `outbound` holds, at once and without copying them; what the kernel does not take
    /// is copied into `outbound`. Small writes, and all writes while the kernel takes none, are only appended.
    ///
    /// No callback runs from here: marks and errors are told by the next flush.
    public func writeDirect(_ bytes: Span<UInt8>) {
        let count = bytes.count
        if count == 0 || phase == .closed || failure != 0 || endOfStreamSent { return }
        guard phase == .open, !isWriteBlocked, transport == nil, outputFilter == nil, inheritedFlow == nil,
            count >= Connection.smallestDirectWrite
        else {
            outbound.append(bytes)
            scheduleFlush()
            return
        }
        let waiting = outboundStorage.count
        let sent = gather(bytes)
        if sent < 0 {
            if errno == EAGAIN {
                isWriteBlocked = true
                outbound.append(bytes)
            } else {
                failure = errno
            }
            scheduleFlush()
            return
        }
        bytesSent &+= UInt64(truncatingIfNeeded: sent)
        lastSentAt = loop.now
        if sent < waiting {
            outboundStorage.consume(sent)
            outbound.append(bytes)
        } else {
            outboundStorage.consume(waiting)
            if sent < waiting &+ count { outbound.append(bytes.extracting(droppingFirst: sent &- waiting)) }
        }
        if sent < waiting &+ count { isWriteBlocked = true }
        // Returns the storage, and looks at the marks.
        scheduleFlush()
    }

    /// One system call for `outbound` and `bytes`; -1 with `errno` set.
    private func gather(_ bytes: Span<UInt8>) -> Int {
        let descriptor = descriptor.rawValue
        return unsafe bytes.withUnsafeBytes { direct in
            unsafe outboundStorage.withUnsafeReadableBytes { waiting in
                let first = unsafe iovec(
                    iov_base: UnsafeMutableRawPointer(mutating: waiting.baseAddress), iov_len: waiting.count)
                let second = unsafe iovec(
                    iov_base: UnsafeMutableRawPointer(mutating: direct.baseAddress), iov_len: direct.count)
                var vectors = unsafe (first, second)
                return unsafe withUnsafeMutablePointer(to: &vectors) { pointer in
                    unsafe pointer.withMemoryRebound(to: iovec.self, capacity: 2) { pointer in
                        var message = unsafe msghdr()
                        unsafe message.msg_iov = waiting.isEmpty ? pointer + 1 : pointer
                        unsafe message.msg_iovlen = waiting.isEmpty ? 1 : 2
                        while true {
                            let sent = unsafe sendmsg(descriptor, &message, clinux_MSG_NOSIGNAL)
                            if sent >= 0 || errno != EINTR { return sent }
                        }
                    }
                }
            }
        }
    }

    /// Sends at once what the kernel takes of `outbound`, to make room in it. No callback runs from here: as by
    /// `writeDirect`, marks and errors are told by the next flush. Does nothing where a flush has more to do than send.
    public func sendNow() {
        guard phase == .open, !isWriteBlocked, failure == 0, inheritedFlow == nil, outputFilter == nil else { return }
        if outboundStorage.isEmpty { return }
        send()
        scheduleFlush()
    }

    /// Sends at once what `outbound` holds; false when something is left to be sent.
    func sendsAll() -> Bool {
        sendNow()
        return !hasOutput && failure == 0
    }

    /// Asks for one `connectionDrained` when `outbound` is empty; by the next flush when it is already.
    public func notifyWhenDrained() {
        wantsDrained = true
        scheduleFlush()
    }

    func sendOutbound() {
        switch phase {
        case .open, .flushing:
            if let outputFilter {
                filterOutbound(outputFilter)
                if phase != .open && phase != .flushing { return }
            }
            if let inheritedFlow { drain(inheritedFlow) }
            // A blocked write waits for the kernel, which announces room.
            if failure == 0 && !isWriteBlocked { send() }
            filteredOutbound = outboundStorage.count
            if failure != 0 {
                writeFailed()
                return
            }
            if isWriteBlocked {
                // The peer may never read on: what waits holds no more than it needs.
                loop.settleStorage(of: &outboundStorage)
            } else if outboundStorage.isEmpty {
                loop.takeBackStorage(from: &outboundStorage)
                drained()
                if phase != .open { return }
            }
            if phase == .open && !isWriteBlocked, let source = splicedInput, let flow = source.splicedOutput,
                source.phase == .open, !flow.isEmpty
            {
                // There is room again for what waits in the pipe.
                source.moveSpliced(flow)
                if phase != .open { return }
            }
            if phase == .open && (isAboveHigh || isPipeFull || outboundStorage.count > bufferLimit) {
                checkWatermarks()
            }
        case .connecting, .handshaking:
            if isAboveHigh || outboundStorage.count > bufferLimit { checkWatermarks() }
        case .idle, .lingering, .closed:
            break
        }
    }

    private func send() {
        let outcome: WriteOutcome
        if endOfStreamSent {
            // Written after our direction ended: there is nobody to take it.
            outboundStorage.removeAll()
            return
        }
        if let transport {
            let endsNow = outboundStorage.isEmpty && (finishesAfterFlush || phase == .flushing)
            if endsNow && transport.leavesWithGoodbye { return }
            outcome = transport.write(from: &outboundStorage, on: self)
            bytesSent &+= UInt64(truncatingIfNeeded: outcome.count)
        } else if outboundStorage.isEmpty {
            return
        } else {
            outcome = sendRaw(from: &outboundStorage)
        }
        switch outcome.state {
        case .done: break
        case .blocked: isWriteBlocked = true  // Edge-triggered: announced once, when there is room.
        case .failed(let code): failure = code == 0 ? -1 : code
        }
        if phase == .flushing && outcome.count > 0 && delayedCloseTimeout > 0 { armLifecycleTimer(delayedCloseTimeout) }
    }

    /// Sends and consumes what the kernel takes of `buffer`. For transports.
    public func sendRaw(from buffer: inout ByteBuffer) -> WriteOutcome {
        let descriptor = descriptor.rawValue
        let count = buffer.count
        if count == 0 { return WriteOutcome(count: 0, state: .done) }
        while true {
            let sent = unsafe buffer.withUnsafeReadableBytes { bytes in
                unsafe clinux_send(descriptor, bytes.baseAddress, bytes.count, clinux_MSG_NOSIGNAL)
            }
            if sent >= 0 {
                lastSentAt = loop.now
                if transport == nil { bytesSent &+= UInt64(truncatingIfNeeded: sent) }
                buffer.consume(sent)
                // A short write means that the kernel is full; it will announce room.
                return WriteOutcome(count: sent, state: sent == count ? .done : .blocked)
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: return WriteOutcome(count: 0, state: .blocked)
            case let code: return WriteOutcome(count: 0, state: .failed(code))
            }
        }
    }

    /// Everything was sent: what waited for that happens now.
    private func drained() {
        if finishesAfterFlush && !endOfStreamSent { endOurDirection() }
        if phase == .flushing {
            linger()
            return
        }
        if wantsDrained {
            wantsDrained = false
            tell { $0.connectionDrained() }
        }
    }

    /// The peer takes no more bytes. It may have answered before it stopped listening, so what came is told first.
    private func writeFailed() {
        let code = failure
        outboundStorage.removeAll()
        if phase == .open && code > 0 {
            hasHungUp = true
            isReadable = true
            // A full pipe would hold back what is to be read now.
            if splicedOutput?.ledger.isCounted == true { releaseFlow() }
            refusesSplice = true
            readToTheEnd()
            guard phase == .open else { return }
        }
        deliverRest()
        if phase == .closed { return }
        switch code {
        case -1: closeNow(.transportFailed)
        case ECONNRESET, EPIPE: closeNow(.remoteReset)
        default: closeNow(.writeError(code))
        }
    }

    private func checkWatermarks() {
        let count = outboundStorage.count
        if isAboveHigh {
            if count <= bufferLimit / 2 && !isPipeFull {
                isAboveHigh = false
                tell { $0.connectionBelowLowWatermark() }
            }
        } else if count > bufferLimit || isPipeFull {
            isAboveHigh = true
            tell { $0.connectionAboveHighWatermark() }
        }
    }
}
