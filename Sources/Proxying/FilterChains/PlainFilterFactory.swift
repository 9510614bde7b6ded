internal import Filters

/// A filter of a chain that has nothing to compile and that routes say nothing to.
final class PlainFilterFactory: HTTPFilterFactory {
    private let make: @Sendable (String, ActiveStream) -> HTTPFilter

    /// `make` makes the filter of a stream object, with its name.
    init(_ make: @escaping @Sendable (String, ActiveStream) -> HTTPFilter) { self.make = make }

    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker { Maker(make) }

    private final class Maker: HTTPFilterMaker {
        private let make: (String, ActiveStream) -> HTTPFilter

        init(_ make: @escaping (String, ActiveStream) -> HTTPFilter) {
            self.make = make
            super.init()
        }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            guard let exchange = stream as? ActiveStream else { return super.make(named: name, on: stream) }
            return make(name, exchange)
        }
    }
}
