public import Configuration
public import Filters
internal import Telemetry

/// A network filter as the snapshot holds it, shared by all workers.
public enum NetworkFilterSettings: Sendable {
    /// Closes connections that are too many.
    case connectionLimit(ConnectionLimitSettings)
    /// Closes connections that come too fast.
    case rateLimit(NetworkRateLimitSettings)
    /// Closes connections of those who may not connect.
    case rbac(NetworkRBACSettings)
    /// Lets the name that the client asked for choose the cluster.
    case sniCluster
    /// Leaves texts for others.
    case texts(ConnectionTextsConfiguration, ServiceSettings)

    /// What makes the filter of each connection on a worker.
    public func maker(on worker: ProxyWorker) -> () -> NetworkFilter {
        let thread = worker.index
        switch self {
        case .connectionLimit(let settings):
            let metrics = settings.metrics.writer(thread: thread)
            return { ConnectionLimitFilter(settings, metrics: metrics) }
        case .rateLimit(let settings):
            let metrics = settings.metrics.writer(thread: thread)
            return { NetworkRateLimitFilter(settings, metrics: metrics) }
        case .rbac(let settings):
            let metrics = settings.metrics.writer(thread: thread)
            let shadowMetrics = settings.shadowMetrics.writer(thread: thread)
            return { NetworkRBACFilter(settings, metrics: metrics, shadowMetrics: shadowMetrics) }
        case .sniCluster:
            return { SNIClusterFilter() }
        case .texts(let configuration, let settings):
            let programs = ConnectionTextPrograms(configuration)
            return { ConnectionTextFilter(programs, settings, on: worker) }
        }
    }
}
