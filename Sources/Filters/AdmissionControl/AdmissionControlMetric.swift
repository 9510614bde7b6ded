internal import Telemetry

/// The statistics of an admission control filter.
enum AdmissionControlMetric: Int, MetricIndex {
    /// Requests that were refused; answers that were a success, and none.
    case rejected, success, failure

    var declaration: MetricDeclaration {
        switch self {
        case .rejected: .counter("rq_rejected")
        case .success: .counter("rq_success")
        case .failure: .counter("rq_failure")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.admission_control.")
}
