/// Limits of heads, on both sides.
enum LimitCases {
    private static func filler(_ count: Int) -> String { String(repeating: "a", count: count) }
    private static func fields(_ count: Int) -> [String] { (0..<count).map { "x\($0): y" } }

    static let all: [ProxyCase] = requests + answers

    private static let requests: [ProxyCase] = [
        ProxyCase("head-of-61000", get("/", host: "a", "x: " + filler(60_900))),
        ProxyCase("head-of-62000", get("/", host: "a", "x: " + filler(62_000))),
        ProxyCase("target-of-62000", get("/" + filler(62_000))),
        ProxyCase("unfinished-head-of-70000", "GET / HTTP/1.1\r\nhost: a\r\nx: " + filler(70_000)),
        ProxyCase("many-fields-of-62000-bytes", request("GET", "/", fields(90).map { $0 + filler(700) })),
        ProxyCase("hundred-fields", request("GET", "/", fields(99))),
        ProxyCase("hundred-and-one-fields", request("GET", "/", fields(100))).with {
            $0.statistics = ["http.downstream_rq_4xx", "http.downstream_cx_protocol_error"]
            $0.omitting = [.probe]
        },
        ProxyCase("a-thousand-fields", request("GET", "/", fields(1000))),
        ProxyCase("max-headers-kb-kept", get("/", host: "a", "x: " + filler(900))).with {
            $0.manager = ["max_request_headers_kb": 1]
        },
        ProxyCase("max-headers-kb-exceeded", get("/", host: "a", "x: " + filler(1100))).with {
            $0.manager = ["max_request_headers_kb": 1]
        },
        ProxyCase("max-headers-count-kept", get("/", host: "a", "a: 1", "b: 2")).with {
            $0.manager = ["common_http_protocol_options": ["max_headers_count": 3]]
        },
        ProxyCase("max-headers-count-exceeded", get("/", host: "a", "a: 1", "b: 2", "c: 3")).with {
            $0.manager = ["common_http_protocol_options": ["max_headers_count": 3]]
        },
        ProxyCase(
            "hundred-and-one-trailers-dropped",
            post(
                "transfer-encoding: chunked", body: "0\r\n" + fields(101).map { $0 + "\r\n" }.joined() + "\r\n")),
        ProxyCase(
            "trailers-of-62000",
            post("transfer-encoding: chunked", body: "0\r\nx: " + filler(62_000) + "\r\n\r\n")
        ),
    ].map { testCase in testCase.with { $0.omitting.insert(.bytewise) } }

    private static let answers: [ProxyCase] = [
        ProxyCase(
            "answer-of-hundred-fields", get(),
            upstream: .serving(
                "HTTP/1.1 200 OK\r\n" + fields(99).map { $0 + "\r\n" }.joined() + "content-length: 2\r\n\r\nok")),
        ProxyCase(
            "answer-of-hundred-and-one-fields", get(),
            upstream: .abandonedAfter(
                "HTTP/1.1 200 OK\r\n" + fields(100).map { $0 + "\r\n" }.joined() + "content-length: 2\r\n\r\nok")),
        ProxyCase(
            "answer-head-of-61000", get(),
            upstream: .serving(answer("200 OK", "x: " + filler(60_900), "content-length: 2", body: "ok"))),
        ProxyCase(
            "answer-head-of-2000000", get(),
            upstream: .abandonedAfter(
                "HTTP/1.1 200 OK\r\n" + String(repeating: "x: " + filler(1000) + "\r\n", count: 2000) + "\r\n")),
    ]
}
