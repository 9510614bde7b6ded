public import Buffers

/// What a filter says after it saw headers.
public enum FilterHeadersStatus: Sendable {
    /// Go on to the next filter.
    case continueIteration
    /// Stop here; later filters see nothing until the filter resumes, or its data or trailers callback continues.
    case stopIteration
    /// Stop here, this filter's data callbacks included; the body is buffered. Past the buffer limit the request is
    /// answered with 413, a response with 500.
    case stopAllAndBuffer
    /// Stop here, this filter's data callbacks included; past the buffer limit the source is paused.
    case stopAllAndWatermark
}

/// What a filter says after it saw body bytes.
public enum FilterDataStatus: Sendable {
    /// Go on to the next filter; if the headers had stopped here, they go first.
    case continueIteration
    /// Keep the bytes until the filter resumes; past the buffer limit: 413 or 500.
    case stopAndBuffer
    /// Keep the bytes until the filter resumes; past the buffer limit the source is paused.
    case stopAndWatermark
    /// Stop, and forget the bytes: the filter took what it wants.
    case stopNoBuffer
}

/// What a filter says after it saw trailers.
public enum FilterTrailersStatus: Sendable {
    /// Go on; whatever had stopped here goes first.
    case continueIteration
    /// Wait until the filter resumes.
    case stopIteration
}

/// The callbacks that a filter wants; those it does not name are never called, and cost nothing. Where no filter names
/// the data of a direction, large bodies may be spliced: they go on without coming here.
public struct FilterInterests: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt16

    /// Takes the bits as they are.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `requestHeaders`.
    public static let requestHeaders = FilterInterests(rawValue: 1)
    /// `requestData`.
    public static let requestData = FilterInterests(rawValue: 2)
    /// `requestTrailers`.
    public static let requestTrailers = FilterInterests(rawValue: 4)
    /// `informational`.
    public static let informational = FilterInterests(rawValue: 8)
    /// `responseHeaders`.
    public static let responseHeaders = FilterInterests(rawValue: 16)
    /// `responseData`.
    public static let responseData = FilterInterests(rawValue: 32)
    /// `responseTrailers`.
    public static let responseTrailers = FilterInterests(rawValue: 64)
    /// `downstreamAboveHighWatermark` and `downstreamBelowLowWatermark`; terminal filters hear them anyway.
    public static let watermarks = FilterInterests(rawValue: 128)
    /// `requestComplete` and `responseComplete`.
    public static let completion = FilterInterests(rawValue: 256)
    /// `streamEnding`.
    public static let ending = FilterInterests(rawValue: 512)
    /// Every callback.
    public static let all = FilterInterests(rawValue: 1_023)
}

/// One HTTP filter of one stream.
///
/// A subclass overrides the callbacks that it names in `interests`. The request walks down the chain in order, the
/// response walks back in reverse; the last filter is terminal: it makes the response. Everything runs on the stream's
/// loop. A filter that waits returns a stop status and later calls `stream.continueRequest(self)` or
/// `stream.continueResponse(self)`. That is legal from inside any callback too: when it is the very callback that
/// returns the stop status, the filter has not stopped.
///
/// Instances are reused: after `streamDestroyed` the next request on the same stream object starts with
/// `streamStarted`. What an asynchronous operation brings after that belongs to a dead stream: compare
/// `stream.generation` before touching it.
open class HTTPFilter {
    /// The stream whose filter it is. Both keep each other until `FilterStream.dismantle`.
    public final let stream: FilterStream
    /// The filter's name in the configuration: the key of per-route settings.
    public final let name: String
    /// The callbacks that it wants.
    public final let interests: FilterInterests
    /// Whether it is off in requests of which nobody says that it is on.
    public final var isOffUnlessTold = false
    /// The callbacks that it hears in this request: none while it is off.
    final var heard: FilterInterests
    /// Where it stands in the chain.
    public internal(set) final var position = 0

    final var requestGate = FilterGate()
    final var responseGate = FilterGate()

    /// Made once a stream object, when that is first used.
    public init(stream: FilterStream, name: String, interests: FilterInterests) {
        self.stream = stream
        self.name = name
        self.interests = interests
        heard = interests
    }

