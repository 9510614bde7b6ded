/// The pools of one worker for requests of one priority.
struct PoolTable {
    /// By the places of their endpoints; nil until an endpoint is first used.
    var current: [EndpointPool?]
    /// Pools of addresses that a LOGICAL_DNS endpoint had before. They lend the connections that they have, and open
    /// none.
    private(set) var older: [EndpointPool] = []

    /// Older pools that are kept at most; of more, the oldest let their connections go.
    private static let mostOlder = 64

    init(_ set: EndpointSet) { current = Array(repeating: nil, count: set.placeCount) }

    /// The pool to ask for a connection: an older one that has one to lend, or that of the place.
    @inline(__always)
    func pool(at place: Int) -> EndpointPool? {
        if !older.isEmpty, let pool = older.last(where: { $0.hasIdleConnection }) { return pool }
        return current[place]
    }

    /// Makes room for the endpoints of `set`. Pools of endpoints that stay are kept.
    /// - Returns: the pools that are to be drained.
    mutating func install(_ set: EndpointSet, isLogical: Bool) -> [EndpointPool] {
        var next = [EndpointPool?](repeating: nil, count: set.placeCount)
        older.removeAll { $0.isUnused }
        for endpoint in set.all {
            if endpoint.index < current.count, let pool = current[endpoint.index],
                pool.endpoint === endpoint || isLogical && pool.endpoint.hasSameAddresses(as: endpoint)
            {
                next[endpoint.index] = pool
                current[endpoint.index] = nil
            } else if let place = older.firstIndex(where: { $0.endpoint.hasSameAddresses(as: endpoint) }) {
                next[endpoint.index] = older.remove(at: place)
            }
        }
        var gone = current.compactMap(\.self)
        current = next
        guard isLogical, !set.all.isEmpty else { return gone }
        older += gone.filter { !$0.isUnused }
        gone = Array(older.prefix(max(0, older.count - Self.mostOlder)))
        older.removeFirst(gone.count)
        return gone
    }

    /// Gives up the pool at a place, which is to be drained.
    mutating func take(_ place: Int) -> EndpointPool? {
        guard place < current.count, let pool = current[place] else { return nil }
        current[place] = nil
        return pool
    }

    /// Gives up one pool that is of no use at the moment, to make room for another; false when there is none.
    mutating func removeUnused() -> Bool {
        if let place = current.firstIndex(where: { $0?.isUnused == true }) {
            current[place] = nil
            return true
        }
        guard let place = older.firstIndex(where: \.isUnused) else { return false }
        older.remove(at: place)
        return true
    }

    /// Forgets all pools.
    /// - Returns: those that are to be drained.
    mutating func removeAll() -> [EndpointPool] {
        let all = current.compactMap(\.self) + older
        current = Array(repeating: nil, count: current.count)
        older = []
        return all
    }
}
