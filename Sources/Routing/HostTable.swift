internal import Buffers

/// Virtual hosts by `:authority`: exact names, then the longest `*.suffix`, then the longest `prefix.*`, then `*`.
///
/// Names are compared without case. One open-addressed table over one byte arena holds all patterns, so a look-up costs
/// the same for one virtual host and for thousands, and allocates nothing.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (VirtualHost)
final class HostTable: Sendable {
    /// How a pattern matches.
    enum Kind: UInt8, Sendable {
        case exact, suffix, prefix
    }

    private struct Slot: Sendable {
        var hash: UInt64
        var offset: Int32
        var count: Int32
        var host: Int32
        var kind: Kind
    }

    private let names: [UInt8]
    /// Open addressing with linear probing; a negative host is an empty slot. The count is a power of two.
    private let slots: [Slot]
    /// Lengths of the suffix patterns (without `*`), longest first.
    private let suffixLengths: [Int]
    /// Lengths of the prefix patterns (without `*`), longest first.
    private let prefixLengths: [Int]
    private let defaultHost: Int32
    /// Whether there is an exact name; `*` alone is told by no hash.
    private let hasExactNames: Bool
    private let seed: UInt64

    /// Compiles `domains` of the virtual hosts, by index. Domains are unique; validation saw to it.
    init(_ domains: [[String]], seed: UInt64 = .random(in: .min ... .max)) {
        self.seed = seed
        var names: [UInt8] = []
        var suffixes = Set<Int>()
        var prefixes = Set<Int>()
        var defaultHost: Int32 = -1
        var hasExactNames = false
        let total = domains.reduce(0) { $0 + $1.count }
        var capacity = 8
        while capacity < total * 2 { capacity *= 2 }
        var slots = Array(repeating: Slot(hash: 0, offset: 0, count: 0, host: -1, kind: .exact), count: capacity)
        for (index, patterns) in domains.enumerated() {
            let host = Int32(truncatingIfNeeded: index)
            for pattern in patterns {
                var bytes = pattern.utf8.map { Bytes.lowercased($0) }
                var kind = Kind.exact
                if bytes == [UInt8(ascii: "*")] {
                    defaultHost = host
                    continue
                }
                if bytes.first == UInt8(ascii: "*") {
                    kind = .suffix
                    bytes.removeFirst()
                    suffixes.insert(bytes.count)
                } else if bytes.last == UInt8(ascii: "*") {
                    kind = .prefix
                    bytes.removeLast()
                    prefixes.insert(bytes.count)
                } else {
                    hasExactNames = true
                }
                let hash = Self.hash(bytes.span, 0..<bytes.count, kind, seed)
                var position = Int(truncatingIfNeeded: hash) & (capacity - 1)
                while slots[position].host >= 0 { position = (position + 1) & (capacity - 1) }
                slots[position] = Slot(
                    hash: hash, offset: Int32(truncatingIfNeeded: names.count),
                    count: Int32(truncatingIfNeeded: bytes.count), host: host, kind: kind)
                names.append(contentsOf: bytes)
            }
        }
        self.names = names
        self.slots = slots
        self.defaultHost = defaultHost
        self.hasExactNames = hasExactNames
        suffixLengths = suffixes.sorted(by: >)
        prefixLengths = prefixes.sorted(by: >)
    }

    /// The virtual host of an authority; -1 when there is none.
    func find(_ authority: Span<UInt8>) -> Int {
        let count = authority.count
        if hasExactNames {
            let exact = look(authority, 0..<count, .exact)
            if exact >= 0 { return exact }
        }
        // A wildcard stands for at least one byte.
        for length in suffixLengths where length < count {
            let host = look(authority, (count &- length)..<count, .suffix)
            if host >= 0 { return host }
        }
        for length in prefixLengths where length < count {
            let host = look(authority, 0..<length, .prefix)
            if host >= 0 { return host }
        }
        return Int(defaultHost)
    }

    private func look(_ text: Span<UInt8>, _ range: Range<Int>, _ kind: Kind) -> Int {
        let hash = Self.hash(text, range, kind, seed)
        let mask = slots.count &- 1
        var position = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[position]
            if slot.host < 0 { return -1 }
            if slot.hash == hash && slot.kind == kind && Int(slot.count) == range.count
                && equals(slot, text, range.lowerBound)
            {
                return Int(slot.host)
            }
            position = (position &+ 1) & mask
        }
    }

    private func equals(_ slot: Slot, _ text: Span<UInt8>, _ start: Int) -> Bool {
        let base = Int(slot.offset)
        for index in 0..<Int(slot.count) where names[base &+ index] != Bytes.lowercased(text[start &+ index]) {
            return false
        }
        return true
    }

    /// Seeded: a client chooses what is looked up, not what collides.
    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>, _ kind: Kind, _ seed: UInt64) -> UInt64 {
        Bytes.hashIgnoringCase(text.extracting(range), seed: seed &+ UInt64(kind.rawValue))
    }
}
