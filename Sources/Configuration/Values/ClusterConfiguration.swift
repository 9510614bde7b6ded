/// A named set of endpoints and how they are used (`envoy.config.cluster.v3.Cluster`). Durations are nanoseconds.
public struct ClusterConfiguration: Sendable, Equatable {
    /// The cluster's name; never empty.
    public var name: String
    /// The name used in statistics; empty means `name`.
    public var altStatName: String
    /// How long connecting may take. Envoy's default: 5 s.
    public var connectTimeout: UInt64
    /// Where the endpoints come from.
    public var discoveryType: DiscoveryType
    /// How an endpoint is chosen.
    public var lbPolicy: LoadBalancingPolicy
    /// Limits for ordinary requests.
    public var defaultThresholds: CircuitBreakerThresholds
    /// Limits for requests of high priority.
    public var highThresholds: CircuitBreakerThresholds
    /// The endpoints, by locality and priority, in file order.
    public var endpoints: [LocalityEndpoints]
    /// Which share of the requests is refused, so that endpoints get less (`policy.drop_overloads`); none by default.
    public var dropOverload = FractionalPercentConfiguration()
    /// When endpoints that answer badly get no requests for a while; nil: never.
    public var outlierDetection: OutlierDetectionConfiguration?
    /// Limits that every version of HTTP shares; `maxRequestsPerConnection` and `idleTimeout` (1 h) stand here.
    public var commonOptions: CommonHTTPOptionsConfiguration
    /// The choices of HTTP/1.
    public var http1Options: HTTP1OptionsConfiguration
    /// The choices of HTTP/2.
    public var http2Options = HTTP2OptionsConfiguration()
    /// Which version of HTTP requests leave by. Envoy's default: `http1`.
    public var upstreamProtocol = UpstreamProtocol.http1
    /// Where connections come from; nil: the bootstrap's, if it says anything.
    public var bind: BindConfiguration?
    /// Probes on connections; nil sends none.
    public var keepalive: KeepaliveConfiguration?
    /// Soft limit of each of a connection's buffers, in bytes. Envoy's default: 1 MiB.
    public var perConnectionBufferLimit: UInt32
    /// TLS to the endpoints; nil: connections are plain.
    public var tls: UpstreamTLSConfiguration?
    /// The header before everything on a connection; nil: none.
    public var proxyProtocol: UpstreamProxyProtocolConfiguration?
    /// The JSON object as it stands in the file, for `config_dump`.
    public var source: [UInt8]

    /// Which version of HTTP requests leave by.
    public enum UpstreamProtocol: Sendable, Equatable {
        /// HTTP/1.1.
        case http1
        /// HTTP/2, known beforehand.
        case http2
        /// HTTP/2 for requests that came by it, HTTP/1.1 for the others.
        case asDownstream
        /// What each connection's handshake agrees on (ALPN). The cluster has TLS.
        case negotiated
    }

    /// Where endpoints come from.
    public enum DiscoveryType: Sendable, Equatable {
        /// They stand in the cluster, as addresses.
        case `static`
        /// They stand in the cluster, as names; each address of a name is an endpoint.
        case strictDNS(NameResolutionConfiguration)
        /// One name stands in the cluster; its addresses are one endpoint, and new connections go to the first that
        /// answers.
        case logicalDNS(NameResolutionConfiguration)
    }

    /// How an endpoint is chosen.
    public enum LoadBalancingPolicy: Sendable, Equatable {
        /// One after the other, by weight.
        case roundRobin
        /// The least busy of `choiceCount` random ones (Envoy's default: 2); with unequal weights, weight divided by
        /// (active requests + 1) to the power of `activeRequestBias` (Envoy's default: 1.0).
        case leastRequest(choiceCount: UInt32, activeRequestBias: Double)
        /// At random, by weight.
        case random
    }

    /// A cluster; what is left out has Envoy's default.
    public init(
        name: String,
        altStatName: String = "",
        connectTimeout: UInt64 = 5_000_000_000,
        discoveryType: DiscoveryType = .static,
        lbPolicy: LoadBalancingPolicy = .roundRobin,
        defaultThresholds: CircuitBreakerThresholds = CircuitBreakerThresholds(),
        highThresholds: CircuitBreakerThresholds = CircuitBreakerThresholds(),
        endpoints: [LocalityEndpoints] = [],
        commonOptions: CommonHTTPOptionsConfiguration = CommonHTTPOptionsConfiguration(),
        http1Options: HTTP1OptionsConfiguration = HTTP1OptionsConfiguration(),
        bind: BindConfiguration? = nil,
        keepalive: KeepaliveConfiguration? = nil,
        perConnectionBufferLimit: UInt32 = 1_048_576,
        source: [UInt8] = []
    ) {
        self.name = name
        self.altStatName = altStatName
        self.connectTimeout = connectTimeout
        self.discoveryType = discoveryType
        self.lbPolicy = lbPolicy
        self.defaultThresholds = defaultThresholds
        self.highThresholds = highThresholds
        self.endpoints = endpoints
        self.commonOptions = commonOptions
        self.http1Options = http1Options
        self.bind = bind
        self.keepalive = keepalive
        self.perConnectionBufferLimit = perConnectionBufferLimit
        self.source = source
    }
}

/// The limits of a cluster for one priority (`envoy.config.cluster.v3.CircuitBreakers.Thresholds`).
public struct CircuitBreakerThresholds: Sendable, Equatable {
    /// Connections. Envoy's default: 1024.
    public var maxConnections: UInt32
    /// Requests that wait for a connection. Envoy's default: 1024.
    public var maxPendingRequests: UInt32
    /// Requests under way. Envoy's default: 1024.
    public var maxRequests: UInt32
    /// Retries under way. Envoy's default: 3.
    public var maxRetries: UInt32
    /// How many retries there may be instead of `maxRetries`; nil: `maxRetries` holds.
    public var retryBudget: RetryBudget?
    /// Connection pools: one for each worker and endpoint in use. Envoy's default: 4,294,967,295.
    public var maxConnectionPools: UInt32
    /// Connections to one endpoint (`per_host_thresholds`); nil: no limit. Envoy's default: nil.
    public var maxConnectionsPerEndpoint: UInt32?
    /// Whether statistics show how much of each limit is left. Envoy's default: false.
    public var trackRemaining: Bool

    /// Retries as a share of the requests that wait or are under way.
    public struct RetryBudget: Sendable, Equatable {
        /// The share, from 0 to 100. Envoy's default: 20.
        public var percent = 20.0
        /// There may be so many in any case. Envoy's default: 3.
        public var minConcurrency: UInt32 = 3

        /// Envoy's defaults.
        public init() {}
    }

    /// Limits; what is left out has Envoy's default.
    public init(
        maxConnections: UInt32 = 1024,
        maxPendingRequests: UInt32 = 1024,
        maxRequests: UInt32 = 1024,
        maxRetries: UInt32 = 3,
        maxConnectionPools: UInt32 = .max,
        maxConnectionsPerEndpoint: UInt32? = nil,
        trackRemaining: Bool = false
    ) {
        self.maxConnections = maxConnections
        self.maxPendingRequests = maxPendingRequests
        self.maxRequests = maxRequests
        self.maxRetries = maxRetries
        self.maxConnectionPools = maxConnectionPools
        self.maxConnectionsPerEndpoint = maxConnectionsPerEndpoint
        self.trackRemaining = trackRemaining
    }
}
