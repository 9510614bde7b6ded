/// Upstreams that misbehave: what the client gets, what the log says, and what becomes of the connection.
enum UpstreamFaultCases {
    static let all: [ProxyCase] = connecting + ending + garbage + framing + fields + surplus + early

    private static func spoiled(_ name: String, _ answer: String) -> ProxyCase {
        ProxyCase(name, get(), upstream: .abandonedAfter(answer))
    }

    private static let faults = [
        "cluster.upstream_rq_503", "cluster.upstream_rq_5xx", "cluster.upstream_rq_total",
        "cluster.upstream_cx_connect_fail", "cluster.upstream_rq_pending_failure_eject",
    ]

    private static let connecting: [ProxyCase] = [
        ProxyCase("refused", get(), upstream: .refusing).with {
            $0.statistics = faults + ["http.downstream_rq_5xx"]
            $0.omitting = [.probe]
        },
        ProxyCase("refused-with-body", post("content-length: 5", body: "hello"), upstream: .refusing),
        ProxyCase("connect-timeout", get(), upstream: .stuck).with {
            $0.cluster = ["connect_timeout": "0.25s"]
            $0.statistics = ["cluster.upstream_cx_connect_timeout", "cluster.upstream_cx_connect_fail"]
        },
        ProxyCase("no-endpoint", get()).with {
            $0.cluster = ["load_assignment": ["endpoints": []]]
            $0.statistics = ["cluster.upstream_cx_none_healthy", "cluster.membership_total"]
        },
        ProxyCase("refused-twice", inTurn: [get("/1"), get("/2")], upstream: .refusing),
    ]

