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

    /// Whether names have to be looked at one by one when the fields are written.
    @inlinable public var hasSpelling: Bool { !spellings.isEmpty || spellsAdditionsProperly }

    /// Writes a well-known name, given in lower case, as the sender spelt it if that is known; else in lower case, or
    /// with capitals where `proper`.
    @inlinable public borrowing func writeName(
        _ name: StaticString, proper: Bool = false, to output: inout ByteBuffer
    ) {
        if proper || hasSpelling { return writeSpeltName(name, proper: proper, to: &output) }
        output.append(name)
    }

    @usableFromInline
    borrowing func writeSpeltName(_ name: StaticString, proper: Bool, to output: inout ByteBuffer) {
        for index in 0..<spellings.count where Bytes.equalIgnoringCase(spelling(at: index), name) {
            output.append(spelling(at: index))
            return
        }
        let start = output.count
        output.append(name)
        if spellsAdditionsProperly || (proper && spellings.isEmpty) { output.capitalizeWords(from: start) }
    }

    /// The slower twin of `writeFieldLines(to:)`. Names that the sender did not use go out in lower case, or with
    /// capitals where `proper`.
    public borrowing func writeFieldLines(proper: Bool, to output: inout ByteBuffer) {
        let capitalizes = spellsAdditionsProperly || (proper && spellings.isEmpty)
        for index in 0..<count where !entries[index].id.isPseudo {
            let start = output.count
            let kept = spelling(of: name(at: index))
            if kept >= 0 {
                output.append(spelling(at: kept))
            } else {
                output.append(name(at: index))
                if capitalizes { output.capitalizeWords(from: start) }
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
