public import Buffers

/// Why a field line was refused.
public enum FieldLineProblem: Sendable {
    /// The name is empty or holds a byte that no token holds (RFC 9110 §5.6.2).
    case invalidName
    /// The value holds a control byte (RFC 9110 §5.5).
    case invalidValue
}

extension HeaderMap {
    /// Copies a whole message head into the arena and returns where it begins there. A parser then names the parts of
    /// it by `appendParsed` and `appendParsedField`, so that no field is copied on its own.
    @inlinable public mutating func adoptBlock(_ block: Span<UInt8>) -> Int {
        let offset = arena.count
        // Room for the blocks that a reader of field lines loads behind the last line.
        arena.reserve(block.count &+ 16)
        arena.append(block)
        return offset
    }

    /// The arena's bytes `offset ..< offset + count`, for the parser that adopted them.
    @inlinable @_lifetime(borrow self)
    public borrowing func block(at offset: Int, count: Int) -> Span<UInt8> {
        arena.span(at: offset, count: count)
    }

    /// Adds a pseudo-header field whose value is already in the arena. Its name is not: `name(at:)` is empty for it.
    @inlinable public mutating func appendParsed(_ id: HeaderID, valueOffset: Int, valueLength: Int) {
        precondition(id.isPseudo, "fields have their names in the arena")
        appendEntry(
            FieldLine(
                nameOffset: 0, nameLength: 0, valueOffset: valueOffset, valueLength: valueLength, id: id,
                isWireForm: false))
    }

    /// Gives field `index` the arena bytes at these offsets as its value, for a parser that learns it late.
    @inlinable public mutating func setParsedValue(at index: Int, valueOffset: Int, valueLength: Int) {
        entries[index].valueOffset = UInt32(truncatingIfNeeded: valueOffset)
        entries[index].valueLength = UInt32(truncatingIfNeeded: valueLength)
        entries[index].isWireForm = false
    }

    /// Adds the field line at these arena offsets: checks name and value, writes the name in lower case where it
    /// stands. White space around the value is cut already. Nothing is added when a problem is returned.
    public mutating func appendParsedField(
        nameOffset: Int, nameLength: Int, valueOffset: Int, valueLength: Int
    ) -> FieldLineProblem? {
        if nameLength <= 0 || nameLength > Int(UInt16.max) { return .invalidName }
        if !arena.lowercaseToken(at: nameOffset, count: nameLength) { return .invalidName }
        if Bytes.firstForbiddenInFieldValue(arena.span(at: valueOffset, count: valueLength)) >= 0 {
            return .invalidValue
        }
        let id = HeaderID(lowercased: arena.span(at: nameOffset, count: nameLength))
        let nameEnd = nameOffset &+ nameLength
        let valueEnd = valueOffset &+ valueLength
        // The line is in wire form when exactly ": " parts name and value, and CR LF follows the value at once.
        let isWireForm =
            valueOffset &- nameEnd == 2 && arena[nameEnd &+ 1] == 0x20 && valueEnd &+ 1 < arena.count
            && arena[valueEnd] == 0x0d && arena[valueEnd &+ 1] == 0x0a
        appendEntry(
            FieldLine(
                nameOffset: nameOffset, nameLength: nameLength, valueOffset: valueOffset, valueLength: valueLength,
                id: id, isWireForm: isWireForm))
        return nil
    }

    /// Reads the field section that stands in the arena from `offset` and adds its fields in one pass. Returns where it
    /// ends, behind the empty line; -1 when a line is no field line, when the section is not all there, or when it has
    /// more than `maxFields` fields: whoever adopted the bytes then finds out which, and resets the map, which has the
    /// lines up to there.
    ///
    /// In a request, `authorityIndex` names the entry that takes the value of `host`, and `hosts` counts those.
    public mutating func readFieldSection(
        from offset: Int, maxFields: Int, authorityIndex: Int, hosts: inout Int
    ) -> Int {
        var summary = FieldLineSummary()
        let end = arena.readFieldLines(
            from: offset, maxFields: maxFields, names: HeaderID.table, apart: HeaderID.host.rawValue,
            place: authorityIndex, into: &entries, summary: &summary)
        if end < 0 { return -1 }
        hosts &+= summary.setApart
        repeatedLow |= presenceLow & summary.low
        repeatedHigh |= presenceHigh & summary.high
        presenceLow |= summary.low
        presenceHigh |= summary.high
        // Which of them is found out by who joins them.
        if summary.hasRepeats {
            repeatedLow = presenceLow
            repeatedHigh = presenceHigh
        }
        return end
    }

    /// Gives back what was adopted behind `offset`.
    public mutating func truncateBlock(to offset: Int) {
        if offset <= arena.count { arena.truncate(to: offset) }
    }

    // MARK: - HTTP/1.1 output

    /// Writes all fields but pseudo-header fields as field lines. Runs of fields that lie in wire form, one behind the
    /// other, go out by one copy. The values were checked when they were added; see `FieldText` for values made by us.
    public borrowing func writeFieldLines(to output: inout ByteBuffer) {
        if hasSpelling {
            writeFieldLines(proper: false, to: &output)
            return
        }
        var index = 0
        let count = entries.count
        while index < count {
            let entry = entries[index]
            if entry.isWireForm {
                var end = 0
                index = entries.wireRun(from: index, end: &end)
                output.append(arena.span(at: Int(entry.nameOffset), count: end &- Int(entry.nameOffset)))
                continue
            }
            index &+= 1
            if entry.id.isPseudo { continue }
            if entry.nameLength == 0 {
                output.append(entry.id.name)
            } else {
                output.append(arena.span(at: Int(entry.nameOffset), count: Int(entry.nameLength)))
            }
            output.append(fieldValue: arena.span(at: Int(entry.valueOffset), count: Int(entry.valueLength)))
        }
    }
}
