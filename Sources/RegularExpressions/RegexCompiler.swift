/// Turns a tree into steps, from the end to the beginning, so that each piece knows what follows it.
struct RegexCompiler {
    private var program = RegexProgram()
    private var knownSets: [ByteSet: Int32] = [:]
    // Steps of one byte range that go on at the same place are one: many scalars share their last bytes.
    private var knownRanges: [RangeKey: Int32] = [:]

    private struct RangeKey: Hashable {
        var low: UInt8
        var high: UInt8
        var next: Int32
    }

    init(groupCount: Int) { program.groupCount = groupCount }

    /// The program of a whole pattern.
    mutating func compile(_ root: RegexNode) throws(RegexSyntaxError) -> RegexProgram {
        let match = try emit(RegexStep(kind: .match))
        program.start = try compile(.group(root, index: 0), match)
        program.classify()
        return program
    }

    private mutating func emit(_ step: RegexStep) throws(RegexSyntaxError) -> Int32 {
        guard program.steps.count < RegularExpression.programLimit else {
            throw RegexSyntaxError("pattern too large - compile failed", at: 0)
        }
        program.steps.append(step)
        return Int32(program.steps.count - 1)
    }

    private mutating func split(_ first: Int32, _ second: Int32) throws(RegexSyntaxError) -> Int32 {
        try emit(RegexStep(kind: .split, next: first, other: second))
    }

    /// Emits a piece in front of `next` and returns its first step.
    private mutating func compile(_ node: RegexNode, _ next: Int32) throws(RegexSyntaxError) -> Int32 {
        switch node {
        case .empty: return next
        case .scalars(let set): return try compile(set, next)
        case .anyByte: return try emit(RegexStep(kind: .byteRange, low: 0, high: 255, next: next))
        case .assertion(let assertion):
            if assertion != .textStart && assertion != .textEnd { program.looksAround = true }
            return try emit(RegexStep(kind: .assertion, low: assertion.rawValue, next: next))
        case .lookahead(let inner, let isNegative):
            program.looksAround = true
            let end = try emit(RegexStep(kind: .match))
            let begin = try compile(inner, end)
            return try emit(RegexStep(kind: .lookahead, low: isNegative ? 1 : 0, next: next, other: begin))
        case .group(let inner, let index):
            let end = try emit(RegexStep(kind: .save, next: next, other: Int32(2 * index + 1)))
            let begin = try compile(inner, end)
            return try emit(RegexStep(kind: .save, next: begin, other: Int32(2 * index)))
        case .sequence(let parts):
            var place = next
            for part in parts.reversed() { place = try compile(part, place) }
            return place
        case .alternatives(let branches):
            var place: Int32?
            for branch in branches.reversed() {
                let begin = try compile(branch, next)
                place = if let place { try split(begin, place) } else { begin }
            }
            return place ?? next
        case .repetition(let inner, let least, let most, let isGreedy):
            return try compile(inner, least, most, isGreedy, next)
        }
    }

    private mutating func compile(
        _ inner: RegexNode, _ least: Int, _ most: Int?, _ isGreedy: Bool, _ next: Int32
    ) throws(RegexSyntaxError) -> Int32 {
        var place = next
        if let most {
            // Each further one only if the one before was there.
            for _ in 0..<max(most - least, 0) {
                let begin = try compile(inner, place)
                place = try isGreedy ? split(begin, next) : split(next, begin)
            }
        } else {
            let loop = try split(0, 0)
            let begin = try compile(inner, loop)
            program.steps[Int(loop)].next = isGreedy ? begin : next
            program.steps[Int(loop)].other = isGreedy ? next : begin
            if least == 0 && inner.mayBeEmpty {
                // One way through a piece that took nothing has to count: (x+)? instead of x*.
                return try isGreedy ? split(begin, next) : split(next, begin)
            }
            if least > 0 {
                // The loop's own piece is the last of those that must be there.
                place = begin
                for _ in 1..<max(least, 1) { place = try compile(inner, place) }
                return place
            }
            return loop
        }
        for _ in 0..<least { place = try compile(inner, place) }
        return place
    }

