/// One field line as it stands in a buffer (RFC 9112 §5): ranges, counted from the buffer's first readable byte.
public struct FieldLine: BitwiseCopyable, Sendable {
    /// Where the name begins.
    public var nameOffset: UInt32
    /// Where the value begins, white space cut.
    public var valueOffset: UInt32
    /// Bytes of the value, white space cut.
    public var valueLength: UInt32
    /// Bytes of the name.
    public var nameLength: UInt16
    /// Free for the owner: a number for the name.
    public var tag: UInt8 = 0
    /// Whether exactly a colon and a space part name and value and nothing follows the value but CR LF.
    public var isWireForm: Bool

    /// A line of these ranges.
    @inlinable public init(
        nameOffset: UInt32, nameLength: UInt16, valueOffset: UInt32, valueLength: UInt32, isWireForm: Bool
    ) {
        self.nameOffset = nameOffset
        self.valueOffset = valueOffset
        self.valueLength = valueLength
        self.nameLength = nameLength
        self.isWireForm = isWireForm
    }
}

extension ByteBuffer {
    /// Reads the field section that stands at `offset`, each byte once: checks names and writes them in lower case,
    /// checks values, cuts white space, and adds the lines to `lines`. Returns where the section ends, behind its empty
    /// line; -1 when a line is no field line, when the section is not all there, or when it has more than `maxFields`
    /// lines: somebody slower must say which.
    ///
    /// Sixteen bytes are looked at in one go, also such as lie behind the readable ones but still in the storage; what
    /// they hold decides nothing.
    public mutating func readFieldLines(
        from offset: Int, maxFields: Int, into lines: inout PlainArray<FieldLine>
    ) -> Int {
        let limit = count
        guard offset >= 0, offset < limit, limit <= Int(Int32.max), let base = unsafe base else { return -1 }
        let bytes = unsafe UnsafeMutableRawPointer(base + readIndex)
        // Blocks may begin up to here.
        let lastBlock = capacityInBytes &- readIndex &- 16
        var room = maxFields
        var at = offset
        while true {
            let start = at
            if at <= lastBlock { at &+= unsafe Self.lowercaseNameRun(bytes + at) }
            if at &+ 1 >= limit { return -1 }
            if unsafe bytes.load(fromByteOffset: at, as: UInt8.self) != UInt8(ascii: ":") {
                if unsafe at == start && bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self) == 0x0a0d {
                    return at &+ 2
                }
                at = unsafe Self.endOfOddName(bytes, at, limit)
            }
            if at <= start { return -1 }
            let colon = at
            at &+= 1
            while unsafe at < limit && Self.isBlank(bytes.load(fromByteOffset: at, as: UInt8.self)) { at &+= 1 }
            let value = at
            while true {
                if at <= lastBlock {
                    let plain = unsafe Self.plainRun(bytes + at)
                    at &+= plain
                    if plain == 16 { continue }
                }
                if at &+ 1 >= limit { return -1 }
                let byte = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
                if byte == 0x0d { break }
                if (byte < 0x20 && byte != 0x09) || byte == 0x7f { return -1 }
                at &+= 1
            }
            if unsafe bytes.load(fromByteOffset: at &+ 1, as: UInt8.self) != 0x0a { return -1 }
            var end = at
            while unsafe end > value && Self.isBlank(bytes.load(fromByteOffset: end &- 1, as: UInt8.self)) { end &-= 1 }
            room &-= 1
            if room < 0 || colon &- start > Int(UInt16.max) { return -1 }
            let isWireForm =
                unsafe value &- colon == 2 && end == at
                && bytes.load(fromByteOffset: colon &+ 1, as: UInt8.self) == 0x20
            lines.append(
                FieldLine(
                    nameOffset: UInt32(truncatingIfNeeded: start),
                    nameLength: UInt16(truncatingIfNeeded: colon &- start),
                    valueOffset: UInt32(truncatingIfNeeded: value),
                    valueLength: UInt32(truncatingIfNeeded: end &- value), isWireForm: isWireForm))
            at &+= 2
        }
    }

    /// Sixteen bytes, or the answers to a question about each: all ones for yes.
    private typealias Block = SIMD16<UInt8>
    private typealias Halves = SIMD2<UInt64>

    /// How many of the 16 bytes at `place` are letters, digits or `-` up to the first other one; writes the letters
    /// among them in lower case.
    @unsafe @inline(__always)
    private static func lowercaseNameRun(_ place: UnsafeMutableRawPointer) -> Int {
        let block = unsafe place.loadUnaligned(as: Block.self)
        let folded = block | Block(repeating: 0x20)
        // Answers are joined as words: masks have no instruction of their own.
        let letters = unsafe unsafeBitCast(
            (folded &- Block(repeating: 0x61)) .< Block(repeating: 26), to: Halves.self)
        let digits = unsafe unsafeBitCast((block &- Block(repeating: 0x30)) .< Block(repeating: 10), to: Halves.self)
        let dashes = unsafe unsafeBitCast(block .== Block(repeating: 0x2d), to: Halves.self)
        let uppers = unsafe unsafeBitCast((block &- Block(repeating: 0x41)) .< Block(repeating: 26), to: Halves.self)
        let inside = letters | digits | dashes
        let fold = uppers & Halves(repeating: 0x2020_2020_2020_2020)
        let low = ~inside[0]
        // The bits below the lowest one of `low` are those of the run; all bits when there is none.
        let foldLow = fold[0] & (low &- 1) & ~low
        if foldLow != 0 {
            unsafe place.storeBytes(of: place.loadUnaligned(as: UInt64.self) | foldLow, as: UInt64.self)
        }
        if low != 0 { return low.trailingZeroBitCount &>> 3 }
        let high = ~inside[1]
        let foldHigh = fold[1] & (high &- 1) & ~high
        if foldHigh != 0 {
            let word = unsafe place.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            unsafe place.storeBytes(of: word | foldHigh, toByteOffset: 8, as: UInt64.self)
        }
        return 8 &+ high.trailingZeroBitCount &>> 3
    }

    /// How many of the 16 bytes at `place` stand before the first control byte or DEL; TAB counts as such.
    @unsafe @inline(__always)
    private static func plainRun(_ place: UnsafeMutableRawPointer) -> Int {
        let block = unsafe place.loadUnaligned(as: Block.self)
        let low = unsafe unsafeBitCast(block .< Block(repeating: 0x20), to: Halves.self)
        let hits = unsafe low | unsafeBitCast(block .== Block(repeating: 0x7f), to: Halves.self)
        if hits[0] != 0 { return hits[0].trailingZeroBitCount &>> 3 }
        return 8 &+ hits[1].trailingZeroBitCount &>> 3
    }

    /// Goes on byte by byte, for long names and such with other token characters: where the colon stands, or -1.
    @unsafe @inline(never)
    private static func endOfOddName(_ bytes: UnsafeMutableRawPointer, _ start: Int, _ limit: Int) -> Int {
        var at = start
        while at &+ 1 < limit {
            let byte = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
            if byte == UInt8(ascii: ":") { return at }
            if !Bytes.isToken(byte) { return -1 }
            unsafe bytes.storeBytes(of: Bytes.lowercased(byte), toByteOffset: at, as: UInt8.self)
            at &+= 1
        }
        return -1
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
