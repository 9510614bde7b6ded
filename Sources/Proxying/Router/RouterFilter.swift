internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Routing
internal import Telemetry
internal import Transports
internal import Upstreams

/// The terminal filter: sends the request where its route says, and brings the answer back.
///
/// ```
///   route? ─no─▶ 404        cluster? ─no─▶ 503 NC        endpoint? ─no─▶ 503 UH
///     │direct response, redirect ─▶ answered here
///     ▼
///   pool ─failed─▶ 503 UF | UO
///     ▼ready
///   request ──▶ head ──▶ body ──▶ trailers ──▶ done
///     │timeout ─▶ retry, 504 UT     │reset ─▶ retry, 503 UC | UR, 502 UPE; after the head: reset downstream
/// ```
/// This file takes the request in. `+Tries` begins a try, `+Sending` writes the request to the upstream connection,
/// `+Response` takes the response, `+Failures` and `+Retries` what goes wrong, `+Timeouts` what takes too long;
/// `+Replies` answers without an upstream, and `+Charging` counts.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
final class RouterFilter: TerminalFilter {
    let configuration: RouterConfiguration
    let owner: ActiveStream
    let timers: RouterTimers
    /// Logs with a line for each try; nil for most routers.
    let tryLogs: TryLogs?

    // MARK: Where the request goes

    /// The route that the request began with, whatever the stream chooses later.
    private(set) var route: WorkerRoute?
    var cluster: WorkerCluster? { route?.cluster }
    /// Whether the route leads to an aggregate.
    var isAggregated = false
    /// Which endpoint the request wants.
    var choice = EndpointChoice()
    /// Whether `choice` says anything.
    var asksForChoice = false
    /// A pending look-up of the host that the request asks for; nil for most.
    var hostWait: HostWait?
    /// The endpoint of that host.
    var forwardedEndpoint: Endpoint?
    /// Cookies that lead the client back to its endpoint; the response sets them.
    var cookies: [[UInt8]] = []
    /// The fields of an answer that left a WebSocket handshake open, until the reply in its place has them.
    var unheardFields = HeaderMap()
    /// How long the request may take.
    var timeouts = RequestTimeouts()
    /// A second place where responses are counted (`x-envoy-upstream-alt-stat-name`); nil for none.
    var alternative: MetricWriter?
    /// The request's virtual cluster, as `RouteStatistics` numbers them.
    var virtualCluster = 0

    // MARK: Tries

    /// The newest try.
    var upstream: UpstreamRequest?
    /// Tries that go on beside it, since they may still be answered; empty for all but hedged requests.
    var slowTries: [UpstreamRequest] = []
    /// Unused objects for further simultaneous tries.
    var spareTries: [UpstreamRequest] = []
    /// Whether a try was begun.
    var hasTried = false
    /// Whether and how the request is tried again; nil where nothing asks for it.
    var retries: RetryState?
    /// Whether the pause before the next try is running.
    var retryWaits = false
    /// Whether the endpoint asked for that pause.
    var isPauseAsked = false
    /// Whether the next try follows one that timed out.
    var isTimeoutRetry = false
    /// Endpoints that were tried, where the policy avoids them.
    var triedEndpoints: [Endpoint] = []
    /// Priorities that were tried; nil unless the policy avoids them.
    var triedPriorities: TriedPriorities?
    /// Why the request was sent once more without any rule; nil while it was not.
    var safeRetryCause: StreamResetReason?
    var safeRetryUsed: Bool { safeRetryCause != nil }
    /// Copies of the request that are being fed; empty for most.
    var mirrored: [MirroredRequest] = []

    // MARK: The request's parts

