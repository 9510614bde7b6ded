import Configuration
import EventLoops
import Synchronization
import Telemetry

@testable import Upstreams

/// An endpoint that nobody connects to, known by its port.
func makeEndpoint(
    _ port: UInt16, weight: UInt32 = 1, health: EndpointConfiguration.HealthStatus = .unknown
) -> EndpointConfiguration {
    EndpointConfiguration(address: "127.0.0.1", port: port, weight: weight, healthStatus: health)
}

/// One group a priority, each with as many healthy and unhealthy endpoints.
func makePriorities(_ counts: (healthy: Int, unhealthy: Int)...) -> [LocalityEndpoints] {
    var groups: [LocalityEndpoints] = []
    var port: UInt16 = 1
    for (priority, count) in counts.enumerated() {
        var endpoints: [EndpointConfiguration] = []
        for number in 0..<(count.healthy + count.unhealthy) {
            endpoints.append(makeEndpoint(port, health: number < count.healthy ? .healthy : .unhealthy))
            port += 1
        }
        groups.append(LocalityEndpoints(priority: UInt32(priority), endpoints: endpoints))
    }
    return groups
}

/// The endpoints of a cluster with these groups.
func makeSet(
    _ groups: [LocalityEndpoints], workers: Int = 1, home: Locality = Locality(),
    _ change: (inout ClusterConfiguration) -> Void = { _ in }
) -> EndpointSet {
    var configuration = ClusterConfiguration(name: "c", endpoints: groups)
    change(&configuration)
    return EndpointSet(
        configuration, rules: BalancingRules(configuration, home: home), workerCount: workers)
}

/// What a balancer of such a cluster needs; its counters are those of the scope.
func makeSetting(
    seed: UInt64 = 1, home: Locality = Locality(), neighbours: EndpointView? = nil, loop: EventLoop? = nil,
    scope: MetricScope? = nil, _ change: (inout ClusterConfiguration) -> Void = { _ in },
    activeRequests: @escaping () -> UInt64 = { 0 }
) throws -> BalancerSetting {
    var configuration = ClusterConfiguration(name: "c")
    change(&configuration)
    let scope = scope ?? Scopes.shared
    return BalancerSetting(
        rules: BalancingRules(configuration, home: home),
        loop: try loop ?? EventLoop(name: "t", clock: .manual(start: 0)),
        metrics: scope.writer(thread: 0), seed: seed, neighbours: neighbours, activeRequests: activeRequests)
}

/// Scopes live as long as the tests, since writers do not keep them.
enum Scopes {
    static let shared = make()

    static func make() -> MetricScope {
        let scope = MetricRegistry().scope(prefix: "c.", labels: [], family: ClusterMetric.family)
        kept.withLock { $0.append(scope) }
        return scope
    }

    private static let kept = Mutex<[MetricScope]>([])
}

/// The endpoints of a cluster with these weights, all of one priority.
func makeSet(weights: [UInt32]) -> EndpointSet {
    makeSet([LocalityEndpoints(endpoints: weights.enumerated().map { makeEndpoint(UInt16($0 + 1), weight: $1) })])
}

extension LoadBalancer {
    /// The indices of so many picks.
    func indices(_ count: Int) -> [Int] { (0..<count).map { _ in pick()?.index ?? -1 } }

    /// How often each endpoint is picked.
    func counts(_ picks: Int, _ choice: borrowing EndpointChoice = EndpointChoice()) -> [Int] {
        let all = view.priorities.flatMap { view.sources[$0.all] }
        var counts = [Int](repeating: 0, count: (all.map(\.index).max() ?? -1) + 1)
        for _ in 0..<picks { if let index = pick(choice)?.index { counts[index] += 1 } }
        return counts
    }
}

/// Whether counts are what their shares say, within so many percent of all.
func isClose(_ counts: [Int], _ shares: [Double], percent: Double = 2) -> Bool {
    let total = Double(counts.reduce(0, +))
    let sum = shares.reduce(0, +)
    return counts.count == shares.count
        && zip(counts, shares).allSatisfy { abs(Double($0) / total - $1 / sum) <= percent / 100 }
}

/// Pearson's statistic of counts against expected shares.
func chiSquare(_ counts: [Int], _ shares: [Double]) -> Double {
    let total = Double(counts.reduce(0, +))
    let sum = shares.reduce(0, +)
    return zip(counts, shares).reduce(0) { result, pair in
        let expected = total * pair.1 / sum
        let difference = Double(pair.0) - expected
        return result + difference * difference / expected
    }
}

/// The counters of a scope.
struct MetricCounts {
    let scope: MetricScope

    subscript(metric: ClusterMetric) -> UInt64 { scope.counter(metric.rawValue) }
}
