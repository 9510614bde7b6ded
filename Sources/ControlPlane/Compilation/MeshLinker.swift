internal import Configuration

/// Finds what the objects of a mesh refer to.
///
/// What the Gateway API answers while it serves (a backend that is not there, a listener that takes no such route) is
/// only told, as a warning; what our own documents refer to has to be there.
struct MeshLinker {
    var model: MeshModel
    let complaints: ComplaintList
    let warnings: ComplaintList
    let budget: RouteBudget
    private let services: [ObjectName: Int]
    let gateways: [ObjectName: Int]
    /// The names of services by namespace, in order.
    private let serviceNames: [String: [String]]
    private let grants: [String: [ReferenceGrant]]
    let secrets: Set<ObjectName>
    /// Policies by the workload that they are for.
    private(set) var authorizations: [ObjectName: [AuthorizationPolicy]] = [:]

    /// A listener of a gateway.
    struct ListenerPlace: Hashable {
        var gateway: Int
        var listener: Int
    }

    /// Which routes each listener takes.
    var attachments: [ListenerPlace: [RouteTableMaker.Attachment]] = [:]
    /// Routes for those who call a service in the mesh.
    var meshRoutes: [ObjectName: [MeshAttachment]] = [:]

    /// A route at a service.
    struct MeshAttachment {
        var route: Int
        /// Nil means all ports.
        var port: Int?
    }

    init(_ model: MeshModel, _ complaints: ComplaintList, _ warnings: ComplaintList) {
        self.model = model
        self.complaints = complaints
        self.warnings = warnings
        budget = RouteBudget(complaints)
        services = Self.places(model.services.map(\.metadata.name))
        gateways = Self.places(model.gateways.map(\.metadata.name))
        serviceNames = Dictionary(grouping: model.services.map(\.metadata.name), by: \.namespace).mapValues {
            $0.map(\.name).sorted()
        }
        grants = Dictionary(grouping: model.grants, by: \.namespace)
        secrets = Set(model.secrets.map(\.metadata.name))
    }

