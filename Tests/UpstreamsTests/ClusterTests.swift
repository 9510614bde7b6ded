import Configuration
import RuntimeValues
import Synchronization
import Telemetry
import Testing

@testable import Upstreams

@Suite("Clusters")
struct ClusterTests {
    private func make(_ configuration: ClusterConfiguration, _ registry: MetricRegistry = MetricRegistry()) -> Cluster {
        Cluster(configuration, workerCount: 2, registry: registry)
    }

    @Test("A cluster keeps its settings, and its endpoints only once")
    func configuration() {
        let configuration = ClusterConfiguration(
            name: "c", connectTimeout: 7, lbPolicy: .random, endpoints: makePriorities((2, 1)))
        let cluster = make(configuration)
        #expect(cluster.name == "c" && cluster.endpoints.all.count == 3)
        #expect(cluster.configuration.connectTimeout == 7 && cluster.configuration.lbPolicy == .random)
        #expect(cluster.configuration.endpoints.isEmpty)
    }

    @Test("Its metrics bear its name, or the other name that it is given")
    func metricNames() {
        let plain = make(ClusterConfiguration(name: "c")).metrics
        #expect(plain.prefix == "cluster.c." && plain.labels == [MetricLabel("envoy_cluster_name", "c")])
        let other = make(ClusterConfiguration(name: "c", altStatName: "d")).metrics
        #expect(other.prefix == "cluster.d." && other.labels == [MetricLabel("envoy_cluster_name", "d")])
    }

    @Test("What only traffic calls for stays with the cluster when that is gone, and goes on with who takes its place")
    func lateMetrics() {
        let registry = MetricRegistry()
        let old = make(ClusterConfiguration(name: "c"), registry.part())
        weak var canaries: MetricScope?
        canaries = old.canaryMetrics()
        #expect(canaries != nil && canaries === old.canaryMetrics())
        canaries?.writer(thread: 0).incrementStatus(200)
        let new = Cluster(
            ClusterConfiguration(name: "c"), workerCount: 2, registry: registry.part(), succeeding: old)
        old.withdraw()
        #expect(new.canaryMetrics() === canaries && canaries?.statusCount(200) == 1)
        new.withdraw()
        #expect(canaries != nil && registry.scopeCount == 0)
        withExtendedLifetime((old, new)) {}
    }

    @Test("Membership is known before the first request")
    func membership() {
        let metrics = make(ClusterConfiguration(name: "c", endpoints: makePriorities((2, 1)))).metrics
        #expect(metrics.gauge(ClusterMetric.membershipTotal.rawValue) == 3)
        #expect(metrics.gauge(ClusterMetric.membershipHealthy.rawValue) == 2)
    }

    @Test("Each limit holds by itself, at its number")
    func limits() {
        let thresholds = CircuitBreakerThresholds(
            maxConnections: 2, maxPendingRequests: 3, maxRequests: 4, maxRetries: 1)
        let breakers = make(ClusterConfiguration(name: "c", highThresholds: thresholds)).circuitBreakers
        let high = breakers.priority(.high)
        #expect(high === breakers.high && breakers.priority(.default) === breakers.defaults)
        high.connections.store(1, ordering: .relaxed)
        high.pendingRequests.store(3, ordering: .relaxed)
        high.requests.store(3, ordering: .relaxed)
        #expect(high.canConnect && !high.canWait && high.canRequest && high.canRetry(at: 0))
        high.connections.store(2, ordering: .relaxed)
        high.requests.store(4, ordering: .relaxed)
        high.retries.store(1, ordering: .relaxed)
        #expect(!high.canConnect && !high.canRequest && !high.canRetry(at: 0))
        #expect(breakers.defaults.canConnect && breakers.defaults.canWait && breakers.defaults.canRequest)
    }

