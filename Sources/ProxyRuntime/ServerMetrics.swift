internal import Configuration
internal import EventLoops
internal import Proxying
internal import Synchronization
internal import TLS
internal import Telemetry
internal import Upstreams

/// The server's state where any thread may read it, by Envoy's numbers: 0 live, 1 draining, 2 before, 3 in
/// initialisation.
final class PublishedState: Sendable {
    let value = Atomic<UInt64>(3)
    /// Downstream connections, by worker.
    let connections: [ConnectionCount]
    /// Downstream connections of the instance before.
    let parentConnections = Atomic<UInt64>(0)

    /// Keys of the runtime layers.
    let runtimeKeys = Atomic<UInt64>(0)
    /// The runtime layers.
    let runtimeLayers = Atomic<UInt64>(0)
    /// Whether the admin interface has set keys.
    let hasRuntimeOverrides = Atomic<Bool>(false)
    /// How often the layers were put together.
    let runtimeLoads = Atomic<UInt64>(2)

    /// Responses with fields that Envoy does not know.
    let unknownFields = Atomic<UInt64>(0)
    private let newest = Mutex<RuntimeSnapshot?>(nil)

    /// What is served now.
    var snapshot: RuntimeSnapshot? { newest.withLock { $0 } }

    /// Lets statistics see what is served.
    func publish(_ snapshot: RuntimeSnapshot) { newest.withLock { $0 = snapshot } }

    /// The clusters that each worker uses; nil unless it is told how many they are.
    let usedClusters: [UsedClusters]?

    init(workers: Int, tellsUsedClusters: Bool = false) {
        connections = (0..<workers).map { _ in ConnectionCount() }
        usedClusters = tellsUsedClusters ? (0..<workers).map { _ in UsedClusters() } : nil
    }

    /// How many clusters a worker uses, by Envoy's count where clusters are deferred: only those whose endpoints stand
    /// in the file or come from a source (EDS) wait for a first use, and no members of an aggregate. Else all.
    func clusterCount(worker: Int) -> UInt64 {
        let clusters = snapshot?.clusterOrder ?? []
        guard let usedClusters else { return UInt64(clusters.count) }
        var used = usedClusters[worker].names
        for cluster in clusters {
            switch cluster.configuration.discoveryType {
            case .static, .eds: break
            case .aggregate(let members): used.formUnion(members + [cluster.name])
            default: used.insert(cluster.name)
            }
        }
        return UInt64(clusters.count { used.contains($0.name) })
    }

    /// Lets statistics see what the layers hold.
    func publish(_ runtime: RuntimeConfiguration) {
        runtimeKeys.store(UInt64(runtime.keys.count), ordering: .relaxed)
        runtimeLayers.store(UInt64(runtime.layers.count), ordering: .relaxed)
        let isOverridden = runtime.layers.contains { $0.isAdmin && !$0.values.isEmpty }
        hasRuntimeOverrides.store(isOverridden, ordering: .relaxed)
    }

    /// Downstream connections of all workers.
    var totalConnections: UInt64 { connections.reduce(0) { $0 &+ $1.current } }
}

/// The `server.*`, `listener_manager.*` and `cluster_manager.*` metrics.
enum ServerMetrics {
    static func register(in registry: MetricRegistry, server: ProxyServer) {
        func add(_ name: String, _ read: @escaping @Sendable () -> UInt64) {
            registry.addSource("server.\(name)", isAlwaysUsed: true, read)
        }
        let start = server.startTime
        let concurrency = UInt64(server.options.concurrency)
        add("uptime") { (LoopClock.monotonic() &- start) / 1_000_000_000 }
        add("concurrency") { concurrency }
        let state = server.publishedState
        add("live") { state.value.load(ordering: .relaxed) == 0 ? 1 : 0 }
        add("state") { state.value.load(ordering: .relaxed) }
        add("days_until_first_cert_expiring") {
            let now = WallTime.now().seconds
            // Envoy's value for "no certificate".
            return (state.snapshot?.contexts ?? []).flatMap { $0.certificates + $0.authorities }.map {
                $0.daysLeft(at: now)
            }.min()
                ?? 4_294_967_295
        }
        add("seconds_until_first_ocsp_response_expiring") {
            let now = WallTime.now().seconds
            let ends = (state.snapshot?.contexts ?? []).flatMap(\.certificates).compactMap { $0.stapled?.until }
            return ends.map { UInt64(max(0, $0.subtractingReportingOverflow(now).partialValue)) }.min() ?? 0
        }
        let epoch = UInt64(server.options.hotRestart.epoch)
        let generation = UInt64(server.hotRestart.generation)
        registry.addSource("server.hot_restart_epoch", isAlwaysUsed: server.options.hotRestart.isEnabled) { epoch }
        if server.options.hotRestart.isEnabled {
            // Envoy makes it before it knows of labels that all metrics have.
            registry.addSource("server.hot_restart_generation", hasSharedLabels: false) { generation }
        }
        add("parent_connections") { state.parentConnections.load(ordering: .relaxed) }
        add("total_connections") { state.parentConnections.load(ordering: .relaxed) &+ state.totalConnections }
        add("memory_allocated") { ProcessMemory.read().allocated }
        add("memory_heap_size") { ProcessMemory.read().heap }
        add("memory_physical_size") { ProcessMemory.read().resident }
        _ = registry.scope(prefix: "server.", labels: [], family: ServerMetric.family)
        _ = registry.scope(prefix: "overload.", labels: [], family: OverloadMetric.family)
        _ = AsyncClientMetric.scope(in: registry)
        FixedMetrics.register(
            in: registry, workers: server.options.concurrency,
            clusters: { UInt64(state.snapshot?.clusterOrder.count ?? 0) },
            workerClusters: { state.clusterCount(worker: $0) },
            unknownFields: { state.unknownFields.load(ordering: .relaxed) })
        LogMetrics.register(in: registry, writer: server.logWriter)
        let listeners = registry.scope(prefix: "listener_manager.", labels: [], family: ListenerManagerMetric.family)
            .block(thread: 0)
        listeners.set(ListenerManagerMetric.totalListenersWarming, 0)
        listeners.set(ListenerManagerMetric.workersStarted, 1)
        let clusters = registry.scope(prefix: "cluster_manager.", labels: [], family: ClusterManagerMetric.family)
            .block(thread: 0)
        clusters.add(ClusterManagerMetric.clusterAdded, UInt64(server.snapshot.clusterOrder.count))
        clusters.set(ClusterManagerMetric.warmingClusters, 0)
        clusters.increase(ClusterManagerMetric.activeClusters, UInt64(server.snapshot.clusterOrder.count))
    }
}