    /// A new request begins; forget the last one.
    open func streamStarted() {}

    /// The request's head is in `stream.requestHead`, free to be edited. Runs once. Default: continue.
    open func requestHeaders(endStream: Bool) -> FilterHeadersStatus { .continueIteration }

    /// Body bytes, free to be edited. Default: continue.
    open func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus { .continueIteration }

    /// The request's trailers are in `stream.requestTrailers`, free to be edited. Default: continue.
    open func requestTrailers() -> FilterTrailersStatus { .continueIteration }

    /// The request's last part was given to this filter. Default: nothing.
    open func requestComplete() {}

    /// A 1xx head from the upstream is in `stream.informationalHead`, free to be edited; any stop status drops it.
    /// Default: continue.
    open func informational() -> FilterHeadersStatus { .continueIteration }

    /// The response's head is in `stream.responseHead`, free to be edited; local replies come here too. Runs once. A
    /// status of 0 means that it was taken away.
    /// Default: continue.
    open func responseHeaders(endStream: Bool) -> FilterHeadersStatus { .continueIteration }

    /// Body bytes, free to be edited. Default: continue.
    open func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus { .continueIteration }

    /// The response's trailers are in `stream.responseTrailers`, free to be edited. Default: continue.
    open func responseTrailers() -> FilterTrailersStatus { .continueIteration }

    /// The response's last part left the chain. Default: nothing.
    open func responseComplete() {}

    /// A local reply is about to go through the response filters. Default: nothing.
    open func localReply(status: UInt16) {}

    /// The downstream takes the response more slowly than it comes: make less of it. Default: nothing.
    open func downstreamAboveHighWatermark() {}

    /// The downstream has caught up. Default: nothing.
    open func downstreamBelowLowWatermark() {}

    /// Somebody asks for the stream's metadata, and this filter has set `stream.owesMetadata`: it writes what it has to
    /// tell, so that what nobody reads costs nothing. Default: nothing.
    open func tellMetadata() {}

    /// The request is over, however it went, and all is known of it: when its log line is written, before
    /// `streamDestroyed`. Default: nothing.
    open func streamEnding() {}

    /// The stream is over, however it ended: drop timers and operations. Runs exactly once a request.
    open func streamDestroyed() {}
}

/// The last filter of a chain: takes the request as it is and makes the response.
open class TerminalFilter: HTTPFilter {
    /// Body bytes without a buffer between, when no filter before wanted them. `requestData` is not called then.
    open func requestBytes(_ data: Span<UInt8>, endStream: Bool) {}

    /// Body bytes that went by, as this filter had wished: see `FilterStream.permitsRequestSplicing`.
    open func requestSpliced(_ count: Int, endStream: Bool) {}
}

/// What has stopped at one filter in one direction.
struct FilterGate: ~Copyable {
    enum State {
        /// Nothing is held back.
        case open
        /// Headers, data or trailers stopped here; this filter's data callbacks go on.
        case stopped
        /// As `stopped`, but the filter sees no data until it resumes.
        case stoppedAll
    }

    var state = State.open
    /// Whether the headers have gone on to the next filter.
    var headersPassed = false
    /// Whether the end of the stream is held here, or has gone by.
    var endHeld = false
    /// Whether trailers are held here.
    var trailersHeld = false
    /// Whether a full buffer pauses the source (else it fails the stream).
    var pausesSource = false
    /// Whether it has paused the source.
    var hasPausedSource = false
    /// Whether a callback of this direction is running.
    var isAsking = false
    /// Whether the filter resumed from inside that callback.
    var resumed = false
    /// Bytes held here.
    var buffer = ByteBuffer()

    /// Whether the callback that has returned had resumed before it stopped.
    mutating func answered() -> Bool {
        isAsking = false
        defer { resumed = false }
        return resumed
    }

    mutating func reset() {
        state = .open
        headersPassed = false
        endHeld = false
        trailersHeld = false
        pausesSource = false
        hasPausedSource = false
        isAsking = false
        resumed = false
        buffer.releaseStorage()
    }
}
