/// What a request may say about itself and ask of the proxy, by who sent it.
enum TrustCases {
    static let all: [ProxyCase] =
        internals
        + (timeouts + steering).map { testCase in
            testCase.with { $0.manager = ManagerOptions.mesh.merged(with: $0.manager) }
        } + forwarding + detection + requestIDs

    /// An edge whose internal network is the loopback interface, so that the client is internal.
    private static let internalEdge: JSON = [
        "use_remote_address": true,
        "internal_address_config": ["cidr_ranges": [["address_prefix": "127.0.0.0", "prefix_len": 8]]],
    ]

    private static let control = [
        "x-envoy-max-retries: 3", "x-envoy-retry-on: 5xx", "x-envoy-retry-grpc-on: internal",
        "x-envoy-upstream-rq-timeout-ms: 5000", "x-envoy-upstream-rq-per-try-timeout-ms: 4000",
        "x-envoy-original-path: /z", "x-envoy-expected-rq-timeout-ms: 77", "x-envoy-attempt-count: 4",
        "x-envoy-decorator-operation: op", "x-envoy-hedge-on-per-try-timeout: true", "x-envoy-force-trace: 1",
        "x-envoy-ip-tags: t", "x-envoy-retriable-status-codes: 500", "x-envoy-retriable-header-names: x",
        "x-envoy-downstream-service-cluster: s", "x-envoy-downstream-service-node: n",
        "x-envoy-upstream-rq-timeout-alt-response: 1", "x-envoy-external-address: 9.9.9.9", "x-envoy-internal: true",
        "x-envoy-original-host: h", "x-envoy-is-timeout-retry: true", "x-forwarded-client-cert: By=x",
        "x-envoy-upstream-stream-duration-ms: 60000", "x-envoy-overloaded: 1", "x-envoy-degraded: 1",
    ]

    private static let internalStatistics = [
        "cluster.internal.upstream_rq_200", "cluster.internal.upstream_rq_2xx", "cluster.external.upstream_rq_200",
        "cluster.external.upstream_rq_2xx", "cluster.upstream_rq_200",
    ]

    /// A request of the mesh: exactly one address, an internal one.
    private static func inner(_ fields: String...) -> String {
        request("GET", "/", ["x-forwarded-for: 10.0.0.1"] + fields)
    }

    private static let internals: [ProxyCase] = [
        ProxyCase("internal-edge-nothing-sent", get()).with {
            $0.manager = internalEdge
            $0.statistics = internalStatistics
            $0.omitting = [.probe]
        },
        ProxyCase("internal-edge-everything-sent", request("GET", "/", control)).with { $0.manager = internalEdge },
        ProxyCase("internal-edge-with-forwarded-for", get("/", host: "a", "x-forwarded-for: 10.0.0.1")).with {
            $0.manager = internalEdge
        },
        ProxyCase("internal-everything-sent", request("GET", "/", ["x-forwarded-for: 10.0.0.1"] + control)).with {
            $0.manager = ManagerOptions.mesh
        },
        ProxyCase(
            "internal-one-of-two",
            inTurn: ["10.0.0.1, 10.0.0.2", "10.0.0.1,", "8.8.8.8", "junk"].map {
                get("/", host: "a", "x-forwarded-for: \($0)")
            }
        ).with { $0.manager = ManagerOptions.mesh },
        ProxyCase("external-everything-sent", request("GET", "/", ["x-forwarded-for: 8.8.8.8"] + control)).with {
            $0.statistics = internalStatistics
            $0.omitting = [.probe]
        },
        ProxyCase(
            "internal-ranges-given",
            inTurn: ["10.0.0.1", "100.64.0.1", "fd00::1", "2001:db8::1"].map {
                get("/", host: "a", "x-forwarded-for: \($0)")
            }
        ).with {
            $0.manager = [
                "internal_address_config": [
                    "cidr_ranges": [
                        ["address_prefix": "100.64.0.0", "prefix_len": 10],
                        ["address_prefix": "2001:db8::", "prefix_len": 32],
                    ]
                ]
            ]
        },
        ProxyCase(
            "internal-ranges-unset",
            inTurn: [
                "10.1.2.3", "172.16.0.1", "172.32.0.1", "192.168.1.1", "127.0.0.1", "169.254.1.1", "fd12::1", "fc00::1",
                "fe80::1",
                "::1", "::ffff:10.0.0.1", "100.64.0.1",
            ].map { get("/", host: "a", "x-forwarded-for: \($0)") }),
        ProxyCase(
            "internal-config-empty",
            inTurn: ["10.1.2.3", "127.0.0.1"].map {
                get("/", host: "a", "x-forwarded-for: \($0)")
            }
        ).with { $0.manager = ["internal_address_config": [:]] },
        ProxyCase(
            "internal-only-fields",
            inTurn: [
                get("/", host: "a", "x-secret: 1", "x-open: 2", "x-secret: 3"), inner("x-secret: 1"),
            ]
        ).with {
            $0.manager = ManagerOptions.mesh
            $0.routeConfiguration = ["internal_only_headers": ["X-Secret", "x-other"]]
        },
        ProxyCase("internal-only-fields-at-the-edge", get("/", host: "a", "x-secret: 1")).with {
            $0.manager = ["use_remote_address": true]
            $0.routeConfiguration = ["internal_only_headers": ["x-secret"]]
        },
    ]

