internal import Buffers
internal import HTTPSemantics
internal import Telemetry

/// What is counted of faults by the cluster that a request says it comes from.
enum FaultClusterMetric: Int, MetricIndex {
    /// Requests aborted; held.
    case abortsInjected, delaysInjected

    var declaration: MetricDeclaration {
        switch self {
        case .abortsInjected: .counter("aborts_injected", existence: .onceUsed)
        case .delaysInjected: .counter("delays_injected", existence: .onceUsed)
        }
    }

    static let family = makeFamily(extractedPrefix: "http.fault.")

    /// Where faults are counted of requests from `cluster`, below a filter's prefix.
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

/// The clusters that requests said they come from so far, and where one worker counts their faults.
public final class FaultClusters {
    private let thread: Int
    private let makeScope: (String) -> MetricScope
    private var writers: [[UInt8]: MetricWriter] = [:]

    /// Names beyond these are not counted: clients choose them, and each costs memory for good.
    private static let mostNames = 256

    init(thread: Int, _ makeScope: @escaping (String) -> MetricScope) {
        self.thread = thread
        self.makeScope = makeScope
    }

    /// Counts a fault of a request, if that says where it comes from.
    func count(_ metric: FaultClusterMetric, _ head: borrowing RequestHead) {
        let index = head.headers.firstIndex(of: .xEnvoyDownstreamServiceCluster)
        if index < 0 { return }
        let value = head.headers.value(at: index)
        if value.isEmpty || value.count > 100 { return }
        var name: [UInt8] = []
        for place in value.indices { name.append(value[place]) }
        if let known = writers[name] { return known.increment(metric) }
        if writers.count >= Self.mostNames { return }
        let writer = makeScope(String(decoding: name, as: UTF8.self)).writer(thread: thread)
        writers[name] = writer
        writer.increment(metric)
    }
}
