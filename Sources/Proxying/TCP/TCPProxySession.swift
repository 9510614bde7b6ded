internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry
internal import Transports
internal import Upstreams

/// Finds out whether a flow is large: several reads in a row that fill most of a buffer.
private struct FlowVolume {
    private var fullReads = 0

    /// Bytes of a read that count as many, and such reads in a row that make a large flow.
    private static let many = 32 << 10
    private static let enough = 8

    /// Counts a read; whether the flow is large by now.
    mutating func grew(by count: Int) -> Bool {
        fullReads = count >= Self.many ? fullReads + 1 : 0
        return fullReads >= Self.enough
    }
}

/// One connection through a TCP proxy: finds an upstream and moves bytes both ways, half-closes included.
///
/// ```
///   accepted ─▶ awaitingData ─▶ connecting ─▶ relaying ─▶ over
///       └──────────────────────▶ ▲      │failed             ▲
///                       awaitingRetry ◀─┴── no tries left ──┘
/// ```
/// A full buffer on one side pauses reading on the other. When one side has ended its direction, the other is told
/// behind the last byte; when both have, both connections end by themselves.
final class TCPProxySession: ServiceConnection {
    private enum Phase {
        case accepted, awaitingData, connecting, awaitingRetry, relaying, over
    }

    private enum Timer: UInt8 {
        case idle, duration, log, retry
    }

    // The proxy lets go of it when it has ended.
    let proxy: TCPProxy
    private var phase = Phase.accepted
    private var upstream: (any SessionUpstream)?
    private var attempts: UInt32 = 0
    private var isOpen = false
    /// Whether the client's bytes wait for the upstream.
    private var isHeldBack = false
    private var hasEarlyBytes = false
    private var pausesUpstream = false
    /// Whether the upstream's bytes wait for the client's handshake.
    private var holdsUpstreamBack = false
    private var traffic = ConnectionTraffic()
    /// Whether nobody between the two sockets looks at the bytes.
    private let mayBeSpliced: Bool
    private var inputVolume = FlowVolume()
    private var outputVolume = FlowVolume()
    private let idleTimer: LoopTimer
    /// Nanoseconds; 0 for none.
    private let idleTimeout: UInt64
    private var durationTimer: LoopTimer?
    private var logTimer: LoopTimer?
    private var retryTimer: LoopTimer?
    private let report: IstioConnectionReport?

    init(_ exchange: ConnectionExchange, of proxy: TCPProxy) {
        self.proxy = proxy
        idleTimeout = proxy.configuration.idleTimeout ?? 0
        mayBeSpliced = !exchange.isFiltered && exchange.connection.transport == nil && proxy.tunnel == nil
        idleTimer = LoopTimer(loop: proxy.worker.loop, kind: Timer.idle.rawValue)
        report = proxy.proxySettings.makeReport(exchange)
        super.init(exchange, of: proxy)
        exchange.isMetered = true
        idleTimer.owner = self
    }

    private var facts: ConnectionFacts { exchange.facts }

    // MARK: - Beginning

    /// The connection belongs to the proxy; may come before the handshake.
    func begin() {
        guard phase == .accepted else { return }
        if let most = proxy.configuration.maxDuration {
            durationTimer = makeTimer(
                .duration, after: ConnectionAge.jittered(most, percent: proxy.configuration.maxDurationJitter))
        }
        if let interval = proxy.configuration.logInterval { logTimer = makeTimer(.log, after: interval) }
        touch()
        if proxy.configuration.logsOnStart { proxy.log(exchange, .tcpConnectionStart) }
        if proxy.configuration.connectMode == .onDownstreamData {
            phase = .awaitingData
        } else {
            if proxy.configuration.mostEarlyBytes == nil { holdBack() }
            connect()
        }
    }

    private func makeTimer(_ timer: Timer, after nanoseconds: UInt64) -> LoopTimer {
        let made = LoopTimer(loop: proxy.worker.loop, owner: self, kind: timer.rawValue)
        made.arm(after: nanoseconds)
        return made
    }

    override func connectionOpened() {
        isOpen = true
        if phase == .accepted { begin() } else { startRelaying() }
    }

