/// A named set of endpoints and how they are used (`envoy.config.cluster.v3.Cluster`). Durations are nanoseconds.
public struct ClusterConfiguration: Sendable, Equatable {
    /// The cluster's name; never empty.
    public var name: String
    /// Its metadata, for formats.
    public var metadata = MetadataConfiguration()
    /// The name used in statistics; empty means `name`.
    public var altStatName: String
    /// How long connecting may take. Envoy's default: 5 s.
    public var connectTimeout: UInt64
    /// Where the endpoints come from.
    public var discoveryType: DiscoveryType
    /// How an endpoint is chosen.
    public var lbPolicy: LoadBalancingPolicy
    /// How requests are spread, whatever the policy.
    @Uncommon public var balancing: BalancingConfiguration
    /// Limits for ordinary requests.
    public var defaultThresholds: CircuitBreakerThresholds
    /// Limits for requests of high priority.
    @Uncommon public var highThresholds: CircuitBreakerThresholds
    /// How the health of endpoints is found out; nil means as their source says.
    @Boxed public var healthCheck: HealthCheckConfiguration?
    /// Whether endpoints leave with their source's word, even while they are healthy. Envoy's default: false.
    public var ignoresHealthOnRemoval = false
    /// Whether connections that serve one client each, as a TCP proxy's, end when their endpoint fails. Envoy's
    /// default: false.
    public var closesConnectionsOnFailure = false
    /// Whether the sizes of heads and bodies are measured (`request_response_sizes`). Envoy's default: false.
    public var tracksSizes = false
    /// Whether statistics show what each endpoint counts (`per_endpoint_stats`). Envoy's default: false.
    public var tracksEndpoints = false
    /// Whether it is measured how much of their time requests and tries take (`timeout_budgets`). Envoy's default:
    /// false.
    public var tracksBudgets = false
    /// The endpoints, by locality and priority, in file order.
    public var endpoints: [LocalityEndpoints]
    /// Which share of the requests is refused, so that endpoints get less (`policy.drop_overloads`); none by default.
    public var dropOverload = FractionalPercentConfiguration()
    /// When endpoints that answer badly get no requests for a while; nil means never.
    @Boxed public var outlierDetection: OutlierDetectionConfiguration?
    /// Limits that every version of HTTP shares; `maxRequestsPerConnection` and `idleTimeout` (1 h) stand here.
    public var commonOptions: CommonHTTPOptionsConfiguration
    /// The choices of HTTP/1.
    @Uncommon public var http1Options: HTTP1OptionsConfiguration
    /// The choices of HTTP/2.
    @Uncommon public var http2Options: HTTP2OptionsConfiguration
    /// Which version of HTTP requests leave by. Envoy's default: `http1`.
    public var upstreamProtocol = UpstreamProtocol.http1
    /// What requests say to TLS.
    public var names = UpstreamNamesConfiguration()
    /// Where connections come from; nil means the bootstrap's, if it says anything.
    @Boxed public var bind: BindConfiguration?
    /// Probes on connections; nil sends none.
    @Boxed public var keepalive: KeepaliveConfiguration?
    /// Soft limit of each of a connection's buffers, in bytes. Envoy's default: 1 MiB.
    public var perConnectionBufferLimit: UInt32
    /// TLS to the endpoints; nil means connections are plain.
    @Boxed public var tls: UpstreamTLSConfiguration?
    /// The header before everything on a connection; nil means none.
    @Boxed public var proxyProtocol: UpstreamProxyProtocolConfiguration?
    /// Other transports for endpoints whose metadata ask for them; the first that fits is taken.
    public var transportMatches: [TransportMatchConfiguration] = []
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
        indirect case strictDNS(NameResolutionConfiguration)
        /// One name stands in the cluster; its addresses are one endpoint, and new connections go to the first that
        /// answers.
        indirect case logicalDNS(NameResolutionConfiguration)
        /// They are the addresses that clients wanted to go to.
        indirect case originalDestination(OriginalDestinationConfiguration)
        /// What a source says (EDS).
        indirect case eds(EndpointDiscoveryConfiguration)
        /// They are the hosts that requests ask for. `isUnchecked`: whether it need not be those that TLS asks for and
        /// that certificates name.
        indirect case forwarding(HostCacheConfiguration, isUnchecked: Bool = false)
        /// It has none of its own: it stands for these clusters, of which the first is used first.
        case aggregate([String])
    }

    /// How an endpoint is chosen.
    public enum LoadBalancingPolicy: Sendable, Equatable {
        /// One after the other, by weight.
        case roundRobin
        /// The least busy of `choiceCount` random ones (Envoy's default: 2); with unequal weights, weight divided by
        /// (active requests + 1) to the power of `activeRequestBias` (Envoy's default: 1.0).
        /// With `scansAll` the least busy of all (Envoy's default: false).
        case leastRequest(
            choiceCount: UInt32 = 2, activeRequestBias: RuntimeDecimalConfiguration = RuntimeDecimalConfiguration(1),
            scansAll: Bool = false)
        /// At random, whatever the weights.
        case random
        /// The endpoint whose place on a ring comes next after the request's (Envoy's RING_HASH). Envoy's defaults: at
        /// least 1,024 places and at most 8,388,608, by xxHash64.
        case ringHash(minimumSize: UInt64 = 1024, maximumSize: UInt64 = 8_388_608, usesMurmurHash: Bool = false)
        /// The endpoint that has the request's place in a table (Envoy's MAGLEV). Envoy's default: 65,537 places.
        case maglev(tableSize: UInt64 = 65_537)
    }

    /// Makes a cluster; what is left out has Envoy's default.
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

