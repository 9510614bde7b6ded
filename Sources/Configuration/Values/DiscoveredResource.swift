/// The kinds of resource that a source gives.
public enum ResourceKind: Sendable, Hashable {
    /// `envoy.config.cluster.v3.Cluster`
    case cluster
    /// `envoy.config.endpoint.v3.ClusterLoadAssignment`
    case endpoints
    /// `envoy.config.listener.v3.Listener`
    case listener
    /// `envoy.config.route.v3.RouteConfiguration`
    case routes
    /// `envoy.extensions.transport_sockets.tls.v3.Secret`
    case secret
    /// `envoy.service.runtime.v3.Runtime`
    case runtime

    /// The full name of the message.
    public var typeName: String {
        switch self {
        case .cluster: "envoy.config.cluster.v3.Cluster"
        case .endpoints: "envoy.config.endpoint.v3.ClusterLoadAssignment"
        case .listener: "envoy.config.listener.v3.Listener"
        case .routes: "envoy.config.route.v3.RouteConfiguration"
        case .secret: "envoy.extensions.transport_sockets.tls.v3.Secret"
        case .runtime: "envoy.service.runtime.v3.Runtime"
        }
    }
}

/// One resource of a discovery response.
public struct DiscoveredResource: Sendable {
    /// What it is called; empty where its name could not be read.
    public var name: String
    /// What it says; nil when anything of it is wrong.
    public var value: Value?
    /// What is wrong in it.
    public var complaints: [ConfigurationComplaint]
    /// Its JSON, by which a change is known.
    public var source: [UInt8]

    /// Its JSON without its secrets, for people.
    public var shownSource: [UInt8] { SecretRedaction.redact(source) }

    /// Makes a resource.
    public init(name: String, value: Value?, complaints: [ConfigurationComplaint] = [], source: [UInt8]) {
        self.name = name
        self.value = value
        self.complaints = complaints
        self.source = source
    }

    /// A validated value.
    public enum Value: Sendable {
        /// A cluster.
        case cluster(ClusterConfiguration)
        /// The endpoints of a cluster.
        case endpoints(EndpointAssignment)
        /// A listener.
        case listener(ListenerConfiguration)
        /// A route configuration.
        case routes(RouteConfiguration)
        /// What TLS contexts are made from.
        case secret(SecretConfiguration)
        /// Values by key.
        case runtime([String: String])
    }

    /// Whether what is wrong concerns nothing but this resource: Envoy would refuse it alone, or take it, since Apus
    /// lacks what Envoy has.
    public var isWrongAlone: Bool {
        !complaints.isEmpty && complaints.allSatisfy { $0.kind == .unimplemented || $0.isFoundLate }
    }
}

/// What a source says at one moment (`envoy.service.discovery.v3.DiscoveryResponse`).
public struct DiscoveredResponse: Sendable {
    /// Its version, as the source calls it; may be empty.
    public var version = ""
    /// What the source calls this response; may be empty.
    public var nonce = ""
    /// The resources in their order.
    public var resources: [DiscoveredResource] = []
    /// What is wrong outside of resources; if anything is, nothing can be used.
    public var complaints: [ConfigurationComplaint] = []
    /// Fields that Envoy does not know, which are passed over.
    public var unknownFields: [ConfigurationComplaint] = []

    /// The places of resources by name, once there are many to look for.
    private var places: [String: Int] = [:]

    /// Nothing.
    public init() {}

    /// Makes ready for many questions by name.
    mutating func index() {
        places = Dictionary(
            resources.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The first resource of a name.
    public func resource(named name: String) -> DiscoveredResource? {
        if places.isEmpty { return resources.first { $0.name == name } }
        guard let place = places[name], place < resources.count else { return nil }
        return resources[place]
    }
}
