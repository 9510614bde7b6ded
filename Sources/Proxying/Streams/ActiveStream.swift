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
public final class ActiveStream: FilterStream {
    let manager: HTTPConnectionManager
    let settings: ConnectionManagerSettings
    // Parts of them that each request asks: reached through the settings, each would count a reference.
    private let routes: RouteTable
    let trust: TrustSettings
    let serverName: [UInt8]
    /// The filters that its chains are made of.
    let plan: WorkerPlan
    /// The connection that carries it; nil between requests.
    private(set) var connection: HTTPServerConnection?
    /// The chosen route; nil before it is looked for, or when there is none.
    private(set) var route: WorkerRoute?
    /// Whether the filter has seen it that speaks of hosts which have no address.
    var isForwardProxied = false
    private var routeResolved = false
    /// The random number by which shares of requests and weights choose; 0 until one is asked for.
    var routingNumber: UInt64 = 0
    /// The port that was taken from the host of a tunnel's request, which goes on with it; nil: none was.
    var tunnelPort: UInt32?
    /// Whether the request asks for a tunnel, and may.
    var isUpgraded = false
    /// Chains of upgrades that have filters of their own, by their entries; made at first use.
    private var upgradeChains: [Int: Chain] = [:]
    /// The chain of all other requests, while another is in its place.
    private var ordinaryChain: Chain?
    /// Where the filters of the chain stand among all of the manager's.
    private var chainStart = 0
    /// The endpoint of the last try, for logs.
    var endpoint: Endpoint?
    /// Which of the endpoint's addresses the connection leads to, for logs; nil where there is only one.
    var upstreamAddress: SocketAddress?
    /// The version of HTTP that the upstream connection speaks, for logs; nil before there is one, and where what a
    /// CONNECT request carries goes upstream by itself.
    var upstreamVersion: HTTPVersion?
    /// Where the upstream connection leaves from, for logs.
    var upstreamLocalAddress: SocketAddress?
    /// TLS on the upstream connection, for logs that ask for it.
    var upstreamSecurity: PeerFacts?
    /// The workloads that client and upstream say they are, where filters read that.
    var downstreamWorkload: PeerWorkload?
    var upstreamWorkload: PeerWorkload?
    /// The client's address as trusted headers or the connection tell it, for logs.
    var clientAddress: IPAddress?
    /// Whether the request comes from one of our own networks.
    var isInternal = false
    /// The name of the request's virtual cluster; nil when it has none.
    var virtualClusterName: [UInt8]?
    /// Sizes and facts that only some formats ask for.
    var meters = StreamMeters()
    /// The request's span; nil where nothing is traced.
    private(set) var trace: StreamTrace?
    /// What the line that is being written is about.
    var logType = AccessLogType.notSet
    /// How often a route was looked for.
    private(set) var routeResolutions: UInt32 = 0
    /// The body of the local reply that is being made; empty otherwise.
    var localReplyBody = ByteBuffer()
    /// Where redirects that were followed have led the request.
    var redirectHistory = RedirectHistory()
    /// The next one of the manager's list of streams for reuse.
    var nextIdle: ActiveStream?
    private(set) var isComplete = false
    /// Whether the exchange was broken off.
    var wasReset = false
    /// Whether the upstream ended its direction of a tunnel before the client did, and not over HTTP/2.
    var wasLeftFirst = false
    /// Whether the request's head was in order.
    private var hasHead = false
    /// Nanoseconds; 0 for none.
    private var idleTimeout: UInt64 = 0
    private let idleTimer: LoopTimer
    private let requestTimer: LoopTimer
    private let durationTimer: LoopTimer
    /// Whether `durationTimer` stands where a route wanted it.
    private var durationIsRoutes = false
    /// Writes a line from time to time; nil where nobody asks for that.
    private var logTimer: LoopTimer?

    private enum TimerKind: UInt8 {
        case idle, request, duration, log
    }

