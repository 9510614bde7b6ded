public import Configuration
internal import EventLoops
internal import Proxying
public import Telemetry
internal import Upstreams

/// Turns a validated configuration into a snapshot: opens access logs, compiles routes and formats, makes scopes.
public struct SnapshotBuilder {
    private let registry: MetricRegistry
    private let logWriter: LogWriter
    private let workerCount: Int
    private var node = NodeNames()
    private var problems: [String] = []
    private var kind = StartupError.Kind.resource
    private var sinks: [LogTarget: LogSink] = [:]

    /// A builder for `workerCount` workers.
    public init(registry: MetricRegistry, logWriter: LogWriter, workerCount: Int) {
        self.registry = registry
        self.logWriter = logWriter
        self.workerCount = workerCount
    }

    /// Builds the snapshot.
    ///
    /// - Throws: `StartupError` with everything that went wrong, not only the first.
    public mutating func build(_ bootstrap: BootstrapConfiguration) throws(StartupError) -> RuntimeSnapshot {
        node = NodeNames(id: bootstrap.node.id, cluster: bootstrap.node.cluster)
        let clusters = bootstrap.clusters.map { Cluster($0, workerCount: workerCount, registry: registry) }
        var listeners: [ListenerSnapshot] = []
        for listener in bootstrap.listeners {
            if let built = build(listener, bootstrap.runtime) { listeners.append(built) }
        }
        if !problems.isEmpty { throw StartupError(kind, problems) }
        return RuntimeSnapshot(bootstrap, clusters: clusters, listeners: listeners)
    }

    private mutating func build(
        _ listener: ListenerConfiguration, _ runtime: RuntimeConfiguration
    ) -> ListenerSnapshot? {
        let statName = listener.statPrefix.isEmpty ? Self.statName(of: listener.address) : listener.statPrefix
        // Validation leaves exactly one chain with one connection manager.
        guard case .httpConnectionManager(let manager)? = listener.filterChains.first?.filters.first else {
            kind = .configuration
            problems.append("listener '\(listener.name)' has no HTTP connection manager")
            return nil
        }
        let accessLogs = manager.accessLogs.compactMap { open($0) }
        let connectionLogs = listener.accessLogs.compactMap { open($0) }
        let settings = ConnectionManagerSettings(
            manager, listener: listener, listenerStatName: statName, registry: registry, accessLogs: accessLogs,
            connectionLogs: connectionLogs, node: node)
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
            configuration: listener, statName: statName, manager: settings, metrics: metrics,
            workerMetrics: workerMetrics,
            connectionLimit: ConnectionLimits.listener(listener.name, runtime))
    }

    private mutating func open(_ log: AccessLogConfiguration) -> AccessLogTarget? {
        let target: LogTarget =
            switch log.sink {
            case .file(let path): .file(path)
            case .standardOutput: .standardOutput
            case .standardError: .standardError
            }
        if let sink = sinks[target] { return AccessLogTarget(log, sink: sink) }
        switch logWriter.open(target) {
        case .success(let sink):
            sinks[target] = sink
            return AccessLogTarget(log, sink: sink)
        case .failure(let error):
            problems.append("access log '\(error.path)' cannot be opened: \(error.reason)")
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
