/// CONNECT: which routes take it, what goes on to the upstream, and what ends here.
enum ConnectCases {
    static let all: [ProxyCase] = matching + forwarding + ending

    private static let matcher: JSON = ["connect_matcher": [:]]
    private static let granted = "HTTP/1.1 200 OK\r\nx: y\r\n\r\n"
    private static let head = "\r\n\r\n"

    private static func connect(_ fields: String...) -> String {
        "CONNECT b:80 HTTP/1.1\r\nhost: b:80\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    private static func tunnel(
        _ name: String, _ steps: [ClientStep], upstream: UpstreamScript, _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        ProxyCase(name, steps: steps, upstream: upstream).with {
            $0.manager = ["upgrade_configs": [["upgrade_type": "CONNECT"]]]
            $0.routes = [
                ["name": "prefix", "match": ["prefix": "/"], "direct_response": ["status": 204]],
                ["name": "connect", "match": matcher, "route": ["cluster": "CLUSTER"]],
            ]
            $0.statistics = ["http.downstream_cx_upgrades_total", "http.downstream_cx_upgrades_active"]
            $0.omitting = [.probe]
            change(&$0)
        }
    }

    private static let matching = [
        tunnel("connect-to-be-secured", [.text(connect()), .answers(1), .end], upstream: .plain) {
            let route: JSON = ["match": matcher, "route": ["cluster": "CLUSTER"]]
            $0.virtualHosts = [["name": "v", "domains": ["*"], "require_tls": "ALL", "routes": [route]]]
        },
        tunnel("connect-redirected", [.text(connect()), .answers(1), .end], upstream: .plain) {
            $0.routes = [["match": matcher, "redirect": ["host_redirect": "c"]]]
        },
        tunnel("connect-answered-by-a-redirect", [.text(connect()), .answers(1), .end], upstream: .plain) {
            $0.routes = [["match": matcher, "direct_response": ["status": 301]]]
        },
        tunnel("connect-without-a-route", [.text(connect()), .answers(1), .end], upstream: .plain) {
            $0.routes = [["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]]
        },
        tunnel("connect-not-taken", [.text(connect()), .answers(1), .end], upstream: .plain) { $0.manager = [:] },
        tunnel("connect-not-taken-by-the-route", [.text(connect()), .answers(1), .end], upstream: .plain) {
            $0.routes = [
                [
                    "match": matcher,
                    "route": [
                        "cluster": "CLUSTER",
                        "upgrade_configs": [["upgrade_type": "CONNECT", "enabled": false]],
                    ],
                ]
            ]
        },
        tunnel("connect-answered-directly", [.text(connect()), .answers(1), .end], upstream: .plain) {
            $0.routes = [["match": matcher, "direct_response": ["status": 403]]]
        },
        tunnel("connect-answered-with-200", [.text(connect()), .body(contains: "hi")], upstream: .plain) {
            $0.routes = [["match": matcher, "direct_response": ["status": 200, "body": ["inline_string": "hi"]]]]
        },
        tunnel(
            "connect-answered-with-200-to-its-end", [.text(connect()), .body(contains: "hi"), .end], upstream: .plain
        ) {
            $0.routes = [["match": matcher, "direct_response": ["status": 200, "body": ["inline_string": "hi"]]]]
        },
        tunnel(
            "connect-answered-with-200-and-left", [.text(connect()), .body(contains: "hi"), .closeWriting, .end],
            upstream: .plain
        ) {
            $0.routes = [["match": matcher, "direct_response": ["status": 200, "body": ["inline_string": "hi"]]]]
        },
        tunnel("connect-answered-with-200-and-no-body", [.text(connect()), .answers(1), .end], upstream: .plain) {
            $0.routes = [["match": matcher, "direct_response": ["status": 200]]]
        },
        tunnel(
            "connect-meets-no-condition", [.text(connect("x-k: b")), .answers(1), .end], upstream: .plain
        ) { $0.routes = conditioned },
        tunnel("connect-meets-a-condition", [.text(connect("x-k: a")), .answers(1), .end], upstream: .plain) {
            $0.routes = conditioned
        },
        tunnel(
            "connect-to-weighted-clusters",
            [.text(connect() + "ping"), .body(contains: "pong"), .closeWriting, .end], upstream: pong
        ) {
            $0.routes = [
                [
                    "match": matcher,
                    "route": ["weighted_clusters": ["clusters": [["name": "CLUSTER", "weight": 1]]]],
                ]
            ]
        },
        tunnel("connect-route-and-a-get", [.text(get("/x")), .answers(1)], upstream: .plain) {
            $0.routes = [["match": matcher, "route": ["cluster": "CLUSTER"]]]
        },
        tunnel("connect-keeps-its-port", [.text(connect()), .body(contains: "hi"), .end], upstream: quiet) {
            $0.manager = [
                "upgrade_configs": [["upgrade_type": "CONNECT"]], "strip_any_host_port": true,
                "stream_idle_timeout": "2s",
            ]
        },
    ]

    private static let conditioned: JSON = [
        [
            "match": [
                "connect_matcher": [:], "headers": [["name": "x-k", "string_match": ["exact": "a"]]],
            ],
            "direct_response": ["status": 403],
        ],
        ["match": matcher, "direct_response": ["status": 404]],
    ]

    private static let quiet = UpstreamScript([.head, .send(ByteString(granted + "hi")), .awaitEnd, .close])

    private static let pong = UpstreamScript([
        .head, .send(ByteString(granted + "hi")), .bytes("ping"), .text("pong"), .awaitEnd, .close,
    ])

    private static let forwarding = [
        tunnel(
            "connect-goes-on",
            [
                .text(connect("x-a: 1")), .body(contains: "hi"), .text("ping"), .body(contains: "pong"), .closeWriting,
                .end,
            ],
            upstream: pong),
        tunnel(
            "connect-with-bytes-behind-it", [.text(connect() + "ping"), .body(contains: "pong"), .closeWriting, .end],
            upstream: pong),
        tunnel(
            "connect-refused-by-the-upstream", [.text(connect() + "ping"), .answers(1), .end],
            upstream: UpstreamScript([
                .head, .send(ByteString(answer("403 No", "content-length: 2", body: "no"))), .awaitEnd, .close,
            ])),
        tunnel(
            "connect-granted-with-201", [.text(connect()), .body(contains: "hi"), .end],
            upstream: UpstreamScript([.head, .text("HTTP/1.1 201 Created\r\n\r\nhi"), .close])),
        tunnel(
            "connect-granted-in-chunks", [.text(connect()), .body(contains: "hi"), .end],
            upstream: UpstreamScript([.head, .text("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nhi"), .close])),
        tunnel(
            "connect-granted-with-a-length", [.text(connect()), .body(contains: "hihi"), .end],
            upstream: UpstreamScript([.head, .text("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhihi"), .close])),
        tunnel("connect-to-nobody", [.text(connect()), .answers(1), .end], upstream: .refusing),
        tunnel(
            "connect-is-silent-too-long", [.text(connect()), .body(contains: head), .end],
            upstream: UpstreamScript([.head, .send(ByteString(granted)), .awaitEnd, .close])
        ) { $0.manager = ["upgrade_configs": [["upgrade_type": "CONNECT"]], "stream_idle_timeout": "2s"] },
    ]

    private static func termination(_ configuration: JSON) -> JSON {
        ["cluster": "CLUSTER", "upgrade_configs": [["upgrade_type": "CONNECT", "connect_config": configuration]]]
    }

    private static func ended(
        _ name: String, _ steps: [ClientStep], upstream: UpstreamScript, _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        tunnel(name, steps, upstream: upstream) {
            $0.routes = [
                ["name": "post", "match": ["prefix": "/"], "route": termination(["allow_post": true])],
                ["name": "ends", "match": matcher, "route": termination([:])],
            ]
            change(&$0)
        }
    }

    private static let bare = UpstreamScript([.text("hi"), .bytes("ping"), .text("pong"), .awaitEnd, .close])

    private static let ending = [
        ended(
            "connect-ends-here",
            [.text(connect()), .body(contains: "hi"), .text("ping"), .body(contains: "pong"), .closeWriting, .end],
            upstream: bare),
        ended(
            "connect-ends-here-with-bytes-behind-it",
            [.text(connect() + "ping"), .body(contains: "pong"), .closeWriting, .end],
            upstream: UpstreamScript([.bytes("ping"), .text("pong"), .awaitEnd, .close])),
        ended(
            "connect-ends-here-and-the-upstream-first", [.text(connect()), .body(contains: "bye"), .end],
            upstream: UpstreamScript([.text("bye"), .close])),
        ended("connect-ends-here-at-nobody", [.text(connect()), .answers(1), .end], upstream: .refusing),
        ended(
            "post-ends-here",
            [.text(post("content-length: 4", body: "ping")), .answers(1)],
            upstream: UpstreamScript([.bytes("ping"), .text("pong"), .awaitEnd, .close])),
        ended(
            "post-ends-here-in-chunks",
            [.text(post("transfer-encoding: chunked", body: "4\r\nping\r\n0\r\n\r\n")), .answers(1)],
            upstream: UpstreamScript([.bytes("ping"), .text("pong"), .awaitEnd, .close])),
        ended("get-where-posts-end", [.text(get("/")), .answers(1)], upstream: .plain),
        ended(
            "post-where-connect-ends", [.text(post("content-length: 4", body: "ping")), .answers(1)], upstream: .plain
        ) {
            $0.routes = [["match": ["prefix": "/"], "route": termination(["allow_post": false])]]
        },
    ]
}
