internal import Buffers
internal import EventLoops
public import HTTP2
public import HTTPSemantics
public import Transports

/// HTTP/2 towards a downstream (RFC 9113): many streams at a time.
///
/// ```
///  bytes ─▶ HTTP2Session.step ─▶ stream opened ─▶ head ─▶ data ─▶ trailers
///                                     │ response complete, or reset ─▶ its user leaves; what is left is still sent
///  drain: GOAWAY (no number) ─drain timeout─▶ GOAWAY (last stream) ─no stream left─▶ close
///  GOAWAY from the client ─no stream left─▶ close
/// ```
/// What the session writes while one read is worked on leaves in one send, or in more where its bodies fill the output.
/// A stream whose source is faster than its client holds at most `HTTP2Options.streamBufferLimit` and the piece that
/// passed it; all streams together put at most `HTTP2Work.outputLimit` bytes of bodies into the connection's output.
///
/// The class body holds the state and what it overrides. The extensions hold the steps: `+Frames` what the session
/// makes of bytes, `+Streams` how a stream begins and ends, `+Flush` the rest of complete responses, `+Failures` what
/// ends the connection early.
public final class HTTP2ServerConnection: HTTPServerConnection {
    let session: HTTP2Session
    let codec: HTTP2Options
    private var peerFinished = false
    var work = HTTP2Work()
    var isClosed = false
    /// Whether one side has said that no further stream is to come: the connection ends with the last one.
    var isLastStreamKnown = false

    // Streams.
    var requests: UInt32 = 0
    var active = 0
    /// Streams whose head is not complete.
    var openHeads = 0
    var ended = HTTP2EndedStreams()
    /// Requests that wait for another turn of the loop.
    var turns: HTTP2RequestTurns
    /// The place of the stream whose callback is running; -1 for none.
    var current = -1
    /// Streams whose response was completed while ends were held.
    var held: [HTTP2Stream] = []

    /// Made when the rest of a response first has to wait.
    var flushTimer: LoopTimer?
    private(set) var keepalive: HTTP2Keepalive?

    /// Marries an accepted connection to the codec.
    public init(
        connection: Connection, owner: HTTPServerConnectionOwner, options: HTTPServerConnectionOptions,
        codec: HTTP2Options, keepalive: HTTP2KeepaliveOptions? = nil
    ) {
        self.codec = codec
        turns = HTTP2RequestTurns(limit: owner.streamLimits.requestsPerTurn)
        session = HTTP2Session(isServer: true, options: codec)
        super.init(connection: connection, owner: owner, options: options, speaksHTTP2: true)
        session.user = self
        self.keepalive = keepalive.map { HTTP2Keepalive(loop: connection.loop, options: $0, user: self) }
    }

    /// The connection was open before it was known to speak HTTP/2.
    public func takeOver() { armIdle() }

    override public var activeStreams: Int { active }

    override public func bytesReceived(of stream: ServerStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.bytesReceived ?? 0
    }

    override public func bytesSent(of stream: ServerStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.bytesSent ?? 0
    }

    override public func headBytesReceived(of stream: ServerStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.headBytesReceived ?? 0
    }

    override public func headBytesSent(of stream: ServerStream) -> UInt64 {
        session.stream(at: stream.codecPlace)?.headBytesSent ?? 0
    }

    override public func hasDroppedFields(of stream: ServerStream) -> Bool {
        session.stream(at: stream.codecPlace)?.hasDroppedFields ?? false
    }

    // MARK: - From the transport

    override public func connectionOpened() { armIdle() }

    override public func connectionReadable(endOfStream: Bool) {
        if endOfStream { peerFinished = true }
        takeTurn()
        // Without frames from the client, window updates included, no stream comes to its end.
        if processInput() && peerFinished && !isClosed && !connection.leavesInput { connection.close(.now) }
        countTraffic()
    }

    override public func connectionDrained() { pump() }

    override public func connectionAboveHighWatermark() { connection.pauseReading() }

    override public func connectionBelowLowWatermark() { connection.resumeReading() }

    override public func connectionClosed(_ reason: ConnectionCloseReason) {
        isClosed = true
        closeReason = reason
        cancelTimers()
        if active > 0 { endedUnderStream = true }
        endStreams { $0.streamReset(.connectionTermination) }
        countTraffic()
        owner.connectionClosed(self, reason: reason)
    }

    override public func timerFired(_ kind: UInt8) {
        if isClosed { return }
        switch TimerKind(rawValue: kind) {
        case nil: break
        case .idle:
            if active > 0 || endInSilence(isTooOld: false) { return }
            owner.idleTimeout(self)
            drain()
        case .duration:
            if endInSilence(isTooOld: true) { return }
            owner.connectionDurationReached(self)
            drain()
        case .head: headExpired()
        case .drain: sendFinalGoAway()
        case .flush: flushExpired()
        }
    }

    // MARK: - Responses

    override public func writeInformational(_ stream: ServerStream, _ head: borrowing ResponseHead) {
        guard let place = place(of: stream) else { return }
        session.submitResponse(
            place, head, endStream: false, into: &connection.outbound, limit: HTTP2Work.outputLimit)
        connection.scheduleFlush()
    }

    override public func writeHeaders(_ stream: ServerStream, _ head: borrowing ResponseHead, endStream: Bool) {
        withPlace(of: stream) { place in
            if endsWithAnswer { drain() }
            place.isAnswered = true
            let status = head.status
            let opensTunnel = !endStream && stream.requestHead.tunnel.isGranted(by: status)
            if !opensTunnel && (stream.requestHead.method == .head || status == 204 || status == 304) {
                place.sendsNoBody = true
            }
            session.submitResponse(
                place, head, endStream: endStream, into: &connection.outbound, limit: HTTP2Work.outputLimit)
            wrote(place, stream)
        }
    }

    override public func writeData(_ stream: ServerStream, _ data: Span<UInt8>, endStream: Bool) {
        withPlace(of: stream) { place in
            let data = place.sendsNoBody ? Span() : data
            makeRoom(for: data, of: place)
            session.submitData(
                place, data, endStream: endStream, into: &connection.outbound, limit: HTTP2Work.outputLimit)
            if !endStream && mustStop(place, limit: codec.streamBufferLimit) { stream.responseAboveHighWatermark() }
            wrote(place, stream)
        }
    }

    override public func writeTrailers(_ stream: ServerStream, _ trailers: borrowing HeaderMap) {
        guard let place = place(of: stream) else { return }
        session.submitTrailers(place, trailers, into: &connection.outbound, limit: HTTP2Work.outputLimit)
        wrote(place, stream)
    }

    override public func reset(_ stream: ServerStream, _ reason: StreamResetReason) {
        guard let place = place(of: stream) else { return }
        session.submitReset(place, Self.code(of: reason))
        end(place, stream) { _ in }
        if !work.isProcessing { pump() }
    }

    override public func pauseRequest(_ stream: ServerStream) {
        if let place = place(of: stream) { place.pauses += 1 }
    }

    override public func resumeRequest(_ stream: ServerStream) {
        if let place = place(of: stream) { resume(place) }
    }

    // MARK: - Ends

    override func endReleased() {
        while let stream = held.popLast() {
            if isOver(stream), let server = stream.server { finish(stream, server) }
        }
    }

    override public func drain() {
        if isDraining || isClosed { return }
        isDraining = true
        session.submitShutdownNotice()
        armDrain()
        if !work.isProcessing { pump() }
    }
}
