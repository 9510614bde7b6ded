internal import Buffers
public import Configuration
public import EventLoops
public import HTTP1
public import HTTP2
public import HTTPSemantics
internal import RegularExpressions
internal import Synchronization
public import Telemetry
internal import Transports

/// A cluster as one worker uses it: its balancer, its pools and its counters. Confined to the worker's loop; made when
/// the worker's first request goes to the cluster.
public final class WorkerCluster {
    /// What all workers share.
    public let cluster: Cluster
    /// The worker's loop.
    public let loop: EventLoop
    /// The worker's number.
    public let workerIndex: Int
    /// Where this worker counts.
    public let metrics: MetricWriter
    /// How upstream connections speak.
    public let http1Options: HTTP1Options
    /// How upstream connections speak HTTP/2.
    public let http2Options: HTTP2Options
    /// Where this worker counts what HTTP/2 does; nil until it does.
    private var http2Writer: MetricWriter?
    /// Where it measures its tries; nil means nowhere.
    public let tracking: ClusterTracking?
    /// Where it counts what canaries answer; nil until one does.
    private(set) lazy var canaries = cluster.canaryMetrics().writer(thread: workerIndex)
    /// Where it counts requests of the proxy's own.
    private lazy var ownRequests = AsyncClientMetric.scope(in: cluster.registry).writer(thread: workerIndex)
    /// Whether it counts what a request says about its endpoint.
    public let usesChoice: Bool
    /// How it finds out where a client wanted to go; nil means it goes to endpoints of its own.
    public var originalDestination: OriginalDestinationConfiguration? { cluster.destinations?.configuration }
    /// Whether some of its connections tell whose bytes they carry.
    public var tellsOrigin: Bool { members?.tellsOrigin ?? tellsOwnOrigin }
    private let tellsOwnOrigin: Bool
    /// Whether answers may say that their endpoints are not well.
    public let isHealthChecked: Bool
    private var set: EndpointSet
    private var balancer: LoadBalancer
    /// Where endpoints stand in the set; empty until somebody asks for one by its address.
    private var placesByAddress: [[UInt8]: Int] = [:]
    private var pools: PoolTable
    /// The pools of requests of high priority; nil until there is one.
    private var highPools: PoolTable?
    /// The pools of requests that came by HTTP/2 and leave by it, where requests leave as they came; nil until there
    /// is one. Those of high priority have their own.
    private var multiplexed: PoolTable?
    private var highMultiplexed: PoolTable?
    /// Its pools where its endpoints are what clients wanted.
    private var destinations: WorkerDestinations?
    /// The places of endpoints that failed at the last refresh.
    private var knownFailing: Set<Int> = []
    /// The pools of connections that speak no HTTP, by priority; nil until there is one.
    private var bare: PoolTable?
    private var highBare: PoolTable?
    /// Connections that serve one client each, where those end when their endpoints fail; empty elsewhere.
    private var closable: [ObjectIdentifier: UpstreamConnection] = [:]
    /// What its requests say to TLS; nil means nothing.
    private let names: AskedNames?
    /// The pools of requests that not every connection serves.
    private var separate = SeparatePools()
    private let seed: UInt64
    private var random: FastRandom
    /// The clusters that it stands for where it is an aggregate; nil for others.
    private let members: AggregateMembers?
    /// Its endpoints where they are the hosts that requests ask for; nil for others.
    public let forwarded: ForwardedEndpoints?
    /// Hears of connections that only send what a client that is gone has left: 1 when one begins to, -1 when it is
    /// closed.
    public var onFlush: ((_ change: Int) -> Void)?
    /// Whether it is gone, or another has taken its place.
    private(set) var isRetired = false
    /// Counts changes of its endpoints and of their health.
    public private(set) var generation: UInt64 = 0

