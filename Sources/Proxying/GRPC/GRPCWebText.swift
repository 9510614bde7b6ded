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

/// Writes a gRPC body as base64 while it comes: each message by itself, padded at its end.
struct GRPCWebTextEncoder: BitwiseCopyable {
    private var group: UInt32 = 0
    private var bytes = 0
    private var prefix = GRPCPrefix()
    private var left: UInt64 = 0
    private var isInsideMessage = false

    /// Encodes what has come of messages.
    mutating func encode(_ data: Span<UInt8>, into output: inout ByteBuffer) {
        for index in data.indices {
            let byte = data[index]
            put(byte, into: &output)
            if isInsideMessage {
                left &-= 1
            } else if prefix.take(byte) {
                left = prefix.length
                isInsideMessage = true
                prefix = GRPCPrefix()
            }
            if isInsideMessage && left == 0 {
                isInsideMessage = false
                pad(into: &output)
            }
        }
    }

    /// Encodes a whole that is no message, such as a frame of trailers.
    mutating func encodeWhole(_ data: Span<UInt8>, into output: inout ByteBuffer) {
        pad(into: &output)
        for index in data.indices { put(data[index], into: &output) }
        pad(into: &output)
    }

    private mutating func put(_ byte: UInt8, into output: inout ByteBuffer) {
        group = group &<< 8 | UInt32(byte)
        bytes &+= 1
        if bytes == 3 { flush(into: &output) }
    }

    /// Ends what has been put so far.
    private mutating func pad(into output: inout ByteBuffer) {
        if bytes == 0 { return }
        group &<<= UInt32(8 &* (3 &- bytes))
        flush(into: &output)
    }

    private mutating func flush(into output: inout ByteBuffer) {
        output.append(Self.character(group &>> 18))
        output.append(Self.character(group &>> 12))
        output.append(bytes > 1 ? Self.character(group &>> 6) : UInt8(ascii: "="))
        output.append(bytes > 2 ? Self.character(group) : UInt8(ascii: "="))
        group = 0
        bytes = 0
    }

    private static func character(_ bits: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: bits & 63)
        switch value {
        case 0..<26: return 0x41 &+ value
        case 26..<52: return 0x61 &+ value &- 26
        case 52..<62: return 0x30 &+ value &- 52
        case 62: return UInt8(ascii: "+")
        default: return UInt8(ascii: "/")
        }
    }
}
