internal import Buffers
internal import Configuration
internal import EventLoops
internal import Filters
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry
internal import Transports
internal import Upstreams

/// The way to an endpoint, and the tries that it takes.
extension TCPProxySession {
    /// Begins to connect to an endpoint; the session ends when it may not, or there is none.
    func connect() {
        let (proxy, facts) = (proxy, facts)
        let (cluster, criteria) = proxy.destination(facts)
        guard let cluster else {
            proxy.metrics.increment(TCPProxyMetric.downstreamCxNoRoute)
            return fail(.noClusterFound, code: 3)
        }
        exchange.cluster = cluster
        let now = proxy.worker.loop.now
        if facts.info.poolStartTime == 0 { facts.info.poolStartTime = now }
        facts.info.poolEndTime = now
        if attempts >= proxy.configuration.maxConnectAttempts {
            cluster.metrics.increment(ClusterMetric.upstreamCxConnectAttemptsExceeded)
            return fail(.upstreamRetryLimitExceeded, code: 0)
        }
        if !cluster.cluster.circuitBreakers.defaults.canConnect {
            cluster.metrics.increment(ClusterMetric.upstreamCxOverflow)
            return fail(.upstreamOverflow, code: 2)
        }
        guard let upstream = makeUpstream(of: cluster, criteria) else {
            return fail(.noHealthyUpstream, code: 1)
        }
        attempts += 1
        facts.info.attempts = attempts
        phase = .connecting
        self.upstream = upstream
        exchange.beginTry(upstream)
        exchange.endpoint = upstream.endpoint
        if let failure = upstream.begin() { upstreamFailed(failure) }
    }

    /// The way to an endpoint that the cluster chooses; nil when none takes anything.
    private func makeUpstream(of cluster: WorkerCluster, _ criteria: SubsetCriteria?) -> (any SessionUpstream)? {
        var choice = EndpointChoice()
        choice.criteria = criteria
        if proxy.configuration.hashesSource, cluster.usesHash, let address = connection.remoteAddress.ipAddress {
            choice.hash = RequestHasher.hash(of: address)
        }
        choice.destination = connection.restoredLocalAddress
        choice.terms.origin = origin(cluster)
        if let tunnel = proxy.tunnel {
            return cluster.pick(priority: .default, choice).map {
                TunnelUpstream(self, through: $0, of: $0.cluster, asking: tunnel)
            }
        }
        return cluster.choose(choice).map {
            TCPUpstream(self, to: $0.endpoint, of: $0.cluster, for: origin($0.cluster))
        }
    }

    /// Whose bytes connections to a cluster's endpoints carry.
    private func origin(_ cluster: WorkerCluster) -> ConnectionOrigin? {
        let isTold = cluster.cluster.tellsOrigin
        if isTold { connection.noteOrigin() }
        return connection.origin(forTelling: isTold)
    }

    /// There will be no upstream. The code is the one that Envoy shows behind its reason.
    private func fail(_ flag: ResponseFlags, code: Int) {
        facts.info.flags.insert(flag)
        // Envoy's spelling.
        facts.localCloseReason = "tcp_initializion_failure:\(code)"
        connection.close(.now)
    }

    /// A random time below one that doubles with each try.
    func retryDelay() -> UInt64 {
        guard let backoff = proxy.configuration.backoff else { return 0 }
        let factor = UInt64(1) << UInt64(min(attempts &- 1, 32))
        let (doubled, overflow) = backoff.base.multipliedReportingOverflow(by: factor)
        return proxy.worker.randomBits() % max(1, min(overflow ? .max : doubled, backoff.most))
    }

    func holdBack() {
        if isHeldBack { return }
        isHeldBack = true
        connection.pauseReading()
    }

    func noteEarlyBytes() {
        if !hasEarlyBytes {
            hasEarlyBytes = true
            proxy.metrics.increment(TCPProxyMetric.earlyDataReceivedCountTotal)
        }
        if connection.inbound.count > Int(proxy.configuration.mostEarlyBytes ?? 0) { holdBack() }
    }
}
