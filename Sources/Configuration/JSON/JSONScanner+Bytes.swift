/// Looking at bytes, and saying what was found instead of what was expected.
extension JSONScanner {
    func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index &+= 1
            default: return
            }
        }
    }

    /// Lets pass what RFC 8259 refuses and Envoy takes, when the dialect says so.
    mutating func allow(_ what: String, at offset: Int? = nil) throws(Problem) {
        if !isLenient {
            throw Problem(offset: offset ?? index, message: "expected \(what), found \(found(at: offset ?? index))")
        }
        isStrict = false
    }

    func expected(_ what: String) -> Problem {
        Problem(offset: index, message: "expected \(what), found \(found(at: index))")
    }

    /// What stands at `offset`, for a message.
    func found(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the text" }
        let byte = bytes[offset]
        if byte == UInt8(ascii: "#") { return "\"#\" (JSON has no comments)" }
        if byte == UInt8(ascii: "/") { return "\"/\" (JSON has no comments)" }
        if isWordByte(byte) || byte == UInt8(ascii: "-") {
            var end = offset + 1
            while end < bytes.count, end - offset < 24, isWordByte(bytes[end]) { end += 1 }
            let word = String(decoding: bytes[offset..<end], as: UTF8.self)
            let lower = word.lowercased()
            let isNearWord = lower != word && (lower == "true" || lower == "false" || lower == "null")
            return "\"\(word)\"\(isNearWord ? " (JSON writes \(lower))" : "")"
        }
        if byte == UInt8(ascii: "\"") {
            let inside = bytes[(offset + 1)...].prefix { $0 != byte && $0 >= 0x20 && $0 < 0x7F }
            let isWhole = inside.endIndex < bytes.count && bytes[inside.endIndex] == byte && inside.count <= 40
            return isWhole ? "the string \"\(String(decoding: inside, as: UTF8.self))\"" : "a quote"
        }
        if byte > 0x20 && byte < 0x7F { return "\"\(Character(Unicode.Scalar(byte)))\"" }
        if byte >= 0xC2, let scalar = scalar(at: offset) {
            let isQuote = scalar == "\u{201C}" || scalar == "\u{201D}" || scalar == "\u{2018}" || scalar == "\u{2019}"
            return "\"\(Character(scalar))\"\(isQuote ? " (JSON's quotes are straight)" : "")"
        }
        return "the byte 0x\(hexadecimal(UInt32(byte), digits: 2))"
    }

    /// The scalar that begins at `offset`, unless it is none or cannot be seen.
    private func scalar(at offset: Int) -> Unicode.Scalar? {
        guard
            let scalar = String(
                validating: bytes[offset...].prefix(4).prefix(length(from: bytes[offset])), as: UTF8.self)?
                .unicodeScalars.first
        else { return nil }
        switch scalar.properties.generalCategory {
        case .control, .format, .unassigned, .privateUse, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return nil
        default: return scalar
        }
    }

    private func length(from first: UInt8) -> Int { first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4 }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
}

func isWordByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

func hexadecimal(_ value: UInt32, digits: Int = 4) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}
