internal import Buffers
internal import EventLoops
public import HTTP1
internal import HTTP2
public import HTTPSemantics
public import Transports

/// HTTP/1.1 towards a downstream (RFC 9112): one stream at a time, answers in the order of the requests.
///
/// ```
///  idle ──first byte──▶ head ──▶ body ──request complete──▶ answered? ──yes──▶ idle (next request may be buffered)
///                         │                                    │no: pipelined bytes wait, reading stops
///                         └──malformed──▶ local reply, close ◀─┘
/// ```
/// A client that half-closes is answered before we close (RFC 9112 §9.6). When the answer ends before the request, the
/// rest of the request is not read: the connection closes. In a tunnel each direction ends for itself, by a half-close.
public final class HTTP1ServerConnection: HTTPServerConnection {
    private var parser: HTTP1RequestParser
    private let writesTrailers: Bool
    private let form: HTTP1Serializer.Form
    private let serves10: Bool
    private var stream: ServerStream?
    private var requestComplete = false
    private var responseStarted = false
    private var responseComplete = false
    private var closesAfterResponse = false
    private var responseFraming = HTTP1Serializer.Framing.none
    private var responseHasBody = true
    private var peerFinished = false
    /// Whether the answer has opened a tunnel.
    private var isTunnel = false
    private var isProcessing = false
    private var isClosed = false
    private var pauses = 0
    private var readingPausedForPipeline = false
    /// Whether the next request waits until the client has read what was answered.
    private var waitsForReader = false
    private var requests: UInt32 = 0
    /// Whether bytes of a further request came with this one.
    private var hasRequestAhead = false
    /// Requests that were answered without ending a draining connection, because another had come already.
    private var answeredAhead: UInt8 = 0
    /// Bytes of the current request.
    private var consumed: UInt64 = 0
    /// Bytes that were written before the current answer.
    private var sentBefore: UInt64 = 0
    private var countedReceived: UInt64 = 0
    private var countedSent: UInt64 = 0
    /// Whether the first bytes still have to tell the version of HTTP.
    private var isUndecided: Bool
    private let idleTimer: LoopTimer?
    private var durationTimer: LoopTimer?
    private let headTimer: LoopTimer?
    private var drainTimer: LoopTimer?

