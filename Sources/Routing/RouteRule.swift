public import Configuration

/// One route as it is applied: its names, its action and what it says to filters. Shared by all workers.
public final class RouteRule: Sendable {
    /// The route's name; empty when it has none.
    public let name: [UInt8]
    /// The name of its virtual host.
    public let virtualHostName: [UInt8]
    /// What its requests are counted by, beside their clusters; nil for nothing.
    public let virtualClusters: VirtualClusters?
    /// What they are counted under, beside that; empty: nothing.
    public let statPrefix: String
    /// What happens to a request.
    public let action: RouteEntryAction
    /// Where a request is sent; nil for routes that answer, and for those whose requests several clusters share.
    public let target: WeightedBranchConfiguration.Target?
    /// What a branch does to requests before anything else is done to them.
    public let branchRequestHeaders: HeaderEditsConfiguration
    /// What `:authority` becomes on a branch, behind that; empty: it stays.
    public let branchHost: [UInt8]
    let matcher: PathMatcher
    private let perFilter: [PerFilterConfiguration]
    /// What is done to requests, in the order of doing; empty steps are left out.
    public let requestHeaders: [HeaderEditsConfiguration]
    /// What is done to responses, in the order of doing; empty steps are left out.
    public let responseHeaders: [HeaderEditsConfiguration]
    let prefixRewrite: [UInt8]
    let hostRewrite: [UInt8]
    /// Whether the host becomes the chosen endpoint's (`auto_host_rewrite`); see `rewriteHost`.
    public let usesEndpointHostname: Bool
    /// The field, in lower case, whose value becomes the host; empty: none.
    let hostField: [UInt8]
    let appendsForwardedHost: Bool
    /// Whether the upstream is told how often the request was tried.
    public let countsAttemptsUpstream: Bool
    /// Whether the downstream is told how often the request was tried.
    public let countsAttemptsDownstream: Bool
    /// Whether the upstream is told that a try follows one that took too long.
    public let tellsTimeoutRetries: Bool
    /// What follows failures: the route's own word, or its virtual host's; all empty for most routes.
    public let resilience: ResilienceConfiguration
    /// Which upgrades are taken whatever the connection manager says.
    public let upgrades: [RouteUpgradeConfiguration]
    /// Whether it only sends clients to the secured form of what they asked for.
    let secures: Bool

    /// Sends clients to the secured form of what they asked for.
    static var securing: RouteRule { RouteRule() }

    private init() {
        (name, virtualHostName, prefixRewrite, hostRewrite, hostField) = ([], [], [], [], [])
        action = .redirect(RedirectActionConfiguration(scheme: .https))
        (target, branchRequestHeaders, branchHost) = (nil, HeaderEditsConfiguration(), [])
        (virtualClusters, statPrefix) = (nil, "")
        matcher = PathMatcher(RouteMatchConfiguration(path: .prefix("")))
        perFilter = []
        (requestHeaders, responseHeaders) = ([], [])
        (appendsForwardedHost, usesEndpointHostname) = (false, false)
        (countsAttemptsUpstream, countsAttemptsDownstream, tellsTimeoutRetries) = (false, false, false)
        resilience = ResilienceConfiguration()
        upgrades = []
        secures = true
    }

    /// Compiles a route, or one of the branches of a route whose requests several clusters share.
    init(
        _ route: RouteEntryConfiguration, branch: WeightedBranchConfiguration? = nil,
        virtualHost: VirtualHostConfiguration, virtualClusters: VirtualClusters? = nil, table: RouteConfiguration
    ) {
        self.virtualClusters = virtualClusters
        statPrefix = route.statPrefix
        name = Array(route.name.utf8)
        virtualHostName = Array(virtualHost.name.utf8)
        action = route.action
        target = branch?.target ?? Self.target(of: route.action)
        branchRequestHeaders = branch?.requestHeaders ?? HeaderEditsConfiguration()
        branchHost = Array((branch?.hostRewrite ?? "").utf8)
        matcher = PathMatcher(route.match)
        // The most specific settings come first.
        perFilter = (branch?.perFilter ?? []) + route.perFilter + virtualHost.perFilter + table.perFilter
        let requests = [route.requestHeaders, virtualHost.requestHeaders, table.requestHeaders]
        let responses = [route.responseHeaders, virtualHost.responseHeaders, table.responseHeaders]
        let winsLast = table.mostSpecificEditsWin
        requestHeaders = (winsLast ? requests.reversed() : requests).filter { !$0.isEmpty }
        // What a branch does comes first in either order.
        responseHeaders = ([branch?.responseHeaders ?? .init()] + (winsLast ? responses.reversed() : responses))
            .filter { !$0.isEmpty }
        var prefix: [UInt8] = []
        var host: [UInt8] = []
        var usesEndpointHostname = false
        var field: [UInt8] = []
        var appends = false
        var upgrades: [RouteUpgradeConfiguration] = []
        if case .route(let forward) = route.action {
            prefix = Array(forward.prefixRewrite.utf8)
            switch forward.hostRewrite {
            case .none, .path, .format: break
            case .literal(let text): host = Array(text.utf8)
            case .field(let name): field = Array(name.utf8)
            case .endpointHostname: usesEndpointHostname = true
            }
            appends = forward.appendXForwardedHost
            upgrades = forward.upgrades
        }
        self.upgrades = upgrades
        self.usesEndpointHostname = usesEndpointHostname
        prefixRewrite = prefix
        hostRewrite = host
        hostField = field
        appendsForwardedHost = appends
        countsAttemptsUpstream = virtualHost.includeRequestAttemptCount
        countsAttemptsDownstream = virtualHost.includeAttemptCountInResponse
        tellsTimeoutRetries = virtualHost.tellsTimeoutRetries
        var resilience = virtualHost.resilience
        if resilience.mirrors.isEmpty { resilience.mirrors = table.mirrors }
        if case .route(let forward) = route.action { resilience.override(with: forward.resilience) }
        resilience.bodyLimits.override(with: route.bodyLimits)
        self.resilience = resilience
        secures = false
    }

    private static func target(of action: RouteEntryAction) -> WeightedBranchConfiguration.Target? {
        guard case .route(let route) = action else { return nil }
        return switch route.target {
        case .cluster(let name): .cluster(name)
        case .field(let name): .field(name)
        case .weighted: nil
        }
    }

    /// What the route, its virtual host and its table say to the filter of that name, the most specific first.
    public func overrides(ofFilter name: String) -> [PerFilterConfiguration.Override] {
        perFilter.filter { $0.filterName == name }.map(\.override)
    }
}
