internal import Configuration

/// Finds what the objects of a mesh refer to.
///
/// What the Gateway API answers while it serves (a backend that is not there, a listener that takes no such route) is
/// only told, as a warning; what our own documents refer to has to be there.
struct MeshLinker {
    private(set) var model: MeshModel
    let complaints: ComplaintList
    let warnings: ComplaintList
    let budget: RouteBudget
    private let services: [ObjectName: Int]
    private let gateways: [ObjectName: Int]
    /// The names of services by namespace, in order.
    private let serviceNames: [String: [String]]
    private let grants: [String: [ReferenceGrant]]
    private let secrets: Set<ObjectName>
    /// Policies by the workload that they are for.
    private(set) var authorizations: [ObjectName: [AuthorizationPolicy]] = [:]

    /// A listener of a gateway.
    struct ListenerPlace: Hashable {
        var gateway: Int
        var listener: Int
    }

    /// Which routes each listener takes.
    private(set) var attachments: [ListenerPlace: [RouteTableMaker.Attachment]] = [:]
    /// Routes for those who call a service in the mesh.
    private(set) var meshRoutes: [ObjectName: [MeshAttachment]] = [:]

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
        for workload in model.workloads { check(workload) }
    }

    /// The service of a name.
    func service(_ name: ObjectName) -> MeshService? { services[name].map { model.services[$0] } }

    /// Where a gateway stands in the model.
    func gateway(_ name: ObjectName) -> Int? { gateways[name] }

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

    private func names(in namespace: String) -> [String] { serviceNames[namespace] ?? [] }

    private func refuse(_ node: JSONNode, _ expected: String, _ name: String, near names: @autoclosure () -> [String]) {
        complaints.complain(
            .wrongValue, at: node, "expected \(expected), found \(JSONNode.quote(name))",
            suggestion: complaints.nearest(to: name, in: names()))
    }

    private func warn(_ node: JSONNode, _ expected: String, _ found: String, near names: [String] = []) {
        warnings.complain(
            .wrongValue, at: node, "expected \(expected), found \(found)",
            suggestion: names.isEmpty ? nil : warnings.nearest(to: node.string ?? "", in: names))
    }

    // MARK: - Backends

    private mutating func linkBackends(of place: Int) {
        let route = model.routes[place]
        for (rulePlace, rule) in route.rules.enumerated() {
            for (backend, reference) in rule.backends.enumerated() {
                model.routes[place].rules[rulePlace].backends[backend].target = target(of: reference, from: route)
            }
            for (mirror, reference) in rule.filters.mirrors.enumerated() {
                model.routes[place].rules[rulePlace].filters.mirrors[mirror].backend.target =
                    target(of: reference.backend, from: route)
            }
        }
    }

    private func target(of reference: BackendReference, from route: MeshRoute) -> ServicePort? {
        let name = reference.name
        guard reference.isService else {
            warn(reference.node, "a backend of the kind Service", "another kind")
            return nil
        }
        guard isGranted("Service", name, to: route.kind.rawValue, of: route.metadata.name.namespace) else {
            warn(reference.node, "a ReferenceGrant in the namespace \(name.namespace)", "none that allows it")
            return nil
        }
        guard let service = service(name) else {
            warn(
                reference.node, "a service of the namespace \(name.namespace)", JSONNode.quote(name.name),
                near: names(in: name.namespace))
            return nil
        }
        let ports = service.ports.map { String($0.number) }.joined(separator: ", ")
        guard let port = reference.port else {
            warn(reference.node, "a port of the service \(name.text) (\(ports))", "none")
            return nil
        }
        guard service.port(port) != nil else {
            warn(reference.node, "a port of the service \(name.text) (\(ports))", String(port))
            return nil
        }
        return ServicePort(service: name, port: port)
    }

    /// Whether an object may be referred to from a namespace.
    func isGranted(_ kind: String, _ name: ObjectName, to referrer: String, of namespace: String) -> Bool {
        if name.namespace == namespace { return true }
        return (grants[name.namespace] ?? []).contains { grant in
            grant.from.contains { $0.kind == referrer && $0.namespace == namespace }
                && grant.to.contains { $0.kind == kind && ($0.name == nil || $0.name == name.name) }
        }
    }

    // MARK: - Parents

    private mutating func linkParents(of place: Int) {
        let route = model.routes[place]
        for parent in route.parents {
            switch parent.kind {
            case .gateway: attach(place, to: parent)
            case .service:
                guard let service = service(parent.name) else {
                    warn(
                        parent.nameNode, "a service of the namespace \(parent.name.namespace)",
                        JSONNode.quote(parent.name.name), near: names(in: parent.name.namespace))
                    continue
                }
                if let port = parent.port, service.port(port) == nil {
                    warn(parent.nameNode, "a port of the service \(parent.name.text)", String(port))
                    continue
                }
                meshRoutes[parent.name, default: []].append(MeshAttachment(route: place, port: parent.port))
            }
        }
    }

    private mutating func attach(_ place: Int, to parent: ParentReference) {
        let route = model.routes[place]
        guard let gatewayPlace = gateways[parent.name] else {
            return warn(
                parent.nameNode, "a gateway of the namespace \(parent.name.namespace)",
                JSONNode.quote(parent.name.name),
                near: gateways.keys.filter { $0.namespace == parent.name.namespace }.map(\.name).sorted())
        }
        let gateway = model.gateways[gatewayPlace]
        var reason = "none of that name or port"
        var isTaken = false
        for (listenerPlace, listener) in gateway.listeners.enumerated() {
            if let section = parent.section, section != listener.name { continue }
            if let port = parent.port, port != listener.port { continue }
            guard listener.kinds.contains(route.kind) else {
                reason = "none for routes of the kind \(route.kind.rawValue)"
                continue
            }
            guard admits(listener, route.metadata.name.namespace, of: gateway) else {
                reason = "none for routes of the namespace \(route.metadata.name.namespace)"
                continue
            }
            let key = ListenerPlace(gateway: gatewayPlace, listener: listenerPlace)
            let found = Self.attachments(of: route, place, listener)
            if found.isEmpty {
                reason = "none with a host name of the route"
                continue
            }
            isTaken = true
            // A route may name its parent more than once.
            if attachments[key]?.last?.route != place {
                attachments[key, default: []] += found
            }
        }
        if !isTaken {
            warn(parent.nameNode, "a listener of the gateway \(parent.name.text) that takes the route", reason)
        }
    }

    private func admits(_ listener: MeshGateway.Listener, _ namespace: String, of gateway: MeshGateway) -> Bool {
        switch listener.admitted {
        case .same: return namespace == gateway.metadata.name.namespace
        case .all: return true
        case .selected(let selector):
            // A label that every namespace has.
            let name = ["kubernetes.io/metadata.name": namespace]
            return selector.selects(name.merging(model.namespaces[namespace] ?? [:]) { first, _ in first })
        }
    }

    private static func attachments(
        of route: MeshRoute, _ place: Int, _ listener: MeshGateway.Listener
    ) -> [RouteTableMaker.Attachment] {
        if route.hostnames.isEmpty {
            return [RouteTableMaker.Attachment(route: place, host: listener.hostname, precision: 0)]
        }
        return route.hostnames.compactMap { name in
            name.intersection(listener.hostname).map {
                RouteTableMaker.Attachment(route: place, host: $0, precision: name.precision)
            }
        }
    }

    /// Routes for HTTP and for gRPC do not share a host name: the older has it.
    private mutating func separateKinds(at place: ListenerPlace) {
        guard let all = attachments[place] else { return }
        let hosts = Dictionary(grouping: all, by: \.host)
        let left = all.filter { attachment in
            let route = model.routes[attachment.route]
            let rival = hosts[attachment.host]?.filter { model.routes[$0.route].kind != route.kind }
                .min { model.routes[$0.route].metadata.precedes(model.routes[$1.route].metadata) }
            guard let rival, route.kind == .http || route.kind == .grpc else { return true }
            let older = model.routes[rival.route]
            if route.metadata.precedes(older.metadata) { return true }
            warn(
                route.metadata.node, "the host name \(attachment.host.domain) for routes of one kind",
                "the \(older.kind.rawValue) \(older.metadata.name.text)")
            return false
        }
        attachments[place] = left
    }

    /// Listeners share a port when what clients say tells them apart.
    private func checkPorts(of gateway: MeshGateway) {
        for (place, listener) in gateway.listeners.enumerated() {
            let others = gateway.listeners[..<place].filter { $0.port == listener.port }
            let isSecured = listener.protocolName == .https || listener.protocolName == .tls
            if let other = others.first(where: { other in
                let isOtherSecured = other.protocolName == .https || other.protocolName == .tls
                return listener.protocolName == .tcp || isSecured != isOtherSecured
                    || !isSecured && other.protocolName != listener.protocolName
            }) {
                complaints.complain(
                    .wrongValue, at: listener.node,
                    "expected a port of its own, found \(listener.port), which \(JSONNode.quote(other.name)) has for "
                        + other.protocolName.rawValue)
            } else if let other = others.first(where: { $0.hostname == listener.hostname }) {
                complaints.complain(
                    .wrongValue, at: listener.node,
                    "expected another host name than \(JSONNode.quote(other.name)) has at the port \(listener.port), "
                        + "found the same")
            }
            for certificate in listener.certificates { check(certificate, of: gateway) }
        }
    }

    private func check(_ certificate: MeshGateway.CertificateReference, of gateway: MeshGateway) {
        let name = certificate.name
        if !secrets.contains(name) {
            refuse(
                certificate.node, "a Secret of the namespace \(name.namespace)", name.name,
                near: model.secrets.map(\.metadata.name).filter { $0.namespace == name.namespace }.map(\.name))
        } else if !isGranted("Secret", name, to: "Gateway", of: gateway.metadata.name.namespace) {
            complaints.complain(
                .wrongValue, at: certificate.node,
                "expected a ReferenceGrant in the namespace \(name.namespace), found none that allows it")
        }
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
