internal import Buffers

/// Texts between the quotes of a JSON string (RFC 8259 §7), in Envoy's spelling.
enum JSONEscape {
    /// Appends a text, escaped.
    static func append(_ text: Span<UInt8>, to buffer: inout ByteBuffer) {
        var start = 0
        for index in text.indices where needsEscape(text[index]) {
            buffer.append(text.extracting(start..<index))
            append(text[index], to: &buffer)
            start = index + 1
        }
        buffer.append(text.extracting(start..<text.count))
    }

    /// Escapes what was appended behind `mark`, if it needs it; `scratch` is room to copy into.
    static func escape(from mark: Int, in buffer: inout ByteBuffer, scratch: inout ByteBuffer) {
        let count = buffer.count - mark
        let isClean = firstToEscape(buffer.span(at: mark, count: count)) < 0
        if isClean { return }
        scratch.removeAll()
        scratch.append(buffer.span(at: mark, count: count))
        buffer.truncate(to: mark)
        append(scratch.readable, to: &buffer)
    }

    private static func firstToEscape(_ text: Span<UInt8>) -> Int {
        for index in text.indices where needsEscape(text[index]) { return index }
        return -1
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
    }

    private static func append(_ byte: UInt8, to buffer: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\""): buffer.append("\\\"")
        case UInt8(ascii: "\\"): buffer.append("\\\\")
        case 0x08: buffer.append("\\b")
        case 0x09: buffer.append("\\t")
        case 0x0a: buffer.append("\\n")
        case 0x0c: buffer.append("\\f")
        case 0x0d: buffer.append("\\r")
        default:
            buffer.append("\\u00")
            buffer.append(hexadecimal: UInt64(byte), digits: 2)
        }
    }
}
