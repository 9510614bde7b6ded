internal import Buffers

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
        let filter = AccessLogFilterDocument.read(&reader)
        guard let content = reader.configuration(of: name) else { return nil }
        var log: AccessLogConfiguration?
        switch content.typeName {
        case filePrefix + "FileAccessLog": log = content.read(readFile) ?? nil
        case streamPrefix + "StdoutAccessLog":
            log = content.read { AccessLogConfiguration(sink: .standardOutput, format: readFormat(&$0)) }
        case streamPrefix + "StderrAccessLog":
            log = content.read { AccessLogConfiguration(sink: .standardError, format: readFormat(&$0)) }
        case let type where type.contains(text: ".access_loggers."): content.refuse("an access logger")
        default: content.misplace("the configuration of an access logger")
        }
        log?.filter = filter
        return log
    }

    private static func readFormat(_ reader: inout MessageReader) -> FormatConfiguration? {
        reader.message("log_format", FormatDocument.read) ?? nil
    }

    private static func readFile(_ reader: inout MessageReader) -> AccessLogConfiguration? {
        let path = reader.requiredString("path")
        var format = readFormat(&reader)
        // The deprecated places; an empty text means Envoy's own format there.
        let node = reader.node("format")
        if let text = reader.string("format"), !text.isEmpty, let node {
            format = SubstitutionFormatReader.read(text, at: node, in: reader.session)
                .map { FormatConfiguration(.text($0)) }
        }
        for name in ["json_format", "typed_json_format"] where reader.has(name) {
            format = FormatDocument.object(name, of: &reader).map { FormatConfiguration(.json($0)) }
        }
        return path.map { AccessLogConfiguration(sink: .file($0), format: format) }
    }
}
