internal import Telemetry

/// The statistics of a CSRF filter.
enum CSRFMetric: Int, MetricIndex {
    /// Requests that do not say where they come from.
    case missingSourceOrigin
    /// Requests that come from elsewhere, and from here.
    case requestInvalid, requestValid

    var declaration: MetricDeclaration {
        switch self {
        case .missingSourceOrigin: .counter("missing_source_origin")
        case .requestInvalid: .counter("request_invalid")
        case .requestValid: .counter("request_valid")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.csrf.")
}
