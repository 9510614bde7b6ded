internal import Buffers
internal import Cryptography
internal import TLS

/// A secret that lets a proxy have an identity for the first time, as it is known to the authority: by its hash.
///
/// Its text, `join-<16 hexadecimal digits>-<64 hexadecimal digits>`, is shown once, when it is made; the first number
/// says which token it is, the second is the secret.
public struct JoinToken: Sendable, Equatable {
    /// By which it is told from others.
    public let id: String
    /// SHA-256 of the secret.
    let hash: [UInt8]
    /// The namespace of the account that it stands for.
    public let namespace: String
    /// The account.
    public let account: String
    /// How many proxies may join by it; nil means any number.
    public let uses: Int?
    /// When nobody may join any more, in seconds since 1970; nil means never. Who has joined goes on.
    public let expires: Int64?

    private static let prefix = "join-"

    /// A new token, and its text.
    public static func make(
        namespace: String, account: String, uses: Int? = nil, expires: Int64? = nil
    ) -> (token: JoinToken, text: String) {
        let id = Bytes.hexadecimal(SecureRandom.bytes(8))
        let secret = SecureRandom.bytes(32)
        let token = JoinToken(
            id: id, hash: Digest.sha256(secret), namespace: namespace, account: account, uses: uses, expires: expires)
        return (token, "\(prefix)\(id)-\(Bytes.hexadecimal(secret))")
    }

    /// How many uses a token may have.
    public static let possibleUses = 1...1_000_000

    /// Whether names can be those of an account that a certificate names.
    public static func canStand(forNamespace namespace: String, account: String) -> Bool {
        WorkloadIdentity(trustDomain: "a", namespace: namespace, account: account) != nil
    }

    /// Whether a text has the form of a token.
    static func isOne(_ text: [UInt8]) -> Bool { text.starts(with: prefix.utf8) }

    /// Whether a text can be a token's number.
    static func isID(_ text: String) -> Bool { text.utf8.count == 16 && bytes(text.utf8) != nil }

    /// The parts of a text: which token, and the secret; nil when it is none.
    static func parts(of text: [UInt8]) -> (id: String, secret: [UInt8])? {
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].elementsEqual("join".utf8), parts[1].count == 16,
            bytes(parts[1]) != nil, let secret = bytes(parts[2]), secret.count == 32
        else { return nil }
        return (String(decoding: parts[1], as: UTF8.self), secret)
    }

    /// Whether that is its secret; it takes as long whatever it is.
    func hasSecret(_ secret: [UInt8]) -> Bool { SecretComparison.areEqual(Digest.sha256(secret), hash) }

    // MARK: - Digits

    /// The bytes of lower-case digits; nil when they are none.
    static func bytes(_ digits: some Collection<UInt8>) -> [UInt8]? {
        let isLowerCase = digits.allSatisfy { Bytes.lowercased($0) == $0 }
        return isLowerCase ? Bytes.fromHexadecimal(digits) : nil
    }
}
