internal import EventLoops
internal import Transports

/// The timers that both versions of HTTP have, and which of them fires.
extension HTTPServerConnection {
    /// The number that a timer of the connection fires with.
    enum TimerKind: UInt8 {
        /// No stream for `idleTimeout`.
        case idle
        /// The connection has reached `maxConnectionDuration`.
        case duration
        /// A request's head takes longer than `requestHeadersTimeout`.
        case head
        /// A draining connection has waited for `drainTimeout`.
        case drain
        /// The rest of a response waits longer than its flush timeout (HTTP/2).
        case flush
    }

    /// Begins the time without a stream.
    final func armIdle() {
        if let idle = options.idleTimeout { idleTimer?.armTimeout(idle) }
    }

    /// Begins the time in which a request's head has to come.
    final func armHead() {
        if let timeout = options.requestHeadersTimeout { headTimer?.arm(after: timeout) }
    }

    /// Begins the time that a draining connection waits for its client.
    final func armDrain() {
        if drainTimer == nil {
            drainTimer = LoopTimer(loop: connection.loop, owner: self, kind: TimerKind.drain.rawValue)
        }
        drainTimer?.arm(after: options.drainTimeout)
    }

    /// Closes a connection before its first byte, since it is idle or too old: there is nobody to be polite to. False
    /// when bytes have come.
    final func endInSilence(isTooOld: Bool) -> Bool {
        guard connection.bytesReceived == 0 else { return false }
        localEnd = isTooOld ? .age : .idleness
        if isTooOld { owner.connectionDurationReached(self) } else { owner.idleTimeout(self) }
        connection.close(.now)
        return true
    }

    /// Stops the timers of this file.
    final func stopTimers() {
        idleTimer?.cancel()
        durationTimer?.cancel()
        headTimer?.cancel()
        drainTimer?.cancel()
    }
}
