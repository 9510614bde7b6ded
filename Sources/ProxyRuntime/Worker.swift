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
    private var listeners: [WorkerListener] = []
    private var thread: ThreadHandle?
    private var isDraining = false
    private var reportIdle: (@Sendable (Int) -> Void)?

    init(index: Int, snapshot: RuntimeSnapshot, localAddress: IPAddress, logWriter: LogWriter) throws(SystemError) {
        self.index = index
        loop = try EventLoop(name: "worker-\(index)")
        proxy = ProxyWorker(
            index: index, loop: loop, clusters: snapshot.clusters, localAddress: localAddress, logWriter: logWriter,
            seed: UInt64.random(in: 1 ... .max))
    }

    /// Adds a listening socket. Before `start`.
    func add(_ listener: ListenerSnapshot, socket: consuming FileDescriptor) throws(SystemError) {
        let manager = HTTPConnectionManager(settings: listener.manager, worker: proxy)
        let acceptor = WorkerListener(loop: loop, socket: socket, listener: listener, manager: manager, worker: index)
        try acceptor.start()
        listeners.append(acceptor)
    }

    func start(cpu: Int?) throws(SystemError) {
        let loop = self.loop
        thread = try Threads.start(name: "wrk:\(index)", cpu: cpu) { loop.run() }
    }

    /// Ends connections politely, over so many nanoseconds or, if it is 0, each with its next answer. Runs on the
    /// worker.
    func announceDrain(inboundOnly: Bool, over duration: UInt64) {
        for listener in listeners where !inboundOnly || listener.isInbound { listener.manager.drain(over: duration) }
    }

    /// Lets every answer end its connection, or no longer so. Runs on the worker.
    func setEndsConnections(_ ends: Bool) {
        for listener in listeners { listener.manager.setEndsConnections(ends) }
    }

    /// Stops accepting and leaves connections alone. Runs on the worker.
    func stopListening(inboundOnly: Bool) {
        for listener in listeners where !inboundOnly || listener.isInbound { listener.close() }
    }

    /// Stops accepting and reports once the last connection has gone. Runs on the worker.
    func finish(report: @escaping @Sendable (Int) -> Void) {
        isDraining = true
        reportIdle = report
        for listener in listeners {
            listener.close()
            listener.manager.drain()
        }
        proxy.onConnectionClosed = { [unowned self] in self.reportIfIdle() }
        reportIfIdle()
    }

    private func reportIfIdle() {
        guard let reportIdle, listeners.allSatisfy({ $0.manager.connectionCount == 0 }) else { return }
        self.reportIdle = nil
        proxy.flushLogs()
        reportIdle(index)
    }

    /// Lets the worker close whatever is left, hand over its last log lines and end its thread. From any thread.
    func end() {
        // One task, so that no line is lost to a loop that stops first.
        loop.execute {
            for listener in self.listeners { listener.manager.closeAll() }
            self.proxy.flushLogs()
            self.loop.stop()
        }
    }

    /// Waits for the thread; after `end`.
    func join() {
        if let thread = thread.take() { thread.join() }
    }
}

/// One worker's socket of one listener: hands accepted connections to the connection manager.
final class WorkerListener: Acceptor {
    let manager: HTTPConnectionManager
    private let listener: ListenerSnapshot
    private let metrics: MetricWriter
    private var nextID: UInt64

    init(
        loop: EventLoop, socket: consuming FileDescriptor, listener: ListenerSnapshot, manager: HTTPConnectionManager,
        worker: Int
    ) {
        self.manager = manager
        self.listener = listener
        metrics = listener.metrics.writer(thread: worker)
        nextID = UInt64(worker)
        super.init(loop: loop, listener: socket)
    }

    /// Whether it serves what comes in to the local service.
    var isInbound: Bool { listener.configuration.trafficDirection == .inbound }

    override func accepted(_ descriptor: consuming FileDescriptor, remote: SocketAddress) {
        metrics.increment(ListenerMetric.downstreamCxTotal)
        let local: SocketAddress? = localAddress.ipAddress?.isUnspecified == false ? localAddress : nil
        let connection = Connection(loop: loop, descriptor: descriptor, remote: remote, local: local)
        connection.id = nextID
        nextID &+= 1 << 8
        manager.adopt(connection)
        connection.start()
    }

    override func acceptFailed(_ code: Int32) {
        metrics.increment(ListenerMetric.downstreamCxOverflow)
    }
}
