internal import Configuration
internal import Filters
internal import TLS
internal import Telemetry

/// Looks for a ClientHello and leaves it where it is.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/listeners/listener_filters/tls_inspector
final class TLSInspector: ListenerFilter {
    private let options: TLSInspectorConfiguration
    private let metrics: MetricWriter
    // The writer does not keep it, and the listener may be replaced while a client is silent.
    private let scope: MetricScope
    private var reader = ClientHello.Reader()

    init(_ options: TLSInspectorConfiguration, _ scope: MetricScope, thread: Int) {
        self.options = options
        self.scope = scope
        metrics = scope.writer(thread: thread)
    }

    override var mostBytes: Int { Int(options.maximumSize) }

    override func look(_ bytes: Span<UInt8>, at pending: PendingConnection) -> Verdict {
        switch bytes.isEmpty ? .incomplete : reader.read(bytes) {
        case .incomplete:
            if bytes.count < mostBytes { return .waits }
            metrics.increment(TLSInspectorMetric.clientHelloTooLarge)
            return .refuses
        case .notTLS:
            metrics.increment(TLSInspectorMetric.tlsNotFound)
            metrics.record(TLSInspectorMetric.bytesProcessed, UInt64(bytes.count))
            return options.closesOnErrors && bytes[0] == 22 ? .refuses : .passes(consuming: 0)
        case .hello(let hello):
            metrics.increment(TLSInspectorMetric.tlsFound)
            metrics.increment(hello.serverName.isEmpty ? TLSInspectorMetric.sniNotFound : .sniFound)
            metrics.increment(hello.applicationProtocols.isEmpty ? TLSInspectorMetric.alpnNotFound : .alpnFound)
            metrics.record(TLSInspectorMetric.bytesProcessed, UInt64(bytes.count))
            pending.isTLS = true
            pending.facts.requestedServerName = hello.serverName
            pending.applicationProtocols = hello.applicationProtocols
            return .passes(consuming: 0)
        }
    }
}
