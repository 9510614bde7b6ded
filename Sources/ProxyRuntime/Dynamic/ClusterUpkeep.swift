internal import EventLoops
internal import Telemetry
internal import Upstreams

/// What the main loop does for clusters as long as they are there. Confined to it.
///
/// ```
///   follow ─▶ endpoints known, or given up ─▶ secrets there, or given up ─▶ each endpoint checked once ─▶ warmed
/// ```
final class ClusterUpkeep {
    private let discovery: ClusterDiscovery
    private let contexts: ContextUpkeep
    private let healthChecks: HealthChecks
    private let outliers: OutlierDetection

    /// Nothing to do yet.
    ///
    /// - Parameters:
    ///   - thread: the main loop's number among threads that count.
    ///   - feeds: where endpoints come from.
    ///   - outlierEvents: where is written what outlier detection does.
    ///   - changed: a cluster has another endpoint set, which the workers are to be told.
    init(
        loop: EventLoop, thread: Int, log: Log, feeds: ResourceFeeds, contexts: ContextUpkeep,
        outlierEvents: LogSink?, changed: @escaping (Cluster) -> Void
    ) {
        self.contexts = contexts
        let checks = HealthChecks(loop: loop, thread: thread, changed: changed)
        healthChecks = checks
        discovery = ClusterDiscovery(thread: thread, loop: loop, log: log, feeds: feeds) {
            checks.endpointsChanged(of: $0)
            changed($0)
        }
        outliers = OutlierDetection(loop: loop, thread: thread, events: outlierEvents, log: log, changed: changed)
    }

    /// Begins; `warmed` runs once, when the cluster may serve, maybe at once.
    func follow(_ cluster: Cluster, warmed: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        let begin = { [unowned self] in
            outliers.follow(cluster)
            healthChecks.follow(cluster, warmed: warmed)
        }
        // A cluster may be forgotten while it waits.
        try discovery.follow(cluster) { [unowned self] in
            var waiting = cluster.tlsSources.count
            if waiting == 0 { return begin() }
            for tls in cluster.tlsSources {
                contexts.follow(tls) {
                    waiting -= 1
                    if waiting == 0 { begin() }
                }
            }
        }
    }

    /// Ends for one cluster; it does not become warm any more.
    func forget(_ cluster: Cluster) {
        discovery.forget(cluster)
        for tls in cluster.tlsSources { contexts.forget(tls) }
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
