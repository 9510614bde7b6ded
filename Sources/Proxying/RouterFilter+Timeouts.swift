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
        .xEnvoyUpstreamRqTimeoutAltResponse, .xEnvoyRetryOn, .xEnvoyRetryGrpcOn, .xEnvoyMaxRetries,
        .xEnvoyHedgeOnPerTryTimeout, .xEnvoyRetriableHeaderNames, .xEnvoyRetriableStatusCodes,
        .xEnvoyExpectedRqTimeoutMs,
    ]

    /// Decides before the request leaves, and tells the upstream how long it has.
    func decideTimeouts(_ route: WorkerRoute) {
        timeouts = RequestTimeouts()
        timeouts.whole = (route.timeout ?? 0) / 1_000_000
        if let old = route.oldGRPCTimeout, owner.requestHead.headers.isGRPC { timeouts.whole = callTimeout(old) }
        if owner.requestHead.headers.mayContainAny(of: Self.controlFields) { hearControlFields() }
        if timeouts.stream == 0 { timeouts.stream = route.clusterStreamLimit }
        let expected = timeouts.oneTry != 0 ? timeouts.oneTry : timeouts.whole
        if expected == 0 { return }
        if !configuration.suppressEnvoyHeaders {
            owner.requestHead.headers.set(.xEnvoyExpectedRqTimeoutMs) { $0.append(decimal: expected) }
        }
        if route.oldGRPCTimeout != nil, owner.requestHead.headers.isGRPC {
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
        if timeouts.oneTry >= timeouts.whole && timeouts.whole != 0 { timeouts.oneTry = 0 }
        // A hedged request lets its first try go on, and nothing else is tried here.
        let hedges = owner.requestHead.headers.firstIndex(of: .xEnvoyHedgeOnPerTryTimeout)
        if hedges >= 0 && owner.requestHead.headers.value(at: hedges, equals: "true") { timeouts.oneTry = 0 }
        if let asked = milliseconds(.xEnvoyUpstreamStreamDurationMs) { timeouts.stream = asked }
        timeouts.repliesNoContent = owner.requestHead.headers.contains(.xEnvoyUpstreamRqTimeoutAltResponse)
        owner.requestHead.headers.remove(.xEnvoyUpstreamRqPerTryTimeoutMs)
        owner.requestHead.headers.remove(.xEnvoyUpstreamStreamDurationMs)
        owner.requestHead.headers.remove(.xEnvoyUpstreamRqTimeoutAltResponse)
        // Nothing is retried by rule here; what asks for it goes no further all the same.
        owner.requestHead.headers.remove(.xEnvoyRetryOn)
        owner.requestHead.headers.remove(.xEnvoyRetryGrpcOn)
        owner.requestHead.headers.remove(.xEnvoyMaxRetries)
        owner.requestHead.headers.remove(.xEnvoyHedgeOnPerTryTimeout)
        owner.requestHead.headers.remove(.xEnvoyRetriableHeaderNames)
        owner.requestHead.headers.remove(.xEnvoyRetriableStatusCodes)
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

    func responseTimedOut() {
        guard let cluster, owner.isAlive else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqTimeout)
        route?.statistics?.count(.upstreamRqTimeout, virtualCluster)
        giveUp(cluster, details: ResponseCodeDetails("response_timeout"))
    }

    func tryTimedOut() {
        guard let cluster, owner.isAlive, !headReceived else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqPerTryTimeout)
        giveUp(cluster, details: ResponseCodeDetails("upstream_per_try_timeout"))
    }

    private func giveUp(_ cluster: WorkerCluster, details: ResponseCodeDetails) {
        if let endpoint = owner.endpoint { endpoint.counters(worker: cluster.workerIndex).requestTimedOut() }
        abandonUpstream()
        owner.info.flags.insert(.upstreamRequestTimeout)
        if headReceived {
            owner.info.details = details
            owner.resetStream(.localReset)
            return
        }
        let status: UInt16 = timeouts.repliesNoContent ? 204 : 504
        charge(status: status)
        if status == 204 {
            owner.sendLocalReply(status: status, details: details, edit: editOfReplies())
        } else {
            owner.sendLocalReply(
                status: status, literal: "upstream request timeout", details: details, edit: editOfReplies())
        }
    }

    func streamTimedOut() {
        guard let cluster, owner.isAlive else { return }
        cluster.metrics.increment(ClusterMetric.upstreamRqMaxDurationReached)
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
