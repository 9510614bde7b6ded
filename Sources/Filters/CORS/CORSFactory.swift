public import Configuration
internal import RuntimeValues
internal import Telemetry

/// The CORS filter of a chain.
public final class CORSFactory: HTTPFilterFactory {
    private let scope: MetricScope
    private let runtime: LiveRuntime

    /// One level's policy.
    final class Level: Sendable {
        let policy: CORSPolicyConfiguration
        let enabled: RuntimeShare
        let shadowEnabled: RuntimeShare

        init(_ policy: CORSPolicyConfiguration, _ runtime: LiveRuntime) {
            self.policy = policy
            enabled = runtime.share(policy.enabled)
            shadowEnabled = runtime.share(policy.shadowEnabled)
        }
    }

    /// Makes a filter without policies of its own.
    public init(_ configuration: CORSConfiguration, _ context: FilterContext) {
        scope = context.scope("cors.", CORSMetric.family)
        runtime = context.runtime
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let metrics = scope.writer(thread: worker.index)
        return HTTPFilterMaker {
            CORSPolicy($0.compactMap { $0 as? Level })
        } make: {
            CORSFilter(metrics, name: $0, stream: $1)
        }
    }

    /// A level's policy.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? CORSPolicyConfiguration).map { Level($0, runtime) }
    }
}
