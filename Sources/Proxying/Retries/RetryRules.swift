internal import RuntimeValues

/// What holds for all retries, whatever their policies say.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/router_filter#runtime
struct RetryRules {
    /// The bound of the first pause where a policy says nothing of it, in milliseconds.
    private let usualBackOff: RuntimeNumber
    /// The share of the tries that are wanted and that there is room for which are made, in percent.
    let share: RuntimeNumber

    init(_ runtime: LiveRuntime = LiveRuntime()) {
        usualBackOff = runtime.number(25, at: "upstream.base_retry_backoff_ms")
        share = runtime.number(100, at: "upstream.use_retry")
    }

    /// The bound of the first pause where a policy says nothing of it, in nanoseconds.
    var backOffBase: UInt64 {
        let (base, overflow) = max(1, usualBackOff.current).multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : base
    }
}
