public import Configuration
internal import Discovery

/// What one node is given, and in which order: a value without I/O.
///
/// REST has no order across kinds, so the order is made here. Routes must not lead where nothing is yet, nor any more:
///
/// ```
///   settled ──something else──▶ making: new clusters beside the old; listeners and routes wait
///      ▲                          │ clusters, and endpoints of new ones, are in use
///      │                          ▼
///      └──routes, listeners are── switching: listeners and routes too; then the old clusters go
/// ```
/// Neither state outlasts `patience` after the last change of clusters or traffic: who never asks for a kind is not
/// waited for. A refusal is: what cannot be taken in part is not taken at all, and the node goes on with what it has.
public struct NodeDelivery {
    /// Where the order stands.
    public enum Stage: Sendable, Equatable {
        /// Everything is given as it is asked for.
        case settled
        /// Listeners and routes wait since that moment.
        case making(since: UInt64)
        /// Clusters that were there before are kept since that moment.
        case switching(since: UInt64)
    }

    /// One thing that a node asks for.
    struct Key: Hashable {
        let kind: ResourceKind
        let names: [String]
    }

    /// What a node says of itself.
    public private(set) var facts: NodeFacts
    /// Who asks for it, by the certificate that the first question with one came with; empty means none has.
    public private(set) var owner = ""
    /// What it is to run.
    public private(set) var target: ResourceSnapshot
    /// The number of the publication that says so.
    public private(set) var publication: Int
    /// Where the order stands.
    public private(set) var stage = Stage.settled
    /// When it was heard first, on the loop's clock.
    public let firstHeard: UInt64
    /// When it was heard last.
    public private(set) var lastHeard: UInt64
    private(set) var subscriptions: [Key: SubscriptionState] = [:]
    /// Bytes that are kept of it, nearly: what it says of itself, and the names that it asks for.
    private(set) var weight: Int
    /// Whether it has ever said that something of ours is in use there: who has not may be nobody.
    private(set) var hasConfirmed = false
    private let cache: AnswerCache
    /// Whether nothing at all is said of it.
    private var hasNothing: Bool
    /// Clusters that the routes in use may lead to, and that the target lacks; in the order of their names.
    private var kept: [ResourceSnapshot.Resource] = []
    /// The clusters that it has said to be in use.
    private var clustersInUse: [ResourceSnapshot.Resource] = []
    /// The target's clusters and those that are kept.
    private var offeredClusters: ResourceSnapshot.Collection
    /// Endpoints of new clusters that are not in use yet.
    private var missing: Set<String> = []
    /// What it was probably given before it was heard for the first time; nil once that is known.
    private var probable: ResourceSnapshot?

    /// How long the order is kept at most, in nanoseconds.
    public static let patience: UInt64 = 30_000_000_000
    /// How long a subscription counts without a question, in nanoseconds.
    static let memory: UInt64 = 600_000_000_000
    /// Subscriptions that are remembered of one node.
    static let subscriptionLimit = 4_096
    /// Bytes of names that are remembered of one node: as many as one question may have.
    static let nameBytesLimit = DiscoveryQuestion.nameBytesLimit

    /// A node that is heard for the first time.
    ///
    /// - Parameters:
    ///   - said: the version that it says; one that says some has older routes and clusters, of which nothing is known.
    ///   - before: what it was probably given before; its clusters tell.
    public init(
        _ facts: NodeFacts, said: String, target: ResourceSnapshot, before: ResourceSnapshot?, publication: Int,
        cache: AnswerCache, now: UInt64
    ) {
        self.facts = facts
        weight = facts.weight
        self.cache = cache
        hasNothing = target.isEmpty
        self.target = target
        self.publication = publication
        firstHeard = now
        lastHeard = now
        offeredClusters = target[.cluster]
        if said.isEmpty { return }
        stage = .making(since: now)
        probable = before
    }

    /// A question for it came from that client; empty means one without a certificate.
    mutating func wasAsked(by client: String) { if owner.isEmpty { owner = client } }

    // MARK: - Something else

    /// Something else is to run, or the same by a newer publication.
    public mutating func retarget(_ new: ResourceSnapshot, publication: Int, now: UInt64) {
        self.publication = publication
        let old = target
        // What it refused as a whole it does not have.
        let hasRefused = isRefused(.cluster)
        let clusters = clustersInUse + (hasRefused ? [] : offeredClusters.resources)
        target = new
        // Versions stand for content.
        if ResourceKind.inOrder.allSatisfy({ new[$0].version == old[$0].version }) { return }
        hasNothing = new.isEmpty
        keep(clusters, beside: old)
        let changesTraffic = [ResourceKind.listener, .routes].contains { new[$0].version != old[$0].version }
        let changesClusters = old[.cluster].version != new[.cluster].version
        switch stage {
        // What comes late has all of the time too: the node could not ask for it before.
        case .making where changesTraffic || changesClusters, .switching where changesTraffic || changesClusters,
            .settled where changesTraffic || !kept.isEmpty:
            stage = .making(since: now)
        case .making, .switching, .settled: break
        }
    }

