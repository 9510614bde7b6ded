internal import Buffers
internal import EventLoops
public import HTTP2
public import HTTPSemantics
public import Transports

/// HTTP/2 towards a downstream (RFC 9113): many streams at a time.
///
/// ```
///  bytes ─▶ HTTP2Session.step ─▶ stream opened ─▶ head ─▶ data ─▶ trailers
///                                     │ answer complete, or reset ─▶ its user leaves; what is left is still sent
///  drain: GOAWAY (no number) ─drain timeout─▶ GOAWAY (last stream) ─no stream left─▶ close
///  GOAWAY from the client ─no stream left─▶ close
/// ```
/// What the session writes while one read is worked on leaves in one send. A stream whose source is faster than its
/// client holds at most `HTTP2Options.streamBufferLimit` and the piece that passed it; all streams together put at most
/// `HTTP2Work.outputLimit` bytes of bodies into the connection's output.
public final class HTTP2ServerConnection: HTTPServerConnection {
    let session: HTTP2Session
    private let codec: HTTP2Options
    private var peerFinished = false
    var work = HTTP2Work()
    var isClosed = false
    private var requests: UInt32 = 0
    private var active = 0
    /// The stream whose callback is running.
    private var current: HTTP2Stream?
    /// Streams whose answer was completed while ends were held.
    private var held: [HTTP2Stream] = []
    /// Streams whose requests wait for another turn of the loop, and requests taken in this one.
    private var deferred: [(stream: HTTP2Stream, endsWithHead: Bool)] = []
    private var requestsInTurn: UInt64 = 0
    private let requestsPerTurn: UInt64?
    /// Streams whose head is not complete.
    private var openHeads = 0
    /// Streams that have ended, and those of them that the client reset early.
    private var endedStreams: UInt64 = 0
    private var prematureResets: UInt64 = 0
    /// Whether one side has said that no further stream is to come: the connection ends with the last one.
    private var isLastStreamKnown = false
    private let idleTimer: LoopTimer?
    private var durationTimer: LoopTimer?
    private let headTimer: LoopTimer?
    private var drainTimer: LoopTimer?
    private var flushTimer: LoopTimer?
    private var keepalive: HTTP2Keepalive?

    private enum TimerKind: UInt8 {
        case idle, duration, head, drain, flush
    }

