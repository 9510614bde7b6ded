internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry
public import Transports

/// A connection to an endpoint that serves one downstream connection and ends with it, as a TCP proxy has them.
///
/// ```
///   begin ─▶ connecting ─▶ opened ─▶ … bytes both ways … ─▶ ended
///      └─────────┴──▶ failed
/// ```
/// It is counted as Envoy's TCP pools count theirs: as a connection, and as a request that waits until the connection
/// is open. Exactly one of `upstreamOpened` and `upstreamFailed` follows a `begin` that was not refused; after the
/// first, `upstreamEnded` follows exactly once. Subclasses hear of bytes and marks by the methods of
/// `ConnectionHandler`.
open class UpstreamConnection: ConnectionHandler, ConnectRace.Owner {
    /// The cluster.
    public final let cluster: WorkerCluster
    /// Where it leads.
    public final let endpoint: Endpoint
    /// The connection; nil before there is one.
    public final private(set) var connection: Connection?
    /// When it was begun, on the loop's clock.
    public final private(set) var openedAt: UInt64 = 0
    /// When it was open; 0 before.
    public final private(set) var readyAt: UInt64 = 0
    private final let limits: CircuitBreakers.Priority
    private final let counters: EndpointCounters
    private final let origin: ConnectionOrigin?
    private final var isOver = false
    /// Who finds the address that answers; nil when there is one only, and once it is found.
    private final var race: ConnectRace?

    /// Prepares a connection. `origin` is whose bytes it will carry, for endpoints that are told.
    public init(to endpoint: Endpoint, of cluster: WorkerCluster, for origin: ConnectionOrigin? = nil) {
        self.origin = origin
        self.cluster = cluster
        self.endpoint = endpoint
        limits = cluster.cluster.circuitBreakers.defaults
        counters = endpoint.counters(worker: cluster.workerIndex)
        super.init()
    }

    /// Runs when bytes can be exchanged. Default: nothing.
    open func upstreamOpened(_ connection: Connection) {}

    /// Runs when there will be no connection. Default: nothing.
    open func upstreamFailed(_ failure: PoolFailure) {}

    /// Runs when the connection, which was open, is gone. Default: nothing.
    open func upstreamEnded(_ connection: Connection, _ reason: ConnectionCloseReason) {}

    /// Its endpoint has come to fail, and connections to it end with that. Default: it ends.
    open func endpointFailed() { connection?.close(.now) }

    // MARK: - Beginning

    /// Begins to connect. A failure that is known at once is returned; nothing is called then.
    public final func begin() -> PoolFailure? {
        let metrics = cluster.metrics
        guard limits.canWait else {
            metrics.increment(ClusterMetric.upstreamRqPendingOverflow)
            return PoolFailure(.overflow, choseEndpoint: false)
        }
        if let most = limits.thresholds.maxConnectionsPerEndpoint, endpoint.connectionCount(.default) >= Int(most) {
            metrics.increment(ClusterMetric.upstreamCxOverflow)
            return PoolFailure(.overflow, choseEndpoint: false)
        }
        openedAt = cluster.loop.now
        limits.pendingRequests.add(1, ordering: .relaxed)
        metrics.increment(ClusterMetric.upstreamRqPendingTotal)
        metrics.increase(ClusterMetric.upstreamRqPendingActive)
        metrics.increment(ClusterMetric.upstreamCxTotal)
        metrics.increase(ClusterMetric.upstreamCxActive)
        counters.connectionOpened()
        limits.connections.add(1, ordering: .relaxed)
        endpoint.changeConnectionCount(.default, by: 1)
        do {
            try connect()
            return nil
        } catch {
            let failure = cluster.failure(error, connectingTo: endpoint, for: origin)
            noteFailure(isLocal: true)
            return failure
        }
    }

    private final func connect() throws(SystemError) {
        let timeout = cluster.cluster.configuration.connectTimeout
        if endpoint.alternatives.isEmpty {
            adopt(try cluster.connect(to: endpoint.address, of: endpoint, timeout: timeout, for: origin))
            return
        }
        var isFirst = true
        let race = ConnectRace(
            to: [endpoint.address] + endpoint.alternatives, loop: cluster.loop, timeout: timeout, owner: self
        ) { [cluster, endpoint, counters, origin] (address, timeout) throws(SystemError) in
            if !isFirst {
                cluster.metrics.increment(ClusterMetric.upstreamCxTotal)
                counters.connectionTriedAgain()
            }
            isFirst = false
            return try cluster.connect(to: address, of: endpoint, timeout: timeout, for: origin)
        }
        try race.begin()
        self.race = race
    }

