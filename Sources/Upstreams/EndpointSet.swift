public import Configuration
internal import NetworkAddresses

/// The endpoints of a cluster with what follows from their health, computed once. Immutable.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/load_balancing/priority
public final class EndpointSet: Sendable {
    /// All endpoints, in the order of the configuration or of whoever found them.
    public let all: [Endpoint]
    /// The endpoints that take requests, by priority: healthy ones, or all of a priority in panic.
    public let eligible: [[Endpoint]]
    /// The share of requests of each priority, of 100 in sum; all 0 when nobody takes requests.
    public let shares: [UInt32]

    /// Below so many percent of healthy endpoints a priority uses all of them (Envoy's panic threshold).
    static let panicThreshold: UInt32 = 50
    /// Percent by which a priority counts for more than its healthy share (Envoy's overprovisioning factor).
    static let overprovisioning: UInt32 = 140

    /// How many places the endpoints need: each `Endpoint.index` is below it.
    public let placeCount: Int
    /// What this set changed in the one before it.
    public let change: Change

    /// How a set differs from the one before it.
    public struct Change: Sendable, Equatable {
        /// Endpoints that are new.
        public var added = 0
        /// Endpoints that are gone.
        public var removed = 0
        /// Whether weights, priorities, health or the order of others changed.
        public var isRevised = false
        /// Whether nothing differs.
        public var isEmpty: Bool { added == 0 && removed == 0 && !isRevised }
    }

    /// Endpoints that stand in the configuration with their addresses, which were checked.
    public convenience init(
        _ configuration: ClusterConfiguration, workerCount: Int, outliers: OutlierReports? = nil
    ) {
        var descriptions: [EndpointDescription] = []
        for group in configuration.endpoints {
            for endpoint in group.endpoints {
                guard let address = Self.address(of: endpoint) else { continue }
                descriptions.append(EndpointDescription(address: address, endpoint, in: group))
            }
        }
        self.init(descriptions, replacing: nil, workerCount: workerCount, outliers: outliers)
    }

    /// The same endpoints, after the health of some has changed.
    init(reviewing previous: EndpointSet) {
        all = previous.all
        placeCount = previous.placeCount
        change = Change(isRevised: true)
        (eligible, shares) = Self.resolve(Self.priorities(of: all))
    }

    /// The set after `previous`: endpoints that are in both keep their objects, and with them counters and pools.
    ///
    /// - Parameter isLogical: the only endpoint is one that moves: a new address continues its counters.
    public init(
        _ descriptions: [EndpointDescription], replacing previous: EndpointSet?, workerCount: Int,
        isLogical: Bool = false, outliers: OutlierReports? = nil
    ) {
        var kept: [EndpointDescription.Identity: [Endpoint]] = [:]
        for endpoint in previous?.all.reversed() ?? [] { kept[endpoint.identity, default: []].append(endpoint) }
        // First whom we know, so that their places are not given away.
        let known = descriptions.map { kept[$0.identity]?.popLast() }
        var change = Change()
        let takenPlaces = Set(known.compactMap { $0?.index })
        var freePlaces = (0..<(previous?.placeCount ?? 0)).filter { !takenPlaces.contains($0) }.makeIterator()
        var placeCount = previous?.placeCount ?? 0
        var all: [Endpoint] = []
        all.reserveCapacity(descriptions.count)
        for (description, known) in zip(descriptions, known) {
            if let known {
                if known.revise(description) { change.isRevised = true }
                all.append(known)
                continue
            }
            change.added += 1
            let predecessor = isLogical ? previous?.all.first : nil
            var place = predecessor?.index ?? freePlaces.next()
            if place == nil {
                place = placeCount
                placeCount += 1
            }
            all.append(
                Endpoint(
                    index: place ?? 0, description, workerCount: workerCount, succeeding: predecessor,
                    outliers: outliers))
        }
        change.removed = (previous?.all.count ?? 0) - (all.count - change.added)
        if let previous, change.added == 0, change.removed == 0,
            zip(previous.all, all).contains(where: { $0 !== $1 })
        {
            change.isRevised = true
        }
        self.all = all
        self.placeCount = placeCount
        self.change = change
        (eligible, shares) = Self.resolve(Self.priorities(of: all))
    }

    private static func priorities(of all: [Endpoint]) -> [[Endpoint]] {
        var priorities: [[Endpoint]] = []
        for endpoint in all {
            let priority = Int(min(endpoint.priority, 127))
            while priorities.count <= priority { priorities.append([]) }
            priorities[priority].append(endpoint)
        }
        return priorities
    }

    private static func address(of endpoint: EndpointConfiguration) -> SocketAddress? {
        if endpoint.isPipe { return SocketAddress(endpoint.address) }
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
