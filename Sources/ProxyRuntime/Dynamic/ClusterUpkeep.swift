internal import EventLoops
internal import Telemetry
internal import Upstreams

/// What the main loop does for clusters as long as they are there. Confined to it.
///
/// ```
///   follow ─▶ endpoints known, or given up ─▶ each of them checked once ─▶ warmed
/// ```
final class ClusterUpkeep {
    private let discovery: ClusterDiscovery
    private let healthChecks: HealthChecks
    private let outliers: OutlierDetection

    /// Nothing to do yet.
    ///
    /// - Parameters:
    ///   - thread: the main loop's number among threads that count.
    ///   - feeds: where endpoints come from; nil where no cluster can ask for that.
    ///   - outlierEvents: where is written what outlier detection does.
    ///   - changed: a cluster has another endpoint set, which the workers are to be told.
    init(
        loop: EventLoop, thread: Int, registry: MetricRegistry, log: Log, feeds: ResourceFeeds?,
        outlierEvents: LogSink?, changed: @escaping (Cluster) -> Void
    ) {
        let checks = HealthChecks(loop: loop, thread: thread, registry: registry, changed: changed)
        healthChecks = checks
        discovery = ClusterDiscovery(thread: thread, loop: loop, registry: registry, log: log, feeds: feeds) {
            checks.endpointsChanged(of: $0)
            changed($0)
        }
        outliers = OutlierDetection(loop: loop, thread: thread, events: outlierEvents, log: log, changed: changed)
    }

    /// Begins; `warmed` runs once, when the cluster may serve, maybe at once.
    func follow(_ cluster: Cluster, warmed: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        // A cluster may be forgotten while it waits.
        try discovery.follow(cluster) { [unowned self] in
            outliers.follow(cluster)
            healthChecks.follow(cluster, warmed: warmed)
        }
    }

    /// Ends for one cluster; it does not become warm any more.
    func forget(_ cluster: Cluster) {
        discovery.forget(cluster)
        healthChecks.forget(cluster)
        outliers.forget(cluster)
    }

    /// Ends for all.
    func stop() {
        discovery.stop()
        healthChecks.stop()
        outliers.stop()
    }
}
