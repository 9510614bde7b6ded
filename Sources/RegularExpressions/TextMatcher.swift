/// A compiled condition on a text: what it is, begins with, ends with, contains, or which expression matches all of it.
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
    private let expression: RegularExpression?

    /// Makes a condition; `ignoresCase` is of ASCII letters.
    public init(_ kind: Kind, _ pattern: String, ignoresCase: Bool = false) {
        self.kind = kind
        self.pattern = ignoresCase ? pattern.utf8.map { Self.lowercased($0) } : Array(pattern.utf8)
        self.ignoresCase = ignoresCase
        expression = nil
    }

    /// Makes a condition that an expression sets.
    public init(_ expression: RegularExpression) {
        (kind, pattern, ignoresCase) = (.exact, [], false)
        self.expression = expression
    }

    /// Whether a text is so.
    public func matches(_ text: Span<UInt8>) -> Bool {
        if let expression { return expression.matches(text) }
        let spare = text.count &- pattern.count
        if spare < 0 { return false }
        switch kind {
        case .exact: return spare == 0 && stands(in: text, at: 0)
        case .prefix: return stands(in: text, at: 0)
        case .suffix: return stands(in: text, at: spare)
        case .contains:
            var start = 0
            while start <= spare {
                if stands(in: text, at: start) { return true }
                start &+= 1
            }
            return false
        }
    }

    /// Whether the pattern stands at `start`, where the text has room for it.
    @inline(__always) private func stands(in text: Span<UInt8>, at start: Int) -> Bool {
        let pattern = pattern.span
        var index = 0
        if ignoresCase {
            while index < pattern.count {
                if Self.lowercased(text[start &+ index]) != pattern[index] { return false }
                index &+= 1
            }
        } else {
            while index < pattern.count {
                if text[start &+ index] != pattern[index] { return false }
                index &+= 1
            }
        }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
