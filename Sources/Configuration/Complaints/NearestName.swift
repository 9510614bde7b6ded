/// Finds the name that somebody meant: the one that the fewest edits away from what was written.
enum NearestName {
    /// The nearest of `candidates`, or nil when none is near. An edit is a byte inserted, dropped or replaced, or two
    /// neighbours swapped. Of names equally near, one with the same first byte wins, then the earlier.
    static func find(_ written: String, among candidates: some Sequence<String>) -> String? {
        let target = Array(written.utf8.prefix(longest + 1))
        guard !target.isEmpty, target.count <= longest else { return nil }
        var best: String?
        var bestScore = Int.max
        for candidate in candidates {
            let name = Array(candidate.utf8)
            let limit = min(furthest(target.count), (bestScore - 1) / 2)
            guard let distance = distance(target, name, atMost: limit) else { continue }
            let score = distance * 2 + (name.first == target.first ? 0 : 1)
            if score < bestScore {
                best = candidate
                bestScore = score
            }
        }
        return best
    }

    /// Names longer than this are not compared.
    private static let longest = 200

    /// How many edits away a name of so many bytes may be.
    private static func furthest(_ count: Int) -> Int { max(1, min(4, count / 3)) }

    /// The number of edits between two texts (optimal string alignment), or nil when there are more than `limit`.
    static func distance(_ first: [UInt8], _ second: [UInt8], atMost limit: Int) -> Int? {
        if limit < 0 || abs(first.count - second.count) > limit { return nil }
        // What both begin with costs nothing; long type names share most of it.
        let common = zip(first, second).prefix { $0 == $1 }.count
        let (left, right) = (first.dropFirst(common).map(\.self), second.dropFirst(common).map(\.self))
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        var row = last
        for i in 1...left.count {
            row[0] = i
            var smallest = i
            for j in 1...right.count {
                let change = left[i - 1] == right[j - 1] ? 0 : 1
                var value = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change)
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    value = min(value, beforeLast[j - 2] + 1)
                }
                row[j] = value
                smallest = min(smallest, value)
            }
            if smallest > limit { return nil }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
