/// Requests for another protocol on the same connection: who may ask, what the upstream says to it, and what goes
/// through the tunnel.
enum UpgradeCases {
    static let all: [ProxyCase] = open + permissions + answers + limits + filters

    private static let statistics = ["http.downstream_cx_upgrades_total", "http.downstream_cx_upgrades_active"]

    static let switching = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"

    private static func handshake(_ path: String = "/", _ type: String = "websocket") -> String {
        get(path, "connection: Upgrade", "upgrade: \(type)")
    }

    private static func upgrade(
        _ name: String, _ steps: [ClientStep], upstream: UpstreamScript, _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        ProxyCase(name, steps: steps, upstream: upstream).with {
            $0.manager = ["upgrade_configs": [["upgrade_type": "websocket"], ["upgrade_type": "foo"]]]
            $0.statistics = statistics
            $0.omitting = [.probe]
            change(&$0)
        }
    }

    /// An upstream that greets, answers `ping`, and stays until the proxy ends.
    private static let pong = UpstreamScript([
        .head, .send(ByteString(switching + "hi")), .bytes("ping"), .text("pong"), .awaitEnd, .close,
    ])

    private static let talk: [ClientStep] = [
        .answers(1), .body(contains: "hi"), .text("ping"), .body(contains: "pong"),
    ]

    private static let open = [
        upgrade("upgrade-opens-a-tunnel", [.text(handshake())] + talk, upstream: pong),
        upgrade("upgrade-in-capitals", [.text(handshake("/", "WebSocket"))] + talk, upstream: pong),
        upgrade("upgrade-to-anything", [.text(handshake("/", "foo"))] + talk, upstream: pong),
        upgrade(
            "upgrade-names-more-options",
            [.text(get("/", "connection: keep-alive, Upgrade, x-y", "x-y: 1", "upgrade: websocket"))] + talk,
            upstream: pong),
        upgrade(
            "upgrade-keeps-codings",
            [.text(get("/", "connection: Upgrade, te", "upgrade: websocket", "te: gzip", "keep-alive: 5"))] + talk,
            upstream: pong),
        upgrade(
            "upgrade-with-bytes-behind-it",
            [.text(handshake() + "ping"), .answers(1), .body(contains: "hipong")],
            upstream: UpstreamScript([
                .head, .send(ByteString(switching)), .bytes("ping"), .text("hipong"), .awaitEnd, .close,
            ])),
        upgrade(
            "upgrade-with-a-length",
            [.text(post("connection: upgrade", "upgrade: websocket", "content-length: 4", body: "ping"))]
                + talk.dropLast(2) + [.body(contains: "pong")], upstream: pong),
        upgrade(
            "upgrade-with-chunks",
            [
                .text(
                    post(
                        "connection: upgrade", "upgrade: websocket", "transfer-encoding: chunked",
                        body: "4\r\nping\r\n0\r\n\r\n"))
            ] + talk.dropLast(2) + [.body(contains: "pong")], upstream: pong),
        upgrade(
            "upgrade-ended-by-the-client", [.text(handshake())] + talk + [.closeWriting, .end], upstream: pong),
        upgrade(
            "upgrade-ended-by-the-upstream",
            [.text(handshake()), .answers(1), .body(contains: "bye"), .end],
            upstream: UpstreamScript([.head, .send(ByteString(switching + "bye")), .close])),
        upgrade(
            "upgrade-reset-by-the-upstream", [.text(handshake()), .answers(1), .text("ping"), .end],
            upstream: UpstreamScript([.head, .send(ByteString(switching)), .bytes("ping"), .reset])),
        upgrade(
            "upgrade-of-an-edited-request", [.text(handshake())] + talk, upstream: pong
        ) {
            $0.routeConfiguration = [
                "request_headers_to_add": [["header": ["key": "x-added", "value": "%REQ(upgrade)%"]]],
                "response_headers_to_add": [["header": ["key": "x-answered", "value": "%RESPONSE_CODE%"]]],
            ]
        },
    ]

    private static func refused(
        _ name: String, _ request: String, _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        upgrade(name, [.text(request), .answers(1)], upstream: .plain, change)
    }

