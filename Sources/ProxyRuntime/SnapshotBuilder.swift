public import Configuration
internal import EventLoops
internal import Filters
internal import Proxying
public import RuntimeValues
internal import TLS
public import Telemetry
internal import Upstreams

/// Turns a validated configuration into a snapshot: opens access logs, compiles routes and formats, makes scopes.
public struct SnapshotBuilder {
    private let registry: MetricRegistry
    private let logWriter: LogWriter
    private let workerCount: Int
    private let runtime: LiveRuntime
    private var node = NodeNames()
    /// Where this proxy stands.
    private var home = Locality()
    /// The cluster that this proxy is one of; nil when that is not known.
    private var neighbours: Cluster?
    private var problems: [String] = []
    private var kind = StartupError.Kind.resource
    private var sinks: [LogTarget: LogSink] = [:]
    /// Filter chains that go on in the listener that is being built.
    private var kept: [FilterChainSnapshot] = []
    private let tls: TLSSurroundings
    private var hostCaches: [String: HostCache] = [:]
    private var sharedBuckets: [SharedBucketKey: TokenBucket] = [:]

    /// Makes a builder for `workerCount` workers; `runtime` answers where requests heed a key.
    public init(registry: MetricRegistry, logWriter: LogWriter, workerCount: Int, runtime: LiveRuntime) {
        self.runtime = runtime
        self.registry = registry
        self.logWriter = logWriter
        self.workerCount = workerCount
        tls = TLSSurroundings(logWriter: logWriter)
    }

    /// Builds the snapshot.
    ///
    /// - Throws: `StartupError` with everything that went wrong, not only the first.
    public mutating func build(_ bootstrap: BootstrapConfiguration) throws(StartupError) -> RuntimeSnapshot {
        node = NodeNames(
            id: bootstrap.node.id, cluster: bootstrap.node.cluster, zone: bootstrap.node.zone)
        node.workload = bootstrap.node.workload
        let clusters = buildClusters(bootstrap)
        var listeners: [ListenerSnapshot] = []
        for listener in bootstrap.listeners {
            listeners.append(build(listener, bootstrap.runtime))
        }
        let events =
            bootstrap.outlierEventLog.isEmpty
            ? nil : open(.file(bootstrap.outlierEventLog), "log of outlier detection")
        if !problems.isEmpty { throw StartupError(kind, problems) }
        return RuntimeSnapshot(
            bootstrap, clusters: clusters, listeners: listeners, outlierEvents: events)
    }

    private mutating func buildClusters(_ bootstrap: BootstrapConfiguration) -> [Cluster] {
        home = Locality(
            region: bootstrap.node.region, zone: bootstrap.node.zone, subZone: bootstrap.node.subZone)
        // The cluster that this proxy is one of is made first, since others look at it.
        let local = bootstrap.clusters.first { !bootstrap.localCluster.isEmpty && $0.name == bootstrap.localCluster }
        neighbours = local.flatMap { makeCluster($0) }
        return bootstrap.clusters.compactMap { cluster in
            if let neighbours, cluster.name == neighbours.name { return neighbours }
            return makeCluster(cluster)
        }
    }

    /// A cluster, in the place of `previous` if there is one; nil when something of it cannot be made.
    private mutating func makeCluster(_ cluster: ClusterConfiguration, replacing previous: Cluster? = nil) -> Cluster? {
        let known = problems.count
        // What a cluster counts goes with it.
        let registry = registry.part()
        let tls = makeContext(cluster.tls, of: cluster, "transport_socket", registry)
        let transports = makeTransports(cluster, registry)
        let logs = (cluster.healthCheck?.eventLogs ?? []).compactMap { open(.file($0), "log of health checks") }
        let cache = hostCache(of: cluster)
        if problems.count > known { return nil }
        return Cluster(
            cluster, workerCount: workerCount, registry: registry, tls: tls, transports: transports, home: home,
            neighbours: neighbours, healthEventLogs: logs, hostCache: cache, succeeding: previous, runtime: runtime)
    }

