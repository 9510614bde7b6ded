internal import Buffers

/// Reads `envoy.config.bootstrap.v3.Bootstrap.ApplicationLogConfig`.
enum ApplicationLogDocument {
    /// The format of lines, as `--log-format` has it; nil means the command line's.
    static func read(_ reader: inout MessageReader) -> String? { reader.message("log_format", readFormat) ?? nil }

    private static func readFormat(_ reader: inout MessageReader) -> String? {
        if reader.has("text_format") { return reader.string("text_format") }
        guard let node = reader.node("json_format") else {
            reader.missing("json_format", "text_format")
            return nil
        }
        reader.accept("json_format")
        guard node.kind == .object else { return nil }
        // One line of JSON is a pattern like another: flags stand in its strings.
        var bytes: [UInt8] = []
        JSONText.append(node, to: &bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        for flag in ["%v", "%_"] where text.contains(text: flag) {
            reader.session.wrong(node, expected: "\"%j\" in place of \"\(flag)\", whose text may be no JSON")
        }
        return text
    }
}
