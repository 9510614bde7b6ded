/// The filters of random cases.
extension RandomGrammar {
    static let filters: [Filter] = access + signs + forms + coders

    private static let all: JSON = ["default_value": ["numerator": 100]]
    private static let none: JSON = ["default_value": ["numerator": 0]]
    private static let yes: JSON = [
        "permissions": [["header": ["name": "x-a", "present_match": true]]], "principals": [["any": true]],
    ]
    private static let some: JSON = [
        "permissions": [["url_path": ["path": ["prefix": "/p"]]]],
        "principals": [["not_id": ["remote_ip": ["address_prefix": "10.0.0.0", "prefix_len": 8]]]],
    ]
    private static let added: JSON = [["header": ["key": "x-rl", "value": "%RESPONSE_CODE%"]]]

    private static func bucket(_ tokens: Int) -> JSON {
        ["max_tokens": .integer(tokens), "tokens_per_fill": 1, "fill_interval": "1000s"]
    }

    private static func patterns(_ names: String...) -> JSON {
        ["patterns": .array(names.map { ["prefix": .string($0)] })]
    }

    /// Who is let through.
    private static let access: [Filter] = [
        Filter(
            name: "rbac", type: "rbac.v3.RBAC",
            groups: [
                Group(80, ["rules": ["policies": ["p": yes]]], ["rules": ["action": "DENY", "policies": ["p": some]]]),
                Group(40, ["shadow_rules": ["action": "DENY", "policies": ["s": yes]]]),
                Group(25, ["rules_stat_prefix": "r_"]), Group(25, ["shadow_rules_stat_prefix": "s_"]),
                Group(25, ["track_per_rule_stats": true]),
            ],
            routes: [
                FilterChain.message("rbac.v3.RBACPerRoute"),
                FilterChain.message("rbac.v3.RBACPerRoute", ["rbac": ["rules": ["policies": ["q": yes]]]]),
            ]),
        Filter(
            name: "basic", type: "basic_auth.v3.BasicAuth",
            groups: [
                Group(100, ["users": ["inline_string": "u:{SHA}UWuXg/ylF+7L0dBk2i0WUxCxl1k="]]),
                Group(40, ["forward_username_header": "x-user"]),
            ], routes: []),
        Filter(
            name: "key", type: "api_key_auth.v3.ApiKeyAuth",
            groups: [
                Group(100, ["credentials": [["key": "k1", "client": "c1"]]]),
                Group(100, ["key_sources": [["header": "x-key"]]], ["key_sources": [["header": "authorization"]]]),
                Group(40, ["forwarding": ["header": "x-client", "hide_credentials": true]]),
            ],
            routes: [FilterChain.message("api_key_auth.v3.ApiKeyAuthPerRoute", ["allowed_clients": ["c2"]])]),
        Filter(
            name: "jwt", type: "jwt_authn.v3.JwtAuthentication",
            groups: [
                Group(
                    100,
                    [
                        "providers": [
                            "p": [
                                "issuer": "https://issuer", "local_jwks": ["inline_string": .string(JWTFixtures.keys)],
                                "forward": true, "payload_in_metadata": "m",
                            ]
                        ],
                        "rules": [["match": ["prefix": "/"], "requires": ["provider_name": "p"]]],
                    ]),
                Group(25, ["strip_failure_response": true]), Group(25, ["bypass_cors_preflight": true]),
            ],
            routes: [
                FilterChain.message("jwt_authn.v3.PerRouteConfig", ["disabled": true]),
                FilterChain.message("jwt_authn.v3.PerRouteConfig", ["requirement_name": "none"]),
            ]),
        Filter(
            name: "csrf", type: "csrf.v3.CsrfPolicy",
            groups: [
                Group(100, ["filter_enabled": all], ["filter_enabled": none, "shadow_enabled": all]),
                Group(40, ["additional_origins": [["suffix": "a.example"]]]),
            ], routes: [FilterChain.message("csrf.v3.CsrfPolicy", ["filter_enabled": none])]),
        Filter(
            name: "cors", type: "cors.v3.Cors", groups: [],
            routes: [
                FilterChain.message(
                    "cors.v3.CorsPolicy",
                    ["allow_origin_string_match": [["prefix": "http://a"]], "allow_methods": "GET", "max_age": "9"]),
                FilterChain.message(
                    "cors.v3.CorsPolicy",
                    ["allow_origin_string_match": [["safe_regex": ["regex": ".*"]]], "allow_credentials": true]),
            ]),
        Filter(
            name: "rate", type: "local_ratelimit.v3.LocalRateLimit",
            groups: [
                Group(100, ["stat_prefix": "rl", "filter_enabled": all, "token_bucket": bucket(2)]),
                Group(80, ["filter_enforced": all]), Group(25, ["response_headers_to_add": added]),
                Group(25, ["status": ["code": "ServiceUnavailable"]]),
                Group(25, ["rate_limited_as_resource_exhausted": true]),
                Group(
                    40,
                    ["descriptors": [["entries": [["key": "k", "value": "v"]], "token_bucket": bucket(1)]]]),
            ], routes: []),
        Filter(
            name: "authorize", type: "ext_authz.v3.ExtAuthz",
            groups: [
                Group(
                    100,
                    [
                        "http_service": [
                            "server_uri": ["uri": "http://authorizer", "cluster": "CLUSTER", "timeout": "20s"],
                            "authorization_response": ["allowed_upstream_headers": patterns("x-")],
                        ]
                    ]),
                Group(
                    50, ["http_service": ["authorization_response": ["allowed_client_headers": patterns("x-", "loc")]]]),
                Group(25, ["failure_mode_allow": true]), Group(25, ["status_on_error": ["code": "BadGateway"]]),
                Group(25, ["with_request_body": ["max_request_bytes": 100]]), Group(25, ["stat_prefix": "zz"]),
            ],
            routes: [FilterChain.message("ext_authz.v3.ExtAuthzPerRoute", ["disabled": true])]),
    ]

