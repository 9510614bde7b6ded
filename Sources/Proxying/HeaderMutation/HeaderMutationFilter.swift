internal import Configuration
internal import Filters

/// The header mutation filter of a chain.
final class HeaderMutationFactory: HTTPFilterFactory {
    private let configuration: HeaderMutationFilterConfiguration

    init(_ configuration: HeaderMutationFilterConfiguration, _ context: FilterContext) {
        self.configuration = configuration
    }

    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let mutations = HeaderMutations(configuration.mutations)
        return HTTPFilterMaker {
            HeaderMutationOverrides($0.compactMap { ($0 as? Level).map { HeaderMutations($0.configuration) } })
        } makeForExchange: { [mostSpecificWins = configuration.mostSpecificWins] in
            HeaderMutationFilter(mutations, mostSpecificWins: mostSpecificWins, name: $0, stream: $1)
        }
    }

    func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? HeaderMutationConfiguration).map { Level($0) }
    }

    /// What one level of a route table says; each worker compiles formats for itself.
    final class Level: Sendable {
        let configuration: HeaderMutationConfiguration

        init(_ configuration: HeaderMutationConfiguration) { self.configuration = configuration }
    }
}

/// What a route, its virtual host and its table say to a header mutation filter, the most specific first.
final class HeaderMutationOverrides {
    let levels: [HeaderMutations]

    init(_ levels: [HeaderMutations]) { self.levels = levels }
}

/// Changes fields of heads and trailers, and parameters of queries, both ways.
///
/// What the filter's own configuration says comes first, then what the request's route, virtual host and table say,
/// in the order that the filter gives. The route that was chosen stays: a changed head does not choose it anew.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/header_mutation_filter
final class HeaderMutationFilter: HTTPFilter {
    private let mutations: HeaderMutations
    private let mostSpecificWins: Bool
    private let owner: ActiveStream
    /// What the route says, once that was asked.
    private var overrides: HeaderMutationOverrides?
    private var isRouteKnown = false

    /// Made once a stream object.
    init(_ mutations: HeaderMutations, mostSpecificWins: Bool, name: String, stream: ActiveStream) {
        self.mutations = mutations
        self.mostSpecificWins = mostSpecificWins
        owner = stream
        super.init(
            stream: stream, name: name,
            interests: [.requestHeaders, .requestTrailers, .responseHeaders, .responseTrailers])
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        forEachLevel { mutations, owner in
            mutations.requestHeaders.apply(to: .requestHead, of: owner)
            mutations.query.apply(to: owner)
        }
        return .continueIteration
    }

    override func requestTrailers() -> FilterTrailersStatus {
        forEachLevel { $0.requestTrailers.apply(to: .requestTrailers, of: $1) }
        return .continueIteration
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        forEachLevel { $0.responseHeaders.apply(to: .responseHead, of: $1) }
        return .continueIteration
    }

    override func responseTrailers() -> FilterTrailersStatus {
        forEachLevel { $0.responseTrailers.apply(to: .responseTrailers, of: $1) }
        return .continueIteration
    }

    override func streamDestroyed() {
        isRouteKnown = false
        if overrides != nil { overrides = nil }
    }

    private func forEachLevel(_ body: (HeaderMutations, ActiveStream) -> Void) {
        body(mutations, owner)
        if !isRouteKnown {
            isRouteKnown = true
            overrides = owner.routeSettings(of: self) as? HeaderMutationOverrides
        }
        guard let levels = overrides?.levels else { return }
        for index in levels.indices {
            body(levels[mostSpecificWins ? levels.count - 1 - index : index], owner)
        }
    }
}