    private static let permissions = [
        refused("upgrade-of-another-type", handshake("/", "bar")),
        refused("upgrade-of-two-types", handshake("/", "websocket, foo")),
        refused("upgrade-by-two-fields", get("/", "connection: upgrade", "upgrade: websocket", "upgrade: foo")),
        refused("upgrade-switched-off", handshake()) {
            $0.manager = ["upgrade_configs": [["upgrade_type": "websocket", "enabled": false]]]
        },
        refused("upgrade-switched-off-by-the-route", handshake()) {
            $0.action = ["upgrade_configs": [["upgrade_type": "WEBSOCKET", "enabled": false]]]
        },
        upgrade("upgrade-switched-on-by-the-route", [.text(handshake())] + talk, upstream: pong) {
            $0.manager = ["upgrade_configs": [["upgrade_type": "websocket", "enabled": false]]]
            $0.action = ["upgrade_configs": [["upgrade_type": "websocket"]]]
        },
        upgrade("upgrade-known-to-the-route-alone", [.text(handshake("/", "bar"))] + talk, upstream: pong) {
            $0.action = ["upgrade_configs": [["upgrade_type": "bar", "enabled": true]]]
        },
        refused("upgrade-without-a-route", handshake("/x")) {
            $0.routes = [["match": ["path": "/y"], "route": ["cluster": "CLUSTER"]]]
        },
        refused("upgrade-not-taken-without-a-route", handshake("/x", "bar")) {
            $0.routes = [["match": ["path": "/y"], "route": ["cluster": "CLUSTER"]]]
        },
        refused("upgrade-not-taken-and-answered-directly", handshake("/", "bar")) {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
        },
        refused("upgrade-answered-directly", handshake()) {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
        },
        refused("upgrade-redirected", handshake("/", "bar")) {
            $0.routes = [["match": ["prefix": "/"], "redirect": ["path_redirect": "/y"]]]
        },
        refused("upgrade-without-its-option", get("/", "connection: x-y", "upgrade: websocket")),
        refused("upgrade-without-its-protocol", get("/", "connection: upgrade")),
        refused("upgrade-by-http10", "GET / HTTP/1.0\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"),
    ]

    private static func answered(
        _ name: String, _ answer: String, type: String = "websocket", behind: String = "",
        _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        upgrade(
            name, [.text(handshake("/", type) + behind), .answers(1), .end],
            upstream: UpstreamScript([.head, .send(ByteString(answer)), .awaitEnd, .close]), change)
    }