    /// Makes the worker's view of `cluster`. `find` gives the worker's views of others, which an aggregate asks for.
    public init(
        _ cluster: Cluster, loop: EventLoop, workerIndex: Int, seed: UInt64,
        find: @escaping (String) -> WorkerCluster? = { _ in nil }
    ) {
        self.cluster = cluster
        self.loop = loop
        self.workerIndex = workerIndex
        self.seed = seed
        random = FastRandom(seed: seed)
        metrics = cluster.metrics.writer(thread: workerIndex)
        tracking = cluster.makeTracking(worker: workerIndex)
        set = cluster.endpoints
        balancer = LoadBalancer.make(set, Self.setting(cluster, set.rules, loop, metrics, seed))
        pools = PoolTable(set)
        isHealthChecked = cluster.configuration.healthCheck != nil
        names = cluster.heedsNames ? AskedNames(cluster.configuration.names) : nil
        forwarded = cluster.hostCache.map { [set] in ForwardedEndpoints($0, set, loop: loop) }
        tellsOwnOrigin = cluster.tellsOrigin
        if case .aggregate(let names) = cluster.configuration.discoveryType {
            members = AggregateMembers(names, rules: cluster.rules, seed: seed, find: find)
            usesChoice = true
        } else {
            members = nil
            usesChoice =
                cluster.rules.isHashing || cluster.configuration.balancing.subsets != nil || forwarded != nil
                || cluster.destinations != nil || names != nil || tellsOwnOrigin
        }
        var http1Options = HTTP1Options(
            cluster.configuration.http1Options, cluster.configuration.commonOptions,
            maxHeadBytes: cluster.configuration.commonOptions.maxResponseHeadBytes(isHTTP2: false))
        // Only the fields of requests are judged by their underscores.
        http1Options.underscores = .allow
        self.http1Options = http1Options
        var http2Options = HTTP2Options(
            cluster.configuration.http2Options, cluster.configuration.commonOptions,
            maxHeadBytes: cluster.configuration.commonOptions.maxResponseHeadBytes(isHTTP2: true))
        http2Options.underscores = .allow
        self.http2Options = http2Options
        if let shared = cluster.destinations { destinations = WorkerDestinations(self, shared) }
    }

    /// Where this worker counts what HTTP/2 does; as in Envoy, the names appear with the first such connection.
    func http2Metrics() -> MetricWriter {
        if let writer = http2Writer { return writer }
        let writer = cluster.http2Metrics().writer(thread: workerIndex)
        http2Writer = writer
        return writer
    }

    private static func setting(
        _ cluster: Cluster, _ rules: BalancingRules, _ loop: EventLoop, _ metrics: MetricWriter, _ seed: UInt64
    ) -> BalancerSetting {
        let breakers = cluster.circuitBreakers
        return BalancerSetting(
            rules: rules, loop: loop, metrics: metrics, seed: seed,
            neighbours: cluster.neighbours?.endpoints.view,
            activeRequests: {
                let sum =
                    breakers.defaults.requests.load(ordering: .relaxed)
                    + breakers.high.requests.load(ordering: .relaxed)
                return UInt64(max(0, sum))
            })
    }

    /// Whether a request's hash decides which endpoint it goes to.
    public var usesHash: Bool { members.map(\.isHashing) ?? cluster.rules.isHashing }

    /// Whether it stands for other clusters.
    public var isAggregate: Bool { members != nil }

    /// Its endpoints as its balancer sees them.
    var view: EndpointView { self.set.view }

    /// Chooses an endpoint for a request that does not mind which, and returns its pool; nil when none may take
    /// requests, which is counted here. `isHTTP2` says by what the request came; `isBare` asks for a connection that
    /// speaks no HTTP.
    public func pick(priority: RoutingPriority, isHTTP2: Bool = false, isBare: Bool = false) -> EndpointPool? {
        if usesChoice { return pick(priority: priority, isHTTP2: isHTTP2, isBare: isBare, EndpointChoice()) }
        // Nearly all requests find their pool so, without a reference to its endpoint.
        let place = balancer.singlePlace
        if place >= 0 && !isBare && !isHTTP2 && priority == .default && pools.older.isEmpty,
            let pool = pools.current[place]
        {
            return pool
        }
        // A choice that says nothing costs more to make than to pass over.
        guard let endpoint = balancer.single ?? pickEndpoint(EndpointChoice()) else { return nil }
        return pool(for: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare)
    }

    /// What a request, whose head is as it leaves, says to TLS; nil means nothing.
    public func askedName(of request: borrowing HeaderMap) -> AskedName? { names?.name(of: request) }

    /// A pool for a request of the proxy's own, whose head is as it leaves; see above.
    public func pick(
        priority: RoutingPriority, isHTTP2: Bool = false, for request: borrowing HeaderMap
    ) -> EndpointPool? {
        if !usesChoice { return pick(priority: priority, isHTTP2: isHTTP2) }
        var choice = EndpointChoice()
        choice.terms.name = askedName(of: request)
        return pick(priority: priority, isHTTP2: isHTTP2, choice)
    }

