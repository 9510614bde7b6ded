internal import Configuration
public import Cryptography
public import HTTPSemantics

/// A token taken apart (RFC 7519); nothing of it is believed yet.
public struct JSONWebToken: Sendable {
    /// How it was signed.
    public let algorithm: SignatureAlgorithm
    /// The name of the key that signed it; empty means not given.
    public let keyID: String
    /// What it says of itself.
    public let header: MetadataValue
    /// What it says.
    public let payload: MetadataValue
    /// The payload as it came, in base64.
    public let payloadText: [UInt8]
    /// Who issued it; empty means not given.
    public let issuer: String
    /// Whom it speaks of; empty means not given.
    public let subject: String
    /// Whom it is for.
    public let audiences: [String]
    /// When it was issued, in seconds since 1970; nil means not given.
    public let issuedAt: UInt64?
    /// When it begins to hold, likewise.
    public let notBefore: UInt64?
    /// When it ends to hold, likewise.
    public let expiration: UInt64?
    /// What was signed.
    public let signed: [UInt8]
    /// The signature.
    public let signature: [UInt8]

    /// Takes a token apart.
    public static func read(_ text: [UInt8]) -> Result<JSONWebToken, JWTProblem> {
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
