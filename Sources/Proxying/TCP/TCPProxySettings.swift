public import Configuration
public import Telemetry
internal import Upstreams

/// One TCP proxy as the snapshot holds it; shared by all workers and never changed.
public final class TCPProxySettings: Sendable {
    /// What was configured.
    public let configuration: TCPProxyConfiguration
    /// What it knows of its chain.
    let service: ServiceSettings
    /// Its own access logs.
    let accessLogs: [AccessLogTarget]
    /// The statistics.
    public let metrics: MetricScope
    /// The sum of the clusters' weights.
    private let totalWeight: UInt64
    /// What endpoints have to say of themselves for each of the destinations; nil means nothing.
    let destinationCriteria: [SubsetCriteria?]
    /// What endpoints have to say of themselves where a connection names its cluster; nil means nothing.
    let criteria: SubsetCriteria?
    /// How Istio's metrics count its connections; nil means they do not.
    let istio: IstioConnectionReport.Settings?
    private let registry: MetricRegistry

    /// Resolves a validated configuration.
    public init(
        _ configuration: TCPProxyConfiguration, _ service: ServiceSettings, accessLogs: [AccessLogTarget],
        registry: MetricRegistry, istio: IstioStatsConfiguration? = nil, isInbound: Bool = false,
        own: WorkloadDescription = WorkloadDescription()
    ) {
        self.configuration = configuration
        self.registry = registry
        self.istio = istio.map {
            IstioConnectionReport.Settings(configuration: $0, own: own, isServer: isInbound)
        }
        self.service = service
        self.accessLogs = accessLogs
        metrics = registry.scope(
            prefix: "tcp.\(configuration.statPrefix).",
            labels: [MetricLabel("envoy_tcp_prefix", configuration.statPrefix)], family: TCPProxyMetric.family)
        if configuration.tunneling != nil {
            _ = registry.scope(
                prefix: metrics.prefix + "tcpproxy_tunneling.", extractedPrefix: "tcp.tcpproxy_tunneling.",
                labels: metrics.labels, family: TunnelMetric.family)
        }
        totalWeight = configuration.destinations.reduce(0) { $0 + UInt64($1.weight) }
        criteria = SubsetCriteria(configuration.metadataMatch)
        destinationCriteria = configuration.destinations.map { SubsetCriteria($0.metadataMatch) }
    }

    /// What counts a connection in Istio's metrics; nil where they do not.
    func makeReport(_ exchange: ConnectionExchange) -> IstioConnectionReport? {
        istio.map { IstioConnectionReport($0, exchange, registry: registry) }
    }

    /// The place of the destination that a random number chooses by weight; nil when there is none.
    func destination(by random: UInt64) -> Int? {
        if destinationCriteria.count == 1 || totalWeight == 0 { return destinationCriteria.indices.first }
        var rest = random % totalWeight
        for (index, destination) in configuration.destinations.enumerated() {
            if rest < UInt64(destination.weight) { return index }
            rest -= UInt64(destination.weight)
        }
        return nil
    }
}
