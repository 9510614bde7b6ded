internal import Buffers

/// What a connection manager may do to a path before anything looks at it. Queries stay as they are.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/header_sanitizing and, for what
/// is plain, escaped and unescaped, the canonical form of the WHATWG URL standard as Envoy's library reads it.
enum PathNormalization {
    /// Whether `canonical` would leave these bytes, a path without its query, as they are.
    static func isCanonical(_ path: Span<UInt8>) -> Bool {
        var afterSlash = false
        for index in path.indices {
            let byte = path[index]
            if !isPlain(byte) { return false }
            if byte == UInt8(ascii: ".") {
                if afterSlash { return false }
            } else {
                afterSlash = byte == UInt8(ascii: "/")
            }
        }
        return true
    }

    /// Writes the canonical form: no `.` and `..` segments, slashes for backslashes, escapes of letters, digits and
    /// `-._~` undone, other bytes that paths may not hold escaped. False for an escaped NUL, which no path may hold.
    static func canonical(_ path: Span<UInt8>, to output: inout ByteBuffer) -> Bool {
        let start = output.count
        if path.isEmpty || !isSlash(path[0]) { output.append("/") }
        // Where the last percent sign stands that begins no escape.
        var literal = -1
        var index = 0
        while index < path.count {
            let byte = path[index]
            let plainDots = dotsWithParameters(path, index)
            if plainDots > 0 {
                index = endOfSegment(path, index)
                if plainDots == 2 { dropSegment(&output, start) }
                continue
            }
            let dot = dotLength(path, index)
            if dot > 0 {
                index &+= dot
                if output.count > start && output[output.count &- 1] == UInt8(ascii: "/") {
                    takeDot(path, &index, &output, start)
                } else {
                    output.append(".")
                }
                continue
            }
            index &+= 1
            if byte == UInt8(ascii: "\\") {
                output.append("/")
            } else if byte == UInt8(ascii: "%") {
                guard let value = Bytes.percentDecoded(path, at: index &- 1) else {
                    literal = output.count
                    output.append("%")
                    continue
                }
                if value == 0 { return false }
                if Bytes.isUnreserved(value) {
                    output.append(value)
                    escapeLiteral(&literal, &output)
                } else {
                    output.append(path.extracting((index &- 1)..<(index &+ 2)))
                }
                index &+= 2
            } else if isPlain(byte) {
                output.append(byte)
                escapeLiteral(&literal, &output)
            } else {
                output.append(percentEncoding: byte)
            }
        }
        return true
    }

    /// What was undone must not make an escape of a percent sign that was none: that one is escaped itself.
    private static func escapeLiteral(_ literal: inout Int, _ output: inout ByteBuffer) {
        guard literal >= 0, output.count &- literal == 3, output[literal] == UInt8(ascii: "%"),
            output[literal &+ 1].hexadecimalDigit != nil, output[literal &+ 2].hexadecimalDigit != nil
        else { return }
        let (high, low) = (output[literal &+ 1], output[literal &+ 2])
        output.truncate(to: literal &+ 1)
        output.append("25")
        output.append(high)
        output.append(low)
        literal = -1
    }

    /// A dot behind a slash: whether it is a segment of its own, or two are.
    private static func takeDot(
        _ path: Span<UInt8>, _ index: inout Int, _ output: inout ByteBuffer, _ start: Int
    ) {
        if index == path.count { return }
        if isSlash(path[index]) {
            index &+= 1
            return
        }
        let second = dotLength(path, index)
        let end = index &+ second
        guard second > 0, end == path.count || isSlash(path[end]) else {
            output.append(".")
            return
        }
        index = end == path.count ? end : end &+ 1
        dropSegment(&output, start)
    }

    /// Takes the last segment away, the first slash aside.
    private static func dropSegment(_ output: inout ByteBuffer, _ start: Int) {
        var count = output.count &- 1
        if count <= start { return }
        count &-= 1
        while count > start && output[count] != UInt8(ascii: "/") { count &-= 1 }
        output.truncate(to: count &+ 1)
    }

