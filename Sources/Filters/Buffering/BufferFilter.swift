internal import Buffers
public import Configuration
internal import HTTPSemantics

/// The filter of a chain that waits for whole requests.
public final class BufferFactory: HTTPFilterFactory {
    private let limit: Limit

    /// What the chain or a route says.
    final class Limit: Sendable {
        /// Bytes at most; nil: the filter is off.
        let bytes: Int?

        init(_ configuration: BufferConfiguration) { bytes = configuration.maxRequestBytes.map { Int($0) } }
    }

    /// Resolves a validated configuration.
    public init(_ configuration: BufferConfiguration, _ context: FilterContext) { limit = Limit(configuration) }

    /// Makes filters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker { Maker(limit) }

    /// A limit that takes the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? BufferConfiguration).map { Limit($0) }
    }

    private final class Maker: HTTPFilterMaker {
        private let limit: Limit

        init(_ limit: Limit) { self.limit = limit }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            BufferFilter(limit, name: name, stream: stream)
        }
    }
}

/// Holds requests back until they are whole, and tells the upstream how long they are. Longer ones are answered with
/// 413.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/buffer_filter
final class BufferFilter: HTTPFilter {
    private let limit: BufferFactory.Limit
    private var count = 0
    private var isOn = false

    init(_ limit: BufferFactory.Limit, name: String, stream: FilterStream) {
        self.limit = limit
        super.init(stream: stream, name: name, interests: [.requestHeaders, .requestData, .requestTrailers])
    }

    override func streamStarted() {
        count = 0
        isOn = false
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let limit = (stream.routeSettings(of: self) as? BufferFactory.Limit) ?? limit
        guard !endStream, let bytes = limit.bytes else { return .continueIteration }
        stream.requestBufferLimit = bytes
        isOn = true
        return .stopIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        if !isOn { return .continueIteration }
        count += data.count
        if !endStream { return .stopAndBuffer }
        if stream.refusesWholeRequest(ofBytes: count) { return .stopNoBuffer }
        tellLength()
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        if isOn { tellLength() }
        return .continueIteration
    }

    private func tellLength() {
        if stream.requestHead.headers.contains(.contentLength) { return }
        stream.requestHead.headers.remove(.transferEncoding)
        stream.requestHead.headers.append(.contentLength) { $0.append(decimal: count) }
    }
}
