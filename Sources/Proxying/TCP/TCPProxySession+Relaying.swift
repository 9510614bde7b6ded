internal import Buffers
internal import HTTPConnections
internal import Telemetry
internal import Transports
internal import Upstreams

/// Bytes that go both ways.
extension TCPProxySession {
    func startRelaying() {
        guard isOpen, phase == .connecting, let upstream, upstream.readyAt != 0 else { return }
        phase = .relaying
        report?.opened()
        if isUpstreamFull { pauseClient() }
        if isHeldBack {
            isHeldBack = false
            connection.resumeReading()
        }
        if holdsUpstreamBack {
            holdsUpstreamBack = false
            upstream.connection?.resumeReading()
        }
        // Bytes that came early, and the end.
        connection.redeliver()
        upstream.startDelivering()
    }

    func relay(endOfStream: Bool) {
        guard let upstream else { return }
        let count = connection.inbound.count
        if count > 0 || endOfStream {
            // Taken out while it is sent: whoever takes it may end this connection.
            var bytes = ByteBuffer()
            swap(&bytes, &connection.inbound)
            upstream.send(bytes.readable, endOfStream: endOfStream)
            bytes.removeAll()
            swap(&bytes, &connection.inbound)
        }
        if mayBeSpliced, count > 0, inputVolume.grew(by: count), !endOfStream, let target = upstream.connection {
            _ = connection.spliceInput(to: target)
        }
        endIfDraining()
    }

    /// Writes everything that one connection has received to another; how many bytes it was.
    static func move(_ source: Connection, to target: Connection) -> Int {
        let count = source.inbound.count
        target.writeDirect(source.inbound.readable)
        source.inbound.removeAll()
        return count
    }

    func endIfDraining() {
        guard proxy.endsWithTraffic, connection.isOpen else { return }
        proxy.metrics.increment(TCPProxyMetric.downstreamCxDrainClose)
        connection.close(.afterFlush)
        finish(isLocal: true)
    }
}
