internal import Configuration
internal import EventLoops
internal import NetworkAddresses
internal import Proxying
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
        for service in services where !inboundOnly || service.isInbound { service.manager.drain(over: duration) }
    }

    /// Lets every answer end its connection, or no longer so. Runs on the worker.
    func setEndsConnections(_ ends: Bool) {
        for service in services { service.manager.setEndsConnections(ends) }
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
            service.manager.drain()
        }
        reportWhenIdle(report)
    }

    /// Stops accepting, ends connections politely and reports once the last one has gone. Sockets that another process
    /// has kept are closed here and listen on there; those of other ids are retired. Runs on the worker.
    func handOver(kept: Set<UInt32>, over duration: UInt64, report: @escaping @Sendable (Int) -> Void) {
        for service in services {
            service.retire(except: kept)
            service.manager.drain(over: duration)
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
            for service in self.services { service.manager.closeAll() }
            self.proxy.flushLogs()
            self.loop.stop()
        }
    }

    /// Waits for the thread; after `end`.
    func join() {
        if let thread = thread.take() { thread.join() }
    }
}

/// One worker's part of one listener: its sockets, and the connection manager of them all.
final class ListenerService {
    let listener: ListenerSnapshot
    let manager: HTTPConnectionManager
    let metrics: MetricWriter
    let workerMetrics: MetricWriter
    let globalLimit: ConnectionLimit?
    var acceptors: [WorkerListener] = []

    init(listener: ListenerSnapshot, globalLimit: ConnectionLimit?, worker: ProxyWorker) {
        self.listener = listener
        self.globalLimit = listener.configuration.ignoresGlobalConnectionLimit ? nil : globalLimit
        manager = HTTPConnectionManager(settings: listener.manager, worker: worker)
        metrics = listener.metrics.writer(thread: worker.index)
        workerMetrics = listener.workerMetrics[worker.index].writer(thread: worker.index)
        let (metrics, workerMetrics) = (metrics, workerMetrics)
        manager.onConnectionClosed = { age in
            metrics.increment(ListenerMetric.downstreamCxDestroy)
            metrics.decrease(ListenerMetric.downstreamCxActive)
            metrics.record(ListenerMetric.downstreamCxLengthMs, age)
            workerMetrics.decrease(ListenerWorkerMetric.downstreamCxActive)
        }
        manager.connectionLimits = [self.globalLimit, listener.connectionLimit].compactMap(\.self)
    }

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
    var isIdle: Bool { manager.connectionCount == 0 && !acceptors.contains { $0.isRetiring } }

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

    init(worker: Worker, socket: consuming FileDescriptor, id: UInt32, service: ListenerService) {
        self.id = id
        self.worker = worker
        self.service = service
        metrics = service.metrics
        workerMetrics = service.workerMetrics
        super.init(loop: worker.loop, listener: socket)
        if let most = service.listener.configuration.mostAcceptsPerWakeUp { acceptsPerWakeUp = Int(most) }
    }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        guard service.admits(worker.proxy) else { return }
        metrics.increment(ListenerMetric.downstreamCxTotal)
        metrics.increase(ListenerMetric.downstreamCxActive)
        workerMetrics.increment(ListenerWorkerMetric.downstreamCxTotal)
        workerMetrics.increase(ListenerWorkerMetric.downstreamCxActive)
        // A transparent socket takes connections to other addresses than its own.
        let isOwn =
            localAddress.ipAddress?.isUnspecified == false && !service.listener.configuration.transparent
        let local: SocketAddress? = isOwn ? localAddress : nil
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote, local: local)
        connection.id = loop.takeConnectionNumber()
        service.manager.adopt(connection)
        connection.start()
    }

    override func acceptedAll(_ count: Int) {
        metrics.record(ListenerMetric.connectionsAcceptedPerSocketEvent, UInt64(count))
    }

    override func acceptFailed(_ code: Int32) {
        metrics.increment(ListenerMetric.downstreamCxOverflow)
    }

    override func retired() { worker.reportIfIdle() }
}
