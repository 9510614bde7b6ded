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
    /// Control bytes are found eight at a time; the first one must be the CR of CR LF.
    @inline(__always)
    public mutating func readFieldLine(at offset: Int, limit: Int) -> FieldLine {
        precondition(offset >= 0 && limit <= count, "line outside the readable bytes")
        guard offset < limit, let base = unsafe base else { return FieldLine(.refused) }
        let bytes = unsafe base + readIndex
        let table = unsafe Bytes.lowercaseTokens
        var at = offset
        while at < limit {
            let lower = unsafe table[Int(bytes[at])]
            if lower == 0 { break }
            unsafe bytes[at] = lower
            at &+= 1
        }
        if at == limit { return FieldLine(.refused) }
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
        while at < limit {
            if at &+ 8 <= limit {
                let word = unsafe UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
                let hits = Bytes.controlLanes(word)
                if hits == 0 {
                    at &+= 8
                    continue
                }
                // The lowest hit is exact; a borrow can only add hits above one.
                at &+= hits.trailingZeroBitCount &>> 3
            }
            let byte = unsafe bytes[at]
            if byte == 0x0d { break }
            if (byte < 0x20 && byte != 0x09) || byte == 0x7f { return FieldLine(.refused) }
            at &+= 1
        }
        if unsafe at &+ 1 >= limit || bytes[at &+ 1] != 0x0a { return FieldLine(.refused) }
        var end = at
        while unsafe end > line.valueOffset && (bytes[end &- 1] == 0x20 || bytes[end &- 1] == 0x09) { end &-= 1 }
        line.valueLength = end &- line.valueOffset
        line.end = at &+ 2
        line.isWireForm =
            unsafe end == at && line.valueOffset == offset &+ line.nameLength &+ 2
            && bytes[line.valueOffset &- 1] == 0x20
        return line
    }
}
