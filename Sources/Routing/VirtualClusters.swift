internal import Configuration
public import HTTPSemantics

/// The virtual clusters of one virtual host: kinds of requests that are counted apart, whichever cluster serves them.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (VirtualCluster)
public final class VirtualClusters: Sendable {
    /// Their names, in order.
    public let names: [[UInt8]]
    private let conditions: [[HeaderMatcher]]

    /// Nil when there are none.
    init?(_ configurations: [VirtualClusterConfiguration]) {
        if configurations.isEmpty { return nil }
        names = configurations.map { Array($0.name.utf8) }
        conditions = configurations.map { $0.headers.map { HeaderMatcher($0) } }
    }

    /// The first whose conditions a request meets; the number of all of them when it meets none's.
    public func find(_ head: borrowing RequestHead) -> Int {
        for cluster in conditions.indices where holds(cluster, head) { return cluster }
        return conditions.count
    }

    private func holds(_ cluster: Int, _ head: borrowing RequestHead) -> Bool {
        for index in conditions[cluster].indices where !conditions[cluster][index].matches(head) { return false }
        return true
    }
}
