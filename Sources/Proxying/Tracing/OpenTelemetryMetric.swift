public import Telemetry

/// The statistics of spans that OpenTelemetry's collector gets.
public enum OpenTelemetryMetric: Int, MetricIndex {
    /// `spans_dropped`
    case spansDropped
    /// `spans_sent`
    case spansSent
    /// `timer_flushed`
    case timerFlushed

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .spansDropped: .counter("spans_dropped")
        case .spansSent: .counter("spans_sent")
        case .timerFlushed: .counter("timer_flushed")
        }
    }

    /// The family of the one scope of this kind.
    public static let family = makeFamily(extractedPrefix: "tracing.opentelemetry.")
}
