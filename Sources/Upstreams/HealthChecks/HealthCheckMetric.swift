internal import Telemetry

/// The statistics of a cluster's health checks. Names and kinds are Envoy's; source:
/// https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats
enum HealthCheckMetric: Int, MetricIndex {
    case attempt, degraded, failure, healthy, networkFailure, passiveFailure, success, verifyCluster

    var declaration: MetricDeclaration {
        switch self {
        case .attempt: .counter("attempt")
        case .degraded: .gauge("degraded")
        case .failure: .counter("failure")
        case .healthy: .gauge("healthy")
        case .networkFailure: .counter("network_failure")
        case .passiveFailure: .counter("passive_failure")
        case .success: .counter("success")
        case .verifyCluster: .counter("verify_cluster")
        }
    }

    static let family = makeFamily(extractedPrefix: "cluster.health_check.")
}
