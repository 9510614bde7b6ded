internal import Configuration
internal import Telemetry

/// A listener filter as the snapshot holds it.
enum ListenerFilterSettings: Sendable {
    case tlsInspector(TLSInspectorConfiguration, MetricScope)
    case httpInspector(MetricScope)
    case originalDestination
    case originalSource(OriginalSourceConfiguration)
    case proxyProtocol(ProxyProtocolSettings)

    init(_ configuration: ListenerFilterConfiguration, registry: MetricRegistry) {
        switch configuration {
        case .tlsInspector(let options):
            self = .tlsInspector(
                options, registry.scope(prefix: "tls_inspector.", labels: [], family: TLSInspectorMetric.family))
        case .httpInspector:
            self = .httpInspector(
                registry.scope(prefix: "http_inspector.", labels: [], family: HTTPInspectorMetric.family))
        case .originalDestination: self = .originalDestination
        case .originalSource(let options): self = .originalSource(options)
        case .proxyProtocol(let options): self = .proxyProtocol(ProxyProtocolSettings(options, registry: registry))
        }
    }

    /// The filter of a connection.
    func make(thread: Int) -> ListenerFilter {
        switch self {
        case .tlsInspector(let options, let metrics): TLSInspector(options, metrics: metrics.writer(thread: thread))
        case .httpInspector(let metrics): HTTPInspector(metrics: metrics.writer(thread: thread))
        case .originalDestination: OriginalDestinationFilter()
        case .originalSource(let options): OriginalSourceFilter(options)
        case .proxyProtocol(let settings): ProxyProtocolFilter(settings, thread: thread)
        }
    }
}
