internal import Buffers
internal import HTTPSemantics

/// The request target's forms (RFC 9112 §3.2) and what `:path` and `:authority` become.
enum HTTP1Target {
    /// The parts of a target in absolute form, as offsets into it.
    struct Absolute {
        let authority: Range<Int>
        /// Path and query; empty means "/".
        let path: Range<Int>
        let isHTTPS: Bool
    }

    /// What an absolute form may lack.
    enum AbsoluteForm {
        case parts(Absolute)
        case failed(MessageProblem)
    }

    /// Takes `scheme://authority/path?query` apart (RFC 3986 §3).
    static func absolute(_ target: Span<UInt8>) -> AbsoluteForm {
        let colon = Bytes.firstIndex(of: UInt8(ascii: ":"), in: target)
        guard colon > 0, target.count > colon &+ 3, target[colon &+ 1] == UInt8(ascii: "/"),
            target[colon &+ 2] == UInt8(ascii: "/")
        else { return .failed(HTTP1Problem.codecError) }
        for index in 0..<colon where !isSchemeByte(target[index], first: index == 0) {
            return .failed(HTTP1Problem.codecError)
        }
        let start = colon &+ 3
        var end = start
        while end < target.count && target[end] != UInt8(ascii: "/") && target[end] != UInt8(ascii: "?") { end &+= 1 }
        if end == start { return .failed(HTTP1Problem.invalidURL) }
        if !isAuthority(target.extracting(start..<end)) { return .failed(HTTP1Problem.codecError) }
        let scheme = target.extracting(0..<colon)
        let isHTTPS = Bytes.equalIgnoringCase(scheme, "https")
        if !isHTTPS && !Bytes.equalIgnoringCase(scheme, "http") { return .failed(HTTP1Problem.invalidScheme) }
        return .parts(Absolute(authority: start..<end, path: end..<target.count, isHTTPS: isHTTPS))
    }

    /// Whether the bytes may form an authority (RFC 3986 §3.2): host, port, user information.
    static func isAuthority(_ bytes: Span<UInt8>) -> Bool {
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
