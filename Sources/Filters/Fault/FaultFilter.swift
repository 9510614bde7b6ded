internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import Telemetry

/// Delays requests, answers them with an error, or limits the rate of their responses, to test how callers cope.
///
/// A delay comes first, then the abort. A route's own settings replace the filter's.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/fault_filter
final class FaultFilter: HTTPFilter {
    private let ownSettings: FaultSettings
    private let metrics: MetricWriter
    private let scope: MetricScope
    private let clusters: FaultClusters?
    private let limitsRates: Bool
    private let relay = TimerRelay()
    private var delayTimer: LoopTimer?

    // The request's state; `streamDestroyed` resets it.
    private var settings: FaultSettings
    /// Whether the request counts as an active fault.
    private var isActive = false
    /// Set while the rate of the response is limited.
    private var pace: ResponsePace?

    /// Forwards the timer: a timer's owner is a `TimerOwner`, and a filter has another base class.
    private final class TimerRelay: TimerOwner {
        unowned var filter: FaultFilter?
        override func timerFired(_ kind: UInt8) { filter?.delayEnded() }
    }

    /// Runs once for each stream object.
    ///
    /// - Parameters:
    ///   - limitsRates: whether some settings limit the rate of responses; without it bodies are not seen.
    ///   - clusters: counters by downstream cluster; nil where they are off.
    init(
        _ settings: FaultSettings, name: String, stream: FilterStream, scope: MetricScope, metrics: MetricWriter,
        limitsRates: Bool = false, clusters: FaultClusters? = nil
    ) {
        ownSettings = settings
        self.scope = scope
        self.settings = settings
        self.metrics = metrics
        self.limitsRates = limitsRates
        self.clusters = clusters
        super.init(
            stream: stream, name: name,
            interests: limitsRates ? [.requestHeaders, .responseData, .responseTrailers] : .requestHeaders)
        relay.filter = self
    }

    // MARK: - The request

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        settings = (stream.routeSettings(of: self) as? FaultSettings) ?? ownSettings
        if settings.isIdle { return .continueIteration }
        let cluster = settings.configuration.upstreamCluster.isEmpty ? nil : stream.routeClusterName
        guard settings.applies(to: stream.requestHead, cluster: cluster) else { return .continueIteration }
        if limitsRates { limitRate() }
        if let delay = settings.delay(stream.requestHead, stream.randomBits()), activate() {
            hold(for: delay)
            return .stopAllAndWatermark
        }
        return abortIfChosen() ? .stopIteration : .continueIteration
    }

    /// Delays the request by so many nanoseconds.
    private func hold(for delay: UInt64) {
        stream.info.flags.insert(.delayInjected)
        // Whatever ends the request, the delay was there before.
        stream.info.earlyFlags.insert(.delayInjected)
        metrics.increment(FaultMetric.delaysInjected)
        countForCluster(.delaysInjected)
        writeMetadata()
        let timer = delayTimer ?? LoopTimer(loop: stream.loop, owner: relay)
        delayTimer = timer
        timer.arm(after: delay)
    }

    private func delayEnded() {
        guard stream.isAlive else { return }
        if abortIfChosen() { return }
        stream.continueRequest(self)
    }

    /// Answers the request with an error, if the settings and the dice say so; then true.
    private func abortIfChosen() -> Bool {
        guard let answer = settings.abort(stream.requestHead, stream.randomBits()), activate() else { return false }
        metrics.increment(FaultMetric.abortsInjected)
        countForCluster(.abortsInjected)
        writeMetadata()
        switch answer {
        case .http(let status): reply(status, grpcStatus: nil)
        case .grpc(let status): reply(200, grpcStatus: UInt64(status))
        case .header: break
        }
        return true
    }

    private func reply(_ status: UInt16, grpcStatus: UInt64?) {
        stream.sendLocalReply(
            status: status, literal: "fault filter abort", details: ResponseCodeDetails("fault_filter_abort"),
            flags: .faultInjected, grpcStatus: grpcStatus)
    }

    private func countForCluster(_ metric: FaultClusterMetric) {
        if settings.configuration.countsClusters { clusters?.count(metric, stream.requestHead) }
    }

    /// Writes what `filter_metadata` says of injected faults.
    private func writeMetadata() {
        if let members = settings.metadata?.members {
            stream.dynamicMetadata.merge(members, into: "envoy.filters.http.fault")
        }
    }

    /// Counts the request as an active fault; false when `max_active_faults` is reached. A request counts once.
    private func activate() -> Bool {
        if isActive { return true }
        if let limit = settings.maxActiveFaults, scope.gauge(FaultMetric.activeFaults.rawValue) >= limit {
            metrics.increment(FaultMetric.faultsOverflow)
            return false
        }
        isActive = true
        metrics.increase(FaultMetric.activeFaults)
        return true
    }

    // MARK: - The response

    private func limitRate() {
        guard let kilobytes = settings.rateLimit(stream.requestHead, stream.randomBits()), activate() else { return }
        metrics.increment(FaultMetric.responseRlInjected)
        pace = ResponsePace(kilobytes: kilobytes, filter: self)
    }

    override func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard let pace else { return .continueIteration }
        pace.start()
        return .stopAndWatermark
    }

    override func responseTrailers() -> FilterTrailersStatus {
        pace == nil || !stream.holdsResponse(self) ? .continueIteration : .stopIteration
    }

    override func streamDestroyed() {
        delayTimer?.cancel()
        if let pace {
            pace.cancel()
            self.pace = nil
        }
        if isActive {
            isActive = false
            metrics.decrease(FaultMetric.activeFaults)
        }
    }
}
