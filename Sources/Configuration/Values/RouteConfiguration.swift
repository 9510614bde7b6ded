/// Where requests go (`envoy.config.route.v3.RouteConfiguration`).
public struct RouteConfiguration: Sendable, Equatable {
    /// The table's name; empty when unset.
    public var name: String
    /// The virtual hosts, in file order. No domain stands twice, whatever its letter case.
    public var virtualHosts: [VirtualHostConfiguration]
    /// Whether the port of a host does not matter where virtual hosts are looked for. Envoy's default: false.
    public var ignorePortInHostMatching = false
    /// The field, in lower case, whose value virtual hosts are looked for by, instead of the host; empty means the
    /// host.
    public var virtualHostField = ""
    /// Whether parameters (`;x=y`) of path segments do not matter where routes are looked for. Envoy's default: false.
    public var ignorePathParameters = false
    /// Fields, in lower case, that external requests may not have.
    public var internalOnlyFields: [String] = []
    /// What filters do differently under this table, by filter name.
    public var perFilter: [PerFilterConfiguration]
    /// The header edits of requests that a route takes.
    public var requestHeaders = HeaderEditsConfiguration()
    /// The header edits of their responses.
    public var responseHeaders = HeaderEditsConfiguration()
    /// Where copies of requests go, where neither route nor virtual host says anything about it.
    public var mirrors: [MirrorConfiguration] = []
    /// Whether the edits of the route come last, and so win, and not those of the table. Envoy's default: false.
    public var mostSpecificEditsWin = false
    /// The JSON object as it stands in the file, for `config_dump`.
    public var source: [UInt8]

    /// Makes a route table.
    public init(
        name: String = "",
        virtualHosts: [VirtualHostConfiguration] = [],
        perFilter: [PerFilterConfiguration] = [],
        source: [UInt8] = []
    ) {
        self.name = name
        self.virtualHosts = virtualHosts
        self.perFilter = perFilter
        self.source = source
    }

    /// What filters do differently anywhere under this table.
    public var allOverrides: [PerFilterConfiguration] {
        var overrides = perFilter
        for host in virtualHosts {
            overrides += host.perFilter
            for route in host.routes {
                overrides += route.perFilter
                for branch in route.branches { overrides += branch.perFilter }
            }
        }
        return overrides
    }
}

/// A set of hosts and their routes (`envoy.config.route.v3.VirtualHost`).
public struct VirtualHostConfiguration: Sendable, Equatable {
    /// The virtual host's name; never empty.
    public var name: String
    /// Host names, `*.suffix`, `prefix.*` or `*`, as written (compare without regard to case); at least one.
    public var domains: [String]
    /// The routes; the first that matches is taken, unless a matcher says which of them are looked at.
    public var routes: [RouteEntryConfiguration]
    /// What chooses the routes that a request may take, as places in `routes`; nil means all of them.
    public var matcher: MatcherConfiguration<Range<Int>>?
    /// What requests are counted by, beside their clusters; the first that fits counts.
    public var virtualClusters: [VirtualClusterConfiguration] = []
    /// Which requests must have come over a secured connection; others are redirected. Envoy's default: none.
    public var tlsRequirement = TLSRequirement.none
    /// Whether requests tell the upstream how often they were tried. Envoy's default: false.
    public var includeRequestAttemptCount = false
    /// Whether answers tell the downstream how often the request was tried. Envoy's default: false.
    public var includeAttemptCountInResponse = false
    /// Descriptors that rate limits are asked by.
    public var rateLimits: [RateLimitConfiguration] = []
    /// What filters do differently under this virtual host, by filter name.
    public var perFilter: [PerFilterConfiguration]
    /// The header edits of requests that one of its routes takes.
    public var requestHeaders = HeaderEditsConfiguration()
    /// The header edits of their responses.
    public var responseHeaders = HeaderEditsConfiguration()

    /// What follows failures, where a route says nothing about it.
    public var resilience = ResilienceConfiguration()
    /// Whether requests tell the upstream that they follow a try that took too long. Envoy's default: false.
    public var tellsTimeoutRetries = false
    /// Its metadata, for formats.
    public var metadata = MetadataConfiguration()

    /// Which requests must have come over a secured connection.
    public enum TLSRequirement: Sendable, Equatable {
        /// None.
        case none
        /// Those from outside.
        case external
        /// All.
        case all
    }

    /// Makes a virtual host.
    public init(
        name: String,
        domains: [String],
        routes: [RouteEntryConfiguration] = [],
        perFilter: [PerFilterConfiguration] = []
    ) {
        self.name = name
        self.domains = domains
        self.routes = routes
        self.perFilter = perFilter
    }
}

/// Requests that are counted together (`envoy.config.route.v3.VirtualCluster`).
public struct VirtualClusterConfiguration: Sendable, Equatable {
    /// The name in statistics; never empty.
    public var name: String
    /// What header fields must be like; at least one condition.
    public var headers: [HeaderMatcherConfiguration]

    /// Makes a virtual cluster.
    public init(name: String, headers: [HeaderMatcherConfiguration]) {
        self.name = name
        self.headers = headers
    }
}

/// One route: what it matches and what it does (`envoy.config.route.v3.Route`).
public struct RouteEntryConfiguration: Sendable, Equatable {
    /// The route's name for logs; empty when unset.
    public var name: String
    /// Which requests it takes.
    public var match: RouteMatchConfiguration
    /// What it does with them.
    public var action: RouteEntryAction
    /// What its requests are counted under, beside their clusters; empty means nothing.
    public var statPrefix = ""
    /// What filters do differently on this route, by filter name.
    public var perFilter: [PerFilterConfiguration]
    /// The header edits of requests that it takes.
    public var requestHeaders = HeaderEditsConfiguration()
    /// The header edits of their responses.
    public var responseHeaders = HeaderEditsConfiguration()
    /// How much of a request is kept; what it leaves out, the virtual host may say.
    public var bodyLimits = BodyLimitsConfiguration()
    /// Its tracing settings; nil means nothing.
    public var tracing: RouteTracingConfiguration?
    /// Its metadata, for formats.
    public var metadata = MetadataConfiguration()

    /// The clusters that share its requests; empty when there are not several.
    public var branches: [WeightedBranchConfiguration] {
        if case .route(let action) = action, case .weighted(let weighted) = action.target {
            weighted.branches
        } else {
            []
        }
    }

    /// Makes a route.
    public init(
        name: String = "",
        match: RouteMatchConfiguration,
        action: RouteEntryAction,
        perFilter: [PerFilterConfiguration] = []
    ) {
        self.name = name
        self.match = match
        self.action = action
        self.perFilter = perFilter
    }
}
