internal import Configuration
internal import Telemetry

/// A listener filter as the snapshot holds it.
enum ListenerFilterSettings: Sendable {
    case tlsInspector(TLSInspectorConfiguration, MetricScope)
    case httpInspector(MetricScope)
    case originalDestination
    case originalSource(OriginalSourceConfiguration)
    case proxyProtocol(ProxyProtocolSettings)
    indirect case unless(ConnectionPredicate, ListenerFilterSettings)

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
        case .unless(let exception, let filter):
            self = .unless(exception, ListenerFilterSettings(filter, registry: registry))
        }
    }

    /// The filter of a connection.
    func make(thread: Int) -> ListenerFilter {
        switch self {
        case .tlsInspector(let options, let scope): return TLSInspector(options, scope, thread: thread)
        case .httpInspector(let scope): return HTTPInspector(scope, thread: thread)
        case .originalDestination: return OriginalDestinationFilter()
        case .originalSource(let options): return OriginalSourceFilter(options)
        case .proxyProtocol(let settings): return ProxyProtocolFilter(settings, thread: thread)
        case .unless(let exception, let settings):
            let filter = settings.make(thread: thread)
            filter.exception = exception
            return filter
        }
    }
}
