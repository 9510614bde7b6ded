internal import Configuration
public import Cryptography

/// Keys that tokens are checked with (RFC 7517).
public final class JSONWebKeySet: Sendable {
    /// One key.
    public struct Key: Sendable {
        /// Its name; empty means it has none.
        public let id: String
        /// The only algorithm that it is for; empty means any of its family.
        public let algorithm: String
        /// The key itself.
        public let key: VerificationKey
    }

    /// The keys of use, in their order.
    public let keys: [Key]

    /// Reads a set; nil when the text is none, or has no key of use.
    public init?(_ text: [UInt8]) {
        guard case .success(let document) = JSONReader(dialect: .strict, maximumDepth: 20).read(text, file: "jwks"),
            let list = document.root["keys"], list.kind == .array
        else { return nil }
        keys = list.elements.compactMap { Self.key($0) }
        if keys.isEmpty { return nil }
    }

    /// A key; nil when it is none, or says that it is for an algorithm of another family. What is no text is not there.
    private static func key(_ node: JSONNode) -> Key? {
        let algorithm = node["alg"]?.string ?? ""
        guard let material = material(node, algorithm) else { return nil }
        return Key(id: node["kid"]?.string ?? "", algorithm: algorithm, key: material)
    }

    private static func material(_ node: JSONNode, _ algorithm: String) -> VerificationKey? {
        func bytes(_ name: String) -> [UInt8]? { node[name]?.string.flatMap { TokenText.bytes(of: $0.utf8) } }
        let family = SignatureAlgorithm(rawValue: algorithm)?.family
        switch node["kty"]?.string {
        case "RSA":
            // Envoy keeps a key for an algorithm that nobody knows, when it begins as RSA's do.
            guard algorithm.isEmpty || algorithm.hasPrefix("RS") || algorithm.hasPrefix("PS"),
                let n = bytes("n"), let e = bytes("e"), isGoodRSA(modulus: n, exponent: e)
            else { return nil }
            return VerificationKey(rsaModulus: n, exponent: e)
        case "EC":
            guard let curve = curve(node["crv"], algorithm), let x = bytes("x"), let y = bytes("y") else { return nil }
            return VerificationKey(curve: curve, x: x, y: y)
        case "OKP":
            guard algorithm.isEmpty || family == .ed25519, node["crv"]?.string == "Ed25519", let x = bytes("x") else {
                return nil
            }
            return VerificationKey(ed25519: x)
        case "oct":
            // Whoever knows nothing knows an empty secret.
            guard algorithm.isEmpty || family == .secret, let secret = bytes("k"), !secret.isEmpty else { return nil }
            return VerificationKey(secret: secret)
        default: return nil
        }
    }

    /// A key's curve, which its algorithm may not contradict; P-256 where neither says any.
    private static func curve(_ name: JSONNode?, _ algorithm: String) -> EllipticCurve? {
        var wanted: EllipticCurve?
        if !algorithm.isEmpty {
            guard case .elliptic(let curve)? = SignatureAlgorithm(rawValue: algorithm)?.family else { return nil }
            wanted = curve
        }
        guard let name else { return wanted ?? .p256 }
        guard let text = name.string else { return nil }
        if text.isEmpty { return wanted ?? .p256 }
        let named = EllipticCurve(rawValue: text)
        return wanted == nil || wanted == named ? named : nil
    }

    /// Whether numbers can be a key at all: an odd modulus of 512 bits or more, and one of the exponents that are in
    /// use, as in Envoy.
    private static func isGoodRSA(modulus: [UInt8], exponent: [UInt8]) -> Bool {
        let exponent = exponent.drop { $0 == 0 }
        guard exponent.elementsEqual([3]) || exponent.elementsEqual([1, 0, 1]) else { return false }
        let digits = modulus.drop { $0 == 0 }
        guard let first = digits.first, let last = digits.last else { return false }
        return last & 1 == 1 && digits.count * 8 - first.leadingZeroBitCount >= 512
    }

    /// Checks a token's signature.
    public func check(_ token: JSONWebToken) -> JWTStatus {
        var isMatched = false
        for key in keys {
            if !key.id.isEmpty && !token.keyID.isEmpty && key.id != token.keyID { continue }
            if !key.algorithm.isEmpty && key.algorithm != token.algorithm.rawValue { continue }
            isMatched = true
            // As in Envoy, whatever the token says its algorithm is.
            if key.key.family == .ed25519 && token.signature.count != 64 { return .wrongEd25519Length }
            if key.key.family == token.algorithm.family,
                key.key.verifies(token.algorithm, message: token.signed, signature: token.signature)
            {
                return .ok
            }
        }
        return isMatched ? .verificationFailed : .noMatchingKey
    }
}