    /// Hands timers on; a stream is no timer owner itself.
    private final class TimerRelay: TimerOwner {
        unowned var stream: ActiveStream?
        override func timerFired(_ kind: UInt8) {
            if let kind = TimerKind(rawValue: kind) { stream?.timerFired(kind) }
        }
    }
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
        if settings.logOptions.flushInterval != nil {
            logTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.log.rawValue)
        }
        super.init(loop: loop, bufferLimit: manager.settings.bufferLimit)
        relay.stream = self
        trace = manager.tracer.map { StreamTrace($0) }
        choosesFilters = plan.plan.isSwitched
        let chain = makeChain(0)
        install(chain.filters, terminal: chain.terminal)
    }

    private func makeChain(_ number: Int) -> Chain {
        let chain = plan.plan.chains[number]
        var filters: [HTTPFilter] = []
        for filter in plan.filters[chain.places] {
            let made = filter.maker.make(named: filter.filter.name, on: self)
            made.isOffUnlessTold = filter.filter.isOffUnlessTold
            filters.append(made)
        }
        let logs = number < manager.tryLogs.count ? manager.tryLogs[number] : nil
        return Chain(
            filters: filters, terminal: RouterFilter(chain.router, name: chain.routerName, logs: logs, stream: self))
    }

    /// Lets the filters of an upgrade take the request; they are made when the stream first serves one.
    func changeChain(toUpgradeAt index: Int) {
        let chain = upgradeChains[index] ?? makeChain(index + 1)
        upgradeChains[index] = chain
        ordinaryChain = exchange(for: chain)
        chainStart = plan.plan.chains[index + 1].places.lowerBound
    }

    // MARK: - Life

    func begin(on connection: HTTPServerConnection) {
        self.connection = connection
        isComplete = false
        wasReset = false
        wasLeftFirst = false
        hasHead = false
        routeResolved = false
        routingNumber = 0
        tunnelPort = nil
        isInternal = false
        durationIsRoutes = false
        lateReplyFlags = []
        flushTimeout = nil
        if redirectHistory.count != 0 { redirectHistory = RedirectHistory() }
        startStream()
        noteStart()
        if settings.observesConnections { meters = StreamMeters() }
        setIdleTimeout(settings.streamIdleTimeout)
        if let timeout = settings.requestTimeout { requestTimer.arm(after: timeout) }
        if let duration = settings.maxStreamDuration { durationTimer.arm(after: duration) }
    }

    private func noteStart() {
        routeResolutions = 0
        isForwardProxied = false
        info.startTime = loop.now
        let wall = loop.wallClock
        info.startSeconds = wall.seconds
        info.startNanoseconds = wall.nanoseconds
    }

    /// The connection forgets the stream: logs it and makes it ready for the next request.
    func end() {
        guard isAlive else { return }
        idleTimer.cancel()
        requestTimer.cancel()
        durationTimer.cancel()
        logTimer?.cancel()
        countEnd()
        manager.log(self)
        tellEnding()
        if manager.worker.isTapped { manager.worker.tap(self) }
        if isUpgraded { endUpgrade() }
        if let trace { trace.finish(self) }
        destroyStream()
        if let ordinaryChain {
            exchange(for: ordinaryChain)
            self.ordinaryChain = nil
            chainStart = 0
        }
        connection = nil
        route = nil
        endpoint = nil
        upstreamVersion = nil
        upstreamLocalAddress = nil
        if upstreamSecurity != nil { upstreamSecurity = nil }
        if upstreamAddress != nil { upstreamAddress = nil }
        clientAddress = nil
        if virtualClusterName != nil { virtualClusterName = nil }
    }

    /// Stands for a connection, and no request, while `body` runs.
    func describing(_ connection: HTTPServerConnection, _ body: () -> Void) {
        self.connection = connection
        let wall = loop.wallClock
        let age = loop.now &- connection.openedAt
        let start = wall.seconds &* 1_000_000_000 &+ Int64(wall.nanoseconds) &- Int64(truncatingIfNeeded: age)
        info.startTime = connection.openedAt
        info.startSeconds = start / 1_000_000_000
        info.startNanoseconds = Int32(truncatingIfNeeded: start % 1_000_000_000)
        info.bytesReceived = connection.connection.bytesReceived
        info.bytesSent = connection.connection.bytesSent
        body()
        info.reset()
        self.connection = nil
    }

    override public func dismantle() {
        (terminalFilter as? RouterFilter)?.dismantle()
        for chain in upgradeChains.values { (chain.terminal as? RouterFilter)?.dismantle() }
        upgradeChains = [:]
        super.dismantle()
    }

    /// Counts a head that goes to the client, an interim one too.
    private func countResponse(_ status: UInt16) {
        if isHealthCheck { return }
        let metrics = manager.metrics
        metrics.increment(ConnectionManagerMetric.downstreamRqCompleted)
        manager.listenerMetrics.increment(ListenerHTTPMetric.downstreamRqCompleted)
        let metric: ConnectionManagerMetric
        let listenerMetric: ListenerHTTPMetric
        switch status {
        case 100..<200: (metric, listenerMetric) = (.downstreamRq1xx, .downstreamRq1xx)
        case 200..<300: (metric, listenerMetric) = (.downstreamRq2xx, .downstreamRq2xx)
        case 300..<400: (metric, listenerMetric) = (.downstreamRq3xx, .downstreamRq3xx)
        case 400..<500: (metric, listenerMetric) = (.downstreamRq4xx, .downstreamRq4xx)
        case 500..<600: (metric, listenerMetric) = (.downstreamRq5xx, .downstreamRq5xx)
        default: return
        }
        metrics.increment(metric)
        manager.listenerMetrics.increment(listenerMetric)
    }

    private func countEnd() {
        let metrics = manager.metrics
        // What is answered before its end is not read on: Envoy counts that as a reset, too.
        if wasReset || wasLeftFirst || info.requestEndTime == 0 {
            metrics.increment(ConnectionManagerMetric.downstreamRqRxReset)
        }
        if isComplete && !wasReset {
            metrics.record(ConnectionManagerMetric.downstreamRqTime, (loop.now &- info.startTime) / 1_000_000)
        }
    }

    /// Something moved: the idle timeout starts again.
    func touch() {
        if idleTimeout != 0 { idleTimer.armTimeout(idleTimeout) }
    }

    /// Takes the idle timeout that holds now: the route's once there is one.
    private func setIdleTimeout(_ timeout: UInt64?) {
        idleTimeout = timeout ?? 0
        if idleTimeout == 0 { idleTimer.cancel() } else { touch() }
    }

    private func timerFired(_ kind: TimerKind) {
        guard isAlive, let connection else { return }
        switch kind {
        case .log:
            manager.log(self, .downstreamPeriodic)
            if let interval = settings.logOptions.flushInterval { logTimer?.arm(after: interval) }
        case .idle:
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqIdleTimeout)
            info.flags.insert(.streamIdleTimeout)
            if isHeadDelivered {
                info.details = ResponseCodeDetails("stream_idle_timeout")
                resetStream(.localReset)
            } else {
                sendLocalReply(
                    status: isRequestComplete ? 504 : 408, literal: "stream timeout",
                    details: ResponseCodeDetails("stream_idle_timeout"))
            }
        case .request:
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqTimeout)
            connection.closeAfterResponse(self)
            sendLocalReply(
                status: 408, literal: "request timeout",
                details: ResponseCodeDetails("request_overall_timeout"))
        case .duration:
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqMaxDurationReached)
            if isResponseDelivered { return resetStream(.localReset) }
            sendLocalReply(
                status: isRequestComplete ? 504 : 408, literal: "downstream duration timeout",
                details: ResponseCodeDetails("max_duration_timeout"), grpcStatus: 4)
        }
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

    /// Writes the line of a request that has begun, and sees to those that follow while it lasts.
    private func logBeginning() {
        if settings.logOptions.flushesOnNewRequest { manager.log(self, .downstreamStart) }
        if let interval = settings.logOptions.flushInterval { logTimer?.arm(after: interval) }
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

    // MARK: - Routes

    /// Chooses the route of the request as it is now, unless that was done since `clearRouteCache`.
    func resolveRoute() {
        if routeResolved { return }
        routeResolved = true
        routeResolutions &+= 1
        // Without facts there is nothing to release.
        let found = routes.asks.isEmpty ? routes.match(requestHead) : routes.match(requestHead, routingFacts())
        guard var match = found else {
            route = nil
            return
        }
        if match.awaitsHash {
            guard let branch = chooseBranch(match, routingFacts()) else {
                route = nil
                return
            }
            match = branch
        }
        var chosen = manager.route(at: match.ruleIndex, of: self)
        if chosen.takesClusterFromField { chosen = chosen.resolved(for: requestHead, worker: manager.worker) }
        if chosen.hasOwnDuration || durationIsRoutes { setDuration(chosen) }
        if chosen.hasOwnIdleTimeout { setIdleTimeout(chosen.idleTimeout(default: settings.streamIdleTimeout)) }
        flushTimeout = chosen.flushTimeout
        route = consume chosen
    }

    /// Lets the stream live as long as the route says, from its beginning on.
    private func setDuration(_ route: WorkerRoute) {
        durationIsRoutes = route.hasOwnDuration
        guard let limit = route.duration(of: &requestHead, default: settings.maxStreamDuration) else {
            durationTimer.cancel()
            return
        }
        durationTimer.arm(at: max(info.startTime &+ limit, loop.now))
    }

    override public func responseIsTooLong() { manager.metrics.increment(ConnectionManagerMetric.rsTooLarge) }

    override public func localReplyBegins(status: UInt16) {
        // What made the request bad may have made its end doubtful too.
        if status == 400 && !settings.keepsConnectionAfterBadRequest { connection?.closeAfterResponse(self) }
        if let trace { trace.answeredLocally() }
    }

    /// Adds `location` with the address that the request asked for.
    func appendOwnLocation() {
        responseHead.headers.append(.location) { requestHead.writeOwnLocation(to: &$0) }
    }

    override public func clearRouteCache() {
        routeResolved = false
        route = nil
    }

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

    override public var routeClusterName: String? {
        resolveRoute()
        return route?.cluster?.cluster.name
    }

    override public func routeMetadata(in space: String, at path: ArraySlice<String>) -> StructValue? {
        resolveRoute()
        return metadata(of: .route, in: space, at: path)
    }

    override public var isRouted: Bool {
        resolveRoute()
        return route != nil
    }

    override public var leadsUpstream: Bool {
        resolveRoute()
        return route?.action == .forward
    }

    override public func chargeRouteCluster(status: UInt16) {
        resolveRoute()
        // As Envoy counts what the filter's own request was answered.
        route?.cluster?.charge(status: status, isInternal: true)
    }

    override public func clusterHealth(_ name: String) -> (healthy: Int, total: Int)? {
        guard let set = manager.worker.cluster(named: name)?.cluster.endpoints else { return nil }
        return (set.all.count { $0.isHealthy }, set.all.count)
    }

    override public func requestIsTooLarge() {
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqTooLarge)
        answersBeforeEnd()
    }

    /// The answer that follows was decided on by a piece of the body. In Envoy the end of an HTTP/1 body comes behind
    /// its last byte, and is not waited for then.
    func answersBeforeEnd() {
        guard let connection, !connection.speaksHTTP2 else { return }
        info.requestEndTime = 0
        connection.closeAfterResponse(self)
    }

    override public var isServerFailing: Bool { manager.worker.isServerFailing }

    override public func healthCheckFound() {
        manager.metrics.increment(ConnectionManagerMetric.tracingHealthCheck)
    }

    override public func connectionObject(_ key: ObjectIdentifier, _ make: () -> AnyObject) -> AnyObject {
        guard let connection else { return make() }
        if let known = connection.attachments[key] { return known }
        let made = make()
        connection.attachments[key] = made
        return made
    }

    override public var ownClusterName: String { settings.node.cluster }

    override public func rateLimitRules(_ host: LocalRateLimitConfiguration.HostLimits) -> [RateLimitRule] {
        resolveRoute()
        return route?.rateLimitRules(host) ?? []
    }

    override public var upstreamEndpoint: SocketAddress? { endpoint?.address }

    override public var peerAddress: SocketAddress? { connection?.connection.directRemoteAddress }

    /// The client as a proxy in front told it, or the connection's own peer.
    override public var connectionAddress: SocketAddress? { connection?.connection.remoteAddress }

    /// The client as trusted fields tell it, with port 0 then; else the peer itself.
    override public var downstreamAddress: SocketAddress? {
        let peer = connection?.connection.remoteAddress
        if let client = clientAddress, client != peer?.ipAddress { return .ip(client, port: 0) }
        return peer
    }

    override public var connectionTexts: ConnectionTexts? { connection?.filterTexts }
    override public var ownAddress: SocketAddress? { connection?.connection.localAddress }

    override public var peerIdentity: (any PeerIdentity)? { connection?.connection.transport?.peerIdentity }

    override public var requestedServerName: String { connection?.connection.transport?.requestedServerName ?? "" }

    /// What the route does to responses, as in Envoy, whoever replies; where the route itself answers it sees to that.
    override public func editLocalReply() {
        // As in Envoy, what is refused before the connection manager has set x-forwarded-proto has a route if it came
        // with one, and names a host.
        if !requestHeadersSeen && requestHead.headers.contains(.authority) {
            let proto = requestHead.headers.firstIndex(of: .xForwardedProto)
            if proto >= 0 && !requestHead.headers.isValueEmpty(at: proto) { resolveRoute() }
        }
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

    override public func randomBits() -> UInt64 { manager.worker.randomBits() }

    override public func recreateStream() -> Bool {
        guard connection != nil, canRecreate else { return false }
        var body = ByteBuffer()
        restart(with: &body)
        return true
    }

    /// Starts over with the head as it is now, and a body. The route may be chosen already.
    func restart(with body: inout ByteBuffer) {
        // The exchange so far is one of its own: it has its line and its count.
        manager.log(self)
        tellEnding()
        if let trace { trace.finish(self) }
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqTotal)
        manager.metrics.increment(
            requestHead.version == .http2
                ? ConnectionManagerMetric.downstreamRqHttp2Total : .downstreamRqHttp1Total)
        clearRouteCache()
        // What a filter has left ends with the filters, before a route is chosen anew.
        filterState.removeAll()
        routingNumber = 0
        endpoint = nil
        upstreamLocalAddress = nil
        upstreamAddress = nil
        let received = info.bytesReceived
        info = StreamInfo()
        // As in Envoy, a body that is handed on again counts again.
        info.bytesReceived = received &+ UInt64(body.count)
        noteStart()
        info.requestEndTime = loop.now
        resolveRoute()
        if let trace { trace.begin(self) }
        restartStream(with: &body)
    }
}
