/// What one connection asks of its endpoint beside what its context says.
public struct TLSPeerNames: Sendable, Hashable {
    /// The server name that is asked for in place of the context's; nil: the context's.
    public var asked: String?
    /// The name that must be among those of the certificate, whatever else is demanded; nil: none.
    public var demanded: String?

    /// - Parameters:
    ///   - asked: the server name.
    ///   - demanded: the name in the certificate.
    public init(asked: String? = nil, demanded: String? = nil) {
        self.asked = asked
        self.demanded = demanded
    }
}
