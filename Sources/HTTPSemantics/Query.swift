internal import Buffers

/// The parameters of a path's query (RFC 3986 §3.4), read without decoding or copying.
public enum Query {
    /// Where the first value of a parameter stands in a path; empty for a parameter without one, nil when there is no
    /// such parameter. Names are compared as they stand in the path.
    public static func value(of name: Span<UInt8>, in path: Span<UInt8>) -> Range<Int>? {
        let count = path.count
        let mark = Bytes.firstIndex(of: UInt8(ascii: "?"), in: path)
        if mark < 0 { return nil }
        var start = mark &+ 1
        while start < count {
            let separator = Bytes.firstIndex(of: UInt8(ascii: "&"), in: path, from: start)
            let end = separator < 0 ? count : separator
            if end &- start >= name.count && Bytes.hasPrefix(path.extracting(start..<end), name) {
                let behind = start &+ name.count
                if behind == end { return end..<end }
                if path[behind] == UInt8(ascii: "=") { return (behind &+ 1)..<end }
            }
            start = end &+ 1
        }
        return nil
    }
}
