/// Requests that go to the hosts that they ask for. Nobody listens at any of them: the log says who was tried.
enum DynamicHostCases {
    static let all: [ProxyCase] = hosts + limits + rewrites + others

    private static let types = "type.googleapis.com/envoy.extensions."

    private static func cache(_ name: String, _ fields: JSON) -> JSON {
        let base: JSON = ["name": .string(name), "dns_lookup_family": "V4_ONLY"]
        return base.merged(with: fields)
    }

    private static func filters(_ cache: JSON) -> JSON {
        [
            "http_filters": [
                [
                    "name": "forward",
                    "typed_config": [
                        "@type": .string(types + "filters.http.dynamic_forward_proxy.v3.FilterConfig"),
                        "dns_cache_config": cache,
                    ],
                ], ["name": "router", "typed_config": ["@type": .string(TypeName.router)]],
            ]
        ]
    }

    private static func make(
        _ name: String, _ requests: [String], cache fields: JSON = [:], isFiltered: Bool = true, action: JSON = [:],
        route: JSON? = nil
    ) -> ProxyCase {
        let name = "dynamic-host-\(name)"
        let cache = cache(name, fields)
        return ProxyCase(name, inTurn: requests).with {
            $0.cluster = [
                "type": .null, "load_assignment": .null, "lb_policy": "CLUSTER_PROVIDED",
                "cluster_type": [
                    "name": "envoy.clusters.dynamic_forward_proxy",
                    "typed_config": [
                        "@type": .string(types + "clusters.dynamic_forward_proxy.v3.ClusterConfig"),
                        "dns_cache_config": cache,
                    ],
                ],
            ]
            if isFiltered { $0.manager = filters(cache) }
            $0.action = action
            if let route {
                let own: JSON = [
                    "@type": .string(types + "filters.http.dynamic_forward_proxy.v3.PerRouteConfig")
                ]
                $0.routes = [
                    [
                        "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"],
                        "typed_per_filter_config": ["forward": own.merged(with: route)],
                    ]
                ]
            }
            $0.omitting = [.bytewise, .probe]
            $0.statistics = [
                "dns_query_attempt", "dns_query_success", "dns_query_failure", "dns_query_timeout", "host_added",
                "host_removed", "host_overflow", "host_address_changed", "num_hosts", "dns_rq_pending_overflow",
                "circuit_breakers.rq_pending_open", "circuit_breakers.rq_pending_remaining",
            ].map { "process.dns_cache.\(name).\($0)" }
        }
    }

    private static func to(_ host: String) -> String { get("/", host: host) }

    private static let hosts: [ProxyCase] = [
        make("address", [to("127.0.1.7:1")]),
        make("address-again", [to("127.0.1.7:1"), to("127.0.1.7:1")]),
        make("usual-port", [to("127.0.1.7")]),
        make("name", [to("localhost:1")]),
        make("names-in-any-case", [to("localhost:1"), to("LOCALHOST:1")]),
        make("several", [to("127.0.1.7:1"), to("127.0.1.8:1"), to("127.0.1.7:2"), to("127.0.1.8:1")]),
        // Why a name has no address is told in the words of the resolver.
        make("unknown", [to("nobody.invalid:1")]).with {
            $0.logs = [LogDocument.text("%RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_FLAGS_LONG% %UPSTREAM_HOST%")]
        },
        make("no-port", [to("localhost:99999"), to("localhost:x")]),
        make("with-a-body", [post("content-length: 5", body: "hello").replacing("host: a", with: "host: 127.0.1.7:1")]),
    ]

    private static let limits: [ProxyCase] = [
        make("too-many", [to("127.0.1.7:1"), to("127.0.1.8:1"), to("127.0.1.7:1")], cache: ["max_hosts": 1]),
        make(
            "nobody-may-wait", [to("127.0.1.7:1"), to("127.0.1.7:1")],
            cache: ["dns_cache_circuit_breaker": ["max_pending_requests": 0]]),
        make(
            "retried", [to("127.0.1.7:1")],
            action: ["retry_policy": ["retry_on": "connect-failure", "num_retries": 2]]),
    ]

    private static let rewrites: [ProxyCase] = [
        make("rewritten", [to("nobody.invalid")], route: ["host_rewrite_literal": "127.0.1.7:1"]),
        make(
            "rewritten-by-a-field", [get("/", host: "nobody.invalid", "x-to: 127.0.1.8:1")],
            route: ["host_rewrite_header": "X-To"]),
        make("rewritten-by-no-field", [to("127.0.1.7:1")], route: ["host_rewrite_header": "x-to"]),
        make("rewritten-by-nothing", [to("127.0.1.7:1")], route: [:]),
        make("rewritten-by-the-route", [to("127.0.1.7:1")], action: ["host_rewrite_literal": "other.invalid"]),
    ]

    private static let others: [ProxyCase] = [
        make("without-the-filter", [to("127.0.1.7:1"), to("127.0.1.8")], isFiltered: false),
        make("unknown-without-the-filter", [to("nobody.invalid:1")], isFiltered: false),
        make(
            "full-without-the-filter", [to("127.0.1.7:1"), to("127.0.1.8:1")], cache: ["max_hosts": 1],
            isFiltered: false),
        make("with-another-cluster", [to("nobody.invalid:1")]).with {
            $0.cluster = [:]
            // Envoy makes the cache for the filter, and never uses it.
            $0.statistics = []
        },
    ]
}
