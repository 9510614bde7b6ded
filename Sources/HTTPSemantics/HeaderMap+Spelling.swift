public import Buffers

/// Where the arena holds a name as the peer spelt it.
@usableFromInline struct Spelling: BitwiseCopyable {
    var offset: UInt32
    var length: UInt16
}

/// Names as the sender of the message spelt them (`preserve_case`).
///
/// The codec that reads a head decides whether its spelling is kept; whoever writes the fields on uses what was kept,
/// also for a field that was replaced or set anew under a name that the sender used. The first spelling of a name
/// counts. Source: Envoy's "header casing" page.
extension HeaderMap {
    /// Remembers the name that stands at these arena offsets as it is spelt there; call it before the name is written
    /// in lower case.
    public mutating func keepSpelling(nameOffset: Int, nameLength: Int) {
        guard nameLength > 0, nameLength <= Int(UInt16.max) else { return }
        if spelling(of: arena.span(at: nameOffset, count: nameLength)) >= 0 { return }
        let copy = arena.count
        arena.append(copying: nameOffset, count: nameLength)
        spellings.append(
            Spelling(offset: UInt32(truncatingIfNeeded: copy), length: UInt16(truncatingIfNeeded: nameLength)))
    }

    /// Writes a well-known name, given in lower case, as the sender spelt it if that is known.
    public borrowing func writeName(_ name: StaticString, to output: inout ByteBuffer) {
        for index in 0..<spellings.count where Bytes.equalIgnoringCase(spelling(at: index), name) {
            output.append(spelling(at: index))
            return
        }
        output.append(name)
    }

    /// The slower twin of `writeFieldLines`.
    borrowing func writeSpelledFieldLines(to output: inout ByteBuffer) {
        for index in 0..<count where !entries[index].id.isPseudo {
            if entries[index].nameLength == 0 {
                writeName(entries[index].id.name, to: &output)
            } else {
                let kept = spelling(of: name(at: index))
                output.append(kept < 0 ? name(at: index) : spelling(at: kept))
            }
            output.append(": ")
            output.append(value(at: index))
            output.append("\r\n")
        }
    }

    @_lifetime(borrow self)
    private borrowing func spelling(at index: Int) -> Span<UInt8> {
        arena.span(at: Int(spellings[index].offset), count: Int(spellings[index].length))
    }

    /// The place of a name, in whatever case, among the spellings; -1 when it is not there.
    private borrowing func spelling(of name: Span<UInt8>) -> Int {
        for index in 0..<spellings.count where Self.isSameName(spelling(at: index), name) { return index }
        return -1
    }

    private static func isSameName(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        if one.count != other.count { return false }
        for index in 0..<one.count where Bytes.lowercased(one[index]) != Bytes.lowercased(other[index]) { return false }
        return true
    }
}
