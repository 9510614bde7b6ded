public import Configuration
public import EventLoops
public import HTTP1
public import Telemetry

/// A cluster as one worker uses it: its balancer, its pools and its counters. Confined to the worker's loop; made when
/// the worker's first request goes to the cluster.
public final class WorkerCluster {
    /// What all workers share.
    public let cluster: Cluster
    /// The worker's loop.
    public let loop: EventLoop
    /// The worker's number.
    public let workerIndex: Int
    /// Where this worker counts.
    public let metrics: MetricWriter
    /// How upstream connections speak.
    public let http1Options: HTTP1Options
    private let balancer: LoadBalancer
    private var pools: [EndpointPool?]
    private var highPools: [EndpointPool?] = []

    /// Makes the worker's view of `cluster`.
    public init(_ cluster: Cluster, loop: EventLoop, workerIndex: Int, seed: UInt64) {
        self.cluster = cluster
        self.loop = loop
        self.workerIndex = workerIndex
        metrics = cluster.metrics.writer(thread: workerIndex)
        balancer = LoadBalancer.make(for: cluster.configuration, set: cluster.endpoints, seed: seed)
        pools = Array(repeating: nil, count: cluster.endpoints.all.count)
        http1Options = HTTP1Options(
            cluster.configuration.http1Options, cluster.configuration.commonOptions, maxHeadBytes: 60 << 10)
    }

    /// Chooses an endpoint and returns its pool; nil when none may take requests.
    public func pick(priority: RoutingPriority) -> EndpointPool? {
        guard let endpoint = balancer.pick() else { return nil }
        return pool(for: endpoint, priority: priority)
    }

    /// The pool of an endpoint, made at its first use.
    func pool(for endpoint: Endpoint, priority: RoutingPriority) -> EndpointPool {
        if priority == .high { return highPool(for: endpoint) }
        if let pool = pools[endpoint.index] { return pool }
        let pool = EndpointPool(endpoint: endpoint, cluster: self, priority: .default)
        pools[endpoint.index] = pool
        return pool
    }

    private func highPool(for endpoint: Endpoint) -> EndpointPool {
        if highPools.isEmpty { highPools = Array(repeating: nil, count: pools.count) }
        if let pool = highPools[endpoint.index] { return pool }
        let pool = EndpointPool(endpoint: endpoint, cluster: self, priority: .high)
        highPools[endpoint.index] = pool
        return pool
    }

    /// Lets all connections go: idle ones now, others after their streams.
    public func drain() {
        for pool in pools { pool?.drain() }
        for pool in highPools { pool?.drain() }
        // Pools and cluster keep each other; a drained pool lives on through its own connections only.
        pools = Array(repeating: nil, count: pools.count)
        highPools = []
    }
}

extension HTTP1Options {
    /// The codec's options from validated configuration.
    public init(
        _ options: HTTP1OptionsConfiguration, _ common: CommonHTTPOptionsConfiguration, maxHeadBytes: Int
    ) {
        self.init()
        self.maxHeadBytes = maxHeadBytes
        maxFields = Int(common.maxHeadersCount)
        acceptHTTP10 = options.acceptHTTP10
        allowAbsoluteURL = options.allowAbsoluteURL
        keepSpelling = options.preserveCase
        enableTrailers = options.enableTrailers
        allowChunkedLength = options.allowChunkedLength
        switch common.headersWithUnderscoresAction {
        case .allow: underscores = .allow
        case .rejectRequest: underscores = .reject
        case .dropHeader: underscores = .drop
        }
    }
}
