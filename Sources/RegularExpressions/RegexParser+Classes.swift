/// Classes in brackets.
extension RegexParser {
    mutating func bracket() throws(RegexSyntaxError) -> ScalarSet {
        let begin = position
        position += 1
        let isNegated = take("^")
        var set = ScalarSet()
        var isFirst = true
        while true {
            guard let next else { throw failure("missing ]", from: begin, to: scalars.count, at: begin) }
            if next == "]" && !isFirst { break }
            isFirst = false
            if next == "[", let named = try posixClass() {
                set.formUnion(named)
                continue
            }
            let low = position
            if next == "\\" {
                position += 1
                if let named = try perlClass(from: low) {
                    set.formUnion(named)
                    continue
                }
                position = low
            }
            let first = try member(from: begin)
            var last = first
            if self.next == "-", position + 1 < scalars.count, scalars[position + 1] != 0x5d {
                position += 1
                last = try member(from: begin)
                if last < first { throw failure("invalid character class range", from: low, to: position, at: low) }
            }
            set.formUnion(cased(ScalarSet(first...last)))
        }
        position += 1
        return isNegated ? set.inverted : set
    }

    mutating func member(from begin: Int) throws(RegexSyntaxError) -> UInt32 {
        guard let next else { throw failure("missing ]", from: begin, to: scalars.count, at: begin) }
        if next == "\\" {
            let begin = position
            position += 1
            return try escapedScalar(from: begin)
        }
        position += 1
        return next.value
    }

    /// `[:name:]` inside brackets; nil, with nothing taken, when it is something else.
    mutating func posixClass() throws(RegexSyntaxError) -> ScalarSet? {
        let begin = position
        guard position + 1 < scalars.count, scalars[position + 1] == 0x3a else { return nil }
        var end = position + 2
        while end + 1 < scalars.count, scalars[end] != 0x3a || scalars[end + 1] != 0x5d { end += 1 }
        guard end + 1 < scalars.count else { return nil }
        position += 2
        let isNegated = take("^")
        var name = ""
        while position < end, let next {
            name.unicodeScalars.append(next)
            position += 1
        }
        position = end + 2
        guard let set = ScalarSet.posix(name) else {
            throw failure("invalid character class range", from: begin, to: position, at: begin)
        }
        let whole = cased(set)
        return isNegated ? whole.inverted : whole
    }
}
