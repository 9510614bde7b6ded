public import Telemetry

/// The statistics of spans that Zipkin's collector gets.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/trace/v3/zipkin.proto
public enum ZipkinMetric: Int, MetricIndex {
    /// `reports_dropped`
    case reportsDropped
    /// `reports_failed`
    case reportsFailed
    /// `reports_sent`
    case reportsSent
    /// `reports_skipped_no_cluster`
    case reportsSkippedNoCluster
    /// `spans_sent`
    case spansSent
    /// `timer_flushed`
    case timerFlushed

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .reportsDropped: .counter("reports_dropped")
        case .reportsFailed: .counter("reports_failed")
        case .reportsSent: .counter("reports_sent")
        case .reportsSkippedNoCluster: .counter("reports_skipped_no_cluster")
        case .spansSent: .counter("spans_sent")
        case .timerFlushed: .counter("timer_flushed")
        }
    }

    /// The family of the one scope of this kind.
    public static let family = makeFamily(extractedPrefix: "tracing.zipkin.")
}