    /// A pool for a request that says something about its endpoint; see above. The pool of an aggregate is a member's.
    public func pick(
        priority: RoutingPriority, isHTTP2: Bool = false, isBare: Bool = false, _ choice: EndpointChoice
    ) -> EndpointPool? {
        if members != nil {
            guard let (member, endpoint) = choose(choice) else { return nil }
            return member.pool(at: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare, choice.terms)
        }
        guard let endpoint = pickEndpoint(choice) else { return nil }
        if let destinations {
            return destinations.pool(
                of: endpoint, priority, form(isHTTP2: isHTTP2, isBare: isBare), choice.terms)
        }
        return pool(at: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare, choice.terms)
    }

    /// Chooses an endpoint, and says whose it is: of an aggregate it is a member's. Nil when none takes anything, which
    /// is counted here.
    public func choose(
        _ choice: EndpointChoice = EndpointChoice()
    ) -> (cluster: WorkerCluster, endpoint: Endpoint)? {
        guard let members else { return pickEndpoint(choice).map { (self, $0) } }
        var choice = choice
        if let member = members.choose(&choice), let endpoint = member.balancer.pick(choice) {
            return (member, endpoint)
        }
        noteNoEndpoint()
        return nil
    }

    private func pickEndpoint(_ choice: EndpointChoice) -> Endpoint? {
        let picked: Endpoint?
        if let destinations {
            picked = destinations.endpoint(for: choice.destination)
        } else {
            picked = forwarded == nil ? balancer.pick(choice) : choice.endpoint
        }
        if picked == nil { noteNoEndpoint() }
        return picked
    }

    /// The priority that the endpoint of a pool of this cluster, or of a member, has here; nil means none any more.
    public func priority(of pool: EndpointPool) -> Int? {
        let own = Int(min(pool.endpoint.priority, 128))
        return members.map { $0.place(of: own, in: pool.cluster) } ?? own
    }

    /// Members of an aggregate have come or gone, or have other endpoints.
    public func membersChanged() { members?.changed() }

    /// A request of the proxy's own begins, which is counted; false when it gets no further, since the cluster is under
    /// maintenance.
    public func beginsOwnRequest() -> Bool {
        ownRequests.increment(AsyncClientMetric.rqTotal)
        let percent = cluster.maintenance
        if percent == 0 || percent < 100 && random.next() % 100 >= percent { return true }
        metrics.increment(ClusterMetric.upstreamRqMaintenanceMode)
        charge(status: 503, isInternal: true)
        return false
    }

    /// Counts that no endpoint will do.
    public func noteNoEndpoint() { metrics.increment(ClusterMetric.upstreamCxNoneHealthy) }

    /// The endpoint of an address, such as `10.0.0.1:80`; nil when the cluster has none, or it takes no requests.
    public func endpoint(at address: [UInt8]) -> Endpoint? {
        if placesByAddress.isEmpty {
            for (place, endpoint) in set.all.enumerated() { placesByAddress[Array("\(endpoint.address)".utf8)] = place }
        }
        guard let place = placesByAddress[address] else { return nil }
        let endpoint = set.all[place]
        return endpoint.health == .unhealthy ? nil : endpoint
    }

    /// The pool of an endpoint that was chosen; see `pick`.
    public func pool(
        at endpoint: Endpoint, priority: RoutingPriority, isHTTP2: Bool, isBare: Bool, _ terms: ConnectionTerms
    ) -> EndpointPool? {
        // What an aggregate's request says may be for another member.
        let origin = tellsOwnOrigin || terms.origin?.addresses == nil ? terms.origin : terms.origin?.untold
        let terms = ConnectionTerms(name: terms.name, origin: origin)
        if terms.isEmpty { return pool(for: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare) }
        let key = SeparatePools.Key(
            terms: terms, place: endpoint.index, isHigh: priority == .high,
            form: form(isHTTP2: isHTTP2, isBare: isBare))
        if let pool = separate.pool(at: key) { return pool }
        if !mayPool(priority) { return nil }
        let pool = makePool(for: endpoint, priority, key.form, terms)
        if !isRetired { separate.add(pool, at: key) }
        return pool
    }

    @inline(__always)
    private func pool(
        for endpoint: Endpoint, priority: RoutingPriority, isHTTP2: Bool, isBare: Bool
    ) -> EndpointPool? {
        if isBare { return barePool(for: endpoint, priority: priority) }
        if isHTTP2 && cluster.configuration.upstreamProtocol == .asDownstream {
            return multiplexedPool(for: endpoint, priority: priority)
        }
        return pool(for: endpoint, priority: priority)
    }

