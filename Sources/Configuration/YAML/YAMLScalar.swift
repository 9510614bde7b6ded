/// What a scalar is, as Envoy 1.40 sees it: a text in quotes or indented lines is a text; else null, a boolean, or a
/// whole number where it looks like one. Numbers with a fraction or exponent stay texts, which every number field
/// takes.
enum YAMLScalar: Equatable {
    case null
    case bool(Bool)
    /// A whole number of 32 bits, as JSON writes it.
    case number(String)
    /// A larger one of 64 bits: a text, as proto3 JSON has it, in decimal.
    case text(String)
    /// What stands there.
    case plain

    /// Judges a text without quotes. With `isNullable` false, words for null are texts: so Envoy does behind a tag.
    init(_ text: some Collection<UInt8>, isNullable: Bool = true) {
        if text.count <= 5 {
            let word = String(decoding: text, as: UTF8.self)
            if isNullable, Self.nulls.contains(word) {
                self = .null
                return
            }
            if let value = Self.booleans[word] {
                self = .bool(value)
                return
            }
        }
        guard let value = Self.integer(text) else {
            self = .plain
            return
        }
        let decimal = String(value)
        self = Int32(exactly: value) == nil ? .text(decimal) : .number(decimal)
    }

    private static let nulls: Set<String> = ["", "~", "null", "Null", "NULL"]

    /// YAML 1.1's words, in lower case, upper case, or with a capital.
    private static let booleans: [String: Bool] = {
        var words: [String: Bool] = [:]
        for (word, value) in [
            ("y", true), ("n", false), ("yes", true), ("no", false), ("true", true), ("false", false), ("on", true),
            ("off", false),
        ] {
            words[word] = value
            words[word.uppercased()] = value
            words[word.prefix(1).uppercased() + word.dropFirst()] = value
        }
        return words
    }()

    /// A whole number: decimal, octal behind `0`, hexadecimal behind `0x`; nil for everything else, and beyond 64 bits.
    private static func integer(_ text: some Collection<UInt8>) -> Int64? {
        guard text.count <= 24 else { return nil }
        var digits = text[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        var radix = 10
        if digits.first == UInt8(ascii: "0"), digits.count > 1 {
            digits.removeFirst()
            radix = 8
            if digits.first.map({ $0 | 0x20 }) == UInt8(ascii: "x") {
                digits.removeFirst()
                radix = 16
            }
        }
        guard let first = digits.first, hexadecimalDigit(first) != nil else { return nil }
        let number = String(decoding: digits, as: UTF8.self)
        return Int64((isNegative ? "-" : "") + number, radix: radix)
    }
}
