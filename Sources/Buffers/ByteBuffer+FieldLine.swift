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

/// What a reader of field lines found beside them.
public struct FieldLineSummary: BitwiseCopyable, Sendable {
    /// One bit for each number from 0 to 63 that a name had.
    public var low: UInt64 = 0
    /// One bit for each number from 64 to 127 that a name had.
    public var high: UInt64 = 0
    /// Lines with the name that was to be set apart.
    public var setApart = 0

    /// Nothing found yet.
    @inlinable public init() {}
}

extension ByteBuffer {
    /// Reads the field section that stands at `offset`, each byte once: checks names and writes them in lower case,
    /// checks values, cuts white space, and adds the lines to `lines`, each with the number of its name in `names` as
    /// its tag. Returns where the section ends, behind its empty line; -1 when a line is no field line, when the
    /// section is not all there, or when it has more than `maxFields` lines: somebody slower must say which.
    ///
    /// Lines with the number `apart` are not added: their value goes to the line `place`, and they are counted. Words
    /// are looked at whole, also such as reach behind the readable bytes but still lie in the storage; what they hold
    /// there decides nothing. (RFC 9112 §5, RFC 9110 §5.1 and §5.5)
    public mutating func readFieldLines(
        from offset: Int, maxFields: Int, names: FieldNameTable, apart: UInt8, place: Int,
        into lines: inout PlainArray<FieldLine>, summary: inout FieldLineSummary
    ) -> Int {
        let limit = count
        guard offset >= 0, offset < limit, limit <= Int(Int32.max), let base = unsafe base else { return -1 }
        let bytes = unsafe UnsafeMutableRawPointer(base + readIndex)
        // Words may begin up to here.
        let lastWords = capacityInBytes &- readIndex &- 16
        var room = maxFields
        var at = offset
        while true {
            let start = at
            if start &+ 1 >= limit { return -1 }
            if unsafe bytes.loadUnaligned(fromByteOffset: start, as: UInt16.self) == 0x0a0d { return start &+ 2 }
            let colon = unsafe Self.colon(bytes, from: start, limit, lastWords)
            let nameLength = colon &- start
            if nameLength <= 0 || nameLength > Int(UInt16.max) { return -1 }
            var tag: UInt8 = 0
            if colon <= lastWords && nameLength <= FieldNameTable.longestName {
                tag = unsafe names.recognise(bytes + start, nameLength)
            }
            if tag == 0 && !lowercaseToken(at: start, count: nameLength) { return -1 }
            at = colon &+ 1
            while unsafe at < limit && Self.isBlank(bytes.load(fromByteOffset: at, as: UInt8.self)) { at &+= 1 }
            let value = at
            at = unsafe Self.endOfValue(bytes, from: at, limit, lastWords)
            if at &+ 1 >= limit { return -1 }
            if unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self) != 0x0a0d { return -1 }
            var end = at
            while unsafe end > value && Self.isBlank(bytes.load(fromByteOffset: end &- 1, as: UInt8.self)) { end &-= 1 }
            let isWireForm =
                unsafe value &- colon == 2 && end == at
                && bytes.load(fromByteOffset: colon &+ 1, as: UInt8.self) == 0x20
            room &-= 1
            if room < 0 { return -1 }
            if tag < 64 {
                summary.low |= 1 &<< UInt64(truncatingIfNeeded: tag)
            } else {
                summary.high |= 1 &<< UInt64(truncatingIfNeeded: tag &- 64)
            }
            if tag == apart && place >= 0 {
                summary.setApart &+= 1
                lines[place].valueOffset = UInt32(truncatingIfNeeded: value)
                lines[place].valueLength = UInt32(truncatingIfNeeded: end &- value)
            } else {
                var line = FieldLine(
                    nameOffset: UInt32(truncatingIfNeeded: start), nameLength: UInt16(truncatingIfNeeded: nameLength),
                    valueOffset: UInt32(truncatingIfNeeded: value),
                    valueLength: UInt32(truncatingIfNeeded: end &- value),
                    isWireForm: isWireForm)
                line.tag = tag
                lines.append(line)
            }
            at &+= 2
        }
    }

    /// Two words, or the answers to a question about each of their bytes: the high bit for yes.
    private typealias Words = SIMD2<UInt64>

    /// Where the first colon stands from `start` on, before `limit`; -1 when there is none.
    @unsafe @inline(__always)
    private static func colon(_ bytes: UnsafeMutableRawPointer, from start: Int, _ limit: Int, _ lastWords: Int) -> Int
    {
        var at = start
        while at <= lastWords && at < limit {
            let differs = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ 0x3a3a_3a3a_3a3a_3a3a
            // The lowest bit set is exact; a borrow can only add ones above it.
            let hits = (differs &- 0x0101_0101_0101_0101) & ~differs & 0x8080_8080_8080_8080
            if hits != 0 {
                let found = at &+ hits.trailingZeroBitCount &>> 3
                return found < limit ? found : -1
            }
            at &+= 8
        }
        while at < limit {
            if unsafe bytes.load(fromByteOffset: at, as: UInt8.self) == UInt8(ascii: ":") { return at }
            at &+= 1
        }
        return -1
    }

    /// Where the first byte stands, from `start` on, that no field value holds; the limit when there is none.
    @unsafe @inline(__always)
    private static func endOfValue(
        _ bytes: UnsafeMutableRawPointer, from start: Int, _ limit: Int, _ lastWords: Int
    ) -> Int {
        var at = start
        while at < limit {
            if at <= lastWords {
                let words = unsafe bytes.loadUnaligned(fromByteOffset: at, as: Words.self)
                let low = words & Words(repeating: 0x7f7f_7f7f_7f7f_7f7f)
                // A carry into the high bit says "at least 0x20"; another one says "0x7f".
                let atLeastBlank = low &+ Words(repeating: 0x6060_6060_6060_6060)
                let isDelete = low &+ Words(repeating: 0x0101_0101_0101_0101)
                let hits = (~atLeastBlank | isDelete) & ~words & Words(repeating: 0x8080_8080_8080_8080)
                if hits[0] != 0 {
                    at &+= hits[0].trailingZeroBitCount &>> 3
                } else if hits[1] != 0 {
                    at &+= 8 &+ hits[1].trailingZeroBitCount &>> 3
                } else {
                    at &+= 16
                    continue
                }
            }
            let byte = unsafe bytes.load(fromByteOffset: at, as: UInt8.self)
            if (byte < 0x20 && byte != 0x09) || byte == 0x7f { return at }
            at &+= 1
        }
        return limit
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
