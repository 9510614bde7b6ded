internal import Telemetry

/// What a proxy counts of obtaining its identity, under `identity.`; Envoy has nothing like it.
enum IdentityMetric: Int, MetricIndex {
    case issued
    case failures
    case consecutiveFailures
    case expiration

    var declaration: MetricDeclaration {
        switch self {
        case .issued: .counter("certificates_issued")
        case .failures: .counter("failures")
        case .consecutiveFailures: .gauge("consecutive_failures")
        case .expiration: .gauge("expiration_unix_time_seconds")
        }
    }

    static let family = makeFamily(extractedPrefix: "identity.")
}
