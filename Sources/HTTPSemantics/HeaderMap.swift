public import Buffers

/// Header fields in order, names in lower case: one byte arena and an array of ranges into it.
///
/// Most fields lie in the arena exactly as HTTP/1.1 writes them (`name: value CR LF`), so that runs of untouched fields
/// are serialised by one copy; `FieldLine.isWireForm` says which; never of a pseudo-header field. Replaced and removed
/// bytes stay in the arena until `removeAll`, which keeps the storage: a map is reused from request to request and
/// allocates nothing once warm.
///
/// Pseudo-header fields (`:method`, `:path`, `:authority`, `:scheme`) are ordinary entries, as in Envoy; RFC 9113 §8.3.
public struct HeaderMap: ~Copyable {
    @usableFromInline var arena: ByteBuffer
    /// The fields; a line's `tag` is its `HeaderID`.
    @usableFromInline var entries: PlainArray<FieldLine>
    /// Bit `id` is set when such a field was added; it may outlive the field.
    @usableFromInline var presenceLow: UInt64
    @usableFromInline var presenceHigh: UInt64
    /// Bit `id` is set when a second such field may have been added; bit 0 means nothing.
    @usableFromInline var repeatedLow: UInt64
    @usableFromInline var repeatedHigh: UInt64
    /// Names as the peer spelt them; empty unless a codec keeps them.
    @usableFromInline var spellings: PlainArray<Spelling>
    /// Whether names that the peer did not use are written with capitals (`Content-Type`).
    public var spellsAdditionsProperly: Bool

    /// An empty map without storage.
    @inlinable public init() {
        arena = ByteBuffer()
        entries = PlainArray()
        presenceLow = 0
        presenceHigh = 0
        repeatedLow = 0
        repeatedHigh = 0
        spellings = PlainArray()
        spellsAdditionsProperly = false
    }

    /// Fields, pseudo-header fields included.
    @inlinable public var count: Int { entries.count }

    /// Whether there is no field.
    @inlinable public var isEmpty: Bool { entries.count == 0 }

    /// Bytes of names and values of all fields, as header limits count them; of pseudo-header fields of a parsed head
    /// the value only.
    public var byteCount: Int {
        var total = 0
        for index in 0..<entries.count {
            total &+= Int(entries[index].nameLength) &+ Int(entries[index].valueLength)
        }
        return total
    }

    /// Drops all fields and keeps the storage, unless an outsized head made it grow past 32 KiB.
    @inlinable public mutating func removeAll() {
        if arena.capacity > 32 << 10 { arena.releaseStorage() } else { arena.removeAll() }
        entries.removeAll()
        presenceLow = 0
        presenceHigh = 0
        repeatedLow = 0
        repeatedHigh = 0
        spellings.removeAll()
        spellsAdditionsProperly = false
    }

    // MARK: - Reading

    /// The number of field `index`'s name.
    @inlinable public func id(at index: Int) -> HeaderID { entries[index].id }

    /// Field `index`'s name in lower case; empty for a pseudo-header field of a parsed head, see `id(at:)`.
    @inlinable @_lifetime(borrow self)
    public borrowing func name(at index: Int) -> Span<UInt8> {
        let entry = entries[index]
        return arena.span(at: Int(entry.nameOffset), count: Int(entry.nameLength))
    }

    /// Field `index`'s value, without surrounding white space.
    @inlinable @_lifetime(borrow self)
    public borrowing func value(at index: Int) -> Span<UInt8> {
        let entry = entries[index]
        return arena.span(at: Int(entry.valueOffset), count: Int(entry.valueLength))
    }

    /// Whether a field of that name is there. `id` is not `other`.
    @inlinable public func contains(_ id: HeaderID) -> Bool { firstIndex(of: id) >= 0 }

    /// The first field of that name, or -1. `id` is not `other`.
    @inlinable public func firstIndex(of id: HeaderID) -> Int {
        mayContain(id) ? index(of: id, from: 0) : -1
    }

    /// The first field of that name at or after `start`, or -1.
    @inlinable public func index(of id: HeaderID, from start: Int) -> Int {
        var index = start
        let count = entries.count
        while index < count {
            if entries[index].id == id { return index }
            index &+= 1
        }
        return -1
    }

