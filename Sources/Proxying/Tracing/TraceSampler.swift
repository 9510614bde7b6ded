internal import Configuration

/// Decides which traces are told to a collector of OpenTelemetry's, in the place of what is decided about requests.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/trace/v3/opentelemetry.proto
struct TraceSampler {
    private let followsParent: Bool
    private let share: (numerator: UInt64, denominator: UInt64)?

    init(_ configuration: OpenTelemetryConfiguration.Sampler) {
        followsParent = configuration.followsParent
        share = configuration.share.map { (UInt64($0.numerator), max(1, UInt64($0.denominator))) }
    }

    /// Whether a trace is told; `parent` is what its client has decided, nil for a new one.
    ///
    /// As in Envoy, the first eight bytes of the id are a number whose lowest byte comes first, so that all proxies on
    /// the way of a request take the same ones.
    func takes(traceHigh: UInt64, parent: Bool?) -> Bool {
        if followsParent, let parent { return parent }
        guard let share else { return true }
        return traceHigh.byteSwapped % share.denominator < share.numerator
    }
}
