/// A symbol of a DEFLATE block: a byte, or a length and how far back the bytes stand (RFC 1951 §3.2.5).
struct DeflateToken {
    private let bits: UInt32

    /// A byte.
    init(_ byte: UInt8) { bits = UInt32(byte) }

    /// `length` is 3 to 258, `distance` 1 to 32,768.
    init(length: Int, distance: Int) { bits = 1 << 24 | UInt32(length - 3) << 16 | UInt32(distance) }

    /// Whether it stands for bytes that came before.
    var isMatch: Bool { bits & 1 << 24 != 0 }

    /// The byte.
    var byte: Int { Int(bits & 0xFF) }

    /// The symbol that says the length, and the bits behind it that say it exactly.
    var lengthSymbol: (symbol: Int, extra: UInt32, extraCount: Int) {
        let value = bits >> 16 & 0xFF
        if value == 255 { return (285, 0, 0) }
        if value < 8 { return (257 + Int(value), 0, 0) }
        let top = 31 - value.leadingZeroBitCount
        let count = top - 2
        return (257 + (top - 1) * 4 + Int(value >> UInt32(count) & 3), value & (1 << UInt32(count) - 1), count)
    }

    /// The symbol that says the distance, and the bits behind it that say it exactly.
    var distanceSymbol: (symbol: Int, extra: UInt32, extraCount: Int) {
        let value = (bits & 0xFFFF) - 1
        if value < 4 { return (Int(value), 0, 0) }
        let top = 31 - value.leadingZeroBitCount
        let count = top - 1
        return (2 * top + Int(value >> UInt32(count) & 1), value & (1 << UInt32(count) - 1), count)
    }
}
