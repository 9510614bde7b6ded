/// A secret that stands under a name of its own (`envoy.extensions.transport_sockets.tls.v3.Secret`).
public struct SecretConfiguration: Sendable, Equatable {
    /// What kinds of secrets there are.
    public enum Kind: String, Sendable {
        /// A certificate with its key.
        case certificate
        /// What makes a peer's certificate good.
        case validation = "validation context"
        /// Keys of session tickets.
        case ticketKeys = "set of ticket keys"
        /// A text that some filter wants.
        case generic = "generic secret"
    }

    /// What it holds.
    public enum Content: Sendable, Equatable {
        /// A certificate with its key.
        case certificate(CertificateConfiguration)
        /// What makes a peer's certificate good.
        case validation(CertificateValidationConfiguration)
        /// Keys of session tickets.
        case ticketKeys([DataSourceConfiguration])
        /// A text that some filter wants; nil means none.
        case generic(DataSourceConfiguration?)
    }

    /// Its name, which may be empty.
    public var name: String
    /// What it holds.
    public var content: Content
    /// The secret as it was written, its secret parts taken out.
    public var source: [UInt8] = []

    /// Makes a secret.
    public init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    /// Which kind it is of.
    public var kind: Kind {
        switch content {
        case .certificate: .certificate
        case .validation: .validation
        case .ticketKeys: .ticketKeys
        case .generic: .generic
        }
    }
}

/// A secret that comes from a source (`SdsSecretConfig`).
public struct SecretReference: Sendable, Hashable {
    /// Which secret of the source is meant.
    public var name: String
    /// Which kind it has to be of.
    public var kind: SecretConfiguration.Kind
    /// Where it comes from.
    public var source: ConfigSourceConfiguration

    /// Makes a reference.
    public init(name: String, kind: SecretConfiguration.Kind, source: ConfigSourceConfiguration) {
        self.name = name
        self.kind = kind
        self.source = source
    }
}

extension SecretReference {
    /// The secrets of a proxy that obtains its identity itself, under the names that Istio gives them: `default`, its
    /// certificate with its key, and `ROOTCA`, what makes others' certificates good.
    public static let identity = [
        SecretReference(name: "default", kind: .certificate, source: ConfigSourceConfiguration(.identity)),
        SecretReference(name: "ROOTCA", kind: .validation, source: ConfigSourceConfiguration(.identity)),
    ]
}

/// A secret's place in a TLS context.
public struct SecretUse: Sendable, Equatable {
    /// The secret.
    public var reference: SecretReference
    /// For a certificate, which place it takes among the certificates.
    public var place: Int

    /// Makes a use.
    public init(_ reference: SecretReference, place: Int = 0) {
        self.reference = reference
        self.place = place
    }
}

extension CertificateValidationConfiguration {
    /// This, with all that another says laid over it, as protobuf merges messages: lists are appended, what the other
    /// leaves at its default stays.
    public func merged(with other: CertificateValidationConfiguration) -> CertificateValidationConfiguration {
        var result = self
        result.trustedAuthorities = other.trustedAuthorities ?? trustedAuthorities
        result.revocations = other.revocations ?? revocations
        result.watchedDirectory = other.watchedDirectory ?? watchedDirectory
        result.maximumDepth = other.maximumDepth ?? maximumDepth
        result.publicKeyHashes += other.publicKeyHashes
        result.certificateHashes += other.certificateHashes
        result.alternativeNames += other.alternativeNames
        result.checksLeafRevocationOnly = checksLeafRevocationOnly || other.checksLeafRevocationOnly
        result.allowsExpired = allowsExpired || other.allowsExpired
        result.acceptsUntrusted = acceptsUntrusted || other.acceptsUntrusted
        if other.origin != .configuration { result.origin = other.origin }
        return result
    }

    /// Why it proves nothing; nil when it does.
    public var weakness: String? {
        if trustedAuthorities != nil { return nil }
        if !alternativeNames.isEmpty {
            return "expected \"trusted_ca\" beside \"match_typed_subject_alt_names\", found none: names of unchecked "
                + "certificates prove nothing"
        }
        return revocations == nil ? nil : "expected \"trusted_ca\" beside \"crl\", found none"
    }
}
