public import Configuration

/// One compiled route: its names, its action and its settings for filters. Shared by all workers.
public final class RouteRule: Sendable {
    /// The route's name; empty when it has none.
    public let name: [UInt8]
    /// The name of its virtual host.
    public let virtualHostName: [UInt8]
    /// The route's metadata, for formats.
    public let metadata: MetadataConfiguration
    /// The virtual host's metadata.
    public let hostMetadata: MetadataConfiguration
    /// The virtual clusters that count its requests; nil for none.
    public let virtualClusters: VirtualClusters?
    /// The prefix of the route's own statistics (`stat_prefix`); empty for none.
    public let statPrefix: String
    /// What the route does: forward, redirect or answer.
    public let action: RouteEntryAction
    /// The cluster that requests are sent to; nil for routes that answer, and for those with weighted clusters.
    public let target: WeightedBranchConfiguration.Target?
    /// A branch's own header edits of requests, applied before all others.
    public let branchRequestHeaders: HeaderEditsConfiguration
    /// The `:authority` that a branch sets after its edits; empty keeps it.
    public let branchHost: [UInt8]
    /// The metadata that endpoints must have, where the cluster has subsets (`metadata_match`); empty for any.
    public let endpointMetadata: [String: StructValue]
    let matcher: PathMatcher
    private let perFilter: [PerFilterConfiguration]
    /// Header edits of requests, in the order of application, without empty ones.
    public let requestHeaders: [HeaderEditsConfiguration]
    /// Header edits of responses, in the order of application, without empty ones.
    public let responseHeaders: [HeaderEditsConfiguration]
    let prefixRewrite: [UInt8]
    let hostRewrite: [UInt8]
    /// Whether the host becomes the chosen endpoint's (`auto_host_rewrite`); see `rewriteHost`.
    public let usesEndpointHostname: Bool
    /// The field, in lower case, whose value becomes the host; empty for none.
    let hostField: [UInt8]
    let appendsForwardedHost: Bool
    /// Whether requests carry `x-envoy-attempt-count`.
    public let countsAttemptsUpstream: Bool
    /// Whether responses carry `x-envoy-attempt-count`.
    public let countsAttemptsDownstream: Bool
    /// Whether a try that follows a timeout carries `x-envoy-is-timeout-retry`.
    public let tellsTimeoutRetries: Bool
    /// Retries, hedging and body limits, of the route or else of its virtual host; all empty for most routes.
    public let resilience: ResilienceConfiguration
    /// The route's own upgrade settings, which override the connection manager's.
    public let upgrades: [RouteUpgradeConfiguration]
    /// The route's tracing settings; nil for most routes.
    public let tracing: RouteTracingConfiguration?
    /// The route's rate limit actions.
    public let rateLimits: [RateLimitConfiguration]
    /// The virtual host's rate limit actions.
    public let hostRateLimits: [RateLimitConfiguration]
    /// Whether the virtual host's actions always apply beside the route's (`include_vh_rate_limits`).
    public let includesHostRateLimits: Bool
    /// Whether this is the rule that redirects to https (`require_tls`).
    let secures: Bool

    /// The rule that redirects to https (`require_tls`).
    static var securing: RouteRule {
        let redirect = RouteEntryConfiguration(
            match: RouteMatchConfiguration(path: .prefix("")),
            action: .redirect(RedirectActionConfiguration(scheme: .https)))
        return RouteRule(
            redirect, virtualHost: VirtualHostConfiguration(name: "", domains: []), table: RouteConfiguration(),
            secures: true)
    }