    /// The node may have these clusters, and routes that lead to them.
    private mutating func keep(_ clusters: [ResourceSnapshot.Resource], beside old: ResourceSnapshot) {
        let names = Set(target[.cluster].resources.map(\.name))
        let all = Dictionary(clusters.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        kept = all.values.filter { !names.contains($0.name) }.sorted { $0.name < $1.name }
        offer()
        let before = Set(old[.endpoints].resources.map(\.name))
        let now = Set(target[.endpoints].resources.map(\.name)).intersection(names)
        missing.formUnion(now.subtracting(before))
        missing.formIntersection(now)
        // What it has said to use already is not asked for again before something changes.
        for (key, state) in subscriptions where key.kind == .endpoints && !missing.isDisjoint(with: key.names) {
            if state.acknowledged == offered(key) { missing.subtract(key.names) }
        }
    }

    private mutating func offer() {
        offeredClusters =
            kept.isEmpty
            ? target[.cluster] : ResourceSnapshot([.cluster: target[.cluster].resources + kept])[.cluster]
    }

    // MARK: - Questions

    /// A question came: what it tells of what was sent before.
    public mutating func asked(_ question: DiscoveryQuestion, _ kind: ResourceKind, now: UInt64)
        -> SubscriptionState.Heard
    {
        lastHeard = now
        var hasChanged = facts != question.node
        facts = question.node
        let key = Key(kind: kind, names: question.names)
        var state = subscriptions[key] ?? SubscriptionState(names: question.names)
        if subscriptions[key] == nil {
            makeRoom(for: key, state.size)
            hasChanged = true
        }
        let heard = state.asked(
            version: question.version, nonce: question.nonce, refusal: question.refusal, now: now)
        subscriptions[key] = state
        // What has names is also asked for anew when a cluster or a listener is replaced by another.
        if heard == .restarted, kind == .cluster || kind == .listener {
            // It has no routes that could lead anywhere.
            stage = .settled
            kept = []
            clustersInUse = []
            missing = []
            offer()
            for other in subscriptions.keys where other != key { subscriptions[other] = nil }
            hasChanged = true
        }
        if hasChanged { weigh() }
        if !hasConfirmed, !question.version.isEmpty, question.version != AnswerCache.nothing {
            hasConfirmed = heard == .acknowledged || question.version == offered(key)
        }
        if kind == .cluster, let before = probable {
            probable = nil
            // It may have the new clusters and not yet their endpoints: those are waited for in any case.
            let hasOld = question.version == before[.cluster].version && question.version != target[.cluster].version
            keep(hasOld ? before[.cluster].resources : [], beside: before)
        }
        if kind == .cluster, question.version == offered(key) { clustersInUse = offeredClusters.resources }
        if kind == .endpoints, !missing.isEmpty, question.version == offered(key) {
            missing.subtract(question.names)
        }
        advance(now)
        return heard
    }

    /// What is there for a question, and what to do with it.
    public mutating func consider(
        _ kind: ResourceKind, names: [String], said version: String, now: UInt64
    ) -> (answer: AnswerCache.Answer, verdict: SubscriptionState.Verdict) {
        advance(now)
        let collection = kind == .cluster ? offeredClusters : target[kind]
        let answer = cache.answer(kind, collection, names: names)
        guard let state = subscriptions[Key(kind: kind, names: names)] else { return (answer, .send) }
        if answer.isEmpty && (!names.isEmpty || hasNothing) {
            // To be silent of a name is not to remove it, and a node that nobody describes is not to lose everything by
            // a slip of the pen. Who has nothing is told once.
            let isTold = !version.isEmpty || state.knowsOfNothing
            return (answer, isTold ? .wait(until: nil) : .send)
        }
        if case .making = stage, kind == .listener || kind == .routes, !version.isEmpty, version != answer.version {
            return (answer, .wait(until: deadline))
        }
        switch state.verdict(said: version, offered: answer.version, now: now) {
        case .send: return (answer, .send)
        // The order goes on by itself, and with it this or another kind.
        case .wait(let moment): return (answer, .wait(until: [moment, deadline].compactMap(\.self).min()))
        }
    }

    /// Whether nothing being there of what is asked for means that nothing is said of it.
    func isSilent(of names: [String]) -> Bool { !names.isEmpty || hasNothing }

    /// A question was answered with this.
    public mutating func sent(_ answer: AnswerCache.Answer, _ kind: ResourceKind, names: [String], now: UInt64) {
        subscriptions[Key(kind: kind, names: names)]?.wasSent(answer.version, now: now)
    }

    /// A question was answered by 404.
    public mutating func toldNothing(_ kind: ResourceKind, names: [String]) {
        subscriptions[Key(kind: kind, names: names)]?.wasToldNothing()
    }

    /// The connection of an answer ended before it was out.
    public mutating func lost(_ kind: ResourceKind, names: [String]) {
        subscriptions[Key(kind: kind, names: names)]?.wasLost()
    }

    /// A proxy may ask for all names of a kind at once: then a question for others takes the place of the one before.
    private mutating func makeRoom(for key: Key, _ size: Int) {
        if !key.names.isEmpty {
            let names = Set(key.names)
            for other in subscriptions.keys where other.kind == key.kind && !names.isDisjoint(with: other.names) {
                subscriptions[other] = nil
            }
        }
        var total = subscriptions.values.reduce(size) { $0 + $1.size }
        guard subscriptions.count >= Self.subscriptionLimit || total > Self.nameBytesLimit else { return }
        let named = subscriptions.filter { !$0.key.names.isEmpty }
        for (oldest, state) in named.sorted(by: { $0.value.askedAt < $1.value.askedAt }) {
            guard subscriptions.count >= Self.subscriptionLimit || total > Self.nameBytesLimit else { return }
            subscriptions[oldest] = nil
            total -= state.size
        }
    }

    private mutating func weigh() { weight = subscriptions.values.reduce(facts.weight) { $0 + $1.weight } }

    /// Forgets what it asks for by names: what it does next is taken for new.
    ///
    /// - Returns: how many subscriptions that were.
    mutating func forgetNames() -> Int {
        let before = subscriptions.count
        subscriptions = subscriptions.filter { $0.key.names.isEmpty }
        weigh()
        return before - subscriptions.count
    }

    // MARK: - The order

    /// Goes on where what was waited for has come, or has not come for long.
    public mutating func advance(_ now: UInt64) {
        if case .making(let since) = stage {
            let isOverdue = now >= since &+ Self.patience && !isRefusing
            guard isOverdue || (areClustersInUse(now) && missing.isEmpty) else { return }
            missing = []
            stage = .switching(since: now)
        }
        if case .switching(let since) = stage {
            let isOverdue = now >= since &+ Self.patience && !isRefusing
            guard kept.isEmpty || isOverdue || isTrafficInUse(now) else { return }
            kept = []
            offer()
            stage = .settled
        }
    }

    /// When the order goes on by itself; nil means not before something is heard.
    public var deadline: UInt64? {
        switch stage {
        case .settled: nil
        case .making(let since), .switching(let since): isRefusing ? nil : since &+ Self.patience
        }
    }

    /// Whether what the order waits for is refused: then time alone does not let it go on.
    private var isRefusing: Bool {
        switch stage {
        case .settled: false
        case .making: isRefused(.cluster)
        case .switching: isRefused(.listener) || isRefused(.routes)
        }
    }

    private func areClustersInUse(_ now: UInt64) -> Bool {
        let key = Key(kind: .cluster, names: [])
        guard let state = subscriptions[key] else {
            // It may be about to ask.
            return now >= firstHeard &+ Self.patience
        }
        return state.acknowledged == offered(key)
    }

    private func isTrafficInUse(_ now: UInt64) -> Bool {
        guard isTrafficKnown(now) else { return false }
        for (key, state) in subscriptions where key.kind == .listener || key.kind == .routes {
            if now &- state.askedAt > Self.memory { continue }
            let offered = offered(key)
            // A route configuration that is no more is asked for no more.
            if !key.names.isEmpty && offered == AnswerCache.nothing { continue }
            if state.acknowledged != offered { return false }
        }
        return true
    }

    /// Whether all that can lead to a cluster has been asked for: what was not may be there from the process before.
    private func isTrafficKnown(_ now: UInt64) -> Bool {
        if now >= firstHeard &+ Self.patience { return true }
        let hasListeners = subscriptions.keys.contains { $0.kind == .listener }
        guard hasListeners || target[.listener].resources.isEmpty else { return false }
        let asked = Set(subscriptions.keys.lazy.filter { $0.kind == .routes }.flatMap(\.names))
        return target[.routes].resources.allSatisfy { asked.contains($0.name) }
    }

    private func isRefused(_ kind: ResourceKind) -> Bool {
        subscriptions.contains { key, state in
            key.kind == kind && state.refusedVersion != nil && state.refusedVersion == offered(key)
        }
    }

    /// The version of what is there for a subscription.
    func offered(_ key: Key) -> String {
        let collection = key.kind == .cluster ? offeredClusters : target[key.kind]
        return cache.answer(key.kind, collection, names: key.names).version
    }
}
