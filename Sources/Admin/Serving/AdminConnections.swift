internal import Configuration
internal import EventLoops
internal import HTTP1
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import ProxyRuntime
internal import Telemetry
internal import Transports

/// The connections of the admin interface and what all their requests share. Confined to the main loop.
final class AdminConnections: HTTPServerConnectionOwner {
    let server: ProxyServer
    let loop: EventLoop
    let commands: AdminCommands
    let builder: PageBuilder
    let logs: AdminAccessLog
    private let isLimited: Bool
    private let http: MetricBlock
    private let listener: MetricBlock
    /// Connections at present.
    private(set) var openConnections: [ObjectIdentifier: HTTPServerConnection] = [:]
    private var sending: [ObjectIdentifier: AdminStream] = [:]
    private var yielding: [AdminStream] = []
    private var stallTimer: LoopTimer?
    private var turnTimer: LoopTimer?
    private let relay = Relay()

    /// Connections at the same time, so that clients that forget theirs cannot use up the proxy's descriptors.
    static let connectionLimit = 256
    private static let limitWarnings = LogRateLimiter(everyMilliseconds: 10_000)
    /// Bytes that a connection buffers for a slow client, besides the page itself.
    static let bufferLimit = 256 << 10
    /// How often unfinished answers are looked at, and how many looks without progress end one. In nanoseconds.
    private static let stallInterval: UInt64 = 15_000_000_000
    private static let stallLimit = 4

    /// Hands the timer on.
    private final class Relay: TimerOwner {
        unowned var connections: AdminConnections?
        override func timerFired(_ kind: UInt8) {
            if kind == 0 { connections?.lookAfterStalled() } else { connections?.continueYielding() }
        }
    }

    /// - Parameter isLimited: whether connections count among those that are limited over all listeners.
    init(server: ProxyServer, commands: AdminCommands, logs: AdminAccessLog, isLimited: Bool) {
        self.server = server
        self.isLimited = isLimited
        self.commands = commands
        self.logs = logs
        loop = server.loop
        builder = PageBuilder(
            mainLoop: server.loop, registry: server.registry,
            interval: server.statistics.flushesOnAdmin ? nil : server.statistics.flushInterval)
        http = server.registry.scope(
            prefix: "http.admin.", labels: [MetricLabel("envoy_http_conn_manager_prefix", "admin")],
            family: AdminMetric.family
        ).block(thread: 0)
        // Envoy's rules find no address in `admin` and `main_thread`, so they stay in the names.
        listener = server.registry.scope(prefix: "listener.admin.", family: AdminListenerMetric.family)
            .block(thread: 0)
        super.init()
        relay.connections = self
    }

    // MARK: - Connections

