internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// Answers preflights of pages from other origins, and marks answers that such pages may read.
///
/// Does what routes that lead to an upstream say, and nothing for others.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter
final class CORSFilter: HTTPFilter {
    private let metrics: MetricWriter
    /// What holds for the request, once its origin was found to be good.
    private var policy: CORSPolicy?
    /// The origin as it came: routes may take it away before the answer.
    private var origin = HeaderMap()

    init(_ metrics: MetricWriter, name: String, stream: FilterStream) {
        self.metrics = metrics
        super.init(stream: stream, name: name, interests: [.requestHeaders, .responseHeaders])
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard let policy = stream.routeSettings(of: self) as? CORSPolicy, stream.leadsUpstream else {
            return .continueIteration
        }
        let isEnabled = policy.enabled.includes(stream.randomBits())
        if !isEnabled && !policy.shadowEnabled.includes(stream.randomBits()) { return .continueIteration }
        let origin = stream.requestHead.headers.firstIndex(of: .origin)
        if origin < 0 || stream.requestHead.headers.isEmptyValue(at: origin) { return .continueIteration }
        let isPreflight = self.isPreflight
        guard stream.requestHead.headers.isAllowed(at: origin, by: policy) else {
            metrics.increment(CORSMetric.originInvalid)
            if !isPreflight || policy.forwardsOtherPreflights { return .continueIteration }
            // Told everything but that the origin may.
            stream.responseHead.reset()
            answerPreflight(policy)
            return .stopIteration
        }
        metrics.increment(CORSMetric.originValid)
        if !isEnabled { return .continueIteration }
        self.policy = policy
        self.origin.copyValue(of: .origin, as: .origin, from: stream.requestHead.headers)
        if !isPreflight { return .continueIteration }
        stream.responseHead.reset()
        allowOrigin()
        answerPreflight(policy)
        return .stopIteration
    }

    private var isPreflight: Bool {
        guard stream.requestHead.method == .options else { return false }
        let index = stream.requestHead.headers.firstIndex(of: .accessControlRequestMethod)
        return index >= 0 && !stream.requestHead.headers.isEmptyValue(at: index)
    }

    private func allowOrigin() {
        stream.responseHead.headers.copyValue(of: .origin, as: .accessControlAllowOrigin, from: origin)
    }

    private func answerPreflight(_ policy: CORSPolicy) {
        if policy.allowsCredentials { add(Self.allowCredentials, Self.yes) }
        if !policy.allowMethods.isEmpty { add(Self.allowMethods, policy.allowMethods) }
        if !policy.allowHeaders.isEmpty { add(Self.allowHeaders, policy.allowHeaders) }
        if !policy.maxAge.isEmpty { add(Self.maxAge, policy.maxAge) }
        if policy.allowsPrivateNetwork && asksForPrivateNetwork { add(Self.allowPrivateNetwork, Self.yes) }
        stream.responseHead.status = 200
        stream.info.details = ResponseCodeDetails("cors_response")
        stream.respondHeaders(endStream: true)
    }

    private var asksForPrivateNetwork: Bool {
        let name = Self.requestPrivateNetwork
        let index = stream.requestHead.headers.index(named: name.span)
        return index >= 0 && stream.requestHead.headers.value(at: index, equals: "true")
    }

    private static let yes = Array("true".utf8)
    private static let allowCredentials = Array("access-control-allow-credentials".utf8)
    private static let allowMethods = Array("access-control-allow-methods".utf8)
    private static let allowHeaders = Array("access-control-allow-headers".utf8)
    private static let allowPrivateNetwork = Array("access-control-allow-private-network".utf8)
    private static let exposeHeaders = Array("access-control-expose-headers".utf8)
    private static let maxAge = Array("access-control-max-age".utf8)
    private static let requestPrivateNetwork = Array("access-control-request-private-network".utf8)

    private func add(_ name: [UInt8], _ value: [UInt8]) {
        stream.responseHead.headers.set(named: name.span, value.span)
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard let policy else { return .continueIteration }
        allowOrigin()
        if policy.allowsCredentials { add(Self.allowCredentials, Self.yes) }
        if !policy.exposeHeaders.isEmpty { add(Self.exposeHeaders, policy.exposeHeaders) }
        return .continueIteration
    }

    override func streamDestroyed() {
        if policy == nil { return }
        policy = nil
        origin.removeAll()
    }
}

extension HeaderMap {
    /// Whether field `index` says nothing.
    borrowing func isEmptyValue(at index: Int) -> Bool { value(at: index).isEmpty }

    /// Whether a policy lets the origin in field `index`.
    fileprivate borrowing func isAllowed(at index: Int, by policy: CORSPolicy) -> Bool {
        policy.allows(value(at: index))
    }

    /// Gives field `target` the value that field `id` has in `other`, where it has one.
    fileprivate mutating func copyValue(of id: HeaderID, as target: HeaderID, from other: borrowing HeaderMap) {
        let index = other.firstIndex(of: id)
        if index >= 0 { set(target, other.value(at: index)) }
    }
}
