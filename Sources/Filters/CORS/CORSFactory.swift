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
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker { Maker(scope.writer(thread: worker.index)) }

    /// A level's policy.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? CORSPolicyConfiguration).map { Level($0, runtime) }
    }

    private final class Maker: HTTPFilterMaker {
        private let metrics: MetricWriter

        init(_ metrics: MetricWriter) { self.metrics = metrics }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            CORSFilter(metrics, name: name, stream: stream)
        }

        override func combine(_ levels: [any Sendable & AnyObject]) -> AnyObject? {
            CORSPolicy(levels.compactMap { $0 as? Level })
        }
    }
}
