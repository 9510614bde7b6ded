public import NetworkAddresses

/// Bytes that stand in the configuration or elsewhere (`envoy.config.core.v3.DataSource`).
public enum DataSourceConfiguration: Sendable, Equatable {
    /// A file, read when the configuration takes effect.
    case file(String)
    /// The bytes themselves.
    case bytes([UInt8])
    /// A variable of the process's environment.
    case environment(String)
}

/// Where a part of a TLS context comes from.
public enum SecretOrigin: Sendable, Equatable {
    /// It stands in the context itself.
    case configuration
    /// It is a secret of that name among the bootstrap's.
    case bootstrap(String)
    /// It is a secret of that name in a file of its own.
    case file(String)

    /// The secret's name; nil when it is none.
    public var name: String? {
        switch self {
        case .configuration: nil
        case .bootstrap(let name), .file(let name): name
        }
    }
}

/// A certificate that we show, and its key (`TlsCertificate`).
public struct CertificateConfiguration: Sendable, Equatable {
    /// How both are stored.
    public enum Form: Sendable, Equatable {
        /// In PEM: the certificate, then those that lead from it to a root; and the private key.
        case pem(chain: DataSourceConfiguration, key: DataSourceConfiguration)
        /// All in one PKCS #12 archive (RFC 7292).
        case pkcs12(DataSourceConfiguration)
    }

    /// How both are stored.
    public var form: Form
    /// What decrypts the private key; nil when it is not encrypted.
    public var password: DataSourceConfiguration?
    /// What an OCSP responder said of the certificate, in DER (RFC 6960); nil means nothing.
    public var stapledResponse: DataSourceConfiguration?
    /// The directory whose changes announce new files; nil means those of the files.
    public var watchedDirectory: String?
    /// Whether it is a secret.
    public var origin = SecretOrigin.configuration

    /// Makes a certificate and its key.
    public init(_ form: Form, password: DataSourceConfiguration? = nil) {
        self.form = form
        self.password = password
    }

    /// Where the certificate is.
    public var certificate: DataSourceConfiguration {
        switch form {
        case .pem(let chain, _): chain
        case .pkcs12(let archive): archive
        }
    }
}

/// What of TLS is spoken (`TlsParameters`).
public struct TLSParametersConfiguration: Sendable, Equatable {
    /// A version of TLS.
    public enum Version: Int, Sendable, Comparable {
        /// The versions, oldest first.
        case tls10, tls11, tls12, tls13

        /// Older is less.
        public static func < (left: Version, right: Version) -> Bool { left.rawValue < right.rawValue }
    }

    /// The oldest version; nil means TLS 1.2.
    public var minimumVersion: Version?
    /// The newest version; nil means TLS 1.3 towards the downstream and TLS 1.2 towards the upstream, as in Envoy.
    public var maximumVersion: Version?
    /// Cipher suites for TLS 1.2 and older, by OpenSSL's names; empty means Envoy's default.
    public var cipherSuites: [String] = []
    /// Curves for the key exchange; empty means X25519 and P-256.
    public var curves: [String] = []
    /// Signature algorithms, by their names in TLS 1.3; empty means the library's default.
    public var signatureAlgorithms: [String] = []

    /// Envoy's defaults.
    public init() {}
}

/// A kind of a certificate's alternative names, and what one of them must be (`SubjectAltNameMatcher`).
public struct AlternativeNameMatch: Sendable, Equatable {
    /// What a name names.
    public enum Kind: Sendable, Equatable {
        /// An email address, a host, a URI, an IP address.
        case email, dns, uri, ipAddress
    }

    /// Which names are looked at.
    public var kind: Kind
    /// What one of them must be.
    public var match: StringMatcherConfiguration

    /// Makes a condition.
    public init(_ kind: Kind, _ match: StringMatcherConfiguration) {
        self.kind = kind
        self.match = match
    }
}

/// What makes a peer's certificate good (`CertificateValidationContext`).
public struct CertificateValidationConfiguration: Sendable, Equatable {
    /// The roots; nil means the chain is not checked.
    public var trustedAuthorities: DataSourceConfiguration?
    /// SHA-256 of the peer's public key, one of which must fit; empty means any.
    public var publicKeyHashes: [[UInt8]] = []
    /// SHA-256 of the peer's certificate, one of which must fit; empty means any.
    public var certificateHashes: [[UInt8]] = []
    /// Conditions on alternative names, one of which must hold; empty means any.
    public var alternativeNames: [AlternativeNameMatch] = []
    /// Revoked certificates; nil means none.
    public var revocations: DataSourceConfiguration?
    /// Whether only the peer's own certificate is looked up among those.
    public var checksLeafRevocationOnly = false
    /// Whether a certificate that has expired is as good as another.
    public var allowsExpired = false
    /// Whether a chain that leads to no root is as good as another (`ACCEPT_UNTRUSTED`).
    public var acceptsUntrusted = false
    /// Certificates between the peer's and a root; nil: 100.
    public var maximumDepth: UInt32?
    /// The directory whose changes announce new files; nil means those of the files.
    public var watchedDirectory: String?
    /// Whether it is a secret.
    public var origin = SecretOrigin.configuration

