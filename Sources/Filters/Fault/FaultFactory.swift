public import Configuration
internal import RuntimeValues
internal import Synchronization
internal import Telemetry

/// The fault filter as a snapshot holds it: its settings, and what all workers share.
public final class FaultFactory: HTTPFilterFactory {
    private let settings: FaultSettings
    private let scope: MetricScope
    private let runtime: LiveRuntime
    private let makeClusterScope: @Sendable (String) -> MetricScope
    /// Whether the chain's settings, or some route's, limit the rate of responses. Only then filters ask for bodies.
    private let limitsRates: Atomic<Bool>

    /// Compiles a validated configuration.
    public init(_ configuration: FaultConfiguration, _ context: FilterContext) {
        settings = FaultSettings(configuration, runtime: context.runtime)
        scope = context.scope("fault.", FaultMetric.family)
        runtime = context.runtime
        let (registry, prefix, labels) = (context.registry, context.statPrefix, context.labels)
        makeClusterScope = { FaultClusterMetric.scope(of: $0, registry, prefix: prefix, labels) }
        limitsRates = Atomic(configuration.rateLimit != nil)
    }

    /// Makes the worker's part: its counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        // As in Envoy, a route can switch counting by cluster off, but not on.
        let clusters =
            settings.configuration.countsClusters ? FaultClusters(thread: worker.index, makeClusterScope) : nil
        let metrics = scope.writer(thread: worker.index)
        return HTTPFilterMaker { [self] in
            FaultFilter(
                settings, name: $0, stream: $1, scope: scope, metrics: metrics,
                limitsRates: limitsRates.load(ordering: .relaxed), clusters: clusters)
        }
    }

    /// Compiles a route's settings, which replace the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        guard let configuration = value as? FaultConfiguration else { return nil }
        if configuration.rateLimit != nil { limitsRates.store(true, ordering: .relaxed) }
        return FaultSettings(configuration, runtime: runtime)
    }
}
