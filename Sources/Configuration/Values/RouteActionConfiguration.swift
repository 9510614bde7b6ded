/// What a route does with a request.
public enum RouteEntryAction: Sendable, Equatable {
    /// It is sent to a cluster.
    case route(RouteActionConfiguration)
    /// It is answered with a redirect.
    case redirect(RedirectActionConfiguration)
    /// It is answered with a fixed response.
    case directResponse(DirectResponseConfiguration)
}

/// How a request is sent upstream (`envoy.config.route.v3.RouteAction`). Durations are nanoseconds.
public struct RouteActionConfiguration: Sendable, Equatable {
    /// Where it is sent.
    public var target: RouteTargetConfiguration
    /// Descriptors that rate limits are asked by.
    public var rateLimits: [RateLimitConfiguration] = []
    /// Whether those of the virtual host count beside them. Envoy's default: false.
    public var includesHostRateLimits = false
    /// From the end of the request to the end of the response; nil means no limit (Envoy's 0). Envoy's default: 15 s.
    public var timeout: UInt64?
    /// How long the stream may show no activity.
    public var idleTimeout: RouteIdleTimeout
    /// How long what is left of an answer may wait for the client's windows, in nanoseconds; 0 means for ever; nil
    /// means as the connection manager's `streamFlushTimeout` says. HTTP/1.1 has no windows.
    public var flushTimeout: UInt64?
    /// What the matched prefix, or the whole matched path, becomes; empty means the path stays.
    public var prefixRewrite: String
    /// What replaces parts of the path, without its query.
    public var regexRewrite: RegexRewriteConfiguration?
    /// What the path, without its query, becomes; where it comes to nothing the path stays.
    public var pathFormat: SubstitutionFormat?
    /// What `:authority` becomes.
    public var hostRewrite: HostRewriteConfiguration
    /// Whether the host that a rewriting replaces is added to `x-forwarded-host`. Envoy's default: false.
    public var appendXForwardedHost = false
    /// How long a stream on the route may live; nil means the route says nothing, and `timeout` holds.
    public var maxStreamDuration: StreamDurationConfiguration?
    /// What `grpc-timeout` may ask for, in the deprecated fields.
    public var oldGRPCTimeout: OldGRPCTimeoutConfiguration?
    /// Which set of circuit-breaker thresholds counts. Envoy's default: `default`.
    public var priority: RoutingPriority
    /// What is hashed for consistent hashing; empty means nothing.
    public var hashPolicy: [HashPolicyConfiguration] = []
    /// What endpoints have to say of themselves, where the cluster has subsets (`metadata_match`, `envoy.lb`); empty:
    /// nothing.
    public var metadataMatch: [String: StructValue] = [:]
    /// The status answered when the cluster does not exist: 404, 500 or 503. Envoy's default: 503.
    public var clusterNotFoundResponseCode: UInt16
    /// Which upgrades are taken whatever the connection manager says, by type. Envoy's default: none.
    public var upgrades: [RouteUpgradeConfiguration] = []

    /// What follows failures; what it leaves out, the virtual host may say.
    public var resilience = ResilienceConfiguration()
    /// Which redirects of endpoints are followed for the client; nil means none.
    public var internalRedirects: InternalRedirectConfiguration?

    /// What it says to CORS filters in the deprecated way.
    public var oldCORS: PerFilterConfiguration?

    /// Makes an action; what is left out has Envoy's default.
    public init(
        target: RouteTargetConfiguration,
        timeout: UInt64? = 15_000_000_000,
        idleTimeout: RouteIdleTimeout = .inherited,
        prefixRewrite: String = "",
        hostRewrite: HostRewriteConfiguration = .none,
        priority: RoutingPriority = .default,
        clusterNotFoundResponseCode: UInt16 = 503
    ) {
        self.target = target
        self.timeout = timeout
        self.idleTimeout = idleTimeout
        self.prefixRewrite = prefixRewrite
        self.hostRewrite = hostRewrite
        self.priority = priority
        self.clusterNotFoundResponseCode = clusterNotFoundResponseCode
    }
}

/// How long a stream on a route may live (`RouteAction.MaxStreamDuration`). Durations are nanoseconds.
public struct StreamDurationConfiguration: Sendable, Equatable {
    /// The limit; 0 means none, whatever the connection manager says; nil means as the connection manager says.
    public var limit: UInt64?
    /// The most that `grpc-timeout` may ask for; 0 means anything; nil means it is not heard.
    public var grpcTimeoutLimit: UInt64?
    /// How much less than `grpc-timeout` asks for is given; nil means nothing less.
    public var grpcTimeoutOffset: UInt64?

