internal import Configuration
internal import RuntimeValues

/// What a cluster says about the choice of its endpoints, and where the proxy stands. One object for the cluster and
/// all its sets of endpoints.
public final class BalancingRules: Sendable {
    let policy: ClusterConfiguration.LoadBalancingPolicy
    var balancing: BalancingConfiguration { uncommon.wrappedValue }
    private let uncommon: Uncommon<BalancingConfiguration>
    /// Where this proxy stands.
    let home: Locality
    /// What new endpoints are until their first health check, unless they have none.
    let unchecked: HealthFlags
    /// Whether endpoints that are healthy stay although their source does not name them any more.
    let keepsHealthy: Bool
    /// How much requests under way count against an endpoint (LEAST_REQUEST).
    let requestBias: RuntimeDecimal
    /// Below so many percent of endpoints that take requests, all of a priority are used.
    private let panic: RuntimeNumber
    /// How fast the share of new endpoints grows; nil means they have all of it at once.
    let slowStart: SlowStart?

    init(_ cluster: ClusterConfiguration, home: Locality = Locality(), runtime: LiveRuntime = LiveRuntime()) {
        policy = cluster.lbPolicy
        uncommon = Uncommon(wrappedValue: cluster.balancing)
        self.home = home
        if case .leastRequest(_, let bias, _) = cluster.lbPolicy {
            requestBias = runtime.decimal(bias)
        } else {
            requestBias = RuntimeDecimal(1)
        }
        panic = runtime.number(
            UInt64(cluster.balancing.panicThreshold), at: "upstream.healthy_panic_threshold")
        slowStart = cluster.balancing.slowStart.map { SlowStart($0, runtime) }
        let isChecked = cluster.healthCheck != nil
        let waits = cluster.balancing.ignoresUncheckedEndpoints && cluster.discoveryType != .static
        unchecked = !isChecked ? [] : waits ? [.failedHealthCheck, .awaitsHealthCheck] : .failedHealthCheck
        // The one endpoint of a LOGICAL_DNS cluster moves; its old addresses are not kept.
        keepsHealthy = isChecked && !cluster.ignoresHealthOnRemoval && !cluster.hasLogicalEndpoint
    }

    private init(_ rules: BalancingRules, _ balancing: BalancingConfiguration) {
        policy = rules.policy
        uncommon = Uncommon(wrappedValue: balancing)
        home = rules.home
        unchecked = rules.unchecked
        keepsHealthy = rules.keepsHealthy
        requestBias = rules.requestBias
        slowStart = rules.slowStart
        panic = rules.panic
    }

    /// The same without localities.
    var withoutLocalities: BalancingRules {
        var balancing = balancing
        balancing.localities = .ignored
        return BalancingRules(self, balancing)
    }

    /// The same with what is said of priorities along with their endpoints.
    func following(_ assignment: EndpointAssignment) -> BalancingRules {
        var balancing = balancing
        balancing.overprovisioningFactor = assignment.overprovisioningFactor
        balancing.weighsPriorityHealth = assignment.weighsPriorityHealth
        return BalancingRules(self, balancing)
    }

    /// Whether priorities share requests alike.
    func sharesPriorities(as other: BalancingRules) -> Bool {
        balancing.overprovisioningFactor == other.balancing.overprovisioningFactor
            && balancing.weighsPriorityHealth == other.balancing.weighsPriorityHealth
    }

    /// Below so many percent of endpoints that take requests, all of a priority are used; looked at whenever endpoints
    /// or their health change.
    var panicThreshold: UInt32 { UInt32(min(100, panic.current)) }

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
