public import Filters
internal import Telemetry

/// A network filter as the snapshot holds it, shared by all workers.
public enum NetworkFilterSettings: Sendable {
    /// Closes connections that are too many.
    case connectionLimit(ConnectionLimitSettings)
    /// Closes connections that come too fast.
    case rateLimit(NetworkRateLimitSettings)
    /// Lets the name that the client asked for choose the cluster.
    case sniCluster

    /// What makes the filter of each connection on a worker, by the worker's number.
    public func maker(thread: Int) -> () -> NetworkFilter {
        switch self {
        case .connectionLimit(let settings):
            let metrics = settings.metrics.writer(thread: thread)
            return { ConnectionLimitFilter(settings, metrics: metrics) }
        case .rateLimit(let settings):
            let metrics = settings.metrics.writer(thread: thread)
            return { NetworkRateLimitFilter(settings, metrics: metrics) }
        case .sniCluster:
            return { SNIClusterFilter() }
        }
    }
}
