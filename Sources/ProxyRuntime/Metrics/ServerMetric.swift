internal import Telemetry

/// The statistics of the start.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/statistics
enum ServerMetric: Int, MetricIndex {
    /// `initialization_time_ms`
    case initializationTimeMs

    var declaration: MetricDeclaration {
        switch self {
        case .initializationTimeMs: .histogram("initialization_time_ms", .milliseconds)
        }
    }

    static let family = makeFamily(extractedPrefix: "server.")
}
