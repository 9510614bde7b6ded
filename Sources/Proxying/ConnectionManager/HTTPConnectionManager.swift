internal import Configuration
public import EventLoops
public import Filters
public import HTTP2
public import HTTPConnections
public import HTTPSemantics
internal import Routing
public import Telemetry
public import Transports
internal import Upstreams

/// The HTTP connection manager of one filter chain on one worker: makes streams for connections and counts them.
///
/// Stream objects, their filters and their storage are reused from request to request.
public final class HTTPConnectionManager: HTTPServerConnectionOwner, ChainEnd {
    /// The configuration. Connections and streams keep what they began with.
    public private(set) var settings: ConnectionManagerSettings
    /// The worker that everything runs on.
    public let worker: ProxyWorker
    /// Where this worker counts, by `stat_prefix`.
    public let metrics: MetricWriter
    /// Where this worker counts, by listener and `stat_prefix`.
    public let listenerMetrics: MetricWriter
    /// Where this worker counts what the codec refuses and drops.
    let codecMetrics: MetricWriter
    /// As above, of HTTP/2; see `http2Metrics`.
    var http2Writer: MetricWriter?
    let accessLogs: [WorkerAccessLog]
    /// Logs with a line for each try, by the chain whose router has them; nil where it has none.
    let tryLogs: [TryLogs?]
    private let connectionLogs: [WorkerAccessLog]
    /// Stands for a connection in its listener's logs.
    private var connectionExchange: ActiveStream?
    /// The rewriting of local replies; nil where they stay as they are.
    let localReplies: LocalReplies?
    /// The mutations of request heads as they come; nil where there are none.
    let earlyMutations: FieldChanges?
    var routes: [WorkerRoute?]
    /// The route that was asked for last, and its place.
    var lastRoute: WorkerRoute?
    var lastIndex = -1
    /// The clusters that the routes were resolved against.
    var clustersVersion: UInt32
    /// The filters, as the routes of now switch and tell them.
    private(set) var plan: WorkerPlan
    /// Streams for reuse: they and the manager keep each other.
    private var idleStreams = IdleObjects<ActiveStream>(most: 1024)
    private var connections = ConnectionTable()
    /// Called when a connection has closed since its transport did not shake hands in time.
    public var onHandshakeTimeout: (() -> Void)?
    /// Called when a connection has closed, with its age in milliseconds.
    public var onConnectionClosed: ((_ age: UInt64) -> Void)?
    /// Whether connections are being ended.
    public private(set) var isDraining = false
    /// Whether its filter chain is gone, and no request comes any more but on connections that are closing.
    private var isOver = false
    /// Counts under names that trusted clients give.
    var alternatives = AlternativeStatistics()
    /// Counts of gRPC filters, by method.
    var grpcStatistics = GRPCStatistics()
    private var gradualDrain: GradualDrain?
    /// Whether every response ends its connection, since the proxy is out of service.
    private(set) var endsConnections = false
    /// The limits in which each connection has taken a place.
    public var connectionLimits: [ConnectionLimit] = []

    /// Fields of one hop.
    let hopFields: HeaderSet = [
        .connection, .keepAlive, .proxyConnection, .transferEncoding, .upgrade, .te, .xEnvoyInternal,
    ]
    /// Fields that a client may not set.
    let controlFields: HeaderSet = [
        .xForwardedClientCert, .xEnvoyDecoratorOperation, .xEnvoyDownstreamServiceCluster,
        .xEnvoyDownstreamServiceNode, .xEnvoyOriginalPath, .xEnvoyOriginalHost, .xEnvoyRetriableStatusCodes,
        .xEnvoyRetriableHeaderNames, .xEnvoyRetryOn, .xEnvoyRetryGrpcOn, .xEnvoyMaxRetries,
        .xEnvoyUpstreamAltStatName, .xEnvoyUpstreamRqTimeoutMs, .xEnvoyUpstreamRqPerTryTimeoutMs,
        .xEnvoyUpstreamRqTimeoutAltResponse, .xEnvoyExpectedRqTimeoutMs, .xEnvoyForceTrace, .xEnvoyIPTags,
        .xEnvoyHedgeOnPerTryTimeout, .xEnvoyUpstreamStreamDurationMs,
    ]

