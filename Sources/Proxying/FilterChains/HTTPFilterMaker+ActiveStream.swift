internal import Filters

extension HTTPFilterMaker {
    /// A worker's part that makes filters which use the whole exchange, for streams that are one.
    init(
        combine: @escaping ([any Sendable & AnyObject]) -> AnyObject? = { $0.first },
        makeForExchange: @escaping (_ name: String, _ stream: ActiveStream) -> HTTPFilter
    ) {
        self.init(combine: combine) { name, stream in
            guard let exchange = stream as? ActiveStream else {
                return HTTPFilter(stream: stream, name: name, interests: [])
            }
            return makeForExchange(name, exchange)
        }
    }
}
