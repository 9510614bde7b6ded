extension ByteBuffer {
    /// Appends one byte.
    @inlinable public mutating func append(_ byte: UInt8) {
        reserve(1)
        unsafe base.unsafelyUnwrapped[writeIndex] = byte
        writeIndex &+= 1
    }

    /// Appends bytes; growth is amortised.
    @inlinable public mutating func append(_ bytes: Span<UInt8>) {
        let count = bytes.count
        if count == 0 { return }
        reserve(count)
        unsafe bytes.withUnsafeBufferPointer { source in
            unsafe Self.copy(source.baseAddress.unsafelyUnwrapped, to: base.unsafelyUnwrapped + writeIndex, count)
        }
        writeIndex &+= count
    }

    /// Appends what stands behind a name in a field line: colon, space, `value`, CR LF.
    public mutating func append(fieldValue value: Span<UInt8>) {
        let count = value.count
        reserve(count &+ 4)
        let start = unsafe base.unsafelyUnwrapped + writeIndex
        unsafe UnsafeMutableRawPointer(start).storeBytes(of: UInt16(0x203a).littleEndian, as: UInt16.self)
        unsafe value.withUnsafeBufferPointer { source in
            if let from = source.baseAddress { unsafe Self.copy(from, to: start + 2, count) }
        }
        unsafe UnsafeMutableRawPointer(start).storeBytes(
            of: UInt16(0x0a0d).littleEndian, toByteOffset: count &+ 2, as: UInt16.self)
        writeIndex &+= count &+ 4
    }

    /// Copies bytes that do not overlap; names, numbers and separators are too short to be worth a call.
    @unsafe @inlinable @inline(__always)
    static func copy(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, _ count: Int) {
        let from = unsafe UnsafeRawPointer(source)
        let to = UnsafeMutableRawPointer(target)
        if count > 32 {
            unsafe to.copyMemory(from: from, byteCount: count)
        } else if count >= 16 {
            let first = unsafe from.loadUnaligned(as: SIMD2<UInt64>.self)
            let last = unsafe from.loadUnaligned(fromByteOffset: count &- 16, as: SIMD2<UInt64>.self)
            unsafe to.storeBytes(of: first, as: SIMD2<UInt64>.self)
            unsafe to.storeBytes(of: last, toByteOffset: count &- 16, as: SIMD2<UInt64>.self)
        } else if count >= 8 {
            // Two words that overlap in the middle.
            let first = unsafe from.loadUnaligned(as: UInt64.self)
            let last = unsafe from.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
            unsafe to.storeBytes(of: first, as: UInt64.self)
            unsafe to.storeBytes(of: last, toByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            let first = unsafe from.loadUnaligned(as: UInt32.self)
            let last = unsafe from.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
            unsafe to.storeBytes(of: first, as: UInt32.self)
            unsafe to.storeBytes(of: last, toByteOffset: count &- 4, as: UInt32.self)
        } else if count >= 2 {
            let first = unsafe from.loadUnaligned(as: UInt16.self)
            let last = unsafe source[count &- 1]
            unsafe to.storeBytes(of: first, as: UInt16.self)
            unsafe target[count &- 1] = last
        } else if count == 1 {
            unsafe target[0] = source[0]
        }
    }

    /// Appends the first `count` bytes of a word, at most eight, in the order in which a little-endian machine stores
    /// them.
    @inlinable @inline(__always)
    public mutating func append(word: UInt64, count: Int) {
        precondition(count >= 0 && count <= 8, "a word has eight bytes")
        // Stored whole; what lies behind the last byte is written over later.
        reserve(8)
        unsafe UnsafeMutableRawPointer(base.unsafelyUnwrapped + writeIndex).storeBytes(
            of: word.littleEndian, as: UInt64.self)
        writeIndex &+= count
    }

    /// Appends bytes; growth is amortised.
    @inlinable public mutating func append(_ bytes: [UInt8]) { append(bytes.span) }

    /// Appends a copy of `count` of our own readable bytes from `offset`.
    @inlinable public mutating func append(copying offset: Int, count: Int) {
        precondition(offset >= 0 && count >= 0 && offset <= self.count &- count, "copying bytes that are not readable")
        if count == 0 { return }
        reserve(count)
        let base = unsafe base.unsafelyUnwrapped
        unsafe Self.copy(base + readIndex + offset, to: base + writeIndex, count)
        writeIndex &+= count
    }

    /// Appends a literal. Inlined, so that it comes to a few stores of constants.
    @inlinable @inline(__always)
    public mutating func append(_ literal: StaticString) {
        let count = literal.utf8CodeUnitCount
        if count == 0 { return }
        reserve(count)
        unsafe Self.copy(literal.utf8Start, to: base.unsafelyUnwrapped + writeIndex, count)
        writeIndex &+= count
    }

    /// Appends a string's UTF-8. Not for the request path.
    @_disfavoredOverload  // So that a literal stays a `StaticString`.
    public mutating func append(_ string: String) {
        var string = string
        string.withUTF8 { bytes in
            guard let from = bytes.baseAddress, bytes.count > 0 else { return }
            reserve(bytes.count)
            unsafe (base.unsafelyUnwrapped + writeIndex).update(from: from, count: bytes.count)
            writeIndex &+= bytes.count
        }
    }

    /// Appends `value` in decimal.
    @inlinable public mutating func append(decimal value: UInt64) {
        reserve(20)
        if value < 1_000 {
            appendShort(decimal: UInt32(truncatingIfNeeded: value))
            return
        }
        var digits = 1
        var bound: UInt64 = 10
        while digits < 20 && value >= bound {
            digits &+= 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        var rest = value
        var at = writeIndex &+ digits
        writeIndex = at
        repeat {
            at &-= 1
            unsafe base.unsafelyUnwrapped[at] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest != 0
    }

    /// Appends a number below 1,000; there is room for its digits.
    @inlinable @inline(__always)
    mutating func appendShort(decimal value: UInt32) {
        let place = unsafe base.unsafelyUnwrapped + writeIndex
        let tens = value / 10
        let last = 0x30 &+ UInt8(truncatingIfNeeded: value &- tens &* 10)
        if value < 10 {
            unsafe place[0] = last
            writeIndex &+= 1
        } else if value < 100 {
            unsafe place[0] = 0x30 &+ UInt8(truncatingIfNeeded: tens)
            unsafe place[1] = last
            writeIndex &+= 2
        } else {
            let hundreds = tens / 10
            unsafe place[0] = 0x30 &+ UInt8(truncatingIfNeeded: hundreds)
            unsafe place[1] = 0x30 &+ UInt8(truncatingIfNeeded: tens &- hundreds &* 10)
            unsafe place[2] = last
            writeIndex &+= 3
        }
    }

    /// Appends `value` in decimal.
    @inlinable public mutating func append(decimal value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(decimal: UInt64(value.magnitude))
    }

    /// Appends `value` in lower-case hexadecimal without leading zeros.
    @inlinable public mutating func append(hexadecimal value: UInt64) {
        var shift = max(0, (63 &- value.leadingZeroBitCount) / 4 &* 4)
        while shift >= 0 {
            let nibble = UInt8(truncatingIfNeeded: value &>> UInt64(shift)) & 0xf
            append(nibble < 10 ? 0x30 &+ nibble : 0x57 &+ nibble)
            shift &-= 4
        }
    }

    /// Appends the lowest `digits` (1 to 16) hexadecimal digits of `value`, leading zeros included.
    public mutating func append(hexadecimal value: UInt64, digits: Int) {
        precondition(digits >= 1 && digits <= 16, "a number has 1 to 16 digits")
        reserve(16)
        let place = unsafe UnsafeMutableRawPointer(base.unsafelyUnwrapped + writeIndex)
        let top = value &<< UInt64(truncatingIfNeeded: (16 &- digits) &* 4)
        // Both words are stored whole; what lies behind the last digit is written over later.
        unsafe place.storeBytes(of: Self.hexadecimal(UInt32(truncatingIfNeeded: top &>> 32)), as: UInt64.self)
        if digits > 8 {
            unsafe place.storeBytes(
                of: Self.hexadecimal(UInt32(truncatingIfNeeded: top)), toByteOffset: 8, as: UInt64.self)
        }
        writeIndex &+= digits
    }

    /// Appends 16 bytes as a UUID is written, `01234567-89ab-cdef-0123-456789abcdef`, the highest first (RFC 9562 §4).
    public mutating func append(uuid high: UInt64, _ low: UInt64) {
        reserve(36)
        let place = unsafe UnsafeMutableRawPointer(base.unsafelyUnwrapped + writeIndex)
        let second = Self.hexadecimal(UInt32(truncatingIfNeeded: high))
        let third = Self.hexadecimal(UInt32(truncatingIfNeeded: low &>> 32))
        let hyphen = UInt8(ascii: "-")
        unsafe place.storeBytes(of: Self.hexadecimal(UInt32(truncatingIfNeeded: high &>> 32)), as: UInt64.self)
        unsafe place.storeBytes(of: hyphen, toByteOffset: 8, as: UInt8.self)
        unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: second), toByteOffset: 9, as: UInt32.self)
        unsafe place.storeBytes(of: hyphen, toByteOffset: 13, as: UInt8.self)
        unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: second &>> 32), toByteOffset: 14, as: UInt32.self)
        unsafe place.storeBytes(of: hyphen, toByteOffset: 18, as: UInt8.self)
        unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: third), toByteOffset: 19, as: UInt32.self)
        unsafe place.storeBytes(of: hyphen, toByteOffset: 23, as: UInt8.self)
        unsafe place.storeBytes(of: UInt32(truncatingIfNeeded: third &>> 32), toByteOffset: 24, as: UInt32.self)
        let fourth = Self.hexadecimal(UInt32(truncatingIfNeeded: low))
        unsafe place.storeBytes(of: fourth, toByteOffset: 28, as: UInt64.self)
        writeIndex &+= 36
    }

    /// Eight digits as they lie in memory: one nibble a byte, the highest first, then `0` or `a` - 10 added to each.
    @inline(__always)
    private static func hexadecimal(_ value: UInt32) -> UInt64 {
        var spread = UInt64(value)
        spread = (spread | spread &<< 16) & 0x0000_ffff_0000_ffff
        spread = (spread | spread &<< 8) & 0x00ff_00ff_00ff_00ff
        spread = (spread | spread &<< 4) & 0x0f0f_0f0f_0f0f_0f0f
        let isLetter = ((spread &+ 0x0606_0606_0606_0606) &>> 4) & 0x0101_0101_0101_0101
        return (spread &+ 0x3030_3030_3030_3030 &+ isLetter &* 0x27).byteSwapped
    }

    /// Moves all readable bytes of `other` behind ours. When we are empty, the storage itself changes hands.
    @inlinable public mutating func append(moving other: inout ByteBuffer) {
        if isEmpty {
            swap(&self, &other)
        } else {
            append(other.readable)
        }
        other.removeAll()
    }

    /// Makes a capital of each ASCII letter, from `start` on, that no letter or digit precedes.
    public mutating func capitalizeWords(from start: Int) {
        guard let base = unsafe base else { return }
        var isInWord = false
        var index = readIndex &+ max(start, 0)
        while index < writeIndex {
            let byte = unsafe base[index]
            let isLower = byte &- 0x61 < 26
            if isLower && !isInWord { unsafe base[index] = byte &- 0x20 }
            isInWord = isLower || byte &- 0x41 < 26 || byte &- 0x30 < 10
            index &+= 1
        }
    }
}
