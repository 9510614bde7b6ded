internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

/// How long a request may take: what its route says, and what trusted clients ask for in `x-envoy-*` fields.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter
extension RouterFilter {
    /// Fields that the router heeds and takes out.
    static let controlFields: HeaderSet = [
        .xEnvoyUpstreamRqTimeoutMs, .xEnvoyUpstreamRqPerTryTimeoutMs, .xEnvoyUpstreamStreamDurationMs,
        .xEnvoyUpstreamRqTimeoutAltResponse, .xEnvoyHedgeOnPerTryTimeout, .xEnvoyExpectedRqTimeoutMs,
    ]

    /// Decides before the request leaves, and tells the upstream how long it has.
    func decideTimeouts(_ route: WorkerRoute) {
        timeouts = RequestTimeouts()
        timeouts.whole = (route.timeout ?? 0) / 1_000_000
        if let old = route.oldGRPCTimeout, owner.requestHead.isGRPC { timeouts.whole = callTimeout(old) }
        timeouts.oneTry = route.tryTimeout
        timeouts.tryIdle = route.tryIdleTimeout
        timeouts.keepsSlowTries = route.keepsSlowTries
        if owner.requestHead.headers.mayContainAny(of: Self.controlFields) { hearControlFields() }
        if timeouts.oneTry >= timeouts.whole && timeouts.whole != 0 { timeouts.oneTry = 0 }
        if timeouts.stream == 0 { timeouts.stream = route.clusterStreamLimit }
        // Nobody may be there to be told.
        if !configuration.suppressEnvoyHeaders || route.oldGRPCTimeout != nil { tellTimeout(route, elapsed: 0) }
    }

    /// Tells the upstream how long it has, so many milliseconds after the end of the request.
    func tellTimeout(_ route: WorkerRoute, elapsed: UInt64) {
        // A slow try goes on until the whole time is over.
        var expected = timeouts.oneTry == 0 || timeouts.keepsSlowTries ? timeouts.whole : timeouts.oneTry
        if expected == 0 { return }
        // 0 would be for ever; the timer is about to fire.
        if timeouts.whole != 0 {
            expected = elapsed >= timeouts.whole ? 1 : min(expected, timeouts.whole &- elapsed)
        }
        if !configuration.suppressEnvoyHeaders {
            owner.requestHead.headers.set(.xEnvoyExpectedRqTimeoutMs) { $0.append(decimal: expected) }
        }
        if route.oldGRPCTimeout != nil, owner.requestHead.isGRPC {
            owner.requestHead.headers.setGRPCTimeout(min(expected, 1 << 43) &* 1_000_000)
        }
    }

    /// What the deprecated fields make of `grpc-timeout`.
    private func callTimeout(_ old: OldGRPCTimeoutConfiguration) -> UInt64 {
        var timeout = owner.requestHead.headers.grpcTimeout ?? 0
        if old.offset < timeout { timeout -= old.offset }
        if old.limit != 0 && (timeout == 0 || timeout > old.limit) { timeout = old.limit }
        return timeout / 1_000_000
    }

    private func hearControlFields() {
        let respects = configuration.respectsExpectedTimeout
        if respects && owner.requestHead.headers.contains(.xEnvoyExpectedRqTimeoutMs) {
            if let asked = milliseconds(.xEnvoyExpectedRqTimeoutMs) { timeouts.whole = asked }
        } else {
            if let asked = milliseconds(.xEnvoyUpstreamRqTimeoutMs) { timeouts.whole = asked }
            owner.requestHead.headers.remove(.xEnvoyUpstreamRqTimeoutMs)
        }
        if let asked = milliseconds(.xEnvoyUpstreamRqPerTryTimeoutMs) { timeouts.oneTry = asked }
        let hedges = owner.requestHead.headers.firstIndex(of: .xEnvoyHedgeOnPerTryTimeout)
        if hedges >= 0 {
            if owner.requestHead.headers.value(at: hedges, equals: "true") { timeouts.keepsSlowTries = true }
            if owner.requestHead.headers.value(at: hedges, equals: "false") { timeouts.keepsSlowTries = false }
        }
        if let asked = milliseconds(.xEnvoyUpstreamStreamDurationMs) { timeouts.stream = asked }
        timeouts.repliesNoContent = owner.requestHead.headers.contains(.xEnvoyUpstreamRqTimeoutAltResponse)
        owner.requestHead.headers.remove(.xEnvoyUpstreamRqPerTryTimeoutMs)
        owner.requestHead.headers.remove(.xEnvoyUpstreamStreamDurationMs)
        owner.requestHead.headers.remove(.xEnvoyUpstreamRqTimeoutAltResponse)
        owner.requestHead.headers.remove(.xEnvoyHedgeOnPerTryTimeout)
    }

    /// The field's number; nil when there is none.
    private func milliseconds(_ id: HeaderID) -> UInt64? {
        let index = owner.requestHead.headers.firstIndex(of: id)
        // As in Envoy, several of them are one list, which is no number.
        guard index >= 0, owner.requestHead.headers.index(of: id, from: index + 1) < 0,
            let number = owner.requestHead.headers.number(at: index)
        else { return nil }
        // What does not fit a signed number is none in Envoy either.
        return number > UInt64(Int64.max) ? nil : number
    }

    // MARK: - Time is up

