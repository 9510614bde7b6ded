internal import Buffers

/// A table in which each endpoint has its share of the places; a number leads to one of them (Envoy's MAGLEV).
///
/// Source: https://research.google/pubs/maglev-a-fast-and-reliable-software-network-load-balancer/ §3.4, with weights.
struct MaglevTable: Sendable {
    /// Whose each place is, as indices of the endpoints.
    private let owners: [UInt32]
    /// Numbers for statistics.
    let places: HashTable.Places

    /// An endpoint while the table is filled: it asks for the places `offset`, `offset + skip`, and so on.
    private struct Candidate {
        let index: UInt32
        let key: [UInt8]
        var position: UInt64
        let skip: UInt64
        let share: Double
        var target = 0.0
        var count: UInt64 = 0
    }

    /// The table of endpoints that are known by `keys`; `size` is a prime number.
    init(_ keys: [[UInt8]], _ shares: HashShares, size: UInt64) {
        guard !keys.isEmpty else {
            (self.owners, self.places) = ([], HashTable.Places())
            return
        }
        if keys.count == 1 {
            // Whatever the number, it is this one: subsets have many such tables.
            (self.owners, self.places) = ([0], HashTable.Places(all: 1, least: 1, most: 1))
            return
        }
        var candidates = keys.enumerated().map { index, key in
            Candidate(
                index: UInt32(index), key: key, position: Bytes.xxHash64(key.span) % size,
                skip: Bytes.xxHash64(key.span, seed: 1) % (size - 1) + 1, share: shares.shares[index])
        }
        // The table shall not depend on the order of the endpoints.
        candidates.sort { $0.key.lexicographicallyPrecedes($1.key) }
        let free = UInt32.max
        var owners = [UInt32](repeating: free, count: Int(size))
        var filled: UInt64 = 0
        var round = 1.0
        while filled < size {
            for index in candidates.indices where filled < size {
                // The heaviest endpoint has its turn in each round, one of half its weight in every other.
                if round * candidates[index].share < candidates[index].target { continue }
                candidates[index].target += shares.most
                var place = candidates[index].position
                while owners[Int(place)] != free { place = (place + candidates[index].skip) % size }
                owners[Int(place)] = candidates[index].index
                candidates[index].position = (place + candidates[index].skip) % size
                candidates[index].count += 1
                filled += 1
            }
            round += 1
        }
        self.owners = owners
        let counts = candidates.map(\.count)
        places = HashTable.Places(all: size, least: counts.min() ?? 0, most: counts.max() ?? 0)
    }

    /// The owner of a number's place. There is one.
    func find(_ hash: UInt64, attempt: Int) -> Int {
        let hash = attempt > 0 ? hash ^ (UInt64.max &- UInt64(attempt) &+ 1) : hash
        return Int(owners[Int(hash % UInt64(owners.count))])
    }
}
