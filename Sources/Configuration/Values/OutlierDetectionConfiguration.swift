/// When endpoints that answer badly get no requests for a while (`envoy.config.cluster.v3.OutlierDetection`). Durations
/// are nanoseconds, shares are percent.
public struct OutlierDetectionConfiguration: Sendable, Equatable {
    /// So many answers of 500 to 599 in a row. Envoy's default: 5.
    public var consecutiveServerErrors: UInt32 = 5
    /// So many answers of 502 to 504 in a row. Envoy's default: 5.
    public var consecutiveGatewayErrors: UInt32 = 5
    /// So many failures in a row that had no answer. Envoy's default: 5.
    public var consecutiveLocalFailures: UInt32 = 5
    /// How often rates are looked at, and who may come back. Envoy's default: 10 s.
    public var interval: UInt64 = 10_000_000_000
    /// How long the first ejection lasts; each further one lasts so much longer. Envoy's default: 30 s.
    public var baseEjectionTime: UInt64 = 30_000_000_000
    /// The longest ejection. Envoy's default: 300 s, or the base if that is longer.
    public var maxEjectionTime: UInt64 = 300_000_000_000
    /// A random time of at most this comes on top of an ejection. Envoy's default: 0.
    public var ejectionJitter: UInt64 = 0
    /// The greatest share of endpoints that are ejected at a time. Envoy's default: 10.
    public var maxEjectionPercent: UInt32 = 10
    /// Whether one endpoint may be ejected whatever the share. Envoy's default: false.
    public var alwaysEjectsOne = false
    /// Whether failures without an answer are counted apart from answers. Envoy's default: false.
    public var splitsLocalFailures = false
    /// With which probability each kind of detection leads to an ejection.
    public var enforcing = Enforcing()
    /// When an endpoint's rate is compared with those of the others.
    public var successRate = RateRule(minimumHosts: 5, requestVolume: 100)
    /// How many standard deviations, in thousandths, below the mean are too few. Envoy's default: 1900.
    public var successRateFactor: UInt32 = 1900
    /// When an endpoint's rate of failures is looked at.
    public var failureRate = RateRule(minimumHosts: 5, requestVolume: 50)
    /// The share of failures that is too much. Envoy's default: 85.
    public var failureThreshold: UInt32 = 85
    /// Whether an endpoint comes back when an active health check of it succeeds. Envoy's default: true.
    public var returnsWhenHealthy = true

    /// With which probability, in percent, each kind of detection leads to an ejection.
    public struct Enforcing: Sendable, Equatable {
        /// Server errors in a row. Envoy's default: 100.
        public var serverErrors: UInt32 = 100
        /// Gateway errors in a row. Envoy's default: 0.
        public var gatewayErrors: UInt32 = 0
        /// Local failures in a row. Envoy's default: 100.
        public var localFailures: UInt32 = 100
        /// The rate of success. Envoy's default: 100.
        public var successRate: UInt32 = 100
        /// The rate of success without local failures. Envoy's default: 100.
        public var localSuccessRate: UInt32 = 100
        /// The rate of failures. Envoy's default: 0.
        public var failureRate: UInt32 = 0
        /// The rate of local failures. Envoy's default: 0.
        public var localFailureRate: UInt32 = 0

        /// Envoy's defaults.
        public init() {}
    }

    /// When rates are looked at.
    public struct RateRule: Sendable, Equatable {
        /// From so many endpoints on.
        public var minimumHosts: UInt32
        /// Of endpoints that had so many requests in an interval.
        public var requestVolume: UInt32

        /// Makes a rule.
        public init(minimumHosts: UInt32, requestVolume: UInt32) {
            self.minimumHosts = minimumHosts
            self.requestVolume = requestVolume
        }
    }

    /// Envoy's defaults.
    public init() {}
}
