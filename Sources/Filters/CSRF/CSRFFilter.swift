internal import Buffers
internal import HTTPSemantics
internal import RegularExpressions
internal import RuntimeValues
internal import Telemetry

/// Refuses requests that change something and come from pages of other hosts, with 403.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/csrf_filter
final class CSRFFilter: HTTPFilter {
    private let policy: CSRFFactory.Policy
    private let metrics: MetricWriter

    init(_ policy: CSRFFactory.Policy, _ metrics: MetricWriter, name: String, stream: FilterStream) {
        self.policy = policy
        self.metrics = metrics
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let policy = (stream.routeSettings(of: self) as? CSRFFactory.Policy) ?? policy
        let isEnabled = policy.enabled.includes(stream.randomBits())
        if !isEnabled && !policy.shadowEnabled.includes(stream.randomBits()) { return .continueIteration }
        switch stream.requestHead.method {
        case .post, .put, .delete, .patch: break
        default: return .continueIteration
        }
        let isSecure = stream.requestHead.scheme == .https
        switch stream.requestHead.headers.source(policy.additionalOrigins, isSecure: isSecure) {
        case .own:
            metrics.increment(CSRFMetric.requestValid)
            return .continueIteration
        case .other: metrics.increment(CSRFMetric.requestInvalid)
        case .unknown: metrics.increment(CSRFMetric.missingSourceOrigin)
        }
        if !isEnabled { return .continueIteration }
        stream.sendLocalReply(
            status: 403, literal: "Invalid origin", details: ResponseCodeDetails("csrf_origin_mismatch"))
        return .stopIteration
    }
}

/// Where a request comes from.
private enum RequestSource {
    case own, other, unknown
}

extension HeaderMap {
    /// Where the request comes from: its `origin`, or else its `referer`, against its host and some more.
    fileprivate borrowing func source(_ more: [TextMatcher], isSecure: Bool) -> RequestSource {
        var index = firstIndex(of: .origin)
        if index >= 0 && Bytes.equal(value(at: index), "null") { return .unknown }
        if index < 0 || value(at: index).isEmpty { index = firstIndex(of: .referer) }
        if index < 0 || value(at: index).isEmpty { return .unknown }
        let text = value(at: index)
        let source = text.extracting(AbsoluteURL(text)?.hostAndPort ?? 0..<text.count)
        if isOwn(source, isSecure: isSecure) || more.contains(where: { $0.matches(source) }) { return .own }
        return .other
    }

    /// Whether a source, host and port or what is no URL, is what the request's own URL has there.
    private borrowing func isOwn(_ source: Span<UInt8>, isSecure: Bool) -> Bool {
        let authority = value(of: .authority)
        if let range = AbsoluteURL.hostAndPort(ofAuthority: authority) {
            return Bytes.equal(source, authority.extracting(range))
        }
        let scheme: StaticString = isSecure ? "https://" : "http://"
        let count = scheme.utf8CodeUnitCount
        return source.count == count + authority.count && Bytes.equal(source.extracting(0..<count), scheme)
            && Bytes.equal(source.extracting(count..<source.count), authority)
    }
}
