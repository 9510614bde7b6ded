internal import Buffers
internal import Configuration
internal import Filters
internal import HTTPSemantics

/// The filter of a chain that leaves texts for others.
final class FilterStateFactory: HTTPFilterFactory {
    private let configuration: FilterStateConfiguration

    init(_ configuration: FilterStateConfiguration) { self.configuration = configuration }

    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let texts = FilterStateTexts([configuration])
        return HTTPFilterMaker {
            // The most specific comes last, and counts.
            FilterStateTexts($0.reversed().compactMap { ($0 as? Level)?.configuration })
        } makeForExchange: { [clearsRoute = configuration.clearsRoute] in
            FilterStateFilter(texts, clearsRoute: clearsRoute, name: $0, stream: $1)
        }
    }

    func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? FilterStateConfiguration).map { Level($0) }
    }

    /// What one level of a route table says; each worker compiles formats for itself.
    final class Level: Sendable {
        let configuration: FilterStateConfiguration

        init(_ configuration: FilterStateConfiguration) { self.configuration = configuration }
    }
}

/// Texts to set, as one worker makes them.
final class FilterStateTexts {
    private let entries: [(name: String, program: FormatProgram, skipsEmpty: Bool)]
    private var text = ByteBuffer()

    init(_ levels: [FilterStateConfiguration]) {
        entries = levels.flatMap(\.entries).map { ($0.name, FormatProgram($0.format), $0.skipsEmpty) }
    }

    func set(for exchange: ActiveStream) {
        // Taken out while it is written, so that nothing can reach it twice.
        var text = ByteBuffer()
        swap(&text, &self.text)
        let connectionTexts = exchange.connectionTexts
        for entry in entries {
            // As in Envoy, what the connection has said no request says otherwise.
            if let connectionTexts, connectionTexts.contains(entry.name) { continue }
            text.removeAll()
            entry.program.write(exchange, to: &text)
            if entry.skipsEmpty && text.isEmpty { continue }
            exchange.filterState.set(entry.name, to: text.readable)
        }
        swap(&text, &self.text)
    }
}

/// Leaves texts for other filters, rules and logs: what the chain says, then what table, virtual host and route say.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/set_filter_state
final class FilterStateFilter: HTTPFilter {
    private let texts: FilterStateTexts
    private let clearsRoute: Bool
    private let owner: ActiveStream

    init(_ texts: FilterStateTexts, clearsRoute: Bool, name: String, stream: ActiveStream) {
        self.texts = texts
        self.clearsRoute = clearsRoute
        owner = stream
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        texts.set(for: owner)
        if let routes = owner.routeSettings(of: self) as? FilterStateTexts { routes.set(for: owner) }
        if clearsRoute { owner.clearRouteCache() }
        return .continueIteration
    }
}
