public import Configuration
public import EventLoops
public import NetworkAddresses
internal import Proxying
internal import Synchronization
public import Telemetry

/// A running proxy: main loop, workers, and the way from start to drained exit.
///
/// ```
///   initializing ─▶ live ──SIGTERM──▶ draining: readiness fails, accepting goes on, answers say `connection: close`
///                                         │ a tenth of the drain time
///                                         ▼
///                                     closing: no accepting; idle workers report ──▶ exit 0
///                                         │ drain time over, or a second signal ──▶ close everything, exit 0
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
    /// The application log.
    public let log: Log
    /// The writer of all logs.
    public let logWriter: LogWriter
    /// Where the listeners really listen, in the order of the snapshot.
    public private(set) var listenerAddresses: [SocketAddress] = []
    /// The state.
    public private(set) var state = State.initializing {
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
    let publishedState = PublishedState()
    /// When the proxy was started, on the loop's clock.
    public let startTime: UInt64
    private var isHealthFailed = false
    private var workers: [Worker] = []
    private var discovery: ClusterDiscovery?
    private var idleWorkers = 0
    private var phase = Phase.running
    private var deadlineTimer: LoopTimer?
    private var delayTimer: LoopTimer?
    private var listenerTimer: LoopTimer?
    private var stopsAllListeners = false
    private var stoppedListeners: Set<Int> = []
    private var signals: SignalSource?
    private let relay = ShutdownRelay()

    private enum Phase {
        case running, announced, closing, ended
    }

    /// Hands the shutdown's timers on.
    private final class ShutdownRelay: TimerOwner {
        unowned var server: ProxyServer?
        static let stopListening: UInt8 = 2
        override func timerFired(_ kind: UInt8) {
            switch kind {
            case 0: server?.closeListeners()
            case Self.stopListening: server?.drainedListeners()
            default: server?.end()
            }
        }
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
        do { loop = try EventLoop(name: "main") } catch { throw StartupError(.resource, ["main loop: \(error)"]) }
        startTime = loop.now
        var node = bootstrap.node
        if !options.serviceNode.isEmpty { node.id = options.serviceNode }
        if !options.serviceCluster.isEmpty { node.cluster = options.serviceCluster }
        if !options.serviceZone.isEmpty { node.zone = options.serviceZone }
        self.node = node
        var builder = SnapshotBuilder(registry: registry, logWriter: logWriter, workerCount: options.concurrency)
        snapshot = try builder.build(bootstrap)
        relay.server = self
        ServerMetrics.register(in: registry, server: self)
        try makeWorkers()
    }

    private func makeWorkers() throws(StartupError) {
        let localAddress = Host.localAddress
        var problems: [String] = []
        for index in 0..<options.concurrency {
            do {
                workers.append(
                    try Worker(index: index, snapshot: snapshot, localAddress: localAddress, logWriter: logWriter))
            } catch {
                throw StartupError(.resource, ["worker \(index): \(error)"])
            }
        }
        for listener in snapshot.listeners where listener.configuration.bindToPort {
            if let problem = bind(listener) { problems.append(problem) }
        }
        if !problems.isEmpty { throw StartupError(.resource, problems) }
    }

    /// Gives each worker a socket of its own; nil when all is well.
    private func bind(_ listener: ListenerSnapshot) -> String? {
        guard var address = ListenerAddress.resolve(listener.address) else {
            return "listener '\(listener.name)': '\(ListenerAddress.text(listener.address))' is no address"
        }
        var options = ListenOptions()
        options.backlog = Int32(clamping: listener.configuration.backlog)
        options.reusePort = listener.configuration.reusePort
        if case .pipe(let pipe) = listener.address, pipe.mode != 0 { options.unixMode = pipe.mode }
        let shares = options.reusePort && !address.isUnix
        do {
            let first = try Sockets.listen(on: address, options: options)
            if let bound = Sockets.localAddress(of: first.rawValue) { address = bound }
            for worker in workers.dropFirst() {
                let socket = try shares ? Sockets.listen(on: address, options: options) : first.duplicate()
                try worker.add(listener, socket: socket)
            }
            try workers[0].add(listener, socket: first)
        } catch {
            return "listener '\(listener.name)' cannot listen on \(address): \(error)"
        }
        listenerAddresses.append(address)
        return nil
    }

    /// Serves until the shutdown is complete.
    public func run() throws(StartupError) {
        SignalSource.ignoreBrokenPipe()
        do {
            signals = try SignalSource(loop: loop, signals: [.terminate, .interrupt, .user1, .hangup]) {
                [unowned self] signal in self.received(signal)
            }
            try discoverEndpoints()
            for worker in workers { try worker.start(cpu: nil) }
        } catch {
            throw StartupError(.resource, ["threads: \(error)"])
        }
        state = isHealthFailed ? .draining : .live
        log.info(.main, "all \(snapshot.listeners.count) listeners are up on \(workers.count) workers")
        loop.run()
        discovery?.stop()
        for worker in workers { worker.end() }
        for worker in workers { worker.join() }
        _ = logWriter.finish(milliseconds: 1_000)
    }

    /// Begins to resolve the names of endpoints, and waits for first answers. Signals and the admin interface are
    /// served meanwhile; clients wait in the kernel's queue.
    private func discoverEndpoints() throws(SystemError) {
        discovery = try ClusterDiscovery(
            snapshot.clusterOrder, workerCount: workers.count, loop: loop, registry: registry, log: log
        ) { [unowned self] cluster in
            for worker in self.workers { worker.loop.execute { worker.proxy.endpointsChanged(of: cluster) } }
        }
        discovery?.start()
        while discovery?.isWarmingUp == true && phase == .running { loop.runOnce() }
    }

    // MARK: - Orders

    /// Takes the proxy out of service, or back (`/healthcheck/fail`, `/healthcheck/ok`). While it is out, every answer
    /// ends its connection, so that clients come to know.
    public func setHealth(failed: Bool) {
        isHealthFailed = failed
        if phase == .running && state != .initializing { state = failed ? .draining : .live }
        for worker in workers { worker.loop.execute { worker.setEndsConnections(failed) } }
    }

    /// Opens all log files anew (SIGUSR1, `/reopen_logs`).
    public func reopenLogs() {
        for error in logWriter.reopen() {
            log.error(.file, "log '\(error.path)' cannot be opened anew: \(error.reason)")
        }
    }

    /// Takes listeners out of service without ending the proxy (`/drain_listeners`). Readiness stays as it is, and open
    /// connections live on.
    ///
    /// - Parameter inboundOnly: leaves listeners alone that are not marked as inbound.
    /// - Parameter graceful: ends connections politely first, over the drain time or all with their next answers as
    ///   `--drain-strategy` says, and stops listening when the drain time is over.
    /// - Parameter keepsListening: ends connections politely and stops nothing; `graceful` has no effect then.
    public func drainListeners(inboundOnly: Bool, graceful: Bool, keepsListening: Bool) {
        if graceful || keepsListening {
            let duration = options.drainsGradually ? options.drainSeconds &* 1_000_000_000 : 0
            for worker in workers {
                worker.loop.execute { worker.announceDrain(inboundOnly: inboundOnly, over: duration) }
            }
        }
        if keepsListening { return }
        guard graceful else {
            stopListening(inboundOnly: inboundOnly)
            return
        }
        // A second call that asks for more only widens what the first one's timer will stop.
        stopsAllListeners = stopsAllListeners || !inboundOnly
        if listenerTimer != nil { return }
        let timer = LoopTimer(loop: loop, owner: relay, kind: ShutdownRelay.stopListening)
        timer.arm(after: options.drainSeconds &* 1_000_000_000)
        listenerTimer = timer
    }

    private func drainedListeners() {
        listenerTimer = nil
        stopListening(inboundOnly: !stopsAllListeners)
        stopsAllListeners = false
    }

    private func stopListening(inboundOnly: Bool) {
        guard phase == .running || phase == .announced else { return }
        for worker in workers { worker.loop.execute { worker.stopListening(inboundOnly: inboundOnly) } }
        let metrics = registry.scope(prefix: "listener_manager.", labels: [], family: ListenerManagerMetric.family)
            .block(thread: 0)
        for (index, listener) in snapshot.listeners.enumerated()
        where !inboundOnly || listener.configuration.trafficDirection == .inbound {
            if stoppedListeners.insert(index).inserted { metrics.increment(ListenerManagerMetric.listenerStopped) }
        }
    }

    /// Begins the shutdown; called again, ends it at once (SIGTERM, `/quitquitquit`).
    public func shutdown(immediately: Bool = false) {
        switch phase {
        case .running where !immediately:
            phase = .announced
            state = .draining
            log.info(.main, "draining for at most \(options.drainSeconds) s")
            let total = options.drainSeconds &* 1_000_000_000
            for worker in workers { worker.loop.execute { worker.announceDrain(inboundOnly: false, over: 0) } }
            let delay = LoopTimer(loop: loop, owner: relay, kind: 0)
            delay.arm(after: total / 10)
            delayTimer = delay
            let deadline = LoopTimer(loop: loop, owner: relay, kind: 1)
            deadline.arm(after: total)
            deadlineTimer = deadline
        case .running, .announced, .closing:
            end()
        case .ended: break
        }
    }

    private func closeListeners() {
        guard phase == .announced else { return }
        phase = .closing
        for worker in workers {
            let loop = self.loop
            let report: @Sendable (Int) -> Void = { [relay = Relayed(relay)] _ in
                loop.execute { relay.value.server?.workerIsIdle() }
            }
            worker.loop.execute { worker.finish(report: report) }
        }
    }

    private func workerIsIdle() {
        idleWorkers += 1
        if idleWorkers == workers.count { end() }
    }

    private func end() {
        if phase == .ended { return }
        phase = .ended
        delayTimer?.cancel()
        deadlineTimer?.cancel()
        log.info(.main, "exiting")
        loop.stop()
    }

    private func received(_ signal: Signal) {
        switch signal {
        case .terminate: shutdown()
        case .interrupt:
            let wasRunning = phase == .running
            shutdown()
            // Somebody sits at the keyboard: no readiness probe has to notice first.
            if wasRunning { closeListeners() }
        case .user1: reopenLogs()
        case .hangup: log.info(.main, "SIGHUP is ignored")
        case .user2: break
        }
    }

    /// Carries the relay through closures that run on the main loop again.
    private struct Relayed: @unchecked Sendable {  // Guarded by the main loop: only closures that run there read it.
        let value: ShutdownRelay
        init(_ value: ShutdownRelay) { self.value = value }
    }
}
