public import Synchronization

/// The metrics of one scope as one thread writes them.
///
/// Only the thread that the block was made for may call the writing methods; any thread may read (the registry does,
/// to render). Every cell is an atomic word with a single writer: a write is a relaxed load and a relaxed store,
/// which the processor sees as one plain instruction. Nothing is allocated before the first write; a histogram and
/// a status table allocate at their own first write and grow with the number of distinct bins or statuses.
@safe
// Guard: one writing thread; readers touch only `published`, the atomic cells behind it and `readers`.
public final class MetricBlock: @unchecked Sendable {
    /// The metrics and their kinds.
    public let family: MetricFamily
    /// The number of the thread that writes.
    public let thread: Int

    // cellCount is 0 while nothing was written, else the number of declarations: one comparison covers both on a
    // write. Behind the cells stand the addresses of the tables, out of reach of the writers of numbers.
    // Both fields are the writer's own; readers go through `published`.
    @usableFromInline var cellCount = 0
    @usableFromInline var cells: UnsafeMutablePointer<Atomic<UInt64>>?
    private let published = Atomic<UInt>(0)

    // Readers inside a table. A table that was replaced while somebody read waits in `retired` for a quiet moment.
    private let readers = Atomic<Int>(0)
    private var retired: [UInt64] = []

    /// Where values of histograms go beside the table; nil nearly always.
    private let sampled: SampledScope?

    init(family: MetricFamily, thread: Int, sampled: SampledScope? = nil) {
        self.family = family
        self.thread = thread
        self.sampled = sampled
        unsafe cells = nil
    }

    // Where values are handed on, tables stand behind places that stay empty: the short way of counting finds none
    // there and leaves it to the long one, so that others do not pay for asking.
    private var tablesBegin: Int { family.declarations.count &+ (sampled == nil ? 0 : family.tableCount) }

    private var wordCount: Int { tablesBegin &+ family.tableCount }

    deinit { freeCells() }

    #if DEBUG
        /// Nobody owns the block any more, and no writer may be left: one that is traps at its next write, where it
        /// would write to freed memory otherwise. The object itself stays for that.
        func close() {
            freeCells()
            unsafe cells = nil
            cellCount = 0
            isClosed = true
            _ = unsafe Unmanaged.passRetained(self)
        }

        private var isClosed = false
    #endif

    private func freeCells() {
        guard let cells = unsafe cells else { return }
        for slot in 0..<family.tableCount {
            let word = unsafe cells + (tablesBegin + slot)
            SparseCounters(address: unsafe word.pointee.load(ordering: .relaxed))?.deallocate()
        }
        for address in retired { SparseCounters(address: address)?.deallocate() }
        unsafe cells.deinitialize(count: wordCount)
        unsafe cells.deallocate()
    }

    // MARK: - Writing, on the block's own thread

    /// Adds one to a counter.
    @inlinable public func increment(_ index: Int) { add(index, 1) }

