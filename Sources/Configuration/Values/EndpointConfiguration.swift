/// The endpoints of one locality at one priority (`envoy.config.endpoint.v3.LocalityLbEndpoints`).
public struct LocalityEndpoints: Sendable, Equatable {
    /// The region; empty when unset.
    public var region: String
    /// The zone; empty when unset.
    public var zone: String
    /// The sub-zone; empty when unset.
    public var subZone: String
    /// 0 is used first; 0 to 128. Envoy's default: 0.
    public var priority: UInt32
    /// The locality's weight; nil when unset. Only locality-weighted balancing reads it.
    public var weight: UInt32?
    /// What says which transport its connections have (`envoy.transport_socket_match`), where an endpoint does not.
    public var transportMetadata: [String: StructValue] = [:]
    /// The endpoints, in file order.
    public var endpoints: [EndpointConfiguration]

    /// Endpoints of a locality.
    public init(
        region: String = "",
        zone: String = "",
        subZone: String = "",
        priority: UInt32 = 0,
        weight: UInt32? = nil,
        endpoints: [EndpointConfiguration] = []
    ) {
        self.region = region
        self.zone = zone
        self.subZone = subZone
        self.priority = priority
        self.weight = weight
        self.endpoints = endpoints
    }
}

/// One upstream address (`envoy.config.endpoint.v3.LbEndpoint` and its `Endpoint`).
public struct EndpointConfiguration: Sendable, Equatable {
    /// An IPv4 or IPv6 address in text, without brackets; in clusters that resolve names also a host name; for a pipe
    /// its path. The reader has checked that it is one.
    public var address: String
    /// The port; 0 for a pipe.
    public var port: UInt16
    /// Whether it is a Unix domain socket; a leading `@` of its path means the abstract namespace.
    public var isPipe: Bool
    /// The host name that goes with the address; empty when unset.
    public var hostname: String
    /// The share among its neighbours; at least 1. Envoy's default: 1.
    public var weight: UInt32
    /// What the file says of its health.
    public var healthStatus: HealthStatus
    /// What it says about its health checks.
    public var healthCheck = EndpointHealthCheckConfiguration()
    /// What it says of itself, for balancing (`envoy.lb`), the transport of its connections and formats.
    public var metadata = MetadataConfiguration()
    /// Further addresses of the same endpoint.
    public var additional: [AddressConfiguration] = []

    /// Where endpoints and localities say which transport their connections have.
    static let transportSpace = "envoy.transport_socket_match"
    /// What says which transport its connections have.
    public var transportMetadata: [String: StructValue] { metadata[Self.transportSpace] }

    /// What a configuration says of an endpoint's health (`envoy.config.core.v3.HealthStatus`).
    public enum HealthStatus: UInt8, Sendable, Equatable {
        /// Nothing; it counts as healthy.
        case unknown
        /// It is healthy.
        case healthy
        /// It is not used unless everything is unhealthy.
        case unhealthy
        /// It is leaving; counts as unhealthy.
        case draining
        /// It did not answer; counts as unhealthy.
        case timeout
        /// It is used when the healthy ones are too few.
        case degraded
    }

    /// Makes an endpoint; what is left out has Envoy's default.
    public init(
        address: String,
        port: UInt16,
        isPipe: Bool = false,
        hostname: String = "",
        weight: UInt32 = 1,
        healthStatus: HealthStatus = .unknown
    ) {
        self.address = address
        self.port = port
        self.isPipe = isPipe
        self.hostname = hostname
        self.weight = weight
        self.healthStatus = healthStatus
    }
}
