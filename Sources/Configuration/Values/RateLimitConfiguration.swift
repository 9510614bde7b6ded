public import NetworkAddresses

/// One descriptor that a route makes of requests (`envoy.config.route.v3.RateLimit`).
public struct RateLimitConfiguration: Sendable, Equatable {
    /// Which filters take it. Envoy's default: 0.
    public var stage: UInt32
    /// What its entries are made by, in their order; when one gives nothing there is no descriptor.
    public var actions: [Action]

    /// What one entry is made of.
    public enum Action: Sendable, Equatable {
        /// `source_cluster`, the cluster of this proxy's node.
        case sourceCluster
        /// `destination_cluster`, the route's cluster.
        case destinationCluster
        /// The value of a field, in lower case.
        case header(name: String, key: String, skipsIfAbsent: Bool)
        /// The value of a parameter of the query.
        case query(name: String, key: String, skipsIfAbsent: Bool)
        /// `remote_address`, the client.
        case remoteAddress
        /// `masked_remote_address`, the network of the client.
        case maskedRemoteAddress(v4Bits: UInt32, v6Bits: UInt32)
        /// The same for all.
        case generic(key: String, value: String)
        /// The same for all whose fields are so, or, without `expects`, are not so.
        case headerMatch(key: String, value: String, expects: Bool, headers: [HeaderMatcherConfiguration])
        /// The same for all whose queries are so, or, without `expects`, are not so.
        case queryMatch(key: String, value: String, expects: Bool, parameters: [QueryParameterMatcherConfiguration])
        /// The same for all clients of some networks, or, with `isInverted`, of no such network.
        case addressMatch(key: String, value: String, ranges: [CIDRBlock], isInverted: Bool)
        /// A text of the stream's metadata.
        case metadata(key: String, space: String, path: [String], fallback: String, skipsIfAbsent: Bool)
    }

    /// Makes a descriptor.
    public init(stage: UInt32 = 0, actions: [Action]) {
        self.stage = stage
        self.actions = actions
    }
}

/// The local rate limit filter, and what routes say to it
/// (`envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit`).
public struct LocalRateLimitConfiguration: HTTPFilterValue {
    /// The prefix of the names of its statistics.
    public var statPrefix: String
    /// The status of refused requests. Envoy's default: 429.
    public var status: UInt16 = 429
    /// The bucket of all requests; nil means they are not limited.
    public var bucket: TokenBucketConfiguration?
    /// The share of the requests that is counted. Envoy's default: none.
    public var enabled = RuntimeFractionConfiguration(false)
    /// The share of the counted requests that is limited. Envoy's default: none.
    public var enforced = RuntimeFractionConfiguration(false)
    /// Fields that come to requests that should have been refused and were not.
    public var requestFields: [HeaderAdditionConfiguration] = []
    /// Fields that come to refusals.
    public var responseFields: [HeaderAdditionConfiguration] = []
    /// Buckets of their own for some descriptors.
    public var descriptors: [Descriptor] = []
    /// How many buckets there may be at once for each descriptor that leaves values open. Envoy's default: 20.
    public var mostValues: UInt32 = 20
    /// Which descriptors of routes it takes. Envoy's default: 0.
    public var stage: UInt32 = 0
    /// Whether each downstream connection has buckets of its own. Envoy's default: false.
    public var isPerConnection = false
    /// Whether clients are told of the limits (`x-ratelimit-…`). Envoy's default: false.
    public var tellsLimits = false
    /// Whether refused clients are told when to come again. Envoy's default: false.
    public var tellsRetryAfter = false
    /// Whether a descriptor's request takes a token of the bucket of all, too. Envoy's default: true.
    public var alwaysTakesDefault = true
    /// Whether gRPC clients are told that resources are exhausted, and not that the service is unavailable. Envoy's
    /// default: false.
    public var isResourceExhausted = false
    /// Which of the virtual host's descriptors count beside the route's. Envoy's default: `override`.
    public var hostLimits = HostLimits.override
    /// Descriptors that the filter makes by itself; unless empty, those of routes do not count.
    public var rateLimits: [RateLimitConfiguration] = []

    /// A descriptor, and its bucket.
    public struct Descriptor: Sendable, Equatable {
        /// Keys and values.
        public var entries: [Entry]
        /// The bucket.
        public var bucket: TokenBucketConfiguration
        /// Whether it only counts. Envoy's default: false.
        public var isShadow: Bool

        /// Makes a descriptor.
        public init(entries: [Entry], bucket: TokenBucketConfiguration, isShadow: Bool = false) {
            self.entries = entries
            self.bucket = bucket
            self.isShadow = isShadow
        }
    }

    /// A key and its value.
    public struct Entry: Sendable, Equatable {
        /// The key.
        public var key: String
        /// The value; empty means any, and each has a bucket of its own.
        public var value: String

        /// Makes an entry.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// Which of the virtual host's descriptors count beside the route's.
    public enum HostLimits: Sendable, Equatable {
        /// Those of a route that has none of its own.
        case override
        /// All.
        case include
        /// None.
        case ignore
    }

    /// Makes a filter that limits nothing unless told.
    public init(statPrefix: String) { self.statPrefix = statPrefix }

    /// The values of the fields that come.
    public var formats: [SubstitutionFormat] { (requestFields + responseFields).map(\.value) }
}
