internal import Configuration
public import EventLoops
internal import Upstreams

/// What is served and what is on its way, with where it came from; for the admin interface. A copy.
public struct ServedResources: Sendable {
    /// One resource.
    public struct Item: Sendable {
        /// Its name.
        public let name: String
        /// Its JSON.
        public let source: [UInt8]
        /// The version of the source that brought it.
        public let version: String
        /// When it came.
        public let lastUpdated: WallTime
    }

    /// One listener of a source, in each of its states.
    public struct DynamicListener: Sendable {
        /// Its name.
        public let name: String
        /// What accepts connections.
        public let active: Item?
        /// What waits for its routes.
        public let warming: Item?
        /// The last update that was refused, and why; nil when the last one was taken.
        public let failed: (item: Item, details: String)?
    }

    /// The version of the clusters' source.
    public var clustersVersion = ""
    /// The version of the listeners' source.
    public var listenersVersion = ""
    /// Clusters of the source that requests may go to.
    public var activeClusters: [Item] = []
    /// Clusters of the source that wait for their endpoints.
    public var warmingClusters: [Item] = []
    /// Listeners of the source.
    public var listeners: [DynamicListener] = []
    /// Route configurations of sources.
    public var routes: [Item] = []
    /// The names of clusters that came from the source.
    public var dynamicClusters: Set<String> = []
    /// The names of listeners that came from the source.
    public var dynamicListeners: Set<String> = []
}

extension ProxyServer {
    /// What is served at this moment. On the main loop.
    public var served: ServedResources {
        var result = ServedResources()
        if let clusters {
            result.clustersVersion = clusters.version
            result.activeClusters = clusters.active.filter(\.isDynamic).map(Self.item)
            result.warmingClusters = clusters.warming.values.sorted { $0.cluster.name < $1.cluster.name }
                .map(Self.item)
            result.dynamicClusters = Set(result.activeClusters.map(\.name))
        }
        result.routes = routes?.entries ?? []
        guard let listeners else { return result }
        result.listenersVersion = listeners.version
        let active = listeners.active.filter(\.isDynamic)
        result.dynamicListeners = Set(active.map(\.listener.name))
        let others = Set(listeners.warming.keys).union(listeners.errors.keys)
            .subtracting(result.dynamicListeners).sorted()
        for name in active.map(\.listener.name) + others {
            let failed = listeners.errors[name].map {
                (
                    ServedResources.Item(name: name, source: $0.source, version: $0.version, lastUpdated: $0.time),
                    $0.details
                )
            }
            result.listeners.append(
                ServedResources.DynamicListener(
                    name: name, active: active.first { $0.listener.name == name }.map(Self.item),
                    warming: listeners.warming[name].map(Self.item), failed: failed))
        }
        return result
    }

    private static func item(_ entry: ClusterDirectory.Entry) -> ServedResources.Item {
        ServedResources.Item(
            name: entry.cluster.name, source: entry.cluster.configuration.source, version: entry.version,
            lastUpdated: entry.lastUpdated)
    }

    private static func item(_ entry: ListenerDirectory.Entry) -> ServedResources.Item {
        ServedResources.Item(
            name: entry.listener.name, source: entry.listener.configuration.source, version: entry.version,
            lastUpdated: entry.lastUpdated)
    }
}
