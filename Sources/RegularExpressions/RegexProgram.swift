/// One step of a compiled pattern. Steps lie in one array and name each other by their places.
struct RegexStep: BitwiseCopyable, Sendable {
    enum Kind: UInt8, Sendable {
        /// A byte from `low` to `high`, then `next`.
        case byteRange
        /// A byte of the set `other`, then `next`.
        case byteSet
        /// Goes on at `next`, and if that leads nowhere at `other`.
        case split
        /// Writes the place in the text to slot `other`.
        case save
        /// Goes on where the assertion whose number is `low` holds.
        case assertion
        /// Goes on at `next` where what begins at `other` matches, or, if `low` is 1, does not.
        case lookahead
        case match
    }

    var kind: Kind
    var low: UInt8 = 0
    var high: UInt8 = 0
    var next: Int32 = 0
    var other: Int32 = 0

    /// The assertion of a step that has one.
    @inline(__always)
    var assertion: RegexAssertion { RegexAssertion(rawValue: low) ?? .textEnd }
}

/// A set of bytes.
struct ByteSet: BitwiseCopyable, Hashable, Sendable {
    private var words = SIMD4<UInt64>(repeating: 0)

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        words[Int(byte &>> 6)] &>> UInt64(byte & 63) & 1 != 0
    }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
}

/// A compiled pattern: what every machine runs.
struct RegexProgram: Sendable {
    var steps: [RegexStep] = []
    var sets: [ByteSet] = []
    /// The first step.
    var start: Int32 = 0
    var groupCount = 0
    /// Whether it has look-aheads, or assertions other than the text's start and end.
    var looksAround = false
    /// The class of each byte: no step tells bytes of one class apart.
    private(set) var classes: [UInt8] = []
    /// One byte of each class.
    private(set) var representatives: [UInt8] = []

    /// Whether a step takes a byte.
    @inline(__always)
    func takes(_ step: RegexStep, _ byte: UInt8) -> Bool {
        switch step.kind {
        case .byteRange: byte >= step.low && byte <= step.high
        case .byteSet: sets[Int(step.other)].contains(byte)
        case .split, .save, .assertion, .lookahead, .match: false
        }
    }

    /// Sorts bytes into classes; once, when all steps are there.
    mutating func classify() {
        // Whether a class begins at a byte.
        var begins = [Bool](repeating: false, count: 257)
        for step in steps where step.kind == .byteRange {
            begins[Int(step.low)] = true
            begins[Int(step.high) + 1] = true
        }
        for set in sets {
            for byte in 1...255 where set.contains(UInt8(byte)) != set.contains(UInt8(byte - 1)) { begins[byte] = true }
        }
        classes = []
        representatives = []
        for byte in 0...255 {
            if byte == 0 || begins[byte] { representatives.append(UInt8(byte)) }
            classes.append(UInt8(representatives.count - 1))
        }
    }
}
