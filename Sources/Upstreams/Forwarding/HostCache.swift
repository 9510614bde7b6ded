public import Configuration
public import EventLoops
internal import Synchronization
public import Telemetry

/// What a request learns of the name that it asks for.
public enum HostAnswer: Sendable, Equatable {
    /// The cluster has an endpoint for it.
    case known
    /// It has no address; why.
    case failed(String)
    /// There are as many names as there may be.
    case full
    /// As many requests wait as may.
    case busy
}

/// The workers' way to a cache of names, which itself lives on the main loop. Shared by all clusters that name it.
public final class HostCache: DerivedGauges {
    /// How names are resolved and remembered.
    public let configuration: HostCacheConfiguration
    /// The statistics.
    let metrics: MetricScope
    private let waiting = Atomic<Int>(0)
    private let asker = Mutex<
        (@Sendable (_ host: ForwardedHost, _ answer: @escaping @Sendable (HostAnswer) -> Void) -> Void)?
    >(nil)

    /// Makes a cache that nobody fills yet.
    public init(_ configuration: HostCacheConfiguration, registry: MetricRegistry) {
        self.configuration = configuration
        let prefix = "dns_cache.\(configuration.name)."
        metrics = registry.scope(prefix: prefix, extractedPrefix: prefix, labels: [], family: HostCacheMetric.family)
        metrics.derive(from: self)
    }

    /// Where questions go from now on; it is called on any thread.
    func connect(
        _ asker: @escaping @Sendable (_ host: ForwardedHost, _ answer: @escaping @Sendable (HostAnswer) -> Void) -> Void
    ) {
        self.asker.withLock { $0 = asker }
    }

    /// Asks for a name that the worker's cluster has no endpoint for. `answer` runs on `loop`, not before this returns;
    /// an endpoint that came to be is known to the worker by then.
    public func ask(_ host: ForwardedHost, thread: Int, on loop: EventLoop, answer: @escaping (HostAnswer) -> Void) {
        let bound = LoopBound(answer, loop: loop)
        guard waiting.load(ordering: .relaxed) < Int(configuration.maxPendingRequests),
            let asker = asker.withLock({ $0 })
        else {
            metrics.writer(thread: thread).increment(HostCacheMetric.dnsRqPendingOverflow)
            loop.execute { bound.value(.busy) }
            return
        }
        waiting.add(1, ordering: .relaxed)
        asker(host) { [self] result in
            waiting.subtract(1, ordering: .relaxed)
            loop.execute { bound.value(result) }
        }
    }

    /// How many more requests may wait.
    public func gauge(_ index: Int) -> UInt64? {
        let left = max(0, Int(configuration.maxPendingRequests) - waiting.load(ordering: .relaxed))
        switch HostCacheMetric(rawValue: index) {
        case .rqPendingOpen: return left == 0 && configuration.maxPendingRequests > 0 ? 1 : 0
        case .rqPendingRemaining: return UInt64(left)
        default: return nil
        }
    }

    /// None is written by traffic.
    public func isWrittenByTraffic(_ index: Int) -> Bool { false }
}