    private final func adopt(_ connection: Connection) {
        connection.id = cluster.loop.takeConnectionNumber()
        connection.bufferLimit = Int(cluster.cluster.configuration.perConnectionBufferLimit)
        connection.handler = self
        self.connection = connection
    }

    func raceWon(_ race: ConnectRace, _ connection: Connection) {
        self.race = nil
        adopt(connection)
        connectionOpened()
    }

    func raceLost(_ race: ConnectRace, _ reason: ConnectionCloseReason) {
        self.race = nil
        neverOpened(reason)
    }

    /// Gives it up before it is open; nothing is called any more.
    public final func cancel() {
        guard readyAt == 0, !isOver else { return }
        isOver = true
        let metrics = cluster.metrics
        stopWaiting()
        metrics.increment(ClusterMetric.upstreamRqCancelled)
        noteGone(isLocal: true)
        metrics.increment(ClusterMetric.upstreamCxConnectFail)
        counters.connectFailed()
        connection?.close(.now)
        race?.cancel()
        race = nil
    }

    // MARK: - From the connection

    override public final func connectionOpened() {
        guard let connection, !isOver else { return }
        readyAt = cluster.loop.now
        let metrics = cluster.metrics
        metrics.record(ClusterMetric.upstreamCxConnectMs, (readyAt &- openedAt) / 1_000_000)
        stopWaiting()
        limits.requestBegins(at: cluster.loop.now)
        metrics.increment(ClusterMetric.upstreamRqTotal)
        metrics.increase(ClusterMetric.upstreamRqActive)
        counters.requestStarted()
        endpoint.activeRequests.add(1, ordering: .relaxed)
        cluster.note(self, isOpen: true)
        upstreamOpened(connection)
    }

    override public final func connectionClosed(_ reason: ConnectionCloseReason) {
        guard let connection, !isOver else { return }
        if readyAt == 0 { return neverOpened(reason) }
        isOver = true
        cluster.note(self, isOpen: false)
        let metrics = cluster.metrics
        limits.requests.subtract(1, ordering: .relaxed)
        metrics.decrease(ClusterMetric.upstreamRqActive)
        counters.requestEnded()
        endpoint.activeRequests.subtract(1, ordering: .relaxed)
        let isLocal =
            (reason == .localClose || reason == .localReset) && !connection.hasReceivedEndOfStream
        noteGone(isLocal: isLocal)
        metrics.increment(ClusterMetric.upstreamCxDestroyWithActiveRq)
        metrics.increment(
            isLocal
                ? ClusterMetric.upstreamCxDestroyLocalWithActiveRq : .upstreamCxDestroyRemoteWithActiveRq)
        upstreamEnded(connection, reason)
    }

    private final func neverOpened(_ reason: ConnectionCloseReason) {
        if isOver { return }
        let metrics = cluster.metrics
        if reason == .connectTimeout { metrics.increment(ClusterMetric.upstreamCxConnectTimeout) }
        noteFailure(isLocal: reason == .connectTimeout)
        upstreamFailed(cluster.failure(reason, of: connection))
    }

    // MARK: - Counting

    private final func noteFailure(isLocal: Bool) {
        isOver = true
        stopWaiting()
        cluster.metrics.increment(ClusterMetric.upstreamRqPendingFailureEject)
        noteGone(isLocal: isLocal)
        cluster.metrics.increment(ClusterMetric.upstreamCxConnectFail)
        counters.connectFailed()
    }

    private final func stopWaiting() {
        limits.pendingRequests.subtract(1, ordering: .relaxed)
        cluster.metrics.decrease(ClusterMetric.upstreamRqPendingActive)
    }

    private final func noteGone(isLocal: Bool) {
        let metrics = cluster.metrics
        metrics.increment(ClusterMetric.upstreamCxDestroy)
        metrics.increment(isLocal ? ClusterMetric.upstreamCxDestroyLocal : .upstreamCxDestroyRemote)
        metrics.record(ClusterMetric.upstreamCxLengthMs, (cluster.loop.now &- openedAt) / 1_000_000)
        metrics.decrease(ClusterMetric.upstreamCxActive)
        limits.connections.subtract(1, ordering: .relaxed)
        endpoint.changeConnectionCount(.default, by: -1)
        counters.connectionClosed()
    }
}
