/// One field line as it stands in a buffer (RFC 9112 §5). Offsets count from the buffer's first readable byte.
public struct FieldLine {
    /// What the bytes are.
    public enum Kind: UInt8, Sendable {
        /// A field line; the name is in lower case now.
        case field
        /// The empty line that ends the section.
        case sectionEnd
        /// Neither, or not all there: somebody slower must say which.
        case refused
    }

    /// What the bytes are.
    public var kind: Kind
    /// Whether exactly a colon and a space part name and value and nothing follows the value but CR LF.
    public var isWireForm = false
    /// Bytes of the name.
    public var nameLength = 0
    /// Where the value begins, white space cut.
    public var valueOffset = 0
    /// Bytes of the value, white space cut.
    public var valueLength = 0
    /// Behind the line feed.
    public var end = 0

    @usableFromInline init(_ kind: Kind, end: Int = 0) {
        self.kind = kind
        self.end = end
    }
}

extension ByteBuffer {
    /// Reads the line at `offset` in one pass: checks the name and writes it in lower case, checks the value, cuts white
    /// space. The line must end before `limit`.
    ///
    /// Bytes are looked at eight at a time: letters, digits and `-` of the name, then the value up to its first control
    /// byte, which must be the CR of CR LF.
    public mutating func readFieldLine(at offset: Int, limit: Int) -> FieldLine {
        precondition(offset >= 0 && limit <= count, "line outside the readable bytes")
        guard offset < limit, let base = unsafe base else { return FieldLine(.refused) }
        let bytes = unsafe base + readIndex
        var at = unsafe Self.endOfName(bytes, from: offset, limit: limit)
        if at >= limit { return FieldLine(.refused) }
        if at == offset {
            let isEnd = unsafe at &+ 1 < limit && bytes[at] == 0x0d && bytes[at &+ 1] == 0x0a
            return FieldLine(isEnd ? .sectionEnd : .refused, end: at &+ 2)
        }
        if unsafe bytes[at] != UInt8(ascii: ":") { return FieldLine(.refused) }
        var line = FieldLine(.field)
        line.nameLength = at &- offset
        at &+= 1
        while unsafe at < limit && (bytes[at] == 0x20 || bytes[at] == 0x09) { at &+= 1 }
        line.valueOffset = at
        at = unsafe Self.endOfValue(bytes, from: at, limit: limit)
        if unsafe at &+ 1 >= limit || bytes[at] != 0x0d || bytes[at &+ 1] != 0x0a { return FieldLine(.refused) }
        var end = at
        while unsafe end > line.valueOffset && (bytes[end &- 1] == 0x20 || bytes[end &- 1] == 0x09) { end &-= 1 }
        line.valueLength = end &- line.valueOffset
        line.end = at &+ 2
        line.isWireForm =
            unsafe end == at && line.valueOffset == offset &+ line.nameLength &+ 2
            && bytes[line.valueOffset &- 1] == 0x20
        return line
    }

    /// Where the token at `start` ends; its letters are in lower case then.
    @unsafe @inline(__always)
    private static func endOfName(_ bytes: UnsafeMutablePointer<UInt8>, from start: Int, limit: Int) -> Int {
        let high: UInt64 = 0x8080_8080_8080_8080
        var at = start
        while at &+ 8 <= limit {
            let place = unsafe UnsafeMutableRawPointer(bytes + at)
            let word = unsafe place.loadUnaligned(as: UInt64.self)
            // The carry of each sum tells in a byte's high bit whether its low seven bits are at least, or above, a bound.
            let low = word & ~high
            let isUpper = ((low &+ 0x3f3f_3f3f_3f3f_3f3f) ^ (low &+ 0x2525_2525_2525_2525)) & ~word & high
            let folded = low | isUpper &>> 2
            let isLetter = (folded &+ 0x1f1f_1f1f_1f1f_1f1f) ^ (folded &+ 0x0505_0505_0505_0505)
            let isDigit = (folded &+ 0x5050_5050_5050_5050) ^ (folded &+ 0x4646_4646_4646_4646)
            let isDash = ~((folded ^ 0x2d2d_2d2d_2d2d_2d2d) &+ 0x7f7f_7f7f_7f7f_7f7f)
            let others = ~((isLetter | isDigit | isDash) & ~word) & high
            if others == 0 {
                if isUpper != 0 { unsafe place.storeBytes(of: word | isUpper &>> 2, as: UInt64.self) }
                at &+= 8
                continue
            }
            let count = others.trailingZeroBitCount &>> 3
            let mine = isUpper & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
            if mine != 0 { unsafe place.storeBytes(of: word | mine &>> 2, as: UInt64.self) }
            at &+= count
            let byte = unsafe bytes[at]
            if byte == UInt8(ascii: ":") || !Bytes.isToken(byte) { return at }
            at &+= 1
        }
        while at < limit {
            let byte = unsafe bytes[at]
            if !Bytes.isToken(byte) { return at }
            unsafe bytes[at] = Bytes.lowercased(byte)
            at &+= 1
        }
        return at
    }

    /// Where the first byte stands that no value holds; `limit` when there is none.
    @unsafe @inline(__always)
    private static func endOfValue(_ bytes: UnsafeMutablePointer<UInt8>, from start: Int, limit: Int) -> Int {
        let high: UInt64 = 0x8080_8080_8080_8080
        var at = start
        while at &+ 16 <= limit {
            let place = unsafe UnsafeRawPointer(bytes + at)
            let first = unsafe plainLanes(place.loadUnaligned(as: UInt64.self))
            let second = unsafe plainLanes(place.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            if first & second & high == high {
                at &+= 16
                continue
            }
            let hit = first & high == high ? ~second & high : ~first & high
            at &+= (hit.trailingZeroBitCount &>> 3) &+ (first & high == high ? 8 : 0)
            if unsafe bytes[at] != 0x09 { return at }
            at &+= 1
        }
        while at < limit {
            let byte = unsafe bytes[at]
            if (byte < 0x20 && byte != 0x09) || byte == 0x7f { return at }
            at &+= 1
        }
        return at
    }

    /// High bits at the bytes of `word` that are neither below 0x20 nor 0x7f; exact, since no sum carries into the next.
    @inline(__always)
    private static func plainLanes(_ word: UInt64) -> UInt64 {
        let low = word & 0x7f7f_7f7f_7f7f_7f7f
        return ((low &+ 0x6060_6060_6060_6060) & ~(low &+ 0x0101_0101_0101_0101)) | word
    }
}
