internal import EventLoops
internal import Telemetry
internal import Upstreams

/// The health checks of all clusters. Serving begins when every endpoint that is there from the start was checked once.
/// Confined to the main loop.
final class HealthChecks {
    /// Carries a checker through closures of workers, which run what concerns it on the main loop.
    // Guard: confinement; only the main loop reads it.
    private final class Reference: @unchecked Sendable {
        weak var checker: HealthChecker?
        init(_ checker: HealthChecker) { self.checker = checker }
    }

    /// Whether serving has to wait.
    var isWarmingUp: Bool { !cold.isEmpty }
    private var checkers: [String: HealthChecker] = [:]
    /// Clusters with endpoints that were not checked yet.
    private var cold: Set<String> = []

    /// Prepares the clusters that have checks; nil when none has.
    ///
    /// - Parameters:
    ///   - sinks: where events go, by cluster.
    ///   - thread: the main loop's number among threads that count.
    ///   - changed: a cluster has another endpoint set.
    init?(
        _ clusters: [Cluster], sinks: [String: [LogSink]], loop: EventLoop, thread: Int, registry: MetricRegistry,
        changed: @escaping (Cluster) -> Void
    ) {
        for cluster in clusters {
            let checker = HealthChecker(
                cluster, loop: loop, thread: thread, registry: registry, sinks: sinks[cluster.name] ?? [],
                seed: UInt64.random(in: 1 ... .max), changed: changed)
            guard let checker else { continue }
            checkers[cluster.name] = checker
            let reference = Reference(checker)
            cluster.setFailureHandler { endpoint in loop.execute { reference.checker?.failAtOnce(endpoint) } }
        }
        if checkers.isEmpty { return nil }
    }

    /// Begins to check.
    func start() {
        cold = Set(checkers.keys)
        for (name, checker) in checkers { checker.start { [unowned self] in cold.remove(name) } }
    }

    /// Checks no more.
    func stop() { for checker in checkers.values { checker.stop() } }

    /// A cluster has other endpoints.
    func follow(_ cluster: Cluster) { checkers[cluster.name]?.follow() }
}
