internal import Configuration

/// Writes YAML that every reader takes for the same values: what YAML 1.1 or 1.2 could take for something else than a
/// text stands in quotes.
///
/// Lists stand no deeper than their key, as kubectl writes them. A text of several lines is written as lines (`|`)
/// where that keeps every byte of it.
enum YAMLWriter {
    /// A document, with the end of its last line.
    static func text(_ value: ManifestValue) -> String {
        var output = ""
        switch value {
        case .object(let object) where !object.isEmpty: append(object, indent: 0, isInLine: false, to: &output)
        case .list(let elements) where !elements.isEmpty: append(elements, indent: 0, to: &output)
        // Lines of a text stand deeper than what holds them, and many readers hold no document to be at -1.
        default: output += scalar(value, indent: 2) + "\n"
        }
        return output
    }

    /// Members; the first goes on in the line that is begun, if so is said.
    private static func append(_ object: ManifestObject, indent: Int, isInLine: Bool, to output: inout String) {
        var isFirst = isInLine
        for (key, value) in object.members {
            if !isFirst { output += spaces(indent) }
            isFirst = false
            output += quoted(key) + ":"
            switch value {
            case .object(let inner) where !inner.isEmpty:
                output += "\n"
                append(inner, indent: indent + 2, isInLine: false, to: &output)
            case .list(let elements) where !elements.isEmpty:
                output += "\n"
                append(elements, indent: indent, to: &output)
            default: output += " " + scalar(value, indent: indent + 2) + "\n"
            }
        }
    }

    private static func append(_ elements: [ManifestValue], indent: Int, to output: inout String) {
        for element in elements {
            output += spaces(indent) + "-"
            switch element {
            case .object(let inner) where !inner.isEmpty:
                output += " "
                append(inner, indent: indent + 2, isInLine: true, to: &output)
            case .list(let inner) where !inner.isEmpty:
                output += "\n"
                append(inner, indent: indent + 2, to: &output)
            default: output += " " + scalar(element, indent: indent + 2) + "\n"
            }
        }
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    private static func scalar(_ value: ManifestValue, indent: Int) -> String {
        switch value {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let text): number(text)
        case .string(let text): lines(text, indent: indent) ?? quoted(text)
        case .list: "[]"
        case .object: "{}"
        }
    }

    /// Some readers of YAML 1.1 want a point, and a sign in the exponent.
    private static func number(_ text: String) -> String {
        guard let place = text.utf8.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) else {
            return text
        }
        let mantissa = text[..<place]
        let exponent = text[text.utf8.index(after: place)...]
        let isSigned = exponent.hasPrefix("+") || exponent.hasPrefix("-")
        return mantissa + (mantissa.contains(".") ? "" : ".0") + "e" + (isSigned ? "" : "+") + exponent
    }

    // MARK: - Texts

    /// A text of several lines as they are; nil where that would not keep it.
    private static func lines(_ text: String, indent: Int) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.contains(0x0A), let first = bytes.first, first != 0x0A, first != 0x20, first != 0x09 else {
            return nil
        }
        for byte in bytes where byte != 0x0A && (byte < 0x20 || byte > 0x7E) { return nil }
        // Without a line at its end, or with one; more, and lines of space alone, are written in quotes.
        let isEnded = bytes.last == 0x0A
        let content = isEnded ? text.dropLast() : text[...]
        let parts = content.split(separator: "\n", omittingEmptySubsequences: false)
        for part in parts where part.last == " " { return nil }
        if parts.last?.isEmpty == true { return nil }
        let body = parts.map { $0.isEmpty ? "" : spaces(indent) + $0 }.joined(separator: "\n")
        return (isEnded ? "|\n" : "|-\n") + body
    }

    /// A text in one line: as it is where nothing could take it for something else, else in double quotes.
    static func quoted(_ text: String) -> String { isPlain(Array(text.utf8)) ? text : JSONText.escaped(text) }

    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 256 else { return false }
        // Letters, and what paths and image names begin with. No number begins so, nor any indicator.
        guard isLetter(first) || first == UInt8(ascii: "/") || first == UInt8(ascii: "_") else { return false }
        if last == UInt8(ascii: ":") || last == UInt8(ascii: " ") { return false }
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case _ where isLetter(byte) || (0x30...0x39).contains(byte): continue
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"),
                UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: "~"), UInt8(ascii: ";"):
                continue
            case UInt8(ascii: " "):
                if place > 0, bytes[place - 1] == UInt8(ascii: ":") { return false }
            case UInt8(ascii: ":"): continue
            default: return false
            }
        }
        return !words.contains(String(decoding: bytes, as: UTF8.self).lowercased())
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    /// What is no text in YAML 1.1.
    private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "_"]
}

extension JSONText {
    /// A text in double quotes, as JSON and YAML both read it: what is no ASCII or no character for people is escaped.
    fileprivate static func escaped(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                output.unicodeScalars.append("\\")
                output.unicodeScalars.append(scalar)
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            case " "..."~": output.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16)
                let isLong = scalar.value > 0xFFFF
                output += isLong ? "\\U" : "\\u"
                output += String(repeating: "0", count: (isLong ? 8 : 4) - digits.utf8.count) + digits
            }
        }
        return output + "\""
    }
}
