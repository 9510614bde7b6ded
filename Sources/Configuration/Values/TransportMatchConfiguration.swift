/// A transport for endpoints whose metadata have certain values
/// (`envoy.config.cluster.v3.Cluster.TransportSocketMatch`).
public struct TransportMatchConfiguration: Sendable, Equatable {
    /// Its name in statistics; never empty.
    public var name: String
    /// The values; none: all endpoints have it.
    public var match: [String: StructValue]
    /// TLS; nil means plain bytes.
    public var tls: UpstreamTLSConfiguration?
    /// The header before everything; nil means none.
    public var proxyProtocol: UpstreamProxyProtocolConfiguration?

    /// Makes a match.
    public init(
        name: String, match: [String: StructValue], tls: UpstreamTLSConfiguration?,
        proxyProtocol: UpstreamProxyProtocolConfiguration?
    ) {
        self.name = name
        self.match = match
        self.tls = tls
        self.proxyProtocol = proxyProtocol
    }
}
