internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import Routing
internal import RuntimeValues

/// What a fault filter injects, or a route instead of it: the configuration, compiled. Runtime keys may change shares,
/// durations, statuses and limits afterwards.
final class FaultSettings: Sendable {
    let configuration: FaultConfiguration
    /// Metadata written with each fault; nil for none.
    let metadata: MetadataValue?
    private let headers: [HeaderMatcher]
    private let nodes: [[UInt8]]
    private let delayPercent: RuntimeValue, abortPercent: RuntimeValue, limitPercent: RuntimeValue
    private let delayDuration: RuntimeValue, httpStatus: RuntimeValue, grpcStatus: RuntimeValue
    private let maxActive: RuntimeValue

    /// Compiles a validated configuration.
    init(_ configuration: FaultConfiguration, runtime: LiveRuntime = LiveRuntime()) {
        self.configuration = configuration
        metadata = configuration.metadata.isEmpty ? nil : MetadataValue(.object(configuration.metadata))
        headers = configuration.headers.map { HeaderMatcher($0) }
        nodes = configuration.downstreamNodes.map { Array($0.utf8) }
        delayPercent = runtime.value(at: configuration.keys.delayPercent)
        abortPercent = runtime.value(at: configuration.keys.abortPercent)
        limitPercent = runtime.value(at: configuration.keys.rateLimitPercent)
        delayDuration = runtime.value(at: configuration.keys.delayDuration)
        httpStatus = runtime.value(at: configuration.keys.abortHTTPStatus)
        grpcStatus = runtime.value(at: configuration.keys.abortGRPCStatus)
        maxActive = runtime.value(at: configuration.keys.maxActiveFaults)
    }

    /// Whether no fault is configured at all.
    var isIdle: Bool { configuration.delay == nil && configuration.abort == nil && configuration.rateLimit == nil }

    /// How many faults may be active at once; nil for any number.
    var maxActiveFaults: UInt64? { maxActive.number ?? configuration.maxActiveFaults.map { UInt64($0) } }

    /// Whether a request may get a fault: its cluster, node and headers are those of the configuration.
    func applies(to head: borrowing RequestHead, cluster: String?) -> Bool {
        if !configuration.upstreamCluster.isEmpty && cluster != configuration.upstreamCluster { return false }
        if !nodes.isEmpty && !head.headers.isNode(among: nodes) { return false }
        for header in headers where !header.matches(head) { return false }
        return true
    }

    /// Nanoseconds that the request is delayed; nil when it is not.
    func delay(_ head: borrowing RequestHead, _ random: UInt64) -> UInt64? {
        guard let delay = configuration.delay else { return nil }
        let field: HeaderID = delay.fixedDelay == nil ? .xEnvoyFaultDelayRequestPercentage : .other
        guard Self.share(delay.percentage, delayPercent, head, field).includes(random) else { return nil }
        let duration: UInt64?
        if let fixed = delay.fixedDelay {
            duration = delayDuration.number.map { Self.nanoseconds($0) } ?? fixed
        } else {
            duration = head.headers.controlNumber(.xEnvoyFaultDelayRequest).map { Self.nanoseconds($0) }
        }
        return duration.flatMap { $0 == 0 ? nil : $0 }
    }

    private static func nanoseconds(_ milliseconds: UInt64) -> UInt64 { milliseconds &* 1_000_000 }

    /// The answer that replaces the upstream's; nil when the request goes on.
    func abort(_ head: borrowing RequestHead, _ random: UInt64) -> FaultAbortConfiguration.Answer? {
        guard let abort = configuration.abort else { return nil }
        let field: HeaderID = abort.answer == .header ? .xEnvoyFaultAbortRequestPercentage : .other
        guard Self.share(abort.percentage, abortPercent, head, field).includes(random) else { return nil }
        switch abort.answer {
        case .http(let status):
            let changed = httpStatus.number.flatMap { (200...599).contains($0) ? UInt16($0) : nil }
            return .http(changed ?? status)
        case .grpc(let status): return .grpc(grpcStatus.number.map { UInt32(clamping: $0) } ?? status)
        case .header:
            if let status = head.headers.controlNumber(.xEnvoyFaultAbortRequest), (200...599).contains(status) {
                return .http(UInt16(status))
            }
            return head.headers.controlNumber(.xEnvoyFaultAbortGrpcRequest).map { .grpc(UInt32(clamping: $0)) }
        }
    }

    /// The limit of a response's rate in KiB a second; nil when there is none.
    func rateLimit(_ head: borrowing RequestHead, _ random: UInt64) -> UInt64? {
        guard let limit = configuration.rateLimit else { return nil }
        let field: HeaderID = limit.kilobytes == nil ? .xEnvoyFaultThroughputResponsePercentage : .other
        guard Self.share(limit.percentage, limitPercent, head, field).includes(random) else { return nil }
        guard let kilobytes = limit.kilobytes ?? head.headers.controlNumber(.xEnvoyFaultThroughputResponse),
            kilobytes > 0
        else { return nil }
        return kilobytes
    }

    /// The share of requests that get a fault. A runtime key replaces it, and the request's own `field` may lower it;
    /// `.other` stands for no such field.
    private static func share(
        _ percentage: FractionalPercentConfiguration, _ value: RuntimeValue, _ head: borrowing RequestHead,
        _ field: HeaderID
    ) -> RuntimeShare {
        var numerator = percentage.numerator
        if field != .other, let asked = head.headers.controlNumber(field) {
            numerator = min(numerator, UInt32(clamping: asked))
        }
        return RuntimeShare(numerator: numerator, denominator: percentage.denominator, value: value)
    }
}

extension HeaderMap {
    /// The decimal number in a field, of ten digits at most; nil when the field is missing or no such number.
    fileprivate borrowing func controlNumber(_ id: HeaderID) -> UInt64? {
        let index = firstIndex(of: id)
        if index < 0 { return nil }
        let text = value(at: index)
        if text.isEmpty || text.count > 10 { return nil }
        var number: UInt64 = 0
        for place in text.indices {
            let digit = text[place] &- UInt8(ascii: "0")
            if digit > 9 { return nil }
            number = number &* 10 &+ UInt64(digit)
        }
        return number
    }

    /// Whether the request names one of these nodes as its own (`x-envoy-downstream-service-node`).
    fileprivate borrowing func isNode(among nodes: [[UInt8]]) -> Bool {
        let index = firstIndex(of: .xEnvoyDownstreamServiceNode)
        if index < 0 { return false }
        for node in nodes where Bytes.equal(value(at: index), node.span) { return true }
        return false
    }
}
