internal import COpenSSL

/// A key that signatures are checked with: a public one, or a secret.
@safe
// Guard: never changed once it is made; OpenSSL only reads a key while it verifies.
public final class VerificationKey: @unchecked Sendable {
    /// What the key is.
    public let family: KeyFamily
    private let secret: [UInt8]
    private let key: OpaquePointer?

    /// Makes a secret for authentication codes.
    public init(secret: [UInt8]) {
        family = .secret
        self.secret = secret
        unsafe key = nil
    }

    /// An RSA key from its modulus and exponent, highest bytes first; nil when it cannot be one.
    public init?(rsaModulus modulus: [UInt8], exponent: [UInt8]) {
        guard !modulus.isEmpty, !exponent.isEmpty, modulus.count <= 2048, exponent.count <= 64,
            let key = unsafe Self.makeRSA(modulus, exponent)
        else { return nil }
        family = .rsa
        secret = []
        unsafe self.key = key
    }

    /// Makes a point on a curve from its coordinates, highest bytes first; nil when it is not on it.
    public init?(curve: EllipticCurve, x: [UInt8], y: [UInt8]) {
        guard let x = Self.padded(x, to: curve.size), let y = Self.padded(y, to: curve.size),
            let key = unsafe Self.makePoint(curve.group, [4] + x + y)
        else { return nil }
        family = .elliptic(curve)
        secret = []
        unsafe self.key = key
    }

    /// An Ed25519 key from its 32 bytes; nil when it cannot be one.
    public init?(ed25519 bytes: [UInt8]) {
        guard bytes.count == 32,
            let key = unsafe EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, bytes, bytes.count)
        else {
            ERR_clear_error()
            return nil
        }
        family = .ed25519
        secret = []
        unsafe self.key = key
    }

    /// Takes over a reference to a public key of OpenSSL's.
    @unsafe init(owning key: OpaquePointer, family: KeyFamily) {
        self.family = family
        secret = []
        unsafe self.key = key
    }

    deinit { unsafe EVP_PKEY_free(key) }

    // MARK: - Making

    /// The number without leading zeros, then with as many as fill `count` bytes; nil when it has more.
    private static func padded(_ number: [UInt8], to count: Int) -> [UInt8]? {
        let digits = number.drop { $0 == 0 }
        if digits.count > count { return nil }
        return [UInt8](repeating: 0, count: count - digits.count) + digits
    }

    @unsafe private static func makeRSA(_ modulus: [UInt8], _ exponent: [UInt8]) -> OpaquePointer? {
        let n = unsafe BN_bin2bn(modulus, Int32(modulus.count), nil)
        let e = unsafe BN_bin2bn(exponent, Int32(exponent.count), nil)
        let builder = unsafe OSSL_PARAM_BLD_new()
        defer {
            unsafe BN_free(n)
            unsafe BN_free(e)
            unsafe OSSL_PARAM_BLD_free(builder)
        }
        guard unsafe copenssl_push_modulus(builder, n) == 1,
            unsafe copenssl_push_exponent(builder, e) == 1
        else { return nil }
        return unsafe make("RSA", OSSL_PARAM_BLD_to_param(builder))
    }

    @unsafe private static func makePoint(_ group: String, _ point: [UInt8]) -> OpaquePointer? {
        let builder = unsafe OSSL_PARAM_BLD_new()
        defer { unsafe OSSL_PARAM_BLD_free(builder) }
        // The builder keeps pointers until the parameters are made of it.
        return unsafe group.withCString { name in
            unsafe point.withUnsafeBytes { bytes in
                guard unsafe copenssl_push_group(builder, name) == 1,
                    unsafe copenssl_push_point(builder, bytes.baseAddress, bytes.count) == 1
                else { return nil }
                return unsafe make("EC", OSSL_PARAM_BLD_to_param(builder))
            }
        }
    }

    @unsafe private static func make(
        _ kind: String, _ parameters: UnsafeMutablePointer<OSSL_PARAM>?
    ) -> OpaquePointer? {
        let context = unsafe EVP_PKEY_CTX_new_from_name(nil, kind, nil)
        defer {
            unsafe EVP_PKEY_CTX_free(context)
            unsafe OSSL_PARAM_free(parameters)
            ERR_clear_error()
        }
        var key: OpaquePointer?
        guard let parameters = unsafe parameters, unsafe EVP_PKEY_fromdata_init(context) == 1,
            unsafe copenssl_make_public_key(context, &key, parameters) == 1
        else {
            unsafe EVP_PKEY_free(key)
            return nil
        }
        return unsafe key
    }

    // MARK: - Verifying

    /// Whether `signature` is this key's under `message`; false also when the key is of another family.
    public func verifies(_ algorithm: SignatureAlgorithm, message: [UInt8], signature: [UInt8]) -> Bool {
        guard algorithm.family == family else { return false }
        defer { ERR_clear_error() }
        switch family {
        case .secret: return hasCode(algorithm, message, signature)
        case .elliptic(let curve):
            guard let encoded = Self.encoded(signature, curve) else { return false }
            return unsafe isSigned(algorithm, message, encoded)
        case .rsa, .ed25519: return unsafe isSigned(algorithm, message, signature)
        }
    }

    @unsafe private func isSigned(_ algorithm: SignatureAlgorithm, _ message: [UInt8], _ signature: [UInt8]) -> Bool {
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        var details: OpaquePointer?
        guard unsafe EVP_DigestVerifyInit_ex(context, &details, algorithm.digest, nil, nil, key, nil) == 1 else {
            return false
        }
        if algorithm.isPSS {
            // A negative length of the salt takes what the signature has.
            guard unsafe EVP_PKEY_CTX_set_rsa_padding(details, RSA_PKCS1_PSS_PADDING) == 1,
                unsafe EVP_PKEY_CTX_set_rsa_pss_saltlen(details, -2) == 1
            else { return false }
        }
        return unsafe EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private func hasCode(_ algorithm: SignatureAlgorithm, _ message: [UInt8], _ code: [UInt8]) -> Bool {
        var expected = [UInt8](repeating: 0, count: 64)
        var count = 0
        let room = expected.count
        let made = unsafe EVP_Q_mac(
            nil, "HMAC", nil, algorithm.digest, nil, secret, secret.count, message, message.count, &expected, room,
            &count)
        return unsafe made != nil && SecretComparison.areEqual(Array(expected.prefix(count)), code)
    }

    /// The two numbers of a signature as OpenSSL reads them: a SEQUENCE of INTEGERs (RFC 3279 §2.2.3).
    static func encoded(_ signature: [UInt8], _ curve: EllipticCurve) -> [UInt8]? {
        guard signature.count == 2 * curve.size else { return nil }
        let body = integer(signature[..<curve.size]) + integer(signature[curve.size...])
        return body.count < 128 ? [0x30, UInt8(body.count)] + body : [0x30, 0x81, UInt8(body.count)] + body
    }

    private static func integer(_ number: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(number.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return [0x02, UInt8(digits.count)] + digits
    }
}
