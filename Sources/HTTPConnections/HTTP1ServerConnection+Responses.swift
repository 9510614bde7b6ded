internal import Buffers
internal import HTTP1
internal import Transports

/// Decisions about the connection that a response brings with it.
extension HTTP1ServerConnection {
    /// Responses of a draining connection that do not end it, at most.
    private static let mostAnsweredAhead: UInt8 = 100

    /// A response begins: decides whether it is the connection's last one.
    func decideReuse() {
        if let limit = options.maxRequestsPerConnection, requests >= limit, !closesAfterResponse {
            closesAfterResponse = true
            owner.maxRequestsReached(self)
        }
        // A response that comes before the end of its request may leave the rest unread.
        if !parser.keepAlive || !requestComplete {
            closesAfterResponse = true
        } else if (isDraining || endsWithAnswer) && !answersNextToo {
            closesAfterResponse = true
        }
    }

    /// Whether a draining connection goes on to the next request, since that had come before this response could
    /// announce the end: an end now would lose it. A client that pipelines without a pause is told in the end.
    private var answersNextToo: Bool {
        guard hasRequestAhead || !connection.inbound.isEmpty, answeredAhead < Self.mostAnsweredAhead else {
            return false
        }
        answeredAhead += 1
        return true
    }

    /// The last byte of the response is buffered.
    func endResponse() {
        response.isComplete = true
        if response.isTunnel && !requestComplete {
            leftFirst = true
            return connection.halfClose()
        }
        if endHolds == 0 { endReleased() }
    }

    /// Serves the next request if its bytes have come already.
    func continueAfterResponse() {
        if readingPausedForPipeline {
            readingPausedForPipeline = false
            connection.resumeReading()
        }
        // Not from here: the upstream connection that brought the response is not back in its pool yet.
        if !connection.inbound.isEmpty || peerFinished { connection.redeliver() }
    }
}
