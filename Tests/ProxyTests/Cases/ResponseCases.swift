/// Fields and status lines of answers.
enum ResponseCases {
    static let all: [ProxyCase] = fields + statuses + casing + repeated

    /// Fields that are sent twice: of some Envoy makes one.
    private static let repeated: [ProxyCase] = [
        "access-control-allow-credentials", "access-control-allow-headers", "access-control-allow-methods",
        "access-control-allow-origin", "access-control-allow-private-network", "access-control-expose-headers",
        "access-control-max-age", "age", "allow", "cache-control", "content-encoding", "content-type", "date", "etag",
        "expires", "grpc-message", "grpc-status", "last-modified", "link", "location", "proxy-status", "set-cookie",
        "vary",
        "via", "www-authenticate", "x-envoy-degraded", "x-envoy-ratelimited", "x-envoy-upstream-canary",
        "x-envoy-upstream-healthchecked-cluster", "x-envoy-upstream-service-time", "x-other", "x-request-id",
    ].map { field("answer-repeats-\($0)", "\($0): 11", "x: y", "\($0): 12", "\($0):") }

    private static func field(_ name: String, _ lines: String...) -> ProxyCase {
        ProxyCase(
            name, get(),
            upstream: .serving(
                "HTTP/1.1 200 OK\r\n" + lines.map { $0 + "\r\n" }.joined() + "content-length: 2\r\n\r\nok"))
    }

    private static let fields: [ProxyCase] = [
        field("server-and-date-of-the-origin", "server: origin", "date: Mon, 01 Jan 2001 00:00:00 GMT"),
        field("server-overwritten-in-place", "x-a: 1", "server: origin", "x-b: 2"),
        field("server-passed-through", "server: origin").with {
            $0.manager = ["server_header_transformation": "PASS_THROUGH"]
        },
        field("server-passed-through-absent").with {
            $0.manager = ["server_header_transformation": "PASS_THROUGH"]
        },
        field("server-appended-if-absent", "server: origin").with {
            $0.manager = ["server_header_transformation": "APPEND_IF_ABSENT"]
        },
        field("server-appended-being-absent").with {
            $0.manager = ["server_header_transformation": "APPEND_IF_ABSENT"]
        },
        field("server-name").with { $0.manager = ["server_name": "edge"] },
        field("server-name-in-a-local-answer").with {
            $0.manager = ["server_name": "edge"]
            $0.routes = []
        },
        field("order-and-repetition", "X-B: 1", "Set-Cookie: a=1", "X-A: 2", "set-cookie: b=2", "x-b: 3"),
        field(
            "envoy-fields-of-the-origin", "x-envoy-upstream-service-time: 77", "x-envoy-other: 1", "x-request-id: z",
            "via: 1.1 x"),
        field("retry-after-and-location", "retry-after: 5", "location: /elsewhere"),
        field("cookies-with-everything", "set-cookie: a=\"b\"; Path=/; HttpOnly", "set-cookie: c=d; Secure"),
    ]

    private static let statuses: [ProxyCase] =
        [
            ("odd-reason", "200 Fine By Me"), ("empty-reason", "200 "), ("no-reason", "200"), ("299", "299 X"),
            ("418", "418 I'm a teapot"), ("422", "422 X"), ("451", "451 X"), ("599", "599 X"), ("600", "600 X"),
            ("999", "999 X"), ("404", "404 Gone Fishing"), ("500", "500 X"), ("503", "503 X"),
        ].map { name, line in
            ProxyCase(
                "status-\(name)", get(), upstream: .serving("HTTP/1.1 \(line)\r\ncontent-length: 2\r\n\r\nok"))
        } + [
            ProxyCase(
                "status-without-content-in-chunks", get(),
                upstream: .serving("HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\n\r\n")),
            ProxyCase("status-counted", get(), upstream: .serving(answer("404 Not Found", "content-length: 0"))).with {
                $0.statistics = [
                    "http.downstream_rq_4xx", "cluster.upstream_rq_404", "cluster.upstream_rq_4xx",
                    "cluster.upstream_rq_completed",
                ]
                $0.omitting = [.probe]
            },
        ]

    private static let preserving: JSON = [
        "header_key_format": [
            "stateful_formatter": ["name": "preserve_case", "typed_config": ["@type": .string(TypeName.preserveCase)]]
        ]
    ]

    private static let preservingUpstream: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http_protocol_options": preserving],
            ]
        ]
    ]

    private static let casing: [ProxyCase] = [
        ProxyCase(
            "case-preserved",
            "GET / HTTP/1.1\r\nHOST: a\r\nX-FoO: 1\r\nx-foo: 2\r\nX-Forwarded-PROTO: http\r\n\r\n",
            upstream: .serving(
                "HTTP/1.1 200 Fine\r\nCoNtent-Length: 2\r\nX-BaR: 1\r\nServer: x\r\n\r\nok")
        ).with {
            $0.manager = ["http_protocol_options": preserving]
            $0.cluster = preservingUpstream
        },
        ProxyCase(
            "case-preserved-downstream-only", "GET / HTTP/1.1\r\nHOST: a\r\nX-FoO: 1\r\n\r\n",
            upstream: .serving("HTTP/1.1 200 OK\r\nCoNtent-Length: 2\r\nX-BaR: 1\r\n\r\nok")
        ).with { $0.manager = ["http_protocol_options": preserving] },
        ProxyCase(
            "case-preserved-upstream-only", "GET / HTTP/1.1\r\nHOST: a\r\nX-FoO: 1\r\n\r\n",
            upstream: .serving("HTTP/1.1 200 OK\r\nCoNtent-Length: 2\r\nX-BaR: 1\r\n\r\nok")
        ).with { $0.cluster = preservingUpstream },
        ProxyCase("case-preserved-local-answer", "GET / HTTP/1.1\r\nHOST: a\r\n\r\n").with {
            $0.manager = ["http_protocol_options": preserving]
            $0.routes = []
        },
        ProxyCase(
            "case-preserved-chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n",
            upstream: .serving("HTTP/1.1 200 OK\r\nTransfer-ENCODING: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
        ).with {
            $0.manager = ["http_protocol_options": preserving]
            $0.cluster = preservingUpstream
        },
        ProxyCase(
            "case-preserved-hop-fields",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Foo\r\nX-Foo: 1\r\nTE: trailers\r\n\r\n"
        ).with {
            $0.manager = ["http_protocol_options": preserving]
            $0.cluster = preservingUpstream
        },
    ]
}
