/// Answers without a body, interim answers, expectations, and answers that end at the close.
enum SemanticsCases {
    static let all: [ProxyCase] = bodiless + expectations + interim + closing

    private static let ok5 = answer("200 OK", "content-length: 5")

    private static let bodiless: [ProxyCase] = [
        head("head", upstream: .serving(ok5)),
        head("head-answered-in-chunks", upstream: .serving(answer("200 OK", "transfer-encoding: chunked"))),
        head("head-answered-without-length", upstream: .serving(answer("200 OK"))),
        head(
            "head-answered-with-a-body",
            upstream: .abandonedAfter(answer("200 OK", "content-length: 5", body: "hello"))),
        ProxyCase(
            "head-and-get-pipelined",
            steps: [
                .text(request("HEAD", "/1", []) + get("/2")), .headAnswers(1), .answers(1),
            ], upstream: .serving(ok5, answer("200 OK", "content-length: 2", body: "ok"))),
        head("head-answered-204", upstream: .serving(answer("204 No Content"))),
        head("head-answered-304", upstream: .serving(answer("304 Not Modified", "etag: x"))),
        head("head-404").with { $0.routes = [] },
        head("head-direct-response").with {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "hello"]]]
            ]
        },
        head("head-no-endpoint").with { $0.cluster = ["load_assignment": ["endpoints": []]] },
        ProxyCase("status-204", get(), upstream: .serving(answer("204 No Content"))),
        ProxyCase("status-204-length-0", get(), upstream: .serving(answer("204 No Content", "content-length: 0"))),
        ProxyCase(
            "status-204-length-5", get(), upstream: .abandonedAfter(answer("204 No Content", "content-length: 5"))),
        ProxyCase(
            "status-204-with-body", get(),
            upstream: .abandonedAfter(answer("204 No Content", "content-length: 5", body: "hello"))),
        ProxyCase(
            "status-204-chunked", get(),
            upstream: .abandonedAfter(answer("204 No Content", "transfer-encoding: chunked", body: "0\r\n\r\n"))),
        ProxyCase("status-304", get(), upstream: .serving(answer("304 Not Modified", "etag: x"))),
        ProxyCase("status-304-length-5", get(), upstream: .serving(answer("304 Not Modified", "content-length: 5"))),
        ProxyCase(
            "status-304-with-body", get(),
            upstream: .abandonedAfter(answer("304 Not Modified", "content-length: 5", body: "hello"))),
        ProxyCase(
            "status-304-chunked", get(), upstream: .serving(answer("304 Not Modified", "transfer-encoding: chunked"))),
        ProxyCase(
            "status-205-with-body", get(),
            upstream: .serving(answer("205 Reset Content", "content-length: 2", body: "ok"))),
    ]

    private static func head(_ name: String, upstream: UpstreamScript = .plain) -> ProxyCase {
        ProxyCase(name, steps: [.text(request("HEAD", "/", [])), .headAnswers(1)], upstream: upstream)
    }

    private static let expectations: [ProxyCase] = [
        ProxyCase(
            "expect-continue",
            steps: [
                .text(post("expect: 100-continue", "content-length: 5")), .interim(1), .text("hello"), .answers(1),
            ]),
        ProxyCase(
            "expect-continue-capitals",
            steps: [
                .text(post("Expect: 100-Continue", "content-length: 5")), .interim(1), .text("hello"), .answers(1),
            ]),
        ProxyCase(
            "expect-continue-chunked",
            steps: [
                .text(post("expect: 100-continue", "transfer-encoding: chunked")), .interim(1),
                .text("5\r\nhello\r\n0\r\n\r\n"), .answers(1),
            ]),
        ProxyCase("expect-continue-body-at-once", post("expect: 100-continue", "content-length: 5", body: "hello")),
        ProxyCase("expect-continue-without-body", post("expect: 100-continue", "content-length: 0")),
        ProxyCase("expect-continue-of-get", get("/", host: "a", "expect: 100-continue")),
        ProxyCase("expect-something-else", post("expect: foo", "content-length: 5", body: "hello")),
        ProxyCase("expect-continue-no-route", post("expect: 100-continue", "content-length: 5")).with {
            $0.routes = [["match": ["path": "/elsewhere"], "route": ["cluster": "CLUSTER"]]]
        },
        ProxyCase(
            "expect-continue-refused-by-the-origin",
            steps: [.text(post("expect: 100-continue", "content-length: 5")), .interim(1), .answers(1)],
            upstream: .earlyAnswer(answer("417 Expectation Failed", "content-length: 0"))),
    ]

    private static let interim: [ProxyCase] =
        [
            ("continue-unasked", "100 Continue"), ("processing", "102 Processing"),
            ("early-hints", "103 Early Hints\r\nlink: </a>"),
        ].map {
            ProxyCase(
                "interim-\($0)", post("content-length: 5", body: "hello"),
                upstream: .serving("HTTP/1.1 \($1)\r\n\r\n" + UpstreamScript.okAnswer.text))
        } + [
            ProxyCase(
                "interim-fifty", get(),
                upstream: .serving(
                    String(repeating: "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", count: 50)
                        + UpstreamScript.okAnswer.text)),
            ProxyCase(
                "interim-thousands", get(),
                upstream: .serving(
                    String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 3000) + UpstreamScript.okAnswer.text)),
            ProxyCase(
                "interim-with-length", get(),
                upstream: .abandonedAfter(
                    answer("103 Early Hints", "content-length: 5") + UpstreamScript.okAnswer.text)),
            ProxyCase(
                "interim-chunked", get(),
                upstream: .abandonedAfter(
                    answer("103 Early Hints", "transfer-encoding: chunked") + UpstreamScript.okAnswer.text)),
            ProxyCase(
                "interim-then-close", get(), upstream: .closingAfter("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")),
        ]

    private static let closing: [ProxyCase] = [
        ProxyCase("answer-until-close", get(), upstream: .closingAfter(answer("200 OK", "x: y", body: "hello"))),
        ProxyCase("answer-until-close-empty", get(), upstream: .closingAfter(answer("200 OK", "x: y"))),
        ProxyCase("answer-until-close-http10", get(), upstream: .closingAfter("HTTP/1.0 200 OK\r\n\r\nhello")),
        ProxyCase(
            "answer-http10-with-length", inTurn: [get("/1"), get("/2")],
            upstream: .abandonedAfter("HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok")),
        ProxyCase(
            "answer-http10-keep-alive", inTurn: [get("/1"), get("/2")],
            upstream: .serving("HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok")),
        ProxyCase(
            "answer-connection-close", inTurn: [get("/1"), get("/2")],
            upstream: .abandonedAfter(answer("200 OK", "connection: close", "content-length: 2", body: "ok"))),
        ProxyCase(
            "answer-in-chunks", get(),
            upstream: .serving(
                answer(
                    "200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n"))),
        ProxyCase(
            "answer-byte-by-byte", get(), upstream: .trickling(answer("200 OK", "content-length: 2", body: "ok"))),
        ProxyCase(
            "answer-in-chunks-byte-by-byte", get(),
            upstream: .trickling(
                answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n1;a\r\n!\r\n0\r\n\r\n"))),
        ProxyCase(
            "answer-of-300000", get(),
            upstream: .serving(
                bytes: ByteString(answer("200 OK", "content-length: 300000"))
                    + ByteString(repeating: 0x71, count: 300_000))),
    ]
}
