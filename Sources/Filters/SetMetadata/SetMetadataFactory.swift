public import Configuration
internal import HTTPSemantics
internal import Telemetry

/// The filter of a chain that sets metadata.
public final class SetMetadataFactory: HTTPFilterFactory {
    private let own: Level
    private let registry: MetricRegistry

    /// What the chain or a route says.
    final class Level: Sendable {
        struct Entry: Sendable {
            let space: String
            let allowsOverwrite: Bool
            let value: MetadataValue
        }

        let entries: [Entry]
        let scope: MetricScope

        init(_ configuration: SetMetadataConfiguration, _ scope: MetricScope) {
            entries = configuration.entries.map {
                Entry(space: $0.space, allowsOverwrite: $0.allowsOverwrite, value: MetadataValue(.object($0.value)))
            }
            self.scope = scope
        }
    }

    /// Resolves a validated configuration.
    public init(_ configuration: SetMetadataConfiguration, _ context: FilterContext) {
        own = Level(configuration, context.scope("set_metadata.", SetMetadataMetric.family))
        registry = context.registry
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let setter = MetadataSetter(own, worker.index)
        return HTTPFilterMaker {
            ($0.first as? Level).map { MetadataSetter($0, worker.index) }
        } make: {
            SetMetadataFilter(setter, name: $0, stream: $1)
        }
    }

    /// What is set behind the filter's own. As in Envoy, it counts under a name of its own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? SetMetadataConfiguration).map {
            Level(
                $0,
                registry.scope(
                    prefix: "set_metadata.", extractedPrefix: "set_metadata.", family: SetMetadataMetric.family))
        }
    }
}

/// Sets what one level says, on one worker.
final class MetadataSetter {
    private let entries: [SetMetadataFactory.Level.Entry]
    private let metrics: MetricWriter

    init(_ level: SetMetadataFactory.Level, _ thread: Int) {
        entries = level.entries
        metrics = level.scope.writer(thread: thread)
    }

    func apply(to metadata: inout Metadata) {
        for entry in entries {
            if entry.allowsOverwrite || !metadata.contains(entry.space) {
                metadata.update(entry.space, with: entry.value)
            } else {
                metrics.increment(SetMetadataMetric.overwriteDenied)
            }
        }
    }
}
