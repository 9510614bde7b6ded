/// Makes clusters and their endpoints of services.
struct ClusterMaker {
    /// The cluster of the node's own configuration by which it asks for endpoints.
    let discoveryCluster: String

    /// The cluster of a service's port. `isNamed`: it tells which service it is, for metrics.
    func cluster(
        _ service: MeshService, _ port: MeshService.Port, _ policy: TrafficPolicy?, isNamed: Bool = false
    ) -> JSONValue {
        let key = ServicePort(service: service.metadata.name, port: port.number)
        let name = JSONValue.text(key.clusterName)
        let isHTTP2 = port.protocolName == .http2 || port.protocolName == .grpc
        var assignment: JSONValue?
        if let host = service.host {
            assignment = [
                "cluster_name": name,
                "endpoints": [
                    ["lb_endpoints": [["endpoint": ["address": EnvoyWords.address(host, port.targetPort)]]]]
                ],
            ]
        }
        return [
            "@type": EnvoyWords.type("envoy.config.cluster.v3.Cluster"),
            "name": name,
            "type": service.host == nil ? "EDS" : "STRICT_DNS",
            "eds_cluster_config": service.host == nil
                ? ["eds_config": EnvoyWords.source(discoveryCluster)] : nil,
            "load_assignment": assignment,
            "connect_timeout": EnvoyWords.duration(policy?.connectTimeout ?? 5000),
            "lb_policy": .text(policy?.balancing ?? "ROUND_ROBIN"),
            "circuit_breakers": policy?.limits.map(Self.breakers),
            "outlier_detection": policy?.outliers.map(Self.outliers),
            "typed_extension_protocol_options": Self.options(isHTTP2: isHTTP2, policy?.idleTimeout),
            "transport_socket": policy?.mutualTLS.map {
                MutualTLS.client($0, discoveryCluster, isHTTP2: isHTTP2)
            },
            "metadata": isNamed ? IstioMaker.metadata(service) : nil,
        ]
    }

    /// The cluster of an application beside its proxy.
    static func application(_ inbound: MeshWorkload.Inbound) -> JSONValue {
        let name: JSONValue = "inbound/\(inbound.port)"
        return [
            "@type": EnvoyWords.type("envoy.config.cluster.v3.Cluster"),
            "name": name,
            "type": "STATIC",
            "connect_timeout": "5s",
            "load_assignment": [
                "cluster_name": name,
                "endpoints": [
                    [
                        "lb_endpoints": [
                            ["endpoint": ["address": EnvoyWords.address("127.0.0.1", inbound.targetPort)]]
                        ]
                    ]
                ],
            ],
            "typed_extension_protocol_options": options(isHTTP2: inbound.isHTTP2, nil),
        ]
    }

    /// The endpoints of a service's port, by zone. Those of `first` have all requests as long as they are healthy.
    /// `areNamed`: they tell which workloads they are, for metrics.
    static func endpoints(
        _ service: MeshService, _ port: MeshService.Port, first: String? = nil, areNamed: Bool = false
    ) -> JSONValue {
        let zones = Dictionary(
            grouping: service.endpoints.filter { service.number(of: port, at: $0) != nil }, by: \.zone)
        return [
            "@type": EnvoyWords.type("envoy.config.endpoint.v3.ClusterLoadAssignment"),
            "cluster_name": .text(ServicePort(service: service.metadata.name, port: port.number).clusterName),
            "endpoints": .some(
                zones.keys.sorted().map { zone in
                    locality(
                        service, zone, zones[zone] ?? [], port, isSecond: first != nil && first != zone,
                        areNamed: areNamed)
                }),
        ]
    }

    private static func locality(
        _ service: MeshService, _ zone: String, _ endpoints: [MeshService.Endpoint], _ port: MeshService.Port,
        isSecond: Bool, areNamed: Bool
    ) -> JSONValue {
        [
            "locality": zone.isEmpty ? nil : ["zone": .text(zone)],
            "priority": isSecond ? 1 : nil,
            "lb_endpoints": .list(
                endpoints.map { endpoint in
                    let metadata = areNamed ? IstioMaker.metadata(endpoint, of: service) : nil
                    return Self.endpoint(
                        endpoint, service.number(of: port, at: endpoint) ?? port.targetPort, metadata)
                }),
        ]
    }

    private static func endpoint(
        _ endpoint: MeshService.Endpoint, _ number: Int, _ metadata: JSONValue?
    ) -> JSONValue {
        [
            "endpoint": ["address": EnvoyWords.address(endpoint.address, number)],
            "health_status": endpoint.health == "HEALTHY" ? nil : .text(endpoint.health),
            "load_balancing_weight": endpoint.weight == 1 ? nil : .number(endpoint.weight),
            "metadata": metadata,
        ]
    }

    private static func breakers(_ limits: TrafficPolicy.Limits) -> JSONValue {
        [
            "thresholds": [
                [
                    "max_connections": limits.connections.map { .number($0) },
                    "max_pending_requests": limits.pendingRequests.map { .number($0) },
                    "max_requests": limits.requests.map { .number($0) },
                    "max_retries": limits.retries.map { .number($0) },
                ]
            ]
        ]
    }

    private static func outliers(_ outliers: TrafficPolicy.Outliers) -> JSONValue {
        [
            "consecutive_5xx": outliers.consecutiveErrors.map { .number($0) },
            "interval": outliers.interval.map(EnvoyWords.duration),
            "base_ejection_time": outliers.ejectionTime.map(EnvoyWords.duration),
            "max_ejection_percent": outliers.mostEjected.map { .number($0) },
        ]
    }

    private static func options(isHTTP2: Bool, _ idleTimeout: Int?) -> JSONValue? {
        guard isHTTP2 || idleTimeout != nil else { return nil }
        let common: JSONValue? = idleTimeout.map { ["idle_timeout": EnvoyWords.duration($0)] }
        return [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": EnvoyWords.type("envoy.extensions.upstreams.http.v3.HttpProtocolOptions"),
                "common_http_protocol_options": common,
                "explicit_http_config": [isHTTP2 ? "http2_protocol_options" : "http_protocol_options": [:]],
            ]
        ]
    }
}
