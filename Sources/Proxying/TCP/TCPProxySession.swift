internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPConnections
internal import HTTPSemantics
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

    unowned let proxy: TCPProxy
    private var phase = Phase.accepted
    private var upstream: TCPUpstream?
    private var attempts: UInt32 = 0
    private var isOpen = false
    /// Whether the client's bytes wait for the upstream.
    private var isHeldBack = false
    private var hasEarlyBytes = false
    private var pausesUpstream = false
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

    init(_ exchange: ConnectionExchange, of proxy: TCPProxy) {
        self.proxy = proxy
        idleTimeout = proxy.configuration.idleTimeout ?? 0
        mayBeSpliced = !exchange.isFiltered && exchange.connection.transport == nil
        idleTimer = LoopTimer(loop: proxy.worker.loop, kind: Timer.idle.rawValue)
        super.init(exchange, of: proxy)
        idleTimer.owner = self
    }

    private var settings: TCPProxyConfiguration { proxy.configuration }
    private var facts: ConnectionFacts { exchange.facts }

    // MARK: - Beginning

    /// The connection belongs to the proxy; may come before the handshake.
    func begin() {
        guard phase == .accepted else { return }
        if let most = settings.maxDuration {
            durationTimer = makeTimer(
                .duration, after: ConnectionAge.jittered(most, percent: settings.maxDurationJitter))
        }
        if let interval = settings.logInterval { logTimer = makeTimer(.log, after: interval) }
        touch()
        if settings.logsOnStart { proxy.log(exchange, .tcpConnectionStart) }
        if settings.connectMode == .onDownstreamData {
            phase = .awaitingData
        } else {
            if settings.mostEarlyBytes == nil { holdBack() }
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
        let configured = facts.clusterName ?? proxy.proxySettings.cluster(by: proxy.worker.randomBits())
        guard let cluster = proxy.worker.cluster(named: configured) else {
            proxy.metrics.increment(TCPProxyMetric.downstreamCxNoRoute)
            return fail(.noClusterFound, code: 3)
        }
        exchange.cluster = cluster
        if facts.info.poolStartTime == 0 { facts.info.poolStartTime = proxy.worker.loop.now }
        facts.info.poolEndTime = proxy.worker.loop.now
        if attempts >= settings.maxConnectAttempts {
            cluster.metrics.increment(ClusterMetric.upstreamCxConnectAttemptsExceeded)
            return fail(.upstreamRetryLimitExceeded, code: 0)
        }
        if !cluster.cluster.circuitBreakers.defaults.canConnect {
            cluster.metrics.increment(ClusterMetric.upstreamCxOverflow)
            return fail(.upstreamOverflow, code: 2)
        }
        guard let endpoint = cluster.pickEndpoint() else { return fail(.noHealthyUpstream, code: 1) }
        attempts += 1
        facts.info.attempts = attempts
        phase = .connecting
        let upstream = TCPUpstream(self, to: endpoint, of: cluster)
        self.upstream = upstream
        exchange.upstream = upstream
        if let failure = upstream.begin() {
            upstreamFailed(failure)
        } else {
            exchange.endpoint = endpoint
        }
    }

    /// What endpoints may be told of the client.
    var origin: ConnectionOrigin? {
        guard exchange.cluster?.cluster.configuration.proxyProtocol != nil else { return nil }
        return ConnectionOrigin(
            ProxyProtocolHeader.Addresses(source: connection.remoteAddress, destination: connection.localAddress),
            values: facts.proxyValues.map { ProxyProtocolHeader.TypedValue(type: $0.type, value: $0.value) })
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
            facts.info.flags.insert(.upstreamConnectionFailure)
        }
        facts.info.transportFailure = failure.cause
        self.upstream = nil
        if attempts >= settings.maxConnectAttempts { return connect() }
        phase = .awaitingRetry
        let timer = retryTimer ?? LoopTimer(loop: proxy.worker.loop, owner: self, kind: Timer.retry.rawValue)
        retryTimer = timer
        timer.arm(after: retryDelay())
    }

    /// A random time below one that doubles with each try.
    private func retryDelay() -> UInt64 {
        guard let backoff = settings.backoff else { return 0 }
        let factor = UInt64(1) << UInt64(min(attempts &- 1, 32))
        let (doubled, overflow) = backoff.base.multipliedReportingOverflow(by: factor)
        return proxy.worker.randomBits() % max(1, min(overflow ? .max : doubled, backoff.most))
    }

    func upstreamOpened(_ upstreamConnection: Connection) {
        facts.info.poolEndTime = proxy.worker.loop.now
        facts.info.upstreamStartTime = proxy.worker.loop.now
        if proxy.isLogging { exchange.upstreamLocalAddress = upstreamConnection.localAddress }
        touch()
        if settings.logsOnConnected { proxy.log(exchange, .tcpUpstreamConnected) }
        startRelaying()
    }

    private func startRelaying() {
        guard isOpen, phase == .connecting, let upstream, upstream.readyAt != 0 else { return }
        phase = .relaying
        if isHeldBack {
            isHeldBack = false
            connection.resumeReading()
        }
        // What came early, and the end.
        connection.redeliver()
        upstream.connection?.redeliver()
    }

    func upstreamReadable(_ source: Connection, endOfStream: Bool) {
        guard phase == .relaying else { return }
        touch()
        if !source.inbound.isEmpty {
            let count = Self.move(source, to: connection)
            if mayBeSpliced, outputVolume.grew(by: count), !endOfStream { _ = source.spliceInput(to: connection) }
        }
        if endOfStream { connection.halfClose() }
        endIfDraining()
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

    func upstreamAboveHighWatermark() {
        guard phase == .relaying else { return }
        proxy.metrics.increment(TCPProxyMetric.downstreamFlowControlPausedReadingTotal)
        connection.pauseReading()
    }

    func upstreamBelowLowWatermark() {
        guard phase == .relaying else { return }
        touch()
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
        guard let target = upstream?.connection else { return }
        if !connection.inbound.isEmpty {
            let count = Self.move(connection, to: target)
            if mayBeSpliced, inputVolume.grew(by: count), !endOfStream { _ = connection.spliceInput(to: target) }
        }
        if endOfStream { target.halfClose() }
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
        if connection.inbound.count > Int(settings.mostEarlyBytes ?? 0) { holdBack() }
    }

    override func connectionAboveHighWatermark() {
        guard let upstream = upstream?.connection, !pausesUpstream else { return }
        pausesUpstream = true
        upstream.pauseReading()
    }

    override func connectionBelowLowWatermark() {
        touch()
        guard pausesUpstream else { return }
        pausesUpstream = false
        upstream?.connection?.resumeReading()
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

    override func timerFired(_ kind: UInt8) {
        guard let timer = Timer(rawValue: kind), phase != .over else { return }
        switch timer {
        case .idle:
            proxy.metrics.increment(TCPProxyMetric.idleTimeout)
            close(because: "tcp_session_idle_timeout")
        case .duration:
            facts.info.flags.insert(.durationTimeout)
            proxy.metrics.increment(TCPProxyMetric.maxDownstreamConnectionDuration)
            close(because: "max_connection_duration_reached")
        case .log:
            proxy.log(exchange, .tcpPeriodic)
            if let interval = settings.logInterval { logTimer?.arm(after: interval) }
        case .retry:
            connect()
        }
    }

    private func close(because reason: String) {
        facts.localCloseReason = reason
        facts.upstreamCloseReason = reason
        connection.close(.now)
    }

    private func countTraffic() {
        traffic.count(
            connection, in: proxy.metrics, received: TCPProxyMetric.downstreamCxRxBytesTotal,
            sent: TCPProxyMetric.downstreamCxTxBytesTotal, lastRead: TCPProxyMetric.downstreamCxRxBytesBuffered)
    }

    override func ended(_ reason: ConnectionCloseReason) {
        finish(isLocal: reason == .localClose && !connection.hasReceivedEndOfStream)
        countTraffic()
        traffic.end(in: proxy.metrics, lastRead: TCPProxyMetric.downstreamCxRxBytesBuffered)
        exchange.closed(reason)
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
