internal import Configuration
public import EventLoops
public import RuntimeValues
internal import Synchronization
internal import Telemetry

/// Checks the endpoints of one cluster as long as they belong to it, and replaces the endpoint set when the health of
/// one has changed. Confined to the main loop.
public final class HealthChecker {
    /// The cluster.
    public let cluster: Cluster
    private let configuration: HealthCheckConfiguration
    private let bounds: HealthCheckBounds
    private let loop: EventLoop
    private let thread: Int
    let metrics: MetricBlock
    private let events: HealthEventLog?
    private let changed: (Cluster) -> Void
    private var random: FastRandom
    private var sessions: [ObjectIdentifier: HealthCheckSession] = [:]
    /// How many endpoints do not fail their checks, and how many are degraded by them.
    private var healthy = 0
    private var degraded = 0
    /// Whether the endpoint set is about to be made anew.
    private var isChanged = false
    /// Runs once, when every endpoint was checked once.
    private var firstAnswers: (() -> Void)?

    /// Prepares the checks; nil when the cluster has none.
    ///
    /// - Parameters:
    ///   - thread: the main loop's number among threads that count.
    ///   - runtime: what may change of checks while they go on.
    ///   - changed: the cluster has another endpoint set.
    public init?(
        _ cluster: Cluster, loop: EventLoop, thread: Int, seed: UInt64, runtime: LiveRuntime = LiveRuntime(),
        changed: @escaping (Cluster) -> Void
    ) {
        guard let configuration = cluster.configuration.healthCheck else { return nil }
        self.cluster = cluster
        self.configuration = configuration
        bounds = HealthCheckBounds(runtime)
        self.loop = loop
        self.thread = thread
        self.changed = changed
        random = FastRandom(seed: seed)
        metrics = cluster.registry.scope(
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
        isChanged = false
        firstAnswers = nil
    }

    /// Takes the endpoints that the cluster has now: new ones are checked, those that are gone are not any more.
    public func follow() {
        let endpoints = cluster.allEndpoints.filter { !$0.healthCheck.isDisabled }
        let known = Set(endpoints.map { ObjectIdentifier($0) })
        var moved: HealthCheckSession?
        for (id, session) in sessions where !known.contains(id) {
            sessions[id] = nil
            count(session, isGone: true)
            if cluster.configuration.hasLogicalEndpoint { moved = session } else { session.stop() }
        }
        for endpoint in endpoints where sessions[ObjectIdentifier(endpoint)] == nil {
            let pause = moved?.pause ?? initialPause
            let session = HealthCheckSession(
                HealthProbe.Target(
                    cluster: cluster, endpoint: endpoint, configuration: configuration, loop: loop, thread: thread),
                checker: self, succeeding: moved)
            moved?.stop()
            moved = nil
            sessions[ObjectIdentifier(endpoint)] = session
            count(session)
            session.start(after: pause)
        }
        moved?.stop()
        showCounts()
    }

    private var initialPause: UInt64 {
        configuration.initialJitter == 0 ? 0 : random.next() % configuration.initialJitter
    }

    /// An answer to a request said that the endpoint is not well.
    public func failAtOnce(_ endpoint: Endpoint) { sessions[ObjectIdentifier(endpoint)]?.failAtOnce() }

    /// How long after a check the next one comes.
    func interval(after isSuccess: Bool, _ transition: HealthCheckState.Transition) -> UInt64 {
        HealthCheckState.interval(
            after: isSuccess, transition,
            hasTraffic: cluster.metrics.counter(ClusterMetric.upstreamCxTotal.rawValue) > 0, configuration,
            bounds, random: &random)
    }

    /// Whether a check looks at the name of the service that answers.
    func verifiesService() -> Bool { bounds.verifies(random.next()) }

    /// Applies what follows from a check.
    func publish(_ session: HealthCheckSession, _ verdict: HealthCheckState.Verdict) {
        let endpoint = session.endpoint
        for event in verdict.events { events?.write(event, of: endpoint, wallClock: loop.wallClock) }
        if verdict.removing.contains(.failedHealthCheck) {
            endpoint.startTime.store(max(1, loop.now), ordering: .relaxed)
        }
        let isOther = endpoint.changeHealth(adding: verdict.adding, removing: verdict.removing)
        count(session)
        if endpoint.healthFlags.isSuperset(of: [.leaving, .failedHealthCheck]) {
            cluster.remove(endpoint)
            follow()
            changed(cluster)
        } else if isOther || verdict.transition == .changed {
            noteChange()
        }
        noteFirstAnswers()
    }

    /// The endpoint set is to be made anew: once for all changes of a turn, since it costs as much as there are
    /// endpoints.
    private func noteChange() {
        if isChanged { return }
        isChanged = true
        let checker = LoopReference(self, loop: loop)
        loop.execute { checker.object?.applyChanges() }
    }

    private func applyChanges() {
        guard isChanged else { return }
        isChanged = false
        cluster.healthChanged()
        changed(cluster)
    }

    /// Adjusts the gauges by what is another of one endpoint.
    private func count(_ session: HealthCheckSession, isGone: Bool = false) {
        let counted: HealthFlags = [.failedHealthCheck, .degradedByHealthCheck]
        let flags = isGone ? .failedHealthCheck : session.endpoint.healthFlags.intersection(counted)
        let before = session.countedAs
        if flags == before { return }
        session.countedAs = flags
        healthy += (before.contains(.failedHealthCheck) ? 1 : 0) - (flags.contains(.failedHealthCheck) ? 1 : 0)
        degraded += (flags.contains(.degradedByHealthCheck) ? 1 : 0) - (before.contains(.degradedByHealthCheck) ? 1 : 0)
        showCounts()
    }

    private func showCounts() {
        metrics.set(HealthCheckMetric.healthy, UInt64(clamping: healthy))
        metrics.set(HealthCheckMetric.degraded, UInt64(clamping: degraded))
    }

    private func noteFirstAnswers() {
        guard let firstAnswers, !sessions.values.contains(where: \.isFirst) else { return }
        self.firstAnswers = nil
        applyChanges()
        firstAnswers()
    }
}
