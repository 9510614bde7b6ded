/// Reads `envoy.config.endpoint.v3.ClusterLoadAssignment`.
enum EndpointDocument {
    /// Reads the endpoints of a cluster. `allowsNames`: they are host names as well as addresses.
    static func read(_ reader: inout MessageReader, allowsNames: Bool) -> EndpointAssignment {
        _ = reader.requiredString("cluster_name")
        var result = EndpointAssignment()
        result.endpoints = reader.messages("endpoints") { readLocality(&$0, allowsNames) }
        // Nothing can refer to them, in Envoy neither.
        reader.accept("named_endpoints")
        reader.message("policy") { reader in
            result.dropOverload = readDropOverload(&reader)
            result.overprovisioningFactor = reader.uint32("overprovisioning_factor", in: 1 ... .max) ?? 140
            result.weighsPriorityHealth = reader.bool("weighted_priority_health") ?? false
            if let node = reader.node("endpoint_stale_after"), let time = reader.duration("endpoint_stale_after") {
                if time == 0 { reader.session.wrong(node, expected: "a duration above 0s") }
                result.staleAfter = time
            }
        }
        return result
    }

    private static func readDropOverload(_ reader: inout MessageReader) -> FractionalPercentConfiguration {
        let session = reader.session
        let place = reader.node("drop_overloads")
        let shares = reader.messages("drop_overloads") { reader in
            _ = reader.requiredString("category")
            let node = reader.node("drop_percentage") ?? reader.place
            let share = reader.message("drop_percentage", FractionDocument.read) ?? FractionalPercentConfiguration()
            if share.numerator > share.denominator { session.wrong(node, expected: "a share of at most all requests") }
            return share
        }
        if shares.count > 1, let place { session.wrong(place, expected: "one category, as in Envoy") }
        return shares.first ?? FractionalPercentConfiguration()
    }

    private static func readLocality(_ reader: inout MessageReader, _ allowsNames: Bool) -> LocalityEndpoints {
        var result = LocalityEndpoints()
        if let locality = reader.message("locality", BootstrapDocument.readLocality) {
            (result.region, result.zone, result.subZone) = locality
        }
        result.priority = reader.uint32("priority", in: 0...128) ?? 0
        result.weight = reader.uint32("load_balancing_weight", in: 1 ... .max)
        result.transportMetadata = StructDocument.readMetadata(
            "metadata", space: EndpointConfiguration.transportSpace, of: &reader)
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
        let metadata = StructDocument.readMetadata("metadata", of: &reader)
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
        endpoint.metadata = metadata
        return endpoint
    }

    private static func readEndpoint(_ reader: inout MessageReader, _ allowsNames: Bool) -> EndpointConfiguration? {
        let hostname = reader.string("hostname") ?? ""
        let healthCheck =
            reader.message("health_check_config") { readHealthCheck(&$0) } ?? EndpointHealthCheckConfiguration()
        guard reader.has("address") else {
            reader.missing("address")
            return nil
        }
        let address = reader.message("address") { AddressDocument.readEndpoint(&$0, allowsNames: allowsNames) } ?? nil
        var result: EndpointConfiguration
        switch address {
        case .socket(let socket)?:
            result = EndpointConfiguration(address: socket.address, port: socket.port, hostname: hostname)
        case .pipe(let pipe)?:
            result = EndpointConfiguration(address: pipe.path, port: 0, isPipe: true, hostname: hostname)
        case nil: return nil
        }
        result.healthCheck = healthCheck
        let additional = reader.messages("additional_addresses") { readAdditional(&$0, allowsNames) }
        // An endpoint whose name is resolved has the addresses of its name, as in Envoy.
        if !allowsNames { result.additional = additional.compactMap(\.self) }
        return result
    }

    /// Reads `Endpoint.AdditionalAddress`.
    private static func readAdditional(_ reader: inout MessageReader, _ allowsNames: Bool) -> AddressConfiguration? {
        guard reader.has("address") else {
            reader.missing("address")
            return nil
        }
        return reader.message("address") { AddressDocument.readEndpoint(&$0, allowsNames: allowsNames) } ?? nil
    }

    /// Reads `Endpoint.HealthCheckConfig`.
    private static func readHealthCheck(_ reader: inout MessageReader) -> EndpointHealthCheckConfiguration {
        var result = EndpointHealthCheckConfiguration()
        result.port = UInt16(truncatingIfNeeded: reader.uint32("port_value", in: 0...65535) ?? 0)
        result.hostname = reader.headerText("hostname") ?? ""
        result.isDisabled = reader.bool("disable_active_health_check") ?? false
        let address = reader.message("address") { AddressDocument.readEndpoint(&$0, allowsNames: false) } ?? nil
        if case .socket(let socket)? = address {
            result.address = socket.address
            if result.port == 0 { result.port = socket.port }
        }
        return result
    }
}