    /// Makes the manager of `settings` on `worker`.
    public init(settings: ConnectionManagerSettings, worker: ProxyWorker) {
        self.settings = settings
        self.worker = worker
        metrics = settings.metrics.writer(thread: worker.index)
        listenerMetrics = settings.listenerMetrics.writer(thread: worker.index)
        codecMetrics = settings.codecMetrics.writer(thread: worker.index)
        localReplies = settings.localReplies.map { LocalReplies($0, runtime: worker.runtime) }
        earlyMutations = settings.earlyMutations.isEmpty ? nil : FieldChanges(settings.earlyMutations)
        accessLogs = settings.accessLogs.map { WorkerAccessLog($0, worker: worker) }
        tryLogs = zip(settings.tryLogs, settings.plan.chains).map { TryLogs($0, $1.router.tryLogOptions, worker) }
        connectionLogs = settings.connectionLogs.map { WorkerAccessLog($0, worker: worker) }
        routes = Array(repeating: nil, count: settings.routes.rules.count)
        plan = WorkerPlan(settings.plan, worker: worker)
        clustersVersion = worker.clustersVersion
        super.init()
        worker.loop.addSpares(of: self)
    }

    /// Takes other routes for the next requests. The settings differ from those of before in what follows from routes.
    public func replaceSettings(_ newest: ConnectionManagerSettings) {
        settings = newest
        plan = WorkerPlan(newest.plan, worker: worker, succeeding: plan)
        forgetRoutes(newest)
        clustersVersion = worker.clustersVersion
        dismantleIdle()
    }

    /// The tracer of requests; nil where they are not traced.
    private(set) lazy var tracer = settings.tracing.map { WorkerTracer(settings, $0, manager: self) }

    /// Downstream connections at present.
    public var connectionCount: Int { connections.count }

    /// Takes over an accepted connection, behind the filters of its chain; call `connection.start()` afterwards.
    public func adopt(_ connection: Connection, _ facts: ConnectionFacts, behind filters: [NetworkFilter]) {
        connection.bufferLimit = min(settings.bufferLimit, Connection.messageBufferLimit)
        let server = settings.speaksHTTP2Only ? makeHTTP2(on: connection) : makeHTTP1(on: connection)
        server.openedAt = worker.loop.now
        connections.add(server)
        worker.connectionOpened()
        if filters.isEmpty {
            connection.handler = server
        } else {
            // It makes itself the connection's handler.
            _ = NetworkFilterChain(connection: connection, filters: filters, terminal: server, facts: facts)
            server.filterTexts = facts.texts
        }
        countOpened(connection)
        server.endsWithAnswer = endsConnections
        if isDraining && gradualDrain?.hits != false { server.drain() }
    }

    private func makeHTTP1(on connection: Connection) -> HTTPServerConnection {
        HTTP1ServerConnection(
            connection: connection, owner: self, options: settings.connection, codec: settings.codec)
    }

    private func makeHTTP2(on connection: Connection) -> HTTP2ServerConnection {
        http2Metrics().increment(HTTP2CodecMetric.nghttp2DownstreamConnections)
        return HTTP2ServerConnection(
            connection: connection, owner: self, options: settings.connection, codec: settings.http2Codec,
            keepalive: settings.keepalive)
    }

    override public func http2Chosen(_ old: HTTPServerConnection) {
        let connection = old.connection
        let server = makeHTTP2(on: connection)
        server.openedAt = old.openedAt
        server.endsWithAnswer = old.endsWithAnswer
        server.filterTexts = old.filterTexts
        connections.replace(old, with: server)
        // The new one has an age of its own.
        if old.isTooOld { metrics.decrease(ConnectionManagerMetric.downstreamCxHttp1SoftDrain) }
        if let chain = connection.handler as? NetworkFilterChain {
            chain.replaceTerminal(with: server)
        } else {
            connection.handler = server
        }
        server.takeOver()
        if old.isDraining { server.drain() }
        connection.redeliver()
    }

    /// Ends all connections: each with its next response, an idle one when its drain time is over. They are chosen at
    /// random over `duration` nanoseconds, or at once when it is 0. A later call may only hasten it.
    public func drain(over duration: UInt64 = 0) {
        if isDraining && (gradualDrain == nil || duration != 0) { return }
        isDraining = true
        gradualDrain?.cancel()
        gradualDrain = nil
        if duration != 0 {
            gradualDrain = GradualDrain(self, duration: duration)
        } else {
            for connection in connections.all { connection.drain() }
        }
    }

    /// Lets every response end its connection, or no longer so; idle connections stay. For a proxy that is out of
    /// service but may come back.
    public func setEndsConnections(_ ends: Bool) {
        endsConnections = ends
        for connection in connections.all { connection.endsWithAnswer = ends }
    }

    /// The open connections.
    var openConnections: [HTTPServerConnection] { connections.all }

    /// Closes what is left. No connection comes after it.
    public func closeAll() {
        isOver = true
        for connection in connections.all { connection.connection.close(.now) }
        dismantleIdle()
    }

    /// Takes apart what waits to be used again.
    private func dismantleIdle() {
        idleStreams.shrink()
        connectionExchange?.dismantle()
        connectionExchange = nil
    }

    /// Writes the lines of an exchange, when it has ended or while it lasts.
    func log(_ exchange: ActiveStream, _ type: AccessLogType = .downstreamEnd) {
        exchange.logType = type
        for index in accessLogs.indices { accessLogs[index].write(exchange) }
        exchange.logType = .notSet
    }

