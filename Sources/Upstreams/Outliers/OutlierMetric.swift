public import Telemetry

/// What outlier detection counts of a cluster.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats
public enum OutlierMetric: Int, MetricIndex {
    /// `ejections_active`
    case active
    /// `ejections_consecutive_5xx` and the other counters of that list, in the order of the alphabet.
    case consecutive5xx, detectedConsecutive5xx, detectedConsecutiveGatewayFailure,
        detectedConsecutiveLocalOriginFailure, detectedDegradation, detectedFailurePercentage,
        detectedLocalOriginFailurePercentage,
        detectedLocalOriginSuccessRate, detectedSuccessRate, enforcedConsecutive5xx,
        enforcedConsecutiveGatewayFailure, enforcedConsecutiveLocalOriginFailure, enforcedFailurePercentage,
        enforcedLocalOriginFailurePercentage, enforcedLocalOriginSuccessRate, enforcedSuccessRate, enforcedTotal,
        overflow, successRate, total

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .active: .gauge("ejections_active")
        case .consecutive5xx: .counter("ejections_consecutive_5xx")
        case .detectedConsecutive5xx: .counter("ejections_detected_consecutive_5xx")
        case .detectedConsecutiveGatewayFailure: .counter("ejections_detected_consecutive_gateway_failure")
        case .detectedConsecutiveLocalOriginFailure: .counter("ejections_detected_consecutive_local_origin_failure")
        case .detectedDegradation: .counter("ejections_detected_degradation")
        case .detectedFailurePercentage: .counter("ejections_detected_failure_percentage")
        case .detectedLocalOriginFailurePercentage: .counter("ejections_detected_local_origin_failure_percentage")
        case .detectedLocalOriginSuccessRate: .counter("ejections_detected_local_origin_success_rate")
        case .detectedSuccessRate: .counter("ejections_detected_success_rate")
        case .enforcedConsecutive5xx: .counter("ejections_enforced_consecutive_5xx")
        case .enforcedConsecutiveGatewayFailure: .counter("ejections_enforced_consecutive_gateway_failure")
        case .enforcedConsecutiveLocalOriginFailure: .counter("ejections_enforced_consecutive_local_origin_failure")
        case .enforcedFailurePercentage: .counter("ejections_enforced_failure_percentage")
        case .enforcedLocalOriginFailurePercentage: .counter("ejections_enforced_local_origin_failure_percentage")
        case .enforcedLocalOriginSuccessRate: .counter("ejections_enforced_local_origin_success_rate")
        case .enforcedSuccessRate: .counter("ejections_enforced_success_rate")
        case .enforcedTotal: .counter("ejections_enforced_total")
        case .overflow: .counter("ejections_overflow")
        case .successRate: .counter("ejections_success_rate")
        case .total: .counter("ejections_total")
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "cluster.outlier_detection.")
}
