internal import Buffers
internal import EventLoops
internal import HTTP2
internal import HTTPSemantics
internal import Transports

/// The steps that the session makes of the client's bytes.
extension HTTP2ServerConnection {
    func handle(_ step: HTTP2Step, _ input: borrowing ByteBuffer) {
        switch step {
        case .needMoreBytes, .handled, .settings, .informational: break
        case .goAway: isLastStreamKnown = true
        case .pingAnswered: keepalive?.answered()
        case .head(let place, let endStream):
            session.withStream(at: place) { stream in
                if stream.server != nil && session.droppedFields > 0 { fieldsDropped(from: stream) }
                deliverHead(of: stream, endStream: endStream)
            }
        case .data(let place, let offset, let count, let endStream):
            session.withStream(at: place) { stream in
                if stream.server == nil { return session.consume(stream, count) }
                received(input.span(at: offset, count: count), of: stream, endStream: endStream)
            }
        case .trailers(let place):
            owner.counted(self, .trailers, 1)
            let stream = session[place]
            if session.droppedFields > 0 { fieldsDropped(from: stream) }
            if stream.server != nil { receivedTrailers(of: stream) }
        case .broken(let place, let problem): refuse(session[place], problem)
        case .reset(let place, let code): resetReceived(session[place], code)
        case .failed(let failure): fail(failure)
        }
    }

    private func fieldsDropped(from stream: HTTP2Stream) {
        stream.hasDroppedFields = true
        owner.fieldsDropped(self, count: session.droppedFields)
    }

    private func resetReceived(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode) {
        owner.counted(self, .resetReceived, 1)
        guard let server = stream.server else { return session.leave(stream) }
        if !stream.receivedHead { headEnded() }
        countPremature(stream)
        end(stream, server) {
            $0.streamReset(code == .refusedStream ? .remoteRefusedStreamReset : .remoteReset)
        }
        closeIfAbused()
    }

    /// Writes what waits in the session, and sees to what that brings.
    func pump() {
        if isClosed { return }
        session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
        countFrames()
        if let failure = session.failure { return fail(failure) }
        if session.waitsForOutput { connection.notifyWhenDrained() }
        connection.scheduleFlush()
        tellCaughtUp(limit: codec.streamBufferLimit)
        if isLastStreamKnown && active == 0 && session.streamCount == 0 {
            localEnd = .drained
            closeNow()
        }
    }

    // MARK: - Requests that wait

    /// A turn of the loop begins: requests that wait come first.
    func takeTurn() {
        if work.isProcessing || isClosed { return }
        turns.begin()
        if turns.isEmpty { return }
        work.isProcessing = true
        takeWaiting()
        work.isProcessing = false
    }

    /// Whether a request waits for another turn. Meanwhile its client may think better of it: then nobody hears of it.
    @inline(__always)
    private func waitsForTurn(_ stream: HTTP2Stream, endStream: Bool) -> Bool {
        guard turns.mustWait(stream, endsWithHead: endStream) else { return false }
        stream.holdsHead = true
        stream.pauses += 1
        connection.wake()
        return true
    }

    private func takeWaiting() {
        for request in turns.takeWaiting() {
            let stream = request.stream
            guard stream.holdsHead, let server = stream.server else { continue }
            stream.holdsHead = false
            tell(stream) { server.requestHeadersReceived(endStream: request.endsWithHead) }
            if stream.server === server { resume(stream) }
        }
        if !turns.isEmpty { connection.wake() }
    }
}

extension HTTP2ServerConnection: HTTP2Side {
    func deliverHead(of stream: HTTP2Stream, endStream: Bool) {
        headEnded()
        guard let server = stream.server else { return }
        if waitsForTurn(stream, endStream: endStream) { return }
        tell(stream) { server.requestHeadersReceived(endStream: endStream) }
    }

    func deliver(_ data: Span<UInt8>, of stream: HTTP2Stream, endStream: Bool) {
        guard let server = stream.server else { return }
        tell(stream) { server.requestDataReceived(data, endStream: endStream) }
    }

    func deliverTrailers(of stream: HTTP2Stream) {
        guard let server = stream.server else { return }
        tell(stream) { server.requestTrailersReceived() }
    }

    func tellCaughtUp(_ stream: HTTP2Stream) { stream.server?.responseBelowLowWatermark() }

    func count(_ event: HTTP2Event, _ count: UInt64) { owner.counted(self, event, count) }
}

extension HTTP2ServerConnection: HTTP2KeepaliveUser {
    func sendPing() {
        session.submitPing()
        pump()
    }

    func pingTimedOut() {
        if isClosed { return }
        owner.counted(self, .keepaliveTimeout, 1)
        localEnd = .silence
        connection.close(.now)
    }
}
