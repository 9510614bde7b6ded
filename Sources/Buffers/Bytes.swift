internal import Glibc

/// Searches and comparisons over bytes; the loops of the request path stand here, next to the memory they read.
public enum Bytes {
    /// Offset of the first `byte` at or after `start`, or -1.
    @inlinable public static func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int {
        let count = bytes.count
        if start < 0 || start >= count { return -1 }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe buffer.baseAddress.unsafelyUnwrapped
            return unsafe find(byte, base, start, count)
        }
    }

    @unsafe @usableFromInline
    static func find(_ byte: UInt8, _ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Int {
        guard let hit = unsafe memchr(base + start, Int32(byte), count - start) else { return -1 }
        return unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
    }

    /// Whether both hold the same bytes.
    @inlinable public static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        let count = left.count
        if count != right.count { return false }
        if count == 0 { return true }
        return unsafe left.withUnsafeBufferPointer { a in
            unsafe right.withUnsafeBufferPointer { b in
                unsafe same(a.baseAddress.unsafelyUnwrapped, b.baseAddress.unsafelyUnwrapped, count)
            }
        }
    }

    /// Whether `bytes` are the literal's.
    @inlinable public static func equal(_ bytes: Span<UInt8>, _ literal: StaticString) -> Bool {
        let count = bytes.count
        if count != literal.utf8CodeUnitCount { return false }
        if count == 0 { return true }
        return unsafe bytes.withUnsafeBufferPointer { a in
            unsafe same(a.baseAddress.unsafelyUnwrapped, literal.utf8Start, count)
        }
    }

    /// Whether `bytes` are the literal's, ASCII letters compared without case. The literal is lower case.
    @inlinable public static func equalIgnoringCase(_ bytes: Span<UInt8>, _ literal: StaticString) -> Bool {
        let count = bytes.count
        if count != literal.utf8CodeUnitCount { return false }
        var i = 0
        while i < count {
            if unsafe lowercased(bytes[unchecked: i]) != literal.utf8Start[i] { return false }
            i &+= 1
        }
        return true
    }

    /// Whether `bytes` start with `prefix`.
    @inlinable public static func hasPrefix(_ bytes: Span<UInt8>, _ prefix: Span<UInt8>) -> Bool {
        let count = prefix.count
        if bytes.count < count { return false }
        return equal(bytes.extracting(first: count), prefix)
    }

    @unsafe @inlinable
    static func same(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        let left = unsafe UnsafeRawPointer(a)
        let right = unsafe UnsafeRawPointer(b)
        if count >= 8 {
            var i = 0
            while i &+ 8 < count {
                if unsafe left.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                    != right.loadUnaligned(fromByteOffset: i, as: UInt64.self)
                {
                    return false
                }
                i &+= 8
            }
            // The last word overlaps the one before.
            return unsafe left.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        }
        if count >= 4 {
            return unsafe left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
                && left.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
                    == right.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
        }
        var i = 0
        while i < count {
            if unsafe a[i] != b[i] { return false }
            i &+= 1
        }
        return true
    }

    /// The ASCII lower-case form of a byte.
    @inlinable public static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// The bytes without the spaces and tabs at both ends (RFC 9110 §5.6.3).
    @inlinable @_lifetime(copy bytes)
    public static func trimmed(_ bytes: Span<UInt8>) -> Span<UInt8> {
        var (start, end) = (0, bytes.count)
        while start < end && (bytes[start] == 0x20 || bytes[start] == 0x09) { start &+= 1 }
        while end > start && (bytes[end &- 1] == 0x20 || bytes[end &- 1] == 0x09) { end &-= 1 }
        return bytes.extracting(start..<end)
    }

    /// Offset of the first byte that no header value may hold (control bytes but TAB, and DEL), or -1. RFC 9110 §5.5.
    public static func firstForbiddenInFieldValue(_ bytes: Span<UInt8>) -> Int {
        let count = bytes.count
        if count == 0 { return -1 }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
            var i = 0
            while i &+ 16 <= count {
                if unsafe !ByteBlock(at: base + i).controls.isEmpty {
                    // TAB also lands here; decide byte by byte.
                    let hit = unsafe firstForbidden(base, from: i, to: i &+ 16)
                    if hit >= 0 { return hit }
                }
                i &+= 16
            }
            if i == count { return -1 }
            if count >= 16 {
                // The last words overlap those before.
                if unsafe ByteBlock(at: base + (count &- 16)).controls.isEmpty { return -1 }
            } else if count >= 8 {
                let first = unsafe base.loadUnaligned(as: UInt64.self)
                let second = unsafe base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
                if controlLanes(first) | controlLanes(second) == 0 { return -1 }
            }
            return unsafe firstForbidden(base, from: i, to: count)
        }
    }

    /// High bits at bytes below 0x20 and at 0x7f; a borrow may add one behind a hit, never hide one.
    @inline(__always)
    static func controlLanes(_ word: UInt64) -> UInt64 {
        let del = word ^ 0x7f7f_7f7f_7f7f_7f7f
        let low = (word &- 0x2020_2020_2020_2020) & ~word
        return (low | ((del &- 0x0101_0101_0101_0101) & ~del)) & 0x8080_8080_8080_8080
    }

    @unsafe
    private static func firstForbidden(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
        var i = start
        while i < end {
            let byte = unsafe base.load(fromByteOffset: i, as: UInt8.self)
            if (byte < 0x20 && byte != 0x09) || byte == 0x7f { return i }
            i &+= 1
        }
        return -1
    }

    /// Whether a byte may stand in a token, such as a method or a field name (RFC 9110 §5.6.2).
    @inlinable public static func isToken(_ byte: UInt8) -> Bool {
        // One bit a character: the 64 below `@`, then the 64 from it on.
        let set: UInt64 = byte & 0x40 == 0 ? 0x03ff6cfa00000000 : 0x57ffffffc7fffffe
        return byte < 0x80 && (set &>> UInt64(byte & 63)) & 1 != 0
    }
}
