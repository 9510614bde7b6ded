internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues
internal import Telemetry

/// How one worker traces the requests of one connection manager: who is traced, how spans are named and tagged, and who
/// is told.
final class WorkerTracer {
    /// How the trace travels with a request.
    enum Propagation {
        /// By Zipkin's fields, and W3C's where the flag is set.
        case b3(alsoW3C: Bool)
        /// By W3C's fields.
        case w3c
        /// Not at all: nobody is told of spans.
        case none
    }

    let configuration: TracingConfiguration
    let exporter: SpanExporter?
    let propagation: Propagation
    /// Who decides whether spans are told; nil means what is decided about requests.
    let sampler: TraceSampler?
    /// Whether what the manager's listener takes leaves our service.
    let isEgress: Bool
    let node: NodeNames
    let tags: [TraceTag]
    let operation: FormatProgram?
    let upstreamOperation: FormatProgram?
    private let clientShare: RuntimeShare
    private let randomShare: RuntimeShare
    private let overallShare: RuntimeShare
    private let usesRequestID: Bool
    private let packsReason: Bool
    private let metrics: MetricWriter

    init(_ settings: ConnectionManagerSettings, _ configuration: TracingConfiguration, manager: HTTPConnectionManager) {
        self.configuration = configuration
        let worker = manager.worker
        let runtime = worker.runtime
        exporter = configuration.provider.map { worker.exporter(for: $0, settings.registry.whole, settings.node) }
        propagation =
            switch configuration.provider {
            case nil: .none
            case .zipkin(let zipkin): .b3(alsoW3C: zipkin.propagatesW3C)
            case .openTelemetry: .w3c
            }
        if case .openTelemetry(let collector) = configuration.provider {
            sampler = collector.sampler.map { TraceSampler($0) }
        } else {
            sampler = nil
        }
        isEgress = settings.isEgress
        node = settings.node
        tags = configuration.tags.map { TraceTag($0) }
        operation = configuration.operation.map { FormatProgram(headerValue: $0) }
        upstreamOperation = configuration.upstreamOperation.map { FormatProgram(headerValue: $0) }
        clientShare = Self.share(configuration.sampling.client, "client_enabled", runtime)
        randomShare = Self.share(configuration.sampling.random, "random_sampling", runtime)
        overallShare = Self.share(configuration.sampling.overall, "global_enabled", runtime)
        usesRequestID = settings.tracesByRequestID
        packsReason = settings.trust.packsTraceReason
        metrics = manager.metrics
    }

    private static func share(
        _ share: FractionalPercentConfiguration?, _ key: String, _ runtime: LiveRuntime
    ) -> RuntimeShare {
        let share = share ?? FractionalPercentConfiguration(numerator: 100)
        return RuntimeShare(
            numerator: share.numerator, denominator: share.denominator, value: runtime.value(at: "tracing.\(key)"))
    }

    /// Whether spans are Zipkin's.
    var isZipkin: Bool {
        if case .b3 = propagation { true } else { false }
    }

    /// Whether spans are the client's, where they have one.
    var sharesSpans: Bool {
        if case .zipkin(let zipkin) = configuration.provider { zipkin.sharesSpans } else { false }
    }

    /// Whether new traces have ids of 128 bits.
    var usesWideIDs: Bool {
        if case .zipkin(let zipkin) = configuration.provider { zipkin.usesWideIDs } else { true }
    }

    // MARK: - Who is traced

    /// Decides about a request, as Envoy does, writes the decision into its id, and counts it. `random` is for ids that
    /// hold no number.
    func decide(_ head: inout RequestHead, _ route: TraceRoute?, random: UInt64) -> TraceReason {
        let reason = usesRequestID ? decideByID(&head, route, random: random) : .sampled
        switch reason {
        case .notTraceable: metrics.increment(ConnectionManagerMetric.tracingNotTraceable)
        case .sampled: metrics.increment(ConnectionManagerMetric.tracingRandomSampling)
        case .serviceForced: metrics.increment(ConnectionManagerMetric.tracingServiceForced)
        case .clientForced: metrics.increment(ConnectionManagerMetric.tracingClientEnabled)
        }
        return reason
    }

    /// Counts a request that was answered before it could be decided about.
    func countRefused() { metrics.increment(ConnectionManagerMetric.tracingNotTraceable) }

    private func decideByID(_ head: inout RequestHead, _ route: TraceRoute?, random: UInt64) -> TraceReason {
        guard let number = head.headers.traceNumber else { return .notTraceable }
        let place = number % 10_000
        var reason = head.headers.traceReason
        if !reason.isTraced {
            if head.headers.contains(.xClientTraceID), (route?.clientShare ?? clientShare).includes(random) {
                reason = .clientForced
            } else if head.headers.contains(.xEnvoyForceTrace) {
                reason = .serviceForced
            } else if (route?.randomShare ?? randomShare).includes(place) {
                reason = .sampled
            }
            if reason.isTraced && packsReason { head.headers.setTraceReason(reason) }
        }
        if reason.isTraced && !(route?.overallShare ?? overallShare).includes(place) {
            reason = .notTraceable
            if packsReason { head.headers.setTraceReason(reason) }
        }
        return reason
    }
}

/// What a route says of tracing, as one worker uses it.
final class TraceRoute {
    let clientShare: RuntimeShare?
    let randomShare: RuntimeShare?
    let overallShare: RuntimeShare?
    let tags: [TraceTag]
    let operation: FormatProgram?
    let upstreamOperation: FormatProgram?
    let decorator: [UInt8]
    let propagatesDecorator: Bool

    init(_ configuration: RouteTracingConfiguration, runtime: LiveRuntime) {
        func share(_ share: FractionalPercentConfiguration?, _ key: String) -> RuntimeShare? {
            share.map {
                RuntimeShare(
                    numerator: $0.numerator, denominator: $0.denominator, value: runtime.value(at: "tracing.\(key)"))
            }
        }
        clientShare = share(configuration.sampling.client, "client_enabled")
        randomShare = share(configuration.sampling.random, "random_sampling")
        overallShare = share(configuration.sampling.overall, "global_enabled")
        tags = configuration.tags.map { TraceTag($0) }
        operation = configuration.operation.map { FormatProgram(headerValue: $0) }
        upstreamOperation = configuration.upstreamOperation.map { FormatProgram(headerValue: $0) }
        decorator = Array(configuration.decorator.utf8)
        propagatesDecorator = configuration.propagatesDecorator
    }
}
