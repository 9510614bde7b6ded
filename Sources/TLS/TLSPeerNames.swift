/// What one connection asks of its endpoint beside what its context says.
public struct TLSPeerNames: Sendable, Hashable {
    /// The server name that is asked for in place of the context's; nil means the context's.
    public var asked: String?
    /// The name that must be among those of the certificate, whatever else is demanded; nil means none.
    public var demanded: String?
    /// The protocols that are offered (ALPN) in place of the context's; empty means the context's.
    public var protocols: [String]

    /// - Parameters:
    ///   - asked: the server name.
    ///   - demanded: the name in the certificate.
    ///   - protocols: what is offered.
    public init(asked: String? = nil, demanded: String? = nil, protocols: [String] = []) {
        self.asked = asked
        self.demanded = demanded
        self.protocols = protocols
    }
}
