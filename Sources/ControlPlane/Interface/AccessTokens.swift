internal import Cryptography

/// Who may use the interface: names with secret tokens, read from a file.
///
/// A line is a name, a token and, for one who may only look, `read`; `#` begins a comment:
///
/// ```
/// alice  6f1d0c3e9b7a4f52
/// grafana  d41d8cd98f00b204 read
/// ```
public struct AccessTokens: Sendable {
    /// One who has a token.
    public struct Holder: Sendable, Equatable {
        /// For the audit log.
        public let name: String
        /// Whether changes are allowed.
        public let mayChange: Bool
    }

    /// Why a file of tokens is wrong.
    public struct Problem: Error, Sendable, Equatable {
        /// With the line.
        public let text: String
    }

    private let entries: [(holder: Holder, hash: [UInt8])]

    /// Bytes that a token has at least.
    static let leastBytes = 16

    /// Reads a file's text; `file` is its name for messages.
    public static func read(_ bytes: [UInt8], file: String) -> Result<AccessTokens, Problem> {
        var entries: [(holder: Holder, hash: [UInt8])] = []
        for line in WordLine.all(in: bytes) {
            let words = line.words
            func problem(_ text: String) -> Result<AccessTokens, Problem> {
                .failure(Problem(text: "\(file):\(line.number): \(text)"))
            }
            guard words.count == 2 || words.count == 3 && words[2] == "read" else {
                return problem("expected a name, a token and perhaps \"read\"")
            }
            guard words[1].utf8.count >= leastBytes else {
                return problem("expected a token of at least \(leastBytes) bytes")
            }
            if entries.contains(where: { $0.holder.name == words[0] }) {
                return problem("expected each name once, found \"\(words[0])\" again")
            }
            entries.append((Holder(name: words[0], mayChange: words.count == 2), Digest.sha256(Array(words[1].utf8))))
        }
        if entries.isEmpty { return .failure(Problem(text: "\(file): expected at least one token")) }
        return .success(AccessTokens(entries: entries))
    }

    /// Who shows this token; nil means nobody that is known. Takes as long for every token of a length, so that how
    /// long it takes tells nothing.
    public func holder(of token: [UInt8]) -> Holder? {
        let hash = Digest.sha256(token)
        var found: Holder?
        for entry in entries {
            if SecretComparison.areEqual(hash, entry.hash) { found = entry.holder }
        }
        return found
    }

    /// The token of an `authorization` field (RFC 6750 §2.1); nil when it is of another kind.
    public static func bearer(_ field: [UInt8]) -> [UInt8]? {
        let scheme = Array("bearer ".utf8)
        guard field.count > scheme.count,
            zip(field, scheme).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
        else { return nil }
        return Array(field[scheme.count...].drop { $0 == 0x20 })
    }
}
