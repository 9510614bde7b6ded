internal import Telemetry

/// The statistics of a filter that asks for passwords.
enum BasicAuthMetric: Int, MetricIndex {
    /// Requests whose password was right, and those that were refused.
    case allowed, denied

    var declaration: MetricDeclaration {
        switch self {
        case .allowed: .counter("allowed")
        case .denied: .counter("denied")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.basic_auth.")
}
