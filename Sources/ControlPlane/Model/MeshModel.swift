/// All that mesh documents say, read and checked each by itself.
struct MeshModel {
    var gateways: [MeshGateway] = []
    var routes: [MeshRoute] = []
    var grants: [ReferenceGrant] = []
    var secrets: [MeshSecret] = []
    /// The labels of namespaces by their names.
    var namespaces: [String: [String: String]] = [:]
    var services: [MeshService] = []
    var endpoints: [RegisteredEndpoints] = []
    var policies: [TrafficPolicy] = []
    var workloads: [MeshWorkload] = []
    var authorizations: [AuthorizationPolicy] = []
    var rawResources: [RawResources] = []
}
