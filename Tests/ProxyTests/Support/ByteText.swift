/// Raw bytes of the wire.
typealias ByteString = [UInt8]

extension [UInt8] {
    /// The UTF-8 bytes of `text`.
    init(_ text: String) {
        self = Swift.Array(text.utf8)
    }

    /// One printable line: control bytes and bytes above 0x7e as escapes, long runs of one byte as `{a*900}`.
    var escaped: String {
        var text = ""
        var index = 0
        while index < count {
            let byte = self[index]
            var end = index + 1
            while end < count, self[end] == byte { end += 1 }
            let run = end - index
            if run >= 32 {
                text += "{\(Self.escape(byte))*\(run)}"
                index = end
            } else {
                text += Self.escape(byte)
                index += 1
            }
        }
        return text
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case 0x0d: return "\\r"
        case 0x0a: return "\\n"
        case 0x09: return "\\t"
        case 0x5c: return "\\\\"
        case 0x20..<0x7f: return String(UnicodeScalar(byte))
        default:
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
        }
    }

    /// The offset of the first occurrence of `pattern` at or after `start`, or nil.
    func firstIndex(of pattern: [UInt8], from start: Int = 0) -> Int? {
        guard !pattern.isEmpty, count >= pattern.count else { return nil }
        var index = start
        while index <= count - pattern.count {
            if self[index] == pattern[0], self[index..<index + pattern.count].elementsEqual(pattern) { return index }
            index += 1
        }
        return nil
    }

    /// Decoded as UTF-8, with replacement characters where it is none.
    var text: String { String(decoding: self, as: UTF8.self) }
}
