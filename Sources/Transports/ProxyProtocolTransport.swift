internal import Buffers
internal import NetworkAddresses

/// Sends a header of the PROXY protocol before anything else, then gives its place to the transport behind it.
///
/// ```
///  connected ── header ──▶ TLS: its handshake comes behind
///                    └───▶ plain: open
/// ```
public final class ProxyProtocolTransport: TransportSocket {
    private let version: ProxyProtocolHeader.Version
    private let addresses: ProxyProtocolHeader.Addresses?
    private let values: [ProxyProtocolHeader.TypedValue]
    private let inner: TransportSocket?
    private var header = ByteBuffer()
    private var isMade = false

    /// - Parameters:
    ///   - addresses: whose connection it is; nil means this side's own.
    ///   - values: what stands behind them in version 2.
    ///   - inner: the transport that carries everything else; nil means none.
    public init(
        _ version: ProxyProtocolHeader.Version, _ addresses: ProxyProtocolHeader.Addresses?,
        values: [ProxyProtocolHeader.TypedValue], before inner: TransportSocket?
    ) {
        self.version = version
        self.addresses = addresses
        self.values = values
        self.inner = inner
    }

    override public func handshake(on connection: Connection) -> HandshakeOutcome {
        if !isMade {
            isMade = true
            let told =
                addresses
                ?? ProxyProtocolHeader.Addresses(
                    source: connection.directLocalAddress, destination: connection.remoteAddress)
            let bytes = ProxyProtocolHeader(version, told, values: values).bytes
            header.append(bytes)
        }
        let outcome = connection.sendRaw(from: &header)
        connection.headerBytesSent &+= UInt64(truncatingIfNeeded: outcome.count)
        switch outcome.state {
        case .done: break
        case .blocked: return .waiting
        case .failed: return .failed
        }
        connection.transport = inner
        return inner?.handshake(on: connection) ?? .done
    }
}
