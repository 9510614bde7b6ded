public import Telemetry

/// The statistics of one subscription.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/overview/mgmt_server
public enum SubscriptionMetric: Int, MetricIndex {
    /// `config_reload`
    case configReload
    /// `config_reload_time_ms`
    case configReloadTimeMs
    /// `init_fetch_timeout`
    case initFetchTimeout
    /// `key_rotation_failed`
    case keyRotationFailed
    /// `update_attempt`
    case updateAttempt
    /// `update_duration`
    case updateDuration
    /// `update_empty`
    case updateEmpty
    /// `update_failure`
    case updateFailure
    /// `update_rejected`
    case updateRejected
    /// `update_success`
    case updateSuccess
    /// `update_time`
    case updateTime
    /// `version`
    case version

    /// Envoy's name and kind.
    public var declaration: MetricDeclaration { declaration(existence: .always) }

    func declaration(existence: MetricExistence) -> MetricDeclaration {
        switch self {
        case .configReload: .counter("config_reload", existence: existence)
        case .configReloadTimeMs: .gauge("config_reload_time_ms", existence: existence)
        case .initFetchTimeout: .counter("init_fetch_timeout", existence: existence)
        case .keyRotationFailed: .counter("key_rotation_failed", existence: existence)
        case .updateAttempt: .counter("update_attempt", existence: existence)
        case .updateDuration: .histogram("update_duration", .milliseconds, existence: existence)
        case .updateEmpty: .counter("update_empty", existence: existence)
        case .updateFailure: .counter("update_failure", existence: existence)
        case .updateRejected: .counter("update_rejected", existence: existence)
        case .updateSuccess: .counter("update_success", existence: existence)
        case .updateTime: .gauge("update_time", existence: existence)
        case .version: .gauge("version", existence: existence)
        }
    }
}
