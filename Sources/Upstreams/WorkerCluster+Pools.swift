public import Configuration
internal import HTTPSemantics
internal import Telemetry
internal import Transports

/// The pools of its endpoints.
extension WorkerCluster {
    /// The pool of an endpoint that was chosen; see `pick`.
    public func pool(
        at endpoint: Endpoint, priority: RoutingPriority, isHTTP2: Bool, isBare: Bool, _ terms: ConnectionTerms
    ) -> EndpointPool? {
        if terms.isEmpty { return pool(for: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare) }
        // What an aggregate's request says may be for another member.
        let origin = tellsOwnOrigin || terms.origin?.addresses == nil ? terms.origin : terms.origin?.untold
        let terms = ConnectionTerms(name: terms.name, origin: origin)
        if terms.isEmpty { return pool(for: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare) }
        let key = SeparatePools.Key(
            terms: terms, place: endpoint.index, isHigh: priority == .high,
            form: form(isHTTP2: isHTTP2, isBare: isBare))
        if let pool = pools.separate.pool(at: key) { return pool }
        if !mayPool(priority) { return nil }
        let pool = makePool(for: endpoint, priority, key.form, terms)
        if !isRetired { pools.separate.add(pool, at: key) }
        return pool
    }

    @inline(__always)
    func pool(
        for endpoint: Endpoint, priority: RoutingPriority, isHTTP2: Bool, isBare: Bool
    ) -> EndpointPool? {
        let isHigh = priority == .high
        if isBare { return pool(for: endpoint, priority, .bare, in: isHigh ? .highBare : .bare) }
        if isHTTP2 && cluster.configuration.upstreamProtocol == .asDownstream {
            return pool(for: endpoint, priority, .http2, in: isHigh ? .highMultiplexed : .multiplexed)
        }
        return pool(for: endpoint, priority: priority)
    }

    /// The pool of an endpoint, made at its first use; nil when the cluster has as many pools as it may.
    func pool(for endpoint: Endpoint, priority: RoutingPriority) -> EndpointPool? {
        if priority == .high { return pool(for: endpoint, .high, form, in: .high) }
        if let pool = pools.common.pool(at: endpoint.index) { return pool }
        if !mayPool(.default) { return nil }
        let pool = makePool(for: endpoint, .default, form)
        if !isRetired { pools.common.current[endpoint.index] = pool }
        return pool
    }

    /// The same for a table beside the common one.
    private func pool(
        for endpoint: Endpoint, _ priority: RoutingPriority, _ form: EndpointPool.Form, in table: WorkerPools.Table
    ) -> EndpointPool? {
        if let pool = pools.pool(at: endpoint.index, in: table) { return pool }
        if !mayPool(priority) { return nil }
        let pool = makePool(for: endpoint, priority, form)
        if !isRetired { pools.add(pool, at: endpoint.index, in: table, set) }
        return pool
    }

    private var form: EndpointPool.Form {
        switch cluster.configuration.upstreamProtocol {
        case .http2: .http2
        case .negotiated: .negotiated
        case .http1, .asDownstream: .http1
        }
    }

    /// Makes a pool. One of a retired cluster is kept nowhere: it lives through its connections, each of which ends
    /// with its streams.
    private func makePool(
        for endpoint: Endpoint, _ priority: RoutingPriority, _ form: EndpointPool.Form,
        _ terms: ConnectionTerms = ConnectionTerms()
    ) -> EndpointPool {
        let pool = EndpointPool(endpoint: endpoint, cluster: self, priority: priority, form: form, terms: terms)
        if isRetired { pool.drain() }
        return pool
    }

    func form(isHTTP2: Bool, isBare: Bool) -> EndpointPool.Form {
        if isBare { return .bare }
        return isHTTP2 && cluster.configuration.upstreamProtocol == .asDownstream ? .http2 : form
    }

    /// Whether an endpoint is one of the cluster's, as they are now.
    public func offers(_ endpoint: Endpoint) -> Bool { !isRetired && set.all.contains { $0 === endpoint } }

    /// Whether one more pool may be made, if need be in place of one that is of no use at the moment.
    func mayPool(_ priority: RoutingPriority) -> Bool {
        let limits = cluster.circuitBreakers.priority(priority)
        if limits.canPool { return true }
        if pools.removeUnused(isHigh: priority == .high) && limits.canPool { return true }
        metrics.increment(ClusterMetric.upstreamCxPoolOverflow)
        return false
    }
}
