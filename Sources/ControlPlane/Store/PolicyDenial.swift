internal import Configuration

/// What stands for an AuthorizationPolicy of a cluster that is wrong and never was good: nobody may call its workloads.
struct PolicyDenial {
    /// The names of the workloads, as far as they can be read.
    let targets: [String]
    private let metadata: JSONValue
    /// The document's own name.
    private let name: String

    private static let prefix = MeshDocument.observedPrefix + "AuthorizationPolicy/"

    /// Whether a document of that name is such a policy.
    static func isPolicy(_ name: String) -> Bool { name.hasPrefix(prefix) }

    /// Nil when the document is none.
    init?(_ document: MeshDocument) {
        guard Self.isPolicy(document.name), let root = Self.root(of: document),
            let name = root["metadata"]?["name"]?.string
        else { return nil }
        self.name = document.name
        targets = Self.targets(root)
        let namespace = root["metadata"]?["namespace"]?.string
        metadata = ["name": .text(name), "namespace": namespace.map { JSONValue.text($0) }]
    }

    private static func root(of document: MeshDocument) -> JSONNode? {
        guard
            case .success(let tree) = JSONReader(dialect: .strict, maximumBytes: MeshDocumentReader.mostBytes).read(
                document.bytes, file: document.name)
        else { return nil }
        return tree.root
    }

    private static func targets(_ root: JSONNode) -> [String] {
        let names = (root["spec"]?["targetRefs"]?.elements ?? []).compactMap { $0["name"]?.string }
        // What has no name is nobody; a target that cannot be read must not take the denial from the others.
        return Set(names.filter { !$0.isEmpty }).sorted()
    }

    /// Whether an earlier version is for all of the workloads too.
    func isCovered(by old: MeshDocument) -> Bool {
        guard let root = Self.root(of: old) else { return false }
        return Set(targets).isSubset(of: Self.targets(root))
    }

    /// Whom nobody may call, for people: the first few by their names.
    var summary: String {
        let shown = targets.prefix(Self.mostShown).joined(separator: ", ")
        return targets.count > Self.mostShown ? "\(shown) and \(targets.count - Self.mostShown) more" : shown
    }

    private static let mostShown = 8

    /// The policy that denies all calls, of all targets: whatever was too much for the one that it stands for.
    var document: MeshDocument {
        let json: JSONValue = [
            "apiVersion": "apus.dev/v1", "kind": "AuthorizationPolicy", "metadata": metadata,
            "spec": [
                "targetRefs": .list(targets.map { ["kind": "Workload", "name": .text($0)] }),
                "action": "Deny", "rules": [[:]],
            ],
        ]
        var document = MeshDocument(name: name, bytes: json.bytes)
        document.isDenial = true
        return document
    }
}
