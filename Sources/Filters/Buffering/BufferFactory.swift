public import Configuration

/// The filter of a chain that waits for whole requests.
public final class BufferFactory: HTTPFilterFactory {
    private let limit: Limit

    /// What the chain or a route says.
    final class Limit: Sendable {
        /// Bytes at most; nil means the filter is off.
        let bytes: Int?

        init(_ configuration: BufferConfiguration) { bytes = configuration.maxRequestBytes.map { Int($0) } }
    }

    /// Resolves a validated configuration.
    public init(_ configuration: BufferConfiguration, _ context: FilterContext) { limit = Limit(configuration) }

    /// Makes filters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker { Maker(limit) }

    /// A limit that takes the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? BufferConfiguration).map { Limit($0) }
    }

    private final class Maker: HTTPFilterMaker {
        private let limit: Limit

        init(_ limit: Limit) { self.limit = limit }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            BufferFilter(limit, name: name, stream: stream)
        }
    }
}
