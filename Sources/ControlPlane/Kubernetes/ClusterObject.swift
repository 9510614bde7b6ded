internal import Configuration

/// An object of a cluster, as far as anything here follows from it: two that are equal lead to the same.
struct ClusterObject: Equatable, Sendable {
    /// What is kept of an object, by its kind.
    enum Content: Equatable, Sendable {
        case service(ClusterService)
        case slice(ClusterSlice)
        case pod(ClusterPod)
        /// `isEnding`: nothing can be made in it any more.
        case namespace(labels: [String: String], isEnding: Bool)
        /// Whether the gateways of the class are ours.
        case gatewayClass(isOurs: Bool)
        /// A mesh document, and the gateways that it is for.
        case document(MeshDocument, ClusterReferences)
    }

    let name: ObjectName
    let content: Content

    /// The controller that classes of our gateways name.
    static let controller = "apus.dev/gateway-controller"

    /// Reads an object of a list or a watch; nil when it has no name.
    ///
    /// - Parameter version: that of the API it comes from.
    init?(_ node: JSONNode, _ kind: ClusterKind, version: String) {
        guard let metadata = node["metadata"], let name = metadata["name"]?.string, !name.isEmpty else { return nil }
        let namespace = kind.isNamespaced ? metadata["namespace"]?.string ?? "default" : ""
        self.name = ObjectName(namespace: namespace, name: name)
        switch kind {
        case .service: content = .service(ClusterService(node))
        case .endpointSlice: content = .slice(ClusterSlice(node))
        case .pod: content = .pod(ClusterPod(node))
        case .namespace:
            content = .namespace(
                labels: Self.texts(metadata["labels"]), isEnding: metadata["deletionTimestamp"]?.string != nil)
        case .gatewayClass:
            content = .gatewayClass(isOurs: node["spec"]?["controllerName"]?.string == Self.controller)
        default:
            content = .document(
                Self.document(node, kind, version, self.name), ClusterReferences(node, kind, namespace))
        }
    }

    /// The object as a mesh document, without what servers note in it.
    private static func document(
        _ node: JSONNode, _ kind: ClusterKind, _ version: String, _ name: ObjectName
    ) -> MeshDocument {
        var metadata: [(String, JSONValue)] = [("name", .text(name.name))]
        if !name.namespace.isEmpty { metadata.append(("namespace", .text(name.namespace))) }
        if let created = node["metadata"]?["creationTimestamp"]?.string {
            metadata.append(("creationTimestamp", .text(created)))
        }
        var members: [(String, JSONValue)] = [
            ("apiVersion", .text(version)), ("kind", .text(kind.name)), ("metadata", .object(metadata)),
        ]
        if let spec = node["spec"] {
            var bytes: [UInt8] = []
            JSONText.append(spec, to: &bytes)
            members.append(("spec", .written(bytes)))
        }
        return MeshDocument(observed: kind.name, name, .object(members))
    }

    /// The texts of an object by key.
    static func texts(_ node: JSONNode?) -> [String: String] {
        var result: [String: String] = [:]
        node?.forEachMember { key, value in
            if let key = key.string, let value = value.string { result[key] = value }
        }
        return result
    }
}

extension MeshDocument {
    /// What the names of documents begin with that stand for objects of a cluster.
    static let observedPrefix = "kubernetes:"

    /// A document for an object of a cluster.
    init(observed kind: String, _ name: ObjectName, _ json: JSONValue) {
        let owner = name.namespace.isEmpty ? "" : name.namespace + "/"
        self.init(name: "\(Self.observedPrefix)\(kind)/\(owner)\(name.name).json", bytes: json.bytes)
    }

    /// Whether it stands for an object of a cluster.
    var isObserved: Bool { name.hasPrefix(Self.observedPrefix) }
}

/// Which gateways an object is about: a route's parents, or a gateway's own class.
struct ClusterReferences: Equatable, Sendable {
    /// A gateway's class; empty for other kinds.
    var className = ""
    /// The gateways of a route.
    var gateways: [ObjectName] = []
    /// Whether a route is for something else too, or for nothing.
    var hasOthers = false

    init(_ node: JSONNode, _ kind: ClusterKind, _ namespace: String) {
        className = kind == .gateway ? node["spec"]?["gatewayClassName"]?.string ?? "" : ""
        let parents = node["spec"]?["parentRefs"]?.elements ?? []
        hasOthers = parents.isEmpty
        for parent in parents {
            guard parent["kind"]?.string ?? "Gateway" == "Gateway", let name = parent["name"]?.string else {
                hasOthers = true
                continue
            }
            gateways.append(ObjectName(namespace: parent["namespace"]?.string ?? namespace, name: name))
        }
    }
}
