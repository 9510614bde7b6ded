/// The chunked coding of requests: sizes, extensions, ends and trailers.
enum ChunkCases {
    static let all: [ProxyCase] = good + trailers + bad

    /// A chunked POST.
    private static func chunked(_ name: String, _ body: String, _ fields: [String] = []) -> ProxyCase {
        ProxyCase(name, request("POST", "/", ["transfer-encoding: chunked"] + fields, body: body))
    }

    private static let good: [ProxyCase] = [
        chunked("size-capital-digits", "A\r\n0123456789\r\n0\r\n\r\n"),
        chunked("size-leading-zeros", "00000000000000000000000005\r\nhello\r\n0\r\n\r\n"),
        chunked("size-trailing-space", "5 \r\nhello\r\n0\r\n\r\n"),
        chunked("size-trailing-tab", "5\t\r\nhello\r\n0\r\n\r\n"),
        chunked("last-chunk-of-zeros", "5\r\nhello\r\n000\r\n\r\n"),
        chunked("last-chunk-with-extension", "5\r\nhello\r\n0;x\r\n\r\n"),
        chunked("extension", "5;a=b\r\nhello\r\n0\r\n\r\n"),
        chunked("extension-quoted", "5;a=\"b;c\"\r\nhello\r\n0\r\n\r\n"),
        chunked("extension-with-spaces", "5 ; a = b\r\nhello\r\n0\r\n\r\n"),
        chunked("extension-empty", "5;\r\nhello\r\n0\r\n\r\n"),
        chunked("extension-no-token", "5;a[b\r\nhello\r\n0\r\n\r\n"),
        chunked("extension-open-quote", "5;a=\"b\r\nhello\r\n0\r\n\r\n"),
        chunked("extension-of-20000", "5;" + String(repeating: "a", count: 20_000) + "\r\nhello\r\n0\r\n\r\n")
            .with { $0.omitting = [.bytewise] },
        chunked("next-request-behind-the-last-chunk", "5\r\nhello\r\n0\r\n\r\n" + get("/second")).with {
            $0.steps[1] = .answers(2)
        },
    ]

    private static let enabled: JSON = ["http_protocol_options": ["enable_trailers": true]]
    private static let enabledUpstream: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http_protocol_options": ["enable_trailers": true]],
            ]
        ]
    ]

    private static let trailers: [ProxyCase] = [
        chunked("trailers-dropped", "5\r\nhello\r\n0\r\nx-t: 1\r\n\r\n", ["trailer: x-t"]),
        chunked("trailers-enabled-downstream-only", "5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n").with { $0.manager = enabled },
        chunked("trailers-enabled", "5\r\nhello\r\n0\r\nX-T: 1\r\ny: 2\r\n\r\n", ["te: trailers"]).with {
            $0.manager = enabled
            $0.cluster = enabledUpstream
        },
        chunked("trailer-length-ignored", "5\r\nhello\r\n0\r\ncontent-length: 5\r\n\r\n"),
        chunked("trailer-bad-name", "5\r\nhello\r\n0\r\nx y: 1\r\n\r\n").with { $0.omitting = racing },
        chunked("trailer-nul", "5\r\nhello\r\n0\r\nx: \0\r\n\r\n").with { $0.omitting = racing },
        chunked("trailer-without-colon", "5\r\nhello\r\n0\r\nxyz\r\n\r\n").with { $0.omitting = racing },
        chunked("trailer-space-before-colon", "5\r\nhello\r\n0\r\nx : y\r\n\r\n").with { $0.omitting = racing },
        ProxyCase(
            "answer-trailers-dropped", get(),
            upstream: .serving(
                answer(
                    "200 OK", "transfer-encoding: chunked", "trailer: x-t", body: "5\r\nhello\r\n0\r\nx-t: 1\r\n\r\n"))),
        ProxyCase(
            "answer-trailers-enabled", get(),
            upstream: .serving(
                answer(
                    "200 OK", "transfer-encoding: chunked", "trailer: x-t", body: "5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n"))
        ).with {
            $0.manager = enabled
            $0.cluster = enabledUpstream
        },
        ProxyCase(
            "answer-only-trailers", get(),
            upstream: .serving(
                answer("200 OK", "transfer-encoding: chunked", body: "0\r\nx-t: 1\r\n\r\n"))
        ).with {
            $0.manager = enabled
            $0.cluster = enabledUpstream
        },
    ]

    /// A head that is good and a body that is not: bytewise, the head has left long before the rest comes.
    private static let racing: Set<ProxyCase.Aspect> = [.bytewise]

    private static let bad: [ProxyCase] = [
        ("size-empty", "\r\nhello\r\n0\r\n\r\n"), ("size-0x", "0x5\r\nhello\r\n0\r\n\r\n"),
        ("size-negative", "-5\r\nhello\r\n0\r\n\r\n"), ("size-plus", "+5\r\nhello\r\n0\r\n\r\n"),
        ("size-no-digit", "g\r\nhello\r\n0\r\n\r\n"), ("size-leading-space", " 5\r\nhello\r\n0\r\n\r\n"),
        ("size-beyond-64-bits", "1ffffffffffffffff\r\nhello\r\n0\r\n\r\n"),
        ("size-quoted", "\"5\"\r\nhello\r\n0\r\n\r\n"),
        ("size-ends-with-lf", "5\nhello\r\n0\r\n\r\n"),
        ("size-ends-with-cr", "5\rhello\r\n0\r\n\r\n"), ("extension-with-lf", "5;a\nhello\r\n0\r\n\r\n"),
        ("extension-with-cr", "5;a\rb\r\nhello\r\n0\r\n\r\n"), ("data-without-crlf", "5\r\nhello0\r\n\r\n"),
        ("last-chunk-ends-with-lf", "5\r\nhello\r\n0\n\n"),
    ].map { chunked("bad-\($0)", $1).with { $0.omitting = racing } }
}
