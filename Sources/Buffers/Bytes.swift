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
        var i = 0
        while i &+ 8 <= count {
            let x = unsafe UnsafeRawPointer(a + i).loadUnaligned(as: UInt64.self)
            let y = unsafe UnsafeRawPointer(b + i).loadUnaligned(as: UInt64.self)
            if x != y { return false }
            i &+= 8
        }
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

    /// Offset of the first byte that no header value may hold (control bytes but TAB, and DEL), or -1. RFC 9110 §5.5.
    @inlinable public static func firstForbiddenInFieldValue(_ bytes: Span<UInt8>) -> Int {
        let count = bytes.count
        if count == 0 { return -1 }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe buffer.baseAddress.unsafelyUnwrapped
            var i = 0
            while i &+ 8 <= count {
                let word = unsafe UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self)
                // A byte below 0x20 borrows into its high bit; a byte equal to 0x7f does so after the exclusive or.
                let low = (word &- 0x2020_2020_2020_2020) & ~word
                let del = word ^ 0x7f7f_7f7f_7f7f_7f7f
                let delete = (del &- 0x0101_0101_0101_0101) & ~del
                if (low | delete) & 0x8080_8080_8080_8080 != 0 {
                    // TAB also lands here; decide byte by byte.
                    var j = i
                    while j < i &+ 8 {
                        if unsafe isForbiddenInFieldValue(base[j]) { return j }
                        j &+= 1
                    }
                }
                i &+= 8
            }
            while i < count {
                if unsafe isForbiddenInFieldValue(base[i]) { return i }
                i &+= 1
            }
            return -1
        }
    }

    /// Whether a byte may stand in a token, such as a method or a field name (RFC 9110 §5.6.2).
    @inlinable public static func isToken(_ byte: UInt8) -> Bool {
        // One bit a character: the 64 below `@`, then the 64 from it on.
        let set: UInt64 = byte & 0x40 == 0 ? 0x03ff6cfa00000000 : 0x57ffffffc7fffffe
        return byte < 0x80 && (set &>> UInt64(byte & 63)) & 1 != 0
    }

    @inlinable static func isForbiddenInFieldValue(_ byte: UInt8) -> Bool {
        (byte < 0x20 && byte != 0x09) || byte == 0x7f
    }
}
