internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Routing
internal import TLS
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
/// Retries of the route's policy stand in `RouterFilter+Retries`; failures in `RouterFilter+Failures`.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
final class RouterFilter: TerminalFilter {
    let configuration: RouterConfiguration
    let owner: ActiveStream
    /// The newest try.
    var upstream: UpstreamRequest?
    /// Tries that go on beside it, since they may still be answered; empty for all but hedged requests.
    var slowTries: [UpstreamRequest] = []
    /// Objects for further tries at a time.
    var spareTries: [UpstreamRequest] = []
    /// Whether and how the request is tried again; nil where nothing asks for it.
    var retries: RetryState?
    /// Whether a pause goes on before the next try.
    var retryWaits = false
    /// Whether the endpoint wanted that pause.
    var isPauseAsked = false
    /// Whether the next try follows one that took too long.
    var isTimeoutRetry = false
    /// Where the request was sent to already, where retries go elsewhere.
    var triedEndpoints: [Endpoint] = []
    /// Copies of the request that are being fed; empty for most.
    var mirrored: [MirroredRequest] = []
    /// Whether something of the request has left.
    private(set) var wasSent = false
    /// Where the request goes, whatever becomes of the stream's own choice.
    private(set) var route: WorkerRoute?
    var cluster: WorkerCluster? { route?.cluster }
    /// Where answers are counted once more; nil for nowhere.
    var alternative: MetricWriter?
    /// The request's virtual cluster, as `RouteStatistics` numbers them.
    var virtualCluster = 0
    /// How long this request may take.
    var timeouts = RequestTimeouts()
    /// Body bytes that came before there was a connection, and those that another try would send again.
    private var waitingBody = ByteBuffer()
    /// Whether all of the body is kept, as far as the limit allows.
    var keepsBody = false
    /// Whether the request has come whole.
    private var hasEnded = false
    private var pausedForConnection = false
    private var pausedForUpstream = false
    /// Whether the request is its head only.
    private var endsWithHead = false
    private var hasTrailers = false
    /// Whether `waitingBody` holds all of the body so far.
    private(set) var bodyIsWhole = true
    var safeRetryUsed = false
    private(set) var interimReceived = false
    private(set) var headReceived = false
    let timers: RouterTimers
    /// Whether what the client sends waits until the answer has opened the tunnel that the request asks for. Sent
    /// before, it could be taken for a further request by an upstream that opens none.
    private var awaitsTunnel = false

    init(_ configuration: RouterConfiguration, name: String, stream: ActiveStream) {
        self.configuration = configuration
        owner = stream
        timers = RouterTimers(loop: stream.loop)
        super.init(stream: stream, name: name, interests: .all)
        timers.router = self
    }

    override func streamStarted() {
        endsWithHead = false
        hasTrailers = false
        bodyIsWhole = true
        safeRetryUsed = false
        interimReceived = false
        headReceived = false
        awaitsTunnel = false
        pausedForConnection = false
        pausedForUpstream = false
        wasSent = false
        keepsBody = false
        hasEnded = false
    }

