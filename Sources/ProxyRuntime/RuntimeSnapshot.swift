public import Configuration
internal import EventLoops
internal import NetworkAddresses
public import Proxying
public import TLS
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
    /// The secrets of the bootstrap.
    public let secrets: [SecretConfiguration]
    /// The secrets in files.
    public let secretFiles: [SecretFile]
    let overload: OverloadConfiguration
    /// Where outlier detection writes what it does; nil: nowhere.
    let outlierEvents: LogSink?
    let watchdogs: WatchdogConfiguration

    init(
        _ bootstrap: BootstrapConfiguration, clusters: [Cluster], listeners: [ListenerSnapshot],
        secretFiles: [SecretFile], outlierEvents: LogSink?
    ) {
        secrets = bootstrap.secrets
        self.secretFiles = secretFiles
        self.outlierEvents = outlierEvents
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

extension RuntimeSnapshot {
    /// What has to follow its files.
    var certificateSubjects: [CertificateWatch.Subject] {
        func subject<Context: TLSContext>(_ source: TLSContextSource<Context>) -> CertificateWatch.Subject {
            CertificateWatch.Subject(
                place: source.place, directories: { source.directories },
                reload: { () throws(TLSProblem) in try source.reload() }, countFailure: { source.countFailure() })
        }
        return listeners.flatMap(\.chains).compactMap { $0.tls.map { subject($0) } }
            + clusterOrder.compactMap { $0.tls.map { subject($0) } }
    }

    /// The contexts that new connections get, of listeners first.
    public var contexts: [TLSContext] {
        let servers: [TLSContext] = listeners.flatMap(\.chains).compactMap { $0.tls?.current }
        return servers + clusterOrder.compactMap { $0.tls?.current }
    }
}

/// One filter chain as the snapshot holds it.
public struct FilterChainSnapshot: Sendable {
    /// What stands at its end.
    public let end: ChainEndSettings
    /// The filters before that.
    public let filters: [NetworkFilterSettings]
    /// TLS on its connections; nil: they are plain.
    public let tls: TLSContextSource<TLSServerContext>?
    /// How long a handshake may take, in nanoseconds; 0: any time.
    let handshakeTimeout: UInt64
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
    /// The filter chains; the one for all other connections, if there is one, stands last.
    public let chains: [FilterChainSnapshot]
    let table: FilterChainTable
    /// What looks at connections before their filter chain is chosen.
    let filters: [ListenerFilterSettings]
    /// Where it listens, of the places that name an address.
    let addresses: [SocketAddress]
    /// What spreads connections over the workers; nil: each keeps what it accepts.
    let balancer: ConnectionBalancer?
    /// What logs of connections without a filter chain know.
    let logging: ServiceSettings
    /// What is counted.
    public let metrics: MetricScope
    /// What is counted by worker, by its number.
    public let workerMetrics: [MetricScope]
    /// The limit of its own connections; nil without one.
    let connectionLimit: ConnectionLimit?

    init(
        configuration: ListenerConfiguration, statName: String, chains: [FilterChainSnapshot],
        filters: [ListenerFilterSettings], logging: ServiceSettings, metrics: MetricScope, workerMetrics: [MetricScope],
        connectionLimit: UInt64?
    ) {
        self.connectionLimit = connectionLimit.map { ConnectionLimit(maximum: $0) }
        name = configuration.name
        address = configuration.address
        self.statName = statName
        var kept = configuration
        kept.filterChains = []
        kept.defaultFilterChain = nil
        self.configuration = kept
        self.chains = chains
        self.filters = filters
        balancer = configuration.balancesExactly ? ConnectionBalancer() : nil
        self.logging = logging
        addresses = configuration.places.compactMap { ListenerAddress.resolve($0.address) }
        let matches = configuration.filterChains.map(\.match)
        table = FilterChainTable(
            matches, fallback: configuration.defaultFilterChain == nil ? nil : matches.count)
        self.metrics = metrics
        self.workerMetrics = workerMetrics
    }
}
