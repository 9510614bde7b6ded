/// Which endpoint a request goes to. Nobody listens at any of them: the log says who was tried.
enum BalancingCases {
    static let all: [ProxyCase] = health + localities + hashPolicies + cookies + hashTables + typed

    /// An endpoint at a loopback address of its own.
    static func endpoint(_ number: Int, _ changes: JSON = [:]) -> JSON {
        let socket: JSON = ["address": "127.0.1.\(number)", "port_value": 1]
        let base: JSON = ["endpoint": ["address": ["socket_address": socket]]]
        return base.merged(with: changes)
    }

    /// The members of a cluster with these groups of endpoints.
    static func assignment(_ groups: JSON..., policy: JSON = [:]) -> JSON {
        ["load_assignment": ["cluster_name": "c", "endpoints": .array(groups), "policy": policy]]
    }

    static func group(_ endpoints: [JSON], _ changes: JSON = [:]) -> JSON {
        let base: JSON = ["lb_endpoints": .array(endpoints)]
        return base.merged(with: changes)
    }

    private static func one(_ name: String, _ cluster: JSON, requests: Int = 1) -> ProxyCase {
        ProxyCase(name, inTurn: Array(repeating: get(), count: requests)).with {
            $0.cluster = cluster
            $0.omitting = [.bytewise, .probe]
            $0.statistics = [
                "cluster.lb_healthy_panic", "cluster.membership_degraded", "cluster.membership_healthy",
                "cluster.membership_total",
            ]
        }
    }

    private static func status(_ status: String) -> JSON { ["health_status": .string(status)] }

    private static func panic(_ percent: Int) -> JSON {
        ["common_lb_config": ["healthy_panic_threshold": ["value": .integer(percent)]]]
    }

    private static let health: [ProxyCase] = [
        one(
            "unhealthy-is-avoided",
            assignment(group([endpoint(1, status("UNHEALTHY")), endpoint(2)])), requests: 3),
        one("draining-is-avoided", assignment(group([endpoint(1), endpoint(2, status("DRAINING"))])), requests: 3),
        one("timed-out-is-avoided", assignment(group([endpoint(1), endpoint(2, status("TIMEOUT"))])), requests: 3),
        one(
            "degraded-is-last", assignment(group([endpoint(1), endpoint(2, status("DEGRADED")), endpoint(3)])),
            requests: 4
        )
        .with {
            // 2 of 3 healthy ones take 93 %: the rest goes to the degraded one.
            $0.cluster = $0.cluster.merged(with: ["common_lb_config": ["healthy_panic_threshold": [:]]])
        },
        one("degraded-alone", assignment(group([endpoint(2, status("DEGRADED"))]))),
        one(
            "degraded-beside-unhealthy",
            assignment(group([endpoint(1, status("UNHEALTHY")), endpoint(2, status("DEGRADED"))])), requests: 2),
        one(
            "priority-spills",
            assignment(
                group([endpoint(1, status("UNHEALTHY"))]), group([endpoint(2)], ["priority": 1])), requests: 2),
        one(
            "priority-without-endpoints",
            assignment(group([]), group([endpoint(2)], ["priority": 1]))),
        one("panic-of-all", assignment(group([endpoint(1, status("UNHEALTHY"))])), requests: 2),
        one(
            "panic-disabled",
            assignment(group([endpoint(1, status("UNHEALTHY"))])).merged(with: panic(0)), requests: 2),
        one("panic-of-nobody", assignment(), requests: 1),
        one("panic-disabled-of-nobody", assignment().merged(with: panic(0)), requests: 1),
        one(
            "panic-threshold-reached",
            assignment(
                group([endpoint(1), endpoint(2, status("UNHEALTHY")), endpoint(3, status("UNHEALTHY"))])
            ).merged(with: panic(30)), requests: 3),
        one(
            "overprovisioning-factor",
            assignment(
                group([endpoint(1), endpoint(2, status("UNHEALTHY"))]), group([endpoint(3)], ["priority": 1]),
                policy: ["overprovisioning_factor": 200]), requests: 4),
        one(
            "weighted-priority-health",
            assignment(
                group([endpoint(1, ["load_balancing_weight": 9]), endpoint(2, status("UNHEALTHY"))]),
                group([endpoint(3)], ["priority": 1]), policy: ["weighted_priority_health": true]), requests: 4),
    ]

