internal import Buffers
internal import Configuration
internal import Cryptography

/// Keys that tokens are checked with (RFC 7517).
final class JSONWebKeySet: Sendable {
    struct Key: Sendable {
        let id: String
        /// The only algorithm that it is for; nil: any of its family.
        let algorithm: String?
        let key: VerificationKey
    }

    let keys: [Key]

    /// Reads a set; nil when the text is none, or has no key of use.
    init?(_ text: [UInt8]) {
        guard case .success(let document) = JSONReader(dialect: .strict, maximumDepth: 20).read(text, file: "jwks"),
            let list = document.root["keys"], list.kind == .array
        else { return nil }
        keys = list.elements.compactMap { Self.key($0) }
        if keys.isEmpty { return nil }
    }

    private static func key(_ node: JSONNode) -> Key? {
        guard let material = material(node) else { return nil }
        return Key(id: node["kid"]?.string ?? "", algorithm: node["alg"]?.string, key: material)
    }

    private static func material(_ node: JSONNode) -> VerificationKey? {
        func bytes(_ name: String) -> [UInt8]? {
            guard let text = node[name]?.string else { return nil }
            var bytes: [UInt8] = []
            let digits = Array(text.utf8.filter { $0 != UInt8(ascii: "=") })
            return Base64Coding.decode(digits.span, .url, to: &bytes) ? bytes : nil
        }
        switch node["kty"]?.string {
        case "RSA":
            guard let n = bytes("n"), let e = bytes("e") else { return nil }
            return VerificationKey(rsaModulus: n, exponent: e)
        case "EC":
            guard let curve = node["crv"]?.string.flatMap({ EllipticCurve(rawValue: $0) }), let x = bytes("x"),
                let y = bytes("y")
            else { return nil }
            return VerificationKey(curve: curve, x: x, y: y)
        case "OKP":
            guard node["crv"]?.string == "Ed25519", let x = bytes("x") else { return nil }
            return VerificationKey(ed25519: x)
        case "oct": return bytes("k").map { VerificationKey(secret: $0) }
        default: return nil
        }
    }

    /// Checks a token's signature.
    func check(_ token: JSONWebToken) -> JWTStatus {
        var isMatched = false
        for key in keys {
            if !key.id.isEmpty && !token.keyID.isEmpty && key.id != token.keyID { continue }
            if let algorithm = key.algorithm, algorithm != token.algorithm.rawValue { continue }
            if key.key.family != token.algorithm.family { continue }
            isMatched = true
            if key.key.verifies(token.algorithm, message: token.signed, signature: token.signature) { return .ok }
        }
        return isMatched ? .verificationFailed : .noMatchingKey
    }
}
