/// Every timer of a stream and of its connections.
enum TimeoutCases {
    private static let interim = "HTTP/1.1 100 Continue\r\n\r\n"
    private static let half = answer("200 OK", "content-length: 10", body: "hello")

    static let all: [ProxyCase] = route + idle + request + connection

    private static let route: [ProxyCase] = [
        ProxyCase("route-timeout", get(), upstream: .silent).with {
            $0.action = ["timeout": "0.25s"]
            $0.statistics = ["cluster.upstream_rq_timeout", "cluster.upstream_rq_504", "http.downstream_rq_5xx"]
            $0.omitting = [.probe]
        },
        ProxyCase("route-timeout-of-a-post", post("content-length: 5", body: "hello"), upstream: .silent).with {
            $0.action = ["timeout": "0.25s"]
        },
        ProxyCase("route-timeout-inside-the-answer", get(), upstream: .abandonedAfter(half)).with {
            $0.action = ["timeout": "0.25s"]
        },
        ProxyCase(
            "route-timeout-between-chunks", get(),
            upstream: .abandonedAfter(answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n"))
        ).with { $0.action = ["timeout": "0.25s"] },
        ProxyCase(
            "route-timeout-starts-after-the-request",
            steps: [.text(post("content-length: 10", body: "hello")), .answers(1)], upstream: .silentAfterHead
        ).with {
            $0.action = ["timeout": "0.2s"]
            $0.manager = ["stream_idle_timeout": "2s"]
        },
        ProxyCase("route-timeout-behind-an-interim-answer", get(), upstream: .abandonedAfter(interim)).with {
            $0.action = ["timeout": "0.25s"]
            $0.statistics = ["cluster.upstream_rq_timeout", "cluster.upstream_rq_504"]
        },
        ProxyCase("try-timeout-behind-an-interim-answer", get(), upstream: .abandonedAfter(interim)).with {
            $0.action = [
                "timeout": "0.4s",
                "retry_policy": ["retry_on": "5xx", "num_retries": 1, "per_try_timeout": "0.1s"],
            ]
            $0.statistics = ["cluster.upstream_rq_timeout", "cluster.upstream_rq_per_try_timeout"]
        },
        ProxyCase("try-idle-behind-an-interim-answer", get(), upstream: .abandonedAfter(interim)).with {
            $0.action = [
                "timeout": "1s",
                "retry_policy": ["retry_on": "5xx", "num_retries": 1, "per_try_idle_timeout": "0.2s"],
            ]
            $0.statistics = ["cluster.upstream_rq_timeout", "cluster.upstream_rq_per_try_idle_timeout"]
        },
        ProxyCase("route-timeout-header-ignored", get("/", host: "a", "x-envoy-upstream-rq-timeout-ms: 1")),
    ]

    private static let idle: [ProxyCase] = [
        ProxyCase("stream-idle-before-the-answer", get(), upstream: .silent).with {
            $0.manager = ["stream_idle_timeout": "2s"]
            $0.statistics = ["http.downstream_rq_idle_timeout"]
            $0.omitting = [.probe]
        },
        ProxyCase(
            "stream-idle-inside-the-request", post("content-length: 10", body: "hello"), upstream: .silentAfterHead
        )
        .with { $0.manager = ["stream_idle_timeout": "2s"] },
        ProxyCase("stream-idle-inside-the-answer", get(), upstream: .abandonedAfter(half)).with {
            $0.manager = ["stream_idle_timeout": "2s"]
        },
        ProxyCase("stream-idle-inside-the-head", "GET / HTTP/1.1\r\nhos").with {
            $0.manager = ["stream_idle_timeout": "0.25s"]
        },
        ProxyCase("stream-idle-of-the-route", get(), upstream: .silent).with { $0.action = ["idle_timeout": "0.25s"] },
        ProxyCase("stream-idle-of-the-route-wins", get(), upstream: .silent).with {
            $0.action = ["idle_timeout": "0.25s"]
            $0.manager = ["stream_idle_timeout": "60s"]
        },
        ProxyCase("max-stream-duration", get(), upstream: .silent).with {
            $0.manager = ["common_http_protocol_options": ["max_stream_duration": "2s"]]
            $0.statistics = ["http.downstream_rq_max_duration_reached"]
        },
        ProxyCase("max-stream-duration-inside-the-answer", get(), upstream: .abandonedAfter(half)).with {
            $0.manager = ["common_http_protocol_options": ["max_stream_duration": "2s"]]
        },
    ]

    private static let request: [ProxyCase] = [
        ProxyCase("request-headers-timeout", "GET / HTTP/1.1\r\nhos").with {
            $0.manager = ["request_headers_timeout": "0.25s"]
            $0.statistics = ["http.downstream_rq_header_timeout"]
        },
        ProxyCase("request-headers-timeout-inside-a-preface", "PRI * HT").with {
            $0.manager = ["request_headers_timeout": "0.25s"]
            $0.statistics = ["http.downstream_rq_header_timeout"]
        },
        ProxyCase(
            "request-headers-timeout-not-for-bodies",
            steps: [.text(post("content-length: 10", body: "hello")), .answers(1)], upstream: .silentAfterHead
        ).with { $0.manager = ["request_headers_timeout": "1s", "stream_idle_timeout": "2s"] },
        ProxyCase("request-timeout-inside-the-head", "GET / HTTP/1.1\r\nhos").with {
            $0.manager = ["request_timeout": "0.25s"]
            $0.statistics = ["http.downstream_rq_timeout"]
        },
        ProxyCase(
            "request-timeout-inside-the-body", post("content-length: 10", body: "hello"), upstream: .silentAfterHead
        )
        .with { $0.manager = ["request_timeout": "2s"] },
    ]

    private static let connection: [ProxyCase] = [
        ProxyCase("connection-idle-after-an-answer", steps: [.text(get()), .answers(1), .end]).with {
            $0.manager = ["drain_timeout": "0.1s", "common_http_protocol_options": ["idle_timeout": "2s"]]
            $0.statistics = ["http.downstream_cx_idle_timeout"]
        },
        ProxyCase("connection-idle-before-any-byte", steps: [.end]).with {
            $0.manager = ["common_http_protocol_options": ["idle_timeout": "0.25s"]]
        },
        ProxyCase("connection-max-duration", steps: [.text(get()), .answers(1), .end]).with {
            $0.manager = [
                "drain_timeout": "0.1s", "common_http_protocol_options": ["max_connection_duration": "2s"],
            ]
            $0.statistics = ["http.downstream_cx_max_duration_reached"]
        },
        ProxyCase(
            "upstream-connection-idle",
            steps: [.text(get("/1")), .answers(1), .upstreamEnded, .text(get("/2")), .answers(1)],
            upstream: UpstreamScript([.request, .send(UpstreamScript.okAnswer), .awaitEnd])
        ).with {
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "common_http_protocol_options": ["idle_timeout": "0.25s"],
                        "explicit_http_config": ["http_protocol_options": [:]],
                    ]
                ]
            ]
            $0.statistics = ["cluster.upstream_cx_idle_timeout"]
        },
    ]
}
