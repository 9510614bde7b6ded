/// Extended CONNECT (RFC 8441) and CONNECT over HTTP/2, to upstreams of HTTP/1.1 and to bare ones.
extension HTTP2Cases {
    private static let switching = UpgradeCases.switching
    private static let granted = "HTTP/1.1 200 OK\r\nx: y\r\n\r\n"
    private static let matcher: JSON = ["connect_matcher": [:]]

    /// An extended CONNECT; the client's own codec writes it as one.
    private static func handshake(_ path: String = "/", _ type: String = "websocket") -> [(String, String)] {
        get2(path, ("x-a", "1"), ("upgrade", type), ("connection", "upgrade"))
    }

    private static let connect = [(":method", "CONNECT"), (":authority", "b:80"), ("x-a", "1")]

    private static func tunnel(
        _ name: String, _ steps: [HTTP2Case.Step], upstream: UpstreamScript,
        _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> HTTP2Case {
        HTTP2Case(name, steps, upstream: upstream) {
            $0.manager = [
                "http2_protocol_options": ["allow_connect": true],
                "upgrade_configs": [["upgrade_type": "websocket"], ["upgrade_type": "CONNECT"]],
            ]
            $0.routes = [
                ["name": "prefix", "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]],
                ["name": "connect", "match": matcher, "route": ["cluster": "CLUSTER"]],
            ]
            change(&$0)
        }
    }

    private static func greeting(_ head: String) -> UpstreamScript {
        UpstreamScript([.head, .send(ByteString(head + "hi")), .bytes("ping"), .text("pong"), .awaitEnd, .close])
    }

    private static let talk: [HTTP2Case.Step] = [.body(0, "hi"), .data(0, "ping"), .body(0, "hipong")]

    private static let termination: JSON = [
        "cluster": "CLUSTER",
        "upgrade_configs": [["upgrade_type": "CONNECT", "connect_config": ["allow_post": true]]],
    ]

    static let tunnels = [
        tunnel(
            "extended-connect", [.request(handshake(), ends: false)] + talk + [.reset(0)],
            upstream: greeting(switching)),
        tunnel(
            "extended-connect-with-bytes-behind-it",
            [.request(handshake(), body: "ping", ends: false), .body(0, "hipong"), .reset(0)],
            upstream: UpstreamScript([
                .head, .send(ByteString(switching)), .bytes("ping"), .text("hipong"), .awaitEnd, .close,
            ])),
        tunnel(
            "extended-connect-refused", [.request(handshake(), ends: false), .answers(1)],
            upstream: UpstreamScript([
                .head, .send(ByteString(answer("404 No", "content-length: 2", body: "no"))), .awaitEnd, .close,
            ])),
        tunnel(
            "extended-connect-unheard", [.request(handshake(), ends: false), .answers(1)],
            upstream: UpstreamScript([
                .head, .send(ByteString(answer("200 OK", "content-length: 2", body: "no"))), .awaitEnd, .close,
            ])),
        tunnel(
            "extended-connect-of-another-type", [.request(handshake("/", "foo"), ends: false), .answers(1)],
            upstream: .plain),
        // It is the last but for those that are on their way.
        tunnel(
            "extended-connect-refused-drains", [.request(handshake("/", "foo"), ends: false), .answers(1), .end],
            upstream: .plain
        ) {
            $0.manager = $0.manager.merged(with: ["drain_timeout": "0.2s"])
            $0.statistics = ["downstream_rq_ws_on_non_ws_route", "downstream_cx_drain_close"]
        },
        tunnel(
            "extended-connect-of-a-length",
            [
                .raw(
                    HTTP2Frames.bare(
                        1, end: false, (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"),
                        (":path", "/"), (":authority", "a"), ("content-length", "2"))
                        + HTTP2Frames.frame(
                            0, 0, 1, ByteString("abc"))), .frames(1), .leave,
            ], upstream: .silentAfterHead),
        tunnel(
            "extended-connect-not-spoken",
            [
                .raw(
                    HTTP2Frames.bare(
                        1, end: false, (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"),
                        (":path", "/"), (":authority", "a"))), .end,
            ], upstream: .plain
        ) { $0.manager = ["upgrade_configs": [["upgrade_type": "websocket"]]] },
        tunnel(
            "extended-connect-by-get",
            [
                .raw(
                    HTTP2Frames.bare(
                        1, end: false, (":method", "GET"), (":protocol", "websocket"), (":scheme", "http"),
                        (":path", "/"), (":authority", "a"))), .end,
            ], upstream: .plain),
        tunnel(
            "extended-connect-on-the-wire",
            [
                .raw(
                    HTTP2Frames.bare(
                        1, end: false, (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "http"),
                        (":path", "/"), (":authority", "a"))), .frames(2), .leave,
            ],
            upstream: UpstreamScript([.head, .send(ByteString(switching + "hi")), .awaitEnd, .close])),
        tunnel(
            "connect-goes-on", [.request(connect, ends: false)] + talk + [.reset(0)], upstream: greeting(granted)),
        tunnel(
            "connect-refused", [.request(connect, ends: false), .answers(1)],
            upstream: UpstreamScript([
                .head, .send(ByteString(answer("403 No", "content-length: 2", body: "no"))), .awaitEnd, .close,
            ])),
        tunnel("connect-without-a-route", [.request(connect, ends: false), .answers(1)], upstream: .plain) {
            $0.routes = [["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]]
        },
        tunnel("connect-not-taken", [.request(connect, ends: false), .answers(1)], upstream: .plain) {
            $0.manager = ["http2_protocol_options": ["allow_connect": true]]
        },
        tunnel("connect-answered-with-200", [.request(connect, ends: false), .answers(1)], upstream: .plain) {
            $0.routes = [["match": matcher, "direct_response": ["status": 200, "body": ["inline_string": "hi"]]]]
        },
        tunnel(
            "connect-answered-with-200-on-the-wire",
            [
                .raw(HTTP2Frames.bare(1, end: false, (":method", "CONNECT"), (":authority", "b:80"))), .frames(3),
                .leave,
            ], upstream: .plain
        ) {
            $0.routes = [["match": matcher, "direct_response": ["status": 200, "body": ["inline_string": "hi"]]]]
        },
        tunnel(
            "connect-ends-here",
            [.request(connect, ends: false)] + talk + [.data(0, "bye", ends: true), .answers(1)],
            upstream: UpstreamScript([.text("hi"), .bytes("ping"), .text("pong"), .bytes("bye"), .awaitEnd, .close])
        ) { $0.routes = [["match": matcher, "route": termination]] },
        tunnel(
            "connect-ends-here-at-a-reset",
            [.request(connect, ends: false), .body(0, "hi"), .data(0, "ping"), .answers(1)],
            upstream: UpstreamScript([.text("hi"), .bytes("ping"), .reset])
        ) { $0.routes = [["match": matcher, "route": termination]] },
        tunnel(
            "post-ends-here",
            [.request(post2(), ends: false)] + talk + [.data(0, "bye", ends: true), .answers(1)],
            upstream: UpstreamScript([.text("hi"), .bytes("ping"), .text("pong"), .bytes("bye"), .awaitEnd, .close])
        ) { $0.routes = [["match": ["prefix": "/"], "route": termination]] },
        tunnel(
            "connect-is-silent-too-long", [.request(connect, ends: false), .answers(1)],
            upstream: UpstreamScript([.head, .send(ByteString(granted)), .awaitEnd, .close])
        ) {
            $0.manager = [
                "upgrade_configs": [["upgrade_type": "CONNECT"]], "stream_idle_timeout": "4s",
            ]
        },
    ]
}
