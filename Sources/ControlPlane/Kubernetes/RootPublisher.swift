internal import EventLoops
internal import Telemetry

/// Keeps the authority's roots in a ConfigMap of each namespace, where injected pods find them. Confined to its loop.
///
/// Each is written by server-side apply, which makes what is not there, changes nothing where it stands already, and
/// leaves alone what others have beside it. One is written at a time. Replicas with the same roots write the same.
///
/// Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/
final class RootPublisher: TimerOwner {
    private let client: KubernetesClient
    private let configMap: String
    private let metrics: MetricBlock
    private let log: Log
    private let timer: LoopTimer
    private var followers: [ResourceFollower] = []
    private var state = RootPublication()
    private var roots: [UInt8] = []
    private var call: KubernetesCall?
    /// When the next write may begin, after one has failed.
    private var pauseEnd: UInt64 = 0
    /// When a failure is told in the log again.
    private var nextNote: UInt64 = 0

    /// What a pod finds the roots under.
    static let key = "bundle.pem"
    /// Namespaces of Kubernetes' own, whose pods get no proxies.
    private static let closedNamespaces: Set<String> = ["kube-system", "kube-public", "kube-node-lease"]
    private static let timeout: UInt64 = 10_000_000_000
    private static let noteInterval: UInt64 = 60_000_000_000

    /// - Parameters:
    ///   - metrics: of the authority.
    ///   - followed: counts what is asked of the cluster.
    init(
        _ client: KubernetesClient, configMap: String, metrics: MetricBlock, followed: MetricBlock, log: Log
    ) {
        self.client = client
        self.configMap = configMap
        self.metrics = metrics
        self.log = log
        timer = LoopTimer(loop: client.loop)
        super.init()
        timer.owner = self
        let namespaces = client.options.namespaces
        let scopes: [String?] = namespaces.isEmpty ? [nil] : namespaces.map { $0 }
        followers = scopes.map { scope in
            ResourceFollower(.namespace, namespace: scope, client: client, metrics: followed, log: log) {
                [unowned self] isNews in if isNews { follow() }
            }
        }
    }

    /// Begins.
    func start(_ roots: [UInt8]) {
        self.roots = roots
        log.info(.secret, "authority: its roots are kept in the ConfigMap \(configMap) of each namespace")
        for follower in followers { follower.start() }
    }

    /// The roots may be others now.
    func publish(_ roots: [UInt8]) {
        if roots == self.roots { return }
        self.roots = roots
        state.renew(now: client.loop.now)
        changed()
    }

    /// Ends.
    func stop() {
        timer.cancel()
        call?.cancel()
        call = nil
        for follower in followers { follower.stop() }
        client.stop()
    }

    private func follow() {
        guard followers.allSatisfy(\.isSynchronised) else { return }
        let open = followers.flatMap(\.objects.values).filter { object in
            if case .namespace(_, isEnding: true) = object.content { return false }
            return true
        }
        let names = open.map(\.name.name).filter {
            // They become parts of paths.
            KubernetesOptions.isNamespace($0) && !Self.closedNamespaces.contains($0)
        }
        state.follow(Set(names), now: client.loop.now)
        changed()
    }

    private func changed() {
        metrics.set(AuthorityMetric.namespacesLacking, UInt64(state.lacking))
        guard call == nil, let next = state.next else { return }
        timer.arm(at: max(next.due, pauseEnd, client.loop.now))
    }

    override func timerFired(_ kind: UInt8) {
        let now = client.loop.now
        guard call == nil, let (namespace, due) = state.next else { return }
        if max(due, pauseEnd) > now { return timer.arm(at: max(due, pauseEnd)) }
        let generation = state.generation
        let call = KubernetesCall(
            loop: client.loop, timing: client.options.timing, limit: KubernetesLimit.answer, timeout: Self.timeout,
            silence: Self.timeout
        ) { [weak self] end in self?.wrote(namespace, generation, end) }
        self.call = call
        let path = "/api/v1/namespaces/\(namespace)/configmaps/\(configMap)"
        client.send(
            .init(path: path + "?fieldManager=apus-control-plane&force=true", body: content, isApplied: true), call)
    }

    private var content: [UInt8] {
        let content: JSONValue = [
            "apiVersion": "v1", "kind": "ConfigMap",
            "metadata": ["name": .text(configMap), "labels": ["app.kubernetes.io/managed-by": "apus-control-plane"]],
            "data": .object([(Self.key, .text(String(decoding: roots, as: UTF8.self)))]),
        ]
        return content.bytes
    }

    private func wrote(_ namespace: String, _ generation: Int, _ end: KubernetesCall.End) {
        call = nil
        let now = client.loop.now
        let isGood = end.status == 200 || end.status == 201
        state.wrote(namespace, generation, isGood: isGood, now: now)
        metrics.increment(isGood ? AuthorityMetric.rootsPublished : .rootsUnpublished)
        if !isGood {
            pauseEnd = now &+ RootPublication.shortestPause
            note(
                "authority: the ConfigMap \(configMap) of the namespace \(namespace) is not written: \(Self.words(end))"
            )
        }
        changed()
    }

    private func note(_ text: String) {
        if client.loop.now < nextNote { return }
        nextNote = client.loop.now &+ Self.noteInterval
        log.warning(.secret, text.oneLine)
    }

    private static func words(_ end: KubernetesCall.End) -> String {
        switch end {
        case .failure(let text), .tooMuch(let text): text
        case .answer(let status, let body): KubernetesStatus.words(status: status, body: body)
        }
    }
}
