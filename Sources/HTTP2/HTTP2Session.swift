internal import Buffers
internal import CNGHTTP2
internal import HTTPSemantics

/// One HTTP/2 connection without its socket, on either side (RFC 9113), over nghttp2's memory interface.
///
/// ```
///   bytes ─▶ step ─▶ HTTP2FrameGuard ─▶ nghttp2 ─▶ one HTTP2Step a frame, or a part of a frame
///   submit… ─▶ nghttp2 ─▶ drain ─▶ bytes
/// ```
/// nghttp2 frames, keeps the windows and codes header blocks. What a frame may do where, what a message may say, all
/// limits and all policy are ours. Each frame is judged by its header before nghttp2 sees it, and handed over on its
/// own, so that the user hears of what it was after nghttp2 has returned and may call anything then.
///
/// Heads are written to the output before `submit…` returns: nghttp2 reads them from the header map itself.
@safe
public final class HTTP2Session {
    /// Limits and choices.
    public let options: HTTP2Options
    /// Which side we are.
    public let isServer: Bool
    /// Who is asked for what takes requests. Set it before the first `step`.
    public unowned var user: (any HTTP2SessionUser)?

    /// nghttp2's half; freed with us.
    var session: OpaquePointer?
    /// What it allocates from.
    let memory = HTTP2Memory()
    /// Fields that the peer has sent before.
    var known = HTTP2KnownFields()
    var judge: HTTP2FrameGuard
    var closed = HTTP2ClosedStreams()
    var reader = HTTP2FieldReader()
    /// The streams in use and those for reuse, by place.
    private var table = HTTP2StreamTable()
    /// The first of those for reuse.
    private var free: HTTP2Stream?
    /// Whether body bytes wait until the output has gone down: they flow again with the next `drain`.
    public internal(set) var waitsForOutput = false
    /// Storage for short pieces of bodies that wait: where windows are narrow, nearly each of them does.
    let waitingBlocks = BufferPool(blockSize: 2048, capacity: 16)
    /// Streams in use.
    public internal(set) var streamCount = 0

    // The frame that is being received.
    var frame = HTTP2FrameHeader(length: 0, type: 0, flags: 0, stream: 0)
    var frameLeft = 0
    var prefaceLeft: Int
    var isDropping = false
    /// The stream that is in use under the frame's number, found once a frame; nil when none is.
    var frameStream: Unmanaged<HTTP2Stream>?
    /// Bytes of the frames of the header block that is being received.
    var blockBytes = 0
    /// The stream whose header block is being decoded.
    var blockStream: Unmanaged<HTTP2Stream>?
    var blockKind = HTTP2FieldReader.Kind.request
    /// Whether the block has so much more than it may have that the connection ends.
    var isBlockExcessive = false
    /// The fields of the block so far.
    var blockFields = HeaderMap()
    /// What nghttp2 told during the call that is being made, and the bytes that it was given.
    var heard = HTTP2Heard()
    var feeding: UnsafeRawPointer?
    /// The highest stream that the peer has opened.
    var lastPeerStream: UInt32 = 0
    /// Whether the current frame opens a stream, and whether nghttp2 has taken that.
    var isOpening = false
    var hasOpened = false
    /// Whether the peer takes no further stream.
    var peerGoesAway = false
    /// Streams that the peer lets us have open.
    public internal(set) var peerMaxConcurrentStreams: UInt32 = 0
    /// The next stream that we open.
    var nextOwnStream: UInt32 = 1

    /// Fields that belong to an HTTP/1.1 connection.
    let hopFields: HeaderSet = [.connection, .keepAlive, .proxyConnection, .transferEncoding, .upgrade, .host]
    /// Fields that do not simply go out.
    let judgedFields: HeaderSet = [
        .method, .path, .authority, .scheme, .status, .protocol, .connection, .keepAlive, .proxyConnection,
        .transferEncoding, .upgrade, .host, .contentLength, .te,
    ]

    // What is being sent.
    var output = ByteBuffer()
    var outputLimit = Int.max
    /// Whether nothing was asked of nghttp2 since it last had nothing to send but bodies that wait, for a window or for
    /// room in the output.
    var sendsOnlyBodies = false
    /// The body bytes that lie in the caller's hands during `submitData`, and how many of them were taken.
    var lent: UnsafeRawPointer?
    var lentCount = 0
    var lentStream: Unmanaged<HTTP2Stream>?
    /// The stream whose frames are being written, where one submits them; others may be among them.
    var sendingStream: Unmanaged<HTTP2Stream>?
    var fields: UnsafeMutablePointer<nghttp2_nv>
    var fieldCapacity = 64
    /// Three digits that nghttp2 reads.
    let statusText: UnsafeMutablePointer<UInt8>
    /// Frames that may not have left yet.
    var backlog = HTTP2Backlog()
    /// Why the connection ends.
    public internal(set) var failure: HTTP2Failure?
    /// RST_STREAM frames that were written.
    public internal(set) var resetsSent: UInt64 = 0
    /// GOAWAY frames that were written.
    public internal(set) var goAwaysSent: UInt64 = 0
    /// Streams that were refused, since the peer had as many open as it may.
    public internal(set) var streamsRefused: UInt64 = 0

