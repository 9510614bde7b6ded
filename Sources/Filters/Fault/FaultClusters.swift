internal import Buffers
internal import HTTPSemantics
internal import Telemetry

/// One worker's fault counters by downstream cluster, made when a request first names the cluster.
final class FaultClusters {
    private let thread: Int
    private let makeScope: (String) -> MetricScope
    private var writers: [[UInt8]: MetricWriter] = [:]

    /// Clients choose the names, and each costs memory for good: further and longer ones are not counted.
    private static let maxNames = 256
    private static let maxNameLength = 100

    init(thread: Int, _ makeScope: @escaping (String) -> MetricScope) {
        self.thread = thread
        self.makeScope = makeScope
    }

    /// Counts a fault for the cluster that the request names, if it names one.
    func count(_ metric: FaultClusterMetric, _ head: borrowing RequestHead) {
        let index = head.headers.firstIndex(of: .xEnvoyDownstreamServiceCluster)
        if index < 0 { return }
        let value = head.headers.value(at: index)
        if value.isEmpty || value.count > Self.maxNameLength { return }
        var name: [UInt8] = []
        for place in value.indices { name.append(value[place]) }
        if let known = writers[name] { return known.increment(metric) }
        if writers.count >= Self.maxNames { return }
        let writer = makeScope(String(decoding: name, as: UTF8.self)).writer(thread: thread)
        writers[name] = writer
        writer.increment(metric)
    }
}
