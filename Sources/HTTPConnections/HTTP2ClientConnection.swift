internal import Buffers
internal import EventLoops
public import HTTP2
public import HTTPSemantics
public import Transports

/// HTTP/2 towards an upstream (RFC 9113): many streams at a time; the twin of `HTTP2ServerConnection`.
///
/// Each stream that its owner put here, by `writeHeaders`, comes back by exactly one `streamEnded` of the owner.
public final class HTTP2ClientConnection: HTTPClientConnection {
    let session: HTTP2Session
    private let codec: HTTP2Options
    var isProcessing = false
    var isClosed = false
    private var isGoingAway = false
    private var active = 0
    /// Streams whose delivery goes on.
    private var resumed: [HTTP2Stream] = []
    /// Streams whose users were told to stop.
    private var stopped: [HTTP2Stream] = []
    private var peerFinished = false
    private let keepaliveOptions: HTTP2KeepaliveOptions?
    private var keepalive: HTTP2Keepalive?
    private var countedReceived: UInt64 = 0
    private var countedSent: UInt64 = 0
    private var countedResets: UInt64 = 0
    private var countedGoAways: UInt64 = 0

    /// The place of a stream whose head could not be sent.
    private static let unsent = -2

    /// Bytes in the connection's output above which bodies wait in their streams.
    private static let outputLimit = 32 << 10

    /// Marries a connecting or open connection to the codec.
    public init(
        connection: Connection, owner: HTTPClientConnectionOwner, codec: HTTP2Options,
        keepalive: HTTP2KeepaliveOptions? = nil
    ) {
        self.codec = codec
        keepaliveOptions = keepalive
        session = HTTP2Session(isServer: false, options: codec)
        super.init(connection: connection, owner: owner, isMultiplexed: true)
        session.user = self
    }

    override public var activeStreams: Int { active }

    override public var hasRoom: Bool {
        !isClosed && !isGoingAway && UInt32(truncatingIfNeeded: active) < codec.maxConcurrentStreams
            && session.canOpenStream
    }

    override public func receivedBytes(of stream: ClientStream) -> Bool {
        (session.stream(at: stream.codecPlace)?.bytesReceived ?? 1) > 0
    }

    override public func bytesSent(of stream: ClientStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.bytesSent ?? 0
    }

    override public func bytesReceived(of stream: ClientStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.bytesReceived ?? 0
    }

    private func place(of stream: ClientStream) -> HTTP2Stream? {
        guard !isClosed, let found = session.stream(at: stream.codecPlace), found.client === stream else { return nil }
        return found
    }

    // MARK: - Requests

    override public func writeHeaders(
        _ stream: ClientStream, _ head: borrowing RequestHead, endStream: Bool
    ) -> Bool {
        streamsStarted &+= 1
        stream.isTunnel = false
        stream.codecPlace = Self.unsent
        active += 1
        keepalive?.streamBegins()
        guard !isClosed,
            let place = session.submitRequest(
                for: stream, head, endStream: endStream, into: &connection.outbound, limit: Self.outputLimit)
        else { return false }
        stream.codecPlace = place.place
        wrote()
        return true
    }

    override public func writeData(_ stream: ClientStream, _ data: Span<UInt8>, endStream: Bool) {
        guard let place = place(of: stream) else { return }
        session.submitData(
            place, data, endStream: endStream, into: &connection.outbound, limit: Self.outputLimit)
        if place.waitingBytes > codec.streamBufferLimit && !place.isAboveHighWatermark && !endStream {
            place.isAboveHighWatermark = true
            stopped.append(place)
            stream.requestAboveHighWatermark()
        }
        wrote()
        // The other direction of a tunnel may have ended before.
        if endStream && place.isTunnel && place.isReceivedWhole && place.client === stream { take(place) {} }
    }

    override public func writeTrailers(_ stream: ClientStream, _ trailers: borrowing HeaderMap) {
        guard let place = place(of: stream) else { return }
        session.submitTrailers(place, trailers, into: &connection.outbound, limit: Self.outputLimit)
        wrote()
    }

    private func wrote() {
        if session.hasDeferred { connection.notifyWhenDrained() }
        connection.scheduleFlush()
    }

    override public func reset(_ stream: ClientStream) {
        if stream.codecPlace == Self.unsent {
            stream.codecPlace = -1
            active -= 1
            owner.streamEnded(self)
        } else if let place = place(of: stream) {
            session.submitReset(place, .cancel)
            take(place) {}
            if !isProcessing { pump() }
        }
    }

    override public func pauseResponse(_ stream: ClientStream) {
        if let place = place(of: stream) { place.pauses += 1 }
    }

