/// Where RFC 9112 allows a recipient to refuse or to repair, and Envoy repairs.
enum LeniencyCases {
    static let all: [ProxyCase] = [
        ProxyCase("obs-fold", get("/", host: "a", "x: a\r\n b")),
        ProxyCase("obs-fold-with-tab", get("/", host: "a", "x: a\r\n\tb")),
        ProxyCase("obs-fold-twice", get("/", host: "a", "x: a\r\n  b\r\n  c", "y: 1")),
        ProxyCase(
            "obs-fold-of-transfer-encoding",
            post("transfer-encoding:\r\n chunked", body: "5\r\nhello\r\n0\r\n\r\n")),
        ProxyCase("obs-fold-of-content-length", post("content-length:\r\n 5", body: "hello")),
        ProxyCase(
            "obs-fold-in-a-trailer",
            post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\nx: 1\r\n y\r\n\r\n")),
        ProxyCase("bare-lf-everywhere", "GET / HTTP/1.1\nhost: a\nx: y\n\n"),
        ProxyCase("bare-lf-after-request-line", "GET / HTTP/1.1\nhost: a\r\n\r\n"),
        ProxyCase("bare-lf-after-a-field", "GET / HTTP/1.1\r\nhost: a\nx: y\r\n\r\n"),
        ProxyCase("bare-lf-at-the-end", "GET / HTTP/1.1\r\nhost: a\r\n\n"),
        ProxyCase("bare-lf-before-the-request", "\n" + get()),
        ProxyCase("bare-lf-behind-chunk-data", post("transfer-encoding: chunked", body: "5\r\nhello\n0\r\n\r\n")),
        ProxyCase("bare-lf-behind-the-last-chunk", post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\n")),
        ProxyCase("bare-cr-before-the-request", "\r" + get()),
        ProxyCase("bare-cr-in-a-value", get("/", host: "a", "x: a\rb")),
        ProxyCase("two-cr-before-lf", "GET / HTTP/1.1\r\r\nhost: a\r\n\r\n"),
        ProxyCase("bytes-behind-chunk-data", post("transfer-encoding: chunked", body: "5\r\nhello!\r\n0\r\n\r\n")),
        ProxyCase("space-inside-a-chunk-size", post("transfer-encoding: chunked", body: "1 0\r\nhello\r\n0\r\n\r\n")),
        ProxyCase("nul-in-a-chunk-extension", post("transfer-encoding: chunked", body: "5;a\0\r\nhello\r\n0\r\n\r\n")),
        ProxyCase("length-with-leading-zeros", post("content-length: 005", body: "hello")),
        ProxyCase("two-spaces-after-method", "GET  / HTTP/1.1\r\nhost: a\r\n\r\n"),
        ProxyCase("tabs-in-the-request-line", "GET\t/\tHTTP/1.1\r\nhost: a\r\n\r\n"),
        ProxyCase("space-behind-the-version", "GET / HTTP/1.1 \r\nhost: a\r\n\r\n"),
        ProxyCase(
            "length-of-64-bits",
            steps: [
                .send(ByteString(post("content-length: 18446744073709551615", body: "hello"))),
                .upstreamReceived("hello"),
                .leave,
            ], upstream: UpstreamScript([.head, .awaitEnd])),
        ProxyCase(
            "answer-with-obs-fold", get(),
            upstream: .serving(
                answer("200 OK", "x: a\r\n b", "content-length: 2", body: "ok"))),
        ProxyCase(
            "answer-with-bare-lf", get(),
            upstream: .serving(
                "HTTP/1.1 200 OK\nx: a\ncontent-length: 2\n\nok")),
        ProxyCase(
            "answer-with-bare-cr-in-a-value", get(),
            upstream: .serving(
                answer("200 OK", "x: a\rb", "content-length: 2", body: "ok"))),
    ]
}
