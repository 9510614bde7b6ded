public import NetworkAddresses

/// How HTTP is spoken with downstream
/// (`envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager`).
///
/// Durations are nanoseconds; nil means that the timer does not exist (Envoy's 0, or unset where Envoy has no default).
public struct HTTPConnectionManagerConfiguration: Sendable, Equatable {
    /// The middle of every statistic's name, as in `http.<statPrefix>.downstream_rq_total`; never empty.
    public var statPrefix: String
    /// Which versions of HTTP are expected. Envoy's default: `auto`.
    public var codecType: CodecType
    /// Whether the peer's address is the client's address, and not what `x-forwarded-for` says. Envoy's default: false.
    public var useRemoteAddress: Bool
    /// How many trusted proxies stand before this one. Envoy's default: 0.
    public var xffNumTrustedHops: UInt32
    /// Whether `x-forwarded-for` stays as it came even with `useRemoteAddress`. Envoy's default: false.
    public var skipXffAppend: Bool
    /// The text appended to the `via` field of requests and responses; empty appends nothing.
    public var via: String
    /// The value of the `server` field. Envoy's default: `envoy`.
    public var serverName: String
    /// What happens to the `server` field of responses. Envoy's default: `overwrite`.
    public var serverHeaderTransformation: ServerHeaderTransformation
    /// Whether requests without `x-request-id` get one. Envoy's default: true.
    public var generateRequestID: Bool
    /// Whether an `x-request-id` from outside is kept at the edge. Envoy's default: false.
    public var preserveExternalRequestID: Bool
    /// Whether upstreams that speak the PROXY protocol are told the client's addresses, unless a proxy in front told
    /// others (`add_proxy_protocol_connection_state`). Envoy's default: true.
    public var tellsOrigin = true
    /// Whether responses carry `x-request-id`. Envoy's default: false.
    public var alwaysSetRequestIDInResponse: Bool
    /// How long a stream may show no activity; nil means for ever. Envoy's default: 5 min.
    public var streamIdleTimeout: UInt64?
    /// How long the whole request may take to arrive; nil means for ever. Envoy's default: nil.
    public var requestTimeout: UInt64?
    /// How long the request's head may take to arrive; nil means for ever. Envoy's default: nil.
    public var requestHeadersTimeout: UInt64?
    /// How long a draining connection still takes requests before it is closed. Envoy's default: 5 s.
    public var drainTimeout: UInt64
    /// How long a connection that we close waits for the peer to close first; nil means it does not wait.
    /// Envoy's default: 1 s.
    public var delayedCloseTimeout: UInt64?
    /// The limits that every version of HTTP shares.
    public var commonOptions: CommonHTTPOptionsConfiguration
    /// The choices of HTTP/1.
    public var http1Options: HTTP1OptionsConfiguration
    /// The choices of HTTP/2.
    public var http2Options = HTTP2OptionsConfiguration()
    /// How long what is left of an answer may wait for the client's window; nil means for ever. Envoy's default:
    /// `streamIdleTimeout`.
    public var streamFlushTimeout: UInt64? = 300_000_000_000
    /// The most that a request's head may weigh, in KiB. Envoy's default: 60.
    public var maxRequestHeadersKB: UInt32
    /// Whether `.` and `..` segments, escapes of plain letters and backslashes are taken out of paths.
    /// Envoy's default: false.
    public var normalizePath = false
    /// Whether several slashes in a path become one. Envoy's default: false.
    public var mergeSlashes = false
    /// What happens to escaped slashes and backslashes in paths. Envoy's default: `keep`.
    public var escapedSlashesAction = EscapedSlashesAction.keep
    /// What upstreams are told of clients' certificates.
    public var clientCertificates = ClientCertificateConfiguration()
    /// Which port of the host is cut off. Envoy's default: none.
    public var hostPortStripping = HostPortStripping.none
    /// Whether the dot at the end of a host is cut off. Envoy's default: false.
    public var stripTrailingHostDot = false
    /// The networks whose addresses are internal. Envoy's default: none; the private ones with an
    /// `internal_address_config` that names none.
    public var internalNetworks: [CIDRBlock] = []
    /// Whether clients on a Unix socket are internal. Envoy's default: false.
    public var internalUnixSockets = false
    /// Whether requests get `x-forwarded-port`. Envoy's default: false.
    public var appendXForwardedPort = false
    /// What the scheme becomes, whatever the request said; nil means it stays.
    public var schemeToOverwrite: String?
    /// Whether the scheme becomes that of the upstream connection. Envoy's default: false.
    public var schemeMatchesUpstream = false
    /// Where the client's address is found; empty means by `xffNumTrustedHops`.
    public var addressDetection: [AddressDetectionConfiguration] = []
    /// Whether a trace decision that came with an external `x-request-id` is erased. Envoy's default: true.
    public var packsTraceReason = true
    /// Whether `x-request-id` decides which requests are traced; if not, all are. Envoy's default: true.
    public var tracesByRequestID = true
    /// Which requests are traced; nil means none.
    public var tracing: TracingConfiguration?
    /// Whether requests say which service this is, and get its name as `user-agent` where they have none.
    /// Envoy's default: false.
    public var addUserAgent = false
    /// Whether the upstream answers expectations, and its interim answers go on. Envoy's default: false.
    public var proxies100Continue = false
    /// Whether a connection outlives an answer 400 of our own. Envoy's default: false.
    public var keepsConnectionAfterBadRequest = false
    /// Whether a connection that grew too old is closed with its next answer only. Envoy's default: false.
    public var safeMaxConnectionDuration = false
    /// What `proxy-status` says in answers; nil means there is none.
    public var proxyStatus: ProxyStatusConfiguration?
    /// Where requests are logged; empty means nowhere.
    public var accessLogs: [AccessLogConfiguration]
    /// How the answers that the connection manager makes by itself are reworked; nil means not at all.
    public var localReplies: LocalReplyConfiguration?
    /// When logs get lines beside those at the end of requests.
    public var accessLogOptions = AccessLogOptionsConfiguration()
    /// Which upgrades are taken, by type. Envoy's default: none.
    public var upgrades: [UpgradeConfiguration] = []
    /// What is done to request heads as they come, before who the client is and the route are looked for.
    public var earlyMutations: [HeaderMutationConfiguration.Change] = []
    /// The HTTP filters in order; the last is the router.
    public var httpFilters: [HTTPFilterConfiguration]
    /// Where requests go.
    public var routeConfiguration: RouteConfiguration
    /// Where the routes come from; nil means they are `routeConfiguration`, which is empty otherwise.
    public var routeDiscovery: RouteDiscoveryConfiguration?

