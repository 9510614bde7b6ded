internal import Buffers
internal import HTTPSemantics
internal import Telemetry

/// Lets requests pass that show a key which is known, and answers others with 401, or with 403 where the route does not
/// admit the key's client.
///
/// Runs on request headers.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/api_key_auth_filter
final class APIKeyFilter: HTTPFilter {
    private let own: APIKeyFactory.Level
    private let metrics: MetricWriter

    init(_ own: APIKeyFactory.Level, _ metrics: MetricWriter, name: String, stream: FilterStream) {
        self.own = own
        self.metrics = metrics
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let level = (stream.routeSettings(of: self) as? APIKeyFactory.Level) ?? own
        if level.places.isEmpty { return refuse("missing_key_sources") }
        if level.clients.isEmpty { return refuse("missing_credentials") }
        guard let key = findKey(level) else { return refuse("missing_api_key") }
        guard let client = level.clients[key] else { return refuse("unknown_api_key") }
        if !level.admitted.isEmpty && !level.admitted.contains(client) {
            metrics.increment(APIKeyMetric.forbidden)
            stream.sendLocalReply(
                status: 403, literal: "Client is forbidden.", details: ResponseCodeDetails("client_not_allowed"))
            return .stopIteration
        }
        // In this order, as in Envoy: a field that is both told and hidden is gone.
        let field = level.toldField
        if !field.isEmpty {
            stream.requestHead.headers.remove(named: field.span)
            stream.requestHead.headers.append(name: field.span, client.span)
        }
        if level.hidesKeys { hideKeys(level) }
        metrics.increment(APIKeyMetric.allowed)
        return .continueIteration
    }

    private func refuse(_ details: StaticString) -> FilterHeadersStatus {
        metrics.increment(APIKeyMetric.unauthorized)
        stream.sendLocalReply(
            status: 401, literal: "Client authentication failed.", details: ResponseCodeDetails(details))
        return .stopIteration
    }

    /// The key in the first place that holds one.
    private func findKey(_ level: APIKeyFactory.Level) -> [UInt8]? {
        for place in level.places {
            var key: [UInt8]?
            switch place {
            case .field(let name): key = stream.requestHead.withValue(named: name.span) { Self.key(in: $0) }
            case .query(let name): key = stream.requestHead.headers.queryParameter(named: name)
            case .cookie(let name): key = stream.requestHead.headers.cookieValue(named: name)
            }
            if let key, !key.isEmpty { return key }
        }
        return nil
    }

    /// A field's value, without the scheme that may stand before it (RFC 6750 §2.1).
    private static func key(in value: Span<UInt8>) -> [UInt8] {
        guard Bytes.hasPrefix(value, scheme.span) else { return bytes(value) }
        return bytes(value.extracting(scheme.count..<value.count))
    }

    private static let scheme = Array("Bearer ".utf8)

    fileprivate static func bytes(_ span: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in span.indices { bytes.append(span[index]) }
        return bytes
    }

    /// Takes out all that may be a key, wherever it was found.
    private func hideKeys(_ level: APIKeyFactory.Level) {
        for place in level.places {
            switch place {
            case .field(let name): stream.requestHead.headers.remove(named: name.span)
            case .query(let name): stream.requestHead.headers.removeQueryParameter(named: name)
            case .cookie(let name): stream.requestHead.headers.removeCookie(named: name.span)
            }
        }
    }
}

extension HeaderMap {
    /// The value of the first cookie of that name, to keep; nil when there is none.
    fileprivate borrowing func cookieValue(named name: [UInt8]) -> [UInt8]? {
        guard let place = cookie(named: name.span) else { return nil }
        return APIKeyFilter.bytes(value(at: place.field).extracting(place.range))
    }
}
