/// What a pattern says, as a tree.
indirect enum RegexNode: Equatable {
    case empty
    /// One scalar out of a set.
    case scalars(ScalarSet)
    /// `\C`.
    case anyByte
    case assertion(RegexAssertion)
    case group(RegexNode, index: Int)
    case sequence([RegexNode])
    /// The first that leads to a match.
    case alternatives([RegexNode])
    /// `most` of nil is any number. A greedy one would rather go on.
    case repetition(RegexNode, least: Int, most: Int?, isGreedy: Bool)
    /// `(?=…)` and `(?!…)`: what has to follow, or must not.
    case lookahead(RegexNode, isNegative: Bool)

    /// Whether it may match without taking a byte.
    var mayBeEmpty: Bool {
        switch self {
        case .empty, .assertion, .lookahead: true
        case .scalars, .anyByte: false
        case .group(let inner, _): inner.mayBeEmpty
        case .sequence(let parts): parts.allSatisfy(\.mayBeEmpty)
        case .alternatives(let branches): branches.contains(where: \.mayBeEmpty)
        case .repetition(let inner, let least, _, _): least == 0 || inner.mayBeEmpty
        }
    }
}

/// What has to hold between two bytes.
enum RegexAssertion: UInt8, Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

    /// Whether it holds between the bytes before and after; nil stands for the ends of the text.
    @inline(__always)
    func holds(before: UInt8?, after: UInt8?) -> Bool {
        switch self {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == 0x0a
        case .lineEnd: after == nil || after == 0x0a
        case .wordBoundary: Self.isWord(before) != Self.isWord(after)
        case .noWordBoundary: Self.isWord(before) == Self.isWord(after)
        }
    }

    private static func isWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            return true
        default: return false
        }
    }
}
