public import Configuration

/// Chooses the endpoint of each request. One a worker and cluster; confined to the worker.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/load_balancers
open class LoadBalancer {
    /// The endpoints to choose from.
    public final let set: EndpointSet
    final var random: FastRandom
    private let single: Endpoint?

    init(set: EndpointSet, seed: UInt64) {
        self.set = set
        random = FastRandom(seed: seed)
        let used = set.shares.indices.filter { set.shares[$0] > 0 }
        single = used.count == 1 && set.eligible[used[0]].count == 1 ? set.eligible[used[0]][0] : nil
    }

    /// The balancer of a cluster's policy.
    public static func make(for cluster: ClusterConfiguration, set: EndpointSet, seed: UInt64) -> LoadBalancer {
        switch cluster.lbPolicy {
        case .roundRobin: RoundRobinBalancer(set: set, seed: seed)
        case .leastRequest(let choices, let bias):
            LeastRequestBalancer(set: set, seed: seed, choices: Int(choices), bias: bias)
        case .random: RandomBalancer(set: set, seed: seed)
        }
    }

    /// The endpoint of the next request; nil when none takes requests.
    public final func pick() -> Endpoint? {
        if let single { return single }
        guard let priority = pickPriority() else { return nil }
        return pick(from: priority)
    }

    /// Chooses among the eligible endpoints of one priority; there is at least one.
    func pick(from priority: Int) -> Endpoint? { nil }

    private func pickPriority() -> Int? {
        let shares = set.shares
        if shares.count == 1 { return shares[0] > 0 ? 0 : nil }
        var draw = UInt32(truncatingIfNeeded: random.next(below: 100))
        for index in shares.indices {
            if draw < shares[index] { return set.eligible[index].isEmpty ? nil : index }
            draw &-= shares[index]
        }
        return nil
    }
}

/// Takes endpoints with equal chances, whatever their weights (Envoy's RANDOM).
final class RandomBalancer: LoadBalancer {
    override func pick(from priority: Int) -> Endpoint? {
        set.eligible[priority][random.next(below: set.eligible[priority].count)]
    }
}
