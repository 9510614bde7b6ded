/// What `referer` may hold (RFC 9110 §10.1.3).
public enum RefererField {
    /// Whether a value is a URL that names no user and no fragment, or a relative reference of which the same holds.
    public static func isValid(_ value: Span<UInt8>) -> Bool {
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
}

extension HeaderMap {
    /// Takes the referrer away if it is none, or tells more than it may.
    public mutating func sanitizeReferer() {
        let index = firstIndex(of: .referer)
        if index >= 0 && !RefererField.isValid(value(at: index)) { remove(.referer) }
    }
}