    /// Begins a session; the first frames wait to be drained.
    public init(isServer: Bool, options: HTTP2Options) {
        self.isServer = isServer
        self.options = options
        judge = HTTP2FrameGuard(options, isServer: isServer)
        prefaceLeft = isServer ? HTTP2Preface.bytes.count : 0
        unsafe session = nil
        unsafe lent = nil
        unsafe feeding = nil
        unsafe frameStream = nil
        unsafe blockStream = nil
        unsafe sendingStream = nil
        unsafe lentStream = nil
        unsafe fields = .allocate(capacity: fieldCapacity)
        unsafe statusText = .allocate(capacity: 3)
        openSession()
        noteSettings()
        submitSettings()
    }

    deinit {
        // One by one: left to itself the list would be freed by as many nested calls as it has streams.
        while let stream = free { free = stream.nextFree.take() }
        // What it holds was allocated from `memory`, as the session was.
        known = HTTP2KnownFields()
        unsafe nghttp2_session_del(session)
        unsafe fields.deallocate()
        unsafe statusText.deallocate()
    }

    // MARK: - Streams

    /// The stream at `place`; nil when there is none.
    public func stream(at place: Int) -> HTTP2Stream? {
        isInUse(place) ? table[place] : nil
    }

    /// Whether there is a stream at `place`.
    public func isInUse(_ place: Int) -> Bool { place >= 0 && place < table.count && id(at: place) != 0 }

    /// The stream that a step named.
    public subscript(place: Int) -> HTTP2Stream { table[place] }

    /// The same without a reference counted, for what is done with every frame.
    public func withStream(at place: Int, _ body: (HTTP2Stream) -> Void) {
        unsafe table.borrowed(place)._withUnsafeGuaranteedRef { body($0) }
    }

    /// The number of the stream at `place`; 0 when it is not in use.
    public func id(at place: Int) -> UInt32 { unsafe table.borrowed(place)._withUnsafeGuaranteedRef { $0.id } }

    /// Whether the stream at `place` is a tunnel.
    public func isTunnel(at place: Int) -> Bool {
        unsafe table.borrowed(place)._withUnsafeGuaranteedRef { $0.isTunnel }
    }

    /// Runs for every stream in use. The body may release the stream that it is given.
    public func forEachStream(_ body: (HTTP2Stream) -> Void) {
        var place = table.count
        while place > 0 {
            place -= 1
            if id(at: place) != 0 { body(table[place]) }
        }
    }

    func takeStream(_ id: UInt32) -> HTTP2Stream {
        streamCount += 1
        let stream: HTTP2Stream
        if let reused = free.take() {
            free = reused.nextFree.take()
            stream = reused
        } else {
            stream = table.add()
        }
        stream.id = id
        return stream
    }

    /// Gives a stream back. Its user is done with it and nghttp2 has closed it.
    func release(_ stream: HTTP2Stream) {
        guard stream.id != 0 else { return }
        if !stream.inbound.isEmpty { consumeOfConnection(stream.inbound.count) }
        if stream.outbound.capacity > 0 {
            stream.outbound.removeAll()
            waitingBlocks.takeBack(from: &stream.outbound)
        }
        stream.reset()
        streamCount -= 1
        if streamCount == 0 {
            memory.becameIdle()
            waitingBlocks.shrink()
        }
        stream.nextFree = free.take()
        free = stream
    }

    /// The user takes no further part: the object is given back once nghttp2 has closed the stream too.
    public func leave(_ stream: HTTP2Stream) {
        stream.server = nil
        stream.client = nil
        if !stream.inbound.isEmpty {
            consumeOfConnection(stream.inbound.count)
            stream.inbound.releaseStorage()
        }
        if stream.isClosed { release(stream) }
    }
}

/// What nghttp2's callbacks leave for `step`. The session's table keeps the streams.
@safe
struct HTTP2Heard {
    /// Whether a header block is complete, and whether its message is too.
    var block = false
    var endsStream = false
    /// Where body bytes begin, relative to the bytes given to nghttp2, and how many they are.
    var dataOffset = 0
    var dataCount = 0
    /// The stream that the body bytes are for; nil for none.
    var dataStream: Unmanaged<HTTP2Stream>?
    /// Whether the frame is complete.
    var frame = false
    /// The stream that was closed by the frame.
    var closedStream: Unmanaged<HTTP2Stream>?
    /// A stream that the peer has reset, with its code.
    var resetStream: Unmanaged<HTTP2Stream>?
    var code: UInt32 = 0
    var lastStream: UInt32 = 0

    init() {
        unsafe dataStream = nil
        unsafe closedStream = nil
        unsafe resetStream = nil
    }
}
