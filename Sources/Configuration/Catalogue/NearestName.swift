/// Finds the name that somebody meant: the one that the fewest edits away from what was written.
///
/// An edit is a byte inserted, dropped or replaced, or two neighbours swapped. Upper and lower case are alike, and
/// underscores and hyphens count for nothing, so that `connectTimeout`, `connect_timeout` and `Connect-Timeout` are one
/// name; they only decide between names that are otherwise as near.
public enum NearestName {
    /// The nearest of `candidates`; nil when none is near.
    ///
    /// Near is a third of the written name's length, at most five edits. Dotted names (types) are long and much alike:
    /// they are near within three edits, or, when their last parts are the same, within half of the longer name, so
    /// that types of older API versions are found. Of names as near, the earlier wins. Names of more than 200 bytes are
    /// not compared.
    ///
    /// With `byWords`, names of fields that share whole words are near too, after names within two edits: `port` is
    /// near to `port_value`, and `cluster_name` to `cluster`.
    public static func of(_ name: String, in candidates: some Sequence<String>, byWords: Bool = false) -> String? {
        let written = Array(name.utf8.prefix(longest + 1))
        let plain = plain(written)
        guard !plain.isEmpty, written.count <= longest else { return nil }
        let lastPart = lastPart(plain)
        var limit = min((plain.count + 1) / 3, lastPart == nil ? 5 : 3)
        var best: Found?
        var bestMoved: Found?
        for candidate in candidates where candidate.utf8.count <= longest {
            let bytes = Array(candidate.utf8)
            let other = NearestName.plain(bytes)
            if let edits = distance(plain, other, atMost: limit) {
                limit = edits
                replace(&best, with: candidate, edits: edits, writtenEdits: distance(written, bytes, atMost: longest))
            } else if best == nil, let lastPart, NearestName.lastPart(other) == lastPart {
                let movedLimit = min(max(plain.count, other.count) / 2, bestMoved?.edits ?? longest)
                guard let edits = distance(plain, other, atMost: movedLimit) else { continue }
                replace(
                    &bestMoved, with: candidate, edits: edits, writtenEdits: distance(written, bytes, atMost: longest))
            }
        }
        if let best, best.edits <= 2 || !byWords { return best.name }
        let shared = byWords ? FieldWords(name).nearest(in: candidates.filter { $0.utf8.count <= longest }) : nil
        return shared ?? best?.name ?? bestMoved?.name
    }

    /// Names longer than this are not compared: the work grows with the product of the lengths.
    private static let longest = 200

    /// A candidate and how far it is: without case and separators, and as written.
    private struct Found {
        let name: String
        let edits: Int
        let writtenEdits: Int
    }

    private static func replace(_ best: inout Found?, with name: String, edits: Int, writtenEdits: Int?) {
        let found = Found(name: name, edits: edits, writtenEdits: writtenEdits ?? longest)
        if let best, (best.edits, best.writtenEdits) <= (found.edits, found.writtenEdits) { return }
        best = found
    }

    /// A name in lower case without underscores and hyphens.
    private static func plain(_ name: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(name.count)
        for byte in name where byte != UInt8(ascii: "_") && byte != UInt8(ascii: "-") {
            plain.append(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
        }
        return plain
    }

    /// What stands after the last dot; nil for a name without one.
    private static func lastPart(_ name: [UInt8]) -> ArraySlice<UInt8>? {
        name.lastIndex(of: UInt8(ascii: ".")).map { name[($0 + 1)...] }
    }

    /// The number of edits between two names (optimal string alignment), or nil when there are more than `limit`.
    static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
        if limit < 0 || abs(left.count - right.count) > limit { return nil }
        if right.isEmpty { return left.count }
        let more = limit + 1
        // Rows are one longer than the longer name, and cells further than `limit` from the diagonal stay at `more`.
        var beforeLast = [Int](repeating: more, count: right.count + 1)
        var last = (0...right.count).map { min($0, more) }
        var row = beforeLast
        for i in 0..<left.count {
            let first = max(0, i - limit)
            let end = min(right.count, i + limit + 1)
            row[first] = first == 0 ? min(i + 1, more) : more
            var smallest = row[first]
            for j in first..<end {
                var edits = min(last[j] + (left[i] == right[j] ? 0 : 1), row[j] + 1, last[j + 1] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    edits = min(edits, beforeLast[j - 1] + 1)
                }
                row[j + 1] = min(edits, more)
                smallest = min(smallest, edits)
            }
            if end < right.count { row[end + 1] = more }
            if smallest > limit { return nil }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