    /// The cache of names that a cluster has its endpoints from; nil for most.
    private mutating func hostCache(of cluster: ClusterConfiguration) -> HostCache? {
        guard case .forwarding(let configuration, _) = cluster.discoveryType else { return nil }
        if let known = hostCaches[configuration.name] {
            if known.configuration == configuration { return known }
            problems.append("cluster '\(cluster.name)': the cache '\(configuration.name)' has other settings elsewhere")
            return nil
        }
        let made = HostCache(configuration, registry: registry)
        hostCaches[configuration.name] = made
        return made
    }

    /// Builds one cluster, while the proxy runs, in the place of `previous` if there is one.
    mutating func build(
        _ cluster: ClusterConfiguration, replacing previous: Cluster?
    ) throws(StartupError) -> Cluster {
        problems = []
        guard let made = makeCluster(cluster, replacing: previous) else { throw StartupError(kind, problems) }
        return made
    }

    /// Builds one listener, while the proxy runs. Filter chains that are as in `previous` are taken from there, so that
    /// their connections need not end, if nothing else of the listener differs.
    mutating func build(
        _ listener: ListenerConfiguration, _ runtime: RuntimeConfiguration, replacing previous: ListenerSnapshot?
    ) throws(StartupError) -> ListenerSnapshot {
        problems = []
        // Connections of chains that go on give their places back to the limits in which they took them.
        let limit = ConnectionLimits.listener(listener.name, runtime)
        let goesOn = previous.map { $0.isLike(listener) && ($0.connectionLimit == nil) == (limit == nil) } ?? false
        kept = goesOn ? previous?.chains ?? [] : []
        defer { kept = [] }
        let built = build(listener, runtime, goesOn ? previous?.connectionLimit : nil, previous?.balancer)
        if !problems.isEmpty { throw StartupError(kind, problems) }
        return built
    }

    /// Builds a listener, with the limit and the balancer of the one before where they go on.
    private mutating func build(
        _ listener: ListenerConfiguration, _ runtime: RuntimeConfiguration, _ limit: ConnectionLimit? = nil,
        _ balancer: ConnectionBalancer? = nil
    ) -> ListenerSnapshot {
        let statName = listener.statPrefix.isEmpty ? Self.statName(of: listener.address) : listener.statPrefix
        let connectionLogs = listener.accessLogs.compactMap { open($0) }
        let registry = registry.part()
        var chains: [FilterChainSnapshot] = []
        for (index, chain) in listener.filterChains.enumerated() {
            chains.append(build(chain, "filter_chains[\(index)]", of: listener, statName, connectionLogs))
        }
        if let chain = listener.defaultFilterChain {
            chains.append(build(chain, "default_filter_chain", of: listener, statName, connectionLogs))
        }
        let metrics = registry.scope(
            prefix: "listener.\(statName).", labels: [MetricLabel("envoy_listener_address", statName)],
            family: ListenerMetric.family)
        let workerMetrics = (0..<workerCount).map { worker in
            registry.scope(
                prefix: "listener.\(statName).worker_\(worker).", extractedPrefix: "listener.worker_",
                labels: [
                    MetricLabel("envoy_worker_id", "\(worker)"), MetricLabel("envoy_listener_address", statName),
                ], family: ListenerWorkerMetric.family)
        }
        return ListenerSnapshot(
            configuration: listener, statName: statName, chains: chains,
            filters: listener.listenerFilters.map { ListenerFilterSettings($0, registry: registry) },
            udp: listener.udp.map { makeUDP($0, statName) },
            logging: ServiceSettings(FilterChainConfiguration(), of: listener, connectionLogs: connectionLogs),
            registry: registry, metrics: metrics, workerMetrics: workerMetrics,
            connectionLimit: makeLimit(of: listener, runtime, limit),
            balancer: listener.balancesExactly ? balancer ?? ConnectionBalancer() : nil)
    }

    private func makeLimit(
        of listener: ListenerConfiguration, _ runtime: RuntimeConfiguration, _ known: ConnectionLimit?
    ) -> ConnectionLimit? {
        guard let most = ConnectionLimits.listener(listener.name, runtime) else { return nil }
        guard let known else { return ConnectionLimit(maximum: most) }
        known.maximum = most
        return known
    }

