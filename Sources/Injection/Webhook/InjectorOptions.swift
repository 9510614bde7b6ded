public import NetworkAddresses

/// What the webhook is started with.
public struct InjectorOptions: Sendable {
    /// How pods get a proxy.
    public var injection: InjectionOptions
    /// What happens to a pod that can have none.
    public var refusal = AdmissionReview.Refusal.allow
    /// The namespace of the injector and the control plane, whose pods get no proxy.
    public var ownNamespace = "apus-system"
    /// Where to listen.
    public var address: SocketAddress
    /// A file that gets the address; empty means none.
    public var addressPath = ""
    /// A file of the server's certificate chain in PEM.
    public var certificate: String
    /// A file of the private key of that.
    public var key: String
    /// The authorities of which a client must show a certificate; empty means none is asked for.
    public var clientAuthorities = ""

    /// The defaults, at an address and with a certificate.
    public init(_ injection: InjectionOptions, address: SocketAddress, certificate: String, key: String) {
        self.injection = injection
        self.address = address
        self.certificate = certificate
        self.key = key
    }
}
