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
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        HTTPFilterMaker { [limit] in BufferFilter(limit, name: $0, stream: $1) }
    }

    /// A limit that takes the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? BufferConfiguration).map { Limit($0) }
    }
}