    /// Marries an accepted connection to the codec.
    public init(
        connection: Connection, owner: HTTPServerConnectionOwner, options: HTTPServerConnectionOptions,
        codec: HTTP2Options, keepalive: HTTP2KeepaliveOptions? = nil
    ) {
        self.codec = codec
        requestsPerTurn = owner.streamLimits.requestsPerTurn
        session = HTTP2Session(isServer: true, options: codec)
        let loop = connection.loop
        // Constants: what each request arms is reached without counting references.
        idleTimer =
            options.idleTimeout == nil
            ? nil : LoopTimer(loop: loop, kind: TimerKind.idle.rawValue, timeoutKind: .connectionIdle)
        headTimer =
            options.requestHeadersTimeout == nil ? nil : LoopTimer(loop: loop, kind: TimerKind.head.rawValue)
        super.init(connection: connection, owner: owner, options: options, speaksHTTP2: true)
        idleTimer?.owner = self
        headTimer?.owner = self
        session.user = self
        self.keepalive = keepalive.map { HTTP2Keepalive(loop: loop, options: $0, user: self) }
        if let age = options.maxConnectionDuration {
            durationTimer = LoopTimer(
                loop: loop, owner: self, kind: TimerKind.duration.rawValue, timeoutKind: .connectionAge)
            durationTimer?.armTimeout(ConnectionAge.jittered(age, percent: options.maxConnectionDurationJitter))
        }
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

    // MARK: - From the transport

    override public func connectionOpened() { armIdle() }

    override public func connectionReadable(endOfStream: Bool) {
        if endOfStream { peerFinished = true }
        process()
        countTraffic()
    }

    override public func connectionDrained() {
        session.resumeDeferred()
        pump()
    }

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

    // MARK: - Frames

    private func process() {
        takeTurn()
        if !processInput() { return }
        // Without frames from the client, window updates included, no stream comes to its end.
        if peerFinished && !isClosed && !connection.leavesInput { connection.close(.now) }
    }

    func handle(_ step: HTTP2Step, _ input: borrowing ByteBuffer) {
        switch step {
        case .needMoreBytes, .handled, .settings, .informational: break
        case .goAway: isLastStreamKnown = true
        case .pingAnswered: keepalive?.answered()
        case .head(let stream, let endStream):
            headEnded()
            guard let server = stream.server else { return }
            hasServed = true
            if session.droppedFields > 0 { owner.fieldsDropped(self, count: session.droppedFields) }
            if let requestsPerTurn, waitsForTurn(stream, endStream: endStream, requestsPerTurn) { return }
            tell(stream) { server.requestHeadersReceived(endStream: endStream) }
        case .data(let stream, let offset, let count, let endStream):
            if stream.server == nil { return session.consume(stream, count) }
            received(input.span(at: offset, count: count), of: stream, endStream: endStream)
        case .trailers(let stream):
            owner.counted(self, .trailers, 1)
            if stream.server != nil { receivedTrailers(of: stream) }
        case .broken(let stream, let problem): refuse(stream, problem)
        case .reset(let stream, let code):
            owner.counted(self, .resetReceived, 1)
            if let server = stream.server {
                if !stream.receivedHead { headEnded() }
                countPremature(stream)
                end(stream, server) {
                    $0.streamReset(code == .refusedStream ? .remoteRefusedStreamReset : .remoteReset)
                }
                closeIfAbused()
            } else {
                session.leave(stream)
            }
        case .failed(let failure): fail(failure)
        }
    }

    // MARK: - Requests that wait

    /// A turn of the loop begins: requests that wait come first.
    private func takeTurn() {
        if work.isProcessing || isClosed { return }
        requestsInTurn = 0
        if deferred.isEmpty { return }
        work.isProcessing = true
        takeDeferred()
        work.isProcessing = false
    }

    /// Whether a request waits for another turn, since this one has taken as many as it may, or others wait already.
    /// Meanwhile its client may think better of it: then nobody hears of it.
    private func waitsForTurn(_ stream: HTTP2Stream, endStream: Bool, _ limit: UInt64) -> Bool {
        if deferred.isEmpty {
            requestsInTurn &+= 1
            if requestsInTurn <= limit { return false }
        }
        stream.holdsHead = true
        stream.pauses += 1
        deferred.append((stream, endStream))
        connection.wake()
        return true
    }

    /// Takes the requests that have waited longest: one in any case.
    private func takeDeferred() {
        let turn = deferred.prefix(Int(clamping: max(1, requestsPerTurn ?? .max)))
        deferred.removeFirst(turn.count)
        requestsInTurn = UInt64(turn.count)
        for (stream, endsWithHead) in turn {
            guard stream.holdsHead, let server = stream.server else { continue }
            stream.holdsHead = false
            tell(stream) { server.requestHeadersReceived(endStream: endsWithHead) }
            if stream.server === server { resume(stream) }
        }
        if !deferred.isEmpty { connection.wake() }
    }

    /// Runs a callback of the stream; an end that it brought comes behind it.
    private func tell(_ stream: HTTP2Stream, _ body: () -> Void) {
        let outer = current
        current = stream
        body()
        current = outer
        if isOver(stream), let server = stream.server { finish(stream, server) }
    }

    /// Whether the user's part in a stream is over: with the answer, or with both directions of a tunnel.
    private func isOver(_ stream: HTTP2Stream) -> Bool {
        stream.endsOutbound && (!stream.isTunnel || stream.isReceivedWhole)
    }

    /// A message broke the rules: nobody answers it.
    private func refuse(_ stream: HTTP2Stream, _ problem: MessageProblem) {
        if !stream.receivedHead { headEnded() }
        owner.messageBroken(self, problem)
        if stream.receivedHead && problem != .lengthOfHTTP2 { owner.counted(self, .trailers, 1) }
        let endsConnection =
            !codec.keepsConnectionAfterBadMessage && (problem == .fieldOfHTTP2 || problem == .messageOfHTTP2)
        if let server = stream.server {
            if endsConnection { endedUnderStream = true }
            countPremature(stream)
            end(stream, server) { $0.requestBroken(problem) }
        } else {
            session.leave(stream)
        }
        if endsConnection {
            session.failMessage()
            fail(.malformedMessage)
        } else {
            closeIfAbused()
        }
    }

    /// The connection cannot go on: what explains it is sent, then it closes.
    private func fail(_ failure: HTTP2Failure) {
        if isClosed { return }
        owner.connectionFailed(self, failure)
        if active > 0 { endedUnderStream = true }
        endStreams { $0.requestBroken(failure.problem) }
        session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
        countFrames()
        // Whoever does not read what it has caused is not waited for.
        if failure == .outboundControlFlood || failure == .outboundFlood {
            isClosed = true
            connection.close(.now)
        } else {
            closeNow()
        }
    }

    /// Writes what waits in the session, and sees to what that brings.
    func pump() {
        if isClosed { return }
        session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
        countFrames()
        if let failure = session.failure { return fail(failure) }
        if session.hasDeferred { connection.notifyWhenDrained() }
        connection.scheduleFlush()
        tellCaughtUp(limit: codec.streamBufferLimit)
        if isLastStreamKnown && active == 0 && session.streamCount == 0 { closeNow() }
    }

    // MARK: - Streams

    /// Ends the user's part in a stream; `body` is the last that it hears.
    private func end(_ stream: HTTP2Stream, _ server: ServerStream, _ body: (ServerStream) -> Void) {
        stream.server = nil
        if stream.holdsHead { deferred.removeAll { $0.stream === stream } }
        active -= 1
        endedStreams &+= 1
        body(server)
        owner.streamEnded(server, on: self)
        server.codecPlace = -1
        session.leave(stream)
        if active == 0 && !isClosed { armIdle() }
    }

    /// The answer is complete: the user is done, though bytes may wait.
    private func finish(_ stream: HTTP2Stream, _ server: ServerStream) {
        if stream === current { return }
        if endHolds > 0 {
            held.append(stream)
            return
        }
        end(stream, server) { _ in }
        if isLastStreamKnown && !work.isProcessing { pump() }
    }

    override func endReleased() {
        while let stream = held.popLast() {
            if isOver(stream), let server = stream.server { finish(stream, server) }
        }
    }

    /// A stream comes to its end by the client's doing; what has no answer soon after its start was never wanted.
    private func countPremature(_ stream: HTTP2Stream) {
        // As Envoy counts, in whole seconds.
        let age = (connection.loop.now &- stream.openedAt) / 1_000_000_000
        if age <= owner.streamLimits.resetLifetime && !stream.isAnswered { prematureResets &+= 1 }
    }

    /// Closes when most streams were given up at once, by resets of the client (CVE-2023-44487) or by what makes us
    /// reset them. Of the first streams half are enough, as Envoy has it, however few there were.
    private func closeIfAbused() {
        if isClosed || prematureResets &* 2 < max(endedStreams, owner.streamLimits.resetStreams) { return }
        owner.tooManyPrematureResets(self)
        if active > 0 { endedUnderStream = true }
        endStreams { $0.streamReset(.connectionTermination) }
        session.drain(into: &connection.outbound, limit: HTTP2Work.outputLimit)
        countFrames()
        // Nothing that was said to such a client is worth a wait.
        isClosed = true
        connection.close(.now)
    }

    private func endStreams(_ body: (ServerStream) -> Void) {
        session.forEachStream { stream in
            if let server = stream.server { end(stream, server, body) }
        }
    }

    private func place(of stream: ServerStream) -> HTTP2Stream? {
        guard !isClosed, let found = session.stream(at: stream.codecPlace), found.server === stream else { return nil }
        return found
    }

    // MARK: - Answers

    override public func writeInformational(_ stream: ServerStream, _ head: borrowing ResponseHead) {
        guard let place = place(of: stream) else { return }
        session.submitResponse(
            place, head, endStream: false, into: &connection.outbound, limit: HTTP2Work.outputLimit)
        connection.scheduleFlush()
    }

    override public func writeHeaders(_ stream: ServerStream, _ head: borrowing ResponseHead, endStream: Bool) {
        guard let place = place(of: stream) else { return }
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

    override public func writeData(_ stream: ServerStream, _ data: Span<UInt8>, endStream: Bool) {
        guard let place = place(of: stream) else { return }
        session.submitData(
            place, place.sendsNoBody ? Span() : data, endStream: endStream, into: &connection.outbound,
            limit: HTTP2Work.outputLimit)
        if !endStream && mustStop(place, limit: codec.streamBufferLimit) { stream.responseAboveHighWatermark() }
        wrote(place, stream)
    }

    override public func writeTrailers(_ stream: ServerStream, _ trailers: borrowing HeaderMap) {
        guard let place = place(of: stream) else { return }
        session.submitTrailers(place, trailers, into: &connection.outbound, limit: HTTP2Work.outputLimit)
        wrote(place, stream)
    }

    private func wrote(_ place: HTTP2Stream, _ stream: ServerStream) {
        if session.hasDeferred { connection.notifyWhenDrained() }
        connection.scheduleFlush()
        if place.endsOutbound {
            if place.waitingBytes > 0 { awaitFlush(place, stream.flushTimeout ?? options.flushTimeout ?? 0) }
            if isOver(place) { finish(place, stream) }
        }
    }

    /// Gives the rest of an answer so much time to leave.
    private func awaitFlush(_ place: HTTP2Stream, _ timeout: UInt64) {
        place.flushBegan = connection.loop.now
        place.flushTimeout = timeout
        if timeout > 0 { armFlush(timeout, due: place.flushBegan &+ timeout) }
    }

    /// The timer waits for the stream whose time is over first.
    private func armFlush(_ timeout: UInt64, due: UInt64) {
        let timer =
            flushTimer
            ?? LoopTimer(
                loop: connection.loop, owner: self, kind: TimerKind.flush.rawValue, timeoutKind: .streamFlush)
        flushTimer = timer
        if !timer.isArmed || due < timer.deadline { timer.armTimeout(timeout) }
    }

    override public func reset(_ stream: ServerStream, _ reason: StreamResetReason) {
        guard let place = place(of: stream) else { return }
        session.submitReset(place, Self.code(of: reason))
        end(place, stream) { _ in }
        if !work.isProcessing { pump() }
    }

    private static func code(of reason: StreamResetReason) -> HTTP2ErrorCode {
        switch reason {
        case .localRefusedStreamReset: .refusedStream
        case .protocolError: .protocolError
        case .connectError, .connectionFailure, .localConnectionFailure, .connectionTimeout: .connectError
        case .localReset, .remoteReset, .remoteRefusedStreamReset, .connectionTermination, .overflow: .internalError
        }
    }

    override public func pauseRequest(_ stream: ServerStream) {
        if let place = place(of: stream) { place.pauses += 1 }
    }

    override public func resumeRequest(_ stream: ServerStream) {
        if let place = place(of: stream) { resume(place) }
    }

    // MARK: - Timers and ends

    private func armIdle() {
        if let idle = options.idleTimeout { idleTimer?.armTimeout(idle) }
    }

    private func headEnded() {
        openHeads -= 1
        if openHeads <= 0 { headTimer?.cancel() }
    }

    private func cancelTimers() {
        idleTimer?.cancel()
        durationTimer?.cancel()
        headTimer?.cancel()
        drainTimer?.cancel()
        flushTimer?.cancel()
        keepalive?.stop()
    }

    private func closeNow() {
        cancelTimers()
        isClosed = true
        connection.delayedCloseTimeout = options.delayedCloseTimeout ?? 0
        connection.close(.afterFlush)
    }

    override public func timerFired(_ kind: UInt8) {
        if isClosed { return }
        switch TimerKind(rawValue: kind) {
        case nil: break
        case .idle:
            if active > 0 { return }
            owner.idleTimeout(self)
            drain()
        case .duration:
            owner.connectionDurationReached(self)
            drain()
        case .head: headExpired()
        case .drain: sendFinalGoAway()
        case .flush: flushExpired()
        }
    }

    private func headExpired() {
        session.forEachStream { stream in
            guard let server = stream.server, !stream.receivedHead else { return }
            owner.headTimeout(self, server)
        }
        pump()
    }

    /// What is left of complete answers has found no window for too long.
    private func flushExpired() {
        let loop = connection.loop
        var next: UInt64?
        session.forEachStream { stream in
            guard stream.server == nil, stream.waitingBytes > 0, stream.flushTimeout > 0 else { return }
            let allowed = loop.timeoutReduction.reduced(stream.flushTimeout, .streamFlush)
            let passed = loop.now &- stream.flushBegan
            if passed < allowed {
                next = min(next ?? .max, stream.flushTimeout &- min(passed, stream.flushTimeout))
                return
            }
            owner.counted(self, .flushTimeout, 1)
            session.submitReset(stream, .internalError)
        }
        if let next { armFlush(next, due: loop.now &+ next) }
        pump()
    }

    override public func drain() {
        if isDraining || isClosed { return }
        isDraining = true
        session.submitShutdownNotice()
        if drainTimer == nil {
            drainTimer = LoopTimer(loop: connection.loop, owner: self, kind: TimerKind.drain.rawValue)
        }
        drainTimer?.arm(after: options.drainTimeout)
        if !work.isProcessing { pump() }
    }

    private func sendFinalGoAway() {
        isLastStreamKnown = true
        session.submitGoAway()
        pump()
    }
}

extension HTTP2ServerConnection: HTTP2Side {
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

    func countTraffic(received: UInt64, sent: UInt64) { owner.trafficChanged(self, received: received, sent: sent) }
}

extension HTTP2ServerConnection: HTTP2KeepaliveUser {
    func sendPing() {
        session.submitPing()
        pump()
    }

    func pingTimedOut() {
        if isClosed { return }
        owner.counted(self, .keepaliveTimeout, 1)
        connection.close(.now)
    }
}

extension HTTP2ServerConnection: HTTP2SessionUser {
    /// The client opens a stream: the owner's object takes its request.
    public func streamOpened(_ stream: HTTP2Stream) {
        idleTimer?.cancel()
        requests &+= 1
        active += 1
        openHeads += 1
        let server = owner.makeStream(on: self)
        server.codecPlace = stream.place
        stream.server = server
        stream.openedAt = connection.loop.now
        if let timeout = options.requestHeadersTimeout { headTimer?.arm(after: timeout) }
        if let limit = options.maxRequestsPerConnection, requests == limit {
            owner.maxRequestsReached(self)
            drain()
        }
    }
}
