public import Buffers
public import HTTPSemantics

/// One stream of a session: what was received and sent of it so far, and the bytes that wait on either side.
///
/// Objects belong to their session and are used again. Exactly one of `server` and `client` is set while the codec's
/// user takes part; without either, the session only sends what is left, or swallows what still comes.
public final class HTTP2Stream {
    /// The place in the session's table; it stays with the object.
    public let place: Int
    /// The number on the wire; 0 while the object is not in use.
    public internal(set) var id: UInt32 = 0
    /// Takes the request, on the server's side.
    public var server: ServerStream?
    /// Takes the response, on the client's side.
    public var client: ClientStream?

    /// Whether the peer has ended its direction.
    public internal(set) var receivedEnd = false
    /// Whether our END_STREAM has been written.
    public internal(set) var sentEnd = false
    /// Whether our last byte was handed over; it may wait for the peer's window.
    public internal(set) var endsOutbound = false
    /// Whether nghttp2 has let go of the stream: nothing comes or goes any more.
    public internal(set) var isClosed = false
    /// Whether we have given it up.
    public internal(set) var isReset = false
    /// Whether the head of the message that we receive is complete; for a client, the final one.
    public internal(set) var receivedHead = false
    /// Whether fields of what it received were dropped because of an underscore in their names; set by the user.
    public var hasDroppedFields = false
    /// Whether its user has not been told of the head yet; set by the user's connection.
    public var holdsHead = false

    /// Whether an answer's header block has begun, an interim one's too; for a client.
    var receivedBlock = false

    /// How often delivery was paused.
    public var pauses = 0
    /// Body bytes that came while delivery was paused.
    public var inbound = ByteBuffer()
    /// Whether trailers came while delivery was paused.
    public var holdsTrailers = false
    /// Whether the end came while delivery was paused.
    public var holdsEnd = false
    /// Whether its answer has begun, interim ones aside; set by the user's connection.
    public var isAnswered = false
    /// Whether its user was told to stop.
    public var isAboveHighWatermark = false
    /// Whether the answer has no body whatever is written; set by the user.
    public var sendsNoBody = false
    /// What the request asks for.
    var tunnelRequest = TunnelRequest.none
    /// The protocol of an extended CONNECT that we have sent; empty otherwise.
    var tunnelProtocol: [UInt8] = []
    /// Whether the answer has opened a tunnel: then each direction ends for itself.
    public internal(set) var isTunnel = false
    /// When it was opened, on the loop's clock; set by the user.
    public var openedAt: UInt64 = 0
    /// Since when what is left of a complete answer waits, on the loop's clock, and how long it may; 0 means for ever.
    /// Set by the user.
    public var flushBegan: UInt64 = 0, flushTimeout: UInt64 = 0

    /// Bytes of frames received, frame headers included.
    public internal(set) var bytesReceived: UInt64 = 0
    /// Bytes of frames written, frame headers included.
    public internal(set) var bytesSent: UInt64 = 0

    /// Of them, bytes of header blocks.
    public internal(set) var headBytesReceived: UInt64 = 0
    /// Of them, bytes of header blocks.
    public internal(set) var headBytesSent: UInt64 = 0

    /// Body bytes that wait for the peer's window, or for room in the output.
    var outbound = ByteBuffer()
    /// Whether nghttp2 asks us for the stream's bytes.
    var isProviding = false
    /// Trailers that wait behind the body.
    var trailers = HeaderMap()
    var hasTrailers = false
    /// Bytes that the body must still have; -1 when nothing was announced.
    var bodyLeft: Int64 = -1
    /// Bytes that the body has had so far.
    var bodyReceived: Int64 = 0
    /// Whether what the head announces is not sent: an answer to HEAD, 204 or 304.
    var expectsNoBody = false
    /// Whether DATA of the current frame had any content.
    var frameHadContent = false

    /// The next of those for reuse.
    var nextFree: HTTP2Stream?

    init(place: Int) { self.place = place }

    /// Bytes that wait for the peer's window, or for room in the output.
    public var waitingBytes: Int { outbound.count }

    /// Whether our last byte was handed over and our END_STREAM is still to be written: with bytes, or alone behind
    /// those of other streams.
    public var awaitsEnd: Bool { endsOutbound && !sentEnd && !isReset && !isClosed }

    /// Whether the peer's direction has ended, and its user has been told so.
    public var isReceivedWhole: Bool { receivedEnd && !holdsEnd && !holdsTrailers && inbound.isEmpty }

    func keepProtocol(_ name: Span<UInt8>) {
        for index in name.indices { tunnelProtocol.append(name[index]) }
    }

    /// Makes the object ready for the next stream.
    func reset() {
        id = 0
        server = nil
        client = nil
        receivedEnd = false
        sentEnd = false
        endsOutbound = false
        isClosed = false
        isReset = false
        receivedHead = false
        receivedBlock = false
        hasDroppedFields = false
        holdsHead = false
        pauses = 0
        inbound.releaseStorage()
        holdsTrailers = false
        holdsEnd = false
        isAnswered = false
        isAboveHighWatermark = false
        sendsNoBody = false
        tunnelRequest = .none
        if !tunnelProtocol.isEmpty { tunnelProtocol = [] }
        isTunnel = false
        openedAt = 0
        flushTimeout = 0
        bytesReceived = 0
        bytesSent = 0
        headBytesReceived = 0
        headBytesSent = 0
        outbound.releaseStorage()
        isProviding = false
        trailers.removeAll()
        hasTrailers = false
        bodyLeft = -1
        bodyReceived = 0
        expectsNoBody = false
        frameHadContent = false
    }
}
