/// A compiled condition on a text: what it is, begins with, ends with or contains.
public struct TextMatcher: Sendable, Equatable {
    /// How a text is compared with the pattern.
    public enum Kind: UInt8, Sendable {
        /// It is the pattern.
        case exact
        /// It begins with it.
        case prefix
        /// It ends with it.
        case suffix
        /// It contains it.
        case contains
    }

    private let kind: Kind
    private let pattern: [UInt8]
    private let ignoresCase: Bool

    /// A condition; `ignoresCase` is of ASCII letters.
    public init(_ kind: Kind, _ pattern: String, ignoresCase: Bool = false) {
        self.kind = kind
        self.pattern = ignoresCase ? pattern.utf8.map { Bytes.lowercased($0) } : Array(pattern.utf8)
        self.ignoresCase = ignoresCase
    }

    /// Whether a text is so.
    public func matches(_ text: Span<UInt8>) -> Bool {
        switch kind {
        case .exact: return text.count == pattern.count && stands(in: text, at: 0)
        case .prefix: return stands(in: text, at: 0)
        case .suffix: return stands(in: text, at: text.count &- pattern.count)
        case .contains:
            var start = 0
            while start &+ pattern.count <= text.count {
                if stands(in: text, at: start) { return true }
                start &+= 1
            }
            return false
        }
    }

    private func stands(in text: Span<UInt8>, at start: Int) -> Bool {
        guard start >= 0, start &+ pattern.count <= text.count else { return false }
        for index in pattern.indices {
            let byte = text[start &+ index]
            if (ignoresCase ? Bytes.lowercased(byte) : byte) != pattern[index] { return false }
        }
        return true
    }
}
