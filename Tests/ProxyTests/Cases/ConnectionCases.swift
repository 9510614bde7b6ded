/// Keep-alive, pipelining, hop-by-hop fields and upgrades.
enum ConnectionCases {
    static let all: [ProxyCase] = persistence + hopByHop + upgrades + departures

    private static let persistence: [ProxyCase] = [
        ProxyCase("keep-alive-three-in-turn", inTurn: [get("/1"), get("/2"), get("/3")]).with {
            $0.statistics = [
                "http.downstream_cx_total", "http.downstream_rq_total", "http.downstream_rq_completed",
                "http.downstream_rq_2xx", "cluster.upstream_cx_total", "cluster.upstream_rq_total",
                "cluster.upstream_rq_200", "cluster.upstream_rq_2xx", "cluster.upstream_rq_completed",
                "cluster.upstream_cx_http1_total",
            ]
            $0.omitting = [.probe]
        },
        ProxyCase("pipelined-three", get("/1") + get("/2") + get("/3"), answers: 3),
        ProxyCase(
            "pipelined-answers-keep-their-order", get("/1") + get("/2") + get("/3"), answers: 3,
            upstream: .serving(
                answer("200 OK", "content-length: 3", body: "one"), answer("200 OK", "content-length: 3", body: "two"),
                answer("200 OK", "content-length: 5", body: "three"))),
        ProxyCase(
            "pipelined-posts",
            post("content-length: 5", body: "hello")
                + post("transfer-encoding: chunked", body: "5\r\nworld\r\n0\r\n\r\n") + get("/3"), answers: 3),
        ProxyCase("pipelined-with-a-bad-third", get("/1") + get("/2") + "BAD\r\n\r\n", answers: 3),
        ProxyCase("close-asked", get("/", host: "a", "connection: close")),
        ProxyCase("close-asked-capitals", get("/", host: "a", "Connection: Close")),
        ProxyCase("close-asked-in-a-list", get("/", host: "a", "connection: x-foo, close", "x-foo: 1")),
        ProxyCase("close-asked-more-pipelined", get("/", host: "a", "connection: close") + get("/2")),
        ProxyCase("close-asked-with-body", post("connection: close", "content-length: 5", body: "hello")),
        ProxyCase("proxy-connection-close", get("/", host: "a", "proxy-connection: close")),
        ProxyCase("keep-alive-asked", get("/", host: "a", "connection: keep-alive", "keep-alive: timeout=1")),
        ProxyCase("max-requests-downstream", get("/1") + get("/2") + get("/3"), answers: 2).with {
            $0.manager = ["common_http_protocol_options": ["max_requests_per_connection": 2]]
            $0.statistics = ["http.downstream_cx_max_requests_reached"]
            $0.omitting = [.probe]
        },
        ProxyCase(
            "max-requests-upstream", inTurn: [get("/1"), get("/2")],
            upstream: .abandonedAfter(UpstreamScript.okAnswer.text)
        ).with {
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "common_http_protocol_options": ["max_requests_per_connection": 1],
                        "explicit_http_config": ["http_protocol_options": [:]],
                    ]
                ]
            ]
            $0.statistics = ["cluster.upstream_cx_max_requests", "cluster.upstream_cx_total"]
        },
    ]

    private static let hopByHop: [ProxyCase] =
        [
            ("nominated", ["connection: x-foo", "x-foo: 1", "x-bar: 2"]),
            ("several-nominated", ["connection: x-foo, X-Bar ,keep-alive", "x-foo: 1", "x-bar: 2"]),
            ("nominated-in-two-fields", ["connection: x-foo", "connection: x-bar", "x-foo: 1", "x-bar: 2"]),
            ("nominated-nine", ["connection: " + (1...9).map { "x-\($0)" }.joined(separator: ","), "x-1: 1"]),
            ("nominated-ten", ["connection: " + (0...9).map { "x-\($0)" }.joined(separator: ","), "x-1: 1"]),
            ("nominated-absent", ["connection: x-foo", "x-bar: 2"]),
            ("nominated-host", ["connection: host", "x-bar: 2"]),
            ("nominated-pseudo-header", ["connection: :path"]),
            ("nominated-forwarded-for", ["connection: x-forwarded-for", "x-forwarded-for: 1.2.3.4"]),
            ("nominated-forwarded-proto", ["connection: x-forwarded-proto", "x-forwarded-proto: https"]),
            ("nominated-forwarded-host", ["connection: x-forwarded-host", "x-forwarded-host: b"]),
            ("nominated-te-trailers", ["connection: te", "te: trailers"]),
            ("nominated-te-gzip", ["connection: te", "te: gzip"]),
            ("te-trailers", ["te: trailers"]), ("te-trailers-in-a-list", ["te: gzip, trailers;q=0.5"]),
            ("te-deflate", ["te: deflate"]), ("te-trailers-capitals", ["TE: Trailers"]),
            ("connection-empty", ["connection:"]), ("connection-commas", ["connection: ,,"]),
            (
                "all-hop-fields",
                [
                    "proxy-connection: keep-alive", "proxy-authorization: x", "proxy-authenticate: y", "keep-alive: 3",
                    "trailer: x",
                ]
            ),
        ].map { ProxyCase("hop-\($0)", request("GET", "/", $1)) } + [
            ProxyCase(
                "hop-nominated-content-length", post("connection: content-length", "content-length: 5", body: "hello")),
            ProxyCase(
                "hop-nominated-transfer-encoding",
                post("connection: transfer-encoding", "transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n")),
            ProxyCase(
                "hop-fields-of-the-answer", get(),
                upstream: .serving(
                    answer(
                        "200 OK", "proxy-connection: keep-alive", "keep-alive: timeout=5", "te: trailers", "trailer: x",
                        "proxy-authenticate: Basic", "content-length: 2", body: "ok"))),
            ProxyCase(
                "hop-upgrade-in-the-answer", get(),
                upstream: .serving(answer("200 OK", "upgrade: h2c", "content-length: 2", body: "ok"))),
            ProxyCase(
                "hop-nominated-by-the-answer", get(),
                upstream: .serving(
                    answer("200 OK", "connection: x-foo", "x-foo: 1", "content-length: 2", body: "ok"))),
        ]

    private static let upgrades: [ProxyCase] =
        [
            ("websocket", ["connection: upgrade", "upgrade: websocket"]),
            ("websocket-capitals", ["Connection: Upgrade", "Upgrade: WebSocket"]),
            ("unknown", ["connection: upgrade", "upgrade: foo"]),
            ("tls", ["connection: upgrade", "upgrade: TLS/1.2"]),
            ("h2c", ["connection: upgrade", "upgrade: h2c"]),
            (
                "h2c-with-settings",
                [
                    "connection: upgrade, http2-settings", "upgrade: h2c", "http2-settings: AAMAAABkAARAAAAAAAIAAAAA",
                ]
            ),
            ("not-nominated", ["upgrade: websocket"]), ("without-upgrade-field", ["connection: upgrade"]),
        ].map { ProxyCase("upgrade-\($0)", request("GET", "/", $1)) } + [
            ProxyCase(
                "upgrade-with-body",
                post("connection: upgrade", "upgrade: websocket", "content-length: 5", body: "hello")),
            ProxyCase("upgrade-counted", get("/", host: "a", "connection: upgrade", "upgrade: websocket")).with {
                $0.statistics = ["http.downstream_rq_ws_on_non_ws_route", "http.downstream_rq_4xx"]
            },
        ]

    private static let departures: [ProxyCase] = [
        ProxyCase("nothing-sent-then-end", steps: [.closeWriting, .end]),
        ProxyCase("half-a-head-then-end", steps: [.text("GET / HTTP/1.1\r\nhost"), .closeWriting, .end]),
        ProxyCase(
            "half-a-body-then-end",
            steps: [
                .text(post("content-length: 10", body: "hello")), .upstreamReceived("hello"), .closeWriting, .end,
            ], upstream: .silentAfterHead),
        ProxyCase(
            "leaves-before-the-answer", steps: [.text(get()), .upstreamReceived("host: a"), .leave],
            upstream: .silent
        ).with {
            $0.action = ["timeout": "0.5s"]
            $0.statistics = [
                "http.downstream_cx_destroy_remote_active_rq", "http.downstream_rq_rx_reset",
                "cluster.upstream_rq_cancelled", "cluster.upstream_rq_tx_reset",
                "cluster.upstream_cx_destroy_local_with_active_rq",
            ]
        },
        ProxyCase(
            "leaves-in-the-middle-of-the-answer",
            steps: [.text(get()), .body(contains: "hello"), .leave],
            upstream: .abandonedAfter(answer("200 OK", "content-length: 10", body: "hello"))
        ).with { $0.action = ["timeout": "0.5s"] },
    ]
}
