public import RegularExpressions

/// How a cluster finds out whether its endpoints are well (`envoy.config.core.v3.HealthCheck`). Durations are
/// nanoseconds.
public struct HealthCheckConfiguration: Sendable, Equatable {
    /// How long an answer may take.
    public var timeout: UInt64
    /// The time between checks of a healthy endpoint.
    public var interval: UInt64
    /// The time between checks of an unhealthy endpoint. Envoy's default: `interval`.
    public var unhealthyInterval: UInt64
    /// The time to the next check while failures do not suffice yet. Envoy's default: `unhealthyInterval`.
    public var unhealthyEdgeInterval: UInt64
    /// The time to the next check while successes do not suffice yet. Envoy's default: `interval`.
    public var healthyEdgeInterval: UInt64
    /// The time between checks as long as the cluster never had a connection. Envoy's default: 60 s.
    public var noTrafficInterval: UInt64 = 60_000_000_000
    /// The same for healthy endpoints. Envoy's default: `noTrafficInterval`.
    public var noTrafficHealthyInterval: UInt64 = 60_000_000_000
    /// The first check comes at a random time up to this one; 0 means at once. Envoy's default: 0.
    public var initialJitter: UInt64 = 0
    /// Up to so much is added to each interval. Envoy's default: 0.
    public var intervalJitter: UInt64 = 0
    /// Up to so many percent are added to each interval. Envoy's default: 0.
    public var intervalJitterPercent: UInt32 = 0
    /// How many failures in a row make a healthy endpoint unhealthy.
    public var unhealthyThreshold: UInt32
    /// How many successes in a row make an unhealthy endpoint healthy; the first check of all suffices alone.
    public var healthyThreshold: UInt32
    /// Whether a connection serves several checks. Envoy's default: true.
    public var reusesConnection = true
    /// Where changes of health are written, a JSON object a line; empty means nowhere.
    public var eventLogs: [String] = []
    /// Whether each failure is written. Envoy's default: false, only the first check's.
    public var logsFailures = false
    /// Whether each success is written. Envoy's default: false.
    public var logsSuccesses = false
    /// Protocols that checks offer (ALPN) in place of the cluster's own; empty means the cluster's.
    public var applicationProtocols: [String] = []
    /// What chooses the transport of checks among the cluster's, in place of what endpoints say of themselves; nil:
    /// they have the transports of requests.
    public var transportCriteria: [String: StructValue]?
    /// What is asked.
    public var kind: Kind

    /// What is asked.
    public enum Kind: Sendable, Equatable {
        /// A request over HTTP.
        case http(HTTPHealthCheckConfiguration)
        /// Whether a connection can be made, and what is answered on it.
        case tcp(TCPHealthCheckConfiguration)
        /// `grpc.health.v1.Health/Check`.
        case grpc(GRPCHealthCheckConfiguration)
    }

    /// Makes a check with its intervals; what is left out has Envoy's default.
    public init(
        kind: Kind, timeout: UInt64, interval: UInt64, unhealthyThreshold: UInt32, healthyThreshold: UInt32
    ) {
        self.kind = kind
        self.timeout = timeout
        self.interval = interval
        unhealthyInterval = interval
        unhealthyEdgeInterval = interval
        healthyEdgeInterval = interval
        self.unhealthyThreshold = unhealthyThreshold
        self.healthyThreshold = healthyThreshold
    }
}

/// A check over HTTP.
public struct HTTPHealthCheckConfiguration: Sendable, Equatable {
    /// The `:authority`; empty means the cluster's name.
    public var host = ""
    /// The path with its query.
    public var path: String
    /// The method. Envoy's default: GET.
    public var method = "GET"
    /// What is done to the request's head.
    public var headers = HeaderEditsConfiguration()
    /// Statuses that are successes, each range without its end. Envoy's default: 200 alone.
    public var expectedStatuses: [Range<Int64>] = [200..<201]
    /// Statuses that count towards the threshold of failures; others are failures at once.
    public var retriableStatuses: [Range<Int64>] = []
    /// Whether HTTP/2 is spoken. Envoy's default: false.
    public var isHTTP2 = false
    /// The request's body; empty means none.
    public var send: [UInt8] = []
    /// What has to be found in the answer's body, in this order; empty means anything will do.
    public var receive: [[UInt8]] = []
    /// Where it has to be found: in so many bytes from the body's beginning; nil means in all. Envoy's default: 1,024.
    public var receiveLimit: UInt64? = 1024
    /// What `x-envoy-upstream-healthchecked-cluster` has to say; nil means anything.
    public var serviceName: TextMatcher?

    /// Makes a check of a path.
    public init(path: String) { self.path = path }
}

/// A check of a connection.
public struct TCPHealthCheckConfiguration: Sendable, Equatable {
    /// What is sent; empty means nothing.
    public var send: [UInt8] = []
    /// What has to be found in the answer, in this order; empty means a connection suffices.
    public var receive: [[UInt8]] = []

    /// Makes a check of the connection alone.
    public init() {}
}

/// A check by gRPC's own protocol for it.
public struct GRPCHealthCheckConfiguration: Sendable, Equatable {
    /// The service that is asked for; empty means the whole server.
    public var service = ""
    /// The `:authority`; empty means the cluster's name.
    public var authority = ""
    /// What is added to the request's head.
    public var headers = HeaderEditsConfiguration()

    /// Makes a check of the whole server.
    public init() {}
}

/// What an endpoint says about its own checks (`Endpoint.HealthCheckConfig`).
public struct EndpointHealthCheckConfiguration: Sendable, Hashable {
    /// The port of checks; 0 means the endpoint's.
    public var port: UInt16 = 0
    /// The address of checks, in text; empty means the endpoint's.
    public var address = ""
    /// The `:authority` of checks; empty means as the check says.
    public var hostname = ""
    /// Whether there are none. Envoy's default: false.
    public var isDisabled = false

    /// Nothing of its own.
    public init() {}
}
