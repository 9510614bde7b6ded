/// The kinds of object that are followed in a cluster.
enum ClusterKind: Int, CaseIterable, Sendable {
    case service
    case endpointSlice
    case pod
    case namespace
    case gatewayClass
    case gateway
    case httpRoute
    case grpcRoute
    case tlsRoute
    case tcpRoute
    case referenceGrant
    case workload
    case trafficPolicy
    case authorizationPolicy
    case envoyResources
    case udpRoute
    case backendTLSPolicy

    /// As objects call it.
    var name: String {
        switch self {
        case .service: "Service"
        case .endpointSlice: "EndpointSlice"
        case .pod: "Pod"
        case .namespace: "Namespace"
        case .gatewayClass: "GatewayClass"
        case .gateway: "Gateway"
        case .httpRoute: "HTTPRoute"
        case .grpcRoute: "GRPCRoute"
        case .tlsRoute: "TLSRoute"
        case .tcpRoute: "TCPRoute"
        case .referenceGrant: "ReferenceGrant"
        case .workload: "Workload"
        case .trafficPolicy: "TrafficPolicy"
        case .authorizationPolicy: "AuthorizationPolicy"
        case .envoyResources: "EnvoyResources"
        case .udpRoute: "UDPRoute"
        case .backendTLSPolicy: "BackendTLSPolicy"
        }
    }

    /// As paths call it, and statistics.
    var plural: String {
        switch self {
        case .gatewayClass: "gatewayclasses"
        case .trafficPolicy: "trafficpolicies"
        case .authorizationPolicy: "authorizationpolicies"
        case .envoyResources: "envoyresources"
        case .backendTLSPolicy: "backendtlspolicies"
        default: name.lowercased() + "s"
        }
    }

    /// The versions of its API that are read, the one that is asked for first in front.
    var versions: [String] {
        switch self {
        case .service, .pod, .namespace: ["v1"]
        case .endpointSlice: ["discovery.k8s.io/v1"]
        case .gatewayClass, .gateway, .httpRoute:
            ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"]
        case .grpcRoute: ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1alpha2"]
        case .tlsRoute:
            [
                "gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1alpha3",
                "gateway.networking.k8s.io/v1alpha2",
            ]
        case .tcpRoute, .udpRoute: ["gateway.networking.k8s.io/v1alpha2"]
        case .backendTLSPolicy: ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1alpha3"]
        case .referenceGrant: ["gateway.networking.k8s.io/v1beta1", "gateway.networking.k8s.io/v1"]
        case .workload, .trafficPolicy, .authorizationPolicy, .envoyResources: ["apus.dev/v1"]
        }
    }

    /// Whether objects are of a namespace.
    var isNamespaced: Bool { self != .namespace && self != .gatewayClass }

    /// Whether every cluster has the kind; others are those of definitions that may not be installed.
    var isBuiltIn: Bool { rawValue <= ClusterKind.namespace.rawValue }

    /// Whether objects are followed only to say that nothing follows from them. Whoever may not list them is not kept
    /// from following all else.
    var isUnimplemented: Bool { self == .udpRoute || self == .backendTLSPolicy }

    /// The path of a list, of all namespaces or of one.
    func path(version: String, namespace: String?) -> String {
        let group = version.contains("/") ? "/apis/\(version)" : "/api/\(version)"
        let owner = isNamespaced ? namespace.map { "/namespaces/\($0)" } ?? "" : ""
        return "\(group)\(owner)/\(plural)"
    }

    /// What a list is asked for beside that; each ends in an ampersand.
    func selection(namespace: String?) -> String {
        // Whoever may see some namespaces alone may be let list just those.
        self == .namespace ? namespace.map { "fieldSelector=metadata.name%3D\($0)&" } ?? "" : ""
    }
}
