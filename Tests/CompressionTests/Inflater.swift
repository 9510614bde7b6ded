/// Reads gzip members (RFC 1952, RFC 1951), written from the RFCs alone, so that it judges the encoder.
struct Inflater {
    enum Failure: Error { case damaged(String) }

    private let input: [UInt8]
    private var place = 0
    // held < 1 << heldCount, and heldCount < 8 between calls
    private var held: UInt64 = 0
    private var heldCount = 0
    private(set) var output: [UInt8] = []
    /// The forms of the blocks: 0 stored, 1 fixed, 2 dynamic.
    private(set) var forms: [Int] = []
    /// The greatest distance.
    private(set) var farthest = 0
    private(set) var isComplete = false

    init(_ input: [UInt8]) { self.input = input }

    /// Reads what there is: all of a member, or up to where a flush has ended.
    mutating func run() throws {
        guard input.prefix(3) == [0x1F, 0x8B, 8] else { throw Failure.damaged("no gzip") }
        place = 10
        while place < input.count || heldCount > 0 {
            let isLast = try take(1) == 1
            let form = try take(2)
            forms.append(form)
            switch form {
            case 0: try readStored()
            case 1:
                let lengths = Self.fixedLengths
                try readSymbols(try Code(lengths), try Code(Array(repeating: 5, count: 32)))
            case 2: try readDynamic()
            default: throw Failure.damaged("no form")
            }
            if isLast {
                align()
                try readTrailer()
                isComplete = true
                guard place == input.count else { throw Failure.damaged("bytes behind the end") }
                return
            }
        }
    }

    private mutating func take(_ count: Int) throws -> Int {
        while heldCount < count {
            guard place < input.count else { throw Failure.damaged("ends early") }
            held |= UInt64(input[place]) << UInt64(heldCount)
            heldCount += 8
            place += 1
        }
        let value = held & (1 << UInt64(count) - 1)
        held >>= UInt64(count)
        heldCount -= count
        return Int(value)
    }

    private mutating func align() { (held, heldCount) = (0, 0) }

    private mutating func readStored() throws {
        align()
        let count = try take(16)
        guard try take(16) == ~count & 0xFFFF else { throw Failure.damaged("stored length") }
        guard place + count <= input.count else { throw Failure.damaged("ends early") }
        output += input[place..<(place + count)]
        place += count
    }

    private static let table: [UInt32] = (0..<256).map { index -> UInt32 in
        var value = UInt32(index)
        for _ in 0..<8 {
            let isOdd = value & 1 == 1
            value >>= 1
            if isOdd { value ^= 0xEDB8_8320 }
        }
        return value
    }

    private static let fixedLengths: [Int] =
        Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112) + Array(repeating: 7, count: 24)
        + Array(repeating: 8, count: 8)

    private mutating func readTrailer() throws {
        let (checksum, count) = (try take(32), try take(32))
        var state: UInt32 = ~0
        for byte in output {
            state = Self.table[Int((state ^ UInt32(byte)) & 0xFF)] ^ state >> 8
        }
        guard checksum == Int(~state), count == output.count else { throw Failure.damaged("trailer") }
    }

    /// Complete codes only, as zlib wants them; one code of distances may stand alone.
    private struct Code {
        /// How many codes are as long, and the symbols in the order of their codes.
        var counts = Array(repeating: 0, count: 16)
        var symbols: [Int] = []

        init(_ lengths: [Int], mayBeSparse: Bool = false) throws {
            for length in lengths where length > 0 { counts[length] += 1 }
            var room = 1 << 15
            var places = [0]
            for length in 1...15 {
                room -= counts[length] << (15 - length)
                places.append((places.last ?? 0) + counts[length - 1])
            }
            symbols = Array(repeating: 0, count: counts.reduce(0, +))
            for (symbol, length) in lengths.enumerated() where length > 0 {
                symbols[places[length]] = symbol
                places[length] += 1
            }
            guard room == 0 || mayBeSparse && symbols.count <= 1 else { throw Failure.damaged("incomplete code") }
        }
    }

    /// RFC 1951 §3.2.2: the codes of a length follow one another, behind twice what follows those that are shorter.
    private mutating func symbol(_ code: Code) throws -> Int {
        var (value, first, before) = (0, 0, 0)
        for length in 1...15 {
            value = value << 1 | (try take(1))
            let count = code.counts[length]
            if value - first < count { return code.symbols[before + value - first] }
            before += count
            first = (first + count) << 1
        }
        throw Failure.damaged("no symbol")
    }

    private mutating func readDynamic() throws {
        let (literals, distances, count) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var lengths = Array(repeating: 0, count: 19)
        for index in 0..<count { lengths[order[index]] = try take(3) }
        let code = try Code(lengths)
        var all: [Int] = []
        while all.count < literals + distances {
            switch try symbol(code) {
            case 16:
                guard let last = all.last else { throw Failure.damaged("nothing to repeat") }
                all += Array(repeating: last, count: 3 + (try take(2)))
            case 17: all += Array(repeating: 0, count: 3 + (try take(3)))
            case 18: all += Array(repeating: 0, count: 11 + (try take(7)))
            case let length: all.append(length)
            }
        }
        guard all.count == literals + distances else { throw Failure.damaged("too many lengths") }
        try readSymbols(
            try Code(Array(all.prefix(literals))), try Code(Array(all.suffix(distances)), mayBeSparse: true))
    }

    private mutating func readSymbols(_ literals: Code, _ distances: Code) throws {
        while true {
            let value = try symbol(literals)
            if value < 256 {
                output.append(UInt8(value))
            } else if value == 256 {
                return
            } else {
                let length = try length(value)
                let back = try distance(try symbol(distances))
                farthest = max(farthest, back)
                guard back <= output.count else { throw Failure.damaged("too far back") }
                for _ in 0..<length { output.append(output[output.count - back]) }
            }
        }
    }

    private mutating func length(_ symbol: Int) throws -> Int {
        if symbol == 285 { return 258 }
        guard symbol < 285 else { throw Failure.damaged("length") }
        if symbol < 265 { return symbol - 254 }
        let bits = (symbol - 261) / 4
        let base = (4 + (symbol - 265) % 4) << bits
        return 3 + base + (try take(bits))
    }

    private mutating func distance(_ symbol: Int) throws -> Int {
        if symbol < 4 { return symbol + 1 }
        let bits = symbol / 2 - 1
        let base = (2 + symbol % 2) << bits
        return 1 + base + (try take(bits))
    }
}
