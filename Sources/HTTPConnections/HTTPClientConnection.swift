internal import EventLoops
public import HTTP2
public import HTTPSemantics
public import Transports

/// The owner of client connections, usually a pool.
open class HTTPClientConnectionOwner {
    /// Makes an owner without connections.
    public init() {}

    /// The handshake of a connection is done, and with it the version of HTTP is known. The owner puts a codec in the
    /// connection's place.
    open func versionNegotiated(_ connection: NegotiatingClientConnection) {}

    /// The connection is open and takes streams.
    open func connectionReady(_ connection: HTTPClientConnection) {}

    /// A stream of a multiplexed connection is over, whatever its end.
    open func streamEnded(_ connection: HTTPClientConnection) {}

    /// A stream of a multiplexed connection did not come to its proper end: we, the peer or the connection reset it.
    open func streamReset(_ connection: HTTPClientConnection, _ reason: StreamResetReason) {}

    /// A multiplexed connection may take more streams than before, or fewer.
    open func roomChanged(_ connection: HTTPClientConnection) {}

    /// A response broke the rules of HTTP/2; its stream is gone.
    open func messageBroken(_ connection: HTTPClientConnection, _ problem: MessageProblem) {}

    /// The connection closes, since its peer broke the rules of HTTP/2.
    open func connectionFailed(_ connection: HTTPClientConnection, _ failure: HTTP2Failure) {}

    /// Something of HTTP/2 happened that is counted.
    open func counted(_ connection: HTTPClientConnection, _ event: HTTP2Event, _ count: UInt64) {}

    /// A stream is over and the connection can take another one.
    open func connectionIdle(_ connection: HTTPClientConnection) {}

    /// The connection is closed, or could not be opened; the last call. Its stream was reset before.
    open func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {}

    /// The streams of the connection are over, and it closes when the bytes that they left are sent.
    open func connectionFlushing(_ connection: HTTPClientConnection) {}

    /// Bytes came in or went out.
    open func trafficChanged(_ connection: HTTPClientConnection, received: UInt64, sent: UInt64) {}

    /// The connection has been idle for the time given to `startIdleTimer`.
    open func connectionIdleTimeout(_ connection: HTTPClientConnection) { connection.close() }

    /// The connection has reached the age given to `startAgeTimer`.
    open func connectionTooOld(_ connection: HTTPClientConnection) { connection.close() }

    /// The head of a response says that the connection will not be used again.
    open func closeAnnounced(_ connection: HTTPClientConnection) {}

    /// The upstream broke the protocol.
    open func protocolError(_ connection: HTTPClientConnection) {}
}

/// A codec married to an upstream connection: turns requests into bytes and bytes into responses.
///
/// The twin of `HTTPServerConnection`. All methods run on the connection's loop.
open class HTTPClientConnection: ConnectionHandler {
    /// The bytes' way in and out.
    public final let connection: Connection
    /// The pool that lends the connection out. Both keep each other until the owner hears that the connection is
    /// closed.
    public final let owner: HTTPClientConnectionOwner
    /// Whether it carries several streams at a time.
    public final let isMultiplexed: Bool
    /// Set by the owner: when the connection was begun, on the loop's clock.
    public final var openedAt: UInt64 = 0
    /// Set by the owner: when it was open.
    public final var readyAt: UInt64 = 0
    /// Set by the owner: whether it was ever open.
    public final var isReady = false
    /// Set by the owner: whether it no longer counts as lent.
    public final var isDetached = false
    /// Set by the owner: how many bytes came with the last read.
    public final var lastReceived: UInt64 = 0
    /// Whether it closed while a stream was in progress.
    public internal(set) final var endedUnderStream = false
    /// Whether we were the first to end it, or the tunnel that it carried, whatever the upstream has done since.
    public internal(set) final var leftFirst = false
    /// Whether it closes as soon as what its streams left is sent.
    public private(set) final var isFlushing = false
    /// Set by the owner: whether it is to take no further stream.
    public final var isTooOld = false
    private final var idleTimer: LoopTimer?
    private final var ageTimer: LoopTimer?
    private static let ageKind: UInt8 = 1
    /// Streams sent so far, the current one included.
    public internal(set) final var streamsStarted: UInt64 = 0
    private final var countedTraffic = CountedTraffic()

    /// Marries them; `connection.handler` is set by the caller.
    init(connection: Connection, owner: HTTPClientConnectionOwner, isMultiplexed: Bool = false) {
        self.isMultiplexed = isMultiplexed
        self.connection = connection
        self.owner = owner
    }

