internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import TLS
internal import Telemetry
internal import Transports
internal import Upstreams

/// Counts one connection of a TCP proxy in Istio's standard metrics: when it has its upstream, at an interval, and when
/// it ends. Its labels are those of the moment when it first counts.
final class IstioConnectionReport: TimerOwner {
    /// How connections of a TCP proxy are counted.
    struct Settings: Sendable {
        var configuration: IstioStatsConfiguration
        /// The workload that this proxy serves.
        var own: WorkloadDescription
        /// Whether this proxy is the server's.
        var isServer: Bool
    }

    private let settings: Settings
    private unowned let exchange: ConnectionExchange
    private let statistics: IstioStatistics
    private let variant: Int32
    private let timer: LoopTimer
    private var series: IstioSeries?
    private var isOpen = false
    private var sent: UInt64 = 0
    private var received: UInt64 = 0

    init(_ settings: Settings, _ exchange: ConnectionExchange, registry: MetricRegistry) {
        self.settings = settings
        self.exchange = exchange
        let worker = exchange.worker
        statistics = worker.istioStatistics
        variant = statistics.variant(settings.configuration, registry: registry, own: settings.own)
        timer = LoopTimer(loop: worker.loop)
        super.init()
        timer.owner = self
    }

    /// The connection has its upstream.
    func opened() {
        begin()
        if let interval = settings.configuration.reportInterval { timer.arm(after: interval) }
    }

    /// The connection is gone.
    func ended() {
        timer.cancel()
        begin()
        countBytes()
        series?.add(1, 1)
    }

    override func timerFired(_ kind: UInt8) {
        countBytes()
        if let interval = settings.configuration.reportInterval { timer.arm(after: interval) }
    }

    private func begin() {
        if isOpen { return }
        isOpen = true
        series = find()
        series?.add(0, 1)
    }

    private func countBytes() {
        let connection = exchange.connection
        series?.add(2, connection.bytesSent &- sent)
        series?.add(3, connection.bytesReceived &- received)
        sent = connection.bytesSent
        received = connection.bytesReceived
    }

    private func find() -> IstioSeries? {
        var facts = IstioFacts(subject: .connection, isServer: settings.isServer)
        facts.variant = variant
        facts.flags = exchange.facts.info.flags.rawValue
        let security =
            settings.isServer ? (exchange.connection.transport as? TLSTransport)?.peer : exchange.upstreamSecurity
        let peerPrincipal = security?.remote.uris.first ?? ""
        let ownPrincipal = security?.local.uris.first ?? ""
        if settings.isServer {
            facts.security = peerPrincipal.isEmpty || ownPrincipal.isEmpty ? .none : .mutualTLS
        }
        let peer = settings.isServer ? nil : exchange.endpoint.flatMap { statistics.workload(of: $0) }
        let cluster = exchange.cluster?.cluster.meshFacts
        let host = cluster?.host ?? []
        let name = cluster?.name ?? []
        return statistics.series(
            facts, peer: peer, host: host.span, name: name.span, peerPrincipal: peerPrincipal.utf8.span,
            ownPrincipal: ownPrincipal.utf8.span)
    }
}
