internal import Buffers
internal import HTTPSemantics

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
        // User information is no host's business (RFC 9110 §4.2.4); what stands before the last `@` is cut.
        for index in start..<end where target[index] == UInt8(ascii: "@") {
            if index == start && start > colon &+ 3 { return .failed(MessageProblem.codecError) }
            start = index &+ 1
        }
        let scheme = target.extracting(0..<colon)
        let isHTTPS = Bytes.equalIgnoringCase(scheme, "https")
        var problem: MessageProblem?
        if !isHostAndPort(target.extracting(start..<end), portRequired: false) {
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

    /// Whether a host stands there, and a port from 0 to 65535 where one is announced.
    private static func isHostAndPort(_ bytes: Span<UInt8>, portRequired: Bool) -> Bool {
        var colon = bytes.count &- 1
        while colon >= 0 && bytes[colon] &- 0x30 < 10 { colon &-= 1 }
        // Without a colon before the last digits, or with one inside brackets, all of it is the host.
        if colon < 0 || bytes[colon] != UInt8(ascii: ":") {
            let last = bytes.count &- 1
            return !portRequired && last >= 0 && !hasOpenPort(bytes)
        }
        let digits = bytes.count &- colon &- 1
        if colon == 0 || digits == 0 || digits > 5 { return false }
        var port = 0
        for index in (colon &+ 1)..<bytes.count { port = port &* 10 &+ Int(bytes[index] &- 0x30) }
        return port <= 65535 && !hasOpenPort(bytes.extracting(0..<colon))
    }

    /// Whether a colon stands outside brackets.
    private static func hasOpenPort(_ bytes: Span<UInt8>) -> Bool {
        var depth = 0
        for index in 0..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "["): depth &+= 1
            case UInt8(ascii: "]"): depth &-= 1
            case UInt8(ascii: ":") where depth <= 0: return true
            default: break
            }
        }
        return false
    }

    /// Whether the bytes may form an authority (RFC 3986 §3.2): host, port, user information.
    static func isAuthority(_ bytes: Span<UInt8>) -> Bool {
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
