internal import Buffers

/// What `referer` may hold (RFC 9110 §10.1.3).
public enum RefererField {
    /// Whether a value is a URL that names no user and no fragment, or a relative reference of which the same holds.
    public static func isValid(_ value: Span<UInt8>) -> Bool {
        if isPlain(value) { return true }
        if let url = AbsoluteURL(value) { return !url.hasUser && !url.hasFragment }
        var hasSlash = false
        for index in value.indices {
            let byte = value[index]
            if byte == UInt8(ascii: "/") { hasSlash = true }
            // It would be a scheme (RFC 3986 §3.3).
            if byte == UInt8(ascii: ":") && !hasSlash { return false }
            let isAlphanumeric = byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
            if !isAlphanumeric && !"-._~!$&'()*+,;=:@/?%".utf8.contains(byte) { return false }
        }
        return true
    }

    /// Whether a value is a URL as nearly all are: of the web, without port, user and fragment. False means "look
    /// closer", not "wrong".
    private static func isPlain(_ value: Span<UInt8>) -> Bool {
        let start: Int
        if value.count > 8, Bytes.equal(value.extracting(0..<8), "https://") {
            start = 8
        } else if value.count > 7, Bytes.equal(value.extracting(0..<7), "http://") {
            start = 7
        } else {
            return false
        }
        let slash = Bytes.firstIndex(of: UInt8(ascii: "/"), in: value, from: start)
        let end = slash < 0 ? value.count : slash
        let host = value.extracting(start..<end)
        return host.count > 0 && Bytes.isPlainName(host)
            && Bytes.isVisibleWithoutFragment(value.extracting(end..<value.count))
    }
}

extension HeaderMap {
    /// Takes the referrer away if it is none, or tells more than it may.
    public mutating func sanitizeReferer() {
        let index = firstIndex(of: .referer)
        if index >= 0 && !RefererField.isValid(value(at: index)) { remove(.referer) }
    }
}