    /// What is learnt and told of a request.
    private static let signs: [Filter] = [
        Filter(
            name: "mutate", type: "header_mutation.v3.HeaderMutation",
            groups: [
                Group(70, ["mutations": ["request_mutations": [["remove": "x-a"], mutation("x-b", "%REQ(x-a)%")]]]),
                Group(
                    70, ["mutations": ["response_mutations": [mutation("x-up", "%RESPONSE_CODE%"), ["remove": "via"]]]]),
            ],
            routes: [
                FilterChain.message(
                    "header_mutation.v3.HeaderMutationPerRoute",
                    ["mutations": ["response_mutations": [mutation("x-up", "route")]]])
            ]),
        Filter(
            name: "learn", type: "header_to_metadata.v3.Config",
            groups: [
                Group(
                    100,
                    [
                        "request_rules": [
                            [
                                "header": "x-a", "on_header_present": ["metadata_namespace": "m", "key": "k"],
                                "on_header_missing": ["metadata_namespace": "m", "key": "k", "value": "none"],
                            ]
                        ]
                    ])
            ], routes: []),
        Filter(
            name: "say", type: "set_metadata.v3.Config",
            groups: [Group(100, ["metadata": [["metadata_namespace": "m", "value": ["k": "said"]]]])], routes: []),
    ]

    /// What changes the form of a message, or answers by itself.
    private static let forms: [Filter] = [
        Filter(
            name: "buffer", type: "buffer.v3.Buffer",
            groups: [Group(100, ["max_request_bytes": 4], ["max_request_bytes": 1000])],
            routes: [FilterChain.message("buffer.v3.BufferPerRoute", ["disabled": true])]),
        Filter(
            name: "fault", type: "fault.v3.HTTPFault",
            groups: [
                Group(
                    100, ["abort": ["header_abort": [:], "percentage": ["numerator": 100]]],
                    ["abort": ["http_status": 418, "percentage": ["numerator": 100]]],
                    ["abort": ["grpc_status": 7, "percentage": ["numerator": 100]]]),
                Group(50, ["headers": [["name": "x-a", "present_match": true]]]),
            ], routes: []),
        Filter(name: "web", type: "grpc_web.v3.GrpcWeb", groups: [], routes: []),
        Filter(
            name: "calls", type: "grpc_stats.v3.FilterConfig",
            groups: [Group(40, ["stats_for_all_methods": true]), Group(40, ["emit_filter_state": true])], routes: []),
        Filter(name: "bridge", type: "grpc_http1_bridge.v3.Config", groups: [], routes: []),
        Filter(
            name: "health", type: "health_check.v3.HealthCheck",
            groups: [
                Group(100, ["headers": [["name": ":path", "string_match": ["exact": "/a"]]]]),
                Group(100, ["pass_through_mode": false], ["pass_through_mode": true]),
            ], routes: []),
    ]

    private static func mutation(_ name: String, _ value: String) -> JSON {
        ["append": ["header": ["key": .string(name), "value": .string(value)]]]
    }
}
