/// Conversations of clients that break the rules, or try the limits.
extension HTTP2Cases {
    private static func raw(
        _ name: String, _ frames: ByteString, _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> HTTP2Case {
        HTTP2Case(name, [.raw(frames), .end]) {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
            change(&$0)
        }
    }

    /// A body of five bytes, and trailers that may not be.
    private static func trailing(_ name: String, length: String? = nil, _ field: (String, String)) -> HTTP2Case {
        let head = length.map { HTTP2Frames.headers(1, end: false, (":method", "POST"), ("content-length", $0)) }
        let body = HTTP2Frames.frame(0, 0, 1, ByteString("hello"))
        return HTTP2Case(
            name,
            [
                .raw(
                    (head ?? HTTP2Frames.headers(1, end: false, (":method", "POST"))) + body
                        + HTTP2Frames.bare(1, field)), .end,
            ])
    }

    static let malformed = [
        raw("capital-in-name", HTTP2Frames.headers(1, ("X-A", "1"))),
        raw("line-feed-in-value", HTTP2Frames.headers(1, ("a", "b\nc: d"))),
        raw("return-in-value", HTTP2Frames.headers(1, ("a", "b\rc"))),
        raw("nul-in-value", HTTP2Frames.headers(1, ("a", "b\0"))),
        raw("colon-in-name", HTTP2Frames.headers(1, ("a:b", "1"))),
        raw("blank-in-name", HTTP2Frames.headers(1, ("a b", "1"))),
        raw("connection-field", HTTP2Frames.headers(1, ("connection", "close"))),
        raw("transfer-encoding-field", HTTP2Frames.headers(1, ("transfer-encoding", "chunked"))),
        raw("upgrade-field", HTTP2Frames.headers(1, ("upgrade", "x"))),
        raw("te-gzip", HTTP2Frames.headers(1, ("te", "gzip"))),
        raw("method-with-blank", HTTP2Frames.headers(1, (":method", "GET /x"))),
        raw("path-with-blank", HTTP2Frames.headers(1, (":path", "/a b"))),
        raw("path-with-line-end", HTTP2Frames.headers(1, (":path", "/a\r\nb: c"))),
        raw("path-without-slash", HTTP2Frames.headers(1, (":path", "a"))),
        raw("absolute-path", HTTP2Frames.headers(1, (":path", "http://b/"))),
        raw("authority-with-blank", HTTP2Frames.headers(1, (":authority", "a b"))),
        raw("authority-with-user", HTTP2Frames.headers(1, (":authority", "u@a"))),
        raw("no-authority", HTTP2Frames.bare(1, (":method", "GET"), (":scheme", "http"), (":path", "/"))),
        raw("no-path", HTTP2Frames.bare(1, (":method", "GET"), (":scheme", "http"), (":authority", "a"))),
        raw("no-scheme", HTTP2Frames.bare(1, (":method", "GET"), (":authority", "a"), (":path", "/"))),
        raw("unknown-pseudo-field", HTTP2Frames.headers(1, (":foo", "x"))),
        raw("two-lengths", HTTP2Frames.headers(1, ("content-length", "0"), ("content-length", "0"))),
        HTTP2Case(
            "length-longer-than-body-and-trailers",
            [
                .raw(
                    HTTP2Frames.headers(1, end: false, (":method", "POST"), ("content-length", "9"))
                        + HTTP2Frames.frame(0, 0, 1, ByteString("hello")) + HTTP2Frames.bare(1, ("x-t", "1"))), .end,
            ], upstream: .silentAfterHead),
        HTTP2Case("length-in-trailers", post2(), body: "hello", trailers: [("content-length", "5")]),
        trailing("length-in-trailers-that-is-another", ("content-length", "4")),
        trailing("length-in-trailers-that-is-none", ("content-length", "+5")),
        trailing("length-in-head-and-trailers", length: "5", ("content-length", "5")),
        HTTP2Case("host-in-trailers", post2(), body: "hello", trailers: [("host", "b")]),
        trailing("host-in-trailers-that-is-none", ("host", "#")),
        raw("length-without-body", HTTP2Frames.headers(1, ("content-length", "3"))),
    ]

    private static func answered(
        _ name: String, _ frames: ByteString, _ change: (inout ProxyCase) -> Void
    ) -> HTTP2Case {
        HTTP2Case(name, [.raw(frames), .frames(1), .leave], change)
    }

    /// The scheme that the client says, whatever `x-forwarded-proto` says.
    static let schemes = [
        answered("redirect-of-a-scheme", HTTP2Frames.headers(1, (":scheme", "https"), ("x-forwarded-proto", "http"))) {
            $0.routes = [["match": ["prefix": "/"], "redirect": ["path_redirect": "/y"]]]
        },
        answered("location-of-a-scheme-and-port", HTTP2Frames.headers(1, (":scheme", "https"), (":authority", "a:80")))
        {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 201]]]
        },
        answered("redirect-of-a-scheme-and-port", HTTP2Frames.headers(1, (":scheme", "https"), (":authority", "a:80")))
        {
            $0.routes = [["match": ["prefix": "/"], "redirect": ["path_redirect": "/y"]]]
        },
        answered("location-of-a-scheme", HTTP2Frames.headers(1, (":scheme", "https"), ("x-forwarded-proto", "http"))) {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 201]]]
        },
    ]

    /// A client that gives the answer's body no window.
    private static func stalled(_ name: String, manager: JSON, action: JSON = [:]) -> HTTP2Case {
        let noWindow = HTTP2Frames.frame(4, 0, 0, [0, 4, 0, 0, 0, 0])
        return HTTP2Case(name, [.raw(noWindow + HTTP2Frames.headers(1)), .frames(2), .leave]) {
            $0.manager = manager
            $0.action = action
        }
    }

    /// Frames behind the head of a request that is never answered.
    private static func flooded(
        _ name: String, _ frame: ByteString, _ count: Int, _ options: JSON, ends: Bool = true
    ) -> HTTP2Case {
        let flood = ByteString((0..<count).flatMap { _ in frame })
        // One more stream tells that the connection lives.
        let rest: [HTTP2Case.Step] = ends ? [.end] : [.raw(HTTP2Frames.headers(5)), .frames(1), .leave]
        let head = HTTP2Frames.headers(1, end: false, (":method", "POST"))
        return HTTP2Case("flood-of-\(name)", [.raw(head + flood)] + rest, upstream: .silentAfterHead) {
            $0.manager = ["http2_protocol_options": options]
            $0.routes = [
                [
                    "match": ["prefix": "/", "headers": [["name": ":method", "string_match": ["exact": "POST"]]]],
                    "route": ["cluster": "CLUSTER"],
                ],
                ["match": ["prefix": "/"], "direct_response": ["status": 200]],
            ]
        }
    }

    /// With these the connection, or its stream only, ends as the options say.
    static let options = [
        stalled("flush-timeout", manager: ["stream_flush_timeout": "0.2s"]),
        stalled(
            "flush-timeout-of-the-route", manager: ["stream_flush_timeout": "0s"], action: ["flush_timeout": "0.2s"]),
        HTTP2Case(
            "stream-error-only",
            [.raw(HTTP2Frames.headers(1, ("X-A", "1")) + HTTP2Frames.headers(3)), .frames(2), .leave]
        ) {
            $0.manager = ["http2_protocol_options": ["override_stream_error_on_invalid_http_message": true]]
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
        },
        raw(
            "empty-data",
            HTTP2Frames.headers(1, end: false) + HTTP2Frames.frame(0, 0, 1) + HTTP2Frames.frame(0, 0, 1)
                + HTTP2Frames.frame(0, 0, 1)
        ) {
            $0.manager = ["http2_protocol_options": ["max_consecutive_inbound_frames_with_empty_payload": 2]]
            $0.routes = [["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]]
        },
        flooded(
            "priorities", HTTP2Frames.frame(2, 0, 3, [0, 0, 0, 0, 1]), 4, ["max_inbound_priority_frames_per_stream": 1]),
        flooded(
            "priorities-below-the-limit", HTTP2Frames.frame(2, 0, 3, [0, 0, 0, 0, 1]), 4,
            ["max_inbound_priority_frames_per_stream": 9], ends: false),
        flooded(
            "window-updates", HTTP2Frames.frame(8, 0, 0, [0, 0, 0, 1]), 9,
            ["max_inbound_window_update_frames_per_data_frame_sent": 1]),
        flooded(
            "questions", HTTP2Frames.frame(6, 0, 0, ByteString("12345678")), 20, ["max_outbound_control_frames": 5]),
        flooded(
            "questions-below-the-limit", HTTP2Frames.frame(6, 0, 0, ByteString("12345678")), 4,
            ["max_outbound_control_frames": 5], ends: false),
        flooded("bytes-that-are-no-frames", ByteString("nonsense"), 8, [:]),
        // What a client that refuses its own stream is called.
        HTTP2Case(
            "refused-by-the-client",
            [
                .raw(HTTP2Frames.headers(1)), .upstreamReceived("\r\n\r\n"),
                .raw(HTTP2Frames.frame(3, 0, 1, [0, 0, 0, 7])), .leave,
            ], upstream: .silent),
        HTTP2Case("small-windows", post2(), body: String(repeating: "x", count: 300_000)) {
            $0.manager = [
                "http2_protocol_options": [
                    "initial_stream_window_size": 65_535, "initial_connection_window_size": 65_535,
                    "hpack_table_size": 0, "max_outbound_frames": 50, "max_outbound_control_frames": 50,
                ]
            ]
        },
        HTTP2Case("keepalive", [.request(get2()), .answers(1), .leave]) {
            $0.manager = ["http2_protocol_options": ["connection_keepalive": ["interval": "0.05s", "timeout": "60s"]]]
        },
        HTTP2Case("large-answer", upstream: .serving(answer("200 OK", "content-length: 200000", body: largeBody))),
        HTTP2Case("large-head-of-answer", upstream: .serving(largeHead)),
        HTTP2Case("http1-only", [.raw(HTTP2Frames.headers()), .end]) { $0.manager = ["codec_type": "HTTP1"] },
        HTTP2Case(
            "grpc-timeout-of-route", post2("/", ("content-type", "application/grpc")), body: "x",
            upstream: UpstreamScript([.request, .awaitEnd])
        ) { $0.action = ["timeout": "0.2s"] },
        HTTP2Case("grpc-direct", post2("/", ("content-type", "application/grpc")), body: "x") {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 403, "body": ["inline_string": "no way"]]]
            ]
        },
        HTTP2Case("reworked-reply", get2("/x")) {
            $0.routes = [["match": ["prefix": "/y"], "route": ["cluster": "CLUSTER"]]]
            $0.manager = [
                "local_reply_config": [
                    "body_format": ["text_format_source": ["inline_string": "%PROTOCOL% %RESPONSE_CODE%"]]
                ]
            ]
        },
        HTTP2Case("via-and-server") { $0.manager = ["via": "apus", "server_name": "wing"] },
        HTTP2Case("edge", get2("/", ("x-forwarded-for", "1.2.3.4"), ("x-envoy-internal", "true"))) {
            $0.manager = ["use_remote_address": true]
        },
    ]

    /// More than nghttp2 sends unless it is told to.
    private static let largeHead =
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n"
        + (1...5).map { "x-\($0): " + String(repeating: "v", count: 14_000) + "\r\n" }.joined() + "\r\n"

    private static let largeBody = String(repeating: "y", count: 200_000)
}
