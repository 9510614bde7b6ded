public import Buffers

/// Texts between the quotes of a JSON string (RFC 8259 §7), and numbers, in Envoy's spelling.
public enum JSONEscape {
    /// Appends a text, escaped. Bytes that are no UTF-8 make every byte above 0x7f a character of Latin-1.
    public static func append(_ text: Span<UInt8>, to buffer: inout ByteBuffer) {
        let escapesHighBytes = !isUTF8(text)
        var start = 0
        for index in text.indices {
            let byte = text[index]
            guard needsEscape(byte) || (byte >= 0x80 && escapesHighBytes) else { continue }
            buffer.append(text.extracting(start..<index))
            buffer.append(jsonEscape: byte)
            start = index + 1
        }
        buffer.append(text.extracting(start..<text.count))
    }

    /// Escapes what was appended behind `mark`, if it needs it; `scratch` is room to copy into.
    public static func escape(from mark: Int, in buffer: inout ByteBuffer, scratch: inout ByteBuffer) {
        let count = buffer.count - mark
        if isPlain(buffer.span(at: mark, count: count)) { return }
        scratch.removeAll()
        scratch.append(buffer.span(at: mark, count: count))
        buffer.truncate(to: mark)
        append(scratch.readable, to: &buffer)
    }

    /// Whether nothing has to be escaped or looked at more closely.
    private static func isPlain(_ text: Span<UInt8>) -> Bool {
        for index in text.indices where needsEscape(text[index]) || text[index] >= 0x80 { return false }
        return true
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Whether a text is well-formed UTF-8 (RFC 3629 §4).
    private static func isUTF8(_ text: Span<UInt8>) -> Bool {
        var index = 0
        while index < text.count {
            let first = text[index]
            index += 1
            if first < 0x80 { continue }
            let (length, lowest, highest): (Int, UInt8, UInt8)
            switch first {
            case 0xc2...0xdf: (length, lowest, highest) = (1, 0x80, 0xbf)
            case 0xe0: (length, lowest, highest) = (2, 0xa0, 0xbf)
            case 0xed: (length, lowest, highest) = (2, 0x80, 0x9f)
            case 0xe1...0xef: (length, lowest, highest) = (2, 0x80, 0xbf)
            case 0xf0: (length, lowest, highest) = (3, 0x90, 0xbf)
            case 0xf1...0xf3: (length, lowest, highest) = (3, 0x80, 0xbf)
            case 0xf4: (length, lowest, highest) = (3, 0x80, 0x8f)
            default: return false
            }
            guard length <= text.count - index, text[index] >= lowest, text[index] <= highest else { return false }
            for place in 1..<max(length, 1) where text[index + place] & 0xc0 != 0x80 { return false }
            index += length
        }
        return true
    }

    // MARK: - Numbers

    /// The shortest text of a number that means it: plain, or with an exponent where that is shorter.
    public static func number(_ value: Double) -> String {
        if value.isNaN { return "null" }
        // No JSON, but what Envoy writes.
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        if value == 0 { return value.sign == .minus ? "-0" : "0" }
        let (digits, exponent) = decimal(abs(value))
        let sign = value < 0 ? "-" : ""
        let head = String(digits.prefix(1))
        let rest = digits.count > 1 ? "." + digits.dropFirst() : ""
        let power = exponent < 0 ? -exponent : exponent
        let scientific = head + rest + (exponent < 0 ? "e-" : "e+") + (power < 10 ? "0\(power)" : "\(power)")
        guard let plain = plain(abs(value), digits, exponent), plain.utf8.count <= scientific.utf8.count else {
            return sign + scientific
        }
        return sign + plain
    }

    /// The digits that identify a number, the first before the point, and the power of ten.
    private static func decimal(_ value: Double) -> (digits: String, exponent: Int) {
        let parts = value.description.split(separator: "e")
        let mantissa = parts.first.map(String.init) ?? "0"
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let point = mantissa.firstIndex(of: ".").map { mantissa.distance(from: mantissa.startIndex, to: $0) }
        exponent += (point ?? mantissa.count) - 1
        var digits = mantissa.filter { $0 != "." }
        while digits.count > 1 && digits.hasPrefix("0") {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1 && digits.hasSuffix("0") { digits.removeLast() }
        return (digits, exponent)
    }

    /// The number without an exponent; nil for a whole one that is too large.
    private static func plain(_ value: Double, _ digits: String, _ exponent: Int) -> String? {
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + digits }
        if digits.count <= exponent + 1 { return UInt64(exactly: value).map { "\($0)" } }
        return String(digits.prefix(exponent + 1)) + "." + digits.dropFirst(exponent + 1)
    }
}
