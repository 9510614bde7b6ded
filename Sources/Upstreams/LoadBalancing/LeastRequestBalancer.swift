internal import Glibc
internal import Synchronization

/// The less busy of some endpoints drawn at random, or the least busy of all; with unequal weights, a schedule in which
/// busy endpoints count for less (Envoy's LEAST_REQUEST). Requests of all workers count.
final class LeastRequestBalancer: ScheduledBalancer {
    private let choices: Int
    private let bias: Double
    private let scansAll: Bool

    init(_ view: EndpointView, _ setting: BalancerSetting, choices: Int, bias: Double, scansAll: Bool) {
        self.choices = max(2, choices)
        self.bias = bias
        self.scansAll = scansAll
        super.init(view, setting)
    }

    override func pickEvenly(from source: Int) -> Endpoint? {
        let endpoints = view.sources[source]
        if scansAll { return scan(endpoints) }
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

    /// One of the least busy, each with equal chances.
    private func scan(_ endpoints: [Endpoint]) -> Endpoint? {
        var best = endpoints[0]
        var least = best.activeRequests.load(ordering: .relaxed)
        var equals = 1
        for endpoint in endpoints.dropFirst() {
            let active = endpoint.activeRequests.load(ordering: .relaxed)
            if active > least { continue }
            equals = active < least ? 1 : equals + 1
            if active < least || random.next(below: equals) == 0 { best = endpoint }
            least = active
        }
        return best
    }

    /// weight / (active + 1) ^ bias
    override func weight(of endpoint: Endpoint) -> Double {
        let active = Double(endpoint.activeRequests.load(ordering: .relaxed) + 1)
        return Double(endpoint.weight) / (bias == 1 ? active : pow(active, bias))
    }
}
