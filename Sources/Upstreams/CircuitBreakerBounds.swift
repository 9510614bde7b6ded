internal import Configuration
internal import RuntimeValues
internal import Synchronization

/// The limits of one priority of a cluster, which runtime keys may change while the proxy runs. Written by the main
/// loop, read by any thread, without a lock.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_runtime
public struct CircuitBreakerBounds: ~Copyable, Sendable {
    private let maxConnections = Atomic<Int>(0)
    private let maxPendingRequests = Atomic<Int>(0)
    private let maxRequests = Atomic<Int>(0)
    private let maxRetries = Atomic<Int>(0)
    private let maxConnectionPools = Atomic<Int>(0)
    /// The bits of a share in percent; those of a NaN where there is no budget of retries.
    private let budgetPercent = Atomic<UInt64>(0)
    private let budgetMinimum = Atomic<Int>(0)

    /// Begins with what is configured.
    init(_ configured: CircuitBreakerThresholds) { set(configured) { _ in RuntimeEntry() } }

    /// Connections there may be.
    public var connections: Int { maxConnections.load(ordering: .relaxed) }
    /// Requests that may wait for a connection.
    public var pendingRequests: Int { maxPendingRequests.load(ordering: .relaxed) }
    /// Requests that may be under way.
    public var requests: Int { maxRequests.load(ordering: .relaxed) }
    /// Retries that may be under way, where there is no budget.
    var retries: Int { maxRetries.load(ordering: .relaxed) }
    /// Connection pools there may be; `Int.max`: any number.
    var connectionPools: Int { maxConnectionPools.load(ordering: .relaxed) }

    /// Retries as a share of the requests, and how many there may be in any case; nil means `retries` holds.
    var retryBudget: (percent: Double, minimum: Int)? {
        let percent = Double(bitPattern: budgetPercent.load(ordering: .relaxed))
        return percent.isNaN ? nil : (percent, budgetMinimum.load(ordering: .relaxed))
    }

    /// Takes what stands at the keys of these limits, named by their last parts, and what is configured for the others.
    func set(_ configured: CircuitBreakerThresholds, _ entry: (_ key: String) -> RuntimeEntry) {
        func store(_ key: String, _ fallback: UInt32, in bound: borrowing Atomic<Int>) {
            bound.store(entry(key).number.map { Int(clamping: $0) } ?? Int(fallback), ordering: .relaxed)
        }
        store("max_connections", configured.maxConnections, in: maxConnections)
        store("max_pending_requests", configured.maxPendingRequests, in: maxPendingRequests)
        store("max_requests", configured.maxRequests, in: maxRequests)
        store("max_retries", configured.maxRetries, in: maxRetries)
        // The largest number of the field is Envoy's word for no limit.
        let pools = entry("max_connection_pools").number.map { Int(clamping: $0) }
        let configuredPools = configured.maxConnectionPools == .max ? Int.max : Int(configured.maxConnectionPools)
        maxConnectionPools.store(pools ?? configuredPools, ordering: .relaxed)
        // One of the two keys is enough for a budget.
        let budget = configured.retryBudget
        let percent = entry("retry_budget.budget_percent").decimal
        let minimum = entry("retry_budget.min_retry_concurrency").number
        let usual = CircuitBreakerThresholds.RetryBudget()
        let isBudgeted = budget != nil || percent != nil || minimum != nil
        let share = isBudgeted ? percent ?? budget?.percent ?? usual.percent : .nan
        budgetMinimum.store(
            Int(clamping: minimum ?? UInt64(budget?.minConcurrency ?? usual.minConcurrency)), ordering: .relaxed)
        budgetPercent.store(share.bitPattern, ordering: .relaxed)
    }

    /// The last parts of the keys that are heeded.
    static let keys = [
        "max_connections", "max_pending_requests", "max_requests", "max_retries", "max_connection_pools",
        "retry_budget.budget_percent", "retry_budget.min_retry_concurrency",
    ]
}
