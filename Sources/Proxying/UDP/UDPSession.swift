internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry
internal import Upstreams

/// One client's datagrams and their answers, over a socket of their own to an endpoint; ends when it has been silent
/// for long enough.
final class UDPSession: DatagramSocket {
    let key: UDPProxy.SessionKey
    let endpoint: Endpoint
    let cluster: WorkerCluster
    private unowned let proxy: UDPProxy
    private var generation: UInt64
    private let timer: LoopTimer
    private var isOver = false

    init(
        _ proxy: UDPProxy, _ key: UDPProxy.SessionKey, _ socket: consuming FileDescriptor, to endpoint: Endpoint,
        of cluster: WorkerCluster
    ) {
        self.proxy = proxy
        self.key = key
        self.endpoint = endpoint
        self.cluster = cluster
        generation = cluster.generation
        timer = LoopTimer(loop: proxy.worker.loop)
        super.init(loop: proxy.worker.loop, descriptor: socket, longest: Int(proxy.configuration.longestAnswer))
        timer.owner = self
    }

    /// Begins to hear; false when the kernel refuses.
    func begin() -> Bool {
        do {
            try start()
        } catch {
            return false
        }
        cluster.cluster.circuitBreakers.defaults.connections.add(1, ordering: .relaxed)
        touch()
        return true
    }

    /// Whether its cluster is as it was when somebody last looked.
    var isCurrent: Bool { generation == cluster.generation }

    /// Takes note of the cluster as it is now; false when its endpoint is gone.
    func catchUp() -> Bool {
        generation = cluster.generation
        return cluster.offers(endpoint)
    }

    private func touch() { timer.arm(after: proxy.configuration.idleTimeout) }

    /// Sends a datagram of the client.
    func forward(_ bytes: Span<UInt8>) {
        touch()
        cluster.metrics.add(ClusterMetric.upstreamCxTxBytesTotal, UInt64(bytes.count))
        // What an earlier datagram met is told by the next call, and is nothing against this one.
        if send(bytes) != 0 && send(bytes) != 0 {
            proxy.clusterMetrics.increment(UDPClusterMetric.txErrors)
        } else {
            proxy.clusterMetrics.increment(UDPClusterMetric.txDatagrams)
        }
    }

    override func received(_ bytes: Span<UInt8>, from peer: SocketAddress) {
        touch()
        proxy.clusterMetrics.increment(UDPClusterMetric.rxDatagrams)
        cluster.metrics.add(ClusterMetric.upstreamCxRxBytesTotal, UInt64(bytes.count))
        proxy.answer(bytes, to: key.peer)
    }

    override func dropped() { proxy.clusterMetrics.increment(UDPClusterMetric.rxDatagramsDropped) }

    override func failed(_ code: Int32) { proxy.clusterMetrics.increment(UDPClusterMetric.rxErrors) }

    override func timerFired(_ kind: UInt8) {
        proxy.metrics.increment(UDPProxyMetric.idleTimeout)
        end()
    }

    /// Ends the session.
    func end() {
        if isOver { return }
        isOver = true
        timer.cancel()
        cluster.cluster.circuitBreakers.defaults.connections.subtract(1, ordering: .relaxed)
        close()
        proxy.ended(self)
    }
}
