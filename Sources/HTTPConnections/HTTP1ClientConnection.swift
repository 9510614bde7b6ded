internal import Buffers
internal import EventLoops
public import HTTP1
public import HTTPSemantics
public import Transports

/// HTTP/1.1 towards an upstream (RFC 9112): one stream at a time, no pipelining.
///
/// The connection is reusable only when request and response were complete, both sides keep it alive and no byte is
/// left over: a surplus byte would become the next client's response.
public final class HTTP1ClientConnection: HTTPClientConnection {
    private var parser: HTTP1ResponseParser
    private let writesTrailers: Bool
    private let form: HTTP1Serializer.Form
    private var stream: ClientStream?
    private var requestComplete = true
    private var responseComplete = true
    private var requestChunked = false
    private var closesAfterStream = false
    private var isProcessing = false
    /// The response is complete and was handed over, but the connection was not yet given back.
    private var mustFinish = false
    /// Whether the response has opened a tunnel: then each direction ends for itself.
    private var isTunnel = false
    private var isConnect = false
    private var isClosed = false
    private var pauses = 0
    private var sentBefore: UInt64 = 0
    private var receivedBefore: UInt64 = 0

    /// Marries a connecting or open connection to the codec.
    public init(connection: Connection, owner: HTTPClientConnectionOwner, codec: HTTP1Options) {
        parser = HTTP1ResponseParser(options: codec)
        writesTrailers = codec.enableTrailers
        form = codec.form
        super.init(connection: connection, owner: owner)
    }

    override public func wroteBytes(of stream: ClientStream) -> Bool { connection.bytesSent != sentBefore }

    override public func receivedBytes(of stream: ClientStream) -> Bool { connection.bytesReceived != receivedBefore }

    override public func bytesSent(of stream: ClientStream) -> UInt64 {
        connection.bytesSent &- sentBefore &+ UInt64(connection.outbound.count &+ connection.pipedCount)
    }

    override public func bytesReceived(of stream: ClientStream) -> UInt64 { connection.bytesReceived &- receivedBefore }

    // MARK: - Requests

    override public func writeHeaders(
        _ stream: ClientStream, _ head: borrowing RequestHead, endStream: Bool
    ) -> Bool {
        streamsStarted &+= 1
        self.stream = stream
        requestComplete = endStream
        responseComplete = false
        closesAfterStream = false
        isTunnel = false
        isConnect = head.tunnel == .connect
        stream.isTunnel = false
        sentBefore = connection.bytesSent
        receivedBefore = connection.bytesReceived
        parser.begin(requestMethod: head.method, tunnel: head.tunnel)
        let framing: HTTP1Serializer.Framing
        if head.tunnel != .none {
            framing = .tunnel
        } else if head.headers.contains(.contentLength) {
            framing = .contentLength
        } else if endStream {
            framing = .none
        } else {
            framing = .chunked
        }
        requestChunked = framing == .chunked
        guard
            HTTP1Serializer.writeRequestHead(
                head, framing: framing, form: form, to: &connection.outbound)
        else { return false }
        connection.scheduleFlush()
        return true
    }

    override public func writeData(_ stream: ClientStream, _ data: Span<UInt8>, endStream: Bool) {
        guard stream === self.stream, !requestComplete, !isClosed else { return }
        if data.count > 0 {
            if requestChunked {
                HTTP1Serializer.writeChunkHeader(count: data.count, to: &connection.outbound)
                connection.writeDirect(data)
                HTTP1Serializer.writeChunkEnd(to: &connection.outbound)
            } else {
                connection.writeDirect(data)
            }
        }
        if endStream {
            if requestChunked { HTTP1Serializer.writeLastChunk(to: &connection.outbound) }
            requestComplete = true
            if isTunnel { return endTunnelRequest() }
        }
        connection.scheduleFlush()
    }

    override public func spliceTarget(of stream: ClientStream) -> Connection? {
        guard stream === self.stream, !requestComplete, !requestChunked, !isConnect, !isTunnel, !isClosed else {
            return nil
        }
        return connection
    }

    override public func dataSpliced(_ stream: ClientStream, endStream: Bool) {
        guard stream === self.stream, endStream else { return }
        requestComplete = true
    }

