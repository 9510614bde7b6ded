internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Routing
internal import TLS
internal import Transports
internal import Upstreams

/// What a format is written of: a request with its response, or a connection that carries none.
///
/// Everything that runs over it is generic, and specialised for the two: no call of a log line is a dynamic one.
protocol LoggedExchange: AnyObject {
    /// The worker that it runs on.
    var worker: ProxyWorker { get }
    /// What is known about it.
    var info: StreamInfo { get }
    /// What the line that is being written is about.
    var logType: AccessLogType { get set }
    /// Sizes on the wire and facts of the upstream connection.
    var meters: StreamMeters { get }
    /// The request, and in it the response; nil where there are none.
    var request: ActiveStream? { get }
    /// Appends what a step says of the request or its response; false, with nothing appended, when there is nothing.
    /// Spares the count of a reference that asking for `request` costs.
    func appendMessage(_ step: FormatStep, by program: FormatProgram, to line: inout ByteBuffer) -> Bool
    /// The downstream connection.
    var downstream: Connection? { get }
    /// When it was accepted, on the loop's clock.
    var downstreamOpenedAt: UInt64 { get }
    /// Why it ended; nil while it is open.
    var downstreamCloseReason: ConnectionCloseReason? { get }
    /// Bytes received from the downstream on the wire.
    var requestWireBytes: UInt64 { get }
    /// Bytes sent to the downstream on the wire.
    var responseWireBytes: UInt64 { get }
    /// The client as trusted headers tell it, with port 0 then; else the peer itself.
    var downstreamAddress: SocketAddress? { get }
    /// The endpoint that was chosen last.
    var endpoint: Endpoint? { get }
    /// The endpoint to which a connection was found.
    var reachedEndpoint: Endpoint? { get }
    /// The address of the upstream connection.
    var reachedAddress: SocketAddress? { get }
    /// Where the upstream connection leaves from.
    var upstreamLocalAddress: SocketAddress? { get }
    /// TLS on the upstream connection.
    var upstreamSecurity: PeerFacts? { get }
    /// Why the upstream connection ended; nil while it is open, or where that is not told.
    var upstreamCloseReason: ConnectionCloseReason? { get }
    /// What filters have left for logs.
    var dynamicMetadata: Metadata { get }
    /// Hands a text that filters share to `body`; false, and `body` does not run, where there is none.
    func withSharedText(of name: String, _ body: (Span<UInt8>) -> Void) -> Bool
    /// The name that the client asked for in its ClientHello; empty for none.
    var requestedServerName: String { get }
    /// Why a filter ended the connection; empty when none did.
    var terminationDetails: String { get }
    /// Why this side ended the connection; empty when it did not, or where that is not told.
    var localCloseReason: String { get }
    /// Why this side ended the upstream connection.
    var upstreamLocalCloseReason: String { get }
    /// The name of the cluster that it goes to; nil where there is no such cluster.
    var upstreamClusterName: [UInt8]? { get }
    /// The name that the cluster has in statistics; nil as above.
    var upstreamClusterStatName: [UInt8]? { get }
    /// The name of its route; nil for none.
    var routeName: [UInt8]? { get }
    /// How often a route was looked for.
    var routeResolutions: UInt32 { get }
    /// The head of the answer that opened its tunnel, or the trailers, as JSON; nil where they are not kept.
    func tunnelAnswer(trailers: Bool) -> [UInt8]?
    /// What one that takes part says of itself, behind a path; nil when it says nothing there, or takes no part.
    func metadata(of source: FormatMetadataSource, in space: String, at path: ArraySlice<String>) -> StructValue?
    /// The listener's name.
    var listenerName: [UInt8] { get }
    /// The filter chain's name.
    var filterChainName: [UInt8] { get }
}

extension LoggedExchange {
    var loop: EventLoop { worker.loop }

    /// TLS on the downstream connection; nil when it is plain.
    var downstreamTLS: TLSTransport? { downstream?.transport as? TLSTransport }

    /// A number that belongs to a request: the first eight digits of its `x-request-id`, else a random one.
    var requestNumber: UInt64 { request?.identifyingNumber ?? worker.randomBits() }
}

extension ActiveStream: LoggedExchange {
    var worker: ProxyWorker { manager.worker }
    var request: ActiveStream? { self }
    @inline(__always)
    func appendMessage(_ step: FormatStep, by program: FormatProgram, to line: inout ByteBuffer) -> Bool {
        program.appendMessage(step, self, to: &line)
    }
    var downstream: Connection? { connection?.connection }
    var downstreamOpenedAt: UInt64 { connection?.openedAt ?? 0 }
    var downstreamCloseReason: ConnectionCloseReason? { connection?.closeReason }
    func withSharedText(of name: String, _ body: (Span<UInt8>) -> Void) -> Bool {
        if filterState.withText(of: name, body) != nil { return true }
        return connectionTexts?.withText(of: name, body) != nil
    }
    var listenerName: [UInt8] { settings.listenerName }
    var filterChainName: [UInt8] { settings.filterChainName }
    var routeName: [UInt8]? { route?.name }
    var upstreamCloseReason: ConnectionCloseReason? { nil }
    var terminationDetails: String { "" }
    var localCloseReason: String {
        // As in Envoy, requests do not tell.
        guard !isAlive, let connection else { return "" }
        return (connection.connection.delayedCloseExpired ? .patience : connection.localEnd)?.words.description ?? ""
    }
    var upstreamLocalCloseReason: String { "" }
    func tunnelAnswer(trailers: Bool) -> [UInt8]? { nil }
    func metadata(of source: FormatMetadataSource, in space: String, at path: ArraySlice<String>) -> StructValue? {
        switch source {
        case .cluster: route?.cluster?.cluster.configuration.metadata.value(in: space, at: path)
        case .endpoint: endpoint?.metadata.value(in: space, at: path)
        case .route: route?.rule.metadata.value(in: space, at: path)
        case .virtualHost: route?.rule.hostMetadata.value(in: space, at: path)
        case .listener: settings.listenerMetadata.value(in: space, at: path)
        case .filterChain: settings.filterChainMetadata.value(in: space, at: path)
        }
    }
    var upstreamClusterName: [UInt8]? {
        // A route may name a cluster that there is not.
        guard let route, route.cluster != nil else { return nil }
        return route.clusterName
    }
    var upstreamClusterStatName: [UInt8]? {
        guard let route, route.cluster != nil else { return nil }
        return route.clusterStatName
    }

    /// Whether its version of HTTP is known: of a connection it is with its first request.
    var hasProtocol: Bool {
        guard !isAlive, let connection else { return isAlive }
        return connection.connection.bytesReceived != 0 && !connection.failedAtOnce
    }
}