    /// The version of HTTP that it speaks; nil when it speaks none.
    open var version: HTTPVersion? { isMultiplexed ? .http2 : .http11 }

    /// Tells the owner of the bytes that came in and went out since the last time.
    final func countTraffic() {
        guard let new = countedTraffic.takeNew(of: connection) else { return }
        owner.trafficChanged(self, received: new.received, sent: new.sent)
    }

    /// Tells the owner when the connection has been idle for so many nanoseconds.
    public final func startIdleTimer(after nanoseconds: UInt64) {
        if idleTimer == nil { idleTimer = LoopTimer(loop: connection.loop, owner: self) }
        idleTimer?.arm(after: nanoseconds)
    }

    /// Its streams are over: closes when what they left is sent.
    final func finish() {
        if connection.hasOutput {
            isFlushing = true
            owner.connectionFlushing(self)
        }
        connection.close(.afterFlush)
    }

    /// The connection is used again, or gone.
    public final func stopIdleTimer() { idleTimer?.cancel() }

    /// Tells the owner once the connection is so many nanoseconds old.
    public final func startAgeTimer(after nanoseconds: UInt64) {
        let timer = LoopTimer(loop: connection.loop, owner: self, kind: Self.ageKind)
        timer.arm(after: nanoseconds)
        ageTimer = timer
    }

    /// The connection is gone.
    final func stopAgeTimer() { ageTimer?.cancel() }

    override public final func timerFired(_ kind: UInt8) {
        if kind == Self.ageKind { owner.connectionTooOld(self) } else { owner.connectionIdleTimeout(self) }
    }

    /// Sends the request's head. The connection is ready and has room for a stream. False when the head holds bytes
    /// that would mean something else on the wire; nothing was written then, and the stream is to be reset.
    open func writeHeaders(_ stream: ClientStream, _ head: borrowing RequestHead, endStream: Bool) -> Bool { false }

    /// Sends body bytes; they are copied or written before the call returns.
    open func writeData(_ stream: ClientStream, _ data: Span<UInt8>, endStream: Bool) {}

    /// The connection to which body bytes of the stream's request may be spliced, beside `writeData`; nil when their
    /// framing or a transport stands between.
    open func spliceTarget(of stream: ClientStream) -> Connection? { nil }

    /// Body bytes were spliced to `spliceTarget`; with `endStream`, the last ones.
    open func dataSpliced(_ stream: ClientStream, endStream: Bool) {}

    /// Lets the kernel move the rest of the stream's response to a connection when that is worth it and possible; legal
    /// from inside `responseDataReceived`. What goes by is told by `responseDataSpliced`; as long as nothing does, data
    /// comes as ever.
    open func spliceResponse(of stream: ClientStream, to target: Connection) {}

    /// Sends the trailers and ends the request.
    open func writeTrailers(_ stream: ClientStream, _ trailers: borrowing HeaderMap) {}

    /// Gives the stream up; it hears nothing more.
    open func reset(_ stream: ClientStream) {}

    /// Stops delivering the stream's response body until as many `resumeResponse` calls.
    open func pauseResponse(_ stream: ClientStream) {}

    /// Takes one `pauseResponse` back.
    open func resumeResponse(_ stream: ClientStream) {}

    /// Closes when the streams in progress are over; at once when there is none.
    open func drain() {}

    /// Closes at once; streams in progress are reset.
    open func close() { connection.close(.now) }

    /// Streams in progress, of a multiplexed connection.
    open var activeStreams: Int { 0 }

    /// Whether a multiplexed connection takes one more stream.
    open var hasRoom: Bool { false }

    /// Whether the peer of a multiplexed connection has still to say how many streams it takes.
    open var awaitsSettings: Bool { false }

    /// Whether a byte of a stream's request may have reached the wire.
    open func wroteBytes(of stream: ClientStream) -> Bool { true }

    /// Bytes of a stream's request, those included that have not left yet.
    open func bytesSent(of stream: ClientStream) -> UInt64 { 0 }

    /// Bytes of a stream's response.
    open func bytesReceived(of stream: ClientStream) -> UInt64 { 0 }

    /// Of the bytes of a stream's request, those of header blocks; 0 where the version has none.
    open func headBytesSent(of stream: ClientStream) -> UInt64 { 0 }

    /// Of the bytes of a stream's response, those of header blocks; 0 where the version has none.
    open func headBytesReceived(of stream: ClientStream) -> UInt64 { 0 }

    /// Whether a byte of a stream's response has come.
    open func receivedBytes(of stream: ClientStream) -> Bool { true }
}
