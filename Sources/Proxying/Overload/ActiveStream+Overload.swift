internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import Telemetry

extension ActiveStream {
    /// Whether the request was answered at once, because the proxy is overloaded.
    func isShed() -> Bool {
        let worker = manager.worker
        guard worker.overload.stopsRequests > 0, worker.happens(worker.overload.stopsRequests) else { return false }
        manager.metrics.increment(ConnectionManagerMetric.downstreamRqOverloadClose)
        sendLocalReply(status: 503, literal: "envoy overloaded", details: ResponseCodeDetails("overload"))
        return true
    }

    /// Lets an answer end its connection, when the proxy is so overloaded that it keeps none. Before the head is sent.
    func endKeepAliveIfOverloaded() {
        let worker = manager.worker
        guard worker.overload.disablesKeepAlive > 0, worker.happens(worker.overload.disablesKeepAlive),
            let connection, !connection.isDraining
        else { return }
        manager.metrics.increment(ConnectionManagerMetric.downstreamCxOverloadDisableKeepalive)
        if connection.speaksHTTP2 { connection.drain() } else { connection.closeAfterResponse(self) }
    }
}
