/// What cases of one kind are made of, beside what all are.
extension RandomGrammar {
    // MARK: - Slow upstreams

    /// Each ends the wait for an upstream that is silent for ever, so that no race decides.
    static let slowAction: [Group] = [
        Group(
            100, ["timeout": "0.3s"],
            ["timeout": "0.3s", "retry_policy": ["retry_on": "5xx", "num_retries": 2]],
            ["timeout": "3s", "retry_policy": ["retry_on": "5xx", "num_retries": 1, "per_try_timeout": "0.3s"]],
            ["timeout": "3s", "retry_policy": ["retry_on": "reset", "num_retries": 0, "per_try_timeout": "0.3s"]],
            ["timeout": "3s", "retry_policy": ["retry_on": "5xx", "per_try_idle_timeout": "0.3s"]],
            ["timeout": "0s", "idle_timeout": "0.3s"],
            ["timeout": "0s", "max_stream_duration": ["max_stream_duration": "0.3s"]])
    ]

    /// What clients say of their patience; most say nothing.
    static let slowFields = [
        "", "", "", "x-envoy-upstream-rq-timeout-ms: 300", "x-envoy-upstream-rq-timeout-alt-response: 1",
        "x-envoy-upstream-rq-per-try-timeout-ms: 250", "x-envoy-upstream-stream-duration-ms: 300",
    ]

    static let slowUpstreams: [UpstreamScript] = [
        .silent, .silent, UpstreamScript([.request, .awaitEnd], [.serve([UpstreamScript.okAnswer])]),
        .abandonedAfter(answer("200 OK", "content-length: 10", body: "hello")),
        .abandonedAfter(answer("503 Bad", "transfer-encoding: chunked", body: "5\r\nhello\r\n")),
        .abandonedAfter("HTTP/1.1 100 Continue\r\n\r\n"), .abandonedAfter("HTTP/1.1 2"),
    ]

    // MARK: - Tunnels

    static let tunnelManager: [Group] = [
        Group(
            80, ["upgrade_configs": [["upgrade_type": "websocket"], ["upgrade_type": "CONNECT"]]],
            ["upgrade_configs": [["upgrade_type": "WEBSOCKET"], ["upgrade_type": "foo", "enabled": false]]],
            ["upgrade_configs": [["upgrade_type": "CONNECT", "enabled": false], ["upgrade_type": "foo"]]])
    ]

    static let tunnelAction: [Group] = [
        Group(
            40, ["upgrade_configs": [["upgrade_type": "CONNECT", "connect_config": [:]]]],
            ["upgrade_configs": [["upgrade_type": "websocket", "enabled": false]]],
            ["upgrade_configs": [["upgrade_type": "foo"], ["upgrade_type": "CONNECT"]]])
    ]

    /// None that a further try follows: what comes behind the first is a tunnel to the upstream.
    static let answersToUpgrade = [
        UpgradeCases.switching, UpgradeCases.switching,
        "HTTP/1.1 101 Own\r\nconnection: upgrade\r\nupgrade: foo\r\n\r\n",
        answer("200 OK", "content-length: 2", body: "ok"), answer("403 No", "content-length: 0"),
        answer("400 No", "transfer-encoding: chunked", body: "2\r\nno\r\n0\r\n\r\n"),
    ]

    static let answersToConnect = [
        "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 Fine\r\nx-own: 1\r\n\r\n", answer("403 No", "content-length: 0"),
    ]

    // MARK: - Hostile clients

    /// Requests whose heads are wrong, or odd, in ways that both proxies judge alike.
    static let hostileRequests: [String] = wrongLengths + wrongLines + wrongFields + tooMuch

    private static let wrongLengths = [
        post("content-length: 3", "content-length: 4", body: "abc"),
        post("content-length: 3", "transfer-encoding: chunked", body: "0\r\n\r\n"),
        post("content-length: -1"), post("content-length: +3", body: "abc"), post("content-length: 0x3", body: "abc"),
        post("content-length: 3, 3", body: "abc"), post("content-length:"), post("content-length: 3 3", body: "abc"),
        post("content-length: 99999999999999999999"), post("transfer-encoding: gzip", body: "abc"),
        post("transfer-encoding: chunked", "transfer-encoding: chunked", body: "0\r\n\r\n"),
        post("transfer-encoding:", body: ""), post("transfer-encoding: xchunked", body: "0\r\n\r\n"),
        get("/", "content-length: 0"), get("/", "transfer-encoding: chunked") + "0\r\n\r\n",
    ]

