/// What is written for a match: text in which `\0` stands for the match, `\1` to `\9` for its groups, and `\\` for a
/// backslash.
public struct RegularExpressionSubstitution: Sendable, Equatable {
    private enum Piece: Sendable, Equatable {
        case text([UInt8])
        case group(Int)
    }

    private let pieces: [Piece]

    /// Reads a substitution for an expression with `groupCount` groups.
    public init(_ text: String, groupCount: Int) throws(RegexSyntaxError) {
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var escape: Int?
        for (offset, byte) in text.utf8.enumerated() {
            guard let begin = escape else {
                if byte == UInt8(ascii: "\\") { escape = offset } else { literal.append(byte) }
                continue
            }
            escape = nil
            switch byte {
            case UInt8(ascii: "\\"): literal.append(byte)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let group = Int(byte - UInt8(ascii: "0"))
                guard group <= groupCount else {
                    throw RegexSyntaxError(
                        "invalid substitution: \\\(group), but the expression has \(groupCount) groups", at: begin)
                }
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = []
                pieces.append(.group(group))
            default: throw RegexSyntaxError("invalid substitution: \\ stands before neither a digit nor \\", at: begin)
            }
        }
        if let escape { throw RegexSyntaxError("invalid substitution: it ends with \\", at: escape) }
        if !literal.isEmpty { pieces.append(.text(literal)) }
        self.pieces = pieces
    }

    func write(_ text: Span<UInt8>, _ match: [Int], _ emit: (Span<UInt8>) -> Void) {
        for piece in pieces {
            switch piece {
            case .text(let literal): emit(literal.span)
            case .group(let group):
                let (begin, end) = (match[2 * group], match[2 * group + 1])
                if begin >= 0 && end > begin { emit(text.extracting(begin..<end)) }
            }
        }
    }
}
