/// Tells the version of HTTP from the first bytes of a connection: method, target, version. A line without a version is
/// of the time before HTTP/1.0. Each look goes on where the last one ended, so that bytes that trickle in cost no more
/// than others.
struct FirstLineReader {
    /// What the first bytes of a connection are.
    enum Reading {
        case incomplete, other, http10, http11, http2
    }

    /// Where the target begins; 0 until the method has been read.
    private var target = 0
    /// Bytes that need not be looked at again.
    private var seen = 0

    private static let preface: [UInt8] = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    private static let version: [UInt8] = Array("HTTP/".utf8)

    /// Reads the first bytes, those of earlier calls and what has come since.
    mutating func read(_ bytes: Span<UInt8>) -> Reading {
        let shared = min(bytes.count, Self.preface.count)
        var isPreface = true
        for index in 0..<shared where bytes[index] != Self.preface[index] { isPreface = false }
        if isPreface { return shared < Self.preface.count ? .incomplete : .http2 }
        if target == 0 {
            while seen < bytes.count, Self.isMethodByte(bytes[seen]) { seen &+= 1 }
            if seen == bytes.count { return .incomplete }
            guard seen > 0, bytes[seen] == 0x20 else { return .other }
            seen &+= 1
            target = seen
        }
        while seen < bytes.count, bytes[seen] != 0x0A { seen &+= 1 }
        return seen == bytes.count ? .incomplete : Self.version(of: bytes, from: target, to: seen)
    }

    private static func version(of bytes: Span<UInt8>, from target: Int, to lineEnd: Int) -> Reading {
        var end = lineEnd
        if end > target, bytes[end &- 1] == 0x0D { end &-= 1 }
        var space = target
        while space < end, bytes[space] != 0x20 { space &+= 1 }
        if space == target { return .other }
        if space == end { return .http10 }
        let start = space &+ 1
        guard end &- start == version.count &+ 3 else { return .other }
        for index in version.indices where bytes[start &+ index] != version[index] { return .other }
        let (major, minor) = (bytes[end &- 3], bytes[end &- 1])
        guard isDigit(major), bytes[end &- 2] == UInt8(ascii: "."), isDigit(minor) else { return .other }
        // As in Envoy, every other version counts as the old one.
        return major == 0x31 && minor == 0x31 ? .http11 : .http10
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The bytes of a token (RFC 9110 §5.6.2).
    private static func isMethodByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
