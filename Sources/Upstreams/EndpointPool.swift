internal import Configuration
internal import EventLoops
public import HTTP2
public import HTTPConnections
public import HTTPSemantics
internal import NetworkAddresses
internal import Synchronization
internal import TLS
internal import Telemetry
public import Transports

/// The connections of one worker to one endpoint, for requests of one priority.
///
/// ```
///   lease ─▶ idle connection? ──yes──▶ poolReady
///              │no
///              ▼
///            room to wait? ──no──▶ poolFailed(overflow)
///              │yes
///              ▼
///            queue ─▶ one connection is opened for each waiter ─▶ poolReady | poolFailed
/// ```
/// The connection used last is lent first, so that idle ones grow old and go.
public final class EndpointPool: HTTPClientConnectionOwner {
    /// Where the connections lead.
    public let endpoint: Endpoint
    /// Whose endpoint it is.
    public let cluster: WorkerCluster
    let limits: CircuitBreakers.Priority
    let priority: RoutingPriority
    /// What its requests ask of the connections that carry them.
    let terms: ConnectionTerms
    /// Where the worker counts what it does with the endpoint.
    public let counters: EndpointCounters
    /// What watches the outcomes of the endpoint's requests; nil where outliers are not detected.
    public let outlier: OutlierMonitor?
    /// Whether its connections carry several streams at a time: then `idle` has those that take one more. Where that is
    /// negotiated, as the last handshake said.
    private(set) var isMultiplexed: Bool
    let form: Form
    var idle: [HTTPClientConnection] = []
    var queue = WaitQueue()
    var connecting = 0
    var busy = 0
    var isDraining = false
    /// The newest multiplexed connection, while its peer has still to say how many streams it takes.
    var newcomer: HTTPClientConnection?
    /// Whether an upstream took a whole stream and had not said yet how many it takes: then nobody waits for that.
    var isSilent = false
    /// Counts the occasions on which waiters are served or failed in a row.
    var round: UInt64 = 0

    /// What its connections speak.
    enum Form: UInt8 {
        case http1, http2
        /// What each handshake agrees on.
        case negotiated
        /// No HTTP: each carries the bytes of one stream.
        case bare
    }

    init(
        endpoint: Endpoint, cluster: WorkerCluster, priority: RoutingPriority, form: Form = .http1,
        terms: ConnectionTerms = ConnectionTerms()
    ) {
        self.form = form
        self.terms = terms
        // One handshake tells about the others, so no more than one is begun for those who wait.
        isMultiplexed = form == .http2 || form == .negotiated
        self.endpoint = endpoint
        self.cluster = cluster
        self.priority = priority
        isSecured = cluster.cluster.transport(of: endpoint).tls != nil
        limits = cluster.cluster.circuitBreakers.priority(priority)
        limits.connectionPools.add(1, ordering: .relaxed)
        counters = endpoint.counters(worker: cluster.workerIndex)
        outlier = endpoint.outlier
    }

    deinit { limits.connectionPools.subtract(1, ordering: .relaxed) }

    /// Whether its connections speak TLS.
    public let isSecured: Bool

    /// Whether a connection could be lent at once.
    var hasIdleConnection: Bool { !idle.isEmpty }

    /// Whether it has no connection and nobody waits for one.
    var isUnused: Bool { idle.isEmpty && connecting == 0 && busy == 0 && queue.count == 0 }

    // MARK: - Leasing

    /// Asks for a connection; the answer comes as `poolReady` or `poolFailed`, possibly before this returns.
    public func lease(for stream: UpstreamStream) {
        if let connection = idle.popLast() {
            guard limits.canRequest else {
                idle.append(connection)
                return refuse(stream)
            }
            connection.stopIdleTimer()
            if connection.isMultiplexed {
                share(connection, with: stream)
            } else {
                attach(stream, to: connection)
            }
            return
        }
        let metrics = cluster.metrics
        guard limits.canWait else {
            metrics.increment(ClusterMetric.upstreamRqPendingOverflow)
            stream.poolFailed(PoolFailure(.overflow, choseEndpoint: false))
            return
        }
        limits.pendingRequests.add(1, ordering: .relaxed)
        metrics.increment(ClusterMetric.upstreamRqPendingTotal)
        metrics.increase(ClusterMetric.upstreamRqPendingActive)
        stream.waitsIn = self
        stream.queuedInRound = round
        queue.append(stream)
        openIfNeeded()
    }

    /// Takes a waiting stream out of the queue; its connection, if one is on the way, serves another.
    func cancel(_ stream: UpstreamStream) {
        guard stream.isWaiting, queue.remove(stream) else { return }
        stopWaiting(stream)
        cluster.metrics.increment(ClusterMetric.upstreamRqCancelled)
    }

    func stopWaiting(_ stream: UpstreamStream) {
        stream.waitsIn = nil
        limits.pendingRequests.subtract(1, ordering: .relaxed)
        cluster.metrics.decrease(ClusterMetric.upstreamRqPendingActive)
    }

    /// There is a connection, but the cluster carries as many requests as it may.
    func refuse(_ stream: UpstreamStream) {
        cluster.metrics.increment(ClusterMetric.upstreamRqActiveOverflow)
        stream.poolFailed(PoolFailure(.overflow))
    }

