public import Configuration
public import Telemetry

/// One TCP proxy as the snapshot holds it; shared by all workers and never changed.
public final class TCPProxySettings: Sendable {
    /// What was configured.
    public let configuration: TCPProxyConfiguration
    /// What it knows of its chain.
    let service: ServiceSettings
    /// Its own access logs.
    let accessLogs: [AccessLogTarget]
    /// What is counted.
    public let metrics: MetricScope
    /// The sum of the clusters' weights.
    let totalWeight: UInt64

    /// Resolves a validated configuration.
    public init(
        _ configuration: TCPProxyConfiguration, _ service: ServiceSettings, accessLogs: [AccessLogTarget],
        registry: MetricRegistry
    ) {
        self.configuration = configuration
        self.service = service
        self.accessLogs = accessLogs
        metrics = registry.scope(
            prefix: "tcp.\(configuration.statPrefix).",
            labels: [MetricLabel("envoy_tcp_prefix", configuration.statPrefix)], family: TCPProxyMetric.family)
        totalWeight = configuration.destinations.reduce(0) { $0 + UInt64($1.weight) }
    }

    /// The cluster that a random number chooses by weight; empty when there is none.
    func cluster(by random: UInt64) -> String {
        guard configuration.destinations.count > 1, totalWeight > 0 else {
            return configuration.destinations.first?.cluster ?? ""
        }
        var rest = random % totalWeight
        for destination in configuration.destinations {
            if rest < UInt64(destination.weight) { return destination.cluster }
            rest -= UInt64(destination.weight)
        }
        return ""
    }
}
