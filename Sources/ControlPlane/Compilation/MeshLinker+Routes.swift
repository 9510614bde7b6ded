internal import Configuration

/// Routes: what they lead to, and which listeners and services take them.
extension MeshLinker {
    // MARK: - Backends

    /// Finds the ports of services that a route's rules name.
    mutating func linkBackends(of place: Int) {
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

    // MARK: - Parents

    /// Attaches a route to the listeners and services that it names.
    mutating func linkParents(of place: Int) {
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
    mutating func separateKinds(at place: ListenerPlace) {
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
}
