internal import Configuration
internal import EventLoops
internal import Telemetry

/// Reads the configuration file of a running proxy again and applies what differs (SIGHUP, `--watch`). Confined to the
/// main loop; files are read on a thread of their own.
///
/// ```
///   asked ─▶ reading ─wrong──▶ told; nothing changes
///               └─right─▶ clusters that are new or differ warm up ─▶ listeners likewise ─▶ clusters that are gone end
/// ```
/// So nothing that is used goes before what takes its place is there. Another question meanwhile begins anew.
final class FileReload: TimerOwner {
    /// What the file says, or what is wrong with it.
    typealias Read = @Sendable () -> (bootstrap: BootstrapConfiguration?, complaints: [String])

    /// How it reaches what it does not own.
    struct Surroundings {
        let clusters: ClusterDirectory
        let listeners: ListenerDirectory
        /// Takes what is neither a cluster nor a listener; what of it takes a new start.
        let takeRest: (BootstrapConfiguration) -> [String]
        /// The name of the cluster that this proxy is one of; others look at it, so that it stays.
        let localCluster: String
    }

    private let surroundings: Surroundings
    private let read: Read
    private let loop: EventLoop
    private let log: Log
    private let keeper: HistoryKeeper
    private let metrics: MetricScope
    private let timer: LoopTimer
    private var quiet: QuietPeriod
    private var isReading = false
    private var isAskedAgain = false
    /// The number of the reload that is under way; one before it does not go on.
    private var generation = 0

    /// Does nothing before it is asked to.
    init(
        _ surroundings: Surroundings, registry: MetricRegistry, loop: EventLoop, log: Log, history: HistoryKeeper,
        read: @escaping Read
    ) {
        self.surroundings = surroundings
        self.read = read
        self.loop = loop
        self.log = log
        keeper = history
        metrics = registry.scope(prefix: "server.", labels: [], family: ReloadMetric.family)
        timer = LoopTimer(loop: loop)
        quiet = QuietPeriod(timer, quiet: 100_000_000)
        super.init()
        timer.owner = self
    }

    /// Something where the file lies has changed.
    func fileMayHaveChanged() { quiet.noteChange() }

    override func timerFired(_ kind: UInt8) { reload() }

    /// Reads and applies the file.
    func reload() {
        if isReading {
            isAskedAgain = true
            return
        }
        isReading = true
        let door = LoopBound(
            { [weak self] (bootstrap: BootstrapConfiguration?, complaints: [String]) in
                self?.hasRead(bootstrap, complaints) ?? ()
            }, loop: loop)
        do {
            _ = try Threads.start(name: "reload") { [read, loop] in
                let (bootstrap, complaints) = read()
                loop.execute { door.value(bootstrap, complaints) }
            }
        } catch {
            hasRead(nil, ["the file cannot be read again: \(error)"])
        }
    }

    /// Applies nothing any more.
    func stop() {
        timer.cancel()
        generation += 1
        isAskedAgain = false
    }

    private func hasRead(_ bootstrap: BootstrapConfiguration?, _ complaints: [String]) {
        isReading = false
        for complaint in complaints { log.warning(.config, complaint) }
        if let bootstrap {
            apply(bootstrap)
        } else {
            metrics.block(thread: 0).increment(ReloadMetric.failure)
            log.error(.config, "the configuration in use stays: the file is not right")
            keeper.history.refused("the file", version: "", complaints)
        }
        ProcessMemory.trim()
        if isAskedAgain {
            isAskedAgain = false
            reload()
        }
    }

    // MARK: - Steps

    private func apply(_ bootstrap: BootstrapConfiguration) {
        generation += 1
        let number = generation
        for text in surroundings.takeRest(bootstrap) { log.warning(.config, text) }
        var changed: Set<String> = []
        let next = bootstrap.clusters.filter { $0.name != surroundings.localCluster }
        let reasons = surroundings.clusters.update(static: next, changed: &changed)
        let count = changed.count
        surroundings.clusters.whenWarm(changed) { [weak self] in
            guard let self, generation == number else { return }
            applyListeners(bootstrap, number, clusters: count, reasons)
        }
    }

    private func applyListeners(
        _ bootstrap: BootstrapConfiguration, _ number: Int, clusters: Int, _ reasons: [String]
    ) {
        var changed: Set<String> = []
        let reasons = reasons + surroundings.listeners.update(static: bootstrap.listeners, changed: &changed)
        let count = changed.count
        surroundings.listeners.whenWarm(changed) { [weak self] in
            guard let self, generation == number else { return }
            let names = Set(bootstrap.clusters.map(\.name)).union([surroundings.localCluster])
            let gone = surroundings.clusters.removeStatic(except: names)
            finish(clusters: clusters + gone, listeners: count, reasons)
        }
    }

    private func finish(clusters: Int, listeners: Int, _ reasons: [String]) {
        for reason in reasons { log.warning(.config, "what is there stays: \(reason)") }
        metrics.block(thread: 0).increment(reasons.isEmpty ? ReloadMetric.success : .failure)
        if !reasons.isEmpty { keeper.history.refused("the file", version: "", reasons) }
        log.info(.config, "the configuration was read again: \(clusters) clusters and \(listeners) listeners changed")
    }

    /// Counters of our own, which exist once they were needed.
    private enum ReloadMetric: Int, MetricIndex {
        case success, failure

        var declaration: MetricDeclaration {
            switch self {
            case .success: .counter("config_reload_success", existence: .onceUsed)
            case .failure: .counter("config_reload_failure", existence: .onceUsed)
            }
        }

        static let family = makeFamily(extractedPrefix: "server.")
    }
}
