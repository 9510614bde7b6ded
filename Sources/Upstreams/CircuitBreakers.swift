public import Configuration
public import Synchronization

/// How many connections, requests and retries a cluster has in use, over all workers, against its thresholds.
///
/// The counts are shared atomics, so the limits are the cluster's and not a worker's. Between test and increment
/// another worker may slip in: the limits are soft by the number of workers, as Envoy's are.
public final class CircuitBreakers: Sendable {
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

        init(_ thresholds: CircuitBreakerThresholds) { self.thresholds = thresholds }

        /// Whether one more connection may be opened.
        public var canConnect: Bool { connections.load(ordering: .relaxed) < Int(thresholds.maxConnections) }
        /// Whether one more request may wait.
        public var canWait: Bool { pendingRequests.load(ordering: .relaxed) < Int(thresholds.maxPendingRequests) }
        /// Whether one more request may be sent.
        public var canRequest: Bool { requests.load(ordering: .relaxed) < Int(thresholds.maxRequests) }
        /// Whether one more retry may be sent.
        public var canRetry: Bool { retries.load(ordering: .relaxed) < Int(thresholds.maxRetries) }
    }

    /// The limits of requests of normal priority.
    public let defaults: Priority
    /// The limits of requests of high priority.
    public let high: Priority

    init(defaults: CircuitBreakerThresholds, high: CircuitBreakerThresholds) {
        self.defaults = Priority(defaults)
        self.high = Priority(high)
    }

    /// The limits of a priority.
    public func priority(_ priority: RoutingPriority) -> Priority { priority == .high ? high : defaults }
}
