import Configuration
import ControlPlane
import Testing

/// Mesh documents as texts, and what comes of them.
enum MeshText {
    /// Compiles texts, each a document of its own (`0.yaml`, `1.yaml` …).
    static func compile(_ texts: String...) throws -> MeshCompilation { try compile(texts) }

    static func compile(_ texts: [String]) throws -> MeshCompilation {
        switch MeshCompilation.compile(documents(texts)) {
        case .success(let compilation): return compilation
        case .failure(let problems):
            throw Refusal(description: problems.complaints.map(\.text).joined(separator: "\n"))
        }
    }

    /// What is wrong in texts; empty: nothing.
    static func complaints(_ texts: String...) -> [String] {
        switch MeshCompilation.compile(documents(texts)) {
        case .success: []
        case .failure(let problems): problems.complaints.map(\.text)
        }
    }

    static func documents(_ texts: [String]) -> [MeshDocument] {
        texts.enumerated().map { MeshDocument(name: "\($0.offset).yaml", bytes: Array($0.element.utf8)) }
    }

    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    // MARK: - Objects

    /// A service of the namespace `shop` with one endpoint.
    static func service(
        _ name: String, port: Int = 80, protocol spoken: String = "http", address: String = "10.0.0.1",
        namespace: String = "shop"
    ) -> String {
        """
        apiVersion: apus.dev/v1
        kind: Service
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          ports: [{name: main, port: \(port), targetPort: 8080, protocol: \(spoken)}]
          endpoints: [{address: \(address)}]
        ---

        """
    }

    /// A workload of the namespace `shop` that selects nodes by the cluster of its name.
    static func workload(_ name: String, _ spec: String, namespace: String = "shop") -> String {
        """
        apiVersion: apus.dev/v1
        kind: Workload
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          selector: {cluster: \(name)}
        \(spec.indented(by: 2))
        ---

        """
    }

    /// A gateway `edge` of the namespace `shop` with the listeners given, and the workload that serves it.
    static func gateway(_ listeners: String = "- {name: web, port: 80, protocol: HTTP}") -> String {
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: shop}
        spec:
          gatewayClassName: apus
          listeners:
        \(listeners.indented(by: 2))
        ---

        """ + workload("edge", "gateways: [{name: edge}]")
    }

    /// A route of the namespace `shop` at the gateway `edge`.
    static func route(
        _ name: String, _ spec: String, kind: String = "HTTPRoute", parent: String = "{name: edge}",
        version: String = "v1", namespace: String = "shop"
    ) -> String {
        """
        apiVersion: gateway.networking.k8s.io/\(version)
        kind: \(kind)
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          parentRefs: [\(parent)]
        \(spec.indented(by: 2))
        ---

        """
    }
}

extension MeshCompilation {
    /// What nodes of a cluster are served.
    func snapshot(of cluster: String) -> ResourceSnapshot { snapshot(for: NodeFacts(id: "n", cluster: cluster)) }
}

extension ResourceSnapshot {
    func names(_ kind: ResourceKind) -> [String] { self[kind].resources.map(\.name) }

    /// A resource as a tree.
    func tree(_ kind: ResourceKind, _ name: String) throws -> JSONNode {
        let resource = try #require(self[kind].resources.first { $0.name == name }, "no \(name) in \(names(kind))")
        return try JSONReader(dialect: .strict).read(resource.json, file: name).get().root
    }

    /// The text of a resource.
    func text(_ kind: ResourceKind, _ name: String) -> String {
        String(decoding: self[kind].resources.first { $0.name == name }?.json ?? [], as: UTF8.self)
    }
}

extension JSONNode {
    /// What stands under a path such as `virtual_hosts/0/routes/1/route/cluster`; nil when there is nothing.
    func at(_ path: String) -> JSONNode? {
        path.split(separator: "/").reduce(Optional(self)) { node, step in
            if let place = Int(step) {
                let elements = node?.elements ?? []
                return place < elements.count ? elements[place] : nil
            }
            return node?[String(step)]
        }
    }

    /// The JSON of what stands under a path.
    func json(_ path: String = "") -> String {
        guard let node = at(path) else { return "" }
        var bytes: [UInt8] = []
        JSONText.append(node, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    func indented(by count: Int) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { String(repeating: " ", count: count) + $0 }
            .joined(separator: "\n")
    }
}
