internal import Buffers
public import Configuration
public import HTTPSemantics
internal import Telemetry

/// Which endpoint a request goes to.
extension WorkerCluster {
    /// Chooses an endpoint for a request that does not mind which, and returns its pool; nil when none may take
    /// requests, which is counted here. `isHTTP2` says by what the request came; `isBare` asks for a connection that
    /// speaks no HTTP.
    public func pick(priority: RoutingPriority, isHTTP2: Bool = false, isBare: Bool = false) -> EndpointPool? {
        if usesChoice { return pick(priority: priority, isHTTP2: isHTTP2, isBare: isBare, EndpointChoice()) }
        // Nearly all requests find their pool so, without a reference to its endpoint.
        let place = balancer.singlePlace
        if place >= 0 && !isBare && !isHTTP2 && priority == .default && pools.common.older.isEmpty,
            let pool = pools.common.current[place]
        {
            return pool
        }
        // A choice that says nothing costs more to make than to pass over.
        guard let endpoint = balancer.single ?? pickEndpoint(EndpointChoice()) else { return nil }
        return pool(for: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare)
    }

    /// The name that a request, whose head is as it leaves, asks for in TLS; nil where it asks for none.
    public func askedName(of request: borrowing HeaderMap) -> AskedName? { names?.name(of: request) }

    /// A pool for a request of the proxy's own, whose head is as it leaves; see above.
    public func pick(
        priority: RoutingPriority, isHTTP2: Bool = false, for request: borrowing HeaderMap
    ) -> EndpointPool? {
        if !usesChoice { return pick(priority: priority, isHTTP2: isHTTP2) }
        var choice = EndpointChoice()
        choice.terms.name = askedName(of: request)
        return pick(priority: priority, isHTTP2: isHTTP2, choice)
    }

    /// A pool for a request that says something about its endpoint; see above. The pool of an aggregate is a member's.
    public func pick(
        priority: RoutingPriority, isHTTP2: Bool = false, isBare: Bool = false, _ choice: borrowing EndpointChoice
    ) -> EndpointPool? {
        if members != nil {
            guard let (member, endpoint) = choose(choice) else { return nil }
            return member.pool(at: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare, choice.terms)
        }
        guard let endpoint = pickEndpoint(choice) else { return nil }
        if let destinations {
            return destinations.pool(
                of: endpoint, priority, form(isHTTP2: isHTTP2, isBare: isBare), choice.terms)
        }
        return pool(at: endpoint, priority: priority, isHTTP2: isHTTP2, isBare: isBare, choice.terms)
    }

    /// Chooses an endpoint, and says whose it is: of an aggregate it is a member's. Nil when none takes anything, which
    /// is counted here.
    public func choose(
        _ choice: borrowing EndpointChoice = EndpointChoice()
    ) -> (cluster: WorkerCluster, endpoint: Endpoint)? {
        guard let members else { return pickEndpoint(choice).map { (self, $0) } }
        var choice = choice.copy()
        if let member = members.choose(&choice), let endpoint = member.balancer.pick(choice) {
            return (member, endpoint)
        }
        noteNoEndpoint()
        return nil
    }

    private func pickEndpoint(_ choice: borrowing EndpointChoice) -> Endpoint? {
        let picked: Endpoint?
        if let destinations {
            picked = destinations.endpoint(for: choice.destination)
        } else {
            picked = forwarded == nil ? balancer.pick(choice) : choice.endpoint
        }
        if picked == nil { noteNoEndpoint() }
        return picked
    }

    /// The priority that the endpoint of a pool of this cluster, or of a member, has here; nil once it has none.
    public func priority(of pool: EndpointPool) -> Int? {
        let own = Int(min(pool.endpoint.priority, 128))
        return members.map { $0.place(of: own, in: pool.cluster) } ?? own
    }

    /// Members of an aggregate have come or gone, or have other endpoints.
    public func membersChanged() { members?.changed() }

    /// A request of the proxy's own begins, which is counted; false when it gets no further, since the cluster is under
    /// maintenance.
    public func beginsOwnRequest() -> Bool {
        ownRequests.increment(AsyncClientMetric.rqTotal)
        let percent = cluster.maintenance
        if percent == 0 || percent < 100 && random.next() % 100 >= percent { return true }
        metrics.increment(ClusterMetric.upstreamRqMaintenanceMode)
        charge(status: 503, isInternal: true)
        return false
    }

    /// Counts that no endpoint will do.
    public func noteNoEndpoint() { metrics.increment(ClusterMetric.upstreamCxNoneHealthy) }

    /// The endpoint of an address, such as `10.0.0.1:80`; nil when the cluster has none, or it takes no requests.
    public func endpoint(at address: [UInt8]) -> Endpoint? {
        if placesByAddress.isEmpty {
            for (place, endpoint) in set.all.enumerated() { placesByAddress[Array("\(endpoint.address)".utf8)] = place }
        }
        guard let place = placesByAddress[address] else { return nil }
        let endpoint = set.all[place]
        return endpoint.health == .unhealthy ? nil : endpoint
    }
}
