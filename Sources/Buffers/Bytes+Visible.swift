extension Bytes {
    /// Offset of the first byte at or after `start` that is no visible ASCII character (0x21 to 0x7e), or the count.
    public static func firstNotVisible(in bytes: Span<UInt8>, from start: Int) -> Int {
        let count = bytes.count
        if start < 0 || start >= count { return count }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
            var at = start
            while at &+ 8 <= count {
                let word = unsafe base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                // A borrow or carry between bytes may only add hits above the lowest one, which is exact.
                let below = (word &- 0x2121_2121_2121_2121) & ~word
                let above = word | (word &+ 0x0101_0101_0101_0101)
                let hits = (below | above) & 0x8080_8080_8080_8080
                if hits != 0 { return at &+ hits.trailingZeroBitCount &>> 3 }
                at &+= 8
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
        if count == 0 { return true }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
            if count < 8 {
                var at = 0
                var rest: UInt64 = 0x6161_6161_6161_6161
                while at < count {
                    rest = rest &<< 8 | UInt64(unsafe base.load(fromByteOffset: at, as: UInt8.self))
                    at &+= 1
                }
                return otherThanHost(rest) == 0
            }
            var at = 0
            while at &+ 8 < count {
                if unsafe otherThanHost(base.loadUnaligned(fromByteOffset: at, as: UInt64.self)) != 0 { return false }
                at &+= 8
            }
            // The last word overlaps the one before.
            return unsafe otherThanHost(base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)) == 0
        }
    }

    /// High bits at bytes that are no letter and not in `-` to `:` or are `/`. The sums below carry into a byte's own
    /// high bit only, since its low seven bits are taken alone.
    @inline(__always)
    private static func otherThanHost(_ word: UInt64) -> UInt64 {
        let low = word & 0x7f7f_7f7f_7f7f_7f7f
        let folded = low | 0x2020_2020_2020_2020
        let letter = (folded &+ 0x1f1f_1f1f_1f1f_1f1f) & ~(folded &+ 0x0505_0505_0505_0505)
        let mark = (low &+ 0x5353_5353_5353_5353) & ~(low &+ 0x4545_4545_4545_4545)
        let slash = ~((low ^ 0x2f2f_2f2f_2f2f_2f2f) &+ 0x7f7f_7f7f_7f7f_7f7f)
        return (word | ~(letter | mark) | slash) & 0x8080_8080_8080_8080
    }
}
