/// How a message is signed, by the names of RFC 7518 §3.1 and RFC 8037 §3.1.
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    /// HMAC.
    case hs256 = "HS256", hs384 = "HS384", hs512 = "HS512"
    /// RSA with PKCS #1 v1.5 padding.
    case rs256 = "RS256", rs384 = "RS384", rs512 = "RS512"
    /// RSA with PSS padding.
    case ps256 = "PS256", ps384 = "PS384", ps512 = "PS512"
    /// ECDSA over P-256, P-384 and P-521.
    case es256 = "ES256", es384 = "ES384", es512 = "ES512"
    /// Ed25519.
    case edDSA = "EdDSA"

    /// The hash's name in OpenSSL; nil for an algorithm that has its own.
    var digest: String? {
        switch self {
        case .hs256, .rs256, .ps256, .es256: "SHA256"
        case .hs384, .rs384, .ps384, .es384: "SHA384"
        case .hs512, .rs512, .ps512, .es512: "SHA512"
        case .edDSA: nil
        }
    }

    /// The family of keys that can check it.
    public var family: KeyFamily {
        switch self {
        case .hs256, .hs384, .hs512: .secret
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: .rsa
        case .es256: .elliptic(.p256)
        case .es384: .elliptic(.p384)
        case .es512: .elliptic(.p521)
        case .edDSA: .ed25519
        }
    }

    var isPSS: Bool { self == .ps256 || self == .ps384 || self == .ps512 }
}

/// What a key is.
public enum KeyFamily: Sendable, Hashable {
    /// A secret that both sides know.
    case secret
    /// RSA.
    case rsa
    /// A point on a curve.
    case elliptic(EllipticCurve)
    /// Ed25519.
    case ed25519
}

/// The curves of RFC 7518 §6.2.1.1.
public enum EllipticCurve: String, Sendable, Hashable {
    /// The curve's name.
    case p256 = "P-256", p384 = "P-384", p521 = "P-521"

    /// OpenSSL's name.
    var group: String {
        switch self {
        case .p256: "prime256v1"
        case .p384: "secp384r1"
        case .p521: "secp521r1"
        }
    }

    /// Bytes of a coordinate, and of each half of a signature.
    var size: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }
}
