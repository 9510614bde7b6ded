public import Configuration
internal import RegularExpressions
internal import RuntimeValues
internal import Telemetry

/// The CSRF filter of a chain.
public final class CSRFFactory: HTTPFilterFactory {
    private let policy: Policy
    private let scope: MetricScope
    private let runtime: LiveRuntime

    /// What the chain or a route says.
    final class Policy: Sendable {
        let enabled: RuntimeShare
        let shadowEnabled: RuntimeShare
        let additionalOrigins: [TextMatcher]

        init(_ configuration: CSRFConfiguration, _ runtime: LiveRuntime) {
            enabled = runtime.share(configuration.enabled)
            shadowEnabled = runtime.share(configuration.shadowEnabled)
            additionalOrigins = configuration.additionalOrigins.map { TextMatcher($0) }
        }
    }

    /// Compiles a validated configuration.
    public init(_ configuration: CSRFConfiguration, _ context: FilterContext) {
        policy = Policy(configuration, context.runtime)
        scope = context.scope("csrf.", CSRFMetric.family)
        runtime = context.runtime
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let metrics = scope.writer(thread: worker.index)
        return HTTPFilterMaker { [policy] in CSRFFilter(policy, metrics, name: $0, stream: $1) }
    }

    /// A policy that takes the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? CSRFConfiguration).map { Policy($0, runtime) }
    }
}
