public import Buffers
public import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import RuntimeValues
internal import Synchronization
public import Telemetry

/// The fault filter of a chain.
public final class FaultFactory: HTTPFilterFactory {
    private let settings: FaultSettings
    private let scope: MetricScope
    private let runtime: LiveRuntime
    private let makeClusterScope: @Sendable (String) -> MetricScope
    /// Whether bodies of responses have to be seen: for the chain, or for some route.
    private let slowsResponses: Atomic<Bool>

    /// Resolves a validated configuration.
    public init(_ configuration: FaultConfiguration, _ context: FilterContext) {
        settings = FaultSettings(configuration, runtime: context.runtime)
        scope = context.scope("fault.", FaultMetric.family)
        runtime = context.runtime
        let (registry, prefix, labels) = (context.registry, context.statPrefix, context.labels)
        makeClusterScope = { FaultClusterMetric.scope(of: $0, registry, prefix: prefix, labels) }
        slowsResponses = Atomic(configuration.rateLimit != nil)
    }

    /// The worker's counters.
    public func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker {
        // A route may only take that away, as in Envoy.
        let clusters =
            settings.configuration.countsClusters ? FaultClusters(thread: worker.index, makeClusterScope) : nil
        return Maker(self, scope.writer(thread: worker.index), clusters)
    }

    /// Settings that take the place of the filter's own.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? {
        guard let configuration = value as? FaultConfiguration else { return nil }
        if configuration.rateLimit != nil { slowsResponses.store(true, ordering: .relaxed) }
        return FaultSettings(configuration, runtime: runtime)
    }

    private final class Maker: HTTPFilterMaker {
        private let factory: FaultFactory
        private let metrics: MetricWriter
        private let clusters: FaultClusters?

        init(_ factory: FaultFactory, _ metrics: MetricWriter, _ clusters: FaultClusters?) {
            self.factory = factory
            self.metrics = metrics
            self.clusters = clusters
        }

        override func make(named name: String, on stream: FilterStream) -> HTTPFilter {
            FaultFilter(
                factory.settings, name: name, stream: stream, scope: factory.scope, metrics: metrics,
                slowsResponses: factory.slowsResponses.load(ordering: .relaxed), clusters: clusters)
        }
    }
}

/// What is counted of a fault filter, by the connection manager's `stat_prefix`.
public enum FaultMetric: Int, MetricIndex {
    /// Requests under a fault now; aborted; held; spared because too many were under a fault.
    case activeFaults, abortsInjected, delaysInjected, faultsOverflow

    /// Rate limits that were set.
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

/// Holds requests back, answers them with an error, or slows their responses down, to try out how callers cope.
///
/// A delay comes first, then the abort. A route's own settings replace the filter's.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/fault_filter
public final class FaultFilter: HTTPFilter {
    private let defaults: FaultSettings
    private let metrics: MetricWriter
    private let scope: MetricScope
    private var settings: FaultSettings
    private var timer: LoopTimer?
    private var isActive = false
    private let relay = Relay()
    private let slowsResponses: Bool
    private let clusters: FaultClusters?
    private var pace: ResponsePace?

    /// Hands the ends of timers on; a filter is no timer owner itself.
    private final class Relay: TimerOwner {
        unowned var filter: FaultFilter?
        override func timerFired(_ kind: UInt8) { filter?.delayEnded() }
    }

    /// Made once a stream object. `slowsResponses` says whether some settings do.
    public init(
        _ settings: FaultSettings, name: String, stream: FilterStream, scope: MetricScope, metrics: MetricWriter,
        slowsResponses: Bool = false, clusters: FaultClusters? = nil
    ) {
        defaults = settings
        self.scope = scope
        self.settings = settings
        self.metrics = metrics
        self.slowsResponses = slowsResponses
        self.clusters = clusters
        super.init(
            stream: stream, name: name,
            interests: slowsResponses ? [.requestHeaders, .responseData, .responseTrailers] : .requestHeaders)
        relay.filter = self
    }

    // MARK: - The request

