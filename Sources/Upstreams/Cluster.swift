public import Configuration
internal import Synchronization
public import TLS
public import Telemetry

/// A named set of endpoints and how to reach them; one object for all workers, immutable but for its atomics and for
/// the endpoint set, which is replaced as a whole.
///
/// Nothing here is built for traffic: pools, balancers and counters belong to `WorkerCluster`, which a worker makes
/// when the first request goes to the cluster. So a cluster that nobody uses costs little more than its names.
public final class Cluster: Sendable {
    /// The name that routes refer to.
    public let name: String
    /// What remains of the configuration; endpoints only where they are names to be resolved.
    public let configuration: ClusterConfiguration
    /// The limits of both priorities.
    public let circuitBreakers: CircuitBreakers
    /// What is counted.
    public let metrics: MetricScope
    /// What endpoints' outcomes are reported to; nil where outliers are not detected.
    public let outliers: OutlierReports?
    /// What outlier detection counts; nil as above.
    let outlierMetrics: MetricScope?
    /// How its connections are made.
    let sockets: UpstreamSockets
    /// TLS on its connections; nil: they are plain.
    public let tls: TLSContextSource<TLSClientContext>?
    private let registry: MetricRegistry
    private let workerCount: Int
    private let membership: Mutex<Membership>

    private struct Membership {
        var set: EndpointSet
        var changes: UInt64
        var matches: UInt64
    }

    /// Builds the runtime form of a validated cluster.
    public init(
        _ configuration: ClusterConfiguration, workerCount: Int, registry: MetricRegistry,
        tls: TLSContextSource<TLSClientContext>? = nil
    ) {
        name = configuration.name
        self.workerCount = workerCount
        self.tls = tls
        self.registry = registry
        let statName = configuration.statName
        metrics = registry.scope(
            prefix: "cluster.\(statName).", labels: [MetricLabel("envoy_cluster_name", statName)],
            family: ClusterMetric.family)
        circuitBreakers = CircuitBreakers(
            defaults: configuration.defaultThresholds, high: configuration.highThresholds)
        circuitBreakers.defaults.track("default", of: metrics, in: registry)
        circuitBreakers.high.track("high", of: metrics, in: registry)
        sockets = UpstreamSockets(configuration)
        metrics.derive(from: circuitBreakers)
        outliers = configuration.outlierDetection.map { OutlierReports($0) }
        outlierMetrics = configuration.outlierDetection.map { _ in
            registry.scope(
                prefix: "cluster.\(statName).outlier_detection.", labels: [MetricLabel("envoy_cluster_name", statName)],
                family: OutlierMetric.family)
        }
        var kept = configuration
        let set: EndpointSet
        if configuration.discoveryType == .static {
            set = EndpointSet(configuration, workerCount: workerCount, outliers: outliers)
            kept.endpoints = []
        } else {
            set = EndpointSet([], replacing: nil, workerCount: workerCount)
        }
        self.configuration = kept
        membership = Mutex(
            Membership(set: set, changes: set.all.isEmpty ? 0 : 1, matches: UInt64(set.all.count)))
        if !set.all.isEmpty { count(set, changes: 1, matches: UInt64(set.all.count)) }
    }

    /// What is counted of HTTP/2; made with the first such connection.
    func http2Metrics() -> MetricScope {
        registry.scope(
            prefix: metrics.prefix + "http2.", labels: [MetricLabel("envoy_cluster_name", statName)],
            family: HTTP2CodecMetric.clusterFamily)
    }

    private var statName: String { configuration.altStatName.isEmpty ? name : configuration.altStatName }

    // MARK: - Endpoints

    /// The endpoints at this moment. Workers take them when they are told of a change, and never while they serve a
    /// request.
    public var endpoints: EndpointSet { membership.withLock { $0.set } }

    /// Replaces the endpoints. Whoever calls this is the only one to do so for the cluster, and tells each worker
    /// afterwards (`WorkerCluster.refresh`), if the answer is true: something differs.
    ///
    /// Endpoints that stay keep their counters, pools and connections. For LOGICAL_DNS, whose one endpoint moves, only
    /// new connections go to the new address.
    public func replaceEndpoints(_ descriptions: [EndpointDescription]) -> Bool {
        let next = EndpointSet(
            descriptions, replacing: endpoints, workerCount: workerCount, isLogical: configuration.hasLogicalEndpoint,
            outliers: outliers)
        if next.change.isEmpty { return false }
        let (changes, matches) = membership.withLock { membership in
            membership.set = next
            if next.change.added > 0 || next.change.removed > 0 { membership.changes &+= 1 }
            membership.matches &+= UInt64(next.change.added)
            return (membership.changes, membership.matches)
        }
        count(next, changes: changes, matches: matches)
        return true
    }

    /// Takes note that endpoints were ejected or taken back. Whoever calls this is the one who replaces endpoints, and
    /// tells each worker afterwards.
    func reviewHealth() {
        let next = EndpointSet(reviewing: endpoints)
        let (changes, matches) = membership.withLock { membership in
            membership.set = next
            return (membership.changes, membership.matches)
        }
        count(next, changes: changes, matches: matches)
    }

    private func count(_ set: EndpointSet, changes: UInt64, matches: UInt64) {
        metrics.setFixed(ClusterMetric.membershipTotal.rawValue, UInt64(set.all.count))
        metrics.setFixed(ClusterMetric.membershipHealthy.rawValue, UInt64(set.all.count { $0.isHealthy }))
        metrics.setFixed(
            ClusterMetric.membershipDegraded.rawValue, UInt64(set.all.count { $0.configuredHealth == .degraded }))
        // Hosts that wait for their first health check, and the state of clusters that wait for their endpoints.
        metrics.setFixed(ClusterMetric.membershipExcluded.rawValue, 0)
        metrics.setFixed(ClusterMetric.warmingState.rawValue, 0)
        metrics.setFixed(ClusterMetric.membershipChange.rawValue, changes)
        metrics.setFixed(ClusterMetric.defaultTotalMatchCount.rawValue, matches)
    }
}

extension ClusterConfiguration {
    /// The name in statistics.
    public var statName: String { altStatName.isEmpty ? name : altStatName }

    /// Whether the one endpoint of the cluster is a name whose address may move (LOGICAL_DNS).
    var hasLogicalEndpoint: Bool {
        if case .logicalDNS = discoveryType { return true }
        return false
    }
}
