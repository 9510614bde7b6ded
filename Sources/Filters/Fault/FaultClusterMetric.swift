internal import Telemetry

/// The counters of faults by downstream cluster: the one that a request names in
/// `x-envoy-downstream-service-cluster`.
enum FaultClusterMetric: Int, MetricIndex {
    /// Requests that were aborted; requests that were delayed.
    case abortsInjected, delaysInjected

    var declaration: MetricDeclaration {
        switch self {
        case .abortsInjected: .counter("aborts_injected", existence: .onceUsed)
        case .delaysInjected: .counter("delays_injected", existence: .onceUsed)
        }
    }

    static let family = makeFamily(extractedPrefix: "http.fault.")

    /// The scope for requests from `cluster`, below a filter's prefix.
    static func scope(
        of cluster: String, _ registry: MetricRegistry, prefix: String, _ labels: [MetricLabel]
    ) -> MetricScope {
        // Envoy's tag ends at the first dot.
        let parts = cluster.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count > 1 ? "\(parts[1])." : ""
        return registry.scope(
            prefix: "\(prefix)fault.\(cluster).", extractedPrefix: "http.fault.\(rest)",
            labels: [MetricLabel("envoy_fault_downstream_cluster", String(parts[0]))] + labels, family: family)
    }
}
