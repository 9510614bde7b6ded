internal import Configuration
internal import EventLoops
internal import Telemetry

/// Sends statistics to where the configuration wants them, from a thread of its own: however many there are, neither
/// the main loop nor a worker waits for their lines. There is none where nothing is sent.
///
/// Counters and gauges go at the flush interval, or when the admin interface is asked for statistics, and once more at
/// the end; values of histograms go a few milliseconds after they were recorded, since a datagram that a worker sent
/// itself would cost it a system call a request.
// Guard: confinement; what is no constant belongs to `loop`, and `handle` to the main loop.
final class StatisticsFlusher: TimerOwner, @unchecked Sendable {
    private let loop: EventLoop
    private let interval: UInt64?
    private let samples = HistogramSamples()
    private let ledger: StatsdLedger
    private let sinks: [StatsdSink]
    private let valueMetrics: MetricScope
    private var flushTimer: LoopTimer?
    private var valueTimer: LoopTimer?
    private var handle: ThreadHandle?
    private var knownLost: UInt64 = 0

    /// How long values are gathered.
    private static let patience: UInt64 = 5_000_000
    private static let flushKind: UInt8 = 0
    private static let valueKind: UInt8 = 1

    /// Prepares what is configured; values are gathered from here on. Nil where nothing is to be sent.
    ///
    /// - Parameter connect: makes the connections to clusters.
    init?(
        _ configuration: StatisticsConfiguration, registry: MetricRegistry, mainLoop: EventLoop,
        connect: @escaping (String) -> StatsdConnection.Opened?
    ) throws(StartupError) {
        if configuration.sinks.isEmpty { return nil }
        interval = configuration.flushesOnAdmin ? nil : configuration.flushInterval
        registry.handValues(to: samples)
        valueMetrics = registry.scope(prefix: "statsd.", family: StatsdValueMetric.family)
        var sinks: [StatsdSink] = []
        do {
            loop = try EventLoop(name: "statistics")
            for sink in configuration.sinks {
                switch sink.target {
                case .datagrams(let address): sinks.append(try StatsdDatagrams(sink, to: address))
                case .cluster(let name):
                    let metrics = registry.scope(prefix: "statsd.", family: StatsdConnectionMetric.family)
                    let connection = StatsdConnection(to: name, metrics: metrics, connect: connect)
                    sinks.append(StatsdStream(sink, connection: connection, mainLoop: mainLoop))
                }
            }
        } catch {
            throw StartupError(.resource, ["statistics: \(error)"])
        }
        self.sinks = sinks
        ledger = StatsdLedger(registry, samples: samples, hasTags: sinks.contains { $0.tags != .none })
        super.init()
    }

    /// Begins to send. On the main loop.
    func start() throws(SystemError) {
        let loop = loop
        loop.execute { self.begin() }
        handle = try Threads.start(name: "statistics") { loop.run() }
    }

    /// Sends counters and gauges now. From any thread.
    func flushNow() {
        loop.execute { self.flush() }
    }

    /// Sends all once more, and ends. On the main loop.
    func stop() {
        guard let handle = handle.take() else { return }
        loop.execute {
            self.flush()
            self.loop.stop()
        }
        handle.join()
        for sink in sinks { sink.end() }
    }

    private func begin() {
        flushTimer = LoopTimer(loop: loop, owner: self, kind: Self.flushKind)
        valueTimer = LoopTimer(loop: loop, owner: self, kind: Self.valueKind)
        if let interval { flushTimer?.arm(after: interval) }
        samples.whenWaiting { [weak self] in
            guard let self else { return }
            loop.execute { self.valuesWait() }
        }
        // What was recorded before woke nobody.
        valuesWait()
    }

    private func valuesWait() {
        if let valueTimer, !valueTimer.isArmed { valueTimer.arm(after: Self.patience) }
    }

    override func timerFired(_ kind: UInt8) {
        if kind == Self.valueKind { return drainValues() }
        flush()
        if let interval { flushTimer?.arm(after: interval) }
    }

    private func drainValues() {
        ledger.drainValues { metric in for sink in sinks { sink.tell(metric, isAlone: true) } }
        for sink in sinks { sink.settle() }
        noteLost()
    }

    private func flush() {
        drainValues()
        ledger.flush { metric in for sink in sinks { sink.tell(metric, isAlone: false) } }
        for sink in sinks { sink.settle() }
    }

    private func noteLost() {
        let lost = samples.lostCount
        if lost == knownLost { return }
        valueMetrics.block(thread: Self.thread).add(StatsdValueMetric.lost, lost &- knownLost)
        knownLost = lost
    }

    /// The number under which the thread counts; workers and the main loop have small ones.
    private static let thread = 1 << 20
}
