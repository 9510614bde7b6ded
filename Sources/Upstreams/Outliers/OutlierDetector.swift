internal import Configuration
public import EventLoops
internal import Telemetry

/// Ejects a cluster's endpoints that answer badly, and takes them back. Confined to the main loop.
///
/// ```
///   monitors ── a row of errors is complete ──▶ detected ─┐
///   interval ── rates of the last interval ───▶ detected ─┴─▶ room below the cap? enforced? ──▶ ejected
///   interval ── ejected for long enough ──▶ taken back
///   monitors ── its health check succeeds ──▶ taken back
/// ```
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/upstream/outlier
public final class OutlierDetector: TimerOwner {
    /// The cluster.
    public let cluster: Cluster
    private let rules: OutlierRules
    private let reports: OutlierReports
    private let loop: EventLoop
    private let metrics: MetricWriter
    private let events: OutlierEventLog?
    private let changed: (Cluster) -> Void
    private let timer: LoopTimer
    private var random: FastRandom
    private var records: [ObjectIdentifier: Record] = [:]

    /// What the detector remembers of an endpoint.
    private struct Record {
        var endpoint: Endpoint
        /// Ejections so far.
        var ejections: UInt32 = 0
        /// By how much an ejection is longer than the first one.
        var multiplier: UInt64 = 0
        var ejectedAt: UInt64?
        var returnedAt: UInt64?
        var jitter: UInt64 = 0
        /// The counts at the end of the last interval.
        var volume = OutlierVolume()
        var localVolume = OutlierVolume()
    }

    /// Prepares a cluster; nil when it does not detect outliers.
    ///
    /// - Parameter thread: the number under which the main loop counts; no worker has it.
    /// - Parameter changed: endpoints were ejected or taken back, which the workers are to be told.
    public init?(
        _ cluster: Cluster, loop: EventLoop, thread: Int, events: OutlierEventLog?, seed: UInt64,
        changed: @escaping (Cluster) -> Void
    ) {
        guard let reports = cluster.outliers, let scope = cluster.outlierMetrics else { return nil }
        self.cluster = cluster
        self.reports = reports
        rules = reports.rules
        self.loop = loop
        self.events = events
        self.changed = changed
        metrics = scope.writer(thread: thread)
        random = FastRandom(seed: seed)
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        // The cluster may be gone when a worker's report comes.
        let detector = LoopReference(self, loop: loop)
        reports.connect { monitor, report in
            loop.execute { detector.object?.take(report, from: monitor) }
        }
    }

    /// Begins.
    public func start() {
        collect()
        timer.arm(after: rules.interval)
    }

    /// Ends.
    public func stop() { timer.cancel() }

    /// Why nobody can ever be ejected; nil when somebody can.
    public var inertness: String? {
        let count = cluster.allEndpoints.count
        guard count > 0, !rules.configuration.alwaysEjectsOne,
            100.0 / Double(count) > Double(rules.maxEjectionPercent)
        else { return nil }
        return "one of \(count) endpoints is more than max_ejection_percent (\(rules.maxEjectionPercent) %)"
    }

    /// Takes note of endpoints that have come or gone.
    public func collect() {
        var next: [ObjectIdentifier: Record] = [:]
        for endpoint in cluster.allEndpoints {
            guard let monitor = endpoint.outlier else { continue }
            let id = ObjectIdentifier(monitor)
            var record = records[id] ?? Record(endpoint: endpoint)
            // One that moves keeps its monitor.
            record.endpoint = endpoint
            next[id] = record
        }
        records = next
        countActive()
    }

    private var active: Int { records.values.count { $0.endpoint.isEjected } }

    private func countActive() { metrics.set(OutlierMetric.active, UInt64(active)) }

    // MARK: - Ejecting

    private func take(_ report: OutlierReports.Report, from monitor: OutlierMonitor) {
        collect()
        let id = ObjectIdentifier(monitor)
        guard let record = records[id] else { return }
        switch report {
        case .rowComplete(let kind): rowComplete(record, monitor, kind)
        case .foundWell:
            let flags = record.endpoint.healthFlags
            if flags.contains(.ejected) && !flags.contains(.failedHealthCheck) { takeBack(id, record) }
            publish()
        }
    }

    private func rowComplete(_ record: Record, _ monitor: OutlierMonitor, _ kind: OutlierKind) {
        if record.endpoint.isEjected { return }
        if kind == .serverErrors { metrics.increment(OutlierMetric.consecutive5xx) }
        detected(record.endpoint, kind)
        monitor.clear(kind)
        publish()
    }

    private var isChanged = false

    private func publish() {
        guard isChanged else { return }
        isChanged = false
        countActive()
        cluster.healthChanged()
        changed(cluster)
    }