    func adopt(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        if isLimited && !server.admitsConnection() {
            listener.increment(AdminListenerMetric.downstreamGlobalCxOverflow)
            return
        }
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote)
        connection.bufferLimit = Self.bufferLimit
        var options = HTTPServerConnectionOptions()
        options.requestHeadersTimeout = 60_000_000_000
        var codec = HTTP1Options()
        // Envoy's admin interface knows paths only.
        codec.allowAbsoluteURL = false
        let serverConnection = HTTP1ServerConnection(
            connection: connection, owner: self, options: options, codec: codec)
        serverConnection.openedAt = loop.now
        connection.handler = serverConnection
        if openConnections.count >= Self.connectionLimit { closeOldest() }
        openConnections[ObjectIdentifier(serverConnection)] = serverConnection
        http.increment(AdminMetric.downstreamCxTotal)
        http.increment(AdminMetric.downstreamCxHttp1Total)
        http.increase(AdminMetric.downstreamCxActive)
        http.increase(AdminMetric.downstreamCxHttp1Active)
        // As in Envoy, the gauge is in use with the first connection.
        listener.increase(AdminListenerMetric.downstreamPreCxActive, 0)
        listener.increment(AdminListenerMetric.downstreamCxTotal)
        listener.increment(AdminListenerMetric.mainThreadDownstreamCxTotal)
        listener.increase(AdminListenerMetric.downstreamCxActive)
        listener.increase(AdminListenerMetric.mainThreadDownstreamCxActive)
        connection.start()
    }

    /// Makes room for a new connection, which may be the one that asks whether the proxy is ready: the oldest idle one
    /// goes, or the oldest at all.
    private func closeOldest() {
        let idle = openConnections.values.filter { $0.activeStreams == 0 }
        let oldest = (idle.isEmpty ? Array(openConnections.values) : idle).min { $0.openedAt < $1.openedAt }
        server.log.warning(
            .admin, limiter: Self.limitWarnings, now: loop.now,
            "more than \(Self.connectionLimit) admin connections; the oldest are closed")
        oldest?.connection.close(.now)
    }

    func acceptFailed() { listener.increment(AdminListenerMetric.downstreamCxOverflow) }

    override func connectionClosed(_ connection: HTTPServerConnection, reason: ConnectionCloseReason) {
        openConnections[ObjectIdentifier(connection)] = nil
        if isLimited { server.connectionEnded() }
        let isLocal =
            (reason == .localClose || reason == .localReset) && !connection.connection.hasReceivedEndOfStream
        http.increment(AdminMetric.downstreamCxDestroy)
        http.increment(isLocal ? AdminMetric.downstreamCxDestroyLocal : .downstreamCxDestroyRemote)
        if connection.endedUnderStream {
            http.increment(AdminMetric.downstreamCxDestroyActiveRq)
            http.increment(
                isLocal ? AdminMetric.downstreamCxDestroyLocalActiveRq : .downstreamCxDestroyRemoteActiveRq)
        }
        let age = (loop.now &- connection.openedAt) / 1_000_000
        http.record(AdminMetric.downstreamCxLengthMs, age)
        http.decrease(AdminMetric.downstreamCxActive)
        http.decrease(AdminMetric.downstreamCxHttp1Active)
        listener.increment(AdminListenerMetric.downstreamCxDestroy)
        listener.record(AdminListenerMetric.downstreamCxLengthMs, age)
        listener.decrease(AdminListenerMetric.downstreamCxActive)
        listener.decrease(AdminListenerMetric.mainThreadDownstreamCxActive)
    }

    override func idleTimeout(_ connection: HTTPServerConnection) {
        http.increment(AdminMetric.downstreamCxIdleTimeout)
    }

    override func headTimeout(_ connection: HTTPServerConnection, _ stream: ServerStream) {
        http.increment(AdminMetric.downstreamRqHeaderTimeout)
        connection.connection.close(.now)
    }

    override func trafficChanged(_ connection: HTTPServerConnection, received: UInt64, sent: UInt64) {
        http.add(AdminMetric.downstreamCxRxBytesTotal, received)
        http.add(AdminMetric.downstreamCxTxBytesTotal, sent)
    }

    /// Closes everything; the builder thread has ended when this returns.
    func closeAll() {
        for connection in Array(openConnections.values) { connection.connection.close(.now) }
        stallTimer?.cancel()
        turnTimer?.cancel()
        yielding = []
        builder.stop()
    }

    // MARK: - Streams

    override func makeStream(on connection: HTTPServerConnection) -> ServerStream {
        http.increment(AdminMetric.downstreamRqTotal)
        http.increment(AdminMetric.downstreamRqHttp1Total)
        http.increase(AdminMetric.downstreamRqActive)
        return AdminStream(owner: self, connection: connection)
    }

    override func streamEnded(_ stream: consuming ServerStream, on connection: HTTPServerConnection) {
        http.decrease(AdminMetric.downstreamRqActive)
        guard let stream = stream as? AdminStream else { return }
        sending[ObjectIdentifier(stream)] = nil
        http.record(AdminMetric.downstreamRqTime, (loop.now &- stream.startTime) / 1_000_000)
        logs.write(stream, endedAt: loop.now)
        stream.ended()
    }

    /// An answer has begun.
    func countResponse(status: UInt16) {
        http.increment(AdminMetric.downstreamRqCompleted)
        listener.increment(AdminListenerMetric.downstreamRqCompleted)
        switch status / 100 {
        case 1:
            http.increment(AdminMetric.downstreamRq1xx)
            listener.increment(AdminListenerMetric.downstreamRq1xx)
        case 2:
            http.increment(AdminMetric.downstreamRq2xx)
            listener.increment(AdminListenerMetric.downstreamRq2xx)
        case 4:
            http.increment(AdminMetric.downstreamRq4xx)
            listener.increment(AdminListenerMetric.downstreamRq4xx)
        case 5:
            http.increment(AdminMetric.downstreamRq5xx)
            listener.increment(AdminListenerMetric.downstreamRq5xx)
        default: break
        }
    }

    func countProtocolError() { http.increment(AdminMetric.downstreamCxProtocolError) }

    func countNonRelativePath() { http.increment(AdminMetric.downstreamRqNonRelativePath) }

    func countReset() { http.increment(AdminMetric.downstreamRqRxReset) }

    // MARK: - Quick clients

    /// A client takes its page as fast as it is sent; the others' requests come first now.
    func continueSoon(_ stream: AdminStream) {
        yielding.append(stream)
        let timer = turnTimer ?? LoopTimer(loop: loop, owner: relay, kind: 1)
        turnTimer = timer
        if !timer.isArmed { timer.arm(after: 0) }
    }

    private func continueYielding() {
        let streams = yielding
        yielding = []
        for stream in streams { stream.continueSending() }
    }

    // MARK: - Slow clients

    /// A page did not fit into the connection's buffer; its client is watched from now on.
    func watch(_ stream: AdminStream) {
        if sending.updateValue(stream, forKey: ObjectIdentifier(stream)) == nil { armStallTimer() }
    }

    private func armStallTimer() {
        let timer = stallTimer ?? LoopTimer(loop: loop, owner: relay)
        stallTimer = timer
        if !timer.isArmed { timer.arm(after: Self.stallInterval) }
    }

    /// A client that has not read a byte for a minute keeps a page in memory for nothing.
    func lookAfterStalled() {
        for stream in Array(sending.values) where stream.looksWithoutProgress() >= Self.stallLimit { stream.abandon() }
        if !sending.isEmpty { armStallTimer() }
    }
}
