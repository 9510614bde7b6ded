internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Routing
internal import Synchronization
internal import Telemetry
internal import Upstreams

/// Tries of a request after the first.
///
/// ```
///   a try fails ─▶ RetryState ─ again ─▶ pause ─▶ tryAgain ─▶ endpoint, pool, head and kept body once more
///        its time is up, and tries are hedged ─▶ as above, and the slow try goes on beside: the first good answer wins
/// ```
extension RouterFilter {
    /// Fields by which clients steer retries; the router takes them out.
    static let retryFields: HeaderSet = [
        .xEnvoyRetryOn, .xEnvoyRetryGrpcOn, .xEnvoyMaxRetries, .xEnvoyRetriableHeaderNames,
        .xEnvoyRetriableStatusCodes,
    ]

    /// Decides whether the request may be tried again, when its head is as it leaves.
    func beginRetries(_ route: WorkerRoute) {
        let isAsked = owner.requestHead.headers.mayContainAny(of: Self.retryFields)
        guard isAsked || route.retries != nil else { return }
        let asked = isAsked ? askedConditions() : []
        if let policy = route.retries ?? (asked.isEmpty ? nil : route.retriesOnDemand) {
            var state = RetryState(policy, adding: asked)
            if state.hear(owner.requestHead) {
                retries = state
                keepsBody = true
            }
        }
        guard isAsked else { return }
        owner.requestHead.headers.remove(.xEnvoyRetryOn)
        owner.requestHead.headers.remove(.xEnvoyRetryGrpcOn)
        owner.requestHead.headers.remove(.xEnvoyMaxRetries)
        owner.requestHead.headers.remove(.xEnvoyRetriableHeaderNames)
        owner.requestHead.headers.remove(.xEnvoyRetriableStatusCodes)
    }

    private func askedConditions() -> RetryConditions {
        let http = owner.requestHead.headers.firstIndex(of: .xEnvoyRetryOn)
        let grpc = owner.requestHead.headers.firstIndex(of: .xEnvoyRetryGrpcOn)
        var asked: RetryConditions = []
        if http >= 0 { asked = owner.requestHead.headers.conditions(at: http, RetryConditions.httpWords) }
        if grpc >= 0 {
            asked.formUnion(owner.requestHead.headers.conditions(at: grpc, RetryConditions.grpcWords))
        }
        return asked
    }

    /// Nothing is tried again from now on.
    func endRetries() {
        guard retries != nil else { return }
        if retries?.giveSlotBack() == true { retrySlots?.retries.subtract(1, ordering: .relaxed) }
        if retryWaits {
            retryWaits = false
            timers.cancelPause()
        }
        retries = nil
        keepsBody = route?.redirects != nil
    }

    /// What the cluster's limits of retries count for this request.
    private var retrySlots: CircuitBreakers.Priority? {
        guard let cluster, let route else { return nil }
        return cluster.cluster.circuitBreakers.priority(route.priority)
    }

    // MARK: - After a try

    /// Whether an answer goes no further, since the request is tried again, or another try may bring a better one.
    func passesOver(_ request: UpstreamRequest) -> Bool {
        guard let conditions = retries?.conditions else { return false }
        // Of most answers the conditions alone say that they are none; the state has references to count.
        let isWanted =
            conditions.mayAsk(for: request.responseHead.status)
            && retries?.isWanted(after: request.responseHead) == true
        var isBad = request.isSlow && isWanted
        if !request.isSlow {
            let asked =
                isWanted
                ? retries?.policy.askedPause(in: request.responseHead.headers, at: owner.loop.wallClock) : nil
            switch decide(isWanted: isWanted, asked: asked) {
            case .again:
                chargeRetried(status: request.responseHead.status)
                giveUp(request)
                return true
            case .usedUp, .noRoom: isBad = true
            case .stands: break
            }
        }
        guard isBad, mayOthersAnswer(request) else { return false }
        giveUp(request)
        return true
    }

    private func giveUp(_ request: UpstreamRequest) {
        if request === upstream {
            timers.cancelTry()
            upstreamBelowLowWatermark()
        }
        request.counters?.requestFailed()
        request.cancel()
        retire(request)
    }

    /// Whether a try that brought no answer is followed by another. `isTimeout` says that its time was up.
    func triesAgain(after reason: StreamResetReason, _ request: UpstreamRequest, isTimeout: Bool = false) -> Bool {
        guard let isWanted = retries?.isWanted(after: reason, wasSent: wasSent), !request.isSlow else { return false }
        guard case .again = decide(isWanted: isWanted) else { return false }
        isTimeoutRetry = isTimeout
        request.counters?.requestFailed()
        return true
    }

