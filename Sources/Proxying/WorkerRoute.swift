internal import Configuration
internal import Filters
internal import Routing
internal import Upstreams

/// A route as one worker uses it: the rule that all workers share, and the worker's own cluster and filter settings.
///
/// Made when the worker's first request takes the route, so that a big table costs a worker what it uses of it.
final class WorkerRoute {
    enum Action {
        case forward, directResponse, redirect
    }

    let rule: RouteRule
    let action: Action
    /// Where it leads; nil when there is no such cluster, or when it leads nowhere.
    let cluster: WorkerCluster?
    let clusterName: [UInt8]
    let clusterNotFoundStatus: UInt16
    let timeout: UInt64?
    let priority: RoutingPriority
    /// The status of a redirect or direct response.
    let directStatus: UInt16
    let directBody: [UInt8]
    private let ownIdleTimeout: RouteIdleTimeout
    private var filterSettings: [String: FaultSettings?] = [:]

    init(_ rule: RouteRule, worker: ProxyWorker) {
        self.rule = rule
        switch rule.action {
        case .route(let route):
            action = .forward
            cluster = worker.cluster(named: route.cluster)
            clusterName = Array(route.cluster.utf8)
            clusterNotFoundStatus = route.clusterNotFoundResponseCode
            timeout = route.timeout
            priority = route.priority
            ownIdleTimeout = route.idleTimeout
            directStatus = 0
            directBody = []
        case .redirect(let redirect):
            action = .redirect
            (cluster, clusterName, clusterNotFoundStatus) = (nil, [], 503)
            (timeout, priority, ownIdleTimeout) = (nil, .default, .inherited)
            directStatus = redirect.responseCode
            directBody = []
        case .directResponse(let response):
            action = .directResponse
            (cluster, clusterName, clusterNotFoundStatus) = (nil, [], 503)
            (timeout, priority, ownIdleTimeout) = (nil, .default, .inherited)
            directStatus = response.status
            directBody = response.body
        }
    }

    /// The name of the route; empty when it has none.
    var name: [UInt8] { rule.name }

    /// The name of its virtual host.
    var virtualHostName: [UInt8] { rule.virtualHostName }

    /// Whether the route says anything about the stream idle timeout.
    var hasOwnIdleTimeout: Bool { ownIdleTimeout != .inherited }

    /// The stream idle timeout: the route's own, or the connection manager's.
    func idleTimeout(default inherited: UInt64?) -> UInt64? {
        switch ownIdleTimeout {
        case .inherited: inherited
        case .disabled: nil
        case .after(let nanoseconds): nanoseconds
        }
    }

    /// The route's settings for a filter; nil when it has none.
    func settings(ofFilter name: String) -> FaultSettings? {
        if let known = filterSettings[name] { return known }
        var settings: FaultSettings?
        if case .fault(let fault)? = rule.settings(ofFilter: name) { settings = FaultSettings(fault) }
        filterSettings[name] = .some(settings)
        return settings
    }
}
