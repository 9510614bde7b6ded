public import Configuration
internal import NetworkAddresses

/// Whom a connection manager believes what about where requests come from, and what it tells about that.
///
/// A class, because every request asks it: calling a method of a value copies the value, all six lists of it.
final class TrustSettings: Sendable {
    /// Networks of our own; Envoy 1.40 knows none by itself.
    let internalNetworks: [CIDRBlock]
    /// Whether clients on a Unix socket are of our own.
    let internalUnixSockets: Bool
    /// Where the client's address is found; empty means in X-Forwarded-For, by the trusted hops.
    let detection: [AddressDetectionConfiguration]
    /// Whether `x-forwarded-port` is set.
    let appendsPort: Bool
    /// What the scheme becomes; nil means it stays.
    let scheme: [UInt8]?
    /// What upstreams are told of clients' certificates.
    let clientCertificates: ClientCertificateConfiguration
    /// Whether they are told anything of our own.
    let tellsOfCertificates: Bool
    /// Whether the scheme becomes that of the upstream connection.
    let schemeMatchesUpstream: Bool
    /// Whether a trace decision in an external request id that is kept is erased.
    let packsTraceReason: Bool
    /// Fields, in lower case, that external requests may not have.
    let internalOnlyFields: [[UInt8]]
    /// The service that requests are said to come from; empty means nothing is said.
    let userAgent: [UInt8]
    /// The node that requests are said to come from; empty means nothing is said.
    let node: [UInt8]

    init(_ configuration: HTTPConnectionManagerConfiguration, node: NodeNames) {
        internalNetworks = configuration.internalNetworks
        internalUnixSockets = configuration.internalUnixSockets
        detection = configuration.addressDetection
        appendsPort = configuration.appendXForwardedPort
        scheme = configuration.schemeToOverwrite.map { Array($0.utf8) }
        clientCertificates = configuration.clientCertificates
        tellsOfCertificates = [.appendForward, .sanitizeSet].contains(configuration.clientCertificates.mode)
        schemeMatchesUpstream = configuration.schemeMatchesUpstream
        packsTraceReason = configuration.packsTraceReason
        internalOnlyFields = configuration.routeConfiguration.internalOnlyFields.map { Array($0.utf8) }
        userAgent = configuration.addUserAgent ? Array(node.cluster.utf8) : []
        self.node = configuration.addUserAgent ? Array(node.id.utf8) : []
    }

    /// Whether an address is of our own networks; nil is that of a Unix socket.
    func isInternal(_ address: IPAddress?) -> Bool {
        guard let address else { return internalUnixSockets }
        for network in internalNetworks where network.contains(address) { return true }
        return false
    }
}

/// The names of this proxy.
public struct NodeNames: Sendable {
    /// `node.id`, or `--service-node`.
    public var id: String
    /// `node.cluster`, or `--service-cluster`.
    public var cluster: String
    /// `node.locality.zone`, or `--service-zone`.
    public var zone: String
    /// The workload that it serves.
    public var workload = WorkloadDescription()

    /// Makes a node without names, unless they are given.
    public init(id: String = "", cluster: String = "", zone: String = "") {
        self.id = id
        self.cluster = cluster
        self.zone = zone
    }
}
