/// Writes DEFLATE blocks: of the three forms, the shortest (RFC 1951 §3.2.3).
struct DeflateBlockWriter {
    private static let endOfBlock = 256
    /// In which order the lengths of the codes of lengths stand.
    private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// The codes of blocks that have none of their own (RFC 1951 §3.2.6).
    private static let fixedLiteralCode = HuffmanCode(
        lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    private static let fixedDistanceCode = HuffmanCode(lengths: Array(repeating: 5, count: 30))

    /// The bytes so far.
    var output = BitWriter()
    private let isFixed: Bool
    private var literals = HuffmanCode(symbols: 286, longest: 15)
    private var distances = HuffmanCode(symbols: 30, longest: 15)
    private var lengthCode = HuffmanCode(symbols: 19, longest: 7)
    private let fixedLiterals = Self.fixedLiteralCode
    private let fixedDistances = Self.fixedDistanceCode
    private let order = Self.lengthOrder
    /// The lengths of both codes, in runs: a symbol, and above it the bits behind it.
    private var runs: [UInt16] = []

    init(_ settings: GzipSettings) {
        isFixed = settings.strategy == .fixed
        runs.reserveCapacity(320)
    }

    /// Writes what the matcher has found as a block.
    mutating func write(_ matcher: DeflateMatcher, isLast: Bool) {
        let extraBits = count(matcher.tokens)
        let fixedBits =
            cost(of: literals.frequencies, by: fixedLiterals) + extraBits
            + cost(of: distances.frequencies, by: fixedDistances)
        var dynamicBits = Int.max
        var (literalCount, distanceCount, lengthCount) = (0, 0, 0)
        if !isFixed {
            literals.build()
            distances.build()
            literalCount = max(used(literals), 257)
            distanceCount = max(used(distances), 1)
            makeRuns(literalCount, distanceCount)
            lengthCount = 19
            while lengthCount > 4 && lengthCode.lengths[order[lengthCount - 1]] == 0 { lengthCount -= 1 }
            dynamicBits = 14 + 3 * lengthCount + lengthCode.cost + runBits + literals.cost + distances.cost + extraBits
        }
        let bytes = matcher.blockBytes
        let storedBits = (8 - (output.oddBits + 3) % 8) % 8 + 32 + 8 * bytes.count
        if storedBits <= min(fixedBits, dynamicBits) && !bytes.isEmpty && bytes.count <= 0xFFFF {
            writeStored(matcher, bytes, isLast: isLast)
        } else if fixedBits <= dynamicBits {
            output.put(isLast ? 0b011 : 0b010, 3)
            Self.write(matcher.tokens, fixedLiterals, fixedDistances, to: &output)
        } else {
            output.put(isLast ? 0b101 : 0b100, 3)
            output.put(UInt32(literalCount - 257), 5)
            output.put(UInt32(distanceCount - 1), 5)
            output.put(UInt32(lengthCount - 4), 4)
            for index in 0..<lengthCount { output.put(UInt32(lengthCode.lengths[order[index]]), 3) }
            writeRuns()
            Self.write(matcher.tokens, literals, distances, to: &output)
        }
    }

    /// Ends at a whole byte, so that all that was written can be read: an empty stored block.
    mutating func flush() {
        output.put(0, 3)
        output.align()
        output.put(0xFFFF_0000, 32)
    }

    /// - Returns: the bits that stand behind symbols.
    private mutating func count(_ tokens: [DeflateToken]) -> Int {
        literals.clear()
        distances.clear()
        var extraBits = 0
        for token in tokens {
            if token.isMatch {
                let (length, distance) = (token.lengthSymbol, token.distanceSymbol)
                literals.frequencies[length.symbol] += 1
                distances.frequencies[distance.symbol] += 1
                extraBits += length.extraCount + distance.extraCount
            } else {
                literals.frequencies[token.byte] += 1
            }
        }
        literals.frequencies[Self.endOfBlock] = 1
        return extraBits
    }

    private func cost(of frequencies: [UInt32], by code: HuffmanCode) -> Int {
        var total = 0
        for index in frequencies.indices { total += Int(frequencies[index]) * Int(code.lengths[index]) }
        return total
    }

    private func used(_ code: HuffmanCode) -> Int {
        var count = code.lengths.count
        while count > 0 && code.lengths[count - 1] == 0 { count -= 1 }
        return count
    }

    private static func write(
        _ tokens: [DeflateToken], _ literals: HuffmanCode, _ distances: HuffmanCode, to output: inout BitWriter
    ) {
        for token in tokens {
            if token.isMatch {
                let (length, distance) = (token.lengthSymbol, token.distanceSymbol)
                output.put(UInt32(literals.codes[length.symbol]), Int(literals.lengths[length.symbol]))
                output.put(length.extra, length.extraCount)
                output.put(UInt32(distances.codes[distance.symbol]), Int(distances.lengths[distance.symbol]))
                output.put(distance.extra, distance.extraCount)
            } else {
                output.put(UInt32(literals.codes[token.byte]), Int(literals.lengths[token.byte]))
            }
        }
        output.put(UInt32(literals.codes[endOfBlock]), Int(literals.lengths[endOfBlock]))
    }

    private mutating func writeStored(_ matcher: DeflateMatcher, _ bytes: Range<Int>, isLast: Bool) {
        output.put(isLast ? 1 : 0, 3)
        output.align()
        let count = UInt32(bytes.count)
        output.put(count | (~count & 0xFFFF) << 16, 32)
        for place in bytes { output.put(byte: matcher.byte(at: place)) }
    }

    // MARK: - Lengths of codes

    /// Puts the lengths of both codes into runs: 16 repeats the last one 3 to 6 times, 17 stands for 3 to 10 zeros, 18
    /// for 11 to 138.
    private mutating func makeRuns(_ literalCount: Int, _ distanceCount: Int) {
        runs.removeAll(keepingCapacity: true)
        lengthCode.clear()
        let total = literalCount + distanceCount
        func length(_ index: Int) -> UInt8 {
            index < literalCount ? literals.lengths[index] : distances.lengths[index - literalCount]
        }
        var index = 0
        while index < total {
            let value = length(index)
            var count = 1
            while index + count < total && length(index + count) == value { count += 1 }
            index += count
            if value > 0 {
                addRun(Int(value), 0)
                count -= 1
            }
            while count >= 3 {
                let most = value > 0 ? 6 : 138
                let taken = min(count, most)
                if value > 0 {
                    addRun(16, taken - 3)
                } else if taken <= 10 {
                    addRun(17, taken - 3)
                } else {
                    addRun(18, taken - 11)
                }
                count -= taken
            }
            for _ in 0..<count { addRun(Int(value), 0) }
        }
        lengthCode.build()
    }

    private mutating func addRun(_ symbol: Int, _ extra: Int) {
        runs.append(UInt16(symbol | extra << 5))
        lengthCode.frequencies[symbol] += 1
    }

    private static func extraCount(_ symbol: Int) -> Int { symbol == 16 ? 2 : symbol == 17 ? 3 : symbol == 18 ? 7 : 0 }

    private var runBits: Int { runs.reduce(0) { $0 + Self.extraCount(Int($1 & 31)) } }

    private mutating func writeRuns() {
        for run in runs {
            let symbol = Int(run & 31)
            output.put(UInt32(lengthCode.codes[symbol]), Int(lengthCode.lengths[symbol]))
            output.put(UInt32(run >> 5), Self.extraCount(symbol))
        }
    }
}
