internal import Configuration
internal import EventLoops
internal import Filters
internal import NetworkAddresses
internal import Proxying
internal import RuntimeValues
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
    private let connectionLimit: ConnectionLimit?
    /// Whether that is the overload manager's.
    private let isLimitedByMonitor: Bool
    /// How timeouts are reduced, at whatever strength.
    private var timeoutReduction: TimeoutReduction
    private var thread: ThreadHandle?
    private var isDraining = false
    /// Whether the proxy is out of service, so that every answer ends its connection.
    private(set) var endsConnections = false
    private var reportIdle: (@Sendable (Int) -> Void)?

    init(
        index: Int, snapshot: RuntimeSnapshot, localAddress: IPAddress, logWriter: LogWriter, logFlushInterval: UInt64,
        connections: ConnectionCount, runtime: LiveRuntime, usedClusters: UsedClusters?
    ) throws(SystemError) {
        self.index = index
        connectionLimit = snapshot.connectionLimit
        isLimitedByMonitor = snapshot.isLimitedByMonitor
        timeoutReduction = TimeoutReduction(snapshot.overload)
        loop = try EventLoop(name: "worker-\(index)")
        loop.numberConnections(from: UInt64(index) + 1)
        proxy = ProxyWorker(
            index: index, loop: loop, clusters: snapshot.clusters, localAddress: localAddress, logWriter: logWriter,
            logFlushInterval: logFlushInterval, seed: UInt64.random(in: 1 ... .max), connections: connections,
            runtime: runtime, usedClusters: usedClusters)
    }

    /// Adds a listening socket; a listener may have several. Before `start`.
    func add(_ listener: ListenerSnapshot, socket: consuming FileDescriptor, id: UInt32) throws(SystemError) {
        let service = service(of: listener)
        if let udp = listener.udp {
            let receiver = UDPListener(udp, socket: socket, worker: self)
            try receiver.start()
            service.receivers.append(receiver)
            return
        }
        let acceptor = WorkerListener(service: service, socket: socket, id: id)
        try acceptor.start()
        if proxy.overload.stopsConnections && !listener.configuration.bypassesOverload { acceptor.pause() }
        service.acceptors.append(acceptor)
    }

    /// The worker's part of a listener, made when it is first asked for. One that ends has still to take what was under
    /// way to it.
    @discardableResult
    func service(of listener: ListenerSnapshot) -> ListenerService {
        let known = services.first { !$0.isEnding && $0.serves(listener) } ?? services.first { $0.serves(listener) }
        if let known { return known }
        let service = ListenerService(listener: listener, worker: self)
        services.append(service)
        return service
    }

    /// The limit of all connections, where those of a listener count for it; nil: there is none.
    func globalLimit(of listener: ListenerConfiguration) -> ConnectionLimit? {
        let isExempt = listener.ignoresGlobalConnectionLimit || (isLimitedByMonitor && listener.bypassesOverload)
        return isExempt ? nil : connectionLimit
    }

    /// The listener of an address that a client wanted to go to: the one of exactly that address, else the one of its
    /// port on all addresses.
    func service(at destination: SocketAddress) -> ListenerService? {
        services.first { !$0.isEnding && $0.listens(at: destination) }
            ?? services.first { !$0.isEnding && $0.listensEverywhere(at: destination) }
    }

    // MARK: - Listeners that come, change and go

    /// Adds a listener with sockets that no other worker has. Runs on the worker, or before it is started.
    func install(_ listener: ListenerSnapshot, sockets: [(id: UInt32, descriptor: Int32)]) throws(SystemError) {
        // Others may hand connections to one that has no socket.
        service(of: listener)
        for (id, descriptor) in sockets { try add(listener, socket: FileDescriptor(owning: descriptor), id: id) }
    }

    /// Lets a listener take the place of one with the same sockets. Connections of filter chains that are in both go
    /// on; others end politely over so many nanoseconds. Runs on the worker.
    func replace(_ old: ListenerSnapshot, by new: ListenerSnapshot, over duration: UInt64) {
        guard let service = services.first(where: { $0.listener === old && !$0.isEnding }) else { return }
        service.replace(by: new, over: Self.timeToTell(of: duration))
    }

    /// Stops a listener: what it has accepted ends politely over so many nanoseconds. Runs on the worker.
    func remove(_ listener: ListenerSnapshot, shared: Set<UInt32>, over duration: UInt64) {
        guard let service = services.first(where: { $0.listener === listener && !$0.isEnding }) else { return }
        service.isEnding = true
        service.retire(except: shared)
        service.drain(over: Self.timeToTell(of: duration))
    }

    /// How long connections are told to end, of the time after which they are closed: who is told last still gets the
    /// answer that is under way.
    private static func timeToTell(of duration: UInt64) -> UInt64 { duration / 4 &* 3 }

    /// The time is over for what drains: it is closed and forgotten. Runs on the worker.
    func closeDrained(_ generation: ListenerSnapshot) {
        for service in services { service.closeDrained(generation) }
        forgetServices()
    }

    /// Lets go of listeners that are over once nothing of them is left. Whoever tells so may be a part of one.
    private func forgetServices() {
        guard services.contains(where: { $0.isOver }) else { return }
        loop.execute { self.services.removeAll { $0.isOver && $0.isIdle } }
    }

    /// The settings of a connection manager have others in their place: its next requests take them. Runs on the
    /// worker.
    func settingsChanged(of source: ConnectionManagerSource) {
        for service in services { service.settingsChanged(of: source) }
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
        endsConnections = ends
        proxy.isServerFailing = ends
        for service in services { service.setEndsConnections(ends) }
    }

    /// Takes measures against overload, or no longer so. Runs on the worker.
    func setOverload(_ levels: OverloadLevels) {
        let stopped = proxy.overload.stopsConnections
        proxy.overload = levels
        timeoutReduction.strength = levels.reducesTimeouts
        loop.setTimeoutReduction(timeoutReduction)
        if levels.stopsConnections == stopped { return }
        for service in services where !service.bypassesOverload {
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

    /// Hands all lines of logs to their writer and reports that. From any thread; runs on the worker.
    func flushLogs(report: @escaping @Sendable () -> Void) {
        loop.execute {
            self.proxy.flushLogs()
            report()
        }
    }

    func reportIfIdle() {
        forgetServices()
        guard let reportIdle, !proxy.isFlushing, services.allSatisfy({ $0.isIdle }) else { return }
        self.reportIdle = nil
        proxy.flushLogs()
        reportIdle(index)
    }

    /// Lets the worker close whatever is left, hand over its last log lines and end its thread. From any thread.
    func end() {
        // One task, so that no line is lost to a loop that stops first.
        loop.execute {
            for service in self.services { for end in service.allEnds { end.closeAll() } }
            self.proxy.flushLogs()
            self.loop.stop()
        }
    }

    /// Waits for the thread; after `end`.
    func join() {
        if let thread = thread.take() { thread.join() }
    }
}
