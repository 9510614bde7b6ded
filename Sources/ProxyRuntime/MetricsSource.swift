public import NetworkAddresses

/// Where an application's metrics are, to be shown with the proxy's own: `http://127.0.0.1:9100/metrics`.
public struct MetricsSource: Sendable, Equatable {
    /// The address that is asked.
    public let address: SocketAddress
    /// The host and port, as they were written.
    public let authority: String
    /// The path with its query.
    public let path: String

    /// Reads a URL; nil when it is none of plain HTTP at an IP address.
    public init?(_ text: String) {
        let scheme = "http://"
        guard text.hasPrefix(scheme), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 }) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        authority = String(rest[..<slash])
        guard let address = SocketAddress(authority), !address.isUnix else { return nil }
        self.address = address
        path = slash == rest.endIndex ? "/metrics" : String(rest[slash...])
    }
}
