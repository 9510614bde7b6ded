internal import Buffers
internal import HTTPSemantics

/// A status line's parts (RFC 9112 §4).
struct HTTP1StatusLine {
    /// The status code, 100 to 999.
    let status: UInt16
    /// The version; anything but 1.1 counts as 1.0.
    let version: HTTPVersion

    /// Bytes of the whole line, CR LF included.
    let length: Int

    /// Reads the line that begins the input; nil when it is not complete, or is no status line.
    init?(_ input: Span<UInt8>) {
        if input.count < 14 { return nil }
        // What nearly all say.
        if input.count >= 17 && Bytes.equal(input.extracting(0..<17), "HTTP/1.1 200 OK\r\n") {
            (status, version, length) = (200, .http11, 17)
            return
        }
        if !Bytes.equal(input.extracting(0..<9), "HTTP/1.1 ") {
            for column in 0..<9 where !Self.fits(input[column], column: column) { return nil }
        }
        for column in 9..<13 where !Self.fits(input[column], column: column) { return nil }
        var end = 12
        if input[12] == 0x20 {
            end = Bytes.firstForbiddenInFieldValue(input.extracting(13..<input.count)) &+ 13
            if end < 13 || end &+ 1 >= input.count || input[end] != 0x0d { return nil }
        }
        if input[end &+ 1] != 0x0a { return nil }
        length = end &+ 2
        status =
            UInt16(input[9] &- 0x30) &* 100 &+ UInt16(input[10] &- 0x30) &* 10 &+ UInt16(input[11] &- 0x30)
        version = input[5] == UInt8(ascii: "1") && input[7] == UInt8(ascii: "1") ? .http11 : .http10
    }

    /// Whether the byte may stand in that column of `HTTP/d.d ddd reason CR`.
    static func fits(_ byte: UInt8, column: Int) -> Bool {
        switch column {
        case 0..<8: HTTP1RequestLine.fitsVersion(byte, column: column)
        case 8: byte == 0x20
        case 9: byte &- 0x31 < 9
        case 10, 11: byte &- 0x30 < 10
        case 12: byte == 0x20 || byte == 0x0d
        default: byte == 0x0d || byte == 0x09 || (byte >= 0x20 && byte != 0x7f)
        }
    }
}