    private static let timeouts: [ProxyCase] = [
        ProxyCase("asked-timeout", inner("x-envoy-upstream-rq-timeout-ms: 5000")),
        ProxyCase(
            "asked-timeout-junk",
            inTurn: [
                inner("x-envoy-upstream-rq-timeout-ms: x"), inner("x-envoy-upstream-rq-timeout-ms: -1"),
                inner("x-envoy-upstream-rq-timeout-ms:"), inner("x-envoy-upstream-rq-timeout-ms: 18446744073709551616"),
                inner("x-envoy-upstream-rq-timeout-ms: 1", "x-envoy-upstream-rq-timeout-ms: 9000"),
                inner("x-envoy-upstream-rq-timeout-ms: 0"), inner("x-envoy-upstream-rq-timeout-ms: 0x10"),
            ]),
        ProxyCase("asked-timeout-passes", inner("x-envoy-upstream-rq-timeout-ms: 200"), upstream: .silent).with {
            $0.statistics = ["cluster.upstream_rq_timeout", "cluster.internal.upstream_rq_504"]
        },
        ProxyCase("asked-timeout-of-an-outsider", get("/", host: "a", "x-envoy-upstream-rq-timeout-ms: 5000")),
        ProxyCase("asked-try-timeout", inner("x-envoy-upstream-rq-per-try-timeout-ms: 4000")),
        ProxyCase("asked-try-timeout-beyond-the-timeout", inner("x-envoy-upstream-rq-per-try-timeout-ms: 40000")),
        ProxyCase("asked-try-timeout-passes", inner("x-envoy-upstream-rq-per-try-timeout-ms: 200"), upstream: .silent)
            .with {
                $0.statistics = [
                    "cluster.upstream_rq_timeout", "cluster.upstream_rq_per_try_timeout", "cluster.upstream_rq_504",
                ]
            },
        ProxyCase(
            "asked-alternative-answer",
            inner(
                "x-envoy-upstream-rq-timeout-ms: 200", "x-envoy-upstream-rq-timeout-alt-response: 1"), upstream: .silent
        ),
        ProxyCase("expected-timeout-not-respected", inner("x-envoy-expected-rq-timeout-ms: 5000")),
        ProxyCase(
            "expected-timeout-respected",
            inTurn: [
                inner("x-envoy-expected-rq-timeout-ms: 5000"),
                inner("x-envoy-expected-rq-timeout-ms: 5000", "x-envoy-upstream-rq-timeout-ms: 6000"),
                inner("x-envoy-upstream-rq-timeout-ms: 6000"), inner("x-envoy-expected-rq-timeout-ms: junk"),
                get("/", host: "a", "x-envoy-expected-rq-timeout-ms: 5000"),
            ]
        ).with { $0.manager = router(["respect_expected_rq_timeout": true]) },
        ProxyCase("expected-timeout-respected-passes", inner("x-envoy-expected-rq-timeout-ms: 200"), upstream: .silent)
            .with { $0.manager = router(["respect_expected_rq_timeout": true]) },
        ProxyCase(
            "asked-timeout-suppressed",
            inner("x-envoy-upstream-rq-timeout-ms: 5000", "x-envoy-expected-rq-timeout-ms: 3")
        )
        .with { $0.manager = router(["suppress_envoy_headers": true]) },
        ProxyCase("asked-stream-duration", inner("x-envoy-upstream-stream-duration-ms: 200"), upstream: .silent).with {
            $0.statistics = ["cluster.upstream_rq_max_duration_reached"]
        },
        ProxyCase(
            "asked-stream-duration-of-an-outsider", get("/", host: "a", "x-envoy-upstream-stream-duration-ms: 200"),
            upstream: .silent),
        ProxyCase(
            "asked-stream-duration-inside-the-answer", inner("x-envoy-upstream-stream-duration-ms: 200"),
            upstream: .abandonedAfter(answer("200 OK", "content-length: 10", body: "hello"))),
        ProxyCase("stream-duration-of-the-cluster", get(), upstream: .silent).with {
            $0.cluster = upstreamOptions(["common_http_protocol_options": ["max_stream_duration": "0.2s"]])
            $0.statistics = ["cluster.upstream_rq_max_duration_reached"]
        },
        ProxyCase(
            "strict-check",
            inTurn: [
                inner("x-envoy-upstream-rq-timeout-ms: 5000"),
                get("/", host: "a", "x-envoy-upstream-rq-timeout-ms: junk"),
                inner("x-envoy-max-retries: x"),
            ]
        ).with { $0.manager = router(["strict_check_headers": ["x-envoy-upstream-rq-timeout-ms"]]) },
        ProxyCase("strict-check-of-timeouts", inner("x-envoy-upstream-rq-timeout-ms: junk")).with {
            $0.manager = router(["strict_check_headers": ["x-envoy-upstream-rq-timeout-ms"]])
        },
        ProxyCase("strict-check-of-try-timeouts", inner("x-envoy-upstream-rq-per-try-timeout-ms: 1s")).with {
            $0.manager = router([
                "strict_check_headers": ["x-envoy-upstream-rq-timeout-ms", "x-envoy-upstream-rq-per-try-timeout-ms"]
            ])
        },
        ProxyCase("strict-check-of-retries", inner("x-envoy-max-retries: -3")).with {
            $0.manager = router(["strict_check_headers": ["x-envoy-max-retries"]])
        },
        ProxyCase("strict-check-of-retry-conditions", inner("x-envoy-retry-on: 5xx,junk")).with {
            $0.manager = router(["strict_check_headers": ["x-envoy-retry-on"]])
        },
        ProxyCase(
            "strict-check-of-right-conditions", inner("x-envoy-retry-on: 5xx, reset", "x-envoy-retry-grpc-on: internal")
        ).with {
            $0.manager = router(["strict_check_headers": ["x-envoy-retry-on", "x-envoy-retry-grpc-on"]])
        },
        ProxyCase("strict-check-of-grpc-conditions", inner("x-envoy-retry-grpc-on: 5xx")).with {
            $0.manager = router(["strict_check_headers": ["x-envoy-retry-grpc-on"]])
        },
    ]

