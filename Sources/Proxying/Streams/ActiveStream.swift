public import Buffers
public import Configuration
internal import EventLoops
public import Filters
internal import HTTPConnections
public import HTTPSemantics
public import NetworkAddresses
internal import Routing
internal import TLS
internal import Telemetry
public import Transports
internal import Upstreams

/// One request and its response in a connection manager: edits the heads as Envoy does, runs the filter chain, keeps
/// the timers, and tells logs and statistics how it ended.
///
/// Objects are reused; between requests one holds nothing but storage.
///
/// The class body holds the state and what it overrides. The extensions hold the steps: `+Life` how an exchange begins,
/// starts over and ends, `+RequestHead`, `+Forwarding` and `+ClientCertificate` what becomes of the request's head,
/// `+Routing` which route it takes, `+Chains` which filters, `+ResponseHead` and `+LocalReply` what becomes of the
/// response, `+Timers` what has a time, `+Counting` and `+Observation` what statistics and logs are told.
public final class ActiveStream: FilterStream, IdleObject {
    let manager: HTTPConnectionManager
    let settings: ConnectionManagerSettings
    // Parts of them that each request asks: reached through the settings, each would count a reference.
    let routes: RouteTable
    let trust: TrustSettings
    let serverName: [UInt8]
    /// The connection that carries it; nil between requests.
    var connection: HTTPServerConnection?
    /// The next one of the manager's list of streams for reuse.
    var nextIdle: ActiveStream?

    // MARK: Its filters

    /// The filters that its chains are made of.
    let plan: WorkerPlan
    /// Chains of upgrades that have filters of their own, by their entries; made at first use.
    var upgradeChains: [Int: Chain] = [:]
    /// The chain of all other requests, while another is in its place.
    var ordinaryChain: Chain?
    /// Where the filters of the chain stand among all of the manager's.
    var chainStart = 0

    // MARK: The request

    /// Whether its head was in order.
    var hasHead = false
    /// The client's address as trusted headers or the connection tell it, for logs.
    var clientAddress: IPAddress?
    /// Whether the request comes from one of our own networks.
    var isInternal = false
    /// The port that was taken from the host of a tunnel's request, which goes on with it; nil: none was.
    var tunnelPort: UInt32?
    /// Whether the request asks for a tunnel, and may.
    var isUpgraded = false
    /// Whether the filter has seen it that speaks of hosts which have no address.
    var isForwardProxied = false
    /// Where redirects that were followed have led the request.
    var redirectHistory = RedirectHistory()

    // MARK: Its route

    /// The chosen route; nil before it is looked for, or when there is none.
    var route: WorkerRoute?
    /// Whether it was looked for since the last `clearRouteCache`.
    var routeResolved = false
    /// Whether we have set x-forwarded-proto ourselves, and nobody may have taken it away since.
    var hasSetScheme = false
    /// How often a route was looked for.
    var routeResolutions: UInt32 = 0
    /// The random number by which shares of requests and weights choose; 0 until one is asked for.
    var routingNumber: UInt64 = 0
    /// The name of the request's virtual cluster; nil when it has none.
    var virtualClusterName: [UInt8]?

    // MARK: Its upstream, for logs

    /// The endpoint of the last try.
    var endpoint: Endpoint?
    /// Which of the endpoint's addresses the connection leads to; nil where there is only one.
    var upstreamAddress: SocketAddress?
    /// The version of HTTP that the upstream connection speaks; nil before there is one, and where what a CONNECT
    /// request carries goes upstream by itself.
    var upstreamVersion: HTTPVersion?
    /// Where the upstream connection leaves from.
    var upstreamLocalAddress: SocketAddress?
    /// TLS on the upstream connection, for logs that ask for it.
    var upstreamSecurity: PeerFacts?

    // MARK: The exchange, for logs and statistics

    /// Whether the response is complete, or will not be.
    var isComplete = false
    /// Whether the exchange was broken off.
    var wasReset = false
    /// Whether the upstream ended its direction of a tunnel before the client did, and not over HTTP/2.
    var wasLeftFirst = false
    /// Sizes and facts that only some formats ask for.
    var meters = StreamMeters()
    /// The workloads that client and upstream say they are, where filters read that.
    var downstreamWorkload: PeerWorkload?
    var upstreamWorkload: PeerWorkload?
    /// The request's span; nil where nothing is traced.
    private(set) var trace: StreamTrace?
    /// What the line that is being written is about.
    var logType = AccessLogType.notSet
    /// The body of the local reply that is being made; empty otherwise.
    var localReplyBody = ByteBuffer()

