public import Configuration
public import RuntimeValues
internal import Synchronization
public import TLS
public import Telemetry

/// A named set of endpoints and how to reach them; one object for all workers, immutable but for its atomics and for
/// the endpoint set, which is replaced as a whole.
///
/// Nothing here is built for traffic: pools, balancers and counters belong to `WorkerCluster`, which a worker makes
/// when the first request goes to the cluster. So a cluster that nobody uses costs little more than its names.
public final class Cluster: Sendable {
    /// The name that routes refer to.
    public let name: String
    /// The remaining configuration; endpoints only where they are names to be resolved.
    public let configuration: ClusterConfiguration
    /// What Istio's metrics and fields ask of it; nil where its metadata and name say nothing of that.
    public let meshFacts: ClusterMeshFacts?
    /// The limits of both priorities.
    public let circuitBreakers: CircuitBreakers
    /// See `maintenance`.
    let maintenancePercent = Atomic<UInt8>(0)
    /// The statistics.
    public let metrics: MetricScope
    /// Takes endpoints' outcomes; nil where outliers are not detected.
    public let outliers: OutlierReports?
    /// The statistics of outlier detection; nil as above.
    let outlierMetrics: MetricScope?
    /// Where sizes of its tries are measured, and the use that tries make of their time; nil where they are not.
    private let sizeMetrics: MetricScope?
    private let budgetMetrics: MetricScope?
    /// Shows the counters of each endpoint; nil where they are not shown.
    private let endpointStatistics: EndpointStatistics?
    /// The scopes that traffic has called for.
    private let lateScopes: Mutex<[MetricScope]>
    /// How its connections are made.
    let sockets: UpstreamSockets
    /// TLS on its connections; nil where they are plain.
    let tls: TLSContextSource<TLSClientContext>?
    /// The transports of endpoints whose metadata ask for another one.
    let otherTransports: [UpstreamTransport]
    /// Its endpoints where they are what clients wanted; nil for other clusters.
    let destinations: OriginalDestinations?
    /// How endpoints are chosen.
    let rules: BalancingRules
    /// The cluster that this proxy is one of, where it is known and counts.
    public let neighbours: Cluster?
    /// Where events of its health checks are written.
    let healthEventLogs: [LogSink]
    /// Where its endpoints are found by the hosts that requests ask for; nil means they are not.
    public let hostCache: HostCache?
    /// A part of the proxy's, so that what is counted goes with the cluster.
    public let registry: MetricRegistry
    private let workerCount: Int
    private let membership: Mutex<Membership>
    private let failureHandler = Mutex<(@Sendable (Endpoint) -> Void)?>(nil)

    private struct Membership {
        var set: EndpointSet
        var changes: UInt64
        /// Endpoints that have the transport of the cluster, and those that have others, by these.
        var matches: UInt64
        var otherMatches: [UInt64] = []
        var subsetsCreated: UInt64 = 0
        var subsetsRemoved: UInt64 = 0

        /// The endpoints of a new cluster; one that takes another's place goes on with its statistics.
        init(_ set: EndpointSet, transportCount: Int, succeeding previous: Cluster?) {
            self = previous?.membership.withLock { $0 } ?? Membership(set)
            self.set = set
            changes &+= UInt64(set.changedPriorities)
            if otherMatches.count != transportCount { otherMatches = Array(repeating: 0, count: transportCount) }
        }

        private init(_ set: EndpointSet) {
            self.set = set
            changes = 0
            matches = 0
        }
    }

