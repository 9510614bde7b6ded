public import NetworkAddresses

/// What a control plane is started with.
public struct ControlPlaneOptions: Sendable {
    /// The directory of documents; empty means none.
    public var documents = ""
    /// The directory of the store; empty means nothing outlives the process.
    public var store = ""
    /// Where to listen.
    public var address: SocketAddress
    /// A file that gets the address; empty means none.
    public var addressPath = ""
    /// A file of the server's certificate chain in PEM; empty means plain HTTP.
    public var certificate = ""
    /// A file of the private key of that.
    public var key = ""
    /// The authorities of which a client must show a certificate, but for its first one; empty means none is asked for.
    public var clientAuthorities = ""
    /// The Kubernetes cluster that is asked; nil means none.
    public var kubernetes: KubernetesOptions?
    /// The certificate authority; nil means there is none.
    public var authority: AuthorityOptions?
    /// Who may use the interface; nil means nobody.
    public var tokens: AccessTokens?
    /// Files for browsers beside the interface.
    public var pages: [InterfacePage] = []
    /// The file of the audit log; empty means the application log alone.
    public var auditPath = ""
    /// The shares of nodes that a publication is given to one after the other, in percent.
    public var stages: [Int] = []

    /// Whether a cluster says what services and routes there are.
    var followsCluster: Bool { kubernetes?.isSource ?? false }

    /// The defaults, at an address.
    public init(address: SocketAddress) { self.address = address }
}
