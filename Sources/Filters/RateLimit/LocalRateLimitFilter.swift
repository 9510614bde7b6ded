internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// Refuses requests beyond what buckets of tokens allow, with 429.
///
/// Buckets are shared by all workers, or belong to one downstream connection. A route's own limits replace those of
/// the filter.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/local_rate_limit_filter
final class LocalRateLimitFilter: HTTPFilter {
    private let own: WorkerRateLimit
    /// The bucket that the client is told of, where its answers tell of one.
    private var told: TokenBucket?
    private var text = DescriptorText()
    /// The buckets for the request's descriptors.
    private var matched: [LocalRateLimiter.Match] = []

    init(_ own: WorkerRateLimit, name: String, stream: FilterStream) {
        self.own = own
        super.init(stream: stream, name: name, interests: [.requestHeaders, .responseHeaders])
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        if let routes = stream.routeSettings(of: self) as? WorkerRateLimit { return limit(by: routes, routes.level) }
        return limit(by: own, own.level)
    }

    private func limit(by limit: WorkerRateLimit, _ level: LocalRateLimitLevel) -> FilterHeadersStatus {
        if !level.enabled.includes(stream.randomBits()) { return .continueIteration }
        limit.metrics.increment(LocalRateLimitMetric.enabled)
        // Most levels have one bucket for all, and nothing to match.
        if !level.configuration.isPerConnection && !level.limiter.hasDescriptors {
            return judge(level.limiter.take(at: stream.loop.now, []), level.limiter, limit, level)
        }
        let limiter = limiter(of: level)
        if limiter.hasDescriptors { matchDescriptors(level, limiter) }
        return judge(limiter.take(at: stream.loop.now, matched), limiter, limit, level)
    }

    private func judge(
        _ outcome: LocalRateLimiter.Outcome, _ limiter: LocalRateLimiter, _ limit: WorkerRateLimit,
        _ level: LocalRateLimitLevel
    ) -> FilterHeadersStatus {
        if level.configuration.tellsLimits { told = limiter.bucket(toldAfter: outcome, matched) }
        if outcome == .allowed {
            limit.metrics.increment(LocalRateLimitMetric.ok)
            return .continueIteration
        }
        limit.metrics.increment(LocalRateLimitMetric.rateLimited)
        if case .refused(let match) = outcome, matched[match].isShadow {
            limit.metrics.increment(LocalRateLimitMetric.shadowMode)
            return .continueIteration
        }
        if !level.enforced.includes(stream.randomBits()) {
            limit.requestEditor.editRequest(of: stream)
            return .continueIteration
        }
        limit.metrics.increment(LocalRateLimitMetric.enforced)
        refuse(for: limiter.bucket(toldAfter: outcome, matched), limit, level)
        return .stopIteration
    }

    private func refuse(for bucket: TokenBucket?, _ limit: WorkerRateLimit, _ level: LocalRateLimitLevel) {
        stream.lateReplyFlags = .rateLimited
        stream.sendLocalReply(
            status: level.configuration.status, literal: "local_rate_limited",
            details: ResponseCodeDetails("local_rate_limited"),
            grpcStatus: level.configuration.isResourceExhausted ? 8 : nil
        ) {
            limit.responseEditor.editResponse(of: self.stream)
            if level.configuration.tellsRetryAfter, let bucket {
                self.set(Self.retryAfter, bucket.secondsToNext(now: self.stream.loop.now))
            }
        }
    }

    /// A connection has one limiter, as in Envoy: the one that its first such request asks for.
    private func limiter(of level: LocalRateLimitLevel) -> LocalRateLimiter {
        if !level.configuration.isPerConnection { return level.limiter }
        let object = stream.connectionObject(ObjectIdentifier(LocalRateLimiter.self)) {
            LocalRateLimiter(level.configuration)
        }
        return (object as? LocalRateLimiter) ?? level.limiter
    }

    private func matchDescriptors(_ level: LocalRateLimitLevel, _ limiter: LocalRateLimiter) {
        matched.removeAll(keepingCapacity: true)
        let isOwn = !level.rules.isEmpty
        let rules = isOwn ? level.rules : stream.rateLimitRules(level.configuration.hostLimits)
        for rule in rules where isOwn || rule.stage == level.configuration.stage {
            text.removeAll()
            if rule.write(stream, to: &text) { limiter.find(text, &matched) }
        }
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard let told else { return .continueIteration }
        let now = stream.loop.now
        set(Self.limitName, told.maxTokens)
        set(Self.remainingName, told.remaining(now: now))
        set(Self.resetName, told.secondsToNext(now: now))
        return .continueIteration
    }

    private func set(_ name: [UInt8], _ value: UInt64) {
        text.removeAll()
        text.bytes.append(decimal: value)
        stream.responseHead.headers.remove(named: name.span)
        text.write(asField: name, to: &stream.responseHead.headers)
    }

    private static let retryAfter = Array("retry-after".utf8)
    private static let limitName = Array("x-ratelimit-limit".utf8)
    private static let remainingName = Array("x-ratelimit-remaining".utf8)
    private static let resetName = Array("x-ratelimit-reset".utf8)

    override func streamDestroyed() {
        if told != nil { told = nil }
        if !matched.isEmpty { matched.removeAll(keepingCapacity: true) }
    }
}
