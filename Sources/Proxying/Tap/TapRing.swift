/// The newest of what was recorded, each with its number, and how much of a second may be recorded.
struct TapRing<Element> {
    private var kept: [(number: UInt64, element: Element)] = []
    /// Where the next one goes once there are `capacity`.
    private var next = 0
    /// The second in which the allowances stand.
    private var second: UInt64 = 0
    private var usual = 0
    private var failed = 0
    /// The number of the newest one that ever was, from 1.
    private(set) var number: UInt64 = 0
    /// How many were not recorded since there were too many in their second.
    private(set) var skipped: UInt64 = 0

    /// How many are kept.
    static var capacity: Int { 256 }
    /// How many of one second are recorded: of those that went well, and of those that did not.
    static var allowance: Int { 50 }

    /// The number of one that ends in a second; nil when there were too many of its kind in it.
    mutating func admit(isFailed: Bool, second now: UInt64) -> UInt64? {
        if now != second { (second, usual, failed) = (now, 0, 0) }
        if (isFailed ? failed : usual) >= Self.allowance {
            skipped &+= 1
            return nil
        }
        if isFailed { failed += 1 } else { usual += 1 }
        number &+= 1
        return number
    }

    /// Keeps one that was admitted.
    mutating func keep(_ element: Element, number: UInt64) {
        if kept.count < Self.capacity {
            kept.append((number, element))
        } else {
            kept[next] = (number, element)
            next = (next + 1) % Self.capacity
        }
    }

    /// Those behind a number, the oldest first, and how many behind it are kept no more.
    func newer(than last: UInt64) -> (elements: [Element], lost: UInt64) {
        let found = (kept[next...] + kept[..<next]).filter { $0.number > last }
        let oldest = found.first?.number ?? number &+ 1
        return (found.map(\.element), oldest > last ? oldest - last - 1 : 0)
    }

    /// Begins anew; the numbers go on.
    mutating func clear() {
        kept = []
        next = 0
        skipped = 0
    }
}
