internal import Buffers
internal import HTTPSemantics

/// Values of fields that are about to come, in one run of bytes.
struct FieldValues: ~Copyable {
    /// The bytes.
    var bytes = ByteBuffer()
    private var joined = ByteBuffer()

    /// Whether a value holds nothing that no field value may (RFC 9110 §5.5).
    borrowing func isFit(at offset: Int, count: Int) -> Bool {
        Bytes.firstForbiddenInFieldValue(bytes.span(at: offset, count: count)) < 0
    }

    /// Adds a field with a value.
    borrowing func add(_ name: HeaderReference, at offset: Int, count: Int, to headers: inout HeaderMap) {
        let value = bytes.span(at: offset, count: count)
        let text = name.name
        if name.id != .other { headers.append(name.id, value) } else { headers.append(name: text.span, value) }
    }

    /// Adds a value to field `index`, behind a comma; what is empty adds none, as in Envoy.
    mutating func join(at offset: Int, count: Int, to headers: inout HeaderMap, index: Int) {
        if count == 0 { return }
        var value = ByteBuffer()
        swap(&value, &joined)
        value.removeAll()
        headers.appendValue(at: index, to: &value)
        if !value.isEmpty { value.append(",") }
        value.append(bytes.span(at: offset, count: count))
        headers.setValue(at: index, value.readable)
        swap(&value, &joined)
    }
}
