internal import Configuration

/// Makes of a workload the listeners and route configurations of the proxies beside it: those by which it calls
/// others, and those by which it is called.
struct SidecarCompiler {
    let linker: MeshLinker
    let policies: [ObjectName: TrafficPolicy]
    let workload: MeshWorkload
    let hosts: MadeHosts

    private typealias Dependency = (service: MeshService, port: MeshService.Port, node: JSONNode)

    /// Makes all of the workload but its gateways.
    func compile(into made: inout MadeResources) {
        compileInbound(into: &made)
        var ports: [Int: [Dependency]] = [:]
        for (service, node) in linker.dependencies(of: workload) {
            for port in service.ports {
                ports[port.number, default: []].append((service, port, node))
                made.usedPorts.insert(ServicePort(service: service.metadata.name, port: port.number))
            }
        }
        for port in ports.keys.sorted() {
            let dependencies = ports[port] ?? []
            guard areApart(port, dependencies) else { continue }
            compileOutbound(port, dependencies, into: &made)
        }
    }

    // MARK: - Calls to others

    /// Whether the services of a port can be told apart: by the host of requests or by what clients say in TLS.
    private func areApart(_ port: Int, _ dependencies: [Dependency]) -> Bool {
        let first = dependencies[0]
        for other in dependencies.dropFirst() {
            let (one, two) = (first.port.protocolName, other.port.protocolName)
            if one.isHTTP && two.isHTTP || one == .tls && two == .tls { continue }
            linker.complaints.complain(
                .wrongValue, at: other.node,
                "expected services that are told apart at the port \(port), found \(first.service.metadata.name.text) "
                    + "(\(one.rawValue)) and \(other.service.metadata.name.text) (\(two.rawValue))")
            return false
        }
        var hosts: Set<String> = []
        for dependency in dependencies {
            guard let host = dependency.service.host, !hosts.insert(host).inserted else { continue }
            linker.complaints.complain(
                .wrongValue, at: dependency.node,
                "expected each DNS name once at the port \(port), found \(JSONNode.quote(host)) again")
            return false
        }
        if let inbound = workload.inbound.first(where: { isTaken(port, by: $0) }) {
            linker.complaints.complain(
                .wrongValue, at: inbound.node,
                "expected ports apart from those of the services that are called at \(workload.outboundAddress), "
                    + "found \(port) at both")
            return false
        }
        return true
    }

    private func isTaken(_ port: Int, by inbound: MeshWorkload.Inbound) -> Bool {
        switch workload.outboundAddress {
        case "127.0.0.1": inbound.targetPort == port
        case "0.0.0.0": inbound.targetPort == port || inbound.port == port
        default: false
        }
    }

    private func compileOutbound(_ port: Int, _ dependencies: [Dependency], into made: inout MadeResources) {
        let name = "outbound/\(port)"
        let maker = ListenerMaker(discoveryCluster: workload.discoveryCluster)
        let chains: [ListenerMaker.Chain]
        switch dependencies[0].port.protocolName {
        case .http, .http2, .grpc:
            let hosts = dependencies.compactMap { host($0, &made) }
            made.add(.routes, name, RouteTableMaker.table(name, hosts: hosts), from: workload.metadata.node)
            let filters =
                workload.countsIstio ? [IstioMaker.exchange(isServer: false)] + IstioMaker.counting(usesHost: true) : []
            chains = [.init(filters: [maker.manager(name, .discovered(name), isEdge: false, filters: filters)])]
        case .tls:
            chains = dependencies.map { dependency in
                .init(
                    serverNames: domains(of: dependency.service), transport: "tls",
                    filters: counting + [stream(dependency, .tls, name, &made)])
            }
        case .tcp: chains = [.init(filters: counting + [stream(dependencies[0], .tcp, name, &made)])]
        }
        let json = ListenerMaker.listener(
            name, addresses: [workload.outboundAddress], port: port, direction: "OUTBOUND", chains: chains)
        made.add(.listener, name, json, from: workload.metadata.node)
    }

    /// What counts connections that carry no HTTP.
    private var counting: [JSONValue] { workload.countsIstio ? [IstioMaker.connections] : [] }

    /// The virtual host of a service; nil when it is too much.
    private func host(_ dependency: Dependency, _ made: inout MadeResources) -> JSONValue? {
        let key = ServicePort(service: dependency.service.metadata.name, port: dependency.port.number)
        let host = hosts.host(MadeHosts.Key(port: key, namespace: workload.metadata.name.namespace)) {
            makeHost(key, dependency)
        }
        guard linker.budget.spend(host.routeCount, at: dependency.node) else { return nil }
        made.usedPorts.formUnion(host.usedPorts)
        return host.json
    }

    /// Its routes for the mesh, or all to the service.
    private func makeHost(_ key: ServicePort, _ dependency: Dependency) -> MadeHosts.Host {
        let tables = RouteTableMaker(
            routes: linker.model.routes, maker: RouteMaker(policies: policies, port: key.port, isSecured: false),
            budget: linker.budget)
        let places = routes(of: dependency) { $0 == .http || $0 == .grpc }
        var made = MadeResources()
        for place in places { made.use(linker.model.routes[place]) }
        let routes = places.isEmpty ? [tables.maker.route(to: key)] : tables.meshRoutes(places)
        let json = RouteTableMaker.host(key.clusterName, domains: domains(of: dependency.service), routes: routes)
        return MadeHosts.Host(json: .written(json.bytes), usedPorts: made.usedPorts, routeCount: routes.count)
    }

