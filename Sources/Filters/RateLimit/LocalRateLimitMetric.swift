internal import Telemetry

/// The statistics of a local rate limit.
enum LocalRateLimitMetric: Int, MetricIndex {
    /// Requests that were looked at, that had their tokens, that had not, and that were refused.
    case enabled, ok, rateLimited, enforced
    /// Requests for which a bucket that only counts had nothing left.
    case shadowMode

    var declaration: MetricDeclaration {
        switch self {
        case .enabled: .counter("enabled")
        case .ok: .counter("ok")
        case .rateLimited: .counter("rate_limited")
        case .enforced: .counter("enforced")
        case .shadowMode: .counter("shadow_mode")
        }
    }

    static let family = makeFamily(extractedPrefix: "http_local_rate_limit.")
}