    /// The versions of HTTP that a listener expects.
    public enum CodecType: Sendable, Equatable {
        /// Found out from the first bytes.
        case auto
        /// HTTP/1.0 and HTTP/1.1 only.
        case http1
        /// HTTP/2 only, known beforehand.
        case http2
    }

    /// What happens to escaped slashes (`%2F`) and backslashes (`%5C`) in paths.
    public enum EscapedSlashesAction: Sendable, Equatable {
        /// They stay.
        case keep
        /// The request is answered 400.
        case reject
        /// The client is sent to the path without them.
        case redirect
        /// They are unescaped before anything looks at the path.
        case forward
    }

    /// Which port of the host is cut off.
    public enum HostPortStripping: Sendable, Equatable {
        /// None.
        case none
        /// The listener's.
        case matching
        /// Any.
        case any
    }

    /// What happens to the `server` field of responses.
    public enum ServerHeaderTransformation: Sendable, Equatable {
        /// It becomes `serverName`.
        case overwrite
        /// It becomes `serverName` when the response has none.
        case appendIfAbsent
        /// It stays as upstream wrote it, or absent.
        case passThrough
    }

    /// Makes a connection manager; what is left out has Envoy's default.
    public init(
        statPrefix: String,
        codecType: CodecType = .auto,
        useRemoteAddress: Bool = false,
        xffNumTrustedHops: UInt32 = 0,
        skipXffAppend: Bool = false,
        via: String = "",
        serverName: String = "envoy",
        serverHeaderTransformation: ServerHeaderTransformation = .overwrite,
        generateRequestID: Bool = true,
        preserveExternalRequestID: Bool = false,
        alwaysSetRequestIDInResponse: Bool = false,
        streamIdleTimeout: UInt64? = 300_000_000_000,
        requestTimeout: UInt64? = nil,
        requestHeadersTimeout: UInt64? = nil,
        drainTimeout: UInt64 = 5_000_000_000,
        delayedCloseTimeout: UInt64? = 1_000_000_000,
        commonOptions: CommonHTTPOptionsConfiguration = CommonHTTPOptionsConfiguration(),
        http1Options: HTTP1OptionsConfiguration = HTTP1OptionsConfiguration(),
        maxRequestHeadersKB: UInt32 = 60,
        accessLogs: [AccessLogConfiguration] = [],
        httpFilters: [HTTPFilterConfiguration] = [],
        routeConfiguration: RouteConfiguration = RouteConfiguration()
    ) {
        self.statPrefix = statPrefix
        self.codecType = codecType
        self.useRemoteAddress = useRemoteAddress
        self.xffNumTrustedHops = xffNumTrustedHops
        self.skipXffAppend = skipXffAppend
        self.via = via
        self.serverName = serverName
        self.serverHeaderTransformation = serverHeaderTransformation
        self.generateRequestID = generateRequestID
        self.preserveExternalRequestID = preserveExternalRequestID
        self.alwaysSetRequestIDInResponse = alwaysSetRequestIDInResponse
        self.streamIdleTimeout = streamIdleTimeout
        self.requestTimeout = requestTimeout
        self.requestHeadersTimeout = requestHeadersTimeout
        self.drainTimeout = drainTimeout
        self.delayedCloseTimeout = delayedCloseTimeout
        self.commonOptions = commonOptions
        self.http1Options = http1Options
        self.maxRequestHeadersKB = maxRequestHeadersKB
        self.accessLogs = accessLogs
        self.httpFilters = httpFilters
        self.routeConfiguration = routeConfiguration
    }
}