    /// Builds the runtime form of a validated cluster, which may take the place of another of its name.
    ///
    /// - Parameters:
    ///   - tls: TLS on its connections; nil where they are plain.
    ///   - transports: what connections carry instead to endpoints whose metadata ask for it.
    ///   - home: where this proxy stands.
    ///   - neighbours: the cluster that this proxy is one of; nil when it is not known.
    ///   - healthEventLogs: where events of health checks are written.
    ///   - hostCache: where hosts are remembered that requests ask for, if they are its endpoints.
    ///   - previous: whose statistics it goes on with.
    public init(
        _ configuration: ClusterConfiguration, workerCount: Int, registry: MetricRegistry,
        tls: TLSContextSource<TLSClientContext>? = nil, transports: [UpstreamTransport] = [],
        home: Locality = Locality(), neighbours: Cluster? = nil, healthEventLogs: [LogSink] = [],
        hostCache: HostCache? = nil, succeeding previous: Cluster? = nil, runtime: LiveRuntime = LiveRuntime()
    ) {
        self.hostCache = hostCache
        name = configuration.name
        meshFacts = ClusterMeshFacts(configuration)
        let rules = BalancingRules(configuration, home: home, runtime: runtime)
        self.rules = rules
        self.neighbours = rules.isZoneAware ? neighbours : nil
        self.workerCount = workerCount
        self.tls = tls
        otherTransports = transports
        self.healthEventLogs = healthEventLogs
        self.registry = registry
        let statName = configuration.statName
        let labels = [MetricLabel("envoy_cluster_name", statName)]
        func scope(_ family: MetricFamily, below part: String = "") -> MetricScope {
            registry.scope(prefix: "cluster.\(statName).\(part)", labels: labels, family: family)
        }
        metrics = scope(ClusterMetric.family)
        circuitBreakers = CircuitBreakers(
            defaults: configuration.defaultThresholds, high: configuration.highThresholds)
        circuitBreakers.defaults.track("default", of: metrics, in: registry)
        circuitBreakers.high.track("high", of: metrics, in: registry)
        sockets = UpstreamSockets(configuration)
        metrics.derive(from: circuitBreakers)
        outliers = configuration.outlierDetection.map { OutlierReports(OutlierRules($0, runtime)) }
        outlierMetrics = outliers == nil ? nil : scope(OutlierMetric.family, below: "outlier_detection.")
        // One that takes another's place goes on with what that counted.
        let known = previous?.lateScopes.withLock { $0 } ?? []
        lateScopes = Mutex(known.map { registry.scope(prefix: $0.prefix, labels: $0.labels, family: $0.family) })
        sizeMetrics = configuration.tracksSizes ? scope(ClusterSizeMetric.family) : nil
        budgetMetrics = configuration.tracksBudgets ? scope(ClusterBudgetMetric.family) : nil
        endpointStatistics =
            configuration.tracksEndpoints
            ? EndpointStatistics(metrics, in: registry, succeeding: previous?.endpointStatistics) : nil
        if case .originalDestination(let rule) = configuration.discoveryType {
            destinations = OriginalDestinations(
                rule, workerCount: workerCount, outliers: outliers,
                isWatched: outliers != nil || configuration.healthCheck != nil)
        } else {
            destinations = nil
        }
        let set =
            configuration.discoveryType == .static
            ? EndpointSet(configuration, rules: rules, workerCount: workerCount, outliers: outliers)
            : EndpointSet([], replacing: nil, rules: rules, workerCount: workerCount)
        self.configuration = Self.keptPart(of: configuration)
        let membership = Membership(set, transportCount: transports.count, succeeding: previous)
        self.membership = Mutex(membership)
        if set.all.isEmpty { countPlaces(HashTable.Places()) } else { publish(set, replacing: nil) }
        if set.all.isEmpty { countMatches(membership) }
        trackDuplicates()
        heed(runtime)
    }

    /// The part of the configuration that is needed later: without endpoints where those are in the set, or come from
    /// elsewhere.
    private static func keptPart(of configuration: ClusterConfiguration) -> ClusterConfiguration {
        var kept = configuration
        switch configuration.discoveryType {
        case .static, .aggregate, .eds: kept.endpoints = []
        default: break
        }
        return kept
    }

    /// Shows how many endpoints found their subset of one endpoint taken, where there are subsets.
    private func trackDuplicates() {
        if configuration.balancing.subsets == nil { return }
        let name = "lb_subsets_single_host_per_subset_duplicate"
        registry.addSource(
            metrics.prefix + name, extractedName: metrics.extractedPrefix + name, labels: metrics.labels
        ) { [weak self] in UInt64(self?.endpoints.subsets?.duplicates ?? 0) }
    }

    /// The statistics of HTTP/2; made with the first such connection.
    func http2Metrics() -> MetricScope { lateScope("http2.", HTTP2CodecMetric.clusterFamily) }

    /// The statistics of canaries; made with the first answer of one.
    func canaryMetrics() -> MetricScope { lateScope("canary.", CanaryMetric.family) }

    /// A scope that only traffic calls for. Workers write to it as long as they have the cluster, also when its
    /// statistics have been taken away.
    private func lateScope(_ name: String, _ family: MetricFamily) -> MetricScope {
        lateScopes.withLock { scopes in
            let prefix = metrics.prefix + name
            if let known = scopes.first(where: { $0.prefix == prefix && $0.family === family }) { return known }
            let scope = registry.scope(
                prefix: prefix, labels: [MetricLabel("envoy_cluster_name", statName)], family: family)
            scopes.append(scope)
            return scope
        }
    }

