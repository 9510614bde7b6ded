internal import NetworkAddresses
internal import Synchronization
internal import Telemetry

/// Shows what the endpoints of a cluster count among the proxy's statistics (`per_endpoint_stats`). The numbers are
/// those that endpoints keep anyway.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats
final class EndpointStatistics: Sendable {
    private struct State {
        var isShown: Bool
        var endpoints: [Endpoint] = []
        /// What is shown of each endpoint, which its source keeps.
        var sources: [ObjectIdentifier: [Int]] = [:]
        /// Those of the cluster that comes next. It may be given up before, and nobody tells.
        weak var successor: EndpointStatistics?
    }

    private let registry: MetricRegistry
    private let prefix: String
    private let labels: [MetricLabel]
    private let state: Mutex<State>

    /// Those of a cluster with these statistics. Where it takes another's place, they are shown when the other's are
    /// not any more.
    init(_ metrics: MetricScope, in registry: MetricRegistry, succeeding previous: EndpointStatistics?) {
        self.registry = registry
        prefix = metrics.prefix + "endpoint."
        labels = metrics.labels
        state = Mutex(State(isShown: previous == nil))
        previous?.state.withLock { $0.successor = self }
    }

    /// The cluster has these endpoints now.
    func update(_ endpoints: [Endpoint]) {
        state.withLock { state in
            state.endpoints = endpoints
            if state.isShown { show(&state) }
        }
    }

    /// The statistics of the cluster are taken away.
    func end() {
        let successor = state.withLock { state in
            for sources in state.sources.values { for source in sources { registry.removeSource(source) } }
            let successor = state.successor
            state = State(isShown: false)
            return successor
        }
        successor?.begin()
    }

    private func begin() {
        state.withLock { state in
            state.isShown = true
            show(&state)
        }
    }

    private func show(_ state: inout State) {
        let present = Set(state.endpoints.map { ObjectIdentifier($0) })
        for (endpoint, sources) in state.sources where !present.contains(endpoint) {
            for source in sources { registry.removeSource(source) }
            state.sources[endpoint] = nil
        }
        for endpoint in state.endpoints where state.sources[ObjectIdentifier(endpoint)] == nil {
            state.sources[ObjectIdentifier(endpoint)] = sources(of: endpoint)
        }
    }

    private func sources(of endpoint: Endpoint) -> [Int] {
        let address = endpoint.address.description
        let prefix = prefix + MetricRegistry.sanitized(address) + "."
        var labels = labels
        labels.append(MetricLabel("envoy_endpoint_address", address))
        if !endpoint.hostname.isEmpty { labels.append(MetricLabel("envoy_endpoint_hostname", endpoint.hostname)) }
        func add(_ name: String, _ kind: MetricSource.Kind, _ read: @escaping @Sendable () -> UInt64) -> Int {
            registry.addSource(
                prefix + name, kind: kind, extractedName: "cluster.endpoint." + name, labels: labels,
                isAlwaysUsed: true, isBehindOthers: true, read)
        }
        return [
            add("cx_connect_fail", .counter) { endpoint.sum(\.connectFailures) },
            add("cx_total", .counter) { endpoint.sum(\.connectionsTotal) },
            add("rq_error", .counter) { endpoint.sum(\.requestsFailed) },
            add("rq_success", .counter) { endpoint.sum(\.requestsSucceeded) },
            add("rq_timeout", .counter) { endpoint.sum(\.requestsTimedOut) },
            add("rq_total", .counter) { endpoint.sum(\.requestsTotal) },
            add("cx_active", .gauge) { endpoint.sum(\.connectionsActive) },
            add("rq_active", .gauge) { endpoint.sum(\.requestsActive) },
            // Requests wait for a connection in the cluster's queue, not at an endpoint of their own.
            add("rq_pending_active", .gauge) { 0 },
            add("healthy", .gauge) { endpoint.health == .healthy ? 1 : 0 },
        ]
    }
}
