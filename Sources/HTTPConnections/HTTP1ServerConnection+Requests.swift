internal import Buffers
internal import EventLoops
internal import HTTP1
internal import HTTPSemantics
internal import Transports

/// Bytes that become requests.
extension HTTP1ServerConnection {
    /// Requests of one connection that are taken before others have their turn, however many its client has sent ahead.
    private static let requestsPerTurn = 32

    /// Feeds the buffered bytes to the parser until it needs more, the body is paused, or a response must come first.
    func process() {
        if isProcessing || isClosed { return }
        isProcessing = true
        // The bytes are ours while callbacks run, so that a close from inside one cannot take them away.
        var input = ByteBuffer()
        swap(&input, &connection.inbound)
        let begun = serveRequests(&input)
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
        decideReading()
    }

    /// Takes requests from `input` for as long as they may be served; returns how many of them began.
    @inline(__always)
    private func serveRequests(_ input: inout ByteBuffer) -> Int {
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
            if !handle(step, stream, &input, &chunks) { break }
            finishStreamIfComplete()
        }
        if !chunks.isEmpty, let stream, !requestComplete, !isClosed {
            deliver(chunks.readable, to: stream, endStream: false)
            finishStreamIfComplete()
        }
        return begun
    }

    /// Carries out one step; false when it needs more bytes.
    @inline(__always)
    private func handle(
        _ step: HTTP1Step, _ stream: ServerStream, _ input: inout ByteBuffer, _ chunks: inout ByteBuffer
    ) -> Bool {
        switch step {
        case .needMoreBytes(let count):
            consume(count, &input)
            return false
        case .informational(let count): consume(count, &input)
        case .head(let count, let endOfMessage):
            consume(count, &input)
            hasRequestAhead = endOfMessage && !input.isEmpty
            headReceived(stream, endStream: endOfMessage)
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
        case .endOfMessage(let count, let hasTrailers):
            consume(count, &input)
            requestComplete = true
            if !chunks.isEmpty || !hasTrailers {
                deliver(chunks.readable, to: stream, endStream: !hasTrailers)
                chunks.removeAll()
            }
            // The body before them may have ended the stream.
            if hasTrailers && !response.isComplete && stream === self.stream { stream.requestTrailersReceived() }
        case .failed(let problem):
            noteBroken(problem, input.readable)
            input.removeAll()
            chunks.removeAll()
            refuse(stream, problem)
        }
        return true
    }

    @inline(__always)
    private func consume(_ count: Int, _ input: inout ByteBuffer) {
        consumed &+= UInt64(count)
        input.consume(count)
    }

    @inline(__always)
    private func headReceived(_ stream: ServerStream, endStream: Bool) {
        headTimer?.cancel()
        requestComplete = endStream
        if parser.droppedFields > 0 { owner.fieldsDropped(self, count: parser.droppedFields) }
        if parser.isHTTPSTarget && options.refusesHTTPSTargets && connection.transport == nil {
            refuse(stream, .httpsTarget)
        } else {
            stream.requestHeadersReceived(endStream: endStream)
        }
    }

    /// Remembers what the log of the listener says of a connection that ends by a bad request.
    @inline(never)
    private func noteBroken(_ problem: MessageProblem, _ input: Span<UInt8>) {
        let words = parser.errorWords(for: problem, head: consumed == 0 ? input : Span())
        if let words { noteBroken(.broken(words)) }
    }

    /// Lets the stream answer a request that cannot be served, and reads nothing more.
    private func refuse(_ stream: ServerStream, _ problem: MessageProblem) {
        requestComplete = true
        closesAfterResponse = true
        stream.requestMalformed(problem)
    }

    private func deliver(_ data: Span<UInt8>, to stream: ServerStream, endStream: Bool) {
        if !response.isComplete || response.isTunnel { stream.requestDataReceived(data, endStream: endStream) }
    }

    /// Tells the stream of the bytes of its request that were spliced past us.
    private func takeSpliced(_ stream: ServerStream) {
        let count = connection.takeSplicedCount()
        if count == 0 || requestComplete { return }
        consumed &+= UInt64(count)
        requestComplete = parser.skipBody(count)
        if !response.isComplete { stream.requestDataSpliced(count, endStream: requestComplete) }
        finishStreamIfComplete()
    }

    // MARK: - Between reads

    /// Whether so many responses wait for the client that no further request is looked at: a client that pipelines and
    /// does not read would fill our memory. A stream that begins therefore never finds the output above its mark.
    private var isReaderBehind: Bool {
        connection.isAboveHighWatermark || connection.outbound.count > connection.bufferLimit
    }

    /// Decides about reading on, and about a peer that finished.
    private func decideReading() {
        if waitsForReader { return }
        if stream == nil && !connection.inbound.isEmpty && isReaderBehind {
            waitsForReader = true
            connection.pauseReading()
            connection.notifyWhenDrained()
            return
        }
        if peerFinished { return inputEnded() }
        // Bytes of a next request wait while this one is answered; more of them would only pile up.
        let waits = requestComplete && !response.isComplete && !connection.inbound.isEmpty
        if waits != readingPausedForPipeline {
            readingPausedForPipeline = waits
            if waits { connection.pauseReading() } else { connection.resumeReading() }
        }
    }

    /// The client sends nothing more.
    private func inputEnded() {
        guard let stream else { return connection.close(.afterFlush) }
        if requestComplete {
            // Pipelined requests that have come whole are answered too.
            if connection.inbound.isEmpty { closesAfterResponse = true }
        } else if parser.framing == .tunnel {
            if pauses == 0 { endTunnelRequest(stream) }
        } else if !response.isComplete && pauses == 0 {
            abandonRequest(stream)
        }
    }

    /// The client has ended its direction of a tunnel, or of what may become one.
    private func endTunnelRequest(_ stream: ServerStream) {
        requestComplete = true
        if response.isTunnel && !response.isComplete { endedUnderStream = true }
        deliver(Span(), to: stream, endStream: true)
        finishStreamIfComplete()
    }

    /// The request can never become whole.
    private func abandonRequest(_ stream: ServerStream) {
        self.stream = nil
        endedUnderStream = true
        headTimer?.cancel()
        stream.streamReset(.connectionTermination)
        owner.streamEnded(stream, on: self)
        connection.close(.now)
    }
}
