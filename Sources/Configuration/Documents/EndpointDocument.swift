/// Reads `envoy.config.endpoint.v3.ClusterLoadAssignment`.
enum EndpointDocument {
    static func read(_ reader: inout MessageReader) -> [LocalityEndpoints] {
        _ = reader.requiredString("cluster_name")
        return reader.messages("endpoints", readLocality)
    }

    private static func readLocality(_ reader: inout MessageReader) -> LocalityEndpoints {
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
        result.endpoints = reader.messages("lb_endpoints", readLBEndpoint).compactMap(\.self)
        return result
    }

    private static func readLBEndpoint(_ reader: inout MessageReader) -> EndpointConfiguration? {
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
        guard var endpoint = reader.message("endpoint", readEndpoint) ?? nil else { return nil }
        endpoint.weight = weight
        endpoint.healthStatus = health
        return endpoint
    }

    private static func readEndpoint(_ reader: inout MessageReader) -> EndpointConfiguration? {
        let hostname = reader.string("hostname") ?? ""
        guard reader.has("address") else {
            reader.missing("address")
            return nil
        }
        guard let address = reader.message("address", AddressDocument.readEndpoint) ?? nil else { return nil }
        return EndpointConfiguration(address: address.address, port: address.port, hostname: hostname)
    }
}
