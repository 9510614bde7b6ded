internal import Buffers

/// Where the value of a cookie stands.
public struct CookiePlace: Equatable, Sendable {
    /// The field.
    public let field: Int
    /// The part of the field's value.
    public let range: Range<Int>
}

extension HeaderMap {
    /// Where the first cookie of that name stands, without quotes around its value (RFC 6265 §4.2); nil when there is
    /// none. What has no `=` is no cookie.
    public func cookie(named name: Span<UInt8>) -> CookiePlace? {
        var field = firstIndex(of: .cookie)
        while field >= 0 {
            let value = value(at: field)
            var start = 0
            while let pair = Self.nextPair(in: value, &start) {
                if let range = Self.cookie(name, in: value, pair) { return CookiePlace(field: field, range: range) }
            }
            field = index(of: .cookie, from: field &+ 1)
        }
        return nil
    }

    /// Takes out all cookies of that name; those that are left stand in one field at the end. What has no `=` is no
    /// cookie, and goes too.
    public mutating func removeCookie(named name: Span<UInt8>) {
        var kept = ByteBuffer()
        var field = firstIndex(of: .cookie)
        if field < 0 { return }
        while field >= 0 {
            let value = value(at: field)
            var start = 0
            while let range = Self.nextPair(in: value, &start) {
                let pair = value.extracting(range)
                if Self.cookie(name, in: value, range) == nil,
                    Bytes.firstIndex(of: UInt8(ascii: "="), in: pair) >= 0
                {
                    if !kept.isEmpty { kept.append("; ") }
                    kept.append(pair)
                }
            }
            field = index(of: .cookie, from: field &+ 1)
        }
        remove(.cookie)
        if !kept.isEmpty { append(.cookie, kept.readable) }
    }

    /// What stands between semicolons from `start` on, without spaces before it; `start` moves behind it.
    @inline(__always)
    private static func nextPair(in value: Span<UInt8>, _ start: inout Int) -> Range<Int>? {
        if start >= value.count { return nil }
        let separator = Bytes.firstIndex(of: UInt8(ascii: ";"), in: value, from: start)
        let end = separator < 0 ? value.count : separator
        while start < end && value[start] == UInt8(ascii: " ") { start &+= 1 }
        defer { start = end &+ 1 }
        return start..<end
    }

    /// The value of a pair of that name, without quotes around it; nil when the pair has another name, or none.
    private static func cookie(_ name: Span<UInt8>, in value: Span<UInt8>, _ pair: Range<Int>) -> Range<Int>? {
        let equals = pair.lowerBound &+ name.count
        guard equals < pair.upperBound, value[equals] == UInt8(ascii: "="),
            Bytes.equal(value.extracting(pair.lowerBound..<equals), name)
        else { return nil }
        let (start, end) = (equals &+ 1, pair.upperBound)
        let quote = UInt8(ascii: "\"")
        let isQuoted = end &- start >= 2 && value[start] == quote && value[end &- 1] == quote
        return isQuoted ? (start &+ 1)..<(end &- 1) : start..<end
    }
}
