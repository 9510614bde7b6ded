/// What a certificate is to say. Moments are seconds since 1970.
public struct CertificateOrder: Sendable, Equatable {
    /// Whose it is: the URI among its alternative names.
    public var identity: WorkloadIdentity
    /// The key that it is for, in DER (SubjectPublicKeyInfo).
    public var publicKey: [UInt8]
    /// Host names and addresses that it is for as well, such as those of a server that is reached by name.
    public var hosts: [String]
    /// When it begins to hold.
    public var validFrom: Int64
    /// When it ends to hold.
    public var validUntil: Int64

    /// Makes a certificate for whoever sent a request.
    public init(
        _ identity: WorkloadIdentity, for request: CertificateRequest, hosts: [String] = [], validFrom: Int64,
        validUntil: Int64
    ) {
        self.init(
            identity, publicKey: request.publicKey, hosts: hosts, validFrom: validFrom, validUntil: validUntil)
    }

    /// Makes a certificate for a key of our own.
    public init(
        _ identity: WorkloadIdentity, for key: PrivateKey, hosts: [String] = [], validFrom: Int64, validUntil: Int64
    ) {
        self.init(identity, publicKey: key.publicKey, hosts: hosts, validFrom: validFrom, validUntil: validUntil)
    }

    private init(
        _ identity: WorkloadIdentity, publicKey: [UInt8], hosts: [String], validFrom: Int64, validUntil: Int64
    ) {
        self.identity = identity
        self.publicKey = publicKey
        self.hosts = hosts
        self.validFrom = validFrom
        self.validUntil = validUntil
    }
}

/// A certificate that was issued.
public struct IssuedCertificate: Sendable, Equatable {
    /// The certificate in PEM.
    public let pem: [UInt8]
    /// Its serial number in lower-case hexadecimal digits.
    public let serial: String
}
