internal import Buffers

/// Texts in quotes.
extension YAMLScanner {
    /// Reads a text in single or double quotes; nil when it is what stands between them.
    mutating func quotedText(_ quote: UInt8) throws(YAMLProblem) -> String? {
        let start = index
        index &+= 1
        /// The text so far, once it differs from what stands there.
        var text: [UInt8]?
        /// The bytes from here are not in `text` yet.
        var run = index
        while true {
            guard let byte = byte() else {
                throw YAMLProblem(
                    offset: start, message: "expected a quote at the end of the text, found the end of the file")
            }
            if byte == quote {
                if quote == UInt8(ascii: "'"), self.byte(at: index &+ 1) == quote {
                    // Two single quotes are one.
                    text = (text ?? []) + bytes[run...index]
                    index &+= 2
                    run = index
                    continue
                }
                break
            }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                var longer = (text ?? []) + bytes[run..<index]
                try readEscape(into: &longer)
                text = longer
                run = index
            } else if byte == 0x0A || byte == 0x0D {
                // Blanks before a line break do not count, unless they were escaped.
                var end = index
                while end > run, bytes[end &- 1] == 0x20 || bytes[end &- 1] == 0x09 { end &-= 1 }
                var longer = (text ?? []) + bytes[run..<end]
                Self.fold(try skipLineBreaks(of: start), into: &longer)
                text = longer
                run = index
            } else {
                index &+= 1
            }
        }
        let inside = bytes[run..<index]
        index &+= 1
        return text.map { String(decoding: $0 + inside, as: UTF8.self) }
    }

    /// Passes line breaks inside quotes with the blanks behind them, and says how many there were.
    private mutating func skipLineBreaks(of start: Int) throws(YAMLProblem) -> Int {
        var breaks = 0
        while let byte = byte() {
            if byte == 0x0A || byte == 0x0D {
                skipLineBreak()
                breaks &+= 1
                if isDocumentMarker() {
                    throw YAMLProblem(offset: start, message: "expected a quote before the end of the document")
                }
            } else if byte == 0x20 || byte == 0x09 {
                index &+= 1
            } else {
                break
            }
        }
        return breaks
    }

    private mutating func readEscape(into text: inout [UInt8]) throws(YAMLProblem) {
        let start = index
        index &+= 1
        guard let byte = byte() else {
            throw YAMLProblem(offset: start, message: "expected the rest of an escape, found the end of the file")
        }
        if byte == 0x0A || byte == 0x0D {
            // The line goes on without a break; only empty lines behind it count.
            let breaks = try skipLineBreaks(of: start)
            text.append(contentsOf: repeatElement(0x0A, count: breaks &- 1))
            return
        }
        index &+= 1
        switch byte {
        case UInt8(ascii: "x"): append(try digits(2, from: start), to: &text)
        case UInt8(ascii: "u"): append(try pairedUnit(from: start), to: &text)
        case UInt8(ascii: "U"): append(try digits(8, from: start), to: &text)
        default:
            guard let scalar = Self.escapes[byte] else {
                throw YAMLProblem(
                    offset: start, message: "expected an escape, found \\ before \(found(at: start &+ 1))")
            }
            append(scalar, to: &text)
        }
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "t"): "\t",
        0x09: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{0B}", UInt8(ascii: "f"): "\u{0C}",
        UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", 0x20: " ", UInt8(ascii: "\""): "\"",
        UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\", UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}",
        UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
    ]

    private func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
        text.append(contentsOf: Character(scalar).utf8)
    }

    private mutating func digits(_ count: Int, from start: Int) throws(YAMLProblem) -> Unicode.Scalar {
        guard let value = number(count), let scalar = Unicode.Scalar(value) else {
            throw YAMLProblem(
                offset: start, message: "expected \(count) hexadecimal digits of a character in the escape")
        }
        return scalar
    }

    /// A character of `\u`; one beyond the first 65,536 is written as two, as in JSON.
    private mutating func pairedUnit(from start: Int) throws(YAMLProblem) -> Unicode.Scalar {
        let first = index
        if let high = number(4), high >= 0xD800 && high <= 0xDBFF, byte() == UInt8(ascii: "\\"),
            byte(at: index &+ 1) == UInt8(ascii: "u")
        {
            index &+= 2
            if let low = number(4), low >= 0xDC00 && low <= 0xDFFF,
                let scalar = Unicode.Scalar(0x10000 &+ (high &- 0xD800) << 10 &+ (low &- 0xDC00))
            {
                return scalar
            }
        }
        index = first
        return try digits(4, from: start)
    }

    private mutating func number(_ count: Int) -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = byte()?.hexadecimalDigit else { return nil }
            value = value << 4 | UInt32(digit)
            index &+= 1
        }
        return value
    }
}
