internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import Telemetry
internal import Transports
internal import Upstreams

/// The upstream side of a session. It outlives the session as long as bytes of the client wait to be sent.
final class TCPUpstream: UpstreamConnection, SessionUpstream {
    private var session: TCPProxySession?
    private let proxy: TCPProxy
    private var traffic = ConnectionTraffic()
    private var isFlushing = false
    private var flushTimer: LoopTimer?

    init(_ session: TCPProxySession, to endpoint: Endpoint, of cluster: WorkerCluster, for origin: ConnectionOrigin?) {
        self.session = session
        proxy = session.proxy
        super.init(to: endpoint, of: cluster, for: origin)
    }

    var lastSentAt: UInt64 { connection?.lastSentAt ?? 0 }

    var wireBytes: WireBytes {
        guard readyAt != 0, let connection else { return WireBytes() }
        return WireBytes(sent: connection.bytesSent, received: connection.bytesReceived)
    }

    func startDelivering() { connection?.redeliver() }

    func send(_ bytes: Span<UInt8>, endOfStream: Bool) {
        guard let connection else { return }
        connection.writeDirect(bytes)
        if endOfStream { connection.halfClose() }
    }

    func pauseReading() { connection?.pauseReading() }

    func resumeReading() { connection?.resumeReading() }

    override func upstreamOpened(_ connection: Connection) { session?.upstreamOpened(connection) }

    override func upstreamFailed(_ failure: PoolFailure) {
        let session = self.session
        self.session = nil
        session?.upstreamFailed(failure)
    }

    override func connectionReadable(endOfStream: Bool) {
        guard let connection else { return }
        countTraffic(of: connection)
        session?.upstreamReadable(connection, endOfStream: endOfStream)
    }

    override func connectionAboveHighWatermark() { session?.upstreamAboveHighWatermark() }

    override func connectionBelowLowWatermark() { session?.upstreamBelowLowWatermark() }

    override func upstreamEnded(_ connection: Connection, _ reason: ConnectionCloseReason) {
        countTraffic(of: connection)
        traffic.end(in: cluster.metrics, lastRead: ClusterMetric.upstreamCxRxBytesBuffered)
        let session = self.session
        self.session = nil
        session?.upstreamEnded(reason)
        guard isFlushing else { return }
        flushTimer?.cancel()
        proxy.metrics.decrease(TCPProxyMetric.upstreamFlushActive)
        cluster.onFlush?(-1)
    }

    override func endpointFailed() {
        let session = self.session
        super.endpointFailed()
        session?.endpointFailed()
    }

    private func countTraffic(of connection: Connection) {
        traffic.count(
            connection, in: cluster.metrics, received: ClusterMetric.upstreamCxRxBytesTotal,
            sent: ClusterMetric.upstreamCxTxBytesTotal, lastRead: ClusterMetric.upstreamCxRxBytesBuffered)
    }

    /// The client is gone. With `flushes`, what waits is sent before the connection ends, unless the endpoint takes
    /// nothing for as long as the proxy's idle timeout lasts.
    func sessionEnded(flushes: Bool) {
        session = nil
        guard readyAt != 0, let connection else { return cancel() }
        if connection.isClosed { return }
        guard flushes, connection.hasOutput else { return connection.close(.now) }
        isFlushing = true
        cluster.onFlush?(1)
        proxy.metrics.increment(TCPProxyMetric.upstreamFlushTotal)
        proxy.metrics.increase(TCPProxyMetric.upstreamFlushActive)
        if let timeout = proxy.configuration.idleTimeout {
            let timer = LoopTimer(loop: cluster.loop, owner: self)
            flushTimer = timer
            timer.arm(after: timeout)
        }
        connection.delayedCloseTimeout = 0
        connection.close(.afterFlush)
    }

    override func timerFired(_ kind: UInt8) {
        guard let connection, let flushTimer, let timeout = proxy.configuration.idleTimeout else { return }
        if flushTimer.arm(after: timeout, since: connection.lastSentAt) { return }
        proxy.metrics.increment(TCPProxyMetric.idleTimeout)
        connection.close(.now)
    }
}

/// What of a connection's traffic has been counted.
struct ConnectionTraffic {
    private var received: UInt64 = 0
    private var sent: UInt64 = 0
    private var lastRead: UInt64 = 0

    /// Counts what has moved since the last time. As Envoy has it, the bytes of a read count as buffered until the
    /// next.
    mutating func count<Metric: MetricIndex>(
        _ connection: Connection, in metrics: MetricWriter, received receivedMetric: Metric, sent sentMetric: Metric,
        lastRead lastMetric: Metric
    ) {
        let newlyReceived = connection.bytesReceived &- received
        let allSent = connection.bytesSent &+ connection.headerBytesSent
        if allSent != sent {
            metrics.add(sentMetric, allSent &- sent)
            sent = allSent
        }
        if newlyReceived == 0 { return }
        metrics.add(receivedMetric, newlyReceived)
        received = connection.bytesReceived
        if newlyReceived != lastRead { metrics.increase(lastMetric, newlyReceived &- lastRead) }
        lastRead = newlyReceived
    }

    /// Takes back what counts as buffered.
    mutating func end<Metric: MetricIndex>(in metrics: MetricWriter, lastRead metric: Metric) {
        if lastRead != 0 { metrics.decrease(metric, lastRead) }
        lastRead = 0
    }
}
