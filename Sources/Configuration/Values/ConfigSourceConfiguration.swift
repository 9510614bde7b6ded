/// Where resources come from while the proxy runs (`envoy.config.core.v3.ConfigSource`).
public struct ConfigSourceConfiguration: Sendable, Hashable {
    /// The file that holds them, as a discovery response.
    public var path: String
    /// The directory whose changes say that the file may have changed; empty: the one that holds it.
    public var watchedDirectory: String
    /// How long to wait for the first answer, in nanoseconds; nil: for ever. Envoy's default: 15 s.
    public var initialFetchTimeout: UInt64?

    /// A file.
    public init(path: String, watchedDirectory: String = "", initialFetchTimeout: UInt64? = 15_000_000_000) {
        self.path = path
        self.watchedDirectory = watchedDirectory
        self.initialFetchTimeout = initialFetchTimeout
    }
}

/// The resources that a bootstrap leaves to others (`Bootstrap.DynamicResources`).
public struct DynamicResourcesConfiguration: Sendable, Equatable {
    /// Where listeners come from; nil: there are only those of the file.
    public var listeners: ConfigSourceConfiguration?
    /// Where clusters come from; nil: there are only those of the file.
    public var clusters: ConfigSourceConfiguration?

    /// None.
    public init() {}
}

/// Where a connection manager's routes come from (`Rds`).
public struct RouteDiscoveryConfiguration: Sendable, Hashable {
    /// The source.
    public var source: ConfigSourceConfiguration
    /// The name of the route configuration.
    public var name: String

    /// A named resource of a source.
    public init(source: ConfigSourceConfiguration, name: String) {
        self.source = source
        self.name = name
    }
}

/// Where a cluster's endpoints come from (`EdsClusterConfig`).
public struct EndpointDiscoveryConfiguration: Sendable, Hashable {
    /// The source.
    public var source: ConfigSourceConfiguration
    /// The name of the endpoints there; empty: the cluster's own.
    public var serviceName: String

    /// A named resource of a source.
    public init(source: ConfigSourceConfiguration, serviceName: String = "") {
        self.source = source
        self.serviceName = serviceName
    }
}

extension BootstrapConfiguration {
    /// Whether anything comes from a source while the proxy runs.
    public var followsSources: Bool {
        if dynamic != DynamicResourcesConfiguration() { return true }
        let asksForEndpoints = clusters.contains {
            if case .eds = $0.discoveryType { true } else { false }
        }
        return asksForEndpoints || listeners.contains(where: \.followsSources)
    }
}

extension ListenerConfiguration {
    /// Whether a connection manager takes its routes from a source.
    var followsSources: Bool {
        (filterChains + [defaultFilterChain].compactMap(\.self)).flatMap(\.filters).contains {
            if case .httpConnectionManager(let manager) = $0 { manager.routeDiscovery != nil } else { false }
        }
    }
}
