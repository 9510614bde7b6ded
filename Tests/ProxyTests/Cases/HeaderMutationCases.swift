/// The header mutation filter: both ways, heads and trailers, queries, and what routes say about it.
enum HeaderMutationCases {
    static let all: [ProxyCase] = heads + removals + queries + trailers + overrides + switches

    private static let type = "type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3."
    private static let router: JSON = [
        "name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)],
    ]
    private static let probeless: Set<ProxyCase.Aspect> = [.probe]

    private static func append(_ key: String, _ value: String, _ action: String? = nil, _ more: JSON = [:]) -> JSON {
        let option = HeaderEditCases.option(key, value, action.map { ["append_action": .string($0)] } ?? [:])
        return ["append": option.merged(with: more)]
    }

    private static func remove(_ key: String) -> JSON { ["remove": .string(key)] }

    private static func removeOnMatch(_ matcher: JSON) -> JSON { ["remove_on_match": ["key_matcher": matcher]] }

    /// The filter before the router, under the name `mutation`.
    private static func filters(_ mutations: JSON, _ more: JSON = [:], filter: JSON = [:]) -> JSON {
        let configuration: JSON = ["@type": .string(type + "HeaderMutation"), "mutations": mutations]
        let entry: JSON = ["name": "mutation", "typed_config": configuration.merged(with: more)]
        return ["http_filters": .array([entry.merged(with: filter), router])]
    }

    /// What a route says to the filter.
    private static func perRoute(_ mutations: JSON) -> JSON {
        [
            "typed_per_filter_config": [
                "mutation": ["@type": .string(type + "HeaderMutationPerRoute"), "mutations": mutations]
            ]
        ]
    }

    private static let request = get("/p?b=2&a=1", host: "a", "x-in: 1", "x-rm: 1", "x-rm: 2", "x-keep: k")
    private static let edited = UpstreamScript.serving(
        answer("200 OK", "content-length: 2", "x-up: 1", "x-rm: 1", "X-Rm: 2", "server: origin", body: "ok"))

    private static func mutated(
        _ name: String, request: String = request, _ mutations: JSON, _ more: JSON = [:],
        upstream: UpstreamScript = edited
    ) -> ProxyCase {
        ProxyCase(name, request, upstream: upstream).with {
            $0.manager = filters(mutations, more)
            $0.omitting = probeless
        }
    }

    // MARK: - Heads

    private static let actions: JSON = [
        append("x-in", "appended"), append("x-new", "appended"), append("x-in", "absent", "ADD_IF_ABSENT"),
        append("x-absent", "absent", "ADD_IF_ABSENT"), append("x-other", "any", "OVERWRITE_IF_EXISTS_OR_ADD"),
        append("x-rm", "any", "OVERWRITE_IF_EXISTS_OR_ADD"), append("x-gone", "existing", "OVERWRITE_IF_EXISTS"),
        append("x-keep", "existing", "OVERWRITE_IF_EXISTS"), append("x-new", "again"),
    ]

