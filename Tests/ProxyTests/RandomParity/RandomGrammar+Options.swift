/// Options of listeners and routes, logs, and filters that code bodies.
extension RandomGrammar {
    static let listener: [Group] = [
        Group(15, ["per_connection_buffer_limit_bytes": 40000]), Group(10, ["tcp_backlog_size": 64]),
        Group(10, ["traffic_direction": "INBOUND"], ["traffic_direction": "OUTBOUND"]),
        Group(10, ["enable_reuse_port": false]), Group(10, ["max_connections_to_accept_per_socket_event": 1]),
        Group(10, ["connection_balance_config": ["exact_balance": [:]]]),
        Group(
            25, ["listener_filters": [inspector("http")]], ["listener_filters": [inspector("tls")]],
            ["listener_filters": [inspector("tls"), inspector("http")], "listener_filters_timeout": "20s"]),
    ]

    private static func inspector(_ kind: String) -> JSON {
        [
            "name": .string("envoy.filters.listener.\(kind)_inspector"),
            "typed_config": [
                "@type": .string(
                    "type.googleapis.com/envoy.extensions.filters.listener.\(kind)_inspector.v3."
                        + kind.prefix(1).uppercased() + kind.dropFirst() + "Inspector")
            ],
        ]
    }

    /// Of routes, whatever they do.
    static let route: [Group] = [
        Group(15, ["per_request_buffer_limit_bytes": 5], ["request_body_buffer_limit": 5]),
        Group(15, ["metadata": ["filter_metadata": ["m": ["k": "route", "n": 1.5]]]]),
        Group(10, ["decorator": ["operation": "op"]], ["decorator": ["operation": "op", "propagate": false]]),
        Group(10, ["stat_prefix": "rs"]),
    ]

    /// A cluster for copies of requests, whose endpoint refuses connections.
    static let mirrorCluster: JSON = [
        "name": "@CASE@-mirror",
        "load_assignment": [
            "cluster_name": "m",
            "endpoints": [["lb_endpoints": [["endpoint": ["address": Theme.address(port: 1)]]]]],
        ],
    ]

    static let mirrors: Group = Group(
        15, ["request_mirror_policies": [["cluster": "MIRROR"]]],
        ["request_mirror_policies": [["cluster": "MIRROR", "disable_shadow_host_suffix_append": true]]],
        ["request_mirror_policies": [["cluster_header": "x-cluster"], ["cluster": "missing"]]],
        [
            "request_mirror_policies": [
                ["cluster": "MIRROR", "runtime_fraction": ["default_value": ["numerator": 0]]]
            ]
        ])

    // MARK: - Logs

    static let loggedText =
        "%GRPC_STATUS% %VIRTUAL_CLUSTER_NAME% %UPSTREAM_REQUEST_ATTEMPT_COUNT% %DYNAMIC_METADATA(m)% "
        + "%DYNAMIC_METADATA(envoy.filters.http.rbac)% %RESPONSE_FLAGS_LONG%"

    static let loggedObjects: [JSON] = [
        LogDocument.json([
            "code": "%RESPONSE_CODE%", "flags": "%RESPONSE_FLAGS%", "deep": ["a": "%REQ(x-a)%", "n": 1, "b": true],
            "mixed": "%PROTOCOL%-%GRPC_STATUS_NUMBER%", "received": "%BYTES_RECEIVED%", "meta": "%DYNAMIC_METADATA(m)%",
            "route": "%METADATA(ROUTE:m)%", "list": ["%ROUTE_NAME%", "%RESP(x-up)%"],
            "details": "%RESPONSE_CODE_DETAILS%",
        ]),
        LogDocument.json(
            ["b": "%REQ(user-agent)%", "a": "%RESP(server)%", "c": "%TRAILER(x-t)%", "q": "%QUERY_PARAM(a)%"],
            ["omit_empty_values": true]),
        LogDocument.text(
            "%PATH% %PATH(NQ:ORIG)% %QUERY_PARAMS% %UPSTREAM_CLUSTER_RAW% %RESP(content-type?:status):9% %UPSTREAM_PROTOCOL% "
                + "%ACCESS_LOG_TYPE% %CUSTOM_FLAGS% %GRPC_STATUS(NUMBER)% %RESPONSE_TRAILERS_BYTES% %METADATA(ROUTE:m:n)%"
        ),
    ]

    // MARK: - Filters

    /// What codes bodies, and what reads them.
    static let coders: [Filter] = [
        Filter(
            name: "compressor", type: "compressor.v3.Compressor",
            groups: [
                Group(
                    100,
                    [
                        "compressor_library": library("compressor", "Gzip"),
                        "response_direction_config": ["common_config": ["min_content_length": 1]],
                    ]),
                Group(30, ["request_direction_config": ["common_config": ["min_content_length": 30]]]),
                Group(25, ["response_direction_config": ["remove_accept_encoding_header": true]]),
                Group(25, ["response_direction_config": ["disable_on_etag_header": true]]),
                Group(20, ["response_direction_config": ["uncompressible_response_codes": [404, 503]]]),
            ],
            routes: [
                FilterChain.message("compressor.v3.CompressorPerRoute", ["disabled": true]),
                FilterChain.message(
                    "compressor.v3.CompressorPerRoute",
                    ["overrides": ["response_direction_config": ["remove_accept_encoding_header": false]]]),
            ]),
        Filter(
            name: "decompressor", type: "decompressor.v3.Decompressor",
            groups: [Group(100, ["decompressor_library": library("decompressor", "Gzip")])], routes: []),
        Filter(
            name: "read", type: "json_to_metadata.v3.JsonToMetadata",
            groups: [
                Group(
                    100,
                    [
                        "request_rules": [
                            "rules": [
                                [
                                    "selectors": [["key": "a"]],
                                    "on_present": ["metadata_namespace": "m", "key": "k"],
                                    "on_missing": ["metadata_namespace": "m", "key": "k", "value": "missing"],
                                    "on_error": ["metadata_namespace": "m", "key": "k", "value": "wrong"],
                                ]
                            ]
                        ]
                    ]),
                Group(40, ["request_rules": ["allow_empty_content_type": true]]),
            ], routes: []),
        Filter(
            name: "state", type: "set_filter_state.v3.Config",
            groups: [
                Group(
                    100,
                    [
                        "on_request_headers": [
                            [
                                "object_key": "own", "factory_key": "envoy.string",
                                "format_string": ["text_format_source": ["inline_string": "%REQ(x-a)%"]],
                            ]
                        ]
                    ])
            ], routes: []),
    ]

    private static func library(_ kind: String, _ type: String) -> JSON {
        [
            "name": "l",
            "typed_config": [
                "@type": .string("type.googleapis.com/envoy.extensions.compression.gzip.\(kind).v3.\(type)")
            ],
        ]
    }
}
