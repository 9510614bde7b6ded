internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Proxying
internal import TLS
internal import Telemetry
internal import Transports

/// One worker: a thread with its loop, its listening sockets and everything that its connections need.
///
/// Made and filled on the main thread before `start`; from then on confined to its own thread, which other threads
/// reach through `loop.execute`.
final class Worker: @unchecked Sendable {  // Guarded by confinement to `loop` once started.
    let index: Int
    let loop: EventLoop
    let proxy: ProxyWorker
    private var services: [ListenerService] = []
    private let snapshotLimit: ConnectionLimit?
    /// How timeouts are reduced, at whatever strength.
    private var timeoutReduction: TimeoutReduction
    private var thread: ThreadHandle?
    private var isDraining = false
    private var reportIdle: (@Sendable (Int) -> Void)?

    init(
        index: Int, snapshot: RuntimeSnapshot, localAddress: IPAddress, logWriter: LogWriter, logFlushInterval: UInt64,
        connections: ConnectionCount
    ) throws(SystemError) {
        self.index = index
        snapshotLimit = snapshot.connectionLimit
        timeoutReduction = TimeoutReduction(snapshot.overload)
        loop = try EventLoop(name: "worker-\(index)")
        loop.numberConnections(from: UInt64(index) + 1)
        proxy = ProxyWorker(
            index: index, loop: loop, clusters: snapshot.clusters, localAddress: localAddress, logWriter: logWriter,
            logFlushInterval: logFlushInterval, seed: UInt64.random(in: 1 ... .max), connections: connections)
    }

    /// Adds a listening socket; a listener may have several. Before `start`.
    func add(_ listener: ListenerSnapshot, socket: consuming FileDescriptor, id: UInt32) throws(SystemError) {
        let service: ListenerService
        if let known = services.first(where: { $0.listener === listener }) {
            service = known
        } else {
            service = ListenerService(listener: listener, globalLimit: snapshotLimit, worker: proxy)
            services.append(service)
        }
        let acceptor = WorkerListener(worker: self, socket: socket, id: id, service: service)
        try acceptor.start()
        service.acceptors.append(acceptor)
    }

    func start(cpu: Int?) throws(SystemError) {
        let loop = self.loop
        thread = try Threads.start(name: "wrk:\(index)", cpu: cpu) { loop.run() }
    }

    /// Ends connections politely, over so many nanoseconds or, if it is 0, each with its next answer. Runs on the
    /// worker.
    func announceDrain(inboundOnly: Bool, over duration: UInt64) {
        for service in services where !inboundOnly || service.isInbound { service.drain(over: duration) }
    }

    /// Lets every answer end its connection, or no longer so. Runs on the worker.
    func setEndsConnections(_ ends: Bool) {
        for service in services { for manager in service.managers { manager.setEndsConnections(ends) } }
    }

    /// Takes measures against overload, or no longer so. Runs on the worker.
    func setOverload(_ levels: OverloadLevels) {
        let stopped = proxy.overload.stopsConnections
        proxy.overload = levels
        timeoutReduction.strength = levels.reducesTimeouts
        loop.setTimeoutReduction(timeoutReduction)
        if levels.stopsConnections == stopped { return }
        for service in services {
            for acceptor in service.acceptors where !acceptor.isRetiring {
                if levels.stopsConnections { acceptor.pause() } else { acceptor.resume() }
            }
        }
    }

    /// Stops accepting and leaves connections alone. Sockets that another process holds as well are only closed. Runs
    /// on the worker.
    func stopListening(inboundOnly: Bool, shared: Set<UInt32>) {
        for service in services where !inboundOnly || service.isInbound { service.retire(except: shared) }
    }

    /// Stops accepting and reports once the last connection has gone. Runs on the worker.
    func finish(shared: Set<UInt32>, report: @escaping @Sendable (Int) -> Void) {
        for service in services {
            service.retire(except: shared)
            service.drain(over: 0)
        }
        reportWhenIdle(report)
    }

    /// Stops accepting, ends connections politely and reports once the last one has gone. Sockets that another process
    /// has kept are closed here and listen on there; those of other ids are retired. Runs on the worker.
    func handOver(kept: Set<UInt32>, over duration: UInt64, report: @escaping @Sendable (Int) -> Void) {
        for service in services {
            service.retire(except: kept)
            service.drain(over: duration)
        }
        reportWhenIdle(report)
    }

