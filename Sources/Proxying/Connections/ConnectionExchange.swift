internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
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
    private let settings: ServiceSettings
    let downstreamOpenedAt: UInt64
    /// Whether network filters stand before the end of its chain.
    let isFiltered: Bool
    /// Whether its bytes on the wire are told; as in Envoy, only a proxy's are.
    var isMetered = false
    var logType = AccessLogType.notSet
    private(set) var downstreamCloseReason: ConnectionCloseReason?
    private(set) var meters = StreamMeters()
    /// The cluster; nil before it is known.
    var cluster: WorkerCluster?
    /// The endpoint that was chosen last.
    var endpoint: Endpoint?
    /// What leads to it.
    private(set) var upstream: (any SessionUpstream)?
    /// Bytes of tries before this one.
    private var earlierTries = WireBytes()
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
        self.settings = settings
        downstreamOpenedAt = worker.loop.now
    }

    /// Takes the sizes that logs show.
    func measure() {
        facts.info.bytesReceived = connection.bytesReceived
        facts.info.bytesSent = connection.bytesSent
        guard let upstream else { return }
        let wire = earlierTries + upstream.wireBytes
        meters.upstreamRequestWire = wire.sent
        meters.upstreamResponseWire = wire.received
        meters.upstreamRequestHeaders = upstream.headBytes.sent
        meters.upstreamResponseHeaders = upstream.headBytes.received
        guard let connection = upstream.connection, upstream.readyAt != 0 else { return }
        meters.upstreamConnectionID = connection.id
        meters.upstreamConnectBegin = upstream.openedAt
        meters.upstreamConnectEnd = upstream.readyAt
    }

    /// The upstream is tried, perhaps once more.
    func beginTry(_ upstream: any SessionUpstream) {
        if let earlier = self.upstream { earlierTries = earlierTries + earlier.wireBytes }
        self.upstream = upstream
    }

    func closed(_ reason: ConnectionCloseReason) { downstreamCloseReason = reason }

    // MARK: - LoggedExchange

    var info: StreamInfo { facts.info }
    var listenerName: [UInt8] { settings.listenerName }
    var filterChainName: [UInt8] { settings.filterChainName }
    func metadata(of source: FormatMetadataSource, in space: String, at path: ArraySlice<String>) -> StructValue? {
        switch source {
        case .cluster: cluster?.cluster.configuration.metadata.value(in: space, at: path)
        case .endpoint: endpoint?.metadata.value(in: space, at: path)
        case .listener: settings.listenerMetadata.value(in: space, at: path)
        case .filterChain: settings.filterChainMetadata.value(in: space, at: path)
        case .route, .virtualHost: nil
        }
    }
    var request: ActiveStream? { nil }
    func appendMessage(_ step: FormatStep, by program: FormatProgram, to line: inout ByteBuffer) -> Bool { false }
    var downstream: Connection? { connection }
    var requestWireBytes: UInt64 { isMetered ? connection.bytesReceived : 0 }
    var responseWireBytes: UInt64 { isMetered ? connection.bytesSent : 0 }
    var downstreamAddress: SocketAddress? { connection.remoteAddress }
    var reachedEndpoint: Endpoint? { upstream?.readyAt ?? 0 != 0 ? endpoint : nil }
    var reachedAddress: SocketAddress? { reachedEndpoint == nil ? nil : upstream?.connection?.remoteAddress }
    var upstreamSecurity: PeerFacts? { (upstream?.connection?.transport as? TLSTransport)?.peer }
    var upstreamClusterName: [UInt8]? { cluster.map { Array($0.cluster.name.utf8) } }
    var upstreamClusterStatName: [UInt8]? { cluster.map { Array($0.cluster.configuration.statName.utf8) } }
    var routeName: [UInt8]? { nil }
    var routeResolutions: UInt32 { 0 }
    var dynamicMetadata: Metadata { facts.metadata }
    func withSharedText(of name: String, _ body: (Span<UInt8>) -> Void) -> Bool {
        facts.texts?.withText(of: name, body) != nil
    }
    var requestedServerName: String { facts.requestedServerName }
    var terminationDetails: String { facts.terminationDetails }
    var localCloseReason: String { facts.localCloseReason }
    func tunnelAnswer(trailers: Bool) -> [UInt8]? { trailers ? facts.tunnelTrailers : facts.tunnelHeaders }
    var upstreamLocalCloseReason: String { facts.upstreamCloseReason }
}
