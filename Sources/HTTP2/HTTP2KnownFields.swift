internal import Buffers
internal import CNGHTTP2
internal import HTTPSemantics

/// Fields that a peer sends by their numbers, with what was found out about them: HPACK's table holds each in buffers
/// that stay the same while it is in the table, so that the addresses tell that a field is known.
///
/// Both buffers are held as long as the field is here, so no address comes to mean anything else.
@safe
struct HTTP2KnownFields: ~Copyable {
    @safe private struct Field {
        var name: OpaquePointer?
        var value: OpaquePointer?
        var nameStart: UnsafePointer<UInt8>?
        var valueStart: UnsafePointer<UInt8>?
        var nameLength: UInt32 = 0
        var valueLength: UInt32 = 0
        var nature = HTTP2FieldNature()

        init() {
            unsafe name = nil
            unsafe value = nil
            unsafe nameStart = nil
            unsafe valueStart = nil
        }
    }

    /// Rows of fields; a field's addresses say which it is in.
    private static let rows = 16
    private static let fieldsPerRow = 4
    /// Bytes of name and value; larger fields are not held beyond their time in the table.
    private static let longest = 256

    private var fields: UnsafeMutablePointer<Field>?
    /// Counts up; says whose place a new field takes.
    private var turn = 0

    init() { unsafe fields = nil }

    deinit {
        guard let fields = unsafe fields else { return }
        for index in 0..<(Self.rows &* Self.fieldsPerRow) { unsafe Self.letGo(fields[index]) }
        unsafe fields.deallocate()
    }

    /// The place of a field; -1 when it is not known.
    @unsafe @inline(__always)
    func find(_ name: OpaquePointer, _ value: OpaquePointer) -> Int {
        guard let fields = unsafe fields else { return -1 }
        let start = unsafe Self.row(name, value) &* Self.fieldsPerRow
        for place in start..<(start &+ Self.fieldsPerRow) {
            if unsafe fields[place].value == value && fields[place].name == name { return place }
        }
        return -1
    }

    /// Hands a known field to `reader`.
    @unsafe @inline(__always)
    func give(_ place: Int, to reader: inout HTTP2FieldReader, _ headers: inout HeaderMap) {
        guard let fields = unsafe fields else { return }
        let field = unsafe fields[place]
        let name = unsafe UnsafeBufferPointer(start: field.nameStart, count: Int(field.nameLength))
        let value = unsafe UnsafeBufferPointer(start: field.valueStart, count: Int(field.valueLength))
        unsafe reader.take(Span(_unsafeElements: name), Span(_unsafeElements: value), field.nature, into: &headers)
    }

    /// Remembers a field.
    @unsafe mutating func add(
        _ name: OpaquePointer, _ value: OpaquePointer, _ nameBytes: nghttp2_vec, _ valueBytes: nghttp2_vec,
        _ nature: HTTP2FieldNature
    ) {
        if unsafe nameBytes.len &+ valueBytes.len > Self.longest { return }
        let fields = unsafe fields ?? Self.makeFields()
        unsafe self.fields = fields
        turn &+= 1
        let place = unsafe Self.row(name, value) &* Self.fieldsPerRow &+ turn % Self.fieldsPerRow
        unsafe nghttp2_rcbuf_incref(name)
        unsafe nghttp2_rcbuf_incref(value)
        unsafe Self.letGo(fields[place])
        unsafe fields[place].name = name
        unsafe fields[place].value = value
        unsafe fields[place].nameStart = UnsafePointer(nameBytes.base)
        unsafe fields[place].valueStart = UnsafePointer(valueBytes.base)
        unsafe fields[place].nameLength = UInt32(truncatingIfNeeded: nameBytes.len)
        unsafe fields[place].valueLength = UInt32(truncatingIfNeeded: valueBytes.len)
        unsafe fields[place].nature = nature
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
