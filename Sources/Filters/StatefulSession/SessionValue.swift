internal import Buffers

/// The address of an endpoint as clients keep it, with the moment until which it counts: Envoy's message of the fields
/// `address` (1) and `expires` (2), or an address alone, in base64.
struct SessionValue: Equatable {
    /// Such as `10.0.0.1:80`.
    var address: [UInt8]
    /// Seconds since 1970; 0 means for ever.
    var expires: UInt64

    /// A value.
    init(address: [UInt8], expires: UInt64 = 0) {
        self.address = address
        self.expires = expires
    }

    /// Reads what a client has kept; nil when it says nothing.
    init?(message text: Span<UInt8>) {
        guard let bytes = Self.decoded(text) else { return nil }
        var reader = MessageBytes(bytes)
        self = reader.readValue() ?? SessionValue(address: bytes)
        if address.isEmpty { return nil }
    }

    /// Reads an address alone; nil when there is none.
    init?(plain text: Span<UInt8>) {
        guard let bytes = Self.decoded(text), !bytes.isEmpty else { return nil }
        self.init(address: bytes)
    }

    private static func decoded(_ text: Span<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        return Base64Coding.decode(text, .standard, to: &bytes) ? bytes : nil
    }

    /// Writes the message.
    func writeMessage(to text: inout ByteBuffer) {
        var bytes: [UInt8] = [0x0a]
        Self.append(UInt64(address.count), to: &bytes)
        bytes += address
        if expires != 0 {
            bytes.append(0x10)
            Self.append(expires, to: &bytes)
        }
        Base64Coding.encode(bytes.span, .standard, to: &text)
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

/// Takes a protobuf message apart, as far as a session's value needs it. Nothing of it is believed.
private struct MessageBytes {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value; nil when these bytes are no message.
    mutating func readValue() -> SessionValue? {
        var value = SessionValue(address: [])
        while place < bytes.count {
            guard let tag = readNumber(), tag >> 3 != 0, tag <= UInt64(UInt32.max) else { return nil }
            switch tag {
            case 0x0a:
                guard let text = readBytes(), String(validating: text, as: UTF8.self) != nil else { return nil }
                value.address = text
            case 0x10:
                guard let number = readNumber() else { return nil }
                value.expires = number
            default: if !skip(tag & 7) { return nil }
            }
        }
        return value
    }

    /// Passes over a field that nobody knows.
    private mutating func skip(_ kind: UInt64) -> Bool {
        switch kind {
        case 0: return readNumber() != nil
        case 1: return advance(8)
        case 2: return readBytes() != nil
        case 5: return advance(4)
        default: return false
        }
    }

    private mutating func advance(_ count: Int) -> Bool {
        if count > bytes.count - place { return false }
        place += count
        return true
    }

    private mutating func readNumber() -> UInt64? {
        var number: UInt64 = 0
        for index in 0..<10 {
            if place == bytes.count { return nil }
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7f) << UInt64(7 * index)
            if byte < 0x80 { return number }
        }
        return nil
    }

    private mutating func readBytes() -> [UInt8]? {
        guard let count = readNumber(), count <= UInt64(bytes.count - place) else { return nil }
        let start = place
        place += Int(count)
        return Array(bytes[start..<place])
    }
}
