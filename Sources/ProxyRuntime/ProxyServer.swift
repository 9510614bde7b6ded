public import Configuration
public import EventLoops
public import NetworkAddresses
internal import Proxying
internal import RuntimeValues
internal import Synchronization
public import Telemetry
internal import Upstreams

/// A running proxy: main loop, workers, and the way from start to drained exit.
///
/// ```
///   initializing ─▶ live ──SIGTERM──▶ draining: readiness fails, accepting goes on, answers say `connection: close`
///                                         │ a tenth of the drain time
///                                         ▼
///                                     closing: no accepting; idle workers report ──▶ exit 0
///                                         │ drain time over, or a second signal ──▶ close everything, exit 0
///   live ──a later instance serves──▶ handedOver: no accepting; connections end over the drain time; idle workers
///                                         report ──▶ exit 0, as when the parent shutdown time is over
/// ```
/// Confined to the main thread.
public final class ProxyServer {
    /// What `/ready` and `/server_info` tell.
    public enum State: Sendable {
        /// Not all is up yet.
        case initializing
        /// Serving.
        case live
        /// Ending, or taken out of service.
        case draining
    }

    /// The main loop.
    public let loop: EventLoop
    /// What the command line said.
    public let options: ProxyOptions
    /// The node, with the command line's overrides.
    public let node: NodeConfiguration
    /// What is being served.
    public let snapshot: RuntimeSnapshot
    /// All metrics.
    public let registry: MetricRegistry
    /// The fields of the file that no part of the snapshot keeps, as a JSON object.
    public let bootstrapSource: [UInt8]
    /// Which statistics there are.
    public let statistics: StatisticsConfiguration
    /// The application log.
    public let log: Log
    /// The writer of all logs.
    public let logWriter: LogWriter
    /// Where the listeners really listen, in the order of the snapshot.
    public private(set) var listenerAddresses: [SocketAddress] = []
    /// Where they listen as well, in the same order.
    public private(set) var additionalAddresses: [[SocketAddress]] = []
    /// The state.
    public internal(set) var state = State.initializing {
        didSet {
            let number: UInt64 =
                switch state {
                case .live: 0
                case .draining: 1
                case .initializing: 3
                }
            publishedState.value.store(number, ordering: .relaxed)
        }
    }
    /// Values by key, with those of the admin interface.
    public internal(set) var runtime: RuntimeConfiguration
    /// The same values, for those who heed them while they serve.
    let liveRuntime: LiveRuntime
    let publishedState: PublishedState
    /// When the proxy was started, on the loop's clock.
    public let startTime: UInt64
    /// This instance's place among those that take over from each other.
    let hotRestart: HotRestart
    var isHealthFailed = false
    var workers: [Worker] = []
    private var discovery: ClusterDiscovery?
    private var outliers: OutlierDetection?
    var idleWorkers = 0
    var phase = Phase.running
    var deadlineTimer: LoopTimer?
    var delayTimer: LoopTimer?
    var listenerTimer: LoopTimer?
    var statusTimer: LoopTimer?
    var stopsAllListeners = false
    var stoppedListeners: Set<Int> = []
    var boundSockets = BoundSockets()
    var adminSocket: AdminSocket?
    var handoverServer: HandoverServer?
    /// What the next instance knows of the counters here.
    var toldCounters: [String: UInt64] = [:]
    private var signals: SignalSource?
    private var watchdog: Watchdog?
    private var certificateWatch: CertificateWatch?
    private var overloadManager: OverloadManager?
    let relay = ServerRelay()

    enum Phase {
        case running, announced, closing, handedOver, ended
    }

    /// Builds everything and binds all sockets; nothing is served before `run`.
    ///
    /// - Throws: `StartupError` with every port, file and limit that stands in the way.
    public init(
        _ bootstrap: BootstrapConfiguration, options: ProxyOptions, log: Log, logWriter: LogWriter
    ) throws(StartupError) {
        self.options = options
        self.log = log
        self.logWriter = logWriter
        registry = MetricRegistry()
        bootstrapSource = bootstrap.source
        let statistics = bootstrap.statistics
        self.statistics = statistics
        statistics.apply(to: registry, tags: options.statisticsTags)
        publishedState = PublishedState(workers: options.concurrency)
        runtime = bootstrap.runtime
        liveRuntime = LiveRuntime(bootstrap.runtime)
        do { loop = try EventLoop(name: "main") } catch { throw StartupError(.resource, ["main loop: \(error)"]) }
        startTime = loop.now
        hotRestart = options.hotRestart.isEnabled ? try HotRestart(joining: options.hotRestart, log: log) : HotRestart()
        var node = bootstrap.node
        if !options.serviceNode.isEmpty { node.id = options.serviceNode }
        if !options.serviceCluster.isEmpty { node.cluster = options.serviceCluster }
        if !options.serviceZone.isEmpty { node.zone = options.serviceZone }
        self.node = node
        var builder = SnapshotBuilder(
            registry: registry, logWriter: logWriter, workerCount: options.concurrency, runtime: liveRuntime)
        var named = bootstrap
        named.node = node
        snapshot = try builder.build(named)
        relay.server = self
        ServerMetrics.register(in: registry, server: self)
        try makeWorkers()
        RuntimeMetrics.register(in: registry, publishedState)
        publishedState.publish(runtime)
        warnOfUnreadKeys(runtime.keys)
        if !snapshot.overload.monitors.isEmpty { overloadManager = makeOverloadManager() }
    }

