public import Configuration
internal import HTTPSemantics
internal import Routing
public import RuntimeValues

/// What a fault filter, or a route's own settings for it, injects; compiled from the configuration and never changed
/// but by keys of the runtime.
public final class FaultSettings: Sendable {
    let configuration: FaultConfiguration
    /// What a fault leaves for others; nil: nothing.
    let metadata: MetadataValue?
    private let headers: [HeaderMatcher]
    private let nodes: [[UInt8]]
    private let delayPercent: RuntimeValue, abortPercent: RuntimeValue, limitPercent: RuntimeValue
    private let delayDuration: RuntimeValue, httpStatus: RuntimeValue, grpcStatus: RuntimeValue
    private let most: RuntimeValue

    /// Resolves a validated configuration.
    public init(_ configuration: FaultConfiguration, runtime: LiveRuntime = LiveRuntime()) {
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
        most = runtime.value(at: configuration.keys.maxActiveFaults)
    }

    /// Whether nothing is injected, whatever comes.
    var isIdle: Bool { configuration.delay == nil && configuration.abort == nil && configuration.rateLimit == nil }

    /// How many faults may be active at once; nil: any number.
    var maxActiveFaults: UInt64? { most.number ?? configuration.maxActiveFaults.map { UInt64($0) } }

    /// Whether a request is one that is meant.
    func means(_ head: borrowing RequestHead, cluster: String?) -> Bool {
        if !configuration.upstreamCluster.isEmpty && cluster != configuration.upstreamCluster { return false }
        if !nodes.isEmpty && !head.headers.isNode(among: nodes) { return false }
        for header in headers where !header.matches(head) { return false }
        return true
    }

    /// Nanoseconds that a request is held; nil: it is not.
    func delay(_ head: borrowing RequestHead, _ random: UInt64) -> UInt64? {
        guard let delay = configuration.delay else { return nil }
        var duration = delay.fixedDelay
        if duration == nil { duration = head.headers.controlNumber(.xEnvoyFaultDelayRequest).map { $0 &* 1_000_000 } }
        guard
            Self.share(
                delay.percentage, delayPercent, head,
                delay.fixedDelay == nil ? .xEnvoyFaultDelayRequestPercentage : .other
            )
            .includes(random)
        else { return nil }
        if delay.fixedDelay != nil, let milliseconds = delayDuration.number { duration = milliseconds &* 1_000_000 }
        return duration.flatMap { $0 == 0 ? nil : $0 }
    }

    /// The answer to a request instead of the upstream's; nil: none.
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

    /// KiB a second of a response; nil: any number.
    func rateLimit(_ head: borrowing RequestHead, _ random: UInt64) -> UInt64? {
        guard let limit = configuration.rateLimit else { return nil }
        let field: HeaderID = limit.kilobytes == nil ? .xEnvoyFaultThroughputResponsePercentage : .other
        guard Self.share(limit.percentage, limitPercent, head, field).includes(random) else { return nil }
        guard let kilobytes = limit.kilobytes ?? head.headers.controlNumber(.xEnvoyFaultThroughputResponse),
            kilobytes > 0
        else { return nil }
        return kilobytes
    }

    /// A share that a field of the request may lower, and a key of the runtime replace.
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
    /// The number that a field is; nil when it is not there, or is none.
    fileprivate borrowing func controlNumber(_ id: HeaderID) -> UInt64? {
        let index = firstIndex(of: id)
        if index < 0 { return nil }
        let text = value(at: index)
        if text.isEmpty || text.count > 10 { return nil }
        var number: UInt64 = 0
        for place in text.indices {
            let digit = text[place] &- 0x30
            if digit > 9 { return nil }
            number = number &* 10 &+ UInt64(digit)
        }
        return number
    }

    /// Whether the request says that it comes from one of these nodes.
    fileprivate borrowing func isNode(among nodes: [[UInt8]]) -> Bool {
        let index = firstIndex(of: .xEnvoyDownstreamServiceNode)
        if index < 0 { return false }
        for node in nodes where equals(at: index, node) { return true }
        return false
    }

    private borrowing func equals(at index: Int, _ text: [UInt8]) -> Bool {
        let value = value(at: index)
        guard value.count == text.count else { return false }
        for place in value.indices where value[place] != text[place] { return false }
        return true
    }
}
