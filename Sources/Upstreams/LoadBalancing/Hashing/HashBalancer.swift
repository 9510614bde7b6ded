internal import Configuration
internal import Synchronization

/// Requests with the same hash go to the same endpoint (Envoy's RING_HASH and MAGLEV). Requests without one go
/// anywhere.
///
/// With a balance factor, an endpoint that has its fill sends requests on to others, in an order that the hash decides.
final class HashBalancer: LoadBalancer {
    private let balanceFactor: UInt64
    /// What deciding an order needs; empty until some endpoint is too busy.
    private var order: [Int] = []
    private var numbers: MersenneTwister?

    override init(_ view: EndpointView, _ setting: BalancerSetting) {
        balanceFactor = UInt64(setting.rules.balancing.hashing.balanceFactor ?? 0)
        super.init(view, setting)
    }

    override func pick(_ choice: borrowing EndpointChoice, attempt: Int, draw: UInt64) -> Endpoint? {
        let hash = choice.hash ?? draw
        guard let priority = self.priority(for: choice, hash)?.priority else { return nil }
        if view.priorities[priority].isPanicking { countPanic() }
        let table = view.tables[priority]
        guard let index = table.find(hash, attempt: attempt) else { return nil }
        return balanceFactor == 0 ? table.shares.endpoints[index] : relieve(index, hash, table.shares)
    }

    /// The endpoint of that index, unless it has its fill: then the first that has not, or else the one that exceeds it
    /// least.
    private func relieve(_ first: Int, _ hash: UInt64, _ shares: HashShares) -> Endpoint {
        let slots = ((setting.activeRequests() + 1) * balanceFactor + 99) / 100
        func load(_ index: Int) -> Double {
            let own = max(1, (Double(slots) * shares.shares[index]).rounded(.up))
            return Double(shares.endpoints[index].activeRequests.load(ordering: .relaxed)) / own
        }
        let count = shares.endpoints.count
        var least = load(first)
        var best = shares.endpoints[first]
        if least <= 1 { return best }
        if order.count != count { order = Array(0..<count) }
        for index in 0..<count { order[index] = index }
        if numbers == nil { numbers = MersenneTwister(seed: hash) } else { numbers?.reseed(hash) }
        for index in 0..<count {
            order.swapAt(index, index + below(count - index))
            let other = order[index]
            if other == first { continue }
            let otherLoad = load(other)
            if otherLoad <= 1 { return shares.endpoints[other] }
            if otherLoad < least {
                best = shares.endpoints[other]
                least = otherLoad
            }
        }
        return best
    }

    /// An even number below `bound`.
    private func below(_ bound: Int) -> Int {
        while true {
            let number = UInt64(numbers?.next() ?? 0) / (0x1_0000_0000 / UInt64(bound))
            if number < UInt64(bound) { return Int(number) }
        }
    }
}
