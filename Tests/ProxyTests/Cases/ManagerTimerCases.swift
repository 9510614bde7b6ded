/// Every timer that a connection manager, a route or a request itself can set, beside those of `TimeoutCases`.
enum ManagerTimerCases {
    private static let half = answer("200 OK", "content-length: 10", body: "hello")

    static let all: [ProxyCase] = durations + grpc + idle + connections

    private static func lasting(_ duration: JSON, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["max_stream_duration": duration]
        return base.merged(with: more)
    }

    private static let durations: [ProxyCase] = [
        ProxyCase("route-duration", get(), upstream: .silent).with {
            $0.action = lasting(["max_stream_duration": "0.25s"])
            $0.statistics = ["http.downstream_rq_max_duration_reached", "cluster.upstream_rq_timeout"]
        },
        ProxyCase("route-duration-wins", get(), upstream: .silent).with {
            $0.action = lasting(["max_stream_duration": "0.25s"])
            $0.manager = ["common_http_protocol_options": ["max_stream_duration": "60s"]]
        },
        ProxyCase("route-duration-off", get(), upstream: .silent).with {
            $0.action = lasting(["max_stream_duration": "0s"], ["idle_timeout": "0.6s"])
            $0.manager = ["common_http_protocol_options": ["max_stream_duration": "0.25s"]]
        },
        ProxyCase("route-duration-not-said", get(), upstream: .silent).with {
            $0.action = lasting([:])
            $0.manager = ["common_http_protocol_options": ["max_stream_duration": "0.25s"]]
        },
        ProxyCase("route-duration-takes-the-place-of-the-timeout", get(), upstream: .silent).with {
            $0.action = lasting(["max_stream_duration": "0.5s"], ["timeout": "0.1s"])
        },
        ProxyCase("route-duration-inside-the-answer", get(), upstream: .abandonedAfter(half)).with {
            $0.action = lasting(["max_stream_duration": "2s"])
        },
        ProxyCase(
            "route-duration-inside-the-request", post("content-length: 10", body: "hello"), upstream: .silentAfterHead
        ).with { $0.action = lasting(["max_stream_duration": "2s"]) },
        ProxyCase(
            "route-duration-and-a-timeout-header",
            request("GET", "/", ["x-forwarded-for: 10.0.0.1", "x-envoy-upstream-rq-timeout-ms: 200"]), upstream: .silent
        ).with {
            $0.action = lasting(["max_stream_duration": "60s"])
            $0.manager = ManagerOptions.mesh
        },
    ]

    private static func called(_ name: String, _ timeout: String?, _ action: JSON, upstream: UpstreamScript = .plain)
        -> ProxyCase
    {
        let fields =
            ["content-type: application/grpc", "content-length: 0"] + (timeout.map { ["grpc-timeout: \($0)"] } ?? [])
        return ProxyCase(name, request("POST", "/", fields), upstream: upstream).with { $0.action = action }
    }

    private static let grpc: [ProxyCase] = [
        called("grpc-timeout-unheard", "200m", [:]),
        called("grpc-timeout-heard", "250m", lasting(["grpc_timeout_header_max": "0s"]), upstream: .silent),
        called("grpc-timeout-capped", "60S", lasting(["grpc_timeout_header_max": "0.25s"]), upstream: .silent),
        called("grpc-timeout-of-nothing", "0S", lasting(["grpc_timeout_header_max": "9s"]), upstream: .stuck),
        called("grpc-timeout-passed-on", "3000m", lasting(["grpc_timeout_header_max": "9s"])),
        called("grpc-timeout-capped-passed-on", "60S", lasting(["grpc_timeout_header_max": "9s"])),
        called(
            "grpc-timeout-with-an-offset", "3S",
            lasting(["grpc_timeout_header_max": "9s", "grpc_timeout_header_offset": "0.5s"])),
        called(
            "grpc-timeout-with-a-great-offset", "1S",
            lasting(["grpc_timeout_header_max": "9s", "grpc_timeout_header_offset": "5s"]), upstream: .stuck),
        called("grpc-timeout-beside-a-duration", "3S", lasting(["max_stream_duration": "5s"])),
        called("grpc-timeout-junk", "3x", lasting(["grpc_timeout_header_max": "9s"])),
        called("grpc-timeout-absent", nil, lasting(["grpc_timeout_header_max": "9s", "max_stream_duration": "5s"])),
        called("grpc-timeout-of-hours", "1H", lasting(["grpc_timeout_header_max": "0s"])),
        called("grpc-timeout-off", "3S", lasting(["max_stream_duration": "0s"])),
        ProxyCase("grpc-timeout-of-no-call", get("/", host: "a", "grpc-timeout: 250m"), upstream: .silent).with {
            $0.action = lasting(["grpc_timeout_header_max": "0s"])
        },
        called("grpc-timeout-old-limit", "60S", ["max_grpc_timeout": "9s"]),
        called("grpc-timeout-old-limit-absent", nil, ["max_grpc_timeout": "9s"]),
        called("grpc-timeout-old-offset", "3S", ["max_grpc_timeout": "9s", "grpc_timeout_offset": "1s"]),
        called("grpc-timeout-old-limit-off", "60S", ["max_grpc_timeout": "0s"]),
        called("grpc-timeout-old-passes", "250m", ["max_grpc_timeout": "9s"], upstream: .silent),
    ]

