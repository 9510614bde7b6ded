internal import Buffers

/// The join tokens of a file: a line each; `#` begins a comment, and a line that is taken out is a token that is no
/// good any more.
///
/// ```
/// 3f6c1d0a9b7e2f54  9c1e…  shop/cart  uses=3  expires=2026-12-01T00:00:00Z
/// ```
public struct JoinTokens: Sendable, Equatable {
    private var tokens: [String: JoinToken] = [:]

    /// Tokens that a file may have.
    static let mostTokens = 100_000

    /// Why a file is wrong.
    public struct Problem: Error, Sendable, Equatable {
        /// With the line.
        public let text: String
    }

    /// None.
    public init() {}

    /// How many there are.
    public var count: Int { tokens.count }

    /// The token that a text is; nil means none that is known.
    func token(of text: [UInt8]) -> JoinToken? {
        guard let (id, secret) = JoinToken.parts(of: text), let token = tokens[id], token.hasSecret(secret) else {
            return nil
        }
        return token
    }

    /// Reads a file's text; `file` is its name for messages.
    public static func read(_ bytes: [UInt8], file: String) -> Result<JoinTokens, Problem> {
        var result = JoinTokens()
        for line in WordLine.all(in: bytes) {
            do throws(Problem) {
                let token = try read(line.words)
                if result.tokens[token.id] != nil { throw Problem(text: "expected each token once") }
                guard result.count < mostTokens else { throw Problem(text: "expected at most \(mostTokens) tokens") }
                result.tokens[token.id] = token
            } catch { return .failure(Problem(text: "\(file):\(line.number): \(error.text)")) }
        }
        return .success(result)
    }

    private static func read(_ words: [String]) throws(Problem) -> JoinToken {
        guard words.count >= 3 else {
            throw Problem(text: "expected a token's number, its hash and <namespace>/<account>")
        }
        guard JoinToken.isID(words[0]) else {
            throw Problem(text: "expected a token's number of 16 hexadecimal digits, found '\(words[0])'")
        }
        guard let hash = JoinToken.bytes(words[1].utf8), hash.count == 32 else {
            throw Problem(text: "expected a hash of 64 hexadecimal digits, found '\(words[1])'")
        }
        let names = words[2].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard names.count == 2, JoinToken.canStand(forNamespace: names[0], account: names[1]) else {
            throw Problem(text: "expected <namespace>/<account>, found '\(words[2])'")
        }
        var uses: Int?
        var expires: Int64?
        for word in words.dropFirst(3) {
            if word.hasPrefix("uses="), let number = Int(word.dropFirst(5)), JoinToken.possibleUses.contains(number) {
                uses = number
            } else if word.hasPrefix("expires="), let moment = Moment.seconds(String(word.dropFirst(8))) {
                expires = moment
            } else {
                throw Problem(text: "expected uses=<n> or expires=2026-12-01T00:00:00Z, found '\(word)'")
            }
        }
        return JoinToken(
            id: words[0], hash: hash, namespace: names[0], account: names[1], uses: uses, expires: expires)
    }
}

extension JoinToken {
    /// The line of a file that lets it be known.
    public var line: String {
        let parts = [
            id, Bytes.hexadecimal(hash), "\(namespace)/\(account)", uses.map { "uses=\($0)" },
            expires.map { "expires=\(Moment.text($0))" },
        ]
        return parts.compactMap(\.self).joined(separator: "  ") + "\n"
    }
}
