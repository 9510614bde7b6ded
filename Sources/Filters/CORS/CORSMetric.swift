internal import Telemetry

/// The statistics of a CORS filter.
enum CORSMetric: Int, MetricIndex {
    /// Requests whose origin may, and may not.
    case originValid, originInvalid

    var declaration: MetricDeclaration { .counter(self == .originValid ? "origin_valid" : "origin_invalid") }

    static let family = makeFamily(extractedPrefix: "http.cors.")
}
