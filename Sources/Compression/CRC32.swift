/// The checksum of a gzip member (RFC 1952 §8).
struct CRC32 {
    private var state: UInt32 = ~0

    /// The checksum of all bytes so far.
    var value: UInt32 { ~state }

    private static let table: [UInt32] = (0..<256).map { index -> UInt32 in
        var value = UInt32(index)
        for _ in 0..<8 { value = value & 1 != 0 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
        return value
    }

    mutating func update(_ byte: UInt8) { state = Self.table[Int((state ^ UInt32(byte)) & 0xFF)] ^ state >> 8 }

    mutating func update(_ bytes: Span<UInt8>) {
        let table = Self.table
        var state = self.state
        for index in bytes.indices { state = table[Int((state ^ UInt32(bytes[index])) & 0xFF)] ^ state >> 8 }
        self.state = state
    }
}
