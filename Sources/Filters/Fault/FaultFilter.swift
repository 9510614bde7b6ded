public import Configuration
internal import EventLoops
public import Telemetry

/// What a fault filter, or a route's own settings for it, injects; compiled from the configuration and never changed.
public final class FaultSettings: Sendable {
    /// Nanoseconds to hold a request; nil for no delay.
    public let delay: UInt64?
    /// How many requests are held, of `delayDenominator`.
    public let delayNumerator: UInt32
    /// See `delayNumerator`.
    public let delayDenominator: UInt32
    /// The status of an aborted request; nil for no abort.
    public let abortStatus: UInt16?
    /// How many requests are aborted, of `abortDenominator`.
    public let abortNumerator: UInt32
    /// See `abortNumerator`.
    public let abortDenominator: UInt32
    /// Only requests for this cluster; empty for all.
    public let upstreamCluster: String
    /// Requests under a fault at one time; nil for any number.
    public let maxActiveFaults: UInt32?

    /// Resolves a validated configuration.
    public init(_ configuration: FaultConfiguration) {
        delay = configuration.delay?.fixedDelay
        delayNumerator = configuration.delay?.percentage.numerator ?? 0
        delayDenominator = configuration.delay?.percentage.denominator ?? 100
        abortStatus = configuration.abort?.httpStatus
        abortNumerator = configuration.abort?.percentage.numerator ?? 0
        abortDenominator = configuration.abort?.percentage.denominator ?? 100
        upstreamCluster = configuration.upstreamCluster
        maxActiveFaults = configuration.maxActiveFaults
    }
}

/// The fault filter of a chain.
public final class FaultFactory: HTTPFilterFactory {
    private let settings: FaultSettings
    private let scope: MetricScope

    /// Resolves a validated configuration.
    public init(_ configuration: FaultConfiguration, _ context: FilterContext) {
        settings = FaultSettings(configuration)
        scope = context.scope("fault.", FaultMetric.family)
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        Maker(settings, scope, scope.writer(thread: worker.index))
    }

    /// Settings that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        (value as? FaultConfiguration).map { FaultSettings($0) }
    }

    private final class Maker: HTTPFilterMaker {
        private let settings: FaultSettings
        private let scope: MetricScope
        private let metrics: MetricWriter

        init(_ settings: FaultSettings, _ scope: MetricScope, _ metrics: MetricWriter) {
            self.settings = settings
            self.scope = scope
            self.metrics = metrics
        }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            FaultFilter(settings, name: name, stream: stream, scope: scope, metrics: metrics)
        }
    }
}

/// What is counted of a fault filter, by the connection manager's `stat_prefix`.
public enum FaultMetric: Int, MetricIndex {
    /// Requests under a fault now; aborted; held; spared because too many were under a fault.
    case activeFaults, abortsInjected, delaysInjected, faultsOverflow

    /// Rate limits that were set; none can be yet, and Envoy's name exists all the same.
    case responseRlInjected

    /// The metric's name and kind.
    public var declaration: MetricDeclaration {
        switch self {
        case .activeFaults: .gauge("active_faults")
        case .abortsInjected: .counter("aborts_injected")
        case .delaysInjected: .counter("delays_injected")
        case .faultsOverflow: .counter("faults_overflow")
        case .responseRlInjected: .counter("response_rl_injected")
        }
    }

    /// The family of all scopes of this kind.
    public static let family = makeFamily(extractedPrefix: "http.fault.")
}

/// Holds requests back or answers them with an error, to try out how callers cope.
///
/// A delay comes first, then the abort. Runs on request headers; a route's own settings replace the filter's.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/fault_filter
public final class FaultFilter: HTTPFilter {
    private let defaults: FaultSettings
    private let metrics: MetricWriter
    private let scope: MetricScope
    private var settings: FaultSettings
    private var timer: LoopTimer?
    private var isActive = false
    private let relay = DelayRelay()

    /// Hands the delay's end on; a filter is no timer owner itself.
    private final class DelayRelay: TimerOwner {
        unowned var filter: FaultFilter?
        override func timerFired(_ kind: UInt8) { filter?.delayEnded() }
    }

    /// Made once a stream object.
    public init(
        _ settings: FaultSettings, name: String, stream: FilterStream, scope: MetricScope, metrics: MetricWriter
    ) {
        defaults = settings
        self.scope = scope
        self.settings = settings
        self.metrics = metrics
        super.init(stream: stream, name: name, interests: .requestHeaders)
        relay.filter = self
    }

    override public func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        settings = (stream.routeSettings(of: self) as? FaultSettings) ?? defaults
        if settings.delay == nil && settings.abortStatus == nil { return .continueIteration }
        if !settings.upstreamCluster.isEmpty && stream.routeClusterName != settings.upstreamCluster {
            return .continueIteration
        }
        if let delay = settings.delay, hits(settings.delayNumerator, of: settings.delayDenominator), begin() {
            stream.info.flags.insert(.delayInjected)
            metrics.increment(FaultMetric.delaysInjected)
            let timer = timer ?? LoopTimer(loop: stream.loop, owner: relay)
            self.timer = timer
            timer.arm(after: delay)
            return .stopAllAndWatermark
        }
        return abortIfHit() ? .stopIteration : .continueIteration
    }

    private func delayEnded() {
        guard stream.isAlive else { return }
        if abortIfHit() { return }
        stream.continueRequest(self)
    }

    private func abortIfHit() -> Bool {
        guard let status = settings.abortStatus, hits(settings.abortNumerator, of: settings.abortDenominator), begin()
        else { return false }
        metrics.increment(FaultMetric.abortsInjected)
        stream.sendLocalReply(
            status: status, literal: "fault filter abort", details: ResponseCodeDetails("fault_filter_abort"),
            flags: .faultInjected)
        return true
    }

    private func hits(_ numerator: UInt32, of denominator: UInt32) -> Bool {
        numerator > 0 && denominator > 0 && stream.randomBits() % UInt64(denominator) < UInt64(numerator)
    }

    /// Takes a place among the active faults; false when all are taken.
    private func begin() -> Bool {
        if isActive { return true }
        if let most = settings.maxActiveFaults, scope.gauge(FaultMetric.activeFaults.rawValue) >= UInt64(most) {
            metrics.increment(FaultMetric.faultsOverflow)
            return false
        }
        isActive = true
        metrics.increase(FaultMetric.activeFaults)
        return true
    }

    override public func streamDestroyed() {
        timer?.cancel()
        if isActive {
            isActive = false
            metrics.decrease(FaultMetric.activeFaults)
        }
    }
}
