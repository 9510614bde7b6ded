internal import EventLoops
internal import Synchronization
internal import Telemetry

/// Follows all kinds of a cluster, and says as mesh documents what it holds once all is quiet for a moment. Confined to
/// its loop.
final class KubernetesSource: TimerOwner {
    /// What is known, for those who publish.
    struct Observation: Sendable {
        let documents: [MeshDocument]
        let notes: [ClusterNote]
    }

    /// How it goes, for the operator.
    struct Report: Sendable {
        struct Kind: Sendable {
            let name: String
            let state: String
            let isSynchronised: Bool
            let objects: Int
            let problem: String
        }

        var kinds: [Kind] = []
        var notes: [ClusterNote] = []
        var isSynchronised: Bool { kinds.allSatisfy(\.isSynchronised) }
    }

    private let client: KubernetesClient
    private let metrics: MetricBlock
    private let log: Log
    private let timer: LoopTimer
    private let lastEvent: LastEvent
    private let observed: (Observation) -> Void
    private let reported: (Report) -> Void
    private var followers: [ResourceFollower] = []
    private var notes: [ClusterNote] = []
    private var documents: [MeshDocument]?
    /// When the first change came that was not handed on yet; nil means none.
    private var changedAt: UInt64?
    private var isComplete = false

    /// - Parameters:
    ///   - observed: hears what there is, once all kinds are known and whenever it is something else.
    ///   - reported: hears how it goes, whenever that has changed.
    init(
        _ client: KubernetesClient, metrics: MetricBlock, lastEvent: LastEvent, log: Log,
        observed: @escaping (Observation) -> Void, reported: @escaping (Report) -> Void
    ) {
        self.client = client
        self.metrics = metrics
        self.lastEvent = lastEvent
        self.log = log
        self.observed = observed
        self.reported = reported
        timer = LoopTimer(loop: client.loop)
        super.init()
        timer.owner = self
        for kind in ClusterKind.allCases {
            let namespaces = client.options.namespaces
            // Of classes there are few, and they are of no namespace.
            let scopes: [String?] = namespaces.isEmpty || kind == .gatewayClass ? [nil] : namespaces.map { $0 }
            for namespace in scopes {
                let follower = ResourceFollower(
                    kind, namespace: namespace, client: client, metrics: metrics, log: log
                ) { [unowned self] _ in changed() }
                follower.told = { lastEvent.note() }
                followers.append(follower)
            }
        }
    }

    /// Begins.
    func start() {
        log.info(.config, "kubernetes: the cluster at \(client.options.authority) is followed")
        for follower in followers { follower.start() }
    }

    /// Ends.
    func stop() {
        timer.cancel()
        for follower in followers { follower.stop() }
        client.stop()
    }

    private func changed() {
        let now = client.loop.now
        let timing = client.options.timing
        let first = changedAt ?? now
        changedAt = first
        timer.arm(at: min(now &+ timing.quiet, first &+ timing.longestWait))
    }

    override func timerFired(_ kind: UInt8) {
        changedAt = nil
        count()
        if followers.allSatisfy(\.isSynchronised) { translate() }
        reported(report)
    }

    private func translate() {
        if !isComplete {
            isComplete = true
            let count = followers.reduce(0) { $0 + $1.objects.count }
            log.info(.config, "kubernetes: all kinds are known, \(count) objects")
        }
        var objects: [ClusterKind: [ObjectName: ClusterObject]] = [:]
        for follower in followers { objects[follower.kind, default: [:]].merge(follower.objects) { old, _ in old } }
        let translation = ClusterTranslation(objects, clusterID: client.options.clusterID)
        notes = translation.notes
        if translation.documents == documents { return }
        documents = translation.documents
        metrics.increment(KubernetesMetric.changes)
        observed(Observation(documents: translation.documents, notes: translation.notes))
    }

    private func count() {
        let synchronised = Dictionary(grouping: followers, by: \.kind)
        metrics.set(
            KubernetesMetric.kindsSynchronised,
            UInt64(synchronised.values.count { $0.allSatisfy(\.isSynchronised) }))
        for (kind, all) in synchronised {
            metrics.set(KubernetesMetric.objects(of: kind), UInt64(all.reduce(0) { $0 + $1.objects.count }))
        }
    }

    private var report: Report {
        Report(
            kinds: followers.map {
                Report.Kind(
                    name: $0.name, state: $0.state.rawValue, isSynchronised: $0.isSynchronised,
                    objects: $0.objects.count, problem: $0.problem)
            }, notes: notes)
    }
}

/// When something of the cluster was last told, for all threads.
final class LastEvent: Sendable {
    private let moment = Atomic<UInt64>(0)
    private let start = LoopClock.monotonic()

    /// Now.
    func note() { moment.store(LoopClock.monotonic(), ordering: .relaxed) }

    /// How long ago, in nanoseconds; nil means never.
    var age: UInt64? {
        let moment = moment.load(ordering: .relaxed)
        let now = LoopClock.monotonic()
        return moment == 0 ? nil : now > moment ? now - moment : 0
    }

    /// The same; before anything was told how long that is waited for.
    var silence: UInt64 { age ?? LoopClock.monotonic() &- start }
}
