/// A prefix code for an alphabet, made of how often its symbols come (RFC 1951 §3.2).
///
/// All storage is made at once: building allocates nothing.
struct HuffmanCode {
    /// How often each symbol comes.
    var frequencies: [UInt32]
    /// Bits of each symbol's code; 0 means it has none.
    private(set) var lengths: [UInt8]
    /// The codes, their bits in the order in which they are written.
    private(set) var codes: [UInt16]
    /// The longest code that may be.
    private let longest: Int
    /// Frequency and symbol of those that come, the rarest first.
    private var order: [UInt64]
    /// Leaves, then inner nodes, by weight.
    private var weights: [UInt64]
    private var parents: [Int]
    private var depths: [Int]
    private var counts: [Int]

    init(symbols: Int, longest: Int) {
        self.longest = longest
        frequencies = Array(repeating: 0, count: symbols)
        lengths = Array(repeating: 0, count: symbols)
        codes = Array(repeating: 0, count: symbols)
        order = []
        order.reserveCapacity(symbols)
        weights = Array(repeating: 0, count: 2 * symbols)
        parents = Array(repeating: 0, count: 2 * symbols)
        depths = Array(repeating: 0, count: 2 * symbols)
        counts = Array(repeating: 0, count: symbols + 2)
    }

    /// A code whose lengths are given.
    init(lengths: [UInt8]) {
        self.init(symbols: lengths.count, longest: 15)
        self.lengths = lengths
        assignCodes()
    }

    /// Forgets how often symbols came.
    mutating func clear() {
        for index in frequencies.indices { frequencies[index] = 0 }
    }

    /// The bits that the symbols take together.
    var cost: Int {
        var total = 0
        for index in frequencies.indices { total += Int(frequencies[index]) * Int(lengths[index]) }
        return total
    }

    /// Makes the code of the frequencies.
    mutating func build() {
        order.removeAll(keepingCapacity: true)
        for symbol in frequencies.indices {
            lengths[symbol] = 0
            if frequencies[symbol] > 0 { order.append(UInt64(frequencies[symbol]) << 16 | UInt64(symbol)) }
        }
        // Readers want a complete code: it has two symbols at least.
        var spare = 0
        while order.count < 2 {
            if frequencies[spare] == 0 { order.append(1 << 16 | UInt64(spare)) }
            spare += 1
        }
        sortOrder()
        measureDepths()
        limitDepths()
        assignLengths()
        assignCodes()
    }

    /// Heap sort: it needs no storage.
    private mutating func sortOrder() {
        func sift(_ order: inout [UInt64], from start: Int, below end: Int) {
            var root = start
            while true {
                var child = 2 * root + 1
                guard child < end else { return }
                if child + 1 < end && order[child] < order[child + 1] { child += 1 }
                guard order[root] < order[child] else { return }
                order.swapAt(root, child)
                root = child
            }
        }
        let count = order.count
        for start in stride(from: count / 2 - 1, through: 0, by: -1) { sift(&order, from: start, below: count) }
        for end in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(0, end)
            sift(&order, from: 0, below: end)
        }
    }

    /// How deep each leaf stands in the tree of the least weight.
    private mutating func measureDepths() {
        let leaves = order.count
        for index in 0..<leaves { weights[index] = order[index] >> 16 }
        var leaf = 0
        var inner = leaves
        let root = 2 * leaves - 2
        for node in leaves...root {
            var weight: UInt64 = 0
            for _ in 0..<2 {
                let takesLeaf = leaf < leaves && (inner == node || weights[leaf] <= weights[inner])
                let child = takesLeaf ? leaf : inner
                if takesLeaf { leaf += 1 } else { inner += 1 }
                weight += weights[child]
                parents[child] = node
            }
            weights[node] = weight
        }
        depths[root] = 0
        for node in stride(from: root - 1, through: 0, by: -1) { depths[node] = depths[parents[node]] + 1 }
    }

    /// Counts leaves by depth, and moves those that stand too deep up, others down for them, until all fit.
    private mutating func limitDepths() {
        for index in counts.indices { counts[index] = 0 }
        for leaf in 0..<order.count { counts[min(depths[leaf], longest)] += 1 }
        var total = 0
        for depth in 1...longest where counts[depth] > 0 { total += counts[depth] << (longest - depth) }
        while total > 1 << longest {
            counts[longest] -= 1
            for depth in stride(from: longest - 1, to: 0, by: -1) where counts[depth] > 0 {
                counts[depth] -= 1
                counts[depth + 1] += 2
                break
            }
            total -= 1
        }
    }

    private mutating func assignLengths() {
        var leaf = 0
        for depth in stride(from: longest, to: 0, by: -1) {
            for _ in 0..<counts[depth] {
                lengths[Int(order[leaf] & 0xFFFF)] = UInt8(depth)
                leaf += 1
            }
        }
    }

    /// Codes of the same length follow one another; a shorter one stands before longer ones. RFC 1951 §3.2.2.
    private mutating func assignCodes() {
        for index in counts.indices { counts[index] = 0 }
        for length in lengths where length > 0 { counts[Int(length)] += 1 }
        var next = 0
        for length in 1...longest {
            let count = counts[length]
            counts[length] = next
            next = (next + count) << 1
        }
        // Each count is the next code of its length now.
        for symbol in lengths.indices where lengths[symbol] > 0 {
            let length = Int(lengths[symbol])
            codes[symbol] = Self.reversed(counts[length], length)
            counts[length] += 1
        }
    }

    private static func reversed(_ code: Int, _ length: Int) -> UInt16 {
        var (code, result) = (code, UInt16(0))
        for _ in 0..<length {
            result = result << 1 | UInt16(truncatingIfNeeded: code & 1)
            code >>= 1
        }
        return result
    }
}