    private static let answers = [
        answered("upgrade-refused", answer("404 Not Found", "content-length: 2", body: "no")),
        answered(
            "upgrade-refused-in-chunks", answer("400 No", "transfer-encoding: chunked", body: "2\r\nno\r\n0\r\n\r\n")),
        upgrade(
            "upgrade-refused-until-close", [.text(handshake()), .answers(1), .end],
            upstream: UpstreamScript([.head, .text("HTTP/1.1 400 No\r\n\r\nno"), .close])),
        answered(
            "upgrade-refused-by-name",
            answer("426 Upgrade", "connection: upgrade", "upgrade: foo", "content-length: 2", body: "no")
        ) { $0.manager = $0.manager.merged(with: ["stream_idle_timeout": "0.5s"]) },
        answered("upgrade-unheard", answer("200 OK", "content-length: 2", body: "no")),
        answered("upgrade-redirected-by-the-upstream", answer("302 Found", "location: /x", "content-length: 0")),
        answered("upgrade-unheard-and-edited", answer("201 Made", "x-up: 1", "set-cookie: a=1", "server: own")) {
            let cookie: JSON = ["name": "id", "ttl": "1s"]
            $0.cluster = ["lb_policy": "RING_HASH"]
            $0.virtualHosts = [
                [
                    "name": "v", "domains": ["*"], "include_attempt_count_in_response": true,
                    "include_request_attempt_count": true,
                    "response_headers_to_add": [["header": ["key": "x-answered", "value": "%RESPONSE_CODE%"]]],
                    "response_headers_to_remove": ["x-up"],
                    "routes": [
                        [
                            "match": ["prefix": "/"],
                            "route": ["cluster": "CLUSTER", "hash_policy": [["cookie": cookie]]],
                        ]
                    ],
                ]
            ]
        },
        answered("upgrade-unheard-and-mapped", answer("200 OK", "x-up: 1", "content-type: text/x")) {
            $0.manager = $0.manager.merged(with: [
                "local_reply_config": [
                    "mappers": [
                        [
                            "filter": ["not_health_check_filter": [:]], "status_code": 503,
                            "headers_to_add": [["header": ["key": "x-mapped", "value": "%RESPONSE_CODE%"]]],
                            "body": ["inline_string": "mapped"],
                        ]
                    ]
                ]
            ])
        },
        answered("upgrade-to-anything-unheard", answer("200 OK", "content-length: 2", body: "no"), type: "foo"),
        answered("upgrade-to-nothing", "HTTP/1.1 101 Switching Protocols\r\n\r\nhi"),
        answered(
            "upgrade-with-a-counted-answer",
            "HTTP/1.1 101 OK\r\ncontent-length: 2\r\nconnection: upgrade\r\nupgrade: foo\r\n\r\nhi"),
        answered(
            "upgrade-refused-with-bytes-behind-it", answer("404 Not Found", "content-length: 2", body: "no"),
            behind: "GET /smuggled HTTP/1.1\r\n\r\n"),
        answered("upgrade-answered-with-garbage", "garbage\r\n\r\n"),
        upgrade(
            "upgrade-after-hints", [.text(handshake()), .answers(1), .body(contains: "hi")],
            upstream: UpstreamScript([
                .head, .send(ByteString("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + switching + "hi")), .awaitEnd,
                .close,
            ])
        ) { $0.manager = ["upgrade_configs": [["upgrade_type": "websocket"]], "proxy_100_continue": true] },
        upgrade("upgrade-of-nobody", [.text(handshake()), .answers(1)], upstream: .refusing),
    ]

    private static let quiet = UpstreamScript([.head, .send(ByteString(switching)), .awaitEnd, .close])

    private static let limits = [
        upgrade("upgrade-is-silent-too-long", [.text(handshake()), .answers(1), .end], upstream: quiet) {
            $0.manager = ["upgrade_configs": [["upgrade_type": "websocket"]], "stream_idle_timeout": "2s"]
        },
        upgrade("upgrade-has-no-timeout", [.text(handshake()), .answers(1), .end], upstream: quiet) {
            $0.action = ["timeout": "0.1s", "idle_timeout": "2s"]
        },
        upgrade("upgrade-lives-too-long", [.text(handshake()), .answers(1), .end], upstream: quiet) {
            $0.manager = [
                "upgrade_configs": [["upgrade_type": "websocket"]],
                "common_http_protocol_options": ["max_stream_duration": "2s"],
            ]
        },
        upgrade("upgrade-lives-too-long-upstream", [.text(handshake()), .answers(1), .end], upstream: quiet) {
            $0.cluster = ["common_http_protocol_options": ["max_stream_duration": "2s"]]
        },
        upgrade(
            "upgrade-unanswered", [.text(handshake()), .answers(1), .end],
            upstream: UpstreamScript([.head, .awaitEnd, .close])
        ) { $0.manager = ["upgrade_configs": [["upgrade_type": "websocket"]], "stream_idle_timeout": "2s"] },
    ]

    private static func chain(_ status: Int) -> JSON {
        [
            [
                "name": "f",
                "typed_config": [
                    "@type": .string(TypeName.fault),
                    "abort": ["http_status": .integer(status), "percentage": ["numerator": 100]],
                ],
            ],
            ["name": "r", "typed_config": ["@type": .string(TypeName.router)]],
        ]
    }

    private static let filters = [
        upgrade(
            "upgrade-by-filters-of-its-own",
            [.text(get("/1")), .answers(1), .text(get("/2")), .answers(1), .text(handshake()), .answers(1)],
            upstream: .plain
        ) { $0.manager = ["upgrade_configs": [["upgrade_type": "websocket", "filters": chain(418)]]] },
        upgrade("upgrade-past-the-filters-of-others", [.text(handshake())] + talk, upstream: pong) {
            $0.manager = [
                "http_filters": chain(418),
                "upgrade_configs": [
                    [
                        "upgrade_type": "websocket",
                        "filters": [["name": "r", "typed_config": ["@type": .string(TypeName.router)]]],
                    ]
                ],
            ]
        },
    ]
}
