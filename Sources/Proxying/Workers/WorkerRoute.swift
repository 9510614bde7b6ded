internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import Routing
internal import Upstreams

/// A route as one worker uses it: the rule that all workers share, and the worker's own cluster and filter settings.
///
/// Made when the worker's first request takes the route, so that a big table costs a worker what it uses of it.
final class WorkerRoute {
    let rule: RouteRule
    /// Where its requests are counted beside their clusters; nil for most routes.
    let statistics: RouteStatistics?
    /// What rewrites paths and hosts by expressions; nil for most routes.
    let rewriter: RouteRewriter?
    /// What makes paths and hosts by formats; nil for most routes.
    let formats: RouteFormats?
    /// Whether the upstream is told how often the request was tried.
    let countsAttemptsUpstream: Bool
    /// Whether the downstream is told how often the request was tried.
    let countsAttemptsDownstream: Bool
    /// Whether the host becomes the endpoint's name.
    let usesEndpointHostname: Bool
    /// How long a stream to the cluster may live, in milliseconds; 0 is for ever.
    let clusterStreamLimit: UInt64
    let action: Action
    /// Where it leads; nil when there is no such cluster, or when it leads nowhere.
    let cluster: WorkerCluster?
    /// The name of that cluster; empty when there is none.
    let clusterName: [UInt8]
    /// The name that it has in statistics; empty when there is none.
    let clusterStatName: [UInt8]
    /// Leads to the cluster that a field of the request names; nil for most routes.
    private let clusterField: ClusterField?
    let clusterNotFoundStatus: UInt16
    let timeout: UInt64?
    let priority: RoutingPriority
    /// The status of a redirect or direct response.
    let directStatus: UInt16
    let directBody: [UInt8]
    /// How that body looks; nil means as it is.
    let directFormat: LocalReplies.Body?
    /// Whether something is done to the heads of requests.
    let editsRequests: Bool
    /// The header edits of responses; empty for most routes.
    let responseEdits: [HeaderEdits]
    /// What endpoints have to say of themselves, where the cluster has subsets; nil means anything.
    let criteria: SubsetCriteria?
    /// What the route hashes for consistent hashing; nil means nothing.
    let hasher: RequestHasher?
    /// What the cluster hashes in its place; nil means nothing.
    let clusterHasher: RequestHasher?
    private let requestEdits: [HeaderEdits]
    private let branchEdits: HeaderEdits?
    /// Its tracing settings; nil for most routes.
    let tracing: TraceRoute?
    private let ownIdleTimeout: RouteIdleTimeout
    /// How long what is left of an answer may wait; nil means the route says nothing.
    let flushTimeout: UInt64?
    private let ownDuration: StreamDurationConfiguration?
    let oldGRPCTimeout: OldGRPCTimeoutConfiguration?
    /// When requests are tried again; nil for routes whose requests are only when they ask for it.
    let retries: RetryPolicy?
    /// How long a try may take, and how long it may show no activity, in milliseconds; 0 is for ever.
    let tryTimeout: UInt64
    let tryIdleTimeout: UInt64
    /// Whether a try whose time is up goes on beside the next.
    let keepsSlowTries: Bool
    /// Where requests are copied to; empty for most routes.
    let mirrors: [Mirror]
    /// Which redirects of endpoints are followed; nil for most routes.
    let redirects: InternalRedirects?
    /// The policy of requests that ask for it where the route has none.
    private(set) lazy var retriesOnDemand = RetryPolicy(
        rule.resilience.retries ?? RetryPolicyConfiguration(), retryRules)
    private let retryRules: RetryRules
    /// Which requests for tunnels it takes; nil means it does not say.
    let upgrades: RouteUpgrades?
    /// What the route says to the filters of its manager, by their places; empty when it says nothing.
    let overrides: [FilterOverride]

