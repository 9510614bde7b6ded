public import Configuration
internal import Routing
internal import Synchronization
internal import Telemetry

/// The filter of a chain that answers health checks.
public final class HealthCheckFactory: HTTPFilterFactory {
    let configuration: HealthCheckFilterConfiguration
    let headers: [HeaderMatcher]
    private let scope: MetricScope
    /// The upstream's last answer: its status above, and below when it was given, in milliseconds of the loops' clocks;
    /// 0 means none.
    private let answer = Atomic<UInt64>(0)

    /// Compiles a validated configuration.
    public init(_ configuration: HealthCheckFilterConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        headers = configuration.headers.map { HeaderMatcher($0) }
        scope = context.scope("health_check.", HealthCheckMetric.family)
    }

    /// The status that is still good; nil means none.
    func cached(at now: UInt64) -> UInt16? {
        let answer = answer.load(ordering: .relaxed)
        guard answer != 0, configuration.cacheTime > 0 else { return nil }
        let age = (now / 1_000_000) &- (answer & 0xffff_ffff_ffff)
        return age < configuration.cacheTime / 1_000_000 ? UInt16(truncatingIfNeeded: answer >> 48) : nil
    }

    /// Keeps the status of an answer.
    func keep(_ status: UInt16, at now: UInt64) {
        answer.store(UInt64(status) << 48 | (now / 1_000_000) & 0xffff_ffff_ffff, ordering: .relaxed)
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let metrics = scope.writer(thread: worker.index)
        return HTTPFilterMaker { [self] in HealthCheckFilter(self, metrics, name: $0, stream: $1) }
    }
}
