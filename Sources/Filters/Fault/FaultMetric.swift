internal import Telemetry

/// The counters of a fault filter, below its connection manager's `stat_prefix`.
enum FaultMetric: Int, MetricIndex {
    /// Requests with a fault at present (a gauge); requests that were aborted.
    case activeFaults, abortsInjected
    /// Requests that were delayed; requests spared because `max_active_faults` was reached.
    case delaysInjected, faultsOverflow
    /// Responses whose rate was limited.
    case responseRlInjected

    var declaration: MetricDeclaration {
        switch self {
        case .activeFaults: .gauge("active_faults")
        case .abortsInjected: .counter("aborts_injected")
        case .delaysInjected: .counter("delays_injected")
        case .faultsOverflow: .counter("faults_overflow")
        case .responseRlInjected: .counter("response_rl_injected")
        }
    }

    static let family = makeFamily(extractedPrefix: "http.fault.")
}
