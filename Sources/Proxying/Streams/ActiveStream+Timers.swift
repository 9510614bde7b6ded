internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry

/// What a stream is given time for.
extension ActiveStream {
    /// The number that a timer of the stream fires with.
    enum TimerKind: UInt8 {
        /// Nothing has moved for `idleTimeout`.
        case idle
        /// The request is not complete.
        case request
        /// The stream has lived for as long as it may.
        case duration
        /// A line of the log is due.
        case log
    }

    /// Hands timers on; a stream is no timer owner itself.
    final class TimerRelay: TimerOwner {
        unowned var stream: ActiveStream?

        override func timerFired(_ kind: UInt8) {
            if let kind = TimerKind(rawValue: kind) { stream?.timerFired(kind) }
        }
    }

    /// Arms the timers that run from the beginning, as the connection manager says: a route may say otherwise.
    @inline(__always)
    func startTimers() {
        durationIsRoutes = false
        setIdleTimeout(settings.streamIdleTimeout)
        if let duration = settings.maxStreamDuration { durationTimer.arm(after: duration) }
    }

    /// Disarms all timers.
    @inline(__always)
    func stopTimers() {
        idleTimer.cancel()
        requestTimer.cancel()
        durationTimer.cancel()
        logTimer?.cancel()
    }

    /// Something moved: the idle timeout starts again.
    func touch() {
        if idleTimeout != 0 { idleTimer.armTimeout(idleTimeout) }
    }

    /// Takes the idle timeout that holds now: the route's once there is one.
    func setIdleTimeout(_ timeout: UInt64?) {
        idleTimeout = timeout ?? 0
        if idleTimeout == 0 { idleTimer.cancel() } else { touch() }
    }

    /// Lets the stream live as long as the route says, from its beginning on.
    func setDuration(_ route: WorkerRoute) {
        durationIsRoutes = route.hasOwnDuration
        guard let limit = route.duration(of: &requestHead, default: settings.maxStreamDuration) else {
            durationTimer.cancel()
            return
        }
        durationTimer.arm(at: max(info.startTime &+ limit, loop.now))
    }

    /// Writes the line of a request that has begun, and sees to those that follow while it lasts.
    func logBeginning() {
        if settings.logOptions.flushesOnNewRequest { manager.log(self, .downstreamStart) }
        if let interval = settings.logOptions.flushInterval { logTimer?.arm(after: interval) }
    }

    fileprivate func timerFired(_ kind: TimerKind) {
        guard isAlive, let connection else { return }
        switch kind {
        case .log:
            manager.log(self, .downstreamPeriodic)
            if let interval = settings.logOptions.flushInterval { logTimer?.arm(after: interval) }
        case .idle:
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqIdleTimeout)
            info.flags.insert(.streamIdleTimeout)
            if isHeadDelivered {
                info.details = ResponseCodeDetails("stream_idle_timeout")
                resetStream(.localReset)
            } else {
                sendLocalReply(
                    status: isRequestComplete ? 504 : 408, literal: "stream timeout",
                    details: ResponseCodeDetails("stream_idle_timeout"))
            }
        case .request:
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqTimeout)
            connection.closeAfterResponse(self)
            sendLocalReply(
                status: 408, literal: "request timeout",
                details: ResponseCodeDetails("request_overall_timeout"))
        case .duration:
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqMaxDurationReached)
            if isResponseDelivered { return resetStream(.localReset) }
            sendLocalReply(
                status: isRequestComplete ? 504 : 408, literal: "downstream duration timeout",
                details: ResponseCodeDetails("max_duration_timeout"), grpcStatus: 4)
        }
    }
}