    /// Adds `amount` to a counter.
    @inlinable public func add(_ index: Int, _ amount: UInt64) {
        let cell = unsafe self.cell(index)
        unsafe cell.pointee.store(cell.pointee.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }

    /// Raises a gauge. A gauge's value is the sum over all threads, so one may raise what another lowers.
    @inlinable public func increase(_ index: Int, _ amount: UInt64 = 1) {
        let cell = unsafe self.cell(index)
        let raised = unsafe cell.pointee.load(ordering: .relaxed) &+ (amount &<< 1)
        unsafe cell.pointee.store(raised | 1, ordering: .relaxed)
    }

    /// Lowers a gauge.
    @inlinable public func decrease(_ index: Int, _ amount: UInt64 = 1) {
        let cell = unsafe self.cell(index)
        let lowered = unsafe cell.pointee.load(ordering: .relaxed) &- (amount &<< 1)
        unsafe cell.pointee.store(lowered | 1, ordering: .relaxed)
    }

    /// Sets this thread's part of a gauge. Gauges that are set have one writing thread.
    @inlinable public func set(_ index: Int, _ value: UInt64) {
        let cell = unsafe self.cell(index)
        unsafe cell.pointee.store((value &<< 1) | 1, ordering: .relaxed)
    }

    /// Adds a value to a histogram, in the unit it was declared with.
    public func record(_ index: Int, _ value: UInt64) {
        let slot = family.histogramSlots[index]
        precondition(slot >= 0, "not a histogram")
        let bin = HistogramBins.index(of: value)
        if countAtOnce(bin, slot) { return }
        if let sampled { sampled.add(index, value, thread: thread) }
        countElsewhere(bin, slot)
    }

    /// Counts an HTTP status in a status table. A status outside 0 to 999 counts as 0.
    public func incrementStatus(_ status: Int, table: Int = 0) {
        precondition(UInt(bitPattern: table) < UInt(bitPattern: family.statusTables.count), "no such status table")
        let key = UInt(bitPattern: status) < 1_000 ? status : 0
        let slot = family.statusSlot(table)
        if !countAtOnce(key, slot) { countElsewhere(key, slot) }
    }

    /// Adds one to a counter.
    @inlinable public func increment<Metric: MetricIndex>(_ metric: Metric) { add(metric.rawValue, 1) }

    /// Adds `amount` to a counter.
    @inlinable public func add<Metric: MetricIndex>(_ metric: Metric, _ amount: UInt64) { add(metric.rawValue, amount) }

    /// Raises a gauge.
    @inlinable public func increase<Metric: MetricIndex>(_ metric: Metric, _ amount: UInt64 = 1) {
        increase(metric.rawValue, amount)
    }

    /// Lowers a gauge.
    @inlinable public func decrease<Metric: MetricIndex>(_ metric: Metric, _ amount: UInt64 = 1) {
        decrease(metric.rawValue, amount)
    }

    /// Sets this thread's part of a gauge.
    @inlinable public func set<Metric: MetricIndex>(_ metric: Metric, _ value: UInt64) { set(metric.rawValue, value) }

    /// Adds a value to a histogram.
    @inlinable public func record<Metric: MetricIndex>(_ metric: Metric, _ value: UInt64) {
        record(metric.rawValue, value)
    }

    @unsafe @inlinable @inline(__always)
    func cell(_ index: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
        if UInt(bitPattern: index) >= UInt(bitPattern: cellCount) { allocate(for: index) }
        return unsafe cells.unsafelyUnwrapped + index
    }

    @usableFromInline @inline(never)
    func allocate(for index: Int) {
        if unsafe cells == nil { allocate() }
        precondition(UInt(bitPattern: index) < UInt(bitPattern: cellCount), "no such metric in the family")
    }

    private func allocate() {
        #if DEBUG
            precondition(!isClosed, "a metric is written whose scope is gone: its writer's owner did not keep it")
        #endif
        let count = wordCount
        let cells = UnsafeMutablePointer<Atomic<UInt64>>.allocate(capacity: max(count, 1))
        for i in 0..<count { unsafe (cells + i).initialize(to: Atomic(0)) }
        unsafe self.cells = unsafe cells
        cellCount = family.declarations.count
        published.store(UInt(bitPattern: cells), ordering: .releasing)
    }

    /// Adds one to a key of the table in `slot`, which is one of the family's, if the key stands where it is looked for
    /// first; it nearly always does.
    @inline(__always)
    private func countAtOnce(_ key: Int, _ slot: Int) -> Bool {
        guard let cells = unsafe cells,
            let table = SparseCounters(address: unsafe (cells + (cellCount &+ slot)).pointee.load(ordering: .relaxed))
        else { return false }
        return table.incrementAtOnce(key)
    }

    @inline(never)
    private func countElsewhere(_ key: Int, _ slot: Int) {
        if unsafe cells == nil { allocate() }
        let word = unsafe cells.unsafelyUnwrapped + (tablesBegin &+ slot)
        guard let table = SparseCounters(address: unsafe word.pointee.load(ordering: .relaxed)) else {
            let table = SparseCounters()
            _ = table.add(1, to: key)
            unsafe word.pointee.store(table.address, ordering: .releasing)
            return
        }
        if let larger = table.add(1, to: key) {
            unsafe word.pointee.store(larger.address, ordering: .sequentiallyConsistent)
            retire(table)
        }
    }

    /// Frees a table that was replaced, and those before it, unless somebody may still read them.
    ///
    /// A reader announces itself before it loads an address. So when the count is seen at zero after the new address
    /// was stored, in one total order, every later reader meets the new table.
    private func retire(_ table: SparseCounters) {
        retired.append(table.address)
        guard readers.load(ordering: .sequentiallyConsistent) == 0 else { return }
        for address in retired { SparseCounters(address: address)?.deallocate() }
        retired = []
    }

    // MARK: - Reading, on any thread

    /// Whether anything was ever written.
    var isTouched: Bool { published.load(ordering: .relaxed) != 0 }

    /// Whether a metric of traffic was written.
    var hasTraffic: Bool {
        guard let cells = unsafe publishedCells else { return false }
        for index in family.ofTraffic {
            let slot = family.histogramSlots[index]
            let word = unsafe cells + (slot < 0 ? index : tablesBegin + slot)
            if unsafe word.pointee.load(ordering: .relaxed) != 0 { return true }
        }
        return false
    }

    /// The raw word of a counter or gauge; 0 while nothing was written.
    func word(_ index: Int) -> UInt64 {
        guard let cells = unsafe publishedCells else { return 0 }
        precondition(UInt(bitPattern: index) < UInt(bitPattern: family.declarations.count))
        return unsafe (cells + index).pointee.load(ordering: .relaxed)
    }

    /// Calls `body` for each key of the table in `slot`: a histogram's bins or a status table's statuses.
    func forEachCount(_ slot: Int, _ body: (_ key: Int, _ count: UInt64) -> Void) {
        guard let cells = unsafe publishedCells else { return }
        precondition(UInt(bitPattern: slot) < UInt(bitPattern: family.tableCount))
        readers.wrappingAdd(1, ordering: .sequentiallyConsistent)
        let word = unsafe cells + (tablesBegin + slot)
        let address = unsafe word.pointee.load(ordering: .sequentiallyConsistent)
        SparseCounters(address: address)?.forEach(body)
        readers.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    }

    @unsafe
    private var publishedCells: UnsafeMutablePointer<Atomic<UInt64>>? {
        unsafe UnsafeMutablePointer(bitPattern: published.load(ordering: .acquiring))
    }
}
