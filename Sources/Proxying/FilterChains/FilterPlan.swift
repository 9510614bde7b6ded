internal import Configuration
internal import Filters
internal import Routing

/// The filters of a connection manager as its routes use them: those of all requests, and those of upgrades that have
/// filters of their own. They stand in one list, one chain behind the other.
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

    init(_ lists: FilterLists, _ routes: RouteConfiguration) {
        let said = routes.allOverrides
        var filters: [ChainedFilter] = []
        chains = lists.lists.map { list in
            let start = filters.count
            filters += list.filters.filter { filter in
                !filter.isOffUnlessTold || said.contains { $0.filterName == filter.name && $0.override != .disabled }
            }
            return Chain(places: start..<filters.count, router: list.router, routerName: list.routerName)
        }
        self.filters = filters
        overrides = CompiledOverrides(said, filters: filters)
        isSwitched = filters.contains { filter in
            said.contains {
                $0.filterName == filter.name && ($0.override == .disabled || filter.isOffUnlessTold)
            }
        }
    }
}

/// The filters of a plan as one worker uses them.
final class WorkerPlan {
    let plan: FilterPlan
    /// The filters of all chains, but the terminal ones, as the plan has them.
    let filters: [WorkerFilter]

    /// Takes over what the worker has of the filters that were in use `before`.
    init(_ plan: FilterPlan, worker: ProxyWorker, succeeding before: WorkerPlan? = nil) {
        self.plan = plan
        let services = WorkerFilterServices(worker)
        filters = plan.filters.map { filter in
            let known = before?.filters.first { $0.filter === filter }
            return known ?? WorkerFilter(filter: filter, maker: filter.factory.makeMaker(on: services))
        }
    }

    /// What a route says to the filters, by their places; empty when it says nothing.
    func overrides(of rule: RouteRule) -> [FilterOverride] {
        if !rule.hasOverrides { return [] }
        return filters.enumerated().map { place, filter in
            var levels = rule.overrides(ofFilter: filter.filter.name)
            if filter.filter.factory is CORSFactory && levels.isEmpty {
                levels = rule.overrides(ofFilter: PerFilterConfiguration.oldCORSName)
            }
            return plan.overrides.resolve(levels, place: place, maker: filter.maker)
        }
    }
}

/// One filter as one worker uses it.
struct WorkerFilter {
    let filter: ChainedFilter
    let maker: HTTPFilterMaker
}
