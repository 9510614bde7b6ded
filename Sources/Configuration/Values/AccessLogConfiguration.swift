/// Where requests are logged and how a line looks (`envoy.config.accesslog.v3.AccessLog`).
public struct AccessLogConfiguration: Sendable, Equatable {
    /// Where lines go.
    public var sink: Sink
    /// How a line looks; nil means Envoy's default format.
    public var format: FormatConfiguration?
    /// Which requests are logged; nil means all.
    public var filter: AccessLogFilterConfiguration?

    /// Where log lines go.
    public enum Sink: Sendable, Equatable {
        /// The file at this path, appended to.
        case file(String)
        /// The process's standard output.
        case standardOutput
        /// The process's standard error.
        case standardError
    }

    /// Makes a log.
    public init(sink: Sink, format: FormatConfiguration? = nil, filter: AccessLogFilterConfiguration? = nil) {
        self.sink = sink
        self.format = format
        self.filter = filter
    }
}

/// When a connection manager's logs get lines beside those at the end of requests (`HcmAccessLogOptions`).
public struct AccessLogOptionsConfiguration: Sendable, Equatable {
    /// Nanoseconds between lines while a request lasts; nil means none.
    public var flushInterval: UInt64?
    /// Whether a request gets a line when it begins. Envoy's default: false.
    public var flushesOnNewRequest: Bool

    /// Envoy's defaults.
    public init(flushInterval: UInt64? = nil, flushesOnNewRequest: Bool = false) {
        self.flushInterval = flushInterval
        self.flushesOnNewRequest = flushesOnNewRequest
    }
}
