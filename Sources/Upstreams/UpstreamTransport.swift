public import Configuration
public import TLS

/// What connections to some endpoints of a cluster carry.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/cluster.proto
public struct UpstreamTransport: Sendable {
    /// The name of the match in statistics; empty for what all others have.
    public let name: String
    /// What metadata must say of them.
    let match: [String: StructValue]
    /// TLS; nil means they are plain.
    public let tls: TLSContextSource<TLSClientContext>?
    /// The header before everything; nil means none.
    let proxyProtocol: UpstreamProxyProtocolConfiguration?

    /// The transport of a match.
    public init(_ configuration: TransportMatchConfiguration, tls: TLSContextSource<TLSClientContext>?) {
        name = configuration.name
        match = configuration.match
        proxyProtocol = configuration.proxyProtocol
        self.tls = tls
    }

    /// What endpoints have that no match is for.
    init(tls: TLSContextSource<TLSClientContext>?, proxyProtocol: UpstreamProxyProtocolConfiguration?) {
        name = ""
        match = [:]
        self.tls = tls
        self.proxyProtocol = proxyProtocol
    }

    fileprivate func fits(_ metadata: [String: StructValue]) -> Bool {
        match.allSatisfy { metadata[$0.key] == $0.value }
    }
}

/// What metadata say of an endpoint's transport (`envoy.transport_socket_match`).
public struct TransportMetadata: Sendable, Hashable {
    /// Its own, which count first.
    public var own: [String: StructValue] = [:]
    /// Those of its locality.
    public var ofLocality: [String: StructValue] = [:]

    /// Metadata of an endpoint and its locality.
    public init(own: [String: StructValue] = [:], ofLocality: [String: StructValue] = [:]) {
        self.own = own
        self.ofLocality = ofLocality
    }
}

extension Cluster {
    /// The place of an endpoint's transport among the others; nil means it has that of the cluster.
    func placeOfOtherTransport(for endpoint: Endpoint) -> Int? {
        if otherTransports.isEmpty { return nil }
        return otherTransports.firstIndex { $0.fits(endpoint.transport.own) }
            ?? otherTransports.firstIndex { $0.fits(endpoint.transport.ofLocality) }
    }

    /// What connections to an endpoint carry.
    func transport(of endpoint: Endpoint) -> UpstreamTransport {
        if let place = placeOfOtherTransport(for: endpoint) { return otherTransports[place] }
        return UpstreamTransport(tls: tls, proxyProtocol: configuration.proxyProtocol)
    }

    /// What connections carry that ask for their transport by themselves.
    func transport(for criteria: [String: StructValue]) -> UpstreamTransport {
        otherTransports.first { $0.fits(criteria) }
            ?? UpstreamTransport(tls: tls, proxyProtocol: configuration.proxyProtocol)
    }

    /// Whether connections are secured to endpoints that ask for nothing else.
    public var isSecured: Bool { tls != nil }

    /// Whether connections are kept apart by what requests say to TLS; as in Envoy also where there is none. Dynamic
    /// hosts are apart without that.
    var heedsNames: Bool {
        if case .forwarding = configuration.discoveryType, tls == nil, configuration.names.fieldName.isEmpty {
            return false
        }
        return configuration.names.isUsed
    }

    /// Everything that follows certificates in files.
    public var tlsSources: [TLSContextSource<TLSClientContext>] {
        [tls].compactMap(\.self) + otherTransports.compactMap(\.tls)
    }

    /// Whether some connections tell their endpoints whose bytes they carry.
    public var tellsOrigin: Bool {
        configuration.proxyProtocol != nil || otherTransports.contains { $0.proxyProtocol != nil }
    }
}
