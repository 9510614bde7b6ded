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
    private var problems: [String] = []
    private var kind = StartupError.Kind.resource
    private var sinks: [LogTarget: LogSink] = [:]
    private var tls: TLSSurroundings
    private var sharedBuckets: [SharedBucketKey: TokenBucket] = [:]

    /// A builder for `workerCount` workers; `runtime` answers where requests heed a key.
    public init(registry: MetricRegistry, logWriter: LogWriter, workerCount: Int, runtime: LiveRuntime) {
        self.runtime = runtime
        self.registry = registry
        self.logWriter = logWriter
        self.workerCount = workerCount
        tls = TLSSurroundings(registry: registry, logWriter: logWriter)
    }

    /// Builds the snapshot.
    ///
    /// - Throws: `StartupError` with everything that went wrong, not only the first.
    public mutating func build(_ bootstrap: BootstrapConfiguration) throws(StartupError) -> RuntimeSnapshot {
        node = NodeNames(id: bootstrap.node.id, cluster: bootstrap.node.cluster)
        var clusters: [Cluster] = []
        for cluster in bootstrap.clusters {
            clusters.append(
                Cluster(cluster, workerCount: workerCount, registry: registry, tls: makeContext(cluster)))
        }
        var listeners: [ListenerSnapshot] = []
        for listener in bootstrap.listeners {
            listeners.append(build(listener, bootstrap.runtime))
        }
        let events =
            bootstrap.outlierEventLog.isEmpty
            ? nil : open(.file(bootstrap.outlierEventLog), "log of outlier detection")
        if !problems.isEmpty { throw StartupError(kind, problems) }
        return RuntimeSnapshot(
            bootstrap, clusters: clusters, listeners: listeners, secretFiles: tls.secrets.all, outlierEvents: events)
    }

    private mutating func build(
        _ listener: ListenerConfiguration, _ runtime: RuntimeConfiguration
    ) -> ListenerSnapshot {
        let statName = listener.statPrefix.isEmpty ? Self.statName(of: listener.address) : listener.statPrefix
        let connectionLogs = listener.accessLogs.compactMap { open($0) }
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
            logging: ServiceSettings(FilterChainConfiguration(), of: listener, connectionLogs: connectionLogs),
            metrics: metrics,
            workerMetrics: workerMetrics,
            connectionLimit: ConnectionLimits.listener(listener.name, runtime))
    }

    private mutating func build(
        _ chain: FilterChainConfiguration, _ place: String, of listener: ListenerConfiguration, _ statName: String,
        _ connectionLogs: [AccessLogTarget]
    ) -> FilterChainSnapshot {
        var tls: TLSContextSource<TLSServerContext>?
        if let configuration = chain.tls {
            tls = makeContext(configuration, "listener '\(listener.name)': \(place).transport_socket", statName)
        }
        let service = ServiceSettings(chain, of: listener, connectionLogs: connectionLogs)
        return FilterChainSnapshot(
            end: makeEnd(chain, of: listener, statName, service),
            filters: chain.filters.dropLast().compactMap { makeFilter($0) },
            tls: tls, handshakeTimeout: chain.transportConnectTimeout ?? 0)
    }

    // MARK: - Network filters

    /// What stands at the end of a chain; validation leaves a terminal filter there, or none at all.
    private mutating func makeEnd(
        _ chain: FilterChainConfiguration, of listener: ListenerConfiguration, _ statName: String,
        _ service: ServiceSettings
    ) -> ChainEndSettings {
        switch chain.filters.last {
        case .httpConnectionManager(var manager):
            for problem in manager.routeConfiguration.loadBodies() {
                kind = .configuration
                problems.append("listener '\(listener.name)': \(problem)")
            }
            var own = listener
            own.filterChains = [chain]
            return .http(
                ConnectionManagerSettings(
                    manager, listener: own, listenerStatName: statName, registry: registry,
                    accessLogs: manager.accessLogs.compactMap { open($0) }, connectionLogs: service.connectionLogs,
                    node: node, runtime: runtime))
        case .tcpProxy(let proxy):
            return .tcp(
                TCPProxySettings(
                    proxy, service, accessLogs: proxy.accessLogs.compactMap { open($0) }, registry: registry))
        case .echo: return .echo(service)
        case .directResponse(let bytes): return .directResponse(bytes, service)
        case .sniCluster, .connectionLimit, .localRateLimit, nil: return .nothing(service)
        }
    }

    private mutating func makeFilter(_ filter: NetworkFilterConfiguration) -> NetworkFilterSettings? {
        switch filter {
        case .connectionLimit(let limit):
            return .connectionLimit(ConnectionLimitSettings(limit, registry: registry))
        case .localRateLimit(let limit):
            return .rateLimit(NetworkRateLimitSettings(limit, bucket: bucket(limit), registry: registry))
        case .sniCluster: return .sniCluster
        case .httpConnectionManager, .tcpProxy, .echo, .directResponse: return nil
        }
    }

    /// The bucket of a limit: one for all that share a key and are filled alike.
    private mutating func bucket(_ limit: LocalRateLimitConfiguration) -> TokenBucket {
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
        _ configuration: DownstreamTLSConfiguration, _ place: String, _ statName: String
    ) -> TLSContextSource<TLSServerContext>? {
        let metrics = TLSMetrics(
            prefix: "listener.\(statName).", labels: [MetricLabel("envoy_listener_address", statName)],
            isUpstream: false, registry: registry)
        do {
            return try TLSServerContext.source(configuration, &tls, metrics: metrics, place: place)
        } catch {
            note(error)
            return nil
        }
    }

    private mutating func makeContext(_ cluster: ClusterConfiguration) -> TLSContextSource<TLSClientContext>? {
        guard var configuration = cluster.tls else { return nil }
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
                configuration, &tls, metrics: metrics, place: "cluster '\(cluster.name)': transport_socket")
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
