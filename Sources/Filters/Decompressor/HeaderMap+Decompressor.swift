internal import Buffers
internal import HTTPSemantics

/// What a decompressor asks of heads, and changes in them.
extension HeaderMap {
    /// Takes a number as the value of the one field of that name.
    mutating func setCount(_ name: [UInt8], _ count: UInt64) {
        var text = ByteBuffer()
        text.append(decimal: count)
        set(named: name.span, text.readable)
    }

    /// Takes gzip away where it is the first of the codings, with the length of what was coded; false: it is not.
    mutating func takeGzipCoding() -> Bool {
        let index = firstIndex(of: .contentEncoding)
        guard index >= 0 else { return false }
        var rest = ByteBuffer()
        guard let hasMore = afterGzip(at: index, &rest) else { return false }
        if hasMore { setValue(at: index, rest.readable) } else { remove(at: index) }
        remove(.contentLength)
        return true
    }

    /// What stands behind gzip in a list, if that is the first element; false: nothing.
    private func afterGzip(at index: Int, _ rest: inout ByteBuffer) -> Bool? {
        let value = self.value(at: index)
        let comma = Bytes.firstIndex(of: UInt8(ascii: ","), in: value)
        let end = comma < 0 ? value.count : comma
        guard Bytes.equalIgnoringCase(Bytes.trimmed(value.extracting(0..<end)), "gzip") else { return nil }
        if comma < 0 { return false }
        rest.append(Bytes.trimmed(value.extracting((comma + 1)..<value.count)))
        return true
    }

    /// Puts gzip behind the codings that are taken, whatever was said of it before.
    mutating func advertiseGzip() {
        var list = ByteBuffer()
        var index = firstIndex(of: .acceptEncoding)
        while index >= 0 {
            appendOthers(at: index, to: &list)
            index = self.index(of: .acceptEncoding, from: index + 1)
        }
        if !list.isEmpty { list.append(UInt8(ascii: ",")) }
        list.append("gzip" as StaticString)
        set(.acceptEncoding, list.readable)
    }

    private func appendOthers(at index: Int, to list: inout ByteBuffer) {
        let value = self.value(at: index)
        var start = 0
        while start <= value.count {
            let comma = Bytes.firstIndex(of: UInt8(ascii: ","), in: value, from: start)
            let end = comma < 0 ? value.count : comma
            let element = Bytes.trimmed(value.extracting(start..<end))
            start = end + 1
            let semicolon = Bytes.firstIndex(of: UInt8(ascii: ";"), in: element)
            let name = Bytes.trimmed(element.extracting(0..<(semicolon < 0 ? element.count : semicolon)))
            if element.isEmpty || Bytes.equal(name, "gzip") { continue }
            if !list.isEmpty { list.append(UInt8(ascii: ",")) }
            list.append(element)
        }
    }
}