    /// Where a worker measures tries; nil where it does not.
    func makeTracking(worker: Int) -> ClusterTracking? {
        if sizeMetrics == nil && budgetMetrics == nil { return nil }
        return ClusterTracking(
            sizes: sizeMetrics?.writer(thread: worker), budgets: budgetMetrics?.writer(thread: worker))
    }

    /// Takes its statistics away: it is gone, or another has taken its place and goes on with them.
    public func withdraw() {
        endpointStatistics?.end()
        registry.release()
    }

    private var statName: String { configuration.altStatName.isEmpty ? name : configuration.altStatName }

    // MARK: - Endpoints

    /// All endpoints at this moment, for those who show or watch them.
    public var allEndpoints: [Endpoint] { destinations?.all ?? endpoints.all }

    /// The addresses that clients wanted are others: those who watch them are told, or else only statistics.
    func destinationsChanged() {
        guard let destinations, destinations.isWatched else { return countDestinations() }
        destinations.tellWatcher()
    }

    /// Sets the closure that hears, on any thread, that endpoints came or went as clients wanted them. It then asks
    /// `takeDestinations`.
    public func setDestinationWatcher(_ watcher: @escaping @Sendable () -> Void) {
        guard let destinations, destinations.isWatched else { return }
        destinations.setWatcher(watcher)
    }

    /// The watcher looks at the endpoints (`allEndpoints`).
    public func takeDestinations() {
        destinations?.watcherLooks()
        countDestinations()
    }

    /// Tells statistics of the addresses that clients wanted.
    private func countDestinations() {
        guard let counts = destinations?.counts else { return }
        endpointStatistics?.update(allEndpoints)
        metrics.setFixed(ClusterMetric.membershipTotal.rawValue, counts.endpoints)
        metrics.setFixed(ClusterMetric.membershipHealthy.rawValue, counts.healthy)
        metrics.setFixed(ClusterMetric.membershipDegraded.rawValue, counts.degraded)
        metrics.setFixed(ClusterMetric.membershipExcluded.rawValue, counts.excluded)
        metrics.setFixed(ClusterMetric.membershipChange.rawValue, counts.changes)
        metrics.setFixed(ClusterMetric.defaultTotalMatchCount.rawValue, counts.made)
    }

    /// The endpoints at this moment. Workers take them when they are told of a change, and never while they serve a
    /// request.
    public var endpoints: EndpointSet { membership.withLock { $0.set } }

    /// Replaces the endpoints. The main loop alone does so, and tells each worker afterwards
    /// (`WorkerCluster.refresh`), if the answer is true: something differs.
    ///
    /// Endpoints that stay keep their counters, pools and connections. For LOGICAL_DNS, whose one endpoint moves, only
    /// new connections go to the new address. `time` is the loop's: new endpoints may get their share slowly from then
    /// on.
    public func replaceEndpoints(_ descriptions: [EndpointDescription], at time: UInt64) -> Bool {
        replaceEndpoints(descriptions, rules, at: time)
    }

    /// As above, with what else a source says of them.
    public func replaceEndpoints(_ assignment: EndpointAssignment, at time: UInt64) -> Bool {
        replaceEndpoints(EndpointDescription.list(assignment.endpoints), rules.following(assignment), at: time)
    }

    private func replaceEndpoints(
        _ descriptions: [EndpointDescription], _ rules: BalancingRules, at time: UInt64
    ) -> Bool {
        let previous = endpoints
        let next = EndpointSet(
            descriptions, replacing: previous, rules: rules, workerCount: workerCount,
            isLogical: configuration.hasLogicalEndpoint, at: time, outliers: outliers)
        if next.change.isEmpty { return false }
        publish(next, replacing: previous)
        return true
    }

    /// Makes the set that follows from the health of its endpoints, after some of them were changed
    /// (`Endpoint.changeHealth`). The main loop alone does so, and tells each worker afterwards.
    public func healthChanged() {
        if destinations != nil { return countDestinations() }
        let previous = endpoints
        publish(EndpointSet(of: previous), replacing: previous)
    }

    /// Takes an endpoint out that its source does not name any more. The main loop alone does so.
    func remove(_ endpoint: Endpoint) {
        let previous = endpoints
        publish(EndpointSet(of: previous, without: endpoint), replacing: previous)
    }

    /// Sets the closure that hears that an endpoint's response said it is not well; runs on any worker.
    public func setFailureHandler(_ handler: @escaping @Sendable (Endpoint) -> Void) {
        failureHandler.withLock { $0 = handler }
    }

    /// A response to a request said that its endpoint is not well.
    public func failAtOnce(_ endpoint: Endpoint) { failureHandler.withLock { $0 }?(endpoint) }

