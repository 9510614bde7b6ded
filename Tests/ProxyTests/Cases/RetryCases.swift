/// Requests that are tried again, and those that are not.
enum RetryCases {
    static let all: [ProxyCase] =
        answers + failures + asking + limits + timing + bodies + heldBodies + hedging + upstreamStreams

    static let good = UpstreamScript.okAnswer.text
    static let bad = answer("503 Service Unavailable", "content-length: 3", body: "bad")

    /// An upstream that answers request after request with these; the last repeats. A connection that was given up is
    /// followed by one that goes on with the next answer.
    static func upstream(_ answers: String...) -> UpstreamScript {
        var script = UpstreamScript()
        script.connections = answers.indices.map { [.serve(answers[$0...].map { ByteString($0) })] }
        return script
    }

    /// A case whose route has a policy, and whose virtual host counts tries both ways.
    static func tried(
        _ name: String, _ policy: JSON, _ upstream: UpstreamScript, request: String = get(), action: JSON = [:],
        host: JSON = [:], route: JSON = [:]
    ) -> ProxyCase {
        ProxyCase("retry-\(name)", request, upstream: upstream).with {
            let base: JSON = ["cluster": "CLUSTER", "timeout": "0s"]
            let own: JSON = policy == [:] ? [:] : ["retry_policy": policy]
            let entry: JSON = [
                "name": "only", "match": ["prefix": "/"], "route": base.merged(with: own).merged(with: action),
            ]
            let hosts: JSON = [
                "name": "all", "domains": ["*"], "include_request_attempt_count": true,
                "include_attempt_count_in_response": true, "routes": .array([entry.merged(with: route)]),
            ]
            $0.virtualHosts = .array([hosts.merged(with: host)])
            $0.statistics = [
                "cluster.upstream_rq_retry", "cluster.upstream_rq_retry_success",
                "cluster.upstream_rq_retry_limit_exceeded", "cluster.upstream_rq_retry_overflow",
                "cluster.circuit_breakers.default.rq_retry_open",
            ]
        }
    }

    static func on(_ condition: String, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["retry_on": .string(condition)]
        return base.merged(with: more)
    }

    private static func status(_ code: String, _ fields: String...) -> String {
        "HTTP/1.1 \(code)\r\n" + (["content-length: 0"] + fields).map { $0 + "\r\n" }.joined() + "\r\n"
    }

    private static let answers: [ProxyCase] = [
        tried("5xx", on("5xx"), upstream(bad, good)),
        tried("5xx-always", on("5xx", ["num_retries": 2]), upstream(bad)),
        tried("5xx-never", on("5xx", ["num_retries": 0]), upstream(bad)),
        tried("5xx-of-599", on("5xx"), upstream(status("599 Odd"), good)),
        tried("5xx-not-4xx", on("5xx"), upstream(status("404 Not Found"), good)),
        tried("5xx-then-4xx", on("5xx"), upstream(bad, status("404 Not Found"))),
        tried("gateway-error", on("gateway-error"), upstream(status("502 Bad Gateway"), good)),
        tried("gateway-error-504", on("gateway-error"), upstream(status("504 Gateway Timeout"), good)),
        tried("gateway-error-not-500", on("gateway-error"), upstream(status("500 Error"), good)),
        tried("retriable-4xx", on("retriable-4xx"), upstream(status("409 Conflict"), good)),
        tried("retriable-4xx-not-408", on("retriable-4xx"), upstream(status("408 Timeout"), good)),
        tried(
            "status-codes", on("retriable-status-codes", ["retriable_status_codes": [418, 200]]),
            upstream(status("418 Teapot"), good, status("201 Created"))),
        tried("status-codes-unnamed", on("5xx", ["retriable_status_codes": [418]]), upstream(status("418 Teapot"))),
        tried(
            "headers",
            on(
                "retriable-headers", ["retriable_headers": [["name": "X-Again", "exact_match": "yes"], ["name": "y"]]]),
            upstream(status("200 OK", "x-again: no"), good)),
        tried(
            "headers-match",
            on(
                "retriable-headers", ["retriable_headers": [["name": "X-Again", "exact_match": "yes"], ["name": "y"]]]),
            upstream(status("200 OK", "y: 1"), good)),
        tried("rate-limited", on("5xx"), upstream(status("503 Bad", "x-envoy-ratelimited: true"), good)),
        tried(
            "rate-limited-asked", on("envoy-ratelimited"),
            upstream(status("429 Slow", "x-envoy-ratelimited: true"), good)),
        tried("rate-limited-unmarked", on("envoy-ratelimited"), upstream(status("429 Slow"), good)),
        tried("unknown-condition", on("nonsense, 5xx ,"), upstream(bad, good)),
        tried(
            "answer-without-body-keeps-the-connection", on("5xx"),
            .serving(status("503 Bad"), good)),
        tried("grpc-unavailable", on("unavailable"), grpc(14), request: call),
        tried("grpc-cancelled", on("cancelled"), grpc(1), request: call),
        tried("grpc-deadline-exceeded", on("deadline-exceeded"), grpc(4), request: call),
        tried("grpc-internal", on("internal"), grpc(13), request: call),
        tried("grpc-resource-exhausted", on("resource-exhausted"), grpc(8), request: call),
        tried("grpc-other-status", on("resource-exhausted,internal"), grpc(14), request: call),
    ]

