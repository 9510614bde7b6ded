internal import Buffers
public import Configuration
public import EventLoops
internal import HTTPSemantics
internal import RuntimeValues
internal import Synchronization
internal import Telemetry

/// What one level says of bandwidth, the chain or a route; shared by all workers, and so is its bucket.
final class BandwidthLimitLevel: Sendable {
    let configuration: BandwidthLimitConfiguration
    let bucket: ByteBucket
    let enabled: RuntimeFlag
    let scope: MetricScope

    init(
        _ configuration: BandwidthLimitConfiguration, _ registry: MetricRegistry, _ runtime: LiveRuntime,
        at now: UInt64 = LoopClock.monotonic()
    ) {
        self.configuration = configuration
        // As in Envoy, what one interval fills is there at once.
        bucket = ByteBucket(kilobytes: configuration.kilobytes, since: now - min(now, configuration.fillInterval))
        enabled = runtime.flag(configuration.enabled)
        let prefix = "\(configuration.statPrefix).http_bandwidth_limit."
        scope = registry.scope(prefix: prefix, extractedPrefix: prefix, family: BandwidthLimitMetric.family)
    }
}

/// The bandwidth limit of a chain.
public final class BandwidthLimitFactory: HTTPFilterFactory {
    private let level: BandwidthLimitLevel
    private let registry: MetricRegistry
    private let runtime: LiveRuntime
    /// Whether some level limits requests (1), and responses (2).
    private let directions: Atomic<UInt8>

    /// Compiles a validated configuration; its bucket is filled from `now` on, a time of the loops' clock.
    public init(
        _ configuration: BandwidthLimitConfiguration, _ context: FilterContext, at now: UInt64 = LoopClock.monotonic()
    ) {
        level = BandwidthLimitLevel(configuration, context.registry, context.runtime, at: now)
        registry = context.registry
        runtime = context.runtime
        directions = Atomic(Self.directions(of: configuration))
    }

    private static func directions(of configuration: BandwidthLimitConfiguration) -> UInt8 {
        (configuration.limitsRequests ? 1 : 0) | (configuration.limitsResponses ? 2 : 0)
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker { Maker(self, worker) }

    /// A limit that takes the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        guard let configuration = value as? BandwidthLimitConfiguration else { return nil }
        directions.bitwiseOr(Self.directions(of: configuration), ordering: .relaxed)
        return BandwidthLimitLevel(configuration, registry, runtime)
    }

    private final class Maker: HTTPFilterMaker {
        private let factory: BandwidthLimitFactory
        private let own: WorkerBandwidthLimit
        private let worker: FilterWorker

        init(_ factory: BandwidthLimitFactory, _ worker: FilterWorker) {
            self.factory = factory
            own = WorkerBandwidthLimit(factory.level, worker)
            self.worker = worker
        }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            BandwidthLimitFilter(
                own, directions: factory.directions.load(ordering: .relaxed), name: name, stream: stream)
        }

        override func combine(_ levels: [any Sendable & AnyObject]) -> AnyObject? {
            (levels.first as? BandwidthLimitLevel).map { WorkerBandwidthLimit($0, worker) }
        }
    }
}

/// A limit as one worker applies it.
final class WorkerBandwidthLimit {
    let level: BandwidthLimitLevel
    let metrics: MetricWriter

    init(_ level: BandwidthLimitLevel, _ worker: FilterWorker) {
        self.level = level
        metrics = level.scope.writer(thread: worker.index)
    }
}

/// Slows bodies down, so that all that pass the filter take no more bytes a second than its bucket has.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/bandwidth_limit_filter
final class BandwidthLimitFilter: HTTPFilter {
    private let own: WorkerBandwidthLimit
    private var limit: WorkerBandwidthLimit?
    private lazy var request = BodyPace(self, isRequest: true)
    private lazy var response = BodyPace(self, isRequest: false)
    /// Milliseconds that the request's body took.
    private var requestAge: UInt64 = 0

    init(_ own: WorkerBandwidthLimit, directions: UInt8, name: String, stream: FilterStream) {
        self.own = own
        var interests: FilterInterests = [.requestHeaders]
        if directions & 1 != 0 { interests.formUnion([.requestData, .requestTrailers]) }
        if directions & 2 != 0 { interests.formUnion([.responseHeaders, .responseData, .responseTrailers]) }
        super.init(stream: stream, name: name, interests: interests)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let limit = (stream.routeSettings(of: self) as? WorkerBandwidthLimit) ?? own
        guard limit.level.enabled.isOn else { return .continueIteration }
        self.limit = limit
        if limit.level.configuration.limitsRequests { request.begin(limit) }
        return .continueIteration
    }

    override func requestData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard request.isOn else { return .continueIteration }
        request.note(data.count)
        return .stopAndWatermark
    }

    override func requestTrailers() -> FilterTrailersStatus {
        guard request.isOn else { return .continueIteration }
        if request.holds { return .stopIteration }
        request.end()
        return .continueIteration
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        if let limit, limit.level.configuration.limitsResponses { response.begin(limit) }
        return .continueIteration
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard response.isOn else { return .continueIteration }
        if endStream && limit?.level.configuration.tellsDelays == true { stream.addResponseTrailers() }
        response.note(data.count)
        return .stopAndWatermark
    }

    override func responseTrailers() -> FilterTrailersStatus {
        guard response.isOn else { return .continueIteration }
        if response.holds { return .stopIteration }
        response.end()
        return .continueIteration
    }

    /// The last byte of a body goes on.
    func bodyEnds(isRequest: Bool) {
        if isRequest { requestAge = request.age } else { tellDelays() }
    }

    /// Writes into the trailers what took its time.
    private func tellDelays() {
        guard let limit, limit.level.configuration.tellsDelays else { return }
        tell("bandwidth-request-delay-ms", requestAge)
        tell("bandwidth-response-delay-ms", response.age)
        tell("bandwidth-request-filter-delay-ms", request.delay / 1_000_000)
        tell("bandwidth-response-filter-delay-ms", response.delay / 1_000_000)
    }

    private func tell(_ name: String, _ milliseconds: UInt64) {
        guard milliseconds != 0, let prefix = limit?.level.configuration.trailerPrefix else { return }
        let name = Array((prefix.isEmpty ? name : "\(prefix)-\(name)").utf8)
        let value = Array("\(milliseconds)".utf8)
        stream.responseTrailers.set(named: name.span, value.span)
    }

    override func streamDestroyed() {
        guard limit != nil else { return }
        request.cancel()
        response.cancel()
        limit = nil
        requestAge = 0
    }
}
