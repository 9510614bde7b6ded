internal import Configuration
internal import Discovery
internal import EventLoops
internal import Telemetry

/// The route configurations that connection managers take from sources. Confined to the main loop.
///
/// Managers that ask for the same routes share a subscription, which counts under the `stat_prefix` of the first and
/// ends with the last of them. A new configuration is taken for the next requests, old connections included.
final class RouteDirectory {
    private final class Follower {
        let subscription: Subscription
        let name: String
        var ticket: ResourceFeeds.Ticket?
        var uses: [RouteUse] = []
        var waiting: [() -> Void] = []
        var isReady = false
        var current: RouteConfiguration?
        /// Of its text as it came: what is kept of it shows no passwords and keys.
        var fingerprint: ResourceFingerprint?
        var entry: ServedResources.Item?

        init(_ subscription: Subscription, name: String) {
            self.subscription = subscription
            self.name = name
        }
    }

    private let feeds: ResourceFeeds
    private let registry: MetricRegistry
    private let loop: EventLoop
    private let log: Log
    private let keeper: HistoryKeeper
    /// The settings of a connection manager were replaced: the workers are to be told.
    private let changed: (RouteUse) -> Void
    private var followers: [RouteDiscoveryConfiguration: Follower] = [:]

    init(
        feeds: ResourceFeeds, registry: MetricRegistry, loop: EventLoop, log: Log, history: HistoryKeeper,
        changed: @escaping (RouteUse) -> Void
    ) {
        self.feeds = feeds
        self.registry = registry
        self.loop = loop
        self.log = log
        keeper = history
        self.changed = changed
    }

    /// What is in use, in the order of names.
    var entries: [ServedResources.Item] { followers.values.compactMap(\.entry).sorted { $0.name < $1.name } }

    /// The routes that a connection manager has from its source; nil means none yet.
    func current(for use: RouteUse) -> RouteConfiguration? { followers[use.discovery]?.current }

    /// Gives a connection manager its routes, now if they are known, and whenever they change; `ready` runs once, when
    /// there is something, or nothing will come in time.
    func add(_ use: RouteUse, ready: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        let key = use.discovery
        if let follower = followers[key] {
            if !follower.uses.contains(where: { $0 === use }) { follower.uses.append(use) }
            if let routes = follower.current { _ = use.take(routes) }
            if follower.isReady { ready() } else { follower.waiting.append(ready) }
            return
        }
        let name = use.discovery.name
        let subscription = Subscription(
            "rds: routes '\(name)'", family: SubscriptionFamily.routes,
            prefix: "http.\(use.statPrefix).rds.\(name).",
            labels: [
                MetricLabel("envoy_rds_route_config", name),
                MetricLabel("envoy_http_conn_manager_prefix", use.statPrefix),
            ], registry: registry, loop: loop, log: log)
        let follower = Follower(subscription, name: name)
        follower.uses = [use]
        follower.waiting = [ready]
        followers[key] = follower
        subscription.begin(use.discovery.source) { [unowned follower] in
            follower.isReady = true
            let waiting = follower.waiting
            follower.waiting = []
            for ready in waiting { ready() }
        }
        do throws(ResourceFeeds.Problem) {
            let ticket = try feeds.follow(use.discovery.source, .routes, named: name) {
                [unowned self, unowned follower] in heard($0, follower, use.discovery.source)
            }
            // Who heard the first answer may have let the manager go.
            if followers[key] === follower { follower.ticket = ticket } else { ticket.cancel() }
        } catch {
            subscription.end()
            followers[key] = nil
            throw error
        }
    }

    /// What a connection manager waits for, in Envoy's words; nil means for nothing.
    func target(of use: RouteUse) -> String? {
        guard let follower = followers[use.discovery], !follower.isReady else { return nil }
        return "RdsRouteConfigSubscription RDS init \(follower.name)"
    }

    /// A connection manager is gone.
    func remove(_ use: RouteUse) {
        let key = use.discovery
        guard let follower = followers[key] else { return }
        follower.uses.removeAll { $0 === use }
        if !follower.uses.isEmpty { return }
        follower.ticket?.cancel()
        follower.subscription.end()
        followers[key] = nil
    }

    private func heard(
        _ answer: ResourceFeed.Answer, _ follower: Follower, _ source: ConfigSourceConfiguration
    ) -> String? {
        switch answer {
        case .unchanged:
            follower.subscription.note(.unchanged, version: "")
            return nil
        case .repeated:
            follower.subscription.noteAgain()
            return nil
        case .failure(let text):
            follower.subscription.note(.failed, version: "")
            return text
        case .response(let response):
            if !response.complaints.isEmpty {
                follower.subscription.note(.unreadable, version: response.version)
                return response.complaints.map(\.text).joined(separator: "\n")
            }
            return take(response, follower, source)
        }
    }

    private func take(
        _ response: DiscoveredResponse, _ follower: Follower, _ source: ConfigSourceConfiguration
    ) -> String? {
        guard let resource = response.resource(named: follower.name) else {
            // A server need not have what it is asked for yet; a file has all that there is.
            if case .file = source.origin, !response.resources.isEmpty {
                return tell(["routes of that name expected, found none"], follower, .rejected, response.version)
            }
            follower.subscription.note(.empty, version: response.version)
            return nil
        }
        guard case .routes(let routes)? = resource.value else {
            return tell(resource.complaints.map(\.text), follower, .rejected, response.version)
        }
        let fingerprint = ResourceFingerprint(resource.source)
        let isOther = fingerprint != follower.fingerprint
        if isOther {
            if let problems = follower.uses.first?.take(routes), !problems.isEmpty {
                return tell(problems, follower, .rejected, response.version)
            }
            keeper.history.note(
                "routes", follower.name, version: response.version, before: follower.entry?.source ?? [],
                after: routes.source)
            follower.current = routes
            follower.fingerprint = fingerprint
            follower.entry = ServedResources.Item(
                name: follower.name, source: routes.source, version: response.version, lastUpdated: WallTime.now())
            for use in follower.uses {
                _ = use.take(routes)
                changed(use)
            }
        }
        follower.subscription.note(.accepted(reloaded: isOther), version: response.version)
        return nil
    }

    private func tell(
        _ reasons: [String], _ follower: Follower, _ outcome: Subscription.Outcome, _ version: String
    ) -> String? {
        for reason in reasons { log.warning(.rds, "rds: routes '\(follower.name)' stay: \(reason)") }
        follower.subscription.note(outcome, version: version)
        return reasons.joined(separator: "\n")
    }
}
