internal import Buffers

/// A ring of places, of which each endpoint has some; a number leads to the next place (ketama, Envoy's RING_HASH).
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/load_balancers
struct HashRing: Sendable {
    /// The places in order.
    private let hashes: [UInt64]
    /// Whose they are, as indices of the endpoints.
    private let owners: [UInt32]
    /// Numbers for statistics.
    let places: HashTable.Places

    /// The ring of endpoints that are known by `keys`.
    init(
        _ keys: [[UInt8]], _ shares: HashShares, minimumSize: UInt64, maximumSize: UInt64, usesMurmurHash: Bool
    ) {
        guard !keys.isEmpty else {
            (self.hashes, self.owners, self.places) = ([], [], HashTable.Places())
            return
        }
        // The endpoint with the least share gets a whole number of places.
        let scale = min((shares.least * Double(minimumSize)).rounded(.up) / shares.least, Double(maximumSize))
        var ring: [(hash: UInt64, owner: UInt32)] = []
        ring.reserveCapacity(Int(scale.rounded(.up)))
        var places = HashTable.Places(all: UInt64(scale.rounded(.up)), least: UInt64(scale.rounded(.up)))
        var (made, wanted) = (0.0, 0.0)
        var name = ByteBuffer()
        for (index, key) in keys.enumerated() {
            wanted += scale * shares.shares[index]
            var number: UInt64 = 0
            while made < wanted {
                name.removeAll()
                name.append(key)
                name.append("_")
                name.append(decimal: number)
                let hash = usesMurmurHash ? Bytes.murmurHash2(name.readable) : Bytes.xxHash64(name.readable)
                ring.append((hash, UInt32(index)))
                number += 1
                made += 1
            }
            places.least = min(places.least, number)
            places.most = max(places.most, number)
        }
        ring.sort { $0.hash < $1.hash }
        hashes = ring.map(\.hash)
        owners = ring.map(\.owner)
        self.places = places
    }

    /// The owner of the next place after a number; nil for a ring without places, which a largest size of 0 makes.
    func find(_ hash: UInt64, attempt: Int) -> Int? {
        if hashes.isEmpty { return nil }
        var (low, high) = (0, hashes.count)
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return Int(owners[(low + attempt) % hashes.count])
    }
}
