internal import EventLoops
public import HTTP2
internal import HTTPSemantics
internal import Transports

/// How a stream begins and ends.
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
        armHead()
        if let limit = options.maxRequestsPerConnection, requests == limit {
            owner.maxRequestsReached(self)
            drain()
        }
    }
}

extension HTTP2ServerConnection {
    func headEnded() {
        openHeads -= 1
        if openHeads <= 0 { headTimer?.cancel() }
    }

    /// Runs a callback of the stream; an end that it brought comes behind it.
    func tell(_ stream: HTTP2Stream, _ body: () -> Void) {
        let outer = current
        current = stream.place
        body()
        current = outer
        if isOver(stream), let server = stream.server { finish(stream, server) }
    }

    /// Whether the user's part in a stream is over: with the response, or with both directions of a tunnel.
    func isOver(_ stream: HTTP2Stream) -> Bool {
        stream.endsOutbound && (!stream.isTunnel || stream.isReceivedWhole)
    }

    /// Ends the user's part in a stream; `body` is the last that it hears.
    func end(_ stream: HTTP2Stream, _ server: ServerStream, _ body: (ServerStream) -> Void) {
        stream.server = nil
        if stream.holdsHead { turns.remove(stream) }
        active -= 1
        ended.count()
        body(server)
        owner.streamEnded(server, on: self)
        server.codecPlace = -1
        session.leave(stream)
        if active == 0 && !isClosed { armIdle() }
    }

    /// The response is complete: the user is done, though bytes may wait.
    func finish(_ stream: HTTP2Stream, _ server: ServerStream) {
        if stream.place == current { return }
        if endHolds > 0 {
            held.append(stream)
            return
        }
        end(stream, server) { _ in }
        if isLastStreamKnown && !work.isProcessing { pump() }
    }

    func endStreams(_ body: (ServerStream) -> Void) {
        session.forEachStream { stream in
            if let server = stream.server { end(stream, server, body) }
        }
    }

    func place(of stream: ServerStream) -> HTTP2Stream? {
        guard !isClosed, let found = session.stream(at: stream.codecPlace), found.server === stream else { return nil }
        return found
    }

    /// Runs `body` with the stream's place, without a reference counted; does nothing when it has none any more.
    @inline(__always)
    func withPlace(of stream: ServerStream, _ body: (HTTP2Stream) -> Void) {
        guard !isClosed, session.isInUse(stream.codecPlace) else { return }
        session.withStream(at: stream.codecPlace) { if $0.server === stream { body($0) } }
    }

    static func code(of reason: StreamResetReason) -> HTTP2ErrorCode {
        switch reason {
        case .localRefusedStreamReset: .refusedStream
        case .protocolError: .protocolError
        case .connectError, .connectionFailure, .localConnectionFailure, .connectionTimeout: .connectError
        case .localReset, .remoteReset, .remoteRefusedStreamReset, .connectionTermination, .overflow: .internalError
        }
    }
}