    private func publish(_ set: EndpointSet, replacing previous: EndpointSet?) {
        let counts = membership.withLock { membership in
            membership.set = set
            if previous != nil { membership.changes &+= UInt64(set.changedPriorities) }
            countMatches(of: set, after: previous, in: &membership)
            let (created, removed) = SubsetTable.difference(previous?.subsets, set.subsets)
            membership.subsetsCreated &+= created * threads
            membership.subsetsRemoved &+= removed * threads
            return membership
        }
        count(set, counts)
    }

    /// Adds the new endpoints of a set by their transports.
    private func countMatches(of set: EndpointSet, after previous: EndpointSet?, in counts: inout Membership) {
        if otherTransports.isEmpty || set.change.added == 0 {
            counts.matches &+= UInt64(set.change.added)
            return
        }
        let known = Set((previous?.all ?? []).map { ObjectIdentifier($0) })
        for endpoint in set.all where !known.contains(ObjectIdentifier(endpoint)) {
            if let place = placeOfOtherTransport(for: endpoint) {
                counts.otherMatches[place] &+= 1
            } else {
                counts.matches &+= 1
            }
        }
    }

    private func countMatches(_ counts: Membership) {
        metrics.setFixed(ClusterMetric.defaultTotalMatchCount.rawValue, counts.matches)
        for transport in otherTransports {
            // Several may have one name.
            let count = zip(otherTransports, counts.otherMatches).reduce(UInt64(0)) { sum, other in
                other.0.name == transport.name ? sum &+ other.1 : sum
            }
            registry.scope(
                prefix: metrics.prefix + "\(transport.name).",
                extractedPrefix: metrics.extractedPrefix + "\(transport.name).",
                labels: metrics.labels, family: TransportMatchMetric.family
            ).setFixed(TransportMatchMetric.totalMatchCount.rawValue, count)
        }
    }

    /// In Envoy each thread has subsets of its own, and all of them count.
    private var threads: UInt64 { UInt64(workerCount) + 1 }

    private func count(_ set: EndpointSet, _ counts: Membership) {
        func fix(_ metric: ClusterMetric, _ value: UInt64) { metrics.setFixed(metric.rawValue, value) }
        endpointStatistics?.update(set.all)
        fix(.membershipTotal, UInt64(set.all.count))
        fix(.membershipHealthy, UInt64(set.all.count { $0.health == .healthy }))
        fix(.membershipDegraded, UInt64(set.all.count { $0.health == .degraded }))
        fix(.membershipExcluded, UInt64(set.all.count { $0.isExcluded }))
        fix(.membershipChange, counts.changes)
        countMatches(counts)
        // The state of clusters that wait for their endpoints.
        fix(.warmingState, 0)
        if let subsets = set.subsets {
            fix(.lbSubsetsActive, UInt64(subsets.count) * threads)
            fix(.lbSubsetsCreated, counts.subsetsCreated)
            fix(.lbSubsetsRemoved, counts.subsetsRemoved)
        }
        countPlaces((set.subsets?.lastTable ?? set.view.tables.last)?.places ?? HashTable.Places())
    }

    /// Tells of the table that was made last, as Envoy does; of an empty one where there are no endpoints.
    private func countPlaces(_ places: HashTable.Places) {
        let labels = [MetricLabel("envoy_cluster_name", statName)]
        switch rules.policy {
        case .roundRobin, .leastRequest, .random: break
        case .maglev:
            let scope = registry.scope(
                prefix: metrics.prefix + "maglev_lb.", labels: labels, family: MaglevMetric.family)
            scope.setFixed(MaglevMetric.minEntriesPerHost.rawValue, places.least)
            scope.setFixed(MaglevMetric.maxEntriesPerHost.rawValue, places.most)
        case .ringHash:
            let scope = registry.scope(
                prefix: metrics.prefix + "ring_hash_lb.", labels: labels, family: RingHashMetric.family)
            scope.setFixed(RingHashMetric.size.rawValue, places.all)
            scope.setFixed(RingHashMetric.minHashesPerHost.rawValue, places.least)
            scope.setFixed(RingHashMetric.maxHashesPerHost.rawValue, places.most)
        }
    }
}

extension ClusterConfiguration {
    /// The name in statistics.
    public var statName: String { altStatName.isEmpty ? name : altStatName }

    /// Whether the one endpoint of the cluster is a name whose address may move (LOGICAL_DNS).
    public var hasLogicalEndpoint: Bool {
        if case .logicalDNS = discoveryType { return true }
        return false
    }
}
