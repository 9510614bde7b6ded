/// A table from field names, in both spellings, to places: a large file asks it a hundred thousand times, and asks by
/// the bytes of the text, so that no key becomes a `String` unless it is wrong.
struct FieldTable: Sendable {
    /// Places of names in `names` plus one; 0 is a free slot. The count is a power of two, at least twice the names.
    private var slots: [UInt16]
    private var names: [(text: [UInt8], place: Int)] = []

    init(_ fields: [FieldDescription]) {
        var size = 8
        while size < fields.count * 4 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for (place, field) in fields.enumerated() {
            insert(field.name, place)
            if field.jsonName != field.name { insert(field.jsonName, place) }
        }
    }

    private mutating func insert(_ name: String, _ place: Int) {
        guard names.count < Int(UInt16.max) else { return }
        let text = Array(name.utf8)
        var slot = FieldTable.hash(text.span) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        names.append((text, place))
        slots[slot] = UInt16(names.count)
    }

    /// The place of the field of this name; nil when there is none.
    func place(of name: Span<UInt8>) -> Int? {
        var slot = FieldTable.hash(name) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = names[Int(slots[slot]) - 1]
            if FieldTable.isEqual(entry.text, name) { return entry.place }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func isEqual(_ left: [UInt8], _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in right.indices where left[index] != right[index] { return false }
        return true
    }

    /// FNV-1a. The names are the catalogue's, so nobody can choose ones that collide.
    private static func hash(_ bytes: Span<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for index in bytes.indices { hash = (hash ^ UInt32(bytes[index])) &* 16_777_619 }
        return Int(hash ^ hash >> 15)
    }
}
