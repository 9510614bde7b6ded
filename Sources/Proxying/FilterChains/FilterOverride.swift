internal import Configuration
internal import Filters

/// What a route says to one filter, resolved for one worker.
struct FilterOverride {
    /// Whether the filter is off; nil where that is left to its chain.
    let isOff: Bool?
    /// The filter's settings here: what it takes for them; nil for those of its chain.
    let settings: AnyObject?
}

/// What all levels of a route table say to the filters of a connection manager, compiled once for all workers.
struct CompiledOverrides: Sendable {
    private struct Key: Hashable {
        var level: ObjectIdentifier
        var place: Int
    }

    private var compiled: [Key: any Sendable & AnyObject] = [:]

    init(_ said: [PerFilterConfiguration], filters: [ChainedFilter]) {
        for override in said {
            guard case .settings(let settings) = override.override else { continue }
            for (place, filter) in filters.enumerated() where filter.isMeant(by: override.filterName) {
                let key = Key(level: ObjectIdentifier(settings), place: place)
                if compiled[key] == nil { compiled[key] = filter.factory.compile(settings.value) }
            }
        }
    }

    /// What `levels` of the filter at `place` come to on a worker, the most specific first.
    func resolve(_ levels: [PerFilterConfiguration.Override], place: Int, maker: HTTPFilterMaker) -> FilterOverride {
        let settings = levels.compactMap { level -> (any Sendable & AnyObject)? in
            guard case .settings(let settings) = level else { return nil }
            return compiled[Key(level: ObjectIdentifier(settings), place: place)]
        }
        return FilterOverride(
            isOff: levels.first.map { $0 == .disabled }, settings: settings.isEmpty ? nil : maker.combine(settings))
    }
}
