internal import Telemetry

/// The statistics of asking the application for its metrics, under `merged_metrics.`.
enum ApplicationMetric: Int, MetricIndex {
    /// Pages that the application's metrics are a part of.
    case success
    /// Pages without them, since the application did not answer in time, or not with metrics.
    case failure
    /// Pages without them, since they are too long.
    case tooLarge

    /// Name and kind.
    var declaration: MetricDeclaration {
        switch self {
        case .success: .counter("success")
        case .failure: .counter("failure")
        case .tooLarge: .counter("too_large")
        }
    }

    static let family = makeFamily(extractedPrefix: "merged_metrics.")
}
