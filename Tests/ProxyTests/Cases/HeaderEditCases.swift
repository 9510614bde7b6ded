/// Fields that routes, virtual hosts and tables add to heads and remove from them.
enum HeaderEditCases {
    static let all: [ProxyCase] = levels + actions + values + joined + responses + localAnswers

    /// A field that comes.
    static func option(_ key: String, _ value: String, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["header": ["key": .string(key), "value": .string(value)]]
        return base.merged(with: more)
    }

    private static func routed(_ route: JSON, host: JSON = [:]) -> JSON {
        let base: JSON = ["name": "r", "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]
        let all: JSON = ["name": "v", "domains": ["*"], "routes": [base.merged(with: route)]]
        return [all.merged(with: host)]
    }

    private static func edited(
        _ name: String, _ request: String = get("/p", host: "a", "x-in: 1", "x-rm: 1", "x-rm: 2"), route: JSON,
        upstream: UpstreamScript = .plain
    ) -> ProxyCase {
        ProxyCase(name, request, upstream: upstream).with {
            $0.virtualHosts = routed(route)
            $0.omitting = [.probe]
        }
    }

    // MARK: - Where

    private static func level(_ name: String) -> JSON {
        [
            "request_headers_to_add": [
                option("x-level", name), option("x-once", name, ["append_action": "ADD_IF_ABSENT"]),
            ],
            "request_headers_to_remove": [.string("x-rm-\(name)")],
            "response_headers_to_add": [
                option("x-level", name), option("x-last", name, ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
            ],
            "response_headers_to_remove": [.string("x-up-\(name)")],
        ]
    }

    private static func levels(_ name: String, wins: Bool?) -> ProxyCase {
        ProxyCase(
            name, get("/", host: "a", "x-rm-route: 1", "x-rm-host: 1", "x-rm-table: 1", "x-keep: 1"),
            upstream: .serving(
                answer("200 OK", "content-length: 2", "x-up-route: 1", "x-up-host: 1", "x-up-table: 1", body: "ok"))
        ).with {
            $0.virtualHosts = routed(level("route"), host: level("host"))
            $0.routeConfiguration = level("table")
            if let wins {
                $0.routeConfiguration = level("table").merged(with: ["most_specific_header_mutations_wins": .bool(wins)]
                )
            }
            $0.omitting = [.probe]
        }
    }

    private static let levels: [ProxyCase] = [
        levels("every-level", wins: nil), levels("every-level-most-specific-wins", wins: true),
        levels("every-level-least-specific-wins", wins: false),
    ]

    // MARK: - How

    private static let actions: [ProxyCase] = [
        edited(
            "append-actions",
            route: [
                "request_headers_to_add": [
                    option("x-in", "appended"), option("x-new", "appended"),
                    option("x-in", "absent", ["append_action": "ADD_IF_ABSENT"]),
                    option("x-absent", "absent", ["append_action": "ADD_IF_ABSENT"]),
                    option("x-other", "any", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                    option("x-rm", "any", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                    option("x-gone", "existing", ["append_action": "OVERWRITE_IF_EXISTS"]),
                    option("x-new", "again"),
                ]
            ]),
        edited(
            "overwritten-if-it-was-there",
            route: ["request_headers_to_add": [option("x-in", "over", ["append_action": "OVERWRITE_IF_EXISTS"])]]),
        edited(
            "old-append-switch",
            route: [
                "request_headers_to_add": [
                    option("x-in", "appended", ["append": true]), option("x-rm", "over", ["append": false]),
                    option("x-new", "over", ["append": false]),
                ]
            ]),
        edited(
            "removed-before-added",
            route: [
                "request_headers_to_add": [
                    option("x-rm", "new"), option("x-rm", "newer", ["append_action": "ADD_IF_ABSENT"]),
                ],
                "request_headers_to_remove": ["X-Rm", "x-not-there", "user-agent"],
            ]),
        edited(
            "removed-known-fields",
            get("/", host: "a", "user-agent: me", "accept: x", "x-forwarded-for: 9.9.9.9", "te: trailers"),
            route: [
                "request_headers_to_remove": [
                    "user-agent", "accept", "x-forwarded-for", "x-request-id", "te", "x-envoy-expected-rq-timeout-ms",
                ]
            ]),
        edited(
            "empty-values", get("/", host: "a", "x-in: 1"),
            route: [
                "request_headers_to_add": [
                    option("x-empty", ""), option("x-kept", "", ["keep_empty_value": true]),
                    option("x-missing", "%REQ(x-none)%"),
                    option("x-missing-kept", "%REQ(x-none)%", ["keep_empty_value": true]),
                    option("x-in", "%REQ(x-none)%", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                    option("x-part", "a%REQ(x-none)%b"),
                ]
            ]),
        edited(
            "upper-case-names", route: ["request_headers_to_add": [option("X-Upper-CASE", "V")]]),
    ]

    // MARK: - What

    private static let values: [ProxyCase] = [
        edited(
            "values-of-the-request", get("/p?q=1", host: "A.b", "x-in: value"),
            route: [
                "route": ["prefix_rewrite": "/new", "host_rewrite_literal": "new.host"],
                "request_headers_to_add": [
                    option("x-path", "%REQ(:path)% %PATH(NQ)% %REQ(:authority)% %REQ(:method)%"),
                    option("x-in2", "<%REQ(x-in):3%> <%REQ(x-none?x-in)%> 100%%"),
                    option("x-names", "%ROUTE_NAME% %UPSTREAM_CLUSTER% %PROTOCOL% %RESPONSE_CODE% %RESPONSE_FLAGS%"),
                    option(
                        "x-hosts",
                        "<%UPSTREAM_HOST%> <%UPSTREAM_LOCAL_ADDRESS%> %DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT%"),
                    option("x-query", "%QUERY_PARAM(q)% %QUERY_PARAMS%"),
                    option("x-type", "%ACCESS_LOG_TYPE%"),
                    option("x-client", "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"),
                ],
            ]),
        edited(
            "values-of-a-cluster-of-another-name",
            route: ["request_headers_to_add": [option("x-names", "%UPSTREAM_CLUSTER% %UPSTREAM_CLUSTER_RAW%")]]
        ).with { $0.cluster = ["alt_stat_name": "other"] },
        edited(
            "values-of-the-response", get("/p", host: "a", "x-in: value"),
            route: [
                "response_headers_to_add": [
                    option("x-code", "%RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %BYTES_SENT%"),
                    option("x-host", "%UPSTREAM_HOST% %UPSTREAM_CLUSTER% %UPSTREAM_REQUEST_ATTEMPT_COUNT%"),
                    option("x-fields", "%REQ(x-in)% %RESP(x-up)% %RESP(:status)%"),
                ]
            ], upstream: .serving(answer("203 X", "content-length: 2", "x-up: up", body: "ok"))),
    ]

    /// Fields of which there is one for all: what is added joins the value.
    private static let joined: [ProxyCase] = [
        edited(
            "fields-that-join",
            get(
                "/", host: "a", "user-agent: me", "x-forwarded-for: 9.9.9.9", "via: 1.1 x", "cookie: a=b",
                "accept-language: de"),
            route: [
                "request_headers_to_add": [
                    option("user-agent", "more"), option("x-forwarded-for", "8.8.8.8"), option("via", "1.1 y"),
                    option("cookie", "c=d"), option("accept-language", "en"), option("x-forwarded-proto", "https"),
                    option("x-forwarded-host", "h"), option("x-forwarded-host", "i"), option("content-type", "a/b"),
                    option("authorization", "x"), option("authorization", "y"),
                ],
                "response_headers_to_add": [
                    option("content-type", "a/b"), option("set-cookie", "c=d"), option("cache-control", "no-store"),
                    option("vary", "x"), option("server", "mine"), option("via", "1.1 z"),
                ],
            ],
            upstream: .serving(
                answer(
                    "200 OK", "content-length: 2", "content-type: text/plain", "set-cookie: a=b",
                    "cache-control: private",
                    "vary: y", body: "ok"))),
        edited(
            "fields-that-join-with-nothing",
            get("/", host: "a", "user-agent: me", "accept:", "content-type: a/b", "x-a:"),
            route: [
                "request_headers_to_add": [
                    option("user-agent", "%REQ(x-none)%", ["keep_empty_value": true]),
                    option("content-type", "", ["keep_empty_value": true]), option("accept", "more"),
                    option("x-a", "more"), option("via", "", ["keep_empty_value": true]), option("via", "1.1 y"),
                ],
                "response_headers_to_add": [
                    option("content-type", "", ["keep_empty_value": true]), option("vary", "x"),
                    option("etag", "", ["keep_empty_value": true]), option("cache-control", "no-store"),
                ],
            ],
            upstream: .serving(
                answer(
                    "200 OK", "content-length: 2", "content-type: text/plain", "vary:", "cache-control:",
                    "etag: \"x\"", body: "ok"))),
        edited(
            "fields-that-join-overwritten", get("/", host: "a", "user-agent: me", "accept: x", "x-a: 1"),
            route: [
                "request_headers_to_add": [
                    option("user-agent", "new", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                    option("x-request-id", "mine", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                ]
            ]),
    ]

    private static let responses: [ProxyCase] = [
        edited(
            "framing-fields-removed",
            route: ["response_headers_to_remove": ["content-length", "x-envoy-upstream-service-time"]]),
        edited(
            "date-and-server-set",
            route: [
                "response_headers_to_add": [
                    option("date", "never", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                    option("server", "mine", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                ]
            ]
        ).with { $0.manager = ["server_header_transformation": "PASS_THROUGH"] },
    ]

    private static let marks: JSON = [
        "response_headers_to_add": [
            option("x-mark", "%RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% <%UPSTREAM_CLUSTER%>"),
            option("content-type", "text/html", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
        ],
        "response_headers_to_remove": ["content-length"],
    ]

    private static func direct(_ name: String, _ status: Int, body: String?) -> ProxyCase {
        let content: JSON = body.map { ["inline_string": .string($0)] } ?? .null
        let response: JSON = ["status": .integer(status), "body": content]
        let route: JSON = ["name": "d", "match": ["prefix": "/"], "direct_response": response]
        return ProxyCase("edits-of-a-\(name)", get("/p?q")).with {
            $0.routes = [route.merged(with: marks)]
            $0.omitting = [.probe]
        }
    }

    private static let statuses: JSON = [
        "response_headers_to_add": [
            option("x-status", "%RESP(:status)% %RESP(x-none?:status)% %RESP(:status):1%"),
            option("x-code", "%RESPONSE_CODE%"),
        ]
    ]

    private static let localAnswers: [ProxyCase] = [
        edited("status-of-a-refused-request", route: statuses, upstream: .refusing),
        edited(
            "status-of-a-refused-call", post("content-type: application/grpc", "content-length: 0"), route: statuses,
            upstream: .refusing),
        edited("status-of-an-answer", route: statuses),
        edited("status-without-cluster", route: statuses.merged(with: ["route": ["cluster": "gone"]])).with {
            $0.routeConfiguration = ["validate_clusters": false]
        },
        ProxyCase("status-without-route", get("/p")).with {
            $0.routes = []
            $0.routeConfiguration = statuses
            $0.omitting = [.probe]
        },
        direct("direct-response", 200, body: "hi"), direct("direct-response-without-body", 200, body: nil),
        direct("direct-response-201", 201, body: "hi"), direct("direct-response-302", 302, body: nil),
        ProxyCase("edits-of-a-redirect", get("/p?q")).with {
            let route: JSON = ["match": ["prefix": "/"], "redirect": ["path_redirect": "/x"]]
            $0.routes = [route.merged(with: marks)]
            $0.omitting = [.probe]
        },
        edited("edits-of-a-refused-request", route: marks, upstream: .refusing),
        edited("edits-of-a-timeout", route: marks.merged(with: ["route": ["timeout": "0.25s"]]), upstream: .silent),
        edited("edits-of-a-broken-answer", route: marks, upstream: .abandonedAfter("garbage\r\n")),
        edited("edits-without-endpoint", route: marks).with { $0.cluster = ["load_assignment": ["endpoints": []]] },
        edited("edits-without-cluster", route: marks.merged(with: ["route": ["cluster": "gone"]])).with {
            $0.routeConfiguration = ["validate_clusters": false]
        },
        ProxyCase("edits-without-route", get("/p")).with {
            $0.routes = []
            $0.routeConfiguration = marks
            $0.omitting = [.probe]
        },
    ]
}
