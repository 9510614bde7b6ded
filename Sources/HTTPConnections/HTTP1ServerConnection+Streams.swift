internal import EventLoops
internal import HTTP1
internal import HTTPSemantics
internal import Transports

/// How a stream begins and ends.
extension HTTP1ServerConnection {
    func beginStream() {
        idleTimer?.cancel()
        drainTimer?.cancel()
        requests &+= 1
        // A stream that had begun before the connection grew too old is not its last one.
        if isTooOld { closesAfterResponse = true }
        consumed = 0
        sentBefore = written
        requestComplete = false
        response = HTTP1ResponseState()
        stream = owner.makeStream(on: self)
        armHead()
    }

    func finishStreamIfComplete() {
        guard response.isComplete, stream != nil else { return }
        if response.isTunnel && !requestComplete { return }
        if pauses > 0 {
            pauses = 0
            connection.resumeReading()
        }
        // A response that was begun before the connection drained did not announce its end: the next one does.
        let mayReuse = requestComplete && !closesAfterResponse && !isClosed
        // A client that was told of no end may take the answer for a tunnel: as in Envoy it has time to leave first.
        if !mayReuse && !requestComplete && !announcesClose && stream?.requestHead.method == .connect {
            connection.lingersSilently = true
        }
        if let stream = stream.take() { owner.streamEnded(stream, on: self) }
        if isClosed { return }
        if !mayReuse { return closeNow() }
        parser.reset()
        armIdle()
        // One more request may come, whose response announces the end.
        if isDraining { armDrain() }
    }

    private func closeNow() {
        stopTimers()
        if localEnd == nil { localEnd = .drained }
        connection.delayedCloseTimeout = options.delayedCloseTimeout ?? 0
        connection.close(.afterFlush)
        isClosed = true
    }

    /// The head of a request has not come in time.
    func headExpired() {
        if isUndecided && stream == nil && !isClosed {
            // The preface never became whole: the timeout is answered in HTTP/1.1.
            isUndecided = false
            beginStream()
            headTimer?.cancel()
        }
        if let stream { owner.headTimeout(self, stream) }
    }
}
