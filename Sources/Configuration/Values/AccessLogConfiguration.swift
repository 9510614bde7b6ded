/// Where requests are logged and how a line looks (`envoy.config.accesslog.v3.AccessLog`).
public struct AccessLogConfiguration: Sendable, Equatable {
    /// Where lines go.
    public var sink: Sink
    /// A text format with Envoy's `%COMMAND%` operators; nil: Envoy's default format. Nothing is added at its end, so
    /// a format that should end its lines has a line feed of its own.
    public var format: String?

    /// Where log lines go.
    public enum Sink: Sendable, Equatable {
        /// The file at this path, appended to.
        case file(String)
        /// The process's standard output.
        case standardOutput
        /// The process's standard error.
        case standardError
    }

    /// A log.
    public init(sink: Sink, format: String? = nil) {
        self.sink = sink
        self.format = format
    }
}
