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
}

/// How upstream connections come from the client's address (`OriginalSrc`).
public struct OriginalSourceConfiguration: Sendable, Equatable {
    /// What their packets are marked with; 0: nothing. Envoy's default: 0.
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