    /// The newest try has no answer in time and goes on; another one may follow.
    func hedge(_ request: UpstreamRequest) {
        if request.isSlow { return }
        tellFailure(of: request, status: 504)
        guard retries != nil, case .again = decide(isWanted: true) else { return }
        isTimeoutRetry = true
        request.isSlow = true
    }

    private func decide(isWanted: Bool, asked: UInt64? = nil) -> RetryState.Verdict {
        // After most tries nothing is asked for, and no slot was held.
        if !isWanted && retries?.holdsSlot != true { return .stands }
        guard let slots = retrySlots else { return .stands }
        if retries?.giveSlotBack() == true {
            slots.retries.subtract(1, ordering: .relaxed)
            if !isWanted { count(.upstreamRqRetrySuccess, .upstreamRqRetrySuccess) }
        }
        let verdict =
            retries?.decide(
                isWanted: isWanted, hasRoom: slots.canRetry(at: owner.loop.now), random: owner.randomBits(),
                asked: asked)
            ?? .stands
        switch verdict {
        case .stands: break
        case .again(let pause):
            slots.retryBegins()
            retryWaits = true
            isTimeoutRetry = false
            isPauseAsked = asked != nil
            timers.pause(for: pause)
        case .usedUp:
            count(.upstreamRqRetryLimitExceeded, .upstreamRqRetryLimitExceeded)
            raise(.upstreamRetryLimitExceeded)
        case .noRoom:
            count(.upstreamRqRetryOverflow, .upstreamRqRetryOverflow)
            raise(.upstreamOverflow)
        }
        return verdict
    }

    private func raise(_ flag: ResponseFlags) {
        owner.info.flags.insert(flag)
        owner.info.earlyFlags.insert(flag)
    }

    /// Counts for the cluster, and for the virtual cluster where there is one.
    private func count(_ metric: ClusterMetric, _ requestMetric: RequestMetric) {
        cluster?.metrics.increment(metric)
        route?.statistics?.count(requestMetric, virtualCluster)
    }

    // MARK: - The next try

    /// The pause is over.
    func tryAgain() {
        guard owner.isAlive, retryWaits, let cluster, let route else { return }
        retryWaits = false
        count(.upstreamRqRetry, .upstreamRqRetry)
        cluster.metrics.increment(
            isPauseAsked
                ? ClusterMetric.upstreamRqRetryBackoffRatelimited : .upstreamRqRetryBackoffExponential)
        owner.info.attempts &+= 1
        guard let pool = pick(from: cluster, route) else {
            abandonUpstream()
            replyWithoutEndpoint()
            return
        }
        if route.countsAttemptsUpstream {
            owner.requestHead.headers.set(.xEnvoyAttemptCount) { $0.append(decimal: UInt64(owner.info.attempts)) }
        }
        if route.rule.tellsTimeoutRetries {
            owner.requestHead.headers.set(.xEnvoyIsTimeoutRetry, isTimeoutRetry ? "true" : "false")
        }
        let ended = owner.info.requestEndTime
        tellTimeout(route, elapsed: ended == 0 ? 0 : (owner.loop.now &- ended) / 1_000_000)
        send(through: pool)
    }

    // MARK: - Tries side by side

    /// Whether another try is under way, or will be, that may still be answered.
    func mayOthersAnswer(_ request: UpstreamRequest) -> Bool {
        retryWaits || (upstream !== request && upstream?.isActive == true) || slowTries.contains { $0 !== request }
    }

    /// The answer is this try's; the others are given up.
    func settle(on request: UpstreamRequest) {
        endRetries()
        if slowTries.isEmpty { return }
        if let newest = upstream, newest !== request {
            timers.cancelTry()
            newest.cancel()
            slowTries.append(newest)
            owner.endpoint = request.endpoint
            retire(request)
            spareTries.removeAll { $0 === request }
            upstream = request
        }
        abandonSlowTries()
    }

    /// Gives up what goes on beside the newest try.
    func abandonSlowTries() {
        while let request = slowTries.last {
            request.cancel()
            retire(request)
        }
    }

    /// A try is over that was not the last word.
    func retire(_ request: UpstreamRequest) {
        guard let place = slowTries.firstIndex(where: { $0 === request }) else { return }
        slowTries.remove(at: place)
        request.endpoint = nil
        spareTries.append(request)
    }

    /// The try that comes next; what still goes on is put aside.
    func nextTry() -> UpstreamRequest {
        if let upstream {
            if !upstream.isActive { return upstream }
            upstream.endpoint = owner.endpoint
            slowTries.append(upstream)
        }
        let next = spareTries.popLast() ?? UpstreamRequest(router: self)
        upstream = next
        return next
    }
}
