public import EventLoops
public import NetworkAddresses

/// Whose bytes upstream connections carry: what endpoints are told of a downstream connection, and from where they see
/// it come. Connections that were made for one origin carry nothing of another.
public final class ConnectionOrigin: Sendable {
    /// The client, and what it connected to; nil means endpoints are told this proxy's own addresses.
    public let addresses: ProxyProtocolHeader.Addresses?
    /// What a proxy in front told besides. As in Envoy, it keeps no connections apart.
    public let values: [ProxyProtocolHeader.TypedValue]
    /// Where connections come from, as endpoints see it; nil means from this proxy.
    public let source: ForeignSource?
    /// The same for endpoints that are told nothing; nil where nothing is left.
    public let untold: ConnectionOrigin?

    /// Makes an origin.
    public init(
        _ addresses: ProxyProtocolHeader.Addresses?, values: [ProxyProtocolHeader.TypedValue] = [],
        source: ForeignSource? = nil
    ) {
        self.addresses = addresses
        self.values = values
        self.source = source
        untold = addresses == nil || source == nil ? nil : ConnectionOrigin(nil, source: source)
    }
}

extension ConnectionOrigin: Hashable {
    /// Whether connections that were made for one carry the bytes of the other.
    public static func == (one: ConnectionOrigin, other: ConnectionOrigin) -> Bool {
        one === other || (one.addresses == other.addresses && one.source == other.source)
    }

    /// Takes what keeps connections apart.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(addresses)
        hasher.combine(source)
    }
}

/// An address of somebody else that connections are made from, which the kernel allows to those with CAP_NET_ADMIN.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/original_src_filter
public struct ForeignSource: Sendable, Hashable {
    /// The address; port 0 leaves the port to the kernel.
    public var address: SocketAddress
    /// What the connection's packets are marked with, so that routing rules find them; 0 means nothing.
    public var mark: UInt32

    /// Makes an address.
    public init(_ address: SocketAddress, mark: UInt32) {
        self.address = address
        self.mark = mark
    }

    /// What lets a socket have the address.
    public var options: [SocketOption] {
        var options: [SocketOption] = []
        if mark != 0 { options.append(.mark(mark)) }
        if let ip = address.ipAddress { options.append(.transparent(ip.family)) }
        // A port for each pair of ends, not one of all that the address has.
        if address.port == 0 { options.append(.latePort) }
        return options
    }
}