    private func reportWhenIdle(_ report: @escaping @Sendable (Int) -> Void) {
        isDraining = true
        reportIdle = report
        proxy.onConnectionClosed = { [unowned self] in reportIfIdle() }
        reportIfIdle()
    }

    fileprivate func reportIfIdle() {
        guard let reportIdle, services.allSatisfy({ $0.isIdle }) else { return }
        self.reportIdle = nil
        proxy.flushLogs()
        reportIdle(index)
    }

    /// Lets the worker close whatever is left, hand over its last log lines and end its thread. From any thread.
    func end() {
        // One task, so that no line is lost to a loop that stops first.
        loop.execute {
            for service in self.services { for manager in service.managers { manager.closeAll() } }
            self.proxy.flushLogs()
            self.loop.stop()
        }
    }

    /// Waits for the thread; after `end`.
    func join() {
        if let thread = thread.take() { thread.join() }
    }
}

/// One worker's part of one listener: its sockets, and a connection manager for each filter chain.
final class ListenerService {
    let listener: ListenerSnapshot
    let managers: [HTTPConnectionManager]
    /// Connections whose filter chain is not chosen yet.
    var unchosen = 0
    let metrics: MetricWriter
    let workerMetrics: MetricWriter
    let globalLimit: ConnectionLimit?
    var acceptors: [WorkerListener] = []

    init(listener: ListenerSnapshot, globalLimit: ConnectionLimit?, worker: ProxyWorker) {
        self.listener = listener
        self.globalLimit = listener.configuration.ignoresGlobalConnectionLimit ? nil : globalLimit
        managers = listener.chains.map { HTTPConnectionManager(settings: $0.manager, worker: worker) }
        metrics = listener.metrics.writer(thread: worker.index)
        workerMetrics = listener.workerMetrics[worker.index].writer(thread: worker.index)
        let (metrics, workerMetrics) = (metrics, workerMetrics)
        for manager in managers {
            manager.onConnectionClosed = { age in
                metrics.increment(ListenerMetric.downstreamCxDestroy)
                metrics.decrease(ListenerMetric.downstreamCxActive)
                metrics.record(ListenerMetric.downstreamCxLengthMs, age)
                workerMetrics.decrease(ListenerWorkerMetric.downstreamCxActive)
            }
            manager.onHandshakeTimeout = {
                metrics.increment(ListenerMetric.downstreamCxTransportSocketConnectTimeout)
            }
            manager.connectionLimits = limits
        }
    }

    /// The limits in which each connection has a place.
    var limits: [ConnectionLimit] { [globalLimit, listener.connectionLimit].compactMap(\.self) }

    /// Ends connections politely, over so many nanoseconds or, if it is 0, each with its next answer.
    func drain(over duration: UInt64) { for manager in managers { manager.drain(over: duration) } }

    /// Whether a connection may stay; counts it when not.
    func admits(_ worker: ProxyWorker) -> Bool {
        if let globalLimit, !globalLimit.acquire() {
            metrics.increment(ListenerMetric.downstreamGlobalCxOverflow)
            return false
        }
        if worker.overload.rejectsConnections > 0, worker.happens(worker.overload.rejectsConnections) {
            metrics.increment(ListenerMetric.downstreamCxOverloadReject)
            globalLimit?.release()
            return false
        }
        if let limit = listener.connectionLimit, !limit.acquire() {
            metrics.increment(ListenerMetric.downstreamCxOverflow)
            globalLimit?.release()
            return false
        }
        return true
    }

    /// Whether it serves what comes in to the local service.
    var isInbound: Bool { listener.configuration.trafficDirection == .inbound }

    /// Whether no connection is left, and none comes.
    var isIdle: Bool {
        unchosen == 0 && managers.allSatisfy { $0.connectionCount == 0 } && !acceptors.contains { $0.isRetiring }
    }

    /// Stops accepting without a reset for anybody. Sockets of these ids listen on in another process.
    func retire(except shared: Set<UInt32>) {
        for acceptor in acceptors {
            if shared.contains(acceptor.id) { acceptor.close() } else { acceptor.retire() }
        }
    }
}

