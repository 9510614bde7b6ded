internal import Filters

/// A filter of a chain that has nothing to compile and that routes say nothing to.
final class PlainFilterFactory: HTTPFilterFactory {
    private let make: @Sendable (String, ActiveStream) -> HTTPFilter

    /// `make` makes the filter of a stream object, with its name.
    init(_ make: @escaping @Sendable (String, ActiveStream) -> HTTPFilter) { self.make = make }

    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker { HTTPFilterMaker(makeForExchange: make) }
}
