internal import EventLoops
public import HTTP2
public import HTTPSemantics
public import NetworkAddresses
public import Transports

/// The owner of server connections: makes streams for their requests, and gets their events.
///
/// One instance serves many connections of one worker: the HTTP connection manager, the admin interface, the echo
/// upstream.
open class HTTPServerConnectionOwner {
    /// Makes an owner without connections.
    public init() {}

    /// The first byte of a request has arrived. Returns the stream that takes the request.
    open func makeStream(on connection: HTTPServerConnection) -> ServerStream { ServerStream() }

    /// Request and response of `stream` are complete, or it was reset; the connection drops it.
    open func streamEnded(_ stream: consuming ServerStream, on connection: HTTPServerConnection) {}

    /// The connection is closed. The last call for it.
    open func connectionClosed(_ connection: HTTPServerConnection, reason: ConnectionCloseReason) {}

    /// The connection was idle for `idleTimeout`; it closes after this call.
    open func idleTimeout(_ connection: HTTPServerConnection) {}

    /// The head of a request did not arrive in time. Answer on `stream`, or close the connection, as the default does.
    open func headTimeout(_ connection: HTTPServerConnection, _ stream: ServerStream) {
        connection.connection.close(.now)
    }

    /// The connection has reached `maxRequestsPerConnection`; it closes after this response.
    open func maxRequestsReached(_ connection: HTTPServerConnection) {}

    /// The connection has reached `maxConnectionDuration`; it drains from now on.
    open func connectionDurationReached(_ connection: HTTPServerConnection) {}

    /// The handshake, or the first bytes of the connection, say that it speaks HTTP/2. The owner puts an
    /// `HTTP2ServerConnection` in its place.
    open func http2Chosen(_ connection: HTTPServerConnection) { connection.connection.close(.now) }

    /// A request violated HTTP/2; its stream was reset.
    open func messageBroken(_ connection: HTTPServerConnection, _ problem: MessageProblem) {}

    /// The connection closes because its peer violated HTTP/2.
    open func connectionFailed(_ connection: HTTPServerConnection, _ failure: HTTP2Failure) {}

    /// Most streams of the connection were reset as soon as they were opened; it closes.
    open func tooManyPrematureResets(_ connection: HTTPServerConnection) {}

    /// Limits against abuse of HTTP/2 streams; asked for when a connection begins, and when one of its streams is
    /// reset.
    open var streamLimits: HTTP2StreamLimits { HTTP2StreamLimits() }

    /// Something of HTTP/2 happened that is counted.
    open func counted(_ connection: HTTPServerConnection, _ event: HTTP2Event, _ count: UInt64) {}

    /// Fields of a request were dropped because of an underscore in their name.
    open func fieldsDropped(_ connection: HTTPServerConnection, count: Int) {}

    /// Bytes came in or went out; totals are `connection.bytesReceived` and `connection.bytesSent`.
    open func trafficChanged(_ connection: HTTPServerConnection, received: UInt64, sent: UInt64) {}
}

/// Limits and timers of a server connection, in nanoseconds; nil switches a timer off.
public struct HTTPServerConnectionOptions: Sendable {
    /// How long a connection may be without a stream before it closes.
    public var idleTimeout: UInt64?
    /// The age at which a connection drains.
    public var maxConnectionDuration: UInt64?
    /// How much older a connection may become at most, in percent of `maxConnectionDuration`; random for each.
    public var maxConnectionDurationJitter = 0.0
    /// Whether a connection of that age ends with its next response, and not before.
    public var safeMaxConnectionDuration = false
    /// How long the head of a request may take from its first byte.
    public var requestHeadersTimeout: UInt64?
    /// How long a closed connection goes on reading, so that the peer gets the last response before a reset.
    public var delayedCloseTimeout: UInt64?
    /// How long a draining connection waits for its peer.
    public var drainTimeout: UInt64
    /// The most requests of a connection; the last response says `connection: close`.
    public var maxRequestsPerConnection: UInt32?
    /// Whether the first bytes decide the version of HTTP (`codec_type: AUTO`).
    public var detectsHTTP2 = false
    /// How long the bytes of a complete response may wait for the peer's window.
    public var flushTimeout: UInt64?
    /// Whether a target with the scheme https is refused on a plain connection: the client of an edge proxy must not
    /// claim that the connection is secured.
    public var refusesHTTPSTargets = false

