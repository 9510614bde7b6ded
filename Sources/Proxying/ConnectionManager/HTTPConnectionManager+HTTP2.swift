internal import HTTP2
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry
internal import Upstreams

extension HTTPConnectionManager {
    /// Where this worker counts what HTTP/2 does; as in Envoy, the names appear with the first such connection.
    func http2Metrics() -> MetricWriter {
        if let writer = http2Writer { return writer }
        let scope = settings.registry.scope(prefix: "http2.", labels: [], family: HTTP2CodecMetric.family)
        let writer = scope.writer(thread: worker.index)
        http2Writer = writer
        return writer
    }

    /// Counts why a message was refused.
    func countBroken(_ problem: MessageProblem) {
        let codec = http2Metrics()
        switch problem {
        case .fieldOfHTTP2, .messageOfHTTP2: codec.increment(HTTP2CodecMetric.rxMessagingError)
        case .sizeOfHTTP2: codec.increment(HTTP2CodecMetric.headerListSizeTooLarge)
        case .countOfHTTP2: codec.increment(HTTP2CodecMetric.headerOverflow)
        case .underscoreOfHTTP2: codec.increment(HTTP2CodecMetric.requestsRejectedWithUnderscoresInHeaders)
        default: break
        }
    }

    /// Counts why a connection was given up.
    func countFailure(_ failure: HTTP2Failure) {
        http2Metrics().count(failure)
        metrics.increment(ConnectionManagerMetric.downstreamCxProtocolError)
    }

    /// Counts what happens on an HTTP/2 connection.
    func count(_ event: HTTP2Event, _ count: UInt64) {
        http2Metrics().add(HTTP2CodecMetric(event), count)
    }
}
