internal import NetworkAddresses

/// Where the control plane is: `https://host:port`, or `http://host:port`.
public struct ControlPlaneURL: Sendable, Equatable {
    /// Whether it is reached by TLS.
    public let isSecured: Bool
    /// The host name or address, without brackets.
    public let host: String
    /// The port.
    public let port: Int

    /// That of a mesh in Kubernetes, as `deploy/kubernetes/base` has it.
    public init() {
        isSecured = false
        host = "control-plane.apus-system.svc"
        port = 18_000
    }

    /// Reads a URL; nil when it is none of these, or has more.
    public init?(_ text: String) {
        let schemes = [("https://", true), ("http://", false)]
        guard let scheme = schemes.first(where: { text.hasPrefix($0.0) }) else { return nil }
        isSecured = scheme.1
        let rest = text.dropFirst(scheme.0.count)
        let authority = rest.hasSuffix("/") ? rest.dropLast() : rest
        guard let colon = authority.lastIndex(of: ":"), let port = UInt16(authority[authority.index(after: colon)...]),
            port > 0
        else { return nil }
        self.port = Int(port)
        let name = authority[..<colon]
        if name.hasPrefix("["), name.hasSuffix("]") {
            host = String(name.dropFirst().dropLast())
            guard IPAddress(host) != nil else { return nil }
        } else {
            host = String(name)
            let isName = host.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
            }
            guard !host.isEmpty, isName, host.utf8.count <= 253 else { return nil }
        }
    }

    /// As it is written.
    var text: String { "\(isSecured ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Whether the host is an address.
    var isAddress: Bool { IPAddress(host) != nil }
}
