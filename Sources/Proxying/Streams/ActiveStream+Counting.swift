internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry

/// What is counted of an exchange.
extension ActiveStream {
    /// Counts a head that goes to the client, an interim one too.
    func countResponse(_ status: UInt16) {
        if isHealthCheck { return }
        let metrics = manager.metrics
        metrics.increment(ConnectionManagerMetric.downstreamRqCompleted)
        manager.listenerMetrics.increment(ListenerHTTPMetric.downstreamRqCompleted)
        let metric: ConnectionManagerMetric
        let listenerMetric: ListenerHTTPMetric
        switch status {
        case 100..<200: (metric, listenerMetric) = (.downstreamRq1xx, .downstreamRq1xx)
        case 200..<300: (metric, listenerMetric) = (.downstreamRq2xx, .downstreamRq2xx)
        case 300..<400: (metric, listenerMetric) = (.downstreamRq3xx, .downstreamRq3xx)
        case 400..<500: (metric, listenerMetric) = (.downstreamRq4xx, .downstreamRq4xx)
        case 500..<600: (metric, listenerMetric) = (.downstreamRq5xx, .downstreamRq5xx)
        default: return
        }
        metrics.increment(metric)
        manager.listenerMetrics.increment(listenerMetric)
    }

    /// Envoy's codec keeps a field that it has dropped where it keeps errors, and tells of it when the stream does not
    /// come to its end.
    private func tellDroppedFields() {
        guard let connection, connection.hasDroppedFields(of: self) else { return }
        if info.flags.contains(.downstreamProtocolError) { return }
        let others: ResponseFlags = [.downstreamRemoteReset, .downstreamConnectionTermination]
        if info.flags.isDisjoint(with: others) { info.flags.insert(.downstreamProtocolError) }
        info.details = ResponseCodeDetails(MessageProblem.underscoreOfHTTP2.details)
    }

    /// Counts how the exchange ended.
    func countEnd() {
        let metrics = manager.metrics
        // What is answered before its end is not read on: Envoy counts that as a reset, too.
        if wasReset || wasLeftFirst || info.requestEndTime == 0 {
            metrics.increment(ConnectionManagerMetric.downstreamRqRxReset)
            tellDroppedFields()
        }
        if isComplete && !wasReset {
            metrics.record(ConnectionManagerMetric.downstreamRqTime, (loop.now &- info.startTime) / 1_000_000)
        }
    }
}
