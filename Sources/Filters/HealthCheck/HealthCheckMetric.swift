internal import Telemetry

/// The statistics of a filter that answers health checks.
enum HealthCheckMetric: Int, MetricIndex {
    /// Checks that were answered here, well, badly, and with what was answered before.
    case requestTotal, ok, failed, cachedResponse
    /// Bad answers since a cluster is empty, not there, or not healthy enough.
    case failedClusterEmpty, failedClusterNotFound, failedClusterUnhealthy
    /// Answers of an upstream that is less well than it could be.
    case degraded

    var declaration: MetricDeclaration {
        switch self {
        case .requestTotal: .counter("request_total")
        case .ok: .counter("ok")
        case .failed: .counter("failed")
        case .cachedResponse: .counter("cached_response")
        case .failedClusterEmpty: .counter("failed_cluster_empty")
        case .failedClusterNotFound: .counter("failed_cluster_not_found")
        case .failedClusterUnhealthy: .counter("failed_cluster_unhealthy")
        case .degraded: .counter("degraded")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.health_check.")
}
