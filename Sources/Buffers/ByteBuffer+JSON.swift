extension ByteBuffer {
    /// Appends a text as it stands between the quotes of a JSON string (RFC 8259 §7). Bytes above 0x7f stay as they
    /// are.
    public mutating func append(escapingJSON text: Span<UInt8>) {
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                append(jsonEscape: byte)
            } else {
                append(byte)
            }
        }
    }

    /// Appends the escape that stands for a byte in a JSON string, whether it needs one or not: the short one where
    /// there is one, else its number as a character's.
    public mutating func append(jsonEscape byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"" as StaticString)
        case UInt8(ascii: "\\"): append("\\\\" as StaticString)
        case 0x08: append("\\b" as StaticString)
        case 0x09: append("\\t" as StaticString)
        case 0x0a: append("\\n" as StaticString)
        case 0x0c: append("\\f" as StaticString)
        case 0x0d: append("\\r" as StaticString)
        default:
            append("\\u" as StaticString)
            append(hexadecimal: UInt64(byte), digits: 4)
        }
    }
}
