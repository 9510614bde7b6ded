/// Reads `envoy.config.accesslog.v3.AccessLog` and the loggers that write lines.
enum AccessLogDocument {
    private static let filePrefix = "envoy.extensions.access_loggers.file.v3."
    private static let streamPrefix = "envoy.extensions.access_loggers.stream.v3."

    /// Reads a list of loggers.
    static func readList(_ name: String, of reader: inout MessageReader) -> [AccessLogConfiguration] {
        reader.messages(name, read).compactMap(\.self)
    }

    private static func read(_ reader: inout MessageReader) -> AccessLogConfiguration? {
        let name = reader.string("name")
        if reader.has("filter") { reader.refuse("filter") }
        guard reader.has("typed_config") else {
            ExtensionAdvice.missingConfiguration(name, in: &reader)
            return nil
        }
        guard let content = reader.any("typed_config", named: name) else { return nil }
        switch content.typeName {
        case filePrefix + "FileAccessLog": return content.read(readFile) ?? nil
        case streamPrefix + "StdoutAccessLog":
            return content.read { AccessLogConfiguration(sink: .standardOutput, format: readFormat(&$0)) }
        case streamPrefix + "StderrAccessLog":
            return content.read { AccessLogConfiguration(sink: .standardError, format: readFormat(&$0)) }
        case let type where type.contains(".access_loggers."): content.refuse("an access logger")
        default: content.misplace("the configuration of an access logger")
        }
        return nil
    }

    private static func readFile(_ reader: inout MessageReader) -> AccessLogConfiguration? {
        let path = reader.requiredString("path")
        for name in ["json_format", "typed_json_format"] where reader.has(name) { reader.refuse(name) }
        var format = readFormat(&reader)
        // The deprecated place; empty means Envoy's own format there.
        let node = reader.node("format")
        if let text = reader.string("format"), !text.isEmpty, let node {
            format = AccessLogFormatCheck.check(text, at: node, in: reader.session)
        }
        return path.map { AccessLogConfiguration(sink: .file($0), format: format) }
    }

    /// Reads `log_format` (`envoy.config.core.v3.SubstitutionFormatString`).
    private static func readFormat(_ reader: inout MessageReader) -> String? {
        reader.message("log_format") { reader in
            // For local replies only.
            _ = reader.string("content_type")
            if reader.has("json_format") {
                reader.refuse("json_format")
                return nil
            }
            let session = reader.session
            let oldNode = reader.node("text_format")
            if let oldNode {
                return reader.string("text_format").flatMap { AccessLogFormatCheck.check($0, at: oldNode, in: session) }
            }
            guard let sourceNode = reader.node("text_format_source") else {
                reader.missing("text_format_source", "json_format")
                return nil
            }
            var textNode = sourceNode
            guard
                let bytes = reader.message(
                    "text_format_source",
                    { reader in
                        textNode = reader.node("inline_string") ?? reader.node("inline_bytes") ?? sourceNode
                        return DataSourceDocument.read(&reader)
                    })
            else { return nil }
            return AccessLogFormatCheck.check(String(decoding: bytes, as: UTF8.self), at: textNode, in: session)
        } ?? nil
    }
}
