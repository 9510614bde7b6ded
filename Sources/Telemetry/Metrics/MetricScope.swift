internal import Synchronization

/// One thing that is measured, such as a cluster or a listener: its names, and the blocks in which threads count.
///
/// Scopes come from `MetricRegistry.scope`. A scope costs no memory a metric until a thread writes.
public final class MetricScope: Sendable {
    /// What stands before each name, e.g. `cluster.origin.`.
    public let prefix: String
    /// The prefix with the labels taken out, e.g. `cluster.`.
    public let extractedPrefix: String
    /// The labels taken out of the prefix, in the order in which they are rendered.
    public let labels: [MetricLabel]
    /// The metrics.
    public let family: MetricFamily

    struct State {
        var blocks: [MetricBlock] = []
        /// How many times the registry was asked for this scope and not yet told to remove it.
        var references: Int32 = 1
        /// Whether metrics of traffic are there only once there is some.
        let isDeferred: Bool
        /// Values that follow from the configuration.
        var fixed: [FixedMetric] = []
        var history: MetricHistory?
        /// What answers for gauges that nobody writes.
        var derived: (any DerivedGauges)?
    }
    let state: Mutex<State>
    private let samples: HistogramSamples?

    init(
        prefix: String, extractedPrefix: String, labels: [MetricLabel], family: MetricFamily,
        samples: HistogramSamples? = nil, isDeferred: Bool = false
    ) {
        self.samples = samples
        self.prefix = prefix
        self.extractedPrefix = extractedPrefix
        self.labels = labels
        self.family = family
        state = Mutex(State(isDeferred: isDeferred && !family.ofTraffic.isEmpty))
    }

    #if DEBUG
        deinit {
            state.withLock { state in
                for place in state.blocks.indices where isKnownUniquelyReferenced(&state.blocks[place]) {
                    state.blocks[place].close()
                }
            }
        }
    #endif

    /// The block of a thread, made when it is first asked for. The same thread always gets the same block.
    public func block(thread: Int) -> MetricBlock {
        state.withLock { state in
            for block in state.blocks where block.thread == thread { return block }
            let sampled = samples.flatMap { family.histogramsByName.isEmpty ? nil : SampledScope(self, $0) }
            let block = MetricBlock(family: family, thread: thread, sampled: sampled)
            state.blocks.append(block)
            return block
        }
    }

    /// Sets a part of a counter or gauge that no thread writes, such as the number of configured endpoints. It costs a
    /// few bytes, where a block costs a word for each metric of the family.
    public func setFixed(_ index: Int, _ value: UInt64) {
        state.withLock { state in
            state.fixed.removeAll { $0.index == index }
            state.fixed.append(FixedMetric(index: index, value: value))
        }
    }

    /// Lets `source` answer for gauges that follow from the state of another object. It is kept as long as the scope.
    public func derive(from source: any DerivedGauges) { state.withLock { $0.derived = source } }

    /// The counter's sum over all threads, less what it was at the last reset. For tests and for rare decisions.
    public func counter(_ index: Int) -> UInt64 { reading().counter(index).value }

    /// The gauge's sum over all threads.
    public func gauge(_ index: Int) -> UInt64 { reading().gauge(index).value }

    /// How often a status was counted.
    public func statusCount(_ status: Int, table: Int = 0) -> UInt64 {
        reading().statuses(table).first { $0.status == status }?.count ?? 0
    }

    /// The histogram over all threads.
    public func histogram(_ index: Int) -> HistogramSnapshot { reading().histogram(index) }

    func reading() -> MetricReading {
        state.withLock {
            MetricReading(
                scope: self, blocks: $0.blocks, fixed: $0.fixed, history: $0.history, derived: $0.derived,
                isDeferred: $0.isDeferred)
        }
    }
}

/// Gauges that are computed when they are read, from the state of an object such as a cluster's circuit breakers.
public protocol DerivedGauges: AnyObject, Sendable {
    /// The value of a gauge by its index; nil for those that threads write. Runs on the rendering thread.
    func gauge(_ index: Int) -> UInt64?
    /// Whether a gauge of value 0 counts as written once any thread has written to the scope.
    func isWrittenByTraffic(_ index: Int) -> Bool
}

/// A value that follows from the configuration.
struct FixedMetric: Sendable {
    let index: Int
    let value: UInt64
}

