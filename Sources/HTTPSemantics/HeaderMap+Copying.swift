public import Buffers

/// Edits whose bytes stand in the map already: nothing outside it is needed to hold them meanwhile.
extension HeaderMap {
    /// Gives the first field of that name the value of field `index` and removes further ones; adds the field when
    /// there is none. Fields behind removed ones have other places afterwards.
    public mutating func set(_ id: HeaderID, toValueAt index: Int) {
        let (offset, count) = (Int(entries[index].valueOffset), Int(entries[index].valueLength))
        set(id) { $0.append(copying: offset, count: count) }
    }

    /// Appends `separator` and the value of field `other` to the value of field `index`.
    public mutating func extendValue(at index: Int, separator: StaticString, withValueAt other: Int) {
        let (offset, count) = (Int(entries[other].valueOffset), Int(entries[other].valueLength))
        extendValue(at: index, separator: separator) { $0.append(copying: offset, count: count) }
    }

    /// Puts `bytes` in the place of the first `count` bytes of field `index`'s value.
    public mutating func replaceBeginning(ofValueAt index: Int, count: Int, with bytes: Span<UInt8>) {
        let length = Int(entries[index].valueLength)
        guard count >= 0, count <= length else { return }
        let rest = Int(entries[index].valueOffset) &+ count
        setValue(at: index) {
            $0.append(bytes)
            $0.append(copying: rest, count: length &- count)
        }
    }

    /// Replaces the value of field `index` by what `body` writes; the field keeps its place.
    @inlinable mutating func setValue(at index: Int, _ body: (inout ByteBuffer) -> Void) {
        let entry = entries[index]
        let nameOffset = arena.count
        arena.append(copying: Int(entry.nameOffset), count: Int(entry.nameLength))
        arena.append(": ")
        let valueOffset = arena.count
        body(&arena)
        let valueLength = arena.count &- valueOffset
        arena.append("\r\n")
        entries[index] = FieldLine(
            nameOffset: nameOffset, nameLength: Int(entry.nameLength), valueOffset: valueOffset,
            valueLength: valueLength, id: entry.id, isWireForm: !entry.id.isPseudo)
    }
}
