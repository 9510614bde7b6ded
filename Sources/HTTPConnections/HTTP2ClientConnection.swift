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
    var work = HTTP2Work()
    var isClosed = false
    private var isGoingAway = false
    private var active = 0
    private var peerFinished = false
    private var hasSettings = false
    /// Whether all was said that is to be said.
    private var hasFailed = false
    private let keepaliveOptions: HTTP2KeepaliveOptions?
    private var keepalive: HTTP2Keepalive?

    /// The place of a stream whose head could not be sent.
    private static let unsent = -2

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

    override public var awaitsSettings: Bool { !hasSettings && !isClosed && !isGoingAway }

    override public func receivedBytes(of stream: ClientStream) -> Bool {
        (session.stream(at: stream.codecPlace)?.bytesReceived ?? 1) > 0
    }

    override public func bytesSent(of stream: ClientStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.bytesSent ?? 0
    }

    override public func bytesReceived(of stream: ClientStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.bytesReceived ?? 0
    }

    override public func headBytesSent(of stream: ClientStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.headBytesSent ?? 0
    }

    override public func headBytesReceived(of stream: ClientStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.headBytesReceived ?? 0
    }

    private func place(of stream: ClientStream) -> HTTP2Stream? {
        guard !isClosed, let found = session.stream(at: stream.codecPlace), found.client === stream else { return nil }
        return found
    }

    /// Runs `body` with the stream's place, without a reference counted; does nothing when it has none any more.
    @inline(__always)
    private func withPlace(of stream: ClientStream, _ body: (HTTP2Stream) -> Void) {
        guard !isClosed, session.isInUse(stream.codecPlace) else { return }
        session.withStream(at: stream.codecPlace) { if $0.client === stream { body($0) } }
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
                for: stream, head, endStream: endStream, into: &connection.outbound, limit: HTTP2Work.outputLimit)
        else { return false }
        stream.codecPlace = place.place
        wrote()
        return true
    }

    override public func writeData(_ stream: ClientStream, _ data: Span<UInt8>, endStream: Bool) {
        withPlace(of: stream) { place in
            makeRoom(for: data, of: place)
            session.submitData(
                place, data, endStream: endStream, into: &connection.outbound, limit: HTTP2Work.outputLimit)
            if !endStream && mustStop(place, limit: codec.streamBufferLimit) { stream.requestAboveHighWatermark() }
            wrote()
            // The other direction of a tunnel may have ended before.
            if endStream && place.isTunnel && place.isReceivedWhole && place.client === stream { take(place) {} }
        }
    }

    override public func writeTrailers(_ stream: ClientStream, _ trailers: borrowing HeaderMap) {
        guard let place = place(of: stream) else { return }
        session.submitTrailers(place, trailers, into: &connection.outbound, limit: HTTP2Work.outputLimit)
        wrote()
    }

    private func wrote() {
        if session.waitsForOutput { connection.notifyWhenDrained() }
        connection.scheduleFlush()
    }

    override public func reset(_ stream: ClientStream) {
        if stream.codecPlace == Self.unsent {
            stream.codecPlace = -1
            active -= 1
            owner.streamEnded(self)
        } else if let place = place(of: stream) {
            session.submitReset(place, .cancel)
            owner.streamReset(self, .localReset)
            take(place) {}
            if !work.isProcessing { pump() }
        }
    }

    override public func pauseResponse(_ stream: ClientStream) {
        if let place = place(of: stream) { place.pauses += 1 }
    }

    override public func resumeResponse(_ stream: ClientStream) {
        if let place = place(of: stream) { resume(place) }
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
        if endOfStream && !peerFinished {
            peerFinished = true
            // No further stream goes to it while what it has sent is worked on.
            isGoingAway = true
            owner.roomChanged(self)
            if isClosed { return }
        }
        keepalive?.heard()
        process()
        countTraffic()
    }

    override public func connectionDrained() { pump() }

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

    private func process() {
        if !processInput() { return }
        if peerFinished && !isClosed && !connection.leavesInput { peerEnded() }
    }

    /// The upstream sends nothing more. Answers that have come whole, and wait to be taken, are still delivered.
    private func peerEnded() {
        isGoingAway = true
        owner.roomChanged(self)
        session.forEachStream { stream in
            guard stream.client != nil && !stream.receivedEnd else { return }
            endedUnderStream = true
            end(stream, .connectionTermination)
        }
        closeIfDone()
    }

    func handle(_ step: HTTP2Step, _ input: borrowing ByteBuffer) {
        switch step {
        case .needMoreBytes, .handled: break
        case .pingAnswered: keepalive?.answered()
        case .settings:
            hasSettings = true
            owner.roomChanged(self)
        case .informational(let place):
            guard let client = session[place].client else { return }
            client.informationalReceived()
            client.responseHead.reset()
        case .head(let place, let endStream):
            session.withStream(at: place) { deliverHead(of: $0, endStream: endStream) }
        case .data(let place, let offset, let count, let endStream):
            session.withStream(at: place) { stream in
                if stream.client == nil { return session.consume(stream, count) }
                received(input.span(at: offset, count: count), of: stream, endStream: endStream)
            }
        case .trailers(let place):
            let stream = session[place]
            if stream.client != nil { receivedTrailers(of: stream) }
        case .broken(let place, let problem):
            let stream = session[place]
            // As in Envoy, a body of another length than was announced ends its stream, and is no message that was
            // refused. The reset is counted also when the stream was over, so that none was sent.
            if problem == .lengthOfHTTP2 {
                if stream.isClosed { owner.counted(self, .resetSent, 1) }
                return end(stream, .protocolError)
            }
            owner.messageBroken(self, problem)
            // Too much for us is no fault of the upstream's.
            if problem.isOwnRule { return end(stream, .remoteReset) }
            owner.protocolError(self)
            end(stream, .protocolError)
            if !codec.keepsConnectionAfterBadMessage && (problem == .fieldOfHTTP2 || problem == .messageOfHTTP2) {
                session.failMessage()
                fail(.malformedMessage)
            }
        case .reset(let place, let code):
            owner.counted(self, .resetReceived, 1)
            let stream = session[place]
            // The response is complete and waits for its reader: it is not thrown away (RFC 9113 §8.1).
            if (stream.holdsEnd || stream.holdsTrailers) && !stream.isTunnel { return }
            end(stream, Self.reason(of: code))
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
        if !stream.endsOutbound {
            // A response before the end of its request: nobody waits for the rest. The code is Envoy's.
            session.submitReset(stream, .internalError)
            owner.streamReset(self, .localReset)
        }
        take(stream, body)
    }

    private static func reason(of code: HTTP2ErrorCode) -> StreamResetReason {
        switch code {
        case .refusedStream: .remoteRefusedStreamReset
        case .connectError: .connectError
        case .protocolError: .protocolError
        default: .remoteReset
        }
    }

    private func end(_ stream: HTTP2Stream, _ reason: StreamResetReason) {
        guard let client = stream.client else { return session.leave(stream) }
        owner.streamReset(self, reason)
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

    private func fail(_ failure: HTTP2Failure) {
        if isClosed { return }
        owner.connectionFailed(self, failure)
        isGoingAway = true
        owner.roomChanged(self)
        hasFailed = true
        endStreams(.protocolError)
        // An upstream that answers without SETTINGS speaks another protocol, and has no use for a GOAWAY (RFC 9113
        // §3.4).
        if hasSettings {
            session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
            connection.flush()
        }
        connection.close(.now)
    }

    func pump() {
        if isClosed || hasFailed { return }
        session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
        countFrames()
        if let failure = session.failure {
            owner.protocolError(self)
            return fail(failure)
        }
        wrote()
        tellCaughtUp(limit: codec.streamBufferLimit)
        closeIfDone()
    }

    private func closeIfDone() {
        if isGoingAway && active == 0 && !isClosed && !work.isProcessing { connection.close(.now) }
    }
}

extension HTTP2ClientConnection: HTTP2Side {
    func deliverHead(of stream: HTTP2Stream, endStream: Bool) {
        guard let client = stream.client else { return }
        tell(stream, client, ends: endStream) { client.responseHeadersReceived(endStream: endStream) }
    }

    func deliver(_ data: Span<UInt8>, of stream: HTTP2Stream, endStream: Bool) {
        guard let client = stream.client else { return }
        tell(stream, client, ends: endStream) { client.responseDataReceived(data, endStream: endStream) }
    }

    func deliverTrailers(of stream: HTTP2Stream) {
        guard let client = stream.client else { return }
        tell(stream, client, ends: true) { client.responseTrailersReceived() }
    }

    func tellCaughtUp(_ stream: HTTP2Stream) { stream.client?.requestBelowLowWatermark() }

    func count(_ event: HTTP2Event, _ count: UInt64) { owner.counted(self, event, count) }
}

extension HTTP2ClientConnection: HTTP2KeepaliveUser {
    func sendPing() {
        session.submitPing()
        if !work.isProcessing { pump() }
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
}
