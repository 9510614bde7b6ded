internal import EventLoops
internal import HTTPConnections
internal import Telemetry
internal import Transports

/// Statistics of connections.
extension HTTPConnectionManager {
    func countOpened(_ connection: Connection) {
        metrics.increment(ConnectionManagerMetric.downstreamCxTotal)
        metrics.increase(ConnectionManagerMetric.downstreamCxActive)
        if connection.transport?.isSecured == true {
            metrics.increment(ConnectionManagerMetric.downstreamCxSslTotal)
            metrics.increase(ConnectionManagerMetric.downstreamCxSslActive)
        }
    }

    /// Counts a connection that has closed; returns its age in milliseconds.
    func countClosed(_ connection: HTTPServerConnection, _ reason: ConnectionCloseReason) -> UInt64 {
        metrics.decrease(ConnectionManagerMetric.downstreamCxActive)
        if connection.connection.transport?.isSecured == true {
            metrics.decrease(ConnectionManagerMetric.downstreamCxSslActive)
        }
        if connection.lastReceived != 0 {
            metrics.decrease(
                connection.speaksHTTP2
                    ? ConnectionManagerMetric.downstreamCxHttp2Active : .downstreamCxHttp1Active)
        }
        metrics.increment(ConnectionManagerMetric.downstreamCxDestroy)
        if connection.isTooOld { metrics.decrease(ConnectionManagerMetric.downstreamCxHttp1SoftDrain) }
        if connection.connection.delayedCloseExpired {
            metrics.increment(ConnectionManagerMetric.downstreamCxDelayedCloseTimeout)
        }
        let isLocal =
            connection.leftFirst
            || (reason == .localClose || reason == .localReset) && !connection.connection.hasReceivedEndOfStream
        metrics.increment(
            isLocal ? ConnectionManagerMetric.downstreamCxDestroyLocal : .downstreamCxDestroyRemote)
        if connection.endedUnderStream {
            metrics.increment(ConnectionManagerMetric.downstreamCxDestroyActiveRq)
            metrics.increment(
                isLocal
                    ? ConnectionManagerMetric.downstreamCxDestroyLocalActiveRq : .downstreamCxDestroyRemoteActiveRq)
        }
        metrics.decrease(ConnectionManagerMetric.downstreamCxRxBytesBuffered, connection.lastReceived)
        let age = (worker.loop.now &- connection.openedAt) / 1_000_000
        metrics.record(ConnectionManagerMetric.downstreamCxLengthMs, age)
        return age
    }

    @inline(__always)
    func countTraffic(_ connection: HTTPServerConnection, received: UInt64, sent: UInt64) {
        metrics.add(ConnectionManagerMetric.downstreamCxRxBytesTotal, received)
        metrics.add(ConnectionManagerMetric.downstreamCxTxBytesTotal, sent)
        // As Envoy has it, the bytes of a read count as buffered until the next.
        if received != 0 && received != connection.lastReceived {
            if connection.lastReceived == 0 {
                // Which protocol it speaks is known by its first bytes.
                let isHTTP2 = connection.speaksHTTP2
                metrics.increment(
                    isHTTP2 ? ConnectionManagerMetric.downstreamCxHttp2Total : .downstreamCxHttp1Total)
                metrics.increase(
                    isHTTP2 ? ConnectionManagerMetric.downstreamCxHttp2Active : .downstreamCxHttp1Active)
            }
            metrics.increase(
                ConnectionManagerMetric.downstreamCxRxBytesBuffered, received &- connection.lastReceived)
            connection.lastReceived = received
        }
    }
}
