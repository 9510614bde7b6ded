/// Runtime keys that steer clusters and tries.
enum RuntimeCases {
    /// Keys that name their cluster.
    static let ofClusters: [ProxyCase] = maintenance + breakers + faults

    private static let bad = answer("503 Service Unavailable", "content-length: 3", body: "bad")

    // MARK: - Maintenance

    private static func maintained(_ name: String, _ percent: JSON) -> ProxyCase {
        ProxyCase("maintenance-\(name)", get()).with {
            $0.runtime = ["upstream.maintenance_mode.@CASE@": percent]
            $0.statistics = ["cluster.upstream_rq_maintenance_mode", "cluster.upstream_rq_503"]
        }
    }

    private static let maintenance: [ProxyCase] = [
        maintained("of-all", 100),
        maintained("of-more-than-all", 250),
        maintained("of-none", 0),
        maintained("of-a-word", "many"),
        maintained("with-what-the-route-adds", 100).with {
            $0.virtualHosts = [
                [
                    "name": "v", "domains": ["*"], "include_attempt_count_in_response": true,
                    "routes": [
                        [
                            "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"],
                            "response_headers_to_add": [HeaderEditCases.option("x-edited", "1")],
                        ]
                    ],
                ]
            ]
        },
        maintained("without-a-mark", 100).with {
            $0.manager = [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.router",
                        "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
                    ]
                ]
            ]
        },
        maintained("comes-before-drops", 100).with {
            $0.cluster = [
                "load_assignment": [
                    "policy": ["drop_overloads": [["category": "all", "drop_percentage": ["numerator": 100]]]]
                ]
            ]
        },
        maintained("of-a-request-with-a-body", 100).with {
            $0.steps = [.text(post("content-length: 5", body: "hello")), .answers(1)]
        },
        maintained("of-a-copy", 0).with {
            $0.members = [
                [
                    "name": "@CASE@-copy", "type": "STATIC",
                    "load_assignment": [
                        "cluster_name": "@CASE@-copy",
                        "endpoints": [["lb_endpoints": [["endpoint": ["address": "ADDRESS"]]]]],
                    ],
                ]
            ]
            $0.runtime["upstream.maintenance_mode.@CASE@-copy"] = 100
            $0.action = ["request_mirror_policies": [["cluster": "maintenance-of-a-copy-copy"]]]
        },
    ]

    // MARK: - Limits

    private static func limited(
        _ name: String, _ keys: [String: JSON], priority: String = "default", upstream: UpstreamScript = .plain,
        configured: JSON = [:], action: JSON = [:], tracks: Bool = true
    ) -> ProxyCase {
        ProxyCase("limit-\(name)", get(), upstream: upstream).with {
            for (key, value) in keys { $0.runtime["circuit_breakers.@CASE@.\(priority).\(key)"] = value }
            $0.cluster = [
                "circuit_breakers": ["thresholds": [configured.merged(with: ["track_remaining": .bool(tracks)])]]
            ]
            $0.action = action
            let gauges = [
                "remaining_cx", "remaining_pending", "remaining_rq", "remaining_retries", "cx_open", "rq_open",
            ]
            $0.statistics =
                gauges.map { "cluster.circuit_breakers.default.\($0)" } + [
                    "cluster.upstream_rq_pending_overflow", "cluster.upstream_cx_overflow",
                    "cluster.upstream_rq_retry_overflow", "cluster.upstream_cx_pool_overflow",
                ]
        }
    }

    private static let trying: JSON = ["retry_policy": ["retry_on": "5xx"], "timeout": "0s"]
    private static let failing = UpstreamScript.serving(bad, UpstreamScript.okAnswer.text)
    private static let budget: JSON = [
        "retry_budget": ["budget_percent": ["value": 100], "min_retry_concurrency": 1]
    ]

    private static let breakers: [ProxyCase] = [
        limited("of-connections", ["max_connections": 0]),
        limited("of-connections-that-is-higher", ["max_connections": 7], configured: ["max_connections": 0]),
        // What is left of a limit that was never used is told by the configuration in Envoy, and by the limit here.
        limited("of-waiting-requests", ["max_pending_requests": 0], tracks: false),
        limited("of-requests-that-is-higher", ["max_requests": 5], configured: ["max_requests": 0]),
        limited("of-requests-that-is-no-number", ["max_requests": "few"]),
        limited("of-the-other-priority", ["max_pending_requests": 0], priority: "high"),
        limited(
            "of-the-high-priority", ["max_pending_requests": 0], priority: "high", action: ["priority": "HIGH"]),
        limited("of-retries", ["max_retries": 0], upstream: failing, action: trying, tracks: false),
        limited(
            "of-retries-that-is-higher", ["max_retries": 1], upstream: failing, configured: ["max_retries": 0],
            action: trying),
        limited("of-pools", ["max_connection_pools": 0], tracks: false),
        limited("of-pools-that-is-higher", ["max_connection_pools": 1], configured: ["max_connection_pools": 0]),
        limited(
            "of-a-budget", ["retry_budget.budget_percent": 0, "retry_budget.min_retry_concurrency": 0],
            upstream: failing, configured: budget, action: trying),
        limited(
            "of-a-budget-that-nobody-configured", ["retry_budget.min_retry_concurrency": 0], upstream: failing,
            action: trying),
        limited(
            "of-a-budget-by-its-share", ["retry_budget.budget_percent": 12.5], upstream: failing,
            configured: ["max_retries": 0], action: trying),
    ]

    // MARK: - Faults

    private static func faulty(
        _ name: String, _ fault: JSON, _ key: String, _ value: Int, _ request: String = get(),
        upstream: UpstreamScript = .plain
    ) -> ProxyCase {
        ProxyCase("fault-\(name)", request, upstream: upstream).with {
            $0.runtime = ["faults.\(name)": .integer(value)]
            let base: JSON = ["@type": .string(TypeName.fault)]
            let named = JSON.object([.init(key: key, value: .string("faults.\(name)"))])
            $0.manager = [
                "http_filters": [
                    ["name": "fault", "typed_config": base.merged(with: fault).merged(with: named)],
                    ["name": "router", "typed_config": ["@type": .string(TypeName.router)]],
                ]
            ]
            $0.statistics = ["aborts_injected", "delays_injected", "faults_overflow", "response_rl_injected"].map {
                "http.fault.\($0)"
            }
        }
    }

    private static let none: JSON = ["numerator": 0]
    private static let all: JSON = ["numerator": 100]
    private static let call = post("content-type: application/grpc", "te: trailers", "content-length: 0")

    private static let faults: [ProxyCase] = [
        faulty("of-a-share", ["abort": ["http_status": 418, "percentage": none]], "abort_percent_runtime", 100),
        faulty("of-no-share", ["abort": ["http_status": 418, "percentage": all]], "abort_percent_runtime", 0),
        faulty("with-a-status", ["abort": ["http_status": 418, "percentage": all]], "abort_http_status_runtime", 451),
        faulty(
            "with-a-status-of-grpc", ["abort": ["grpc_status": 5, "percentage": all]], "abort_grpc_status_runtime", 7,
            call),
        faulty(
            "delaying-a-share", ["delay": ["fixed_delay": "0.001s", "percentage": none]], "delay_percent_runtime", 100),
        faulty(
            "delaying-for-long", ["delay": ["fixed_delay": "100s", "percentage": all]], "delay_duration_runtime", 1),
        faulty(
            "of-which-none-may-be", ["abort": ["http_status": 418, "percentage": all], "max_active_faults": 9],
            "max_active_faults_runtime", 0),
        faulty(
            "slowing-a-share",
            ["response_rate_limit": ["fixed_limit": ["limit_kbps": 1], "percentage": none]],
            "response_rate_limit_percent_runtime", 100),
    ]

    // MARK: - Tries

    /// Nothing is tried again, whatever policies say.
    static let withoutRetries: [ProxyCase] = [
        retried("never-by-policy", upstream: failing),
        retried("never-by-field", policy: [:], get("/", host: "a", "x-envoy-retry-on: 5xx"), upstream: failing),
        retried(
            "never-after-a-reset", upstream: UpstreamScript([.request, .reset], [.serve([UpstreamScript.okAnswer])])),
    ].map { testCase in testCase.with { $0.runtime = ["upstream.use_retry": 0] } }

    private static func retried(
        _ name: String, policy: JSON = ["retry_policy": ["retry_on": "5xx"]], _ request: String = get(),
        upstream: UpstreamScript, timeout: String = "0s"
    ) -> ProxyCase {
        ProxyCase("tries-\(name)", request, upstream: upstream).with {
            $0.action = policy.merged(with: ["timeout": .string(timeout)])
            $0.statistics = ["cluster.upstream_rq_retry", "cluster.upstream_rq_retry_success"]
        }
    }

    /// Pauses of policies that say nothing of them are so long that no request waits them out; all endpoints of a
    /// priority are used only where there are others.
    static let withLongPauses: [ProxyCase] =
        ([
            retried("pausing-longer-than-the-request", upstream: failing, timeout: "0.3s"),
            retried(
                "pausing-as-configured",
                policy: ["retry_policy": ["retry_on": "5xx", "retry_back_off": ["base_interval": "0.001s"]]],
                upstream: failing),
            panicking("ends-by-the-key", [:]),
            panicking("ends-by-the-key-against-the-cluster", ["healthy_panic_threshold": ["value": 90]]),
        ]).map { testCase in
            testCase.with {
                $0.runtime = ["upstream.base_retry_backoff_ms": 100_000_000, "upstream.healthy_panic_threshold": 0]
            }
        }

    /// The only endpoint is not well: in a panic it is used all the same.
    private static func panicking(_ name: String, _ common: JSON) -> ProxyCase {
        ProxyCase("panic-\(name)", get()).with {
            $0.cluster = [
                "common_lb_config": common,
                "load_assignment": [
                    "endpoints": [
                        [
                            "lb_endpoints": [
                                ["health_status": "UNHEALTHY", "endpoint": ["address": "ADDRESS"]]
                            ]
                        ]
                    ]
                ],
            ]
            $0.statistics = ["cluster.lb_healthy_panic", "cluster.upstream_cx_none_healthy"]
        }
    }
}
