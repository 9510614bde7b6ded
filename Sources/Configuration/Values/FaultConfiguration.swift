/// The fault filter (`envoy.extensions.filters.http.fault.v3.HTTPFault`).
public struct FaultConfiguration: HTTPFilterValue {
    /// The delay; nil means none.
    public var delay: FaultDelayConfiguration?
    /// The abort; nil means none.
    public var abort: FaultAbortConfiguration?
    /// How slowly responses come; nil means as fast as they can.
    public var rateLimit: FaultRateLimitConfiguration?
    /// Only requests routed to this cluster; empty means all.
    public var upstreamCluster: String
    /// What a request's fields are like that is meant; none: every request is.
    public var headers: [HeaderMatcherConfiguration] = []
    /// The nodes (`x-envoy-downstream-service-node`) whose requests are meant; none: all.
    public var downstreamNodes: [String] = []
    /// How many faults may be active at once; nil means no limit.
    public var maxActiveFaults: UInt32?
    /// What is left of a fault for others, as metadata of the filter; empty means nothing.
    public var metadata: [String: StructValue] = [:]
    /// Whether faults are counted once more by the cluster that a request says it comes from. Envoy's default: true.
    public var countsClusters = true
    /// The keys of the runtime that change what is configured.
    public var keys = Keys()

    /// Keys of the runtime, with Envoy's defaults.
    public struct Keys: Sendable, Equatable {
        /// Shares.
        public var delayPercent = "fault.http.delay.fixed_delay_percent"
        /// Shares.
        public var abortPercent = "fault.http.abort.abort_percent"
        /// Shares.
        public var rateLimitPercent = "fault.http.rate_limit.response_percent"
        /// Milliseconds.
        public var delayDuration = "fault.http.delay.fixed_duration_ms"
        /// A status.
        public var abortHTTPStatus = "fault.http.abort.http_status"
        /// A status of gRPC.
        public var abortGRPCStatus = "fault.http.abort.grpc_status"
        /// A number of faults.
        public var maxActiveFaults = "fault.http.max_active_faults"

        /// The keys that Envoy has.
        public init() {}
    }

    /// Makes a fault filter that does nothing unless told.
    public init(
        delay: FaultDelayConfiguration? = nil,
        abort: FaultAbortConfiguration? = nil,
        rateLimit: FaultRateLimitConfiguration? = nil,
        upstreamCluster: String = "",
        maxActiveFaults: UInt32? = nil
    ) {
        self.delay = delay
        self.abort = abort
        self.rateLimit = rateLimit
        self.upstreamCluster = upstreamCluster
        self.maxActiveFaults = maxActiveFaults
    }
}

/// A delay before a request goes on.
public struct FaultDelayConfiguration: Sendable, Equatable {
    /// How long, in nanoseconds, more than 0; nil means as a field of the request says.
    public var fixedDelay: UInt64?
    /// Which share of the requests. Unset means none, as in Envoy.
    public var percentage: FractionalPercentConfiguration

    /// Makes a delay for a share of the requests.
    public init(fixedDelay: UInt64?, percentage: FractionalPercentConfiguration) {
        self.fixedDelay = fixedDelay
        self.percentage = percentage
    }
}

/// An answer instead of the upstream's.
public struct FaultAbortConfiguration: Sendable, Equatable {
    /// Which answer it is.
    public var answer: Answer
    /// Which share of the requests. Unset means none, as in Envoy.
    public var percentage: FractionalPercentConfiguration

    /// Which answer it is.
    public enum Answer: Sendable, Equatable {
        /// The status, 200 to 599.
        case http(UInt16)
        /// The status of gRPC.
        case grpc(UInt32)
        /// As a field of the request says.
        case header
    }

    /// Makes an abort for a share of the requests.
    public init(_ answer: Answer, percentage: FractionalPercentConfiguration) {
        self.answer = answer
        self.percentage = percentage
    }

    /// Makes an abort with a status.
    public init(httpStatus: UInt16, percentage: FractionalPercentConfiguration) {
        self.init(.http(httpStatus), percentage: percentage)
    }
}

/// How slowly responses come.
public struct FaultRateLimitConfiguration: Sendable, Equatable {
    /// KiB a second, more than 0; nil means as a field of the request says.
    public var kilobytes: UInt64?
    /// Which share of the requests. Unset means none, as in Envoy.
    public var percentage: FractionalPercentConfiguration

    /// Makes a limit for a share of the requests.
    public init(kilobytes: UInt64?, percentage: FractionalPercentConfiguration) {
        self.kilobytes = kilobytes
        self.percentage = percentage
    }
}