    func attach(_ stream: UpstreamStream, to connection: HTTPClientConnection) {
        let metrics = cluster.metrics
        busy += 1
        limits.requestBegins(at: cluster.loop.now)
        metrics.increment(ClusterMetric.upstreamRqTotal)
        metrics.increase(ClusterMetric.upstreamRqActive)
        counters.requestStarted()
        endpoint.activeRequests.add(1, ordering: .relaxed)
        if connection.isMultiplexed { cluster.http2Metrics().increase(HTTP2CodecMetric.streamsActive) }
        stream.poolReady(connection, isReused: connection.streamsStarted > 0)
    }

    /// What `attach` took is given back. Runs once a stream that was attached, when its connection is idle or closed.
    func detach() {
        busy -= 1
        limits.requests.subtract(1, ordering: .relaxed)
        cluster.metrics.decrease(ClusterMetric.upstreamRqActive)
        counters.requestEnded()
        endpoint.activeRequests.subtract(1, ordering: .relaxed)
    }

    // MARK: - Connections

    override public func versionNegotiated(_ old: NegotiatingClientConnection) {
        let isHTTP2 = old.hasAgreedOnHTTP2
        isMultiplexed = isHTTP2
        cluster.metrics.increment(isHTTP2 ? ClusterMetric.upstreamCxHttp2Total : .upstreamCxHttp1Total)
        let connection = old.connection
        let client = isHTTP2 ? makeHTTP2(on: connection) : makeHTTP1(on: connection)
        client.openedAt = old.openedAt
        connection.handler = client
        client.connectionOpened()
        // Those who waited for a connection that could be shared need some of their own.
        if !isHTTP2 { openIfNeeded() }
    }

    override public func connectionReady(_ connection: HTTPClientConnection) {
        connecting -= 1
        connection.readyAt = cluster.loop.now
        let elapsed = connection.readyAt &- connection.openedAt
        cluster.metrics.record(ClusterMetric.upstreamCxConnectMs, elapsed / 1_000_000)
        connection.isReady = true
        if connection.awaitsSettings && !isSilent { newcomer = connection }
        let options = cluster.cluster.configuration.commonOptions
        if let age = options.maxConnectionDuration {
            connection.startAgeTimer(
                after: ConnectionAge.jittered(age, percent: options.maxConnectionDurationJitter))
        }
        offer(connection)
    }

    override public func connectionIdle(_ connection: HTTPClientConnection) {
        detach()
        let limit = cluster.cluster.configuration.commonOptions.maxRequestsPerConnection
        let isWornOut = limit.map { connection.streamsStarted >= UInt64($0) } ?? false
        if isDraining || isWornOut || connection.isTooOld {
            if isWornOut && !isDraining { cluster.metrics.increment(ClusterMetric.upstreamCxMaxRequests) }
            connection.isDetached = true
            connection.close()
            openIfNeeded()
            return
        }
        offer(connection)
    }

    /// Gives a free connection to the first waiter that may send, or keeps it. Waiters that may not are refused: the
    /// connection that they wait for is there.
    private func offer(_ connection: HTTPClientConnection) {
        round += 1
        if connection.isMultiplexed { return offerRoom(of: connection) }
        while let stream = popQueuedBefore(round) {
            stopWaiting(stream)
            if limits.canRequest { return attach(stream, to: connection) }
            refuse(stream)
        }
        if isDraining {
            connection.isDetached = true
            connection.close()
            return
        }
        if let timeout = cluster.cluster.configuration.commonOptions.idleTimeout {
            connection.startIdleTimer(after: timeout)
        }
        idle.append(connection)
    }

    override public func connectionIdleTimeout(_ connection: HTTPClientConnection) {
        cluster.metrics.increment(ClusterMetric.upstreamCxIdleTimeout)
        connection.close()
    }

    override public func connectionTooOld(_ connection: HTTPClientConnection) {
        cluster.metrics.increment(ClusterMetric.upstreamCxMaxDurationReached)
        connection.isTooOld = true
        if connection.isMultiplexed { return withdraw(connection) }
        // A connection in use serves its stream first.
        if idle.contains(where: { $0 === connection }) { connection.close() }
    }

    override public func connectionFlushing(_ connection: HTTPClientConnection) { cluster.onFlush?(1) }

