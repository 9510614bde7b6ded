public import Buffers

extension HeaderMap {
    /// Adds a field of a well-known name behind the others.
    @inlinable public mutating func append(_ id: HeaderID, _ value: Span<UInt8>) {
        let nameOffset = arena.count
        arena.append(id.name)
        finishField(id, nameOffset: nameOffset, value)
    }

    /// Adds a field of a well-known name and a literal value behind the others.
    @inlinable public mutating func append(_ id: HeaderID, _ value: StaticString) {
        append(id) { $0.append(value) }
    }

    /// Adds a field of a well-known name behind the others; `body` writes the value and must not remove bytes.
    @inlinable public mutating func append(_ id: HeaderID, _ body: (inout ByteBuffer) -> Void) {
        appendEntry(writeLine(id, body))
    }

    /// Writes a line into the arena that is no entry yet.
    @inlinable mutating func writeLine(_ id: HeaderID, _ body: (inout ByteBuffer) -> Void) -> FieldLine {
        let nameOffset = arena.count
        arena.append(id.name)
        let nameLength = arena.count &- nameOffset
        arena.append(": ")
        let valueOffset = arena.count
        body(&arena)
        let valueLength = arena.count &- valueOffset
        arena.append("\r\n")
        return FieldLine(
            nameOffset: nameOffset, nameLength: nameLength, valueOffset: valueOffset, valueLength: valueLength,
            id: id, isWireForm: !id.isPseudo)
    }

    /// Adds a field of a well-known name behind the others.
    @inlinable public mutating func append(_ id: HeaderID, _ value: [UInt8]) { append(id, value.span) }

    /// Gives the first field of that name this value and removes further ones; adds the field when there is none.
    @inlinable public mutating func set(_ id: HeaderID, _ value: [UInt8]) { set(id, value.span) }

    /// Adds `value` to the list in the first field of that name, behind a comma and a space; adds the field when there
    /// is none.
    public mutating func extendList(_ id: HeaderID, _ value: [UInt8]) {
        let index = firstIndex(of: id)
        if index < 0 {
            append(id, value)
        } else {
            extendValue(at: index, separator: ", ") { $0.append(value.span) }
        }
    }

    /// Gives the first field of that name the value that it has in `other`; does nothing when it has none there.
    public mutating func copyValue(of id: HeaderID, from other: borrowing HeaderMap) {
        let index = other.firstIndex(of: id)
        if index >= 0 { set(id, other.value(at: index)) }
    }

    /// Adds a field behind the others; `name` is in lower case.
    @inlinable public mutating func append(name: Span<UInt8>, _ value: Span<UInt8>) {
        let nameOffset = arena.count
        arena.append(name)
        finishField(HeaderID(lowercased: name), nameOffset: nameOffset, value)
    }

    /// Adds a field behind the others; `name` is in lower case, and `id` its number.
    @inlinable public mutating func append(_ id: HeaderID, name: Span<UInt8>, _ value: Span<UInt8>) {
        let nameOffset = arena.count
        arena.append(name)
        finishField(id, nameOffset: nameOffset, value)
    }

    /// Adds a field that stands in `line` as HTTP/1.1 writes it, CR LF included, its name in lower case; `id` is the
    /// number of the name, which is no pseudo-header field's.
    @inlinable @inline(__always)
    public mutating func append(_ id: HeaderID, line: Span<UInt8>, nameLength: Int) {
        let nameOffset = arena.count
        arena.append(line)
        appendEntry(
            FieldLine(
                nameOffset: nameOffset, nameLength: nameLength, valueOffset: nameOffset &+ nameLength &+ 2,
                valueLength: line.count &- nameLength &- 4, id: id, isWireForm: true))
    }

    @inlinable mutating func finishField(_ id: HeaderID, nameOffset: Int, _ value: Span<UInt8>) {
        appendEntry(finishLine(id, nameOffset: nameOffset, value))
    }

    /// Writes the rest of a line whose name stands at the arena's end.
    @inlinable mutating func finishLine(_ id: HeaderID, nameOffset: Int, _ value: Span<UInt8>) -> FieldLine {
        let nameLength = arena.count &- nameOffset
        let valueOffset = arena.count &+ 2
        arena.append(fieldValue: value)
        return FieldLine(
            nameOffset: nameOffset, nameLength: nameLength, valueOffset: valueOffset, valueLength: value.count, id: id,
            isWireForm: !id.isPseudo)
    }

    /// Gives the first field of that name this value and removes further ones; adds the field when there is none.
    @inlinable public mutating func set(_ id: HeaderID, _ value: Span<UInt8>) {
        let index = firstIndex(of: id)
        if index < 0 {
            append(id, value)
        } else {
            setValue(at: index, value)
            if mayRepeat(id) { remove(id, from: index &+ 1) }
        }
    }

    /// Gives the first field of that name this value and removes further ones; adds the field when there is none.
    /// `name` is in lower case.
    public mutating func set(named name: Span<UInt8>, _ value: Span<UInt8>) {
        let index = self.index(named: name)
        if index < 0 {
            append(name: name, value)
        } else {
            setValue(at: index, value)
            var next = self.index(named: name, from: index &+ 1)
            while next >= 0 {
                remove(at: next)
                next = self.index(named: name, from: next)
            }
        }
    }

    /// Gives the first field of that name a literal value and removes further ones; adds it when there is none.
    @inlinable public mutating func set(_ id: HeaderID, _ value: StaticString) {
        set(id) { $0.append(value) }
    }

