/// Base64 of bytes (RFC 4648 §4 and §5).
public enum Base64Coding {
    /// Which alphabet a text has.
    public enum Alphabet: Sendable {
        /// `+` and `/`, padded in full.
        case standard
        /// `+` and `/`, without padding.
        case bare
        /// `-` and `_`, without padding.
        case url
    }

    /// Appends the bytes of a text to `bytes`; false, with nothing of use appended, when it is not base64.
    public static func decode(_ text: Span<UInt8>, _ alphabet: Alphabet, to bytes: inout [UInt8]) -> Bool {
        var end = text.count
        if alphabet == .standard {
            if end % 4 != 0 { return false }
            if end > 0 && text[end - 1] == UInt8(ascii: "=") { end -= 1 }
            if end > 0 && end < text.count && text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        }
        if end % 4 == 1 { return false }
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for index in 0..<end {
            guard let digit = value(of: text[index], alphabet) else { return false }
            bits = (bits << 6 | digit) & 0xff_ffff
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        // What is left over must be nothing.
        return bits & ((1 << count) - 1) == 0
    }

    /// Appends the text of some bytes.
    public static func encode(_ bytes: Span<UInt8>, _ alphabet: Alphabet, to text: inout ByteBuffer) {
        var index = 0
        while index < bytes.count {
            let left = min(bytes.count - index, 3)
            var word = UInt32(bytes[index]) << 16
            if left > 1 { word |= UInt32(bytes[index + 1]) << 8 }
            if left > 2 { word |= UInt32(bytes[index + 2]) }
            for place in 0..<4 {
                if place <= left {
                    text.append(digit(word >> UInt32(18 - 6 * place) & 63, alphabet))
                } else if alphabet == .standard {
                    text.append(UInt8(ascii: "="))
                }
            }
            index += 3
        }
    }

    private static func value(of byte: UInt8, _ alphabet: Alphabet) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte &- UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte &- UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): alphabet != .url ? 62 : nil
        case UInt8(ascii: "/"): alphabet != .url ? 63 : nil
        case UInt8(ascii: "-"): alphabet == .url ? 62 : nil
        case UInt8(ascii: "_"): alphabet == .url ? 63 : nil
        default: nil
        }
    }

    private static func digit(_ value: UInt32, _ alphabet: Alphabet) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        switch value {
        case 0..<26: return UInt8(ascii: "A") + value
        case 26..<52: return UInt8(ascii: "a") + (value - 26)
        case 52..<62: return UInt8(ascii: "0") + (value - 52)
        case 62: return alphabet != .url ? UInt8(ascii: "+") : UInt8(ascii: "-")
        default: return alphabet != .url ? UInt8(ascii: "/") : UInt8(ascii: "_")
        }
    }
}
