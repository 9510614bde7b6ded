internal import Buffers

/// Strings and their escapes.
extension JSONScanner {
    mutating func readKey() throws(Problem) {
        guard let byte = peek() else { throw expected("a key") }
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return try readString("a key") }
        guard isLetter(byte) else { throw expected("a key") }
        let start = index
        while let byte = peek(), isWordByte(byte) { index &+= 1 }
        let word = bytes[start..<index]
        if word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) || word.elementsEqual("null".utf8) {
            throw Problem(offset: start, message: "expected a key, found \(found(at: start))")
        }
        if !isLenient { throw Problem(offset: start, message: "expected a key in quotes, found \(found(at: start))") }
        isStrict = false
        append(.bareText, from: start)
    }

    /// Reads a string or key in quotes and checks its escapes and its UTF-8.
    mutating func readString(_ what: StaticString) throws(Problem) {
        let start = index
        let quote = bytes[start]
        if quote != UInt8(ascii: "\"") { try allow("\(what) in double quotes") }
        index &+= 1
        var isEscaped = false
        while true {
            guard index < bytes.count else {
                throw Problem(
                    offset: start, message: "expected a quote at the end of the string, found the end of the text")
            }
            let byte = bytes[index]
            if byte == quote { break }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try readEscape()
            } else if byte >= 0x80 {
                try readScalar()
            } else {
                if byte < 0x20 { try allow("a string without control bytes (write an escape such as \\n)") }
                index &+= 1
            }
        }
        index &+= 1
        append(isEscaped ? .escapedString : .string, from: start)
    }

    private mutating func readEscape() throws(Problem) {
        let start = index
        index &+= 1
        guard let byte = peek() else { throw expected("the rest of an escape") }
        index &+= 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "'"): try allow("an escape", at: start)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            if byte == UInt8(ascii: "U") { try allow("an escape", at: start) }
            guard let unit = readFourDigits() else {
                throw Problem(offset: start, message: "expected four hexadecimal digits after \\u")
            }
            if unit >= 0xDC00 && unit <= 0xDFFF {
                throw Problem(
                    offset: start, message: "expected a high surrogate before a low one, found \\u\(hexadecimal(unit))")
            }
            guard unit >= 0xD800 && unit <= 0xDBFF else { return }
            if peek() == UInt8(ascii: "\\"), index &+ 1 < bytes.count, bytes[index &+ 1] == UInt8(ascii: "u") {
                index &+= 2
                if let low = readFourDigits(), low >= 0xDC00 && low <= 0xDFFF { return }
            }
            throw Problem(offset: start, message: "expected a low surrogate after \\u\(hexadecimal(unit))")
        default:
            throw Problem(offset: start, message: "expected an escape, found \\ before \(found(at: start &+ 1))")
        }
    }

    private mutating func readFourDigits() -> UInt32? {
        guard bytes.count - index >= 4 else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = bytes[index &+ offset].hexadecimalDigit else { return nil }
            value = value << 4 | UInt32(digit)
        }
        index &+= 4
        return value
    }

    /// Passes one scalar of two to four bytes.
    private mutating func readScalar() throws(Problem) {
        let length = UTF8Text.scalarLength(in: bytes, at: index)
        if length == 0 {
            throw Problem(
                offset: index,
                message: "expected UTF-8, found the byte 0x\(hexadecimal(UInt32(bytes[index]), digits: 2))")
        }
        index &+= length
    }
}
