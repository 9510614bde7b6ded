internal import Configuration
internal import EventLoops
internal import Filters
internal import HTTPSemantics
internal import Upstreams

/// Beginning a try: which endpoint it goes to, and the lease of a connection there.
extension RouterFilter {
    /// The pool of an endpoint that the cluster chooses; nil when it has none to offer.
    func pick(from cluster: WorkerCluster, _ route: WorkerRoute) -> EndpointPool? {
        let endsHere = route.upgrades?.terminates(owner.requestHead) ?? false
        let isHTTP2 = owner.requestHead.version == .http2
        // Retries go wherever the cluster says.
        if let wanted = owner.wantedEndpoint, owner.info.attempts == 1 {
            if let endpoint = cluster.endpoint(at: wanted.address) {
                return cluster.pool(
                    at: endpoint, priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere, choice.terms)
            }
            if wanted.isStrict {
                cluster.noteNoEndpoint()
                return nil
            }
        }
        if hasTried, let policy = retries?.policy.configuration, policy.narrowsChoice {
            return cluster.pick(
                priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere, narrowedChoice(policy))
        }
        if !asksForChoice { return cluster.pick(priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere) }
        return cluster.pick(priority: route.priority, isHTTP2: isHTTP2, isBare: endsHere, choice)
    }

    /// What a further try wants of its endpoint.
    private func narrowedChoice(_ policy: RetryPolicyConfiguration) -> EndpointChoice {
        var choice = choice.copy()
        choice.tried = triedPriorities
        if policy.endpointAttempts > 0 {
            choice.filter = UnwantedEndpoints(
                tried: triedEndpoints, rejectsCanaries: policy.avoidsCanaries, labels: policy.avoidedLabels)
            choice.attempts = policy.endpointAttempts + 1
        }
        return choice
    }

    /// Begins a try.
    func send(through pool: EndpointPool) {
        let request = nextTry()
        owner.endpoint = pool.endpoint
        if owner.trust.schemeMatchesUpstream {
            owner.requestHead.scheme = pool.isSecured ? .https : .http
        }
        owner.info.poolStartTime = owner.loop.now
        request.begin(at: pool)
        if isAggregated { request.member = pool.cluster }
        hasTried = true
        if retries?.remembersTries == true, let policy = retries?.policy {
            if policy.configuration.avoidsTriedEndpoints { triedEndpoints.append(pool.endpoint) }
            if let frequency = policy.configuration.priorityUpdateFrequency { notePriority(of: pool, frequency) }
        }
        pool.lease(for: request)
    }

    private func notePriority(of pool: EndpointPool, _ frequency: UInt32) {
        let tried = triedPriorities ?? TriedPriorities(frequency: Int(frequency))
        tried.note(cluster?.priority(of: pool))
        triedPriorities = tried
    }
}
