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

extension PlainArray where Element == FieldLine {
    /// The lines that lie in wire form one behind the other, from `start` on: the place behind the last of them, and in
    /// `end` the offset behind its CR LF. None when the line at `start` is not in wire form.
    public func wireRun(from start: Int, end: inout Int) -> Int {
        guard start >= 0, start < count, let base = unsafe base, unsafe base[start].isWireForm else { return start }
        var index = start
        var next = unsafe base[start].nameOffset
        repeat {
            next = unsafe base[index].valueOffset &+ base[index].valueLength &+ 2
            index &+= 1
        } while unsafe index < count && base[index].isWireForm && base[index].nameOffset == next
        end = Int(next)
        return index
    }
}

/// What a reader of field lines found beside them.
public struct FieldLineSummary: BitwiseCopyable, Sendable {
    /// One bit for each number from 0 to 63 that a name had.
    public var low: UInt64 = 0
    /// One bit for each number from 64 to 127 that a name had.
    public var high: UInt64 = 0
    /// Whether some number but 0 stood at two names.
    public var hasRepeats = false
    /// Lines with the name that was to be set apart.
    public var setApart = 0

    /// Nothing found yet.
    @inlinable public init() {}
}

/// The names of a section that is being read: which had numbers, and how many there were.
private struct FieldLineTally {
    /// One bit for each number; each is below 256.
    private var numbers = InlineArray<4, UInt64>(repeating: 0)
    private let most: Int
    /// How many lines there may still be.
    private var room: Int
    /// Names without a number, which is 0.
    private var unknown = 0

    init(most: Int) { (self.most, room) = (most, most) }

    /// Counts a line by the number of its name; false when that is one line too many.
    @inline(__always)
    mutating func add(_ tag: Int) -> Bool {
        room &-= 1
        if room < 0 { return false }
        if tag == 0 { unknown &+= 1 }
        numbers[tag &>> 6] |= UInt64(1) &<< UInt64(truncatingIfNeeded: tag)
        return true
    }

    /// Tells which numbers there were.
    @inline(__always)
    func report(to summary: inout FieldLineSummary) {
        summary.low |= numbers[0]
        summary.high |= numbers[1]
        let different = (numbers[0] & ~1).nonzeroBitCount &+ numbers[1].nonzeroBitCount
        if most &- room &- unknown != different { summary.hasRepeats = true }
    }
}

extension ByteBuffer {
    /// Reads the field section that stands at `offset`, each byte once: checks names and writes them in lower case,
    /// checks values, cuts white space, and adds the lines to `lines`, each with the number of its name in `names` as
    /// its tag. Returns where the section ends, behind its empty line; -1 when a line is no field line, when the
    /// section is not all there, or when it has more than `maxFields` lines: somebody slower must say which.
    ///
    /// Lines with the number `apart` are not added: their value goes to the line `place`, and they are counted. Blocks
    /// are looked at whole, also such as reach behind the readable bytes into the spare storage; what they hold there
    /// decides nothing. (RFC 9112 §5, RFC 9110 §5.1 and §5.5)
    public mutating func readFieldLines(
        from offset: Int, maxFields: Int, names: FieldNameTable, apart: UInt8, place: Int,
        into lines: inout PlainArray<FieldLine>, summary: inout FieldLineSummary
    ) -> Int {
        let limit = count
        guard offset >= 0, offset < limit, limit <= Int(Int32.max) else { return -1 }
        // Blocks that begin at a readable byte stay inside the storage.
        reserve(16)
        guard let base = unsafe base else { return -1 }
        let bytes = unsafe UnsafeMutableRawPointer(base + readIndex)
        let setApart = place >= 0 ? Int(apart) : -1
        var tally = FieldLineTally(most: maxFields)
        var at = offset
        var result = -1
        while true {
            let start = at
            if start &+ 1 >= limit { break }
            if unsafe Self.isLineEnd(bytes, at: start) {
                result = start &+ 2
                break
            }
            let colon = unsafe Self.colon(bytes, from: start, limit)
            if colon >= limit { break }
            let tag = unsafe readName(bytes, from: start, to: colon, names)
            if tag < 0 { break }
            let (value, startsInWireForm) = unsafe Self.startOfValue(bytes, behind: colon, limit)
            var isWireForm = startsInWireForm
            at = unsafe Self.endOfValue(bytes, from: value, limit)
            if at &+ 1 >= limit { break }
            if unsafe !Self.isLineEnd(bytes, at: at) { break }
            var end = at
            if unsafe bytes.load(fromByteOffset: at &- 1, as: UInt8.self) <= 0x20 {
                end = unsafe Self.startOfBlanks(bytes, from: at, value)
                if end != at { isWireForm = false }
            }
            if !tally.add(tag) { break }
            if tag == setApart {
                summary.setApart &+= 1
                lines[place].valueOffset = UInt32(truncatingIfNeeded: value)
                lines[place].valueLength = UInt32(truncatingIfNeeded: end &- value)
            } else {
                var line = FieldLine(
                    nameOffset: UInt32(truncatingIfNeeded: start),
                    nameLength: UInt16(truncatingIfNeeded: colon &- start),
                    valueOffset: UInt32(truncatingIfNeeded: value),
                    valueLength: UInt32(truncatingIfNeeded: end &- value), isWireForm: isWireForm)
                line.tag = UInt8(truncatingIfNeeded: tag)
                lines.append(line)
            }
            at &+= 2
        }
        tally.report(to: &summary)
        return result
    }

