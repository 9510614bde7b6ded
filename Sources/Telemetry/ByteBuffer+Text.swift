internal import Buffers

extension ByteBuffer {
    /// Appends a number in decimal with leading zeros.
    mutating func append(padded value: Int, _ digits: Int) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            append(0x30 &+ UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends a text with line feeds and carriage returns written as `\n` and `\r`.
    mutating func append(escapingLineFeeds text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): append("\\n" as StaticString)
            case UInt8(ascii: "\r"): append("\\r" as StaticString)
            default: append(byte)
            }
        }
    }

    /// Appends what stands behind the last slash of a path.
    mutating func append(fileName path: StaticString) {
        let text = path.description.utf8
        let start = text.lastIndex(of: UInt8(ascii: "/")).map { text.index(after: $0) } ?? text.startIndex
        for byte in text[start...] { append(byte) }
    }

    /// Appends a number as Envoy's text pages show it: the fewest digits that identify it, no exponent below 10^16.
    mutating func append(plain value: Double) {
        if value.isNaN {
            append("nan" as StaticString)
        } else if value >= 0 && value < 1e16 && value == value.rounded(.down) {
            append(decimal: UInt64(value))
        } else {
            append(value.description)
        }
    }
}
