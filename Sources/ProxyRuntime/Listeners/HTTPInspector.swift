internal import EventLoops
internal import Filters
internal import Telemetry

/// Looks for the first line of a request, which tells the version of HTTP, and leaves it where it is.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/http_inspector
final class HTTPInspector: ListenerFilter {
    private let metrics: MetricWriter
    // The writer does not keep it, and the listener may be replaced while a client is silent.
    private let scope: MetricScope
    private var reader = FirstLineReader()

    /// Bytes in which a first line has to end.
    private static let most = 65_536

    init(_ scope: MetricScope, thread: Int) {
        self.scope = scope
        metrics = scope.writer(thread: thread)
    }

    override var mostBytes: Int { Self.most }

    override func look(_ bytes: Span<UInt8>, at pending: PendingConnection) -> Verdict {
        // What is encrypted is no HTTP yet.
        if pending.isTLS { return .passes(consuming: 0) }
        switch reader.read(bytes) {
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
