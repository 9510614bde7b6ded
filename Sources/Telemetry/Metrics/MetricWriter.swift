/// The writing side of a thread's block, for objects on the request path: it counts no references, so that reaching it
/// through them counts none either. See `MetricBlock` for what each method does.
///
/// Whoever keeps a writer keeps its scope as well: the scope owns the block. That the registry has it is not enough:
/// what is counted through a part goes with that. Debug builds trap at a write behind the scope's end.
@safe
public struct MetricWriter {
    @usableFromInline let block: Unmanaged<MetricBlock>

    init(_ block: MetricBlock) { unsafe self.block = .passUnretained(block) }

    /// Adds one to a counter.
    @inlinable public func increment<Metric: MetricIndex>(_ metric: Metric) {
        unsafe block._withUnsafeGuaranteedRef { $0.add(metric.rawValue, 1) }
    }

    /// Adds `amount` to a counter.
    @inlinable public func add<Metric: MetricIndex>(_ metric: Metric, _ amount: UInt64) {
        unsafe block._withUnsafeGuaranteedRef { $0.add(metric.rawValue, amount) }
    }

    /// Raises a gauge.
    @inlinable public func increase<Metric: MetricIndex>(_ metric: Metric, _ amount: UInt64 = 1) {
        unsafe block._withUnsafeGuaranteedRef { $0.increase(metric.rawValue, amount) }
    }

    /// Lowers a gauge.
    @inlinable public func decrease<Metric: MetricIndex>(_ metric: Metric, _ amount: UInt64 = 1) {
        unsafe block._withUnsafeGuaranteedRef { $0.decrease(metric.rawValue, amount) }
    }

    /// Sets this thread's part of a gauge.
    @inlinable public func set<Metric: MetricIndex>(_ metric: Metric, _ value: UInt64) {
        unsafe block._withUnsafeGuaranteedRef { $0.set(metric.rawValue, value) }
    }

    /// Adds a value to a histogram.
    @inlinable public func record<Metric: MetricIndex>(_ metric: Metric, _ value: UInt64) {
        unsafe block._withUnsafeGuaranteedRef { $0.record(metric.rawValue, value) }
    }

    /// Counts an HTTP status in a status table. A status outside 0 to 999 counts as 0.
    @inlinable public func incrementStatus(_ status: Int, table: Int = 0) {
        unsafe block._withUnsafeGuaranteedRef { $0.incrementStatus(status, table: table) }
    }
}

extension MetricScope {
    /// The writer of a thread; see `block`.
    public func writer(thread: Int) -> MetricWriter { MetricWriter(block(thread: thread)) }
}
