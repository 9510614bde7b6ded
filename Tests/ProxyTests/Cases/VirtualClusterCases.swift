/// Requests that are counted apart: virtual clusters, and routes with a name for statistics.
enum VirtualClusterCases {
    static let all: [ProxyCase] = [
        counted(
            "virtual-cluster", ["get", "other"], inTurn: [get("/x"), get("/y"), get("/x?z")],
            clusters: [cluster("get", [["name": ":path", "prefix_match": "/x"]])]),
        counted(
            "virtual-cluster-first-fits", ["one", "two", "other"],
            inTurn: [get("/x"), request("POST", "/", ["content-length: 0"])],
            clusters: [
                cluster("one", [["name": ":method", "exact_match": "POST"], ["name": "x", "present_match": true]]),
                cluster("two", [["name": ":method", "exact_match": "POST"]]),
            ]),
        counted(
            "virtual-cluster-statuses", ["all", "other"], inTurn: [get("/1"), get("/2")],
            upstream: .serving(answer("404 Not Found", "content-length: 0")),
            clusters: [cluster("all", [["name": ":path", "prefix_match": "/"]])]),
        counted(
            "virtual-cluster-unreachable", ["all"], inTurn: [get()],
            clusters: [cluster("all", [["name": ":path", "prefix_match": "/"]])]
        ).with { $0.cluster = ["load_assignment": ["endpoints": []]] },
        counted(
            "virtual-cluster-timeout", ["all"], inTurn: [get()], upstream: .silent,
            clusters: [cluster("all", [["name": ":path", "prefix_match": "/"]])], action: ["timeout": "0.2s"]),
        counted("route-statistics", [], inTurn: [get(), get()], clusters: []).with {
            $0.virtualHosts = [
                [
                    "name": "route-statistics", "domains": ["*"],
                    "routes": [["stat_prefix": "named", "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]],
                ]
            ]
            $0.statistics = names.map { "process.vhost.route-statistics.route.named.\($0)" }
        },
        counted("route-statistics-of-a-direct-response", [], inTurn: [get()], clusters: []).with {
            $0.virtualHosts = [
                [
                    "name": "route-statistics-direct", "domains": ["*"],
                    "routes": [
                        ["stat_prefix": "named", "match": ["prefix": "/"], "direct_response": ["status": 200]]
                    ],
                ]
            ]
            $0.statistics = names.map { "process.vhost.route-statistics-direct.route.named.\($0)" }
        },
        counted("route-statistics-of-branches", [], inTurn: [get(), get()], clusters: []).with {
            $0.virtualHosts = [
                [
                    "name": "route-statistics-weighted", "domains": ["*"],
                    "routes": [
                        [
                            "stat_prefix": "a.b", "match": ["prefix": "/"],
                            "route": ["weighted_clusters": ["clusters": [["name": "CLUSTER", "weight": 1]]]],
                        ]
                    ],
                ]
            ]
            $0.statistics = names.map { "process.vhost.route-statistics-weighted.route.a.b.\($0)" }
        },
    ]

    private static let names = [
        "upstream_rq_200", "upstream_rq_2xx", "upstream_rq_404", "upstream_rq_4xx", "upstream_rq_503",
        "upstream_rq_504", "upstream_rq_5xx", "upstream_rq_completed", "upstream_rq_retry",
        "upstream_rq_retry_limit_exceeded", "upstream_rq_retry_overflow", "upstream_rq_retry_success",
        "upstream_rq_timeout", "upstream_rq_total",
    ]

    private static func cluster(_ name: String, _ headers: JSON) -> JSON {
        ["name": .string(name), "headers": headers]
    }

    /// A virtual host of the case's own name, whose requests and their virtual clusters are recorded.
    private static func counted(
        _ name: String, _ counts: [String], inTurn requests: [String], upstream: UpstreamScript = .plain,
        clusters: [JSON], action: JSON = [:]
    ) -> ProxyCase {
        ProxyCase(name, inTurn: requests, upstream: upstream).with {
            let route: JSON = ["cluster": "CLUSTER"]
            $0.virtualHosts = [
                [
                    "name": .string(name), "domains": ["*"], "virtual_clusters": .array(clusters),
                    "routes": [["match": ["prefix": "/"], "route": route.merged(with: action)]],
                ]
            ]
            $0.logs = [
                [
                    "name": "envoy.access_loggers.file",
                    "typed_config": [
                        "@type": .string(TypeName.fileAccessLog), "path": "LOG",
                        "log_format": [
                            "text_format_source": ["inline_string": "%VIRTUAL_CLUSTER_NAME% %RESPONSE_CODE%\\n"]
                        ],
                    ],
                ]
            ]
            $0.statistics = counts.flatMap { count in names.map { "process.vhost.\(name).vcluster.\(count).\($0)" } }
        }
    }
}
