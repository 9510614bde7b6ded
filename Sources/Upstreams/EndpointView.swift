internal import Configuration

/// Endpoints as balancers see them, a cluster's or those of one of its subsets: by priority, health and locality, with
/// the share of requests that each priority takes. Immutable.
///
/// Requests are chosen for from **sources**, which are lists of endpoints. Each priority has one of all its endpoints,
/// one of the healthy and one of the degraded ones, then two for each locality.
public final class EndpointView: Sendable {
    let sources: [[Endpoint]]
    let priorities: [Priority]
    /// The share of each priority.
    public let load: PriorityLoad
    /// What the shares follow from, by priority.
    let censuses: [PriorityLoad.Census]
    /// The only endpoint, where every choice would end with it.
    let single: Endpoint?
    /// By priority, where the policy hashes; else empty.
    let tables: [HashTable]

    /// Where the sources of one priority stand.
    struct Priority: Sendable {
        /// The source of all endpoints; that of healthy and that of degraded ones follow.
        let all: Int
        /// The localities where they are told apart, the proxy's own first; else empty.
        let localities: [LocalityPart]
        /// Whether the first locality is the proxy's own.
        let hasHome: Bool
        /// Whether all endpoints are used, or none, whatever their health.
        let isPanicking: Bool

        var healthy: Int { all + 1 }
        var degraded: Int { all + 2 }
        /// The source of the healthy endpoints of a locality; that of degraded ones follows.
        func healthy(in locality: Int) -> Int { all + 3 + 2 * locality }
        func degraded(in locality: Int) -> Int { all + 4 + 2 * locality }
    }

    /// A locality's part in a priority.
    struct LocalityPart: Sendable {
        let locality: Locality
        /// Its weight; 0 where none is given.
        let weight: Double
        /// How many endpoints it has, without those that count for nothing.
        let counting: Int
    }

    /// - Parameter weightOf: the weight of a locality with so many endpoints; nil means as the endpoints say.
    init(
        _ endpoints: [Endpoint], _ rules: BalancingRules,
        weightOf: ((_ locality: Locality, _ priority: Int, _ weight: UInt32, _ count: Int) -> Double)? = nil
    ) {
        var grouped: [[Endpoint]] = [[]]
        for endpoint in endpoints {
            let priority = Int(min(endpoint.priority, 128))
            while grouped.count <= priority { grouped.append([]) }
            grouped[priority].append(endpoint)
        }
        let balancing = rules.balancing
        censuses = grouped.map { Self.census($0, balancing) }
        let load = PriorityLoad(censuses, panicThreshold: rules.panicThreshold)
        // Nearly all clusters have the same, and share its storage.
        self.load = load == .usual ? .usual : load
        var sources: [[Endpoint]] = []
        var priorities: [Priority] = []
        for (index, group) in grouped.enumerated() {
            let all = sources.count
            sources.append(group)
            sources.append(Self.filter(group, .healthy))
            sources.append(Self.filter(group, .degraded))
            var parts: [LocalityPart] = []
            var hasHome = false
            if rules.distinguishesLocalities {
                let localities = Self.localities(of: group, home: rules.home)
                hasHome = localities.first?.locality == rules.home && !rules.home.isEmpty
                for (locality, members) in localities {
                    sources.append(Self.filter(members, .healthy))
                    sources.append(Self.filter(members, .degraded))
                    let weight = members.first?.localityWeight ?? 0
                    parts.append(
                        LocalityPart(
                            locality: locality,
                            weight: weightOf?(locality, index, weight, members.count) ?? Double(weight),
                            counting: members.count { !$0.isExcluded }))
                }
            }
            priorities.append(
                Priority(all: all, localities: parts, hasHome: hasHome, isPanicking: load.panics[index]))
        }
        self.sources = sources
        self.priorities = priorities
        let healthy = sources[1]
        single = endpoints.count == 1 && healthy.count == 1 && priorities.count == 1 ? healthy[0] : nil
        tables = priorities.compactMap { HashTable($0, of: sources, rules) }
    }

    /// Whether fewer than so many percent of the first priority's endpoints take requests.
    func isFirstPriorityScarce(below threshold: UInt32) -> Bool {
        let counting = sources[0].count { !$0.isExcluded }
        return counting == 0 ? threshold > 0 : 100 * (sources[1].count + sources[2].count) < counting * Int(threshold)
    }

    /// Whether there is no endpoint.
    var isEmpty: Bool { sources.allSatisfy(\.isEmpty) }

    private static func filter(_ endpoints: [Endpoint], _ health: Endpoint.Health) -> [Endpoint] {
        // Where all are alike, the list is shared.
        endpoints.allSatisfy { $0.health == health } ? endpoints : endpoints.filter { $0.health == health }
    }

    private static func localities(
        of endpoints: [Endpoint], home: Locality
    ) -> [(locality: Locality, members: [Endpoint])] {
        let groups = Dictionary(grouping: endpoints, by: \.locality)
        return groups.keys.sorted { a, b in
            if (a == home) != (b == home) && !home.isEmpty { return a == home }
            return a < b
        }.map { ($0, groups[$0] ?? []) }
    }

    private static func census(_ endpoints: [Endpoint], _ balancing: BalancingConfiguration) -> PriorityLoad.Census {
        var census = PriorityLoad.Census()
        census.all = endpoints.count
        census.overprovisioning = balancing.overprovisioningFactor
        if balancing.weighsPriorityHealth { census.weights = (0, 0, 0) }
        for endpoint in endpoints {
            if endpoint.isExcluded { census.excluded += 1 }
            let weight = UInt64(endpoint.weight)
            if !endpoint.isExcluded { census.weights?.all += weight }
            switch endpoint.health {
            case .healthy:
                census.healthy += 1
                census.weights?.healthy += weight
            case .degraded:
                census.degraded += 1
                census.weights?.degraded += weight
            case .unhealthy: break
            }
        }
        return census
    }
}
