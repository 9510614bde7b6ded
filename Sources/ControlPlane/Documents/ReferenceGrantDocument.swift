internal import Configuration

/// Reads the `spec` of a ReferenceGrant.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#referencegrantspec
enum ReferenceGrantDocument {
    static func read(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> ReferenceGrant {
        var grant = ReferenceGrant(namespace: metadata.name.namespace)
        for name in ["from", "to"] where !reader.has(name) { reader.missing(name) }
        grant.from = reader.objects("from", "a referrer", atMost: 16) { reader in
            _ = reader.choice("group", ["gateway.networking.k8s.io": ()])
            let kind = reader.requiredString("kind")
            let namespace = reader.requiredString("namespace")
            return kind.flatMap { kind in namespace.map { (kind: kind, namespace: $0) } }
        }.compactMap(\.self)
        grant.to = reader.objects("to", "an object", atMost: 16) { reader in
            _ = reader.choice("group", ["": (), "apus.dev": ()])
            let kind: String? = reader.choice("kind", ["Service": "Service", "Secret": "Secret"])
            let name = reader.string("name")
            return kind.map { (kind: $0, name: name) }
        }.compactMap(\.self)
        return grant
    }
}
