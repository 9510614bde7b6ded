internal import Configuration

/// What a cluster says about the choice of its endpoints, and where the proxy stands.
public struct BalancingRules: Sendable {
    let policy: ClusterConfiguration.LoadBalancingPolicy
    private(set) var balancing: BalancingConfiguration
    /// Where this proxy stands.
    let home: Locality
    /// What new endpoints are until their first health check, unless they have none.
    let unchecked: HealthFlags
    /// Whether endpoints that are healthy stay although their source does not name them any more.
    let keepsHealthy: Bool

    init(_ cluster: ClusterConfiguration, home: Locality = Locality()) {
        policy = cluster.lbPolicy
        balancing = cluster.balancing
        self.home = home
        let isChecked = cluster.healthCheck != nil
        let waits = cluster.balancing.ignoresUncheckedEndpoints && cluster.discoveryType != .static
        unchecked = !isChecked ? [] : waits ? [.failedHealthCheck, .awaitsHealthCheck] : .failedHealthCheck
        // The one endpoint of a LOGICAL_DNS cluster moves; its old addresses are not kept.
        keepsHealthy = isChecked && !cluster.ignoresHealthOnRemoval && !cluster.hasLogicalEndpoint
    }

    /// The same without localities.
    var withoutLocalities: BalancingRules {
        var copy = self
        copy.balancing.localities = .ignored
        return copy
    }

    var distinguishesLocalities: Bool { balancing.localities != .ignored }

    /// Whether requests are kept in the proxy's own zone.
    var isZoneAware: Bool {
        if case .zoneAware = balancing.localities { true } else { false }
    }

    /// Whether localities count by their weights.
    var weighsLocalities: Bool { balancing.localities == .weighted }

    /// Whether endpoints are chosen by a hash of the request.
    var isHashing: Bool {
        switch policy {
        case .ringHash, .maglev: true
        case .roundRobin, .leastRequest, .random: false
        }
    }
}