    override public func resumeResponse(_ stream: ClientStream) {
        guard let place = place(of: stream), place.pauses > 0 else { return }
        place.pauses -= 1
        if place.pauses > 0 || (place.inbound.isEmpty && !place.holdsEnd && !place.holdsTrailers) { return }
        resumed.append(place)
        connection.wake()
    }

    override public func drain() {
        isGoingAway = true
        closeIfDone()
    }

    // MARK: - From the transport

    override public func connectionOpened() {
        keepalive = keepaliveOptions.map { HTTP2Keepalive(loop: connection.loop, options: $0, user: self) }
        pump()
        owner.connectionReady(self)
    }

    override public func connectionReadable(endOfStream: Bool) {
        if endOfStream { peerFinished = true }
        keepalive?.heard()
        process()
        countTraffic()
    }

    override public func connectionDrained() {
        session.resumeDeferred()
        pump()
    }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        if isClosed { return }
        isClosed = true
        countTraffic()
        stopIdleTimer()
        stopAgeTimer()
        keepalive?.stop()
        // First, so that nobody who is told of an end is sent here again.
        owner.roomChanged(self)
        if active > 0 { endedUnderStream = true }
        endStreams(session.failure == nil ? .connectionTermination : .protocolError)
        owner.connectionClosed(self, reason: reason)
    }

    private func countTraffic() {
        let received = connection.bytesReceived &- countedReceived
        let sent = connection.bytesSent &- countedSent
        if received == 0 && sent == 0 { return }
        countedReceived = connection.bytesReceived
        countedSent = connection.bytesSent
        owner.trafficChanged(self, received: received, sent: sent)
    }

    private func process() {
        if isProcessing || isClosed { return }
        isProcessing = true
        if !resumed.isEmpty { deliverHeld() }
        var input = ByteBuffer()
        swap(&input, &connection.inbound)
        var steps = 0
        while !isClosed {
            var consumed = 0
            let step = session.step(input.readable, consumed: &consumed)
            if case .needMoreBytes = step { break }
            handle(step, input)
            if case .failed = step { break }
            input.consume(consumed)
            steps &+= 1
            if steps & 0xff == 0 {
                pump()
                connection.flush()
            }
        }
        isProcessing = false
        if isClosed { input.removeAll() }
        swap(&input, &connection.inbound)
        pump()
        if peerFinished && !isClosed { peerEnded() }
    }

    /// The upstream sends nothing more. Answers that have come whole, and wait to be taken, are still delivered.
    private func peerEnded() {
        isGoingAway = true
        owner.roomChanged(self)
        session.forEachStream { stream in
            if stream.client != nil && !stream.receivedEnd { end(stream, .connectionTermination) }
        }
        closeIfDone()
    }

    private func handle(_ step: HTTP2Step, _ input: borrowing ByteBuffer) {
        switch step {
        case .needMoreBytes, .handled: break
        case .pingAnswered: keepalive?.answered()
        case .settings: owner.roomChanged(self)
        case .informational(let stream):
            guard let client = stream.client else { return }
            client.informationalReceived()
            client.responseHead.reset()
        case .head(let stream, let endStream):
            guard let client = stream.client else { return }
            tell(stream, client, ends: endStream) { client.responseHeadersReceived(endStream: endStream) }
        case .data(let stream, let offset, let count, let endStream):
            guard let client = stream.client else { return session.consume(stream, count) }
            if stream.pauses > 0 || !stream.inbound.isEmpty {
                stream.inbound.append(input.span(at: offset, count: count))
                if endStream { stream.holdsEnd = true }
                return
            }
            session.consume(stream, count)
            tell(stream, client, ends: endStream) {
                client.responseDataReceived(input.span(at: offset, count: count), endStream: endStream)
            }
        case .trailers(let stream):
            owner.counted(self, .trailers, 1)
            guard let client = stream.client else { return }
            if stream.pauses > 0 || !stream.inbound.isEmpty {
                stream.holdsTrailers = true
                return
            }
            tell(stream, client, ends: true) { client.responseTrailersReceived() }
        case .broken(let stream, let problem):
            owner.messageBroken(self, problem)
            owner.protocolError(self)
            end(stream, .protocolError)
            if !codec.keepsConnectionAfterBadMessage && (problem == .fieldOfHTTP2 || problem == .messageOfHTTP2) {
                session.failMessage()
                fail(.malformedMessage)
            }
        case .reset(let stream, let code):
            owner.counted(self, .resetReceived, 1)
            end(stream, code == .refusedStream ? .remoteRefusedStreamReset : .remoteReset)
        case .goAway:
            isGoingAway = true
            owner.closeAnnounced(self)
            // nghttp2 has closed those that the upstream says not to have looked at.
            session.forEachStream { stream in
                if stream.isClosed && !stream.receivedEnd { end(stream, .remoteRefusedStreamReset) }
            }
        case .failed(let failure):
            owner.protocolError(self)
            fail(failure)
        }
    }

    /// Runs a callback of the stream. When it is the last, the stream has forgotten us before it hears it.
    private func tell(_ stream: HTTP2Stream, _ client: ClientStream, ends: Bool, _ body: () -> Void) {
        if !ends || (stream.isTunnel && !stream.endsOutbound) { return body() }
        if !stream.endsOutbound { session.submitReset(stream, .noError) }
        take(stream, body)
    }

    private func end(_ stream: HTTP2Stream, _ reason: StreamResetReason) {
        guard let client = stream.client else { return session.leave(stream) }
        take(stream) { client.streamReset(reason) }
    }

    /// Takes the stream from its user; `body` is the last that it hears. It may open another on the same connection.
    private func take(_ stream: HTTP2Stream, _ body: () -> Void) {
        let id = stream.id
        stream.client = nil
        active -= 1
        body()
        if stream.id == id { session.leave(stream) }
        owner.streamEnded(self)
    }

    private func endStreams(_ reason: StreamResetReason) {
        session.forEachStream { stream in
            if stream.client != nil { end(stream, reason) }
        }
    }

    private func deliverHeld() {
        var streams: [HTTP2Stream] = []
        swap(&streams, &resumed)
        for stream in streams {
            if stream.pauses == 0, let client = stream.client, !stream.inbound.isEmpty {
                var data = ByteBuffer()
                swap(&data, &stream.inbound)
                let ends = stream.holdsEnd
                stream.holdsEnd = false
                session.consume(stream, data.count)
                tell(stream, client, ends: ends) { client.responseDataReceived(data.readable, endStream: ends) }
            }
            if stream.pauses == 0, let client = stream.client, stream.holdsEnd {
                stream.holdsEnd = false
                tell(stream, client, ends: true) { client.responseDataReceived(Span(), endStream: true) }
            }
            if stream.pauses == 0, let client = stream.client, stream.holdsTrailers {
                stream.holdsTrailers = false
                tell(stream, client, ends: true) { client.responseTrailersReceived() }
            }
        }
    }

    private func fail(_ failure: HTTP2Failure) {
        if isClosed { return }
        owner.connectionFailed(self, failure)
        isGoingAway = true
        owner.roomChanged(self)
        if active > 0 { endedUnderStream = true }
        endStreams(.protocolError)
        session.drain(into: &connection.outbound, limit: Self.outputLimit)
        connection.flush()
        connection.close(.now)
    }

    func pump() {
        if isClosed { return }
        session.drain(into: &connection.outbound, limit: Self.outputLimit)
        if session.resetsSent != countedResets {
            owner.counted(self, .resetSent, session.resetsSent &- countedResets)
            countedResets = session.resetsSent
        }
        if session.goAwaysSent != countedGoAways {
            owner.counted(self, .goAwaySent, session.goAwaysSent &- countedGoAways)
            countedGoAways = session.goAwaysSent
        }
        if let failure = session.failure {
            owner.protocolError(self)
            return fail(failure)
        }
        wrote()
        if !stopped.isEmpty { tellCaughtUp() }
        closeIfDone()
    }

    private func tellCaughtUp() {
        var streams: [HTTP2Stream] = []
        swap(&streams, &stopped)
        for stream in streams where stream.isAboveHighWatermark {
            if stream.waitingBytes > codec.streamBufferLimit / 2 && stream.client != nil {
                stopped.append(stream)
            } else {
                stream.isAboveHighWatermark = false
                stream.client?.requestBelowLowWatermark()
            }
        }
    }

    private func closeIfDone() {
        if isGoingAway && active == 0 && !isClosed && !isProcessing { connection.close(.now) }
    }
}

extension HTTP2ClientConnection: HTTP2KeepaliveUser {
    func sendPing() {
        session.submitPing()
        if !isProcessing { pump() }
    }

    func pingTimedOut() {
        if isClosed { return }
        owner.counted(self, .keepaliveTimeout, 1)
        connection.close(.now)
    }
}

extension HTTP2ClientConnection: HTTP2SessionUser {
    /// Does not happen: an upstream opens no streams.
    public func streamOpened(_ stream: HTTP2Stream) {}

    /// Nothing more comes or goes; whoever takes part hears of it by the step that ended it.
    public func streamClosed(_ stream: HTTP2Stream) {}
}