    private func connect() {
        let destination = destination()
        guard let cluster = destination.flatMap({ proxy.worker.cluster(named: $0.cluster) }) else {
            proxy.metrics.increment(TCPProxyMetric.downstreamCxNoRoute)
            return fail(.noClusterFound, code: 3)
        }
        exchange.cluster = cluster
        if facts.info.poolStartTime == 0 { facts.info.poolStartTime = proxy.worker.loop.now }
        facts.info.poolEndTime = proxy.worker.loop.now
        if attempts >= proxy.configuration.maxConnectAttempts {
            cluster.metrics.increment(ClusterMetric.upstreamCxConnectAttemptsExceeded)
            return fail(.upstreamRetryLimitExceeded, code: 0)
        }
        if !cluster.cluster.circuitBreakers.defaults.canConnect {
            cluster.metrics.increment(ClusterMetric.upstreamCxOverflow)
            return fail(.upstreamOverflow, code: 2)
        }
        guard let upstream = makeUpstream(of: cluster, destination?.criteria) else {
            return fail(.noHealthyUpstream, code: 1)
        }
        attempts += 1
        facts.info.attempts = attempts
        phase = .connecting
        self.upstream = upstream
        exchange.beginTry(upstream)
        exchange.endpoint = upstream.endpoint
        if let failure = upstream.begin() { upstreamFailed(failure) }
    }

    /// Where the connection goes: as its first bytes say, or by weight.
    private func destination() -> TCPProxySettings.Destination? {
        guard let name = facts.clusterName else {
            return proxy.proxySettings.destination(by: proxy.worker.randomBits())
        }
        return TCPProxySettings.Destination(cluster: name, criteria: proxy.proxySettings.criteria)
    }

    /// The way to an endpoint that the cluster chooses; nil when none takes anything.
    private func makeUpstream(of cluster: WorkerCluster, _ criteria: SubsetCriteria?) -> (any SessionUpstream)? {
        var choice = EndpointChoice()
        choice.criteria = criteria
        if proxy.configuration.hashesSource, cluster.usesHash, let address = connection.remoteAddress.ipAddress {
            choice.hash = RequestHasher.hash(of: address)
        }
        choice.destination = connection.restoredLocalAddress
        choice.terms.origin = origin(cluster)
        if let tunnel = proxy.tunnel {
            return cluster.pick(priority: .default, choice).map {
                TunnelUpstream(self, through: $0, of: $0.cluster, asking: tunnel)
            }
        }
        return cluster.choose(choice).map {
            TCPUpstream(self, to: $0.endpoint, of: $0.cluster, for: origin($0.cluster))
        }
    }

    /// Whose bytes connections to a cluster's endpoints carry.
    private func origin(_ cluster: WorkerCluster) -> ConnectionOrigin? {
        let isTold = cluster.cluster.tellsOrigin
        if isTold { connection.noteOrigin() }
        return connection.origin(forTelling: isTold)
    }

    /// There will be no upstream. The code is the one that Envoy shows behind its reason.
    private func fail(_ flag: ResponseFlags, code: Int) {
        facts.info.flags.insert(flag)
        // Envoy's spelling.
        facts.localCloseReason = "tcp_initializion_failure:\(code)"
        connection.close(.now)
    }

    private func holdBack() {
        if isHeldBack { return }
        isHeldBack = true
        connection.pauseReading()
    }

    // MARK: - From the upstream

    func upstreamFailed(_ failure: PoolFailure) {
        guard phase == .connecting, let upstream else { return }
        facts.info.poolEndTime = proxy.worker.loop.now
        exchange.endpoint = failure.choseEndpoint ? upstream.endpoint : nil
        if failure.reason == .connectionFailure || failure.reason == .connectionTimeout {
            upstream.endpoint.outlier?.failed(
                status: failure.reason == .connectionTimeout ? 504 : 503, worker: proxy.worker.index)
            facts.info.flags.insert(.upstreamConnectionFailure)
        }
        facts.info.transportFailure = failure.cause
        self.upstream = nil
        if attempts >= proxy.configuration.maxConnectAttempts { return connect() }
        phase = .awaitingRetry
        let timer = retryTimer ?? LoopTimer(loop: proxy.worker.loop, owner: self, kind: Timer.retry.rawValue)
        retryTimer = timer
        timer.arm(after: retryDelay())
    }

