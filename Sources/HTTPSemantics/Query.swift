internal import Buffers

/// The parameters of a path's query (RFC 3986 §3.4), read without copying.
public enum Query {
    /// How names are compared with the one that is looked for.
    public enum Names: Sendable {
        /// As they stand in the path.
        case asWritten
        /// With `%41` for `A`, as whoever is behind may read them.
        case decoded
    }

    /// Where the first value of a parameter stands in a path, undecoded; empty for a parameter without one, nil when
    /// there is no such parameter.
    public static func value(
        of name: Span<UInt8>, in path: Span<UInt8>, names: Names = .asWritten
    ) -> Range<Int>? {
        let count = path.count
        let mark = Bytes.firstIndex(of: UInt8(ascii: "?"), in: path)
        if mark < 0 { return nil }
        var start = mark &+ 1
        while start < count {
            let end = end(of: path, from: start)
            if let value = value(of: name, in: path, start..<end, names: names) { return value }
            start = end &+ 1
        }
        return nil
    }

    /// A path without the parameters of a name, decoded; the others stay as they are written, in their order.
    public static func removing(_ name: Span<UInt8>, from path: Span<UInt8>) -> [UInt8] {
        let mark = Bytes.firstIndex(of: UInt8(ascii: "?"), in: path)
        var kept: [UInt8] = []
        kept.reserveCapacity(path.count)
        for index in 0..<(mark < 0 ? path.count : mark) { kept.append(path[index]) }
        if mark < 0 { return kept }
        var separator = UInt8(ascii: "?")
        var start = mark &+ 1
        while start < path.count {
            let end = end(of: path, from: start)
            if end > start, value(of: name, in: path, start..<end, names: .decoded) == nil {
                kept.append(separator)
                for index in start..<end { kept.append(path[index]) }
                separator = UInt8(ascii: "&")
            }
            start = end &+ 1
        }
        return kept
    }

    /// A part of a query with `%41` made `A`; what is no escape stays as it is, a plus sign too.
    public static func decoded(_ part: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var index = 0
        while index < part.count {
            let (byte, length) = decodedByte(of: part, at: index)
            bytes.append(byte)
            index &+= length
        }
        return bytes
    }

    /// Where the parameter ends that starts there.
    private static func end(of path: Span<UInt8>, from start: Int) -> Int {
        let separator = Bytes.firstIndex(of: UInt8(ascii: "&"), in: path, from: start)
        return separator < 0 ? path.count : separator
    }

    /// The value of one parameter; nil where it has another name.
    private static func value(
        of name: Span<UInt8>, in path: Span<UInt8>, _ parameter: Range<Int>, names: Names
    ) -> Range<Int>? {
        let end = parameter.upperBound
        var index = parameter.lowerBound
        var matched = 0
        while index < end, matched < name.count {
            let (byte, length) = names == .decoded ? decodedByte(of: path, at: index) : (path[index], 1)
            if byte != name[matched] { return nil }
            matched &+= 1
            index &+= length
        }
        if matched < name.count { return nil }
        if index == end { return end..<end }
        return path[index] == UInt8(ascii: "=") ? (index &+ 1)..<end : nil
    }

    /// The byte that is written there, and in how many.
    private static func decodedByte(of text: Span<UInt8>, at index: Int) -> (byte: UInt8, length: Int) {
        if let byte = Bytes.percentDecoded(text, at: index) { return (byte, 3) }
        return (text[index], 1)
    }
}
