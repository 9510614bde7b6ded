internal import Buffers
internal import EventLoops
internal import HTTP2
internal import HTTPSemantics
internal import Transports

/// Ends of streams and of the connection before their time.
extension HTTP2ServerConnection {
    /// A message broke the rules of HTTP/2: its stream ends without a response.
    func refuse(_ stream: HTTP2Stream, _ problem: MessageProblem) {
        if !stream.receivedHead { headEnded() }
        owner.messageBroken(self, problem)
        if stream.receivedHead && problem != .lengthOfHTTP2 { owner.counted(self, .trailers, 1) }
        let endsConnection =
            !codec.keepsConnectionAfterBadMessage && (problem == .fieldOfHTTP2 || problem == .messageOfHTTP2)
        if let server = stream.server {
            if endsConnection { endedUnderStream = true }
            countPremature(stream)
            end(stream, server) { $0.requestBroken(problem) }
        } else {
            session.leave(stream)
        }
        if endsConnection {
            session.failMessage()
            fail(.malformedMessage)
        } else {
            closeIfAbused()
        }
    }

    /// The connection cannot go on: what explains it is sent, then it closes.
    func fail(_ failure: HTTP2Failure) {
        if isClosed { return }
        noteBroken(.broken(failure))
        owner.connectionFailed(self, failure)
        if active > 0 { endedUnderStream = true }
        endStreams { $0.requestBroken(failure.problem) }
        session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
        countFrames()
        // A client that does not read what it has caused is not waited for.
        if failure == .outboundControlFlood || failure == .outboundFlood {
            isClosed = true
            connection.close(.now)
        } else {
            closeNow()
        }
    }

    /// A stream ends by its client's doing; one that has no response soon after its start was never wanted.
    func countPremature(_ stream: HTTP2Stream) {
        // As Envoy counts, in whole seconds.
        let age = (connection.loop.now &- stream.openedAt) / 1_000_000_000
        if age <= owner.streamLimits.resetLifetime && !stream.isAnswered { ended.countPremature() }
    }

    /// Closes when most streams were given up at once, by resets of the client (CVE-2023-44487) or by what makes us
    /// reset them.
    func closeIfAbused() {
        if isClosed || !ended.areMostlyPremature(least: owner.streamLimits.resetStreams) { return }
        noteBroken(.abuse)
        owner.tooManyPrematureResets(self)
        if active > 0 { endedUnderStream = true }
        endStreams { $0.streamReset(.connectionTermination) }
        session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
        countFrames()
        // Nothing that was said to such a client is worth a wait.
        isClosed = true
        connection.close(.now)
    }

    func headExpired() {
        session.forEachStream { stream in
            guard let server = stream.server, !stream.receivedHead else { return }
            owner.headTimeout(self, server)
        }
        pump()
    }

    // MARK: - The end

    func sendFinalGoAway() {
        isLastStreamKnown = true
        session.submitGoAway()
        pump()
    }

    func closeNow() {
        cancelTimers()
        isClosed = true
        connection.delayedCloseTimeout = options.delayedCloseTimeout ?? 0
        connection.close(.afterFlush)
    }

    func cancelTimers() {
        stopTimers()
        flushTimer?.cancel()
        keepalive?.stop()
    }
}
