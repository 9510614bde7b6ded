internal import Configuration

/// Reads what a policy is for: objects of its own namespace.
enum PolicyTargetDocument {
    /// Targets that a policy of people's may have.
    static let mostTargets = 64

    static func read(
        _ reader: inout ObjectReader, _ kind: String, _ namespace: String, atMost limit: Int = mostTargets
    ) -> [(name: ObjectName, node: JSONNode)] {
        if !reader.hasElements("targetRefs") { reader.missing("targetRefs") }
        return reader.objects("targetRefs", "a target", atMost: limit) { reader in
            _ = reader.choice("group", ["": (), "apus.dev": ()])
            if !reader.has("kind") { reader.missing("kind") }
            _ = reader.choice("kind", [kind: ()])
            return reader.requiredString("name").map {
                (name: ObjectName(namespace: namespace, name: $0), node: reader.node["name"] ?? reader.node)
            }
        }.compactMap(\.self)
    }
}
