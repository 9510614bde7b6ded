public import Configuration
internal import NetworkAddresses

/// The endpoints of a cluster with what follows from their health, computed once. Immutable.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/priority
public final class EndpointSet: Sendable {
    /// All endpoints, in the order of the configuration.
    public let all: [Endpoint]
    /// The endpoints that take requests, by priority: healthy ones, or all of a priority in panic.
    public let eligible: [[Endpoint]]
    /// The share of requests of each priority, of 100 in sum; all 0 when nobody takes requests.
    public let shares: [UInt32]

    /// Below so many percent of healthy endpoints a priority uses all of them (Envoy's panic threshold).
    static let panicThreshold: UInt32 = 50
    /// Percent by which a priority counts for more than its healthy share (Envoy's overprovisioning factor).
    static let overprovisioning: UInt32 = 140

    /// Resolves validated endpoints; addresses were checked.
    public init(_ configuration: ClusterConfiguration, workerCount: Int) {
        var all: [Endpoint] = []
        for group in configuration.endpoints {
            for endpoint in group.endpoints {
                guard let address = Self.address(of: endpoint) else { continue }
                all.append(
                    Endpoint(index: all.count, address: address, endpoint, in: group, workerCount: workerCount))
            }
        }
        self.all = all
        var priorities: [[Endpoint]] = []
        for endpoint in all {
            let priority = Int(min(endpoint.priority, 127))
            while priorities.count <= priority { priorities.append([]) }
            priorities[priority].append(endpoint)
        }
        (eligible, shares) = Self.resolve(priorities)
    }

    private static func address(of endpoint: EndpointConfiguration) -> SocketAddress? {
        guard let ip = IPAddress(endpoint.address) else { return nil }
        return .ip(ip, port: endpoint.port)
    }

    /// Shares and eligible endpoints of each priority, as Envoy computes them.
    private static func resolve(_ priorities: [[Endpoint]]) -> ([[Endpoint]], [UInt32]) {
        let healthy = priorities.map { $0.filter(\.isHealthy) }
        // health(P) = min(100, 1.4 * 100 * healthy / total)
        let health = zip(priorities, healthy).map { all, good -> UInt32 in
            all.isEmpty ? 0 : min(100, overprovisioning * UInt32(clamping: good.count) / UInt32(clamping: all.count))
        }
        let total = min(100, health.reduce(0, +))
        var eligible = healthy
        if total < 100 {
            for index in priorities.indices where !priorities[index].isEmpty {
                let percent = UInt32(clamping: healthy[index].count * 100 / priorities[index].count)
                if percent < panicThreshold { eligible[index] = priorities[index] }
            }
        }
        var shares = [UInt32](repeating: 0, count: priorities.count)
        if total == 0 {
            // Nobody is healthy: panic sends everything to the first priority that has endpoints.
            if let first = eligible.firstIndex(where: { !$0.isEmpty }) { shares[first] = 100 }
            return (eligible, shares)
        }
        var left: UInt32 = 100
        for index in priorities.indices {
            shares[index] = min(left, health[index] * 100 / total)
            left -= shares[index]
        }
        // What rounding left over goes to the first that has a share.
        if left > 0, let first = shares.firstIndex(where: { $0 > 0 }) { shares[first] += left }
        return (eligible, shares)
    }
}
