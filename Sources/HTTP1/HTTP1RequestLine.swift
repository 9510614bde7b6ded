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

    /// Bytes of the whole line, CR LF included.
    var length: Int { target.upperBound &+ 11 }

    /// Reads the line that begins the input; nil when it is not complete, or has another form than
    /// `method SP target SP version CR LF`.
    init?(_ input: Span<UInt8>, allowCustomMethods: Bool) {
        let count = input.count
        var at = 0
        while at < count && input[at] != 0x20 { at &+= 1 }
        let token = input.extracting(0..<at)
        let method = HTTPMethod(token)
        if method == .other && !Self.isMethod(token, allowCustom: allowCustomMethods) { return nil }
        methodLength = at
        self.method = method
        let start = at &+ 1
        at = Bytes.firstNotVisible(in: input, from: start)
        if at == start || count &- at < 11 || input[at] != 0x20 { return nil }
        target = start..<at
        let rest = input.extracting((at &+ 1)..<(at &+ 11))
        if Bytes.equal(rest, "HTTP/1.1\r\n") {
            version = .http11
            return
        }
        if rest[8] != 0x0d || rest[9] != 0x0a { return nil }
        for column in 0..<8 where !Self.fitsVersion(rest[column], column: column) { return nil }
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
        case 5:
            Bytes.equal(token, "QUERY") || Bytes.equal(token, "MERGE") || Bytes.equal(token, "MKCOL")
                || Bytes.equal(token, "PURGE")
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
