internal import Buffers
internal import EventLoops
public import HTTPSemantics
public import Transports

/// A connection to an upstream that speaks no HTTP: carries the bytes of one CONNECT request that ends here, or the
/// body of one POST (RFC 9110 §9.3.6).
///
/// ```
///  open ─▶ head of a response, 200 ─▶ bytes both ways ─▶ each direction ends by a half-close ─▶ closed
/// ```
/// What its stream is told is the same as of HTTP, so that nothing in front of it knows a difference.
public final class BareClientConnection: HTTPClientConnection {
    private var stream: ClientStream?
    /// Whether the stream has not heard of the response yet.
    private var owesHead = false
    private var requestComplete = false
    private var responseComplete = false
    private var pauses = 0

    /// Takes a connecting or open connection.
    public init(connection: Connection, owner: HTTPClientConnectionOwner) {
        super.init(connection: connection, owner: owner)
    }

    override public var version: HTTPVersion? { nil }

    override public func wroteBytes(of stream: ClientStream) -> Bool { connection.bytesSent != 0 }

    override public func receivedBytes(of stream: ClientStream) -> Bool { connection.bytesReceived != 0 }

    override public func bytesSent(of stream: ClientStream) -> UInt64 {
        connection.bytesSent &+ UInt64(connection.outbound.count)
    }

    override public func bytesReceived(of stream: ClientStream) -> UInt64 { connection.bytesReceived }

    // MARK: - Requests

    override public func writeHeaders(
        _ stream: ClientStream, _ head: borrowing RequestHead, endStream: Bool
    ) -> Bool {
        streamsStarted &+= 1
        self.stream = stream
        stream.isTunnel = head.tunnel != .none
        owesHead = true
        if endStream { endRequest() }
        // Not from here: whoever sends the request is not done with it.
        connection.wake()
        return true
    }

    override public func writeData(_ stream: ClientStream, _ data: Span<UInt8>, endStream: Bool) {
        guard stream === self.stream, !requestComplete else { return }
        if data.count > 0 {
            connection.writeDirect(data)
            connection.scheduleFlush()
        }
        if endStream { endRequest() }
    }

    override public func writeTrailers(_ stream: ClientStream, _ trailers: borrowing HeaderMap) {
        if stream === self.stream && !requestComplete { endRequest() }
    }

    private func endRequest() {
        requestComplete = true
        if !responseComplete {
            if stream?.isTunnel == true { noteLeaving() }
            return connection.halfClose()
        }
        stream = nil
        finish()
    }

    /// Whichever side of a tunnel ends first, as in Envoy the connection counts as one that we have ended.
    private func noteLeaving() {
        leftFirst = true
        endedUnderStream = true
    }

    override public func reset(_ stream: ClientStream) {
        guard stream === self.stream else { return }
        self.stream = nil
        endedUnderStream = true
        connection.close(.now)
    }

    override public func pauseResponse(_ stream: ClientStream) {
        guard stream === self.stream else { return }
        pauses += 1
        if pauses == 1 { connection.pauseReading() }
    }

    override public func resumeResponse(_ stream: ClientStream) {
        guard stream === self.stream, pauses > 0 else { return }
        pauses -= 1
        if pauses == 0 { connection.resumeReading() }
    }

    override public func drain() {
        if stream == nil { connection.close(.now) }
    }

    // MARK: - From the transport

    override public func connectionOpened() { owner.connectionReady(self) }

    override public func connectionReadable(endOfStream: Bool) {
        deliver(endOfStream: endOfStream)
        countTraffic()
    }

    private func deliver(endOfStream: Bool) {
        guard let stream else {
            // No request was made yet.
            if endOfStream { connection.close(.now) }
            return
        }
        if owesHead {
            owesHead = false
            stream.responseHead.reset()
            stream.responseHeadersReceived(endStream: false)
        }
        guard pauses == 0, stream === self.stream, !responseComplete else { return }
        if connection.inbound.isEmpty && !endOfStream { return }
        // The bytes are ours while the stream takes them.
        var input = ByteBuffer()
        swap(&input, &connection.inbound)
        if endOfStream {
            responseComplete = true
            if !requestComplete { noteLeaving() }
            // Only a tunnel goes on in the other direction.
            if !stream.isTunnel || requestComplete { self.stream = nil }
        }
        stream.responseDataReceived(input.readable, endStream: endOfStream)
        input.removeAll()
        swap(&input, &connection.inbound)
        if endOfStream && self.stream == nil && !connection.isClosed { finish() }
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        countTraffic()
        stopIdleTimer()
        stopAgeTimer()
        if let stream = stream.take() {
            endedUnderStream = true
            switch reason {
            case .connectFailed: stream.streamReset(.connectionFailure)
            case .connectTimeout: stream.streamReset(.connectionTimeout)
            default: stream.streamReset(.connectionTermination)
            }
        }
        owner.connectionClosed(self, reason: reason)
    }

    override public func connectionAboveHighWatermark() { stream?.requestAboveHighWatermark() }

    override public func connectionBelowLowWatermark() { stream?.requestBelowLowWatermark() }
}
