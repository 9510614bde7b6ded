internal import Configuration
internal import Synchronization

/// Watches the outcomes of an endpoint's requests, on all workers; one an endpoint of a cluster that detects outliers.
///
/// A good outcome costs two plain stores into the worker's own counters. Only bad outcomes are counted in what all
/// workers share, and only the one that completes a row takes a lock, to tell the detector.
public final class OutlierMonitor: Sendable {
    private let reports: OutlierReports
    private let serverErrors = Atomic<UInt32>(0)
    private let gatewayErrors = Atomic<UInt32>(0)
    private let localFailures = Atomic<UInt32>(0)
    private let counts: [Counts]
    private let rate = Atomic<UInt64>((-1.0).bitPattern)
    private let localRate = Atomic<UInt64>((-1.0).bitPattern)

    /// What one worker has counted; written by that worker only.
    private final class Counts: Sendable {
        let total = Atomic<UInt64>(0)
        let good = Atomic<UInt64>(0)
        let localTotal = Atomic<UInt64>(0)
        let localGood = Atomic<UInt64>(0)
    }

    private var rules: OutlierRules { reports.rules }

    init(_ reports: OutlierReports, workerCount: Int) {
        self.reports = reports
        // The main loop sends questions too, after the workers in number.
        counts = (0...workerCount).map { _ in Counts() }
    }

    // MARK: - From workers

    /// The endpoint has answered, or we have in its place.
    public func answered(status: UInt16, worker: Int) {
        let counts = counts[worker]
        Self.add(counts.total)
        guard (500..<600).contains(status) else {
            Self.add(counts.good)
            Self.clear(serverErrors)
            Self.clear(gatewayErrors)
            return
        }
        if (502...504).contains(status) {
            count(gatewayErrors, to: rules.gatewayErrors, .gatewayErrors)
        } else {
            Self.clear(gatewayErrors)
        }
        count(serverErrors, to: rules.serverErrors, .serverErrors)
    }

    /// A connection to the endpoint is there.
    public func connected(worker: Int) {
        guard rules.configuration.splitsLocalFailures else { return }
        Self.add(counts[worker].localTotal)
        Self.add(counts[worker].localGood)
        Self.clear(localFailures)
    }

    /// A connection is there that is all that its user wants of the endpoint.
    public func served(worker: Int) {
        if rules.configuration.splitsLocalFailures {
            connected(worker: worker)
        } else {
            answered(status: 200, worker: worker)
        }
    }

    /// There was no answer; `status` is what it counts as where such failures are not counted apart.
    public func failed(status: UInt16, worker: Int) {
        guard rules.configuration.splitsLocalFailures else { return answered(status: status, worker: worker) }
        Self.add(counts[worker].localTotal)
        count(localFailures, to: rules.localFailures, .localFailures)
    }

    /// A load and a store suffice with one writer.
    private static func add(_ counter: borrowing Atomic<UInt64>) {
        counter.store(counter.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    }

    private static func clear(_ counter: borrowing Atomic<UInt32>) {
        if counter.load(ordering: .relaxed) != 0 { counter.store(0, ordering: .relaxed) }
    }

    private func count(_ counter: borrowing Atomic<UInt32>, to limit: UInt64, _ kind: OutlierKind) {
        if UInt64(counter.wrappingAdd(1, ordering: .relaxed).newValue) == limit {
            reports.report(self, .rowComplete(kind))
        }
    }

    // MARK: - From health checks

    /// A check of the endpoint, which is ejected, succeeded.
    func foundWell() {
        if rules.configuration.returnsWhenHealthy { reports.report(self, .foundWell) }
    }

    // MARK: - From the detector

    /// Begins a new row.
    func clear(_ kind: OutlierKind) {
        switch kind {
        case .serverErrors: serverErrors.store(0, ordering: .relaxed)
        case .gatewayErrors: gatewayErrors.store(0, ordering: .relaxed)
        case .localFailures: localFailures.store(0, ordering: .relaxed)
        case .successRate, .localSuccessRate, .failureRate, .localFailureRate: break
        }
    }

    /// Begins all rows anew.
    func clearRows() {
        clear(.serverErrors)
        clear(.gatewayErrors)
        clear(.localFailures)
    }

    /// Requests so far and how many of them went well.
    func volume(local: Bool) -> OutlierVolume {
        counts.reduce(into: OutlierVolume()) { sum, counts in
            if local {
                sum.total &+= counts.localTotal.load(ordering: .relaxed)
                sum.good &+= counts.localGood.load(ordering: .relaxed)
            } else {
                sum.total &+= counts.total.load(ordering: .relaxed)
                sum.good &+= counts.good.load(ordering: .relaxed)
            }
        }
    }

    /// The rate of success in the last interval, in percent; below 0 for none.
    public var successRate: Double { Double(bitPattern: rate.load(ordering: .relaxed)) }

    /// As above, of connections.
    public var localSuccessRate: Double { Double(bitPattern: localRate.load(ordering: .relaxed)) }

    func setRate(_ value: Double, local: Bool) {
        if local {
            localRate.store(value.bitPattern, ordering: .relaxed)
        } else {
            rate.store(value.bitPattern, ordering: .relaxed)
        }
    }
}

/// Requests, and how many of them went well.
struct OutlierVolume: Equatable {
    var total: UInt64 = 0
    var good: UInt64 = 0
}

/// The way from monitors to their cluster's detector, and what the detector tells of the cluster.
public final class OutlierReports: Sendable {
    /// When endpoints are ejected.
    let rules: OutlierRules
    private let receiver = Mutex<(@Sendable (OutlierMonitor, Report) -> Void)?>(nil)
    private let numbers = Mutex<[Bool: Rates]>([:])

    /// What a monitor has to tell.
    enum Report: Sendable {
        /// So many bad outcomes in a row that the endpoint is an outlier.
        case rowComplete(OutlierKind)
        /// The health checks say that the endpoint is well.
        case foundWell
    }

    /// What the rates of a cluster's endpoints came to in the last interval, in percent.
    public struct Rates: Sendable {
        /// The mean; below 0 for none.
        public var average = -1.0
        /// Endpoints below it are outliers; below 0 for none.
        public var threshold = -1.0
    }

    init(_ rules: OutlierRules) { self.rules = rules }

    /// Where reports go from now on; it is called on any thread.
    func connect(_ receiver: @escaping @Sendable (OutlierMonitor, Report) -> Void) {
        self.receiver.withLock { $0 = receiver }
    }

    func report(_ monitor: OutlierMonitor, _ report: Report) {
        let receiver = receiver.withLock { $0 }
        receiver?(monitor, report)
    }

    /// The rates, of connections if `local`.
    public func rates(local: Bool) -> Rates { numbers.withLock { $0[local] } ?? Rates() }

    func setRates(_ rates: Rates, local: Bool) { numbers.withLock { $0[local] = rates } }
}
