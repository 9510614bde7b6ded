internal import Buffers
internal import EventLoops
public import HTTP1
public import HTTPSemantics
public import Transports

/// HTTP/1.1 towards a downstream (RFC 9112): one stream at a time, responses in the order of the requests.
///
/// ```
///  idle ──first byte──▶ head ──▶ body ──request complete──▶ response complete? ──yes──▶ idle (next may be buffered)
///                         │                                    │no: pipelined bytes wait, reading stops
///                         └──malformed──▶ local reply, close ◀─┘
/// ```
/// A client that half-closes gets its response before we close (RFC 9112 §9.6). When the response ends before the
/// request, the rest of the request is not read: the connection closes. In a tunnel each direction ends for itself, by
/// a half-close.
///
/// The class body holds the state and what it overrides. The extensions hold the steps: `+Version` the choice of HTTP's
/// version, `+Requests` bytes that become requests, `+Responses` what a response decides about the connection,
/// `+Streams` how a stream begins and ends.
public final class HTTP1ServerConnection: HTTPServerConnection {
    var parser: HTTP1RequestParser
    private let writesTrailers: Bool
    private let form: HTTP1Serializer.Form
    private let serves10: Bool
    /// Whether the first bytes still have to tell the version of HTTP.
    var isUndecided: Bool
    var peerFinished = false
    var isClosed = false
    var isProcessing = false

    // The stream in progress.
    var stream: ServerStream?
    var requestComplete = false
    var response = HTTP1ResponseState()
    var pauses = 0
    /// Bytes of the current request.
    var consumed: UInt64 = 0
    /// Bytes that were written before the current response.
    var sentBefore: UInt64 = 0

    // What comes after it.
    var closesAfterResponse = false
    var requests: UInt32 = 0
    /// Whether bytes of a further request came with this one.
    var hasRequestAhead = false
    /// Requests that were answered without ending a draining connection, because another had come already.
    var answeredAhead: UInt8 = 0
    var readingPausedForPipeline = false
    /// Whether the next request waits until the client has read what was answered.
    var waitsForReader = false

    /// Marries an accepted connection to the codec.
    public init(
        connection: Connection, owner: HTTPServerConnectionOwner, options: HTTPServerConnectionOptions,
        codec: HTTP1Options
    ) {
        parser = HTTP1RequestParser(options: codec)
        writesTrailers = codec.enableTrailers
        form = codec.form
        serves10 = codec.acceptHTTP10
        isUndecided = options.detectsHTTP2
        super.init(connection: connection, owner: owner, options: options)
    }

    override public var activeStreams: Int { stream == nil ? 0 : 1 }

    override public func bytesReceived(of stream: ServerStream) -> UInt64 { consumed }

    override public func bytesSent(of stream: ServerStream) -> UInt64 { written &- sentBefore }

    var written: UInt64 { connection.bytesSent &+ UInt64(connection.outbound.count &+ connection.pipedCount) }

    // MARK: - From the transport

    override public func connectionOpened() { armIdle() }

    override public func connectionReadable(endOfStream: Bool) {
        if endOfStream { peerFinished = true }
        if isUndecided && !decideVersion() { return }
        process()
        countTraffic()
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        isClosed = true
        closeReason = reason
        stopTimers()
        if let stream {
            self.stream = nil
            endedUnderStream = true
            if !(requestComplete && response.isComplete) { stream.streamReset(.connectionTermination) }
            owner.streamEnded(stream, on: self)
        }
        countTraffic()
        owner.connectionClosed(self, reason: reason)
    }

    override public func connectionDrained() {
        guard waitsForReader else { return }
        waitsForReader = false
        connection.resumeReading()
    }

    override public func connectionAboveHighWatermark() { stream?.responseAboveHighWatermark() }

    override public func connectionBelowLowWatermark() { stream?.responseBelowLowWatermark() }

    override public func timerFired(_ kind: UInt8) {
        switch TimerKind(rawValue: kind) {
        case nil, .flush: break
        case .idle:
            if endInSilence(isTooOld: false) { return }
            owner.idleTimeout(self)
            localEnd = .drained
            connection.close(.now)
        case .duration:
            if endInSilence(isTooOld: true) { return }
            isTooOld = options.safeMaxConnectionDuration
            owner.connectionDurationReached(self)
            if !isTooOld { drain() }
        case .head: headExpired()
        case .drain:
            localEnd = .drained
            connection.close(.afterFlush)
        }
    }

    override public var lastVersion: HTTPVersion { parser.version }

    // MARK: - Requests

    override public func pauseRequest(_ stream: ServerStream) {
        guard stream === self.stream, !isClosed else { return }
        pauses += 1
        if pauses == 1 { connection.pauseReading() }
    }

