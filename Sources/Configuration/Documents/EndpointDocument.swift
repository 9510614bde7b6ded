/// Reads `envoy.config.endpoint.v3.ClusterLoadAssignment`.
enum EndpointDocument {
    /// Reads the endpoints of a cluster. `allowsNames`: they are host names as well as addresses.
    static func read(_ reader: inout MessageReader, allowsNames: Bool) -> [LocalityEndpoints] {
        _ = reader.requiredString("cluster_name")
        return reader.messages("endpoints") { readLocality(&$0, allowsNames) }
    }

    private static func readLocality(_ reader: inout MessageReader, _ allowsNames: Bool) -> LocalityEndpoints {
        var result = LocalityEndpoints()
        if let locality = reader.message("locality", BootstrapDocument.readLocality) {
            (result.region, result.zone, result.subZone) = locality
        }
        result.priority = reader.uint32("priority", in: 0...128) ?? 0
        result.weight = reader.uint32("load_balancing_weight", in: 1 ... .max)
        reader.accept("metadata")
        for name in ["load_balancer_endpoints", "leds_cluster_locality_config"] where reader.has(name) {
            reader.refuse(name)
        }
        result.endpoints = reader.messages("lb_endpoints") { readLBEndpoint(&$0, allowsNames) }.compactMap(\.self)
        return result
    }

    private static func readLBEndpoint(
        _ reader: inout MessageReader, _ allowsNames: Bool
    ) -> EndpointConfiguration? {
        let weight = reader.uint32("load_balancing_weight", in: 1 ... .max) ?? 1
        let health: EndpointConfiguration.HealthStatus =
            reader.choice(
                "health_status",
                [0: .unknown, 1: .healthy, 2: .unhealthy, 3: .draining, 4: .timeout, 5: .degraded], definedOnly: false)
            ?? .unknown
        reader.accept("metadata")
        if reader.has("endpoint_name") {
            reader.refuse("endpoint_name")
            return nil
        }
        guard reader.has("endpoint") else {
            reader.missing("endpoint")
            return nil
        }
        guard var endpoint = reader.message("endpoint", { readEndpoint(&$0, allowsNames) }) ?? nil else { return nil }
        endpoint.weight = weight
        endpoint.healthStatus = health
        return endpoint
    }

    private static func readEndpoint(_ reader: inout MessageReader, _ allowsNames: Bool) -> EndpointConfiguration? {
        let hostname = reader.string("hostname") ?? ""
        guard reader.has("address") else {
            reader.missing("address")
            return nil
        }
        let address = reader.message("address") { AddressDocument.readEndpoint(&$0, allowsNames: allowsNames) } ?? nil
        switch address {
        case .socket(let socket)?:
            return EndpointConfiguration(address: socket.address, port: socket.port, hostname: hostname)
        case .pipe(let pipe)?:
            return EndpointConfiguration(address: pipe.path, port: 0, isPipe: true, hostname: hostname)
        case nil: return nil
        }
    }
}
