/// Which cluster a route leads to: one that a field names, or one of several by weight.
enum TargetCases {
    static let all: [ProxyCase] = fields + weights + hashes + metadata

    private static func routed(_ name: String, _ action: JSON, _ requests: String...) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.routes = [["name": "chosen", "match": ["prefix": "/"], "route": action]]
        }
    }

    private static let fields: [ProxyCase] = [
        routed(
            "cluster-field", ["cluster_header": "x-to"], get("/", host: "a", "x-to: cluster-field"),
            get("/", host: "a", "X-To: cluster-field", "x-to: nowhere"), get("/", host: "a", "x-to: nowhere"),
            get("/", host: "a", "x-to: "), get(), get("/", host: "a", "x-to: cluster-field")),
        routed(
            "cluster-field-host", ["cluster_header": ":authority"], get("/", host: "cluster-field-host"),
            get("/", host: "Cluster-field-host"), get("/", host: "nowhere")),
        routed(
            "cluster-field-404", ["cluster_header": "x-to", "cluster_not_found_response_code": "NOT_FOUND"], get(),
            get("/", host: "a", "x-to: nowhere")),
        routed(
            "cluster-field-500",
            ["cluster_header": "x-to", "cluster_not_found_response_code": "INTERNAL_SERVER_ERROR"], get()),
        routed(
            "cluster-field-statistics", ["cluster_header": "x-to"], get(),
            get("/", host: "a", "x-to: cluster-field-statistics")
        ).with { $0.statistics = ["http.no_cluster", "http.no_route"] },
    ]

    /// Of several clusters one has all the weight.
    private static func branch(_ fields: JSON) -> JSON {
        let base: JSON = ["name": "CLUSTER", "weight": 7]
        return ["weighted_clusters": ["clusters": [["name": "CLUSTER", "weight": 0], base.merged(with: fields)]]]
    }

    private static func field(_ name: String, _ value: String) -> JSON {
        ["header": ["key": .string(name), "value": .string(value)]]
    }

    /// A cluster of the case's own and one that does not exist, chosen by the number in a field.
    private static func numbered(_ name: String, _ requests: String...) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.routes = [
                [
                    "match": ["prefix": "/"],
                    "route": [
                        "cluster_not_found_response_code": "NOT_FOUND",
                        "weighted_clusters": [
                            "header_name": "n",
                            "clusters": [["name": "CLUSTER", "weight": 1], ["name": "nowhere", "weight": 3]],
                        ],
                    ],
                ]
            ]
            $0.routeConfiguration = ["validate_clusters": false]
        }
    }

    /// A cluster of the case's own and one that does not exist, chosen by a hash of the request.
    private static func hashed(_ name: String, _ policy: JSON, _ requests: [String]) -> ProxyCase {
        ProxyCase("weight-hash-\(name)", inTurn: requests).with {
            $0.routes = [
                [
                    "match": ["prefix": "/"],
                    "route": [
                        "cluster_not_found_response_code": "NOT_FOUND", "hash_policy": policy,
                        "weighted_clusters": [
                            "use_hash_policy": true,
                            "clusters": [["name": "CLUSTER", "weight": 1], ["name": "nowhere", "weight": 2]],
                        ],
                    ],
                ]
            ]
            $0.routeConfiguration = ["validate_clusters": false]
        }
    }

    private static func keys(_ count: Int) -> [String] { (0..<count).map { get("/", host: "a", "x-key: \($0)") } }

    private static let hashes: [ProxyCase] = [
        hashed("field", [["header": ["header_name": "x-key"]]], keys(12)),
        hashed("query", [["query_parameter": ["name": "q"]]], (0..<6).map { get("/?q=\($0)") }),
        hashed(
            "cookie", [["cookie": ["name": "c", "ttl": "1s"]]], (0..<6).map { get("/", host: "a", "cookie: c=\($0)") }),
        hashed("address", [["connection_properties": ["source_ip": true]]], [get(), get("/2")]),
        hashed(
            "of-two", [["header": ["header_name": "x-key"]], ["query_parameter": ["name": "q"]]],
            keys(4) + [get("/?q=1"), get("/?q=2", host: "a", "x-key: 1")]),
        ProxyCase("weight-hash-of-nothing", get()).with {
            let weighted: JSON = ["weighted_clusters": ["use_hash_policy": true]]
            $0.routes = [["match": ["prefix": "/"], "route": branch([:]).merged(with: weighted)]]
        },
    ]

    /// Endpoints of several stages, of which the branch asks for one.
    private static func staged(_ name: String, route: JSON, branch: JSON) -> ProxyCase {
        ProxyCase("weight-metadata-\(name)", get()).with {
            func metadata(_ values: JSON) -> JSON { ["filter_metadata": ["envoy.lb": values]] }
            let members = ["a", "b", "c"].enumerated().map { index, stage in
                BalancingCases.endpoint(index + 1, ["metadata": metadata(["stage": .string(stage), "x": 1])])
            }
            $0.cluster = BalancingCases.assignment(BalancingCases.group(members)).merged(with: [
                "lb_subset_config": ["subset_selectors": [["keys": ["stage"]], ["keys": ["stage", "x"]]]]
            ])
            let own: JSON = branch == .null ? [:] : ["metadata_match": metadata(branch)]
            let common: JSON = route == .null ? [:] : ["metadata_match": metadata(route)]
            $0.routes = [["match": ["prefix": "/"], "route": TargetCases.branch(own).merged(with: common)]]
            $0.omitting = [.bytewise, .probe]
        }
    }

    private static let metadata: [ProxyCase] = [
        staged("own", route: .null, branch: ["stage": "b"]),
        staged("before-the-route", route: ["stage": "a"], branch: ["stage": "c"]),
        staged("beside-the-route", route: ["x": 1], branch: ["stage": "b"]),
        staged("of-the-route", route: ["stage": "a"], branch: .null),
        staged("empty", route: ["stage": "a"], branch: [:]),
        staged("unknown", route: ["stage": "a"], branch: ["stage": "z"]),
    ]

    private static let weights: [ProxyCase] = [
        routed("weighted", branch([:]), get(), get("/x")),
        routed(
            "weighted-fields",
            branch([
                "request_headers_to_add": [field("x-branch", "b"), field("x-host", "%REQ(:AUTHORITY)%")],
                "request_headers_to_remove": ["x-gone"],
                "response_headers_to_add": [field("x-branch", "%RESPONSE_CODE%")],
                "response_headers_to_remove": ["server"],
            ]), get("/", host: "a", "x-gone: 1", "x-branch: a")),
        routed("weighted-host", branch(["host_rewrite_literal": "branch"]), get()),
        routed(
            "weighted-host-before-the-routes",
            branch(["host_rewrite_literal": "branch"]).merged(with: [
                "host_rewrite_literal": "route", "append_x_forwarded_host": true,
            ]), get()),
        ProxyCase("weighted-order-of-fields", get()).with {
            $0.virtualHosts = [orderedHost]
            $0.routeConfiguration = ["request_headers_to_add": [field("x-order", "table")]]
        },
        ProxyCase("weighted-order-of-fields-reversed", get()).with {
            $0.virtualHosts = [orderedHost]
            $0.routeConfiguration = [
                "request_headers_to_add": [field("x-order", "table")], "most_specific_header_mutations_wins": true,
            ]
        },
        routed(
            "weighted-field-of-a-branch",
            [
                "weighted_clusters": [
                    "clusters": [["cluster_header": "x-to", "weight": 1]]
                ]
            ], get("/", host: "a", "x-to: weighted-field-of-a-branch"), get("/", host: "a", "x-to: nowhere"), get()),
        routed(
            "weighted-filter-switched-off",
            branch([
                "typed_per_filter_config": [
                    "envoy.filters.http.fault": [
                        "@type": .string(TypeName.fault),
                        "abort": ["http_status": 418, "percentage": ["numerator": 100]],
                    ]
                ]
            ]), get()),
        numbered(
            "weighted-by-a-field", get("/", host: "a", "n: 0"), get("/", host: "a", "n: 4"),
            get("/", host: "a", "n: 1"), get("/", host: "a", "n: 18446744073709551615"),
            get("/", host: "a", "n: +4"), get("/", host: "a", "N: 3")),
        ProxyCase("weighted-old-sum", get()).with {
            $0.routes = [
                [
                    "match": ["prefix": "/"],
                    "route": [
                        "weighted_clusters": ["total_weight": 100, "clusters": [["name": "CLUSTER", "weight": 1]]]
                    ],
                ]
            ]
        },
        ProxyCase("weighted-direct-neighbour", inTurn: [get("/a"), get("/b")]).with {
            $0.routes = [
                ["match": ["prefix": "/a"], "route": branch([:])],
                ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "b"]]],
            ]
        },
    ]

    private static let orderedHost: JSON = [
        "name": "all", "domains": ["*"], "request_headers_to_add": [field("x-order", "host")],
        "routes": [
            [
                "match": ["prefix": "/"], "request_headers_to_add": [field("x-order", "route")],
                "route": branch(["request_headers_to_add": [field("x-order", "branch")]]),
            ]
        ],
    ]
}
