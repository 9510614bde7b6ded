public import Configuration

/// Writes `set-cookie`.
public enum SetCookie {
    /// The field's value, for a cookie of this value.
    public static func field(_ cookie: HashPolicyConfiguration.CookieConfiguration, _ value: [UInt8]) -> [UInt8] {
        var field = Array(cookie.name.utf8) + Array("=\"".utf8) + value + Array("\"".utf8)
        if let life = cookie.timeToLive, life > 0 { field += Array("; Max-Age=\(life)".utf8) }
        if !cookie.path.isEmpty { field += Array("; Path=\(cookie.path)".utf8) }
        for attribute in cookie.attributes {
            field += Array("; \(attribute.name)".utf8)
            if !attribute.value.isEmpty { field += Array("=\(attribute.value)".utf8) }
        }
        field += Array("; HttpOnly".utf8)
        return field
    }
}
