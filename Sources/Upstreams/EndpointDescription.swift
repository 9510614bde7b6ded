public import Configuration
public import NetworkAddresses

/// What is known about an endpoint before it is used: by configuration, by name resolution, or from a control plane.
public struct EndpointDescription: Sendable, Equatable {
    /// Where it is reached.
    public var address: SocketAddress
    /// Further addresses of the same endpoint, which are tried when the first does not answer, in this order.
    public var alternatives: [SocketAddress] = []
    /// Its host name; empty when it has none.
    public var hostname: String
    /// Its share of the traffic, relative to the others of its priority; at least 1.
    public var weight: UInt32
    /// What its source says of its health.
    public var health: EndpointConfiguration.HealthStatus
    /// Its priority; 0 is used first.
    public var priority: UInt32
    /// The weight of its locality at its priority; nil when unset.
    public var localityWeight: UInt32?
    /// What it says about its health checks.
    public var healthCheck: EndpointHealthCheckConfiguration
    /// What it says of itself.
    public var metadata: MetadataConfiguration
    /// What says which transport its connections have: its own metadata, and those of its locality.
    public var transport: TransportMetadata
    /// The region of its locality; empty when unset.
    public var region: String
    /// The zone of its locality; empty when unset.
    public var zone: String
    /// The sub-zone of its locality; empty when unset.
    public var subZone: String

    /// An endpoint at `address` that is otherwise as configured. Its host name is `hostname` unless the configuration
    /// gives one.
    public init(
        address: SocketAddress, hostname: String = "", _ configuration: EndpointConfiguration,
        in group: LocalityEndpoints
    ) {
        self.address = address
        self.hostname = configuration.hostname.isEmpty ? hostname : configuration.hostname
        weight = max(1, configuration.weight)
        health = configuration.healthStatus
        priority = group.priority
        localityWeight = group.weight
        metadata = configuration.metadata
        transport = TransportMetadata(own: configuration.transportMetadata, ofLocality: group.transportMetadata)
        healthCheck = configuration.healthCheck
        (region, zone, subZone) = (group.region, group.zone, group.subZone)
    }

    /// What makes an endpoint the same one, whatever else is said of it.
    var identity: Identity {
        Identity(
            address: address, alternatives: alternatives, hostname: hostname, region: region, zone: zone,
            subZone: subZone, metadata: metadata, transport: transport, healthCheck: healthCheck)
    }

    /// What tells endpoints apart.
    struct Identity: Hashable {
        let address: SocketAddress
        let alternatives: [SocketAddress]
        let hostname: String
        let region: String
        let zone: String
        let subZone: String
        let metadata: MetadataConfiguration
        let transport: TransportMetadata
        let healthCheck: EndpointHealthCheckConfiguration
    }
}