    // MARK: - Scalars as bytes

    private mutating func compile(_ set: ScalarSet, _ next: Int32) throws(RegexSyntaxError) -> Int32 {
        var begins: [Int32] = []
        var single = ByteSet()
        var singleRanges: [ClosedRange<UInt32>] = []
        for range in set.ranges where range.lowerBound <= 0x7f {
            let low = range.clamped(to: 0...0x7f)
            singleRanges.append(low)
            for byte in low { single.insert(UInt8(byte)) }
        }
        if singleRanges.count == 1, let only = singleRanges.first {
            begins.append(try byteRange(UInt8(only.lowerBound), UInt8(only.upperBound), next))
        } else if !singleRanges.isEmpty {
            begins.append(try emit(RegexStep(kind: .byteSet, next: next, other: index(of: single))))
        }
        for range in set.ranges where range.upperBound > 0x7f {
            for sequence in UTF8Sequences.of(max(range.lowerBound, 0x80)...range.upperBound) {
                var place = next
                for bytes in sequence.reversed() { place = try byteRange(bytes.lowerBound, bytes.upperBound, place) }
                begins.append(place)
            }
        }
        guard var place = begins.popLast() else {
            // A class without members: a byte that is in no set.
            return try emit(RegexStep(kind: .byteSet, next: next, other: index(of: ByteSet())))
        }
        for begin in begins.reversed() { place = try split(begin, place) }
        return place
    }

    private mutating func byteRange(_ low: UInt8, _ high: UInt8, _ next: Int32) throws(RegexSyntaxError) -> Int32 {
        let key = RangeKey(low: low, high: high, next: next)
        if let known = knownRanges[key] { return known }
        let place = try emit(RegexStep(kind: .byteRange, low: low, high: high, next: next))
        knownRanges[key] = place
        return place
    }

    private mutating func index(of set: ByteSet) -> Int32 {
        if let known = knownSets[set] { return known }
        program.sets.append(set)
        let index = Int32(program.sets.count - 1)
        knownSets[set] = index
        return index
    }
}

/// The byte sequences that encode a range of scalars in UTF-8, each as ranges of bytes.
enum UTF8Sequences {
    /// The sequences of a range without ASCII.
    static func of(_ range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
        var result: [[ClosedRange<UInt8>]] = []
        for width in [0x80...0x7ff, 0x800...0xffff, 0x1_0000...0x10_ffff] as [ClosedRange<UInt32>]
        where width.overlaps(range) {
            append(range.clamped(to: width), to: &result)
        }
        return result
    }

    /// Splits a range until its ends differ only in bytes behind which all bytes are free.
    private static func append(_ range: ClosedRange<UInt32>, to result: inout [[ClosedRange<UInt8>]]) {
        let (low, high) = (range.lowerBound, range.upperBound)
        let tails = low < 0x800 ? 1 : low < 0x1_0000 ? 2 : 3
        for tail in 1...tails {
            let mask = (UInt32(1) << UInt32(6 * tail)) - 1
            if low & ~mask == high & ~mask { continue }
            if low & mask != 0 {
                append(low...(low | mask), to: &result)
                append(((low | mask) + 1)...high, to: &result)
                return
            }
            if high & mask != mask {
                append(low...((high & ~mask) - 1), to: &result)
                append((high & ~mask)...high, to: &result)
                return
            }
        }
        result.append(zip(bytes(low), bytes(high)).map { $0...$1 })
    }

    private static func bytes(_ scalar: UInt32) -> [UInt8] {
        if scalar < 0x800 { return [UInt8(0xc0 | scalar >> 6), tail(scalar)] }
        if scalar < 0x1_0000 { return [UInt8(0xe0 | scalar >> 12), tail(scalar >> 6), tail(scalar)] }
        return [UInt8(0xf0 | scalar >> 18), tail(scalar >> 12), tail(scalar >> 6), tail(scalar)]
    }

    private static func tail(_ scalar: UInt32) -> UInt8 { UInt8(0x80 | scalar & 0x3f) }
}
