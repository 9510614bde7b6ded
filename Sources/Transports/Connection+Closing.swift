internal import Buffers
internal import CLinux
internal import EventLoops
internal import Glibc

extension Connection {
    /// Ends our direction after everything in `outbound` was sent. The peer may go on; when it ends too, the connection
    /// closes.
    public func halfClose() {
        guard phase != .closed && !finishesAfterFlush else { return }
        finishesAfterFlush = true
        scheduleFlush()
    }

    /// Closes. With `.now`, `connectionClosed(.localClose)` runs before this returns; with `.afterFlush`, nothing but
    /// `connectionClosed` runs any more, once the peer has ended its direction too or `delayedCloseTimeout` has passed.
    public func close(_ mode: CloseMode = .now) {
        switch phase {
        case .closed:
            break
        case .flushing, .lingering:
            if mode == .now { closeNow(.localClose) }
        case .open where mode == .afterFlush:
            phase = .flushing
            // A flush that is stuck has the same patience as the peer's goodbye.
            if delayedCloseTimeout > 0 { armLifecycleTimer(delayedCloseTimeout) }
            scheduleFlush()
        case .idle, .connecting, .handshaking, .open:
            closeNow(.localClose)
        }
    }

    /// Drops everything and tells the peer by a reset. `connectionClosed(.localReset)` runs before this returns.
    public func resetHard() {
        guard phase != .closed else { return }
        Sockets.setResetOnClose(descriptor.rawValue)
        closeNow(.localReset)
    }

    func endOurDirection() {
        transport?.sendEnd(on: self)
        endOfStreamSent = true
        // Where the peer has ended too, a close follows, which says the same.
        if !endOfStreamReceived {
            _ = shutdown(descriptor.rawValue, clinux_SHUT_WR)
        } else if phase == .open {
            closeNow(.localClose)
        }
    }

    /// Everything is sent: say goodbye, and wait for the peer's.
    func linger() {
        if !endOfStreamSent && !lingersSilently { endOurDirection() }
        if endOfStreamReceived || delayedCloseTimeout == 0 {
            closeNow(.localClose)
            return
        }
        phase = .lingering
        inbound.removeAll()
        armLifecycleTimer(delayedCloseTimeout)
        // Input that came before may have been announced already.
        isReadable = true
        discardInput()
    }

    func closeNow(_ reason: ConnectionCloseReason) {
        guard phase != .closed else { return }
        let wasAttached = isAttached
        // The peer is not to take the end for an attack; a reset says it all.
        if reason == .localClose && !endOfStreamSent { transport?.sendEnd(on: self) }
        phase = .closed
        lifecycleTimer?.cancel()
        releaseFlow()
        dropSource()
        // The buffers stay until the end of the turn: a caller further up may be reading one of them.
        loop.detach(self, descriptor: descriptor.rawValue, descriptorCloses: true)
        descriptor.close()
        transport?.closed()
        tell { $0.connectionClosed(reason) }
        // Never attached: the loop will not say goodbye.
        if !wasAttached { handler = nil }
    }
}
