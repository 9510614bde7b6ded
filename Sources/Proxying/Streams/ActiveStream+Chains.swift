internal import Filters

/// The filters that a stream has made for its requests.
extension ActiveStream {
    /// Makes the filters of a chain of the plan: the ordinary one is 0, behind it stand those of upgrades.
    func makeChain(_ number: Int) -> Chain {
        let chain = plan.plan.chains[number]
        var filters: [HTTPFilter] = []
        for filter in plan.filters[chain.places] {
            let made = filter.maker.make(named: filter.filter.name, on: self)
            made.isOffUnlessTold = filter.filter.isOffUnlessTold
            filters.append(made)
        }
        let logs = number < manager.tryLogs.count ? manager.tryLogs[number] : nil
        return Chain(
            filters: filters, terminal: RouterFilter(chain.router, name: chain.routerName, logs: logs, stream: self))
    }

    /// Lets the filters of an upgrade take the request; they are made when the stream first serves one.
    func changeChain(toUpgradeAt index: Int) {
        let chain = upgradeChains[index] ?? makeChain(index + 1)
        upgradeChains[index] = chain
        ordinaryChain = exchange(for: chain)
        chainStart = plan.plan.chains[index + 1].places.lowerBound
    }

    /// Lets the filters take requests again that others stood in for.
    func takeBack(_ ordinary: Chain) {
        exchange(for: ordinary)
        ordinaryChain = nil
        chainStart = 0
    }
}
