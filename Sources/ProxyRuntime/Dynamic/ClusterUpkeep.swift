internal import EventLoops
internal import RuntimeValues
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
    private let loop: EventLoop
    private let healthChecks: HealthChecks
    private let outliers: OutlierDetection

    /// Nothing to do yet.
    ///
    /// - Parameters:
    ///   - thread: the main loop's number among threads that count.
    ///   - feeds: where endpoints come from.
    ///   - outlierEvents: where is written what outlier detection does.
    ///   - runtime: what may change of checks while they go on.
    ///   - changed: a cluster has another endpoint set, which the workers are to be told.
    init(
        loop: EventLoop, thread: Int, log: Log, feeds: ResourceFeeds, contexts: ContextUpkeep,
        outlierEvents: LogSink?, runtime: LiveRuntime, changed: @escaping (Cluster) -> Void
    ) {
        self.contexts = contexts
        self.loop = loop
        let checks = HealthChecks(loop: loop, thread: thread, runtime: runtime, changed: changed)
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
            followDestinations(of: cluster)
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

    /// Endpoints that clients name come and go on the workers.
    private func followDestinations(of cluster: Cluster) {
        let (upkeep, followed) = (LoopReference(self, loop: loop), LoopReference(cluster, loop: loop))
        cluster.setDestinationWatcher { [loop] in
            loop.execute {
                guard let upkeep = upkeep.object, let cluster = followed.object else { return }
                cluster.takeDestinations()
                upkeep.healthChecks.endpointsChanged(of: cluster)
                upkeep.outliers.endpointsChanged(of: cluster)
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
