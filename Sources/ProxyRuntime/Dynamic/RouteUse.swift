internal import Configuration
internal import Proxying

/// A connection manager that takes its routes from a source: what it asks for, and how it takes an answer.
final class RouteUse: Sendable {
    /// What it asks for.
    let discovery: RouteDiscoveryConfiguration
    /// The `stat_prefix`, under which the subscription counts.
    let statPrefix: String
    /// Where the workers find its newest settings.
    let source: ConnectionManagerSource
    private let manager: HTTPConnectionManagerConfiguration
    private let make: @Sendable (HTTPConnectionManagerConfiguration) -> ConnectionManagerSettings

    init(
        _ discovery: RouteDiscoveryConfiguration, _ manager: HTTPConnectionManagerConfiguration,
        source: ConnectionManagerSource,
        make: @escaping @Sendable (HTTPConnectionManagerConfiguration) -> ConnectionManagerSettings
    ) {
        self.discovery = discovery
        statPrefix = manager.statPrefix
        self.manager = manager
        self.source = source
        self.make = make
    }

    /// Puts settings with other routes into their place; the workers are still to be told. What cannot be read for
    /// them, such as bodies in files, is answered, and nothing changes then.
    func take(_ routes: RouteConfiguration) -> [String] {
        var manager = manager
        manager.routeConfiguration = routes
        let problems = manager.routeConfiguration.loadBodies()
        if problems.isEmpty { source.replace(make(manager)) }
        return problems
    }
}