    /// Makes a context without demands.
    public init() {}
}

/// Where the secrets of connections are written for tools that look into traffic (`TlsKeyLog`).
public struct KeyLogConfiguration: Sendable, Equatable {
    /// The file.
    public var path: String
    /// The networks that our end must be in; empty means any.
    public var localNetworks: [CIDRBlock] = []
    /// The networks that the peer must be in; empty means any.
    public var remoteNetworks: [CIDRBlock] = []

    /// Makes a log of all connections.
    public init(path: String) { self.path = path }
}

/// What both sides of TLS are told (`CommonTlsContext`).
public struct CommonTLSConfiguration: Sendable, Equatable {
    /// What of TLS is spoken.
    public var parameters = TLSParametersConfiguration()
    /// The certificates that we show.
    public var certificates: [CertificateConfiguration] = []
    /// What makes the peer's certificate good; nil means it is not looked at.
    public var validation: CertificateValidationConfiguration?
    /// What comes from secrets in files of their own, and is missing above until they have been read. A validation
    /// context is laid over `validation`.
    public var secrets: [SecretUse] = []
    /// Where the secrets of connections are written; nil means nowhere.
    public var keyLog: KeyLogConfiguration?
    /// Protocols that are offered or taken (ALPN, RFC 7301), best first; empty means none.
    public var applicationProtocols: [String] = []

    /// Envoy's defaults.
    public init() {}

    /// Whether there is a certificate to show, or will be when the secrets have been read.
    public var showsCertificates: Bool {
        !certificates.isEmpty || secrets.contains { $0.reference.kind == .certificate }
    }
}

/// Whether certificates are shown that nothing is stapled to (`OcspStaplePolicy`).
public enum StaplePolicy: Sendable, Equatable {
    /// Yes; what is stapled goes along while it holds.
    case lenient
    /// Yes, but not with something stapled that does not hold any more.
    case strict
    /// No.
    case required
}

/// TLS on accepted connections (`DownstreamTlsContext`).
public struct DownstreamTLSConfiguration: Sendable, Equatable {
    /// What both sides have.
    public var common = CommonTLSConfiguration()
    /// Whether a client must show a certificate. Envoy's default: false.
    public var requiresClientCertificate = false
    /// Keys of session tickets, 80 bytes each, the first of which encrypts; empty means keys of our own making.
    public var ticketKeys: [DataSourceConfiguration] = []
    /// Whether no tickets are given out (`disable_stateless_session_resumption`).
    public var disablesTickets = false
    /// Whether no sessions are kept here (`disable_stateful_session_resumption`).
    public var disablesSessionCache = false
    /// How long a session may be taken up again, in nanoseconds; nil means the library's two hours.
    public var sessionTimeout: UInt64?
    /// Whether the client's order of cipher suites counts. Envoy's default: false.
    public var prefersClientCiphers = false
    /// Whether certificates are shown that nothing is stapled to. Envoy's default: they are.
    public var staplePolicy = StaplePolicy.lenient
    /// Whether a certificate of the client's kind is looked for among all, when none has the name that it asks for.
    /// Envoy's default: the first one is shown.
    public var scansAllCertificates = false

    /// Envoy's defaults.
    public init() {}
}

/// TLS on connections to endpoints (`UpstreamTlsContext`).
public struct UpstreamTLSConfiguration: Sendable, Equatable {
    /// What both sides have.
    public var common = CommonTLSConfiguration()
    /// The name that is asked for (SNI); empty means none.
    public var serverName = ""
    /// Whether the endpoint's host name is asked for, where it has one (`auto_host_sni`).
    public var usesEndpointHostname = false
    /// Whether the name that is asked for must be among the certificate's DNS names (`auto_sni_san_validation`).
    public var verifiesServerName = false
    /// Sessions kept to be taken up again; 0 means none. Envoy's default: 1.
    public var maximumSessions: UInt32 = 1

    /// Envoy's defaults.
    public init() {}
}