    /// The timers' kinds.
    private enum TimerKind: UInt8 {
        case idle, duration, head, drain
    }

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
        let loop = connection.loop
        // Constants: what each request arms is reached without counting references.
        idleTimer =
            options.idleTimeout == nil
            ? nil : LoopTimer(loop: loop, kind: TimerKind.idle.rawValue, timeoutKind: .connectionIdle)
        headTimer =
            options.requestHeadersTimeout == nil ? nil : LoopTimer(loop: loop, kind: TimerKind.head.rawValue)
        super.init(connection: connection, owner: owner, options: options)
        idleTimer?.owner = self
        headTimer?.owner = self
        if let age = options.maxConnectionDuration {
            durationTimer = LoopTimer(
                loop: loop, owner: self, kind: TimerKind.duration.rawValue, timeoutKind: .connectionAge)
            durationTimer?.armTimeout(ConnectionAge.jittered(age, percent: options.maxConnectionDurationJitter))
        }
    }

    override public var activeStreams: Int { stream == nil ? 0 : 1 }

    override public func bytesReceived(of stream: ServerStream) -> UInt64 { consumed }

    override public func bytesSent(of stream: ServerStream) -> UInt64 { written &- sentBefore }

    private var written: UInt64 {
        connection.bytesSent &+ UInt64(connection.outbound.count &+ connection.pipedCount)
    }

    // MARK: - From the transport

    override public func connectionOpened() { armIdle() }

    override public func connectionReadable(endOfStream: Bool) {
        if endOfStream { peerFinished = true }
        if isUndecided && !decideVersion() { return }
        process()
        countTraffic()
    }

    /// What the handshake agreed on is spoken (RFC 7301). Without it, looks whether HTTP/2's preface comes (RFC 9113
    /// §3.4). False while that is open, and when it is HTTP/2.
    private func decideVersion() -> Bool {
        let agreed = connection.transport?.applicationProtocol ?? ""
        let verdict: HTTP2Preface.Verdict =
            switch agreed {
            case "": HTTP2Preface.judge(connection.inbound)
            case "h2": .http2
            default: .other
            }
        switch verdict {
        case .other:
            isUndecided = false
            return true
        case .open:
            // Whoever stops inside the preface sends no head in time either.
            if let timeout = options.requestHeadersTimeout, let headTimer, !headTimer.isArmed {
                headTimer.arm(after: timeout)
            }
            return peerFinished
        case .http2:
            isUndecided = false
            isClosed = true
            cancelTimers()
            owner.http2Chosen(self)
            return false
        }
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        isClosed = true
        closeReason = reason
        cancelTimers()
        if let stream {
            self.stream = nil
            endedUnderStream = true
            if !(requestComplete && responseComplete) { stream.streamReset(.connectionTermination) }
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

    private func countTraffic() {
        let received = connection.bytesReceived &- countedReceived
        let sent = connection.bytesSent &- countedSent
        if received == 0 && sent == 0 { return }
        countedReceived = connection.bytesReceived
        countedSent = connection.bytesSent
        owner.trafficChanged(self, received: received, sent: sent)
    }

    // MARK: - Requests

    /// Feeds the buffered bytes to the parser until it needs more, the body is paused, or an answer must come first.
    private func process() {
        if isProcessing || isClosed { return }
        isProcessing = true
        // The bytes are ours while callbacks run, so that a close from inside one cannot take them away.
        var input = ByteBuffer()
        swap(&input, &connection.inbound)
        // The chunks of one read go on as one piece.
        var chunks = ByteBuffer()
        var begun = 0
        if let stream { takeSpliced(stream) }
        while pauses == 0 && !isClosed {
            if stream == nil {
                if input.isEmpty || isReaderBehind || begun == Self.requestsPerTurn { break }
                begun &+= 1
                beginStream()
            }
            if requestComplete || input.isEmpty { break }
            guard let stream else { break }
            let step = parser.step(
                input.readable, head: &stream.requestHead, trailers: &stream.requestTrailers)
            var needsMore = false
            switch step {
            case .needMoreBytes(let consumed):
                self.consumed &+= UInt64(consumed)
                input.consume(consumed)
                needsMore = true
            case .head(let consumed, let endOfMessage):
                self.consumed &+= UInt64(consumed)
                input.consume(consumed)
                headTimer?.cancel()
                hasServed = true
                requestComplete = endOfMessage
                hasRequestAhead = endOfMessage && !input.isEmpty
                if parser.droppedFields > 0 { owner.fieldsDropped(self, count: parser.droppedFields) }
                if parser.isHTTPSTarget && options.refusesHTTPSTargets && connection.transport == nil {
                    refuse(stream, .httpsTarget)
                } else {
                    stream.requestHeadersReceived(endStream: endOfMessage)
                }
            case .informational(let consumed):
                self.consumed &+= UInt64(consumed)
                input.consume(consumed)
            case .data(let offset, let count, let endOfMessage, let consumed):
                self.consumed &+= UInt64(consumed)
                requestComplete = endOfMessage
                if chunks.isEmpty && (endOfMessage || consumed == input.count) {
                    deliver(input.span(at: offset, count: count), to: stream, endStream: endOfMessage)
                } else {
                    chunks.append(input.span(at: offset, count: count))
                    if endOfMessage {
                        deliver(chunks.readable, to: stream, endStream: true)
                        chunks.removeAll()
                    }
                }
                input.consume(consumed)
            case .endOfMessage(let consumed, let hasTrailers):
                self.consumed &+= UInt64(consumed)
                input.consume(consumed)
                requestComplete = true
                if !chunks.isEmpty || !hasTrailers {
                    deliver(chunks.readable, to: stream, endStream: !hasTrailers)
                    chunks.removeAll()
                }
                if hasTrailers && !responseComplete { stream.requestTrailersReceived() }
            case .failed(let problem):
                input.removeAll()
                chunks.removeAll()
                refuse(stream, problem)
            }
            if needsMore { break }
            finishStreamIfComplete()
        }
        if !chunks.isEmpty, let stream, !requestComplete, !isClosed {
            deliver(chunks.readable, to: stream, endStream: false)
        }
        isProcessing = false
        if isClosed { input.removeAll() }
        swap(&input, &connection.inbound)
        hasRequestAhead = false
        if isClosed { return }
        if stream == nil && begun == Self.requestsPerTurn && !connection.inbound.isEmpty && !isReaderBehind {
            // They have begun when the timers would have been stopped by the next of them.
            idleTimer?.cancel()
            drainTimer?.cancel()
            return connection.leaveInput()
        }
        afterProcessing()
    }

    /// Requests of one connection that are taken before others have their turn, however many somebody has sent ahead.
    private static let requestsPerTurn = 32

    /// Whether so many answers wait for the client that no further request is looked at: whoever pipelines and does not
    /// read would fill our memory. A stream that begins therefore never finds the output above its mark.
    private var isReaderBehind: Bool {
        connection.isAboveHighWatermark || connection.outbound.count > connection.bufferLimit
    }

    /// Lets the stream answer a request that cannot be served, and reads nothing more.
    private func refuse(_ stream: ServerStream, _ problem: MessageProblem) {
        requestComplete = true
        closesAfterResponse = true
        stream.requestMalformed(problem)
    }

    private func deliver(_ data: Span<UInt8>, to stream: ServerStream, endStream: Bool) {
        if !responseComplete || isTunnel { stream.requestDataReceived(data, endStream: endStream) }
    }

    /// Tells the stream what of its request went by.
    private func takeSpliced(_ stream: ServerStream) {
        let count = connection.takeSplicedCount()
        if count == 0 || requestComplete { return }
        consumed &+= UInt64(count)
        requestComplete = parser.skipBody(count)
        if !responseComplete { stream.requestDataSpliced(count, endStream: requestComplete) }
        finishStreamIfComplete()
    }

    override public func spliceRequest(of stream: ServerStream, to target: Connection) {
        guard stream === self.stream, !isClosed, pauses == 0, parser.bodyLeft >= BodySplicing.least else { return }
        _ = connection.spliceInput(to: target, count: parser.bodyLeft)
    }

    /// Decides about reading on, and about a peer that finished.
    private func afterProcessing() {
        if waitsForReader { return }
        if stream == nil && !connection.inbound.isEmpty && isReaderBehind {
            waitsForReader = true
            connection.pauseReading()
            connection.notifyWhenDrained()
            return
        }
        if peerFinished {
            if let stream {
                if requestComplete {
                    // Pipelined requests that have come whole are answered too.
                    if connection.inbound.isEmpty { closesAfterResponse = true }
                } else if parser.framing == .tunnel {
                    if pauses == 0 { endTunnelRequest(stream) }
                } else if !responseComplete && pauses == 0 {
                    // The request can never become whole.
                    self.stream = nil
                    endedUnderStream = true
                    headTimer?.cancel()
                    stream.streamReset(.connectionTermination)
                    owner.streamEnded(stream, on: self)
                    connection.close(.now)
                }
            } else {
                connection.close(.afterFlush)
            }
            return
        }
        // Bytes of a next request wait while this one is answered; more of them would only pile up.
        let waits = requestComplete && !responseComplete && !connection.inbound.isEmpty
        if waits != readingPausedForPipeline {
            readingPausedForPipeline = waits
            if waits { connection.pauseReading() } else { connection.resumeReading() }
        }
    }

    /// The client has ended its direction of a tunnel, or of what may become one.
    private func endTunnelRequest(_ stream: ServerStream) {
        requestComplete = true
        if isTunnel && !responseComplete { endedUnderStream = true }
        deliver(Span(), to: stream, endStream: true)
        finishStreamIfComplete()
    }

    private func beginStream() {
        idleTimer?.cancel()
        drainTimer?.cancel()
        requests &+= 1
        // What had begun before the connection grew too old is no last answer.
        if isTooOld { closesAfterResponse = true }
        consumed = 0
        sentBefore = written
        requestComplete = false
        responseStarted = false
        responseComplete = false
        responseHasBody = true
        responseFraming = .none
        isTunnel = false
        stream = owner.makeStream(on: self)
        if let timeout = options.requestHeadersTimeout { headTimer?.arm(after: timeout) }
    }

    private func finishStreamIfComplete() {
        guard responseComplete, stream != nil else { return }
        if isTunnel && !requestComplete { return }
        if pauses > 0 {
            pauses = 0
            connection.resumeReading()
        }
        // An answer that was begun before the connection drained did not announce its end: the next one does.
        let mayReuse = requestComplete && !closesAfterResponse && !isClosed
        if let stream = stream.take() { owner.streamEnded(stream, on: self) }
        if isClosed { return }
        if !mayReuse {
            closeNow()
            return
        }
        parser.reset()
        if let idle = options.idleTimeout { idleTimer?.armTimeout(idle) }
        if isDraining { awaitLastRequest() }
    }

    private func closeNow() {
        cancelTimers()
        connection.delayedCloseTimeout = options.delayedCloseTimeout ?? 0
        connection.close(.afterFlush)
        isClosed = true
    }

    private func armIdle() {
        if let idle = options.idleTimeout { idleTimer?.armTimeout(idle) }
    }

    private func cancelTimers() {
        idleTimer?.cancel()
        durationTimer?.cancel()
        headTimer?.cancel()
        drainTimer?.cancel()
    }

    override public func timerFired(_ kind: UInt8) {
        switch TimerKind(rawValue: kind) {
        case nil: break
        case .idle:
            owner.idleTimeout(self)
            connection.close(.now)
        case .duration:
            isTooOld = options.safeMaxConnectionDuration
            owner.connectionDurationReached(self)
            if !isTooOld { drain() }
        case .head:
            if isUndecided && stream == nil && !isClosed {
                isUndecided = false
                beginStream()
                headTimer?.cancel()
            }
            if let stream { owner.headTimeout(self, stream) }
        case .drain:
            connection.close(.afterFlush)
        }
    }

    // MARK: - Answers

    override public func writeInformational(_ stream: ServerStream, _ head: borrowing ResponseHead) {
        guard stream === self.stream, !responseStarted, !isClosed, parser.version != .http10 else { return }
        HTTP1Serializer.writeInformational(head, form: form, to: &connection.outbound)
        connection.scheduleFlush()
    }

    override public func writeHeaders(_ stream: ServerStream, _ head: borrowing ResponseHead, endStream: Bool) {
        guard stream === self.stream, !responseStarted, !isClosed else { return }
        responseStarted = true
        if let limit = options.maxRequestsPerConnection, requests >= limit, !closesAfterResponse {
            closesAfterResponse = true
            owner.maxRequestsReached(self)
        }
        // An answer that comes before the end of its request may leave the rest unread.
        if !parser.keepAlive || !requestComplete {
            closesAfterResponse = true
        } else if (isDraining || endsWithAnswer) && !answersNextToo {
            closesAfterResponse = true
        }
        let isHead = stream.requestHead.method == .head
        let status = head.status
        isTunnel = !endStream && stream.requestHead.tunnel.isGranted(by: status)
        responseHasBody = isTunnel || (!isHead && status != 204 && status != 304 && status >= 200)
        if isTunnel {
            responseFraming = .tunnel
        } else if head.headers.contains(.contentLength) {
            responseFraming = .contentLength
        } else if status == 204 || status == 304 || status < 200 || (isHead && parser.version == .http10) {
            responseFraming = .none
        } else if isHead {
            responseFraming = .chunked
        } else if endStream {
            responseFraming = .emptyBody
        } else if parser.version == .http10 {
            responseFraming = .untilClose
        } else {
            responseFraming = .chunked
        }
        // As in Envoy, also where such an answer has no body to end.
        if parser.version == .http10 && !head.headers.contains(.contentLength) { closesAfterResponse = true }
        // As in Envoy, only the usual status of a tunnel goes without saying how it ends.
        let endsUnsaid = isTunnel && (stream.requestHead.tunnel == .upgrade || status == 200)
        announcesClose = closesAfterResponse && !endsUnsaid
        HTTP1Serializer.writeResponseHead(
            head, framing: responseFraming, closeConnection: announcesClose,
            keepAliveForHTTP10: serves10 && parser.version == .http10 && !closesAfterResponse,
            version: serves10 ? parser.version : .http11, form: form,
            to: &connection.outbound)
        if endStream { endResponse() }
        connection.scheduleFlush()
    }

    /// Whether a draining connection goes on to the next request, since that had come before this answer could announce
    /// the end: an end now would lose it. Whoever pipelines without a pause is told in the end.
    private var answersNextToo: Bool {
        guard hasRequestAhead || !connection.inbound.isEmpty, answeredAhead < Self.mostAnsweredAhead else {
            return false
        }
        answeredAhead += 1
        return true
    }

    private static let mostAnsweredAhead: UInt8 = 100

    override public func writeData(_ stream: ServerStream, _ data: Span<UInt8>, endStream: Bool) {
        guard stream === self.stream, responseStarted, !responseComplete, !isClosed else { return }
        if responseHasBody && data.count > 0 {
            if responseFraming == .chunked {
                HTTP1Serializer.writeChunkHeader(count: data.count, to: &connection.outbound)
                connection.writeDirect(data)
                HTTP1Serializer.writeChunkEnd(to: &connection.outbound)
            } else {
                connection.writeDirect(data)
            }
        }
        if endStream {
            if responseHasBody && responseFraming == .chunked {
                HTTP1Serializer.writeLastChunk(to: &connection.outbound)
            }
            endResponse()
        }
        if !isClosed { connection.scheduleFlush() }
    }

    override public func spliceTarget(of stream: ServerStream) -> Connection? {
        guard stream === self.stream, responseStarted, !responseComplete, !isClosed, responseHasBody,
            responseFraming == .contentLength
        else { return nil }
        return connection
    }

    override public func dataSpliced(_ stream: ServerStream, endStream: Bool) {
        guard stream === self.stream, !responseComplete, !isClosed, endStream else { return }
        endResponse()
    }

    override public func writeTrailers(_ stream: ServerStream, _ trailers: borrowing HeaderMap) {
        guard stream === self.stream, responseStarted, !responseComplete, !isClosed else { return }
        if responseHasBody && responseFraming == .chunked && !writesTrailers {
            HTTP1Serializer.writeLastChunk(to: &connection.outbound)
        } else if responseHasBody && responseFraming == .chunked {
            HTTP1Serializer.writeLastChunk(trailers: trailers, to: &connection.outbound)
        }
        endResponse()
        if !isClosed { connection.scheduleFlush() }
    }

    /// The last byte of the answer is buffered.
    private func endResponse() {
        responseComplete = true
        if isTunnel && !requestComplete {
            leftFirst = true
            return connection.halfClose()
        }
        if endHolds == 0 { endReleased() }
    }

    override func endReleased() {
        if isProcessing || !responseComplete || stream == nil || (isTunnel && !requestComplete) { return }
        finishStreamIfComplete()
        if !isClosed { continueAfterResponse() }
    }

    /// Serves the next request if its bytes have come already.
    private func continueAfterResponse() {
        if readingPausedForPipeline {
            readingPausedForPipeline = false
            connection.resumeReading()
        }
        // Not from here: the upstream connection that brought the answer is not back in its pool yet.
        if !connection.inbound.isEmpty || peerFinished { connection.redeliver() }
    }

    override public func reset(_ stream: ServerStream, _ reason: StreamResetReason) {
        guard stream === self.stream, !isClosed else { return }
        self.stream = nil
        isClosed = true
        cancelTimers()
        owner.streamEnded(stream, on: self)
        // An answer that was begun cannot be completed: the missing rest tells the peer (RFC 9112 §8).
        connection.close(responseStarted ? .afterFlush : .now)
    }

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

    override public func closeAfterResponse(_ stream: ServerStream) {
        if stream === self.stream { closesAfterResponse = true }
    }

    override public func drain() {
        if isDraining || isClosed { return }
        isDraining = true
        if stream == nil { awaitLastRequest() }
    }

    /// Gives an idle, draining connection the time for one more request, whose answer announces the end.
    private func awaitLastRequest() {
        if drainTimer == nil {
            drainTimer = LoopTimer(loop: connection.loop, owner: self, kind: TimerKind.drain.rawValue)
        }
        drainTimer?.arm(after: options.drainTimeout)
    }
}
