internal import NetworkAddresses
internal import TLS

/// Where and how a proxy obtains its identity (`--identity-…`).
public struct IdentityOptions: Sendable, Equatable {
    /// The server's host: a name or an address.
    public let host: String
    /// Its port.
    public let port: UInt16
    /// The path that is asked.
    public let path: String
    /// The file of the token that says who we are; empty means `token` has it. It is read each time that it is needed.
    public var tokenPath = ""
    /// The token itself; empty means the file has it.
    public var token = ""
    /// The file of the roots by which the server's certificate is judged, in PEM. It is read each time as well; roots
    /// that come with our own certificate are good for it too.
    public var bundlePath = ""
    /// The name that must be in the server's certificate; empty means the host's.
    public var serverName = ""
    /// The trust domain that the identity must be of; empty means any.
    public var trustDomain = ""

    /// Reads the server's URL, such as `https://control.example:18000`; nil when it is none. Without a path that of the
    /// control plane is asked.
    public init?(server: String) {
        guard server.hasPrefix("https://") else { return nil }
        let rest = server.dropFirst(8)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        guard !authority.isEmpty, !rest.contains(where: { $0 == "?" || $0 == "#" || $0 == "@" || $0 == " " }),
            rest.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return nil }
        var host = authority
        var port = "443"
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            host = authority[..<colon]
            port = String(authority[authority.index(after: colon)...])
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, let number = UInt16(port), number > 0 else { return nil }
        if host.contains(":") && IPAddress(String(host)) == nil { return nil }
        self.host = String(host)
        self.port = number
        self.path = path.isEmpty || path == "/" ? "/v1/certificates" : String(path)
    }

    /// Whether a text can be a trust domain.
    public static func isTrustDomain(_ text: String) -> Bool { WorkloadIdentity.isTrustDomain(text) }

    /// What requests call the server.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == 443 ? name : "\(name):\(port)"
    }
}
