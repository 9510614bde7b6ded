extension Bytes {
    /// Offset of the first byte at or after `start` that is no visible ASCII character (0x21 to 0x7e), or the count.
    public static func firstNotVisible(in bytes: Span<UInt8>, from start: Int) -> Int {
        let count = bytes.count
        if start < 0 || start >= count { return count }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
            var at = start
            while at &+ 16 <= count {
                let found = unsafe ByteBlock(at: base + at).firstNotVisible
                at &+= found
                if found < 16 { return at }
            }
            while at < count {
                let byte = unsafe base.load(fromByteOffset: at, as: UInt8.self)
                if byte &- 0x21 > 0x5d { return at }
                at &+= 1
            }
            return count
        }
    }

    /// Offset of the first `?` or `#`, or the count: where the path of a request target ends (RFC 3986 §3.3).
    public static func endOfPath(_ bytes: Span<UInt8>) -> Int {
        let count = bytes.count
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            let base = unsafe UnsafeRawPointer(start)
            var at = 0
            while at &+ 16 <= count {
                let block = unsafe ByteBlock(at: base + at)
                let queries = unsafe block.places(of: UInt8(ascii: "?"))
                let fragments = unsafe block.places(of: UInt8(ascii: "#"))
                if !queries.isEmpty || !fragments.isEmpty {
                    return at &+ min(queries.isEmpty ? 16 : queries.first, fragments.isEmpty ? 16 : fragments.first)
                }
                at &+= 16
            }
            while at < count {
                let byte = unsafe base.load(fromByteOffset: at, as: UInt8.self)
                if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { return at }
                at &+= 1
            }
            return count
        }
    }

    /// A hash of the bytes in lower case, spread over all its bits by `seed`.
    public static func hashIgnoringCase(_ bytes: Span<UInt8>, seed: UInt64) -> UInt64 {
        let count = bytes.count
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            var hash = seed ^ UInt64(truncatingIfNeeded: count)
            guard let start = buffer.baseAddress else { return hash }
            let base = unsafe UnsafeRawPointer(start)
            func mix(_ word: UInt64) {
                let (high, low) = (hash ^ lowercased(word)).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
                hash = high ^ low
            }
            if count >= 8 {
                var at = 0
                while at &+ 8 < count {
                    mix(unsafe base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                    at &+= 8
                }
                mix(unsafe base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
            } else {
                var word: UInt64 = 0
                var at = 0
                while at < count {
                    word = word &<< 8 | UInt64(unsafe base.load(fromByteOffset: at, as: UInt8.self))
                    at &+= 1
                }
                mix(word)
            }
            let (high, low) = (hash ^ seed).multipliedFullWidth(by: 0xff51_afd7_ed55_8ccd)
            return high ^ low
        }
    }

    /// The ASCII lower-case form of eight bytes.
    @inline(__always)
    static func lowercased(_ word: UInt64) -> UInt64 {
        let low = word & 0x7f7f_7f7f_7f7f_7f7f
        let isUpper = ((low &+ 0x3f3f_3f3f_3f3f_3f3f) ^ (low &+ 0x2525_2525_2525_2525)) & ~word & 0x8080_8080_8080_8080
        return word | isUpper &>> 2
    }

    /// Whether no byte is a control byte, a space or DEL, so that it can stand in a request line without ending it.
    public static func hasNoBlankOrControl(_ bytes: Span<UInt8>) -> Bool {
        let count = bytes.count
        if count >= 16 {
            return unsafe bytes.withUnsafeBufferPointer { buffer in
                let base = unsafe UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
                var at = 0
                while at &+ 16 < count {
                    if unsafe ByteBlock(at: base + at).firstBlankOrControl < 16 { return false }
                    at &+= 16
                }
                // The last block overlaps the one before.
                return unsafe ByteBlock(at: base + (count &- 16)).firstBlankOrControl == 16
            }
        }
        return all(bytes) { word in
            let low = word & 0x7f7f_7f7f_7f7f_7f7f
            return (~(low &+ 0x5f5f_5f5f_5f5f_5f5f) | (low &+ 0x0101_0101_0101_0101)) & ~word
        }
    }

    /// Whether all bytes are visible ASCII and none is `#`.
    public static func isVisibleWithoutFragment(_ bytes: Span<UInt8>) -> Bool {
        all(bytes) { word in
            let low = word & 0x7f7f_7f7f_7f7f_7f7f
            let isHash = ~((low ^ 0x2323_2323_2323_2323) &+ 0x7f7f_7f7f_7f7f_7f7f)
            return ~(low &+ 0x5f5f_5f5f_5f5f_5f5f) | (low &+ 0x0101_0101_0101_0101) | isHash | word
        }
    }

    /// Whether all bytes are letters, digits or one of `-.:`, as in nearly every host with its port. False means "look
    /// closer", not "wrong".
    public static func isPlainHost(_ bytes: Span<UInt8>) -> Bool {
        all(bytes) { word in
            let low = word & 0x7f7f_7f7f_7f7f_7f7f
            let folded = low | 0x2020_2020_2020_2020
            let isLetter = (folded &+ 0x1f1f_1f1f_1f1f_1f1f) ^ (folded &+ 0x0505_0505_0505_0505)
            let isDigitOrColon = (low &+ 0x5050_5050_5050_5050) ^ (low &+ 0x4545_4545_4545_4545)
            let isDashOrDot = (low &+ 0x5353_5353_5353_5353) ^ (low &+ 0x5151_5151_5151_5151)
            return ~(isLetter | isDigitOrColon | isDashOrDot) | word
        }
    }

    /// Whether all bytes are letters, digits or one of `-.`, as in nearly every host. False means "look closer", not
    /// "wrong".
    public static func isPlainName(_ bytes: Span<UInt8>) -> Bool {
        all(bytes) { word in
            let low = word & 0x7f7f_7f7f_7f7f_7f7f
            let folded = low | 0x2020_2020_2020_2020
            let isLetter = (folded &+ 0x1f1f_1f1f_1f1f_1f1f) ^ (folded &+ 0x0505_0505_0505_0505)
            let isDigit = (low &+ 0x5050_5050_5050_5050) ^ (low &+ 0x4646_4646_4646_4646)
            let isDashOrDot = (low &+ 0x5353_5353_5353_5353) ^ (low &+ 0x5151_5151_5151_5151)
            return ~(isLetter | isDigit | isDashOrDot) | word
        }
    }

    /// Whether `hits` sets no byte's high bit in any word of `bytes`. The carry of a sum tells there whether a byte is
    /// at least a bound; none leaves its byte, because the summands have seven bits. Words overlap at the end; what a
    /// short run lacks is made up by an "a".
    @inline(__always)
    private static func all(_ bytes: Span<UInt8>, _ hits: (UInt64) -> UInt64) -> Bool {
        let count = bytes.count
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return true }
            let base = unsafe UnsafeRawPointer(start)
            var found: UInt64 = 0
            if count >= 8 {
                var at = 0
                while at &+ 8 < count {
                    found |= hits(unsafe base.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                    at &+= 8
                }
                found |= hits(unsafe base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
            } else if count >= 4 {
                let first = unsafe base.loadUnaligned(as: UInt32.self)
                let last = unsafe base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
                found = hits(UInt64(first) | UInt64(last) &<< 32)
            } else {
                var word: UInt64 = 0x6161_6161_6161_6161
                var at = 0
                while at < count {
                    word = word &<< 8 | UInt64(unsafe base.load(fromByteOffset: at, as: UInt8.self))
                    at &+= 1
                }
                found = hits(word)
            }
            return found & 0x8080_8080_8080_8080 == 0
        }
    }
}
