public import Configuration
public import Telemetry

/// One access log of a connection manager: where lines go and what they say.
public struct AccessLogTarget: Sendable {
    /// The opened file, or standard output or error.
    public let sink: LogSink
    /// How a line looks.
    let format: FormatConfiguration
    /// Which requests get a line; nil means all.
    let filter: AccessLogFilterConfiguration?

    /// Makes a log whose lines go to `sink`.
    public init(_ configuration: AccessLogConfiguration, sink: LogSink) {
        self.sink = sink
        format = configuration.format ?? .standardLog
        filter = configuration.filter
    }
}
