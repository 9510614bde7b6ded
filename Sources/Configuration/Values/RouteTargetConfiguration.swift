/// Which cluster a route leads to.
public enum RouteTargetConfiguration: Sendable, Equatable {
    /// The cluster of that name; the reader has checked that it exists, unless the table says
    /// `validate_clusters: false`.
    case cluster(String)
    /// The cluster that this field, in lower case, names (`cluster_header`); its first value counts.
    case field(String)
    /// One of several, by weight.
    case weighted(WeightedClustersConfiguration)
}

/// Clusters that share a route's requests (`envoy.config.route.v3.WeightedCluster`).
public struct WeightedClustersConfiguration: Sendable, Equatable {
    /// The clusters, in file order; their weights add up to something that 32 bits hold, and not to 0.
    public var branches: [WeightedBranchConfiguration]
    /// What runtime keys that change weights begin with, before a dot and the cluster's name; empty means none do.
    public var runtimeKeyPrefix = ""
    /// The field, in lower case, whose number chooses instead of a random one; empty means none.
    public var numberField = ""
    /// Whether what the route hashes chooses instead.
    public var usesHashPolicy = false

    /// Clusters.
    public init(_ branches: [WeightedBranchConfiguration]) { self.branches = branches }
}

/// One of the clusters that share a route's requests, and what is special about its requests
/// (`envoy.config.route.v3.WeightedCluster.ClusterWeight`).
public struct WeightedBranchConfiguration: Sendable, Equatable {
    /// Where it leads.
    public var target: Target
    /// Its part of the sum of all weights.
    public var weight: UInt32
    /// What is done to its requests, before what the route does.
    public var requestHeaders = HeaderEditsConfiguration()
    /// What is done to their responses, before what the route does.
    public var responseHeaders = HeaderEditsConfiguration()
    /// What filters do differently, by filter name.
    public var perFilter: [PerFilterConfiguration] = []
    /// What `:authority` becomes, before the route's own rewriting; empty means it stays.
    public var hostRewrite = ""
    /// What endpoints have to say of themselves, beside what the route asks for and before it (`metadata_match`).
    public var metadataMatch: [String: StructValue] = [:]

    /// Which cluster a branch leads to.
    public enum Target: Sendable, Equatable {
        /// The cluster of that name.
        case cluster(String)
        /// The cluster that this field, in lower case, names; its first value counts.
        case field(String)
    }

    /// Makes a branch without anything special.
    public init(_ target: Target, weight: UInt32) {
        self.target = target
        self.weight = weight
    }
}
