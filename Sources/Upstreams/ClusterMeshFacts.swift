internal import Configuration

/// What a cluster says for Istio's metrics: the service that it is (metadata `istio`, `services`), and whether those
/// behind it are told who calls them.
///
/// Source: https://github.com/istio/istio/blob/master/pilot/pkg/networking/util/util.go (metadata of clusters)
public final class ClusterMeshFacts: Sendable {
    /// The service's host, such as `reviews.shop.svc.cluster.local`; nil means the request's host stands for it.
    public let host: [UInt8]?
    /// The service's short name, such as `reviews`.
    public let name: [UInt8]
    /// Whether it leads out of the mesh.
    public let isExternal: Bool
    /// Whether nobody there is told anything.
    public let refusesFields: Bool

    /// Clusters that stand for whatever nobody has a service for.
    private static let passages: Set<String> = [
        "BlackHoleCluster", "PassthroughCluster", "InboundPassthroughCluster", "InboundPassthroughClusterIpv4",
        "InboundPassthroughClusterIpv6",
    ]

    /// Nil where there is nothing to say.
    init?(_ configuration: ClusterConfiguration) {
        if Self.passages.contains(configuration.name) {
            host = nil
            name = Array(configuration.name.utf8)
            isExternal = configuration.name == "PassthroughCluster"
            refusesFields = false
            return
        }
        let facts = configuration.metadata["istio"]
        if facts.isEmpty { return nil }
        var host: String?
        var name: String?
        if case .list(let services)? = facts["services"], case .object(let service)? = services.first {
            if case .text(let text)? = service["host"] { host = text }
            if case .text(let text)? = service["name"] { name = text }
        }
        self.host = host.map { Array($0.utf8) }
        self.name = Array((name ?? host.map { String($0.prefix { $0 != "." }) } ?? "").utf8)
        isExternal = facts["external"] == .bool(true)
        refusesFields = facts["disable_mx"] == .bool(true)
    }
}