/// What a scope remembers from the last reset and the last interval. Immutable: replaced as a whole.
final class MetricHistory: Sendable {
    /// Counters at the last reset, by index; empty when there was none.
    let counters: [UInt64]
    /// Status counts at the last reset, by table and status.
    let statuses: [[Int: UInt64]]
    /// Histograms at the end of the last interval, by index.
    let histograms: [Int: HistogramSnapshot]
    /// What the last interval added to them.
    let intervals: [Int: HistogramSnapshot]

    init(
        counters: [UInt64] = [], statuses: [[Int: UInt64]] = [], histograms: [Int: HistogramSnapshot] = [:],
        intervals: [Int: HistogramSnapshot] = [:]
    ) {
        self.counters = counters
        self.statuses = statuses
        self.histograms = histograms
        self.intervals = intervals
    }
}

/// A scope with its blocks as they were listed at one moment; the values are read when asked for.
struct MetricReading {
    let scope: MetricScope
    let blocks: [MetricBlock]
    let fixed: [FixedMetric]
    let history: MetricHistory?
    var derived: (any DerivedGauges)?
    /// Whether metrics of traffic are there.
    let showsTraffic: Bool

    init(
        scope: MetricScope, blocks: [MetricBlock], fixed: [FixedMetric], history: MetricHistory?,
        derived: (any DerivedGauges)? = nil, isDeferred: Bool = false
    ) {
        self.scope = scope
        self.blocks = blocks
        self.fixed = fixed
        self.history = history
        self.derived = derived
        showsTraffic = !isDeferred || blocks.contains { $0.hasTraffic }
    }

    /// Whether any thread ever wrote, or the configuration gives a value.
    var isTouched: Bool { !fixed.isEmpty || blocks.contains { $0.isTouched } }

    /// Whether a metric is shown, given whether it was ever written.
    func shows(_ declaration: MetricDeclaration, used: Bool, _ query: MetricQuery) -> Bool {
        if used { return true }
        if query.usedOnly { return false }
        return switch declaration.existence {
        case .always: true
        case .onceUsed: false
        case .onceCounted(let index): counter(index).used
        case .withTraffic: showsTraffic
        }
    }

    /// Whether any thread ever wrote.
    private var hasTraffic: Bool { blocks.contains { $0.isTouched } }

    private func fixedValue(_ index: Int) -> UInt64 { fixed.first { $0.index == index }?.value ?? 0 }

    func counter(_ index: Int) -> (value: UInt64, used: Bool) {
        var sum = fixedValue(index)
        for block in blocks { sum &+= block.word(index) }
        let base = history.map { $0.counters.isEmpty ? 0 : $0.counters[index] } ?? 0
        return (sum &- base, sum != 0)
    }

    func gauge(_ index: Int) -> (value: UInt64, used: Bool) {
        if let derived, let value = derived.gauge(index) {
            return (value, value != 0 || (derived.isWrittenByTraffic(index) && hasTraffic))
        }
        let given = fixed.first { $0.index == index }
        // What is given alone may need all bits, such as a hash.
        if let given, blocks.allSatisfy({ $0.word(index) == 0 }) { return (given.value, true) }
        var sum = Int64(truncatingIfNeeded: given?.value ?? 0)
        var used = given != nil
        for block in blocks {
            let word = block.word(index)
            sum &+= Int64(bitPattern: word) >> 1
            used = used || word != 0
        }
        // Threads are read one after another, so a sum may be caught between a raise here and a fall there.
        return (UInt64(max(sum, 0)), used)
    }

    /// The statuses that were counted, in order.
    func statuses(_ table: Int) -> [(status: Int, count: UInt64)] {
        var counts: [Int: UInt64] = [:]
        let slot = scope.family.statusSlot(table)
        for block in blocks where block.isTouched {
            block.forEachCount(slot) { counts[$0, default: 0] &+= $1 }
        }
        if let base = history?.statuses, !base.isEmpty {
            for (status, count) in base[table] { counts[status, default: 0] &-= count }
        }
        return counts.map { (status: $0.key, count: $0.value) }.sorted { $0.status < $1.status }
    }

    func histogram(_ index: Int) -> HistogramSnapshot {
        let slot = scope.family.histogramSlots[index]
        precondition(slot >= 0, "not a histogram")
        var counts: [Int: UInt64] = [:]
        for block in blocks where block.isTouched {
            block.forEachCount(slot) { counts[$0, default: 0] &+= $1 }
        }
        return HistogramSnapshot(counts: counts)
    }

    /// What the last interval added to a histogram; empty when nothing was, or when no interval has ended.
    func interval(_ index: Int) -> HistogramSnapshot { history?.intervals[index] ?? HistogramSnapshot() }
}
