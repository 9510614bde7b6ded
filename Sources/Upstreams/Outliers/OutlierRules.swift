internal import Configuration
internal import RuntimeValues

/// When endpoints are ejected at present: as a cluster's configuration says, but for the numbers that runtime keys give
/// for all clusters. Durations are nanoseconds, those of keys milliseconds.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_runtime
struct OutlierRules: Sendable {
    /// What the cluster says.
    let configuration: OutlierDetectionConfiguration
    /// By key.
    private let values: [RuntimeValue]

    /// What stands behind `outlier_detection.` in the name of a key.
    enum Key: Int, CaseIterable {
        case consecutive5xx, consecutiveGatewayFailure, consecutiveLocalOriginFailure, interval, baseEjectionTime,
            maxEjectionTime, maxEjectionTimeJitter, maxEjectionPercent, enforcingConsecutive5xx,
            enforcingConsecutiveGatewayFailure, enforcingConsecutiveLocalOriginFailure, enforcingSuccessRate,
            enforcingLocalOriginSuccessRate, enforcingFailurePercentage, enforcingFailurePercentageLocalOrigin,
            successRateMinimumHosts, successRateRequestVolume, successRateStdevFactor, failurePercentageMinimumHosts,
            failurePercentageRequestVolume, failurePercentageThreshold

        var name: String {
            switch self {
            case .consecutive5xx: "consecutive_5xx"
            case .consecutiveGatewayFailure: "consecutive_gateway_failure"
            case .consecutiveLocalOriginFailure: "consecutive_local_origin_failure"
            case .interval: "interval_ms"
            case .baseEjectionTime: "base_ejection_time_ms"
            case .maxEjectionTime: "max_ejection_time_ms"
            case .maxEjectionTimeJitter: "max_ejection_time_jitter_ms"
            case .maxEjectionPercent: "max_ejection_percent"
            case .enforcingConsecutive5xx: "enforcing_consecutive_5xx"
            case .enforcingConsecutiveGatewayFailure: "enforcing_consecutive_gateway_failure"
            case .enforcingConsecutiveLocalOriginFailure: "enforcing_consecutive_local_origin_failure"
            case .enforcingSuccessRate: "enforcing_success_rate"
            case .enforcingLocalOriginSuccessRate: "enforcing_local_origin_success_rate"
            case .enforcingFailurePercentage: "enforcing_failure_percentage"
            case .enforcingFailurePercentageLocalOrigin: "enforcing_failure_percentage_local_origin"
            case .successRateMinimumHosts: "success_rate_minimum_hosts"
            case .successRateRequestVolume: "success_rate_request_volume"
            case .successRateStdevFactor: "success_rate_stdev_factor"
            case .failurePercentageMinimumHosts: "failure_percentage_minimum_hosts"
            case .failurePercentageRequestVolume: "failure_percentage_request_volume"
            case .failurePercentageThreshold: "failure_percentage_threshold"
            }
        }
    }

    init(_ configuration: OutlierDetectionConfiguration, _ runtime: LiveRuntime = LiveRuntime()) {
        self.configuration = configuration
        values = Key.allCases.map { runtime.value(at: "outlier_detection.\($0.name)") }
    }

    private func number(_ key: Key, _ configured: UInt32) -> UInt64 {
        values[key.rawValue].number ?? UInt64(configured)
    }

    private func time(_ key: Key, _ configured: UInt64) -> UInt64 {
        guard let milliseconds = values[key.rawValue].number else { return configured }
        let (time, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : time
    }

    // MARK: - Rows

    var serverErrors: UInt64 { number(.consecutive5xx, configuration.consecutiveServerErrors) }
    var gatewayErrors: UInt64 { number(.consecutiveGatewayFailure, configuration.consecutiveGatewayErrors) }
    var localFailures: UInt64 { number(.consecutiveLocalOriginFailure, configuration.consecutiveLocalFailures) }

    // MARK: - Ejections

    /// At least a millisecond, so that the loop has time for others.
    var interval: UInt64 { max(1_000_000, time(.interval, configuration.interval)) }
    var maxEjectionTime: UInt64 { time(.maxEjectionTime, configuration.maxEjectionTime) }
    /// In milliseconds.
    var ejectionJitter: UInt64 { time(.maxEjectionTimeJitter, configuration.ejectionJitter) / 1_000_000 }
    var maxEjectionPercent: UInt64 { min(100, number(.maxEjectionPercent, configuration.maxEjectionPercent)) }

    /// So many times the first ejection's length; nil means longer than any clock runs.
    func ejectionTime(times multiplier: UInt64) -> UInt64? {
        let (length, overflow) = baseEjectionTime.multipliedReportingOverflow(by: multiplier)
        return overflow ? nil : length
    }

    /// The next ejection is longer than this one only while that is below this.
    var growthLimit: UInt64 {
        let (limit, overflow) = maxEjectionTime.addingReportingOverflow(baseEjectionTime)
        return overflow ? .max : limit
    }

    private var baseEjectionTime: UInt64 { time(.baseEjectionTime, configuration.baseEjectionTime) }

    /// With which probability, in percent, a detection leads to an ejection; maybe more than 100.
    func enforcing(_ kind: OutlierKind) -> UInt64 {
        let enforcing = configuration.enforcing
        return switch kind {
        case .serverErrors: number(.enforcingConsecutive5xx, enforcing.serverErrors)
        case .gatewayErrors: number(.enforcingConsecutiveGatewayFailure, enforcing.gatewayErrors)
        case .localFailures: number(.enforcingConsecutiveLocalOriginFailure, enforcing.localFailures)
        case .successRate: number(.enforcingSuccessRate, enforcing.successRate)
        case .localSuccessRate: number(.enforcingLocalOriginSuccessRate, enforcing.localSuccessRate)
        case .failureRate: number(.enforcingFailurePercentage, enforcing.failureRate)
        case .localFailureRate: number(.enforcingFailurePercentageLocalOrigin, enforcing.localFailureRate)
        }
    }

    // MARK: - Rates

    /// From so many endpoints on rates of success are compared.
    var successMinimumHosts: UInt64 { number(.successRateMinimumHosts, configuration.successRate.minimumHosts) }
    var successRequestVolume: UInt64 { number(.successRateRequestVolume, configuration.successRate.requestVolume) }
    /// In thousandths of a deviation.
    var successFactor: UInt64 { number(.successRateStdevFactor, configuration.successRateFactor) }
    var failureMinimumHosts: UInt64 { number(.failurePercentageMinimumHosts, configuration.failureRate.minimumHosts) }
    var failureRequestVolume: UInt64 {
        number(.failurePercentageRequestVolume, configuration.failureRate.requestVolume)
    }
    var failureThreshold: UInt64 { number(.failurePercentageThreshold, configuration.failureThreshold) }
}
