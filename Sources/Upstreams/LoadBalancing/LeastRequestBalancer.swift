internal import Glibc
internal import Synchronization

/// The less busy of some endpoints drawn at random; with unequal weights, a schedule in which busy endpoints count for
/// less (Envoy's LEAST_REQUEST). Requests of all workers count.
final class LeastRequestBalancer: LoadBalancer {
    private let choices: Int
    private let bias: Double
    private var schedules: [WeightedSchedule?] = []

    init(set: EndpointSet, seed: UInt64, choices: Int, bias: Double) {
        self.choices = max(2, choices)
        self.bias = bias
        super.init(set: set, seed: seed)
        for endpoints in set.eligible {
            let isEqual = endpoints.allSatisfy { $0.weight == endpoints[0].weight }
            schedules.append(isEqual ? nil : WeightedSchedule(endpoints.map { Double($0.weight) }))
        }
    }

    override func pick(from priority: Int) -> Endpoint? {
        let endpoints = set.eligible[priority]
        if schedules[priority] != nil {
            let bias = self.bias
            return schedules[priority]?.next { Self.weight(of: endpoints[$0], bias: bias) }.map { endpoints[$0] }
        }
        var best = endpoints[random.next(below: endpoints.count)]
        var least = best.activeRequests.load(ordering: .relaxed)
        for _ in 1..<choices {
            let other = endpoints[random.next(below: endpoints.count)]
            let active = other.activeRequests.load(ordering: .relaxed)
            if active < least {
                best = other
                least = active
            }
        }
        return best
    }

    /// weight / (active + 1) ^ bias
    private static func weight(of endpoint: Endpoint, bias: Double) -> Double {
        let active = Double(endpoint.activeRequests.load(ordering: .relaxed) + 1)
        return Double(endpoint.weight) / (bias == 1 ? active : pow(active, bias))
    }
}