/// How a cluster goes where its clients wanted to go (`ORIGINAL_DST`).
public struct OriginalDestinationConfiguration: Sendable, Equatable {
    /// How long an endpoint that nobody uses is kept, in nanoseconds. Envoy's default: 5 s.
    public var cleanupInterval: UInt64 = 5_000_000_000
    /// The field of requests that tells the address, in lower case; nil means the connection does.
    public var headerName: [UInt8]?
    /// The port that takes the place of the one that was wanted; nil means none.
    public var port: UInt16?

    /// Envoy's defaults.
    public init() {}
}

/// The limits of a cluster for one priority (`envoy.config.cluster.v3.CircuitBreakers.Thresholds`).
public struct CircuitBreakerThresholds: HasDefaults {
    /// Connections. Envoy's default: 1024.
    public var maxConnections: UInt32
    /// Requests that wait for a connection. Envoy's default: 1024.
    public var maxPendingRequests: UInt32
    /// Requests under way. Envoy's default: 1024.
    public var maxRequests: UInt32
    /// Retries under way. Envoy's default: 3.
    public var maxRetries: UInt32
    /// How many retries there may be instead of `maxRetries`; nil means `maxRetries` holds.
    @Boxed public var retryBudget: RetryBudget?
    /// Connection pools: one for each worker and endpoint in use. Envoy's default: 4,294,967,295.
    public var maxConnectionPools: UInt32
    /// Connections to one endpoint (`per_host_thresholds`); nil means no limit. Envoy's default: nil.
    public var maxConnectionsPerEndpoint: UInt32?
    /// Whether statistics show how much of each limit is left. Envoy's default: false.
    public var trackRemaining: Bool

    /// Retries as a share of the requests that wait or are under way.
    public struct RetryBudget: Sendable, Equatable {
        /// The share, from 0 to 100. Envoy's default: 20.
        public var percent = 20.0
        /// There may be so many in any case. Envoy's default: 3.
        public var minConcurrency: UInt32 = 3
        /// Requests that were begun in this time count instead, in nanoseconds; nil means only those under way.
        public var interval: UInt64?

        /// Envoy's defaults.
        public init() {}
    }

    /// Envoy's defaults.
    public init() { self.init(maxConnections: 1024) }

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
