internal import Proxying
internal import Telemetry

/// Metrics that Envoy has from its start and whose value here follows from what Apus is: parts that it has not never
/// count, and a file with an unknown field never starts.
enum FixedMetrics {
    static func register(
        in registry: MetricRegistry, workers: Int, clusters: @escaping @Sendable () -> UInt64,
        workerClusters: @escaping @Sendable (Int) -> UInt64, unknownFields: @escaping @Sendable () -> UInt64
    ) {
        // The admin interface, which speaks HTTP/1, has them in Envoy whatever the file says.
        _ = registry.scope(prefix: "http1.", labels: [], family: HTTP1CodecMetric.family)
        for name in counters { _ = registry.addSource(name, kind: .counter) { 0 } }
        for name in writtenCounters { _ = registry.addSource(name, kind: .counter, isAlwaysUsed: true) { 0 } }
        for name in gauges { _ = registry.addSource(name, isAlwaysUsed: true) { 0 } }
        _ = registry.addSource("thread_local_cluster_manager.main_thread.clusters_inflated", clusters)
        _ = registry.addSource(
            "server.dynamic_unknown_fields", kind: .counter, isAlwaysUsed: true, unknownFields)
        for worker in 0..<workers {
            _ = registry.addSource(
                "thread_local_cluster_manager.worker_\(worker).clusters_inflated",
                extractedName: "thread_local_cluster_manager.worker_clusters_inflated",
                labels: [MetricLabel("envoy_worker_id", "\(worker)")]
            ) { workerClusters(worker) }
        }
    }

    private static let counters = [
        "envoy.overload_actions.reset_high_memory_stream.count", "server.debug_assertion_failures",
        "server.dropped_stat_flushes", "server.envoy_bug_failures", "server.envoy_notifications",
    ]
    /// Those that Envoy writes at its start.
    private static let writtenCounters = [
        "server.static_unknown_fields", "server.wip_protos",
    ]
    private static let gauges = [
        "server.compilation_settings.fips_mode",
        "server.stats_recent_lookups", "server.version",
    ]
}
