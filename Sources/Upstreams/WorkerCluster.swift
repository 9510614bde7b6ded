public import Configuration
public import EventLoops
public import HTTP1
public import HTTP2
internal import HTTPSemantics
internal import Synchronization
public import Telemetry

/// A cluster as one worker uses it: its balancer, its pools and its counters. Confined to the worker's loop; made when
/// the worker's first request goes to the cluster.
public final class WorkerCluster {
    /// The part that all workers share.
    public let cluster: Cluster
    /// The worker's loop.
    public let loop: EventLoop
    /// The worker's number.
    public let workerIndex: Int
    /// Where this worker counts.
    public let metrics: MetricWriter
    /// How upstream connections speak.
    public let http1Options: HTTP1Options
    /// How upstream connections speak HTTP/2.
    public let http2Options: HTTP2Options
    /// Where this worker counts what HTTP/2 does; nil until it does.
    private var http2Writer: MetricWriter?
    /// Where it measures its tries; nil when it does not.
    public let tracking: ClusterTracking?
    /// Where it counts the responses of canaries; nil until there is one.
    private(set) lazy var canaries = cluster.canaryMetrics().writer(thread: workerIndex)
    /// Where it counts requests of the proxy's own.
    lazy var ownRequests = AsyncClientMetric.scope(in: cluster.registry).writer(thread: workerIndex)
    /// Whether it counts what a request says about its endpoint.
    public let usesChoice: Bool
    /// How it finds out where a client wanted to go; nil where it goes to endpoints of its own.
    public var originalDestination: OriginalDestinationConfiguration? { cluster.destinations?.configuration }
    /// Whether some of its connections tell whose bytes they carry.
    public var tellsOrigin: Bool { members?.tellsOrigin ?? tellsOwnOrigin }
    let tellsOwnOrigin: Bool
    /// Whether responses may say that their endpoints are not well.
    public let isHealthChecked: Bool
    var set: EndpointSet
    var balancer: LoadBalancer
    /// Where endpoints stand in the set; empty until one is asked for by its address.
    var placesByAddress: [[UInt8]: Int] = [:]
    var pools: WorkerPools
    /// Its pools where its endpoints are those that clients wanted.
    private(set) var destinations: WorkerDestinations?
    /// The places of endpoints that failed at the last refresh.
    var knownFailing: Set<Int> = []
    /// Connections that serve one client each, where those end when their endpoints fail; empty elsewhere.
    var closable: [ObjectIdentifier: UpstreamConnection] = [:]
    /// How requests ask for names in TLS; nil where they do not.
    let names: AskedNames?
    let seed: UInt64
    var random: FastRandom
    /// The clusters that it stands for where it is an aggregate; nil for others.
    let members: AggregateMembers?
    /// Its endpoints where they are the hosts that requests ask for; nil for others.
    public let forwarded: ForwardedEndpoints?
    /// Hears of connections that only send what a client that is gone has left: 1 when one begins to, -1 when it is
    /// closed.
    public var onFlush: ((_ change: Int) -> Void)?
    /// Whether it is gone, or another has taken its place.
    var isRetired = false
    /// Counts changes of its endpoints and of their health.
    public internal(set) var generation: UInt64 = 0

    /// Makes the worker's view of `cluster`. `find` gives the worker's views of others, which an aggregate asks for.
    public init(
        _ cluster: Cluster, loop: EventLoop, workerIndex: Int, seed: UInt64,
        find: @escaping (String) -> WorkerCluster? = { _ in nil }
    ) {
        self.cluster = cluster
        self.loop = loop
        self.workerIndex = workerIndex
        self.seed = seed
        random = FastRandom(seed: seed)
        metrics = cluster.metrics.writer(thread: workerIndex)
        tracking = cluster.makeTracking(worker: workerIndex)
        set = cluster.endpoints
        balancer = LoadBalancer.make(set, Self.setting(cluster, set.rules, loop, metrics, seed))
        pools = WorkerPools(set)
        isHealthChecked = cluster.configuration.healthCheck != nil
        names = cluster.heedsNames ? AskedNames(cluster.configuration.names) : nil
        forwarded = cluster.hostCache.map { [set] in ForwardedEndpoints($0, set, loop: loop) }
        tellsOwnOrigin = cluster.tellsOrigin
        if case .aggregate(let names) = cluster.configuration.discoveryType {
            members = AggregateMembers(names, rules: cluster.rules, seed: seed, find: find)
            usesChoice = true
        } else {
            members = nil
            usesChoice =
                cluster.rules.isHashing || cluster.configuration.balancing.subsets != nil || forwarded != nil
                || cluster.destinations != nil || names != nil || tellsOwnOrigin
        }
        var http1Options = HTTP1Options(
            cluster.configuration.http1Options, cluster.configuration.commonOptions,
            maxHeadBytes: cluster.configuration.commonOptions.maxResponseHeadBytes(isHTTP2: false))
        // Only the fields of requests are judged by their underscores.
        http1Options.underscores = .allow
        self.http1Options = http1Options
        var http2Options = HTTP2Options(
            cluster.configuration.http2Options, cluster.configuration.commonOptions,
            maxHeadBytes: cluster.configuration.commonOptions.maxResponseHeadBytes(isHTTP2: true))
        http2Options.underscores = .allow
        self.http2Options = http2Options
        if let shared = cluster.destinations { destinations = WorkerDestinations(self, shared) }
    }

    /// Where this worker counts what HTTP/2 does; as in Envoy, the names appear with the first such connection.
    func http2Metrics() -> MetricWriter {
        if let writer = http2Writer { return writer }
        let writer = cluster.http2Metrics().writer(thread: workerIndex)
        http2Writer = writer
        return writer
    }

    static func setting(
        _ cluster: Cluster, _ rules: BalancingRules, _ loop: EventLoop, _ metrics: MetricWriter, _ seed: UInt64
    ) -> BalancerSetting {
        let breakers = cluster.circuitBreakers
        return BalancerSetting(
            rules: rules, loop: loop, metrics: metrics, seed: seed,
            neighbours: cluster.neighbours?.endpoints.view,
            activeRequests: {
                let sum =
                    breakers.defaults.requests.load(ordering: .relaxed)
                    + breakers.high.requests.load(ordering: .relaxed)
                return UInt64(max(0, sum))
            })
    }

    /// Whether a request's hash decides which endpoint it goes to.
    public var usesHash: Bool { members.map(\.isHashing) ?? cluster.rules.isHashing }

    /// Whether it stands for other clusters.
    public var isAggregate: Bool { members != nil }

    /// Its endpoints as its balancer sees them.
    var view: EndpointView { self.set.view }
}
