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
        Maker(policy, scope.writer(thread: worker.index))
    }

    /// A policy that takes the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? CSRFConfiguration).map { Policy($0, runtime) }
    }

    private final class Maker: HTTPFilterMaker {
        private let policy: Policy
        private let metrics: MetricWriter

        init(_ policy: Policy, _ metrics: MetricWriter) {
            self.policy = policy
            self.metrics = metrics
        }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            CSRFFilter(policy, metrics, name: name, stream: stream)
        }
    }
}
