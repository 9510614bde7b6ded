internal import Buffers
internal import HTTPSemantics

/// The routes of one virtual host, in order; finds the first that takes a request.
///
/// Few routes are scanned. Many are indexed: every path text is a key in one hash table by its length, so a look-up
/// tries one key a distinct length instead of every route. A key leads to its routes, lowest number first; the lowest
/// of all that fit wins. Routes that compare without case, or by an expression, are scanned, up to what the keys found.
struct RouteIndex: Sendable {
    private struct Slot: Sendable {
        var hash: UInt64
        /// A route whose text is the key; -1 marks an empty slot.
        var route: Int32
    }

    private let matchers: [PathMatcher]
    /// What is asked beside the path, by route; empty when no route asks for anything.
    private let conditions: [RouteConditions?]
    /// What has to be known of a request beside its head.
    let asks: RequestFacts.Kinds
    private var slots: [Slot] = []
    private var lengths: [Int] = []
    /// Routes that no key leads to.
    private var scanned: [Int32] = []
    /// The next route with the same key, or -1.
    private var next: [Int32] = []
    private let isIndexed: Bool

    /// Up to so many routes a scan is cheaper than the hashing.
    static let scanLimit = 8

    /// Indexes routes by their paths; `conditions` is what else they ask, one for each.
    init(_ matchers: [PathMatcher], _ conditions: [RouteConditions?]) {
        self.matchers = matchers
        asks = conditions.reduce(into: []) { $0.formUnion($1?.asks ?? []) }
        self.conditions = conditions.contains { $0 != nil } ? conditions : []
        isIndexed = matchers.count > Self.scanLimit
        if isIndexed { build() }
    }

    private mutating func build() {
        var capacity = 16
        while capacity < matchers.count * 2 { capacity *= 2 }
        slots = Array(repeating: Slot(hash: 0, route: -1), count: capacity)
        next = Array(repeating: -1, count: matchers.count)
        // Backwards, so that each chain starts with its lowest route.
        for index in matchers.indices.reversed() {
            let matcher = matchers[index]
            guard matcher.isKey else {
                scanned.append(Int32(truncatingIfNeeded: index))
                continue
            }
            let text = matcher.text
            if !lengths.contains(text.count) { lengths.append(text.count) }
            let hash = Self.hash(text)
            var position = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while slots[position].route >= 0
                && !(slots[position].hash == hash && matchers[Int(slots[position].route)].text == text)
            {
                position = (position + 1) & (capacity - 1)
            }
            next[index] = slots[position].route
            slots[position] = Slot(hash: hash, route: Int32(truncatingIfNeeded: index))
        }
        scanned.reverse()
        lengths.sort()
    }

    /// The first route that takes a request; -1 when none does. `path` is what is compared, up to `pathEnd`.
    func find(_ path: Span<UInt8>, pathEnd: Int, _ head: borrowing RequestHead, _ facts: RequestFacts) -> Int {
        if !isIndexed {
            for index in matchers.indices where takes(index, path, pathEnd, head, facts) { return index }
            return -1
        }
        var best = Int.max
        var hash = Self.start
        var hashed = 0
        for length in lengths {
            if length > pathEnd { break }
            while hashed < length {
                hash = Self.mix(hash, path[hashed])
                hashed &+= 1
            }
            let first = first(at: Self.finish(hash), length, of: path)
            best = min(best, follow(first, path, pathEnd, below: best, head, facts))
        }
        for index in scanned.indices {
            let route = Int(scanned[index])
            if route >= best { break }
            if takes(route, path, pathEnd, head, facts) { return route }
        }
        return best == .max ? -1 : best
    }

    private func takes(
        _ route: Int, _ path: Span<UInt8>, _ pathEnd: Int, _ head: borrowing RequestHead, _ facts: RequestFacts
    ) -> Bool {
        guard matchers[route].matches(path, pathEnd: pathEnd) else { return false }
        return conditions.isEmpty || conditions[route]?.hold(for: head, facts) ?? true
    }

    /// The first route whose key is the beginning of a path, by the key's hash and length; -1 for none.
    private func first(at hash: UInt64, _ length: Int, of path: Span<UInt8>) -> Int {
        let mask = slots.count &- 1
        var position = Int(truncatingIfNeeded: hash) & mask
        while slots[position].route >= 0 {
            let route = Int(slots[position].route)
            if slots[position].hash == hash && matchers[route].text.count == length
                && matchers[route].isPrefix(of: path)
            {
                return route
            }
            position = (position &+ 1) & mask
        }
        return -1
    }

    /// The first of the routes with one key that takes a request; none beyond `best`.
    private func follow(
        _ first: Int, _ path: Span<UInt8>, _ pathEnd: Int, below best: Int, _ head: borrowing RequestHead,
        _ facts: RequestFacts
    ) -> Int {
        var route = first
        while route >= 0 && route < best {
            if takes(route, path, pathEnd, head, facts) { return route }
            route = Int(next[route])
        }
        return .max
    }

    /// The first route for CONNECT requests; -1 when there is none.
    func findConnect() -> Int { matchers.firstIndex { $0.kind == .connect } ?? -1 }

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    private static func finish(_ hash: UInt64) -> UInt64 { (hash ^ hash &>> 32) &* 0x9e37_79b9_7f4a_7c15 }

    private static func hash(_ text: [UInt8]) -> UInt64 {
        var hash = start
        for byte in text { hash = mix(hash, byte) }
        return finish(hash)
    }
}