    /// Makes the worker's own form of a rule; `namedCluster` is where a field of a request leads, if it leads anywhere.
    init(
        _ rule: RouteRule, worker: ProxyWorker, statistics: RouteStatistics? = nil, overrides: [FilterOverride] = [],
        namedCluster: WorkerCluster? = nil
    ) {
        self.overrides = overrides
        retryRules = worker.retryRules
        self.rule = rule
        self.statistics = statistics
        rewriter = RouteRewriter(rule)
        tracing = rule.tracing.map { TraceRoute($0, runtime: worker.runtime) }
        formats = RouteFormats(rule.action)
        upgrades = RouteUpgrades(rule.upgrades)
        countsAttemptsUpstream = rule.countsAttemptsUpstream
        countsAttemptsDownstream = rule.countsAttemptsDownstream
        usesEndpointHostname = rule.usesEndpointHostname
        branchEdits = rule.branchRequestHeaders.isEmpty ? nil : HeaderEdits(rule.branchRequestHeaders)
        requestEdits = rule.requestHeaders.map { HeaderEdits($0) }
        editsRequests = branchEdits != nil || !rule.branchHost.isEmpty || !requestEdits.isEmpty
        responseEdits = rule.responseHeaders.map { HeaderEdits($0) }
        let forwarding: Forwarding
        let reply: Reply
        switch rule.action {
        case .route(let route):
            action = .forward
            (forwarding, reply) = (Forwarding(route, of: rule, worker: worker, namedCluster: namedCluster), Reply())
        case .redirect(let redirect):
            action = .redirect
            (forwarding, reply) = (Forwarding(), Reply(redirect))
        case .directResponse(let response):
            action = .directResponse
            (forwarding, reply) = (Forwarding(), Reply(response))
        }
        cluster = forwarding.cluster
        clusterField = forwarding.clusterField
        clusterNotFoundStatus = forwarding.clusterNotFoundStatus
        timeout = forwarding.timeout
        ownDuration = forwarding.duration
        oldGRPCTimeout = forwarding.oldGRPCTimeout
        ownIdleTimeout = forwarding.idleTimeout
        flushTimeout = forwarding.flushTimeout
        priority = forwarding.priority
        (criteria, hasher, clusterHasher) = (forwarding.criteria, forwarding.hasher, forwarding.clusterHasher)
        redirects = forwarding.redirects
        (directStatus, directBody, directFormat) = (reply.status, reply.body, reply.format)
        clusterName = Array((cluster?.cluster.name ?? "").utf8)
        clusterStatName = Array((cluster?.cluster.configuration.statName ?? "").utf8)
        retries = rule.resilience.retries.flatMap { $0.conditions.isEmpty ? nil : RetryPolicy($0, worker.retryRules) }
        mirrors = rule.resilience.mirrors.map { Mirror($0, worker: worker) }
        tryTimeout = (rule.resilience.retries?.tryTimeout ?? 0) / 1_000_000
        tryIdleTimeout = (rule.resilience.retries?.tryIdleTimeout ?? 0) / 1_000_000
        keepsSlowTries = rule.resilience.hedging?.keepsSlowTries ?? false
        clusterStreamLimit = (cluster?.cluster.configuration.commonOptions.maxStreamDuration ?? 0) / 1_000_000
    }

    /// Whether a field of each request names the cluster: `resolved` gives the route then.
    var takesClusterFromField: Bool { clusterField != nil }

    /// The route for a request: itself, or, where a field names the cluster, its form for that cluster.
    func resolved(for head: borrowing RequestHead, worker: ProxyWorker) -> WorkerRoute {
        clusterField?.route(for: head, of: self, worker: worker) ?? self
    }

    /// Edits the head of a request before it goes upstream: as its branch says, then as the route and what stands above
    /// it say.
    func editRequest(_ exchange: ActiveStream) {
        branchEdits?.editRequest(exchange)
        if !rule.branchHost.isEmpty { exchange.requestHead.headers.set(.authority, rule.branchHost) }
        for edits in requestEdits { edits.editRequest(exchange) }
    }

    /// The name of the route; empty when it has none.
    var name: [UInt8] { rule.name }

    /// The name of its virtual host.
    var virtualHostName: [UInt8] { rule.virtualHostName }

    /// Whether the route says anything about the stream idle timeout.
    var hasOwnIdleTimeout: Bool { ownIdleTimeout != .inherited }

    /// The stream idle timeout: the route's own, or the connection manager's.
    func idleTimeout(default inherited: UInt64?) -> UInt64? {
        switch ownIdleTimeout {
        case .inherited: inherited
        case .disabled: nil
        case .after(let nanoseconds): nanoseconds
        }
    }

    /// Whether the route says anything about how long streams live.
    var hasOwnDuration: Bool { ownDuration != nil }

    /// How long a stream may live: what `grpc-timeout` asks for, as far as the route hears it; else the route's own
    /// limit; else the connection manager's. Tells the upstream of a gRPC call. Nil means for ever.
    func duration(of head: inout RequestHead, default inherited: UInt64?) -> UInt64? {
        guard let ownDuration else { return inherited }
        var limit: UInt64?
        if let most = ownDuration.grpcTimeoutLimit, let asked = head.headers.grpcTimeout {
            var given = most != 0 && asked > most ? most : asked
            if let offset = ownDuration.grpcTimeoutOffset { given = offset < given ? given - offset : 0 }
            limit = given
        } else if let own = ownDuration.limit {
            limit = own == 0 ? nil : own
        } else {
            limit = inherited
        }
        if let limit, head.isGRPC { head.headers.setGRPCTimeout(limit) }
        return limit
    }

    /// What rate limits are asked by; most routes have nothing.
    private lazy var rateLimits = rule.rateLimits.map { RateLimitRule($0) }
    private lazy var hostRateLimits = rule.hostRateLimits.map { RateLimitRule($0) }

    /// What a rate limit is asked by, as its filter counts the virtual host's.
    func rateLimitRules(_ host: LocalRateLimitConfiguration.HostLimits) -> [RateLimitRule] {
        if rule.includesHostRateLimits || host == .include {
            return hostRateLimits.isEmpty ? rateLimits : rateLimits + hostRateLimits
        }
        return host == .override && rateLimits.isEmpty ? hostRateLimits : rateLimits
    }

    /// What the route says to the filter at that place; nil means nothing.
    func override(ofFilterAt position: Int) -> FilterOverride? {
        position < overrides.count ? overrides[position] : nil
    }
}
