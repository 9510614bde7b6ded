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
    /// Whether responses carry `x-request-id`. Envoy's default: false.
    public var alwaysSetRequestIDInResponse: Bool
    /// How long a stream may show no activity; nil: for ever. Envoy's default: 5 min.
    public var streamIdleTimeout: UInt64?
    /// How long the whole request may take to arrive; nil: for ever. Envoy's default: nil.
    public var requestTimeout: UInt64?
    /// How long the request's head may take to arrive; nil: for ever. Envoy's default: nil.
    public var requestHeadersTimeout: UInt64?
    /// How long a draining connection still takes requests before it is closed. Envoy's default: 5 s.
    public var drainTimeout: UInt64
    /// How long a connection that we close waits for the peer to close first; nil: it does not wait.
    /// Envoy's default: 1 s.
    public var delayedCloseTimeout: UInt64?
    /// The limits that every version of HTTP shares.
    public var commonOptions: CommonHTTPOptionsConfiguration
    /// The choices of HTTP/1.
    public var http1Options: HTTP1OptionsConfiguration
    /// The most that a request's head may weigh, in KiB. Envoy's default: 60.
    public var maxRequestHeadersKB: UInt32
    /// Where requests are logged; empty means nowhere.
    public var accessLogs: [AccessLogConfiguration]
    /// The HTTP filters in order; the last is the router.
    public var httpFilters: [HTTPFilterConfiguration]
    /// Where requests go.
    public var routeConfiguration: RouteConfiguration

    /// The versions of HTTP that a listener expects.
    public enum CodecType: Sendable, Equatable {
        /// Found out from the first bytes.
        case auto
        /// HTTP/1.0 and HTTP/1.1 only.
        case http1
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

    /// A connection manager; what is left out has Envoy's default.
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
