internal import Configuration
internal import EventLoops
internal import Telemetry
internal import Upstreams

/// Finds the endpoints of clusters whose endpoints are names, and tells the workers of changes. Confined to the main
/// loop.
///
/// Serving begins when every name was answered or has failed, and after `warmUpLimit` in any case: Envoy waits for the
/// first answer however long it takes. Clusters with `wait_for_warm_on_init: false` are not waited for.
final class ClusterDiscovery: TimerOwner {
    /// Whether serving has to wait.
    var isWarmingUp: Bool { !cold.isEmpty }
    private let resolver: NameResolver
    private let log: Log
    private let metrics: MetricBlock
    private var resolutions: [EndpointResolution] = []
    /// Clusters whose names were not all asked for.
    private var cold: Set<String> = []
    private let limit: LoopTimer

    /// The longest wait for first answers, in nanoseconds.
    static let warmUpLimit: UInt64 = 5_000_000_000

    /// Prepares the clusters that need it; nil when none does, so that no thread is started for nothing.
    ///
    /// - Parameter changed: a cluster has another endpoint set.
    init?(
        _ clusters: [Cluster], workerCount: Int, loop: EventLoop, registry: MetricRegistry, log: Log,
        changed: @escaping (Cluster) -> Void
    ) throws(SystemError) {
        guard clusters.contains(where: \.needsResolution) else { return nil }
        resolver = try NameResolver()
        self.log = log
        metrics = registry.scope(prefix: "cluster_manager.", labels: [], family: ClusterManagerMetric.family)
            .block(thread: 0)
        limit = LoopTimer(loop: loop)
        super.init()
        limit.owner = self
        for cluster in clusters {
            let resolution = EndpointResolution(
                cluster, resolver: resolver, loop: loop, thread: workerCount, log: log,
                seed: UInt64.random(in: 1 ... .max), changed: changed)
            if let resolution { resolutions.append(resolution) }
        }
    }

    /// Begins to ask.
    func start() {
        for resolution in resolutions where resolution.waitsForWarmUp { cold.insert(resolution.cluster.name) }
        metrics.set(ClusterManagerMetric.warmingClusters, UInt64(cold.count))
        if isWarmingUp { limit.arm(after: Self.warmUpLimit) }
        for resolution in resolutions {
            let name = resolution.cluster.name
            resolution.start { [unowned self] in self.warmed(name) }
        }
    }

    /// Asks no more and lets the threads end.
    func stop() {
        limit.cancel()
        for resolution in resolutions { resolution.stop() }
        resolver.close()
    }

    private func warmed(_ name: String) {
        guard cold.remove(name) != nil else { return }
        metrics.set(ClusterManagerMetric.warmingClusters, UInt64(cold.count))
        if cold.isEmpty { limit.cancel() }
    }

    override func timerFired(_ kind: UInt8) {
        let names = cold.sorted().prefix(10).joined(separator: ", ")
        log.warning(
            .upstream, "serving begins although the names of \(cold.count) clusters are not resolved yet: \(names)")
        cold = []
        metrics.set(ClusterManagerMetric.warmingClusters, 0)
    }
}
