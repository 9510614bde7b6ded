public import Configuration
public import Synchronization
public import Telemetry

/// How many connections, requests and retries a cluster has in use, over all workers, against its thresholds.
///
/// The counts are shared atomics, so the limits are the cluster's and not a worker's. Between test and increment
/// another worker may slip in: the limits are soft by the number of workers, as Envoy's are.
public final class CircuitBreakers: DerivedGauges {
    /// The resources of one priority.
    public final class Priority: Sendable {
        /// What was configured.
        var thresholds: CircuitBreakerThresholds { uncommon.wrappedValue }
        private let uncommon: Uncommon<CircuitBreakerThresholds>
        /// The limits at present.
        public let bounds: CircuitBreakerBounds
        /// Open and opening connections.
        public let connections = Atomic<Int>(0)
        /// Requests that wait for a connection.
        public let pendingRequests = Atomic<Int>(0)
        /// Requests on their way.
        public let requests = Atomic<Int>(0)
        /// Retries on their way.
        public let retries = Atomic<Int>(0)
        /// Connection pools, of all workers.
        public let connectionPools = Atomic<Int>(0)
        /// Requests that were begun lately, where a budget of retries goes by them; else nil.
        private let recentRequests: RollingCount?
        /// Whether a budget has let retries through a limit of 0.
        private let hasPassedNone = Atomic(false)

        init(_ thresholds: CircuitBreakerThresholds) {
            uncommon = Uncommon(wrappedValue: thresholds)
            bounds = CircuitBreakerBounds(thresholds)
            recentRequests = thresholds.retryBudget?.interval.map { RollingCount(interval: $0) }
        }

        /// A request begins, at a time of the loops' clock.
        func requestBegins(at now: UInt64) {
            requests.add(1, ordering: .relaxed)
            if let recentRequests { recentRequests.add(at: now) }
        }

        /// Whether one more connection may be opened.
        public var canConnect: Bool { connections.load(ordering: .relaxed) < bounds.connections }
        /// Whether one more request may wait.
        public var canWait: Bool { pendingRequests.load(ordering: .relaxed) < bounds.pendingRequests }
        /// Whether one more request may be sent.
        public var canRequest: Bool { requests.load(ordering: .relaxed) < bounds.requests }
        /// Whether one more connection pool may be made.
        public var canPool: Bool { connectionPools.load(ordering: .relaxed) < bounds.connectionPools }
        /// Whether one more retry may be sent at a time of the loops' clock.
        public func canRetry(at now: UInt64) -> Bool { retries.load(ordering: .relaxed) < mostRetries(at: now) }

        /// A retry begins.
        public func retryBegins() {
            retries.add(1, ordering: .relaxed)
            if bounds.retries == 0 { hasPassedNone.store(true, ordering: .relaxed) }
        }

        /// 1 while the limit of retries is reached. As in Envoy it is the limit that counts where a budget stands in
        /// its place, and one of 0 stays reached once something was let through.
        var retriesAreOpen: UInt64 {
            if bounds.retries == 0 { return hasPassedNone.load(ordering: .relaxed) ? 1 : 0 }
            return CircuitBreakers.isOpen(retries, bounds.retries)
        }

        /// How many retries there may be: as many as configured, or a share of the requests at this moment, or of those
        /// that were begun lately.
        public func mostRetries(at now: UInt64) -> Int {
            guard let budget = bounds.retryBudget else { return bounds.retries }
            var active = max(0, requests.load(ordering: .relaxed) + pendingRequests.load(ordering: .relaxed))
            if let recentRequests { active = max(active, Int(clamping: recentRequests.sum(at: now))) }
            let share = min(Double(Int32.max), max(0, Double(active) * budget.percent / 100))
            return max(budget.minimum, Int(share))
        }
    }

    /// The limits of requests of normal priority.
    public let defaults: Priority
    /// The limits of requests of high priority.
    public let high: Priority

    init(defaults: CircuitBreakerThresholds, high: CircuitBreakerThresholds) {
        self.defaults = Priority(defaults)
        self.high = Priority(high)
    }