    /// Whether CR LF stands there.
    @unsafe @inline(__always)
    private static func isLineEnd(_ bytes: UnsafeMutableRawPointer, at offset: Int) -> Bool {
        unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self) == 0x0a0d
    }

    /// Reads a name, and writes it in lower case. Its number; 0 when it has none, -1 when it is no name.
    @unsafe @inline(__always)
    private mutating func readName(
        _ bytes: UnsafeMutableRawPointer, from start: Int, to colon: Int, _ names: FieldNameTable
    ) -> Int {
        let length = colon &- start
        // Also none at all is above, as an unsigned number.
        if UInt(bitPattern: length &- 1) < UInt(FieldNameTable.longestName) {
            let tag = unsafe names.recognise(bytes + start, length)
            if tag != 0 { return Int(tag) }
        } else if length == 0 || length > Int(UInt16.max) {
            return -1
        }
        return lowercaseToken(at: start, count: length) ? 0 : -1
    }

    /// Where the value behind a colon begins, and whether exactly one space stands between. It nearly always does.
    @unsafe @inline(__always)
    private static func startOfValue(
        _ bytes: UnsafeMutableRawPointer, behind colon: Int, _ limit: Int
    ) -> (value: Int, isWireForm: Bool) {
        let lead = unsafe UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: colon &+ 1, as: UInt16.self))
        if UInt8(truncatingIfNeeded: lead) == 0x20 && lead >= 0x2100 { return (colon &+ 2, true) }
        let value = unsafe endOfBlanks(bytes, from: colon &+ 1, limit)
        return (value, value == colon &+ 2 && UInt8(truncatingIfNeeded: lead) == 0x20)
    }

    /// Where the first colon stands from `start` on; the limit or a place behind it when there is none.
    @unsafe @inline(__always)
    private static func colon(_ bytes: UnsafeMutableRawPointer, from start: Int, _ limit: Int) -> Int {
        var at = start
        while at < limit {
            let colons = unsafe ByteBlock(at: UnsafeRawPointer(bytes) + at).places(of: UInt8(ascii: ":"))
            if !colons.isEmpty { return at &+ colons.first }
            at &+= 16
        }
        return at
    }

    /// Where the first byte stands, from `start` on, that no field value holds; the limit or a place behind
    /// it when there is none.
    @unsafe @inline(__always)
    private static func endOfValue(_ bytes: UnsafeMutableRawPointer, from start: Int, _ limit: Int) -> Int {
        var at = start
        while at < limit {
            let controls = unsafe ByteBlock(at: UnsafeRawPointer(bytes) + at).controls
            if controls.isEmpty {
                at &+= 16
                continue
            }
            at &+= controls.first
            if unsafe bytes.load(fromByteOffset: at, as: UInt8.self) != 0x09 { break }
            at &+= 1
        }
        return at
    }

    /// Where the first byte that is no white space stands from `start` on; the limit when there is none.
    @unsafe
    private static func endOfBlanks(_ bytes: UnsafeMutableRawPointer, from start: Int, _ limit: Int) -> Int {
        var at = start
        while unsafe at < limit && isBlank(bytes.load(fromByteOffset: at, as: UInt8.self)) { at &+= 1 }
        return at
    }

    /// Where the white space before `end` begins; not before `start`.
    @unsafe
    private static func startOfBlanks(_ bytes: UnsafeMutableRawPointer, from end: Int, _ start: Int) -> Int {
        var at = end
        while unsafe at > start && isBlank(bytes.load(fromByteOffset: at &- 1, as: UInt8.self)) { at &-= 1 }
        return at
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
