/// Clusters that stand for others. Nobody listens at most endpoints: the log says who was tried.
enum AggregateCases {
    static let all: [ProxyCase] = choice + panics + requests + tries

    /// A cluster of the case's; its statistics are shown below those of the aggregate.
    private static func member(_ name: String, _ groups: [JSON], _ fields: JSON = [:]) -> JSON {
        let base: JSON = [
            "name": .string("@CASE@-" + name), "alt_stat_name": .string("@CASE@." + name), "type": "STATIC",
            "connect_timeout": "1s",
            "load_assignment": ["cluster_name": .string("@CASE@-" + name), "endpoints": .array(groups)],
        ]
        return base.merged(with: fields)
    }

    private static func endpoints(_ numbers: Int..., priority: Int = 0, status: String = "UNKNOWN") -> JSON {
        BalancingCases.group(
            numbers.map { BalancingCases.endpoint($0, ["health_status": .string(status)]) },
            ["priority": .integer(priority)])
    }

    /// The endpoint that answers.
    private static let upstream: JSON = ["lb_endpoints": [["endpoint": ["address": "ADDRESS"]]]]

    private static func make(
        _ name: String, _ members: [JSON], names: [String] = ["one", "two"], fields: JSON = [:],
        requests: [String] = [get()], action: JSON = [:]
    ) -> ProxyCase {
        ProxyCase("aggregate-\(name)", inTurn: requests).with {
            let type: JSON = [
                "name": "envoy.clusters.aggregate",
                "typed_config": [
                    "@type": "type.googleapis.com/envoy.extensions.clusters.aggregate.v3.ClusterConfig",
                    "clusters": .array(names.map { .string("@CASE@-" + $0) }),
                ],
            ]
            let base: JSON = [
                "type": .null, "load_assignment": .null, "lb_policy": "CLUSTER_PROVIDED", "cluster_type": type,
            ]
            $0.cluster = base.merged(with: fields)
            $0.members = members
            $0.action = action
            $0.omitting = [.bytewise, .probe]
            $0.statistics = [
                "cluster.membership_total", "cluster.upstream_cx_none_healthy", "cluster.upstream_rq_total",
                "cluster.lb_healthy_panic", "cluster.one.lb_healthy_panic", "cluster.two.lb_healthy_panic",
            ]
        }
    }

    private static let choice: [ProxyCase] = [
        make("first", [member("one", [upstream]), member("two", [endpoints(2)])], requests: [get("/1"), get("/2")]),
        make("second", [member("one", [endpoints(1, status: "UNHEALTHY")]), member("two", [upstream])]),
        make(
            "priorities",
            [
                member("one", [endpoints(1, status: "UNHEALTHY"), endpoints(2, priority: 1)]),
                member("two", [endpoints(3)]),
            ]),
        make(
            "degraded-is-last",
            [
                member("one", [endpoints(1, status: "DEGRADED")]), member("two", [endpoints(2)]),
            ]),
        make(
            "degraded-alone",
            [
                member("one", [endpoints(1, status: "UNHEALTHY")]), member("two", [endpoints(2, status: "DEGRADED")]),
            ]),
        make("without-endpoints", [member("one", []), member("two", [endpoints(2)])]),
        make(
            "empty-priority",
            [
                member("one", [endpoints(1, priority: 1, status: "UNHEALTHY")]), member("two", [endpoints(2)]),
            ]),
        make("missing-member", [member("two", [endpoints(2)])]),
        make("missing-members", []),
        make("twice", [member("one", [endpoints(1)])], names: ["one", "one"]),
        make(
            "overprovisioned",
            [
                member(
                    "one", [endpoints(1), endpoints(2, status: "UNHEALTHY")],
                    ["load_assignment": ["policy": ["overprovisioning_factor": 200]]]),
                member("two", [endpoints(3)]),
            ], requests: [get(), get(), get(), get()]),
    ]

    private static func threshold(_ percent: Int) -> JSON {
        ["common_lb_config": ["healthy_panic_threshold": ["value": .integer(percent)]]]
    }

    private static let panics: [ProxyCase] = [
        make("panic", [member("one", [endpoints(1, status: "UNHEALTHY")]), member("two", [])]),
        make(
            "panic-forbidden", [member("one", [endpoints(1, status: "UNHEALTHY")]), member("two", [])],
            fields: threshold(0)),
        make(
            "panic-of-the-second-forbidden",
            [member("one", []), member("two", [endpoints(1, status: "UNHEALTHY")], threshold(0))]),
        make(
            "panic-of-nobody", [member("one", []), member("two", [])]),
    ]

    private static let keys = (0..<4).map { get("/", host: "a", "x-key: \($0)") }

    private static func metadata(_ stage: String) -> JSON {
        ["filter_metadata": ["envoy.lb": ["stage": .string(stage)]]]
    }

    private static func staged(_ number: Int, _ stage: String) -> JSON {
        BalancingCases.endpoint(number, ["metadata": metadata(stage)])
    }

    private static let requests: [ProxyCase] = [
        make(
            "of-a-hashing-member",
            [member("one", [endpoints(1, 2, 3, 4)], ["lb_policy": "RING_HASH"]), member("two", [endpoints(9)])],
            requests: keys, action: ["hash_policy": [["header": ["header_name": "x-key"]]]]),
        make(
            "of-a-member-with-subsets",
            [
                member(
                    "one", [BalancingCases.group([staged(1, "a"), staged(2, "b"), staged(3, "c")])],
                    ["lb_subset_config": ["subset_selectors": [["keys": ["stage"]]]]])
            ], requests: [get()], action: ["metadata_match": metadata("b")]),
        make(
            "no-room-for-connections",
            [
                member("one", [endpoints(1)], ["circuit_breakers": ["thresholds": [["max_pending_requests": 0]]]]),
                member("two", [endpoints(2)]),
            ]),
        make("timeout", [member("one", [upstream])], action: ["timeout": "0.2s"]).with { $0.upstream = .silent },
        make("reset", [member("one", [upstream])]).with { $0.upstream = UpstreamScript([.request, .reset]) },
        make(
            "fails-its-check",
            [member("one", [upstream])]
        ).with {
            $0.upstream = UpstreamScript([
                .request,
                .send(ByteString(answer("200 OK", "x-envoy-immediate-health-check-fail: 1", "content-length: 0"))),
                .awaitEnd,
            ])
        },
    ]

    private static func retry(_ count: Int, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["retry_on": "connect-failure", "num_retries": .integer(count)]
        return ["retry_policy": base.merged(with: more)]
    }

    private static let three = [
        member("one", [endpoints(1), endpoints(2, priority: 1)]), member("two", [endpoints(3)]),
    ]

    private static let tries: [ProxyCase] = [
        make("retry", three, action: retry(1)),
        make("retry-elsewhere", three, action: retry(1, RetryPlaceCases.priorities(1))),
        make("retry-in-the-second", three, action: retry(2, RetryPlaceCases.priorities(1))),
        make("retry-everywhere", three, action: retry(3, RetryPlaceCases.priorities(1))),
        make(
            "retry-without-room", three,
            fields: ["circuit_breakers": ["thresholds": [["max_retries": 0]]]], action: retry(1)),
        make(
            "retry-without-room-of-the-member",
            [member("one", [endpoints(1)], ["circuit_breakers": ["thresholds": [["max_retries": 0]]]])],
            action: retry(1)),
    ].map { testCase in testCase.with { $0.statistics.append("cluster.upstream_rq_retry") } }
}
