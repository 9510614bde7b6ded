/// Reads `envoy.config.cluster.v3.OutlierDetection`.
enum OutlierDetectionDocument {
    /// Reads when endpoints are ejected.
    static func read(_ reader: inout MessageReader) -> OutlierDetectionConfiguration {
        var result = OutlierDetectionConfiguration()
        take("consecutive_5xx", &result.consecutiveServerErrors, &reader)
        take("consecutive_gateway_failure", &result.consecutiveGatewayErrors, &reader)
        take("consecutive_local_origin_failure", &result.consecutiveLocalFailures, &reader)
        takeDuration("interval", &result.interval, &reader)
        takeDuration("base_ejection_time", &result.baseEjectionTime, &reader)
        let longest = reader.node("max_ejection_time")
        takeDuration("max_ejection_time", &result.maxEjectionTime, &reader)
        if let longest, result.maxEjectionTime < result.baseEjectionTime {
            reader.session.wrong(longest, expected: "a duration of at least \"base_ejection_time\"")
        }
        result.maxEjectionTime = max(result.maxEjectionTime, result.baseEjectionTime)
        result.ejectionJitter = reader.duration("max_ejection_time_jitter") ?? 0
        takePercent("max_ejection_percent", &result.maxEjectionPercent, &reader)
        result.alwaysEjectsOne = reader.bool("always_eject_one_host") ?? false
        result.splitsLocalFailures = reader.bool("split_external_local_origin_errors") ?? false
        takePercent("enforcing_consecutive_5xx", &result.enforcing.serverErrors, &reader)
        takePercent("enforcing_consecutive_gateway_failure", &result.enforcing.gatewayErrors, &reader)
        takePercent("enforcing_consecutive_local_origin_failure", &result.enforcing.localFailures, &reader)
        takePercent("enforcing_success_rate", &result.enforcing.successRate, &reader)
        takePercent("enforcing_local_origin_success_rate", &result.enforcing.localSuccessRate, &reader)
        takePercent("enforcing_failure_percentage", &result.enforcing.failureRate, &reader)
        takePercent("enforcing_failure_percentage_local_origin", &result.enforcing.localFailureRate, &reader)
        take("success_rate_minimum_hosts", &result.successRate.minimumHosts, &reader)
        take("success_rate_request_volume", &result.successRate.requestVolume, &reader)
        take("success_rate_stdev_factor", &result.successRateFactor, &reader)
        take("failure_percentage_minimum_hosts", &result.failureRate.minimumHosts, &reader)
        take("failure_percentage_request_volume", &result.failureRate.requestVolume, &reader)
        takePercent("failure_percentage_threshold", &result.failureThreshold, &reader)
        result.returnsWhenHealthy = reader.bool("successful_active_health_check_uneject_host") ?? true
        return result
    }

    private static func take(_ name: String, _ value: inout UInt32, _ reader: inout MessageReader) {
        value = reader.uint32(name) ?? value
    }

    private static func takePercent(_ name: String, _ value: inout UInt32, _ reader: inout MessageReader) {
        value = reader.uint32(name, in: 0...100) ?? value
    }

    private static func takeDuration(_ name: String, _ value: inout UInt64, _ reader: inout MessageReader) {
        guard let node = reader.node(name), let duration = reader.duration(name) else { return }
        if duration == 0 { reader.session.wrong(node, expected: "a duration of more than 0s") }
        value = duration
    }

    /// Reads the event log of `envoy.config.bootstrap.v3.ClusterManager.OutlierDetection`.
    static func readEventLog(_ reader: inout MessageReader) -> String { reader.string("event_log_path") ?? "" }
}
