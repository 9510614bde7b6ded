internal import Telemetry

/// The statistics of a filter that asks for keys.
enum APIKeyMetric: Int, MetricIndex {
    /// Requests that were let through; those whose client is known and not admitted; those that showed no key that is
    /// known.
    case allowed, forbidden, unauthorized

    var declaration: MetricDeclaration {
        switch self {
        case .allowed: .counter("allowed")
        case .forbidden: .counter("forbidden")
        case .unauthorized: .counter("unauthorized")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.api_key_auth.")
}
