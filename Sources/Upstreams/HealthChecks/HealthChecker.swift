internal import Configuration
public import EventLoops
internal import Synchronization
public import Telemetry

/// Checks the endpoints of one cluster as long as they belong to it, and replaces the endpoint set when the health of
/// one has changed. Confined to the main loop.
public final class HealthChecker {
    /// The cluster.
    public let cluster: Cluster
    private let configuration: HealthCheckConfiguration
    private let loop: EventLoop
    private let thread: Int
    let metrics: MetricBlock
    private let events: HealthEventLog?
    private let changed: (Cluster) -> Void
    private var random: FastRandom
    private var sessions: [ObjectIdentifier: HealthCheckSession] = [:]
    /// Runs once, when every endpoint was checked once.
    private var firstAnswers: (() -> Void)?

    /// Prepares the checks; nil when the cluster has none.
    ///
    /// - Parameters:
    ///   - thread: the main loop's number among threads that count.
    ///   - changed: the cluster has another endpoint set.
    public init?(
        _ cluster: Cluster, loop: EventLoop, thread: Int, registry: MetricRegistry, seed: UInt64,
        changed: @escaping (Cluster) -> Void
    ) {
        guard let configuration = cluster.configuration.healthCheck else { return nil }
        self.cluster = cluster
        self.configuration = configuration
        self.loop = loop
        self.thread = thread
        self.changed = changed
        random = FastRandom(seed: seed)
        metrics = registry.scope(
            prefix: cluster.metrics.prefix + "health_check.", labels: cluster.metrics.labels,
            family: HealthCheckMetric.family
        ).block(thread: thread)
        let sinks = cluster.healthEventLogs
        events = sinks.isEmpty ? nil : HealthEventLog(sinks, cluster: cluster, configuration)
    }

    /// Begins to check. `firstAnswers` runs once, when every endpoint has been checked; maybe at once.
    public func start(firstAnswers: @escaping () -> Void) {
        self.firstAnswers = firstAnswers
        follow()
        noteFirstAnswers()
    }

    /// Checks no more.
    public func stop() {
        for session in sessions.values { session.stop() }
        sessions = [:]
        firstAnswers = nil
    }

    /// Takes the endpoints that the cluster has now: new ones are checked, those that are gone are not any more.
    public func follow() {
        let endpoints = cluster.endpoints.all.filter { !$0.healthCheck.isDisabled }
        let known = Set(endpoints.map { ObjectIdentifier($0) })
        for (id, session) in sessions where !known.contains(id) {
            session.stop()
            sessions[id] = nil
        }
        for endpoint in endpoints where sessions[ObjectIdentifier(endpoint)] == nil {
            let session = HealthCheckSession(
                HealthProbe.Target(
                    cluster: cluster, endpoint: endpoint, configuration: configuration, loop: loop, thread: thread),
                checker: self)
            sessions[ObjectIdentifier(endpoint)] = session
            session.start(after: configuration.initialJitter == 0 ? 0 : random.next() % configuration.initialJitter)
        }
        count()
    }

    /// An answer to a request said that the endpoint is not well.
    public func failAtOnce(_ endpoint: Endpoint) { sessions[ObjectIdentifier(endpoint)]?.failAtOnce() }

    /// How long after a check the next one comes.
    func interval(after isSuccess: Bool, _ transition: HealthCheckState.Transition) -> UInt64 {
        HealthCheckState.interval(
            after: isSuccess, transition,
            hasTraffic: cluster.metrics.counter(ClusterMetric.upstreamCxTotal.rawValue) > 0, configuration,
            random: &random)
    }

    /// Applies what follows from a check.
    func publish(_ session: HealthCheckSession, _ verdict: HealthCheckState.Verdict) {
        let endpoint = session.endpoint
        for event in verdict.events { events?.write(event, of: endpoint, wallClock: loop.wallClock) }
        if verdict.removing.contains(.failedHealthCheck) {
            endpoint.startTime.store(max(1, loop.now), ordering: .relaxed)
        }
        let isOther = endpoint.changeHealth(adding: verdict.adding, removing: verdict.removing)
        count()
        if endpoint.healthFlags.isSuperset(of: [.leaving, .failedHealthCheck]) {
            cluster.remove(endpoint)
            follow()
            changed(cluster)
        } else if isOther || verdict.transition == .changed {
            cluster.healthChanged()
            changed(cluster)
        }
        noteFirstAnswers()
    }

    private func count() {
        let flags = sessions.values.map(\.endpoint.healthFlags)
        metrics.set(HealthCheckMetric.healthy, UInt64(flags.count { !$0.contains(.failedHealthCheck) }))
        metrics.set(HealthCheckMetric.degraded, UInt64(flags.count { $0.contains(.degradedByHealthCheck) }))
    }

    private func noteFirstAnswers() {
        guard let firstAnswers, !sessions.values.contains(where: \.isFirst) else { return }
        self.firstAnswers = nil
        firstAnswers()
    }
}
