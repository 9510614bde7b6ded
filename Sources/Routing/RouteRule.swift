public import Configuration

/// One route as it is applied: its names, its action and what it says to filters. Shared by all workers.
public final class RouteRule: Sendable {
    /// The route's name; empty when it has none.
    public let name: [UInt8]
    /// The name of its virtual host.
    public let virtualHostName: [UInt8]
    /// What happens to a request.
    public let action: RouteEntryAction
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
    /// Whether it only sends clients to the secured form of what they asked for.
    let secures: Bool

    /// Descriptors that rate limits are asked by, of the route and of its virtual host.
    public let rateLimits: [RateLimitConfiguration], hostRateLimits: [RateLimitConfiguration]
    /// Whether those of the virtual host count beside the route's, whatever a filter says.
    public let includesHostRateLimits: Bool

    /// Sends clients to the secured form of what they asked for.
    static var securing: RouteRule { RouteRule() }

    private init() {
        (name, virtualHostName, prefixRewrite, hostRewrite, hostField) = ([], [], [], [], [])
        action = .redirect(RedirectActionConfiguration(scheme: .https))
        matcher = PathMatcher(RouteMatchConfiguration(path: .prefix("")))
        perFilter = []
        (rateLimits, hostRateLimits, includesHostRateLimits) = ([], [], false)
        (requestHeaders, responseHeaders) = ([], [])
        (appendsForwardedHost, usesEndpointHostname) = (false, false)
        (countsAttemptsUpstream, countsAttemptsDownstream) = (false, false)
        secures = true
    }

    init(
        _ route: RouteEntryConfiguration, virtualHost: VirtualHostConfiguration, table: RouteConfiguration
    ) {
        name = Array(route.name.utf8)
        virtualHostName = Array(virtualHost.name.utf8)
        action = route.action
        matcher = PathMatcher(route.match)
        // The most specific settings come first.
        perFilter = route.perFilter + virtualHost.perFilter + table.perFilter
        let requests = [route.requestHeaders, virtualHost.requestHeaders, table.requestHeaders].filter { !$0.isEmpty }
        let responses = [route.responseHeaders, virtualHost.responseHeaders, table.responseHeaders]
            .filter { !$0.isEmpty }
        requestHeaders = table.mostSpecificEditsWin ? requests.reversed() : requests
        responseHeaders = table.mostSpecificEditsWin ? responses.reversed() : responses
        var prefix: [UInt8] = []
        var host: [UInt8] = []
        var usesEndpointHostname = false
        var field: [UInt8] = []
        var appends = false
        hostRateLimits = virtualHost.rateLimits
        var limits: [RateLimitConfiguration] = []
        var includesHost = false
        if case .route(let forward) = route.action {
            limits = forward.rateLimits
            includesHost = forward.includesHostRateLimits
            prefix = Array(forward.prefixRewrite.utf8)
            switch forward.hostRewrite {
            case .none, .path: break
            case .literal(let text): host = Array(text.utf8)
            case .field(let name): field = Array(name.utf8)
            case .endpointHostname: usesEndpointHostname = true
            }
            appends = forward.appendXForwardedHost
        }
        rateLimits = limits
        includesHostRateLimits = includesHost
        self.usesEndpointHostname = usesEndpointHostname
        prefixRewrite = prefix
        hostRewrite = host
        hostField = field
        appendsForwardedHost = appends
        countsAttemptsUpstream = virtualHost.includeRequestAttemptCount
        countsAttemptsDownstream = virtualHost.includeAttemptCountInResponse
        secures = false
    }

    /// Whether the route, its virtual host or its table say anything to filters.
    public var hasOverrides: Bool { !perFilter.isEmpty }

    /// What the route, its virtual host and its table say to the filter of that name, the most specific first.
    public func overrides(ofFilter name: String) -> [PerFilterConfiguration.Override] {
        perFilter.filter { $0.filterName == name }.map(\.override)
    }
}
