internal import Configuration
internal import NetworkAddresses

/// Reads the `spec` of a Workload.
enum WorkloadDocument {
    static func read(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> MeshWorkload {
        let namespace = metadata.name.namespace
        var workload = MeshWorkload(metadata: metadata, selector: NodeSelector())
        if !reader.has("selector") { reader.missing("selector") }
        workload.selector = reader.object("selector", "selector", SelectorDocument.read) ?? NodeSelector()
        workload.dependencies = reader.objects("dependsOn", "a dependency", atMost: 1000) { reader in
            let service = reader.string("service")
            let owner = reader.string("namespace")
            if service == nil && owner == nil { reader.missing("service") }
            return MeshWorkload.Dependency(
                namespace: owner ?? namespace, service: service, isOptional: reader.bool("isOptional") ?? false,
                node: reader.node["service"] ?? reader.node["namespace"] ?? reader.node)
        }
        let inbound = reader.objects("inbound", "a port", atMost: 64, readInbound).compactMap(\.self)
        for port in inbound {
            if workload.inbound.contains(where: { $0.port == port.port }) {
                reader.complaints.complain(
                    .wrongValue, at: port.node, "expected each port once, found \(port.port) again")
            } else {
                workload.inbound.append(port)
            }
        }
        reader.object("outbound", "outbound") { reader in
            guard let address = reader.string("address") else { return }
            workload.outboundAddress = address
            if IPAddress(address) == nil, let node = reader.node["address"] {
                reader.complaints.wrong(node, expected: "an IP address")
            }
        }
        workload.gateways = reader.objects("gateways", "a gateway", atMost: 16) { reader in
            let name = reader.requiredString("name")
            let owner = reader.string("namespace") ?? namespace
            return name.map {
                (name: ObjectName(namespace: owner, name: $0), node: reader.node["name"] ?? reader.node)
            }
        }.compactMap(\.self)
        if reader.has("discoveryCluster"), let name = reader.requiredString("discoveryCluster") {
            workload.discoveryCluster = name
        }
        workload.countsIstio = reader.choice("metrics", ["Envoy": false, "Istio": true]) ?? false
        return workload
    }

    private static func readInbound(_ reader: inout ObjectReader) -> MeshWorkload.Inbound? {
        let port = reader.requiredInteger("port", in: 1...65535)
        let target = reader.requiredInteger("targetPort", in: 1...65535)
        let isHTTP = reader.choice("protocol", ["http": true, "http2": true, "grpc": true, "tcp": false]) ?? true
        let isHTTP2 = ["http2", "grpc"].contains(reader.node["protocol"]?.string ?? "")
        let security: MeshWorkload.Inbound.Security? = reader.choice(
            "mutualTLS", ["Disabled": .none, "Permissive": .permissive, "Strict": .strict])
        guard let port, let target else { return nil }
        return MeshWorkload.Inbound(
            port: port, targetPort: target, isHTTP: isHTTP, isHTTP2: isHTTP2, security: security ?? .none,
            node: reader.node["port"] ?? reader.node)
    }
}

/// Reads which nodes are meant.
enum SelectorDocument {
    static func read(_ reader: inout ObjectReader) -> NodeSelector {
        var selector = NodeSelector()
        selector.id = reader.string("id")
        if reader.has("ids") {
            selector.ids = Set(reader.strings("ids", atMost: 20_000).map(\.text))
            if selector.ids.isEmpty, let node = reader.node["ids"] {
                reader.complaints.wrong(node, expected: "a list of at least one node")
            }
        }
        selector.cluster = reader.string("cluster")
        selector.labels = reader.texts("labels").map { (name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
        return selector
    }
}
