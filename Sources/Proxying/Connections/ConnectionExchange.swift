internal import EventLoops
internal import Filters
internal import NetworkAddresses
internal import TLS
internal import Telemetry
internal import Transports
internal import Upstreams

/// A connection that carries no requests, as logs see it.
final class ConnectionExchange: LoggedExchange {
    let worker: ProxyWorker
    let connection: Connection
    /// What filters and listener filters tell of it.
    let facts: ConnectionFacts
    let listenerName: [UInt8]
    let filterChainName: [UInt8]
    let downstreamOpenedAt: UInt64
    /// Whether network filters stand before the end of its chain.
    let isFiltered: Bool
    var logType = AccessLogType.notSet
    private(set) var downstreamCloseReason: ConnectionCloseReason?
    private(set) var meters = StreamMeters()
    /// The cluster; nil before it is known.
    var cluster: WorkerCluster?
    /// The endpoint that was chosen last.
    var endpoint: Endpoint?
    /// The connection to it.
    var upstream: UpstreamConnection?
    /// Where that leaves from.
    var upstreamLocalAddress: SocketAddress?
    /// Why that ended; nil while it is open.
    var upstreamCloseReason: ConnectionCloseReason?

    init(
        _ connection: Connection, _ facts: ConnectionFacts, worker: ProxyWorker, settings: ServiceSettings,
        isFiltered: Bool = false
    ) {
        self.isFiltered = isFiltered
        self.connection = connection
        self.facts = facts
        self.worker = worker
        listenerName = settings.listenerName
        filterChainName = settings.filterChainName
        downstreamOpenedAt = worker.loop.now
    }

    /// Takes the sizes that logs show.
    func measure() {
        facts.info.bytesReceived = connection.bytesReceived
        facts.info.bytesSent = connection.bytesSent
        guard let upstream = upstream?.connection, self.upstream?.readyAt != 0 else { return }
        meters.upstreamRequestWire = upstream.bytesSent
        meters.upstreamResponseWire = upstream.bytesReceived
        meters.upstreamConnectionID = upstream.id
        meters.upstreamConnectBegin = self.upstream?.openedAt ?? 0
        meters.upstreamConnectEnd = self.upstream?.readyAt ?? 0
    }

    func closed(_ reason: ConnectionCloseReason) { downstreamCloseReason = reason }

    // MARK: - LoggedExchange

    var info: StreamInfo { facts.info }
    var request: ActiveStream? { nil }
    var downstream: Connection? { connection }
    var requestWireBytes: UInt64 { connection.bytesReceived }
    var responseWireBytes: UInt64 { connection.bytesSent }
    var clientAddress: IPAddress? { nil }
    var reachedEndpoint: Endpoint? { upstream?.readyAt ?? 0 != 0 ? endpoint : nil }
    var reachedAddress: SocketAddress? { reachedEndpoint == nil ? nil : upstream?.connection?.remoteAddress }
    var upstreamSecurity: PeerFacts? { (upstream?.connection?.transport as? TLSTransport)?.peer }
    var upstreamClusterName: [UInt8]? { cluster.map { Array($0.cluster.name.utf8) } }
    var routeName: [UInt8]? { nil }
    var routeResolutions: UInt32 { 0 }
    var requestedServerName: String { facts.requestedServerName }
    var terminationDetails: String { facts.terminationDetails }
    var localCloseReason: String { facts.localCloseReason }
    var upstreamLocalCloseReason: String { facts.upstreamCloseReason }
}
