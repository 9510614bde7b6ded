/// The filter that answers health checks (`envoy.extensions.filters.http.health_check.v3.HealthCheck`).
public struct HealthCheckFilterConfiguration: HTTPFilterValue {
    /// Whether checks go on to the upstream.
    public var passesThrough: Bool
    /// How long an answer of the upstream is good for others, in nanoseconds; 0 means not at all.
    public var cacheTime: UInt64
    /// Clusters, and which share of their endpoints, in percent, must be healthy; sorted by name.
    public var clusters: [ClusterShare]
    /// What a request's fields are like that is a check; none: every request is one.
    public var headers: [HeaderMatcherConfiguration]

    /// A cluster, and the share of its endpoints that must be healthy.
    public struct ClusterShare: Sendable, Equatable {
        /// The cluster's name.
        public var name: String
        /// Percent, 0 to 100.
        public var percent: Double

        /// Makes a share.
        public init(name: String, percent: Double) {
            self.name = name
            self.percent = percent
        }
    }

    /// Makes a filter.
    public init(
        passesThrough: Bool, cacheTime: UInt64 = 0, clusters: [ClusterShare] = [],
        headers: [HeaderMatcherConfiguration] = []
    ) {
        self.passesThrough = passesThrough
        self.cacheTime = cacheTime
        self.clusters = clusters
        self.headers = headers
    }
}