    private static let idle: [ProxyCase] = [
        ProxyCase("flush-timeout-set", get()).with {
            $0.manager = ["stream_flush_timeout": "0.25s"]
            $0.action = ["flush_timeout": "0.25s"]
        },
        ProxyCase("idle-timeout-off", get(), upstream: .silent).with {
            $0.manager = ["stream_idle_timeout": "0s"]
            $0.action = ["timeout": "0.4s"]
        },
        ProxyCase("idle-timeout-of-the-route-off", get(), upstream: .silent).with {
            $0.manager = ["stream_idle_timeout": "0.5s"]
            $0.action = ["idle_timeout": "0s", "timeout": "0.6s"]
        },
        ProxyCase("idle-timeout-of-a-direct-response-route", get()).with {
            $0.manager = ["stream_idle_timeout": "2s"]
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 200]]]
        },
        ProxyCase(
            "request-timeout-done-in-time", steps: [.text(post("content-length: 5", body: "hello")), .answers(1)],
            upstream: .silent
        ).with {
            $0.manager = ["request_timeout": "0.5s"]
            $0.action = ["timeout": "0.6s"]
        },
    ]

    /// How a connection without any request ended.
    private static let silence = LogDocument.text(
        "flags=%RESPONSE_FLAGS% code=%RESPONSE_CODE% ended=%DOWNSTREAM_LOCAL_CLOSE_REASON%")

    private static let connections: [ProxyCase] = [
        ProxyCase("connection-duration-jittered", steps: [.text(get()), .answers(1), .end]).with {
            $0.manager = [
                "drain_timeout": "0.1s",
                "common_http_protocol_options": [
                    "max_connection_duration": "2s", "max_connection_duration_jitter": ["value": 50],
                ],
            ]
            $0.statistics = ["http.downstream_cx_max_duration_reached", "http.downstream_cx_drain_close"]
        },
        ProxyCase("connection-duration-before-any-byte", steps: [.end]).with {
            $0.manager = ["common_http_protocol_options": ["max_connection_duration": "0.25s"]]
            $0.listenerLogs = [silence]
            $0.statistics = ["http.downstream_cx_max_duration_reached", "http.downstream_cx_drain_close"]
        },
        ProxyCase("connection-duration-safe-before-any-byte", steps: [.end]).with {
            $0.manager = [
                "http1_safe_max_connection_duration": true,
                "common_http_protocol_options": ["max_connection_duration": "0.25s"],
            ]
            $0.listenerLogs = [silence]
            $0.statistics = [
                "http.downstream_cx_max_duration_reached", "http.downstream_cx_http1_soft_drain",
                "http.downstream_cx_drain_close",
            ]
        },
        ProxyCase("connection-duration-before-any-frame", steps: [.end]).with {
            $0.manager = [
                "codec_type": "HTTP2", "common_http_protocol_options": ["max_connection_duration": "0.25s"],
            ]
            $0.listenerLogs = [silence]
            $0.statistics = ["http.downstream_cx_max_duration_reached", "http.downstream_cx_drain_close"]
        },
        ProxyCase("connection-idle-before-any-byte", steps: [.end]).with {
            $0.manager = ["common_http_protocol_options": ["idle_timeout": "0.25s"]]
            $0.listenerLogs = [silence]
            $0.statistics = ["http.downstream_cx_idle_timeout"]
        },
        ProxyCase("connection-idle-before-any-frame", steps: [.end]).with {
            $0.manager = ["codec_type": "HTTP2", "common_http_protocol_options": ["idle_timeout": "0.25s"]]
            $0.listenerLogs = [silence]
            $0.statistics = ["http.downstream_cx_idle_timeout"]
        },
        ProxyCase(
            "connection-duration-during-a-request",
            steps: [.text(get()), .answers(1), .end], upstream: UpstreamScript([.request, .awaitEnd])
        ).with {
            $0.action = ["timeout": "0.7s"]
            $0.manager = [
                "drain_timeout": "0.1s", "common_http_protocol_options": ["max_connection_duration": "0.5s"],
            ]
            $0.statistics = ["http.downstream_cx_max_duration_reached", "http.downstream_cx_drain_close"]
        },
        ProxyCase(
            "connection-duration-safe",
            steps: [.text(get()), .answers(1), .text(get("/slow")), .answers(1), .text(get()), .answers(1), .end],
            upstream: UpstreamScript(
                [.request, .send(UpstreamScript.okAnswer), .request, .awaitEnd], [.serve([UpstreamScript.okAnswer])])
        ).with {
            $0.routes = [
                ["match": ["prefix": "/slow"], "route": ["cluster": "CLUSTER", "timeout": "0.5s"]],
                ["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]],
            ]
            $0.manager = [
                "drain_timeout": "0.1s", "http1_safe_max_connection_duration": true,
                "common_http_protocol_options": ["max_connection_duration": "0.35s"],
            ]
            $0.statistics = [
                "http.downstream_cx_max_duration_reached", "http.downstream_cx_http1_soft_drain",
                "http.downstream_cx_drain_close",
            ]
        },
        ProxyCase("delayed-close", steps: [.text(get("/", host: "a", "connection: close")), .answers(1), .end]).with {
            $0.manager = ["delayed_close_timeout": "0.2s"]
            $0.statistics = ["http.downstream_cx_delayed_close_timeout"]
        },
        ProxyCase("delayed-close-off", steps: [.text("BAD\r\n\r\n"), .answers(1), .end]).with {
            $0.manager = ["delayed_close_timeout": "0s"]
            $0.statistics = ["http.downstream_cx_delayed_close_timeout"]
        },
        ProxyCase("delayed-close-after-a-fault", steps: [.text("BAD\r\n\r\n"), .answers(1), .end]).with {
            $0.manager = ["delayed_close_timeout": "0.2s"]
        },
        ProxyCase("drain-timeout-off", steps: [.text(get()), .answers(1), .end]).with {
            $0.manager = ["drain_timeout": "0s", "common_http_protocol_options": ["max_connection_duration": "2s"]]
        },
    ]
}
