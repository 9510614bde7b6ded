/// The kinds of mesh document.
enum MeshKind: Equatable {
    case gatewayClass
    case gateway
    case route(MeshRoute.Kind)
    case referenceGrant
    case secret
    case namespace
    case service
    case endpoints
    case workload
    case trafficPolicy
    case authorizationPolicy
    case envoyResources

    static let all: [Self] = [
        .gatewayClass, .gateway, .route(.http), .route(.grpc), .route(.tls), .route(.tcp), .referenceGrant, .secret,
        .namespace, .service, .endpoints, .workload, .trafficPolicy, .authorizationPolicy, .envoyResources,
    ]

    /// Kinds of the Gateway API that are known, and refused by their name.
    static let unimplemented: Set = [
        "UDPRoute", "BackendTLSPolicy", "ListenerSet", "XListenerSet", "XBackendTrafficPolicy",
    ]

    init?(_ name: String) {
        guard let kind = Self.all.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    var name: String {
        switch self {
        case .gatewayClass: "GatewayClass"
        case .gateway: "Gateway"
        case .route(let kind): kind.rawValue
        case .referenceGrant: "ReferenceGrant"
        case .secret: "Secret"
        case .namespace: "Namespace"
        case .service: "Service"
        case .endpoints: "Endpoints"
        case .workload: "Workload"
        case .trafficPolicy: "TrafficPolicy"
        case .authorizationPolicy: "AuthorizationPolicy"
        case .envoyResources: "EnvoyResources"
        }
    }

    /// In which versions of its API the kind is read.
    var versions: [String] {
        let group = "gateway.networking.k8s.io/"
        switch self {
        case .gatewayClass, .gateway, .route(.http): return [group + "v1", group + "v1beta1"]
        case .route(.grpc): return [group + "v1", group + "v1alpha2"]
        case .route(.tls): return [group + "v1", group + "v1alpha3", group + "v1alpha2"]
        case .route(.tcp): return [group + "v1alpha2"]
        case .referenceGrant: return [group + "v1", group + "v1beta1"]
        case .secret, .namespace: return ["v1"]
        case .service, .endpoints, .workload, .trafficPolicy, .authorizationPolicy, .envoyResources:
            return ["apus.dev/v1"]
        }
    }
}
