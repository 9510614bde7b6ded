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
    enum Phase {
        case accepted, awaitingData, connecting, awaitingRetry, relaying, over
    }

    enum Timer: UInt8 {
        case idle, duration, log, retry
    }

    // The proxy lets go of it when it has ended.
    let proxy: TCPProxy
    var phase = Phase.accepted
    var upstream: (any SessionUpstream)?
    var attempts: UInt32 = 0
    var isOpen = false
    /// Whether the client's bytes wait for the upstream.
    var isHeldBack = false
    var hasEarlyBytes = false
    private var pausesUpstream = false
    /// Whether the upstream holds as much as it may. While bytes are relayed, the client is not read then.
    var isUpstreamFull = false
    /// Whether the upstream's bytes wait for the client's handshake.
    var holdsUpstreamBack = false
    private var traffic = ConnectionTraffic()
    /// Whether nobody between the two sockets looks at the bytes.
    let mayBeSpliced: Bool
    var inputVolume = FlowVolume()
    var outputVolume = FlowVolume()
    private let idleTimer: LoopTimer
    /// Nanoseconds; 0 for none.
    private let idleTimeout: UInt64
    private var durationTimer: LoopTimer?
    private var logTimer: LoopTimer?
    var retryTimer: LoopTimer?
    let report: IstioConnectionReport?

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

    var facts: ConnectionFacts { exchange.facts }

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

    // MARK: - Ending

    func touch() {
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
        // What ends the connection, such as a filter before us, ends the one to the endpoint too.
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
    func finish(isLocal: Bool) {
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