    /// Whether anything of the request has left.
    var wasSent = false
    /// Body bytes that came before there was a connection, and those that another try would send again.
    var waitingBody = ByteBuffer()
    /// Whether the whole body is kept, as far as the limit allows.
    var keepsBody = false
    /// Whether `waitingBody` holds all of the body so far.
    private(set) var bodyIsWhole = true
    /// Whether the request is its head only.
    var endsWithHead = false
    var hasTrailers = false
    /// Whether the whole request was received.
    var hasEnded = false
    var pausedForConnection = false
    var pausedForUpstream = false
    /// Whether the client's bytes wait until the response has opened the tunnel that the request asks for. An upstream
    /// that opens none could take them for a further request.
    var awaitsTunnel = false

    // MARK: The response's parts

    var interimReceived = false
    var headReceived = false

    init(_ configuration: RouterConfiguration, name: String, logs: TryLogs?, stream: ActiveStream) {
        self.configuration = configuration
        tryLogs = logs
        owner = stream
        timers = RouterTimers(loop: stream.loop)
        super.init(stream: stream, name: name, interests: .all)
        timers.router = self
    }

    override func streamDestroyed() {
        timers.cancel()
        if upstream?.isActive == true { upstream?.cancel() }
        if !slowTries.isEmpty { abandonSlowTries() }
        if retries != nil { endRetries() }
        if !mirrored.isEmpty { releaseMirrors() }
        if !triedEndpoints.isEmpty { triedEndpoints.removeAll(keepingCapacity: true) }
        if triedPriorities != nil { triedPriorities = nil }
        if hostWait != nil {
            hostWait?.router = nil
            hostWait = nil
        }
        if forwardedEndpoint != nil { forwardedEndpoint = nil }
        emptyBody()
        route = nil
        if alternative != nil { alternative = nil }
        if asksForChoice {
            asksForChoice = false
            choice.reset()
        }
        if !cookies.isEmpty { cookies = [] }
        forgetProgress()
    }

    private func forgetProgress() {
        endsWithHead = false
        hasTrailers = false
        bodyIsWhole = true
        safeRetryCause = nil
        interimReceived = false
        headReceived = false
        awaitsTunnel = false
        pausedForConnection = false
        pausedForUpstream = false
        wasSent = false
        keepsBody = false
        hasEnded = false
        hasTried = false
    }

    /// The stream is not used again.
    func dismantle() {
        upstream = nil
        spareTries = []
        timers.router = nil
    }

