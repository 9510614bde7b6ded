internal import Buffers
internal import CNGHTTP2
internal import HTTPSemantics

/// Fields that a peer sends by their numbers, with what was found out about them: HPACK's table holds each in buffers
/// that stay the same while it is in the table, so that the addresses tell that a field is known.
///
/// Both buffers are held as long as the field is here, so no address comes to mean anything else. Its line stands here
/// too, so that a message gets it by one copy.
@safe
struct HTTP2KnownFields: ~Copyable {
    @safe private struct Field {
        var name: OpaquePointer?
        var value: OpaquePointer?
        /// Where its line begins in `lines`.
        var offset: UInt32 = 0
        var length: UInt16 = 0
        var nameLength: UInt16 = 0
        /// The place of the field that came behind it last.
        var follower: UInt8 = 0
        var nature = HTTP2FieldNature()

        init() {
            unsafe name = nil
            unsafe value = nil
        }
    }

    /// Rows of fields; a field's addresses say which it is in.
    private static let rows = 16
    private static let fieldsPerRow = 4
    /// Bytes of name and value; larger fields are not held beyond their time in the table.
    private static let longest = 256
    /// Bytes of lines, also of fields that have left: twice what a table of the usual size holds. Then all go.
    private static let mostBytes = 8 << 10

    private var fields: UnsafeMutablePointer<Field>?
    /// The lines of the fields, and of those whose places others have taken.
    private var lines = ByteBuffer()
    /// Counts up; says whose place a new field takes.
    private var turn = 0
    /// The place that the last field was found in.
    private var last = 0

    init() { unsafe fields = nil }

    deinit {
        guard let fields = unsafe fields else { return }
        for index in 0..<(Self.rows &* Self.fieldsPerRow) { unsafe Self.letGo(fields[index]) }
        unsafe fields.deallocate()
    }

    /// The place of a field; -1 when it is not known.
    @unsafe @inline(__always)
    mutating func find(_ name: OpaquePointer, _ value: OpaquePointer) -> Int {
        guard let fields = unsafe fields else { return -1 }
        // Messages of one peer have their fields in the same order.
        let next = unsafe Int(fields[last].follower)
        if unsafe fields[next].value == value && fields[next].name == name {
            last = next
            return next
        }
        let start = unsafe Self.row(name, value) &* Self.fieldsPerRow
        for place in start..<(start &+ Self.fieldsPerRow) {
            if unsafe fields[place].value == value && fields[place].name == name {
                unsafe fields[last].follower = UInt8(truncatingIfNeeded: place)
                last = place
                return place
            }
        }
        return -1
    }

    /// Hands a known field to `reader`.
    @unsafe @inline(__always)
    func give(_ place: Int, to reader: inout HTTP2FieldReader, _ headers: inout HeaderMap) {
        guard let fields = unsafe fields else { return }
        let field = unsafe fields[place]
        let line = lines.span(at: Int(field.offset), count: Int(field.length))
        reader.take(line: line, nameLength: Int(field.nameLength), field.nature, into: &headers)
    }

    /// Remembers a field.
    mutating func add(
        _ name: OpaquePointer, _ value: OpaquePointer, _ nameBytes: Span<UInt8>, _ valueBytes: Span<UInt8>,
        _ nature: HTTP2FieldNature
    ) {
        let size = nameBytes.count &+ valueBytes.count
        if size > Self.longest { return }
        let fields = unsafe fields ?? Self.makeFields()
        unsafe self.fields = fields
        if lines.count &+ size &+ 4 > Self.mostBytes { forgetAll() }
        turn &+= 1
        let place = unsafe Self.row(name, value) &* Self.fieldsPerRow &+ turn % Self.fieldsPerRow
        unsafe nghttp2_rcbuf_incref(name)
        unsafe nghttp2_rcbuf_incref(value)
        unsafe Self.letGo(fields[place])
        unsafe fields[place].name = name
        unsafe fields[place].value = value
        unsafe fields[place].offset = UInt32(truncatingIfNeeded: lines.count)
        unsafe fields[place].length = UInt16(truncatingIfNeeded: size &+ 4)
        unsafe fields[place].nameLength = UInt16(truncatingIfNeeded: nameBytes.count)
        unsafe fields[place].nature = nature
        lines.append(nameBytes)
        lines.append(fieldValue: valueBytes)
    }

    private mutating func forgetAll() {
        guard let fields = unsafe fields else { return }
        for index in 0..<(Self.rows &* Self.fieldsPerRow) {
            unsafe Self.letGo(fields[index])
            unsafe fields[index] = Field()
        }
        lines.removeAll()
    }

    @unsafe private static func makeFields() -> UnsafeMutablePointer<Field> {
        let made = UnsafeMutablePointer<Field>.allocate(capacity: rows &* fieldsPerRow)
        unsafe made.initialize(repeating: Field(), count: rows &* fieldsPerRow)
        return unsafe made
    }

    private static func letGo(_ field: Field) {
        if let name = unsafe field.name { unsafe nghttp2_rcbuf_decref(name) }
        if let value = unsafe field.value { unsafe nghttp2_rcbuf_decref(value) }
    }

    @unsafe @inline(__always)
    private static func row(_ name: OpaquePointer, _ value: OpaquePointer) -> Int {
        let mixed = UInt(bitPattern: name) ^ UInt(bitPattern: value) &<< 1
        return Int(truncatingIfNeeded: (UInt64(mixed) &* 0x9e37_79b9_7f4a_7c15) &>> 60)
    }
}
