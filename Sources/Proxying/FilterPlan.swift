internal import Configuration
internal import Filters
internal import RuntimeValues
internal import Telemetry

/// One filter of a chain, but the terminal one, as the snapshot holds it.
final class ChainedFilter: Sendable {
    let name: String
    let isOffUnlessTold: Bool
    let factory: any HTTPFilterFactory

    init(_ configuration: HTTPFilterConfiguration, factory: any HTTPFilterFactory) {
        name = configuration.name
        isOffUnlessTold = configuration.disabled
        self.factory = factory
    }
}

/// The filters of a connection manager: those of all requests, and those of upgrades that have filters of their own.
/// They stand in one list, one chain behind the other.
struct FilterPlan: Sendable {
    /// One chain.
    struct Chain: Sendable {
        /// Where its filters stand, without the terminal one.
        let places: Range<Int>
        /// What the terminal filter is told.
        let router: RouterConfiguration
        let routerName: String
    }

    /// The filters that are on or that some route switches on.
    let filters: [ChainedFilter]
    /// First that of all requests, then one for each upgrade, empty for those without filters of their own.
    let chains: [Chain]
    /// What routes say to them.
    let overrides: CompiledOverrides
    /// Whether some route switches a filter on or off.
    let isSwitched: Bool
    /// What filters found wrong with files and such that the configuration names.
    let problems: [String]

    init(
        _ configuration: HTTPConnectionManagerConfiguration, registry: MetricRegistry, label: MetricLabel,
        runtime: LiveRuntime
    ) {
        let said = configuration.routeConfiguration.allOverrides
        let problems = FilterProblems()
        var filters: [ChainedFilter] = []
        var chains: [Chain] = []
        for list in [configuration.httpFilters] + configuration.upgrades.map(\.httpFilters) {
            let start = filters.count
            for filter in list {
                let context = FilterContext(
                    name: filter.name, registry: registry, statPrefix: "http.\(configuration.statPrefix).",
                    labels: [label], runtime: runtime, problems: problems)
                // Its statistics exist, whether it is ever on or not.
                guard let factory = HTTPFilterRegistry.makeFactory(filter.value, context) else { continue }
                let isUsed =
                    !filter.disabled || said.contains { $0.filterName == filter.name && $0.override != .disabled }
                if isUsed { filters.append(ChainedFilter(filter, factory: factory)) }
            }
            let router = list.lazy.compactMap { $0.value as? RouterConfiguration }.first ?? RouterConfiguration()
            chains.append(
                Chain(places: start..<filters.count, router: router, routerName: list.last?.name ?? ""))
        }
        self.filters = filters
        self.chains = chains
        self.problems = problems.texts
        overrides = CompiledOverrides(configuration.routeConfiguration, filters: filters)
        isSwitched = filters.contains { filter in
            said.contains {
                $0.filterName == filter.name && ($0.override == .disabled || filter.isOffUnlessTold)
            }
        }
    }
}
