/// How the codec speaks downstream and upstream, and what the connection manager makes of it.
enum ManagerOptionCases {
    static let all: [ProxyCase] =
        interim + invalid + spelling + targets + methods + underscores + sizes + statuses + early

    private static func expecting(_ length: Int = 5) -> String {
        post("expect: 100-continue", "content-length: \(length)")
    }

    private static let interim: [ProxyCase] =
        [
            ProxyCase(
                "continue-proxied", steps: [.text(expecting(9)), .interim(1), .text("hello\r\n\r\n"), .answers(1)],
                upstream: UpstreamScript([
                    .head, .send(ByteString("HTTP/1.1 100 Continue\r\nx-a: b\r\n\r\n")), .head,
                    .send(UpstreamScript.okAnswer), .awaitEnd,
                ])
            ).with {
                $0.manager = ["proxy_100_continue": true]
                $0.omitting = [.probe]
            },
            ProxyCase(
                "continue-proxied-but-refused", steps: [.text(expecting()), .answers(1)],
                upstream: .earlyAnswer(answer("417 Expectation Failed", "content-length: 0"))
            ).with {
                $0.manager = ["proxy_100_continue": true]
                $0.omitting = [.bytewise]
            },
            ProxyCase("continue-proxied-of-another-expectation", get("/", host: "a", "expect: 200-ok")).with {
                $0.manager = ["proxy_100_continue": true]
            },
        ]
        + [100, 102, 103, 104, 199].map { status in
            ProxyCase(
                "interim-\(status)-proxied", get(),
                upstream: .serving("HTTP/1.1 \(status) X\r\nlink: y\r\n\r\n" + UpstreamScript.okAnswer.text)
            ).with {
                $0.manager = ["proxy_100_continue": true]
            }
        } + [
            ProxyCase(
                "interim-of-a-connection-proxied", get(),
                upstream: .serving(
                    "HTTP/1.1 103 X\r\nlink: y\r\nconnection: close\r\nkeep-alive: 3\r\n\r\n"
                        + UpstreamScript.okAnswer.text)
            ).with {
                $0.manager = ["proxy_100_continue": true]
            },
            ProxyCase(
                "interim-flood-proxied", get(),
                upstream: .serving(
                    String(repeating: "HTTP/1.1 103 Early Hints\r\nlink: y\r\n\r\n", count: 3)
                        + UpstreamScript.okAnswer.text)
            ).with {
                $0.manager = ["proxy_100_continue": true]
            },
        ]

