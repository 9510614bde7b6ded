/// Who asks for configuration: what a node says of itself in its questions, as far as the control plane looks at it.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/core/v3/base.proto#config-core-v3-node
public struct NodeFacts: Sendable, Hashable {
    /// `node.id`; two nodes never share one.
    public var id: String
    /// `node.cluster`.
    public var cluster: String
    /// `node.locality.region`.
    public var region: String
    /// `node.locality.zone`.
    public var zone: String
    /// `node.locality.sub_zone`.
    public var subZone: String
    /// Those fields of `node.metadata` that are texts.
    public var metadata: [String: String]
    /// `node.user_agent_name`: `envoy` or `apus`.
    public var userAgent: String
    /// `node.user_agent_version`, or what `user_agent_build_version` says.
    public var userAgentVersion: String

    /// Makes a node.
    public init(
        id: String, cluster: String = "", region: String = "", zone: String = "", subZone: String = "",
        metadata: [String: String] = [:], userAgent: String = "", userAgentVersion: String = ""
    ) {
        self.id = id
        self.cluster = cluster
        self.region = region
        self.zone = zone
        self.subZone = subZone
        self.metadata = metadata
        self.userAgent = userAgent
        self.userAgentVersion = userAgentVersion
    }

    /// Bytes that it takes, nearly, with a table's entry.
    var weight: Int {
        let texts = [id, cluster, region, zone, subZone, userAgent, userAgentVersion]
        let own = texts.reduce(1_024) { $0 + $1.utf8.count }
        return metadata.reduce(own) { $0 + $1.key.utf8.count + $1.value.utf8.count + 96 }
    }

    /// Whether all by which nodes are selected is the same here and there.
    func isSelected(as other: NodeFacts) -> Bool {
        id == other.id && cluster == other.cluster && metadata == other.metadata && region == other.region
            && zone == other.zone && subZone == other.subZone
    }
}
