internal import Buffers
internal import HTTPSemantics

/// A request line's parts, as offsets into the line (RFC 9112 §3).
struct HTTP1RequestLine {
    /// Bytes of the method, which stands first.
    let methodLength: Int
    /// The target's bytes.
    let target: Range<Int>
    /// The version; anything but 1.1 counts as 1.0, as in Envoy.
    let version: HTTPVersion
    /// The method, recognised.
    let method: HTTPMethod

    /// Reads the line that ends before `end`; nil when it has another form than `method SP target SP version`.
    init?(_ input: Span<UInt8>, end: Int, allowCustomMethods: Bool) {
        var at = 0
        while at < end && input[at] != 0x20 { at &+= 1 }
        let token = input.extracting(0..<at)
        let method = HTTPMethod(token)
        if method == .other && !Self.isMethod(token, allowCustom: allowCustomMethods) { return nil }
        methodLength = at
        self.method = method
        let start = at &+ 1
        at = start
        while at < end {
            let byte = input[at]
            if byte < 0x21 || byte > 0x7e { break }
            at &+= 1
        }
        if at == start || end &- at != 9 || input[at] != 0x20 { return nil }
        target = start..<at
        let name = input.extracting((at &+ 1)..<end)
        if Bytes.equal(name, "HTTP/1.1") {
            version = .http11
            return
        }
        for column in 0..<8 where !Self.fitsVersion(name[column], column: column) { return nil }
        version = .http10
    }

    /// Whether the byte may stand in that column of `HTTP/d.d` (RFC 9112 §2.3).
    static func fitsVersion(_ byte: UInt8, column: Int) -> Bool {
        switch column {
        case 0: byte == UInt8(ascii: "H")
        case 1, 2: byte == UInt8(ascii: "T")
        case 3: byte == UInt8(ascii: "P")
        case 4: byte == UInt8(ascii: "/")
        case 6: byte == UInt8(ascii: ".")
        default: byte &- 0x30 < 10
        }
    }

    /// Whether a request may have that method.
    static func isMethod(_ token: Span<UInt8>, allowCustom: Bool) -> Bool {
        if HTTPMethod(token) != .other { return true }
        return allowCustom ? isToken(token) : isRegistered(token)
    }

    private static func isToken(_ token: Span<UInt8>) -> Bool {
        for index in token.indices where !Bytes.isToken(token[index]) { return false }
        return !token.isEmpty
    }

    /// Methods that Envoy takes beside those that `HTTPMethod` names.
    private static func isRegistered(_ token: Span<UInt8>) -> Bool {
        switch token.count {
        case 3: Bytes.equal(token, "ACL")
        case 4:
            Bytes.equal(token, "COPY") || Bytes.equal(token, "MOVE") || Bytes.equal(token, "LOCK")
                || Bytes.equal(token, "BIND") || Bytes.equal(token, "LINK")
        case 5: Bytes.equal(token, "MERGE") || Bytes.equal(token, "MKCOL") || Bytes.equal(token, "PURGE")
        case 6:
            Bytes.equal(token, "SEARCH") || Bytes.equal(token, "UNLOCK") || Bytes.equal(token, "REPORT")
                || Bytes.equal(token, "REBIND") || Bytes.equal(token, "UNBIND") || Bytes.equal(token, "UNLINK")
                || Bytes.equal(token, "NOTIFY") || Bytes.equal(token, "SOURCE")
        case 7: Bytes.equal(token, "MSEARCH")
        case 8: Bytes.equal(token, "PROPFIND") || Bytes.equal(token, "CHECKOUT")
        case 9: Bytes.equal(token, "PROPPATCH") || Bytes.equal(token, "SUBSCRIBE")
        case 10: Bytes.equal(token, "MKACTIVITY") || Bytes.equal(token, "MKCALENDAR")
        case 11: Bytes.equal(token, "UNSUBSCRIBE")
        default: false
        }
    }
}
