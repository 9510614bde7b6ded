public import Configuration
internal import Discovery
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
///   initializing ──SIGTERM──▶ exit 0, without having served
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
    public internal(set) var snapshot: RuntimeSnapshot
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
    /// Where the listeners with ports really listen, in the order of the snapshot.
    public var listenerAddresses: [SocketAddress] { listeners?.active.compactMap(\.addresses.first) ?? [] }
    /// Where they listen as well, in the same order.
    public var additionalAddresses: [[SocketAddress]] {
        listeners?.active.filter { !$0.addresses.isEmpty }.map { Array($0.addresses.dropFirst()) } ?? []
    }
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
    var upkeep: ClusterUpkeep?
    var feeds: ResourceFeeds?
    /// Tells of files and directories that change.
    let watcher: FileWatcher
    /// What TLS contexts need while they are used.
    var contexts: ContextUpkeep?
    var transport: ClusterTransport?
    /// Obtains this proxy's identity; nil: it needs none, or is not there yet.
    var identity: IdentityAgent?
    /// The cluster through which it does; nil: it needs none.
    let identityCluster: ClusterConfiguration?
    var clusters: ClusterDirectory?
    var listeners: ListenerDirectory?
    var routes: RouteDirectory?
    var runtimeDirectory: RuntimeDirectory?
    /// Of all clusters, and of all listeners.
    var subscriptions: [Subscription] = []
    /// Where resources come from beside the file.
    let dynamic: DynamicResourcesConfiguration
    /// The secrets of the file, to which resources may refer.
    var secrets: [SecretConfiguration]
    let adminSource: [UInt8]?
    let localCluster: String
    /// How the file is read again; nil: it is not.
    var reread: FileReload.Read?
    var fileReload: FileReload?
    /// What became of the configuration so far.
    let historyKeeper = HistoryKeeper()
    /// SIGHUP came before everything was up.
    var isReloadAsked = false
    /// How upstream connections are bound where a cluster does not say it.
    let upstreamBind: BindConfiguration?
    var builder: SnapshotBuilder
    /// Sockets that the workers do not have yet, by the number of their listener.
    var unpublishedSockets: [Int: WorkerSockets] = [:]
    var drainingListeners: [DrainingListener] = []
    var idleWorkers = 0
    /// What runs when logs have been opened anew, one for each time that somebody asked for it.
    var reopenings: [() -> Void] = []
    var phase = Phase.running
    var deadlineTimer: LoopTimer?
    var delayTimer: LoopTimer?
    var listenerTimer: LoopTimer?
    var statusTimer: LoopTimer?
    var stopsAllListeners = false
    var stoppedListeners: Set<Int> = []
    /// Whether listeners were taken out of service: those that come are so from the start. nil: none were.
    var stopsInboundOnly: Bool?
    var boundSockets = BoundSockets()
    var adminSocket: AdminSocket?
    var handoverServer: HandoverServer?
    /// What the next instance knows of the counters here.
    var toldCounters: [String: UInt64] = [:]
    private var signals: SignalSource?
    private var watchdog: Watchdog?
    private var overloadManager: OverloadManager?
    private var memoryKeeper: MemoryKeeper?
    /// Sends statistics; nil: nobody wants them.
    private(set) var statisticsFlusher: StatisticsFlusher?
    let relay = ServerRelay()

    enum Phase {
        case running, announced, closing, handedOver, ended
    }

    /// Builds everything and binds all sockets; nothing is served before `run`.
    ///
    /// - Throws: `StartupError` with every port, file and limit that stands in the way.
    public init(
        _ bootstrap: consuming BootstrapConfiguration, options: ProxyOptions, log: Log, logWriter: LogWriter
    ) throws(StartupError) {
        self.options = options
        self.log = log
        self.logWriter = logWriter
        registry = MetricRegistry()
        bootstrapSource = bootstrap.source
        let statistics = bootstrap.statistics
        self.statistics = statistics
        statistics.apply(to: registry, tags: options.statisticsTags)
        publishedState = PublishedState(workers: options.concurrency, tellsUsedClusters: bootstrap.defersClusters)
        runtime = bootstrap.runtime
        liveRuntime = LiveRuntime(bootstrap.runtime)
        do { loop = try EventLoop(name: "main") } catch { throw StartupError(.resource, ["main loop: \(error)"]) }
        startTime = loop.now
        statisticsFlusher = try StatisticsFlusher(statistics, registry: registry, mainLoop: loop) { [relay] in
            relay.server?.transport?.connect(to: $0)
        }
        watcher = FileWatcher(on: loop)
        hotRestart = options.hotRestart.isEnabled ? try HotRestart(joining: options.hotRestart, log: log) : HotRestart()
        var node = bootstrap.node
        if !options.serviceNode.isEmpty { node.id = options.serviceNode }
        if !options.serviceCluster.isEmpty { node.cluster = options.serviceCluster }
        if !options.serviceZone.isEmpty { node.zone = options.serviceZone }
        self.node = node
        try Self.checkSinks(statistics, node)
        identityCluster = try options.identity.map(IdentityResources.makeCluster)
        try Self.checkSources(of: bootstrap)
        if let identityCluster { try Self.add(identityCluster, to: &bootstrap) }
        dynamic = bootstrap.dynamic
        secrets = bootstrap.secrets
        adminSource = bootstrap.admin?.source
        localCluster = bootstrap.localCluster
        upstreamBind = bootstrap.upstreamBind
        var builder = SnapshotBuilder(
            registry: registry, logWriter: logWriter, workerCount: options.concurrency, runtime: liveRuntime)
        bootstrap.node = node
        snapshot = try builder.build(bootstrap)
        self.builder = builder
        publishedState.publish(snapshot)
        relay.server = self
        ServerMetrics.register(in: registry, server: self)
        try makeWorkers()
        RuntimeMetrics.register(in: registry, publishedState)
        publishedState.publish(runtime)
        warnOfUnreadKeys(runtime.keys)
        if !snapshot.overload.monitors.isEmpty { overloadManager = makeOverloadManager() }
        memoryKeeper = MemoryKeeper(loop: loop, workers: workers.map(\.loop))
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
                        connections: publishedState.connections[index], runtime: liveRuntime,
                        usedClusters: publishedState.usedClusters?[index]))
            } catch {
                throw StartupError(.resource, ["worker \(index): \(error)"])
            }
        }
        let directory = makeListenerDirectory()
        listeners = directory
        for (number, listener) in snapshot.listeners.enumerated() {
            do throws(StartupError) {
                let addresses = try bind(listener, number: number)
                if let sockets = unpublishedSockets.removeValue(forKey: number) {
                    for worker in workers {
                        try install(listener, sockets.take(for: worker.index), on: worker)
                    }
                }
                directory.add(static: listener, number: number, addresses: addresses)
            } catch {
                problems += error.messages
            }
        }
        if !problems.isEmpty { throw StartupError(.resource, problems) }
    }

    private func install(
        _ listener: ListenerSnapshot, _ sockets: [(id: UInt32, descriptor: Int32)], on worker: Worker
    ) throws(StartupError) {
        do { try worker.install(listener, sockets: sockets) } catch {
            throw StartupError(.resource, ["listener '\(listener.name)': \(error)"])
        }
    }

    /// What became of the configuration so far, for the admin interface.
    public var history: ConfigurationHistory { historyKeeper.history }

    /// Serves until the shutdown is complete.
    public func run() throws(StartupError) {
        SignalSource.ignoreBrokenPipe()
        do {
            signals = try SignalSource(loop: loop, signals: [.terminate, .interrupt, .user1, .hangup]) {
                [unowned self] signal in self.received(signal)
            }
        } catch {
            throw StartupError(.resource, ["signals: \(error)"])
        }
        try discover()
        // Told to end before it served: whoever served before goes on, and nobody is served here.
        if phase == .running { try serve() } else { end() }
        endDiscovery()
        contexts?.stop()
        watcher.close()
        for worker in workers { worker.end() }
        for worker in workers { worker.join() }
        _ = logWriter.finish(milliseconds: 3_000)
    }

    private func serve() throws(StartupError) {
        do {
            for worker in workers { try worker.start(cpu: nil) }
            watchdog = try makeWatchdog()
            try statisticsFlusher?.start()
        } catch {
            throw StartupError(.resource, ["threads: \(error)"])
        }
        becomeLive()
        beginReloads()
        log.info(.main, "listeners up: \(snapshot.listeners.count); workers: \(workers.count)")
        loop.run()
        watchdog?.end()
        statisticsFlusher?.stop()
    }

    /// Sends statistics to where they are wanted, if anywhere.
    public func flushStatistics() { statisticsFlusher?.flushNow() }

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