    private static func router(_ fields: JSON) -> JSON {
        let base: JSON = ["@type": .string(TypeName.router)]
        return ["http_filters": [["name": "envoy.filters.http.router", "typed_config": base.merged(with: fields)]]]
    }

    private static func upstreamOptions(_ fields: JSON) -> JSON {
        let base: JSON = [
            "@type": .string(TypeName.httpProtocolOptions), "explicit_http_config": ["http_protocol_options": [:]],
        ]
        return [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": base.merged(with: fields)
            ]
        ]
    }

    private static let steering: [ProxyCase] = [
        ProxyCase("attempts-counted-upstream", inTurn: [get(), get("/", host: "a", "x-envoy-attempt-count: 7")]).with {
            $0.virtualHosts = host(["include_request_attempt_count": true])
        },
        ProxyCase("attempts-counted-and-taken-away", get()).with {
            $0.virtualHosts = host([
                "include_request_attempt_count": true, "request_headers_to_remove": ["x-envoy-attempt-count"],
            ])
        },
        ProxyCase("attempts-counted-before-edits", get()).with {
            $0.virtualHosts = host([
                "include_request_attempt_count": true,
                "request_headers_to_add": [["header": ["key": "x-a", "value": "%REQ(x-envoy-attempt-count)%"]]],
            ])
        },
        ProxyCase(
            "attempts-counted-downstream", inTurn: [get(), get("/", host: "a", "x-envoy-attempt-count: 7")],
            upstream: .serving(answer("200 OK", "x-envoy-attempt-count: 9", "content-length: 0"))
        ).with {
            $0.virtualHosts = host(["include_attempt_count_in_response": true])
        },
        ProxyCase("attempts-counted-of-a-failure", get(), upstream: .refusing).with {
            $0.virtualHosts = host(["include_attempt_count_in_response": true])
            $0.omitting = [.probe]
        },
        ProxyCase("attempts-counted-of-no-endpoint", get()).with {
            $0.virtualHosts = host(["include_attempt_count_in_response": true])
            $0.cluster = ["load_assignment": ["endpoints": []]]
        },
        ProxyCase("attempts-counted-of-a-direct-response", get()).with {
            $0.virtualHosts = [
                [
                    "name": "all", "domains": ["*"], "include_attempt_count_in_response": true,
                    "routes": [["match": ["prefix": "/"], "direct_response": ["status": 200]]],
                ]
            ]
        },
        ProxyCase(
            "other-statistics-asked",
            inTurn: [
                inner("x-envoy-upstream-alt-stat-name: other"),
                get("/", host: "a", "x-envoy-upstream-alt-stat-name: other"),
            ]
        ).with {
            $0.statistics = [
                "cluster.other.upstream_rq_200", "cluster.other.upstream_rq_2xx", "cluster.other.upstream_rq_completed",
                "cluster.upstream_rq_200", "cluster.other.internal.upstream_rq_200", "cluster.internal.upstream_rq_200",
            ]
            $0.omitting = [.probe]
        },
    ]

    private static func host(_ fields: JSON) -> JSON {
        let base: JSON = [
            "name": "all", "domains": ["*"], "routes": [["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]],
        ]
        return [base.merged(with: fields)]
    }

    private static let forwarding: [ProxyCase] = [
        ProxyCase("forwarded-port-inside", inTurn: [get(), get("/", host: "a", "x-forwarded-port: 1")]).with {
            $0.manager = ["append_x_forwarded_port": true]
        },
        ProxyCase("forwarded-port-at-the-edge", inTurn: [get(), get("/", host: "a", "x-forwarded-port: 1")]).with {
            $0.manager = ["append_x_forwarded_port": true, "use_remote_address": true]
        },
        ProxyCase("forwarded-port-behind-a-trusted-hop", inTurn: [get(), get("/", host: "a", "x-forwarded-port: 1")])
            .with {
                $0.manager = ["append_x_forwarded_port": true, "use_remote_address": true, "xff_num_trusted_hops": 1]
            },
        ProxyCase("scheme-overwritten", inTurn: [get(), get("/", host: "a", "x-forwarded-proto: http")]).with {
            $0.manager = ["scheme_header_transformation": ["scheme_to_overwrite": "https"]]
        },
        ProxyCase("scheme-overwritten-at-the-edge", get()).with {
            $0.manager = ["scheme_header_transformation": ["scheme_to_overwrite": "https"], "use_remote_address": true]
        },
        ProxyCase("scheme-matching-the-upstream", inTurn: [get(), get("/", host: "a", "x-forwarded-proto: https")]).with
        {
            $0.manager = ["scheme_header_transformation": ["match_upstream": true]]
        },
        ProxyCase("addresses-mapped", inTurn: [get(), get("/", host: "a", "x-forwarded-for: 1.2.3.4")]).with {
            $0.manager = ["use_remote_address": true, "represent_ipv4_remote_address_as_ipv4_mapped_ipv6": true]
        },
        ProxyCase("addresses-mapped-inside", get("/", host: "a", "x-forwarded-for: 1.2.3.4")).with {
            $0.manager = ["represent_ipv4_remote_address_as_ipv4_mapped_ipv6": true]
        },
        ProxyCase(
            "user-agent-added",
            inTurn: [
                get(), get("/", host: "a", "user-agent: x"), get("/", host: "a", "user-agent:"),
                get("/", host: "a", "x-envoy-downstream-service-cluster: s", "x-envoy-downstream-service-node: n"),
            ]
        ).with { $0.manager = ["add_user_agent": true] },
        ProxyCase("user-agent-added-at-the-edge", get()).with {
            $0.manager = ["add_user_agent": true, "use_remote_address": true]
        },
    ]

    private static func detecting(_ name: String, _ type: String, _ fields: JSON, _ requests: [String])
        -> ProxyCase
    {
        let base: JSON = [
            "@type": .string("type.googleapis.com/envoy.extensions.http.original_ip_detection." + type)
        ]
        return ProxyCase(name, inTurn: requests).with {
            $0.manager = ManagerOptions.mesh.merged(with: [
                "original_ip_detection_extensions": [
                    ["name": "envoy.http.original_ip_detection.x", "typed_config": base.merged(with: fields)]
                ]
            ])
            $0.statistics = ["http.downstream_rq_rejected_via_ip_detection"]
        }
    }

    private static func from(_ addresses: String) -> String { get("/", host: "a", "x-forwarded-for: \(addresses)") }

    private static let detection: [ProxyCase] = [
        detecting(
            "detection-by-hops", "xff.v3.XffConfig", ["xff_num_trusted_hops": 1],
            [
                from("10.0.0.1, 10.0.0.2"), from("10.0.0.1"), from("10.0.0.9, 8.8.8.8, 10.0.0.1"), get(),
            ]),
        detecting(
            "detection-by-no-hops", "xff.v3.XffConfig", [:], [from("10.0.0.1"), from("10.0.0.1,10.0.0.2"), get()]),
        detecting(
            "detection-by-hops-appending", "xff.v3.XffConfig", ["xff_num_trusted_hops": 1, "skip_xff_append": false],
            [
                from("10.0.0.1, 10.0.0.2"), get(),
            ]),
        detecting(
            "detection-by-networks", "xff.v3.XffConfig",
            [
                "xff_trusted_cidrs": [
                    "cidrs": [
                        ["address_prefix": "127.0.0.0", "prefix_len": 8],
                        ["address_prefix": "10.0.0.0", "prefix_len": 8],
                    ]
                ]
            ], [from("192.168.0.1, 10.0.0.2"), from("10.0.0.1"), from("8.8.8.8"), from("junk, 10.0.0.1"), get()]),
        detecting(
            "detection-by-networks-of-others", "xff.v3.XffConfig",
            ["xff_trusted_cidrs": ["cidrs": [["address_prefix": "10.0.0.0", "prefix_len": 8]]]],
            [from("192.168.0.1, 10.0.0.2"), from("10.0.0.1")]),
        detecting(
            "detection-by-a-field", "custom_header.v3.CustomHeaderConfig",
            ["header_name": "x-client"],
            [
                get("/", host: "a", "x-client: 10.0.0.1"), get("/", host: "a", "x-client: junk"), get(),
                from("10.0.0.1"),
            ]),
        detecting(
            "detection-by-a-trusted-field", "custom_header.v3.CustomHeaderConfig",
            ["header_name": "x-client", "allow_extension_to_set_address_as_trusted": true],
            [
                get("/", host: "a", "x-client: 10.0.0.1"), get("/", host: "a", "x-client: 8.8.8.8"),
                get("/", host: "a", "x-client: fd00::1"),
            ]),
        detecting(
            "detection-by-a-field-or-refused", "custom_header.v3.CustomHeaderConfig",
            ["header_name": "x-client", "reject_with_status": ["code": "Unauthorized"]],
            [get("/", host: "a", "x-client: 10.0.0.1"), get("/", host: "a", "x-client: junk"), get()]),
        detecting(
            "detection-by-a-field-or-not", "custom_header.v3.CustomHeaderConfig",
            ["header_name": "x-client", "reject_with_status": ["code": "OK"]], [get()]),
    ]

    private static func identified(_ fields: JSON, _ manager: JSON) -> JSON {
        let base: JSON = ["@type": "type.googleapis.com/envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig"]
        let document: JSON = ["request_id_extension": ["typed_config": base.merged(with: fields)]]
        return document.merged(with: manager)
    }

    private static let sampled = "7b674932-635d-9ceb-b907-12674f8c7267"

    private static let requestIDs: [ProxyCase] = [
        ProxyCase("request-id-packed", get("/", host: "a", "x-request-id: \(sampled)")).with {
            $0.manager = identified([:], ["use_remote_address": true, "preserve_external_request_id": true])
        },
        ProxyCase("request-id-not-packed", get("/", host: "a", "x-request-id: \(sampled)")).with {
            $0.manager = identified(
                ["pack_trace_reason": false], ["use_remote_address": true, "preserve_external_request_id": true])
        },
        ProxyCase("request-id-packed-without-the-extension", get("/", host: "a", "x-request-id: \(sampled)")).with {
            $0.manager = ["use_remote_address": true, "preserve_external_request_id": true]
        },
        ProxyCase("request-id-packed-inside", get("/", host: "a", "x-request-id: \(sampled)")).with {
            $0.manager = identified(["use_request_id_for_trace_sampling": false], [:])
        },
        ProxyCase("request-id-empty", get("/", host: "a", "x-request-id:")).with { $0.manager = identified([:], [:]) },
    ]
}
