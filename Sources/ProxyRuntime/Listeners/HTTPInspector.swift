internal import EventLoops
internal import Filters
internal import Telemetry

/// Looks for the first line of a request, which tells the version of HTTP, and leaves it where it is.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/http_inspector
final class HTTPInspector: ListenerFilter {
    private let metrics: MetricWriter

    /// Bytes in which a first line has to end.
    private static let most = 65_536
    private static let preface: [UInt8] = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    init(metrics: MetricWriter) { self.metrics = metrics }

    override var mostBytes: Int { Self.most }

    override func look(_ bytes: Span<UInt8>, at pending: PendingConnection) -> Verdict {
        // What is encrypted is no HTTP yet.
        if pending.isTLS { return .passes(consuming: 0) }
        switch Self.read(bytes) {
        case .incomplete:
            if bytes.count < Self.most { return .waits }
            metrics.increment(HTTPInspectorMetric.readError)
            return .refuses
        case .other: metrics.increment(HTTPInspectorMetric.httpNotFound)
        case .http10: note("http/1.0", .http10Found, pending)
        case .http11: note("http/1.1", .http11Found, pending)
        case .http2: note("h2c", .http2Found, pending)
        }
        return .passes(consuming: 0)
    }

    private func note(_ name: String, _ metric: HTTPInspectorMetric, _ pending: PendingConnection) {
        metrics.increment(metric)
        pending.applicationProtocols = [name]
    }

    /// What the first bytes of a connection are.
    enum Reading {
        case incomplete, other, http10, http11, http2
    }

    /// Reads the first line: method, target, version. A line without a version is of the time before HTTP/1.0.
    static func read(_ bytes: Span<UInt8>) -> Reading {
        let shared = min(bytes.count, preface.count)
        var isPreface = true
        for index in 0..<shared where bytes[index] != preface[index] { isPreface = false }
        if isPreface { return shared < preface.count ? .incomplete : .http2 }
        var at = 0
        while at < bytes.count, isMethodByte(bytes[at]) { at &+= 1 }
        if at == bytes.count { return .incomplete }
        guard at > 0, bytes[at] == 0x20 else { return .other }
        let target = at &+ 1
        var end = target
        while end < bytes.count, bytes[end] != 0x0A { end &+= 1 }
        if end == bytes.count { return .incomplete }
        if end > target, bytes[end &- 1] == 0x0D { end &-= 1 }
        var version = target
        while version < end, bytes[version] != 0x20 { version &+= 1 }
        if version == target { return .other }
        if version == end { return .http10 }
        return self.version(bytes, from: version &+ 1, to: end)
    }

    private static func version(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Reading {
        let prefix = Array("HTTP/1.".utf8)
        guard end &- start == prefix.count &+ 1 else { return .other }
        for index in prefix.indices where bytes[start &+ index] != prefix[index] { return .other }
        switch bytes[end &- 1] {
        case 0x30: return .http10
        case 0x31: return .http11
        default: return .other
        }
    }

    /// The bytes of a token (RFC 9110 §5.6.2).
    private static func isMethodByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

/// What is counted of looks for HTTP, for all listeners together.
enum HTTPInspectorMetric: Int, MetricIndex {
    case http10Found, http11Found, http2Found, httpNotFound, readError

    var declaration: MetricDeclaration {
        switch self {
        case .http10Found: .counter("http10_found")
        case .http11Found: .counter("http11_found")
        case .http2Found: .counter("http2_found")
        case .httpNotFound: .counter("http_not_found")
        case .readError: .counter("read_error")
        }
    }

    static let family = makeFamily(extractedPrefix: "http_inspector.")
}