    private func makeOverloadManager() -> OverloadManager {
        OverloadManager(
            snapshot.overload, loop: loop, registry: registry, connections: snapshot.connectionLimit,
            publish: { [unowned self] levels in
                for worker in workers { worker.loop.execute { worker.setOverload(levels) } }
            },
            shrink: { [unowned self] in
                for worker in workers { worker.loop.execute { worker.loop.freeIdleStorage() } }
                ProcessMemory.trim()
            })
    }

    private func makeWatchdog() throws(SystemError) -> Watchdog? {
        func scope(_ prefix: String, _ family: MetricFamily, _ labels: [MetricLabel] = []) -> MetricScope {
            registry.scope(prefix: prefix, labels: labels, family: family)
        }
        let main = Watchdog.Group(
            loops: [loop], thresholds: snapshot.watchdogs.mainThread,
            together: scope("main_thread.", WatchdogMetric.mainThread),
            each: [scope("server.main_thread.", WatchdogMetric.serverMainThread)])
        let others = Watchdog.Group(
            loops: workers.map(\.loop), thresholds: snapshot.watchdogs.workers,
            together: scope("workers.", WatchdogMetric.workers),
            each: workers.map { worker in
                scope(
                    "server.worker_\(worker.index).", WatchdogMetric.serverWorker,
                    [MetricLabel("envoy_worker_id", "\(worker.index)")])
            })
        return try Watchdog(groups: [main, others], log: log)
    }

    private func makeWorkers() throws(StartupError) {
        let localAddress = Host.localAddress
        var problems: [String] = []
        for index in 0..<options.concurrency {
            do {
                workers.append(
                    try Worker(
                        index: index, snapshot: snapshot, localAddress: localAddress, logWriter: logWriter,
                        logFlushInterval: options.logFlushMilliseconds &* 1_000_000,
                        connections: publishedState.connections[index], runtime: liveRuntime))
            } catch {
                throw StartupError(.resource, ["worker \(index): \(error)"])
            }
        }
        for listener in snapshot.listeners where !listener.configuration.bindToPort {
            // Others hand connections to it.
            for worker in workers { worker.service(of: listener) }
        }
        for (index, listener) in snapshot.listeners.enumerated() where listener.configuration.bindToPort {
            var addresses: [SocketAddress] = []
            for place in listener.configuration.places {
                switch bind(listener, index, place) {
                case .success(let address): addresses.append(address)
                case .failure(let problem): problems.append(problem.text)
                }
            }
            if let first = addresses.first {
                listenerAddresses.append(first)
                additionalAddresses.append(Array(addresses.dropFirst()))
            }
        }
        if !problems.isEmpty { throw StartupError(.resource, problems) }
    }

    /// Why a listener does not listen.
    private struct BindProblem: Error {
        let text: String
    }

