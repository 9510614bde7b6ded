public import Configuration
internal import RuntimeValues
internal import Telemetry

/// What one level says about limits, the chain or a route; shared by all workers, and so are its buckets.
final class LocalRateLimitLevel: Sendable {
    let configuration: LocalRateLimitConfiguration
    let limiter: LocalRateLimiter
    let enabled: RuntimeShare
    let enforced: RuntimeShare
    let rules: [RateLimitRule]
    let scope: MetricScope

    init(_ configuration: LocalRateLimitConfiguration, _ registry: MetricRegistry, _ runtime: LiveRuntime) {
        self.configuration = configuration
        limiter = LocalRateLimiter(configuration)
        enabled = runtime.share(configuration.enabled)
        enforced = runtime.share(configuration.enforced)
        rules = configuration.rateLimits.map { RateLimitRule($0) }
        scope = registry.scope(
            prefix: "\(configuration.statPrefix).http_local_rate_limit.",
            labels: [MetricLabel("envoy_local_http_ratelimit_prefix", configuration.statPrefix)],
            family: LocalRateLimitMetric.family)
    }
}

/// The local rate limit of a chain.
public final class LocalRateLimitFactory: HTTPFilterFactory {
    private let level: LocalRateLimitLevel
    private let registry: MetricRegistry
    private let runtime: LiveRuntime

    /// Compiles a validated configuration.
    public init(_ configuration: LocalRateLimitConfiguration, _ context: FilterContext) {
        level = LocalRateLimitLevel(configuration, context.registry, context.runtime)
        registry = context.registry
        runtime = context.runtime
    }

    /// The worker's counters and formats.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerRateLimit(level, worker)
        return HTTPFilterMaker {
            ($0.first as? LocalRateLimitLevel).map { WorkerRateLimit($0, worker) }
        } make: {
            LocalRateLimitFilter(own, name: $0, stream: $1)
        }
    }

    /// Limits that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? LocalRateLimitConfiguration).map { LocalRateLimitLevel($0, registry, runtime) }
    }
}

/// Limits as one worker applies them.
final class WorkerRateLimit {
    let level: LocalRateLimitLevel
    let metrics: MetricWriter
    let requestEditor: HeaderEditor
    let responseEditor: HeaderEditor

    init(_ level: LocalRateLimitLevel, _ worker: FilterWorker) {
        self.level = level
        metrics = level.scope.writer(thread: worker.index)
        requestEditor = worker.makeEditor(HeaderEditsConfiguration(additions: level.configuration.requestFields))
        responseEditor = worker.makeEditor(HeaderEditsConfiguration(additions: level.configuration.responseFields))
    }
}
