/// Why an endpoint is found to be an outlier; the raw value is the name that events have.
public enum OutlierKind: String, Sendable {
    /// Server errors in a row.
    case serverErrors = "CONSECUTIVE_5XX"
    /// Gateway errors in a row.
    case gatewayErrors = "CONSECUTIVE_GATEWAY_FAILURE"
    /// Failures without an answer in a row.
    case localFailures = "CONSECUTIVE_LOCAL_ORIGIN_FAILURE"
    /// Fewer good answers than the others.
    case successRate = "SUCCESS_RATE"
    /// More failures without an answer than the others.
    case localSuccessRate = "SUCCESS_RATE_LOCAL_ORIGIN"
    /// Too many bad answers.
    case failureRate = "FAILURE_PERCENTAGE"
    /// Too many failures without an answer.
    case localFailureRate = "FAILURE_PERCENTAGE_LOCAL_ORIGIN"

    /// What counts that it was found, and that an endpoint was ejected for it.
    var metrics: (detected: OutlierMetric, enforced: OutlierMetric) {
        switch self {
        case .serverErrors: (.detectedConsecutive5xx, .enforcedConsecutive5xx)
        case .gatewayErrors: (.detectedConsecutiveGatewayFailure, .enforcedConsecutiveGatewayFailure)
        case .localFailures: (.detectedConsecutiveLocalOriginFailure, .enforcedConsecutiveLocalOriginFailure)
        case .successRate: (.detectedSuccessRate, .enforcedSuccessRate)
        case .localSuccessRate: (.detectedLocalOriginSuccessRate, .enforcedLocalOriginSuccessRate)
        case .failureRate: (.detectedFailurePercentage, .enforcedFailurePercentage)
        case .localFailureRate: (.detectedLocalOriginFailurePercentage, .enforcedLocalOriginFailurePercentage)
        }
    }
}
