/// Logs with a line for each try, and what clusters measure of tries.
enum TryLogCases {
    static let all: [ProxyCase] = lines + events + measures

    /// What both proxies know of a try in the same way.
    private static let format = [
        "%RESPONSE_CODE%", "%RESPONSE_FLAGS%", "%RESPONSE_CODE_DETAILS%", "%UPSTREAM_HOST%", "%UPSTREAM_CLUSTER%",
        "att=%UPSTREAM_REQUEST_ATTEMPT_COUNT%", "rx=%BYTES_RECEIVED%", "tx=%BYTES_SENT%", "up=%RESP(x-up)%",
        "served=%RESP(x-envoy-upstream-service-time)%", "trailer=%TRAILER(x-t)%",
        "%REQ(:METHOD)% %REQ(:PATH)% %REQ(x-a)%", "%UPSTREAM_PROTOCOL%", "%UPSTREAM_TRANSPORT_FAILURE_REASON%",
        "%ROUTE_NAME%", "%ACCESS_LOG_TYPE%", "fs=%FILTER_STATE(k:PLAIN)%", "md=%DYNAMIC_METADATA(ns)%",
        "id=%STREAM_ID%", "rd=%REQUEST_DURATION%", "txd=%RESPONSE_TX_DURATION%", "head=%RESPONSE_HEADERS_BYTES%",
        "gs=%GRPC_STATUS%",
    ].joined(separator: " ")

    private static func router(_ more: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(TypeName.router), "upstream_log": "TRY-LOGS"]
        return ["name": "envoy.filters.http.router", "typed_config": base.merged(with: more)]
    }

    private static let left: [JSON] = [
        FilterChain.filter(
            "state", "set_filter_state.v3.Config",
            [
                "on_request_headers": [
                    [
                        "object_key": "k", "factory_key": "envoy.string",
                        "format_string": ["text_format_source": ["inline_string": "text"]],
                    ]
                ]
            ]),
        FilterChain.filter(
            "metadata", "set_metadata.v3.Config",
            ["metadata": [["metadata_namespace": "ns", "value": ["a": 1]]]]),
    ]

    private static func logged(
        _ name: String, _ upstream: UpstreamScript, request: String = get("/", host: "a", "x-a: 1"),
        action: JSON = [:], log: JSON = LogDocument.text(format), more: JSON = [:]
    ) -> ProxyCase {
        ProxyCase("try-log-\(name)", request, upstream: upstream).with {
            $0.manager = ["http_filters": .array(left + [router(more)])]
            $0.tryLogs = [log]
            $0.action = action
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let good = answer("200 OK", "content-length: 2", "x-up: good", body: "ok")
    private static let bad = answer("503 Service Unavailable", "content-length: 3", "x-up: bad", body: "bad")

    /// An upstream that answers request after request with these, each on a connection of its own.
    private static func upstream(_ answers: String...) -> UpstreamScript {
        var script = UpstreamScript()
        script.connections = answers.indices.map { [.serve(answers[$0...].map { ByteString($0) })] }
        return script
    }

    private static let twice: JSON = ["timeout": "0s", "retry_policy": ["retry_on": "5xx", "num_retries": 2]]

    private static let lines: [ProxyCase] = [
        logged("answer", upstream(good)),
        logged("body", upstream(good), request: post("content-length: 5", body: "hello")),
        logged("retries", upstream(bad, bad, good), action: twice),
        logged("reset", UpstreamScript([.request, .close])),
        logged("refused", UpstreamScript(door: .refusing)),
        logged("time-is-up", UpstreamScript([.request, .awaitEnd]), action: ["timeout": "0.2s"]),
        logged(
            "time-of-a-try-is-up", UpstreamScript([.request, .awaitEnd]),
            action: ["retry_policy": ["retry_on": "5xx", "num_retries": 1, "per_try_timeout": "0.2s"]]),
        logged(
            "a-try-is-silent", UpstreamScript([.request, .awaitEnd]),
            action: [
                "timeout": "0s",
                "retry_policy": ["retry_on": "5xx", "num_retries": 1, "per_try_idle_timeout": "0.2s"],
            ]),
        logged(
            "trailers",
            upstream("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-t: 1\r\n\r\n")
        ).with {
            $0.manager = $0.manager.merged(with: ["http_protocol_options": ["enable_trailers": true]])
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "explicit_http_config": ["http_protocol_options": ["enable_trailers": true]],
                    ]
                ]
            ]
        },
        logged("direct", upstream(good)).with {
            $0.routes = [["match": ["prefix": "/"], "direct_response": ["status": 204]]]
        },
        logged(
            "filtered", upstream(bad, good), action: twice,
            log: LogDocument.text(
                format,
                filter: [
                    "status_code_filter": [
                        "comparison": ["op": "GE", "value": ["default_value": 500, "runtime_key": "a.key"]]
                    ]
                ])),
        logged(
            "by-type", upstream(bad, good), action: twice,
            log: LogDocument.text("%ACCESS_LOG_TYPE%", filter: ["log_type_filter": ["types": ["UpstreamEnd"]]])),
        logged(
            "by-other-type", upstream(bad, good), action: twice,
            log: LogDocument.text("%ACCESS_LOG_TYPE%", filter: ["log_type_filter": ["types": ["DownstreamEnd"]]])),
    ]

    private static let events: [ProxyCase] = [
        logged(
            "connections", upstream(bad, good), action: twice,
            more: ["upstream_log_options": ["flush_upstream_log_on_upstream_stream": true]]),
        logged(
            "interval-that-never-ends", upstream(good),
            more: ["upstream_log_options": ["upstream_log_flush_interval": "1000s"]]),
    ]

    // MARK: - Measures

    private static func measured(
        _ name: String, _ requests: [String], _ upstream: UpstreamScript, action: JSON = [:],
        tracking: JSON = ["track_cluster_stats": ["request_response_sizes": true, "timeout_budgets": true]]
    ) -> ProxyCase {
        ProxyCase("tracked-\(name)", inTurn: requests, upstream: upstream).with {
            $0.cluster = tracking
            $0.action = action
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let measures: [ProxyCase] = [
        measured("answers", [get(), post("content-length: 5", body: "hello")], upstream(good)),
        measured("sizes", [get()], upstream(good), tracking: ["track_cluster_stats": ["request_response_sizes": true]]),
        measured("budgets", [get()], upstream(good), tracking: ["track_cluster_stats": ["timeout_budgets": true]]),
        measured("budgets-the-old-way", [get()], upstream(good), tracking: ["track_timeout_budgets": true]),
        measured("nothing", [get()], upstream(good), tracking: ["track_cluster_stats": [:]]),
        measured(
            "copies", [get()], MirrorCases.hearingBoth, action: ["request_mirror_policies": [["cluster": "CLUSTER"]]]),
        measured("retries", [get()], upstream(bad, bad, good), action: twice),
        measured("reset", [get()], UpstreamScript([.request, .close])),
        measured("refused", [get()], UpstreamScript(door: .refusing)),
        measured("time-is-up", [get()], UpstreamScript([.request, .awaitEnd]), action: ["timeout": "0.2s"]),
        measured(
            "time-of-a-try-is-up", [get()], UpstreamScript([.request, .awaitEnd]),
            action: ["retry_policy": ["retry_on": "5xx", "num_retries": 1, "per_try_timeout": "0.1s"]]),
    ]
}
