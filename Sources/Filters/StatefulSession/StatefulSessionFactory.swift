public import Configuration
internal import Telemetry

/// The stateful session filter of a chain.
public final class StatefulSessionFactory: HTTPFilterFactory {
    private let level: Level
    private let scope: MetricScope?

    /// What the chain or a route says.
    final class Level: Sendable {
        /// Nil means the filter is off.
        let configuration: StatefulSessionConfiguration?

        init(_ configuration: StatefulSessionConfiguration?) { self.configuration = configuration }
    }

    /// Compiles a validated configuration.
    public init(_ configuration: StatefulSessionConfiguration, _ context: FilterContext) {
        level = Level(configuration)
        let prefix = configuration.statPrefix
        scope =
            prefix.isEmpty ? nil : context.scope("stateful_session.\(prefix).", StatefulSessionMetric.family)
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let metrics = scope?.writer(thread: worker.index)
        return HTTPFilterMaker { [level] in StatefulSessionFilter(level, metrics, name: $0, stream: $1) }
    }

    /// What a route says.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        switch value as? StatefulSessionRouteConfiguration {
        case .disabled?: Level(nil)
        case .settings(let own)?: Level(own)
        case nil: nil
        }
    }
}
