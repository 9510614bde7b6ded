/// One HTTP filter of a connection manager.
public struct HTTPFilterConfiguration: Sendable, Equatable {
    /// The filter's name in its chain; per-filter configuration of routes refers to it.
    public var name: String
    /// Which filter it is, with its own configuration.
    public var kind: Kind
    /// Whether it is off unless a route turns it on. Envoy's default: false.
    public var disabled: Bool

    /// The filters there are.
    public enum Kind: Sendable, Equatable {
        /// The router: the last filter, which sends requests upstream.
        case router(RouterConfiguration)
        /// Delays and aborts.
        case fault(FaultConfiguration)
        /// Changes of fields and queries.
        case headerMutation(HeaderMutationFilterConfiguration)
        /// Calls of gRPC-Web clients.
        case grpcWeb
        /// Counts of gRPC calls.
        case grpcStats(GRPCStatsConfiguration)
        /// gRPC calls of HTTP/1.1 clients.
        case grpcHTTP1Bridge
    }

    /// A filter of a chain.
    public init(name: String, kind: Kind, disabled: Bool = false) {
        self.name = name
        self.kind = kind
        self.disabled = disabled
    }
}

/// What a filter does differently under a route, a virtual host or a table (`typed_per_filter_config`).
public struct PerFilterConfiguration: Sendable, Equatable {
    /// The filter's name in its chain.
    public var filterName: String
    /// What differs.
    public var override: Override

    /// What differs for one filter.
    public enum Override: Sendable, Equatable {
        /// The filter is off here (`FilterConfig.disabled`).
        case disabled
        /// The filter runs here with the configuration of its chain (an empty `FilterConfig`).
        case enabled
        /// The fault filter's configuration here.
        case fault(FaultConfiguration)
        /// What the header mutation filter does here too.
        case headerMutation(HeaderMutationConfiguration)
    }

    /// An override of one filter.
    public init(filterName: String, override: Override) {
        self.filterName = filterName
        self.override = override
    }
}

/// The router filter (`envoy.extensions.filters.http.router.v3.Router`).
public struct RouterConfiguration: Sendable, Equatable {
    /// Whether statistics by status and zone are kept. Envoy's default: true.
    public var dynamicStats: Bool
    /// Whether the router adds no `x-envoy-` fields. Envoy's default: false.
    public var suppressEnvoyHeaders: Bool
    /// Whether `x-envoy-expected-rq-timeout-ms` of a request is its timeout. Envoy's default: false.
    public var respectsExpectedTimeout = false
    /// Fields that make a request be refused when their value cannot be understood.
    public var strictlyCheckedFields: [StrictField] = []

    /// A field whose value can be checked (`strict_check_headers`).
    public enum StrictField: String, Sendable, Equatable, CaseIterable {
        /// A number of milliseconds.
        case timeout = "x-envoy-upstream-rq-timeout-ms"
        /// A number of milliseconds.
        case tryTimeout = "x-envoy-upstream-rq-per-try-timeout-ms"
        /// A number.
        case maxRetries = "x-envoy-max-retries"
        /// A list of conditions.
        case retryOn = "x-envoy-retry-on"
        /// A list of conditions.
        case retryGRPCOn = "x-envoy-retry-grpc-on"
    }

    /// A router; what is left out has Envoy's default.
    public init(dynamicStats: Bool = true, suppressEnvoyHeaders: Bool = false) {
        self.dynamicStats = dynamicStats
        self.suppressEnvoyHeaders = suppressEnvoyHeaders
    }
}

/// The fault filter (`envoy.extensions.filters.http.fault.v3.HTTPFault`).
public struct FaultConfiguration: Sendable, Equatable {
    /// The delay; nil: none.
    public var delay: FaultDelayConfiguration?
    /// The abort; nil: none.
    public var abort: FaultAbortConfiguration?
    /// Only requests routed to this cluster; empty: all.
    public var upstreamCluster: String
    /// How many faults may be active at once; nil: no limit.
    public var maxActiveFaults: UInt32?

    /// A fault filter that does nothing unless told.
    public init(
        delay: FaultDelayConfiguration? = nil,
        abort: FaultAbortConfiguration? = nil,
        upstreamCluster: String = "",
        maxActiveFaults: UInt32? = nil
    ) {
        self.delay = delay
        self.abort = abort
        self.upstreamCluster = upstreamCluster
        self.maxActiveFaults = maxActiveFaults
    }
}

/// A delay before a request goes on.
public struct FaultDelayConfiguration: Sendable, Equatable {
    /// How long, in nanoseconds; more than 0.
    public var fixedDelay: UInt64
    /// Which share of the requests. Unset means none, as in Envoy.
    public var percentage: FractionalPercentConfiguration

    /// A delay for a share of the requests.
    public init(fixedDelay: UInt64, percentage: FractionalPercentConfiguration) {
        self.fixedDelay = fixedDelay
        self.percentage = percentage
    }
}

/// An answer instead of the upstream's.
public struct FaultAbortConfiguration: Sendable, Equatable {
    /// The status, 200 to 599.
    public var httpStatus: UInt16
    /// Which share of the requests. Unset means none, as in Envoy.
    public var percentage: FractionalPercentConfiguration

    /// An abort for a share of the requests.
    public init(httpStatus: UInt16, percentage: FractionalPercentConfiguration) {
        self.httpStatus = httpStatus
        self.percentage = percentage
    }
}
