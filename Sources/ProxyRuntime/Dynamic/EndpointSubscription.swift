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
    private let subscription: Subscription
    private let metrics: MetricWriter
    private let log: Log
    private let changed: (Cluster) -> Void
    private var ticket: ResourceFeeds.Ticket?
    /// The text of what is in use.
    private var source: [UInt8] = []

    /// - Parameters:
    ///   - thread: the number under which the main loop counts; no worker has it.
    ///   - changed: the cluster has another endpoint set, which the workers are to be told.
    init(
        _ cluster: Cluster, _ discovery: EndpointDiscoveryConfiguration, feeds: ResourceFeeds, registry: MetricRegistry,
        loop: EventLoop, thread: Int, log: Log, changed: @escaping (Cluster) -> Void
    ) {
        self.cluster = cluster
        self.discovery = discovery
        self.feeds = feeds
        self.log = log
        self.changed = changed
        metrics = cluster.metrics.writer(thread: thread)
        let statName = cluster.configuration.statName
        subscription = Subscription(
            "eds: cluster '\(cluster.name)'", family: SubscriptionMetric.endpoints, prefix: "cluster.\(statName).",
            labels: [MetricLabel("envoy_cluster_name", statName)], registry: registry, loop: loop, log: log)
    }

    func start(firstAnswers: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        subscription.begin(discovery.source, onReady: firstAnswers)
        ticket = try feeds.follow(discovery.source, .endpoints, named: wanted) { [unowned self] in heard($0) }
    }

    func stop() {
        ticket?.cancel()
        ticket = nil
        subscription.end()
    }

    private func heard(_ answer: ResourceFeed.Answer) -> String? {
        metrics.increment(ClusterMetric.updateAttempt)
        switch answer {
        case .unchanged: return nil
        case .failure(let text): return fail([text], version: "")
        case .response(let response):
            if !response.complaints.isEmpty {
                return fail(response.complaints.map(\.text), version: response.version)
            }
            return take(response)
        }
    }

    private var wanted: String { discovery.serviceName.isEmpty ? cluster.name : discovery.serviceName }

    private func take(_ response: DiscoveredResponse) -> String? {
        guard let resource = response.resource(named: wanted) else {
            // A server need not have what it is asked for yet; a file has all that there is.
            if case .rest = discovery.source.origin {
                subscription.note(.unchanged, version: response.version)
                return nil
            }
            if !response.resources.isEmpty {
                return reject(["endpoints named '\(wanted)' expected, found none"], response.version)
            }
            metrics.increment(ClusterMetric.updateEmpty)
            accept(response.version, .empty)
            return nil
        }
        guard case .endpoints(let groups)? = resource.value else {
            return reject(resource.complaints.map(\.text), response.version)
        }
        // A response may hold the endpoints of many clusters of which one has changed.
        let isOther =
            resource.source != source && cluster.replaceEndpoints(EndpointDescription.list(groups))
        source = resource.source
        if !isOther { metrics.increment(ClusterMetric.updateNoRebuild) }
        accept(response.version, .accepted(reloaded: false))
        if isOther { changed(cluster) }
        return nil
    }

    private func accept(_ version: String, _ outcome: Subscription.Outcome) {
        metrics.increment(ClusterMetric.updateSuccess)
        subscription.note(outcome, version: version)
        cluster.metrics.setFixed(ClusterMetric.version.rawValue, Subscription.number(of: version))
    }

    private func fail(_ reasons: [String], version: String) -> String? {
        metrics.increment(ClusterMetric.updateFailure)
        subscription.note(.failed, version: version)
        for reason in reasons { log.warning(.config, "eds: cluster '\(cluster.name)': \(reason)") }
        return reasons.joined(separator: "\n")
    }

    private func reject(_ reasons: [String], _ version: String) -> String? {
        subscription.note(.rejected, version: version)
        for reason in reasons { log.warning(.config, "eds: cluster '\(cluster.name)' keeps its endpoints: \(reason)") }
        return reasons.joined(separator: "\n")
    }
}