    private static let ending: [ProxyCase] = [
        ProxyCase("closes-at-once", get(), upstream: .closingAtOnce),
        ProxyCase("closes-after-the-request", get(), upstream: .closingAfter("")).with {
            $0.statistics = [
                "cluster.upstream_rq_rx_reset", "cluster.upstream_cx_destroy_remote_with_active_rq",
                "cluster.upstream_rq_503",
            ]
            $0.omitting = [.probe]
        },
        ProxyCase("resets-after-the-request", get(), upstream: .resettingAfter("")),
        ProxyCase(
            "resets-inside-a-body-without-a-length", get(), upstream: .resettingAfter("HTTP/1.1 200 OK\r\n\r\nhello")
        ).with { $0.omitting = [.probe] },
        ProxyCase(
            "closes-behind-an-answer-to-half-a-post",
            steps: [.text(post("content-length: 10", body: "hello")), .answers(1), .end],
            upstream: UpstreamScript([.head, .text("HTTP/1.1 200 OK\r\n\r\nhello"), .close])
        ).with { $0.omitting = [.bytewise] },
        ProxyCase(
            "closes-after-a-post", post("content-length: 5", body: "hello"), upstream: .closingAfter("")),
        ProxyCase("closes-inside-the-status-line", get(), upstream: .closingAfter("HTTP/1.1 20")),
        ProxyCase("closes-inside-the-head", get(), upstream: .closingAfter("HTTP/1.1 200 OK\r\ncontent-le")),
        ProxyCase(
            "closes-before-the-empty-line", get(), upstream: .closingAfter("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n")),
        ProxyCase(
            "closes-inside-the-body", get(),
            upstream: .closingAfter(answer("200 OK", "content-length: 10", body: "hello"))),
        ProxyCase("closes-before-the-body", get(), upstream: .closingAfter(answer("200 OK", "content-length: 10"))),
        ProxyCase(
            "closes-inside-a-chunk", get(),
            upstream: .closingAfter(answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhel"))),
        ProxyCase(
            "closes-between-chunks", get(),
            upstream: .closingAfter(answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n"))),
        ProxyCase(
            "closes-inside-trailers", get(),
            upstream: .closingAfter(answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\nx: y"))),
        ProxyCase(
            "closes-an-idle-connection",
            steps: [
                .text(get("/1")), .answers(1), .upstreamEnded, .text(get("/2")), .answers(1),
            ], upstream: .closingAfter(UpstreamScript.okAnswer.text)),
        ProxyCase(
            "ends-its-direction-after-the-answer", inTurn: [get("/1"), get("/2")],
            upstream: UpstreamScript([.request, .send(UpstreamScript.okAnswer), .closeWriting, .awaitEnd])),
    ]

    private static let garbage: [ProxyCase] =
        [
            spoiled("banner-of-ssh", "SSH-2.0-OpenSSH_9.2\r\n"),
            spoiled("alert-of-tls", "\u{15}\u{03}\u{01}\u{00}\u{02}\u{02}\u{46}"),
            spoiled("page-without-a-head", "<html>hello</html>"),
            spoiled("settings-of-http2", "\0\0\0\u{04}\0\0\0\0\0"),
            spoiled("lower-case-version", "http/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
            spoiled("crlf-before-the-status", "\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
            spoiled("space-before-the-status", " HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"),
            ProxyCase(
                "version-1-2-of-the-answer", get(), upstream: .serving("HTTP/1.2 200 OK\r\ncontent-length: 2\r\n\r\nok")
            ),
        ]
        + [
            ("000", "000 X"), ("99", "99 X"), ("abc", "abc X"), ("negative", "-200 X"), ("empty", ""),
            ("split", "20 0"),
        ].map { spoiled("status-\($0)", "HTTP/1.1 \($1)\r\ncontent-length: 2\r\n\r\nok") }

    private static let framing: [ProxyCase] =
        [
            ("negative", ["content-length: -1"]), ("plus", ["content-length: +2"]), ("empty", ["content-length:"]),
            ("beyond-64-bits", ["content-length: 18446744073709551616"]), ("list-equal", ["content-length: 2, 2"]),
            ("list-different", ["content-length: 2, 3"]), ("word", ["content-length: abc"]),
            ("twice-equal", ["content-length: 2", "content-length: 2"]),
            ("twice-different", ["content-length: 2", "content-length: 3"]),
            ("and-chunked", ["content-length: 2", "transfer-encoding: chunked"]),
        ].map { name, lines in
            spoiled("answer-length-\(name)", "HTTP/1.1 200 OK\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\nok!")
        }
        + [
            ("gzip", "gzip"), ("gzip-chunked", "gzip, chunked"), ("identity", "identity"),
            ("twice", "chunked, chunked"),
        ].map {
            spoiled("answer-coding-\($0)", answer("200 OK", "transfer-encoding: \($1)", body: "2\r\nok\r\n0\r\n\r\n"))
        } + [
            spoiled(
                "answer-chunk-size-bad",
                answer("200 OK", "transfer-encoding: chunked", body: "xyz\r\nhello\r\n0\r\n\r\n")),
            ProxyCase(
                "answer-second-chunk-size-bad", steps: [.text(get()), .body(contains: "hello"), .answers(1)],
                upstream: UpstreamScript([
                    .request, .send(ByteString(answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n"))),
                    .send(ByteString("zz\r\n")), .awaitEnd,
                ])
            ),
            spoiled(
                "answer-trailer-bad",
                answer("200 OK", "transfer-encoding: chunked", body: "2\r\nok\r\n0\r\nx y: 1\r\n\r\n")),
        ]

    private static let fields: [ProxyCase] = [
        ("nul", "x: a\0b"), ("control-byte", "x: a\u{01}b"), ("space-before-colon", "x : a"),
        ("space-in-name", "x y: a"),
        ("no-colon", "xyz"), ("empty-name", ": y"), ("length-space-before-colon", "content-length : 2"),
    ].map { spoiled("answer-field-\($0)", answer("200 OK", $1, "content-length: 2", body: "ok")) }

    private static let surplus: [ProxyCase] = [
        ProxyCase(
            "bytes-behind-the-answer", inTurn: [get("/1"), get("/2")],
            upstream: .abandonedAfter(answer("200 OK", "content-length: 2", body: "okextra"))),
        ProxyCase(
            "two-answers", inTurn: [get("/1"), get("/2")],
            upstream: .abandonedAfter(
                UpstreamScript.okAnswer.text + answer("201 Created", "content-length: 3", body: "bad"))),
        ProxyCase(
            "answer-before-the-request", get(),
            upstream: UpstreamScript([
                .send(ByteString(answer("408 Request Timeout", "content-length: 0", "connection: close"))), .request,
                .awaitEnd,
            ])
        ),
        ProxyCase(
            "answer-101-unasked", get(),
            upstream: .serving(answer("101 Switching Protocols", "upgrade: foo", "connection: upgrade"))),
    ]

    private static let big = answer("413 Payload Too Large", "content-length: 3", body: "big")

    private static let early: [ProxyCase] = [
        ProxyCase(
            "early-answer-length", steps: [.text(post("content-length: 10", body: "hello")), .answers(1)],
            upstream: .earlyAnswer(big)),
        ProxyCase(
            "early-answer-chunked",
            steps: [.text(post("transfer-encoding: chunked", body: "5\r\nhello\r\n")), .answers(1)],
            upstream: .earlyAnswer(big)),
        ProxyCase(
            "early-answer-and-close", steps: [.text(post("content-length: 10", body: "hello")), .answers(1)],
            upstream: UpstreamScript([
                .head,
                .send(
                    ByteString(answer("413 Payload Too Large", "content-length: 3", "connection: close", body: "big"))),
                .awaitEnd,
            ])),
        ProxyCase(
            "early-answer-in-chunks", steps: [.text(post("content-length: 10", body: "hello")), .answers(1)],
            upstream: .earlyAnswer(
                answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n"))),
    ].map { testCase in testCase.with { $0.omitting = [.bytewise] } }
}
