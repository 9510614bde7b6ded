internal import Configuration
internal import NetworkAddresses
internal import Synchronization

/// The endpoints of a cluster with what follows from their health, computed once. Immutable.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/priority
public final class EndpointSet: Sendable {
    /// All endpoints, in the order of the configuration or of whoever found them.
    public let all: [Endpoint]
    /// How many places the endpoints need: each `Endpoint.index` is below it.
    public let placeCount: Int
    /// What this set changed in the one before it.
    public let change: Change
    /// In how many priorities endpoints came or went.
    let changedPriorities: Int
    /// All of them as balancers see them.
    public let view: EndpointView
    /// How they are chosen from.
    let rules: BalancingRules
    /// By how much healthy endpoints may take over from others, in percent.
    public var overprovisioningFactor: UInt32 { rules.balancing.overprovisioningFactor }
    /// The subsets that requests may ask for; nil where the cluster has none.
    let subsets: SubsetTable?

    /// How a set differs from the one before it.
    public struct Change: Sendable, Equatable {
        /// Endpoints that are new.
        public var added = 0
        /// Endpoints that are gone.
        public var removed = 0
        /// Whether weights, priorities, health or the order of others changed.
        public var isRevised = false
        /// Whether nothing differs.
        public var isEmpty: Bool { added == 0 && removed == 0 && !isRevised }
    }

    /// Endpoints that stand in the configuration with their addresses, which were checked.
    convenience init(
        _ configuration: ClusterConfiguration, rules: BalancingRules, workerCount: Int,
        outliers: OutlierReports? = nil
    ) {
        self.init(
            EndpointDescription.list(configuration.endpoints), replacing: nil, rules: rules, workerCount: workerCount,
            outliers: outliers)
    }

    /// The set after `previous`: endpoints that are in both keep their objects, and with them counters and pools.
    ///
    /// - Parameters:
    ///   - isLogical: the only endpoint is one that moves: a new address continues its counters.
    ///   - time: when new endpoints begin, in nanoseconds of the loops' clock; 0 means long ago.
    init(
        _ descriptions: [EndpointDescription], replacing previous: EndpointSet?, rules: BalancingRules,
        workerCount: Int, isLogical: Bool = false, at time: UInt64 = 0, outliers: OutlierReports? = nil
    ) {
        var kept: [EndpointDescription.Identity: [Endpoint]] = [:]
        for endpoint in previous?.all.reversed() ?? [] { kept[endpoint.identity, default: []].append(endpoint) }
        // First whom we know, so that their places are not given away.
        let known = descriptions.map { kept[$0.identity]?.popLast() }
        var change = Change()
        // Then whom we keep, though nobody names them, since they are well.
        let leaving = rules.keepsHealthy ? kept.values.joined().filter(\.isKeptWhileHealthy) : []
        let takenPlaces = Set(known.compactMap { $0?.index } + leaving.map(\.index))
        var freePlaces = (0..<(previous?.placeCount ?? 0)).filter { !takenPlaces.contains($0) }.makeIterator()
        var placeCount = previous?.placeCount ?? 0
        var all: [Endpoint] = []
        all.reserveCapacity(descriptions.count)
        for (description, known) in zip(descriptions, known) {
            if let known {
                if known.revise(description) { change.isRevised = true }
                known.changeHealth(removing: .leaving)
                all.append(known)
                continue
            }
            change.added += 1
            let predecessor = isLogical ? previous?.all.first : nil
            var place = predecessor?.index ?? freePlaces.next()
            if place == nil {
                place = placeCount
                placeCount += 1
            }
            let endpoint = Endpoint(
                index: place ?? 0, description, workerCount: workerCount, succeeding: predecessor,
                outliers: outliers)
            endpoint.startTime.store(time, ordering: .relaxed)
            // One that moves stays as well as it was.
            let flags = predecessor?.healthFlags ?? (endpoint.healthCheck.isDisabled ? [] : rules.unchecked)
            endpoint.changeHealth(adding: flags)
            all.append(endpoint)
        }
        for endpoint in leaving.sorted(by: { $0.index < $1.index }) {
            endpoint.changeHealth(adding: .leaving)
            all.append(endpoint)
        }
        change.removed = (previous?.all.count ?? 0) - (all.count - change.added)
        if let previous, change.added == 0, change.removed == 0,
            zip(previous.all, all).contains(where: { $0 !== $1 })
        {
            change.isRevised = true
        }
        if let previous, !previous.rules.sharesPriorities(as: rules) { change.isRevised = true }
        changedPriorities = Self.changedPriorities(previous?.all ?? [], all)
        self.all = all
        self.placeCount = placeCount
        self.change = change
        self.rules = rules
        view = EndpointView(all, rules)
        subsets = SubsetTable(all, whole: view, rules)
    }

    /// The same endpoints, whose health has changed, but for one that is gone.
    init(of previous: EndpointSet, without gone: Endpoint? = nil) {
        rules = previous.rules
        all = previous.all.filter { $0 !== gone }
        placeCount = previous.placeCount
        change = Change(removed: previous.all.count - all.count, isRevised: true)
        changedPriorities = change.removed
        view = EndpointView(all, rules)
        subsets = SubsetTable(all, whole: view, rules)
    }

    /// In how many priorities endpoints differ.
    private static func changedPriorities(_ before: [Endpoint], _ after: [Endpoint]) -> Int {
        // So begins nearly every cluster.
        if before.isEmpty && after.count == 1 { return 1 }
        let (before, after) = (members(before), members(after))
        return Set(before.keys).union(after.keys).count { before[$0] != after[$0] }
    }

    /// The endpoints of each priority that has any.
    private static func members(_ endpoints: [Endpoint]) -> [UInt32: Set<ObjectIdentifier>] {
        endpoints.reduce(into: [:]) { $0[$1.priority, default: []].insert(ObjectIdentifier($1)) }
    }
}
