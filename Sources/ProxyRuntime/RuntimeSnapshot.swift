internal import Buffers
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
    let overload: OverloadConfiguration
    /// Where outlier detection writes what it does; nil means nowhere.
    let outlierEvents: LogSink?
    let watchdogs: WatchdogConfiguration

    init(
        _ bootstrap: BootstrapConfiguration, clusters: [Cluster], listeners: [ListenerSnapshot],
        outlierEvents: LogSink?
    ) {
        secrets = bootstrap.secrets
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

    /// The one after `previous`, with other secrets, clusters and listeners.
    init(
        after previous: RuntimeSnapshot, secrets: [SecretConfiguration], clusters: [Cluster],
        listeners: [ListenerSnapshot]
    ) {
        self.secrets = secrets
        outlierEvents = previous.outlierEvents
        overload = previous.overload
        watchdogs = previous.watchdogs
        connectionLimit = previous.connectionLimit
        isLimitedByMonitor = previous.isLimitedByMonitor
        self.clusters = Dictionary(clusters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        clusterOrder = clusters
        self.listeners = listeners
    }
}

extension RuntimeSnapshot {
    /// The contexts that new connections get, of listeners first.
    public var contexts: [TLSContext] {
        let servers: [TLSContext] = listeners.flatMap(\.chains).compactMap { $0.tls?.current }
        return servers + clusterOrder.flatMap(\.tlsSources).compactMap { $0.current }
    }
}

/// One filter chain as the snapshot holds it.
public struct FilterChainSnapshot: Sendable {
    /// What it was built from; an update is compared with it.
    let configuration: FilterChainConfiguration
    /// Stands for the chain from update to update.
    let identity: ChainIdentity
    /// What stands at its end.
    public let end: ChainEndSettings
    /// The filters before that.
    public let filters: [NetworkFilterSettings]
    /// How it takes routes from elsewhere; nil means it has its own, or needs none.
    let routeUse: RouteUse?
    /// Credentials of its filters that come from sources.
    let credentials: [InjectedCredentialSource]
    /// TLS on its connections; nil means they are plain.
    public let tls: TLSContextSource<TLSServerContext>?
    /// How long a handshake may take, in nanoseconds; 0 means any time.
    let handshakeTimeout: UInt64
}

/// Stands for a filter chain: one that goes on in an update keeps it.
final class ChainIdentity: Sendable {
    /// Where the chain counts; what it counts goes with the last who holds it.
    let registry: MetricRegistry

    init(_ registry: MetricRegistry) { self.registry = registry }
}

/// One listener as the snapshot holds it.
public final class ListenerSnapshot: Sendable {
    /// The listener's name.
    public let name: String
    /// The name that the admin interface lists it by: one without a name has a random one, as in Envoy.
    public let listedName: String
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
    /// What it does with datagrams; nil means it takes connections.
    let udp: UDPListenerSettings?
    /// What spreads connections over the workers; nil means each keeps what it accepts.
    let balancer: ConnectionBalancer?
    /// What logs of connections without a filter chain know.
    let logging: ServiceSettings
    private let registry: MetricRegistry
    /// The statistics.
    public let metrics: MetricScope
    /// What is counted by worker, by its number.
    public let workerMetrics: [MetricScope]
    /// The limit of its own connections; nil without one.
    let connectionLimit: ConnectionLimit?

    /// A random UUID (RFC 9562 §5.4).
    private static func randomName() -> String {
        var text = ByteBuffer()
        let high = UInt64.random(in: 0...UInt64.max)
        let low = UInt64.random(in: 0...UInt64.max)
        text.append(uuid: (high & ~0xf000) | 0x4000, (low & ~(0b11 << 62)) | (0b10 << 62))
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// Takes its statistics away, or gives them to the listener that has its place.
    func withdraw() { registry.release() }

    /// Whether a listener of the file says the same. Its text shows no keys and passwords, hence the other comparison.
    func isSame(as other: ListenerConfiguration) -> Bool {
        let others = other.filterChains + [other.defaultFilterChain].compactMap(\.self)
        return configuration.source == other.source && chains.count == others.count
            && zip(chains, others).allSatisfy { $0.configuration == $1 }
    }

    /// Whether a listener differs in nothing but its filter chains.
    func isLike(_ other: ListenerConfiguration) -> Bool {
        var (one, other) = (configuration, other)
        other.filterChains = []
        other.filterChainMatcher = nil
        other.defaultFilterChain = nil
        one.source = []
        other.source = []
        return one == other
    }

    /// Whether a listener would have the same sockets; how many may wait at them can be changed. Those for datagrams
    /// are made anew with what stands behind them.
    func hasSameSockets(as other: ListenerConfiguration) -> Bool {
        configuration.places == other.places && hasLikeSockets(other)
    }

    /// Whether sockets at a place of both would be alike.
    func hasLikeSockets(_ other: ListenerConfiguration) -> Bool {
        let one = configuration
        return one.udp == nil && one.bindToPort == other.bindToPort && one.reusePort == other.reusePort
            && one.freebind == other.freebind && one.transparent == other.transparent
    }

    init(
        configuration: ListenerConfiguration, statName: String, chains: [FilterChainSnapshot],
        filters: [ListenerFilterSettings], udp: UDPListenerSettings?, logging: ServiceSettings,
        registry: MetricRegistry, metrics: MetricScope, workerMetrics: [MetricScope],
        connectionLimit: ConnectionLimit?, balancer: ConnectionBalancer?
    ) {
        self.registry = registry
        self.connectionLimit = connectionLimit
        self.balancer = balancer
        name = configuration.name
        listedName = configuration.name.isEmpty ? Self.randomName() : configuration.name
        address = configuration.address
        self.statName = statName
        var kept = configuration
        kept.filterChains = []
        kept.filterChainMatcher = nil
        kept.defaultFilterChain = nil
        self.configuration = kept
        self.chains = chains
        self.filters = filters
        self.udp = udp
        self.logging = logging
        addresses = configuration.places.flatMap { ListenerAddress.resolveAll($0.address) }
        let own = configuration.filterChains
        table = FilterChainTable(
            own.map(\.match), fallback: configuration.defaultFilterChain == nil ? nil : own.count,
            matcher: configuration.filterChainMatcher, names: own.map(\.name))
        self.metrics = metrics
        self.workerMetrics = workerMetrics
    }
}