    private static let heads: [ProxyCase] = [
        mutated("mutates-nothing", [:]),
        mutated(
            "tells-the-status-of-an-answer-of-ours",
            ["response_mutations": [append("x-status", "%RESPONSE_CODE% %RESPONSE_CODE_DETAILS%")]], upstream: .refusing
        ).with { $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 403]]] },
        mutated("mutates-requests", ["request_mutations": actions]),
        mutated("mutates-responses", ["response_mutations": actions]),
        mutated(
            "mutates-in-order",
            [
                "request_mutations": [
                    append("x-a", "1"), remove("x-a"), append("x-b", "%REQ(x-in)%"),
                    append("x-in", "2", "OVERWRITE_IF_EXISTS"), append("x-c", "%REQ(x-in)%"),
                    append("x-d", "%REQ(x-c)%-%REQ(:path)%"),
                ],
                "response_mutations": [
                    append("x-a", "%RESP(x-up)%"), append("x-up", "2", "OVERWRITE_IF_EXISTS"),
                    append("x-b", "%RESP(x-up)%"), append("x-c", "%REQ(x-keep)%"),
                    append("x-code", "%RESPONSE_CODE%"), append("x-route", "%ROUTE_NAME%"),
                ],
            ]),
        mutated(
            "mutates-with-empty-values",
            [
                "request_mutations": [
                    append("x-empty", "%REQ(x-none)%"),
                    append("x-kept", "%REQ(x-none)%", nil, ["keep_empty_value": true]),
                    append("x-in", "", "OVERWRITE_IF_EXISTS"),
                    append("x-keep", "", "OVERWRITE_IF_EXISTS", ["keep_empty_value": true]),
                ]
            ]),
        mutated(
            "mutates-joined-fields", request: get("/", host: "a", "user-agent: me", "accept: x", "cookie: a=1"),
            [
                "request_mutations": [
                    append("user-agent", "you"), append("accept", "y"), append("cookie", "b=2"),
                    append("via", "proxy"),
                ],
                "response_mutations": [append("server", "other"), append("x-up", "2"), append("vary", "x")],
            ]),
        mutated(
            "mutates-what-the-proxy-adds",
            [
                "request_mutations": [
                    append("x-forwarded-proto", "https", "OVERWRITE_IF_EXISTS_OR_ADD"), remove("x-request-id"),
                    append("x-envoy-expected-rq-timeout-ms", "7", "OVERWRITE_IF_EXISTS_OR_ADD"),
                ],
                "response_mutations": [
                    remove("server"), remove("date"), remove("x-envoy-upstream-service-time"),
                    append("connection", "close"),
                ],
            ]),
        ProxyCase("mutates-local-replies", get("/", host: "a", "x-in: 1")).with {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 404, "body": ["inline_string": "no"]]]
            ]
            $0.manager = filters([
                "request_mutations": [append("x-seen", "1")],
                "response_mutations": [append("x-local", "%REQ(x-in)%%REQ(x-seen)%"), remove("content-type")],
            ])
        },
        ProxyCase("mutates-replies-to-what-is-no-request", "GET / HTTP/1.1\r\n\r\n").with {
            $0.manager = filters(["response_mutations": [append("x-local", "1%REQ(x-in)%")]])
        },
        ProxyCase("mutates-a-post", post("content-length: 5", body: "hello")).with {
            $0.manager = filters(["request_mutations": [append("x-new", "1")]])
        },
    ]

    // MARK: - Removals

    private static let removals: [ProxyCase] = [
        mutated(
            "removes-fields",
            ["request_mutations": [remove("X-Rm"), remove("x-none")], "response_mutations": [remove("x-rm")]]),
        mutated(
            "removes-by-prefix",
            [
                "request_mutations": [removeOnMatch(["prefix": "x-r"])],
                "response_mutations": [removeOnMatch(["prefix": "x-r"])],
            ]),
        mutated(
            "removes-by-suffix", ["request_mutations": [removeOnMatch(["suffix": "-in"]), append("x-in", "new")]]),
        mutated("removes-by-name", ["request_mutations": [removeOnMatch(["exact": "x-keep"])]]),
        mutated(
            "removes-by-part-without-case",
            ["request_mutations": [removeOnMatch(["contains": "-KEE", "ignore_case": true])]]),
        mutated("removes-by-part-with-case", ["request_mutations": [removeOnMatch(["contains": "-KEE"])]]),
        mutated("removes-the-host", ["request_mutations": [remove("host")]]),
        mutated("removes-the-host-by-match", ["request_mutations": [removeOnMatch(["exact": "host"])]]),
        mutated("removes-the-authority", ["request_mutations": [remove(":authority")]]),
        mutated("removes-the-path", ["request_mutations": [remove(":path")]]),
        mutated("removes-the-path-by-match", ["request_mutations": [removeOnMatch(["contains": "pat"])]]),
        mutated("removes-the-method", ["request_mutations": [remove(":method")]]),
        mutated("removes-the-scheme", ["request_mutations": [remove(":scheme")]]),
        mutated("removes-the-status", ["response_mutations": [remove(":status")]]),
        ProxyCase("removes-the-length", post("content-length: 5", body: "hello"), upstream: edited).with {
            $0.manager = filters([
                "request_mutations": [remove("content-length")], "response_mutations": [remove("content-length")],
            ])
            $0.omitting = [.probe]
        },
    ]

    // MARK: - Queries

    private static func parameter(_ key: String, _ value: String, _ action: String? = nil) -> JSON {
        let change: JSON = ["record": ["key": .string(key), "value": .string(value)]]
        return ["append": action.map { change.merged(with: ["action": .string($0)]) } ?? change]
    }

    private static func queried(_ name: String, _ path: String, _ mutations: [JSON]) -> ProxyCase {
        mutated(name, request: get(path, host: "a", "x-in: 1 2"), ["query_parameter_mutations": .array(mutations)])
    }

    private static let queries: [ProxyCase] = [
        queried("query-untouched", "/p?b=2&a=1&c", []),
        queried("query-added", "/p?b=2&a=1&b=3", [parameter("b", "4"), parameter("d", "5")]),
        queried("query-added-to-none", "/p", [parameter("d", "5")]),
        queried("query-added-to-an-empty-one", "/p?", [parameter("d", "5")]),
        queried(
            "query-actions", "/p?b=2&a=1&b=3",
            [
                parameter("b", "n", "ADD_IF_ABSENT"), parameter("c", "n", "ADD_IF_ABSENT"),
                parameter("a", "n", "OVERWRITE_IF_EXISTS"), parameter("e", "n", "OVERWRITE_IF_EXISTS"),
                parameter("b", "n", "OVERWRITE_IF_EXISTS_OR_ADD"), parameter("f", "n", "OVERWRITE_IF_EXISTS_OR_ADD"),
            ]),
        queried("query-removed", "/p?b=2&a=1&b=3", [["remove": "b"]]),
        queried("query-removed-whole", "/p?b=2", [["remove": "b"]]),
        queried("query-parameter-without-value", "/p?c&b=&=x&&a=1=2", [parameter("d", "5")]),
        queried("query-encoded", "/p?b=%41%20%2f%26&a+b=c+d&e%20f=1&g=%zz%4", [parameter("d", "%REQ(x-in)%&=/?")]),
        queried("query-fragment", "/p?b=2#f?c=d", [parameter("d", "5")]),
        queried("query-formatted", "/p?b=2", [parameter("d", "%REQ(x-in)%"), parameter("e", "%REQ(x-none)%")]),
        mutated(
            "query-after-fields",
            [
                "request_mutations": [append("x-path", "%REQ(:path)%"), append("x-q", "q")],
                "query_parameter_mutations": [parameter("q", "%REQ(x-q)%")],
            ]),
        ProxyCase("query-and-route", get("/old?b=2", host: "a"), upstream: edited).with {
            $0.routes = [
                ["match": ["prefix": "/old"], "route": ["cluster": "CLUSTER", "prefix_rewrite": "/new"]]
            ]
            $0.manager = filters(["query_parameter_mutations": [parameter("q", "1")]])
            $0.omitting = [.probe]
        },
    ]

    // MARK: - Trailers

    private static let chunked = "5\r\nhello\r\n0\r\nX-T: 1\r\ny: 2\r\n\r\n"
    private static let trailing = UpstreamScript.serving(
        answer("200 OK", "transfer-encoding: chunked", body: "2\r\nok\r\n0\r\nX-T: 1\r\ny: 2\r\ngrpc-status: 0\r\n\r\n")
    )

    private static func trailed(
        _ name: String, body: String = chunked, _ mutations: JSON, upstream: UpstreamScript = trailing
    ) -> ProxyCase {
        ProxyCase(name, post("transfer-encoding: chunked", "te: trailers", "x-in: 1", body: body), upstream: upstream)
            .with {
                $0.manager = filters(mutations).merged(with: ["http_protocol_options": ["enable_trailers": true]])
                $0.cluster = [
                    "typed_extension_protocol_options": [
                        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                            "@type": .string(TypeName.httpProtocolOptions),
                            "explicit_http_config": ["http_protocol_options": ["enable_trailers": true]],
                        ]
                    ]
                ]
                $0.omitting = [.probe]
            }
    }

    private static let trailers: [ProxyCase] = [
        trailed(
            "mutates-request-trailers",
            [
                "request_trailers_mutations": [
                    append("x-t", "2"), append("x-u", "%REQ(x-in)%"), remove("y"),
                    append("x-v", "%REQ(x-t)%", nil, ["keep_empty_value": true]),
                ]
            ]),
        trailed(
            "mutates-response-trailers",
            [
                "response_trailers_mutations": [
                    append("x-t", "2"), append("x-u", "%REQ(x-in)%-%TRAILER(y)%"), remove("y"),
                    append("x-v", "%TRAILER(y)%", nil, ["keep_empty_value": true]), append("grpc-status", "1"),
                    append("x-w", "%RESP(:status)%"),
                ]
            ]),
        trailed(
            "mutates-trailers-away",
            [
                "request_trailers_mutations": [remove("x-t"), removeOnMatch(["exact": "y"])],
                "response_trailers_mutations": [removeOnMatch(["prefix": "x"]), remove("y"), remove("grpc-status")],
            ]),
        trailed(
            "mutates-no-trailers", body: "5\r\nhello\r\n0\r\n\r\n",
            [
                "request_trailers_mutations": [append("x-t", "2")],
                "response_trailers_mutations": [append("x-t", "2")],
            ], upstream: edited),
    ]

    // MARK: - What routes say

    private static func level(_ name: String) -> JSON {
        perRoute([
            "request_mutations": [append("x-level", name), append("x-last", name, "OVERWRITE_IF_EXISTS_OR_ADD")],
            "response_mutations": [append("x-level", name), append("x-last", name, "OVERWRITE_IF_EXISTS_OR_ADD")],
            "query_parameter_mutations": [parameter("level", name)],
        ])
    }

    private static func levels(_ name: String, _ more: JSON) -> ProxyCase {
        ProxyCase(name, get("/", host: "a"), upstream: edited).with {
            let route: JSON = ["name": "r", "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]
            let host: JSON = ["name": "v", "domains": ["*"], "routes": [route.merged(with: level("route"))]]
            $0.virtualHosts = [host.merged(with: level("host"))]
            $0.routeConfiguration = level("table")
            $0.manager = filters(
                [
                    "request_mutations": [append("x-level", "filter")],
                    "response_mutations": [append("x-level", "filter")],
                    "query_parameter_mutations": [parameter("level", "filter")],
                ], more)
            $0.omitting = [.probe]
        }
    }

    private static let plain: JSON = ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]

    private static let overrides: [ProxyCase] = [
        levels("every-level-mutates", [:]),
        levels("every-level-mutates-most-specific-wins", ["most_specific_header_mutations_wins": true]),
        levels("every-level-mutates-least-specific-wins", ["most_specific_header_mutations_wins": false]),
        ProxyCase("mutates-by-route-only", get("/", host: "a", "x-in: 1"), upstream: edited).with {
            $0.routes = [
                plain.merged(
                    with: perRoute([
                        "request_mutations": [append("x-new", "%REQ(x-in)%")], "response_mutations": [remove("x-up")],
                    ]))
            ]
            $0.manager = filters([:])
            $0.omitting = [.probe]
        },
    ]

    // MARK: - On and off

    private static let wrapper: JSON = [
        "@type": "type.googleapis.com/envoy.config.route.v3.FilterConfig"
    ]

    private static func switched(_ name: String, filter: JSON, route: JSON?, host: JSON? = nil) -> ProxyCase {
        ProxyCase(name, get("/", host: "a"), upstream: edited).with {
            let base: JSON = ["name": "r", "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]
            let entry = route.map { base.merged(with: ["typed_per_filter_config": ["mutation": $0]]) } ?? base
            let all: JSON = ["name": "v", "domains": ["*"], "routes": [entry]]
            $0.virtualHosts = [host.map { all.merged(with: ["typed_per_filter_config": ["mutation": $0]]) } ?? all]
            $0.manager = filters(
                ["request_mutations": [append("x-new", "1")], "response_mutations": [append("x-new", "1")]],
                filter: filter)
            $0.omitting = [.probe]
        }
    }

    private static let off: JSON = wrapper.merged(with: ["disabled": true])
    private static let on: JSON = wrapper.merged(with: ["config": [:]])
    private static let own: JSON = [
        "@type": .string(type + "HeaderMutationPerRoute"),
        "mutations": ["request_mutations": [append("x-own", "1")]],
    ]

    private static let switches: [ProxyCase] = [
        switched("filter-off", filter: ["disabled": true], route: nil),
        switched("filter-off-by-route", filter: [:], route: off),
        switched("filter-off-by-host", filter: [:], route: nil, host: off),
        switched("filter-off-by-host-on-by-route", filter: [:], route: on, host: off),
        switched("filter-on-by-route", filter: ["disabled": true], route: on),
        switched("filter-on-by-a-routes-own-settings", filter: ["disabled": true], route: own),
        switched(
            "filter-with-wrapped-settings", filter: [:], route: wrapper.merged(with: ["config": own])),
        ProxyCase("filter-off-on-a-bad-request", "GET / HTTP/1.1\r\n\r\n").with {
            $0.manager = filters(["response_mutations": [append("x-new", "1")]], filter: ["disabled": true])
        },
    ]
}