    private static let call = post("content-type: application/grpc", "te: trailers", "content-length: 0")

    private static func grpc(_ code: Int) -> UpstreamScript {
        upstream(
            status("200 OK", "content-type: application/grpc", "grpc-status: \(code)"),
            status("200 OK", "content-type: application/grpc", "grpc-status: 0"))
    }

    private static func broken(_ end: UpstreamStep, head: String = "") -> UpstreamScript {
        UpstreamScript(
            [.request, .send(ByteString(head)), end], [.serve([UpstreamScript.okAnswer])])
    }

    private static let failures: [ProxyCase] = [
        tried("reset", on("reset"), broken(.reset)),
        tried("reset-by-5xx", on("5xx"), broken(.close)),
        tried("reset-by-gateway-error", on("gateway-error"), broken(.close)),
        tried("reset-not-by-connect-failure", on("connect-failure"), broken(.close)),
        tried("reset-before-request", on("reset-before-request"), broken(.close)),
        tried("reset-always", on("reset", ["num_retries": 3]), UpstreamScript([.request, .close])),
        tried("reset-inside-the-head", on("reset"), broken(.close, head: "HTTP/1.1 200 OK\r\nx")),
        tried(
            "reset-inside-the-body", on("reset"),
            broken(.close, head: "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhello")),
        tried("garbage", on("reset"), broken(.awaitEnd, head: "garbage\r\n\r\n")),
        tried(
            "garbage-always", on("5xx"), UpstreamScript([.request, .send(ByteString("garbage\r\n\r\n")), .awaitEnd])),
        tried(
            "not-after-interim", on("reset"),
            broken(.close, head: "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n")
        ).with { $0.manager = ["proxy_100_continue": true] },
        tried("refused", on("connect-failure", ["num_retries": 2]), .refusing),
        tried("refused-by-5xx", on("5xx"), .refusing),
        tried("refused-by-reset", on("reset"), .refusing),
        tried("refused-before-request", on("reset-before-request"), .refusing),
        tried("refused-not-by-refused-stream", on("refused-stream,retriable-4xx"), .refusing),
        tried("stuck", on("connect-failure"), .stuck).with { $0.cluster = ["connect_timeout": "0.2s"] },
        tried("overflow", on("5xx,connect-failure,reset"), upstream(good)).with {
            $0.cluster = ["circuit_breakers": ["thresholds": [["max_pending_requests": 0]]]]
        },
        tried("reset-then-refused-answer", on("5xx"), broken(.reset)).with { $0.logs = [attempts] },
    ]

    private static let attempts: JSON = [
        "name": "envoy.access_loggers.file",
        "typed_config": [
            "@type": .string(TypeName.fileAccessLog), "path": "LOG",
            "log_format": [
                "text_format_source": [
                    "inline_string": "%UPSTREAM_REQUEST_ATTEMPT_COUNT% %RESPONSE_FLAGS% %RESPONSE_FLAGS_LONG%\n"
                ]
            ],
        ],
    ]

    /// What requests ask for, of themselves or where clients are believed.
    private static func asked(
        _ name: String, _ fields: [String], _ upstream: UpstreamScript, policy: JSON = [:]
    ) -> ProxyCase {
        tried(
            "asked-\(name)", policy, upstream,
            request: request("GET", "/", ["x-forwarded-for: 10.0.0.1"] + fields)
        ).with { $0.manager = ManagerOptions.mesh }
    }

