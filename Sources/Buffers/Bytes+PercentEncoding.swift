extension Bytes {
    /// The byte that a percent sign at `index` and two hexadecimal digits stand for (RFC 3986 §2.1); nil when there is
    /// no such encoding.
    @inlinable public static func percentDecoded(_ text: Span<UInt8>, at index: Int) -> UInt8? {
        guard index &+ 2 < text.count, text[index] == UInt8(ascii: "%"),
            let high = text[index &+ 1].hexadecimalDigit, let low = text[index &+ 2].hexadecimalDigit
        else { return nil }
        return high << 4 | low
    }

    /// Whether a byte means the same in a URI with its percent-encoding and without (RFC 3986 §2.3).
    @inlinable public static func isUnreserved(_ byte: UInt8) -> Bool {
        if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 { return true }
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "~")
    }
}

extension ByteBuffer {
    /// Appends a byte's percent-encoding, in capitals (RFC 3986 §2.1).
    public mutating func append(percentEncoding byte: UInt8) {
        append(UInt8(ascii: "%"))
        let (high, low) = (byte &>> 4, byte & 15)
        append(high < 10 ? 0x30 &+ high : 0x37 &+ high)
        append(low < 10 ? 0x30 &+ low : 0x37 &+ low)
    }
}
