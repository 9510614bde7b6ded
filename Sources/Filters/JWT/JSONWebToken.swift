internal import Configuration
internal import Cryptography
internal import HTTPSemantics

/// What came of a token, in Envoy's words.
enum JWTStatus: String, Sendable {
    case ok = "OK"
    case missing = "Jwt is missing"
    case notYetValid = "Jwt not yet valid"
    case expired = "Jwt is expired"
    case badForm = "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections"
    case badHeaderText = "Jwt header is an invalid Base64url encoded"
    case badHeader = "Jwt header is an invalid JSON"
    case badAlgorithm = "Jwt header [alg] field is required and must be a string"
    case unknownAlgorithm = "Jwt header [alg] is not supported"
    case badKeyID = "Jwt header [kid] field is not a string"
    case badPayloadText = "Jwt payload is an invalid Base64url encoded"
    case badPayload = "Jwt payload is an invalid JSON"
    case badIssuer = "Jwt payload [iss] field is not a string"
    case badSubject = "Jwt payload [sub] field is not a string"
    case badIssuedAt = "Jwt payload [iat] field is not an integer"
    case badNotBefore = "Jwt payload [nbf] field is not an integer"
    case badExpiration = "Jwt payload [exp] field is not an integer"
    case outsideIssuedAt = "Jwt payload [iat] field is not a positive 64 bit integer"
    case outsideNotBefore = "Jwt payload [nbf] field is not a positive 64 bit integer"
    case outsideExpiration = "Jwt payload [exp] field is not a positive 64 bit integer"
    case badID = "Jwt payload [jti] field is not a string"
    case badAudience = "Jwt payload [aud] field is not a string or string list"
    case badSignatureText = "Jwt signature is an invalid Base64url encoded"
    case unknownIssuer = "Jwt issuer is not configured"
    case otherAudience = "Audiences in Jwt are not allowed"
    case verificationFailed = "Jwt verification fails"
    case wrongEd25519Length = "Jwt ED25519 signature is wrong length"
    case noMatchingKey = "Jwks doesn't have key to match kid or alg from Jwt"
    case noKeys = "Jwks doesn't have any valid public key"
    case fetchFailed = "Jwks remote fetch is failed"

    /// The words with underscores, in braces, as `%RESPONSE_CODE_DETAILS%` has them.
    var details: ResponseCodeDetails {
        let words = rawValue.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }
        return ResponseCodeDetails("jwt_authn_access_denied", cause: "{\(String(decoding: words, as: UTF8.self))}")
    }
}

/// A token taken apart (RFC 7519); nothing of it is believed yet.
struct JSONWebToken: Sendable {
    let algorithm: SignatureAlgorithm
    let keyID: String
    let header: MetadataValue
    let payload: MetadataValue
    /// The payload as it came, in base64.
    let payloadText: [UInt8]
    let issuer: String
    let subject: String
    let audiences: [String]
    /// Seconds since 1970; nil: not given.
    let issuedAt: UInt64?, notBefore: UInt64?, expiration: UInt64?
    /// What was signed, and the signature.
    let signed: [UInt8], signature: [UInt8]

    /// Takes a token apart.
    static func read(_ text: [UInt8]) -> Result<JSONWebToken, JWTProblem> {
        do throws(JWTProblem) { return .success(try JSONWebToken(text)) } catch { return .failure(error) }
    }

    private init(_ text: [UInt8]) throws(JWTProblem) {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { throw JWTProblem(.badForm) }
        let head = try Self.object(parts[0], .badHeaderText, .badHeader)
        guard case .string(let name)? = head["alg"] else { throw JWTProblem(.badAlgorithm) }
        guard let algorithm = SignatureAlgorithm(rawValue: String(decoding: name, as: UTF8.self)) else {
            throw JWTProblem(.unknownAlgorithm)
        }
        self.algorithm = algorithm
        keyID = try Self.text(head["kid"], .badKeyID)
        let claims = try Self.object(parts[1], .badPayloadText, .badPayload)
        issuer = try Self.text(claims["iss"], .badIssuer)
        subject = try Self.text(claims["sub"], .badSubject)
        issuedAt = try Self.number(claims["iat"], .badIssuedAt, .outsideIssuedAt)
        notBefore = try Self.number(claims["nbf"], .badNotBefore, .outsideNotBefore)
        expiration = try Self.number(claims["exp"], .badExpiration, .outsideExpiration)
        _ = try Self.text(claims["jti"], .badID)
        audiences = try Self.texts(claims["aud"])
        guard let signature = TokenText.bytes(of: parts[2]) else { throw JWTProblem(.badSignatureText) }
        self.signature = signature
        header = .object(head)
        payload = .object(claims)
        payloadText = Array(parts[1])
        signed = Array(text[..<(parts[0].count + 1 + parts[1].count)])
    }

    private static func object(
        _ part: ArraySlice<UInt8>, _ badText: JWTStatus, _ badJSON: JWTStatus
    ) throws(JWTProblem) -> [String: MetadataValue] {
        guard let bytes = TokenText.bytes(of: part) else { throw JWTProblem(badText) }
        guard case .success(let document) = JSONReader(dialect: .strict, maximumDepth: 50).read(bytes, file: "jwt"),
            case .object(let members) = MetadataValue(document.root)
        else { throw JWTProblem(badJSON) }
        return members
    }

    private static func text(_ value: MetadataValue?, _ problem: JWTStatus) throws(JWTProblem) -> String {
        switch value {
        case nil: return ""
        case .string(let text)?: return String(decoding: text, as: UTF8.self)
        default: throw JWTProblem(problem)
        }
    }

    /// A number without what stands behind its point.
    private static func number(
        _ value: MetadataValue?, _ problem: JWTStatus, _ outside: JWTStatus
    ) throws(JWTProblem) -> UInt64? {
        switch value {
        case nil: return nil
        case .number(let number)?:
            guard number >= 0, let whole = UInt64(exactly: number.rounded(.down)) else { throw JWTProblem(outside) }
            return whole
        default: throw JWTProblem(problem)
        }
    }

    private static func texts(_ value: MetadataValue?) throws(JWTProblem) -> [String] {
        switch value {
        case nil: return []
        case .string(let text)?: return [String(decoding: text, as: UTF8.self)]
        case .list(let elements)?:
            var texts: [String] = []
            for element in elements {
                guard case .string(let text) = element else { throw JWTProblem(.badAudience) }
                texts.append(String(decoding: text, as: UTF8.self))
            }
            return texts
        default: throw JWTProblem(.badAudience)
        }
    }
}

/// Why a token cannot be taken apart.
struct JWTProblem: Error {
    let status: JWTStatus

    init(_ status: JWTStatus) { self.status = status }
}

extension MetadataValue {
    /// A value of a JSON text.
    init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .bool: self = .bool(node.bool ?? false)
        case .number: self = .number(Double(node.numberText ?? "0") ?? 0)
        case .string: self = .text(node.string ?? "")
        case .array: self = .list(node.elements.map { MetadataValue($0) })
        case .object:
            var members: [String: MetadataValue] = [:]
            node.forEachMember { key, value in members[key.string ?? ""] = MetadataValue(value) }
            self = .object(members)
        }
    }
}
