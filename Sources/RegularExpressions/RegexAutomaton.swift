/// A deterministic machine: each set of steps in which the pattern may be is one state, and a table tells where a class
/// of bytes leads from it. Answers whether a pattern matches, at a few instructions a byte, and is never changed, so
/// that all threads share one.
final class RegexAutomaton: Sendable {
    /// What a table may have at most: states, and entries of two bytes.
    private static let stateLimit = 1_024
    private static let entryLimit = 32_768
    /// Steps that building may look at, so that no pattern holds up the start.
    private static let workLimit = 2_000_000
    /// The state from which nothing leads to a match; its row is the first.
    private static let dead: UInt16 = 0
    /// In place of a row: a match has been reached, for machines that look for a part.
    private static let matched: UInt16 = .max

    private let isWhole: Bool
    /// The class of each byte.
    private let classes: InlineArray<256, UInt8>
    private let width: Int
    private let acceptsEmpty: Bool
    /// The row of the state before the text.
    private let first: UInt16
    /// The row of the next state, by a row and the class of a byte.
    private let transitions: [UInt16]
    /// Whether the text matches that ends here.
    private let acceptsAtEnd: [Bool]

    /// Builds the machine for all of a text or for a part of it; nil when it would be too large, or the pattern asks of
    /// its surroundings for more than the text's start and end.
    init?(_ program: RegexProgram, isWhole: Bool) {
        if program.looksAround { return nil }
        var walk = RegexWalk(program)
        var members: [[Int32]] = [[]]
        var known: [[Int32]: UInt16] = [[]: Self.dead]
        func state(of set: [Int32]) -> UInt16 {
            if let state = known[set] { return state }
            let state = UInt16(members.count)
            known[set] = state
            members.append(set)
            return state
        }
        self.isWhole = isWhole
        classes = InlineArray { program.classes[$0] }
        width = program.representatives.count
        acceptsEmpty = walk.matchesAtEnd([program.start], isAtStart: true)
        let start = state(of: walk.closure(of: [program.start], isAtStart: true))
        var (transitions, accepts, acceptsAtEnd): ([UInt16], [Bool], [Bool]) = ([], [], [])
        var place = 0
        while place < members.count {
            guard members.count <= Self.stateLimit, members.count * width <= Self.entryLimit,
                walk.work <= Self.workLimit
            else { return nil }
            let set = members[place]
            accepts.append(set.contains { program.steps[Int($0)].kind == .match })
            acceptsAtEnd.append(walk.matchesAtEnd(set, isAtStart: false))
            for byte in program.representatives {
                var targets = set.filter { program.takes(program.steps[Int($0)], byte) }
                    .map { program.steps[Int($0)].next }
                // A match may begin anywhere.
                if !isWhole { targets.append(program.start) }
                transitions.append(set.isEmpty ? Self.dead : state(of: walk.closure(of: targets, isAtStart: false)))
            }
            place += 1
        }
        let width = width
        // A table of so many entries has rows of two bytes.
        func row(_ state: UInt16) -> UInt16 {
            !isWhole && accepts[Int(state)] ? Self.matched : state &* UInt16(width)
        }
        first = row(start)
        self.transitions = transitions.map(row)
        self.acceptsAtEnd = acceptsAtEnd
    }

    /// Whether the text, or a part of it, matches.
    func matches(_ text: Span<UInt8>) -> Bool {
        if text.isEmpty { return acceptsEmpty }
        var row = first
        if row == Self.matched { return true }
        for index in text.indices {
            row = transitions[Int(row) &+ Int(classes[Int(text[index])])]
            // One comparison for both: they are neighbours.
            if row &+ 1 <= Self.dead &+ 1 { return row == Self.matched }
        }
        return acceptsAtEnd[Int(row) / width]
    }
}

/// Follows a program's steps as far as they go without a byte.
private struct RegexWalk {
    private let program: RegexProgram
    private var isReached: [Bool]
    private var reached: [Int32] = []
    private var stack: [Int32] = []
    /// Steps that were looked at since the beginning.
    private(set) var work = 0

    init(_ program: RegexProgram) {
        self.program = program
        isReached = Array(repeating: false, count: program.steps.count)
    }

    /// The steps that wait for a byte or for the text's end, or match, which are reached from `targets`.
    mutating func closure(of targets: [Int32], isAtStart: Bool) -> [Int32] {
        var result: [Int32] = []
        run(targets, isAtStart: isAtStart, isAtEnd: false) { place, step in
            if step.kind != .split && step.kind != .save { result.append(place) }
        }
        result.sort()
        return result
    }

    mutating func matchesAtEnd(_ targets: [Int32], isAtStart: Bool) -> Bool {
        var isMatch = false
        run(targets, isAtStart: isAtStart, isAtEnd: true) { _, step in if step.kind == .match { isMatch = true } }
        return isMatch
    }

    /// Visits every step that is reached, once.
    private mutating func run(
        _ targets: [Int32], isAtStart: Bool, isAtEnd: Bool, _ visit: (_ place: Int32, _ step: RegexStep) -> Void
    ) {
        stack.append(contentsOf: targets)
        while let place = stack.popLast() {
            work &+= 1
            if isReached[Int(place)] { continue }
            isReached[Int(place)] = true
            reached.append(place)
            let step = program.steps[Int(place)]
            switch step.kind {
            case .split:
                stack.append(step.other)
                stack.append(step.next)
            case .save: stack.append(step.next)
            case .assertion:
                if step.assertion == .textStart ? isAtStart : isAtEnd { stack.append(step.next) }
                // What waits for the start waits in vain.
                if step.assertion == .textStart { continue }
            // A program with look-aheads has no table.
            case .byteRange, .byteSet, .lookahead, .match: break
            }
            visit(place, step)
        }
        for place in reached { isReached[Int(place)] = false }
        reached.removeAll(keepingCapacity: true)
    }
}
