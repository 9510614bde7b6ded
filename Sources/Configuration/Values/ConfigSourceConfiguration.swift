/// Where resources come from while the proxy runs (`envoy.config.core.v3.ConfigSource`).
public struct ConfigSourceConfiguration: Sendable, Hashable {
    /// Who gives them.
    public enum Origin: Sendable, Hashable {
        /// A file that holds them as a discovery response. The changes of `watchedDirectory` say that it may have
        /// changed; empty means those of the directory that holds it.
        case file(path: String, watchedDirectory: String)
        /// A server that is asked again and again.
        case rest(RESTSourceConfiguration)
        /// The identity that this proxy has obtained for itself.
        case identity
    }

    /// Who gives them.
    public var origin: Origin
    /// How long to wait for the first answer, in nanoseconds; nil means for ever. Envoy's default: 15 s.
    public var initialFetchTimeout: UInt64?

    /// Makes a source.
    public init(_ origin: Origin, initialFetchTimeout: UInt64? = 15_000_000_000) {
        self.origin = origin
        self.initialFetchTimeout = initialFetchTimeout
    }

    /// Makes a file.
    public init(path: String, watchedDirectory: String = "", initialFetchTimeout: UInt64? = 15_000_000_000) {
        self.init(
            .file(path: path, watchedDirectory: watchedDirectory), initialFetchTimeout: initialFetchTimeout)
    }
}

/// A server that gives resources to those who ask (`ApiConfigSource` of type REST). Durations are nanoseconds.
public struct RESTSourceConfiguration: Sendable, Hashable {
    /// The cluster through which it is reached; one of the bootstrap's.
    public var cluster: String
    /// How long to wait between an answer and the next question, at least; at most twice that.
    public var refreshDelay: UInt64
    /// How long an answer may take. Envoy's default: 1 s.
    public var requestTimeout: UInt64

    /// Makes a server behind a cluster.
    public init(cluster: String, refreshDelay: UInt64, requestTimeout: UInt64 = 1_000_000_000) {
        self.cluster = cluster
        self.refreshDelay = refreshDelay
        self.requestTimeout = requestTimeout
    }
}

/// The resources that a bootstrap leaves to others (`Bootstrap.DynamicResources`).
public struct DynamicResourcesConfiguration: Sendable, Equatable {
    /// Where listeners come from; nil means there are only those of the file.
    public var listeners: ConfigSourceConfiguration?
    /// Where clusters come from; nil means there are only those of the file.
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

    /// Makes a named resource of a source.
    public init(source: ConfigSourceConfiguration, name: String) {
        self.source = source
        self.name = name
    }
}

/// Where a cluster's endpoints come from (`EdsClusterConfig`).
public struct EndpointDiscoveryConfiguration: Sendable, Hashable {
    /// The source.
    public var source: ConfigSourceConfiguration
    /// The name of the endpoints there; empty means the cluster's own.
    public var serviceName: String

    /// Makes a named resource of a source.
    public init(source: ConfigSourceConfiguration, serviceName: String = "") {
        self.source = source
        self.serviceName = serviceName
    }
}

/// Where a layer of values by key comes from (`RuntimeLayer.RtdsLayer`).
public struct RuntimeDiscoveryConfiguration: Sendable, Hashable {
    /// The source.
    public var source: ConfigSourceConfiguration
    /// The name of the layer there.
    public var name: String

    /// Makes a named resource of a source.
    public init(source: ConfigSourceConfiguration, name: String) {
        self.source = source
        self.name = name
    }
}

extension ClusterConfiguration {
    /// Everything that it takes resources from.
    public var sources: [ConfigSourceConfiguration] {
        var sources = tls?.common.secrets.map(\.reference.source) ?? []
        if case .eds(let discovery) = discoveryType { sources.append(discovery.source) }
        return sources
    }
}

extension ListenerConfiguration {
    /// Everything that it takes resources from.
    public var sources: [ConfigSourceConfiguration] {
        (filterChains + [defaultFilterChain].compactMap(\.self)).flatMap { chain in
            let routes = chain.filters.compactMap { filter -> ConfigSourceConfiguration? in
                if case .httpConnectionManager(let manager) = filter { manager.routeDiscovery?.source } else { nil }
            }
            return routes + (chain.tls?.common.secrets.map(\.reference.source) ?? [])
                + chain.filters.flatMap { filter -> [ConfigSourceConfiguration] in
                    guard case .httpConnectionManager(let manager) = filter else { return [] }
                    return ([manager.httpFilters] + manager.upgrades.map(\.httpFilters)).joined()
                        .flatMap { $0.value.secrets.map(\.source) }
                }
        }
    }
}
