/// One network filter with its own configuration.
public enum NetworkFilterConfiguration: Sendable, Equatable {
    /// The HTTP connection manager.
    case httpConnectionManager(HTTPConnectionManagerConfiguration)
    /// Takes bytes to an upstream and back.
    case tcpProxy(TCPProxyConfiguration)
    /// Sends back what comes.
    case echo
    /// Sends these bytes and closes.
    case directResponse([UInt8])
    /// Lets the name that the client asked for choose the TCP proxy's cluster.
    case sniCluster
    /// Closes connections that are too many.
    case connectionLimit(ConnectionLimitConfiguration)
    /// Closes connections that come too fast.
    case localRateLimit(NetworkRateLimitConfiguration)
    /// Closes connections of those who may not connect.
    case rbac(NetworkRBACConfiguration)
    /// Leaves texts for others.
    case filterState(ConnectionTextsConfiguration)
    /// Lets the TCP proxy count Istio's metrics.
    case istioStats(IstioStatsConfiguration)

    /// Whether it takes all bytes, so that no other filter may follow.
    public var isTerminal: Bool {
        switch self {
        case .httpConnectionManager, .tcpProxy, .echo, .directResponse: true
        case .sniCluster, .connectionLimit, .localRateLimit, .rbac, .filterState, .istioStats: false
        }
    }
}

/// How many connections of a filter chain there may be (`envoy.extensions.filters.network.connection_limit.v3`).
public struct ConnectionLimitConfiguration: Sendable, Equatable {
    /// The middle of its statistics' names.
    public var statPrefix: String
    /// Connections at once.
    public var maxConnections: UInt64
    /// How long one that is too many is left open, in nanoseconds. Envoy's default: 0.
    public var delay: UInt64
    /// Whether it does anything (`runtime_enabled`). Envoy's default: true.
    public var enabled: RuntimeFlagConfiguration

    /// Makes a limit.
    public init(
        statPrefix: String, maxConnections: UInt64, delay: UInt64 = 0,
        enabled: RuntimeFlagConfiguration = RuntimeFlagConfiguration(true)
    ) {
        self.statPrefix = statPrefix
        self.maxConnections = maxConnections
        self.delay = delay
        self.enabled = enabled
    }
}

/// How fast connections of a filter chain may come (`envoy.extensions.filters.network.local_ratelimit.v3`).
public struct NetworkRateLimitConfiguration: Sendable, Equatable {
    /// The middle of its statistics' names.
    public var statPrefix: String
    /// A token for each connection.
    public var bucket: TokenBucketConfiguration
    /// Filters with one key and equal buckets share the bucket; empty means it is the filter's own.
    public var shareKey: String
    /// Whether it does anything (`runtime_enabled`). Envoy's default: true.
    public var enabled: RuntimeFlagConfiguration

    /// Makes a limit.
    public init(
        statPrefix: String, bucket: TokenBucketConfiguration, shareKey: String = "",
        enabled: RuntimeFlagConfiguration = RuntimeFlagConfiguration(true)
    ) {
        self.statPrefix = statPrefix
        self.bucket = bucket
        self.shareKey = shareKey
        self.enabled = enabled
    }
}

/// A bucket that is filled at an interval (`envoy.type.v3.TokenBucket`).
public struct TokenBucketConfiguration: Sendable, Hashable {
    /// What it holds at most, and at the start.
    public var maxTokens: UInt32
    /// What an interval brings. Envoy's default: 1.
    public var tokensPerFill: UInt32
    /// Nanoseconds between fills.
    public var fillInterval: UInt64

    /// Makes a bucket.
    public init(maxTokens: UInt32, tokensPerFill: UInt32 = 1, fillInterval: UInt64) {
        self.maxTokens = maxTokens
        self.tokensPerFill = tokensPerFill
        self.fillInterval = fillInterval
    }
}
