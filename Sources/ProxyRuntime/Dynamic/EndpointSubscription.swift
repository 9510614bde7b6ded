internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry
internal import Upstreams

/// Keeps the endpoints of a cluster at what a source says (EDS). Confined to the main loop.
final class EndpointSubscription: EndpointFinder {
    let cluster: Cluster
    private let discovery: EndpointDiscoveryConfiguration
    private let feeds: ResourceFeeds
    private let loop: EventLoop
    private let subscription: Subscription
    private let metrics: MetricWriter
    private let log: Log
    private let changed: (Cluster) -> Void
    private var ticket: ResourceFeeds.Ticket?
    private var isStopped = false
    /// Of the text of what is in use.
    private var fingerprint: ResourceFingerprint?
    /// When what is in use is worth nothing any more, and what says so.
    private let staleness: LoopTimer
    private let relay = Relay()
    private var staleAfter: UInt64?
    /// What came last, where it may become stale and then come again.
    private var assignment: EndpointAssignment?
    /// Whether what came last was taken, and held nothing of this cluster, which keeps what it has; nil means it was
    /// not.
    private var tookNothing: Bool?

    /// - Parameters:
    ///   - thread: the number under which the main loop counts; no worker has it.
    ///   - changed: the cluster has another endpoint set, which the workers are to be told.
    init(
        _ cluster: Cluster, _ discovery: EndpointDiscoveryConfiguration, feeds: ResourceFeeds, loop: EventLoop,
        thread: Int, log: Log, changed: @escaping (Cluster) -> Void
    ) {
        self.cluster = cluster
        self.discovery = discovery
        self.feeds = feeds
        self.loop = loop
        self.log = log
        self.changed = changed
        staleness = LoopTimer(loop: loop, owner: relay)
        metrics = cluster.metrics.writer(thread: thread)
        let statName = cluster.configuration.statName
        subscription = Subscription(
            "eds: cluster '\(cluster.name)'", family: SubscriptionFamily.endpoints, prefix: "cluster.\(statName).",
            labels: [MetricLabel("envoy_cluster_name", statName)], registry: cluster.registry,
            loop: loop, log: log)
        relay.subscription = self
    }

    /// Hands the timer's end on.
    private final class Relay: TimerOwner {
        weak var subscription: EndpointSubscription?
        override func timerFired(_ kind: UInt8) { subscription?.becomeStale() }
    }

    func start(firstAnswers: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        subscription.begin(discovery.source, onReady: firstAnswers)
        let ticket = try feeds.follow(discovery.source, .endpoints, named: wanted) { [unowned self] in heard($0) }
        // Who heard the first answer may have let the cluster go.
        if isStopped { ticket.cancel() } else { self.ticket = ticket }
    }

    func stop() {
        isStopped = true
        staleness.cancel()
        ticket?.cancel()
        ticket = nil
        subscription.end()
    }

    private func heard(_ answer: ResourceFeed.Answer) -> String? {
        metrics.increment(ClusterMetric.updateAttempt)
        switch answer {
        case .unchanged: return nil
        case .repeated:
            takeAgain()
            return nil
        case .failure(let text): return fail([text], version: "")
        case .response(let response):
            if !response.complaints.isEmpty {
                let reasons = response.complaints.map(\.text)
                if case .rest = discovery.source.origin { return reject(reasons, response.version) }
                return fail(reasons, version: response.version)
            }
            return take(response)
        }
    }

    private var wanted: String { discovery.serviceName.isEmpty ? cluster.name : discovery.serviceName }

    private func take(_ response: DiscoveredResponse) -> String? {
        guard let resource = response.resource(named: wanted) else {
            // A server need not have what it is asked for yet; a file has all that there is.
            if case .file = discovery.source.origin, !response.resources.isEmpty {
                return reject(["endpoints named '\(wanted)' expected, found none"], response.version)
            }
            acceptNothing(response.version)
            return nil
        }
        guard case .endpoints(let assignment)? = resource.value else {
            return reject(resource.complaints.map(\.text), response.version)
        }
        // A response may hold the endpoints of many clusters of which one has changed.
        let fingerprint = ResourceFingerprint(resource.source)
        let isOther =
            fingerprint != self.fingerprint
            && cluster.replaceEndpoints(assignment, at: loop.now)
        self.fingerprint = fingerprint
        tookNothing = false
        staleAfter = assignment.staleAfter
        self.assignment = staleAfter == nil ? nil : assignment
        waitForNews()
        if !isOther { metrics.increment(ClusterMetric.updateNoRebuild) }
        accept(response.version, .accepted(reloaded: false))
        if isOther { changed(cluster) }
        return nil
    }

    /// Endpoints that say how long they are good for are so from now on.
    private func waitForNews() {
        guard let staleAfter else { return staleness.cancel() }
        metrics.increment(ClusterMetric.assignmentTimeoutReceived)
        staleness.arm(after: staleAfter)
    }

    private func becomeStale() {
        metrics.increment(ClusterMetric.assignmentStale)
        fingerprint = nil
        replace(EndpointAssignment())
    }

    private func replace(_ assignment: EndpointAssignment) {
        if cluster.replaceEndpoints(assignment, at: loop.now) {
            changed(cluster)
        } else {
            metrics.increment(ClusterMetric.updateNoRebuild)
        }
    }

    private func takeAgain() {
        switch tookNothing {
        case true?: acceptNothing(subscription.version)
        case false? where assignment != nil:
            waitForNews()
            accept(subscription.version, .accepted(reloaded: false))
            assignment.map { replace($0) }
        case false?:
            metrics.increment(ClusterMetric.updateNoRebuild)
            accept(subscription.version, .accepted(reloaded: false))
        case nil: subscription.noteAgain()
        }
    }

    private func acceptNothing(_ version: String) {
        tookNothing = true
        metrics.increment(ClusterMetric.updateEmpty)
        accept(version, .empty)
    }

    private func accept(_ version: String, _ outcome: Subscription.Outcome) {
        metrics.increment(ClusterMetric.updateSuccess)
        subscription.note(outcome, version: version)
        cluster.metrics.setFixed(ClusterMetric.version.rawValue, Subscription.number(of: version))
    }

    private func fail(_ reasons: [String], version: String) -> String? {
        metrics.increment(ClusterMetric.updateFailure)
        subscription.note(.failed, version: version)
        return reasons.joined(separator: "\n")
    }

    private func reject(_ reasons: [String], _ version: String) -> String? {
        subscription.note(.rejected, version: version)
        for reason in reasons { log.warning(.config, "eds: cluster '\(cluster.name)' keeps its endpoints: \(reason)") }
        return reasons.joined(separator: "\n")
    }
}
