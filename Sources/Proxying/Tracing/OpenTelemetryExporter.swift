internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry
internal import Upstreams

/// Spans to a collector of OpenTelemetry's, as OTLP over HTTP in JSON.
/// Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp
final class OpenTelemetryExporter: SpanExporter {
    private let collector: OpenTelemetryConfiguration
    private let opening: [UInt8]
    private let metrics: MetricWriter

    init(
        _ configuration: OpenTelemetryConfiguration, worker: ProxyWorker, registry: MetricRegistry,
        runtime: LiveRuntime
    ) {
        collector = configuration
        opening = Self.resource(configuration.serviceName)
        metrics = registry.scope(prefix: "tracing.opentelemetry.", labels: [], family: OpenTelemetryMetric.family)
            .writer(thread: worker.index)
        super.init(
            SpanEncoder(.openTelemetry, endpoint: []), cluster: configuration.cluster, name: "opentelemetry",
            worker: worker, runtime: runtime)
    }

    /// Who we are, up to the first span.
    private static func resource(_ serviceName: String) -> [UInt8] {
        var text = ByteBuffer()
        text.append("{\"resourceSpans\":[{\"resource\":{\"attributes\":[")
        text.append("{\"key\":\"service.name\",\"value\":{\"stringValue\":\"")
        JSONEscape.append(Array((serviceName.isEmpty ? "unknown_service:envoy" : serviceName).utf8).span, to: &text)
        text.append("\"}}]},\"scopeSpans\":[{\"scope\":{\"name\":\"apus\"},\"spans\":[")
        return text.bytes
    }

    override func writeRequest(_ call: ClientCall) {
        call.beginPost(host: Array(collector.host.utf8), path: Array(collector.path.utf8))
        for field in collector.fields {
            call.requestHead.headers.append(name: Array(field.name.utf8).span, Array(field.value.utf8).span)
        }
        call.requestBody.append(opening)
        encoder.write(to: &call.requestBody)
        call.requestBody.append("]}]}]}")
    }

    override var answerTimeout: UInt64 { collector.timeout }

    override var mostSpans: Int { Int(collector.longestQueue) }

    override func count(_ event: Event, spans: Int) {
        switch event {
        case .timer: metrics.increment(OpenTelemetryMetric.timerFlushed)
        case .sent: metrics.add(OpenTelemetryMetric.spansSent, UInt64(spans))
        case .dropped, .noCluster: metrics.add(OpenTelemetryMetric.spansDropped, UInt64(spans))
        case .taken, .refused, .failed: break
        }
    }
}
