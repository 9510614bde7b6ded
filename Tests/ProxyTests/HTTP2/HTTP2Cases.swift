/// Conversations over HTTP/2 whose transcripts Envoy wrote.
enum HTTP2Cases {
    static let trailers: JSON = ["http_protocol_options": ["enable_trailers": true]]
    static let upstreamTrailers: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http_protocol_options": ["enable_trailers": true]],
            ]
        ]
    ]

    static let all: [HTTP2Case] =
        messages + answers + limits + ends + malformed + schemes + options + tunnels + faults

    private static let messages = [
        HTTP2Case("get", get2("/a?b=c", ("accept", "x"))),
        HTTP2Case("post", post2(), body: "hello"),
        HTTP2Case("post-with-length", post2("/", ("content-length", "5")), body: "hello"),
        HTTP2Case("post-without-body", post2()),
        HTTP2Case("request-trailers", post2("/", ("te", "trailers")), body: "hello", trailers: [("x-t", "1")]) {
            $0.cluster = upstreamTrailers
        },
        HTTP2Case("request-trailers-dropped", post2(), body: "hello", trailers: [("x-t", "1")]),
        HTTP2Case("trailers-without-body", post2(), trailers: [("x-t", "1")]) { $0.cluster = upstreamTrailers },
        HTTP2Case("cookies", get2("/", ("cookie", "a=1"), ("x", "y"), ("cookie", "b=2"))),
        HTTP2Case("custom-method", head2("FOO", "/")),
        HTTP2Case("fragment", get2("/a#b")),
        HTTP2Case("asterisk", head2("OPTIONS", "*")),
        HTTP2Case("connect", [(":method", "CONNECT"), (":authority", "a:80")]),
        HTTP2Case("prior-knowledge", get2()) { $0.manager = ["codec_type": "HTTP2"] },
        HTTP2Case("expectation", post2("/", ("expect", "100-continue")), body: "x"),
        HTTP2Case("underscores-kept", get2("/", ("a_b", "1"))),
        HTTP2Case("underscores-dropped", get2("/", ("a_b", "1"))) {
            $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "DROP_HEADER"]]
        },
        dropping(
            "underscores-dropped-and-answered-early", [.request(post2("/x", ("a_b", "1")), ends: false), .answers(1)]
        ) {
            $0.routes = []
        },
        dropping(
            "underscores-dropped-of-an-answer-cut-off", [.request(get2("/", ("a_b", "1"))), .answers(1)],
            upstream: UpstreamScript([
                .request, .text("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"), .close,
            ])),
        dropping(
            "underscores-dropped-and-given-up",
            [.request(get2("/", ("a_b", "1"))), .upstreamReceived("GET / HTTP/1.1"), .reset(0)],
            upstream: .silent),
        dropping(
            "underscores-dropped-and-left",
            [.request(get2("/", ("a_b", "1"))), .upstreamReceived("GET / HTTP/1.1"), .leave],
            upstream: .silent),
        dropping(
            "underscores-dropped-from-trailers",
            [
                .request(post2(), body: "x", trailers: [("x-t", "1"), ("a_b", "1")]), .answers(1),
            ],
            upstream: UpstreamScript([
                .request, .text("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"), .close,
            ])
        ) { $0.cluster = upstreamTrailers },
        HTTP2Case("underscores-refused", get2("/", ("a_b", "1"))) {
            $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "REJECT_REQUEST"]]
        },
        HTTP2Case("normalised-path", get2("/a/../b//c")) {
            $0.manager = ["normalize_path": true, "merge_slashes": true]
        },
        HTTP2Case("port-stripped", [(":method", "GET"), (":path", "/"), (":authority", "a:1234")]) {
            $0.manager = ["strip_any_host_port": true]
        },
    ]

    private static func dropping(
        _ name: String, _ steps: [HTTP2Case.Step], upstream: UpstreamScript = .plain,
        _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> HTTP2Case {
        HTTP2Case(name, steps, upstream: upstream) {
            $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "DROP_HEADER"]]
            change(&$0)
        }
    }

    private static let answers = [
        HTTP2Case("head", head2("HEAD", "/"), upstream: .serving(answer("200 OK", "content-length: 5"))),
        HTTP2Case("no-content", upstream: .serving(answer("204 No Content"))),
        HTTP2Case("not-modified", upstream: .serving(answer("304 Not Modified", "content-length: 7"))),
        HTTP2Case(
            "chunked",
            upstream: .serving(answer("200 OK", "transfer-encoding: chunked", body: "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))),
        HTTP2Case(
            "response-trailers",
            upstream: .serving(answer("200 OK", "transfer-encoding: chunked", body: "2\r\nab\r\n0\r\nx-t: 1\r\n\r\n"))
        ) { $0.cluster = upstreamTrailers },
        HTTP2Case(
            "hop-by-hop",
            upstream: .serving(answer("200 OK", "keep-alive: x", "connection: keep-alive", "content-length: 0"))),
        HTTP2Case(
            "early-hints",
            upstream: .serving("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + answer("200 OK", "content-length: 0"))
        ) { $0.manager = ["proxy_100_continue": true] },
        HTTP2Case("direct") {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "hello"]]]
            ]
        },
        HTTP2Case("redirect", get2("/x")) {
            $0.routes = [["match": ["prefix": "/"], "redirect": ["path_redirect": "/y"]]]
        },
        HTTP2Case("no-route", get2("/x")) {
            $0.routes = [["match": ["prefix": "/y"], "route": ["cluster": "CLUSTER"]]]
        },
        HTTP2Case("no-route-grpc", post2("/x", ("content-type", "application/grpc"), ("te", "trailers")), body: "x") {
            $0.routes = [["match": ["prefix": "/y"], "route": ["cluster": "CLUSTER"]]]
        },
        HTTP2Case("refused", upstream: UpstreamScript(door: .refusing)),
        HTTP2Case(
            "refused-grpc", post2("/", ("content-type", "application/grpc")), body: "x",
            upstream: UpstreamScript(door: .refusing)),
        HTTP2Case("upstream-closes", upstream: UpstreamScript([.request, .close])),
        HTTP2Case("upstream-garbage", upstream: .serving("garbage\r\n\r\n")),
    ]

    private static let limits = [
        HTTP2Case("most-fields", get2("/", ("a", "1"), ("b", "2"))) {
            $0.manager = ["common_http_protocol_options": ["max_headers_count": 6]]
        },
        HTTP2Case("too-many-fields", get2("/", ("a", "1"), ("b", "2"), ("c", "3"))) {
            $0.manager = ["common_http_protocol_options": ["max_headers_count": 6]]
        },
        HTTP2Case("too-large-head", get2("/", ("a", String(repeating: "v", count: 1100)))) {
            $0.manager = ["max_request_headers_kb": 1]
        },
        HTTP2Case(
            "most-streams",
            [
                .request(get2("/1"), ends: false), .request(get2("/2"), ends: false), .request(get2("/3")), .answers(1),
                .leave,
            ],
            upstream: UpstreamScript([.head, .awaitEnd])
        ) {
            $0.manager = ["http2_protocol_options": ["max_concurrent_streams": 2]]
        },
        HTTP2Case("route-timeout", upstream: UpstreamScript([.request, .awaitEnd])) { $0.action = ["timeout": "0.2s"] },
        HTTP2Case(
            "request-timeout", [.request(post2(), ends: false), .answers(1)],
            upstream: UpstreamScript([.head, .awaitEnd])
        ) {
            $0.manager = ["request_timeout": "0.2s"]
        },
        HTTP2Case("stream-idle", upstream: UpstreamScript([.request, .awaitEnd])) {
            $0.manager = ["stream_idle_timeout": "0.2s"]
        },
        HTTP2Case("longest-stream", upstream: UpstreamScript([.request, .awaitEnd])) {
            $0.manager = ["common_http_protocol_options": ["max_stream_duration": "0.2s"]]
        },
    ]

    private static let ends = [
        HTTP2Case("in-turn", [.request(get2("/1")), .answers(1), .request(get2("/2")), .answers(2)]),
        HTTP2Case(
            "given-up",
            [.request(get2()), .upstreamReceived("\r\n\r\n"), .reset(0), .request(get2("/direct")), .answers(2)],
            upstream: UpstreamScript([.request, .awaitEnd])
        ) {
            $0.routes = [
                ["match": ["prefix": "/direct"], "direct_response": ["status": 200]],
                ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]],
            ]
        },
        HTTP2Case(
            "last-request", [.request(get2("/1")), .answers(1), .request(get2("/2")), .answers(2), .end]
        ) {
            $0.manager = [
                "common_http_protocol_options": ["max_requests_per_connection": 2], "drain_timeout": "0.1s",
            ]
        },
        HTTP2Case("idle", [.request(get2()), .answers(1), .end]) {
            $0.manager = ["common_http_protocol_options": ["idle_timeout": "4s"], "drain_timeout": "0.1s"]
        },
        HTTP2Case("oldest-connection", [.request(get2()), .answers(1), .end]) {
            $0.manager = [
                "common_http_protocol_options": ["max_connection_duration": "4s"], "drain_timeout": "0.1s",
            ]
        },
    ]
}