    private mutating func build(
        _ chain: FilterChainConfiguration, _ place: String, of listener: ListenerConfiguration, _ statName: String,
        _ connectionLogs: [AccessLogTarget]
    ) -> FilterChainSnapshot {
        if let same = kept.first(where: { $0.configuration == chain }) { return same }
        // What a chain counts goes with it.
        let identity = ChainIdentity(registry.part())
        var tls: TLSContextSource<TLSServerContext>?
        if let configuration = chain.tls {
            tls = makeContext(
                configuration, "listener '\(listener.name)': \(place).transport_socket", statName, identity.registry)
        }
        let service = ServiceSettings(chain, of: listener, connectionLogs: connectionLogs)
        let (end, routeUse, credentials) = makeEnd(chain, of: listener, statName, service, identity.registry)
        return FilterChainSnapshot(
            configuration: chain, identity: identity, end: end,
            filters: chain.filters.dropLast().compactMap { makeFilter($0, service, identity.registry) },
            routeUse: routeUse, credentials: credentials, tls: tls,
            handshakeTimeout: chain.transportConnectTimeout ?? 0)
    }

    // MARK: - Network filters

    private func makeUDP(_ udp: UDPListenerConfiguration, _ statName: String) -> UDPListenerSettings {
        UDPListenerSettings(
            longestDatagram: Int(udp.longestDatagram),
            proxy: udp.proxy.map { UDPProxySettings($0, registry: registry) },
            metrics: registry.scope(
                prefix: "listener.\(statName).udp.", extractedPrefix: "listener.udp.",
                labels: [MetricLabel("envoy_listener_address", statName)], family: UDPListenerMetric.family))
    }

    /// What stands at the end of a chain; validation leaves a terminal filter there, or none at all.
    private mutating func makeEnd(
        _ chain: FilterChainConfiguration, of listener: ListenerConfiguration, _ statName: String,
        _ service: ServiceSettings, _ registry: MetricRegistry
    ) -> (ChainEndSettings, RouteUse?, [InjectedCredentialSource]) {
        switch chain.filters.last {
        case .httpConnectionManager(var manager):
            for problem in manager.routeConfiguration.loadBodies() {
                kind = .configuration
                problems.append("listener '\(listener.name)': \(problem)")
            }
            var own = listener
            own.filterChains = [chain]
            let accessLogs = manager.accessLogs.compactMap { open($0) }
            let tryLogs = ([manager.httpFilters] + manager.upgrades.map(\.httpFilters)).map { filters in
                let router = filters.last?.value as? RouterConfiguration
                return (router?.tryLogs ?? []).compactMap { open($0) }
            }
            let filters = FilterLists(manager, registry: registry, runtime: runtime)
            for problem in filters.problems {
                kind = .configuration
                problems.append("listener '\(listener.name)': \(problem)")
            }
            let make: @Sendable (HTTPConnectionManagerConfiguration) -> ConnectionManagerSettings = {
                [own, registry, node, runtime] manager in
                ConnectionManagerSettings(
                    manager, filters: filters, listener: own, listenerStatName: statName, registry: registry,
                    accessLogs: accessLogs, connectionLogs: service.connectionLogs, tryLogs: tryLogs, node: node,
                    runtime: runtime)
            }
            let source = ConnectionManagerSource(make(manager))
            let use = manager.routeDiscovery.map { RouteUse($0, manager, source: source, make: make) }
            return (.http(source), use, filters.credentials)
        case .tcpProxy(let proxy):
            let settings = TCPProxySettings(
                proxy, service, accessLogs: proxy.accessLogs.compactMap { open($0) }, registry: registry,
                istio: chain.istioStats, isInbound: listener.trafficDirection == .inbound, own: node.workload)
            return (.tcp(settings), nil, [])
        case .echo: return (.echo(service), nil, [])
        case .directResponse(let bytes): return (.directResponse(bytes, service), nil, [])
        case .sniCluster, .connectionLimit, .localRateLimit, .rbac, .filterState, .istioStats, nil:
            return (.nothing(service), nil, [])
        }
    }

    private mutating func makeFilter(
        _ filter: NetworkFilterConfiguration, _ service: ServiceSettings, _ registry: MetricRegistry
    ) -> NetworkFilterSettings? {
        switch filter {
        case .connectionLimit(let limit):
            return .connectionLimit(ConnectionLimitSettings(limit, registry: registry, runtime: runtime))
        case .localRateLimit(let limit):
            return .rateLimit(
                NetworkRateLimitSettings(limit, bucket: bucket(limit), registry: registry, runtime: runtime))
        case .rbac(let rules): return .rbac(NetworkRBACSettings(rules, registry: registry))
        case .sniCluster: return .sniCluster
        case .filterState(let texts): return .texts(texts, service)
        // The TCP proxy counts by itself, so that nobody stands between it and the bytes.
        case .istioStats: return nil
        case .httpConnectionManager, .tcpProxy, .echo, .directResponse: return nil
        }
    }

