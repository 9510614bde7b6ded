internal import Buffers

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

    /// Judges a text without quotes as whoever reads it does.
    init(_ text: some Collection<UInt8>, _ scalars: YAMLReader.Scalars) {
        self = YAMLScalar(text)
        guard scalars == .kubernetes else { return }
        switch self {
        case .text(let decimal): self = .number(decimal)
        case .plain: if let number = Self.number(text) { self = .number(number) }
        case .null, .bool, .number: break
        }
    }

    /// A number as Kubernetes' reader of YAML takes it, and `integer` does not: with a fraction or exponent, with
    /// underscores, binary, or octal behind `0o`; as JSON writes it.
    private static func number(_ text: some Collection<UInt8>) -> String? {
        guard text.count <= 64, let first = text.first, first < UInt8(ascii: ":"), first != UInt8(ascii: "_") else {
            return nil
        }
        let word = String(decoding: text, as: UTF8.self).filter { $0 != "_" }
        let digits = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
        let sign = word.hasPrefix("-") ? "-" : ""
        for (prefix, radix) in [("0b", 2), ("0o", 8), ("0x", 16)] where digits.hasPrefix(prefix) {
            return digits.dropFirst(2).first.flatMap {
                $0.isHexDigit ? Int64(sign + digits.dropFirst(2), radix: radix) : nil
            }
            .map(String.init)
        }
        // No words for what is no number, and nothing of C's hexadecimal fractions.
        guard digits.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let value = Double(digits),
            value.isFinite
        else { return nil }
        if digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), digits.first != "0" || digits.count == 1 {
            return sign + digits
        }
        return sign + "\(value)"
    }

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
        guard digits.first?.hexadecimalDigit != nil else { return nil }
        let number = String(decoding: digits, as: UTF8.self)
        return Int64((isNegative ? "-" : "") + number, radix: radix)
    }
}
