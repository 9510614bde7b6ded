internal import COpenSSL

/// A request for a certificate (PKCS #10, RFC 2986) whose sender has the key that it names.
///
/// Nothing else of it is believed: names and extensions that it asks for are not even read.
public struct CertificateRequest: Sendable, Equatable {
    /// The key that a certificate is wanted for, in DER (SubjectPublicKeyInfo).
    public let publicKey: [UInt8]

    /// Bytes that a request may have.
    public static let longest = 16 << 10

    /// Reads the one request of a text in PEM.
    ///
    /// - Throws: what is wrong with it, for its sender.
    public init(pem: [UInt8]) throws(IssuingProblem) {
        guard pem.count <= Self.longest else {
            throw IssuingProblem("expected at most \(Self.longest) bytes, found \(pem.count)")
        }
        let (request, count) = unsafe PEM.certificateRequests(pem)
        defer { unsafe X509_REQ_free(request) }
        guard let request = unsafe request else {
            throw IssuingProblem("expected a certificate request in PEM, found none")
        }
        guard count == 1 else { throw IssuingProblem("expected one certificate request, found several") }
        var der: UnsafeMutablePointer<UInt8>?
        let length = unsafe i2d_X509_PUBKEY(X509_REQ_get_X509_PUBKEY(request), &der)
        publicKey = unsafe PEM.take(der, length)
        guard Self.isGoodKey(publicKey) else {
            throw IssuingProblem("expected an EC key on P-256 or P-384, found another")
        }
        let isSigned = unsafe X509_REQ_verify(request, X509_REQ_get0_pubkey(request)) == 1
        ERR_clear_error()
        guard isSigned else { throw IssuingProblem("the signature of the request is not by its key") }
    }

    /// Whether a key is a whole point on a curve that is named; which of those points are none OpenSSL finds out.
    private static func isGoodKey(_ key: [UInt8]) -> Bool {
        curves.contains { key.count == $0.prefix.count + $0.point && key.starts(with: $0.prefix) }
    }

    /// How keys on a curve begin in DER (RFC 5480 §2), and the bytes of a point behind that.
    private static let curves: [(prefix: [UInt8], point: Int)] = [
        (
            [
                0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
                0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
            ], 64
        ),
        (
            [
                0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81,
                0x04, 0x00, 0x22, 0x03, 0x62, 0x00, 0x04,
            ], 96
        ),
    ]
}
