internal import Buffers

/// Takes base64 (RFC 4648 §4) off a body that comes in pieces. Each group of four characters stands for itself, so that
/// a padded piece may be followed by another.
struct GRPCWebTextDecoder: BitwiseCopyable {
    private var group: UInt32 = 0
    private var characters = 0
    private var padding = 0

    /// Whether a group has begun and not ended.
    var isInsideGroup: Bool { characters > 0 }

    /// Decodes what has come; false when it is no base64.
    mutating func decode(_ text: Span<UInt8>, into output: inout ByteBuffer) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "=") {
                if characters < 2 { return false }
                padding &+= 1
                group &<<= 6
            } else {
                guard padding == 0, let value = Self.value(byte) else { return false }
                group = group &<< 6 | value
            }
            characters &+= 1
            if characters == 4 { flush(into: &output) }
        }
        return true
    }

    private mutating func flush(into output: inout ByteBuffer) {
        output.append(UInt8(truncatingIfNeeded: group &>> 16))
        if padding < 2 { output.append(UInt8(truncatingIfNeeded: group &>> 8)) }
        if padding < 1 { output.append(UInt8(truncatingIfNeeded: group)) }
        self = Self()
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte &- 0x41)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte &- 0x61 &+ 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte &- 0x30 &+ 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