    /// Says nothing yet, but puts `timeout` out of force.
    public init(limit: UInt64? = nil, grpcTimeoutLimit: UInt64? = nil, grpcTimeoutOffset: UInt64? = nil) {
        self.limit = limit
        self.grpcTimeoutLimit = grpcTimeoutLimit
        self.grpcTimeoutOffset = grpcTimeoutOffset
    }
}

/// What `grpc-timeout` may ask for (`max_grpc_timeout` and `grpc_timeout_offset`, both deprecated). Nanoseconds.
public struct OldGRPCTimeoutConfiguration: Sendable, Equatable {
    /// The most; 0 means anything.
    public var limit: UInt64
    /// How much less is given.
    public var offset: UInt64

    /// Makes a limit.
    public init(limit: UInt64, offset: UInt64 = 0) {
        self.limit = limit
        self.offset = offset
    }
}

/// How long a stream on a route may show no activity.
public enum RouteIdleTimeout: Sendable, Equatable {
    /// As the connection manager's `streamIdleTimeout` says.
    case inherited
    /// For ever (Envoy's 0).
    case disabled
    /// So many nanoseconds.
    case after(UInt64)
}

/// What `:authority` becomes on its way upstream.
public enum HostRewriteConfiguration: Sendable, Equatable {
    /// It stays.
    case none
    /// This text (`host_rewrite_literal`).
    case literal(String)
    /// The value of this field, when it is there (`host_rewrite_header`).
    case field(String)
    /// The chosen endpoint's host name, when it has one (`auto_host_rewrite`).
    case endpointHostname
    /// The path, without its query, with its matches replaced (`host_rewrite_path_regex`).
    case path(RegexRewriteConfiguration)
    /// What a format says (`host_rewrite`).
    case format(SubstitutionFormat)
}

/// The two sets of circuit-breaker thresholds (`envoy.config.core.v3.RoutingPriority`).
public enum RoutingPriority: Sendable, Equatable {
    /// Ordinary requests.
    case `default`
    /// Important requests.
    case high
}

/// A redirect (`envoy.config.route.v3.RedirectAction`).
public struct RedirectActionConfiguration: Sendable, Equatable {
    /// What the scheme becomes.
    public var scheme: SchemeRedirect
    /// The new host; empty means the request's.
    public var hostRedirect: String
    /// The new port, passed on as written (Envoy does not limit it); nil means the request's, or none where Envoy drops
    /// it.
    public var portRedirect: UInt32?
    /// What the path becomes.
    public var path: PathRedirect
    /// The status: 301, 302, 303, 307 or 308. Envoy's default: 301.
    public var responseCode: UInt16
    /// Whether the query is dropped. Envoy's default: false.
    public var stripQuery: Bool

    /// What a redirect does with the scheme.
    public enum SchemeRedirect: Sendable, Equatable {
        /// It stays.
        case unchanged
        /// It becomes `https` (`https_redirect: true`).
        case https
        /// It becomes this text (`scheme_redirect`).
        case scheme(String)
    }

    /// What a redirect does with the path.
    public enum PathRedirect: Sendable, Equatable {
        /// It stays.
        case unchanged
        /// It becomes this text; a query written in it replaces the request's (`path_redirect`).
        case path(String)
        /// The matched prefix becomes this text (`prefix_rewrite`).
        case prefixRewrite(String)
        /// Its matches are replaced (`regex_rewrite`).
        case regexRewrite(RegexRewriteConfiguration)
        /// It becomes what a format says; a query in it replaces the request's, and where it comes to nothing the path
        /// stays (`path_rewrite`).
        case format(SubstitutionFormat)
    }

    /// Makes a redirect; what is left out has Envoy's default.
    public init(
        scheme: SchemeRedirect = .unchanged,
        hostRedirect: String = "",
        portRedirect: UInt32? = nil,
        path: PathRedirect = .unchanged,
        responseCode: UInt16 = 301,
        stripQuery: Bool = false
    ) {
        self.scheme = scheme
        self.hostRedirect = hostRedirect
        self.portRedirect = portRedirect
        self.path = path
        self.responseCode = responseCode
        self.stripQuery = stripQuery
    }
}

/// A fixed response (`envoy.config.route.v3.DirectResponseAction`).
public struct DirectResponseConfiguration: Sendable, Equatable {
    /// The status, 200 to 599.
    public var status: UInt16
    /// The body, at most `longestBody` bytes; may be empty. Of a file or variable it is read when the configuration
    /// takes effect.
    public var body: DataSourceConfiguration
    /// Bytes that the body may have. Envoy's default: 4,096.
    public var longestBody: UInt32
    /// How the body looks; nil means as it is.
    public var format: FormatConfiguration?

    /// Makes a status and a body.
    public init(
        status: UInt16, body: DataSourceConfiguration = .bytes([]), longestBody: UInt32 = 4096,
        format: FormatConfiguration? = nil
    ) {
        self.status = status
        self.body = body
        self.longestBody = longestBody
        self.format = format
    }
}
