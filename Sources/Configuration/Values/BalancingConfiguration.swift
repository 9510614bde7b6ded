/// How a cluster spreads requests, whatever its policy (`envoy.config.cluster.v3.Cluster.CommonLbConfig` and the load
/// assignment's `policy`). Durations are nanoseconds.
public struct BalancingConfiguration: HasDefaults {
    /// Below so many percent of available endpoints a priority uses all of them; 0 means it never does. Envoy's
    /// default: 50.
    public var panicThreshold: UInt32 = 50
    /// Percent by which a priority, or a locality, counts for more than its healthy share. Envoy's default: 140.
    public var overprovisioningFactor: UInt32 = 140
    /// Whether the health of a priority is a share of the weights and not of the endpoints. Envoy's default: false.
    public var weighsPriorityHealth = false
    /// How localities are told apart.
    public var localities = LocalityBalancing.ignored
    /// What consistent hashing does beyond its policy.
    public var hashing = ConsistentHashingConfiguration()
    /// How new endpoints get their share; nil means at once.
    @Boxed public var slowStart: SlowStartConfiguration?
    /// Which endpoints are for which requests; nil means all for all.
    @Boxed public var subsets: SubsetsConfiguration?
    /// Whether an endpoint counts for nothing until its first health check, not even in the size of its priority.
    /// Envoy's default: false.
    public var ignoresUncheckedEndpoints = false
    /// Whether all connections end when an endpoint comes or goes. Envoy's default: false.
    public var closesConnectionsOnChange = false

    /// Envoy's defaults.
    public init() {}
}

/// How balancers tell localities apart.
public enum LocalityBalancing: Sendable, Equatable {
    /// Not at all.
    case ignored
    /// By the weights that the load assignment gives them (`locality_weighted_lb_config`).
    case weighted
    /// Requests stay in the proxy's own zone as far as its share of endpoints reaches (`zone_aware_lb_config`).
    case zoneAware(ZoneAwareConfiguration)

    /// What zone-aware balancing is told.
    public struct ZoneAwareConfiguration: Sendable, Equatable {
        /// The share of requests that zones count for, in percent. Envoy's default: 100.
        public var routingEnabled: UInt32 = 100
        /// With fewer healthy endpoints zones do not count. Envoy's default: 6.
        public var minClusterSize: UInt64 = 6
        /// Whether requests fail rather than go to unhealthy endpoints. Envoy's default: false.
        public var failsOnPanic = false
        /// With so many healthy endpoints in the own zone all requests stay there; nil means their share decides.
        public var forcedZoneSize: UInt32?
        /// Whether shares are those of weights and not of endpoints. Envoy's default: false.
        public var countsWeights = false

        /// Envoy's defaults.
        public init() {}
    }
}

/// What consistent hashing does beyond its policy.
public struct ConsistentHashingConfiguration: Sendable, Equatable {
    /// Whether endpoints are hashed by their host names and not by their addresses. Envoy's default: false.
    public var usesHostname = false
    /// An endpoint gets at most so many percent of the average number of requests; nil means any number. At least 100.
    public var balanceFactor: UInt32?
    /// What is hashed of a request, in place of what its route says; empty means as the route says.
    public var policy: [HashPolicyConfiguration] = []

    /// Envoy's defaults.
    public init() {}
}

/// How new endpoints get their share (`SlowStartConfig`).
public struct SlowStartConfiguration: Sendable, Equatable {
    /// How long it takes until an endpoint has its whole share, in nanoseconds.
    public var window: UInt64
    /// How fast the share grows: 1 evenly, above 1 faster at first. Envoy's default: 1.
    public var aggression: RuntimeDecimalConfiguration
    /// The least part of its weight that an endpoint counts for, in percent. Envoy's default: 10.
    public var minWeightPercent: Double

    /// Makes a window; the rest has Envoy's defaults.
    public init(
        window: UInt64, aggression: RuntimeDecimalConfiguration = RuntimeDecimalConfiguration(1),
        minWeightPercent: Double = 10
    ) {
        self.window = window
        self.aggression = aggression
        self.minWeightPercent = minWeightPercent
    }
}

/// Which endpoints are for which requests (`envoy.config.cluster.v3.Cluster.LbSubsetConfig`).
public struct SubsetsConfiguration: Sendable, Equatable {
    /// Where requests go that no subset takes. Envoy's default: `none`.
    public var fallback = Fallback.none
    /// What endpoints of the default subset say of themselves.
    public var defaultSubset: [String: StructValue] = [:]
    /// By what endpoints are told apart.
    public var selectors: [Selector] = []
    /// Whether weights of localities count in subsets. Envoy's default: false.
    public var isLocalityWeightAware = false
    /// Whether they count in proportion to how much of a locality the subset has. Envoy's default: false.
    public var scalesLocalityWeight = false
    /// Whether any endpoint is used where the fallback has none. Envoy's default: false.
    public var usesAnyInPanic = false
    /// Whether an endpoint whose value is a list is in the subset of each of its elements. Envoy's default: false.
    public var matchesListElements = false
    /// Whether a request's `fallback_list` names sets of criteria that are tried in turn. Envoy's default: false.
    public var triesFallbackList = false

    /// Where requests go that no subset takes.
    public enum Fallback: Sendable, Equatable {
        /// Nowhere.
        case none
        /// To any endpoint.
        case any
        /// To the default subset.
        case defaultSubset
        /// To the subset that some of their criteria make; only selectors have it.
        case keys([String])
    }

    /// Keys that make subsets: one for each combination of their values.
    public struct Selector: Sendable, Equatable {
        /// The keys, sorted.
        public var keys: [String]
        /// Whether each subset is one endpoint.
        public var isSingle = false
        /// What is done for requests with these keys and other values; nil means what the cluster says.
        public var fallback: Fallback?

        /// Makes a selector of these keys.
        public init(keys: [String]) { self.keys = keys.sorted() }
    }

    /// No selectors.
    public init() {}
}
