/// What a listener of datagrams does with them.
public struct UDPListenerConfiguration: Sendable, Equatable {
    /// The longest datagram that is taken. Envoy's default: 1500 bytes.
    public var longestDatagram: UInt32 = 1500
    /// Where datagrams go; nil means nowhere.
    public var proxy: UDPProxyConfiguration?

    /// Envoy's defaults.
    public init() {}
}

/// Where datagrams go (`envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig`).
public struct UDPProxyConfiguration: Sendable, Equatable {
    /// The middle of every statistic's name, as in `udp.<statPrefix>.downstream_sess_total`; never empty.
    public var statPrefix: String
    /// The cluster.
    public var cluster: String
    /// How long a session may be silent, in nanoseconds. Envoy's default: 1 min.
    public var idleTimeout: UInt64 = 60_000_000_000
    /// Whether each datagram is balanced by itself. Envoy's default: false.
    public var balancesDatagrams = false
    /// Whether the client's address chooses the endpoint in hashing clusters.
    public var hashesSource = false
    /// The longest datagram that an endpoint may send. Envoy's default: 1500 bytes.
    public var longestAnswer: UInt32 = 1500

    /// Makes a proxy with Envoy's defaults.
    public init(statPrefix: String, cluster: String) {
        self.statPrefix = statPrefix
        self.cluster = cluster
    }
}
