internal import Configuration

/// What some nodes are: which of the mesh they use, serve and answer for.
struct MeshWorkload {
    /// A service, or all services of a namespace, that the workload calls.
    struct Dependency {
        var namespace: String
        /// Nil means all of the namespace.
        var service: String?
        /// Whether what is not there is passed over.
        var isOptional = false
        var node: JSONNode
    }

    /// A port at which the workload is called.
    struct Inbound {
        enum Security {
            case none
            case permissive
            case strict
        }

        var port: Int
        var targetPort: Int
        var isHTTP: Bool
        /// Whether the application speaks HTTP/2 alone.
        var isHTTP2: Bool
        var security = Security.none
        var node: JSONNode
    }

    var metadata: ObjectMetadata
    var selector: NodeSelector
    var dependencies: [Dependency] = []
    var inbound: [Inbound] = []
    /// Where its listeners for calls to others are.
    var outboundAddress = "127.0.0.1"
    /// Gateways that its nodes are.
    var gateways: [(name: ObjectName, node: JSONNode)] = []
    /// The cluster of the nodes' own configuration by which they ask the control plane.
    var discoveryCluster = "xds_cluster"
    /// Whether its proxies count Istio's standard metrics beside Envoy's.
    var countsIstio = false
}

/// Which nodes are meant: those for which all that is given holds.
struct NodeSelector {
    /// `node.id`; nil means any.
    var id: String?
    /// Several of which `node.id` may be one; empty means any.
    var ids: Set<String> = []
    /// `node.cluster`; nil means any.
    var cluster: String?
    /// Fields of `node.metadata`, in the order of their names.
    var labels: [(name: String, value: String)] = []
    /// The namespace that nodes must be of (`pod.namespace`), since whoever wrote this rules it alone; nil means any.
    var namespace: String?

    /// How much it asks for. A list of nodes is what is known of them where nobody has said more.
    var precision: Int {
        (id == nil ? 0 : 1_000_000) + (cluster == nil ? 0 : 1) + labels.count - (ids.isEmpty ? 0 : 1)
    }

    func selects(_ node: NodeFacts) -> Bool {
        if let namespace, !node.id.hasSuffix(".\(namespace)") { return false }
        if let id, id != node.id { return false }
        if !ids.isEmpty, !ids.contains(node.id) { return false }
        if let cluster, cluster != node.cluster { return false }
        return labels.allSatisfy { node.metadata[$0.name] == $0.value }
    }
}

/// Who may call a workload (`AuthorizationPolicy`).
struct AuthorizationPolicy {
    struct Rule {
        /// SPIFFE identities, exact or with `*` at the end; empty means anybody.
        var principals: [String] = []
        /// Empty means any.
        var methods: [String] = []
        /// Exact or with `*` at the end; empty means any.
        var paths: [String] = []
        var ports: [Int] = []
        var node: JSONNode

        var asksForHTTP: Bool { !methods.isEmpty || !paths.isEmpty }

        func isMeant(for port: Int) -> Bool { ports.isEmpty || ports.contains(port) }
    }

    var metadata: ObjectMetadata
    var targets: [(name: ObjectName, node: JSONNode)] = []
    var denies = false
    var rules: [Rule] = []
}

/// Resources in Envoy's own words, for what the model lacks.
struct RawResources {
    var metadata: ObjectMetadata
    var selector: NodeSelector
    var resources: [JSONNode] = []
}