    /// Envoy's defaults.
    public init() {
        idleTimeout = 3_600_000_000_000
        maxConnectionDuration = nil
        requestHeadersTimeout = nil
        delayedCloseTimeout = 1_000_000_000
        drainTimeout = 5_000_000_000
        maxRequestsPerConnection = nil
    }
}

/// A downstream connection with its codec: turns bytes into streams, and responses into bytes.
///
/// The interface is the same for HTTP/1.1 and HTTP/2, which are subclasses. All methods run on the connection's loop.
open class HTTPServerConnection: ConnectionHandler {
    /// The transport-level connection.
    public final let connection: Connection
    /// Makes the streams.
    public final let owner: HTTPServerConnectionOwner
    /// Limits and timers.
    public final let options: HTTPServerConnectionOptions
    /// Whether it speaks HTTP/2.
    public final let speaksHTTP2: Bool
    /// Whether the next response says `connection: close` (HTTP/1.1) or GOAWAY was sent (HTTP/2).
    public internal(set) final var isDraining = false
    /// Whether the next response is the last one since the connection grew too old, though it stays until then.
    public internal(set) final var isTooOld = false
    /// Why we ended it; nil when we did not.
    public internal(set) final var localEnd: LocalEnd?
    /// Whether the first bytes that came broke the protocol.
    public internal(set) final var failedAtOnce = false
    /// Whether responses end the connection, which otherwise stays as it is. May be taken back.
    public final var endsWithAnswer = false
    /// Set by the owner: its own slot for the connection.
    public final var userIndex = -1
    /// Objects that live as long as the connection, by the types whose one object they are: a key that goes before
    /// the connection would be found again by whatever comes to lie in its place.
    public final var attachments: [ObjectIdentifier: AnyObject] = [:]
    /// Set by the owner: texts that the connection's filters share; nil where they leave none.
    public final var filterTexts: ConnectionTexts?
    /// Set by the owner: when the connection was accepted, on the loop's clock.
    public final var openedAt: UInt64 = 0
    /// Why it is closed; nil while it is open.
    public internal(set) final var closeReason: ConnectionCloseReason?
    /// Set by the owner: how many bytes came with the last read.
    public final var lastReceived: UInt64 = 0
    /// Whether it closed while a stream was in progress.
    public internal(set) final var endedUnderStream = false
    /// Whether we were the first to end the tunnel that it carried.
    public internal(set) final var leftFirst = false
    // Constants: what each request arms is reached without counting references.
    final let idleTimer: LoopTimer?
    final let headTimer: LoopTimer?
    final let durationTimer: LoopTimer?
    /// Made when the connection drains.
    final var drainTimer: LoopTimer?
    private final var countedTraffic = CountedTraffic()

    /// The peer's IP address, and how it is written. Nil and empty for a Unix socket.
    public final let peer: Peer

    /// A peer's address in both forms.
    public struct Peer {
        /// The address.
        public let address: IPAddress?
        /// The address as text.
        public let text: AddressText

        init(_ address: SocketAddress) {
            self.address = address.ipAddress
            text = address.ipAddress?.text ?? AddressText()
        }
    }

    /// Marries them; `connection.handler` is set by the caller.
    init(
        connection: Connection, owner: HTTPServerConnectionOwner, options: HTTPServerConnectionOptions,
        speaksHTTP2: Bool = false
    ) {
        self.speaksHTTP2 = speaksHTTP2
        self.connection = connection
        self.owner = owner
        self.options = options
        peer = Peer(connection.remoteAddress)
        let loop = connection.loop
        idleTimer =
            options.idleTimeout == nil
            ? nil : LoopTimer(loop: loop, kind: TimerKind.idle.rawValue, timeoutKind: .connectionIdle)
        headTimer =
            options.requestHeadersTimeout == nil ? nil : LoopTimer(loop: loop, kind: TimerKind.head.rawValue)
        durationTimer =
            options.maxConnectionDuration == nil
            ? nil : LoopTimer(loop: loop, kind: TimerKind.duration.rawValue, timeoutKind: .connectionAge)
        super.init()
        idleTimer?.owner = self
        headTimer?.owner = self
        if let age = options.maxConnectionDuration {
            durationTimer?.owner = self
            durationTimer?.armTimeout(ConnectionAge.jittered(age, percent: options.maxConnectionDurationJitter))
        }
    }

