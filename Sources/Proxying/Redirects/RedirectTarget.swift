internal import Buffers

/// The parts of an absolute URL that a redirect leads to: `http://host:port/path?query`.
struct RedirectTarget: Equatable {
    /// Whether the scheme is `http`; anything else counts as secured.
    let isPlain: Bool
    /// Where host and port stand in the text.
    let host: Range<Int>
    /// Where path and query stand, without fragment; may be empty.
    let path: Range<Int>

    /// Takes an absolute URL apart; nil when it is none.
    init?(_ text: Span<UInt8>) {
        var colon = 0
        while colon < text.count, Self.isScheme(text[colon]) { colon += 1 }
        guard colon > 0, colon + 3 <= text.count, Bytes.equal(text.extracting(colon..<(colon + 3)), "://") else {
            return nil
        }
        for index in text.indices where text[index] <= 0x20 || text[index] >= 0x7f { return nil }
        isPlain = Bytes.equalIgnoringCase(text.extracting(0..<colon), "http")
        var start = colon + 3
        var end = start
        while end < text.count, !Self.endsHost(text[end]) { end += 1 }
        // What stands before an `@` names a user, who is none of ours.
        var index = start
        while index < end {
            if text[index] == UInt8(ascii: "@") { start = index + 1 }
            index += 1
        }
        if start == end || text[start] == UInt8(ascii: ":") { return nil }
        host = start..<end
        var last = end
        while last < text.count, text[last] != UInt8(ascii: "#") { last += 1 }
        path = end..<last
    }

    private static func isScheme(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    private static func endsHost(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
}