    private static func zone(_ name: String, weight: Int? = nil) -> JSON {
        let base: JSON = ["locality": ["region": "r", "zone": .string(name)]]
        return weight.map { base.merged(with: ["load_balancing_weight": .integer($0)]) } ?? base
    }

    private static let weighted: JSON = ["common_lb_config": ["locality_weighted_lb_config": [:]]]

    private static let localities: [ProxyCase] = [
        one(
            "locality-without-weight",
            assignment(group([endpoint(1), endpoint(2)], zone("a")), group([endpoint(3)], zone("b", weight: 1)))
                .merged(with: weighted), requests: 3),
        one(
            "locality-without-healthy-endpoints",
            assignment(
                group([endpoint(1, status("UNHEALTHY"))], zone("a", weight: 9)),
                group([endpoint(2), endpoint(3, status("UNHEALTHY"))], zone("b", weight: 1))
            ).merged(with: weighted).merged(with: panic(20)), requests: 3),
        one(
            "localities-without-weights",
            assignment(group([endpoint(1)], zone("a")), group([endpoint(1)], zone("b"))).merged(with: weighted)),
        one(
            "zone-aware-without-local-cluster",
            assignment(group([endpoint(1)], zone("a"))).merged(
                with: ["common_lb_config": ["zone_aware_lb_config": ["min_cluster_size": 1]]])),
        one(
            "zone-aware-fails-on-panic",
            assignment(group([endpoint(1, status("UNHEALTHY"))], zone("a"))).merged(
                with: ["common_lb_config": ["zone_aware_lb_config": ["fail_traffic_on_panic": true]]]), requests: 2),
    ]

    // MARK: - Hashing

    private static let six = assignment(group((1...6).map { endpoint($0) }))
    private static let ring: JSON = ["lb_policy": "RING_HASH"]