    private func multiplexedPool(for endpoint: Endpoint, priority: RoutingPriority) -> EndpointPool? {
        var table = (priority == .high ? highMultiplexed : multiplexed) ?? PoolTable(set)
        if let pool = table.olderWithConnection ?? table.current[endpoint.index] { return pool }
        if !mayPool(priority) { return nil }
        let pool = makePool(for: endpoint, priority, .http2)
        if isRetired { return pool }
        table.current[endpoint.index] = pool
        if priority == .high { highMultiplexed = table } else { multiplexed = table }
        return pool
    }

    private func barePool(for endpoint: Endpoint, priority: RoutingPriority) -> EndpointPool? {
        var table = (priority == .high ? highBare : bare) ?? PoolTable(set)
        if let pool = table.olderWithConnection ?? table.current[endpoint.index] { return pool }
        if !mayPool(priority) { return nil }
        let pool = makePool(for: endpoint, priority, .bare)
        if isRetired { return pool }
        table.current[endpoint.index] = pool
        if priority == .high { highBare = table } else { bare = table }
        return pool
    }

    private var form: EndpointPool.Form {
        switch cluster.configuration.upstreamProtocol {
        case .http2: .http2
        case .negotiated: .negotiated
        case .http1, .asDownstream: .http1
        }
    }

    /// The pool of an endpoint, made at its first use; nil when the cluster has as many pools as it may.
    func pool(for endpoint: Endpoint, priority: RoutingPriority) -> EndpointPool? {
        if priority == .high { return highPool(for: endpoint) }
        if !pools.older.isEmpty, let pool = pools.olderWithConnection { return pool }
        if let pool = pools.current[endpoint.index] { return pool }
        if !mayPool(.default) { return nil }
        let pool = makePool(for: endpoint, .default, form)
        if !isRetired { pools.current[endpoint.index] = pool }
        return pool
    }

    /// Makes a pool. One of a retired cluster is kept nowhere: it lives through its connections, each of which ends
    /// with its streams.
    private func makePool(
        for endpoint: Endpoint, _ priority: RoutingPriority, _ form: EndpointPool.Form,
        _ terms: ConnectionTerms = ConnectionTerms()
    ) -> EndpointPool {
        let pool = EndpointPool(endpoint: endpoint, cluster: self, priority: priority, form: form, terms: terms)
        if isRetired { pool.drain() }
        return pool
    }

    private func highPool(for endpoint: Endpoint) -> EndpointPool? {
        if highPools == nil { highPools = PoolTable(set) }
        if let pool = highPools?.olderWithConnection ?? highPools?.current[endpoint.index] { return pool }
        if !mayPool(.high) { return nil }
        let pool = makePool(for: endpoint, .high, form)
        if !isRetired { highPools?.current[endpoint.index] = pool }
        return pool
    }

    private func form(isHTTP2: Bool, isBare: Bool) -> EndpointPool.Form {
        if isBare { return .bare }
        return isHTTP2 && cluster.configuration.upstreamProtocol == .asDownstream ? .http2 : form
    }

    /// Whether an endpoint is one of the cluster's, as they are now.
    public func offers(_ endpoint: Endpoint) -> Bool { !isRetired && set.all.contains { $0 === endpoint } }

    /// Whether one more pool may be made, if need be in place of one that is of no use at the moment.
    func mayPool(_ priority: RoutingPriority) -> Bool {
        let limits = cluster.circuitBreakers.priority(priority)
        if limits.canPool { return true }
        let isFreed = priority == .high ? highPools?.removeUnused() ?? false : pools.removeUnused()
        if (isFreed || separate.removeUnused(isHigh: priority == .high)) && limits.canPool { return true }
        metrics.increment(ClusterMetric.upstreamCxPoolOverflow)
        return false
    }