    /// How many dots a segment of one or two plain dots with parameters (`..;x`) has; 0 when it is none, or when it
    /// does not begin at `index`. Some servers take such a segment for one without parameters, and so does Envoy.
    private static func dotsWithParameters(_ path: Span<UInt8>, _ index: Int) -> Int {
        guard path[index] == UInt8(ascii: "."), index > 0, path[index &- 1] == UInt8(ascii: "/") else { return 0 }
        var end = index
        while end < path.count && path[end] == UInt8(ascii: ".") { end &+= 1 }
        return end < path.count && path[end] == UInt8(ascii: ";") && end &- index <= 2 ? end &- index : 0
    }

    /// Behind the slash that ends the segment, or the end.
    private static func endOfSegment(_ path: Span<UInt8>, _ index: Int) -> Int {
        let slash = Bytes.firstIndex(of: UInt8(ascii: "/"), in: path, from: index)
        return slash < 0 ? path.count : slash &+ 1
    }

    /// Writes the path with one slash for several.
    static func mergingSlashes(_ path: Span<UInt8>, to output: inout ByteBuffer) {
        let start = output.count
        for index in path.indices {
            let byte = path[index]
            if byte == UInt8(ascii: "/") && output.count > start && output[output.count &- 1] == byte { continue }
            output.append(byte)
        }
        // As Envoy does: what is nothing but slashes keeps two of them.
        if path.count > 1 && output.count &- start == 1 && path[0] == UInt8(ascii: "/") { output.append("/") }
    }

    /// Whether slashes stand side by side.
    static func hasSlashRun(_ path: Span<UInt8>) -> Bool {
        var index = 1
        while index < path.count {
            if path[index] == UInt8(ascii: "/") && path[index &- 1] == UInt8(ascii: "/") { return true }
            index &+= 1
        }
        return false
    }

    /// Whether a slash or a backslash is escaped.
    static func hasEscapedSlash(_ path: Span<UInt8>) -> Bool {
        var index = Bytes.firstIndex(of: UInt8(ascii: "%"), in: path)
        while index >= 0 {
            if isSlashEscape(path, index) { return true }
            index = Bytes.firstIndex(of: UInt8(ascii: "%"), in: path, from: index &+ 1)
        }
        return false
    }

    /// Writes the path with slashes and backslashes for their escapes.
    static func unescapingSlashes(_ path: Span<UInt8>, to output: inout ByteBuffer) {
        var index = 0
        while index < path.count {
            if path[index] == UInt8(ascii: "%") && isSlashEscape(path, index) {
                output.append(path[index &+ 1] == UInt8(ascii: "2") ? UInt8(ascii: "/") : UInt8(ascii: "\\"))
                index &+= 3
            } else {
                output.append(path[index])
                index &+= 1
            }
        }
    }

    /// `%2F` and `%5C`, in either case.
    private static func isSlashEscape(_ path: Span<UInt8>, _ index: Int) -> Bool {
        if index &+ 2 >= path.count { return false }
        let last = path[index &+ 2] | 0x20
        return path[index &+ 1] == UInt8(ascii: "2")
            ? last == UInt8(ascii: "f") : path[index &+ 1] == UInt8(ascii: "5") && last == UInt8(ascii: "c")
    }

    private static func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }

    /// 1 for a dot, 3 for an escaped one, else 0.
    private static func dotLength(_ path: Span<UInt8>, _ index: Int) -> Int {
        if index >= path.count { return 0 }
        if path[index] == UInt8(ascii: ".") { return 1 }
        guard path[index] == UInt8(ascii: "%"), index &+ 2 < path.count else { return 0 }
        return path[index &+ 1] == UInt8(ascii: "2") && path[index &+ 2] | 0x20 == UInt8(ascii: "e") ? 3 : 0
    }

    /// Whether a byte stays as it is: no control byte, no byte above ASCII, none of ``"#%<>?\^`{|}`` and no space.
    private static func isPlain(_ byte: UInt8) -> Bool {
        // One bit a character: the 64 below `@`, then the 64 from it on.
        let set: UInt64 = byte & 0x40 == 0 ? 0x2fff_ffd2_0000_0000 : 0x47ff_fffe_afff_ffff
        return byte < 0x80 && (set &>> UInt64(byte & 63)) & 1 != 0
    }
}