    // MARK: Timers

    let idleTimer: LoopTimer
    /// What `idleTimer` is armed for, in nanoseconds; 0 for nothing.
    var idleTimeout: UInt64 = 0
    let requestTimer: LoopTimer
    let durationTimer: LoopTimer
    /// Whether `durationTimer` stands where a route wanted it.
    var durationIsRoutes = false
    /// Writes a line from time to time; nil where nobody asks for that.
    let logTimer: LoopTimer?
    private let relay = TimerRelay()

    init(manager: HTTPConnectionManager) {
        self.manager = manager
        settings = manager.settings
        routes = settings.routes
        trust = settings.trust
        serverName = settings.serverName
        plan = manager.plan
        let loop = manager.worker.loop
        idleTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.idle.rawValue, timeoutKind: .streamIdle)
        requestTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.request.rawValue)
        durationTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.duration.rawValue)
        logTimer =
            settings.logOptions.flushInterval == nil
            ? nil : LoopTimer(loop: loop, owner: relay, kind: TimerKind.log.rawValue)
        super.init(loop: loop, bufferLimit: manager.settings.bufferLimit)
        relay.stream = self
        trace = manager.tracer.map { StreamTrace($0) }
        choosesFilters = plan.plan.isSwitched
        let chain = makeChain(0)
        install(chain.filters, terminal: chain.terminal)
    }

    override public func dismantle() {
        (terminalFilter as? RouterFilter)?.dismantle()
        for chain in upgradeChains.values { (chain.terminal as? RouterFilter)?.dismantle() }
        upgradeChains = [:]
        super.dismantle()
    }

    // MARK: - From the codec

    override public func requestHeadersReceived(endStream: Bool) {
        hasHead = true
        cameAsGRPC = requestHead.isGRPC
        if settings.observesConnections { measureRequestHead() }
        touch()
        if endStream { requestEnded() }
        if manager.worker.isOverloaded && !settings.bypassesOverload && isShed() { return }
        guard admitRequest() else { return }
        // What filters do to the head does not choose another route, unless they ask for that.
        resolveRoute()
        if let trace { trace.begin(self) }
        if requestHead.tunnel != .none, !admitTunnel() { return }
        if settings.logsBeforeEnd { logBeginning() }
        walkRequestHeaders(endStream: endStream)
    }

    override public func requestDataReceived(_ data: Span<UInt8>, endStream: Bool) {
        info.bytesReceived &+= UInt64(data.count)
        touch()
        if endStream {
            requestEnded()
            if requestHead.tunnel != .none { noteTunnelLeft() }
        }
        walkRequestData(data, endStream: endStream)
    }

    override public func requestDataSpliced(_ count: Int, endStream: Bool) {
        info.bytesReceived &+= UInt64(count)
        touch()
        if endStream { requestEnded() }
        walkRequestSpliced(count, endStream: endStream)
    }

    override public func requestTrailersReceived() {
        if settings.observesConnections, let connection, connection.speaksHTTP2 { measureRequestHead() }
        touch()
        requestEnded()
        walkRequestTrailers()
    }

    private func requestEnded() {
        info.requestEndTime = loop.now
        requestTimer.cancel()
    }

    override public func requestMalformed(_ problem: MessageProblem) {
        if problem == .underscore {
            manager.codecMetrics.increment(HTTP1CodecMetric.requestsRejectedWithUnderscoresInHeaders)
        }
        manager.metrics.increment(ConnectionManagerMetric.downstreamCxProtocolError)
        connection?.closeAfterResponse(self)
        // What was understood of a broken head is not shown: nothing of it can be trusted.
        if !hasHead { requestHead.reset() }
        if isHeadDelivered {
            info.flags.insert(.downstreamProtocolError)
            info.details = ResponseCodeDetails(problem.details)
            resetStream(.protocolError)
            return
        }
        lateReplyFlags = .downstreamProtocolError
        sendLocalReply(
            status: problem.status, literal: problem.body, details: ResponseCodeDetails(problem.details))
    }

    override public func requestBroken(_ problem: MessageProblem) {
        // What was understood of a broken head is not shown: nothing of it can be trusted.
        if !hasHead { forgetHead() }
        info.flags.insert(problem.isOwnRule ? .downstreamRemoteReset : .downstreamProtocolError)
        info.details = ResponseCodeDetails(problem.details)
        wasReset = true
    }

    private func forgetHead() {
        requestHead.reset()
        requestHead.version = .http2
    }

    override public func streamReset(_ reason: StreamResetReason) {
        if !hasHead, let connection, connection.speaksHTTP2 { forgetHead() }
        if !isComplete && (reason == .remoteReset || reason == .remoteRefusedStreamReset) {
            info.flags.insert(.downstreamRemoteReset)
            info.details = ResponseCodeDetails(reason == .remoteReset ? "http2.remote_reset" : "http2.remote_refuse")
            wasReset = true
        } else if !isComplete {
            info.flags.insert(.downstreamConnectionTermination)
            info.details = ResponseCodeDetails("downstream_remote_disconnect")
            wasReset = true
        }
    }

    override public func responseAboveHighWatermark() {
        manager.metrics.increment(ConnectionManagerMetric.downstreamFlowControlPausedReadingTotal)
        downstreamAboveHighWatermark()
    }

    override public func responseBelowLowWatermark() {
        manager.metrics.increment(ConnectionManagerMetric.downstreamFlowControlResumedReadingTotal)
        downstreamBelowLowWatermark()
        touch()
    }

    // MARK: - To the codec

    override public func deliverResponseHeaders(endStream: Bool) {
        guard let connection else { return }
        finishResponseHead()
        if manager.worker.isOverloaded && !settings.bypassesOverload { endKeepAliveIfOverloaded() }
        info.responseCode = responseHead.status
        info.responseStartTime = loop.now
        countResponse(responseHead.status)
        if info.requestEndTime == 0 {
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqResponseBeforeRqComplete)
        }
        touch()
        if endStream { responseEnded() }
        connection.holdEnd()
        if settings.observesConnections {
            let start = connection.connection.outbound.count
            connection.writeHeaders(self, responseHead, endStream: endStream)
            measureResponseHead(connection, from: start)
        } else {
            connection.writeHeaders(self, responseHead, endStream: endStream)
        }
        connection.releaseEnd()
    }

    private func responseEnded() {
        isComplete = true
        info.responseEndTime = loop.now
    }

    override public func deliverResponseData(_ data: Span<UInt8>, endStream: Bool) {
        guard let connection else { return }
        info.bytesSent &+= UInt64(data.count)
        touch()
        if endStream { responseEnded() }
        connection.writeData(self, data, endStream: endStream)
    }

    override public func deliverResponseSpliced(_ count: Int, endStream: Bool) {
        guard let connection else { return }
        info.bytesSent &+= UInt64(count)
        touch()
        if endStream { responseEnded() }
        connection.dataSpliced(self, endStream: endStream)
    }

    override public func deliverResponseTrailers() {
        guard let connection else { return }
        responseEnded()
        connection.holdEnd()
        connection.writeTrailers(self, responseTrailers)
        if connection.speaksHTTP2 { meters.responseHeaders = connection.headBytesSent(of: self) }
        connection.releaseEnd()
    }

    override public func deliverInformational() {
        guard let connection else { return }
        countResponse(informationalHead.status)
        info.responseCode = informationalHead.status
        connection.writeInformational(self, informationalHead)
    }

    override public func resetStream(_ reason: StreamResetReason) {
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqTxReset)
        isComplete = true
        wasReset = true
        connection?.reset(self, reason)
    }

    override public func pauseRequestSource() { connection?.pauseRequest(self) }

    override public func resumeRequestSource() { connection?.resumeRequest(self) }

    // MARK: - Local replies

    override public func localReplyBegins(status: UInt16) {
        // What made the request bad may have made its end doubtful too.
        if status == 400 && !settings.keepsConnectionAfterBadRequest { connection?.closeAfterResponse(self) }
        if let trace { trace.answeredLocally() }
    }

    /// What the route does to responses, as in Envoy, whoever replies; where the route itself answers it sees to that.
    override public func editLocalReply() {
        // As in Envoy, what is refused before the connection manager has set x-forwarded-proto has a route if it came
        // with one, and names a host.
        if !requestHeadersSeen && requestHead.headers.contains(.authority) && tellsScheme { resolveRoute() }
        guard let route, route.action == .forward else { return }
        for edits in route.responseEdits { edits.editResponse(self) }
    }

    override public func composeLocalReply(status: UInt16, body: Span<UInt8>, into buffer: inout ByteBuffer) {
        if let replies = manager.localReplies {
            rework(replies, status: status, body: body, into: &buffer)
        } else {
            super.composeLocalReply(status: status, body: body, into: &buffer)
        }
    }

    override public func responseIsTooLong() { manager.metrics.increment(ConnectionManagerMetric.rsTooLarge) }

    override public func requestIsTooLarge() {
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqTooLarge)
        answersBeforeEnd()
    }

    // MARK: - What filters ask of the route

    override public func chooseFilters() {
        resolveRoute()
        switchFilters { route?.override(ofFilterAt: chainStart + $0.position)?.isOff }
    }

    override public func routeSettings(of filter: HTTPFilter) -> AnyObject? {
        // What was refused before it came to its filters has a route only where `editLocalReply` found one.
        guard requestHeadersSeen || route != nil else { return nil }
        resolveRoute()
        return route?.override(ofFilterAt: chainStart + filter.position)?.settings
    }

    override public func rateLimitRules(_ host: LocalRateLimitConfiguration.HostLimits) -> [RateLimitRule] {
        resolveRoute()
        return route?.rateLimitRules(host) ?? []
    }

    override public var isRouted: Bool {
        resolveRoute()
        return route != nil
    }

    override public var leadsUpstream: Bool {
        resolveRoute()
        return route?.action == .forward
    }

    override public var routeClusterName: String? {
        resolveRoute()
        return route?.cluster?.cluster.name
    }

    override public func routeMetadata(in space: String, at path: ArraySlice<String>) -> StructValue? {
        resolveRoute()
        return metadata(of: .route, in: space, at: path)
    }

    override public func chargeRouteCluster(status: UInt16) {
        resolveRoute()
        // As Envoy counts what the filter's own request was answered.
        route?.cluster?.charge(status: status, isInternal: true)
    }

    override public func clearRouteCache() {
        // As in Envoy, replies and logs go by the route that was, until another is chosen.
        routeResolved = false
        hasSetScheme = false
    }

    override public func recreateStream() -> Bool {
        guard connection != nil, canRecreate else { return false }
        var body = ByteBuffer()
        restart(with: &body)
        return true
    }

    // MARK: - What filters ask of the connection

    override public func connectionObject(_ key: ObjectIdentifier, _ make: () -> AnyObject) -> AnyObject {
        guard let connection else { return make() }
        if let known = connection.attachments[key] { return known }
        let made = make()
        connection.attachments[key] = made
        return made
    }

    override public var peerAddress: SocketAddress? { connection?.connection.directRemoteAddress }

    /// The client as a proxy in front told it, or the connection's own peer.
    override public var connectionAddress: SocketAddress? { connection?.connection.remoteAddress }

    override public var ownAddress: SocketAddress? { connection?.connection.localAddress }

    /// The client as trusted fields tell it, with port 0 then; else the peer itself.
    override public var downstreamAddress: SocketAddress? {
        let peer = connection?.connection.remoteAddress
        if let client = clientAddress, client != peer?.ipAddress { return .ip(client, port: 0) }
        return peer
    }

    override public var upstreamEndpoint: SocketAddress? { endpoint?.address }

    override public var peerIdentity: (any PeerIdentity)? { connection?.connection.transport?.peerIdentity }

    override public var requestedServerName: String { connection?.connection.transport?.requestedServerName ?? "" }

    override public var connectionTexts: ConnectionTexts? { connection?.filterTexts }

    // MARK: - What filters ask of the proxy

    override public var ownClusterName: String { settings.node.cluster }

    override public var isServerFailing: Bool { manager.worker.isServerFailing }

    override public func clusterHealth(_ name: String) -> (healthy: Int, total: Int)? {
        guard let set = manager.worker.cluster(named: name)?.cluster.endpoints else { return nil }
        return (set.all.count { $0.isHealthy }, set.all.count)
    }

    override public func healthCheckFound() {
        manager.metrics.increment(ConnectionManagerMetric.tracingHealthCheck)
    }

    override public func randomBits() -> UInt64 { manager.worker.randomBits() }
}
