/// Finds where an expression matches, and writes something else there. It keeps room for its work, so have one for each
/// thread and expression; it does not allocate after its first use.
public final class RegularExpressionRewriter {
    private let threads: RegexThreads

    /// Makes a rewriter for an expression, whatever its reach.
    public init(_ expression: RegularExpression) { threads = RegexThreads(expression.program) }

    /// Where the leftmost match and its groups are: group 0 is the whole of it. Nil when nothing matches.
    public func firstMatch(in text: Span<UInt8>, from start: Int = 0) -> RegularExpressionMatch? {
        guard start >= 0, start <= text.count, threads.search(text, from: start, isWhole: false) else { return nil }
        return RegularExpressionMatch(places: threads.match)
    }

    /// Hands out `text` with every match replaced, piece by piece; false, with nothing handed out, when there is none.
    /// Matches do not overlap, and none is empty where the one before has ended.
    public func replaceAll(
        in text: Span<UInt8>, with substitution: RegularExpressionSubstitution, _ emit: (Span<UInt8>) -> Void
    ) -> Bool {
        var position = 0
        var lastEnd = -1
        var count = 0
        while position <= text.count, threads.search(text, from: position, isWhole: false) {
            let (begin, end) = (threads.match[0], threads.match[1])
            if begin > position { emit(text.extracting(position..<begin)) }
            if begin == lastEnd && begin == end {
                // An empty match where the one before ended: one scalar is passed over.
                let next = min(position + Self.width(text, position), text.count)
                if next > position { emit(text.extracting(position..<next)) }
                position = max(next, position + 1)
                continue
            }
            substitution.write(text, threads.match, emit)
            count += 1
            position = end
            lastEnd = end
        }
        if count == 0 { return false }
        if position < text.count { emit(text.extracting(position..<text.count)) }
        return true
    }

    private static func width(_ text: Span<UInt8>, _ position: Int) -> Int {
        guard position < text.count else { return 1 }
        switch text[position] {
        case 0xc2...0xdf: return 2
        case 0xe0...0xef: return 3
        case 0xf0...0xf4: return 4
        default: return 1
        }
    }
}

/// Where a match and its groups are.
public struct RegularExpressionMatch: Equatable, Sendable {
    let places: [Int]

    /// The range of a group, in bytes; nil when it has no part in the match, or there is no such group.
    public subscript(group: Int) -> Range<Int>? {
        guard group >= 0, 2 * group + 1 < places.count, places[2 * group] >= 0, places[2 * group + 1] >= 0 else {
            return nil
        }
        return places[2 * group]..<places[2 * group + 1]
    }
}