    private static func tolerant(_ name: String, _ manager: JSON, _ requests: [String]) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with { $0.manager = manager }
    }

    private static let invalid: [ProxyCase] = [
        tolerant(
            "invalid-message-kept", ["stream_error_on_invalid_http_message": true], ["GET / HTTP/1.1\r\nx: y\r\n\r\n"]),
        tolerant("invalid-message-closed", [:], ["GET / HTTP/1.1\r\nx: y\r\n\r\n"]),
        tolerant(
            "invalid-message-overridden",
            [
                "stream_error_on_invalid_http_message": true,
                "http_protocol_options": ["override_stream_error_on_invalid_http_message": false],
            ], ["GET / HTTP/1.1\r\nx: y\r\n\r\n"]),
        tolerant(
            "invalid-message-kept-by-the-codec",
            [
                "http_protocol_options": ["override_stream_error_on_invalid_http_message": true]
            ], ["GET / HTTP/1.1\r\nx: y\r\n\r\n"]),
        tolerant(
            "invalid-host-kept", ["stream_error_on_invalid_http_message": true], ["GET / HTTP/1.1\r\nhost: a b\r\n\r\n"]
        ),
        tolerant(
            "invalid-bytes-kept", ["stream_error_on_invalid_http_message": true],
            ["GET / HTTP/1.1\r\nhost: a\r\nx y: z\r\n\r\n"]),
        tolerant("invalid-fragment-kept", ["stream_error_on_invalid_http_message": true], [get("/a#b")]),
        tolerant(
            "invalid-with-a-body-kept", ["stream_error_on_invalid_http_message": true],
            [
                "POST / HTTP/1.1\r\ncontent-length: 5\r\n\r\nhello"
            ]),
        tolerant(
            "local-400-of-a-fault",
            [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.fault",
                        "typed_config": [
                            "@type": .string(TypeName.fault),
                            "abort": ["http_status": 400, "percentage": ["numerator": 100]],
                        ],
                    ], ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]],
                ]
            ], [get()]
        ).with { $0.omitting = [.probe] },
        tolerant("local-400-of-a-direct-response", [:], [get()]).with {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 400]]]
        },
        tolerant("upstream-400", [:], [get()]).with {
            $0.upstream = .serving(answer("400 Bad Request", "content-length: 0"))
        },
        tolerant(
            "http10-with-a-default-host",
            [
                "http_protocol_options": ["accept_http_10": true, "default_host_for_http_10": "default.test"]
            ], ["GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n", "GET / HTTP/1.0\r\nhost: own\r\n\r\n"]
        ).with {
            $0.omitting = [.probe]
        },
        tolerant(
            "host-missing-with-a-default", ["http_protocol_options": ["default_host_for_http_10": "default.test"]],
            [
                "GET / HTTP/1.1\r\n\r\n"
            ]),
    ]

    private static let speltAnswer = answer(
        "200 OK", "X-Some-THING: 1", "content-LENGTH: 2", "x_under: 3", "ETag: 4", body: "ok")

    private static func speltUpstream(_ options: JSON) -> JSON {
        [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                    "@type": .string(TypeName.httpProtocolOptions),
                    "explicit_http_config": ["http_protocol_options": options],
                ]
            ]
        ]
    }

    private static let proper: JSON = ["header_key_format": ["proper_case_words": [:]]]

    private static func preserving(_ fields: JSON) -> JSON {
        let base: JSON = ["@type": .string(TypeName.preserveCase)]
        return [
            "header_key_format": [
                "stateful_formatter": ["name": "preserve_case", "typed_config": base.merged(with: fields)]
            ]
        ]
    }

    private static let speltRequest = request(
        "POST", "/",
        [
            "x-some-thing: 1", "X-OTHER: 2", "x_a-b!c: 3", "-x: 4", "x1abc-2d: 5", "content-length: 5", "x--y: 6",
        ], body: "hello")

    private static let spelling: [ProxyCase] = [
        ProxyCase("proper-case-downstream", speltRequest, upstream: .serving(speltAnswer)).with {
            $0.manager = ["http_protocol_options": proper]
        },
        ProxyCase("proper-case-upstream", speltRequest, upstream: .serving(speltAnswer)).with {
            $0.cluster = speltUpstream(proper)
        },
        ProxyCase("proper-case-of-a-local-answer", get()).with {
            $0.manager = ["http_protocol_options": proper]
            $0.routes = []
        },
        ProxyCase("proper-case-of-a-close", get("/", host: "a", "connection: close")).with {
            $0.manager = ["http_protocol_options": proper]
        },
        ProxyCase(
            "proper-case-of-trailers", get(),
            upstream: .serving(
                answer("200 OK", "transfer-encoding: chunked", body: "2\r\nok\r\n0\r\nx-trailer: y\r\n\r\n"))
        ).with {
            $0.manager = ["http_protocol_options": proper.merged(with: ["enable_trailers": true])]
            $0.cluster = speltUpstream(["enable_trailers": true])
        },
        ProxyCase(
            "proper-case-of-interim", get(),
            upstream: .serving("HTTP/1.1 103 X\r\nlink: y\r\n\r\n" + UpstreamScript.okAnswer.text)
        ).with {
            $0.manager = ["http_protocol_options": proper, "proxy_100_continue": true]
        },
        ProxyCase(
            "kept-case-with-proper-additions", request("GET", "/", ["X-sOmE: 1"]), upstream: .serving(speltAnswer)
        ).with {
            $0.manager = ["http_protocol_options": preserving(["formatter_type_on_envoy_headers": "PROPER_CASE"])]
            $0.cluster = speltUpstream(preserving(["formatter_type_on_envoy_headers": "PROPER_CASE"]))
        },
        ProxyCase(
            "kept-case-with-the-reason", inTurn: [get(), get()],
            upstream: .serving(answer("200 Fine", "content-length: 0"), answer("299 Odd One", "content-length: 0"))
        ).with {
            $0.manager = ["http_protocol_options": preserving(["forward_reason_phrase": true])]
            $0.cluster = speltUpstream(preserving(["forward_reason_phrase": true]))
        },
        ProxyCase("kept-case-without-the-reason", get(), upstream: .serving(answer("200 Fine", "content-length: 0")))
            .with {
                $0.manager = ["http_protocol_options": preserving([:])]
                $0.cluster = speltUpstream(preserving([:]))
            },
    ]

    private static let targets: [ProxyCase] = [
        ProxyCase("target-absolute-not-allowed", "GET http://b/x HTTP/1.1\r\nhost: a\r\n\r\n").with {
            $0.manager = ["http_protocol_options": ["allow_absolute_url": false]]
        },
        ProxyCase(
            "target-full-upstream",
            inTurn: [
                get("/x?y"), get("/", host: "a", "x-forwarded-proto: https"), get("/", host: "a:81"),
                request("OPTIONS", "/", []),
            ]
        ).with { $0.cluster = speltUpstream(["send_fully_qualified_url": true]) },
        ProxyCase("target-full-upstream-rewritten", get("/x")).with {
            $0.cluster = speltUpstream(["send_fully_qualified_url": true])
            $0.action = ["host_rewrite_literal": "new", "prefix_rewrite": "/y"]
        },
        ProxyCase("target-full-with-the-scheme-overwritten", get()).with {
            $0.manager = ["scheme_header_transformation": ["scheme_to_overwrite": "https"]]
            $0.cluster = speltUpstream(["send_fully_qualified_url": true])
        },
        ProxyCase("target-full-with-the-scheme-of-the-upstream", get("/", host: "a", "x-forwarded-proto: https")).with {
            $0.manager = ["scheme_header_transformation": ["match_upstream": true]]
            $0.cluster = speltUpstream(["send_fully_qualified_url": true])
        },
        ProxyCase("target-full-with-a-junk-scheme", get("/", host: "a", "x-forwarded-proto: junk")).with {
            $0.cluster = speltUpstream(["send_fully_qualified_url": true])
        },
    ]

    private static let methods: [ProxyCase] = [
        ProxyCase(
            "method-custom-allowed",
            inTurn: [request("FOO", "/", []), request("foo", "/", ["content-length: 2"], body: "ok")]
        ).with {
            $0.manager = ["http_protocol_options": ["allow_custom_methods": true]]
        },
        ProxyCase("method-junk-where-custom-is-allowed", "F@O / HTTP/1.1\r\nhost: a\r\n\r\n").with {
            $0.manager = ["http_protocol_options": ["allow_custom_methods": true]]
        },
        ProxyCase("method-custom", request("FOO", "/", [])),
        ProxyCase("balsa-named", get()).with { $0.manager = ["http_protocol_options": ["use_balsa_parser": true]] },
    ]

    private static func upgrading(_ name: String, _ ignored: JSON, _ upgrade: String) -> ProxyCase {
        ProxyCase(name, get("/", host: "a", "connection: upgrade, x-other", "upgrade: \(upgrade)", "x-other: 1")).with {
            $0.manager = ["http_protocol_options": ["ignore_http_11_upgrade": ignored]]
        }
    }

    private static let underscores: [ProxyCase] = [
        ProxyCase("underscores-dropped", get("/", host: "a", "x_y: 1", "x-z: 2", "_q: 3")).with {
            $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "DROP_HEADER"]]
            $0.statistics = ["process.http1.dropped_headers_with_underscores"]
            $0.omitting = [.probe]
        },
        ProxyCase("underscores-refused", get("/", host: "a", "x_y: 1", "x-z: 2")).with {
            $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "REJECT_REQUEST"]]
            $0.statistics = ["process.http1.requests_rejected_with_underscores_in_headers"]
            $0.omitting = [.probe]
        },
        upgrading("upgrade-ignored", [["exact": "foo"]], "foo"),
        upgrading("upgrade-ignored-in-capitals", [["exact": "foo", "ignore_case": true]], "FOO"),
        upgrading("upgrade-ignored-by-prefix", [["prefix": "TLS/"]], "TLS/1.2"),
        upgrading("upgrade-not-ignored", [["exact": "foo"]], "websocket"),
        upgrading("upgrade-ignored-of-two", [["exact": "foo"]], "foo, bar"),
        upgrading("upgrade-ignored-both", [["exact": "foo"], ["suffix": "ar"]], "foo, bar"),
    ]

    private static func sized(_ name: String, _ common: JSON, _ answer: String) -> ProxyCase {
        ProxyCase(name, get(), upstream: .abandonedAfter(answer)).with {
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "common_http_protocol_options": common,
                        "explicit_http_config": ["http_protocol_options": [:]],
                    ]
                ]
            ]
            $0.statistics = ["cluster.upstream_cx_protocol_error"]
            $0.omitting = [.probe]
        }
    }

    private static func big(_ count: Int) -> String {
        answer("200 OK", "content-length: 0", "x: " + String(repeating: "q", count: count))
    }

    private static let sizes: [ProxyCase] = [
        sized("answer-head-too-large", ["max_response_headers_kb": 1], big(1100)),
        sized("answer-head-just-fits", ["max_response_headers_kb": 4], big(3900)).with {
            $0.upstream = .serving(big(3900))
        },
        sized("answer-head-of-70k", ["max_response_headers_kb": 100], big(70_000)).with {
            $0.upstream = .serving(big(70_000))
            $0.omitting = [.probe, .bytewise]
        },
        sized("answer-head-of-70k-by-default", [:], big(70_000)).with { $0.omitting = [.probe, .bytewise] },
        sized(
            "answer-with-too-many-fields", ["max_headers_count": 3],
            answer("200 OK", "a: 1", "b: 2", "c: 3", "content-length: 0")),
        sized(
            "answer-with-as-many-fields-as-allowed", ["max_headers_count": 4],
            answer("200 OK", "a: 1", "b: 2", "c: 3", "content-length: 0")
        ).with { $0.upstream = .serving(answer("200 OK", "a: 1", "b: 2", "c: 3", "content-length: 0")) },
        sized(
            "answer-with-fields-that-count-each", ["max_headers_count": 3],
            answer("200 OK", "set-cookie: a", "set-cookie: b", "x: 3", "content-length: 0")),
        sized(
            "answer-with-fields-that-count-once", ["max_headers_count": 3],
            answer("200 OK", "via: 1", "via: 2", "via: 3", "content-length: 0")
        ).with { $0.upstream = .serving(answer("200 OK", "via: 1", "via: 2", "via: 3", "content-length: 0")) },
        sized(
            "answer-with-too-many-trailers", ["max_headers_count": 2],
            answer("200 OK", "transfer-encoding: chunked", body: "0\r\na: 1\r\nb: 2\r\nc: 3\r\n\r\n")),
        sized(
            "interim-answer-with-too-many-fields", ["max_headers_count": 2],
            answer("103 Early", "a: 1", "b: 2", "c: 3") + answer("200 OK", "content-length: 0")),
        ProxyCase("direct-response-as-large-as-allowed", get()).with {
            $0.routeConfiguration = ["max_direct_response_body_size_bytes": 5000]
            $0.routes = [
                [
                    "match": ["prefix": "/"],
                    "direct_response": [
                        "status": 200, "body": ["inline_string": .string(String(repeating: "z", count: 5000))],
                    ],
                ]
            ]
        },
    ]

    private static func proxied(_ name: String, _ fields: JSON) -> ProxyCase {
        ProxyCase(name, get()).with { $0.manager = ["proxy_status_config": fields] }
    }

    private static let statuses: [ProxyCase] = [
        proxied("proxy-status-of-an-answer", [:]),
        proxied("proxy-status-no-route", [:]).with { $0.routes = [] },
        proxied("proxy-status-refused", [:]).with {
            $0.upstream = .refusing
            $0.omitting = [.probe]
        },
        proxied(
            "proxy-status-refused-bare",
            [
                "remove_details": true, "remove_connection_termination_details": true, "remove_response_flags": true,
                "literal_proxy_name": "edge", "set_recommended_response_code": true,
            ]
        ).with {
            $0.upstream = .refusing
            $0.omitting = [.probe]
        },
        proxied("proxy-status-by-node", ["use_node_id": true]).with {
            $0.cluster = ["load_assignment": ["endpoints": []]]
        },
        proxied("proxy-status-timeout", [:]).with {
            $0.upstream = .silent
            $0.action = ["timeout": "0.2s"]
        },
        proxied("proxy-status-garbage", [:]).with { $0.upstream = .abandonedAfter("SSH-2.0-x\r\n") },
        proxied("proxy-status-closed", [:]).with {
            $0.upstream = .closingAfter("")
            $0.omitting = [.probe]
        },
        proxied("proxy-status-bad-request", [:]).with {
            $0.steps = [.text("GET / HTTP/1.1\r\nx y: 1\r\n\r\n"), .answers(1)]
        },
        proxied("proxy-status-of-an-old-version", [:]).with {
            $0.steps = [.text("GET / HTTP/1.0\r\nhost: a\r\n\r\n"), .answers(1)]
        },
    ]

    // MARK: - Early mutations

    private static func setting(
        _ name: String, _ value: String, _ action: String = "OVERWRITE_IF_EXISTS_OR_ADD", _ more: JSON = [:]
    ) -> JSON {
        let field: JSON = [
            "header": ["key": .string(name), "value": .string(value)], "append_action": .string(action),
        ]
        return ["append": field.merged(with: more)]
    }

    private static func mutated(_ name: String, _ request: String, _ lists: [JSON]...) -> ProxyCase {
        ProxyCase("early-" + name, request).with {
            $0.manager = [
                "early_header_mutation_extensions": .array(
                    lists.map { mutations in
                        [
                            "name": "early",
                            "typed_config": [
                                "@type": """
                                type.googleapis.com/envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation
                                """, "mutations": .array(mutations),
                            ],
                        ]
                    })
            ]
        }
    }

    private static let seen = """
        xff=%REQ(x-forwarded-for)% proto=%REQ(x-forwarded-proto)% id=%REQ(x-request-id)% connection=%REQ(connection)% \
        path=%REQ(:path)% host=%REQ(:authority)% internal=%REQ(x-envoy-internal)% keep=%REQ(keep-alive)% te=%REQ(te)% \
        retry=%REQ(x-envoy-retry-on)%
        """

    private static let early: [ProxyCase] = [
        mutated(
            "sees-what-came",
            get(
                "/a/../b", host: "a:80", "x-forwarded-for: 9.9.9.9", "connection: x-y", "x-y: 1", "keep-alive: 1",
                "x-envoy-retry-on: 5xx", "x-envoy-internal: true", "te: gzip", "x-forwarded-proto: https",
                "x-request-id: mine"), [setting("x-seen", seen)]
        ).with {
            $0.manager = $0.manager.merged(with: [
                "use_remote_address": true, "normalize_path": true, "strip_any_host_port": true,
            ])
        },
        mutated(
            "tells-who-the-client-is", get(),
            [
                setting("x-forwarded-for", "7.7.7.7"), setting("x-forwarded-proto", "https"),
                setting("x-envoy-internal", "z"),
            ]),
        mutated(
            "adds-and-replaces", get("/", host: "a", "accept: a", "x-n: a"),
            [
                setting("accept", "b", "APPEND_IF_EXISTS_OR_ADD"), setting("x-n", "b", "APPEND_IF_EXISTS_OR_ADD"),
                setting("x-m", "b", "OVERWRITE_IF_EXISTS"), setting("x-a", "b", "ADD_IF_ABSENT"),
                setting("x-n", "c", "ADD_IF_ABSENT"), setting("x-e", ""), setting("x-f", "%REQ(x-nope)%"),
                setting("x-g", "", "APPEND_IF_EXISTS_OR_ADD", ["keep_empty_value": true]),
            ]),
        mutated(
            "removes", get("/", host: "a", "x-a: 1", "x-b1: 2", "x-b2: 3", "x-c: 4"),
            [["remove": "X-A"], ["remove_on_match": ["key_matcher": ["prefix": "x-b"]]]]),
        mutated(
            "one-after-the-other", get(), [setting("x-r", "1", "APPEND_IF_EXISTS_OR_ADD")],
            [setting("x-r", "<%REQ(x-r)%>")]
        ).with {
            let chosen: JSON = [
                "match": ["prefix": "/", "headers": [["name": "x-r", "string_match": ["exact": "<1>"]]]],
                "direct_response": ["status": 201],
            ]
            $0.routes = [chosen, ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]]
        },
    ]
}