/// One worker's socket of one listener: hands accepted connections to the connection manager.
final class WorkerListener: Acceptor {
    /// The socket's id; workers that share a socket share its id.
    let id: UInt32
    private unowned let worker: Worker
    private unowned let service: ListenerService
    private let metrics: MetricWriter
    private let workerMetrics: MetricWriter
    /// Where first looks are counted.
    private let inspectorMetrics: MetricWriter?

    init(worker: Worker, socket: consuming FileDescriptor, id: UInt32, service: ListenerService) {
        self.id = id
        self.worker = worker
        self.service = service
        metrics = service.metrics
        workerMetrics = service.workerMetrics
        inspectorMetrics = service.listener.inspectorMetrics?.writer(thread: worker.index)
        super.init(loop: worker.loop, listener: socket)
        if let most = service.listener.configuration.mostAcceptsPerWakeUp { acceptsPerWakeUp = Int(most) }
    }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        guard service.admits(worker.proxy) else { return }
        // A transparent socket takes connections to other addresses than its own.
        let isOwn =
            localAddress.ipAddress?.isUnspecified == false && !service.listener.configuration.transparent
        let local: SocketAddress? = isOwn ? localAddress : nil
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote, local: local)
        connection.id = loop.takeConnectionNumber()
        if let inspector = service.listener.configuration.tlsInspector, let inspectorMetrics {
            let inspecting = InspectingTransport(listener: self, options: inspector, metrics: inspectorMetrics)
            inspect(connection, inspecting)
            return
        }
        guard open(connection, nil) else {
            connection.close(.now)
            releaseLimits()
            return
        }
        connection.start()
    }

    /// Chooses the filter chain of a connection and gives it to the chain; false when there is none for it.
    func open(_ connection: Connection, _ hello: ClientHello?) -> Bool {
        let listener = service.listener
        var number: Int? = 0
        if !listener.table.isTrivial {
            number = listener.table.choose(
                ConnectionTraits(
                    local: connection.localAddress, remote: connection.remoteAddress, isTLS: hello != nil,
                    serverName: hello?.serverName ?? "", applicationProtocols: hello?.applicationProtocols ?? []))
        }
        guard let number else {
            metrics.increment(ListenerMetric.noFilterChainMatch)
            return false
        }
        let chain = listener.chains[number]
        metrics.increment(ListenerMetric.downstreamCxTotal)
        metrics.increase(ListenerMetric.downstreamCxActive)
        workerMetrics.increment(ListenerWorkerMetric.downstreamCxTotal)
        workerMetrics.increase(ListenerWorkerMetric.downstreamCxActive)
        let transport = chain.tls?.makeTransport(thread: worker.index, inspectedName: hello?.serverName ?? "")
        connection.transport = transport
        if connection.handler == nil {
            connection.handshakeTimeout = chain.handshakeTimeout
            connection.handshakeTimeoutKind = .transportConnect
        } else {
            // It was looked at before.
            leave()
            connection.restartHandshakeTimer(chain.handshakeTimeout, .transportConnect)
        }
        service.managers[number].adopt(connection)
        return true
    }

    // MARK: - First looks

    private func inspect(_ connection: Connection, _ transport: InspectingTransport) {
        service.unchosen += 1
        metrics.increase(ListenerMetric.downstreamPreCxActive)
        connection.handler = UnchosenConnection(listener: self)
        connection.transport = transport
        connection.handshakeTimeout = service.listener.configuration.listenerFiltersTimeout ?? 0
        connection.start()
    }

    private func leave() {
        service.unchosen -= 1
        metrics.decrease(ListenerMetric.downstreamPreCxActive)
    }

    /// The peer went away before it said enough.
    func closedWhileInspected() { metrics.increment(ListenerMetric.downstreamListenerFilterRemoteClose) }

    /// A connection ended before its filter chain was chosen.
    func abandoned(_ reason: ConnectionCloseReason) {
        if reason == .connectTimeout { metrics.increment(ListenerMetric.downstreamPreCxTimeout) }
        leave()
        releaseLimits()
        worker.reportIfIdle()
    }

    private func releaseLimits() { for limit in service.limits { limit.release() } }

    override func acceptedAll(_ count: Int) {
        metrics.record(ListenerMetric.connectionsAcceptedPerSocketEvent, UInt64(count))
    }

    override func acceptFailed(_ code: Int32) {
        metrics.increment(ListenerMetric.downstreamCxOverflow)
    }

    override func retired() { worker.reportIfIdle() }
}
