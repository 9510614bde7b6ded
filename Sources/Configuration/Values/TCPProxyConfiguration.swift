/// Where bytes of connections go (`envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy`). Durations are nanoseconds.
public struct TCPProxyConfiguration: Sendable, Equatable {
    /// The middle of every statistic's name, as in `tcp.<statPrefix>.downstream_cx_total`; never empty.
    public var statPrefix: String
    /// What endpoints have to say of themselves where a connection names its cluster; destinations have their own.
    public var metadataMatch: [String: StructValue] = [:]
    /// The clusters, of which a connection goes to one by weight.
    public var destinations: [Destination]
    /// How long nothing may move; nil means for ever. Envoy's default: 1 h.
    public var idleTimeout: UInt64? = 3_600_000_000_000
    /// How often a connection to an upstream is tried. Envoy's default: 1.
    public var maxConnectAttempts: UInt32 = 1
    /// How long to wait between tries; nil means not at all.
    public var backoff: BackoffConfiguration?
    /// How long a connection may last; nil means for ever. Envoy's default: nil.
    public var maxDuration: UInt64?
    /// How much longer it may last at most, in percent, drawn anew for each.
    public var maxDurationJitter = 0.0
    /// Whether the client's address chooses the endpoint in hashing clusters (`hash_policy.source_ip`).
    public var hashesSource = false
    /// Where connections are logged; empty means nowhere.
    public var accessLogs: [AccessLogConfiguration] = []
    /// Nanoseconds between lines of a connection that lasts; nil means it has none.
    public var logInterval: UInt64?
    /// Whether a connection has a line when its upstream is there.
    public var logsOnConnected = false
    /// Whether a connection has a line when it begins.
    public var logsOnStart = false
    /// When the upstream is connected to. Envoy's default: `immediate`.
    public var connectMode = ConnectMode.immediate
    /// Bytes that may come before the upstream is there; nil means reading begins when it is.
    public var mostEarlyBytes: UInt32?
    /// How HTTP carries the bytes to the upstream; nil means they go by themselves.
    public var tunneling: TunnelingConfiguration?
    /// Whether connections of a draining listener end as soon as bytes move (`check_drain_close`).
    public var endsWhenDraining = false

    /// When the upstream is connected to.
    public enum ConnectMode: Sendable, Equatable {
        /// As soon as the client has.
        case immediate
        /// With the client's first bytes.
        case onDownstreamData
        /// When the client has shaken hands by TLS; at once where there is none.
        case onDownstreamHandshake
    }

    /// A cluster and its share of connections.
    public struct Destination: Sendable, Equatable {
        /// The cluster's name.
        public var cluster: String
        /// The share, relative to the others.
        public var weight: UInt32
        /// What endpoints have to say of themselves, where the cluster has subsets; empty means nothing.
        public var metadataMatch: [String: StructValue] = [:]

        /// Makes a destination.
        public init(cluster: String, weight: UInt32) {
            self.cluster = cluster
            self.weight = weight
        }
    }

    /// Makes a proxy with Envoy's defaults.
    public init(statPrefix: String, destinations: [Destination]) {
        self.statPrefix = statPrefix
        self.destinations = destinations
    }
}

/// How long to wait between tries: between 0 and a time that doubles from `base` up to `most`, at random
/// (`envoy.config.core.v3.BackoffStrategy`).
public struct BackoffConfiguration: Sendable, Equatable {
    /// Nanoseconds at first.
    public var base: UInt64
    /// Nanoseconds at most.
    public var most: UInt64

    /// Makes a strategy.
    public init(base: UInt64, most: UInt64) {
        self.base = base
        self.most = most
    }
}
