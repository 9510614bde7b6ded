/// HTTP/1.0 and stranger versions where the listener accepts them.
enum OldVersionCases {
    static let all: [ProxyCase] =
        cases.map { testCase in
            testCase.with { $0.manager = ["http_protocol_options": ["accept_http_10": true]] }
        } + [
            // What is wrong with the message itself comes before what is wrong with its version.
            ProxyCase("http10-not-taken-nominated-host", "GET / HTTP/1.0\r\nhost: a\r\nconnection: host\r\n\r\n"),
            ProxyCase("http10-not-taken-nominated", "GET / HTTP/1.0\r\nhost: a\r\nconnection: x\r\nx: 1\r\n\r\n"),
            ProxyCase(
                "http10-not-taken-connect-chunked",
                "CONNECT b:80 HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
            ProxyCase("http10-default-host", "GET / HTTP/1.0\r\n\r\n").with {
                $0.manager = [
                    "http_protocol_options": ["accept_http_10": true, "default_host_for_http_10": "default.example"]
                ]
            },
            ProxyCase("http10-default-host-not-needed", "GET / HTTP/1.0\r\nhost: a\r\n\r\n").with {
                $0.manager = [
                    "http_protocol_options": ["accept_http_10": true, "default_host_for_http_10": "default.example"]
                ]
            },
        ]

    private static let inChunks = UpstreamScript.serving(
        answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n"))

    private static let cases: [ProxyCase] = [
        ProxyCase("http10-without-host", "GET / HTTP/1.0\r\n\r\n"),
        ProxyCase("http10-with-host", "GET / HTTP/1.0\r\nhost: a\r\n\r\n"),
        ProxyCase("http10-keep-alive", "GET / HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n"),
        ProxyCase("http10-keep-alive-capitals", "GET / HTTP/1.0\r\nhost: a\r\nConnection: Keep-Alive\r\n\r\n"),
        ProxyCase("http10-answer-in-chunks", "GET / HTTP/1.0\r\nhost: a\r\n\r\n", upstream: inChunks),
        ProxyCase(
            "http10-keep-alive-answer-in-chunks", "GET / HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n",
            upstream: inChunks),
        ProxyCase("http10-post", "POST / HTTP/1.0\r\nhost: a\r\ncontent-length: 5\r\n\r\nhello"),
        ProxyCase("http10-post-chunked", "POST / HTTP/1.0\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
        ProxyCase(
            "http10-expect-continue",
            "POST / HTTP/1.0\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\nhello"),
        ProxyCase(
            "http10-early-hints", "GET / HTTP/1.0\r\nhost: a\r\n\r\n",
            upstream: .serving("HTTP/1.1 103 Early Hints\r\n\r\n" + UpstreamScript.okAnswer.text)),
        // What does not say its length is the last answer, though it has no body.
        ProxyCase("http10-keep-alive-no-route", "GET / HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n").with {
            $0.routes = []
        },
        ProxyCase(
            "http10-keep-alive-204", "GET / HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n",
            upstream: .serving(answer("204 No Content"))),
        ProxyCase(
            "http10-keep-alive-head-without-length",
            steps: [.text("HEAD / HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n"), .headAnswers(1)],
            upstream: .serving(answer("200 OK", "transfer-encoding: chunked"))),
        ProxyCase(
            "http10-keep-alive-head",
            steps: [.text("HEAD / HTTP/1.0\r\nhost: a\r\nconnection: keep-alive\r\n\r\n"), .headAnswers(1)],
            upstream: .serving(answer("200 OK", "content-length: 5"))),
        ProxyCase("http10-no-route", "GET / HTTP/1.0\r\nhost: a\r\n\r\n").with { $0.routes = [] },
        ProxyCase(
            "http10-head", steps: [.text("HEAD / HTTP/1.0\r\nhost: a\r\n\r\n"), .headAnswers(1)],
            upstream: .serving(answer("200 OK", "content-length: 5"))),
        // Only where the whole head could be read the answer is in its version.
        ProxyCase("http10-broken-field", "GET / HTTP/1.0\r\nhost: a\r\nx y: 1\r\n\r\n"),
        ProxyCase("http10-unknown-coding", "GET / HTTP/1.0\r\nhost: a\r\ntransfer-encoding: gzip\r\n\r\n"),
        ProxyCase("http10-connect-chunked", "CONNECT b:80 HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
        ProxyCase("http10-nominated-host", "GET / HTTP/1.0\r\nhost: a\r\nconnection: host\r\n\r\n"),
        ProxyCase("http09", "GET /\r\n"),
        ProxyCase("http12", "GET / HTTP/1.2\r\nhost: a\r\n\r\n"),
        ProxyCase("http20-in-words", "GET / HTTP/2.0\r\nhost: a\r\n\r\n"),
        ProxyCase("http11-beside-http10", get()),
    ]
}