    override public func spliceResponse(of stream: ClientStream, to target: Connection) {
        guard stream === self.stream, !isClosed, parser.bodyLeft >= BodySplicing.least else { return }
        _ = connection.spliceInput(to: target, count: parser.bodyLeft)
    }

    /// Our direction of a tunnel ends; with the other one the connection.
    private func endTunnelRequest() {
        if !responseComplete {
            leftFirst = true
            endedUnderStream = true
            return connection.halfClose()
        }
        self.stream = nil
        finish()
    }

    override public func writeTrailers(_ stream: ClientStream, _ trailers: borrowing HeaderMap) {
        guard stream === self.stream, !requestComplete, !isClosed else { return }
        if requestChunked && !writesTrailers {
            HTTP1Serializer.writeLastChunk(to: &connection.outbound)
        } else if requestChunked {
            HTTP1Serializer.writeLastChunk(trailers: trailers, to: &connection.outbound)
        }
        requestComplete = true
        if isTunnel { return endTunnelRequest() }
        connection.scheduleFlush()
    }

    override public func reset(_ stream: ClientStream) {
        guard stream === self.stream else { return }
        self.stream = nil
        endedUnderStream = true
        connection.close(.now)
    }

    override public func pauseResponse(_ stream: ClientStream) {
        guard stream === self.stream, !isClosed else { return }
        pauses += 1
        if pauses == 1 { connection.pauseReading() }
    }

    override public func resumeResponse(_ stream: ClientStream) {
        guard stream === self.stream, !isClosed, pauses > 0 else { return }
        pauses -= 1
        if pauses == 0 { connection.resumeReading() }
    }

    override public func drain() {
        if stream == nil { connection.close(.now) } else { closesAfterStream = true }
    }

    // MARK: - From the transport

    override public func connectionOpened() { owner.connectionReady(self) }

    override public func connectionReadable(endOfStream: Bool) {
        process(endOfStream: endOfStream)
        countTraffic()
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        if isClosed { return }
        isClosed = true
        countTraffic()
        stopIdleTimer()
        stopAgeTimer()
        if let stream {
            self.stream = nil
            endedUnderStream = true
            switch reason {
            case .remoteReset where endsInsideAnswer():
                owner.protocolError(self)
                stream.streamReset(.protocolError)
            case .connectFailed: stream.streamReset(.connectionFailure)
            case .connectTimeout: stream.streamReset(.connectionTimeout)
            default: stream.streamReset(.connectionTermination)
            }
        }
        owner.connectionClosed(self, reason: reason)
    }

    /// Whether a response has begun, and would be one that lacks bytes.
    private func endsInsideAnswer() -> Bool {
        if case .failed = parser.endOfInput() { return true }
        return false
    }

    override public func connectionAboveHighWatermark() { stream?.requestAboveHighWatermark() }

    override public func connectionBelowLowWatermark() { stream?.requestBelowLowWatermark() }

    private func process(endOfStream: Bool) {
        if isProcessing || isClosed { return }
        isProcessing = true
        var input = ByteBuffer()
        swap(&input, &connection.inbound)
        // The chunks of one read go on as one piece.
        var chunks = ByteBuffer()
        if let stream {
            takeSpliced(stream)
            while pauses == 0 && !isClosed && !input.isEmpty && stream === self.stream && !responseComplete {
                let step = parser.step(
                    input.readable, head: &stream.responseHead, trailers: &stream.responseTrailers)
                if !handle(step, stream, &input, &chunks) { break }
            }
        }
        if !chunks.isEmpty, let stream, !responseComplete, !isClosed {
            stream.responseDataReceived(chunks.readable, endStream: false)
        }
        if endOfStream && pauses == 0 && !isClosed, let stream, !responseComplete {
            switch parser.endOfInput() {
            case .endOfMessage:
                closesAfterStream = true
                if isTunnel && !requestComplete {
                    responseComplete = true
                    endedUnderStream = true
                    // As in Envoy, whichever side ends it.
                    leftFirst = isConnect
                } else {
                    endResponse()
                }
                stream.responseDataReceived(Span(), endStream: true)
            case .failed: breakProtocol(stream)
            default: break
            }
        }
        isProcessing = false
        if isClosed { input.removeAll() }
        swap(&input, &connection.inbound)
        if isClosed { return }
        if mustFinish {
            finishStream(endOfStream: endOfStream)
        } else if stream == nil {
            // Bytes that nobody asked for, or the end of an idle connection.
            if !connection.inbound.isEmpty {
                owner.protocolError(self)
                leftFirst = true
            }
            if !connection.inbound.isEmpty || endOfStream { connection.close(.now) }
        } else if endOfStream && pauses == 0 && !isTunnel {
            connection.close(.now)
        }
    }

