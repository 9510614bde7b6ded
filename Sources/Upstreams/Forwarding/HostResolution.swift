internal import Configuration
public import EventLoops
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry

/// The names that requests asked for, with what they came to; fills the clusters that share them. Runs on the main
/// loop.
///
/// ```
///   asked for ─▶ resolving ─▶ known ──refreshed, changed──▶ known        unused for its time ─▶ forgotten
///                    └──────▶ failed ─▶ resolving, after a while
/// ```
/// What is known stays known when a later question fails.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/http/http_proxy
public final class HostResolution {
    private let cache: HostCache
    private let resolver: NameResolver
    private let loop: EventLoop
    private let metrics: MetricWriter
    private let changed: (Cluster) -> Void
    private var random: FastRandom
    private var clusters: [Cluster] = []
    private var hosts: [String: Host] = [:]
    /// The names in the order in which they came.
    private var order: [String] = []

    private final class Host: TimerOwner {
        let key: String
        let question: (name: String, port: UInt16)?
        unowned let owner: HostResolution
        let timer: LoopTimer
        var refresh: NameRefresh
        var lookup: NameLookup?
        var address: SocketAddress?
        /// Why there is no address; nil before the first answer.
        var failure: String?
        /// When somebody last asked for it here; endpoints know when they were last used.
        var askedAt: UInt64
        var waiters: [(HostAnswer) -> Void] = []

        init(_ host: ForwardedHost, owner: HostResolution) {
            key = host.key
            question = host.question
            self.owner = owner
            timer = LoopTimer(loop: owner.loop)
            refresh = NameRefresh(owner.cache.configuration.names)
            askedAt = owner.loop.now
            super.init()
            timer.owner = self
        }

        /// What is known about it; nil while nothing is.
        var answer: HostAnswer? { address != nil ? .known : failure.map { .failed($0) } }

        override func timerFired(_ kind: UInt8) { owner.timeIsUp(self) }
    }

    /// Fills a cache.
    ///
    /// - Parameters:
    ///   - thread: the number under which the main loop counts.
    ///   - changed: a cluster has other endpoints, which the workers are to be told.
    public init(
        _ cache: HostCache, resolver: NameResolver, loop: EventLoop, thread: Int, seed: UInt64,
        changed: @escaping (Cluster) -> Void
    ) {
        self.cache = cache
        self.resolver = resolver
        self.loop = loop
        self.changed = changed
        metrics = cache.metrics.writer(thread: thread)
        random = FastRandom(seed: seed)
        let resolution = LoopReference(self, loop: loop)
        cache.connect { host, answer in
            loop.execute { resolution.object?.ask(host, answer) }
        }
    }

    /// Whether nobody uses it any more.
    public var isUnused: Bool { clusters.isEmpty }

    /// A cluster has its endpoints from here.
    public func add(_ cluster: Cluster) {
        clusters.append(cluster)
        publish(to: cluster)
    }

    /// A cluster is gone.
    public func remove(_ cluster: Cluster) { clusters.removeAll { $0 === cluster } }

    /// Asks no more.
    public func stop() {
        for host in hosts.values {
            host.timer.cancel()
            host.lookup?.cancel()
        }
        hosts = [:]
        order = []
    }

    private func ask(_ wanted: ForwardedHost, _ answer: @escaping (HostAnswer) -> Void) {
        if let host = hosts[wanted.key] {
            host.askedAt = loop.now
            if let known = host.answer { answer(known) } else { host.waiters.append(answer) }
            return
        }
        // No name is that long; remembering such would cost memory.
        if wanted.key.utf8.count > Self.longestKey { return answer(.failed("the name is too long")) }
        if hosts.count >= Int(cache.configuration.maxHosts) {
            metrics.increment(HostCacheMetric.hostOverflow)
            return answer(.full)
        }
        let host = Host(wanted, owner: self)
        hosts[host.key] = host
        order.append(host.key)
        metrics.increment(HostCacheMetric.hostAdded)
        metrics.set(HostCacheMetric.numHosts, UInt64(hosts.count))
        host.waiters.append(answer)
        resolve(host)
    }

    private func resolve(_ host: Host) {
        metrics.increment(HostCacheMetric.dnsQueryAttempt)
        guard let question = host.question else { return answered(host, .failure(.failed("no host and port"))) }
        let timeout = cache.configuration.queryTimeout
        host.lookup = resolver.resolve(
            question.name, family: LookupFamily(cache.configuration.names.lookupFamily), wantsTimeToLive: true,
            timeout: timeout == 0 ? Self.longest : timeout, on: loop
        ) { [unowned self, unowned host] result in
            host.lookup = nil
            self.answered(host, result)
        }
    }

    /// Bytes of a name with its port.
    private static let longestKey = 1024
    /// A question without a limit of its own ends after this.
    private static let longest: UInt64 = 3_600_000_000_000

    private func answered(_ host: Host, _ result: Result<NameAnswer, LookupFailure>) {
        let wait: UInt64
        switch result {
        case .success(let answer):
            metrics.increment(HostCacheMetric.dnsQuerySuccess)
            let address = host.question.flatMap { question in
                answer.addresses.first.map { SocketAddress.ip($0, port: question.port) }
            }
            if address != host.address {
                host.address = address
                metrics.increment(HostCacheMetric.hostAddressChanged)
                for cluster in clusters { publish(to: cluster) }
            }
            host.failure = nil
            wait = host.refresh.afterAnswer(timeToLive: answer.timeToLive, random: random.next())
        case .failure(let failure):
            switch failure {
            case .timedOut: metrics.increment(HostCacheMetric.dnsQueryTimeout)
            // That there is no address is an answer.
            case .noAddress: metrics.increment(HostCacheMetric.dnsQuerySuccess)
            case .failed, .queueFull: metrics.increment(HostCacheMetric.dnsQueryFailure)
            }
            if host.address == nil { host.failure = failure.description }
            wait = host.refresh.afterFailure(random: random.next())
        }
        host.timer.arm(after: wait)
        let waiters = host.waiters
        host.waiters = []
        guard let answer = host.answer else { return }
        for waiter in waiters { waiter(answer) }
    }

    private func timeIsUp(_ host: Host) {
        let used =
            clusters.compactMap { $0.endpoints.all.first { $0.hostname == host.key } }
            .map { $0.usedAt.load(ordering: .relaxed) }.max() ?? 0
        let last = max(host.askedAt, used)
        if loop.now > last && loop.now - last >= cache.configuration.hostTimeToLive { return forget(host) }
        resolve(host)
    }

    private func forget(_ host: Host) {
        host.timer.cancel()
        hosts[host.key] = nil
        order.removeAll { $0 == host.key }
        metrics.increment(HostCacheMetric.hostRemoved)
        metrics.set(HostCacheMetric.numHosts, UInt64(hosts.count))
        guard host.address != nil else { return }
        for cluster in clusters { publish(to: cluster) }
    }

    private func publish(to cluster: Cluster) {
        let descriptions = order.compactMap { key -> EndpointDescription? in
            guard let address = hosts[key]?.address else { return nil }
            return EndpointDescription(
                address: address, hostname: key, EndpointConfiguration(address: "", port: 0), in: LocalityEndpoints())
        }
        if cluster.replaceEndpoints(descriptions, at: loop.now) { changed(cluster) }
    }
}