    /// The bucket of a limit: one for all that share a key and are filled alike.
    private mutating func bucket(_ limit: NetworkRateLimitConfiguration) -> TokenBucket {
        if limit.shareKey.isEmpty { return TokenBucket(limit.bucket) }
        let key = SharedBucketKey(key: limit.shareKey, bucket: limit.bucket)
        let bucket = sharedBuckets[key] ?? TokenBucket(limit.bucket)
        sharedBuckets[key] = bucket
        return bucket
    }

    private struct SharedBucketKey: Hashable {
        var key: String
        var bucket: TokenBucketConfiguration
    }

    // MARK: - TLS

    private mutating func makeContext(
        _ configuration: DownstreamTLSConfiguration, _ place: String, _ statName: String, _ registry: MetricRegistry
    ) -> TLSContextSource<TLSServerContext>? {
        let metrics = TLSMetrics(
            prefix: "listener.\(statName).", labels: [MetricLabel("envoy_listener_address", statName)],
            isUpstream: false, registry: registry)
        do {
            return try TLSServerContext.source(configuration, tls, metrics: metrics, place: place)
        } catch {
            note(error)
            return nil
        }
    }

    private mutating func makeTransports(
        _ cluster: ClusterConfiguration, _ registry: MetricRegistry
    ) -> [UpstreamTransport] {
        cluster.transportMatches.enumerated().map { place, match in
            let field = "transport_socket_matches[\(place)].transport_socket"
            return UpstreamTransport(match, tls: makeContext(match.tls, of: cluster, field, registry))
        }
    }

    private mutating func makeContext(
        _ configuration: UpstreamTLSConfiguration?, of cluster: ClusterConfiguration, _ field: String,
        _ registry: MetricRegistry
    ) -> TLSContextSource<TLSClientContext>? {
        guard var configuration else { return nil }
        if configuration.common.applicationProtocols.isEmpty {
            // As in Envoy, what the pool will speak is offered where nothing else is configured.
            switch cluster.upstreamProtocol {
            case .http1: configuration.common.applicationProtocols = ["http/1.1"]
            case .http2: configuration.common.applicationProtocols = ["h2"]
            case .negotiated: configuration.common.applicationProtocols = ["h2", "http/1.1"]
            case .asDownstream: break
            }
        }
        let metrics = TLSMetrics(
            prefix: "cluster.\(cluster.statName).", labels: [MetricLabel("envoy_cluster_name", cluster.statName)],
            isUpstream: true, registry: registry)
        do {
            return try TLSClientContext.source(
                configuration, tls, metrics: metrics, place: "cluster '\(cluster.name)': \(field)")
        } catch {
            note(error)
            return nil
        }
    }

    private mutating func note(_ problem: TLSProblem) {
        kind = .configuration
        problems.append(problem.text)
    }

    // MARK: - Logs

    private mutating func open(_ log: AccessLogConfiguration) -> AccessLogTarget? {
        let target: LogTarget =
            switch log.sink {
            case .file(let path): .file(path)
            case .standardOutput: .standardOutput
            case .standardError: .standardError
            }
        return open(target, "access log").map { AccessLogTarget(log, sink: $0) }
    }

    private mutating func open(_ target: LogTarget, _ what: String) -> LogSink? {
        if let sink = sinks[target] { return sink }
        switch logWriter.open(target) {
        case .success(let sink):
            sinks[target] = sink
            return sink
        case .failure(let error):
            problems.append("\(what) '\(error.path)' cannot be opened: \(error.reason)")
            return nil
        }
    }

    private static func statName(of address: AddressConfiguration) -> String {
        switch address {
        case .socket(let socket):
            socket.address.contains(":")
                ? "[\(socket.address)]_\(socket.port)" : "\(socket.address)_\(socket.port)"
        case .pipe(let pipe): pipe.path
        }
    }
}
