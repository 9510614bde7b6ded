/// Says which nodes are forgotten where others have no place: first who never confirmed anything, then who has been
/// silent for longest. It is many at once where they may be made up or gone, and no newcomer costs a look at all of
/// them.
struct NodeDepartures {
    private typealias Mark = (id: String, lastHeard: UInt64)

    // Invariant: the nodes that never confirmed anything.
    private var unproven: Set<String> = []
    /// Others without a question that waits, as they were when all were looked at last; the longest silent at the end.
    private var silent: [Mark] = []
    /// When may be looked again, after a look at many that found few.
    private var nextLook: UInt64 = 0
    /// Nodes that were looked at, so far.
    private(set) var looks = 0

    /// How long it is not looked again, in nanoseconds.
    static let pause: UInt64 = 50_000_000

    /// A node asked something.
    mutating func heard(_ id: String, hasConfirmed: Bool) {
        if hasConfirmed { unproven.remove(id) } else { unproven.insert(id) }
    }

    /// A node was forgotten.
    mutating func left(_ id: String) { unproven.remove(id) }

    /// At most so many nodes to forget, none of which has a question that waits; none where there is nobody to forget,
    /// or nobody was found a moment ago.
    mutating func choose(
        _ most: Int, of nodes: [String: NodeDelivery], now: UInt64, _ isHeld: (String) -> Bool
    ) -> [String] {
        if now < nextLook { return [] }
        let count = unproven.count
        let chosen =
            chooseUnproven(most, of: nodes, isHeld) ?? chooseSilent(most, of: nodes, now: now, isHeld)
        // Many that wait and never confirmed anything would be looked at again for each newcomer.
        if chosen.isEmpty || count / 256 > chosen.count { nextLook = now &+ Self.pause }
        return chosen
    }

    private mutating func chooseUnproven(
        _ most: Int, of nodes: [String: NodeDelivery], _ isHeld: (String) -> Bool
    ) -> [String]? {
        looks += unproven.count
        let absent = unproven.filter { !isHeld($0) }.map { (id: $0, lastHeard: nodes[$0]?.lastHeard ?? 0) }
        if absent.isEmpty { return nil }
        return absent.sorted(by: Self.isBefore).prefix(max(most, 1)).map(\.id)
    }

    private mutating func chooseSilent(
        _ most: Int, of nodes: [String: NodeDelivery], now: UInt64, _ isHeld: (String) -> Bool
    ) -> [String] {
        var chosen: [String] = []
        var hasLooked = false
        while chosen.count < max(most, 1) {
            if silent.isEmpty {
                if hasLooked { break }
                hasLooked = true
                look(at: nodes, isHeld)
            }
            guard let mark = silent.popLast() else { break }
            looks += 1
            // Who was heard since then is no more the longest silent; who was not, still is.
            guard let node = nodes[mark.id], node.lastHeard == mark.lastHeard, !isHeld(mark.id) else { continue }
            if !chosen.isEmpty, now &- mark.lastHeard <= NodeTable.silence {
                silent.append(mark)
                break
            }
            chosen.append(mark.id)
        }
        return chosen
    }

    private mutating func look(at nodes: [String: NodeDelivery], _ isHeld: (String) -> Bool) {
        looks += nodes.count
        silent = nodes.filter { $0.value.hasConfirmed && !isHeld($0.key) }
            .map { (id: $0.key, lastHeard: $0.value.lastHeard) }
            .sorted { Self.isBefore($1, $0) }
    }

    private static func isBefore(_ one: Mark, _ other: Mark) -> Bool {
        (one.lastHeard, one.id) < (other.lastHeard, other.id)
    }
}