    private static let asking: [ProxyCase] = [
        asked("5xx", ["x-envoy-retry-on: 5xx"], upstream(bad, good)),
        asked("5xx-twice", ["x-envoy-retry-on: 5xx", "x-envoy-max-retries: 2"], upstream(bad, bad, good)),
        asked("no-retries", ["x-envoy-retry-on: 5xx", "x-envoy-max-retries: 0"], upstream(bad, good)),
        asked("bad-count", ["x-envoy-retry-on: 5xx", "x-envoy-max-retries: many"], upstream(bad, good)),
        asked("count-alone", ["x-envoy-max-retries: 2"], upstream(bad, good)),
        asked("unknown", ["x-envoy-retry-on: nonsense"], upstream(bad, good)),
        asked("grpc", ["x-envoy-retry-grpc-on: unavailable, internal"], grpc(14)),
        asked(
            "codes", ["x-envoy-retry-on: retriable-status-codes", "x-envoy-retriable-status-codes: 400, 418,x"],
            upstream(status("418 Teapot"), good)),
        asked(
            "names", ["x-envoy-retry-on: retriable-headers", "x-envoy-retriable-header-names: a, X-Again"],
            upstream(status("200 OK", "x-again: 1"), good)),
        asked(
            "beside-the-policy", ["x-envoy-retry-on: retriable-4xx", "x-envoy-max-retries: 3"],
            upstream(answer("409 Conflict", "content-length: 2", body: "no"), bad, good),
            policy: on("5xx", ["num_retries": 1])),
        asked(
            "per-try-timeout", ["x-envoy-retry-on: 5xx", "x-envoy-upstream-rq-per-try-timeout-ms: 200"],
            once),
        tried("asked-from-outside", [:], upstream(bad, good), request: get("/", "x-envoy-retry-on: 5xx")),
        tried("asked-from-outside-at-an-edge", [:], upstream(bad, good), request: get("/", "x-envoy-retry-on: 5xx"))
            .with { $0.manager = ["use_remote_address": true] },
        tried(
            "request-headers", on("5xx", ["retriable_request_headers": [["name": ":method", "exact_match": "GET"]]]),
            upstream(bad, good)),
        tried(
            "request-headers-unmet",
            on("5xx", ["retriable_request_headers": [["name": ":method", "exact_match": "PUT"], ["name": "x"]]]),
            upstream(bad, good)),
        tried(
            "of-the-virtual-host", [:], upstream(bad, good), host: ["retry_policy": ["retry_on": "5xx"]]),
        tried(
            "of-the-route-alone", on("retriable-4xx"), upstream(bad, good),
            host: ["retry_policy": ["retry_on": "5xx"]]),
    ]

    private static func threshold(_ fields: JSON) -> JSON { ["circuit_breakers": ["thresholds": .array([fields])]] }

    private static let limits: [ProxyCase] = [
        tried("no-room", on("5xx"), upstream(bad, good)).with { $0.cluster = threshold(["max_retries": 0]) },
        tried("no-room-after-a-reset", on("5xx"), broken(.close)).with { $0.cluster = threshold(["max_retries": 0]) },
        tried("no-room-of-high-priority", on("5xx"), upstream(bad, good), action: ["priority": "HIGH"]).with {
            $0.cluster = threshold(["priority": "HIGH", "max_retries": 0])
        },
        tried("budget-empty", on("5xx"), upstream(bad, good)).with {
            $0.cluster = threshold(["retry_budget": ["budget_percent": ["value": 0], "min_retry_concurrency": 0]])
        },
        tried("budget-of-an-interval", on("5xx"), upstream(bad, bad, bad, bad, bad)).with {
            $0.steps = (0..<5).flatMap { _ in [.send(ByteString(get())), .answers(1)] }
            $0.cluster = threshold([
                "retry_budget": [
                    "budget_percent": ["value": 25], "min_retry_concurrency": 0, "budget_interval": "600s",
                ]
            ])
        },
        tried("budget-of-a-share", on("5xx"), upstream(bad, good)).with {
            $0.cluster = threshold(["retry_budget": ["budget_percent": ["value": 100], "min_retry_concurrency": 0]])
        },
        tried(
            "previous-hosts", on("5xx", ["retry_host_predicate": .array([previousHosts])]), upstream(bad, good)
        ),
        tried(
            "previous-hosts-often",
            on("5xx", ["retry_host_predicate": .array([previousHosts]), "host_selection_retry_max_attempts": 5]),
            upstream(bad, bad, good)),
    ]

    private static let previousHosts: JSON = [
        "name": "envoy.retry_host_predicates.previous_hosts",
        "typed_config": [
            "@type": "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"
        ],
    ]

