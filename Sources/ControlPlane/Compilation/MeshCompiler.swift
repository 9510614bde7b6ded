internal import Configuration

/// Makes of a linked model what each group of nodes is served.
struct MeshCompiler {
    let linker: MeshLinker
    private let policies: [ObjectName: TrafficPolicy]
    private var check: ResourceCheck
    private let hosts = MadeHosts()
    /// Clusters and their endpoints, which many workloads share.
    private var services: [ServiceKey: ServiceResources] = [:]

    private struct ServiceKey: Hashable {
        var port: ServicePort
        var discoveryCluster: String
        var isNamed: Bool
    }

    private struct ServiceResources {
        var cluster: ResourceSnapshot.Resource
        /// Nil for services with a DNS name.
        var endpoints: ResourceSnapshot.Resource?
        /// The same for nodes of a zone, where their own goes before others.
        var zones: [String: ResourceSnapshot.Resource] = [:]
    }

    init(_ linker: MeshLinker, _ check: ResourceCheck) {
        self.linker = linker
        self.check = check
        var policies: [ObjectName: TrafficPolicy] = [:]
        for policy in linker.model.policies {
            for (name, node) in policy.targets {
                if let other = policies[name] {
                    linker.complaints.complain(
                        .wrongValue, at: node,
                        "expected one TrafficPolicy for a service, found \(other.metadata.name.text) for it too")
                }
                policies[name] = policies[name] ?? policy
            }
        }
        self.policies = policies
    }

    /// What was found right so far.
    var right: Set<[UInt8]> { check.right }

    /// What each workload's nodes are served.
    mutating func workloads() -> [NodeGroup] {
        checkRules()
        return linker.model.workloads.map { workload in
            var made = MadeResources()
            gather(workload, into: &made)
            return group(workload, made)
        }
    }

    /// What stands in documents in Envoy's own words.
    mutating func rawResources() -> [NodeGroup] {
        linker.model.rawResources.map { raw in
            var resources: [ResourceKind: [ResourceSnapshot.Resource]] = [:]
            var names: [ResourceKind: Set<String>] = [:]
            for node in raw.resources {
                guard let (kind, resource) = check.read(raw: node) else { continue }
                if names[kind, default: []].insert(resource.name).inserted {
                    resources[kind, default: []].append(resource)
                } else {
                    linker.complaints.complain(
                        .wrongValue, at: node,
                        "expected each resource once, found \(JSONNode.quote(resource.name)) again")
                }
            }
            return NodeGroup(selector: raw.selector, metadata: raw.metadata, resources: resources)
        }
    }

    /// Looks at each rule by itself, so that what is wrong is told at its place.
    private mutating func checkRules() {
        let maker = RouteMaker(policies: policies, port: 80, isSecured: false)
        for route in linker.model.routes where route.kind == .http || route.kind == .grpc {
            for (place, rule) in route.rules.enumerated() {
                for match in rule.matches {
                    check.check(maker.route(route, rule: place, match: match), madeOf: rule.node)
                }
            }
        }
    }

    /// Makes the listeners and routes of a workload.
    private func gather(_ workload: MeshWorkload, into made: inout MadeResources) {
        var ports: [Int: ObjectName] = [:]
        for (name, node) in workload.gateways {
            guard let place = linker.gateway(name) else { continue }
            for port in Set(linker.model.gateways[place].listeners.map(\.port)).sorted() {
                if let other = ports[port]
                    ?? workload.inbound.first(where: { $0.port == port }).map({ _ in
                        workload.metadata.name
                    })
                {
                    linker.complaints.complain(
                        .wrongValue, at: node,
                        "expected gateways with ports of their own, found \(port), which \(other.text) has")
                }
                ports[port] = name
            }
            GatewayCompiler(linker: linker, policies: policies, workload: workload).compile(place, into: &made)
        }
        SidecarCompiler(linker: linker, policies: policies, workload: workload, hosts: hosts).compile(into: &made)
    }

    /// What was made for a workload, and the services that it leads to.
    private mutating func group(_ workload: MeshWorkload, _ made: MadeResources) -> NodeGroup {
        var result: [ResourceKind: [ResourceSnapshot.Resource]] = [:]
        for (kind, resources) in made.byKind {
            for (name, resource) in resources.sorted(by: { $0.key < $1.key }) {
                let json = resource.json.bytes
                check.check(json, kind, madeOf: resource.origin)
                result[kind, default: []].append(ResourceSnapshot.Resource(name: name, json: json))
            }
        }
        var zones: [String: [ResourceSnapshot.Resource]] = [:]
        for port in made.usedPorts.sorted() {
            guard let service = serviceResources(port, workload) else { continue }
            result[.cluster, default: []].append(service.cluster)
            if let endpoints = service.endpoints { result[.endpoints, default: []].append(endpoints) }
            for (zone, endpoints) in service.zones { zones[zone, default: []].append(endpoints) }
        }
        return NodeGroup(
            selector: workload.selector, metadata: workload.metadata, resources: result, zones: zones)
    }

    private mutating func serviceResources(_ key: ServicePort, _ workload: MeshWorkload) -> ServiceResources? {
        let discoveryCluster = workload.discoveryCluster
        let full = ServiceKey(port: key, discoveryCluster: discoveryCluster, isNamed: workload.countsIstio)
        if let known = services[full] { return known }
        guard let service = linker.service(key.service), let port = service.port(key.port) else { return nil }
        let maker = ClusterMaker(discoveryCluster: discoveryCluster)
        let cluster = maker.cluster(service, port, policies[key.service], isNamed: workload.countsIstio).bytes
        check.check(cluster, .cluster, madeOf: service.metadata.node)
        var result = ServiceResources(cluster: ResourceSnapshot.Resource(name: key.clusterName, json: cluster))
        if service.host == nil {
            result.endpoints = endpoints(service, port, full, first: nil)
            let zones = policies[key.service]?.prefersZone == true ? Set(service.endpoints.map(\.zone)) : []
            for zone in zones.sorted() where !zone.isEmpty {
                result.zones[zone] = endpoints(service, port, full, first: zone)
            }
        }
        services[full] = result
        return result
    }

    private mutating func endpoints(
        _ service: MeshService, _ port: MeshService.Port, _ key: ServiceKey, first zone: String?
    ) -> ResourceSnapshot.Resource {
        let json = ClusterMaker.endpoints(service, port, first: zone, areNamed: key.isNamed).bytes
        check.check(json, .endpoints, madeOf: service.metadata.node)
        return ResourceSnapshot.Resource(name: key.port.clusterName, json: json)
    }
}