    /// The `circuit_breakers.*` gauges: 1 while nothing more of a kind may begin.
    public func gauge(_ index: Int) -> UInt64? {
        switch ClusterMetric(rawValue: index) {
        case .circuitBreakersDefaultCxOpen: Self.isOpen(defaults.connections, defaults.bounds.connections)
        case .circuitBreakersDefaultRqPendingOpen:
            Self.isOpen(defaults.pendingRequests, defaults.bounds.pendingRequests)
        case .circuitBreakersDefaultRqOpen: Self.isOpen(defaults.requests, defaults.bounds.requests)
        case .circuitBreakersDefaultRqRetryOpen: defaults.retriesAreOpen
        case .circuitBreakersHighCxOpen: Self.isOpen(high.connections, high.bounds.connections)
        case .circuitBreakersHighRqPendingOpen:
            Self.isOpen(high.pendingRequests, high.bounds.pendingRequests)
        case .circuitBreakersHighRqOpen: Self.isOpen(high.requests, high.bounds.requests)
        case .circuitBreakersHighRqRetryOpen: high.retriesAreOpen
        case .circuitBreakersDefaultCxPoolOpen:
            Self.isOpen(defaults.connectionPools, defaults.bounds.connectionPools)
        case .circuitBreakersHighCxPoolOpen: Self.isOpen(high.connectionPools, high.bounds.connectionPools)
        default: nil
        }
    }

    /// Envoy writes these whenever it takes or gives back a connection or a request.
    public func isWrittenByTraffic(_ index: Int) -> Bool {
        switch ClusterMetric(rawValue: index) {
        case .circuitBreakersDefaultCxOpen, .circuitBreakersDefaultCxPoolOpen, .circuitBreakersDefaultRqOpen,
            .circuitBreakersDefaultRqPendingOpen:
            true
        default: false
        }
    }

    /// A limit of 0 shows once something was let through all the same, as in Envoy.
    fileprivate static func isOpen(_ count: borrowing Atomic<Int>, _ limit: Int) -> UInt64 {
        let count = count.load(ordering: .relaxed)
        return count > 0 && count >= limit ? 1 : 0
    }

    /// The limits of a priority.
    public func priority(_ priority: RoutingPriority) -> Priority { priority == .high ? high : defaults }
}

// MARK: - What is left

extension CircuitBreakers.Priority {
    /// The statistics of a limit while it is tracked (`track_remaining`), by the name of its gauge.
    private var remaining: [(name: String, value: @Sendable () -> UInt64)] {
        @Sendable func left(_ limit: Int, _ count: Int) -> UInt64 { UInt64(max(0, limit - count)) }
        return [
            ("remaining_cx", { left(self.bounds.connections, self.connections.load(ordering: .relaxed)) }),
            (
                "remaining_cx_pools",
                {
                    // No limit is Envoy's largest number, which is wider than that of the field.
                    let pools = self.connectionPools.load(ordering: .relaxed)
                    let limit = self.bounds.connectionPools
                    return limit == .max ? UInt64.max - UInt64(max(0, pools)) : left(limit, pools)
                }
            ),
            (
                "remaining_pending",
                { left(self.bounds.pendingRequests, self.pendingRequests.load(ordering: .relaxed)) }
            ),
            // As in Envoy, nothing is said of what a budget leaves.
            (
                "remaining_retries",
                {
                    left(
                        self.bounds.retryBudget == nil ? self.bounds.retries : 0,
                        self.retries.load(ordering: .relaxed))
                }
            ),
            ("remaining_rq", { left(self.bounds.requests, self.requests.load(ordering: .relaxed)) }),
        ]
    }

    /// Lets the registry show what is left of the limits, if that is asked for.
    func track(_ priority: String, of scope: MetricScope, in registry: MetricRegistry) {
        guard thresholds.trackRemaining else { return }
        for (name, value) in remaining {
            let path = "circuit_breakers.\(priority).\(name)"
            registry.addSource(
                scope.prefix + path, extractedName: scope.extractedPrefix + path, labels: scope.labels, value)
        }
    }
}
