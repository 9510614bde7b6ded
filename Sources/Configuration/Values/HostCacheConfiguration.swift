/// How the names that requests ask for are resolved and remembered
/// (`envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig`). Durations are nanoseconds.
public struct HostCacheConfiguration: Sendable, Equatable {
    /// The cache's name; clusters and filters that say it share one.
    public var name: String
    /// How names are resolved. Envoy's defaults here: 60 s from one answer to the next question, or the answer's time
    /// to live, of at least 5 s.
    public var names: NameResolutionConfiguration
    /// How long a name is kept that nobody asks for. Envoy's default: 5 min.
    public var hostTimeToLive: UInt64 = 300_000_000_000
    /// Names that are kept at most; requests for more are refused. Envoy's default: 1024.
    public var maxHosts: UInt32 = 1024
    /// Requests that may wait for answers at once. Envoy's default: 1024.
    public var maxPendingRequests: UInt32 = 1024
    /// How long a question may take; 0 means as long as the resolver likes. Envoy's default: 5 s.
    public var queryTimeout: UInt64 = 5_000_000_000

    /// Makes a cache with Envoy's defaults.
    public init(name: String) {
        self.name = name
        names = NameResolutionConfiguration(
            refreshRate: 60_000_000_000, respectsTimeToLive: true, minimumRefreshRate: 5_000_000_000)
    }
}

/// The dynamic forward proxy filter: requests wait here until the name that they ask for is resolved.
public struct ForwardFilterConfiguration: HTTPFilterValue {
    /// Where names are remembered.
    public var cache: HostCacheConfiguration

    /// Makes a filter.
    public init(cache: HostCacheConfiguration) { self.cache = cache }
}

/// What a route says to the dynamic forward proxy filter.
public struct ForwardRouteConfiguration: HTTPFilterValue {
    /// What becomes of the host before it is resolved.
    public enum HostRewrite: Sendable, Equatable {
        /// It stays.
        case none
        /// It becomes this.
        case literal(String)
        /// It becomes the value of this field, in lower case, where there is one.
        case field(String)
    }

    /// What becomes of the host.
    public var hostRewrite: HostRewrite

    /// What a route says.
    public init(hostRewrite: HostRewrite = .none) { self.hostRewrite = hostRewrite }
}