    /// Silent on the first connection, and well on all others.
    private static let once = UpstreamScript([.request, .awaitEnd], [.serve([UpstreamScript.okAnswer])])

    private static let timing: [ProxyCase] = [
        tried("try-timeout", on("5xx", ["per_try_timeout": "0.2s"]), once),
        tried("try-timeout-by-reset", on("reset", ["per_try_timeout": "0.2s"]), once),
        tried("try-timeout-not-by-connect-failure", on("connect-failure", ["per_try_timeout": "0.2s"]), once),
        tried("try-timeout-always", on("5xx", ["per_try_timeout": "0.1s", "num_retries": 2]), .silent),
        tried("try-timeout-without-retries", ["per_try_timeout": "0.2s"], .silent),
        tried("try-timeout-above-the-timeout", ["per_try_timeout": "0.5s"], .silent, action: ["timeout": "0.2s"]),
        tried(
            "try-timeout-below-the-timeout", on("5xx", ["per_try_timeout": "0.2s"]), once, action: ["timeout": "60s"]),
        tried(
            "try-timeout-not-inside-the-answer", on("5xx", ["per_try_timeout": "0.1s"]),
            .abandonedAfter(answer("200 OK", "content-length: 10", body: "hello")), action: ["timeout": "0.4s"]),
        tried("idle-try", on("5xx", ["per_try_idle_timeout": "2s"]), once),
        tried("idle-try-always", on("5xx", ["per_try_idle_timeout": "0.1s"]), .silent),
        tried(
            "idle-try-inside-the-answer", on("5xx", ["per_try_idle_timeout": "2s"]),
            .abandonedAfter(answer("200 OK", "content-length: 10", body: "hello"))),
        tried("timeout-retry-told", on("5xx", ["per_try_timeout": "0.2s"]), once, host: told),
        tried("other-retry-told", on("5xx"), upstream(bad, good), host: told),
        tried(
            "back-off", on("5xx", ["retry_back_off": ["base_interval": "0.01s", "max_interval": "0.02s"]]),
            upstream(bad, good)),
        tried(
            "timeout-in-a-pause", on("5xx", ["retry_back_off": ["base_interval": "100s", "max_interval": "100s"]]),
            upstream(bad, good), action: ["timeout": "0.3s"]),
        tried(
            "asked-pause", on("5xx", ["rate_limited_retry_back_off": ["reset_headers": [["name": "Retry-After"]]]]),
            upstream(status("503 Bad", "retry-after: 1"), good)),
        tried(
            "asked-pause-too-long",
            on(
                "5xx",
                [
                    "rate_limited_retry_back_off": [
                        "reset_headers": [["name": "retry-after"]], "max_interval": "30s",
                    ]
                ]),
            upstream(status("503 Bad", "retry-after: 31"), good)),
        tried(
            "asked-moment-in-the-past",
            on(
                "5xx",
                [
                    "rate_limited_retry_back_off": [
                        "reset_headers": [["name": "x-reset", "format": "UNIX_TIMESTAMP"], ["name": "x"]]
                    ]
                ]),
            upstream(status("503 Bad", "x-reset: 1000000000"), good)),
        tried("longest-stream", on("5xx"), once).with {
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "common_http_protocol_options": ["max_stream_duration": "2s"],
                        "explicit_http_config": ["http_protocol_options": [:]],
                    ]
                ]
            ]
        },
        tried("route-timeout", on("5xx"), .silent, action: ["timeout": "0.2s"]),
    ]

    private static let told: JSON = ["include_is_timeout_retry_header": true]
    static let hello = post("content-length: 10", body: "helloworld")
    static let chunks = post(
        "transfer-encoding: chunked", body: "5\r\nhello\r\n5\r\nworld\r\n0\r\nx-t: 1\r\n\r\n")

    private static let bodies: [ProxyCase] = [
        tried("body", on("5xx"), upstream(bad, good), request: hello),
        tried("body-of-chunks", on("5xx"), upstream(bad, good), request: chunks),
        tried("body-after-a-reset", on("reset"), broken(.close), request: hello),
        tried("body-within-the-limit", on("5xx"), upstream(bad, good), request: hello, route: limit(10)),
        tried("body-above-the-limit", on("5xx"), upstream(bad, good), request: hello, route: limit(9)),
        tried(
            "body-above-the-virtual-hosts-limit", on("5xx"), upstream(bad, good), request: hello, host: limit(9)),
        tried(
            "body-within-the-routes-limit", on("5xx"), upstream(bad, good), request: hello, host: limit(9),
            route: limit(10)),
        tried(
            "body-above-the-new-limit", on("5xx"), upstream(bad, good), request: hello,
            route: ["request_body_buffer_limit": 9]),
        tried(
            "body-of-two-limits", on("5xx"), upstream(bad, good), request: hello,
            host: ["request_body_buffer_limit": 10]),
        tried(
            "body-limit-without-a-policy", [:], upstream(bad, good), request: hello, route: limit(9)),
        tried(
            "body-in-a-pause", on("5xx", ["retry_back_off": ["base_interval": "0.4s", "max_interval": "0.4s"]]),
            UpstreamScript([.head, .send(ByteString(bad)), .awaitEnd], [.request, .send(UpstreamScript.okAnswer)])
        ).with {
            $0.steps = [
                .text(post("content-length: 10", body: "h")), .upstreamEnded, .text("elloworld"), .answers(1),
            ]
            $0.omitting = [.bytewise]
        },
        tried(
            "body-too-long-in-a-pause",
            on("5xx", ["retry_back_off": ["base_interval": "100000s", "max_interval": "100000s"]]),
            UpstreamScript([.head, .send(ByteString(bad)), .awaitEnd], [.request, .send(UpstreamScript.okAnswer)]),
            route: limit(4)
        ).with {
            $0.steps = [
                .text(post("content-length: 10", body: "h")), .upstreamEnded, .text("elloworld"), .answers(1),
            ]
            $0.statistics.append("cluster.retry_or_shadow_abandoned")
            $0.omitting = [.bytewise]
        },
    ]

    static func limit(_ bytes: Int) -> JSON { ["per_request_buffer_limit_bytes": .integer(bytes)] }

    private static func hedged(_ name: String, _ upstream: UpstreamScript, _ more: JSON = [:]) -> ProxyCase {
        tried(
            "hedged-\(name)", on("5xx", ["per_try_timeout": "0.2s", "num_retries": 1]), upstream,
            action: (["hedge_policy": ["hedge_on_per_try_timeout": true]] as JSON).merged(with: more))
    }

    private static let hedging: [ProxyCase] = [
        hedged("second-wins", once),
        hedged(
            "first-wins",
            UpstreamScript(
                [.request, .awaitRequest(2), .send(UpstreamScript.okAnswer)], [.request, .awaitEnd])
        ),
        hedged("none-answers", .silent, ["timeout": "0.8s"]),
        tried(
            "hedged-from-the-start-is-not", on("5xx"), upstream(good),
            action: [
                "hedge_policy": ["initial_requests": 3, "additional_request_chance": ["numerator": 100]]
            ]),
        hedged(
            "second-is-bad", UpstreamScript([.request, .awaitEnd], [.request, .send(ByteString(bad)), .awaitEnd]),
            ["timeout": "2s"]
        ),
        tried(
            "hedged-without-retries", ["per_try_timeout": "0.1s"], .silent,
            action: ["hedge_policy": ["hedge_on_per_try_timeout": true], "timeout": "0.4s"]),
        asked(
            "hedging",
            [
                "x-envoy-retry-on: 5xx", "x-envoy-upstream-rq-per-try-timeout-ms: 200",
                "x-envoy-hedge-on-per-try-timeout: true",
            ], once),
    ]

    /// HTTP/2 to the endpoint.
    private static let http2: JSON = [
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": .string(TypeName.httpProtocolOptions),
                "explicit_http_config": ["http2_protocol_options": [:]],
            ]
        ]
    ]

    /// An HTTP/2 endpoint that lets `frames` follow the first request and answers the second on the same connection.
    private static func refusing(_ frames: [UInt8]) -> UpstreamScript {
        let settings: [UInt8] = [0, 0, 0, 4, 0, 0, 0, 0, 0]
        return UpstreamScript(
            [
                .received([1, 5, 0, 0, 0, 1]), .send(ByteString(settings + frames)), .received([1, 5, 0, 0, 0, 3]),
                .send(ByteString([0, 0, 1, 1, 5, 0, 0, 0, 3, 0x88])),
            ])
    }

    private static func resetting(_ code: UInt8) -> [UInt8] { [0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, code] }

    private static let upstreamStreams: [ProxyCase] = [
        tried("refused-stream", on("refused-stream"), refusing(resetting(7))),
        tried("refused-stream-by-reset", on("reset"), refusing(resetting(7))),
        tried("refused-stream-not-other-resets", on("refused-stream"), refusing(resetting(8))),
    ].map { item in
        item.with {
            $0.cluster = http2
        }
    }
}