    override func streamDestroyed() {
        timers.cancel()
        upstream?.cancel()
        if !slowTries.isEmpty { abandonSlowTries() }
        if retries != nil { endRetries() }
        if !mirrored.isEmpty { releaseMirrors() }
        if !triedEndpoints.isEmpty { triedEndpoints.removeAll(keepingCapacity: true) }
        waitingBody.releaseStorage()
        route = nil
        if alternative != nil { alternative = nil }
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
        metrics.increment(ConnectionManagerMetric.rqTotal)
        owner.resolveRoute()
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

    private func answerDirectly(_ route: WorkerRoute) {
        owner.manager.metrics.increment(ConnectionManagerMetric.rqDirectResponse)
        let location: (() -> Void)? =
            Self.namesLocation(route.directStatus) ? { [owner] in owner.appendOwnLocation() } : nil
        let edit = edits(of: route, location)
        let details = ResponseCodeDetails("direct_response")
        let body = route.directBody
        guard let format = route.directFormat else {
            owner.sendLocalReply(status: route.directStatus, body: body.span, details: details, edit: edit)
            return
        }
        var formatted = ByteBuffer()
        owner.localReplyBody.append(body)
        format.program.write(owner, to: &formatted)
        owner.localReplyBody.releaseStorage()
        // A type that the format names stands, whatever the route says.
        owner.sendLocalReply(status: route.directStatus, body: formatted.readable, details: details) { [owner] in
            edit?()
            if !format.hasUsualType { owner.responseHead.headers.set(.contentType, format.contentType) }
        }
    }

    private func redirect(_ route: WorkerRoute) {
        owner.manager.metrics.increment(ConnectionManagerMetric.rqDirectResponse)
        owner.sendLocalReply(
            status: route.directStatus, details: ResponseCodeDetails("direct_response"),
            edit: edits(of: route) { [owner] in
                var path = ByteBuffer()
                route.formats?.writePath(owner, to: &path)
                owner.responseHead.headers.append(.location) {
                    route.rule.writeRedirectLocation(
                        owner.requestHead, with: route.rewriter, formatted: path.readable, to: &$0)
                }
            })
    }

    /// Statuses whose direct responses name where they come from, as Envoy's do.
    private static func namesLocation(_ status: UInt16) -> Bool {
        switch status {
        case 201, 301, 302, 303, 307, 308: true
        default: false
        }
    }

    /// Makes the head of a local reply: what `body` adds, then what the route does to responses.
    private func edits(of route: WorkerRoute?, _ body: (() -> Void)? = nil) -> (() -> Void)? {
        guard let route, !route.responseEdits.isEmpty else { return body }
        return { [owner] in
            body?()
            for edits in route.responseEdits { edits.editResponse(owner) }
        }
    }

    private func forward(_ route: WorkerRoute, endStream: Bool) {
        let metrics = owner.manager.metrics
        guard let cluster = route.cluster else {
            metrics.increment(ConnectionManagerMetric.noCluster)
            owner.sendLocalReply(
                status: route.clusterNotFoundStatus, details: ResponseCodeDetails("cluster_not_found"),
                flags: .noClusterFound, edit: edits(of: route))
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
        if dropsOverload(cluster.cluster.configuration.dropOverload) { return }
        owner.info.attempts = 1
        guard let pool = pick(from: cluster, route) else {
            replyWithoutEndpoint()
            return
        }
        decideTimeouts(route)
        if route.editsRequests { route.editRequest(owner) }
        let keepsOriginals = !configuration.suppressEnvoyHeaders
        if let formats = route.formats { formats.rewriteHost(owner, route, keepsOriginal: keepsOriginals) }
        route.rule.rewrite(&owner.requestHead, with: route.rewriter, keepsOriginals: keepsOriginals)
        if let formats = route.formats { formats.rewritePath(owner, route, keepsOriginal: keepsOriginals) }
        if route.countsAttemptsUpstream { owner.requestHead.headers.set(.xEnvoyAttemptCount, "1") }
        beginRetries(route)
        if route.redirects != nil { keepsBody = true }
        if !route.mirrors.isEmpty { prepareMirrors(route) }
        endsWithHead = endStream && !awaitsTunnel
        if endStream { requestEnded() }
        send(through: pool)
        if !mirrored.isEmpty { sendMirrors(endStream: endStream) }
    }

    /// Nobody takes requests.
    func replyWithoutEndpoint() {
        charge(status: 503)
        owner.sendLocalReply(
            status: 503, literal: "no healthy upstream", details: ResponseCodeDetails("no_healthy_upstream"),
            flags: .noHealthyUpstream, edit: editOfReplies())
    }

    /// The pool of an endpoint that the cluster chooses; nil when it has none to offer.
    func pick(from cluster: WorkerCluster, _ route: WorkerRoute) -> EndpointPool? {
        let endsHere = route.upgrades?.terminates(owner.requestHead) ?? false
        return cluster.pick(
            priority: route.priority, isHTTP2: owner.requestHead.version == .http2, isBare: endsHere)
    }

    /// Begins a try.
    func send(through pool: EndpointPool) {
        let request = nextTry()
        owner.endpoint = pool.endpoint
        if owner.settings.trust.schemeMatchesUpstream {
            owner.requestHead.scheme = pool.isSecured ? .https : .http
        }
        owner.info.poolStartTime = owner.loop.now
        request.begin(at: pool)
        if retries?.policy.configuration.avoidsTriedEndpoints == true { triedEndpoints.append(pool.endpoint) }
        pool.lease(for: request)
    }

    /// Whether an answer may still come, and the request goes on.
    private var isUnderWay: Bool { upstream?.isActive == true || retryWaits || !slowTries.isEmpty }

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
            connection.writeData(upstream, data, endStream: endStream)
            if endStream {
                owner.info.upstreamSentTime = owner.loop.now
                upstream.requestEnded()
            }
        } else if headReceived {
            // There is no tunnel.
        } else if !isKept {
            waitingBody.append(data)
            // A body that is longer than the wait for a connection waits in the kernel.
            if waitingBody.count > owner.bufferLimit && !pausedForConnection && !endStream {
                pausedForConnection = true
                owner.pauseRequestSource()
            }
        }
    }

