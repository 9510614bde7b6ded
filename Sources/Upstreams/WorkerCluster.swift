internal import Buffers
public import Configuration
public import EventLoops
public import HTTP1
public import HTTP2
internal import RegularExpressions
public import Telemetry

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
    private var set: EndpointSet
    private var balancer: LoadBalancer
    private var pools: PoolTable
    /// The pools of requests of high priority; nil until there is one.
    private var highPools: PoolTable?
    /// The pools of requests that came by HTTP/2 and leave by it, where requests leave as they came; nil until there
    /// is one. Those of high priority have their own.
    private var multiplexed: PoolTable?
    private var highMultiplexed: PoolTable?
    /// The pools of connections that speak no HTTP, by priority; nil until there is one.
    private var bare: PoolTable?
    private var highBare: PoolTable?
    private let seed: UInt64

    /// Makes the worker's view of `cluster`.
    public init(_ cluster: Cluster, loop: EventLoop, workerIndex: Int, seed: UInt64) {
        self.cluster = cluster
        self.loop = loop
        self.workerIndex = workerIndex
        self.seed = seed
        metrics = cluster.metrics.writer(thread: workerIndex)
        set = cluster.endpoints
        balancer = LoadBalancer.make(for: cluster.configuration, set: set, seed: seed)
        pools = PoolTable(set)
        var http1Options = HTTP1Options(
            cluster.configuration.http1Options, cluster.configuration.commonOptions,
            maxHeadBytes: Int(cluster.configuration.commonOptions.maxResponseHeadersKB) << 10)
        // Only the fields of requests are judged by their underscores.
        http1Options.underscores = .allow
        self.http1Options = http1Options
        var http2Options = HTTP2Options(
            cluster.configuration.http2Options, cluster.configuration.commonOptions,
            maxHeadBytes: Int(cluster.configuration.commonOptions.maxResponseHeadersKB) << 10)
        http2Options.underscores = .allow
        self.http2Options = http2Options
    }

    /// Where this worker counts what HTTP/2 does; as in Envoy, the names appear with the first such connection.
    func http2Metrics() -> MetricWriter {
        if let writer = http2Writer { return writer }
        let writer = cluster.http2Metrics().writer(thread: workerIndex)
        http2Writer = writer
        return writer
    }

    /// Chooses an endpoint and returns its pool; nil when none may take requests, which is counted here.
    /// `isHTTP2` says by what the request came; `isBare` asks for a connection that speaks no HTTP. While an endpoint of
    /// `avoiding` is chosen, another choice is made, up to `attempts` times.
    public func pick(
        priority: RoutingPriority, isHTTP2: Bool = false, isBare: Bool = false, avoiding: [Endpoint] = [],
        attempts: Int = 0
    ) -> EndpointPool? {
        guard var endpoint = pickEndpoint() else { return nil }
        var left = attempts
        while left > 0, avoiding.contains(where: { $0 === endpoint }), let other = balancer.pick() {
            endpoint = other
            left -= 1
        }
        if isBare { return barePool(for: endpoint, priority: priority) }
        if isHTTP2 && cluster.configuration.upstreamProtocol == .asDownstream {
            return multiplexedPool(for: endpoint, priority: priority)
        }
        return pool(for: endpoint, priority: priority)
    }

    /// Chooses an endpoint; nil when none takes anything, which is counted here.
    public func pickEndpoint() -> Endpoint? {
        if let endpoint = balancer.pick() { return endpoint }
        metrics.increment(ClusterMetric.lbHealthyPanic)
        metrics.increment(ClusterMetric.upstreamCxNoneHealthy)
        return nil
    }

    private func multiplexedPool(for endpoint: Endpoint, priority: RoutingPriority) -> EndpointPool? {
        var table = (priority == .high ? highMultiplexed : multiplexed) ?? PoolTable(set)
        if let pool = table.olderWithConnection ?? table.current[endpoint.index] { return pool }
        if !mayPool(priority) { return nil }
        let pool = EndpointPool(endpoint: endpoint, cluster: self, priority: priority, form: .http2)
        table.current[endpoint.index] = pool
        if priority == .high { highMultiplexed = table } else { multiplexed = table }
        return pool
    }

    private func barePool(for endpoint: Endpoint, priority: RoutingPriority) -> EndpointPool? {
        var table = (priority == .high ? highBare : bare) ?? PoolTable(set)
        if let pool = table.olderWithConnection ?? table.current[endpoint.index] { return pool }
        if !mayPool(priority) { return nil }
        let pool = EndpointPool(endpoint: endpoint, cluster: self, priority: priority, form: .bare)
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
        let pool = EndpointPool(
            endpoint: endpoint, cluster: self, priority: .default, form: form)
        pools.current[endpoint.index] = pool
        return pool
    }

    private func highPool(for endpoint: Endpoint) -> EndpointPool? {
        if highPools == nil { highPools = PoolTable(set) }
        if let pool = highPools?.olderWithConnection ?? highPools?.current[endpoint.index] { return pool }
        if !mayPool(.high) { return nil }
        let pool = EndpointPool(
            endpoint: endpoint, cluster: self, priority: .high, form: form)
        highPools?.current[endpoint.index] = pool
        return pool
    }

    /// Whether one more pool may be made, if need be in place of one that is of no use at the moment.
    private func mayPool(_ priority: RoutingPriority) -> Bool {
        let limits = cluster.circuitBreakers.priority(priority)
        if limits.canPool { return true }
        let isFreed = priority == .high ? highPools?.removeUnused() ?? false : pools.removeUnused()
        if isFreed && limits.canPool { return true }
        metrics.increment(ClusterMetric.upstreamCxPoolOverflow)
        return false
    }

    /// Takes the cluster's endpoints as they are now. Pools of endpoints that stay go on; those of endpoints that are
    /// gone are drained: what is under way may finish, nothing new begins. Several changes that come together cost one
    /// refresh.
    public func refresh() {
        let newest = cluster.endpoints
        if newest === set { return }
        set = newest
        balancer = LoadBalancer.make(for: cluster.configuration, set: newest, seed: seed &+ loop.now)
        let isLogical = cluster.configuration.hasLogicalEndpoint
        var gone = pools.install(newest, isLogical: isLogical)
        gone += highPools?.install(newest, isLogical: isLogical) ?? []
        gone += multiplexed?.install(newest, isLogical: isLogical) ?? []
        gone += highMultiplexed?.install(newest, isLogical: isLogical) ?? []
        gone += bare?.install(newest, isLogical: isLogical) ?? []
        gone += highBare?.install(newest, isLogical: isLogical) ?? []
        for pool in gone { pool.drain() }
    }

    /// Lets all connections go: idle ones now, others after their streams.
    public func drain() {
        // Pools and cluster keep each other; a drained pool lives on through its own connections only.
        let gone =
            pools.removeAll() + (highPools?.removeAll() ?? [])
            + (multiplexed?.removeAll() ?? []) + (highMultiplexed?.removeAll() ?? [])
            + (bare?.removeAll() ?? []) + (highBare?.removeAll() ?? [])
        for pool in gone { pool.drain() }
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