    /// Gives the first field of that name the value that `body` writes; adds the field when there is none.
    @inlinable public mutating func set(_ id: HeaderID, _ body: (inout ByteBuffer) -> Void) {
        let index = firstIndex(of: id)
        if index < 0 {
            append(id, body)
            return
        }
        entries[index] = writeLine(id, body)
        if mayRepeat(id) { remove(id, from: index &+ 1) }
    }

    /// Replaces the value of field `index`; the field keeps its place.
    public mutating func setValue(at index: Int, _ value: Span<UInt8>) {
        let entry = entries[index]
        let nameOffset = arena.count
        arena.append(copying: Int(entry.nameOffset), count: Int(entry.nameLength))
        entries[index] = finishLine(entry.id, nameOffset: nameOffset, value)
    }

    /// Appends `separator` and the bytes that `body` writes to the value of field `index`.
    @inlinable public mutating func extendValue(
        at index: Int, separator: StaticString, _ body: (inout ByteBuffer) -> Void
    ) {
        let entry = entries[index]
        let nameOffset = arena.count
        arena.append(copying: Int(entry.nameOffset), count: Int(entry.nameLength))
        arena.append(": ")
        let valueOffset = arena.count
        arena.append(copying: Int(entry.valueOffset), count: Int(entry.valueLength))
        if entry.valueLength > 0 { arena.append(separator) }
        body(&arena)
        let valueLength = arena.count &- valueOffset
        arena.append("\r\n")
        entries[index] = FieldLine(
            nameOffset: nameOffset, nameLength: Int(entry.nameLength), valueOffset: valueOffset,
            valueLength: valueLength, id: entry.id, isWireForm: !entry.id.isPseudo)
    }

    /// Makes one field of those of each name in `set` that were added several times: the first, with the values of all,
    /// parted by commas. For the end of a head: routes, filters and logs then see what Envoy's see, which keeps these
    /// names in places of their own. Source: Envoy's `HeaderMapImpl::appendToHeader`.
    public mutating func joinRepeated(in set: HeaderSet) {
        joinEach(of: repeatedLow & set.low & ~1, from: 0)
        joinEach(of: repeatedHigh & set.high, from: 64)
        // Of others it stays known.
        repeatedLow &= ~set.low
        repeatedHigh &= ~set.high
    }

    private mutating func joinEach(of numbers: UInt64, from base: UInt8) {
        var left = numbers
        while left != 0 {
            let id = HeaderID(rawValue: base &+ UInt8(truncatingIfNeeded: left.trailingZeroBitCount))
            left &= left &- 1
            let first = firstIndex(of: id)
            if first >= 0 { join(id, into: first) }
        }
    }

    private mutating func join(_ id: HeaderID, into first: Int) {
        var next = index(of: id, from: first &+ 1)
        if next < 0 { return }
        let entry = entries[first]
        let nameOffset = arena.count
        arena.append(copying: Int(entry.nameOffset), count: Int(entry.nameLength))
        arena.append(": ")
        let valueOffset = arena.count
        arena.append(copying: Int(entry.valueOffset), count: Int(entry.valueLength))
        while next >= 0 {
            let added = entries[next]
            if added.valueLength > 0 && arena.count > valueOffset { arena.append(",") }
            arena.append(copying: Int(added.valueOffset), count: Int(added.valueLength))
            remove(at: next)
            next = index(of: id, from: next)
        }
        let valueLength = arena.count &- valueOffset
        arena.append("\r\n")
        entries[first] = FieldLine(
            nameOffset: nameOffset, nameLength: Int(entry.nameLength), valueOffset: valueOffset,
            valueLength: valueLength, id: id, isWireForm: true)
    }

    /// Cuts field `index`'s value to `count` bytes from `offset`.
    public mutating func narrowValue(at index: Int, from offset: Int, count: Int) {
        let length = Int(entries[index].valueLength)
        guard offset >= 0, count >= 0, offset <= length, count <= length &- offset else { return }
        entries[index].valueOffset &+= UInt32(truncatingIfNeeded: offset)
        entries[index].valueLength = UInt32(truncatingIfNeeded: count)
        entries[index].isWireForm = false
    }

    /// Removes field `index`.
    @inlinable public mutating func remove(at index: Int) {
        entries.remove(at: index)
    }

    /// Removes all fields of that name.
    @inlinable public mutating func remove(_ id: HeaderID) {
        if mayContain(id) { remove(id, from: 0) }
    }

    /// Removes the fields of that name at or after `start`.
    @inlinable mutating func remove(_ id: HeaderID, from start: Int) {
        var index = start
        while index < entries.count {
            if entries[index].id == id { remove(at: index) } else { index &+= 1 }
        }
    }

    /// Removes all fields with that lower-case name and says whether there was one.
    @discardableResult
    public mutating func remove(named name: Span<UInt8>) -> Bool {
        var found = false
        var index = self.index(named: name)
        while index >= 0 {
            remove(at: index)
            found = true
            index = self.index(named: name, from: index)
        }
        return found
    }

    /// Adds copies of all fields of `other`.
    public mutating func append(contentsOf other: borrowing HeaderMap) {
        for index in 0..<other.count {
            let id = other.id(at: index)
            if id == .other {
                append(name: other.name(at: index), other.value(at: index))
            } else {
                append(id, other.value(at: index))
            }
        }
    }
}
