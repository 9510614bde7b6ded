import Configuration
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
func makeSet(_ groups: [LocalityEndpoints], workers: Int = 1) -> EndpointSet {
    EndpointSet(ClusterConfiguration(name: "c", endpoints: groups), workerCount: workers)
}

/// The endpoints of a cluster with these weights, all of one priority.
func makeSet(weights: [UInt32]) -> EndpointSet {
    makeSet([LocalityEndpoints(endpoints: weights.enumerated().map { makeEndpoint(UInt16($0 + 1), weight: $1) })])
}

extension LoadBalancer {
    /// The indices of so many picks.
    func indices(_ count: Int) -> [Int] { (0..<count).map { _ in pick()?.index ?? -1 } }

    /// How often each endpoint is picked.
    func counts(_ picks: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: set.all.count)
        for _ in 0..<picks { if let index = pick()?.index { counts[index] += 1 } }
        return counts
    }
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