    @Test("Runtime keys take the place of limits while they stand there, of this cluster alone")
    func runtimeKeys() {
        let numbers: [String: UInt64] = [
            "circuit_breakers.a.b.default.max_connections": 1, "circuit_breakers.a.b.high.max_requests": 2,
            "circuit_breakers.a.b.high.max_connection_pools": 7,
            "circuit_breakers.a.b.default.retry_budget.min_retry_concurrency": 9,
            "circuit_breakers.a.default.max_retries": 5, "upstream.maintenance_mode.a.b": 250,
        ]
        let layers = LiveRuntime(keys: Set(numbers.keys)) { RuntimeEntry(number: numbers[$0]) }
        var thresholds = CircuitBreakerThresholds(maxConnections: 40, maxConnectionPools: 3)
        thresholds.retryBudget = nil
        let cluster = Cluster(
            ClusterConfiguration(name: "a.b", defaultThresholds: thresholds), workerCount: 1,
            registry: MetricRegistry(), runtime: layers)
        let (low, high) = (cluster.circuitBreakers.defaults, cluster.circuitBreakers.high)
        #expect(low.bounds.connections == 1 && low.bounds.requests == 1024 && low.bounds.connectionPools == 3)
        #expect(low.bounds.retryBudget?.percent == 20 && low.mostRetries(at: 0) == 9)
        #expect(high.bounds.connections == 1024 && high.bounds.requests == 2 && high.bounds.connectionPools == 7)
        #expect(high.bounds.retryBudget == nil && high.mostRetries(at: 0) == 3 && cluster.maintenance == 100)
        cluster.heed(LiveRuntime())
        #expect(low.bounds.connections == 40 && low.bounds.retryBudget == nil && low.mostRetries(at: 0) == 3)
        #expect(high.bounds.requests == 1024 && high.bounds.connectionPools == .max && cluster.maintenance == 0)
    }

    @Test("Of the keys that name a cluster, those that nobody heeds are known")
    func heededKeys() {
        let heeded = someKeys.filter { Cluster.heeds($0) { $0 == "a.b" } }
        #expect(heeded == Array(someKeys.prefix(3)))
    }

    private let someKeys = [
        "upstream.maintenance_mode.a.b", "circuit_breakers.a.b.high.max_retries",
        "circuit_breakers.a.b.default.retry_budget.budget_percent", "upstream.maintenance_mode.a",
        "circuit_breakers.a.b.max_retries", "circuit_breakers.b.high.max_retries", "circuit_breakers.a.b.high.max",
    ]

    @Test("A budget of retries is a share of the requests under way, or of those that were begun lately")
    func budget() {
        var thresholds = CircuitBreakerThresholds()
        thresholds.retryBudget = .init()
        thresholds.retryBudget?.percent = 10
        thresholds.retryBudget?.minConcurrency = 0
        let second: UInt64 = 1_000_000_000
        let plain = make(ClusterConfiguration(name: "c", defaultThresholds: thresholds)).circuitBreakers.defaults
        thresholds.retryBudget?.interval = 4 * second
        let recent = make(ClusterConfiguration(name: "c", defaultThresholds: thresholds)).circuitBreakers.defaults
        for limits in [plain, recent] {
            for number: UInt64 in 0..<20 {
                limits.requestBegins(at: 100 * second + number)
                limits.requests.subtract(1, ordering: .relaxed)
            }
            limits.requestBegins(at: 101 * second)
        }
        #expect(plain.mostRetries(at: 101 * second) == 0 && !plain.canRetry(at: 101 * second))
        #expect(recent.mostRetries(at: 101 * second) == 2)
        recent.retries.store(1, ordering: .relaxed)
        #expect(recent.canRetry(at: 101 * second))
        recent.retries.store(2, ordering: .relaxed)
        #expect(!recent.canRetry(at: 101 * second))
        // Only the one that is still under way.
        #expect(recent.mostRetries(at: 110 * second) == 0)
        for _ in 0..<9 { recent.requestBegins(at: 110 * second) }
        #expect(recent.mostRetries(at: 110 * second) == 1 && recent.mostRetries(at: 200 * second) == 1)
    }

    @Test("The largest thresholds are no limit")
    func noLimit() {
        let all = CircuitBreakerThresholds(
            maxConnections: .max, maxPendingRequests: .max, maxRequests: .max, maxRetries: .max)
        let breakers = make(ClusterConfiguration(name: "c", defaultThresholds: all)).circuitBreakers.defaults
        breakers.connections.store(1 << 30, ordering: .relaxed)
        #expect(breakers.canConnect && breakers.canWait && breakers.canRequest && breakers.canRetry(at: 0))
    }
}
