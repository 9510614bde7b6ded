public import Telemetry

/// What is counted of one subscription.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/overview/mgmt_server
public enum SubscriptionMetric: Int, MetricIndex {
    /// `config_reload`
    case configReload
    /// `config_reload_time_ms`
    case configReloadTimeMs
    /// `init_fetch_timeout`
    case initFetchTimeout
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

    private func declaration(existence: MetricExistence) -> MetricDeclaration {
        switch self {
        case .configReload: .counter("config_reload", existence: existence)
        case .configReloadTimeMs: .gauge("config_reload_time_ms", existence: existence)
        case .initFetchTimeout: .counter("init_fetch_timeout", existence: existence)
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

    /// Of clusters.
    public static let clusters = family("cluster_manager.cds.", without: [.updateEmpty])
    /// Of listeners.
    public static let listeners = family(
        "listener_manager.lds.", without: [.updateEmpty, .configReload, .configReloadTimeMs])
    /// Of routes.
    public static let routes = family("http.rds.", without: [])
    /// Of the endpoints of a cluster, whose own metrics have the others.
    public static let endpoints = family(
        "cluster.",
        without: [
            .configReload, .configReloadTimeMs, .updateAttempt, .updateEmpty, .updateFailure, .updateSuccess, .version,
        ])

    /// A family in which some metrics never appear, since nothing writes them.
    private static func family(_ prefix: String, without absent: Set<SubscriptionMetric>) -> MetricFamily {
        MetricFamily(
            extractedPrefix: prefix,
            allCases.map { $0.declaration(existence: absent.contains($0) ? .onceUsed : .always) })
    }
}
