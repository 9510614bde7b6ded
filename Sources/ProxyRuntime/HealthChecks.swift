internal import EventLoops
internal import RuntimeValues
internal import Telemetry
internal import Upstreams

/// The health checks of all clusters that have any. Confined to the main loop.
final class HealthChecks {
    private let loop: EventLoop
    private let thread: Int
    private let runtime: LiveRuntime
    private let changed: (Cluster) -> Void
    private var checkers: [ObjectIdentifier: HealthChecker] = [:]

    /// None yet.
    ///
    /// - Parameters:
    ///   - thread: the main loop's number among threads that count.
    ///   - runtime: what may change of checks while they go on.
    ///   - changed: a cluster has another endpoint set.
    init(loop: EventLoop, thread: Int, runtime: LiveRuntime, changed: @escaping (Cluster) -> Void) {
        self.loop = loop
        self.thread = thread
        self.runtime = runtime
        self.changed = changed
    }

    /// Begins to check a cluster's endpoints; `warmed` runs once, when each that is there now was checked once, maybe
    /// at once.
    func follow(_ cluster: Cluster, warmed: @escaping () -> Void) {
        let checker = HealthChecker(
            cluster, loop: loop, thread: thread, seed: UInt64.random(in: 1 ... .max), runtime: runtime,
            changed: changed)
        guard let checker else { return warmed() }
        checkers[ObjectIdentifier(cluster)] = checker
        let checks = LoopReference(checker, loop: loop)
        cluster.setFailureHandler { [loop] endpoint in loop.execute { checks.object?.failAtOnce(endpoint) } }
        checker.start(firstAnswers: warmed)
    }

    /// Checks a cluster no more.
    func forget(_ cluster: Cluster) { checkers.removeValue(forKey: ObjectIdentifier(cluster))?.stop() }

    /// Checks no more.
    func stop() {
        for checker in checkers.values { checker.stop() }
        checkers = [:]
    }

    /// A cluster has other endpoints.
    func endpointsChanged(of cluster: Cluster) { checkers[ObjectIdentifier(cluster)]?.follow() }
}
