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
    /// Logs with a line for each try; nil for most routers.
    let tryLogs: TryLogs?
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
    /// The priorities that it was sent to already, where retries go to others; nil where they do not.
    var triedPriorities: TriedPriorities?
    /// Whether a try was begun.
    private var hasTried = false
    /// Whether its route leads to an aggregate.
    private var isAggregated = false
    /// What waits for the address of the host that the request asks for; nil for most.
    var hostWait: HostWait?
    /// The endpoint of that host.
    var forwardedEndpoint: Endpoint?
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
    /// Which endpoint it wants.
    var choice = EndpointChoice()
    /// Whether it says something by that.
    var asksForChoice = false
    /// What brings the client back to its endpoint; the answer sets it.
    var cookies: [[UInt8]] = []
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
    /// Why the request was sent once more without any rule; nil while it was not.
    var safeRetryCause: StreamResetReason?
    var safeRetryUsed: Bool { safeRetryCause != nil }
    private(set) var interimReceived = false
    private(set) var headReceived = false
    let timers: RouterTimers
    /// Whether what the client sends waits until the answer has opened the tunnel that the request asks for. Sent
    /// before, it could be taken for a further request by an upstream that opens none.
    private var awaitsTunnel = false

    init(_ configuration: RouterConfiguration, name: String, logs: TryLogs?, stream: ActiveStream) {
        self.configuration = configuration
        tryLogs = logs
        owner = stream
        timers = RouterTimers(loop: stream.loop)
        super.init(stream: stream, name: name, interests: .all)
        timers.router = self
    }

    override func streamStarted() {
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
        asksForChoice = false
        if choice.criteria != nil || choice.filter != nil || !choice.terms.isEmpty { choice = EndpointChoice() }
        if !cookies.isEmpty { cookies = [] }
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

    /// Nobody takes requests.
    func replyWithoutEndpoint() {
        var status: UInt16 = 503
        if let wanted = owner.wantedEndpoint, wanted.isStrict, owner.info.attempts == 1 {
            status = wanted.statusWhenGone
        }
        charge(status: status)
        owner.sendLocalReply(
            status: status, literal: "no healthy upstream", details: ResponseCodeDetails("no_healthy_upstream"),
            flags: .noHealthyUpstream, edit: editOfReplies())
    }

    /// The pool of an endpoint that the cluster chooses; nil when it has none to offer.
    func pick(from cluster: WorkerCluster, _ route: WorkerRoute) -> EndpointPool? {
        let endsHere = route.upgrades?.terminates(owner.requestHead) ?? false
        let isHTTP2 = owner.requestHead.version == .http2
        // Retries go wherever the cluster says.
        if let wanted = owner.wantedEndpoint, owner.info.attempts == 1 {
            if let endpoint = cluster.endpoint(at: wanted.address) {
                return cluster.pool(
                    at: endpoint, priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere, choice.terms)
            }
            if wanted.isStrict {
                cluster.noteNoEndpoint()
                return nil
            }
        }
        if hasTried, let policy = retries?.policy.configuration, policy.narrowsChoice {
            return cluster.pick(
                priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere, narrowedChoice(policy))
        }
        // A choice that says nothing is cheaper made than copied.
        if !asksForChoice { return cluster.pick(priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere) }
        return cluster.pick(priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere, choice)
    }

    /// What a further try wants of its endpoint.
    private func narrowedChoice(_ policy: RetryPolicyConfiguration) -> EndpointChoice {
        var choice = choice
        choice.tried = triedPriorities
        if policy.endpointAttempts > 0 {
            choice.filter = UnwantedEndpoints(
                tried: triedEndpoints, rejectsCanaries: policy.avoidsCanaries, labels: policy.avoidedLabels)
            choice.attempts = policy.endpointAttempts + 1
        }
        return choice
    }

    /// Begins a try.
    func send(through pool: EndpointPool) {
        let request = nextTry()
        owner.endpoint = pool.endpoint
        if owner.trust.schemeMatchesUpstream {
            owner.requestHead.scheme = pool.isSecured ? .https : .http
        }
        owner.info.poolStartTime = owner.loop.now
        request.begin(at: pool)
        if isAggregated { request.member = pool.cluster }
        hasTried = true
        if let policy = retries?.policy.configuration {
            if policy.avoidsTriedEndpoints { triedEndpoints.append(pool.endpoint) }
            if let frequency = policy.priorityUpdateFrequency { notePriority(of: pool, frequency) }
        }
        pool.lease(for: request)
    }

    private func notePriority(of pool: EndpointPool, _ frequency: UInt32) {
        let tried = triedPriorities ?? TriedPriorities(frequency: Int(frequency))
        tried.note(cluster?.priority(of: pool))
        triedPriorities = tried
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
        let limit = route?.rule.resilience.bodyLimits.limit(connection: owner.bufferLimit) ?? 0
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
    private func mayRetrySafely(_ request: UpstreamRequest, _ connection: HTTPClientConnection) -> Bool {
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

    private func forgetBody() {
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

    // MARK: - The pool's answer

    func upstreamReady(_ request: UpstreamRequest, _ connection: HTTPClientConnection) {
        if let statistics = route?.statistics { statistics.count(.upstreamRqTotal, virtualCluster) }
        owner.info.upstreamStartTime = owner.loop.now
        owner.info.poolEndTime = owner.loop.now
        owner.upstreamLocalAddress = connection.connection.localAddress
        owner.upstreamVersion = connection.version
        // One that moves is told by where it is; another by its first address, as in Envoy.
        if owner.endpoint?.alternatives.isEmpty == false, cluster?.cluster.configuration.hasLogicalEndpoint == true {
            owner.upstreamAddress = connection.connection.remoteAddress
        }
        if let monitor = request.monitor, let cluster { monitor.connected(worker: cluster.workerIndex) }
        if let route, route.usesEndpointHostname { useEndpointHostname(route) }
        if timeouts.stream != 0 { timers.streamBegan(timeouts) }
        if hasEnded { timers.tryBegan(timeouts) }
        wasSent = true
        if let trace = owner.trace { trace.tryBegan(owner) }
        if tryLogs != nil { tryIsReady(request) }
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
            if request.isWatched { request.noteSent(waitingBody.count) }
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
            if owner.settings.knowsUpstreams {
                owner.upstreamSecurity = (connection.connection.transport as? TLSTransport)?.peer
            }
            return connection.writeHeaders(request, owner.requestHead, endStream: endsWithHead)
        }
        owner.upstreamSecurity = (connection.connection.transport as? TLSTransport)?.peer
        owner.meters.upstreamConnectionID = connection.connection.id
        owner.meters.upstreamConnectBegin = connection.openedAt
        owner.meters.upstreamConnectEnd = connection.readyAt
        let start = connection.connection.outbound.count
        guard connection.writeHeaders(request, owner.requestHead, endStream: endsWithHead) else { return false }
        if !connection.isMultiplexed {
            owner.meters.upstreamRequestHeaders = ActiveStream.sentBytes(connection.connection, from: start)
        }
        return true
    }

    /// Takes the sizes of what went over a connection, before it is given back.
    func measure(_ request: UpstreamRequest) {
        guard owner.settings.observesConnections, let connection = request.connection else { return }
        owner.meters.upstreamRequestWire = connection.bytesSent(of: request)
        owner.meters.upstreamResponseWire = connection.bytesReceived(of: request)
        if connection.isMultiplexed {
            owner.meters.upstreamRequestHeaders = connection.headBytesSent(of: request)
            owner.meters.upstreamResponseHeaders = connection.headBytesReceived(of: request)
        }
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
            // They speak of the upstream's connection.
            for field in [HeaderID.connection, .upgrade, .transferEncoding] {
                owner.informationalHead.headers.remove(field)
            }
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
        if let trace = owner.trace { trace.tryAnswered(status: request.responseHead.status) }
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
            if owner.upstreamVersion != .http2 {
                owner.meters.upstreamResponseHeaders = request.responseHead.headers.receivedBytes()
            }
        }
        swap(&owner.responseHead, &request.responseHead)
        request.responseHead.reset()
        let status = owner.responseHead.status
        // An answer before the end of the request has no time to tell.
        if !configuration.suppressEnvoyHeaders && owner.info.requestEndTime != 0 {
            let elapsed = (owner.loop.now &- owner.info.requestEndTime) / 1_000_000
            owner.responseHead.headers.set(.xEnvoyUpstreamServiceTime) { $0.append(decimal: elapsed) }
        }
        if (request.member?.isHealthChecked ?? cluster?.isHealthChecked) == true, let owner = request.member ?? cluster
        {
            noteFailingEndpoint(owner)
        }
        owner.info.setDetails("via_upstream")
        let isUnheard = failsHandshake(status)
        if !isUnheard { charge(status: status) }
        countAnswer(of: request, status: status)
        owner.info.responseCode = status
        if !cookies.isEmpty { setCookies() }
        if route?.responseEdits.isEmpty == false, let route {
            for edits in route.responseEdits { edits.editResponse(owner) }
        }
        if route?.countsAttemptsDownstream == true {
            owner.responseHead.headers.set(.xEnvoyAttemptCount) { $0.append(decimal: UInt64(owner.info.attempts)) }
        }
        if isUnheard { endFailedHandshake(request) }
        let endsHere = endStream || isUnheard
        if endsHere { upstreamComplete() }
        owner.respondHeaders(endStream: endsHere)
    }

    /// As in Envoy, an answer to a WebSocket handshake that neither accepts nor refuses it is all head.
    private func endFailedHandshake(_ request: UpstreamRequest) {
        request.cancel()
        owner.responseHead.headers.remove(.contentLength)
        owner.info.setDetails("websocket_handshake_unsuccessful")
    }

    /// Whether an answer with that status leaves a WebSocket handshake open; it counts for no status then.
    private func failsHandshake(_ status: UInt16) -> Bool {
        awaitsTunnel && owner.requestHead.tunnel == .upgrade && (200..<400).contains(status)
            && owner.requestHead.headers.asksForWebSocket
    }

    private func countAnswer(of request: UpstreamRequest, status: UInt16) {
        if status >= 500 { request.counters?.requestFailed() } else { request.counters?.requestSucceeded() }
    }

    func upstreamData(_ request: UpstreamRequest, _ data: Span<UInt8>, endStream: Bool) {
        noteBody()
        if endStream {
            upstreamComplete()
            if upstream?.isTunnel == true, owner.upstreamVersion != .http2, !owner.isRequestComplete {
                noteTunnelLeft()
            }
        }
        owner.respondData(data, endStream: endStream)
        if !endStream { spliceResponse(request) }
    }

    /// A part of the answer's body has come.
    func noteBody() {
        if timeouts.tryIdle != 0 { timers.tryMoved(timeouts) }
        if owner.info.upstreamBodyTime == 0 { owner.info.upstreamBodyTime = owner.loop.now }
    }

    func upstreamTrailers(_ request: UpstreamRequest) {
        upstreamComplete()
        swap(&owner.responseTrailers, &request.responseTrailers)
        request.responseTrailers.removeAll()
        owner.respondTrailers()
    }

    /// The upstream has ended its direction of a tunnel first, and not over HTTP/2. As in Envoy that is counted, and
    /// the log says so where HTTP/1.1 is spoken; here the other direction may go on.
    private func noteTunnelLeft() {
        owner.wasLeftFirst = true
        guard owner.upstreamVersion == .http11 else { return }
        owner.wasReset = true
        owner.manager.metrics.increment(ConnectionManagerMetric.downstreamRqTxReset)
        owner.info.flags.insert(.upstreamConnectionTermination)
        owner.info.details = ResponseCodeDetails(
            "upstream_reset_after_response_started", reason: StreamResetReason.connectionTermination.detailsName)
    }

    func upstreamComplete() {
        timers.cancel()
        owner.info.upstreamEndTime = owner.loop.now
        if let trace = owner.trace { trace.tryEnded(owner) }
        // As in Envoy, a tunnel that its client left has no time.
        guard countsAnswers, let cluster, owner.info.requestEndTime != 0, !owner.wasReset else { return }
        let elapsed = (owner.loop.now &- owner.info.requestEndTime) / 1_000_000
        cluster.recordTime(elapsed, isInternal: owner.isInternal)
        if let tracking = cluster.tracking { tracking.recordBudget(elapsed, of: timeouts.whole) }
        if owner.endpoint?.isCanary == true { cluster.recordCanaryTime(elapsed) }
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