    private static let wrongLines = [
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/2.0\r\nhost: a\r\n\r\n", "GET / HTTP/1.2\r\nhost: a\r\n\r\n",
        "GET / HTTP/1.10\r\nhost: a\r\n\r\n", "GET / HTTP/0.9\r\nhost: a\r\n\r\n", "GET / FTP/1.1\r\nhost: a\r\n\r\n",
        "GE@T / HTTP/1.1\r\nhost: a\r\n\r\n", "G\"ET / HTTP/1.1\r\nhost: a\r\n\r\n",
        "GET p HTTP/1.1\r\nhost: a\r\n\r\n",
        "GET ?x HTTP/1.1\r\nhost: a\r\n\r\n", "GET ftp://a/ HTTP/1.1\r\nhost: a\r\n\r\n",
        "GET http:// HTTP/1.1\r\nhost: a\r\n\r\n", "OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n",
        "GET * HTTP/1.1\r\nhost: a\r\n\r\n", "CONNECT / HTTP/1.1\r\nhost: a\r\n\r\n",
        "TRACE / HTTP/1.1\r\nhost: a\r\n\r\n",
        "GET /a\u{1}b HTTP/1.1\r\nhost: a\r\n\r\n",
        "GET /a#b HTTP/1.1\r\nhost: a\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\nhost: a\r\n\r\n",
        "get / HTTP/1.1\r\nhost: a\r\n\r\n", "GET / http/1.1\r\nhost: a\r\n\r\n", "\u{3}\u{1}\r\n\r\n",
        "GET http://b/x HTTP/1.1\r\nhost: a\r\n\r\n", "GET https://b/x HTTP/1.1\r\nhost: a\r\n\r\n",
    ]

    private static let wrongFields = [
        get("/", "x y: 1"), get("/", ": 1"), get("/", "x: a\0b"), get("/", "x\u{7f}: 1"), get("/", "x: a\u{1}"),
        get("/", "x"), get("/", "x : 1"), get("/", "x(y): 1"), get("/", "expect: 200-ok"),
        get("/", "host_x: 1"), get("/", "connection: close, x-a", "x-a: 1"), get("/", "te: trailers, gzip"),
        get("/", "upgrade: h2c", "connection: upgrade, http2-settings", "http2-settings: AAMAAABkAAQAoAAAAAIAAAAA"),
        get("/", "connection: upgrade"), get("/", "upgrade: foo"), get("/", ":path: /x"), get("/", "x:\u{b}1"),
    ]

    private static let tooMuch = [
        get("/", "x: " + String(repeating: "v", count: 70_000)),
        request("GET", "/" + String(repeating: "p", count: 70_000), []),
        request("GET", "/", (0..<120).map { "x-\($0): 1" }), request("GET", "/", (0..<95).map { "x-\($0): 1" }),
    ]

    // MARK: - Endpoints of HTTP/2

    static let multiplexedCluster: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http2_protocol_options": [:]],
            ]
        ]
    ]

    /// Frames of an answer, by the number of its stream.
    static let multiplexedAnswers: [@Sendable (Int) -> ByteString] = [
        { HTTP2Frames.bare($0, end: false, (":status", "200")) + HTTP2Frames.frame(0, 1, $0, ByteString("ok")) },
        {
            HTTP2Frames.bare($0, end: false, (":status", "200"), ("x-up", "1"))
                + HTTP2Frames.frame(0, 1, $0, ByteString("ok"))
        },
        { HTTP2Frames.bare($0, (":status", "503"), ("x-up", "1")) }, { HTTP2Frames.bare($0, (":status", "404")) },
        { HTTP2Frames.bare($0, (":status", "204")) },
        { HTTP2Frames.bare($0, (":status", "301"), ("location", "/p/q")) },
        // None that is refused unseen, which Apus tries again.
        { HTTP2Frames.frame(3, 0, $0, [0, 0, 0, 2]) }, { HTTP2Frames.frame(3, 0, $0, [0, 0, 0, 8]) },
        {
            HTTP2Frames.bare($0, end: false, (":status", "200")) + HTTP2Frames.frame(0, 0, $0, ByteString("ok"))
                + HTTP2Frames.bare($0, ("x-t", "1"))
        },
        {
            HTTP2Frames.bare($0, end: false, (":status", "103"), ("link", "<x>"))
                + HTTP2Frames.bare($0, (":status", "200"))
        },
        { HTTP2Frames.bare($0, (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "14")) },
        { HTTP2Frames.bare($0, (":status", "200"), ("set-cookie", "a=1"), ("set-cookie", "b=2"), ("server", "real")) },
        { HTTP2Frames.bare($0, (":status", "429"), ("x-envoy-ratelimited", "true")) },
    ]

    /// Whether a field line says something of a connection of HTTP/1, which has no place in HTTP/2.
    static func isOfConnection(_ field: String) -> Bool {
        ["connection:", "keep-alive:", "te: gzip"].contains { field.hasPrefix($0) }
    }
}
