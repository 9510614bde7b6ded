/// Base64 as Envoy reads it: the standard alphabet and the one for URLs, mixed if need be, padded in full or not
/// at all.
enum Base64 {
    /// The bytes of a text; nil when it is not base64.
    static func decode(_ text: String) -> [UInt8]? {
        var digits = text.utf8[...]
        if digits.last == UInt8(ascii: "=") {
            if digits.count % 4 != 0 { return nil }
            digits = digits.dropLast()
            if digits.last == UInt8(ascii: "=") { digits = digits.dropLast() }
        }
        if digits.count % 4 == 1 { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(digits.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        var count = 0
        for byte in digits {
            guard let digit = value(of: byte) else { return nil }
            bits = (bits << 6 | digit) & 0xFF_FFFF
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte &- UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte &- UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
