/// How the length of a request body is given, and every way to lie about it.
enum FramingCases {
    static let all: [ProxyCase] = ordinary + contradictions + lengths + codings

    private static let chunks = "5\r\nhello\r\n0\r\n\r\n"

    private static let ordinary: [ProxyCase] = [
        ProxyCase("get-plain", get("/", host: "a", "user-agent: u", "accept: */*")),
        ProxyCase("post-with-length", post("content-length: 5", body: "hello")),
        ProxyCase("post-with-length-0", post("content-length: 0")),
        ProxyCase("post-without-length", post()),
        ProxyCase("post-chunked", post("transfer-encoding: chunked", body: chunks)),
        ProxyCase("post-chunked-empty", post("transfer-encoding: chunked", body: "0\r\n\r\n")),
        ProxyCase("get-with-body", request("GET", "/", ["content-length: 3"], body: "abc")),
        ProxyCase("get-with-length-0", get("/", host: "a", "content-length: 0")),
        ProxyCase("get-chunked", request("GET", "/", ["transfer-encoding: chunked"], body: chunks)),
        ProxyCase("delete-without-body", request("DELETE", "/", [])),
        ProxyCase(
            "head-with-body-then-get",
            steps: [
                .send(ByteString(request("HEAD", "/", ["content-length: 3"], body: "abc"))), .headAnswers(1),
                .send(ByteString(get("/second"))), .answers(1),
            ],
            upstream: .serving(answer("200 OK", "content-length: 5"), answer("200 OK", "content-length: 2", body: "ok"))
        ),
        ProxyCase(
            "body-in-two-writes",
            steps: [
                .send(ByteString(post("content-length: 10", body: "hello"))), .upstreamReceived("hello"),
                .send(ByteString("world")), .answers(1),
            ]),
        ProxyCase(
            "chunks-in-two-writes",
            steps: [
                .send(ByteString(post("transfer-encoding: chunked", body: "5\r\nhello\r\n"))),
                .upstreamReceived("hello"),
                .send(ByteString("6\r\n world\r\n0\r\n\r\n")), .answers(1),
            ]),
        ProxyCase(
            "body-of-300000",
            bytes: ByteString(post("content-length: 300000"))
                + ByteString(repeating: 0x7a, count: 300_000)
        ).with { $0.omitting = [.bytewise] },
        ProxyCase(
            "chunk-of-300000",
            bytes: ByteString(post("transfer-encoding: chunked", body: "493e0\r\n"))
                + ByteString(repeating: 0x7a, count: 300_000) + ByteString("\r\n0\r\n\r\n")
        ).with { $0.omitting = [.bytewise] },
    ]

    private static let contradictions: [ProxyCase] = [
        ProxyCase("length-then-chunked", post("content-length: 5", "transfer-encoding: chunked", body: "0\r\n\r\n")),
        ProxyCase("chunked-then-length", post("transfer-encoding: chunked", "content-length: 5", body: "0\r\n\r\n")),
        ProxyCase("chunked-and-length-0", post("transfer-encoding: chunked", "content-length: 0", body: chunks)),
        ProxyCase("chunked-and-length-allowed", post("transfer-encoding: chunked", "content-length: 5", body: chunks))
            .with { $0.manager = ["http_protocol_options": ["allow_chunked_length": true]] },
        ProxyCase("two-equal-lengths", post("content-length: 5", "content-length: 5", body: "hello")),
        ProxyCase("two-different-lengths", post("content-length: 5", "content-length: 6", body: "hello!")),
        ProxyCase("length-list-equal", post("content-length: 5, 5", body: "hello")),
        ProxyCase("length-list-different", post("content-length: 5, 6", body: "hello!")),
        ProxyCase(
            "smuggled-request-behind-length-and-chunked",
            post("content-length: 6", "transfer-encoding: chunked", body: "0\r\n\r\n" + get("/smuggled"))),
        ProxyCase("junk-behind-a-bodiless-get", get() + "junkjunk\r\n\r\n", answers: 2),
    ]

    private static let lengths: [ProxyCase] =
        [
            ("negative", "-1"), ("plus", "+5"), ("hexadecimal", "0x5"), ("inner-space", "1 5"), ("empty", ""),
            ("beyond-64-bits", "18446744073709551616"), ("very-long", "99999999999999999999999999999"),
            ("quoted", "\"5\""), ("fraction", "5.0"), ("exponent", "5e0"), ("trailing-letter", "5a"),
            ("comma-only", ","),
        ].map { ProxyCase("length-\($0)", post("content-length: \($1)", body: "hello")) } + [
            ProxyCase("length-trailing-spaces", post("content-length: 5  ", body: "hello")),
            ProxyCase("length-leading-tab", post("content-length:\t5", body: "hello")),
            ProxyCase("length-without-space", post("content-length:5", body: "hello")),
            ProxyCase("length-with-underscore", post("content_length: 5")),
            ProxyCase("length-name-in-capitals", post("CONTENT-LENGTH: 5", body: "hello")),
        ]

    private static let codings: [ProxyCase] =
        [
            ("gzip", "gzip"), ("gzip-chunked", "gzip, chunked"), ("chunked-gzip", "chunked, gzip"),
            ("chunked-chunked", "chunked, chunked"), ("identity", "identity"),
            ("identity-chunked", "identity, chunked"),
            ("capitals", "CHUNKED"), ("mixed-case", "Chunked"), ("xchunked", "xchunked"), ("chunkedx", "chunkedx"),
            ("parameter", "chunked;q=1"), ("quoted", "\"chunked\""), ("trailing-comma", "chunked,"),
            ("leading-comma", ",chunked"), ("empty", ""), ("surrounding-spaces", " \tchunked \t"),
            ("vertical-tab", "\u{0b}chunked"), ("nul", "chunked\0"), ("trailing-vertical-tab", "chunked\u{0b}"),
        ].map { ProxyCase("coding-\($0)", post("transfer-encoding: \($1)", body: chunks)) } + [
            ProxyCase("coding-twice", post("transfer-encoding: chunked", "transfer-encoding: chunked", body: chunks)),
            ProxyCase(
                "coding-gzip-field-first", post("transfer-encoding: gzip", "transfer-encoding: chunked", body: chunks)),
            ProxyCase(
                "coding-identity-field-second",
                post("transfer-encoding: chunked", "transfer-encoding: identity", body: chunks)),
            ProxyCase("coding-space-before-colon", post("transfer-encoding : chunked", body: chunks)),
            ProxyCase("coding-tab-before-colon", post("transfer-encoding\t: chunked", body: chunks)),
            ProxyCase("coding-with-underscore", post("transfer_encoding: chunked", body: "")),
        ]
}
