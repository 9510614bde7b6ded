public import Telemetry

/// Which metrics the subscriptions of one kind have, and where. Those that are left out are never written: somebody
/// else shows them, or nobody does.
public struct SubscriptionFamily: Sendable {
    /// The metrics.
    public let metrics: MetricFamily
    private let absent: Set<SubscriptionMetric>

    private init(_ prefix: String, without absent: Set<SubscriptionMetric>) {
        self.absent = absent
        metrics = MetricFamily(
            extractedPrefix: prefix,
            SubscriptionMetric.allCases.map { $0.declaration(existence: absent.contains($0) ? .onceUsed : .always) })
    }

    /// Whether a metric is there.
    func has(_ metric: SubscriptionMetric) -> Bool { !absent.contains(metric) }

    /// Of clusters.
    public static let clusters = SubscriptionFamily(
        "cluster_manager.cds.", without: [.updateEmpty, .keyRotationFailed])
    /// Of listeners.
    public static let listeners = SubscriptionFamily(
        "listener_manager.lds.", without: [.updateEmpty, .configReload, .configReloadTimeMs, .keyRotationFailed])
    /// Of routes.
    public static let routes = SubscriptionFamily("http.rds.", without: [.keyRotationFailed])
    /// Of the endpoints of a cluster, whose own metrics have the others.
    public static let endpoints = SubscriptionFamily(
        "cluster.",
        without: [
            .configReload, .configReloadTimeMs, .updateAttempt, .updateEmpty, .updateFailure, .updateSuccess, .version,
            .keyRotationFailed,
        ])
    /// Of a layer of values by key.
    public static let runtime = SubscriptionFamily(
        "runtime.", without: [.updateEmpty, .configReload, .configReloadTimeMs, .keyRotationFailed])
    /// Of a secret.
    public static let secrets = SubscriptionFamily(
        "sds.", without: [.updateEmpty, .configReload, .configReloadTimeMs])
}
