public import Configuration

/// The filter of a chain that makes metadata of fields.
public final class HeaderToMetadataFactory: HTTPFilterFactory {
    private let level: Level

    /// What one level says, the chain or a route.
    final class Level: Sendable {
        let configuration: HeaderToMetadataConfiguration

        init(_ configuration: HeaderToMetadataConfiguration) { self.configuration = configuration }
    }

    /// Keeps a validated configuration.
    public init(_ configuration: HeaderToMetadataConfiguration, _ context: FilterContext) {
        level = Level(configuration)
    }

    /// The worker's compiled rules.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let rules = MetadataRules(level.configuration)
        return HTTPFilterMaker {
            ($0.first as? Level).map { MetadataRules($0.configuration) }
        } make: {
            HeaderToMetadataFilter(rules, name: $0, stream: $1)
        }
    }

    /// Rules that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? HeaderToMetadataConfiguration).map { Level($0) }
    }
}
