internal import Buffers
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// Tries that bring no answer, or not the whole of one.
extension RouterFilter {
    /// There is no connection.
    func upstreamFailed(_ request: UpstreamRequest, _ failure: PoolFailure) {
        if request === upstream { timers.cancelTry() }
        owner.info.poolEndTime = owner.loop.now
        if let trace = owner.trace, request === upstream {
            trace.tryFailed(owner, failure.reason, isConnected: false)
        }
        if failure.reason != .overflow { tellFailure(of: request, status: 503) }
        if triesAgain(after: failure.reason, request) { return }
        if failure.choseEndpoint { request.counters?.requestFailed() }
        if leavesItToOthers(request, failure.reason) { return }
        timers.cancel()
        endRetries()
        owner.info.transportFailure = failure.cause
        if !failure.choseEndpoint { owner.endpoint = nil }
        // What was tried beyond the rules and found no room was not tried: the answer is what it would have been.
        let reason = failure.reason == .overflow ? safeRetryCause ?? .overflow : failure.reason
        replyToReset(reason, cause: failure.cause)
    }

    /// The stream to the endpoint broke.
    func upstreamReset(
        _ request: UpstreamRequest, _ reason: StreamResetReason, isReused: Bool, isUntouched: Bool, isUnsent: Bool
    ) {
        if request === upstream {
            timers.cancelTry()
            upstreamBelowLowWatermark()
            if let trace = owner.trace { trace.tryFailed(owner, reason, isConnected: true) }
        }
        // As in Envoy, refusals are not counted.
        if reason == .remoteReset {
            (request.member ?? cluster)?.metrics.increment(ClusterMetric.upstreamRqRxReset)
        }
        if reason != .overflow { tellFailure(of: request, status: 503) }
        if !headReceived {
            if triesAgain(after: reason, request) { return }
            let wasNeverSeen =
                reason == .remoteRefusedStreamReset
                || reason == .connectionTermination && isReused && isUntouched
                    && (isUnsent || owner.requestHead.method.isIdempotent)
            if wasNeverSeen && retriesSafely(request, reason) { return }
        }
        if headReceived {
            timers.cancel()
            // Of a gRPC call it is not known before the trailers whether it succeeded; any other has been counted.
            if owner.requestHead.isGRPC {
                request.counters?.requestFailed()
                owner.manager.metrics.increment(ConnectionManagerMetric.rqResetAfterDownstreamResponseStarted)
            }
            owner.info.flags.formUnion(Self.flags(of: reason))
            owner.info.details = ResponseCodeDetails(
                "upstream_reset_after_response_started", reason: reason.detailsName)
            // A tunnel's client hears that it was the connection behind it.
            let isBehind = owner.requestHead.tunnel == .connect && reason == .connectionTermination
            owner.resetStream(isBehind ? .connectError : .localReset)
            return
        }
        if !interimReceived { request.counters?.requestFailed() }
        if leavesItToOthers(request, reason) { return }
        timers.cancel()
        endRetries()
        replyToReset(reason, cause: "")
    }

    /// A reused connection may have been closed by the endpoint while our request was on its way, and an endpoint may
    /// refuse a stream that it has not looked at: if the request left nothing behind or does no harm twice, it is sent
    /// once more, without any rule, unless the cluster has as many retries under way as it may. True when it was.
    private func retriesSafely(_ request: UpstreamRequest, _ reason: StreamResetReason) -> Bool {
        guard bodyIsWhole, !safeRetryUsed, !interimReceived, request === upstream, let route,
            let cluster = route.cluster,
            cluster.cluster.circuitBreakers.priority(route.priority).canRetry(at: owner.loop.now),
            let pool = pick(from: cluster, route)
        else { return false }
        safeRetryCause = reason
        send(through: pool)
        return true
    }

    /// Whether nothing is answered yet, since another try may bring an answer.
    private func leavesItToOthers(_ request: UpstreamRequest, _ reason: StreamResetReason) -> Bool {
        guard !headReceived, mayOthersAnswer(request) else { return false }
        charge(status: Self.status(of: reason))
        retire(request)
        return true
    }

    /// Tells whoever detects outliers of a try without answer.
    func tellFailure(of request: UpstreamRequest, status: UInt16) {
        guard let monitor = request.monitor, let cluster else { return }
        monitor.failed(status: status, worker: cluster.workerIndex)
    }

    /// The status of an answer, or what the gRPC status in its head stands for.
    func meaning(of answer: borrowing ResponseHead) -> UInt16 {
        guard owner.requestHead.isGRPC else { return answer.status }
        let index = answer.headers.firstIndex(of: .grpcStatus)
        guard index >= 0, let status = answer.headers.number(at: index) else { return answer.status }
        switch status {
        case 0: return 200
        case 1: return 499
        case 3, 9, 11: return 400
        case 4: return 504
        case 5: return 404
        case 6, 10: return 409
        case 7: return 403
        case 8: return 429
        case 12: return 501
        case 14: return 503
        case 16: return 401
        default: return 500
        }
    }

    private static func status(of reason: StreamResetReason) -> UInt16 { reason == .protocolError ? 502 : 503 }

    private func replyToReset(_ reason: StreamResetReason, cause: String) {
        let status = Self.status(of: reason)
        if !interimReceived { charge(status: status) }
        let details: StaticString =
            interimReceived ? "upstream_reset_after_response_started" : "upstream_reset_before_response_started"
        var body = ByteBuffer()
        body.append("upstream connect error or disconnect/reset before headers. ")
        if owner.info.attempts > 1 { body.append("retried and the latest ") }
        body.append("reset reason: ")
        body.append(reason.description)
        owner.sendLocalReply(
            status: status, body: body.readable,
            details: ResponseCodeDetails(details, reason: reason.detailsName, cause: cause),
            flags: Self.flags(of: reason),
            edit: editOfReplies(reason == .overflow ? .overloaded : nil))
    }

    /// The head cannot be written: the filters have taken away what no request can do without.
    func replyToIncompleteHead() {
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
        case .remoteReset, .remoteRefusedStreamReset, .connectError: .upstreamRemoteReset
        case .overflow: .upstreamOverflow
        case .protocolError: .upstreamProtocolError
        }
    }
}