    /// The request has taken as long as it may, whatever the number of tries.
    func responseTimedOut() {
        guard cluster != nil, owner.isAlive else { return }
        for request in slowTries {
            countTimeout(of: request)
            if request.isWatched { request.outlivesRequest() }
        }
        if let upstream, upstream.isWatched { upstream.outlivesRequest() }
        if let upstream, upstream.isActive { countTimeout(of: upstream) }
        giveUp(details: ResponseCodeDetails("response_timeout"))
    }

    private func countTimeout(of request: UpstreamRequest) {
        guard let cluster else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqTimeout)
        route?.statistics?.count(.upstreamRqTimeout, virtualCluster)
        request.counters?.requestTimedOut()
        if headReceived { return }
        if !request.isSlow { tellFailure(of: request, status: timeoutStatus) }
        chargeTimeout(of: request)
    }

    /// As in Envoy, an interim answer was charged for the try; its end is not.
    private func chargeTimeout(of request: UpstreamRequest) {
        if interimReceived { return }
        request.counters?.requestFailed()
        charge(status: timeoutStatus)
    }

    private var timeoutStatus: UInt16 { timeouts.repliesNoContent ? 204 : 504 }

    /// The newest try has no head of an answer in time. As in Envoy, one that has sent an interim answer has all the
    /// time of its request.
    func tryTimedOut() {
        guard owner.isAlive, !headReceived, !interimReceived, let upstream, upstream.isActive else { return }
        upstream.ranOut(.upstreamRequestTimeout)
        if timeouts.keepsSlowTries { return hedge(upstream) }
        tryFailed(upstream, .upstreamRqPerTryTimeout, ResponseCodeDetails("upstream_per_try_timeout"))
    }

    /// The newest try shows no activity.
    func tryFellSilent() {
        guard owner.isAlive, let upstream, upstream.isActive else { return }
        upstream.ranOut(.streamIdleTimeout)
        if timeouts.keepsSlowTries && !headReceived { return hedge(upstream) }
        tryFailed(upstream, .upstreamRqPerTryIdleTimeout, ResponseCodeDetails("upstream_per_try_idle_timeout"))
    }

    private func tryFailed(_ request: UpstreamRequest, _ metric: ClusterMetric, _ details: ResponseCodeDetails) {
        guard let cluster else { return }
        cluster.metrics.increment(metric)
        request.counters?.requestTimedOut()
        endTry(request)
        tellFailure(of: request, status: timeoutStatus)
        if !headReceived && triesAgain(after: .localReset, request, isTimeout: true) { return }
        if !headReceived { chargeTimeout(of: request) }
        giveUp(details: details)
    }

    /// Gives up one try.
    private func endTry(_ request: UpstreamRequest) {
        timers.cancelTry()
        request.cancel()
        upstreamBelowLowWatermark()
    }

    private func giveUp(details: ResponseCodeDetails) {
        if let tracking = cluster?.tracking, owner.info.requestEndTime != 0 {
            tracking.recordBudget((owner.loop.now &- owner.info.requestEndTime) / 1_000_000, of: timeouts.whole)
        }
        abandonUpstream()
        owner.info.flags.insert(.upstreamRequestTimeout)
        if headReceived {
            owner.info.details = details
            owner.resetStream(.localReset)
        } else if timeoutStatus == 204 {
            owner.sendLocalReply(status: 204, details: details, edit: editOfReplies())
        } else {
            owner.sendLocalReply(
                status: 504, literal: "upstream request timeout", details: details, edit: editOfReplies())
        }
    }

    /// The newest try has lasted as long as a stream to the cluster may.
    func streamTimedOut() {
        guard let cluster, owner.isAlive, let upstream, upstream.isActive else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqMaxDurationReached)
        endTry(upstream)
        if !headReceived && triesAgain(after: .localReset, upstream) { return }
        abandonUpstream()
        owner.info.flags.insert(.upstreamMaxStreamDurationReached)
        owner.sendLocalReply(
            status: owner.isRequestComplete ? 504 : 408, literal: "upstream max stream duration reached",
            details: ResponseCodeDetails("upstream_max_stream_duration_reached"), edit: editOfReplies())
    }

    // MARK: - Strictness

    /// Looks at the fields that have to be understood; false when the request was refused for one.
    func checkStrictFields() -> Bool {
        for field in configuration.strictlyCheckedFields {
            let name = field.rawValue
            let index = owner.requestHead.headers.index(named: name.utf8.span)
            guard index >= 0, !owner.requestHead.headers.isValid(at: index, as: field) else { continue }
            var body = ByteBuffer()
            body.append("invalid header '")
            body.append(field.rawValue)
            body.append("' with value '")
            owner.requestHead.headers.writeValue(at: index, to: &body)
            body.append("'")
            owner.sendLocalReply(
                status: 400, body: body.readable,
                details: ResponseCodeDetails("request_headers_failed_strict_check", reason: field.literal),
                flags: .invalidEnvoyRequestHeaders)
            return false
        }
        return true
    }
}

extension RouterConfiguration.StrictField {
    fileprivate var literal: StaticString {
        switch self {
        case .timeout: "x-envoy-upstream-rq-timeout-ms"
        case .tryTimeout: "x-envoy-upstream-rq-per-try-timeout-ms"
        case .maxRetries: "x-envoy-max-retries"
        case .retryOn: "x-envoy-retry-on"
        case .retryGRPCOn: "x-envoy-retry-grpc-on"
        }
    }
}
