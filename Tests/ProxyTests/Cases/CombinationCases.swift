/// Features that meet: what a comparison of random configurations with Envoy has found.
enum CombinationCases {
    static let all: [ProxyCase] = calls + tunnels + levels + answers + counts + schemes

    private typealias Chain = FilterChain

    private static func together(
        _ name: String, _ requests: [String], filters: [JSON] = [], routes: [JSON] = [Chain.route()], host: JSON = [:],
        upstream: UpstreamScript = .plain
    ) -> ProxyCase {
        ProxyCase("together-" + name, inTurn: requests, upstream: upstream).with {
            $0.manager = ["http_filters": .array(filters + [Chain.router])]
            $0.virtualHosts = Chain.host(routes, host)
            $0.logs = [LogDocument.text("%GRPC_STATUS% %DYNAMIC_METADATA(envoy.filters.http.rbac)%")]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let call = request("POST", "/S/M", ["content-type: application/grpc", "content-length: 0"])
    private static let connect =
        "CONNECT b:80 HTTP/1.1\r\nhost: b:80\r\ncontent-type: application/grpc\r\n\r\n"
    private static let basic = Chain.filter(
        "ask", "basic_auth.v3.BasicAuth", ["users": ["inline_string": "u:{SHA}UWuXg/ylF+7L0dBk2i0WUxCxl1k="]])

    private static func jwt(_ more: JSON = [:]) -> JSON {
        let fields: JSON = [
            "providers": ["p": ["issuer": "i", "local_jwks": ["inline_string": .string(JWTFixtures.keys)]]],
            "rules": [["match": ["prefix": "/"], "requires": ["provider_name": "p"]]],
        ]
        return Chain.filter("jwt", "jwt_authn.v3.JwtAuthentication", fields.merged(with: more))
    }

    private static func typed(_ type: String) -> JSON {
        [
            "request_headers_to_add": [
                [
                    "header": ["key": "content-type", "value": .string(type)],
                    "append_action": "OVERWRITE_IF_EXISTS_OR_ADD",
                ]
            ]
        ]
    }

    /// Whether a request is a gRPC call is decided when it comes.
    private static let calls: [ProxyCase] = [
        together("a-call-that-becomes-text", [call], routes: [Chain.route(typed("text/plain"))], upstream: .refusing),
        together(
            "a-text-that-becomes-a-call", [get()], routes: [Chain.route(typed("application/grpc"))], upstream: .refusing
        ),
        together(
            "a-call-that-is-led-elsewhere", [call],
            routes: [
                Chain.route(["route": ["internal_redirect_policy": [:]]], prefix: "/S"),
                ["match": ["prefix": "/x"], "direct_response": ["status": 403]],
            ], upstream: .serving(answer("302 Away", "location: http://a/x", "content-length: 0"))),
        together(
            "a-failure-in-the-type-of-calls",
            [
                request("POST", "/S/M", ["content-type: application/grpc-web", "content-length: 0"])
            ],
            filters: [Chain.filter("web", "grpc_web.v3.GrpcWeb")],
            upstream: .serving(answer("502 Bad", "content-type: application/grpc", "content-length: 3", body: "bad"))),
    ]

    /// A CONNECT request has no path: it is no gRPC call.
    private static let tunnels: [ProxyCase] = [
        together("a-tunnel-of-calls-without-a-route", [connect]),
        together("a-tunnel-without-a-password", [connect], filters: [basic]),
    ]

    private static let yes: JSON = ["permissions": [["any": true]], "principals": [["any": true]]]

    /// What routes say, and what is said of no route.
    private static let levels: [ProxyCase] = [
        together(
            "rules-of-a-route-under-names-of-the-filter", [get()],
            filters: [
                Chain.filter("rbac", "rbac.v3.RBAC", ["rules_stat_prefix": "r_", "shadow_rules_stat_prefix": "s_"])
            ],
            routes: [
                Chain.route(
                    Chain.perFilter(
                        "rbac",
                        Chain.message(
                            "rbac.v3.RBACPerRoute",
                            ["rbac": ["rules": ["policies": ["p": yes]], "shadow_rules": ["policies": ["q": yes]]]])))
            ]),
        together(
            "no-route-and-an-authoriser", [get("/x")],
            filters: [
                Chain.filter(
                    "authorize", "ext_authz.v3.ExtAuthz",
                    ["http_service": ["server_uri": ["uri": "http://a", "cluster": "none", "timeout": "1s"]]])
            ], routes: [Chain.route(prefix: "/p")]),
        together(
            "a-rule-that-is-not-there-in-silence", [get()], filters: [jwt(["strip_failure_response": true])],
            routes: [
                Chain.route(
                    Chain.perFilter("jwt", Chain.message("jwt_authn.v3.PerRouteConfig", ["requirement_name": "none"])))
            ]),
    ]

    private static let status: JSON = [["header": ["key": "x-status", "value": "%RESP(:status)%%RESP(x-no?:status)%"]]]

    /// What is said of an answer before there is one.
    private static let answers: [ProxyCase] = [
        together(
            "a-status-before-the-answer", [get()],
            routes: [Chain.route(["request_headers_to_add": status, "response_headers_to_add": status])])
    ]

    /// What is counted.
    private static let counts: [ProxyCase] = [
        together(
            "a-status-that-is-none-and-a-virtual-cluster", [get("/p")],
            host: [
                "virtual_clusters": [["name": "vc", "headers": [["name": ":path", "string_match": ["prefix": "/p"]]]]]
            ],
            upstream: .serving(answer("600 Odd", "content-length: 0"))),
        together(
            "a-call-with-more-slashes",
            [request("POST", "/S//M/", ["content-type: application/grpc", "content-length: 0"])],
            filters: [Chain.filter("calls", "grpc_stats.v3.FilterConfig", ["stats_for_all_methods": true])],
            upstream: .serving(
                answer("200 OK", "content-type: application/grpc", "grpc-status: 5", "content-length: 0"))),
    ]

    private static let forgetsScheme = Chain.filter(
        "forget", "header_mutation.v3.HeaderMutation",
        ["mutations": ["request_mutations": [["remove": "x-forwarded-proto"]]]])

    private static func setsState(_ fields: JSON) -> JSON {
        let text: JSON = [
            "object_key": "k", "factory_key": "envoy.string",
            "format_string": ["text_format_source": ["inline_string": "v"]],
        ]
        let base: JSON = ["on_request_headers": [text]]
        return Chain.filter("set", "set_filter_state.v3.Config", base.merged(with: fields))
    }

    private static let unsaid = "x-forwarded-proto:"

    /// Without `x-forwarded-proto` there is no route, if one is looked for.
    private static let schemes: [ProxyCase] = [
        together(
            "a-redirect-without-a-scheme", [get("/a")],
            routes: [Chain.route(["route": ["internal_redirect_policy": [:], "prefix_rewrite": "/b"]])],
            host: ["request_headers_to_remove": ["x-forwarded-proto"]],
            upstream: .serving(
                answer("302 Away", "location: http://a/x", "content-length: 0"), UpstreamScript.okAnswer.text)),
        together(
            "a-route-anew-without-a-scheme", [get()],
            filters: [forgetsScheme, setsState(["clear_route_cache": true])]),
        together("a-route-that-stays-without-a-scheme", [get()], filters: [forgetsScheme, setsState([:])]),
        together(
            "an-answer-behind-a-route-that-was-dropped", [get("/a")],
            filters: [
                setsState(["clear_route_cache": true]),
                Chain.filter(
                    "health", "health_check.v3.HealthCheck",
                    [
                        "pass_through_mode": false,
                        "headers": [["name": ":path", "string_match": ["exact": "/a"]]],
                    ]),
            ],
            routes: [
                Chain.route(["name": "r", "response_headers_to_add": [["header": ["key": "x-a", "value": "1"]]]])
            ]),
        together("an-empty-scheme", [get("/", host: "a", unsaid)]),
        together("an-empty-scheme-on-a-safe-host", [get("/", host: "a", unsaid)], host: ["require_tls": "ALL"]),
        together("an-empty-scheme-of-a-bad-path", [get("/a#b", host: "a", unsaid)]),
    ]
}
