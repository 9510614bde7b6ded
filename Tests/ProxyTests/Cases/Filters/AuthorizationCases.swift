/// The external authorisation filter, over HTTP. The upstream is asked first, on the connection that the request takes
/// next.
enum AuthorizationCases {
    static let all: [ProxyCase] = answers + questions + bodies + upgrades + failures + silence + rules + routes

    private typealias Chain = FilterChain

    private static func asked(
        _ name: String, _ requests: [String], _ replies: [String], service: JSON = [:], cluster: String? = nil,
        _ more: JSON = [:], route: JSON = [:]
    ) -> ProxyCase {
        let name = "authorized-" + name
        let uri: JSON = [
            "server_uri": [
                "uri": "http://authorizer:99/base", "cluster": .string(cluster ?? name), "timeout": "10s",
            ]
        ]
        let fields: JSON = ["http_service": uri.merged(with: service)]
        return ProxyCase(
            name, inTurn: requests,
            upstream: UpstreamScript([.serve(replies.map { ByteString($0) })])
        ).with {
            $0.manager = Chain.manager(Chain.filter("authorize", "ext_authz.v3.ExtAuthz", fields.merged(with: more)))
            $0.virtualHosts = Chain.host([Chain.route(route)])
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func patterns(_ names: String...) -> JSON {
        ["patterns": .array(names.map { ["exact": .string($0)] })]
    }

    private static let yes = answer(
        "200 OK", "x-up: new", "x-app: 2", "x-client: c", "x-meta: m", "x-envoy-auth-headers-to-remove: x-gone, :path",
        "content-length: 2", body: "ok")
    private static let no = answer(
        "401 Unauthorized", "www-authenticate: Basic", "x-a: 1", "set-cookie: c=1", "set-cookie: d=2", "x-custom: 2",
        "content-length: 4", body: "nope")
    private static let served = answer("200 OK", "content-length: 2", body: "up")
    private static let request = get(
        "/x?y=1", host: "a", "x-in: 1", "x-up: old", "x-app: 1", "x-gone: g", "authorization: z", "cookie: q",
        "user-agent: ua")

    private static let lists: JSON = [
        "authorization_response": [
            "allowed_upstream_headers": patterns("x-up"), "allowed_upstream_headers_to_append": patterns("x-app"),
            "allowed_client_headers": patterns("x-custom"), "allowed_client_headers_on_success": patterns("x-client"),
        ]
    ]

    private static let tracked: JSON = [
        "track_cluster_stats": ["request_response_sizes": true, "timeout_budgets": true]
    ]

    private static let answers: [ProxyCase] = [
        asked("plainly", [request], [yes, served]),
        asked("and-changed", [request], [yes, served], service: lists),
        asked("not", [request], [no]),
        asked("not-and-told", [request], [no], service: lists),
        asked("redirected", [request], [answer("302 Found", "location: http://l/", "content-length: 0")]),
        asked("not-grpc", [post("content-type: application/grpc", "content-length: 0")], [no]),
        asked("not-post", [post("content-length: 5", body: "hello")], [no]),
        asked("twice", [request, request], [yes, served, no], service: lists),
        asked("not-and-measured", [request], [no]).with { $0.cluster = tracked },
        asked("unheard-and-measured", [request], []).with {
            $0.cluster = tracked
            $0.upstream = .refusing
        },
        asked("by-204", [request], [answer("204 No Content")]),
    ]

    private static let questions: [ProxyCase] = [
        asked(
            "with-prefix", [request], [yes, served],
            service: [
                "path_prefix": "/pre",
                "authorization_request": [
                    "headers_to_add": [["key": "X-Added", "value": "1"], ["key": "x-in", "value": "2"]]
                ],
            ]),
        asked(
            // One field, since Envoy tells several in any order.
            "with-fields", [request], [yes, served],
            ["allowed_headers": patterns("x-in", "x-none"), "disallowed_headers": patterns("authorization")]),
        asked(
            "with-fields-of-one-name", [get("/", host: "a", "x-in: 1", "x-in: 2", "x-b: q", "X-In: ")], [yes, served],
            ["allowed_headers": patterns("x-in")]),
        asked(
            "with-cookies", [get("/", host: "a", "cookie: a=1", "cookie: b=2")], [yes, served],
            ["allowed_headers": patterns("cookie")]),
        asked(
            "without-fields", [request], [yes, served],
            [
                "allowed_headers": ["patterns": [["prefix": "x-"]]],
                "disallowed_headers": ["patterns": [["prefix": "x-"]]],
            ]),
        asked("post", [post("content-length: 5", body: "hello")], [yes, served]),
        asked(
            "with-body", [post("content-length: 5", body: "hello")], [yes, served],
            ["with_request_body": ["max_request_bytes": 10]]),
        asked(
            "with-chunks", [post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n")], [yes, served],
            ["with_request_body": ["max_request_bytes": 10]]),
        asked(
            "with-part-of-body", [post("content-length: 11", body: "hello world")], [yes, served],
            ["with_request_body": ["max_request_bytes": 5, "allow_partial_message": true]]),
        asked(
            "with-no-body", [get()], [yes, served],
            ["with_request_body": ["max_request_bytes": 5, "allow_partial_message": true]]),
        asked(
            "with-too-much-body", [post("content-length: 11", body: "hello world")], [yes, served],
            ["with_request_body": ["max_request_bytes": 5]]
        ).with { $0.omitting = [.probe, .bytewise] },
    ]

    private static let many = (0..<20).map { _ in "1\r\nx\r\n" }.joined()
    private static let part: JSON = ["with_request_body": ["max_request_bytes": 5, "allow_partial_message": true]]

    private static let bodies: [ProxyCase] = [
        asked(
            "with-small-chunks", [post("transfer-encoding: chunked", body: many + "0\r\n\r\n")], [yes, served],
            ["with_request_body": ["max_request_bytes": 20]]),
        asked(
            "with-chunks-and-trailers", [post("transfer-encoding: chunked", body: many + "0\r\nx-t: 1\r\n\r\n")],
            [yes, served], ["with_request_body": ["max_request_bytes": 20]]),
        asked(
            "with-exactly-a-part", [post("content-length: 5", body: "hello")], [yes, served], part),
    ]

    /// What follows an upgrade is no body.
    private static func upgraded(_ name: String, _ type: String, _ more: JSON) -> ProxyCase {
        let opened = "HTTP/1.1 101 Switching\r\nupgrade: \(type)\r\nconnection: upgrade\r\n\r\nhi"
        return asked(name, [], [], more).with {
            $0.steps = [
                .send(ByteString(get("/", host: "a", "connection: upgrade", "upgrade: \(type)"))), .answers(1), .end,
            ]
            $0.manager = $0.manager.merged(with: ["upgrade_configs": [["upgrade_type": "websocket"]]])
            $0.upstream = UpstreamScript([.request, .text(yes), .request, .text(opened), .close])
        }
    }

    private static let upgrades: [ProxyCase] = [
        upgraded("websocket", "websocket", part),
        upgraded("websocket-in-capitals", "WebSocket", ["with_request_body": ["max_request_bytes": 5]]),
    ]

    private static let failures: [ProxyCase] = [
        asked("by-nobody", [request], [answer("503 Service Unavailable", "content-length: 0")]),
        asked(
            "by-nobody-and-allowed", [request], [answer("500 Oh", "content-length: 0"), served],
            ["failure_mode_allow": true, "failure_mode_allow_header_add": true]),
        asked(
            "by-nobody-with-status", [request], [answer("500 Oh", "content-length: 0")],
            ["status_on_error": ["code": "ServiceUnavailable"]]),
        asked("by-no-cluster", [request], [served], cluster: "none"),
        asked("disabled", [request], [served], ["filter_enabled": Chain.share(0)]),
        asked(
            "disabled-and-denied", [request], [served],
            [
                "filter_enabled": Chain.share(0),
                "deny_at_disable": ["default_value": ["value": true], "runtime_key": "another.key"],
            ]),
        asked(
            "by-metadata", [request], [served],
            [
                "filter_enabled_metadata": [
                    "filter": "ns", "path": [["key": "k"]], "value": ["string_match": ["exact": "v"]],
                ]
            ]),
        asked("uncharged", [request], [no], ["charge_cluster_response_stats": false]),
        asked("by-nobody-with-502", [request], [answer("503 Service Unavailable", "content-length: 0")], badGateway),
        asked(
            "by-nobody-with-502-for-grpc", [post("content-type: application/grpc", "content-length: 0")],
            [answer("500 Oh", "content-length: 0")], badGateway),
        asked("by-a-502", [request], [answer("502 Bad Gateway", "content-length: 2", body: "no")]),
        asked("by-no-cluster-with-502", [request], [served], cluster: "none", badGateway),
        asked(
            "by-nobody-with-502-and-mapped", [request], [answer("500 Oh", "content-length: 0")], badGateway
        ).with {
            $0.manager = $0.manager.merged(with: [
                "local_reply_config": [
                    "mappers": [
                        [
                            "filter": ["response_flag_filter": ["flags": ["UAEX"]]],
                            "body": ["inline_string": "%RESPONSE_CODE_DETAILS%"],
                        ]
                    ],
                    "body_format": [
                        "text_format_source": ["inline_string": "%LOCAL_REPLY_BODY% %RESPONSE_CODE% %RESPONSE_FLAGS%"]
                    ],
                ]
            ])
        },
    ]

    private static let badGateway: JSON = ["status_on_error": ["code": "BadGateway"]]

    private static let open: JSON = ["failure_mode_allow": true, "failure_mode_allow_header_add": true]

    /// The connection to the authoriser goes as the script says; that of the request is another one.
    private static func failing(
        _ name: String, _ script: UpstreamScript, _ more: JSON = [:], timeout: String = "10s"
    ) -> ProxyCase {
        let uri: JSON = ["timeout": .string(timeout), "cluster": .string("authorized-" + name), "uri": "http://a:99"]
        return asked(name, [request], [], service: ["server_uri": uri], more).with { $0.upstream = script }
    }

    private static func first(_ steps: [UpstreamStep]) -> UpstreamScript {
        UpstreamScript(steps, [.serve([ByteString(served)])])
    }

    private static let silence: [ProxyCase] = [
        failing("by-a-closed-door", .refusing),
        failing("by-a-closed-door-and-allowed", .refusing, open),
        failing("by-an-end", .closingAfter("")),
        failing("by-an-end-and-allowed", first([.request, .close]), open),
        failing("by-a-closed-door-with-502", .refusing, badGateway),
        failing("by-no-answer-in-time-with-502", .silent, badGateway, timeout: "0.2s"),
        failing("by-garbage-with-502", .abandonedAfter("garbage\r\n\r\n"), badGateway),
        failing("by-half-a-body", .closingAfter(answer("200 OK", "content-length: 9", body: "o"))),
        failing("by-half-a-refusal", .closingAfter(answer("401 No", "content-length: 9", body: "o"))),
        asked("by-no-cluster-and-allowed", [request], [served], cluster: "none", open),
        asked(
            "with-too-many-chunks", [post("transfer-encoding: chunked", body: "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n")],
            [yes, served], open.merged(with: ["with_request_body": ["max_request_bytes": 5]])
        ).with { $0.omitting = [.probe, .bytewise] },
    ]

    private static func permitting(_ fields: String...) -> String {
        "HTTP/1.1 200 OK\r\n" + fields.map { $0 + "\r\n" }.joined() + "content-length: 0\r\n\r\n"
    }

    private static func much(_ list: String) -> JSON {
        let patterns: JSON = [
            "patterns": [["prefix": "x-c"], ["safe_regex": ["regex": "host|x-u.*|set-.*|content-type"]]]
        ]
        return ["authorization_response": .object([JSON.Member(key: list, value: patterns)])]
    }

    private static func joined(_ list: String) -> JSON {
        let patterns: JSON = [
            "patterns": [["safe_regex": ["regex": "cookie|via|x-forwarded-for|vary|set-cookie"]]]
        ]
        return ["authorization_response": .object([JSON.Member(key: list, value: patterns)])]
    }

    /// What an authoriser may do to heads.
    private static let rules: [ProxyCase] = [
        asked(
            "removes-much", [request],
            [permitting("x-envoy-auth-headers-to-remove: Host, :method,authorization , X-IN,,cookie"), served]),
        asked(
            "removes-twice", [request],
            [
                permitting("x-envoy-auth-headers-to-remove: x-in", "x-envoy-auth-headers-to-remove: x-up"), served,
            ]),
        asked(
            "sets-much", [request], [permitting("host: other", "x-up: 1", "x-up: 2", "content-type: t"), served],
            service: much("allowed_upstream_headers")),
        asked(
            "appends-much", [request], [permitting("x-up: 1", "x-c: 2", "x-other: 3"), served],
            service: much("allowed_upstream_headers_to_append")),
        asked(
            "sets-joined-fields", [get("/", host: "a", "cookie: q", "via: 1", "x-forwarded-for: 1.1.1.1")],
            [permitting("cookie: a=1", "cookie: b=2", "via: 2", "via: 3", "x-forwarded-for: 2.2.2.2"), served],
            service: joined("allowed_upstream_headers")),
        asked(
            "appends-joined-fields", [get("/", host: "a", "cookie: q", "via: 1", "x-forwarded-for: 1.1.1.1")],
            [permitting("cookie: a=1", "cookie: b=2", "via: 2", "via: 3", "x-forwarded-for: 2.2.2.2"), served],
            service: joined("allowed_upstream_headers_to_append")),
        asked(
            "tells-client-joined-fields", [get()],
            [permitting("via: 2", "via: 3", "vary: a", "vary: b", "set-cookie: a=1", "set-cookie: b=2"), served],
            service: joined("allowed_client_headers_on_success")),
        asked(
            "not-with-joined-fields", [get()],
            [answer("403 No", "via: 2", "via: 3", "vary: a", "vary: b", "content-length: 0")],
            service: joined("allowed_client_headers")),
        asked(
            "tells-client-much", [request], [permitting("x-c: 1", "x-c: 2", "set-cookie: a=b", "x-other: 3"), served],
            service: much("allowed_client_headers_on_success")),
        asked(
            "keeps-metadata", [request], [permitting("x-m: 1", "x-m: 2", "x-other: 3"), served],
            service: ["authorization_response": ["dynamic_metadata_from_headers": patterns("x-m")]]
        ).with {
            // How long it took is another number each time.
            $0.logs = [LogDocument.text("%DYNAMIC_METADATA(envoy.filters.http.ext_authz:x-m)%")]
        },
        asked(
            "clears-route", [request], [permitting("x-up: 1"), served],
            service: ["authorization_response": ["allowed_upstream_headers": patterns("x-up")]],
            ["clear_route_cache": true]),
        asked(
            "not-in-chunks", [request],
            [answer("403 No", "transfer-encoding: chunked", body: "4\r\nnope\r\n0\r\n\r\n")]),
        asked("not-with-type", [request], [answer("403 No", "content-type: a/b", "content-length: 2", body: "{}")]),
        asked("not-without-body", [request], [answer("403 No", "x-a: b", "content-length: 0")]),
        asked("by-304", [request], [answer("304 Not Modified", "etag: x")]),
        asked("by-599", [request], [answer("599 Odd", "content-length: 0")]),
    ]

    private static func perRoute(_ fields: JSON) -> JSON {
        Chain.perFilter("authorize", Chain.message("ext_authz.v3.ExtAuthzPerRoute", fields))
    }

    private static let routes: [ProxyCase] = [
        asked("off-by-route", [request], [served], route: perRoute(["disabled": true])),
        asked(
            "bodiless-by-route", [post("content-length: 5", body: "hello")], [yes, served],
            ["with_request_body": ["max_request_bytes": 10]],
            route: perRoute(["check_settings": ["disable_request_body_buffering": true]])),
        asked(
            "with-body-by-route", [post("content-length: 5", body: "hello")], [yes, served],
            route: perRoute(["check_settings": ["with_request_body": ["max_request_bytes": 10]]])),
    ]
}
