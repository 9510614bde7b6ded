internal import Buffers
internal import HTTPSemantics

/// The routes of one virtual host, in order; finds the first that matches a request.
///
/// A few routes are scanned one by one. Many are indexed: the path texts are keys of one hash table, and a look-up
/// tries one key for each distinct length instead of every route. A key leads to its routes, lowest index first, and
/// the lowest that matches wins. Routes that compare without case, or by an expression, are scanned, up to the one that
/// the keys found.
///
/// A class, because every request uses it: a method call on a struct in an array would retain all its lists.
final class RouteIndex: Sendable {
    private struct Slot: Sendable {
        var hash: UInt64
        /// A route whose text is the key; -1 marks an empty slot.
        var route: Int32
    }

    private let matchers: [PathMatcher]
    /// The conditions beside the path, by route; empty when no route has any.
    private let conditions: [RouteConditions?]
    /// The facts beside the head that the conditions need.
    let asks: RequestFacts.Kinds
    private let keys: Keys
    private let isIndexed: Bool

    /// The hash table.
    private struct Keys: Sendable {
        var slots: [Slot] = []
        var lengths: [Int] = []
        /// Routes without a key, which are scanned.
        var scanned: [Int32] = []
        /// The next route with the same key, or -1.
        var next: [Int32] = []
    }

    /// Up to so many routes a scan is cheaper than hashing.
    static let scanLimit = 8

    /// Indexes routes by their paths; `conditions` has one element for each.
    init(_ matchers: [PathMatcher], _ conditions: [RouteConditions?]) {
        self.matchers = matchers
        asks = conditions.reduce(into: []) { $0.formUnion($1?.asks ?? []) }
        self.conditions = conditions.contains { $0 != nil } ? conditions : []
        isIndexed = matchers.count > Self.scanLimit
        keys = isIndexed ? Self.keys(of: matchers) : Keys()
    }

    private static func keys(of matchers: [PathMatcher]) -> Keys {
        var keys = Keys()
        var capacity = 16
        while capacity < matchers.count * 2 { capacity *= 2 }
        keys.slots = Array(repeating: Slot(hash: 0, route: -1), count: capacity)
        keys.next = Array(repeating: -1, count: matchers.count)
        // Backwards, so that each chain starts with its lowest route.
        for index in matchers.indices.reversed() {
            let matcher = matchers[index]
            guard matcher.isKey else {
                keys.scanned.append(Int32(truncatingIfNeeded: index))
                continue
            }
            let text = matcher.text
            if !keys.lengths.contains(text.count) { keys.lengths.append(text.count) }
            let hash = Self.hash(text)
            var position = Int(truncatingIfNeeded: hash) & (capacity - 1)
            while keys.slots[position].route >= 0
                && !(keys.slots[position].hash == hash && matchers[Int(keys.slots[position].route)].text == text)
            {
                position = (position + 1) & (capacity - 1)
            }
            keys.next[index] = keys.slots[position].route
            keys.slots[position] = Slot(hash: hash, route: Int32(truncatingIfNeeded: index))
        }
        keys.scanned.reverse()
        keys.lengths.sort()
        return keys
    }

    /// The first route that matches a request; -1 when none does. `path` is compared up to `pathEnd`.
    func find(_ path: Span<UInt8>, pathEnd: Int, _ head: borrowing RequestHead, _ facts: RequestFacts) -> Int {
        if !isIndexed {
            for index in matchers.indices where takes(index, path, pathEnd, head, facts) { return index }
            return -1
        }
        var best = Int.max
        var hash = Self.start
        var hashed = 0
        for length in keys.lengths {
            if length > pathEnd { break }
            while hashed < length {
                hash = Self.mix(hash, path[hashed])
                hashed &+= 1
            }
            let first = first(at: Self.finish(hash), length, of: path)
            best = min(best, follow(first, path, pathEnd, below: best, head, facts))
        }
        for index in keys.scanned.indices {
            let route = Int(keys.scanned[index])
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
        let mask = keys.slots.count &- 1
        var position = Int(truncatingIfNeeded: hash) & mask
        while keys.slots[position].route >= 0 {
            let route = Int(keys.slots[position].route)
            if keys.slots[position].hash == hash && matchers[route].text.count == length
                && matchers[route].isPrefix(of: path)
            {
                return route
            }
            position = (position &+ 1) & mask
        }
        return -1
    }

    /// The first of the routes with one key that matches a request and lies before `best`.
    private func follow(
        _ first: Int, _ path: Span<UInt8>, _ pathEnd: Int, below best: Int, _ head: borrowing RequestHead,
        _ facts: RequestFacts
    ) -> Int {
        var route = first
        while route >= 0 && route < best {
            if takes(route, path, pathEnd, head, facts) { return route }
            route = Int(keys.next[route])
        }
        return .max
    }

    /// The first route that matches a CONNECT request; -1 when none does.
    func findConnect(_ head: borrowing RequestHead, _ facts: RequestFacts) -> Int {
        for index in matchers.indices where matchers[index].kind == .connect {
            if conditions.isEmpty || conditions[index]?.hold(for: head, facts) ?? true { return index }
        }
        return -1
    }

    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325

    private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }

    private static func finish(_ hash: UInt64) -> UInt64 { (hash ^ hash &>> 32) &* 0x9e37_79b9_7f4a_7c15 }

    private static func hash(_ text: [UInt8]) -> UInt64 {
        var hash = start
        for byte in text { hash = mix(hash, byte) }
        return finish(hash)
    }
}
