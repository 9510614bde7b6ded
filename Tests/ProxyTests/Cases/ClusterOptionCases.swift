/// Options of clusters that change nothing for a single healthy endpoint, or change who of several is chosen. Where the
/// log is recorded for several, nobody listens at any of them.
enum ClusterOptionCases {
    static let all: [ProxyCase] = balancers + membership + resolution + detection + statistics

    private static func option(_ name: String, _ cluster: JSON, requests: Int = 1) -> ProxyCase {
        ProxyCase("option-\(name)", inTurn: Array(repeating: get(), count: requests)).with {
            $0.cluster = cluster
            $0.omitting = [.bytewise, .probe]
        }
    }

    private static let slowStart: JSON = [
        "slow_start_window": "10s", "aggression": ["default_value": 2.5, "runtime_key": "option.aggression"],
        "min_weight_percent": ["value": 25],
    ]

    private static func typed(_ name: String, _ fields: JSON) -> JSON {
        let base: JSON = [
            "@type": .string("type.googleapis.com/envoy.extensions.load_balancing_policies.\(name)")
        ]
        return [
            "load_balancing_policy": [
                "policies": [
                    ["typed_extension_config": ["name": "policy", "typed_config": base.merged(with: fields)]]
                ]
            ]
        ]
    }

    private static let balancers: [ProxyCase] = [
        option(
            "least-request",
            [
                "lb_policy": "LEAST_REQUEST",
                "least_request_lb_config": [
                    "choice_count": 5,
                    "active_request_bias": ["default_value": 0.5, "runtime_key": "option.bias"],
                    "slow_start_config": slowStart,
                ],
            ], requests: 2),
        option("round-robin", ["round_robin_lb_config": ["slow_start_config": slowStart]], requests: 2),
        option(
            "typed-least-request",
            typed(
                "least_request.v3.LeastRequest",
                [
                    "choice_count": 3, "active_request_bias": ["default_value": 2, "runtime_key": "option.bias"],
                    "slow_start_config": slowStart, "enable_full_scan": ["value": true],
                ]), requests: 2),
        option(
            "typed-full-scan",
            typed("least_request.v3.LeastRequest", ["selection_method": "FULL_SCAN"]), requests: 2),
        option("typed-round-robin", typed("round_robin.v3.RoundRobin", ["slow_start_config": slowStart]), requests: 2),
        option("random", ["lb_policy": "RANDOM"], requests: 2),
        option("typed-random", typed("random.v3.Random", [:]), requests: 2),
        option(
            "connections-ahead-of-none",
            ["preconnect_policy": ["per_upstream_preconnect_ratio": 1, "predictive_preconnect_ratio": 1]]),
        // The heavy locality has none of the subset's endpoints: it counts only where the subset's are not weighed.
        option(
            "subset-by-locality",
            localities.merged(with: [
                "lb_subset_config": [
                    "subset_selectors": [["keys": ["stage"]]], "locality_weight_aware": true,
                    "scale_locality_weight": true,
                ]
            ]), requests: 3
        ).with { $0.action = ["metadata_match": ["filter_metadata": ["envoy.lb": ["stage": "test"]]]] },
        option(
            "subset-by-locality-unscaled",
            localities.merged(with: [
                "lb_subset_config": ["subset_selectors": [["keys": ["stage"]]], "locality_weight_aware": true]
            ]), requests: 3
        ).with { $0.action = ["metadata_match": ["filter_metadata": ["envoy.lb": ["stage": "test"]]]] },
    ]

    private static func staged(_ number: Int, _ stage: String) -> JSON {
        BalancingCases.endpoint(
            number, ["metadata": ["filter_metadata": ["envoy.lb": ["stage": .string(stage)]]]])
    }

    private static func zone(_ name: String, _ weight: Int) -> JSON {
        ["locality": ["zone": .string(name)], "load_balancing_weight": .integer(weight)]
    }

    private static let localities = BalancingCases.assignment(
        BalancingCases.group([staged(1, "prod"), staged(2, "prod")], zone("a", 100)),
        BalancingCases.group([staged(3, "test"), staged(4, "prod")], zone("b", 1))
    ).merged(with: ["common_lb_config": ["locality_weighted_lb_config": [:]]])

    // MARK: - Who is a member