    override public func resumeRequest(_ stream: ServerStream) {
        guard stream === self.stream, !isClosed, pauses > 0 else { return }
        pauses -= 1
        if pauses > 0 { return }
        connection.resumeReading()
    }

    override public func spliceRequest(of stream: ServerStream, to target: Connection) {
        guard stream === self.stream, !isClosed, pauses == 0, parser.bodyLeft >= BodySplicing.least else { return }
        _ = connection.spliceInput(to: target, count: parser.bodyLeft)
    }

    // MARK: - Responses

    override public func writeInformational(_ stream: ServerStream, _ head: borrowing ResponseHead) {
        guard stream === self.stream, !response.isStarted, !isClosed, parser.version != .http10 else { return }
        HTTP1Serializer.writeInformational(head, form: form, to: &connection.outbound)
        connection.scheduleFlush()
    }

    override public func writeHeaders(_ stream: ServerStream, _ head: borrowing ResponseHead, endStream: Bool) {
        guard stream === self.stream, !response.isStarted, !isClosed else { return }
        let version = parser.version
        decideReuse()
        response.start(head, to: stream.requestHead, version: version, endStream: endStream)
        // As in Envoy, also where such a response has no body to end.
        if version == .http10 && !head.headers.contains(.contentLength) { closesAfterResponse = true }
        announcesClose = closesAfterResponse && !endsUnsaid(stream, head.status)
        HTTP1Serializer.writeResponseHead(
            head, framing: response.framing, closeConnection: announcesClose,
            keepAliveForHTTP10: serves10 && version == .http10 && !closesAfterResponse,
            version: serves10 ? version : .http11, form: form,
            to: &connection.outbound)
        if endStream { endResponse() }
        connection.scheduleFlush()
    }

    override public func writeData(_ stream: ServerStream, _ data: Span<UInt8>, endStream: Bool) {
        guard mayWriteBody(of: stream) else { return }
        if response.hasBody && data.count > 0 {
            if response.framing == .chunked {
                HTTP1Serializer.writeChunkHeader(count: data.count, to: &connection.outbound)
                connection.writeDirect(data)
                HTTP1Serializer.writeChunkEnd(to: &connection.outbound)
            } else {
                connection.writeDirect(data)
            }
        }
        if endStream {
            if response.isChunked { HTTP1Serializer.writeLastChunk(to: &connection.outbound) }
            endResponse()
        }
        if !isClosed { connection.scheduleFlush() }
    }

    override public func writeTrailers(_ stream: ServerStream, _ trailers: borrowing HeaderMap) {
        guard mayWriteBody(of: stream) else { return }
        if response.isChunked && !writesTrailers {
            HTTP1Serializer.writeLastChunk(to: &connection.outbound)
        } else if response.isChunked {
            HTTP1Serializer.writeLastChunk(trailers: trailers, to: &connection.outbound)
        }
        endResponse()
        if !isClosed { connection.scheduleFlush() }
    }

    override public func spliceTarget(of stream: ServerStream) -> Connection? {
        guard mayWriteBody(of: stream), response.hasBody, response.framing == .contentLength else { return nil }
        return connection
    }

    override public func dataSpliced(_ stream: ServerStream, endStream: Bool) {
        guard stream === self.stream, !response.isComplete, !isClosed, endStream else { return }
        endResponse()
    }

    /// As in Envoy, only the usual status of a tunnel goes without saying how it ends, also where there is none.
    private func endsUnsaid(_ stream: ServerStream, _ status: UInt16) -> Bool {
        stream.requestHead.method == .connect ? status == 200 : response.isTunnel
    }

    private func mayWriteBody(of stream: ServerStream) -> Bool {
        stream === self.stream && response.isStarted && !response.isComplete && !isClosed
    }

    // MARK: - Ends

    override func endReleased() {
        if isProcessing || !response.isComplete || stream == nil || (response.isTunnel && !requestComplete) { return }
        finishStreamIfComplete()
        if !isClosed { continueAfterResponse() }
    }

    override public func reset(_ stream: ServerStream, _ reason: StreamResetReason) {
        guard stream === self.stream, !isClosed else { return }
        self.stream = nil
        isClosed = true
        if localEnd == nil { localEnd = .drained }
        stopTimers()
        owner.streamEnded(stream, on: self)
        // A response that was begun cannot be completed: the missing rest tells the peer (RFC 9112 §8).
        connection.close(response.isStarted ? .afterFlush : .now)
    }

    override public func closeAfterResponse(_ stream: ServerStream) {
        if stream === self.stream { closesAfterResponse = true }
    }

    override public func drain() {
        if isDraining || isClosed { return }
        isDraining = true
        if stream == nil { armDrain() }
    }
}
