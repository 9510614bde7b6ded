internal import EventLoops
internal import Telemetry

/// The `server.*`, `listener_manager.*` and `cluster_manager.*` metrics.
enum ServerMetrics {
    static func register(in registry: MetricRegistry, server: ProxyServer) {
        let start = server.startTime
        let concurrency = UInt64(server.options.concurrency)
        _ = registry.addSource("server.uptime") { (LoopClock.monotonic() &- start) / 1_000_000_000 }
        _ = registry.addSource("server.concurrency") { concurrency }
        _ = registry.addSource("server.live") { 1 }
        _ = registry.addSource("server.memory_allocated") { ProcessMemory.read().allocated }
        _ = registry.addSource("server.memory_heap_size") { ProcessMemory.read().heap }
        _ = registry.addSource("server.memory_physical_size") { ProcessMemory.read().resident }
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
