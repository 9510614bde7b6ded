/// Upstreams that fail once: how the request ends, and that the next one, of another client, is served by a new
/// connection as if nothing had been.
enum FaultRecoveryCases {
    static let all: [ProxyCase] = (before + inside + framing + surplus + slow).map { testCase in
        testCase.with { $0.statistics = counters }
    }

    private static let counters = [
        "cluster.upstream_cx_total", "cluster.upstream_cx_destroy_with_active_rq", "cluster.upstream_cx_protocol_error",
        "cluster.upstream_rq_total", "cluster.upstream_rq_completed", "cluster.upstream_rq_rx_reset",
        "cluster.upstream_rq_tx_reset", "cluster.upstream_rq_timeout", "cluster.upstream_cx_connect_fail",
        "cluster.upstream_rq_5xx", "cluster.upstream_rq_2xx", "cluster.upstream_cx_active",
        "cluster.upstream_rq_active",
    ]

    /// Asks twice, on two connections; the upstream's first one goes by `steps`, later ones answer.
    private static func once(_ name: String, _ steps: [UpstreamStep], request: String = get("/1")) -> ProxyCase {
        ProxyCase(
            "recovers-\(name)", steps: [.text(request), .answers(1), .reconnect, .text(get("/2")), .answers(1)],
            upstream: UpstreamScript(steps, [.serve([UpstreamScript.okAnswer])])
        ).with { $0.omitting = [.probe, .bytewise] }
    }

    private static func spoiled(_ name: String, _ answer: String) -> ProxyCase {
        once(name, [.request, .send(ByteString(answer)), .awaitEnd])
    }

    private static let before: [ProxyCase] = [
        once("from-a-reset-after-the-request", [.request, .reset]),
        once("from-a-close-after-the-request", [.request, .close]),
        once("from-a-close-after-a-post", [.request, .close], request: post("content-length: 5", body: "hello")),
        once("from-an-end-of-direction-before-the-answer", [.request, .closeWriting, .awaitEnd]),
        spoiled("from-a-banner", "220 mail.test ESMTP\r\n"),
        spoiled("from-a-page-of-http09", "<html></html>\r\n\r\n"),
        spoiled("from-a-status-of-600", answer("600 Odd", "connection: close", "content-length: 2", body: "ok")),
        spoiled("from-a-status-of-999", answer("999 Odd", "connection: close", "content-length: 2", body: "ok")),
    ]

    private static let inside: [ProxyCase] = [
        once(
            "from-a-reset-inside-the-body",
            [
                .request, .send(ByteString(answer("200 OK", "content-length: 10", body: "hello"))), .reset,
            ]),
        once(
            "from-a-close-inside-the-body",
            [
                .request, .send(ByteString(answer("200 OK", "content-length: 10", body: "hello"))), .close,
            ]),
        once(
            "from-a-close-inside-a-chunk",
            [
                .request, .send(ByteString(answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhel"))), .close,
            ]),
        once(
            "from-an-end-of-direction-inside-the-body",
            [
                .request, .send(ByteString(answer("200 OK", "content-length: 10", body: "hello"))), .closeWriting,
                .awaitEnd,
            ]),
        once(
            "from-a-close-between-trailers",
            [
                .request,
                .send(ByteString(answer("200 OK", "transfer-encoding: chunked", body: "2\r\nok\r\n0\r\nx: y\r\n"))),
                .close,
            ]),
    ]

    private static func chunked(_ body: String) -> String { answer("200 OK", "transfer-encoding: chunked", body: body) }

    private static let framing: [ProxyCase] = [
        spoiled("from-a-negative-length", answer("200 OK", "content-length: -2", body: "ok")),
        spoiled("from-a-great-length", answer("200 OK", "content-length: 99999999999999999999", body: "ok")),
        spoiled("from-two-lengths", answer("200 OK", "content-length: 2", "content-length: 3", body: "ok!")),
        spoiled(
            "from-length-and-chunks", answer("200 OK", "content-length: 2", "transfer-encoding: chunked", body: "ok")),
        spoiled("from-an-unknown-coding", answer("200 OK", "transfer-encoding: zip", body: "ok")),
        spoiled("from-a-chunk-size-of-17-digits", chunked("10000000000000002\r\nok\r\n0\r\n\r\n")),
        spoiled("from-a-chunk-size-with-a-sign", chunked("-2\r\nok\r\n0\r\n\r\n")),
    ]

    private static let surplus: [ProxyCase] = [
        spoiled(
            "from-bytes-behind-the-answer", answer("200 OK", "content-length: 2", body: "okHTTP/1.1 500 X\r\n\r\n")),
        spoiled(
            "from-a-second-answer", UpstreamScript.okAnswer.text + answer("500 Bad", "content-length: 3", body: "bad")),
        spoiled("from-a-body-with-204", answer("204 No Content") + "hello"),
        spoiled("from-a-body-with-304", answer("304 Not Modified", "content-length: 5") + "hello"),
        spoiled("from-bytes-behind-the-last-chunk", chunked("2\r\nok\r\n0\r\n\r\nextra")),
    ]

    private static let slow: [ProxyCase] = [
        once("from-silence", [.request, .awaitEnd]).with { $0.action = ["timeout": "0.25s"] },
        once("from-silence-inside-the-head", [.request, .send(ByteString("HTTP/1.1 200 OK\r\nx:")), .awaitEnd]).with {
            $0.action = ["timeout": "0.25s"]
        },
        once(
            "from-silence-inside-the-body",
            [
                .request, .send(ByteString(answer("200 OK", "content-length: 10", body: "hello"))), .awaitEnd,
            ]
        ).with { $0.action = ["timeout": "0.25s"] },
        once(
            "from-silence-between-trailers",
            [
                .request, .send(ByteString(chunked("2\r\nok\r\n0\r\nx: y\r\n"))), .awaitEnd,
            ]
        ).with { $0.action = ["timeout": "0.25s"] },
        once(
            "from-silence-of-a-stream",
            [
                .request, .send(ByteString(answer("200 OK", "content-length: 10", body: "hello"))), .awaitEnd,
            ]
        ).with { $0.manager = ["stream_idle_timeout": "2s"] },
    ]
}
