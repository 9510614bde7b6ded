/// When, how often and how a request is tried again (`envoy.config.route.v3.RetryPolicy`). Durations are nanoseconds.
public struct RetryPolicyConfiguration: Sendable, Equatable {
    /// What tries must have come to.
    public var conditions: RetryConditions = []
    /// Further tries. Envoy's default: 1.
    public var retries: UInt32 = 1
    /// From the end of the request, or the connection, to the head of the answer, for each try; 0 means no limit.
    public var tryTimeout: UInt64 = 0
    /// How long a try may show no activity, from the same moment on; 0 means for ever.
    public var tryIdleTimeout: UInt64 = 0
    /// The first pause lasts a random time below this, the next ones twice as long each; nil means what a runtime key
    /// says, or Envoy's default of 25 ms.
    public var backOffBase: UInt64?
    /// No pause lasts longer than this; nil means than ten times the base, which is Envoy's default.
    public var backOffLimit: UInt64?
    /// Fields by which endpoints say how long to wait; the first that can be understood counts.
    public var resetFields: [ResetField] = []
    /// An endpoint that wants more than this is not heard. Envoy's default: 300 s.
    public var longestReset: UInt64 = 300_000_000_000
    /// Statuses for `retriable-status-codes`.
    public var statusCodes: [UInt32] = []
    /// Conditions on answers for `retriable-headers`.
    public var answerFields: [HeaderMatcherConfiguration] = []
    /// One of them must be true of a request, if there is any, for it to be tried again.
    public var requestFields: [HeaderMatcherConfiguration] = []
    /// Whether another endpoint is looked for than those that were tried (`previous_hosts`).
    public var avoidsTriedEndpoints = false
    /// Whether another endpoint is looked for than canaries (`omit_canary_hosts`).
    public var avoidsCanaries = false
    /// Another endpoint is looked for than those that say all of one of these of themselves (`omit_host_metadata`);
    /// none is empty.
    public var avoidedLabels: [[String: StructValue]] = []
    /// After so many tries at a time, further ones go to priorities that were not tried (`previous_priorities`); nil:
    /// they go to any.
    public var priorityUpdateFrequency: UInt32?
    /// How often another endpoint is looked for. Envoy's default: 1.
    public var endpointAttempts = 1

    /// Tries nothing again.
    public init() {}

    /// Whether further tries are particular about where they go.
    public var narrowsChoice: Bool {
        avoidsTriedEndpoints || avoidsCanaries || !avoidedLabels.isEmpty || priorityUpdateFrequency != nil
    }

    /// A field by which an endpoint says how long to wait (`RetryPolicy.ResetHeader`).
    public struct ResetField: Sendable, Equatable {
        /// The name, in lower case.
        public var name: String
        /// Whether the value is a moment, in seconds since 1970, and not a number of seconds.
        public var isMoment: Bool

        /// Makes a field.
        public init(name: String, isMoment: Bool) {
            self.name = name
            self.isMoment = isMoment
        }
    }
}

/// What happens while a try is slow (`envoy.config.route.v3.HedgePolicy`).
public struct HedgePolicyConfiguration: Sendable, Equatable {
    /// Whether a try whose time is up goes on beside the next. Envoy's default: false.
    public var keepsSlowTries = false

    /// Makes a slow try ends before the next begins.
    public init() {}
}
