/// One filter that looks at a connection before its filter chain is chosen.
public enum ListenerFilterConfiguration: Sendable, Equatable {
    /// Looks for a ClientHello.
    case tlsInspector(TLSInspectorConfiguration)
    /// Looks for a request of HTTP.
    case httpInspector
    /// Asks the kernel where the client wanted to go.
    case originalDestination
    /// Lets upstream connections come from the client's address.
    case originalSource(OriginalSourceConfiguration)
    /// Reads what a proxy in front says of the connection.
    case proxyProtocol(ProxyProtocolConfiguration)
    /// A filter that passes over some connections (`filter_disabled`).
    indirect case unless(ConnectionPredicate, ListenerFilterConfiguration)
}

/// Which connections are meant (`ListenerFilterChainMatchPredicate`).
public indirect enum ConnectionPredicate: Sendable, Equatable {
    /// Those that one of these means.
    case any([ConnectionPredicate])
    /// Those that all of these mean.
    case all([ConnectionPredicate])
    /// Those that this does not mean.
    case not(ConnectionPredicate)
    /// All.
    case always
    /// Those to a port from `start` on and below `end`, and those to no port.
    case destinationPort(start: UInt32, end: UInt32)

    /// Whether a connection is meant that goes to a port; nil means to none, as over a Unix domain socket.
    public func holds(port: UInt16?) -> Bool {
        switch self {
        case .any(let predicates): predicates.contains { $0.holds(port: port) }
        case .all(let predicates): predicates.allSatisfy { $0.holds(port: port) }
        case .not(let predicate): !predicate.holds(port: port)
        case .always: true
        case .destinationPort(let start, let end): port.map { UInt32($0) >= start && UInt32($0) < end } ?? true
        }
    }
}

/// How upstream connections come from the client's address (`OriginalSrc`).
public struct OriginalSourceConfiguration: Sendable, Equatable {
    /// What their packets are marked with; 0 means nothing. Envoy's default: 0.
    public var mark: UInt32 = 0

    /// Envoy's defaults.
    public init() {}
}

/// How the first bytes of connections are looked at (`TlsInspector`).
public struct TLSInspectorConfiguration: Sendable, Equatable {
    /// Bytes that a ClientHello may have. Envoy's default: 16 KiB.
    public var maximumSize: UInt32 = 16_384
    /// Whether a connection whose first bytes are a broken ClientHello is closed. Envoy's default: false.
    public var closesOnErrors = false

    /// Envoy's defaults.
    public init() {}
}