    /// Compiles a route, or one branch of a route with weighted clusters.
    init(
        _ route: RouteEntryConfiguration, branch: WeightedBranchConfiguration? = nil,
        virtualHost: VirtualHostConfiguration, virtualClusters: VirtualClusters? = nil, table: RouteConfiguration,
        secures: Bool = false
    ) {
        self.virtualClusters = virtualClusters
        self.secures = secures
        statPrefix = route.statPrefix
        metadata = route.metadata
        hostMetadata = virtualHost.metadata
        name = Array(route.name.utf8)
        virtualHostName = Array(virtualHost.name.utf8)
        action = route.action
        matcher = PathMatcher(route.match)
        // The most specific settings come first.
        perFilter = (branch?.perFilter ?? []) + route.perFilter + virtualHost.perFilter + table.perFilter
        branchRequestHeaders = branch?.requestHeaders ?? HeaderEditsConfiguration()
        branchHost = Array((branch?.hostRewrite ?? "").utf8)
        let requests = [route.requestHeaders, virtualHost.requestHeaders, table.requestHeaders]
        let responses = [route.responseHeaders, virtualHost.responseHeaders, table.responseHeaders]
        let winsLast = table.mostSpecificEditsWin
        requestHeaders = (winsLast ? requests.reversed() : requests).filter { !$0.isEmpty }
        // What a branch does comes first in either order.
        responseHeaders = ([branch?.responseHeaders ?? .init()] + (winsLast ? responses.reversed() : responses))
            .filter { !$0.isEmpty }
        hostRateLimits = virtualHost.rateLimits
        countsAttemptsUpstream = virtualHost.includeRequestAttemptCount
        countsAttemptsDownstream = virtualHost.includeAttemptCountInResponse
        tellsTimeoutRetries = virtualHost.tellsTimeoutRetries
        resilience = Self.resilience(of: route, virtualHost, table)
        tracing = route.tracing
        let forwarding = Forwarding(route.action, branch)
        target = forwarding.target
        endpointMetadata = forwarding.endpointMetadata
        prefixRewrite = forwarding.prefixRewrite
        hostRewrite = forwarding.hostRewrite
        hostField = forwarding.hostField
        usesEndpointHostname = forwarding.usesEndpointHostname
        appendsForwardedHost = forwarding.appendsForwardedHost
        upgrades = forwarding.upgrades
        rateLimits = forwarding.rateLimits
        includesHostRateLimits = forwarding.includesHostRateLimits
    }

    /// What a route says of requests that it sends on; empty for one that answers by itself.
    private struct Forwarding {
        var target: WeightedBranchConfiguration.Target?
        var endpointMetadata: [String: StructValue] = [:]
        var prefixRewrite: [UInt8] = []
        var hostRewrite: [UInt8] = []
        var hostField: [UInt8] = []
        var usesEndpointHostname = false
        var appendsForwardedHost = false
        var upgrades: [RouteUpgradeConfiguration] = []
        var rateLimits: [RateLimitConfiguration] = []
        var includesHostRateLimits = false

        init(_ action: RouteEntryAction, _ branch: WeightedBranchConfiguration?) {
            guard case .route(let route) = action else { return }
            switch route.target {
            case .cluster(let name): target = .cluster(name)
            case .field(let name): target = .field(name)
            case .weighted: target = branch?.target
            }
            endpointMetadata = route.metadataMatch.merging(branch?.metadataMatch ?? [:]) { $1 }
            prefixRewrite = Array(route.prefixRewrite.utf8)
            switch route.hostRewrite {
            case .none, .path, .format: break
            case .literal(let text): hostRewrite = Array(text.utf8)
            case .field(let name): hostField = Array(name.utf8)
            case .endpointHostname: usesEndpointHostname = true
            }
            appendsForwardedHost = route.appendXForwardedHost
            upgrades = route.upgrades
            rateLimits = route.rateLimits
            includesHostRateLimits = route.includesHostRateLimits
        }
    }

    /// Retries, hedging, mirrors and body limits: what the route says of each, or else its virtual host, or the table.
    private static func resilience(
        of route: RouteEntryConfiguration, _ virtualHost: VirtualHostConfiguration, _ table: RouteConfiguration
    ) -> ResilienceConfiguration {
        var resilience = virtualHost.resilience
        if resilience.mirrors.isEmpty { resilience.mirrors = table.mirrors }
        if case .route(let forward) = route.action { resilience.override(with: forward.resilience) }
        resilience.bodyLimits.override(with: route.bodyLimits)
        return resilience
    }

    /// Whether the route, its virtual host or its table have settings for filters.
    public var hasOverrides: Bool { !perFilter.isEmpty }

    /// The settings of route, virtual host and table for the filter of that name, the most specific first.
    public func overrides(ofFilter name: String) -> [PerFilterConfiguration.Override] {
        perFilter.filter { $0.filterName == name }.map(\.override)
    }
}
