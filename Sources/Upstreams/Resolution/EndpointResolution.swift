internal import Configuration
public import EventLoops
internal import NetworkAddresses
public import Telemetry

/// Keeps the endpoints of a cluster whose endpoints are names at the addresses of these names (STRICT_DNS and
/// LOGICAL_DNS). Confined to the main loop.
///
/// ```
///   start ─▶ asking ──answer──▶ waiting (refresh rate, time to live) ─▶ asking
///              └──failure──▶ waiting (failure refresh rate) ─▶ asking
/// ```
/// A failure changes nothing: the last addresses stay. So do they when a name has none any more; Envoy empties the
/// cluster then (`update_empty` counts it here).
public final class EndpointResolution {
    /// The cluster.
    public let cluster: Cluster
    /// Whether serving is to begin only when every name was asked for once.
    public let waitsForWarmUp: Bool
    private let configuration: NameResolutionConfiguration
    private let isLogical: Bool
    private let resolver: NameResolver
    private let loop: EventLoop
    private let metrics: MetricWriter
    private let log: Log
    private let changed: (Cluster) -> Void
    private var endpoints: NamedEndpoints
    private var questions: [Question] = []
    private var random: FastRandom
    private var unanswered = 0
    private var firstAnswers: (() -> Void)?

    /// How long one lookup may take, in nanoseconds: twice the patience of the C library with one server, so that one
    /// lost packet is no failure.
    static let deadline: UInt64 = 10_000_000_000

    /// One name, its timer and the lookup that is under way.
    private final class Question: TimerOwner {
        let index: Int
        unowned let owner: EndpointResolution
        let timer: LoopTimer
        var refresh: NameRefresh
        var lookup: NameLookup?
        var isAnswered = false
        var hasFailed = false

        init(index: Int, owner: EndpointResolution) {
            self.index = index
            self.owner = owner
            timer = LoopTimer(loop: owner.loop)
            refresh = NameRefresh(owner.configuration)
            super.init()
            timer.owner = self
        }

        override func timerFired(_ kind: UInt8) { owner.ask(self) }
    }

    /// Prepares a cluster; nil when its endpoints are no names.
    ///
    /// - Parameter thread: the number under which the main loop counts; no worker has it.
    /// - Parameter changed: the cluster has another endpoint set, which the workers are to be told.
    public init?(
        _ cluster: Cluster, resolver: NameResolver, loop: EventLoop, thread: Int, log: Log, seed: UInt64,
        changed: @escaping (Cluster) -> Void
    ) {
        switch cluster.configuration.discoveryType {
        case .static, .eds, .originalDestination, .aggregate, .forwarding: return nil
        case .strictDNS(let configuration): (self.configuration, isLogical) = (configuration, false)
        case .logicalDNS(let configuration): (self.configuration, isLogical) = (configuration, true)
        }
        self.cluster = cluster
        waitsForWarmUp = configuration.waitsForWarmUp
        self.resolver = resolver
        self.loop = loop
        self.log = log
        self.changed = changed
        metrics = cluster.metrics.writer(thread: thread)
        random = FastRandom(seed: seed)
        endpoints = NamedEndpoints(cluster.configuration.endpoints, isLogical: isLogical)
    }

    /// Asks for all names. `firstAnswers` runs once, when each name has been answered or has failed; at once when there
    /// is none.
    public func start(firstAnswers: @escaping () -> Void) {
        questions = (0..<endpoints.count).map { Question(index: $0, owner: self) }
        unanswered = questions.count
        if questions.isEmpty { return firstAnswers() }
        self.firstAnswers = firstAnswers
        for question in questions { ask(question) }
    }

    /// Asks no more.
    public func stop() {
        for question in questions {
            question.timer.cancel()
            question.lookup?.cancel()
        }
        questions = []
        firstAnswers = nil
    }

    private func ask(_ question: Question) {
        metrics.increment(ClusterMetric.updateAttempt)
        question.lookup = resolver.resolve(
            endpoints.name(of: question.index), family: LookupFamily(configuration.lookupFamily),
            wantsTimeToLive: configuration.respectsTimeToLive, timeout: Self.deadline, on: loop
        ) { [unowned self, unowned question] result in
            question.lookup = nil
            self.answered(question, result)
        }
    }

    private func answered(_ question: Question, _ result: Result<NameAnswer, LookupFailure>) {
        let wait: UInt64
        switch result {
        case .success(let answer):
            apply(answer.addresses, to: question)
            wait = question.refresh.afterAnswer(timeToLive: answer.timeToLive, random: random.next())
        case .failure(.noAddress) where !isLogical:
            // An answer, if not a useful one: to a question about a name that may come to be.
            apply([], to: question)
            noteFailure(question, .noAddress)
            wait = question.refresh.afterAnswer(timeToLive: nil, random: random.next())
        case .failure(let failure):
            metrics.increment(ClusterMetric.updateFailure)
            noteFailure(question, failure)
            wait = question.refresh.afterFailure(random: random.next())
        }
        question.timer.arm(after: wait)
        if question.isAnswered { return }
        question.isAnswered = true
        unanswered -= 1
        guard unanswered == 0, let firstAnswers else { return }
        self.firstAnswers = nil
        firstAnswers()
    }

    private func apply(_ addresses: [IPAddress], to question: Question) {
        metrics.increment(ClusterMetric.updateSuccess)
        if !isLogical { metrics.set(ClusterMetric.maxHostWeight, UInt64(endpoints.largestWeight)) }
        if question.hasFailed && !addresses.isEmpty {
            question.hasFailed = false
            log.info(.upstream, "cluster '\(cluster.name)': '\(endpoints.name(of: question.index))' is resolved again")
        }
        switch endpoints.resolved(question.index, to: addresses) {
        case .changed:
            if cluster.replaceEndpoints(endpoints.descriptions, at: loop.now) { changed(cluster) }
        case .kept:
            metrics.increment(ClusterMetric.updateEmpty)
            metrics.increment(ClusterMetric.updateNoRebuild)
        case .unchanged:
            metrics.increment(ClusterMetric.updateNoRebuild)
        }
    }

    /// Says once that a name fails, until it is resolved again.
    private func noteFailure(_ question: Question, _ failure: LookupFailure) {
        if question.hasFailed { return }
        question.hasFailed = true
        log.warning(
            .upstream,
            "cluster '\(cluster.name)': '\(endpoints.name(of: question.index))' cannot be resolved: \(failure); "
                + "the addresses that it had stay")
    }
}

extension LookupFamily {
    /// The family that a configuration asks for.
    init(_ family: NameResolutionConfiguration.LookupFamily) {
        switch family {
        case .auto: self = .v6Preferred
        case .v4Only: self = .v4Only
        case .v6Only: self = .v6Only
        case .v4Preferred: self = .v4Preferred
        case .all: self = .all
        }
    }
}
