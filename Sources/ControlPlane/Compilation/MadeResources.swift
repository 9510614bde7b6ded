internal import Configuration

/// Resources while they are gathered for some nodes, each with the part of a document that it was made of.
struct MadeResources {
    /// A resource.
    struct Made {
        var json: JSONValue
        var origin: JSONNode
    }

    private(set) var byKind: [ResourceKind: [String: Made]] = [:]
    /// Services' ports that routes lead to.
    var usedPorts: Set<ServicePort> = []

    mutating func add(_ kind: ResourceKind, _ name: String, _ json: JSONValue, from origin: JSONNode) {
        byKind[kind, default: [:]][name] = Made(json: json, origin: origin)
    }
}

extension MadeResources {
    /// Notes where a route leads.
    mutating func use(_ route: MeshRoute) {
        for rule in route.rules {
            for backend in rule.backends { if let target = backend.target { usedPorts.insert(target) } }
            for mirror in rule.filters.mirrors { if let target = mirror.backend.target { usedPorts.insert(target) } }
        }
    }
}
