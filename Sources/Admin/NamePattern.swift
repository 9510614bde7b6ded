/// A regular expression over names: the part of RE2's syntax that filters of statistics use, matched in linear time.
///
/// Literals, `.`, classes, `\d \w \s` and their opposites, escaped punctuation, `^ $`, groups, `|`, `* + ?` (lazy ones
/// too, which match the same names). Counted repetition, flags and `\b` are refused by name.
///
/// Source: https://github.com/google/re2/wiki/Syntax
struct NamePattern: Sendable {
    /// Why a pattern cannot be used, in RE2's words where RE2 would refuse it too.
    struct SyntaxError: Error, Equatable {
        let reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// One step of the matching machine.
    enum Instruction: Sendable, Equatable {
        case byte(UInt8)
        case any
        case set(ByteSet)
        /// Goes on at both.
        case split(Int, Int)
        case jump(Int)
        case start, end, match
    }

    /// A set of bytes.
    struct ByteSet: Sendable, Equatable {
        private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

        static func == (a: Self, b: Self) -> Bool { a.words == b.words }

        func contains(_ byte: UInt8) -> Bool {
            let bit = UInt64(1) << UInt64(byte & 63)
            switch byte >> 6 {
            case 0: return words.0 & bit != 0
            case 1: return words.1 & bit != 0
            case 2: return words.2 & bit != 0
            default: return words.3 & bit != 0
            }
        }

        mutating func insert(_ range: ClosedRange<UInt8>) {
            for byte in range {
                let bit = UInt64(1) << UInt64(byte & 63)
                switch byte >> 6 {
                case 0: words.0 |= bit
                case 1: words.1 |= bit
                case 2: words.2 |= bit
                default: words.3 |= bit
                }
            }
        }

        mutating func formUnion(_ other: ByteSet) {
            words.0 |= other.words.0
            words.1 |= other.words.1
            words.2 |= other.words.2
            words.3 |= other.words.3
        }

        mutating func invert() { words = (~words.0, ~words.1, ~words.2, ~words.3) }
    }

    let program: [Instruction]

    /// Compiles a pattern.
    init(_ text: String) throws(SyntaxError) {
        var compiler = NamePatternCompiler(text)
        program = try compiler.compile()
    }

    // MARK: - Matching

    /// Whether the pattern matches somewhere in `name`.
    func matches(_ name: Span<UInt8>) -> Bool { run(name, wholeName: false) }

    /// Whether the pattern matches all of `name`.
    func matchesAll(_ name: Span<UInt8>) -> Bool { run(name, wholeName: true) }

    /// Steps through the name with all states that the machine may be in: time is program times name, never more.
    private func run(_ name: Span<UInt8>, wholeName: Bool) -> Bool {
        var states = States(count: program.count)
        var following = States(count: program.count)
        var position = 0
        while true {
            if position == 0 || !wholeName {
                if add(0, at: position, of: name.count, wholeName, to: &states) { return true }
            }
            if position == name.count || (wholeName && states.list.isEmpty) { return false }
            let byte = name[position]
            position += 1
            following.removeAll()
            for state in states.list {
                let goesOn: Bool
                switch program[state] {
                case .byte(let expected): goesOn = byte == expected
                case .any: goesOn = byte != 0x0a
                case .set(let set): goesOn = set.contains(byte)
                case .split, .jump, .start, .end, .match: goesOn = false
                }
                if goesOn && add(state + 1, at: position, of: name.count, wholeName, to: &following) { return true }
            }
            swap(&states, &following)
        }
    }

    private struct States {
        var list: [Int] = []
        private var isMember: [Bool]

        init(count: Int) { isMember = Array(repeating: false, count: count) }

        mutating func insert(_ state: Int) -> Bool {
            if isMember[state] { return false }
            isMember[state] = true
            return true
        }

        mutating func removeAll() {
            list.removeAll(keepingCapacity: true)
            for index in isMember.indices { isMember[index] = false }
        }
    }

    /// Adds a state with everything that is reached from it without a byte; true when that is a match.
    private func add(_ state: Int, at position: Int, of count: Int, _ wholeName: Bool, to states: inout States) -> Bool
    {
        guard states.insert(state) else { return false }
        switch program[state] {
        case .byte, .any, .set:
            states.list.append(state)
            return false
        case .jump(let target): return add(target, at: position, of: count, wholeName, to: &states)
        case .split(let first, let second):
            return add(first, at: position, of: count, wholeName, to: &states)
                || add(second, at: position, of: count, wholeName, to: &states)
        case .start: return position == 0 && add(state + 1, at: position, of: count, wholeName, to: &states)
        case .end: return position == count && add(state + 1, at: position, of: count, wholeName, to: &states)
        case .match: return !wholeName || position == count
        }
    }
}
