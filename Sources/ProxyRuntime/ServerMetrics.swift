internal import EventLoops
internal import Proxying
internal import Synchronization
internal import TLS
internal import Telemetry

/// The server's state where any thread may read it, by Envoy's numbers: 0 live, 1 draining, 2 before, 3 in
/// initialisation.
final class PublishedState: Sendable {
    let value = Atomic<UInt64>(3)
    /// Downstream connections, by worker.
    let connections: [ConnectionCount]
    /// Downstream connections of the instance before.
    let parentConnections = Atomic<UInt64>(0)

    init(workers: Int) { connections = (0..<workers).map { _ in ConnectionCount() } }

    /// Downstream connections of all workers.
    var totalConnections: UInt64 { connections.reduce(0) { $0 &+ $1.current } }
}

/// The `server.*`, `listener_manager.*` and `cluster_manager.*` metrics.
enum ServerMetrics {
    static func register(in registry: MetricRegistry, server: ProxyServer) {
        let start = server.startTime
        let concurrency = UInt64(server.options.concurrency)
        _ = registry.addSource("server.uptime") { (LoopClock.monotonic() &- start) / 1_000_000_000 }
        _ = registry.addSource("server.concurrency") { concurrency }
        let state = server.publishedState
        _ = registry.addSource("server.live") { state.value.load(ordering: .relaxed) == 0 ? 1 : 0 }
        _ = registry.addSource("server.state") { state.value.load(ordering: .relaxed) }
        let snapshot = server.snapshot
        _ = registry.addSource("server.days_until_first_cert_expiring") {
            let now = WallTime.now().seconds
            // Envoy's value for "no certificate".
            return snapshot.certificates.map { $0.daysLeft(at: now) }.min() ?? 4_294_967_295
        }
        let epoch = UInt64(server.options.hotRestart.epoch)
        let generation = UInt64(server.hotRestart.generation)
        _ = registry.addSource("server.hot_restart_epoch") { epoch }
        if server.options.hotRestart.isEnabled {
            _ = registry.addSource("server.hot_restart_generation") { generation }
        }
        _ = registry.addSource("server.parent_connections") { state.parentConnections.load(ordering: .relaxed) }
        _ = registry.addSource("server.total_connections") {
            state.parentConnections.load(ordering: .relaxed) &+ state.totalConnections
        }
        _ = registry.addSource("server.memory_allocated") { ProcessMemory.read().allocated }
        _ = registry.addSource("server.memory_heap_size") { ProcessMemory.read().heap }
        _ = registry.addSource("server.memory_physical_size") { ProcessMemory.read().resident }
        let logs = server.logWriter
        _ = registry.addSource("filesystem.write_failed", kind: .counter) { logs.statistics.failedWrites }
        _ = registry.addSource("filesystem.reopen_failed", kind: .counter) { logs.statistics.failedReopens }
        _ = registry.addSource("filesystem.write_total_buffered") { logs.statistics.queuedBytes }
        let listeners = registry.scope(prefix: "listener_manager.", labels: [], family: ListenerManagerMetric.family)
            .block(thread: 0)
        let count = UInt64(server.snapshot.listeners.count)
        listeners.add(ListenerManagerMetric.listenerAdded, count)
        listeners.add(ListenerManagerMetric.listenerCreateSuccess, count)
        listeners.increase(ListenerManagerMetric.totalListenersActive, count)
        listeners.set(ListenerManagerMetric.workersStarted, 1)
        let clusters = registry.scope(prefix: "cluster_manager.", labels: [], family: ClusterManagerMetric.family)
            .block(thread: 0)
        clusters.add(ClusterManagerMetric.clusterAdded, UInt64(server.snapshot.clusterOrder.count))
        clusters.increase(ClusterManagerMetric.activeClusters, UInt64(server.snapshot.clusterOrder.count))
    }
}
