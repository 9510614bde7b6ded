internal import Configuration
internal import EventLoops

/// Changes and failures of its endpoints, and its own end.
extension WorkerCluster {
    /// Takes the cluster's endpoints as they are now. Pools of endpoints that stay go on; those of endpoints that are
    /// gone are drained: what is under way may finish, nothing new begins. Several changes that come together cost one
    /// refresh.
    public func refresh() {
        if let destinations { return destinations.drainFailed() }
        let newest = cluster.endpoints
        if newest === set { return }
        set = newest
        forwarded?.take(newest)
        if !placesByAddress.isEmpty { placesByAddress = [:] }
        generation &+= 1
        rebalance()
        let gone = pools.install(newest, isLogical: cluster.configuration.hasLogicalEndpoint)
        for pool in gone { pool.drain() }
        let hasMoved = newest.change.added > 0 || newest.change.removed > 0
        if hasMoved && cluster.configuration.balancing.closesConnectionsOnChange { return drain() }
        drainFailed()
    }

    /// Drains connections to endpoints that have come to fail: it may be the way there that is broken, and new
    /// connections find another.
    private func drainFailed() {
        var failing: Set<Int> = []
        for endpoint in set.all where !endpoint.healthFlags.isDisjoint(with: [.failedHealthCheck, .ejected]) {
            failing.insert(endpoint.index)
            if knownFailing.contains(endpoint.index) { continue }
            closeConnections(to: endpoint)
            for pool in pools.take(endpoint.index) { pool.drain() }
        }
        knownFailing = failing
    }

    /// The endpoints of the cluster that this proxy is one of have changed, which zone-aware balancing minds.
    public func neighboursChanged() { rebalance() }

    func rebalance() {
        balancer = LoadBalancer.make(set, Self.setting(cluster, set.rules, loop, metrics, seed &+ loop.now))
    }

    /// The cluster is gone, or another has taken its place: lets all connections go, and those that are still to come
    /// after their streams.
    public func retire() {
        isRetired = true
        generation &+= 1
        drain()
    }

    /// Lets all connections go: idle ones now, others after their streams.
    public func drain() {
        // Pools and cluster keep each other; a drained pool lives on through its own connections only.
        for pool in pools.removeAll() { pool.drain() }
        destinations?.drain()
    }

    // MARK: - Connections that serve one client each

    /// A connection is open; with `isOpen` false, it is no more.
    func note(_ connection: UpstreamConnection, isOpen: Bool) {
        guard cluster.configuration.closesConnectionsOnFailure else { return }
        closable[ObjectIdentifier(connection)] = isOpen ? connection : nil
    }

    /// Ends those to an endpoint that has come to fail, where that is asked for.
    func closeConnections(to endpoint: Endpoint) {
        if closable.isEmpty { return }
        for connection in Array(closable.values) where connection.endpoint === endpoint {
            connection.endpointFailed()
        }
    }
}
