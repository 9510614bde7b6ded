internal import Configuration

/// The pools of one worker for requests that not every connection serves; see `ConnectionTerms`. Few of all the terms
/// and endpoints that there are meet, so that only those have a place. Those that are of no use are looked for while
/// others come.
struct SeparatePools {
    /// What tells pools from one another.
    struct Key: Hashable {
        let terms: ConnectionTerms
        /// The endpoint's place in the set.
        var place: Int
        let isHigh: Bool
        let form: EndpointPool.Form

        /// Whether the pools of both may serve the same requests, wherever they lead.
        func serves(_ other: Key) -> Bool { terms == other.terms && isHigh == other.isHigh && form == other.form }
    }

    private var current: [Key: EndpointPool] = [:]
    /// Pools of addresses that a LOGICAL_DNS endpoint had before; see `PoolTable.older`.
    private var older: [(key: Key, pool: EndpointPool)] = []
    private var sweepAt = Self.least

    private static let least = 64

    /// The pool of a key; nil means there is none.
    func pool(at key: Key) -> EndpointPool? {
        if !older.isEmpty, let found = older.last(where: { $0.key.serves(key) && $0.pool.hasIdleConnection }) {
            return found.pool
        }
        return current[key]
    }

    /// Takes a new pool.
    mutating func add(_ pool: EndpointPool, at key: Key) {
        if current.count >= sweepAt {
            current = current.filter { !$0.value.isUnused }
            sweepAt = max(Self.least, current.count * 2)
        }
        current[key] = pool
    }

    /// Takes over other endpoints; see `PoolTable.install`.
    /// - Returns: the pools that are to be drained.
    mutating func install(_ set: EndpointSet, isLogical: Bool) -> [EndpointPool] {
        if current.isEmpty && older.isEmpty { return [] }
        older.removeAll { $0.pool.isUnused }
        var endpoints: [Int: Endpoint] = [:]
        for endpoint in set.all { endpoints[endpoint.index] = endpoint }
        let leaving = current.filter { key, pool in
            guard let endpoint = endpoints[key.place] else { return true }
            return pool.endpoint !== endpoint && !(isLogical && pool.endpoint.hasSameAddresses(as: endpoint))
        }
        for key in leaving.keys { current[key] = nil }
        guard isLogical, !set.all.isEmpty else { return Array(leaving.values) }
        for (place, endpoint) in endpoints {
            while let index = older.firstIndex(where: { $0.pool.endpoint.hasSameAddresses(as: endpoint) }) {
                var (key, pool) = older.remove(at: index)
                key.place = place
                current[key] = pool
            }
        }
        older += leaving.filter { !$0.value.isUnused }.map { ($0.key, $0.value) }
        let gone = older.prefix(max(0, older.count - Self.least)).map(\.pool)
        older.removeFirst(gone.count)
        return gone
    }

    /// Gives up the pools at a place.
    /// - Returns: the pools that are to be drained.
    mutating func take(_ place: Int) -> [EndpointPool] {
        let taken = current.filter { $0.key.place == place }
        for key in taken.keys { current[key] = nil }
        return Array(taken.values)
    }

    /// Gives up one pool that is of no use at the moment, to make room for another; false when there is none.
    mutating func removeUnused(isHigh: Bool) -> Bool {
        guard let found = current.first(where: { $0.key.isHigh == isHigh && $0.value.isUnused }) else { return false }
        current[found.key] = nil
        return true
    }

    /// Forgets all pools.
    /// - Returns: those that are to be drained.
    mutating func removeAll() -> [EndpointPool] {
        let all = current.values + older.map(\.pool)
        current = [:]
        older = []
        return all
    }
}
