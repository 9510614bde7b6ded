/// A machine that follows all ways through a pattern at once, in the order in which a backtracking one would try them,
/// and so finds where the leftmost match and its groups are. Time is the text's length times the program's.
///
/// Everything it needs is allocated once.
final class RegexThreads {
    /// Threads in the order of their preference, each with its own slots.
    private struct List {
        var places: [Int32] = []
        var slots: [Int] = []
        private var position: [Int32]

        init(count: Int, width: Int) {
            position = Array(repeating: 0, count: count)
            places.reserveCapacity(count)
            slots.reserveCapacity(count * width)
        }

        /// The visit's number of each step, instead of clearing a table.
        mutating func visit(_ place: Int32, _ number: Int32) -> Bool {
            if position[Int(place)] == number { return false }
            position[Int(place)] = number
            return true
        }

        mutating func forget() { for index in position.indices { position[index] = 0 } }
    }

    private enum Work {
        case explore(Int32)
        case restore(slot: Int32, Int)
    }

    private let program: RegexProgram
    private let width: Int
    private var current: List
    private var following: List
    private var stack: [Work] = []
    private var slots: [Int]
    /// Where the groups of the last match begin and end, by twos; -1 where a group has no part in it.
    private(set) var match: [Int]
    private var visit: Int32 = 0
    /// The machine of look-aheads: this one is in the middle of its lists then.
    private var ahead: RegexThreads?

    init(_ program: RegexProgram) {
        self.program = program
        width = 2 * (program.groupCount + 1)
        current = List(count: program.steps.count, width: width)
        following = List(count: program.steps.count, width: width)
        slots = Array(repeating: -1, count: width)
        match = Array(repeating: -1, count: width)
    }

    /// Looks for the leftmost match that begins at `start` or behind it, or, if `isWhole`, for one that begins there
    /// and takes the rest of the text. `match` then tells where it is.
    func search(_ text: Span<UInt8>, from start: Int, isWhole: Bool) -> Bool {
        var position = start
        var isFound = false
        current.places.removeAll(keepingCapacity: true)
        current.slots.removeAll(keepingCapacity: true)
        nextVisit()
        while true {
            if !isFound && (!isWhole || position == start) {
                for index in slots.indices { slots[index] = -1 }
                add(program.start, text, position, to: &current)
            }
            if current.places.isEmpty && (isFound || isWhole) { break }
            nextVisit()
            following.places.removeAll(keepingCapacity: true)
            following.slots.removeAll(keepingCapacity: true)
            for (index, place) in current.places.enumerated() {
                let step = program.steps[Int(place)]
                if step.kind == .match {
                    if isWhole && position != text.count { continue }
                    for slot in 0..<width { match[slot] = current.slots[index * width + slot] }
                    isFound = true
                    // What is less preferred does not count any more.
                    break
                }
                if position < text.count && program.takes(step, text[position]) {
                    for slot in 0..<width { slots[slot] = current.slots[index * width + slot] }
                    add(step.next, text, position + 1, to: &following)
                }
            }
            swap(&current, &following)
            if position == text.count { break }
            position += 1
        }
        return isFound
    }

    /// Whether what begins at a step matches from a position on.
    private func leads(from begin: Int32, _ text: Span<UInt8>, _ start: Int) -> Bool {
        var position = start
        current.places.removeAll(keepingCapacity: true)
        current.slots.removeAll(keepingCapacity: true)
        nextVisit()
        add(begin, text, position, to: &current)
        while !current.places.isEmpty {
            nextVisit()
            following.places.removeAll(keepingCapacity: true)
            following.slots.removeAll(keepingCapacity: true)
            for place in current.places {
                let step = program.steps[Int(place)]
                if step.kind == .match { return true }
                if position < text.count && program.takes(step, text[position]) {
                    add(step.next, text, position + 1, to: &following)
                }
            }
            swap(&current, &following)
            position += 1
        }
        return false
    }

    private func nextVisit() {
        if visit == .max {
            current.forget()
            following.forget()
            visit = 0
        }
        visit += 1
    }

    /// Adds everything that is reached from a step without a byte.
    private func add(_ begin: Int32, _ text: Span<UInt8>, _ position: Int, to list: inout List) {
        stack.append(.explore(begin))
        while let work = stack.popLast() {
            guard case .explore(let place) = work else {
                if case .restore(let slot, let old) = work { slots[Int(slot)] = old }
                continue
            }
            guard list.visit(place, visit) else { continue }
            let step = program.steps[Int(place)]
            switch step.kind {
            case .split:
                stack.append(.explore(step.other))
                stack.append(.explore(step.next))
            case .save:
                stack.append(.restore(slot: step.other, slots[Int(step.other)]))
                slots[Int(step.other)] = position
                stack.append(.explore(step.next))
            case .assertion:
                let before = position > 0 ? text[position - 1] : nil
                let after = position < text.count ? text[position] : nil
                if step.assertion.holds(before: before, after: after) { stack.append(.explore(step.next)) }
            case .lookahead:
                let machine = ahead ?? RegexThreads(program)
                ahead = machine
                if machine.leads(from: step.other, text, position) == (step.low == 0) {
                    stack.append(.explore(step.next))
                }
            case .byteRange, .byteSet, .match:
                list.places.append(place)
                list.slots.append(contentsOf: slots)
            }
        }
    }
}
