public import Configuration
internal import EventLoops
public import NetworkAddresses
internal import Synchronization
public import Telemetry
internal import Upstreams

/// A UDP proxy as the snapshot holds it; shared by all workers.
public final class UDPProxySettings: Sendable {
    let configuration: UDPProxyConfiguration
    let metrics: MetricScope
    private let registry: MetricRegistry

    /// Settings of a proxy; its statistics are made in `registry`.
    public init(_ configuration: UDPProxyConfiguration, registry: MetricRegistry) {
        self.configuration = configuration
        metrics = registry.scope(
            prefix: "udp.\(configuration.statPrefix).",
            labels: [MetricLabel("envoy_udp_prefix", configuration.statPrefix)], family: UDPProxyMetric.family)
        self.registry = registry
    }

    /// The statistics of sessions to the cluster; made when there is one.
    func clusterMetrics() -> MetricScope {
        registry.scope(
            prefix: "cluster.\(configuration.cluster).udp.",
            labels: [MetricLabel("envoy_cluster_name", configuration.cluster)], family: UDPClusterMetric.family)
    }
}

/// The UDP proxy of one listener on one worker: a session for each client, with a socket of its own to an endpoint.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/udp_filters/udp_proxy
public final class UDPProxy {
    let configuration: UDPProxyConfiguration
    let worker: ProxyWorker
    let metrics: MetricWriter
    private(set) lazy var clusterMetrics = clusterScope.writer(thread: worker.index)
    private lazy var clusterScope = settings.clusterMetrics()
    private let settings: UDPProxySettings
    /// Sends a datagram to a client, from the address that the client sent to: 0, or the `errno` value.
    private let send: (Span<UInt8>, SocketAddress, SocketAddress?) -> Int32
    private var sessions: [SessionKey: UDPSession] = [:]

    /// Whose session it is; the endpoint counts where each datagram is balanced by itself.
    struct SessionKey: Hashable {
        let peer: SocketAddress
        /// The address that the client sends to, where the listener has all of them.
        let local: SocketAddress?
        var endpoint: SocketAddress?
    }

    /// Makes a proxy that answers its clients by `send`.
    public init(
        _ settings: UDPProxySettings, worker: ProxyWorker,
        send: @escaping (Span<UInt8>, SocketAddress, SocketAddress?) -> Int32
    ) {
        configuration = settings.configuration
        self.worker = worker
        self.send = send
        metrics = settings.metrics.writer(thread: worker.index)
        self.settings = settings
        // As in Envoy, a cluster that there is has its names from the start.
        if worker.cluster(named: configuration.cluster) != nil { _ = clusterMetrics }
    }

    /// Sessions at present.
    public var sessionCount: Int { sessions.count }

    /// A client's datagram. `local` is the address that it was sent to, where the listener has all of them.
    public func received(_ bytes: Span<UInt8>, from peer: SocketAddress, to local: SocketAddress?) {
        guard let session = session(for: SessionKey(peer: peer, local: local)) else { return }
        metrics.increment(UDPProxyMetric.rxDatagrams)
        metrics.add(UDPProxyMetric.rxBytes, UInt64(bytes.count))
        session.forward(bytes)
    }

    private func session(for key: SessionKey) -> UDPSession? {
        if !configuration.balancesDatagrams, let known = sessions[key] {
            if known.isCurrent || stays(known) { return known }
            known.end()
        }
        guard let cluster = worker.cluster(named: configuration.cluster) else {
            metrics.increment(UDPProxyMetric.noRoute)
            return nil
        }
        guard let endpoint = pick(cluster, key.peer) else { return nil }
        if !configuration.balancesDatagrams { return open(cluster, key, endpoint) }
        var key = key
        key.endpoint = endpoint.address
        return sessions[key] ?? open(cluster, key, endpoint)
    }

    private func pick(_ cluster: WorkerCluster, _ peer: SocketAddress) -> Endpoint? {
        var choice = EndpointChoice()
        if configuration.hashesSource, cluster.usesHash, let address = peer.ipAddress {
            choice.hash = RequestHasher.hash(of: address)
        }
        return cluster.choose(choice)?.endpoint
    }

    /// Whether a session goes on now that its cluster has changed: not, when its endpoint is gone, or fails while
    /// another does not.
    private func stays(_ session: UDPSession) -> Bool {
        guard session.catchUp() else { return false }
        if session.endpoint.health != .unhealthy { return true }
        guard let other = pick(session.cluster, session.key.peer) else { return true }
        return other === session.endpoint || other.health == .unhealthy
    }

    private func open(_ cluster: WorkerCluster, _ key: SessionKey, _ endpoint: Endpoint) -> UDPSession? {
        metrics.increment(UDPProxyMetric.total)
        guard cluster.cluster.circuitBreakers.defaults.canConnect else {
            cluster.metrics.increment(ClusterMetric.upstreamCxOverflow)
            return nil
        }
        guard let socket = cluster.datagramSocket(to: endpoint) else {
            clusterMetrics.increment(UDPClusterMetric.txErrors)
            return nil
        }
        let session = UDPSession(self, key, socket, to: endpoint, of: cluster)
        guard session.begin() else { return nil }
        sessions[key] = session
        metrics.increase(UDPProxyMetric.active)
        return session
    }

    /// An endpoint's datagram for the client of a session.
    func answer(_ bytes: Span<UInt8>, in session: UDPSession) {
        if send(bytes, session.key.peer, session.key.local) != 0 {
            metrics.increment(UDPProxyMetric.txErrors)
            return
        }
        metrics.increment(UDPProxyMetric.txDatagrams)
        metrics.add(UDPProxyMetric.txBytes, UInt64(bytes.count))
    }

    func ended(_ session: UDPSession) {
        sessions[session.key] = nil
        metrics.decrease(UDPProxyMetric.active)
    }

    /// Ends all sessions.
    public func closeAll() { for session in Array(sessions.values) { session.end() } }
}
