internal import Telemetry

/// The application log that the `--log-*` flags of a command that serves ask for.
struct ApplicationLog {
    /// Writes its lines, and those of access logs.
    let writer: LogWriter
    /// Where the command's own lines go.
    let log: Log

    /// Opens it: `--log-path` (standard error), `--log-level` (info) and `--log-format`, whose words were judged
    /// before. `format` is that of the configuration. Nil after the user was told that the file cannot be opened.
    ///
    /// - Throws: when the writer's thread cannot be started.
    init?(_ flags: ParsedFlags, format: String? = nil) throws {
        writer = try LogWriter()
        switch writer.open(flags.values["--log-path"].map { LogTarget.file($0) } ?? .standardError) {
        case .success(let sink):
            let pattern = (format ?? flags.values["--log-format"]).map { LogPattern($0) } ?? .standard
            let level = flags.values["--log-level"].flatMap { LogLevel(name: $0) } ?? .info
            log = Log(sink: sink, level: level, pattern: pattern)
        case .failure(let error):
            Terminal.error("log '\(error.path)' cannot be opened: \(error.reason)")
            return nil
        }
    }
}
