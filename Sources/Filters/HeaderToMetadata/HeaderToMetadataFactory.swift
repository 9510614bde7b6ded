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
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker { Maker(level) }

    /// Rules that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? HeaderToMetadataConfiguration).map { Level($0) }
    }

    private final class Maker: HTTPFilterMaker {
        private let rules: MetadataRules

        init(_ level: Level) { rules = MetadataRules(level.configuration) }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            HeaderToMetadataFilter(rules, name: name, stream: stream)
        }

        override func combine(_ levels: [any Sendable & AnyObject]) -> AnyObject? {
            (levels.first as? Level).map { MetadataRules($0.configuration) }
        }
    }
}