    /// A random time below one that doubles with each try.
    private func retryDelay() -> UInt64 {
        guard let backoff = proxy.configuration.backoff else { return 0 }
        let factor = UInt64(1) << UInt64(min(attempts &- 1, 32))
        let (doubled, overflow) = backoff.base.multipliedReportingOverflow(by: factor)
        return proxy.worker.randomBits() % max(1, min(overflow ? .max : doubled, backoff.most))
    }

    func upstreamOpened(_ upstreamConnection: Connection) {
        facts.info.poolEndTime = proxy.worker.loop.now
        facts.info.upstreamStartTime = proxy.worker.loop.now
        upstream?.endpoint.outlier?.served(worker: proxy.worker.index)
        if proxy.isLogging { exchange.upstreamLocalAddress = upstreamConnection.localAddress }
        touch()
        if proxy.configuration.logsOnConnected { proxy.log(exchange, .tcpUpstreamConnected) }
        startRelaying()
    }

    private func startRelaying() {
        guard isOpen, phase == .connecting, let upstream, upstream.readyAt != 0 else { return }
        phase = .relaying
        report?.opened()
        if isHeldBack {
            isHeldBack = false
            connection.resumeReading()
        }
        if holdsUpstreamBack {
            holdsUpstreamBack = false
            upstream.connection?.resumeReading()
        }
        // What came early, and the end.
        connection.redeliver()
        upstream.startDelivering()
    }

    func upstreamReadable(_ source: Connection, endOfStream: Bool) {
        guard phase == .relaying else {
            if phase == .connecting && !holdsUpstreamBack {
                holdsUpstreamBack = true
                source.pauseReading()
            }
            return
        }
        touch()
        if !source.inbound.isEmpty {
            let count = Self.move(source, to: connection)
            if mayBeSpliced, outputVolume.grew(by: count), !endOfStream { _ = source.spliceInput(to: connection) }
        }
        if endOfStream { connection.halfClose() }
        endIfDraining()
    }

    /// What came through a tunnel.
    func upstreamDelivered(_ data: Span<UInt8>, endOfStream: Bool) {
        guard phase == .relaying else { return }
        touch()
        connection.writeDirect(data)
        if endOfStream { connection.halfClose() }
        endIfDraining()
    }

    /// The tunnel ended before its end.
    func tunnelBroken(isReset: Bool) {
        upstream = nil
        guard phase != .over else { return }
        if isReset {
            facts.info.flags.insert(.upstreamRemoteReset)
            connection.resetHard()
        } else {
            connection.close(.afterFlush)
        }
    }

    func upstreamEnded(_ reason: ConnectionCloseReason) {
        upstream = nil
        exchange.upstreamCloseReason = reason
        guard phase != .over else { return }
        switch reason {
        case .localClose, .localReset, .remoteClose: break
        case .remoteReset:
            facts.info.flags.insert(.upstreamRemoteReset)
            connection.resetHard()
        case .connectFailed, .connectTimeout, .readError, .writeError, .transportFailed:
            connection.close(.afterFlush)
        }
    }

    /// The endpoint has come to fail, and the connection to it was ended for that.
    func endpointFailed() {
        if phase != .over { connection.close(.afterFlush) }
    }

    func upstreamAboveHighWatermark() {
        guard phase == .relaying else { return }
        proxy.metrics.increment(TCPProxyMetric.downstreamFlowControlPausedReadingTotal)
        connection.pauseReading()
    }

    func upstreamBelowLowWatermark() {
        guard phase == .relaying else { return }
        proxy.metrics.increment(TCPProxyMetric.downstreamFlowControlResumedReadingTotal)
        connection.resumeReading()
    }

    // MARK: - From the client

    override func connectionReadable(endOfStream: Bool) {
        touch()
        countTraffic()
        switch phase {
        case .accepted, .over: break
        case .awaitingData:
            noteEarlyBytes()
            if !connection.inbound.isEmpty { connect() }
        case .connecting, .awaitingRetry: noteEarlyBytes()
        case .relaying: relay(endOfStream: endOfStream)
        }
    }