    /// Keeps body bytes for further tries; false when they do not fit, and then there are no further tries.
    private func keep(_ data: Span<UInt8>) -> Bool {
        let limit = route?.rule.resilience.bodyLimits.limit(connection: owner.bufferLimit) ?? 0
        if data.count <= limit &- waitingBody.count {
            waitingBody.append(data)
            return true
        }
        cluster?.metrics.increment(ClusterMetric.retryOrShadowAbandoned)
        keepsBody = false
        endRetries()
        if !isUnderWay {
            abandonUpstream()
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
    private func mayRetrySafely(_ request: UpstreamRequest, _ connection: HTTPClientConnection) -> Bool {
        if safeRetryUsed || headReceived || !bodyIsWhole { return false }
        if connection.isMultiplexed { return waitingBody.count <= Self.mostRefusedBody }
        return request.isReused && (owner.requestHead.method.isIdempotent || !connection.wroteBytes(of: request))
    }

    /// Bytes of a body that are kept in case the endpoint refuses the stream.
    private static let mostRefusedBody = 16 << 10

    private func keepForRetry(_ data: Span<UInt8>) {
        if data.count > owner.bufferLimit &- waitingBody.count { forgetBody() } else { waitingBody.append(data) }
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

    private func forgetBody() {
        bodyIsWhole = false
        waitingBody.releaseStorage()
    }

    /// The timeouts of the whole request count from its end, those of a try from there or from its connection.
    private func requestEnded() {
        hasEnded = true
        // A tunnel has no end that could be waited for.
        if owner.requestHead.tunnel != .none { return }
        timers.requestEnded(timeouts)
        if upstream?.connection != nil { timers.tryBegan(timeouts) }
    }

    // MARK: - The pool's answer

    func upstreamReady(_ request: UpstreamRequest, _ connection: HTTPClientConnection) {
        if let statistics = route?.statistics { statistics.count(.upstreamRqTotal, virtualCluster) }
        owner.info.upstreamStartTime = owner.loop.now
        owner.info.poolEndTime = owner.loop.now
        owner.upstreamLocalAddress = connection.connection.localAddress
        owner.upstreamVersion = connection.version
        if owner.endpoint?.alternatives.isEmpty == false {
            owner.upstreamAddress = connection.connection.remoteAddress
        }
        if let monitor = request.monitor, let cluster { monitor.connected(worker: cluster.workerIndex) }
        if let route, route.usesEndpointHostname { useEndpointHostname(route) }
        if timeouts.stream != 0 { timers.streamBegan(timeouts) }
        if hasEnded { timers.tryBegan(timeouts) }
        wasSent = true
        guard writeHead(request, connection) else {
            request.cancel()
            replyToIncompleteHead()
            return
        }
        guard request.isActive, !endsWithHead, !awaitsTunnel else { return }
        sendWaiting(request, connection)
    }

    /// Sends what has come of the body so far.
    private func sendWaiting(_ request: UpstreamRequest, _ connection: HTTPClientConnection) {
        let bodyEnds = hasEnded && !hasTrailers
        if !waitingBody.isEmpty || bodyEnds {
            connection.writeData(request, waitingBody.readable, endStream: bodyEnds)
            if bodyEnds {
                owner.info.upstreamSentTime = owner.loop.now
                request.requestEnded()
            }
            if !keepsBody && (!mayRetrySafely(request, connection) || waitingBody.count > owner.bufferLimit) {
                forgetBody()
            }
        }
        if hasTrailers && request.isActive {
            connection.writeTrailers(request, owner.requestTrailers)
            owner.info.upstreamSentTime = owner.loop.now
            request.requestEnded()
        }
        if pausedForConnection {
            pausedForConnection = false
            owner.resumeRequestSource()
        }
    }

    private func useEndpointHostname(_ route: WorkerRoute) {
        guard let host = owner.endpoint?.hostnameBytes, !host.isEmpty else { return }
        route.rule.rewriteHost(
            &owner.requestHead, to: host, keepsOriginal: !configuration.suppressEnvoyHeaders,
            again: safeRetryUsed || owner.info.attempts > 1)
    }

    private func writeHead(_ request: UpstreamRequest, _ connection: HTTPClientConnection) -> Bool {
        if endsWithHead { owner.info.upstreamSentTime = owner.loop.now }
        guard owner.settings.observesConnections else {
            return connection.writeHeaders(request, owner.requestHead, endStream: endsWithHead)
        }
        owner.upstreamSecurity = (connection.connection.transport as? TLSTransport)?.peer
        owner.meters.upstreamConnectionID = connection.connection.id
        owner.meters.upstreamConnectBegin = connection.openedAt
        owner.meters.upstreamConnectEnd = connection.readyAt
        let start = connection.connection.outbound.count
        guard connection.writeHeaders(request, owner.requestHead, endStream: endsWithHead) else { return false }
        owner.meters.upstreamRequestHeaders = ActiveStream.sentBytes(connection.connection, from: start)
        return true
    }

    /// Takes the sizes of what went over a connection, before it is given back.
    func measure(_ request: UpstreamRequest) {
        guard owner.settings.observesConnections, let connection = request.connection else { return }
        owner.meters.upstreamRequestWire = connection.bytesSent(of: request)
        owner.meters.upstreamResponseWire = connection.bytesReceived(of: request)
    }

    // MARK: - The answer

    func upstreamInformational(_ request: UpstreamRequest) {
        // Else only we talk to the client before the final head. As in Envoy, one interim answer goes on.
        let isFirst = !interimReceived
        interimReceived = true
        // What the client has heard of is not tried again.
        settle(on: request)
        // As Envoy does, the first counts for all of them, if its status is registered.
        let counts = isFirst && Self.goesOn(request.responseHead.status)
        if counts { charge(status: request.responseHead.status) }
        if counts && owner.settings.proxies100Continue {
            swap(&owner.informationalHead, &request.responseHead)
            owner.respondInformational()
        }
        request.responseHead.reset()
    }

    /// Whether a client hears of an interim answer with that status; as in Envoy, of those that are registered.
    private static func goesOn(_ status: UInt16) -> Bool { status == 100 || (102...104).contains(status) }

    /// Gives the try up that is under way.
    func abandonUpstream() {
        timers.cancel()
        endRetries()
        upstream?.cancel()
        if !slowTries.isEmpty { abandonSlowTries() }
    }

    func upstreamHeaders(_ request: UpstreamRequest, endStream: Bool) {
        if let monitor = request.monitor, let cluster {
            monitor.answered(status: meaning(of: request.responseHead), worker: cluster.workerIndex)
        }
        if retries != nil {
            if passesOver(request) { return }
            settle(on: request)
        }
        if follows(request) { return }
        headReceived = true
        keepsBody = false
        if timeouts.oneTry != 0 { timers.headReceived() }
        if timeouts.tryIdle != 0 { timers.tryMoved(timeouts) }
        if request.isTunnel, awaitsTunnel, let connection = request.connection {
            awaitsTunnel = false
            sendWaiting(request, connection)
        }
        if !waitingBody.isEmpty { forgetBody() }
        owner.info.upstreamHeadTime = owner.loop.now
        if owner.settings.observesConnections {
            owner.meters.upstreamResponseHeaders = request.responseHead.headers.receivedBytes()
        }
        swap(&owner.responseHead, &request.responseHead)
        request.responseHead.reset()
        let status = owner.responseHead.status
        // An answer before the end of the request has no time to tell.
        if !configuration.suppressEnvoyHeaders && owner.info.requestEndTime != 0 {
            let elapsed = (owner.loop.now &- owner.info.requestEndTime) / 1_000_000
            owner.responseHead.headers.set(.xEnvoyUpstreamServiceTime) { $0.append(decimal: elapsed) }
        }
        owner.info.setDetails("via_upstream")
        charge(status: status)
        countAnswer(of: request, status: status)
        owner.info.responseCode = status
        if let route, !route.responseEdits.isEmpty {
            for edits in route.responseEdits { edits.editResponse(owner) }
        }
        if let route, route.countsAttemptsDownstream {
            owner.responseHead.headers.set(.xEnvoyAttemptCount) { $0.append(decimal: UInt64(owner.info.attempts)) }
        }
        let endsHere = endStream || (awaitsTunnel && endsFailedHandshake(request))
        if endsHere { upstreamComplete() }
        owner.respondHeaders(endStream: endsHere)
    }

    /// As in Envoy, an answer to a WebSocket handshake that neither accepts nor refuses it is all head.
    private func endsFailedHandshake(_ request: UpstreamRequest) -> Bool {
        guard owner.requestHead.tunnel == .upgrade, (200..<400).contains(owner.responseHead.status),
            owner.requestHead.headers.asksForWebSocket
        else { return false }
        request.cancel()
        owner.responseHead.headers.remove(.contentLength)
        owner.info.setDetails("websocket_handshake_unsuccessful")
        return true
    }

    private func countAnswer(of request: UpstreamRequest, status: UInt16) {
        if status >= 500 { request.counters?.requestFailed() } else { request.counters?.requestSucceeded() }
    }

    func upstreamData(_ request: UpstreamRequest, _ data: Span<UInt8>, endStream: Bool) {
        if timeouts.tryIdle != 0 { timers.tryMoved(timeouts) }
        if owner.info.upstreamBodyTime == 0 { owner.info.upstreamBodyTime = owner.loop.now }
        if endStream {
            upstreamComplete()
            if upstream?.isTunnel == true, owner.upstreamVersion == .http11, !owner.isRequestComplete {
                noteTunnelLeft()
            }
        }
        owner.respondData(data, endStream: endStream)
    }

    func upstreamTrailers(_ request: UpstreamRequest) {
        upstreamComplete()
        swap(&owner.responseTrailers, &request.responseTrailers)
        request.responseTrailers.removeAll()
        owner.respondTrailers()
    }

    /// The upstream has ended its direction of a tunnel over HTTP/1.1 first. As in Envoy, the log says so; here the
    /// other direction may go on.
    private func noteTunnelLeft() {
        owner.info.flags.insert(.upstreamConnectionTermination)
        owner.info.details = ResponseCodeDetails(
            "upstream_reset_after_response_started", reason: StreamResetReason.connectionTermination.detailsName)
    }

    private func upstreamComplete() {
        timers.cancel()
        owner.info.upstreamEndTime = owner.loop.now
        guard configuration.dynamicStats, let cluster, owner.info.requestEndTime != 0 else { return }
        let elapsed = (owner.loop.now &- owner.info.requestEndTime) / 1_000_000
        cluster.recordTime(elapsed, isInternal: owner.isInternal)
        if let statistics = route?.statistics { statistics.record(elapsed, virtualCluster) }
        alternative?.record(AlternativeMetric.upstreamRqTime, elapsed)
        alternative?.record(
            owner.isInternal ? AlternativeMetric.internalUpstreamRqTime : .externalUpstreamRqTime, elapsed)
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

    func upstreamAboveHighWatermark() {
        if pausedForUpstream { return }
        pausedForUpstream = true
        cluster?.metrics.increment(ClusterMetric.upstreamFlowControlBackedUpTotal)
        owner.pauseRequestSource()
    }

    func upstreamBelowLowWatermark() {
        guard pausedForUpstream else { return }
        pausedForUpstream = false
        cluster?.metrics.increment(ClusterMetric.upstreamFlowControlDrainedTotal)
        owner.resumeRequestSource()
    }
}
