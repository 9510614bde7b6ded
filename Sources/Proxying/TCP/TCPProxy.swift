internal import Configuration
internal import EventLoops
internal import Filters
internal import Telemetry
internal import Transports
internal import Upstreams

/// The TCP proxy of one filter chain on one worker: a session for each connection.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/network_filters/tcp_proxy_filter
final class TCPProxy: ConnectionService {
    let proxySettings: TCPProxySettings
    /// What of them connections ask; reached through the settings, each would count references.
    let configuration: TCPProxyConfiguration
    /// Where this worker counts.
    let metrics: MetricWriter
    /// How it asks for tunnels; nil where bytes go by themselves.
    let tunnel: TunnelHead?
    private let accessLogs: [WorkerAccessLog]
    private var destinations: [NamedCluster]
    /// Whether connections end as soon as bytes move.
    private(set) var endsWithTraffic = false
    private var isDraining = false

    init(_ settings: TCPProxySettings, worker: ProxyWorker) {
        proxySettings = settings
        configuration = settings.configuration
        metrics = settings.metrics.writer(thread: worker.index)
        destinations = settings.configuration.destinations.map { NamedCluster($0.cluster) }
        tunnel = settings.configuration.tunneling.map { TunnelHead($0) }
        accessLogs = settings.accessLogs.map { WorkerAccessLog($0, worker: worker) }
        super.init(settings.service, worker: worker)
    }

    override var isLogging: Bool { super.isLogging || !accessLogs.isEmpty }

    override func makeHandler(_ exchange: ConnectionExchange) -> ServiceConnection {
        TCPProxySession(exchange, of: self)
    }

    override func adopted(_ handler: ServiceConnection) {
        guard let session = handler as? TCPProxySession else { return }
        metrics.increment(TCPProxyMetric.downstreamCxTotal)
        // While the client shakes hands, the upstream can be connected to.
        let isEarly =
            handler.connection.transport != nil && configuration.connectMode == .immediate
            && !handler.exchange.isFiltered
        if isEarly { session.begin() }
    }

    /// Where a connection goes: as its first bytes say, or by weight. The cluster is nil when there is none.
    func destination(_ facts: ConnectionFacts) -> (cluster: WorkerCluster?, criteria: SubsetCriteria?) {
        if let name = facts.clusterName { return (worker.cluster(named: name), proxySettings.criteria) }
        guard let place = proxySettings.destination(by: worker.randomBits()) else { return (nil, nil) }
        return (destinations[place].cluster(on: worker), proxySettings.destinationCriteria[place])
    }

    override func drain(over duration: UInt64) {
        isDraining = true
        setEndsConnections(true)
    }

    override func setEndsConnections(_ ends: Bool) {
        endsWithTraffic = configuration.endsWhenDraining && (ends || isDraining)
    }

    /// Writes the lines of a connection, when it has ended or while it lasts.
    func log(_ exchange: ConnectionExchange, _ type: AccessLogType) {
        if accessLogs.isEmpty { return }
        exchange.measure()
        exchange.logType = type
        for log in accessLogs { log.write(exchange) }
        exchange.logType = .notSet
    }
}