    override public func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        settings = (stream.routeSettings(of: self) as? FaultSettings) ?? defaults
        if settings.isIdle { return .continueIteration }
        let cluster = settings.configuration.upstreamCluster.isEmpty ? nil : stream.routeClusterName
        guard settings.means(stream.requestHead, cluster: cluster) else { return .continueIteration }
        if slowsResponses { slowResponse() }
        if let delay = settings.delay(stream.requestHead, stream.randomBits()), begin() {
            stream.info.flags.insert(.delayInjected)
            // Whatever comes of the request comes after it.
            stream.info.earlyFlags.insert(.delayInjected)
            metrics.increment(FaultMetric.delaysInjected)
            countForCluster(.delaysInjected)
            leaveMetadata()
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
        guard let answer = settings.abort(stream.requestHead, stream.randomBits()), begin() else { return false }
        metrics.increment(FaultMetric.abortsInjected)
        countForCluster(.abortsInjected)
        leaveMetadata()
        switch answer {
        case .http(let status): reply(status, grpcStatus: nil)
        case .grpc(let status): reply(200, grpcStatus: UInt64(status))
        case .header: break
        }
        return true
    }

    private func countForCluster(_ metric: FaultClusterMetric) {
        if settings.configuration.countsClusters { clusters?.count(metric, stream.requestHead) }
    }

    private func leaveMetadata() {
        if let members = settings.metadata?.members {
            stream.dynamicMetadata.merge(members, into: "envoy.filters.http.fault")
        }
    }

    private func reply(_ status: UInt16, grpcStatus: UInt64?) {
        stream.sendLocalReply(
            status: status, literal: "fault filter abort", details: ResponseCodeDetails("fault_filter_abort"),
            flags: .faultInjected, grpcStatus: grpcStatus)
    }

    /// Takes a place among the active faults; false when all are taken.
    private func begin() -> Bool {
        if isActive { return true }
        if let most = settings.maxActiveFaults, scope.gauge(FaultMetric.activeFaults.rawValue) >= most {
            metrics.increment(FaultMetric.faultsOverflow)
            return false
        }
        isActive = true
        metrics.increase(FaultMetric.activeFaults)
        return true
    }

    // MARK: - The response

    private func slowResponse() {
        guard let kilobytes = settings.rateLimit(stream.requestHead, stream.randomBits()), begin() else { return }
        metrics.increment(FaultMetric.responseRlInjected)
        pace = ResponsePace(kilobytes: kilobytes, filter: self)
    }

    override public func responseData(_ data: inout ByteBuffer, endStream: Bool) -> FilterDataStatus {
        guard let pace else { return .continueIteration }
        pace.start()
        return .stopAndWatermark
    }

    override public func responseTrailers() -> FilterTrailersStatus {
        pace == nil || !stream.holdsResponse(self) ? .continueIteration : .stopIteration
    }

    override public func streamDestroyed() {
        timer?.cancel()
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

/// Lets the bytes that wait at a filter's gate go on in slices, twenty times a second.
final class ResponsePace: TimerOwner {
    private let slice: Int
    private unowned let filter: HTTPFilter
    private let timer: LoopTimer
    private static let interval: UInt64 = 50_000_000

    init(kilobytes: UInt64, filter: HTTPFilter) {
        slice = Int(clamping: max(1, min(kilobytes, 1 << 40) * 1024 / 20))
        self.filter = filter
        timer = LoopTimer(loop: filter.stream.loop)
        super.init()
        timer.owner = self
    }

    /// Bytes wait: the next slice leaves soon.
    func start() {
        if !timer.isArmed { timer.arm(after: Self.interval) }
    }

    func cancel() { timer.cancel() }

    override func timerFired(_ kind: UInt8) {
        let stream = filter.stream
        guard stream.isAlive else { return }
        // Armed first: what leaves may end the stream, which cancels it.
        timer.arm(after: Self.interval)
        if !stream.passHeldResponse(filter, upTo: slice) { timer.cancel() }
    }
}
