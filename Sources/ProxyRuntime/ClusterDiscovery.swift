internal import Configuration
internal import EventLoops
internal import Telemetry
internal import Upstreams

/// Keeps the endpoints of one cluster at what somebody else says. Confined to the main loop.
protocol EndpointFinder: AnyObject {
    /// Begins; `firstAnswers` runs once, when something is known, or nothing will come.
    func start(firstAnswers: @escaping () -> Void) throws(ResourceFeeds.Problem)
    /// Ends, and tells nothing any more.
    func stop()
}

extension EndpointResolution: EndpointFinder {}

/// Finds the endpoints of clusters whose endpoints are names or come from a source, and tells of changes. Confined to
/// the main loop.
///
/// Serving begins when every name was answered or has failed, and after `warmUpLimit` in any case: Envoy waits for the
/// first answer however long it takes. Clusters with `wait_for_warm_on_init: false` are not waited for.
final class ClusterDiscovery: TimerOwner {
    private let loop: EventLoop
    private let log: Log
    /// The number under which the main loop counts.
    private let thread: Int
    private let feeds: ResourceFeeds
    private let changed: (Cluster) -> Void
    private var resolver: NameResolver?
    private var finders: [ObjectIdentifier: any EndpointFinder] = [:]
    /// The hosts that requests ask for, by the cache's name.
    private var hosts: [String: HostResolution] = [:]
    /// Who waits for the first addresses of names.
    private var unresolved: [ObjectIdentifier: (name: String, warmed: () -> Void)] = [:]
    private let limit: LoopTimer

    /// The longest wait for first answers of names, in nanoseconds.
    static let warmUpLimit: UInt64 = 5_000_000_000

    /// - Parameters:
    ///   - thread: the number under which the main loop counts.
    ///   - feeds: where endpoints come from.
    ///   - changed: a cluster has another endpoint set.
    init(
        thread: Int, loop: EventLoop, log: Log, feeds: ResourceFeeds,
        changed: @escaping (Cluster) -> Void
    ) {
        self.loop = loop
        self.log = log
        self.feeds = feeds
        self.changed = changed
        self.thread = thread
        limit = LoopTimer(loop: loop)
        super.init()
        limit.owner = self
    }

    /// Follows the endpoints of a cluster; `warmed` runs once, when it may serve: at once where there is nothing to
    /// wait for.
    func follow(_ cluster: Cluster, warmed: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        switch cluster.configuration.discoveryType {
        case .static, .aggregate, .originalDestination: warmed()
        case .forwarding:
            try followHosts(of: cluster)
            warmed()
        case .strictDNS, .logicalDNS: try resolve(cluster, warmed)
        case .eds(let discovery):
            let finder = EndpointSubscription(
                cluster, discovery, feeds: feeds, loop: loop, thread: thread, log: log, changed: changed)
            finders[ObjectIdentifier(cluster)] = finder
            try finder.start(firstAnswers: warmed)
        }
    }

    private func followHosts(of cluster: Cluster) throws(ResourceFeeds.Problem) {
        guard let cache = cluster.hostCache else { return }
        let name = cache.configuration.name
        if let known = hosts[name] { return known.add(cluster) }
        let made = HostResolution(
            cache, resolver: try takeResolver(), loop: loop, thread: thread, seed: UInt64.random(in: 1 ... .max),
            changed: changed)
        hosts[name] = made
        made.add(cluster)
    }

    private func takeResolver() throws(ResourceFeeds.Problem) -> NameResolver {
        if let resolver { return resolver }
        do throws(SystemError) {
            let made = try NameResolver()
            resolver = made
            return made
        } catch {
            throw ResourceFeeds.Problem(text: "\(error)")
        }
    }

    private func resolve(_ cluster: Cluster, _ warmed: @escaping () -> Void) throws(ResourceFeeds.Problem) {
        let resolver = try takeResolver()
        guard
            let finder = EndpointResolution(
                cluster, resolver: resolver, loop: loop, thread: thread, log: log,
                seed: UInt64.random(in: 1 ... .max), changed: changed)
        else { return warmed() }
        let id = ObjectIdentifier(cluster)
        finders[id] = finder
        if !finder.waitsForWarmUp {
            finder.start {}
            return warmed()
        }
        unresolved[id] = (cluster.name, warmed)
        if !limit.isArmed { limit.arm(after: Self.warmUpLimit) }
        finder.start { [unowned self] in resolved(id) }
    }

    private func resolved(_ id: ObjectIdentifier) {
        guard let waiting = unresolved.removeValue(forKey: id) else { return }
        if unresolved.isEmpty { limit.cancel() }
        waiting.warmed()
    }

    /// Follows a cluster no more.
    func forget(_ cluster: Cluster) {
        let id = ObjectIdentifier(cluster)
        unresolved[id] = nil
        finders.removeValue(forKey: id)?.stop()
        // What the cache knows stays for clusters that come to name it.
        for resolution in hosts.values { resolution.remove(cluster) }
    }

    /// Asks no more and lets the threads end.
    func stop() {
        limit.cancel()
        unresolved = [:]
        for finder in finders.values { finder.stop() }
        finders = [:]
        for resolution in hosts.values { resolution.stop() }
        hosts = [:]
        resolver?.close()
    }

    override func timerFired(_ kind: UInt8) {
        let waiting = unresolved
        unresolved = [:]
        let names = waiting.values.map(\.name).sorted().prefix(10).joined(separator: ", ")
        log.warning(
            .upstream, "serving begins although the names of \(waiting.count) clusters are not resolved yet: \(names)")
        for cluster in waiting.values { cluster.warmed() }
    }
}