    private func relay(endOfStream: Bool) {
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
    private static func move(_ source: Connection, to target: Connection) -> Int {
        let count = source.inbound.count
        target.writeDirect(source.inbound.readable)
        source.inbound.removeAll()
        return count
    }

    private func noteEarlyBytes() {
        if !hasEarlyBytes {
            hasEarlyBytes = true
            proxy.metrics.increment(TCPProxyMetric.earlyDataReceivedCountTotal)
        }
        if connection.inbound.count > Int(proxy.configuration.mostEarlyBytes ?? 0) { holdBack() }
    }

    override func connectionAboveHighWatermark() {
        guard let upstream, !pausesUpstream else { return }
        pausesUpstream = true
        exchange.cluster?.metrics.increment(ClusterMetric.upstreamFlowControlPausedReadingTotal)
        upstream.pauseReading()
    }

    override func connectionBelowLowWatermark() {
        guard pausesUpstream, let upstream else { return }
        pausesUpstream = false
        exchange.cluster?.metrics.increment(ClusterMetric.upstreamFlowControlResumedReadingTotal)
        upstream.resumeReading()
    }

    private func endIfDraining() {
        guard proxy.endsWithTraffic, connection.isOpen else { return }
        proxy.metrics.increment(TCPProxyMetric.downstreamCxDrainClose)
        connection.close(.afterFlush)
        finish(isLocal: true)
    }

    // MARK: - Ending

    private func touch() {
        if idleTimeout != 0 { idleTimer.arm(after: idleTimeout) }
    }

    /// Whether bytes went out since the idle timer was armed, which nobody is told of; it is armed anew then.
    private func isSending() -> Bool {
        let last = max(connection.lastSentAt, upstream?.lastSentAt ?? 0)
        return idleTimer.arm(after: idleTimeout, since: last)
    }

    override func timerFired(_ kind: UInt8) {
        guard let timer = Timer(rawValue: kind), phase != .over else { return }
        switch timer {
        case .idle:
            if isSending() { return }
            proxy.metrics.increment(TCPProxyMetric.idleTimeout)
            close(because: "tcp_session_idle_timeout")
        case .duration:
            facts.info.flags.insert(.durationTimeout)
            proxy.metrics.increment(TCPProxyMetric.maxDownstreamConnectionDuration)
            close(because: "max_connection_duration_reached")
        case .log:
            proxy.log(exchange, .tcpPeriodic)
            if let interval = proxy.configuration.logInterval { logTimer?.arm(after: interval) }
        case .retry:
            connect()
        }
    }

    private func close(because reason: String) {
        facts.localCloseReason = reason
        // As in Envoy, a tunnel's end has no reason.
        if proxy.tunnel == nil { facts.upstreamCloseReason = reason }
        connection.close(.now)
    }

    private func countTraffic() {
        traffic.count(
            connection, in: proxy.metrics, received: TCPProxyMetric.downstreamCxRxBytesTotal,
            sent: TCPProxyMetric.downstreamCxTxBytesTotal, lastRead: TCPProxyMetric.downstreamCxRxBytesBuffered)
    }

    override func ended(_ reason: ConnectionCloseReason) {
        // Who ends the connection, such as a filter before us, ends the one to the endpoint.
        if reason == .localClose, phase == .relaying, proxy.tunnel == nil, facts.upstreamCloseReason.isEmpty {
            facts.upstreamCloseReason = facts.localCloseReason
        }
        finish(isLocal: reason == .localClose && !connection.hasReceivedEndOfStream)
        countTraffic()
        traffic.end(in: proxy.metrics, lastRead: TCPProxyMetric.downstreamCxRxBytesBuffered)
        exchange.closed(reason)
        report?.ended()
        proxy.log(exchange, .tcpConnectionEnd)
    }

    /// Lets the upstream go, once: what the client sent before it left is sent on, unless we ended the session.
    private func finish(isLocal: Bool) {
        guard phase != .over else { return }
        phase = .over
        idleTimer.cancel()
        durationTimer?.cancel()
        logTimer?.cancel()
        retryTimer?.cancel()
        let upstream = self.upstream
        self.upstream = nil
        upstream?.sessionEnded(flushes: !isLocal)
    }
}
