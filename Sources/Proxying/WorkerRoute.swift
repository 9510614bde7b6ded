internal import Configuration
internal import Filters
internal import HTTPSemantics
internal import Routing
internal import Upstreams

/// A route as one worker uses it: the rule that all workers share, and the worker's own cluster and filter settings.
///
/// Made when the worker's first request takes the route, so that a big table costs a worker what it uses of it.
final class WorkerRoute {
    enum Action {
        case forward, directResponse, redirect
    }

    let rule: RouteRule
    /// What rewrites paths and hosts by expressions; nil for most routes.
    let rewriter: RouteRewriter?
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
    let clusterName: [UInt8]
    let clusterNotFoundStatus: UInt16
    let timeout: UInt64?
    let priority: RoutingPriority
    /// The status of a redirect or direct response.
    let directStatus: UInt16
    let directBody: [UInt8]
    /// What is done to the heads of requests and responses; empty for most routes.
    let requestEdits: [HeaderEdits]
    let responseEdits: [HeaderEdits]
    private let ownIdleTimeout: RouteIdleTimeout
    /// How long what is left of an answer may wait; nil: the route says nothing.
    let flushTimeout: UInt64?
    private let ownDuration: StreamDurationConfiguration?
    let oldGRPCTimeout: OldGRPCTimeoutConfiguration?
    /// What the route says to the filters of its chain, by their places; empty when it says nothing.
    private let overrides: [FilterOverride]

    init(_ rule: RouteRule, worker: ProxyWorker, overrides: [FilterOverride] = []) {
        self.overrides = overrides
        self.rule = rule
        rewriter = RouteRewriter(rule)
        countsAttemptsUpstream = rule.countsAttemptsUpstream
        countsAttemptsDownstream = rule.countsAttemptsDownstream
        usesEndpointHostname = rule.usesEndpointHostname
        requestEdits = rule.requestHeaders.map { HeaderEdits($0) }
        responseEdits = rule.responseHeaders.map { HeaderEdits($0) }
        switch rule.action {
        case .route(let route):
            action = .forward
            cluster = worker.cluster(named: route.cluster)
            clusterName = Array(route.cluster.utf8)
            clusterNotFoundStatus = route.clusterNotFoundResponseCode
            // A limit of the whole stream takes the place of the timeout.
            timeout = route.maxStreamDuration == nil ? route.timeout : nil
            ownDuration = route.maxStreamDuration
            oldGRPCTimeout = route.maxStreamDuration == nil ? route.oldGRPCTimeout : nil
            priority = route.priority
            ownIdleTimeout = route.idleTimeout
            flushTimeout = route.flushTimeout
            directStatus = 0
            directBody = []
        case .redirect(let redirect):
            action = .redirect
            (cluster, clusterName, clusterNotFoundStatus) = (nil, [], 503)
            (timeout, priority, ownIdleTimeout) = (nil, .default, .inherited)
            flushTimeout = nil
            (ownDuration, oldGRPCTimeout) = (nil, nil)
            directStatus = redirect.responseCode
            directBody = []
        case .directResponse(let response):
            action = .directResponse
            (cluster, clusterName, clusterNotFoundStatus) = (nil, [], 503)
            (timeout, priority, ownIdleTimeout) = (nil, .default, .inherited)
            flushTimeout = nil
            (ownDuration, oldGRPCTimeout) = (nil, nil)
            directStatus = response.status
            directBody = response.body
        }
        clusterStreamLimit = (cluster?.cluster.configuration.commonOptions.maxStreamDuration ?? 0) / 1_000_000
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
    /// limit; else the connection manager's. Tells the upstream of a gRPC call. Nil: for ever.
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
        if let limit, head.headers.isGRPC { head.headers.setGRPCTimeout(limit) }
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

    /// What the route says to the filter at that place; nil: nothing.
    func override(ofFilterAt position: Int) -> FilterOverride? {
        position < overrides.count ? overrides[position] : nil
    }
}