    private static let membership: [ProxyCase] = [
        option("merging-no-updates", ["common_lb_config": ["update_merge_window": "0s"]]),
        option("merging-for-long", ["common_lb_config": ["update_merge_window": "5s"]]),
        option(
            "kept-alive",
            [
                "upstream_connection_options": [
                    "tcp_keepalive": ["keepalive_probes": 3, "keepalive_time": 7, "keepalive_interval": 2]
                ]
            ]),
        option(
            "bound-elsewhere",
            [
                "upstream_bind_config": [
                    "source_address": ["address": "127.0.0.1", "port_value": 0],
                    "additional_source_addresses": [["address": "::1", "port_value": 0]],
                ]
            ]),
        option(
            "in-the-own-zone",
            typed(
                "round_robin.v3.RoundRobin",
                ["locality_lb_config": ["zone_aware_lb_config": ["force_local_zone": ["min_size": 2]]]])),
        option("closing-on-change", ["common_lb_config": ["close_connections_on_host_set_change": true]]),
        option("waiting-for-checks", ["common_lb_config": ["ignore_new_hosts_until_first_hc": true]]),
        option("leaving-though-healthy", ["ignore_health_on_host_removal": true]),
        option(
            "zone-aware",
            ["common_lb_config": ["zone_aware_lb_config": ["routing_enabled": ["value": 50], "min_cluster_size": 2]]]),
        option(
            "checked-elsewhere",
            [
                "load_assignment": [
                    "endpoints": [
                        [
                            "lb_endpoints": [
                                [
                                    "endpoint": [
                                        "address": "ADDRESS",
                                        "health_check_config": [
                                            "port_value": 1, "hostname": "check", "disable_active_health_check": true,
                                        ],
                                    ]
                                ]
                            ]
                        ]
                    ]
                ],
                "health_checks": [
                    [
                        "timeout": "1s", "interval": "60s", "unhealthy_threshold": 1, "healthy_threshold": 1,
                        "interval_jitter": "1s", "interval_jitter_percent": 10, "initial_jitter": "0.001s",
                        "unhealthy_interval": "50s", "unhealthy_edge_interval": "40s", "healthy_edge_interval": "30s",
                        "no_traffic_interval": "20s", "no_traffic_healthy_interval": "25s", "reuse_connection": false,
                        "always_log_health_check_failures": true, "always_log_health_check_success": true,
                        "http_health_check": [
                            "path": "/", "expected_statuses": [["start": 200, "end": 300]],
                            "retriable_statuses": [["start": 500, "end": 501]], "codec_client_type": "HTTP1",
                            "service_name_matcher": ["prefix": "x"],
                        ],
                    ]
                ],
            ]
        ).with {
            $0.statistics = ["attempt", "success", "failure", "healthy"].map { "cluster.health_check.\($0)" }
        },
    ]

    // MARK: - Names

    private static let resolution: [ProxyCase] = ["STRICT_DNS", "LOGICAL_DNS"].map { type in
        option(
            "resolved-\(type == "STRICT_DNS" ? "strictly" : "logically")",
            [
                "type": .string(type), "dns_refresh_rate": "3600s",
                "dns_failure_refresh_rate": ["base_interval": "2s", "max_interval": "30s"],
                "dns_jitter": "1s", "respect_dns_ttl": false, "dns_lookup_family": "V4_ONLY",
            ])
    }

    // MARK: - Outliers

    private static let detection: [ProxyCase] = [
        option(
            "outliers",
            [
                "outlier_detection": [
                    "interval": "300s", "base_ejection_time": "20s", "max_ejection_time": "100s",
                    "max_ejection_time_jitter": "1s", "enforcing_success_rate": 50, "success_rate_minimum_hosts": 3,
                    "success_rate_request_volume": 10, "success_rate_stdev_factor": 1500,
                    "failure_percentage_threshold": 50, "enforcing_failure_percentage": 40,
                    "enforcing_failure_percentage_local_origin": 30, "failure_percentage_minimum_hosts": 2,
                    "failure_percentage_request_volume": 5, "enforcing_local_origin_success_rate": 20,
                    "split_external_local_origin_errors": true, "successful_active_health_check_uneject_host": false,
                ]
            ], requests: 2)
    ]

    // MARK: - What is counted

    private static let statistics: [ProxyCase] = [
        ProxyCase("option-counting-nothing-by-itself", inTurn: [get("/1"), get("/2")]).with {
            $0.manager = [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.router",
                        "typed_config": [
                            "@type": .string(TypeName.router), "dynamic_stats": false, "start_child_span": true,
                        ],
                    ]
                ]
            ]
            $0.statistics = ["cluster.upstream_rq_200", "cluster.upstream_rq_2xx", "cluster.upstream_rq_completed"]
        },
        ProxyCase("option-counting-nothing-of-failures", get(), upstream: .refusing).with {
            $0.manager = [
                "http_filters": [
                    [
                        "name": "envoy.filters.http.router",
                        "typed_config": ["@type": .string(TypeName.router), "dynamic_stats": false],
                    ]
                ]
            ]
            $0.statistics = ["cluster.upstream_rq_503", "cluster.upstream_rq_5xx", "cluster.upstream_rq_completed"]
        },
        countingEach("option-counting-each-endpoint", upstream: .serving(served, failed, served)),
        countingEach("option-counting-an-endpoint-that-refuses", upstream: .refusing),
    ]

    private static let served = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
    private static let failed = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n"

    private static func countingEach(_ name: String, upstream: UpstreamScript) -> ProxyCase {
        ProxyCase(name, inTurn: [get("/1"), get("/2"), get("/3")], upstream: upstream).with {
            $0.cluster = ["track_cluster_stats": ["per_endpoint_stats": true]]
        }
    }
}
