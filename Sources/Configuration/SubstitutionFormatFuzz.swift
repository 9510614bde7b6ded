/// Oracles for fuzzing substitution formats: no text may trap, a refusal has a reason, a text without commands is
/// itself, and a format means the same wherever it stands. Not for serving.
public enum SubstitutionFormatFuzz {
    /// Reads `bytes` as a format.
    public static func run(_ bytes: [UInt8]) {
        // As it comes from JSON.
        let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
        let escaped = text.flatMap { $0 == UInt8(ascii: "%") ? [$0, $0] : [$0] }
        precondition(read(escaped)?.plainText == text, "a text without commands is another")
        guard let format = read(text) else { return }
        check(format, of: text)
        guard let double = read(text + text) else { preconditionFailure("a format is none when it stands twice") }
        precondition(commands(of: double) == commands(of: format) + commands(of: format), "other commands")
        let marked = [UInt8(ascii: "<")] + text + [UInt8(ascii: ">")]
        guard let inside = read(marked) else { preconditionFailure("a format is none inside a text") }
        precondition(commands(of: inside) == commands(of: format), "other commands inside a text")
        precondition(literal(of: inside).count == literal(of: format).count + 2, "another text inside a text")
    }

    private static func read(_ text: [UInt8]) -> SubstitutionFormat? {
        var complaints = 0
        let format = SubstitutionFormatReader(text: text) { _, message, _ in
            precondition(!message.isEmpty, "a complaint without words")
            complaints += 1
        }.read()
        precondition((format == nil) == (complaints > 0), "refused without a reason")
        return format
    }

    private static func check(_ format: SubstitutionFormat, of text: [UInt8]) {
        var afterText = false
        for piece in format.pieces {
            guard case .text(let bytes) = piece else {
                afterText = false
                continue
            }
            precondition(!bytes.isEmpty && !afterText, "a text that is empty, or stands beside another")
            afterText = true
        }
        precondition(literal(of: format).count <= text.count, "more text than there was")
    }

    private static func commands(of format: SubstitutionFormat) -> [FormatCommand] {
        format.pieces.compactMap { if case .command(let command) = $0 { command } else { nil } }
    }

    private static func literal(of format: SubstitutionFormat) -> [UInt8] {
        format.pieces.flatMap { if case .text(let bytes) = $0 { bytes } else { [UInt8]() } }
    }
}
