internal import EventLoops
internal import HTTP2
internal import HTTPSemantics
internal import Transports

/// Written parts of responses, and the rest of complete ones that waits for the client's window.
extension HTTP2ServerConnection {
    /// A part of the stream's response was written: sees to what follows from it.
    func wrote(_ place: HTTP2Stream, _ stream: ServerStream) {
        if session.waitsForOutput { connection.notifyWhenDrained() }
        connection.scheduleFlush()
        if place.endsOutbound {
            if place.awaitsEnd { awaitFlush(place, stream.flushTimeout ?? options.flushTimeout ?? 0) }
            if isOver(place) { finish(place, stream) }
        }
    }

    /// Gives the rest of a response so much time to leave.
    private func awaitFlush(_ place: HTTP2Stream, _ timeout: UInt64) {
        place.flushBegan = connection.loop.now
        place.flushTimeout = timeout
        if timeout > 0 { armFlush(timeout, due: place.flushBegan &+ timeout) }
    }

    /// The timer waits for the stream whose time is over first.
    private func armFlush(_ timeout: UInt64, due: UInt64) {
        let timer =
            flushTimer
            ?? LoopTimer(
                loop: connection.loop, owner: self, kind: TimerKind.flush.rawValue, timeoutKind: .streamFlush)
        flushTimer = timer
        if !timer.isArmed || due < timer.deadline { timer.armTimeout(timeout) }
    }

    /// The rest of complete responses has found no window, or no room in the output, for too long.
    func flushExpired() {
        let loop = connection.loop
        var next: UInt64?
        session.forEachStream { stream in
            guard stream.server == nil, stream.awaitsEnd, stream.flushTimeout > 0 else { return }
            let allowed = loop.timeoutReduction.reduced(stream.flushTimeout, .streamFlush)
            let passed = loop.now &- stream.flushBegan
            if passed < allowed {
                next = min(next ?? .max, stream.flushTimeout &- min(passed, stream.flushTimeout))
                return
            }
            owner.counted(self, .flushTimeout, 1)
            session.submitReset(stream, .internalError)
        }
        if let next { armFlush(next, due: loop.now &+ next) }
        pump()
    }
}
