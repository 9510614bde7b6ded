/// Base64 as Envoy reads it in tokens and keys: the alphabet of URLs, with white space anywhere, padding in full or
/// none, and whatever bits are left over.
///
/// Some issuers pad, though RFC 7515 §2 says that they must not.
enum TokenText {
    /// The bytes of a text; nil when it is not base64.
    static func bytes(of text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        var digits = 0
        var padding = 0
        for byte in text {
            if isSpace(byte) { continue }
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let digit = value(of: byte) else { return nil }
            bits = bits << 6 | digit
            digits += 1
            if digits % 4 == 0 {
                for shift: UInt32 in [16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
                bits = 0
            }
        }
        switch digits % 4 {
        case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3: for shift: UInt32 in [10, 2] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        case 1: return nil
        default: break
        }
        return padding == 0 || padding == (4 - digits % 4) % 4 ? bytes : nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
