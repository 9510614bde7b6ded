/// The pools of one worker for one cluster. Nearly all requests find theirs in the common table; each of the others is
/// made with its first pool.
struct WorkerPools {
    /// A table beside the common one.
    enum Table: Int, CaseIterable {
        /// Requests of high priority.
        case high
        /// Requests that came by HTTP/2 and leave by it, where requests leave as they came.
        case multiplexed, highMultiplexed
        /// Connections that speak no HTTP.
        case bare, highBare

        /// Whether its requests are of high priority.
        var isHigh: Bool {
            switch self {
            case .high, .highMultiplexed, .highBare: true
            case .multiplexed, .bare: false
            }
        }
    }

    /// Requests of default priority that need nothing special.
    var common: PoolTable
    /// By the numbers of their tables; empty until one is made.
    private var others: [PoolTable?] = []
    /// The pools of requests that not every connection serves.
    var separate = SeparatePools()

    init(_ set: EndpointSet) { common = PoolTable(set) }

    /// The pool that a table has for a place; nil when none was made yet.
    func pool(at place: Int, in table: Table) -> EndpointPool? {
        others.isEmpty ? nil : others[table.rawValue]?.pool(at: place)
    }

    /// Takes a new pool for a place of `set`.
    mutating func add(_ pool: EndpointPool, at place: Int, in table: Table, _ set: EndpointSet) {
        if others.isEmpty { others = Array(repeating: nil, count: Table.allCases.count) }
        if others[table.rawValue] == nil { others[table.rawValue] = PoolTable(set) }
        others[table.rawValue]?.current[place] = pool
    }

    /// Makes room for the endpoints of `set`. Pools of endpoints that stay are kept.
    /// - Returns: the pools that are to be drained.
    mutating func install(_ set: EndpointSet, isLogical: Bool) -> [EndpointPool] {
        var gone = common.install(set, isLogical: isLogical)
        for index in others.indices { gone += others[index]?.install(set, isLogical: isLogical) ?? [] }
        return gone + separate.install(set, isLogical: isLogical)
    }

    /// Gives up the pools of an endpoint, which are to be drained.
    mutating func take(_ place: Int) -> [EndpointPool] {
        var taken: [EndpointPool] = []
        if let pool = common.take(place) { taken.append(pool) }
        for index in others.indices {
            if let pool = others[index]?.take(place) { taken.append(pool) }
        }
        return taken + separate.take(place)
    }

    /// Gives up one pool of a priority that is of no use at the moment, to make room for another; false when there is
    /// none.
    mutating func removeUnused(isHigh: Bool) -> Bool {
        if !isHigh && common.removeUnused() { return true }
        for table in Table.allCases where table.isHigh == isHigh && !others.isEmpty {
            if others[table.rawValue]?.removeUnused() == true { return true }
        }
        return separate.removeUnused(isHigh: isHigh)
    }

    /// Forgets all pools.
    /// - Returns: those that are to be drained.
    mutating func removeAll() -> [EndpointPool] {
        var all = common.removeAll()
        for index in others.indices { all += others[index]?.removeAll() ?? [] }
        return all + separate.removeAll()
    }
}
