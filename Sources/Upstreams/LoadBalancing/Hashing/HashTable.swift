internal import Configuration
internal import NetworkAddresses

/// Endpoints of one priority as consistent hashing finds them: the same number leads to the same endpoint, and few
/// numbers lead elsewhere when an endpoint comes or goes. Immutable, shared by all workers.
struct HashTable: Sendable {
    /// The endpoints with their parts of the whole, which make 1 in sum.
    let shares: HashShares
    private let form: Form

    private enum Form: Sendable {
        case ring(HashRing)
        case maglev(MaglevTable)
    }

    /// How many places the fullest and the emptiest endpoint have, and all of them.
    struct Places: Equatable, Sendable {
        var all: UInt64 = 0
        var least: UInt64 = 0
        var most: UInt64 = 0
    }

    /// The table of a priority, by the policy of its cluster; nil when the policy does not hash.
    init?(_ priority: EndpointView.Priority, of sources: [[Endpoint]], _ rules: BalancingRules) {
        if !rules.isHashing { return nil }
        let shares: HashShares
        if rules.weighsLocalities, priority.localities.contains(where: { $0.weight > 0 }) {
            let all = sources[priority.all]
            let localities = priority.localities.enumerated().map { index, part in
                let isAll = priority.isPanicking
                let endpoints =
                    isAll ? all.filter { $0.locality == part.locality } : sources[priority.healthy(in: index)]
                return (endpoints, part.weight)
            }
            shares = HashShares(localities: localities)
        } else {
            shares = HashShares(sources[priority.isPanicking ? priority.all : priority.healthy])
        }
        self.init(shares, rules)
    }

    /// The table of endpoints with their shares; nil when the policy does not hash.
    init?(_ shares: HashShares, _ rules: BalancingRules) {
        if !rules.isHashing { return nil }
        let keys = shares.endpoints.map { $0.hashKey(usesHostname: rules.balancing.hashing.usesHostname) }
        switch rules.policy {
        case .maglev(let size): form = .maglev(MaglevTable(keys, shares, size: size))
        case .ringHash(let minimum, let maximum, let usesMurmurHash):
            form = .ring(
                HashRing(keys, shares, minimumSize: minimum, maximumSize: maximum, usesMurmurHash: usesMurmurHash))
        case .roundRobin, .leastRequest, .random: return nil
        }
        self.shares = shares
    }

    /// Numbers for statistics.
    var places: Places {
        switch form {
        case .ring(let ring): ring.places
        case .maglev(let table): table.places
        }
    }

    /// The endpoint of a number, as its index in `shares`; nil when there is none. Each `attempt` after the first, 0,
    /// probably finds another.
    func find(_ hash: UInt64, attempt: Int) -> Int? {
        if shares.endpoints.isEmpty { return nil }
        switch form {
        case .ring(let ring): return ring.find(hash, attempt: attempt)
        case .maglev(let table): return table.find(hash, attempt: attempt)
        }
    }
}

/// Endpoints and the part of the whole that each is to get.
struct HashShares: Sendable {
    private(set) var endpoints: [Endpoint] = []
    private(set) var shares: [Double] = []
    private(set) var least = 1.0
    private(set) var most = 0.0

    /// By the weights of endpoints.
    init(_ endpoints: [Endpoint]) { append(endpoints, share: 1) }

    /// By the weights of localities, then by those of endpoints; localities of weight 0 get nothing.
    init(localities: [(endpoints: [Endpoint], weight: Double)]) {
        let sum = localities.reduce(0) { $0 + $1.weight }
        for (endpoints, weight) in localities where weight > 0 { append(endpoints, share: weight / sum) }
    }

    private mutating func append(_ added: [Endpoint], share: Double) {
        let sum = Double(added.reduce(UInt64(0)) { $0 + UInt64($1.weight) })
        for endpoint in added {
            let part = Double(endpoint.weight) * share / sum
            endpoints.append(endpoint)
            shares.append(part)
            least = min(least, part)
            most = max(most, part)
        }
    }
}

extension Endpoint {
    /// What consistent hashing knows the endpoint by: what its metadata say, or its host name, or its address.
    func hashKey(usesHostname: Bool) -> [UInt8] {
        if case .text(let key)? = labels["hash_key"], !key.isEmpty { return Array(key.utf8) }
        return usesHostname ? hostnameBytes : Array(address.description.utf8)
    }
}
