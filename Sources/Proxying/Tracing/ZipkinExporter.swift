internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import NetworkAddresses
internal import RuntimeValues
internal import Telemetry
internal import Upstreams

/// Spans to a collector of Zipkin's.
/// Source: https://zipkin.io/zipkin-api/ (POST /spans)
final class ZipkinExporter: SpanExporter {
    private let host: [UInt8]
    private let path: [UInt8]
    private let metrics: MetricWriter

    init(
        _ configuration: ZipkinConfiguration, worker: ProxyWorker, registry: MetricRegistry, runtime: LiveRuntime,
        node: NodeNames
    ) {
        host = Array((configuration.host.isEmpty ? configuration.cluster : configuration.host).utf8)
        path = Array(configuration.path.utf8)
        metrics = registry.scope(prefix: "tracing.zipkin.", labels: [], family: ZipkinMetric.family)
            .writer(thread: worker.index)
        super.init(
            SpanEncoder(.zipkin, endpoint: Self.endpoint(of: worker, node)), cluster: configuration.cluster,
            name: "zipkin", worker: worker, runtime: runtime)
    }

    /// Who we are, as JSON.
    private static func endpoint(of worker: ProxyWorker, _ node: NodeNames) -> [UInt8] {
        var text = ByteBuffer()
        text.append("{\"serviceName\":\"")
        JSONEscape.append(Array(node.cluster.utf8).span, to: &text)
        text.append(worker.localAddress.family == .v6 ? "\",\"ipv6\":\"" : "\",\"ipv4\":\"")
        text.append(worker.localAddress.description)
        text.append("\",\"port\":0}")
        return text.bytes
    }

    override func writeRequest(_ call: ClientCall) {
        call.beginPost(host: host, path: path)
        call.requestBody.append("[")
        encoder.write(to: &call.requestBody)
        call.requestBody.append("]")
    }

    override var acceptedStatuses: ClosedRange<UInt16> { 202...202 }

    override func count(_ event: Event, spans: Int) {
        switch event {
        case .timer: metrics.increment(ZipkinMetric.timerFlushed)
        case .sent: metrics.add(ZipkinMetric.spansSent, UInt64(spans))
        case .dropped, .refused: metrics.increment(ZipkinMetric.reportsDropped)
        case .noCluster: metrics.increment(ZipkinMetric.reportsSkippedNoCluster)
        case .taken: metrics.increment(ZipkinMetric.reportsSent)
        case .failed: metrics.increment(ZipkinMetric.reportsFailed)
        }
    }
}
