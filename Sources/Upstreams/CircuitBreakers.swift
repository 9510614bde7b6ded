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
        /// The limits.
        public let thresholds: CircuitBreakerThresholds
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

        init(_ thresholds: CircuitBreakerThresholds) { self.thresholds = thresholds }

        /// Whether one more connection may be opened.
        public var canConnect: Bool { connections.load(ordering: .relaxed) < Int(thresholds.maxConnections) }
        /// Whether one more request may wait.
        public var canWait: Bool { pendingRequests.load(ordering: .relaxed) < Int(thresholds.maxPendingRequests) }
        /// Whether one more request may be sent.
        public var canRequest: Bool { requests.load(ordering: .relaxed) < Int(thresholds.maxRequests) }
        /// Whether one more connection pool may be made.
        public var canPool: Bool {
            connectionPools.load(ordering: .relaxed) < Int(thresholds.maxConnectionPools)
        }
        /// Whether one more retry may be sent.
        public var canRetry: Bool { retries.load(ordering: .relaxed) < mostRetries }

        /// How many retries there may be: as many as configured, or a share of the requests at this moment.
        public var mostRetries: Int {
            guard let budget = thresholds.retryBudget else { return Int(thresholds.maxRetries) }
            let active = requests.load(ordering: .relaxed) + pendingRequests.load(ordering: .relaxed)
            return max(Int(budget.minConcurrency), Int(Double(max(0, active)) * budget.percent / 100))
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
        case .circuitBreakersDefaultCxOpen: Self.isOpen(defaults.connections, defaults.thresholds.maxConnections)
        case .circuitBreakersDefaultRqPendingOpen:
            Self.isOpen(defaults.pendingRequests, defaults.thresholds.maxPendingRequests)
        case .circuitBreakersDefaultRqOpen: Self.isOpen(defaults.requests, defaults.thresholds.maxRequests)
        case .circuitBreakersDefaultRqRetryOpen: Self.isOpen(defaults.retries, UInt32(clamping: defaults.mostRetries))
        case .circuitBreakersHighCxOpen: Self.isOpen(high.connections, high.thresholds.maxConnections)
        case .circuitBreakersHighRqPendingOpen:
            Self.isOpen(high.pendingRequests, high.thresholds.maxPendingRequests)
        case .circuitBreakersHighRqOpen: Self.isOpen(high.requests, high.thresholds.maxRequests)
        case .circuitBreakersHighRqRetryOpen: Self.isOpen(high.retries, UInt32(clamping: high.mostRetries))
        case .circuitBreakersDefaultCxPoolOpen:
            Self.isOpen(defaults.connectionPools, defaults.thresholds.maxConnectionPools)
        case .circuitBreakersHighCxPoolOpen: Self.isOpen(high.connectionPools, high.thresholds.maxConnectionPools)
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
    private static func isOpen(_ count: borrowing Atomic<Int>, _ limit: UInt32) -> UInt64 {
        let count = count.load(ordering: .relaxed)
        return count > 0 && count >= Int(limit) ? 1 : 0
    }

    /// The limits of a priority.
    public func priority(_ priority: RoutingPriority) -> Priority { priority == .high ? high : defaults }
}

// MARK: - What is left

extension CircuitBreakers.Priority {
    /// What is counted of a limit while it is tracked (`track_remaining`), by the name of its gauge.
    private var remaining: [(name: String, value: @Sendable () -> UInt64)] {
        @Sendable func left(_ limit: UInt32, _ count: Int) -> UInt64 { UInt64(max(0, Int(limit) - count)) }
        return [
            ("remaining_cx", { left(self.thresholds.maxConnections, self.connections.load(ordering: .relaxed)) }),
            (
                "remaining_cx_pools",
                { left(self.thresholds.maxConnectionPools, self.connectionPools.load(ordering: .relaxed)) }
            ),
            (
                "remaining_pending",
                { left(self.thresholds.maxPendingRequests, self.pendingRequests.load(ordering: .relaxed)) }
            ),
            // As in Envoy, nothing is said of what a budget leaves.
            (
                "remaining_retries",
                {
                    left(
                        self.thresholds.retryBudget == nil ? self.thresholds.maxRetries : 0,
                        self.retries.load(ordering: .relaxed))
                }
            ),
            ("remaining_rq", { left(self.thresholds.maxRequests, self.requests.load(ordering: .relaxed)) }),
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
