internal import COpenSSL

/// A root of trust with its key: it issues the certificates of a trust domain. Moments are seconds since 1970.
@safe
// Guard: never changed once made; OpenSSL counts references atomically, and only reads what signs.
public final class IssuingAuthority: @unchecked Sendable {
    /// The root's certificate in PEM, which whoever trusts it needs.
    public let certificate: [UInt8]
    /// The first 16 hexadecimal digits of its serial number, by which it is told from others.
    public let id: String
    /// When it begins to hold.
    public let validFrom: Int64
    /// When it ends to hold; nothing that it issues holds longer.
    public let validUntil: Int64
    private let root: Certificate
    private let key: PrivateKey

    /// Makes a root of our own for a trust domain.
    public static func make(
        trustDomain: String, validFrom: Int64, validUntil: Int64
    ) throws(IssuingProblem) -> IssuingAuthority {
        guard WorkloadIdentity.isTrustDomain(trustDomain) else {
            throw IssuingProblem("'\(trustDomain)' is no trust domain")
        }
        let key = try PrivateKey()
        let draft = try CertificateDraft()
        // Roots of one domain have names of their own, so that nobody who looks for an issuer takes one for another.
        try draft.setOwnName("Apus root \(draft.serial.prefix(idLength))")
        try draft.setValidity(from: validFrom, until: validUntil)
        try draft.setKey(key.publicKey)
        try draft.add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0")
        try draft.add(NID_key_usage, "critical,keyCertSign,cRLSign")
        try draft.add(NID_subject_key_identifier, "hash")
        try draft.addNames(uri: "spiffe://\(trustDomain)", hosts: [], isCritical: false)
        return IssuingAuthority(try draft.sign(key), key)
    }

    /// Takes a root that is there already, both in PEM.
    ///
    /// - Throws: why it cannot be one: the key is another's, or the certificate is none of a root.
    public convenience init(certificate: [UInt8], key: [UInt8]) throws(IssuingProblem) {
        let found = PEM.certificates(certificate)
        guard let root = found.first, found.count == 1 else {
            throw IssuingProblem("expected one certificate in PEM, found \(found.count)")
        }
        let key = try PrivateKey(pem: key)
        defer { ERR_clear_error() }
        guard unsafe X509_check_private_key(root.pointer, key.pointer) == 1 else {
            throw IssuingProblem("the key does not belong to the certificate")
        }
        guard unsafe X509_check_ca(root.pointer) == 1,
            unsafe X509_get_key_usage(root.pointer) & UInt32(KU_KEY_CERT_SIGN) != 0
        else { throw IssuingProblem("the certificate is not one of an authority, which may sign others") }
        guard unsafe X509_self_signed(root.pointer, 1) == 1 else {
            throw IssuingProblem("the certificate is not signed by its own key, as a root's is")
        }
        let kind = unsafe EVP_PKEY_get_base_id(key.pointer)
        guard kind == EVP_PKEY_EC || kind == EVP_PKEY_RSA else {
            throw IssuingProblem("expected a key of EC or RSA, found another")
        }
        self.init(root, key)
    }

    private init(_ root: Certificate, _ key: PrivateKey) {
        self.root = root
        self.key = key
        certificate = Array(root.pem.utf8)
        id = String(root.serial.prefix(Self.idLength))
        (validFrom, validUntil) = root.validity
    }

    /// The key in PEM, not encrypted: for the file that only we may read.
    public var secretKey: [UInt8] { key.pem }

    private static let idLength = 16

    /// Issues a certificate that both sides of TLS may show.
    ///
    /// - Throws: when the order cannot be met, such as one that would outlive the root.
    public func issue(_ order: CertificateOrder) throws(IssuingProblem) -> IssuedCertificate {
        guard order.validUntil <= validUntil else { throw IssuingProblem("the root ends before the certificate would") }
        let draft = try CertificateDraft()
        try draft.setIssuer(root)
        try draft.setValidity(from: max(order.validFrom, validFrom), until: order.validUntil)
        try draft.setKey(order.publicKey)
        try draft.add(NID_basic_constraints, "critical,CA:FALSE")
        try draft.add(NID_key_usage, "critical,digitalSignature")
        try draft.add(NID_ext_key_usage, "serverAuth,clientAuth")
        try draft.add(NID_subject_key_identifier, "hash")
        try draft.add(NID_authority_key_identifier, "keyid:always", issuer: root)
        try draft.addNames(uri: order.identity.uri, hosts: order.hosts, isCritical: true)
        let made = try draft.sign(key)
        return IssuedCertificate(pem: Array(made.pem.utf8), serial: made.serial)
    }
}