    private static func hashing(
        _ name: String, _ policy: JSON, _ cluster: JSON = [:], _ requests: [String]
    ) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.action = ["hash_policy": policy]
            $0.cluster = six.merged(with: ring).merged(with: cluster)
            $0.omitting = [.bytewise, .probe]
            $0.statistics = [
                "ring_hash_lb.size", "ring_hash_lb.min_hashes_per_host", "ring_hash_lb.max_hashes_per_host",
                "maglev_lb.min_entries_per_host", "maglev_lb.max_entries_per_host",
            ].map { "cluster." + $0 }
        }
    }

    private static func header(_ name: String, _ changes: JSON = [:]) -> JSON {
        let header: JSON = ["header_name": .string(name)]
        return ["header": header.merged(with: changes)]
    }

    private static func keys(_ count: Int) -> [String] { (0..<count).map { get("/", host: "a", "x-key: \($0)") } }

    private static let byKey: JSON = [["header": ["header_name": "x-key"]]]

    private static let hashPolicies: [ProxyCase] = [
        hashing("hash-header", [header("X-Key")], [:], keys(6)),
        hashing(
            "hash-header-twice", [header("x-key")], [:],
            [
                get("/", host: "a", "x-key: a", "x-key: b"), get("/", host: "a", "x-key: b", "x-key: a"),
                get("/", host: "a", "x-key: ab"), get("/", host: "a", "x-key: a, b"),
            ]),
        hashing(
            "hash-header-rewritten",
            [header("x-key", ["regex_rewrite": ["pattern": ["regex": "^user-(.*)$"], "substitution": "\\1"]])], [:],
            ["user-1", "1", "user-2", "2", "x-user-1"].map { get("/", host: "a", "x-key: \($0)") }),
        hashing("hash-header-empty", [header("x-key")], [:], [get("/", host: "a", "x-key:")]),
        hashing("hash-pseudo-header", [header(":path")], [:], [get("/1"), get("/2"), get("/3?x=y")]),
        hashing("hash-host", [header("host")], [:], [get("/", host: "one"), get("/", host: "two")]),
        hashing("hash-scheme", [header(":scheme")], [:], [get("/1"), get("/2"), get("/3")]),
        hashing("hash-authority", [header(":authority")], [:], [get("/", host: "one"), get("/", host: "two")]),
        hashing(
            "hash-cookie", [["cookie": ["name": "id"]]], [:],
            ["id=1", "a=b; id=1", "id=\"1\"; x=y", "id=2", " id=2 ", "other=1; id=3"].map {
                get("/", host: "a", "cookie: \($0)")
            }),
        hashing("hash-source-address", [["connection_properties": ["source_ip": true]]], [:], [get("/1"), get("/2")]),
        hashing(
            "hash-query-parameter", [["query_parameter": ["name": "q"]]], [:],
            ["/?q=1", "/?a=b&q=1", "/?q=1&q=2", "/?q=%31", "/x?q=2", "/?q=", "/?q"].map { get($0) }),
        hashing(
            "hash-several", [header("x-key"), ["query_parameter": ["name": "q"]]], [:],
            [
                get("/?q=1", host: "a", "x-key: 1"), get("/?q=2", host: "a", "x-key: 1"),
                get("/?q=1", host: "a", "x-key: 2"), get("/", host: "a", "x-key: 1"), get("/?q=1"),
            ]),
        hashing(
            "hash-the-same-twice", [header("x-key"), header("x-key")], [:], keys(3)),
        hashing(
            "hash-terminal",
            [header("x-key").merged(with: ["terminal": true]), ["query_parameter": ["name": "q"]]], [:],
            [get("/?q=1", host: "a", "x-key: 1"), get("/?q=2", host: "a", "x-key: 1"), get("/?q=1"), get("/?q=2")]),
    ]

    /// Cookies that are made for requests without one. Their upstream answers.
    private static let cookies: [ProxyCase] = [
        made("hash-cookie-made", ["name": "id", "ttl": "60.5s"]),
        made("hash-cookie-of-a-session", ["name": "id", "ttl": "0s"]),
        made(
            "hash-cookie-with-attributes",
            [
                "name": "id", "ttl": "1s", "path": "/p",
                "attributes": [["name": "SameSite", "value": "Strict"], ["name": "Secure"]],
            ]),
        made("hash-cookie-not-made", ["name": "id"]),
        made("hash-cookie-for-another-balancer", ["name": "id", "ttl": "1s"]).with { $0.cluster = [:] },
    ]

    private static func made(_ name: String, _ cookie: JSON) -> ProxyCase {
        ProxyCase(name, inTurn: [get(), get("/", host: "a", "cookie: id=x")]).with {
            $0.action = ["hash_policy": [["cookie": cookie]]]
            $0.cluster = ring
            $0.routeConfiguration = ["response_headers_to_add": [["header": ["key": "x-edit", "value": "1"]]]]
        }
    }

    private static let panicking = assignment(
        group([endpoint(1, status("UNHEALTHY")), endpoint(2, status("UNHEALTHY"))], zone("a", weight: 1)),
        group([endpoint(3, status("UNHEALTHY"))], zone("b", weight: 5))
    ).merged(with: weighted)

    private static let hashTables: [ProxyCase] = [
        hashing(
            "ring-sizes", byKey, ["ring_hash_lb_config": ["minimum_ring_size": 7, "maximum_ring_size": 9]], keys(8)),
        hashing("ring-without-places", byKey, ["ring_hash_lb_config": ["minimum_ring_size": 0]], keys(2)),
        hashing("ring-of-one-place", byKey, ["ring_hash_lb_config": ["minimum_ring_size": 1]], keys(4)),
        hashing(
            "ring-of-at-most-nothing", byKey,
            ["ring_hash_lb_config": ["minimum_ring_size": 0, "maximum_ring_size": 0]], keys(2)),
        hashing("ring-localities-in-panic", byKey, panicking, keys(12)),
        hashing("maglev-localities-in-panic", byKey, panicking.merged(with: ["lb_policy": "MAGLEV"]), keys(12)),
        hashing("ring-minimum-size", byKey, ["ring_hash_lb_config": ["minimum_ring_size": 5000]], keys(8)),
        hashing("ring-murmur", byKey, ["ring_hash_lb_config": ["hash_function": "MURMUR_HASH_2"]], keys(8)),
        hashing(
            "ring-keys-of-metadata", byKey,
            assignment(
                group(
                    (1...6).map {
                        endpoint(
                            $0, ["metadata": ["filter_metadata": ["envoy.lb": ["hash_key": .string("key \($0)")]]]])
                    })), keys(8)),
        hashing(
            "ring-weights", byKey,
            assignment(group((1...4).map { endpoint($0, ["load_balancing_weight": .integer($0)]) })), keys(8)),
        hashing(
            "ring-priorities", byKey,
            assignment(
                group([endpoint(1), endpoint(2, status("UNHEALTHY"))]),
                group([endpoint(3), endpoint(4)], ["priority": 1])),
            keys(8)),
        hashing(
            "ring-localities", byKey,
            assignment(
                group([endpoint(1), endpoint(2)], zone("a", weight: 1)), group([endpoint(3)], zone("b", weight: 3))
            ).merged(with: weighted), keys(8)),
        hashing(
            "ring-panic", byKey, assignment(group((1...4).map { endpoint($0, $0 > 1 ? status("UNHEALTHY") : [:]) })),
            keys(8)),
        hashing("ring-of-nobody", byKey, assignment(), keys(1)),
        hashing(
            "ring-balance-factor", byKey,
            ["common_lb_config": ["consistent_hashing_lb_config": ["hash_balance_factor": 100]]], keys(4)),
        hashing("maglev", byKey, ["lb_policy": "MAGLEV"], keys(8)),
        hashing(
            "maglev-table-size", byKey, ["lb_policy": "MAGLEV", "maglev_lb_config": ["table_size": 31]], keys(8)),
        hashing(
            "maglev-weights", byKey,
            assignment(group((1...4).map { endpoint($0, ["load_balancing_weight": .integer($0 * $0)]) })).merged(
                with: ["lb_policy": "MAGLEV"]), keys(8)),
        hashing("hash-without-hash-policy-of-one", [], assignment(group([endpoint(5)])), [get(), get()]),
    ]

    // MARK: - Typed policies

    private static func typed(_ name: String, _ configuration: JSON) -> JSON {
        let type = "type.googleapis.com/envoy.extensions.load_balancing_policies.\(name)"
        let content: JSON = ["@type": .string(type)]
        return [
            "policies": [
                ["typed_extension_config": ["name": "p", "typed_config": content.merged(with: configuration)]]
            ]
        ]
    }

    private static func typedCase(
        _ name: String, _ policy: JSON, _ cluster: JSON = [:], _ requests: [String]? = nil
    ) -> ProxyCase {
        let policy: JSON = ["lb_policy": "LOAD_BALANCING_POLICY_CONFIG", "load_balancing_policy": policy]
        return hashing(name, byKey, cluster.merged(with: policy), requests ?? keys(6))
    }

    private static let typed: [ProxyCase] = [
        typedCase("typed-ring", typed("ring_hash.v3.RingHash", ["minimum_ring_size": 100])),
        typedCase("typed-ring-murmur", typed("ring_hash.v3.RingHash", ["hash_function": "MURMUR_HASH_2"])),
        typedCase("typed-maglev", typed("maglev.v3.Maglev", ["table_size": 101])),
        typedCase(
            "typed-maglev-by-its-own-policy",
            typed(
                "maglev.v3.Maglev",
                ["consistent_hashing_lb_config": ["hash_policy": [["query_parameter": ["name": "q"]]]]]), [:],
            [get("/?q=1"), get("/?q=2"), get("/?q=1", host: "a", "x-key: 3")]),
        typedCase(
            "typed-ring-localities", typed("ring_hash.v3.RingHash", ["locality_weighted_lb_config": [:]]),
            assignment(
                group([endpoint(1), endpoint(2)], zone("a", weight: 1)), group([endpoint(3)], zone("b", weight: 3)))),
        typedCase(
            "typed-ring-hostnames",
            typed(
                "ring_hash.v3.RingHash", ["consistent_hashing_lb_config": ["use_hostname_for_hashing": true]]),
            assignment(group((1...6).map { endpoint($0, ["endpoint": ["hostname": .string("h\($0).test")]]) }))),
        typedCase(
            "typed-maglev-hostnames",
            typed("maglev.v3.Maglev", ["consistent_hashing_lb_config": ["use_hostname_for_hashing": true]]),
            assignment(group((1...6).map { endpoint($0, ["endpoint": ["hostname": .string("h\(7 - $0)")]]) }))),
        typedCase(
            "typed-round-robin-localities",
            typed("round_robin.v3.RoundRobin", ["locality_lb_config": ["locality_weighted_lb_config": [:]]]),
            assignment(group([endpoint(1)], zone("a")), group([endpoint(2)], zone("b", weight: 3)))),
        typedCase(
            "typed-least-request-full-scan",
            typed("least_request.v3.LeastRequest", ["selection_method": "FULL_SCAN"]),
            assignment(group([endpoint(4)]))),
    ]
}
