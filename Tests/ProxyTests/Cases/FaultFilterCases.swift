/// The fault filter, and circuit breakers.
enum FaultFilterCases {
    static let all: [ProxyCase] = aborts + delays + flags + counted + asked + paced + breakers + drops

    private static let always: JSON = ["numerator": 100, "denominator": "HUNDRED"]

    /// Routes whose only entry has this fault.
    private static func routes(_ fault: JSON, _ action: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(TypeName.fault)]
        let route: JSON = ["cluster": "CLUSTER"]
        return [
            [
                "name": "faulty", "match": ["prefix": "/"], "route": route.merged(with: action),
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
        ProxyCase("delay-then-abort-with-metadata", get()).with {
            let told: JSON = ["filter_metadata": ["a": "b", "n": 1]]
            $0.routes = routes(
                delay("0.02s").merged(with: abort(418)).merged(with: told).merged(with: [
                    "disable_downstream_cluster_stats": true
                ]))
            $0.logs = [LogDocument.text("%DYNAMIC_METADATA(envoy.filters.http.fault)%")]
        },
        ProxyCase("no-fault-no-metadata", get()).with {
            $0.routes = routes([
                "abort": ["http_status": 503, "percentage": ["numerator": 0]], "filter_metadata": ["a": "b"],
            ])
            $0.logs = [LogDocument.text("%DYNAMIC_METADATA(envoy.filters.http.fault)%")]
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

    /// Flags stand in the order in which they were raised.
    private static let flags: [ProxyCase] = [
        ProxyCase("delay-then-refused", get(), upstream: .refusing).with { $0.routes = routes(delay("0.02s")) },
        ProxyCase("delay-then-closed", get(), upstream: .closingAfter("")).with {
            $0.routes = routes(delay("0.02s"))
        },
        ProxyCase("delay-then-retries", get(), upstream: .refusing).with {
            $0.routes = routes(
                delay("0.02s"), ["retry_policy": ["retry_on": "connect-failure", "num_retries": 1]])
        },
    ]

    private static let callers = [
        get("/", host: "a", "x-envoy-downstream-service-cluster: caller"),
        get("/", host: "a", "x-envoy-downstream-service-cluster: b", "x-envoy-downstream-service-cluster: c"),
        get("/", host: "a", "x-envoy-downstream-service-cluster:"), get(),
    ]

    /// Faults are counted once more by the cluster that a request says it comes from.
    private static func counting(_ name: String, _ own: JSON, route: JSON? = nil) -> ProxyCase {
        ProxyCase("fault-counted-\(name)", inTurn: callers).with {
            $0.manager = FilterChain.manager(FilterChain.filter("fault", "fault.v3.HTTPFault", own))
            if let route {
                $0.virtualHosts = FilterChain.host([
                    FilterChain.route(
                        FilterChain.perFilter("fault", FilterChain.message("fault.v3.HTTPFault", route)))
                ])
            }
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let uncounted: JSON = ["disable_downstream_cluster_stats": true]
    private static let both = delay("0.01s").merged(with: abort(503))

    private static let counted: [ProxyCase] = [
        counting("by-cluster", both), counting("not-by-cluster", both.merged(with: uncounted)),
        counting("by-cluster-of-the-filter", uncounted, route: both),
        counting("by-cluster-not-of-the-route", both, route: both.merged(with: uncounted)),
        counting(
            "rate-limits-are-not", ["response_rate_limit": ["fixed_limit": ["limit_kbps": 1], "percentage": always]]),
    ]

    private static let byHeader: JSON = ["header_abort": [:], "percentage": always]

    /// Faults that a request asks for, or is chosen for.
    private static let asked: [ProxyCase] = [
        ProxyCase(
            "abort-as-asked",
            get("/", host: "a", "x-envoy-fault-abort-request: 418") + get()
                + get("/", host: "a", "x-envoy-fault-abort-request: 199")
                + get("/", host: "a", "x-envoy-fault-abort-request: x"), answers: 4
        ).with { $0.routes = routes(["abort": byHeader]) },
        ProxyCase(
            "abort-as-asked-for-a-share",
            get("/", host: "a", "x-envoy-fault-abort-request: 418", "x-envoy-fault-abort-request-percentage: 0")
                + get("/", host: "a", "x-envoy-fault-abort-request: 418", "x-envoy-fault-abort-request-percentage: 500"),
            answers: 2
        ).with { $0.routes = routes(["abort": byHeader]) },
        ProxyCase("abort-grpc-as-asked", get("/", host: "a", "x-envoy-fault-abort-grpc-request: 5")).with {
            $0.routes = routes(["abort": byHeader])
        },
        ProxyCase("abort-grpc", get() + post("content-type: application/grpc", "content-length: 0"), answers: 2).with {
            $0.routes = routes(["abort": ["grpc_status": 7, "percentage": always]])
        },
        ProxyCase(
            "delay-as-asked", get("/", host: "a", "x-envoy-fault-delay-request: 20") + get(), answers: 2
        ).with {
            $0.routes = routes(["delay": ["header_delay": [:], "percentage": always]])
            $0.statistics = ["http.fault.delays_injected"]
        },
        ProxyCase(
            "delay-as-asked-for-a-share",
            get("/", host: "a", "x-envoy-fault-delay-request: 20", "x-envoy-fault-delay-request-percentage: 0")
        ).with { $0.routes = routes(["delay": ["header_delay": [:], "percentage": always]]) },
        ProxyCase("abort-by-field", get("/", host: "a", "x-try: 1") + get(), answers: 2).with {
            $0.routes = routes(abort(503).merged(with: ["headers": [["name": "x-try", "present_match": true]]]))
        },
        ProxyCase(
            "abort-by-node", get("/", host: "a", "x-envoy-downstream-service-node: n2") + get(), answers: 2
        ).with { $0.routes = routes(abort(503).merged(with: ["downstream_nodes": ["n1", "n2"]])) },
    ]

    private static func pace(_ limit: JSON) -> JSON {
        let base: JSON = ["percentage": always]
        return ["response_rate_limit": base.merged(with: limit)]
    }

    private static let long = answer("200 OK", "content-length: 300", body: String(repeating: "x", count: 300))

    /// Responses that come slowly.
    private static let paced: [ProxyCase] = [
        ProxyCase("paced", get(), upstream: .serving(long)).with {
            $0.routes = routes(pace(["fixed_limit": ["limit_kbps": 1]]))
            $0.statistics = ["http.fault.response_rl_injected", "http.fault.active_faults"]
        },
        ProxyCase(
            "paced-trailers", get("/", host: "a", "te: trailers"),
            upstream: .serving(
                answer("200 OK", "transfer-encoding: chunked", body: "5\r\nhello\r\n0\r\nx-t: 1\r\n\r\n"))
        ).with { $0.routes = routes(pace(["fixed_limit": ["limit_kbps": 1]])) },
        ProxyCase("paced-without-body", get(), upstream: .serving(answer("204 No Content"))).with {
            $0.routes = routes(pace(["fixed_limit": ["limit_kbps": 1]]))
        },
        ProxyCase(
            "paced-as-asked", get("/", host: "a", "x-envoy-fault-throughput-response: 1") + get(), answers: 2,
            upstream: .serving(long)
        ).with {
            $0.routes = routes(pace(["header_limit": [:]]))
            $0.statistics = ["http.fault.response_rl_injected"]
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
