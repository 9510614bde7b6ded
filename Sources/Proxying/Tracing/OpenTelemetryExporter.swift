internal import Buffers
internal import Configuration
internal import EventLoops
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
        opening = Self.resource(Self.attributes(of: configuration, Host.environment))
        metrics = registry.scope(prefix: "tracing.opentelemetry.", labels: [], family: OpenTelemetryMetric.family)
            .writer(thread: worker.index)
        super.init(
            SpanEncoder(.openTelemetry, endpoint: []), cluster: configuration.cluster, name: "opentelemetry",
            worker: worker, runtime: runtime)
    }

    /// What stands for this proxy: the service's name, and what detectors say, each over those before.
    static func attributes(
        of configuration: OpenTelemetryConfiguration, _ environment: (String) -> String?
    ) -> [OpenTelemetryConfiguration.Field] {
        let name = configuration.serviceName.isEmpty ? "unknown_service:envoy" : configuration.serviceName
        var result = [OpenTelemetryConfiguration.Field(name: "service.name", value: name)]
        for detector in configuration.detectors {
            let found =
                switch detector {
                case .fixed(let attributes): attributes
                case .environment: attributes(in: environment("OTEL_RESOURCE_ATTRIBUTES") ?? "")
                }
            for attribute in found {
                if let place = result.firstIndex(where: { $0.name == attribute.name }) {
                    result[place] = attribute
                } else {
                    result.append(attribute)
                }
            }
        }
        return result
    }

    /// `name=value` with commas between; as in Envoy, a piece of another form is passed over.
    private static func attributes(in text: String) -> [OpenTelemetryConfiguration.Field] {
        text.split(separator: ",").compactMap { piece in
            let parts = piece.split(separator: "=")
            guard parts.count == 2 else { return nil }
            return OpenTelemetryConfiguration.Field(name: String(parts[0]), value: String(parts[1]))
        }
    }

    /// Who we are, up to the first span.
    private static func resource(_ attributes: [OpenTelemetryConfiguration.Field]) -> [UInt8] {
        var text = ByteBuffer()
        text.append("{\"resourceSpans\":[{\"resource\":{\"attributes\":[")
        for (place, attribute) in attributes.enumerated() {
            text.append(place == 0 ? "{\"key\":\"" : ",{\"key\":\"")
            JSONEscape.append(Array(attribute.name.utf8).span, to: &text)
            text.append("\",\"value\":{\"stringValue\":\"")
            JSONEscape.append(Array(attribute.value.utf8).span, to: &text)
            text.append("\"}}")
        }
        text.append("]},\"scopeSpans\":[{\"scope\":{\"name\":\"apus\"},\"spans\":[")
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
