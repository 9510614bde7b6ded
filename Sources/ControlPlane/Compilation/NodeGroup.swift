internal import Configuration

/// What nodes that a document selects are served because of it.
struct NodeGroup: Sendable {
    let selector: NodeSelector
    let name: ObjectName
    private let created: String
    let resources: [ResourceKind: [ResourceSnapshot.Resource]]
    /// Endpoints as nodes of a zone have them, in the place of others of their names, by zone.
    let zones: [String: [ResourceSnapshot.Resource]]

    init(
        selector: NodeSelector, metadata: ObjectMetadata, resources: [ResourceKind: [ResourceSnapshot.Resource]],
        zones: [String: [ResourceSnapshot.Resource]] = [:]
    ) {
        self.selector = selector
        name = metadata.name
        created = metadata.created
        self.resources = resources
        self.zones = zones
    }

    /// Whether the group goes before another that has the same node: it asks for more, is older, or is first by name.
    func precedes(_ other: Self) -> Bool {
        if selector.precision != other.selector.precision { return selector.precision > other.selector.precision }
        if created != other.created, !created.isEmpty || !other.created.isEmpty {
            if created.isEmpty || other.created.isEmpty { return other.created.isEmpty }
            return created < other.created
        }
        return name < other.name
    }
}
