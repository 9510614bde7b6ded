public import Configuration
internal import Glibc
internal import RuntimeValues
internal import Telemetry

/// The admission control filter of a chain.
public final class AdmissionControlFactory: HTTPFilterFactory {
    let configuration: AdmissionControlConfiguration
    let enabled: RuntimeFlag
    private let aggression: RuntimeDecimal
    private let successThreshold: RuntimeDecimal
    private let maxRefused: RuntimeDecimal
    private let rateThreshold: RuntimeValue?
    private let scope: MetricScope

    /// Compiles a validated configuration.
    public init(_ configuration: AdmissionControlConfiguration, _ context: FilterContext) {
        self.configuration = configuration
        enabled = context.runtime.flag(configuration.enabled)
        aggression = context.runtime.decimal(configuration.aggression)
        successThreshold = context.runtime.decimal(configuration.successThreshold)
        maxRefused = context.runtime.decimal(configuration.maxRefused)
        let key = configuration.rateThreshold.key
        rateThreshold = key.isEmpty ? nil : context.runtime.value(at: key)
        scope = context.scope("admission_control.", AdmissionControlMetric.family)
    }

    /// The worker's counters and its window: as in Envoy, each worker refuses by what it has seen itself.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        let own = WorkerAdmissionControl(self, scope.writer(thread: worker.index))
        return HTTPFilterMaker { AdmissionControlFilter(own, name: $0, stream: $1) }
    }

    /// Requests a second below which none is refused.
    var leastRate: UInt64 {
        let own = UInt64(configuration.rateThreshold.number)
        return rateThreshold?.number.flatMap { $0 > UInt32.max ? nil : $0 } ?? own
    }

    /// The share of requests that is refused.
    func refusedShare(requests: UInt64, successes: UInt64) -> Double {
        let total = Double(requests)
        let threshold = Self.share(successThreshold, configuration.successThreshold)
        var share = (total - Double(successes) / threshold) / (total + 1)
        let aggression = max(1, aggression.current)
        if aggression != 1 { share = pow(max(0, share), 1 / aggression) }
        return min(max(0, share), Self.share(maxRefused, configuration.maxRefused))
    }

    /// A part of 1; percents that are none count as they were configured.
    private static func share(_ percent: RuntimeDecimal, _ own: RuntimeDecimalConfiguration) -> Double {
        let current = percent.current
        return (current >= 0 && current <= 100 ? current : own.number) / 100
    }
}

/// What the admission control filters of one worker share.
final class WorkerAdmissionControl {
    let factory: AdmissionControlFactory
    let metrics: MetricWriter
    var window: AdmissionWindow

    init(_ factory: AdmissionControlFactory, _ metrics: MetricWriter) {
        self.factory = factory
        self.metrics = metrics
        window = AdmissionWindow(seconds: factory.configuration.window)
    }
}