    // MARK: - The request

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let metrics = owner.manager.metrics
        owner.resolveRoute()
        // Requests that wait at the filter for their hosts are counted behind it.
        if !owner.isForwardProxied || owner.route?.cluster?.forwarded == nil {
            metrics.increment(ConnectionManagerMetric.rqTotal)
        }
        guard let route = owner.route else {
            metrics.increment(ConnectionManagerMetric.noRoute)
            owner.sendLocalReply(
                status: 404, details: ResponseCodeDetails("route_not_found"), flags: .noRouteFound)
            return .stopIteration
        }
        self.route = route
        switch route.action {
        case .directResponse: answerDirectly(route)
        case .redirect: redirect(route)
        case .forward: forward(route, endStream: endStream)
        }
        return .stopIteration
    }

    private func forward(_ route: WorkerRoute, endStream: Bool) {
        let metrics = owner.manager.metrics
        guard let cluster = route.cluster else {
            metrics.increment(ConnectionManagerMetric.noCluster)
            owner.sendLocalReply(
                status: route.clusterNotFoundStatus, details: ResponseCodeDetails("cluster_not_found"),
                flags: .noClusterFound)
            return
        }
        let tunnel = owner.requestHead.tunnel
        // A filter may have chosen this route after the upgrade was let pass as a request that goes nowhere.
        if tunnel != .none && !owner.isUpgraded {
            owner.sendLocalReply(status: 403, details: ResponseCodeDetails("upgrade_failed"))
            return
        }
        awaitsTunnel = tunnel != .none
        if route.statistics != nil { findVirtualCluster(route) }
        if owner.requestHead.headers.mayContain(.xEnvoyUpstreamAltStatName) { takeAlternativeName() }
        if !configuration.strictlyCheckedFields.isEmpty, !checkStrictFields() { return }
        if refusesForMaintenance(cluster) { return }
        if dropsOverload(cluster.cluster.configuration.dropOverload) { return }
        owner.info.attempts = 1
        isAggregated = cluster.isAggregate
        if cluster.forwarded != nil { return beginWithHost(route, cluster, endStream: endStream) }
        finishHead(route)
        if cluster.usesChoice || owner.connection?.connection.origin?.source != nil { makeChoice(route, cluster) }
        guard let pool = pick(from: cluster, route) else {
            replyWithoutEndpoint()
            return
        }
        launch(route, through: pool, endStream: endStream)
    }

    /// Makes the head what it leaves as.
    func finishHead(_ route: WorkerRoute) {
        decideTimeouts(route)
        // The route's edits see the field, and may take it away.
        if route.countsAttemptsUpstream { owner.requestHead.headers.set(.xEnvoyAttemptCount, "1") }
        if route.editsRequests { route.editRequest(owner) }
        if let port = owner.tunnelPort { owner.requestHead.headers.restorePort(port) }
        let keepsOriginals = !configuration.suppressEnvoyHeaders
        if let formats = route.formats { formats.rewriteHost(owner, route, keepsOriginal: keepsOriginals) }
        route.rule.rewrite(&owner.requestHead, with: route.rewriter, keepsOriginals: keepsOriginals)
        if let formats = route.formats { formats.rewritePath(owner, route, keepsOriginal: keepsOriginals) }
    }

    /// Sends the request, whose head is as it leaves.
    func launch(_ route: WorkerRoute, through pool: EndpointPool, endStream: Bool) {
        beginRetries(route)
        if route.redirects != nil { keepsBody = true }
        if !route.mirrors.isEmpty { prepareMirrors(route) }
        endsWithHead = endStream && !awaitsTunnel
        if endStream || hasEnded { requestEnded() }
        send(through: pool)
        if !mirrored.isEmpty {
            sendMirrors(endStream: endStream)
            if !waitingBody.isEmpty { mirrorWaiting() }
        }
    }

    /// Copies what came while the request waited for its host.
    private func mirrorWaiting() {
        var body = ByteBuffer()
        swap(&body, &waitingBody)
        feedMirrors(body.readable, endStream: hasEnded && !hasTrailers)
        swap(&body, &waitingBody)
    }

    /// Whether an answer may still come, and the request goes on.
    var isUnderWay: Bool {
        upstream?.isActive == true || retryWaits || hostWait != nil || !slowTries.isEmpty
    }

    override func requestBytes(_ data: Span<UInt8>, endStream: Bool) {
        guard isUnderWay else { return }
        if !mirrored.isEmpty { feedMirrors(data, endStream: endStream) }
        let isKept = keepsBody && keep(data)
        // What could not be kept may have been the end of it.
        guard isUnderWay else { return }
        if endStream { requestEnded() }
        if let upstream, let connection = upstream.connection, !awaitsTunnel {
            if !isKept {
                if mayRetrySafely(upstream, connection) { keepForRetry(data) } else { forgetBody() }
            }
            if upstream.isWatched { upstream.noteSent(data.count) }
            connection.writeData(upstream, data, endStream: endStream)
            if endStream {
                owner.info.upstreamSentTime = owner.loop.now
                upstream.requestEnded()
            } else if !isKept && !bodyIsWhole && mirrored.isEmpty {
                spliceRequest(upstream, connection)
            }
        } else if headReceived {
            // There is no tunnel.
        } else if !isKept {
            hold(data)
            // A body that is longer than the wait for a connection waits in the kernel.
            if waitingBody.count > owner.bufferLimit && !pausedForConnection && !endStream {
                pausedForConnection = true
                owner.pauseRequestSource()
            }
        }
    }

    override func requestSpliced(_ count: Int, endStream: Bool) { requestWentBy(count, endStream: endStream) }

    /// Keeps body bytes for further tries; false when they do not fit, and then there are no further tries.
    private func keep(_ data: Span<UInt8>) -> Bool {
        let limit =
            route?.rule.resilience.bodyLimits.limit(connection: owner.bufferLimit, filter: owner.requestBufferLimit)
            ?? 0
        if data.count <= limit &- waitingBody.count {
            hold(data)
            return true
        }
        cluster?.metrics.increment(ClusterMetric.retryOrShadowAbandoned)
        keepsBody = false
        endRetries()
        if !isUnderWay {
            abandonUpstream()
            owner.answersBeforeEnd()
            owner.sendLocalReply(
                status: 507, literal: "exceeded request buffer limit while retrying upstream",
                details: ResponseCodeDetails("request_payload_exceeded_retry_buffer_limit"), edit: editOfReplies())
        }
        return false
    }

    override func requestTrailers() -> FilterTrailersStatus {
        guard isUnderWay else { return .continueIteration }
        requestEnded()
        hasTrailers = true
        if !mirrored.isEmpty { feedMirrorsTrailers() }
        if let upstream, let connection = upstream.connection, !awaitsTunnel {
            connection.writeTrailers(upstream, owner.requestTrailers)
            owner.info.upstreamSentTime = owner.loop.now
            upstream.requestEnded()
        }
        return .continueIteration
    }

    /// Whether a try that turns out never to have been looked at would be followed by one more, without any rule: its
    /// connection carried requests before or carries others beside it, and this one either does no harm twice or has
    /// not left yet.
    func mayRetrySafely(_ request: UpstreamRequest, _ connection: HTTPClientConnection) -> Bool {
        if safeRetryUsed || headReceived || !bodyIsWhole { return false }
        if connection.isMultiplexed { return waitingBody.count <= Self.mostRefusedBody }
        return request.isReused && (owner.requestHead.method.isIdempotent || !connection.wroteBytes(of: request))
    }

    /// Bytes of a body that are kept in case the endpoint refuses the stream.
    private static let mostRefusedBody = 16 << 10

    private func keepForRetry(_ data: Span<UInt8>) {
        if data.count > owner.bufferLimit &- waitingBody.count { forgetBody() } else { hold(data) }
    }

    private func hold(_ data: Span<UInt8>) {
        if waitingBody.isEmpty { owner.loop.lendStorage(to: &waitingBody) }
        waitingBody.append(data)
    }

    private func emptyBody() {
        if waitingBody.capacity == 0 { return }
        waitingBody.removeAll()
        owner.loop.takeBackStorage(from: &waitingBody)
    }

    /// Whether the request has come whole, and can be sent again.
    var isWhole: Bool { hasEnded && bodyIsWhole }

    /// Forgets what was kept of a body that is not sent again.
    func dropBody() {
        waitingBody.removeAll()
        owner.requestTrailers.removeAll()
    }

    /// Hands the request, as its head is now, to the filters once more.
    func startOver() {
        var body = ByteBuffer()
        swap(&body, &waitingBody)
        owner.restart(with: &body)
    }

    func forgetBody() {
        bodyIsWhole = false
        emptyBody()
    }

    /// The timeouts of the whole request count from its end, those of a try from there or from its connection.
    func requestEnded() {
        hasEnded = true
        // A tunnel has no end that could be waited for.
        if owner.requestHead.tunnel != .none { return }
        timers.requestEnded(timeouts)
        if upstream?.connection != nil { timers.tryBegan(timeouts) }
    }

    // MARK: - Back-pressure

    override func downstreamAboveHighWatermark() {
        guard let upstream, let connection = upstream.connection else { return }
        cluster?.metrics.increment(ClusterMetric.upstreamFlowControlPausedReadingTotal)
        connection.pauseResponse(upstream)
    }

    override func downstreamBelowLowWatermark() {
        guard let upstream, let connection = upstream.connection else { return }
        cluster?.metrics.increment(ClusterMetric.upstreamFlowControlResumedReadingTotal)
        connection.resumeResponse(upstream)
    }
}
