extension Bytes {
    /// Sixteen bytes, or the answers to a question about each (all ones for yes), joined as two words.
    private typealias Block = SIMD16<UInt8>
    private typealias Halves = SIMD2<UInt64>

    /// Offset of the first byte at or after `start` that is no visible ASCII character (0x21 to 0x7e), or the count.
    public static func firstNotVisible(in bytes: Span<UInt8>, from start: Int) -> Int {
        let count = bytes.count
        if start < 0 || start >= count { return count }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
            var at = start
            while at &+ 16 <= count {
                let block = unsafe base.loadUnaligned(fromByteOffset: at, as: Block.self)
                let hits = unsafe unsafeBitCast(
                    (block &- Block(repeating: 0x21)) .> Block(repeating: 0x5d), to: Halves.self)
                if hits[0] != 0 { return at &+ hits[0].trailingZeroBitCount &>> 3 }
                if hits[1] != 0 { return at &+ 8 &+ hits[1].trailingZeroBitCount &>> 3 }
                at &+= 16
            }
            while at < count {
                let byte = unsafe base.load(fromByteOffset: at, as: UInt8.self)
                if byte &- 0x21 > 0x5d { return at }
                at &+= 1
            }
            return count
        }
    }

    /// Whether all bytes are letters, digits or one of `-.:`, as in nearly every host with its port. False means "look
    /// closer", not "wrong".
    public static func isPlainHost(_ bytes: Span<UInt8>) -> Bool {
        let count = bytes.count
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return true }
            let base = unsafe UnsafeRawPointer(start)
            if count < 16 {
                var at = 0
                while at < count {
                    let byte = unsafe base.load(fromByteOffset: at, as: UInt8.self)
                    let isMark = byte &- 0x2d < 14 && byte != 0x2f
                    if (byte | 0x20) &- 0x61 > 25 && !isMark { return false }
                    at &+= 1
                }
                return true
            }
            var at = 0
            while at &+ 16 < count {
                if !isPlainHost(unsafe base.loadUnaligned(fromByteOffset: at, as: Block.self)) { return false }
                at &+= 16
            }
            // The last block overlaps the one before.
            return isPlainHost(unsafe base.loadUnaligned(fromByteOffset: count &- 16, as: Block.self))
        }
    }

    @inline(__always)
    private static func isPlainHost(_ block: Block) -> Bool {
        let folded = (block | Block(repeating: 0x20)) &- Block(repeating: 0x61)
        let letters = unsafe unsafeBitCast(folded .< Block(repeating: 26), to: Halves.self)
        let marks = unsafe unsafeBitCast((block &- Block(repeating: 0x2d)) .< Block(repeating: 14), to: Halves.self)
        let slashes = unsafe unsafeBitCast(block .== Block(repeating: 0x2f), to: Halves.self)
        let plain = (letters | marks) & ~slashes
        return plain[0] & plain[1] == ~0
    }
}
