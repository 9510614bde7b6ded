internal import Configuration
internal import NetworkAddresses

/// Reads the `spec` of a Service and of Endpoints.
enum ServiceDocument {
    /// Endpoints that one document may have.
    private static let mostEndpoints = 10_000

    static func read(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> MeshService {
        var service = MeshService(metadata: metadata)
        if !reader.hasElements("ports") { reader.missing("ports") }
        let ports = reader.objects("ports", "a port", atMost: 64) { reader in
            (port: readPort(&reader), node: reader.node)
        }
        for (port, node) in ports {
            guard let port else { continue }
            if service.ports.contains(where: { $0.number == port.number || $0.name == port.name }) {
                reader.complaints.complain(
                    .wrongValue, at: node,
                    "expected each port's number and name once, found \(port.number) "
                        + "(\(JSONNode.quote(port.name))) again"
                )
            } else {
                service.ports.append(port)
            }
        }
        let hasEndpoints = reader.has("endpoints")
        service.endpoints = reader.objects("endpoints", "an endpoint", atMost: mostEndpoints, readEndpoint)
            .compactMap(\.self)
        checkPorts(of: service.endpoints, reader, areSeveral: service.ports.count > 1)
        for endpoint in reader.node["endpoints"]?.elements ?? [] {
            endpoint["ports"]?.forEachMember { key, _ in
                if service.ports.contains(where: { $0.name == key.string }) { return }
                reader.complaints.complain(
                    .wrongValue, at: key, "expected the name of a port of the service, found \(key.words)",
                    suggestion: reader.complaints.nearest(to: key.string ?? "", in: service.ports.map(\.name)))
            }
        }
        if let host = reader.string("host"), let node = reader.node["host"] {
            if Hostname(host)?.isWildcard != false {
                reader.complaints.wrong(node, expected: "a DNS name")
            }
            if hasEndpoints { reader.complaints.wrong(node, expected: "\"endpoints\" or \"host\" alone") }
            service.host = host.lowercased()
        }
        return service
    }

    private static func readPort(_ reader: inout ObjectReader) -> MeshService.Port? {
        let number = reader.requiredInteger("port", in: 1...65535)
        let name = reader.string("name")
        let target = reader.integer("targetPort", in: 1...65535)
        let spoken: MeshService.PortProtocol? = reader.choice(
            "protocol", ["http": .http, "http2": .http2, "grpc": .grpc, "tcp": .tcp, "tls": .tls])
        return number.map {
            MeshService.Port(
                name: name ?? String($0), number: $0, targetPort: target ?? $0, protocolName: spoken ?? .http)
        }
    }

    private static func readEndpoint(_ reader: inout ObjectReader) -> MeshService.Endpoint? {
        let address = reader.requiredString("address")
        if let address, IPAddress(address) == nil, let node = reader.node["address"] {
            reader.complaints.wrong(node, expected: "an IP address")
        }
        let port = reader.integer("port", in: 1...65535)
        let ports = readPorts(&reader)
        if port != nil, !ports.isEmpty, let node = reader.node["ports"] {
            reader.complaints.wrong(node, expected: "\"port\" or \"ports\" alone")
        }
        let weight = reader.integer("weight", in: 1...1_000_000) ?? 1
        let zone = reader.string("zone") ?? ""
        let health = reader.choice(
            "health",
            ["Healthy": "HEALTHY", "Unhealthy": "UNHEALTHY", "Draining": "DRAINING", "Degraded": "DEGRADED"])
        let workload = reader.object("workload", "a workload", readWorkload)
        return address.map {
            MeshService.Endpoint(
                address: $0, port: port, ports: ports, weight: weight, zone: zone, health: health ?? "HEALTHY",
                workload: workload)
        }
    }

    private static func readWorkload(_ reader: inout ObjectReader) -> MeshService.Workload {
        func name(_ field: String) -> String {
            guard let text = reader.string(field) else { return "" }
            if MeshService.Workload.isName(text) { return text }
            if let node = reader.node[field] {
                reader.complaints.wrong(node, expected: "letters, digits, \"-\", \"_\" and \".\"")
            }
            return ""
        }
        return MeshService.Workload(
            name: name("name"), service: name("service"), revision: name("revision"), cluster: name("cluster"))
    }

    /// The numbers of an endpoint's own ports by the names of the service's.
    private static func readPorts(_ reader: inout ObjectReader) -> [String: Int] {
        guard let node = reader.take("ports") else { return [:] }
        guard node.kind == .object, !node.isEmptyContainer else {
            reader.complaints.wrong(node, expected: "numbers of ports by the names of the service's")
            return [:]
        }
        var ports: [String: Int] = [:]
        node.forEachMember { key, value in ports[key.string ?? ""] = reader.integer(value, in: 1...65535) }
        return ports
    }

    /// Where a service has several ports, an endpoint's own port would say nothing of which of them it stands for.
    private static func checkPorts(of endpoints: [MeshService.Endpoint], _ reader: ObjectReader, areSeveral: Bool) {
        guard areSeveral, endpoints.contains(where: { $0.port != nil }) else { return }
        for node in reader.node["endpoints"]?.elements ?? [] {
            guard let port = node["port"], !port.isNull else { continue }
            reader.complaints.wrong(port, expected: "no port at an endpoint of a service with several ports")
        }
    }

    /// Reads the endpoints that a document adds to a service of its namespace.
    static func readEndpoints(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> RegisteredEndpoints? {
        let service = reader.requiredString("service")
        let endpoints = reader.objects("endpoints", "an endpoint", atMost: mostEndpoints, readEndpoint)
            .compactMap(\.self)
        return service.map {
            RegisteredEndpoints(
                metadata: metadata, service: ObjectName(namespace: metadata.name.namespace, name: $0),
                serviceNode: reader.node["service"] ?? reader.node, endpoints: endpoints)
        }
    }
}
