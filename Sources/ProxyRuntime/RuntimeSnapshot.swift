public import Configuration
internal import EventLoops
internal import NetworkAddresses
public import Proxying
public import Telemetry
public import Upstreams

/// Everything that requests may consult, built from one configuration and never changed; shared by all workers.
public final class RuntimeSnapshot: Sendable {
    /// The clusters, by name.
    public let clusters: [String: Cluster]
    /// The clusters in the order of the configuration.
    public let clusterOrder: [Cluster]
    /// The listeners in the order of the configuration.
    public let listeners: [ListenerSnapshot]
    /// The limit of all downstream connections; nil without one.
    let connectionLimit: ConnectionLimit?
    /// Whether that limit is the overload manager's, not a runtime key's. As in Envoy, it leaves the admin interface
    /// out.
    let isLimitedByMonitor: Bool
    let overload: OverloadConfiguration
    let watchdogs: WatchdogConfiguration

    init(_ bootstrap: BootstrapConfiguration, clusters: [Cluster], listeners: [ListenerSnapshot]) {
        overload = bootstrap.overload
        watchdogs = bootstrap.watchdogs
        connectionLimit = ConnectionLimits.global(bootstrap).map { ConnectionLimit(maximum: $0) }
        isLimitedByMonitor = bootstrap.overload.monitors.contains {
            if case .downstreamConnections = $0.kind { true } else { false }
        }
        var byName: [String: Cluster] = [:]
        for cluster in clusters { byName[cluster.name] = cluster }
        self.clusters = byName
        clusterOrder = clusters
        self.listeners = listeners
    }
}

/// One listener as the snapshot holds it.
public final class ListenerSnapshot: Sendable {
    /// The listener's name.
    public let name: String
    /// Where it was asked to listen.
    public let address: AddressConfiguration
    /// The name in statistics: the address, with `_` for the last colon, unless `stat_prefix` gives another.
    public let statName: String
    /// How its sockets are made.
    public let configuration: ListenerConfiguration
    /// The connection manager of its filter chain.
    public let manager: ConnectionManagerSettings
    /// What is counted.
    public let metrics: MetricScope
    /// What is counted by worker, by its number.
    public let workerMetrics: [MetricScope]
    /// The limit of its own connections; nil without one.
    let connectionLimit: ConnectionLimit?

    init(
        configuration: ListenerConfiguration, statName: String, manager: ConnectionManagerSettings,
        metrics: MetricScope, workerMetrics: [MetricScope], connectionLimit: UInt64?
    ) {
        self.connectionLimit = connectionLimit.map { ConnectionLimit(maximum: $0) }
        name = configuration.name
        address = configuration.address
        self.statName = statName
        var kept = configuration
        kept.filterChains = []
        self.configuration = kept
        self.manager = manager
        self.metrics = metrics
        self.workerMetrics = workerMetrics
    }
}
