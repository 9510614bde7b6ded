/// A prefix code as it is read: which symbol the next bits stand for (RFC 1951 §3.2).
///
/// Short codes are looked up; longer ones, which are rare, are counted out bit by bit.
struct HuffmanReader {
    /// The meaning of the next bits.
    enum Reading {
        /// A symbol, and how many bits it takes.
        case symbol(Int, bits: Int)
        /// No code begins so.
        case none
        /// It takes more bits to tell.
        case incomplete
    }

    private static let quickBits = 9
    private static let longest = 15

    /// Symbol and length by the next bits; 0 means the code is longer, or there is none.
    private var quick = [UInt16](repeating: 0, count: 1 << HuffmanReader.quickBits)
    /// How many codes have each length.
    private var counts = [Int](repeating: 0, count: HuffmanReader.longest + 1)
    /// Symbols by code.
    private var symbols: [UInt16] = []

    /// Makes the code of so many lengths, from `start` on. False: it is none that zlib takes, for which one of a single
    /// symbol may be incomplete where `mayBeSparse`, and one of none empty.
    mutating func build(_ lengths: Span<UInt8>, mayBeSparse: Bool) -> Bool {
        for length in counts.indices { counts[length] = 0 }
        for index in quick.indices { quick[index] = 0 }
        for index in lengths.indices { counts[min(Int(lengths[index]), Self.longest)] += 1 }
        counts[0] = 0
        var room = 1
        var greatest = 0
        for length in 1...Self.longest {
            room <<= 1
            room -= counts[length]
            if room < 0 { return false }
            if counts[length] > 0 { greatest = length }
        }
        if room > 0 && (!mayBeSparse || greatest > 1) { return false }
        var places = [Int](repeating: 0, count: Self.longest + 2)
        for length in 1...Self.longest { places[length + 1] = places[length] + counts[length] }
        symbols = Array(repeating: 0, count: places[Self.longest + 1])
        for symbol in lengths.indices where lengths[symbol] > 0 {
            let length = Int(lengths[symbol])
            symbols[places[length]] = UInt16(truncatingIfNeeded: symbol)
            places[length] += 1
        }
        fillQuick()
        return true
    }

    private mutating func fillQuick() {
        var (code, place) = (0, 0)
        for length in 1...Self.quickBits {
            for _ in 0..<counts[length] {
                let entry = symbols[place] << 4 | UInt16(length)
                var index = Self.reversed(code, length)
                while index < quick.count {
                    quick[index] = entry
                    index += 1 << length
                }
                code += 1
                place += 1
            }
            code <<= 1
        }
    }

    private static func reversed(_ code: Int, _ length: Int) -> Int {
        var (code, result) = (code, 0)
        for _ in 0..<length {
            result = result << 1 | code & 1
            code >>= 1
        }
        return result
    }

    /// Looks at the next bits, of which there are `count`; those behind them are 0.
    @inline(__always)
    func read(_ bits: UInt64, _ count: Int) -> Reading {
        let entry = quick[Int(truncatingIfNeeded: bits & 0x1FF)]
        let length = Int(entry & 15)
        if length != 0 { return length <= count ? .symbol(Int(entry >> 4), bits: length) : .incomplete }
        return readLong(bits, count)
    }

    @inline(never)
    private func readLong(_ bits: UInt64, _ count: Int) -> Reading {
        if symbols.count <= 1 { return count > 0 ? .none : .incomplete }
        var (code, first, place) = (0, 0, 0)
        var rest = bits
        for length in 1...Self.longest {
            if length > count { return .incomplete }
            code |= Int(truncatingIfNeeded: rest & 1)
            rest >>= 1
            let number = counts[length]
            if code - first < number { return .symbol(Int(symbols[place + code - first]), bits: length) }
            place += number
            first = (first + number) << 1
            code <<= 1
        }
        return .none
    }
}
