public import Buffers

/// What a filter returns from a headers callback.
public enum FilterHeadersStatus: Sendable {
    /// Go on to the next filter.
    case continueIteration
    /// Stop here. Later filters see nothing until this filter resumes, or until one of its data or trailers callbacks
    /// continues.
    case stopIteration
    /// Stop here, and call this filter's data callbacks only after it has resumed; the body is buffered. A request over
    /// the buffer limit is answered with 413, a response over it is replaced by a 500.
    case stopAllAndBuffer
    /// As `stopAllAndBuffer`, but over the buffer limit the source is paused.
    case stopAllAndWatermark
}

/// What a filter returns from a data callback.
public enum FilterDataStatus: Sendable {
    /// Go on to the next filter; headers that had stopped here go first.
    case continueIteration
    /// Buffer the bytes until the filter resumes. Over the buffer limit: 413 for a request, 500 for a response.
    case stopAndBuffer
    /// Buffer the bytes until the filter resumes. Over the buffer limit the source is paused.
    case stopAndWatermark
    /// Stop, and drop the bytes: the filter has taken what it wants.
    case stopNoBuffer
}

/// What a filter returns from a trailers callback.
public enum FilterTrailersStatus: Sendable {
    /// Go on to the next filter; headers and data that had stopped here go first.
    case continueIteration
    /// Wait until the filter resumes.
    case stopIteration
}

/// The callbacks that a filter wants. Others are never called and cost nothing. Where no filter of a chain names the
/// data of a direction, large bodies of that direction may be spliced past the chain.
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
    /// `downstreamAboveHighWatermark` and `downstreamBelowLowWatermark`. Terminal filters always get them.
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
/// loop.
///
/// A filter that waits for something returns a stop status, and later calls `stream.continueRequest(self)` or
/// `stream.continueResponse(self)`. It may do so from inside a callback; if that callback then returns a stop status,
/// the filter has not stopped.
///
/// Instances are reused: `streamDestroyed` leaves the filter as `init` did, ready for the next request on the same
/// stream object. A completion of an asynchronous operation may come after that: compare `stream.generation` with the
/// one at its beginning before touching the stream.
open class HTTPFilter {
    /// The stream that this filter belongs to. The two retain each other until `FilterStream.dismantle`.
    public final let stream: FilterStream
    /// The filter's name in the configuration: the key of per-route settings.
    public final let name: String
    /// The callbacks that this filter wants.
    public final let interests: FilterInterests
    /// Whether this filter is off unless a route switches it on (Envoy's `disabled`).
    public final var isOffUnlessTold = false {
        didSet { restoreInterests() }
    }
    /// The callbacks that this filter gets in the present request: none while it is off.
    final var heard: FilterInterests
    /// The filter's index in the chain.
    public internal(set) final var position = 0

    final var requestGate = FilterGate()
    final var responseGate = FilterGate()

    /// Runs once for each stream object, not for each request.
    public init(stream: FilterStream, name: String, interests: FilterInterests) {
        self.stream = stream
        self.name = name
        self.interests = interests
        heard = interests
    }

    /// Undoes what a request had switched.
    final func restoreInterests() { heard = isOffUnlessTold ? [] : interests }

    /// The request's head is in `stream.requestHead` and may be edited. Runs once a request.
    ///
    /// - Parameter endStream: whether neither body nor trailers follow.
    /// - Returns: whether the head goes on. Default: continue.
    open func requestHeaders(endStream: Bool) -> FilterHeadersStatus { .continueIteration }

    /// The request's next body bytes, which may be edited. Default: continue.
    open func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus { .continueIteration }

    /// The request's trailers are in `stream.requestTrailers` and may be edited. Default: continue.
    open func requestTrailers() -> FilterTrailersStatus { .continueIteration }

    /// Runs after this filter was given the request's last part. Default: nothing.
    open func requestComplete() {}

    /// A 1xx head from the upstream is in `stream.informationalHead` and may be edited. A stop status drops it.
    /// Default: continue.
    open func informational() -> FilterHeadersStatus { .continueIteration }

    /// The response's head, of a local reply too, is in `stream.responseHead` and may be edited. Runs once a response.
    /// A status of 0 means that an edit has removed the status. Default: continue.
    open func responseHeaders(endStream: Bool) -> FilterHeadersStatus { .continueIteration }

    /// The response's next body bytes, which may be edited. Default: continue.
    open func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus { .continueIteration }

    /// The response's trailers are in `stream.responseTrailers` and may be edited. Default: continue.
    open func responseTrailers() -> FilterTrailersStatus { .continueIteration }

    /// Runs after the response's last part has left the chain. Default: nothing.
    open func responseComplete() {}

    /// Runs before a local reply goes through the response filters. Default: nothing.
    open func localReply(status: UInt16) {}

    /// The downstream reads the response more slowly than it is produced: produce less. Default: nothing.
    open func downstreamAboveHighWatermark() {}

    /// The downstream has caught up. Default: nothing.
    open func downstreamBelowLowWatermark() {}

    /// Writes metadata that this filter has deferred by setting `stream.owesMetadata`. Runs when somebody reads the
    /// stream's metadata, so that metadata which nobody reads costs nothing. Default: nothing.
    open func tellMetadata() {}

    /// The request is over and all its facts are known. Runs when its log line is written, before `streamDestroyed`.
    /// Default: nothing.
    open func streamEnding() {}

    /// The stream is over: cancel timers and operations, and forget the request. Runs exactly once a request, however
    /// it ended. Default: nothing.
    open func streamDestroyed() {}
}

/// The last filter of a chain: consumes the request and makes the response.
open class TerminalFilter: HTTPFilter {
    /// Body bytes without a copy, where no filter of the chain wants them; `requestData` is not called then.
    open func requestBytes(_ data: Span<UInt8>, endStream: Bool) {}

    /// Body bytes that were spliced past the chain, on this filter's proposal: see
    /// `FilterStream.permitsRequestSplicing`.
    open func requestSpliced(_ count: Int, endStream: Bool) {}
}

/// What is held back at one filter in one direction.
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
    /// Whether the end of the stream is held here, or has passed.
    var endHeld = false
    /// Whether body data was ever held here, were it no byte: the head then goes on as one that data follow.
    var hasKept = false
    /// Whether trailers are held here.
    var trailersHeld = false
    /// Whether a full buffer pauses the source; else it fails the stream.
    var pausesSource = false
    /// Whether this gate has paused the source.
    var hasPausedSource = false
    /// Whether a callback of this direction is running.
    var isAsking = false
    /// Whether the filter resumed from inside the callback that is running.
    var resumed = false
    /// Bytes held here.
    var buffer = ByteBuffer()

    /// Ends a callback; whether the filter resumed inside it, and so has not stopped.
    mutating func answered() -> Bool {
        isAsking = false
        defer { resumed = false }
        return resumed
    }

    mutating func reset() {
        state = .open
        headersPassed = false
        endHeld = false
        hasKept = false
        trailersHeld = false
        pausesSource = false
        hasPausedSource = false
        isAsking = false
        resumed = false
        buffer.releaseStorage()
    }
}
