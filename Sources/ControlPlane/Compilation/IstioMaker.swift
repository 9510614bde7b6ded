/// Makes the filters by which proxies count Istio's standard metrics, and the metadata that tell them of services.
///
/// HTTP filters stand in a `TypedStruct` and are optional, so that a proxy that knows none of them serves without.
/// Network filters cannot be: a workload whose ports carry no HTTP is one of proxies that know them.
enum IstioMaker {
    /// The filter that tells peers which workload this is, and reads what they tell.
    static func exchange(isServer: Bool) -> JSONValue {
        let fields: JSONValue = [["istio_headers": [:]]]
        return filter(
            "istio.metadata_exchange", "io.istio.http.peer_metadata.Config",
            isServer
                ? ["downstream_discovery": fields, "downstream_propagation": fields]
                : [
                    "upstream_discovery": fields,
                    "upstream_propagation": [["istio_headers": ["skip_external_clusters": true]]],
                ])
    }

    /// The filters that count, behind those that may refuse a request.
    ///
    /// - Parameter usesHost: whether a request's host names the service where the cluster does not.
    static func counting(usesHost: Bool) -> [JSONValue] {
        [
            [
                "name": "envoy.filters.http.grpc_stats",
                "typed_config": [
                    "@type": EnvoyWords.type("envoy.extensions.filters.http.grpc_stats.v3.FilterConfig"),
                    "emit_filter_state": true, "stats_for_all_methods": false,
                ],
            ],
            filter("istio.stats", "stats.PluginConfig", ["disable_host_header_fallback": usesHost ? nil : true]),
        ]
    }

    /// The filter that counts connections.
    static let connections: JSONValue = [
        "name": "istio.stats", "typed_config": ["@type": EnvoyWords.type("stats.PluginConfig")],
    ]

    private static func filter(_ name: JSONValue, _ type: String, _ fields: JSONValue) -> JSONValue {
        [
            "name": name, "is_optional": true,
            "typed_config": [
                "@type": EnvoyWords.type("xds.type.v3.TypedStruct"), "type_url": EnvoyWords.type(type),
                "value": fields,
            ],
        ]
    }

    /// The metadata of an endpoint; nil where nothing is known of the workload there.
    static func metadata(_ endpoint: MeshService.Endpoint, of service: MeshService) -> JSONValue? {
        endpoint.workload.map { workload -> JSONValue in
            let parts = [
                workload.name, service.metadata.name.namespace, workload.service, workload.revision, workload.cluster,
            ]
            return ["filter_metadata": ["istio": ["workload": .text(parts.joined(separator: ";"))]]]
        }
    }

    /// The metadata of a service's cluster.
    static func metadata(_ service: MeshService) -> JSONValue {
        let name = service.metadata.name
        let host = service.host ?? "\(name.name).\(name.namespace).svc.cluster.local"
        return [
            "filter_metadata": [
                "istio": [
                    "services": [
                        ["host": .text(host), "name": .text(name.name), "namespace": .text(name.namespace)]
                    ],
                    "external": service.host == nil ? nil : true,
                ]
            ]
        ]
    }
}