    /// Takes the cluster's endpoints as they are now. Pools of endpoints that stay go on; those of endpoints that are
    /// gone are drained: what is under way may finish, nothing new begins. Several changes that come together cost one
    /// refresh.
    public func refresh() {
        if let destinations { return destinations.drainFailed() }
        let newest = cluster.endpoints
        if newest === set { return }
        set = newest
        forwarded?.take(newest)
        if !placesByAddress.isEmpty { placesByAddress = [:] }
        generation &+= 1
        rebalance()
        let isLogical = cluster.configuration.hasLogicalEndpoint
        var gone = pools.install(newest, isLogical: isLogical)
        gone += highPools?.install(newest, isLogical: isLogical) ?? []
        gone += multiplexed?.install(newest, isLogical: isLogical) ?? []
        gone += highMultiplexed?.install(newest, isLogical: isLogical) ?? []
        gone += bare?.install(newest, isLogical: isLogical) ?? []
        gone += highBare?.install(newest, isLogical: isLogical) ?? []
        gone += separate.install(newest, isLogical: isLogical)
        for pool in gone { pool.drain() }
        let hasMoved = newest.change.added > 0 || newest.change.removed > 0
        if hasMoved && cluster.configuration.balancing.closesConnectionsOnChange { return drain() }
        drainFailed()
    }

    /// Drains connections to endpoints that have come to fail: it may be the way there that is broken, and new
    /// connections find another.
    private func drainFailed() {
        var failing: Set<Int> = []
        for endpoint in set.all where !endpoint.healthFlags.isDisjoint(with: [.failedHealthCheck, .ejected]) {
            failing.insert(endpoint.index)
            if knownFailing.contains(endpoint.index) { continue }
            closeConnections(to: endpoint)
            pools.take(endpoint.index)?.drain()
            highPools?.take(endpoint.index)?.drain()
            multiplexed?.take(endpoint.index)?.drain()
            highMultiplexed?.take(endpoint.index)?.drain()
            bare?.take(endpoint.index)?.drain()
            highBare?.take(endpoint.index)?.drain()
            for pool in separate.take(endpoint.index) { pool.drain() }
        }
        knownFailing = failing
    }

    // MARK: - Connections that serve one client each

    /// A connection is open; with `isOpen` false, it is no more.
    func note(_ connection: UpstreamConnection, isOpen: Bool) {
        guard cluster.configuration.closesConnectionsOnFailure else { return }
        closable[ObjectIdentifier(connection)] = isOpen ? connection : nil
    }

    /// Ends those to an endpoint that has come to fail, where that is asked for.
    func closeConnections(to endpoint: Endpoint) {
        if closable.isEmpty { return }
        for connection in Array(closable.values) where connection.endpoint === endpoint {
            connection.endpointFailed()
        }
    }

    /// The endpoints of the cluster that this proxy is one of have changed, which zone-aware balancing minds.
    public func neighboursChanged() { rebalance() }

    private func rebalance() {
        balancer = LoadBalancer.make(set, Self.setting(cluster, set.rules, loop, metrics, seed &+ loop.now))
    }

    /// The cluster is gone, or another has taken its place: lets all connections go, and those that are still to come
    /// after their streams.
    public func retire() {
        isRetired = true
        generation &+= 1
        drain()
    }

    /// Lets all connections go: idle ones now, others after their streams.
    public func drain() {
        // Pools and cluster keep each other; a drained pool lives on through its own connections only.
        let gone =
            pools.removeAll() + (highPools?.removeAll() ?? [])
            + (multiplexed?.removeAll() ?? []) + (highMultiplexed?.removeAll() ?? [])
            + (bare?.removeAll() ?? []) + (highBare?.removeAll() ?? []) + separate.removeAll()
        for pool in gone { pool.drain() }
        destinations?.drain()
    }
}

extension HTTP1Options {
    /// The codec's options from validated configuration.
    public init(
        _ options: HTTP1OptionsConfiguration, _ common: CommonHTTPOptionsConfiguration, maxHeadBytes: Int
    ) {
        self.init()
        self.maxHeadBytes = maxHeadBytes
        maxFields = Int(common.maxHeadersCount)
        acceptHTTP10 = options.acceptHTTP10
        allowAbsoluteURL = options.allowAbsoluteURL
        switch options.nameSpelling {
        case .lowerCase: break
        case .properCase: form.properNames = true
        case .kept(let properAdditions, let forwardsReason):
            keepSpelling = true
            spellsAdditionsProperly = properAdditions
            keepsReason = forwardsReason
        }
        form.absoluteTarget = options.sendFullyQualifiedURL
        allowCustomMethods = options.allowCustomMethods
        ignoredUpgrades = options.ignoredUpgrades.map { TextMatcher($0) }
        enableTrailers = options.enableTrailers
        allowChunkedLength = options.allowChunkedLength
        switch common.headersWithUnderscoresAction {
        case .allow: underscores = .allow
        case .rejectRequest: underscores = .reject
        case .dropHeader: underscores = .drop
        }
    }
}
