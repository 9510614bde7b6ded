/// What waits for its turn, in the order that it came. Whatever leaves it, from wherever it stands, is let go at once.
struct WaitingLine<Element: AnyObject> {
    // Invariant: of each that waits both have an entry, and all numbers are in `first..<next`.
    private var elements: [UInt64: Element] = [:]
    private var numbers: [ObjectIdentifier: UInt64] = [:]
    private var first: UInt64 = 0
    private var next: UInt64 = 0

    /// How many wait.
    var count: Int { elements.count }

    /// Goes to the end; one that waits already keeps its place.
    mutating func append(_ element: Element) {
        guard numbers[ObjectIdentifier(element)] == nil else { return }
        elements[next] = element
        numbers[ObjectIdentifier(element)] = next
        next += 1
    }

    /// Whoever has waited for longest, who waits no more then.
    mutating func popFirst() -> Element? {
        while first < next {
            first += 1
            guard let element = elements.removeValue(forKey: first - 1) else { continue }
            numbers[ObjectIdentifier(element)] = nil
            return element
        }
        return nil
    }

    /// Leaves without a turn.
    mutating func remove(_ element: Element) {
        guard let number = numbers.removeValue(forKey: ObjectIdentifier(element)) else { return }
        elements[number] = nil
    }
}
