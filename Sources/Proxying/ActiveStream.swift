public import Buffers
internal import Configuration
internal import EventLoops
public import Filters
internal import HTTPConnections
public import HTTPSemantics
internal import NetworkAddresses
internal import Routing
internal import TLS
internal import Telemetry
internal import Transports
internal import Upstreams

/// One request and its response in a connection manager: edits the heads as Envoy does, runs the filter chain, keeps
/// the timers, and tells logs and statistics how it ended.
///
/// Objects are reused; between requests one holds nothing but storage.
public final class ActiveStream: FilterStream {
    let manager: HTTPConnectionManager
    let settings: ConnectionManagerSettings
    /// The connection that carries it; nil between requests.
    private(set) var connection: HTTPServerConnection?
    /// The chosen route; nil before it is looked for, or when there is none.
    private(set) var route: WorkerRoute?
    private var routeResolved = false
    /// The random number by which shares of requests and weights choose; 0 until one is asked for.
    var routingNumber: UInt64 = 0
    /// Whether the request asks for a tunnel, and may.
    var isUpgraded = false
    /// Chains of upgrades that have filters of their own, by their entries; made at first use.
    private var upgradeChains: [Int: Chain] = [:]
    /// The chain of all other requests, while another is in its place.
    private var ordinaryChain: Chain?
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
    /// The client's address as trusted headers or the connection tell it, for logs.
    var clientAddress: IPAddress?
    /// Whether the request comes from one of our own networks.
    var isInternal = false
    /// The name of the request's virtual cluster; nil when it has none.
    var virtualClusterName: [UInt8]?
    /// Sizes and facts that only some formats ask for.
    var meters = StreamMeters()
    /// What the line that is being written is about.
    var logType = AccessLogType.notSet
    /// How often a route was looked for.
    private(set) var routeResolutions: UInt32 = 0
    /// Flags that the local reply which is being made does not see yet, as in Envoy.
    private var lateFlags: ResponseFlags = []
    /// The body of the local reply that is being made; empty otherwise.
    var localReplyBody = ByteBuffer()
    /// Where redirects that were followed have led the request.
    var redirectHistory = RedirectHistory()
    /// The next one of the manager's list of streams for reuse.
    var nextIdle: ActiveStream?
    private(set) var isComplete = false
    /// Whether the exchange was broken off.
    var wasReset = false
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
        let loop = manager.worker.loop
        idleTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.idle.rawValue, timeoutKind: .streamIdle)
        requestTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.request.rawValue)
        durationTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.duration.rawValue)
        if settings.logOptions.flushInterval != nil {
            logTimer = LoopTimer(loop: loop, owner: relay, kind: TimerKind.log.rawValue)
        }
        super.init(loop: loop, bufferLimit: manager.settings.bufferLimit)
        relay.stream = self
        choosesFilters = settings.routesSwitchFilters
        let chain = makeChain(settings.filters)
        install(chain.filters, terminal: chain.terminal)
    }

    private func makeChain(_ configurations: [HTTPFilterConfiguration]) -> Chain {
        var filters: [HTTPFilter] = []
        var terminal: TerminalFilter?
        for (index, filter) in configurations.enumerated() {
            switch filter.kind {
            case .fault(let fault):
                guard let scope = settings.faultMetrics, let metrics = manager.faultMetrics else { continue }
                filters.append(
                    FaultFilter(
                        FaultSettings(fault), name: filter.name, stream: self, scope: scope, metrics: metrics))
            case .headerMutation(let mutation):
                filters.append(
                    HeaderMutationFilter(manager.mutations(at: index, mutation), name: filter.name, stream: self))
            case .grpcWeb: filters.append(GRPCWebFilter(name: filter.name, stream: self))
            case .grpcStats(let stats):
                filters.append(GRPCStatsFilter(stats, name: filter.name, stream: self))
            case .grpcHTTP1Bridge: filters.append(GRPCHTTP1BridgeFilter(name: filter.name, stream: self))
            case .router(let router):
                terminal = RouterFilter(router, name: filter.name, stream: self)
                continue
            }
            filters.last?.isOffUnlessTold = filter.disabled
        }
        return Chain(
            filters: filters, terminal: terminal ?? RouterFilter(RouterConfiguration(), name: "", stream: self))
    }

    /// The filters of upgrades of one type, made when the stream first serves one.
    func upgradeChain(at index: Int) -> Chain {
        if let known = upgradeChains[index] { return known }
        let chain = makeChain(settings.upgrades.chains[index])
        upgradeChains[index] = chain
        return chain
    }

    /// Lets other filters take the request.
    func changeChain(to chain: Chain) {
        ordinaryChain = exchange(for: chain)
    }

    // MARK: - Life

    func begin(on connection: HTTPServerConnection) {
        self.connection = connection
        isComplete = false
        wasReset = false
        hasHead = false
        routeResolved = false
        routingNumber = 0
        isInternal = false
        durationIsRoutes = false
        lateFlags = []
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
        if isUpgraded { endUpgrade() }
        destroyStream()
        if let ordinaryChain {
            exchange(for: ordinaryChain)
            self.ordinaryChain = nil
        }
        connection = nil
        route = nil
        endpoint = nil
        upstreamVersion = nil
        upstreamLocalAddress = nil
        upstreamSecurity = nil
        upstreamAddress = nil
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
        if wasReset || info.requestEndTime == 0 { metrics.increment(ConnectionManagerMetric.downstreamRqRxReset) }
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
        if settings.observesConnections { measureRequestHead() }
        touch()
        if endStream { requestEnded() }
        if manager.worker.isOverloaded && isShed() { return }
        guard admitRequest() else { return }
        // What filters do to the head does not choose another route, unless they ask for that.
        resolveRoute()
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
        lateFlags = .downstreamProtocolError
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
        if manager.worker.isOverloaded { endKeepAliveIfOverloaded() }
        info.responseCode = responseHead.status
        info.responseStartTime = loop.now
        countResponse(responseHead.status)
        if info.requestEndTime == 0 {
            manager.metrics.increment(ConnectionManagerMetric.downstreamRqResponseBeforeRqComplete)
        }
        touch()
        if endStream { responseEnded() }
        if settings.observesConnections {
            let start = connection.connection.outbound.count
            connection.holdingEnd {
                $0.writeHeaders(self, responseHead, endStream: endStream)
                measureResponseHead($0, from: start)
            }
            return
        }
        connection.holdingEnd { $0.writeHeaders(self, responseHead, endStream: endStream) }
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

    override public func deliverResponseTrailers() {
        guard let connection else { return }
        responseEnded()
        connection.holdingEnd {
            $0.writeTrailers(self, responseTrailers)
            if $0.speaksHTTP2 { meters.responseHeaders = $0.headBytesSent(of: self) }
        }
    }

    override public func deliverInformational() {
        guard let connection else { return }
        countResponse(informationalHead.status)
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
        let facts = settings.routes.asks.isEmpty ? RequestFacts() : routingFacts()
        guard let match = settings.routes.match(requestHead, facts) else {
            route = nil
            return
        }
        var chosen = manager.route(at: match.ruleIndex)
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

    override public func localReplyBegins(status: UInt16) {
        // What made the request bad may have made its end doubtful too.
        if status == 400 && !settings.keepsConnectionAfterBadRequest { connection?.closeAfterResponse(self) }
    }

    /// Adds `location` with the address that the request asked for.
    func appendOwnLocation() {
        responseHead.headers.append(.location) { output in
            let proto = requestHead.headers.firstIndex(of: .xForwardedProto)
            output.append(proto >= 0 && requestHead.headers.value(at: proto, equals: "https") ? "https" : "http")
            output.append("://")
            requestHead.headers.appendValue(of: .authority, to: &output)
            requestHead.headers.appendValue(of: .path, to: &output)
        }
    }

    override public func clearRouteCache() {
        routeResolved = false
        route = nil
    }

    override public func chooseFilters() {
        resolveRoute()
        switchFilters { route?.override(ofFilter: $0.name).isOff }
    }

    override public func routeSettings(of filter: HTTPFilter) -> AnyObject? {
        // What is no request has no route.
        guard requestHeadersSeen else { return nil }
        resolveRoute()
        return route?.override(ofFilter: filter.name).settings
    }

    override public var routeClusterName: String? {
        resolveRoute()
        return route?.cluster?.cluster.name
    }

    override public func composeLocalReply(status: UInt16, body: Span<UInt8>, into buffer: inout ByteBuffer) {
        if let replies = manager.localReplies {
            rework(replies, status: status, body: body, into: &buffer)
        } else {
            super.composeLocalReply(status: status, body: body, into: &buffer)
        }
        info.flags.formUnion(lateFlags)
        lateFlags = []
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
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqTotal)
        clearRouteCache()
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
        restartStream(with: &body)
    }
}