    // MARK: - From connections

    override public func makeStream(on connection: HTTPServerConnection) -> ServerStream {
        metrics.increment(ConnectionManagerMetric.downstreamRqTotal)
        if connection.speaksHTTP2 {
            metrics.increment(ConnectionManagerMetric.downstreamRqHttp2Total)
            http2Metrics().increase(HTTP2CodecMetric.streamsActive)
        } else {
            metrics.increment(ConnectionManagerMetric.downstreamRqHttp1Total)
        }
        metrics.increase(ConnectionManagerMetric.downstreamRqActive)
        let stream = idleStreams.take() ?? ActiveStream(manager: self)
        stream.begin(on: connection)
        return stream
    }

    override public func streamEnded(_ stream: consuming ServerStream, on connection: HTTPServerConnection) {
        guard let stream = stream as? ActiveStream else { return }
        stream.end()
        metrics.decrease(ConnectionManagerMetric.downstreamRqActive)
        if connection.speaksHTTP2 { http2Metrics().decrease(HTTP2CodecMetric.streamsActive) }
        guard stream.settings === settings, !isOver, idleStreams.keep(stream) else { return stream.dismantle() }
    }

    override public func connectionClosed(_ connection: HTTPServerConnection, reason: ConnectionCloseReason) {
        connections.remove(connection)
        if reason == .connectTimeout { onHandshakeTimeout?() }
        let age = countClosed(connection, reason)
        if !connectionLogs.isEmpty { log(connection) }
        onConnectionClosed?(age)
        for limit in connectionLimits { limit.release() }
        worker.connectionClosed()
    }

    /// Writes the lines of a connection that has ended.
    private func log(_ connection: HTTPServerConnection) {
        let exchange = connectionExchange ?? ActiveStream(manager: self)
        connectionExchange = exchange
        exchange.describing(connection) {
            for index in connectionLogs.indices { connectionLogs[index].write(exchange) }
        }
        if isOver { dismantleIdle() }
    }

    override public func idleTimeout(_ connection: HTTPServerConnection) {
        metrics.increment(ConnectionManagerMetric.downstreamCxIdleTimeout)
    }

    override public func headTimeout(_ connection: HTTPServerConnection, _ stream: ServerStream) {
        metrics.increment(ConnectionManagerMetric.downstreamRqHeaderTimeout)
        guard let stream = stream as? ActiveStream else { return }
        connection.closeAfterResponse(stream)
        stream.sendLocalReply(
            status: 408, literal: "request header timeout",
            details: ResponseCodeDetails("request_header_timeout"))
    }

    override public func messageBroken(_ connection: HTTPServerConnection, _ problem: MessageProblem) {
        countBroken(problem)
    }

    override public func connectionFailed(_ connection: HTTPServerConnection, _ failure: HTTP2Failure) {
        countFailure(failure)
    }

    override public var streamLimits: HTTP2StreamLimits { worker.streamLimits.current }

    override public func tooManyPrematureResets(_ connection: HTTPServerConnection) {
        metrics.increment(ConnectionManagerMetric.downstreamRqTooManyPrematureResets)
        metrics.increment(ConnectionManagerMetric.downstreamCxProtocolError)
    }

    override public func counted(_ connection: HTTPServerConnection, _ event: HTTP2Event, _ count: UInt64) {
        self.count(event, count)
    }

    override public func fieldsDropped(_ connection: HTTPServerConnection, count: Int) {
        if connection.speaksHTTP2 {
            http2Metrics().add(
                HTTP2CodecMetric.droppedHeadersWithUnderscores, UInt64(truncatingIfNeeded: count))
            return
        }
        codecMetrics.add(HTTP1CodecMetric.droppedHeadersWithUnderscores, UInt64(truncatingIfNeeded: count))
    }

    override public func maxRequestsReached(_ connection: HTTPServerConnection) {
        metrics.increment(ConnectionManagerMetric.downstreamCxMaxRequestsReached)
    }

    override public func connectionDurationReached(_ connection: HTTPServerConnection) {
        metrics.increment(ConnectionManagerMetric.downstreamCxMaxDurationReached)
        if connection.isTooOld {
            metrics.increase(ConnectionManagerMetric.downstreamCxHttp1SoftDrain)
        }
    }

    override public func trafficChanged(_ connection: HTTPServerConnection, received: UInt64, sent: UInt64) {
        countTraffic(connection, received: received, sent: sent)
    }
}

extension HTTPConnectionManager: SpareKeeper {
    /// Takes apart all stream objects that wait to be used again.
    public func shrink() { dismantleIdle() }

    /// Takes apart those that no request has needed since the last call.
    public func freeUnused() { idleStreams.freeUnused() }
}