    private func stream(
        _ dependency: Dependency, _ kind: MeshRoute.Kind, _ name: String, _ made: inout MadeResources
    ) -> JSONValue {
        let places = routes(of: dependency) { $0 == kind }
        let first = places.map { linker.model.routes[$0] }.min { $0.metadata.precedes($1.metadata) }
        guard let first else {
            let key = ServicePort(service: dependency.service.metadata.name, port: dependency.port.number)
            return ListenerMaker.proxy(name, to: key.clusterName)
        }
        made.use(first)
        return ListenerMaker.proxy(name, to: first.rules.first?.backends ?? [])
    }

    /// The routes for those who call a service: the workload's own namespace's, or else those of the service's.
    ///
    /// Source: https://gateway-api.sigs.k8s.io/concepts/glossary/#consumer-route
    private func routes(of dependency: Dependency, _ isRight: (MeshRoute.Kind) -> Bool) -> [Int] {
        let service = dependency.service.metadata.name
        let all = (linker.meshRoutes[service] ?? []).filter { attachment in
            isRight(linker.model.routes[attachment.route].kind)
                && (attachment.port == nil || attachment.port == dependency.port.number)
        }
        let places = Set(all.map(\.route)).sorted()
        for namespace in [workload.metadata.name.namespace, service.namespace] {
            let own = places.filter { linker.model.routes[$0].metadata.name.namespace == namespace }
            if !own.isEmpty { return own }
        }
        return []
    }

    /// The names by which a service is called; the shortest in its own namespace alone.
    private func domains(of service: MeshService) -> [String] {
        let name = service.metadata.name
        let full = "\(name.name).\(name.namespace)"
        var domains = [full, "\(full).svc", "\(full).svc.cluster.local"]
        if name.namespace == workload.metadata.name.namespace { domains.insert(name.name, at: 0) }
        if let host = service.host, !domains.contains(host) { domains.append(host) }
        return domains
    }

    // MARK: - Calls from others

    private func compileInbound(into made: inout MadeResources) {
        let authorization = AuthorizationMaker(policies: policiesForUs())
        for inbound in workload.inbound.sorted(by: { $0.port < $1.port }) {
            let name = "inbound/\(inbound.port)"
            made.add(.cluster, name, ClusterMaker.application(inbound), from: inbound.node)
            let chains: [ListenerMaker.Chain]
            switch inbound.security {
            case .none: chains = [chain(inbound, authorization, isSecured: false)]
            case .strict: chains = [chain(inbound, authorization, isSecured: true)]
            case .permissive:
                var (secured, plain) =
                    (chain(inbound, authorization, isSecured: true), chain(inbound, authorization, isSecured: false))
                (secured.transport, plain.transport) = ("tls", "raw_buffer")
                chains = [secured, plain]
            }
            let json = ListenerMaker.listener(
                name, addresses: [], port: inbound.port, direction: "INBOUND", chains: chains)
            made.add(.listener, name, json, from: inbound.node)
        }
    }

    private func chain(
        _ inbound: MeshWorkload.Inbound, _ authorization: AuthorizationMaker, isSecured: Bool
    ) -> ListenerMaker.Chain {
        let name = "inbound/\(inbound.port)"
        let socket = isSecured ? MutualTLS.server(workload.discoveryCluster, isHTTP: inbound.isHTTP) : nil
        guard inbound.isHTTP else {
            return .init(
                filters: counting + authorization.networkFilters(at: inbound.port)
                    + [ListenerMaker.proxy(name, to: name)],
                socket: socket)
        }
        let table: JSONValue = [
            "name": .text(name),
            "virtual_hosts": [
                RouteTableMaker.host(
                    name, domains: ["*"],
                    routes: [
                        ["match": ["prefix": "/"], "route": ["cluster": .text(name), "timeout": "0s"]]
                    ])
            ],
        ]
        var filters = authorization.httpFilters(at: inbound.port)
        // What is refused counts too.
        if workload.countsIstio {
            filters = [IstioMaker.exchange(isServer: true)] + filters + IstioMaker.counting(usesHost: true)
        }
        let manager = ListenerMaker(discoveryCluster: workload.discoveryCluster).manager(
            name, .inline(table), isEdge: false, showsClient: isSecured,
            filters: filters)
        return .init(filters: [manager], socket: socket)
    }

    /// The policies for this workload. What they ask of requests nobody can tell of connections.
    private func policiesForUs() -> [AuthorizationPolicy] {
        let ours = linker.authorizations[workload.metadata.name] ?? []
        guard let inbound = workload.inbound.first(where: { !$0.isHTTP }) else { return ours }
        for rule in ours.flatMap(\.rules)
        where rule.asksForHTTP && rule.isMeant(for: inbound.port) {
            linker.complaints.complain(
                .wrongValue, at: rule.node,
                "expected no methods and paths for the port \(inbound.port) of \(workload.metadata.name.text), "
                    + "which is one for TCP, found some")
        }
        return ours
    }
}