    /// Gives each worker a socket of its own at one place, and all that the instance before had. The address is the
    /// one that was bound.
    private func bind(
        _ listener: ListenerSnapshot, _ index: Int, _ place: ListenerPlace
    ) -> Result<SocketAddress, BindProblem> {
        let configured = ListenerAddress.text(place.address)
        guard var address = ListenerAddress.resolve(place.address) else {
            return .failure(BindProblem(text: "listener '\(listener.name)': '\(configured)' is no address"))
        }
        let options = ListenOptions(listener.configuration, place, at: address)
        let inherited = hotRestart.inherited.takeListener(
            name: listener.name, address: address, configured: configured)
        if let first = inherited.first { address = first.address }
        let sharesPort =
            options.reusePort && !address.isUnix && inherited.allSatisfy { Sockets.sharesPort($0.rawValue) }
        let plan = SocketPlan(workers: workers.count, inherited: inherited.count, sharesPort: sharesPort)
        // The first socket of each worker, for those that share it.
        var firstSockets: [(id: UInt32, descriptor: Int32)] = []
        do {
            for (worker, sources) in zip(workers, plan.workers) {
                for (position, source) in sources.enumerated() {
                    if case .shared(let other) = source {
                        let first = firstSockets[other]
                        if position == 0 { firstSockets.append(first) }
                        try worker.add(listener, socket: .duplicate(of: first.descriptor), id: first.id)
                        continue
                    }
                    let socket = try Self.socket(source, inherited, on: address, options)
                    if let bound = Sockets.localAddress(of: socket.rawValue) { address = bound }
                    let id = boundSockets.add(
                        listener: index, configured: configured, descriptor: socket.rawValue)
                    if position == 0 { firstSockets.append((id, socket.rawValue)) }
                    try worker.add(listener, socket: socket, id: id)
                }
            }
        } catch {
            return .failure(
                BindProblem(text: "listener '\(listener.name)' cannot listen on \(address): \(error)"))
        }
        return .success(address)
    }

    /// A socket that no other worker has: one that was inherited, or a new one.
    private static func socket(
        _ source: SocketPlan.Source, _ inherited: [InheritedSocket], on address: SocketAddress, _ options: ListenOptions
    ) throws(SystemError) -> FileDescriptor {
        guard case .inherited(let number) = source, let taken = inherited[number].take() else {
            return try Sockets.listen(on: address, options: options)
        }
        Sockets.setBacklog(taken.rawValue, options.backlog)
        return taken
    }

    /// Serves until the shutdown is complete.
    public func run() throws(StartupError) {
        SignalSource.ignoreBrokenPipe()
        do {
            signals = try SignalSource(loop: loop, signals: [.terminate, .interrupt, .user1, .hangup]) {
                [unowned self] signal in self.received(signal)
            }
            try discoverEndpoints()
            certificateWatch = try CertificateWatch(
                snapshot.certificateSubjects, secrets: snapshot.secretFiles, loop: loop, log: log)
            for worker in workers { try worker.start(cpu: nil) }
            watchdog = try makeWatchdog()
        } catch {
            throw StartupError(.resource, ["threads: \(error)"])
        }
        becomeLive()
        log.info(.main, "all \(snapshot.listeners.count) listeners are up on \(workers.count) workers")
        loop.run()
        watchdog?.end()
        discovery?.stop()
        outliers?.stop()
        certificateWatch?.stop()
        for worker in workers { worker.end() }
        for worker in workers { worker.join() }
        _ = logWriter.finish(milliseconds: 1_000)
    }

    /// Begins to resolve the names of endpoints, and waits for first answers. Signals and the admin interface are
    /// served meanwhile; clients wait in the kernel's queue.
    private func discoverEndpoints() throws(SystemError) {
        discovery = try ClusterDiscovery(
            snapshot.clusterOrder, workerCount: workers.count, loop: loop, registry: registry, log: log
        ) { [unowned self] cluster in publishEndpoints(of: cluster) }
        discovery?.start()
        while discovery?.isWarmingUp == true && phase == .running { loop.runOnce() }
        outliers = OutlierDetection(
            snapshot.clusterOrder, workerCount: workers.count, loop: loop, events: snapshot.outlierEvents, log: log
        ) { [unowned self] cluster in publishEndpoints(of: cluster) }
        outliers?.start()
    }

    /// Tells the workers that a cluster has another endpoint set.
    private func publishEndpoints(of cluster: Cluster) {
        for worker in workers { worker.loop.execute { worker.proxy.endpointsChanged(of: cluster) } }
    }

    /// Takes a place for a connection of the admin interface among those that are limited over all listeners; false
    /// when there is none.
    public func admitsConnection() -> Bool {
        snapshot.isLimitedByMonitor ? true : snapshot.connectionLimit?.acquire() ?? true
    }

    /// Gives the place of an admitted connection back.
    public func connectionEnded() { if !snapshot.isLimitedByMonitor { snapshot.connectionLimit?.release() } }

    /// From now on this instance is the one that serves.
    private func becomeLive() {
        state = isHealthFailed ? .draining : .live
        loop.refreshClock()
        registry.scope(prefix: "server.", labels: [], family: ServerMetric.family).block(thread: 0)
            .record(ServerMetric.initializationTimeMs, (loop.now &- startTime) / 1_000_000)
        beginHotRestart()
    }
}
