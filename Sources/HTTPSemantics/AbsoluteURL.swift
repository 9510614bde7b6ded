internal import Buffers

/// A URL with scheme and host (RFC 3986 §4.3), taken apart where it lies, as strictly as Envoy takes those of fields.
public struct AbsoluteURL: Sendable {
    /// Where host and port lie, without user and password.
    public let hostAndPort: Range<Int>
    /// Whether it names a user.
    public let hasUser: Bool
    /// Whether it has a fragment that is not empty.
    public let hasFragment: Bool

    /// Nil when the text is no such URL.
    public init?(_ text: Span<UInt8>) {
        guard let start = Self.endOfScheme(text) else { return nil }
        var end = start
        while end < text.count, text[end] != UInt8(ascii: "/"), text[end] != UInt8(ascii: "?") { end &+= 1 }
        guard let range = Self.hostAndPort(ofAuthority: text.extracting(start..<end)) else { return nil }
        var fragment = end
        while fragment < text.count && text[fragment] != UInt8(ascii: "#") {
            if !Self.isVisible(text[fragment]) { return nil }
            fragment &+= 1
        }
        for index in fragment..<max(text.count, fragment) where !Self.isVisible(text[index]) { return nil }
        hostAndPort = (start &+ range.lowerBound)..<end
        hasUser = range.lowerBound > 1
        hasFragment = fragment &+ 1 < text.count
    }

    /// Where host and port lie in an authority; nil when it cannot be one.
    public static func hostAndPort(ofAuthority text: Span<UInt8>) -> Range<Int>? {
        let at = Bytes.firstIndex(of: UInt8(ascii: "@"), in: text)
        if at >= 0 && !isUser(text.extracting(0..<at)) { return nil }
        return isHostAndPort(text.extracting((at &+ 1)..<text.count)) ? (at &+ 1)..<text.count : nil
    }

    /// The first byte behind `scheme://`.
    private static func endOfScheme(_ text: Span<UInt8>) -> Int? {
        var index = 0
        while index < text.count, isSchemeByte(text[index]) { index &+= 1 }
        guard index > 0, isLetter(text[0]), index &+ 2 < text.count, text[index] == UInt8(ascii: ":"),
            text[index &+ 1] == UInt8(ascii: "/"), text[index &+ 2] == UInt8(ascii: "/")
        else { return nil }
        return index &+ 3
    }

    private static func isHostAndPort(_ text: Span<UInt8>) -> Bool {
        var index = 0
        if text.count > 0 && text[0] == UInt8(ascii: "[") {
            index = 1
            while index < text.count, isAddressByte(text[index]) { index &+= 1 }
            guard index > 1, index < text.count, text[index] == UInt8(ascii: "]") else { return false }
            index &+= 1
        } else {
            while index < text.count, isNameByte(text[index]) { index &+= 1 }
            if index == 0 { return false }
        }
        return index == text.count
            || (text[index] == UInt8(ascii: ":") && isPort(text.extracting((index &+ 1)..<text.count)))
    }

    private static func isPort(_ text: Span<UInt8>) -> Bool {
        var port = 0
        for index in text.indices {
            let digit = text[index] &- 0x30
            if digit > 9 { return false }
            port = port &* 10 &+ Int(digit)
            if port > 65_535 { return false }
        }
        return text.count > 0
    }

    private static func isUser(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if !isNameByte(byte) && !"_~!$&'()*+,;=:%".utf8.contains(byte) { return false }
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte &- 0x30 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isSchemeByte(_ byte: UInt8) -> Bool { isNameByte(byte) || byte == UInt8(ascii: "+") }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    private static func isVisible(_ byte: UInt8) -> Bool { byte &- 0x21 < 0x5e }
}
