internal import Buffers
internal import HTTPSemantics
internal import NetworkAddresses

/// The request target's forms (RFC 9112 §3.2) and what `:path` and `:authority` become.
enum HTTP1Target {
    /// The parts of a target in absolute form, as offsets into it.
    struct Absolute {
        /// Host and port, without user information.
        let authority: Range<Int>
        /// Path and query; empty means "/".
        let path: Range<Int>
        let isHTTPS: Bool
        /// Why the target cannot be used, though its bytes are in order.
        let problem: MessageProblem?
    }

    /// A target's form.
    enum Form {
        /// A path, or `*` and what follows it: `:path` as it stands.
        case origin
        case absolute(Absolute)
        /// Host and port of a CONNECT request.
        case authority
        case failed(MessageProblem)
    }

    /// Tells the form (RFC 9112 §3.2). The target is not empty and has visible ASCII characters only.
    static func form(of target: Span<UInt8>, method: HTTPMethod) -> Form {
        let first = target[0]
        if method == .connect {
            if first == UInt8(ascii: "/") || first == UInt8(ascii: "*") { return .failed(MessageProblem.invalidURL) }
            let host = target.extracting(0..<hostEnd(target, from: 0))
            if !isAuthority(host) { return .failed(MessageProblem.codecError) }
            let isUsable =
                host.count == target.count && Bytes.firstIndex(of: UInt8(ascii: "@"), in: host) < 0
                && isHostAndPort(host, portRequired: true)
            return isUsable ? .authority : .failed(MessageProblem.invalidURL)
        }
        if first == UInt8(ascii: "/") { return .origin }
        if first == UInt8(ascii: "*") {
            return method == .options ? .origin : .failed(MessageProblem.invalidURL)
        }
        return absolute(target)
    }

    /// Takes `scheme://authority/path?query` apart (RFC 3986 §3).
    private static func absolute(_ target: Span<UInt8>) -> Form {
        let colon = Bytes.firstIndex(of: UInt8(ascii: ":"), in: target)
        guard colon > 0, target.count > colon &+ 2, target[colon &+ 1] == UInt8(ascii: "/"),
            target[colon &+ 2] == UInt8(ascii: "/")
        else { return .failed(MessageProblem.codecError) }
        for index in 0..<colon where !isSchemeByte(target[index], first: index == 0) {
            return .failed(MessageProblem.codecError)
        }
        var start = colon &+ 3
        let end = hostEnd(target, from: start)
        if !isAuthority(target.extracting(start..<end)) { return .failed(MessageProblem.codecError) }
        // User information is no host's business (RFC 9110 §4.2.4) and is cut.
        var isDoubtful = false
        for index in start..<end where target[index] == UInt8(ascii: "@") {
            if index == start && start > colon &+ 3 { return .failed(MessageProblem.codecError) }
            isDoubtful = start > colon &+ 3 || hasBracket(target.extracting(start..<index))
            start = index &+ 1
        }
        let scheme = target.extracting(0..<colon)
        let isHTTPS = Bytes.equalIgnoringCase(scheme, "https")
        var problem: MessageProblem?
        if isDoubtful || !isHostAndPort(target.extracting(start..<end), portRequired: false) {
            problem = MessageProblem.invalidURL
        } else if !isHTTPS && !Bytes.equalIgnoringCase(scheme, "http") {
            problem = MessageProblem.invalidScheme
        }
        return .absolute(
            Absolute(authority: start..<end, path: end..<target.count, isHTTPS: isHTTPS, problem: problem))
    }

    private static func hostEnd(_ target: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < target.count && target[end] != UInt8(ascii: "/") && target[end] != UInt8(ascii: "?") { end &+= 1 }
        return end
    }

    /// Whether a host stands there, and a port from 0 to 65535 where one is announced. As in Envoy, the host is a name
    /// of letters, digits, `-` and `.`, or an IPv6 address in brackets.
    private static func isHostAndPort(_ bytes: Span<UInt8>, portRequired: Bool) -> Bool {
        let count = bytes.count
        if count == 0 { return false }
        var end = 0
        if bytes[0] == UInt8(ascii: "[") {
            end = Bytes.firstIndex(of: UInt8(ascii: "]"), in: bytes) &+ 1
            guard end > 0, IPAddress(bytes.extracting(1..<(end &- 1)))?.family == .v6 else { return false }
        } else {
            while end < count && isNameByte(bytes[end]) { end &+= 1 }
            if end == 0 { return false }
        }
        if end == count { return !portRequired }
        if bytes[end] != UInt8(ascii: ":") || end &+ 1 == count { return false }
        var port = 0
        for index in (end &+ 1)..<count {
            let digit = Int(bytes[index]) &- 0x30
            if digit < 0 || digit > 9 { return false }
            port = port &* 10 &+ digit
            if port > 65535 { return false }
        }
        return true
    }

    private static func hasBracket(_ bytes: Span<UInt8>) -> Bool {
        Bytes.firstIndex(of: UInt8(ascii: "["), in: bytes) >= 0
            || Bytes.firstIndex(of: UInt8(ascii: "]"), in: bytes) >= 0
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Whether the bytes may form an authority (RFC 3986 §3.2): host, port, user information.
    private static func isAuthority(_ bytes: Span<UInt8>) -> Bool {
        if Bytes.isPlainHost(bytes) { return true }
        for index in 0..<bytes.count where !isAuthorityByte(bytes[index]) { return false }
        return true
    }

    private static func isSchemeByte(_ byte: UInt8, first: Bool) -> Bool {
        if (byte | 0x20) &- 0x61 < 26 { return true }
        return !first
            && (byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "."))
    }

    /// Letters, digits and `-._~%!$&'()*+,;=:@[]`.
    private static func isAuthorityByte(_ byte: UInt8) -> Bool {
        // One bit a character: the 64 below `@`, then the 64 from it on.
        let set: UInt64 = byte & 0x40 == 0 ? 0x2fff_7ff2_0000_0000 : 0x47ff_fffe_afff_ffff
        return byte < 0x80 && (set &>> UInt64(byte & 63)) & 1 != 0
    }
}
