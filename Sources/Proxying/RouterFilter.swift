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
///     │timeout ─▶ 504 UT     │reset ─▶ one safe retry, 503 UC | UR, 502 UPE; after the head: reset downstream
/// ```
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
final class RouterFilter: TerminalFilter {
    let configuration: RouterConfiguration
    let owner: ActiveStream
    var upstream: UpstreamRequest?
    /// Where the request goes, whatever becomes of the stream's own choice.
    var route: WorkerRoute?
    var cluster: WorkerCluster? { route?.cluster }
    /// Where answers are counted once more; nil for nowhere.
    var alternative: MetricWriter?
    /// How long this request may take.
    var timeouts = RequestTimeouts()
    /// Body bytes that came before there was a connection, and those that a safe retry would send again.
    private var waitingBody = ByteBuffer()
    private var pausedForConnection = false
    private var pausedForUpstream = false
    /// Whether the request is its head only.
    private var endsWithHead = false
    private var hasTrailers = false
    /// Whether `waitingBody` holds all of the body so far.
    private var bodyIsWhole = true
    private var safeRetryUsed = false
    private var interimReceived = false
    private(set) var headReceived = false
    private let timers: RouterTimers

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
        pausedForConnection = false
        pausedForUpstream = false
    }

    override func streamDestroyed() {
        timers.cancel()
        upstream?.cancel()
        waitingBody.releaseStorage()
        route = nil
        if alternative != nil { alternative = nil }
    }

    /// The stream is not used again.
    func dismantle() {
        upstream = nil
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
        let body = route.directBody
        owner.sendLocalReply(
            status: route.directStatus, body: body.span, details: ResponseCodeDetails("direct_response"),
            edit: Self.namesLocation(route.directStatus)
                ? edits(of: route) { [owner] in owner.appendOwnLocation() } : edits(of: route))
    }

    private func redirect(_ route: WorkerRoute) {
        owner.manager.metrics.increment(ConnectionManagerMetric.rqDirectResponse)
        owner.sendLocalReply(
            status: route.directStatus, details: ResponseCodeDetails("direct_response"),
            edit: edits(of: route) { [owner] in
                owner.responseHead.headers.append(.location) {
                    route.rule.writeRedirectLocation(owner.requestHead, with: route.rewriter, to: &$0)
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
        if owner.requestHead.headers.mayContain(.xEnvoyUpstreamAltStatName) { takeAlternativeName() }
        if !configuration.strictlyCheckedFields.isEmpty, !checkStrictFields() { return }
        if dropsOverload(cluster.cluster.configuration.dropOverload) { return }
        owner.info.attempts = 1
        guard let pool = cluster.pick(priority: route.priority, isHTTP2: owner.requestHead.version == .http2) else {
            charge(status: 503)
            owner.sendLocalReply(
                status: 503, literal: "no healthy upstream", details: ResponseCodeDetails("no_healthy_upstream"),
                flags: .noHealthyUpstream, edit: editOfReplies())
            return
        }
        decideTimeouts(route)
        if !route.requestEdits.isEmpty {
            for edits in route.requestEdits { edits.editRequest(owner) }
        }
        route.rule.rewrite(
            &owner.requestHead, with: route.rewriter, keepsOriginals: !configuration.suppressEnvoyHeaders)
        if route.countsAttemptsUpstream { owner.requestHead.headers.set(.xEnvoyAttemptCount, "1") }
        endsWithHead = endStream
        if endStream { requestEnded() }
        send(through: pool)
    }

    private func send(through pool: EndpointPool) {
        owner.endpoint = pool.endpoint
        if owner.settings.trust.schemeMatchesUpstream {
            owner.requestHead.scheme = pool.isSecured ? .https : .http
        }
        owner.info.poolStartTime = owner.loop.now
        if upstream == nil { upstream = UpstreamRequest(router: self) }
        guard let upstream else { return }
        upstream.begin()
        pool.lease(for: upstream)
    }

    override func requestBytes(_ data: Span<UInt8>, endStream: Bool) {
        guard let upstream, upstream.isActive else { return }
        if endStream { requestEnded() }
        if let connection = upstream.connection {
            if mayRetrySafely(upstream, connection) {
                keepForRetry(data)
            } else {
                forgetBody()
            }
            connection.writeData(upstream, data, endStream: endStream)
            if endStream { owner.info.upstreamSentTime = owner.loop.now }
        } else {
            waitingBody.append(data)
            // A body that is longer than the wait for a connection waits in the kernel.
            if waitingBody.count > owner.bufferLimit && !pausedForConnection && !endStream {
                pausedForConnection = true
                owner.pauseRequestSource()
            }
        }
    }

    override func requestTrailers() -> FilterTrailersStatus {
        guard let upstream, upstream.isActive else { return .continueIteration }
        requestEnded()
        hasTrailers = true
        if let connection = upstream.connection {
            connection.writeTrailers(upstream, owner.requestTrailers)
            owner.info.upstreamSentTime = owner.loop.now
        }
        return .continueIteration
    }

    /// Whether a connection that turns out to be dead would be replaced: it carried requests before, and this one
    /// either does no harm twice or has not left yet.
    private func mayRetrySafely(_ request: UpstreamRequest, _ connection: HTTPClientConnection) -> Bool {
        request.isReused && !safeRetryUsed && !headReceived && bodyIsWhole
            && (owner.requestHead.method.isIdempotent || !connection.wroteBytes(of: request))
    }

    private func keepForRetry(_ data: Span<UInt8>) {
        if data.count > owner.bufferLimit &- waitingBody.count { forgetBody() } else { waitingBody.append(data) }
    }

    private func forgetBody() {
        bodyIsWhole = false
        waitingBody.releaseStorage()
    }

    /// The timeouts of the whole request and of a try count from the end of the request.
    private func requestEnded() { timers.requestEnded(timeouts) }

    // MARK: - The pool's answer

    func upstreamReady(_ request: UpstreamRequest, _ connection: HTTPClientConnection) {
        owner.info.upstreamStartTime = owner.loop.now
        owner.info.poolEndTime = owner.loop.now
        owner.upstreamLocalAddress = connection.connection.localAddress
        if owner.endpoint?.alternatives.isEmpty == false {
            owner.upstreamAddress = connection.connection.remoteAddress
        }
        if let route, route.usesEndpointHostname { useEndpointHostname(route) }
        if timeouts.stream != 0 { timers.streamBegan(timeouts) }
        guard writeHead(request, connection) else {
            request.cancel()
            replyToIncompleteHead()
            return
        }
        guard request.isActive, !endsWithHead else { return }
        let bodyEnds = owner.isRequestComplete && !hasTrailers
        if !waitingBody.isEmpty || bodyEnds {
            connection.writeData(request, waitingBody.readable, endStream: bodyEnds)
            if bodyEnds { owner.info.upstreamSentTime = owner.loop.now }
            if !mayRetrySafely(request, connection) || waitingBody.count > owner.bufferLimit { forgetBody() }
        }
        if hasTrailers && request.isActive {
            connection.writeTrailers(request, owner.requestTrailers)
            owner.info.upstreamSentTime = owner.loop.now
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
            again: safeRetryUsed)
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

    func upstreamFailed(_ failure: PoolFailure) {
        timers.cancel()
        owner.info.poolEndTime = owner.loop.now
        owner.info.transportFailure = failure.cause
        if !failure.choseEndpoint { owner.endpoint = nil }
        replyToReset(failure.reason, cause: failure.cause)
    }

    // MARK: - The answer

    func upstreamInformational(_ request: UpstreamRequest) {
        // Else only we talk to the client before the final head. As in Envoy, one interim answer goes on.
        let isFirst = !interimReceived
        interimReceived = true
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
        upstream?.cancel()
    }

    func upstreamHeaders(_ request: UpstreamRequest, endStream: Bool) {
        headReceived = true
        if timeouts.oneTry != 0 { timers.headReceived() }
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
        owner.info.responseCode = status
        if let route, !route.responseEdits.isEmpty {
            for edits in route.responseEdits { edits.editResponse(owner) }
        }
        if let route, route.countsAttemptsDownstream {
            owner.responseHead.headers.set(.xEnvoyAttemptCount) { $0.append(decimal: UInt64(owner.info.attempts)) }
        }
        if endStream { upstreamComplete() }
        owner.respondHeaders(endStream: endStream)
    }

    func upstreamData(_ data: Span<UInt8>, endStream: Bool) {
        if owner.info.upstreamBodyTime == 0 { owner.info.upstreamBodyTime = owner.loop.now }
        if endStream { upstreamComplete() }
        owner.respondData(data, endStream: endStream)
    }

    func upstreamTrailers(_ request: UpstreamRequest) {
        upstreamComplete()
        swap(&owner.responseTrailers, &request.responseTrailers)
        request.responseTrailers.removeAll()
        owner.respondTrailers()
    }

    private func upstreamComplete() {
        timers.cancel()
        owner.info.upstreamEndTime = owner.loop.now
        guard configuration.dynamicStats, let metrics = cluster?.metrics, owner.info.requestEndTime != 0 else { return }
        let elapsed = (owner.loop.now &- owner.info.requestEndTime) / 1_000_000
        metrics.record(ClusterMetric.upstreamRqTime, elapsed)
        metrics.record(
            owner.isInternal ? ClusterMetric.internalUpstreamRqTime : .externalUpstreamRqTime, elapsed)
        alternative?.record(AlternativeMetric.upstreamRqTime, elapsed)
        alternative?.record(
            owner.isInternal ? AlternativeMetric.internalUpstreamRqTime : .externalUpstreamRqTime, elapsed)
    }

    // MARK: - Failures

    /// The stream to the endpoint broke. A reused connection may have been closed by the endpoint while our request was
    /// on its way: if the endpoint has said nothing, and the request left nothing behind or does no harm twice, a fresh
    /// connection gets it once.
    func upstreamReset(_ reason: StreamResetReason, isReused: Bool, isUntouched: Bool, isUnsent: Bool) {
        let isReplayable = bodyIsWhole && (isUnsent || owner.requestHead.method.isIdempotent)
        if reason == .connectionTermination, isReused, isUntouched, isReplayable, !safeRetryUsed,
            let route,
            let pool = route.cluster?.pick(
                priority: route.priority, isHTTP2: owner.requestHead.version == .http2)
        {
            safeRetryUsed = true
            upstreamBelowLowWatermark()
            send(through: pool)
            return
        }
        timers.cancel()
        if let cluster, let endpoint = owner.endpoint {
            if reason == .remoteReset || reason == .remoteRefusedStreamReset {
                cluster.metrics.increment(ClusterMetric.upstreamRqRxReset)
            }
            endpoint.counters(worker: cluster.workerIndex).requestFailed()
        }
        if headReceived {
            // Of a gRPC call it is not known before the trailers whether it succeeded; any other has been counted.
            if owner.requestHead.headers.isGRPC {
                owner.manager.metrics.increment(ConnectionManagerMetric.rqResetAfterDownstreamResponseStarted)
            }
            owner.info.flags.formUnion(Self.flags(of: reason))
            owner.info.details = ResponseCodeDetails(
                "upstream_reset_after_response_started", reason: reason.detailsName)
            owner.resetStream(.localReset)
            return
        }
        replyToReset(reason, cause: "")
    }

    private func replyToReset(_ reason: StreamResetReason, cause: String) {
        let status: UInt16 = reason == .protocolError ? 502 : 503
        if !interimReceived { charge(status: status) }
        let details: StaticString =
            interimReceived ? "upstream_reset_after_response_started" : "upstream_reset_before_response_started"
        var body = ByteBuffer()
        body.append("upstream connect error or disconnect/reset before headers. reset reason: ")
        body.append(reason.description)
        owner.sendLocalReply(
            status: status, body: body.readable,
            details: ResponseCodeDetails(details, reason: reason.detailsName, cause: cause),
            flags: Self.flags(of: reason),
            edit: editOfReplies(reason == .overflow ? .overloaded : nil))
    }

    /// The head cannot be written: the filters have taken away what no request can do without.
    private func replyToIncompleteHead() {
        let isWhole = owner.requestHead.headers.contains(.method) && owner.requestHead.headers.contains(.path)
        if isWhole { return replyToReset(.protocolError, cause: "") }
        let (text, reason): (StaticString, StaticString) =
            owner.requestHead.headers.contains(.method)
            ? ("missing required header: :path", "missing_required_header:_:path")
            : ("missing required header: :method", "missing_required_header:_:method")
        owner.sendLocalReply(
            status: 503, literal: text,
            details: ResponseCodeDetails("filter_removed_required_request_headers", reason: reason),
            flags: .downstreamProtocolError, edit: editOfReplies())
    }

    static func flags(of reason: StreamResetReason) -> ResponseFlags {
        switch reason {
        case .connectionFailure, .localConnectionFailure, .connectionTimeout: .upstreamConnectionFailure
        case .connectionTermination: .upstreamConnectionTermination
        case .localReset, .localRefusedStreamReset: .localReset
        case .remoteReset, .remoteRefusedStreamReset: .upstreamRemoteReset
        case .overflow: .upstreamOverflow
        case .protocolError: .upstreamProtocolError
        }
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
