internal import Configuration
internal import HTTPSemantics
internal import Routing
internal import Upstreams

extension WorkerRoute {
    /// What the route does with requests.
    enum Action {
        case forward, directResponse, redirect
    }

    /// What a route says of requests that it sends on; as it stands without a route, what holds for one that answers.
    struct Forwarding {
        var cluster: WorkerCluster?
        var clusterField: ClusterField?
        var clusterNotFoundStatus: UInt16 = 503
        var timeout: UInt64?
        var duration: StreamDurationConfiguration?
        var oldGRPCTimeout: OldGRPCTimeoutConfiguration?
        var idleTimeout = RouteIdleTimeout.inherited
        var flushTimeout: UInt64?
        var priority = RoutingPriority.default
        var criteria: SubsetCriteria?
        var hasher: RequestHasher?
        var clusterHasher: RequestHasher?
        var redirects: InternalRedirects?

        init() {}

        /// `namedCluster` is where a field of the request leads, if it leads anywhere.
        init(
            _ route: RouteActionConfiguration, of rule: RouteRule, worker: ProxyWorker, namedCluster: WorkerCluster?
        ) {
            switch rule.target {
            case .cluster(let name): cluster = worker.cluster(named: name)
            case .field(let name): (cluster, clusterField) = (namedCluster, ClusterField(name))
            case nil: break
            }
            clusterNotFoundStatus = route.clusterNotFoundResponseCode
            duration = route.maxStreamDuration
            // A limit of the whole stream takes the place of the timeout.
            if duration == nil { (timeout, oldGRPCTimeout) = (route.timeout, route.oldGRPCTimeout) }
            idleTimeout = route.idleTimeout
            flushTimeout = route.flushTimeout
            priority = route.priority
            criteria = SubsetCriteria(rule.endpointMetadata)
            clusterHasher = RequestHasher(cluster?.cluster.configuration.balancing.hashing.policy ?? [])
            if clusterHasher == nil { hasher = RequestHasher(route.hashPolicy) }
            redirects = route.internalRedirects.map { InternalRedirects($0) }
        }
    }

    /// What a route answers by itself; as it stands without a configuration, what holds for one that sends on.
    struct Reply {
        var status: UInt16 = 0
        var body: [UInt8] = []
        var format: LocalReplies.Body?

        init() {}

        init(_ redirect: RedirectActionConfiguration) { status = redirect.responseCode }

        init(_ response: DirectResponseConfiguration) {
            status = response.status
            // Bodies from elsewhere were read when the snapshot was built.
            if case .bytes(let bytes) = response.body { body = bytes }
            format = response.format.map { LocalReplies.Body($0) }
        }
    }
}
