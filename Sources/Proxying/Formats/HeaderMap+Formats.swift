internal import Buffers
internal import HTTPSemantics

/// What formats and filters read out of heads.
extension HeaderMap {
    /// Appends the value of field `index`, cut to `limit` bytes.
    borrowing func appendValue(at index: Int, limit: Int = .max, to line: inout ByteBuffer) {
        let value = value(at: index)
        line.append(value.count > limit ? value.extracting(first: limit) : value)
    }

    /// Appends the first value of that name, if there is one.
    borrowing func appendValue(of id: HeaderID, to line: inout ByteBuffer) {
        line.append(value(of: id))
    }

    /// Whether the first value of that name, empty when there is none, is these bytes.
    borrowing func hasValue(of id: HeaderID, _ bytes: Span<UInt8>) -> Bool { Bytes.equal(value(of: id), bytes) }

    /// Bytes of the field lines of a head that has come in, as Envoy counts them: names, values and three bytes each.
    borrowing func receivedBytes() -> UInt64 {
        var total = 0
        for index in 0..<count {
            let id = id(at: index)
            if id.isPseudo && id != .authority { continue }
            total += (id == .authority ? "host".utf8.count : name(at: index).count) + value(at: index).count + 3
        }
        return UInt64(total)
    }

    /// The value of field `index` as a whole number below 10,000; -1 when it is none.
    borrowing func smallNumber(at index: Int) -> Int {
        let text = value(at: index)
        if text.count == 0 || text.count > 4 { return -1 }
        var value = 0
        for place in text.indices {
            guard text[place] >= 0x30, text[place] <= 0x39 else { return -1 }
            value = value * 10 + Int(text[place] - 0x30)
        }
        return value
    }

    /// The first eight digits of field `index` as a hexadecimal number; nil when they are none.
    borrowing func hexadecimalPrefix(at index: Int) -> UInt64? {
        let text = value(at: index)
        guard text.count >= 8 else { return nil }
        var value: UInt64 = 0
        for place in 0..<8 {
            guard let digit = text[place].hexadecimalDigit else { return nil }
            value = value << 4 | UInt64(digit)
        }
        return value
    }

    // MARK: - Targets

    /// Appends the path in field `index`, with its query or without.
    borrowing func appendPath(at index: Int, withQuery: Bool, limit: Int, to line: inout ByteBuffer) {
        let path = value(at: index)
        let end = withQuery ? path.count : Self.endOfPath(path)
        line.append(path.extracting(0..<min(end, limit)))
    }

    /// Appends the query of `:path`; false when there is none.
    borrowing func appendQuery(decodes: Bool, to line: inout ByteBuffer) -> Bool {
        let path = value(of: .path)
        let start = Self.endOfPath(path)
        if start >= path.count { return false }
        let query = path.extracting((start + 1)..<path.count)
        if decodes { Self.appendDecoded(query, to: &line) } else { line.append(query) }
        return true
    }

    /// Appends the value of the query's first parameter of that name, decoded; false when there is none.
    borrowing func appendParameter(_ name: Span<UInt8>, limit: Int, to line: inout ByteBuffer) -> Bool {
        let path = value(of: .path)
        var start = Self.endOfPath(path) + 1
        while start < path.count {
            var end = start
            while end < path.count && path[end] != UInt8(ascii: "&") { end += 1 }
            var equals = start
            while equals < end && path[equals] != UInt8(ascii: "=") { equals += 1 }
            if Bytes.equal(path.extracting(start..<equals), name) {
                let mark = line.count
                Self.appendDecoded(path.extracting(min(equals + 1, end)..<end), to: &line)
                if line.count - mark > limit { line.truncate(to: mark + limit) }
                return true
            }
            start = end + 1
        }
        return false
    }

    private static func endOfPath(_ path: Span<UInt8>) -> Int {
        let index = Bytes.firstIndex(of: UInt8(ascii: "?"), in: path)
        return index < 0 ? path.count : index
    }

    /// Percent-encoded bytes become what they mean (RFC 3986 §2.1). As in Envoy, the percent sign of what is no
    /// encoding goes, unless it is too near the end for one.
    private static func appendDecoded(_ text: Span<UInt8>, to line: inout ByteBuffer) {
        var index = 0
        while index < text.count {
            if let byte = Bytes.percentDecoded(text, at: index) {
                line.append(byte)
                index += 3
            } else {
                let mayBeCoded = text[index] == UInt8(ascii: "%") && index + 2 < text.count
                if !mayBeCoded { line.append(text[index]) }
                index += 1
            }
        }
    }
}
