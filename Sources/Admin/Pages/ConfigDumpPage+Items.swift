internal import Configuration
internal import ProxyRuntime
internal import RegularExpressions
internal import TLS
internal import Upstreams

/// Which resources a field of the dump has.
extension ConfigDumpPage {
    /// One resource: a piece of a source, a cluster whose endpoints are shown, or what came from elsewhere.
    enum Item {
        case source([UInt8], Range<Int>)
        case endpoints(Cluster)
        case dynamic(ServedResources.Item)
        case listener(ServedResources.DynamicListener)
        case secret(SecretConfiguration)
        case supplied(SuppliedSecret)
    }

    func forEach(_ resource: Resource, _ visit: (Item) -> Void) {
        switch resource {
        case .staticClusters:
            for cluster in snapshot.clusterOrder where isStatic(cluster) && accepts(cluster.name) {
                visit(.source(cluster.configuration.source, cluster.configuration.source.indices))
            }
        case .staticListeners:
            for listener in snapshot.listeners where isStatic(listener) && accepts(listener.name) {
                visit(.source(listener.configuration.source, listener.configuration.source.indices))
            }
        case .staticRouteConfigs:
            for listener in snapshot.listeners {
                let bytes = listener.configuration.source
                let source = JSONSource(bytes)
                for range in Self.routeConfigurations(in: source)
                where accepts(source.text(source.member("name", in: range)) ?? "") {
                    visit(.source(bytes, range))
                }
            }
        case .staticEndpointConfigs:
            for cluster in snapshot.clusterOrder where isStatic(cluster) && accepts(cluster.name) {
                visit(.endpoints(cluster))
            }
        case .dynamicEndpointConfigs:
            for cluster in snapshot.clusterOrder where !isStatic(cluster) && accepts(cluster.name) {
                visit(.endpoints(cluster))
            }
        case .dynamicActiveClusters:
            for item in served.activeClusters where accepts(item.name) { visit(.dynamic(item)) }
        case .dynamicWarmingClusters:
            for item in served.warmingClusters where accepts(item.name) { visit(.dynamic(item)) }
        case .dynamicRouteConfigs:
            for item in served.routes where accepts(item.name) { visit(.dynamic(item)) }
        case .dynamicListeners:
            for listener in served.listeners where accepts(listener.name) { visit(.listener(listener)) }
        case .staticSecrets:
            for secret in snapshot.secrets where accepts(secret.name) { visit(.secret(secret)) }
        case .dynamicActiveSecrets, .dynamicWarmingSecrets:
            let isActive = resource == .dynamicActiveSecrets
            for secret in served.secrets
            where (secret.current != nil) == isActive && accepts(secret.reference.name) {
                visit(.supplied(secret))
            }
        }
    }

    func isStatic(_ cluster: Cluster) -> Bool { !served.dynamicClusters.contains(cluster.name) }

    func isStatic(_ listener: ListenerSnapshot) -> Bool { !served.dynamicListeners.contains(listener.name) }

    private func accepts(_ name: String) -> Bool { filter?.matches(Array(name.utf8).span) ?? true }

    /// The route tables that stand inside a listener's connection managers.
    private static func routeConfigurations(in source: JSONSource) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for chain in source.elements(of: source.member("filter_chains", in: source.whole)) {
            for filter in source.elements(of: source.member("filters", in: chain)) {
                let typed = source.member("typed_config", in: filter)
                // A TypedStruct keeps the message under `value`.
                let manager = source.member("value", in: typed) ?? typed
                if let routes = source.member("route_config", in: manager) { found.append(routes) }
            }
        }
        return found
    }
}