    /// Tells the stream of the bytes of its response that were spliced past us.
    private func takeSpliced(_ stream: ClientStream) {
        let count = connection.takeSplicedCount()
        if count == 0 || responseComplete { return }
        let ends = parser.skipBody(count)
        if ends { endResponse() }
        stream.responseDataSpliced(count, endStream: ends)
    }

    /// Carries out one step; false ends the round.
    private func handle(
        _ step: HTTP1Step, _ stream: ClientStream, _ input: inout ByteBuffer, _ chunks: inout ByteBuffer
    ) -> Bool {
        switch step {
        case .needMoreBytes(let consumed):
            input.consume(consumed)
            return false
        case .informational(let consumed):
            input.consume(consumed)
            stream.informationalReceived()
            stream.responseHead.reset()
        case .head(let consumed, let endOfMessage):
            input.consume(consumed)
            if endOfMessage { endResponse() }
            if parser.announcesClose { owner.closeAnnounced(self) }
            isTunnel = parser.framing == .tunnel
            stream.isTunnel = isTunnel
            stream.responseHeadersReceived(endStream: endOfMessage)
        case .data(let offset, let count, let endOfMessage, let consumed):
            if endOfMessage { endResponse() }
            if chunks.isEmpty && (endOfMessage || consumed == input.count) {
                stream.responseDataReceived(input.span(at: offset, count: count), endStream: endOfMessage)
            } else {
                chunks.append(input.span(at: offset, count: count))
                if endOfMessage {
                    stream.responseDataReceived(chunks.readable, endStream: true)
                    chunks.removeAll()
                }
            }
            input.consume(consumed)
        case .endOfMessage(let consumed, let hasTrailers):
            input.consume(consumed)
            endResponse()
            if !chunks.isEmpty || !hasTrailers {
                stream.responseDataReceived(chunks.readable, endStream: !hasTrailers)
                chunks.removeAll()
            }
            if hasTrailers { stream.responseTrailersReceived() }
        case .failed:
            input.removeAll()
            // Bytes before the fault go on.
            if !chunks.isEmpty {
                stream.responseDataReceived(chunks.readable, endStream: false)
                chunks.removeAll()
            }
            if stream !== self.stream { return false }
            leftFirst = true
            breakProtocol(stream)
            return false
        }
        return true
    }

    /// The upstream's bytes are no response, or not a whole one.
    private func breakProtocol(_ stream: ClientStream) {
        owner.protocolError(self)
        self.stream = nil
        endedUnderStream = true
        stream.streamReset(.protocolError)
        connection.close(.now)
    }

    /// The last part of the response is about to be handed over: the stream forgets us before it hears it.
    private func endResponse() {
        stream = nil
        responseComplete = true
        mustFinish = true
    }

    /// The response is complete: lends the connection back, or closes it.
    private func finishStream(endOfStream: Bool) {
        mustFinish = false
        let keepsAlive = requestComplete && parser.keepAlive && !closesAfterStream
        var isEnded = endOfStream
        if keepsAlive && pauses == 0 {
            switch connection.takeUnread() {
            case .failed: return
            case .endOfStream: isEnded = true
            case .drained, .more: break
            }
        }
        // Bytes behind the response were not asked for.
        if !connection.inbound.isEmpty { owner.protocolError(self) }
        // Nor is a connection given on on which much of this request still waits: who writes next would never hear that
        // the output is above its mark.
        let isFit = keepsAlive && connection.inbound.isEmpty && !connection.isAboveHighWatermark
        if pauses > 0 {
            pauses = 0
            connection.resumeReading()
        }
        if isFit && !isEnded {
            owner.connectionIdle(self)
        } else {
            if !requestComplete { endedUnderStream = true }
            // As in Envoy: its end may have come with the response or not, and only a response that ends with the
            // connection has waited for it.
            if !isTunnel && !isFit && parser.framing != .untilClose { leftFirst = true }
            connection.close(.now)
        }
    }
}
