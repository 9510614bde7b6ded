public import Configuration
public import EventLoops
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
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerBandwidthLimit(level, worker)
        return HTTPFilterMaker {
            ($0.first as? BandwidthLimitLevel).map { WorkerBandwidthLimit($0, worker) }
        } make: { [self] in
            BandwidthLimitFilter(own, directions: directions.load(ordering: .relaxed), name: $0, stream: $1)
        }
    }

    /// A limit that takes the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        guard let configuration = value as? BandwidthLimitConfiguration else { return nil }
        directions.bitwiseOr(Self.directions(of: configuration), ordering: .relaxed)
        return BandwidthLimitLevel(configuration, registry, runtime)
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
