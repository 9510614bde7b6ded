internal import Telemetry

/// The statistics of following a cluster, under `control.kubernetes.`.
enum KubernetesMetric: Int, MetricIndex {
    /// Lists that are complete.
    case lists
    /// Watches that were begun.
    case watches
    /// Lists that were needed since a watch could not go on.
    case relists
    /// Requests that failed.
    case errors
    /// Changes of objects that were told.
    case events
    /// Bookmarks that were told.
    case bookmarks
    /// Kinds that are known as they are.
    case kindsSynchronised
    /// Objects that are not taken as they are.
    case refused
    /// Translations that were handed on.
    case changes
    /// Objects of each kind, in the order of `ClusterKind`.
    case services
    case endpointSlices
    case pods
    case namespaces
    case gatewayClasses
    case gateways
    case httpRoutes
    case grpcRoutes
    case tlsRoutes
    case tcpRoutes
    case referenceGrants
    case workloads
    case trafficPolicies
    case authorizationPolicies
    case envoyResources
    case udpRoutes
    case backendTLSPolicies

    var declaration: MetricDeclaration {
        switch self {
        case .lists: .counter("lists")
        case .watches: .counter("watches")
        case .relists: .counter("relists")
        case .errors: .counter("errors")
        case .events: .counter("events")
        case .bookmarks: .counter("bookmarks")
        case .kindsSynchronised: .gauge("kinds_synchronised")
        case .refused: .gauge("refused")
        case .changes: .counter("changes")
        default: .gauge("objects_" + (kind?.plural ?? ""))
        }
    }

    /// The kind that is counted; nil for all else.
    private var kind: ClusterKind? { ClusterKind(rawValue: rawValue - KubernetesMetric.services.rawValue) }

    /// What counts the objects of a kind.
    static func objects(of kind: ClusterKind) -> KubernetesMetric {
        KubernetesMetric(rawValue: services.rawValue + kind.rawValue) ?? .services
    }

    static let family = makeFamily(extractedPrefix: "control.kubernetes.")
}
