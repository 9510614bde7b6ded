internal import HTTPSemantics
internal import Routing
internal import Telemetry

/// Where one worker counts the requests of a route beside their clusters: under the route's own name, and under the
/// virtual cluster that each of them belongs to.
final class RouteStatistics {
    private let route: MetricWriter?
    private let virtualClusters: VirtualClusters?
    /// One a virtual cluster, and one for all other requests.
    private let writers: [MetricWriter]

    /// Nil when nothing of the route is counted apart.
    init?(_ rule: RouteRule, scopes: RouteScopes, worker: Int) {
        let host = String(decoding: rule.virtualHostName, as: UTF8.self)
        route =
            rule.statPrefix.isEmpty ? nil : scopes[.route(rule.statPrefix, of: host)]?.writer(thread: worker)
        virtualClusters = rule.virtualClusters
        var names = rule.virtualClusters?.names.map { String(decoding: $0, as: UTF8.self) } ?? []
        if !names.isEmpty { names.append(RouteScopes.other) }
        writers = names.compactMap { scopes[.virtualCluster($0, of: host)]?.writer(thread: worker) }
        if route == nil && writers.isEmpty { return nil }
    }

    /// The virtual cluster of a request, for the other methods.
    func virtualCluster(of head: borrowing RequestHead) -> Int { virtualClusters?.find(head) ?? 0 }

    /// The name of a virtual cluster; nil for that of all other requests.
    func name(of cluster: Int) -> [UInt8]? {
        guard let names = virtualClusters?.names, cluster < names.count else { return nil }
        return names[cluster]
    }

    /// Counts something.
    func count(_ metric: RequestMetric, _ cluster: Int) {
        route?.increment(metric)
        if cluster < writers.count { writers[cluster].increment(metric) }
    }

    /// Counts an answer.
    func charge(status: UInt16, _ cluster: Int) {
        if let route { Self.charge(status, route) }
        if cluster < writers.count { Self.charge(status, writers[cluster]) }
    }

    /// Notes how long an answer took, in milliseconds.
    func record(_ milliseconds: UInt64, _ cluster: Int) {
        route?.record(RequestMetric.upstreamRqTime, milliseconds)
        if cluster < writers.count { writers[cluster].record(RequestMetric.upstreamRqTime, milliseconds) }
    }

    private static func charge(_ status: UInt16, _ writer: MetricWriter) {
        writer.increment(RequestMetric.upstreamRqCompleted)
        guard status < 600 else { return writer.increment(RequestMetric.upstreamRqUnknown) }
        writer.incrementStatus(Int(status))
        if let metric = RequestMetric.ofClass(status) { writer.increment(metric) }
    }
}