    /// The first field with that lower-case name at or after `start`, or -1.
    public func index(named name: Span<UInt8>, from start: Int = 0) -> Int {
        let id = HeaderID(lowercased: name)
        if id != .other { return mayContain(id) ? index(of: id, from: start) : -1 }
        var index = start
        while index < entries.count {
            if entries[index].id == .other && Bytes.equal(self.name(at: index), name) { return index }
            index &+= 1
        }
        return -1
    }

    /// Where field `index` stands in `storage`. The name of a pseudo-header field of a parsed head stands nowhere.
    @inlinable public borrowing func line(at index: Int) -> FieldLine { entries[index] }

    /// The bytes that hold all names and values.
    @inlinable public var storage: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { arena.readable }
    }

    /// The first value of that name; empty when there is none (ask `contains` to tell it from an empty value).
    @inlinable @_lifetime(borrow self)
    public borrowing func value(of id: HeaderID) -> Span<UInt8> {
        let index = firstIndex(of: id)
        return index >= 0 ? value(at: index) : arena.span(at: 0, count: 0)
    }

    /// A copy of the first value of that name; empty when there is none. Allocates: not for traffic.
    public borrowing func bytes(of id: HeaderID) -> [UInt8] {
        let value = self.value(of: id)
        var copy: [UInt8] = []
        copy.reserveCapacity(value.count)
        for index in value.indices { copy.append(value[index]) }
        return copy
    }

    /// Whether field `index` is a list with that element, ASCII letters compared without case; `element` is in lower
    /// case. RFC 9110 §5.6.1.
    public borrowing func list(at index: Int, contains element: StaticString) -> Bool {
        FieldList.contains(value(at: index), element)
    }

    /// Whether field `index` is a list with exactly that element.
    public borrowing func list(at index: Int, containsExactly literal: StaticString) -> Bool {
        var element = FieldList.Element()
        while FieldList.next(in: value(at: index), &element) {
            if Bytes.equal(value(at: index).extracting(element.range), literal) { return true }
        }
        return false
    }

    /// Whether field `index` has that value, ASCII letters compared without case; `literal` is in lower case.
    public borrowing func value(at index: Int, equals literal: StaticString) -> Bool {
        Bytes.equalIgnoringCase(value(at: index), literal)
    }

    /// Whether a field of that name was ever added: a cheap "no".
    @inlinable public func mayContain(_ id: HeaderID) -> Bool {
        let bit = UInt64(1) &<< UInt64(id.rawValue & 63)
        return (id.rawValue < 64 ? presenceLow : presenceHigh) & bit != 0
    }

    /// Whether some well-known field may have been added a second time: a cheap "no".
    @inlinable public var mayRepeat: Bool { repeatedLow & ~1 | repeatedHigh != 0 }

    /// Whether a field of that name may have been added a second time: a cheap "no". `id` is not `other`.
    @inlinable public func mayRepeat(_ id: HeaderID) -> Bool {
        let bit = UInt64(1) &<< UInt64(id.rawValue & 63)
        return (id.rawValue < 64 ? repeatedLow : repeatedHigh) & bit != 0
    }

    /// Adds an entry behind the others.
    @inlinable mutating func appendEntry(_ entry: FieldLine) {
        entries.append(entry)
        notePresence(entry.id)
    }

    @inlinable mutating func notePresence(_ id: HeaderID) {
        let bit = UInt64(1) &<< UInt64(id.rawValue & 63)
        if id.rawValue < 64 {
            repeatedLow |= presenceLow & bit
            presenceLow |= bit
        } else {
            repeatedHigh |= presenceHigh & bit
            presenceHigh |= bit
        }
    }
}

extension FieldLine {
    /// The number of the name.
    @inlinable var id: HeaderID { HeaderID(rawValue: tag) }

    @inlinable init(
        nameOffset: Int, nameLength: Int, valueOffset: Int, valueLength: Int, id: HeaderID, isWireForm: Bool
    ) {
        self.init(
            nameOffset: UInt32(truncatingIfNeeded: nameOffset), nameLength: UInt16(truncatingIfNeeded: nameLength),
            valueOffset: UInt32(truncatingIfNeeded: valueOffset),
            valueLength: UInt32(truncatingIfNeeded: valueLength), isWireForm: isWireForm)
        tag = id.rawValue
    }
}