    private func detected(_ endpoint: Endpoint, _ kind: OutlierKind) {
        guard let monitor = endpoint.outlier, !endpoint.isEjected else { return }
        metrics.increment(kind.metrics.detected)
        let ejected = active
        let share = 100 * Double(ejected + 1) / Double(records.count)
        let isRoom = share <= Double(rules.maxEjectionPercent)
        guard isRoom || rules.configuration.alwaysEjectsOne && ejected == 0 else {
            metrics.increment(OutlierMetric.overflow)
            return
        }
        if kind == .serverErrors || kind == .successRate { metrics.increment(OutlierMetric.total) }
        let isEnforced = UInt64(random.next(below: 100)) < rules.enforcing(kind)
        if isEnforced { eject(endpoint, monitor, kind) }
        guard let record = records[ObjectIdentifier(monitor)] else { return }
        events?.write(
            .ejection(kind, isEnforced: isEnforced, rate: monitor.successRate, rates: reports.rates(local: false)),
            of: endpoint, in: cluster, ejections: record.ejections, sinceLast: seconds(since: record.returnedAt))
    }

    private func eject(_ endpoint: Endpoint, _ monitor: OutlierMonitor, _ kind: OutlierKind) {
        metrics.increment(kind.metrics.enforced)
        metrics.increment(OutlierMetric.enforcedTotal)
        endpoint.isEjected = true
        isChanged = true
        let jitter = rules.ejectionJitter
        let extra = jitter == 0 ? 0 : random.next() % (jitter &+ 1)
        let id = ObjectIdentifier(monitor)
        records[id]?.ejections += 1
        records[id]?.ejectedAt = loop.now
        records[id]?.jitter = extra &* 1_000_000
        let multiplier = records[id]?.multiplier ?? 0
        if let length = rules.ejectionTime(times: multiplier), length < rules.growthLimit {
            records[id]?.multiplier = multiplier + 1
        }
    }

    private func seconds(since moment: UInt64?) -> UInt64? {
        moment.map { (loop.now &- $0) / 1_000_000_000 }
    }

    // MARK: - The interval

    override public func timerFired(_ kind: UInt8) {
        collect()
        for (id, record) in records where record.endpoint.isEjected && isOver(record) { takeBack(id, record) }
        compare(local: false)
        compare(local: true)
        for (id, record) in records where !record.endpoint.isEjected && record.multiplier > 0 {
            records[id]?.multiplier -= 1
        }
        publish()
        timer.arm(after: rules.interval)
    }

    /// Whether an ejection has lasted long enough.
    private func isOver(_ record: Record) -> Bool {
        guard let ejectedAt = record.ejectedAt else { return true }
        let longest = rules.maxEjectionTime
        let time = rules.ejectionTime(times: record.multiplier).map { min($0, longest) } ?? longest
        let (length, overflow) = time.addingReportingOverflow(record.jitter)
        return !overflow && loop.now &- ejectedAt >= length
    }

    private func takeBack(_ id: ObjectIdentifier, _ record: Record) {
        record.endpoint.isEjected = false
        isChanged = true
        record.endpoint.outlier?.clearRows()
        records[id]?.returnedAt = loop.now
        events?.write(
            .`return`, of: record.endpoint, in: cluster, ejections: record.ejections,
            sinceLast: seconds(since: record.ejectedAt))
    }

    /// Compares the rates of the interval that ends.
    private func compare(local: Bool) {
        let endpoints = cluster.allEndpoints
        var samples: [OutlierRates.Sample] = []
        for (index, endpoint) in endpoints.enumerated() {
            guard let monitor = endpoint.outlier else { continue }
            let id = ObjectIdentifier(monitor)
            let now = monitor.volume(local: local)
            let before = (local ? records[id]?.localVolume : records[id]?.volume) ?? OutlierVolume()
            if local { records[id]?.localVolume = now } else { records[id]?.volume = now }
            monitor.setRate(-1, local: local)
            if endpoint.isEjected { continue }
            let volume = OutlierVolume(total: now.total &- before.total, good: now.good &- before.good)
            samples.append(OutlierRates.Sample(index: index, volume: volume))
        }
        let found = OutlierRates(samples, hosts: endpoints.count, rules)
        reports.setRates(found.rates, local: local)
        for (index, rate) in found.known { endpoints[index].outlier?.setRate(rate, local: local) }
        for index in found.slower {
            metrics.increment(OutlierMetric.successRate)
            detected(endpoints[index], local ? .localSuccessRate : .successRate)
        }
        for index in found.failing { detected(endpoints[index], local ? .localFailureRate : .failureRate) }
    }
}
