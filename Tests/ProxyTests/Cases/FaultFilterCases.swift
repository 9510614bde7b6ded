/// The fault filter, and circuit breakers.
enum FaultFilterCases {
    static let all: [ProxyCase] = aborts + delays + breakers + drops

    private static let always: JSON = ["numerator": 100, "denominator": "HUNDRED"]

    /// Routes whose only entry has this fault.
    private static func routes(_ fault: JSON) -> JSON {
        let base: JSON = ["@type": .string(TypeName.fault)]
        return [
            [
                "name": "faulty", "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"],
                "typed_per_filter_config": ["envoy.filters.http.fault": base.merged(with: fault)],
            ]
        ]
    }

    private static func abort(_ status: Int) -> JSON {
        ["abort": ["http_status": .integer(status), "percentage": always]]
    }
    private static func delay(_ time: String) -> JSON {
        ["delay": ["fixed_delay": .string(time), "percentage": always]]
    }

    private static let aborts: [ProxyCase] = [
        ProxyCase("abort-503", get()).with {
            $0.routes = routes(abort(503))
            $0.statistics = ["http.fault.aborts_injected", "http.fault.delays_injected", "http.fault.active_faults"]
        },
        ProxyCase("abort-200", get()).with { $0.routes = routes(abort(200)) },
        ProxyCase("abort-429", get()).with { $0.routes = routes(abort(429)) },
        ProxyCase("abort-never", get()).with {
            $0.routes = routes(["abort": ["http_status": 503, "percentage": ["numerator": 0]]])
        },
        ProxyCase("abort-post", post("content-length: 5", body: "hello")).with { $0.routes = routes(abort(503)) },
        ProxyCase("abort-post-unfinished", post("content-length: 5", body: "he")).with {
            $0.routes = routes(abort(503))
        },
        ProxyCase("abort-by-the-filter-itself", get()).with {
            $0.manager = [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.fault",
                        "typed_config": JSON.object([.init(key: "@type", value: .string(TypeName.fault))])
                            .merged(with: abort(418)),
                    ],
                    ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]],
                ]
            ]
            $0.omitting = [.probe]
        },
        ProxyCase("abort-for-another-cluster", get()).with {
            $0.routes = routes(abort(503).merged(with: ["upstream_cluster": "another"]))
        },
        ProxyCase("abort-for-this-cluster", get()).with {
            $0.routes = routes(abort(503).merged(with: ["upstream_cluster": "CLUSTER"]))
        },
        ProxyCase("abort-over-the-limit", get()).with {
            $0.routes = routes(abort(503).merged(with: ["max_active_faults": 0]))
            $0.statistics = ["http.fault.faults_overflow", "http.fault.aborts_injected"]
        },
    ]

    private static let delays: [ProxyCase] = [
        ProxyCase("delay", get()).with {
            $0.routes = routes(delay("0.2s"))
            $0.statistics = ["http.fault.delays_injected", "http.fault.active_faults"]
        },
        ProxyCase("delay-then-abort", get()).with { $0.routes = routes(delay("0.1s").merged(with: abort(418))) },
        ProxyCase("delay-post", post("content-length: 5", body: "hello")).with { $0.routes = routes(delay("0.1s")) },
        ProxyCase("delay-post-chunked", post("transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\n\r\n")).with {
            $0.routes = routes(delay("0.1s"))
        },
        ProxyCase("delay-pipelined", get("/1") + get("/2"), answers: 2).with { $0.routes = routes(delay("0.1s")) },
        ProxyCase("delay-then-connection-close", get("/", host: "a", "connection: close")).with {
            $0.routes = routes(delay("0.1s"))
        },
    ]

    private static func drop(_ numerator: Int, _ more: JSON = [:]) -> JSON {
        let share: JSON = ["numerator": .integer(numerator)]
        return [
            "load_assignment": [
                "policy": ["drop_overloads": [["category": "some", "drop_percentage": share.merged(with: more)]]]
            ]
        ]
    }

    private static let drops: [ProxyCase] = [
        ProxyCase("drops-all", get()).with { $0.cluster = drop(100) },
        ProxyCase("drops-nearly-all", get()).with { $0.cluster = drop(999_999, ["denominator": "MILLION"]) },
        ProxyCase("drops-none", get()).with { $0.cluster = drop(0) },
        ProxyCase("drops-with-what-the-route-adds", get()).with {
            $0.cluster = drop(100)
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
        ProxyCase("drops-without-a-mark", get()).with {
            $0.cluster = drop(100)
            $0.manager = [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.router",
                        "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
                    ]
                ]
            ]
        },
    ]

    private static func breaker(_ limits: JSON) -> JSON { ["circuit_breakers": ["thresholds": [limits]]] }

    private static let breakers: [ProxyCase] = [
        ProxyCase("breaker-no-requests", get()).with {
            $0.cluster = breaker(["max_requests": 0])
            $0.statistics = ["cluster.upstream_rq_503", "cluster.upstream_rq_pending_overflow"]
            $0.omitting = [.upstream]
        },
        ProxyCase("breaker-no-pending", get()).with {
            $0.cluster = breaker(["max_pending_requests": 0])
            $0.statistics = ["cluster.upstream_rq_503", "cluster.upstream_rq_pending_overflow"]
        },
        ProxyCase("breaker-of-the-other-priority", get()).with {
            $0.cluster = breaker(["priority": "HIGH", "max_requests": 0])
        },
        ProxyCase("breaker-of-the-high-priority", get()).with {
            $0.cluster = breaker(["priority": "HIGH", "max_requests": 0])
            $0.action = ["priority": "HIGH"]
            $0.omitting = [.upstream]
        },
        ProxyCase("breaker-suppressed-header", get()).with {
            $0.cluster = breaker(["max_pending_requests": 0])
            $0.manager = [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.router",
                        "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
                    ]
                ]
            ]
        },
        ProxyCase("breaker-no-connections-allows-one", get()).with {
            $0.cluster = breaker(["max_connections": 0])
            $0.statistics = ["cluster.upstream_cx_overflow"]
        },
    ]
}
