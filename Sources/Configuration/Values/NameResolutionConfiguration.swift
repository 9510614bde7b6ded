/// How the names of a cluster's endpoints are resolved. Durations are nanoseconds.
///
/// Source: `envoy.config.cluster.v3.Cluster` and `envoy.extensions.clusters.dns.v3.DnsCluster`.
public struct NameResolutionConfiguration: Sendable, Equatable {
    /// The time from one answer to the next question. Envoy's default: 5 s.
    public var refreshRate: UInt64
    /// The times after failures; nil means the refresh rate. Envoy's default: nil.
    public var failureRefreshRate: FailureRefreshRate?
    /// Whether the time to live of an answer replaces the refresh rate. Envoy's default: false.
    public var respectsTimeToLive: Bool
    /// The least that a time to live counts. Envoy's default: none.
    public var minimumRefreshRate: UInt64
    /// Up to so much is added to the refresh rate, at random. Envoy's default: 0.
    public var jitter: UInt64
    /// Which addresses are wanted. Envoy's default: `auto`.
    public var lookupFamily: LookupFamily
    /// Whether serving begins only when the names were asked for once. Envoy's default: true.
    public var waitsForWarmUp: Bool

    /// The random times after failures: from 0 to an interval that doubles.
    public struct FailureRefreshRate: Sendable, Equatable {
        /// The first interval.
        public var baseInterval: UInt64
        /// The largest interval. Envoy's default: ten times the first.
        public var maxInterval: UInt64

        /// Two intervals; the second is not below the first.
        public init(baseInterval: UInt64, maxInterval: UInt64) {
            self.baseInterval = baseInterval
            self.maxInterval = maxInterval
        }
    }

    /// Envoy's lookup families.
    public enum LookupFamily: Sendable, Equatable {
        /// IPv6, or IPv4 where there is none.
        case auto
        /// IPv4 only.
        case v4Only
        /// IPv6 only.
        case v6Only
        /// IPv4, or IPv6 where there is none.
        case v4Preferred
        /// Both.
        case all
    }

    /// Choices; what is left out has Envoy's default.
    public init(
        refreshRate: UInt64 = 5_000_000_000,
        failureRefreshRate: FailureRefreshRate? = nil,
        respectsTimeToLive: Bool = false,
        minimumRefreshRate: UInt64 = 0,
        jitter: UInt64 = 0,
        lookupFamily: LookupFamily = .auto,
        waitsForWarmUp: Bool = true
    ) {
        self.refreshRate = refreshRate
        self.failureRefreshRate = failureRefreshRate
        self.respectsTimeToLive = respectsTimeToLive
        self.minimumRefreshRate = minimumRefreshRate
        self.jitter = jitter
        self.lookupFamily = lookupFamily
        self.waitsForWarmUp = waitsForWarmUp
    }
}