    /// Sends a 1xx head (RFC 9110 §15.2).
    open func writeInformational(_ stream: ServerStream, _ head: borrowing ResponseHead) {}

    /// Sends the response's head.
    open func writeHeaders(_ stream: ServerStream, _ head: borrowing ResponseHead, endStream: Bool) {}

    /// Sends body bytes; they are copied or written before the call returns.
    open func writeData(_ stream: ServerStream, _ data: Span<UInt8>, endStream: Bool) {}

    /// The connection to which body bytes of the stream's response may be spliced, beside `writeData`; nil when their
    /// framing or a transport stands between.
    open func spliceTarget(of stream: ServerStream) -> Connection? { nil }

    /// Body bytes were spliced to `spliceTarget`; with `endStream`, the last ones.
    open func dataSpliced(_ stream: ServerStream, endStream: Bool) {}

    /// Lets the kernel move the rest of the stream's request to a connection when that is worth it and possible; legal
    /// from inside `requestDataReceived`. What goes by is told by `requestDataSpliced`; as long as nothing does, data
    /// comes as ever.
    open func spliceRequest(of stream: ServerStream, to target: Connection) {}

    /// Sends the trailers and ends the response.
    open func writeTrailers(_ stream: ServerStream, _ trailers: borrowing HeaderMap) {}

    /// A part of a response is about to be written that belongs to the stream itself, such as its own head: the
    /// stream's end, when this is the last part, waits for `releaseEnd`, since it empties the stream.
    public final func holdEnd() { endHolds += 1 }

    /// Takes one `holdEnd` back.
    public final func releaseEnd() {
        endHolds -= 1
        if endHolds == 0 { endReleased() }
    }

    /// Whether the head of the last response said that it is the last one.
    public internal(set) final var announcesClose = false

    final var endHolds = 0

    /// No hold on ends is left: ends what is complete.
    func endReleased() {}

    /// Gives the stream up without completing the response.
    open func reset(_ stream: ServerStream, _ reason: StreamResetReason) {}

    /// Stops delivering the stream's request body until as many `resumeRequest` calls.
    open func pauseRequest(_ stream: ServerStream) {}

    /// Takes one `pauseRequest` back.
    open func resumeRequest(_ stream: ServerStream) {}

    /// Closes once the stream's response is out, whatever the request said.
    open func closeAfterResponse(_ stream: ServerStream) {}

    /// Ends the connection politely: idle ones now, others after their streams.
    open func drain() {}

    /// Bytes of a stream's request so far.
    open func bytesReceived(of stream: ServerStream) -> UInt64 { 0 }

    /// Bytes of a stream's response so far, those included that have not left yet.
    open func bytesSent(of stream: ServerStream) -> UInt64 { 0 }

    /// Bytes of the frames of a request's header blocks; 0 for HTTP/1.1.
    open func headBytesReceived(of stream: ServerStream) -> UInt64 { 0 }

    /// Bytes of the frames of a response's header blocks; 0 for HTTP/1.1.
    open func headBytesSent(of stream: ServerStream) -> UInt64 { 0 }

    /// Whether fields of a stream's request were dropped because of an underscore in their names; false for HTTP/1.1.
    open func hasDroppedFields(of stream: ServerStream) -> Bool { false }

    /// The version of the last message.
    open var lastVersion: HTTPVersion { .http2 }

    /// Streams in progress.
    open var activeStreams: Int { 0 }

    /// The client has broken the protocol: the connection ends.
    final func noteBroken(_ end: LocalEnd) {
        localEnd = end
        failedAtOnce = !countedTraffic.hasReceived
    }

    /// Tells the owner of the bytes that came in and went out since the last time.
    final func countTraffic() {
        guard let new = countedTraffic.takeNew(of: connection) else { return }
        owner.trafficChanged(self, received: new.received, sent: new.sent)
    }
}