    override public func connectionClosed(_ connection: HTTPClientConnection, reason: ConnectionCloseReason) {
        if connection.isFlushing { cluster.onFlush?(-1) }
        let metrics = cluster.metrics
        // A connection that we gave up ended by our doing, one that was refused by the endpoint's.
        let isLocal =
            reason == .connectTimeout || connection.leftFirst
            || (reason == .localClose && !connection.connection.hasReceivedEndOfStream)
        metrics.increment(ClusterMetric.upstreamCxDestroy)
        metrics.increment(isLocal ? ClusterMetric.upstreamCxDestroyLocal : ClusterMetric.upstreamCxDestroyRemote)
        metrics.record(ClusterMetric.upstreamCxLengthMs, (cluster.loop.now &- connection.openedAt) / 1_000_000)
        metrics.decrease(ClusterMetric.upstreamCxRxBytesBuffered, connection.lastReceived)
        if !connection.isReady {
            connectFailed(reason, connection.connection)
            return
        }
        noteClosed()
        if form != .bare { metrics.record(ClusterMetric.upstreamRqPerCx, connection.streamsStarted) }
        if let position = idle.firstIndex(where: { $0 === connection }) {
            idle.remove(at: position)
            if !connection.isMultiplexed { return }
        }
        if connection.isDetached { return }
        // It closed under a request, or after one that left it unfit for another.
        if !connection.isMultiplexed { detach() }
        if connection.endedUnderStream {
            metrics.increment(ClusterMetric.upstreamCxDestroyWithActiveRq)
            metrics.increment(
                isLocal
                    ? ClusterMetric.upstreamCxDestroyLocalWithActiveRq
                    : ClusterMetric.upstreamCxDestroyRemoteWithActiveRq)
        }
        openIfNeeded()
    }

    func noteClosed() {
        limits.connections.subtract(1, ordering: .relaxed)
        endpoint.changeConnectionCount(priority, by: -1)
        cluster.metrics.decrease(ClusterMetric.upstreamCxActive)
        counters.connectionClosed()
    }

    /// A failed connection fails everybody who waits: the next would meet the same endpoint.
    func failWaiting(_ failure: PoolFailure) {
        round += 1
        while let stream = popQueuedBefore(round) {
            stopWaiting(stream)
            cluster.metrics.increment(ClusterMetric.upstreamRqPendingFailureEject)
            stream.poolFailed(failure)
        }
    }

    /// The first waiter, unless it has come since the round began: from the failure of another.
    func popQueuedBefore(_ round: UInt64) -> UpstreamStream? {
        guard let first = queue.first, first.queuedInRound < round else { return nil }
        return queue.popFirst()
    }

    override public func trafficChanged(_ connection: HTTPClientConnection, received: UInt64, sent: UInt64) {
        cluster.metrics.add(ClusterMetric.upstreamCxRxBytesTotal, received)
        cluster.metrics.add(ClusterMetric.upstreamCxTxBytesTotal, sent)
        // As Envoy has it, the bytes of a read count as buffered until the next.
        if received != 0 && received != connection.lastReceived {
            cluster.metrics.increase(ClusterMetric.upstreamCxRxBytesBuffered, received &- connection.lastReceived)
            connection.lastReceived = received
        }
    }

    override public func closeAnnounced(_ connection: HTTPClientConnection) {
        cluster.metrics.increment(ClusterMetric.upstreamCxCloseNotify)
        guard connection.isMultiplexed else { return }
        idle.removeAll { $0 === connection }
        openIfNeeded()
    }

    override public func protocolError(_ connection: HTTPClientConnection) {
        cluster.metrics.increment(ClusterMetric.upstreamCxProtocolError)
    }

    // MARK: - Multiplexed connections

    // What the upstream resets is counted by whoever hears of it.
    override public func streamReset(_ connection: HTTPClientConnection, _ reason: StreamResetReason) {
        switch reason {
        case .localReset, .protocolError: cluster.metrics.increment(ClusterMetric.upstreamRqTxReset)
        case .connectionTermination, .connectionFailure, .localConnectionFailure, .connectionTimeout:
            cluster.metrics.increment(ClusterMetric.upstreamRqPendingFailureEject)
        case .remoteReset, .remoteRefusedStreamReset, .localRefusedStreamReset, .connectError, .overflow: break
        }
    }

    override public func streamEnded(_ connection: HTTPClientConnection) {
        cluster.http2Metrics().decrease(HTTP2CodecMetric.streamsActive)
        detach()
        if connection.connection.isClosed { return }
        if newcomer === connection && connection.awaitsSettings {
            // It had the time of a whole stream: nobody waits for its word any more.
            newcomer = nil
            isSilent = true
        }
        round += 1
        offerRoom(of: connection)
    }

    override public func roomChanged(_ connection: HTTPClientConnection) {
        if !connection.awaitsSettings {
            if newcomer === connection { newcomer = nil }
            isSilent = false
        }
        if connection.connection.isClosed {
            idle.removeAll { $0 === connection }
            return
        }
        if !connection.isReady { return }
        round += 1
        offerRoom(of: connection)
    }

    override public func messageBroken(_ connection: HTTPClientConnection, _ problem: MessageProblem) {
        cluster.http2Metrics().increment(Self.metric(of: problem))
    }

    override public func connectionFailed(_ connection: HTTPClientConnection, _ failure: HTTP2Failure) {
        cluster.http2Metrics().count(failure)
    }

    override public func counted(_ connection: HTTPClientConnection, _ event: HTTP2Event, _ count: UInt64) {
        cluster.http2Metrics().add(HTTP2CodecMetric(event), count)
    }

    /// Closes idle connections and lets the others go when their streams are over.
    public func drain() {
        isDraining = true
        let connections = idle
        for connection in connections {
            if connection.isMultiplexed { withdraw(connection) } else { connection.close() }
        }
    }
}
