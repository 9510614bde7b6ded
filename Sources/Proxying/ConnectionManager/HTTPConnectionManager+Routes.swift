internal import Routing

/// The worker's own forms of routes.
extension HTTPConnectionManager {
    // MARK: - Routes

    /// The worker's own form of route `index` of a stream's settings, made at its first use.
    func route(at index: Int, of stream: ActiveStream) -> WorkerRoute {
        let settings = stream.settings
        if settings !== self.settings {
            let rule = settings.routes.rules[index]
            return WorkerRoute(rule, worker: worker, overrides: stream.plan.overrides(of: rule))
        }
        if clustersVersion != worker.clustersVersion {
            clustersVersion = worker.clustersVersion
            forgetRoutes(settings)
        }
        // The array would be counted, too.
        if index == lastIndex, let lastRoute { return lastRoute }
        if let route = routes[index] {
            lastIndex = index
            lastRoute = route
            return route
        }
        let rule = settings.routes.rules[index]
        let route = WorkerRoute(
            rule, worker: worker,
            statistics: RouteStatistics(rule, scopes: settings.routeScopes, worker: worker.index),
            overrides: plan.overrides(of: rule))
        routes[index] = route
        return route
    }

    func forgetRoutes(_ settings: ConnectionManagerSettings) {
        routes = Array(repeating: nil, count: settings.routes.rules.count)
        lastRoute = nil
        lastIndex = -1
    }
}
