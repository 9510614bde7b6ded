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
    let prefixRewrite: [UInt8]
    let hostRewrite: [UInt8]
    /// Whether the host becomes the chosen endpoint's (`auto_host_rewrite`); see `rewriteHost`.
    public let usesEndpointHostname: Bool

    init(
        _ route: RouteEntryConfiguration, virtualHost: VirtualHostConfiguration, table: RouteConfiguration
    ) {
        name = Array(route.name.utf8)
        virtualHostName = Array(virtualHost.name.utf8)
        action = route.action
        matcher = PathMatcher(route.match)
        // The most specific settings come first.
        perFilter = route.perFilter + virtualHost.perFilter + table.perFilter
        var prefix: [UInt8] = []
        var host: [UInt8] = []
        var usesEndpointHostname = false
        if case .route(let forward) = route.action {
            prefix = Array(forward.prefixRewrite.utf8)
            switch forward.hostRewrite {
            case .none: break
            case .literal(let text): host = Array(text.utf8)
            case .endpointHostname: usesEndpointHostname = true
            }
        }
        self.usesEndpointHostname = usesEndpointHostname
        prefixRewrite = prefix
        hostRewrite = host
    }

    /// What the route, its virtual host or its table says to the filter of that name, the most specific first.
    public func settings(ofFilter name: String) -> PerFilterConfiguration.Override? {
        perFilter.first { $0.filterName == name }?.override
    }
}
