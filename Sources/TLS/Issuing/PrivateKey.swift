internal import COpenSSL

/// A key of our own: a point on P-256 and its secret (FIPS 186-4).
@safe
public final class PrivateKey: @unchecked Sendable {  // Guard: never changed once made; OpenSSL only reads it.
    let pointer: OpaquePointer

    /// Makes a new key.
    public init() throws(IssuingProblem) {
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        var made: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context) == 1, unsafe EVP_PKEY_CTX_set_group_name(context, "P-256") == 1,
            unsafe EVP_PKEY_generate(context, &made) == 1, let made = unsafe made
        else { throw IssuingProblem("no key can be made: \(TLSLibrary.takeReason())") }
        unsafe pointer = made
    }

    /// Reads the key of a text in PEM, which is not encrypted; also one of another kind.
    public init(pem: [UInt8]) throws(IssuingProblem) {
        guard let read = unsafe PEM.privateKey(pem, password: []) else {
            throw IssuingProblem("there is no key that can be read: \(TLSLibrary.takeReason())")
        }
        unsafe pointer = read
    }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// The key in PEM (PKCS #8), not encrypted.
    public var pem: [UInt8] {
        unsafe PEM.text { unsafe PEM_write_bio_PrivateKey($0, pointer, nil, nil, 0, nil, nil) == 1 }
    }

    /// The public half in DER (SubjectPublicKeyInfo).
    var publicKey: [UInt8] {
        var der: UnsafeMutablePointer<UInt8>?
        let count = unsafe i2d_PUBKEY(pointer, &der)
        return unsafe PEM.take(der, count)
    }

    /// A request for a certificate in PEM (PKCS #10, RFC 2986), signed by this key. It names nobody: who we are is not
    /// ours to say.
    public func certificateRequest() throws(IssuingProblem) -> [UInt8] {
        let request = unsafe X509_REQ_new()
        defer { unsafe X509_REQ_free(request) }
        guard unsafe X509_REQ_set_version(request, 0) == 1, unsafe X509_REQ_set_pubkey(request, pointer) == 1,
            unsafe X509_REQ_sign(request, pointer, EVP_sha256()) > 0
        else { throw IssuingProblem("no request can be made: \(TLSLibrary.takeReason())") }
        return unsafe PEM.text { unsafe PEM_write_bio_X509_REQ($0, request) == 1 }
    }
}