    private static func places(_ names: [ObjectName]) -> [ObjectName: Int] {
        Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// Links everything.
    mutating func link() {
        addEndpoints()
        for place in model.routes.indices {
            linkBackends(of: place)
            linkParents(of: place)
        }
        for place in attachments.keys { separateKinds(at: place) }
        for gateway in model.gateways { checkPorts(of: gateway) }
        for policy in model.policies {
            for (name, node) in policy.targets where services[name] == nil {
                refuse(node, "a service of the namespace \(name.namespace)", name.name, near: names(in: name.namespace))
            }
        }
        linkAuthorizations()
        for workload in model.workloads { check(workload) }
    }

    private mutating func linkAuthorizations() {
        let workloads = Set(model.workloads.map(\.metadata.name))
        for policy in model.authorizations {
            for (name, node) in policy.targets {
                // A policy may name its target more than once.
                if authorizations[name]?.last?.metadata.name != policy.metadata.name {
                    authorizations[name, default: []].append(policy)
                }
                if workloads.contains(name) { continue }
                if policy.metadata.node.document.file.hasPrefix(MeshDocument.observedPrefix) {
                    // In a cluster what is not there may come, and the others are not to be without the policy.
                    warn(node, "a workload of the namespace \(name.namespace)", JSONNode.quote(name.name))
                    continue
                }
                refuse(
                    node, "a workload of the namespace \(name.namespace)", name.name,
                    near: model.workloads.map(\.metadata.name).filter { $0.namespace == name.namespace }.map(\.name))
            }
        }
    }

    /// The service of a name.
    func service(_ name: ObjectName) -> MeshService? { services[name].map { model.services[$0] } }

    /// Where a gateway stands in the model.
    func gateway(_ name: ObjectName) -> Int? { gateways[name] }

    /// Whether an object may be referred to from a namespace.
    func isGranted(_ kind: String, _ name: ObjectName, to referrer: String, of namespace: String) -> Bool {
        if name.namespace == namespace { return true }
        return (grants[name.namespace] ?? []).contains { grant in
            grant.from.contains { $0.kind == referrer && $0.namespace == namespace }
                && grant.to.contains { $0.kind == kind && ($0.name == nil || $0.name == name.name) }
        }
    }

    // MARK: - Services

    private mutating func addEndpoints() {
        for addition in model.endpoints {
            guard let place = services[addition.service] else {
                refuse(
                    addition.serviceNode, "a service of the namespace \(addition.service.namespace)",
                    addition.service.name, near: names(in: addition.service.namespace))
                continue
            }
            let service = model.services[place]
            if service.host != nil {
                complaints.complain(
                    .wrongValue, at: addition.serviceNode,
                    "expected a service that takes endpoints, found one with a DNS name")
            } else if service.ports.count > 1, addition.endpoints.contains(where: { $0.port != nil }) {
                complaints.complain(
                    .wrongValue, at: addition.serviceNode,
                    "expected no port at an endpoint of a service with several ports")
            }
            let names = Set(service.ports.map(\.name))
            let strangers = Set(addition.endpoints.flatMap { $0.ports.keys }).subtracting(names).sorted()
            if let name = strangers.first {
                refuse(addition.serviceNode, "a service with all ports of its endpoints", name, near: names.sorted())
            }
            model.services[place].endpoints += addition.endpoints
        }
        for place in model.services.indices {
            model.services[place].endpoints = Self.settled(model.services[place].endpoints)
        }
    }

    /// Endpoints in order, each place once: what is said of it last counts.
    private static func settled(_ endpoints: [MeshService.Endpoint]) -> [MeshService.Endpoint] {
        var places: [String: MeshService.Endpoint] = [:]
        for endpoint in endpoints {
            let own = endpoint.ports.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
            places["\(endpoint.address) \(endpoint.port ?? 0)\(own)"] = endpoint
        }
        return places.sorted { left, right in
            (left.value.zone, left.key) < (right.value.zone, right.key)
        }.map(\.value)
    }

    /// The names of the services of a namespace, for advice.
    func names(in namespace: String) -> [String] { serviceNames[namespace] ?? [] }

    /// Complains of a reference that leads nowhere.
    func refuse(_ node: JSONNode, _ expected: String, _ name: String, near names: @autoclosure () -> [String]) {
        complaints.complain(
            .wrongValue, at: node, "expected \(expected), found \(JSONNode.quote(name))",
            suggestion: complaints.nearest(to: name, in: names()))
    }

    /// Warns of what the Gateway API answers while it serves.
    func warn(_ node: JSONNode, _ expected: String, _ found: String, near names: [String] = []) {
        warnings.complain(
            .wrongValue, at: node, "expected \(expected), found \(found)",
            suggestion: names.isEmpty ? nil : warnings.nearest(to: node.string ?? "", in: names))
    }

    // MARK: - Workloads

    private func check(_ workload: MeshWorkload) {
        for dependency in workload.dependencies {
            let names = names(in: dependency.namespace)
            if let service = dependency.service {
                if !dependency.isOptional, services[ObjectName(namespace: dependency.namespace, name: service)] == nil {
                    refuse(dependency.node, "a service of the namespace \(dependency.namespace)", service, near: names)
                }
            } else if names.isEmpty, !dependency.isOptional {
                refuse(
                    dependency.node, "a namespace with services", dependency.namespace,
                    near: serviceNames.keys.sorted())
            }
        }
        for (name, node) in workload.gateways where gateways[name] == nil {
            refuse(
                node, "a gateway of the namespace \(name.namespace)", name.name,
                near: gateways.keys.filter { $0.namespace == name.namespace }.map(\.name).sorted())
        }
    }

    /// The services that a workload calls, each once and in order, with where it says so.
    func dependencies(of workload: MeshWorkload) -> [(service: MeshService, node: JSONNode)] {
        var found: [ObjectName: JSONNode] = [:]
        for dependency in workload.dependencies {
            if let service = dependency.service {
                let name = ObjectName(namespace: dependency.namespace, name: service)
                found[name] = found[name] ?? dependency.node
            } else {
                for service in names(in: dependency.namespace) {
                    let name = ObjectName(namespace: dependency.namespace, name: service)
                    found[name] = found[name] ?? dependency.node
                }
            }
        }
        return found.sorted { $0.key < $1.key }.compactMap { name, node in service(name).map { ($0, node) } }
    }
}
