internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import NetworkAddresses
internal import Telemetry

/// Leads requests back to the endpoint whose address their client keeps, in a cookie or a field, and tells the client
/// when it was another.
///
/// The address is the client's word: it can choose any endpoint of the cluster that takes requests, and no other.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/stateful_session_filter
final class StatefulSessionFilter: HTTPFilter {
    private let own: StatefulSessionFactory.Level
    private let metrics: MetricWriter?
    private var configuration: StatefulSessionConfiguration?
    /// Whether the chain's configuration holds.
    private var isOwn = false
    /// Whether the client keeps something of this request.
    private var isKept = false
    /// The address that the client kept; empty means none.
    private var kept: [UInt8] = []

    init(_ level: StatefulSessionFactory.Level, _ metrics: MetricWriter?, name: String, stream: FilterStream) {
        own = level
        self.metrics = metrics
        super.init(stream: stream, name: name, interests: [.requestHeaders, .responseHeaders])
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let level = (stream.routeSettings(of: self) as? StatefulSessionFactory.Level) ?? own
        configuration = level.configuration
        isOwn = level === own
        guard let configuration, let state = configuration.state else { return .continueIteration }
        switch state {
        case .cookie(let cookie):
            guard Self.isBelow(cookie.path, stream.requestHead.headers) else { return .continueIteration }
            let wall = stream.loop.wallClock
            let value = stream.requestHead.headers.sessionCookie(cookie.name)
            if let value, value.expires == 0 || value.expires >= UInt64(max(0, wall.seconds)) { kept = value.address }
        case .field(let name):
            if let value = stream.requestHead.headers.sessionField(name) { kept = value.address }
        }
        isKept = true
        if !kept.isEmpty {
            stream.wantedEndpoint = FilterStream.WantedEndpoint(
                address: kept, isStrict: configuration.isStrict, statusWhenGone: configuration.statusWhenGone)
        }
        return .continueIteration
    }

    /// Whether a cookie of this path is the request's.
    private static func isBelow(_ path: String, _ headers: borrowing HeaderMap) -> Bool {
        if path.isEmpty || path == "/" { return true }
        let index = headers.firstIndex(of: .path)
        if index < 0 { return false }
        let target = headers.value(at: index)
        let text = path.utf8.span
        guard target.count >= text.count, Bytes.equal(target.extracting(first: text.count), text) else { return false }
        if target.count == text.count || text[text.count - 1] == UInt8(ascii: "/") { return true }
        return [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(target[text.count])
    }

    override func responseHeaders(endStream: Bool) -> FilterHeadersStatus {
        guard let configuration else { return .continueIteration }
        guard let endpoint = stream.upstreamEndpoint else {
            if isKept && configuration.isStrict && stream.info.flags.contains(.noHealthyUpstream) {
                count(.failedClosed)
            }
            return .continueIteration
        }
        if !isKept {
            count(.noSession)
            return .continueIteration
        }
        let address = Array("\(endpoint)".utf8)
        if address == kept {
            count(.routed)
            return .continueIteration
        }
        tell(address, configuration)
        if !configuration.isStrict { count(.failedOpen) }
        return .continueIteration
    }

    private func tell(_ address: [UInt8], _ configuration: StatefulSessionConfiguration) {
        var text = ByteBuffer()
        switch configuration.state {
        case .cookie(let cookie)?:
            var value = SessionValue(address: address)
            if let life = cookie.timeToLive, life > 0 {
                value.expires = UInt64(max(0, stream.loop.wallClock.seconds)) &+ life
            }
            value.writeMessage(to: &text)
            var bytes: [UInt8] = []
            for index in 0..<text.count { bytes.append(text[index]) }
            stream.responseHead.headers.append(.setCookie, SetCookie.field(cookie, bytes))
        case .field(let name)?:
            Base64Coding.encode(address.span, .standard, to: &text)
            stream.responseHead.headers.set(named: Array(name.utf8).span, text.readable)
        case nil: break
        }
    }

    /// What a route says is not counted, as in Envoy.
    private func count(_ metric: StatefulSessionMetric) { if isOwn { metrics?.increment(metric) } }

    override func streamDestroyed() {
        if configuration != nil { configuration = nil }
        isKept = false
        if !kept.isEmpty { kept = [] }
    }
}

extension HeaderMap {
    /// What a cookie keeps.
    fileprivate borrowing func sessionCookie(_ name: String) -> SessionValue? {
        guard let place = cookie(named: name.utf8.span) else { return nil }
        return SessionValue(message: value(at: place.field).extracting(place.range))
    }

    /// What a field keeps.
    fileprivate borrowing func sessionField(_ name: String) -> SessionValue? {
        let index = index(named: name.utf8.span)
        return index < 0 ? nil : SessionValue(plain: value(at: index))
    }
}
