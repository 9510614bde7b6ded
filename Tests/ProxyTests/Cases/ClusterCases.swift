/// Endpoints and what clusters say of them.
enum ClusterCases {
    static let all: [ProxyCase] =
        hostnames + breakers + sockets + options + destinations + watchedDestinations
        + names

    private static let hostnames: [ProxyCase] = [
        ProxyCase("auto-host-rewrite", get("/x?y=1", host: "a.com")).with {
            $0.action = ["auto_host_rewrite": true]
            $0.endpoint = ["hostname": "endpoint.test"]
        },
        ProxyCase("auto-host-rewrite-without-hostname", get("/", host: "a.com")).with {
            $0.action = ["auto_host_rewrite": true]
        },
        ProxyCase("auto-host-rewrite-with-prefix-rewrite", get("/x", host: "a.com")).with {
            $0.action = ["auto_host_rewrite": true, "prefix_rewrite": "/n"]
            $0.endpoint = ["hostname": "endpoint.test"]
        },
        ProxyCase("auto-host-rewrite-suppressed-header", get("/x", host: "a.com")).with {
            $0.action = ["auto_host_rewrite": true]
            $0.endpoint = ["hostname": "endpoint.test"]
            $0.manager = suppressing
        },
        ProxyCase("hostname-without-rewrite", get("/", host: "a.com")).with {
            $0.endpoint = ["hostname": "endpoint.test"]
        },
    ]

    private static func thresholds(_ limits: JSON) -> JSON { ["circuit_breakers": ["thresholds": [limits]]] }

    private static let breakers: [ProxyCase] = [
        ProxyCase("breaker-no-pools", get()).with {
            $0.cluster = thresholds(["max_connection_pools": 0])
            $0.statistics = ["cluster.upstream_cx_pool_overflow", "cluster.upstream_cx_none_healthy"]
        },
        ProxyCase("breaker-tracked", get()).with {
            $0.cluster = thresholds(["track_remaining": true, "max_connection_pools": 3])
            $0.statistics = [
                "remaining_cx", "remaining_cx_pools", "remaining_pending", "remaining_retries", "remaining_rq",
            ].map { "cluster.circuit_breakers.default." + $0 }
            $0.omitting = [.probe]
        },
        ProxyCase("breaker-not-tracked", get()).with {
            $0.statistics = ["cluster.circuit_breakers.default.remaining_cx"]
        },
        ProxyCase("breaker-no-connections-per-host-allows-one", get()).with {
            $0.cluster = ["circuit_breakers": ["per_host_thresholds": [["max_connections": 0]]]]
            $0.statistics = ["cluster.upstream_cx_overflow", "cluster.upstream_cx_total"]
        },
    ]

    private static func bind(_ configuration: JSON) -> JSON { ["upstream_bind_config": configuration] }

    private static func source(_ address: String) -> JSON {
        ["source_address": ["address": .string(address), "port_value": 0]]
    }

    private static let failures = [
        "bind_errors", "upstream_cx_connect_fail", "upstream_cx_destroy", "upstream_cx_destroy_local",
        "upstream_rq_pending_failure_eject",
    ].map { "cluster." + $0 }

    private static let sockets: [ProxyCase] = [
        ProxyCase("bind-source", get()).with { $0.cluster = bind(source("127.0.0.5")) },
        ProxyCase("bind-foreign-source", get()).with {
            $0.cluster = bind(source("203.0.113.9"))
            $0.statistics = failures
        },
        ProxyCase("bind-source-freebind", get()).with {
            $0.cluster = bind(source("127.0.0.5").merged(with: ["freebind": true]))
        },
        ProxyCase("bind-source-of-the-other-version", get()).with {
            $0.cluster = bind(source("::1"))
            $0.statistics = failures
        },
        ProxyCase("bind-sources-of-both-versions", get()).with {
            $0.cluster = bind(
                source("::1").merged(
                    with: ["extra_source_addresses": [["address": ["address": "127.0.0.5", "port_value": 0]]]]))
        },
        ProxyCase("socket-option", get()).with {
            $0.cluster = bind(["socket_options": [["level": 1, "name": 9, "int_value": 1]]])
        },
        ProxyCase("socket-option-of-bytes", get()).with {
            $0.cluster = bind(["socket_options": [["level": 1, "name": 9, "buf_value": "AQAAAA=="]]])
        },
        ProxyCase("socket-option-that-is-none", get()).with {
            $0.cluster = bind(["socket_options": [["level": 1, "name": 9999, "int_value": 1]]])
            $0.statistics = failures
        },
        ProxyCase("keepalive", get()).with {
            $0.cluster = ["upstream_connection_options": ["tcp_keepalive": ["keepalive_time": 7]]]
        },
    ]

    private static func common(_ options: JSON) -> JSON {
        [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                    "@type": .string(TypeName.httpProtocolOptions), "common_http_protocol_options": options,
                    "explicit_http_config": ["http_protocol_options": [:]],
                ]
            ]
        ]
    }

    private static let once = UpstreamScript.abandonedAfter("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")

    private static let options: [ProxyCase] = [
        ProxyCase(
            "upstream-max-connection-duration", steps: [.text(get()), .answers(1), .upstreamEnded], upstream: once
        ).with {
            $0.cluster = common(["max_connection_duration": "2s"])
            $0.statistics = ["cluster.upstream_cx_max_duration_reached", "cluster.upstream_cx_destroy_local"]
        },
        ProxyCase("upstream-idle-timeout", steps: [.text(get()), .answers(1), .upstreamEnded], upstream: once).with {
            $0.cluster = common(["idle_timeout": "0.3s"])
            $0.statistics = ["cluster.upstream_cx_idle_timeout", "cluster.upstream_cx_destroy_local"]
        },
        ProxyCase("upstream-max-requests", inTurn: [get("/1"), get("/2"), get("/3")]).with {
            $0.cluster = common(["max_requests_per_connection": 2])
            $0.statistics = ["cluster.upstream_cx_max_requests", "cluster.upstream_cx_total"]
        },
        ProxyCase(
            "upstream-underscores-rejected", get(),
            upstream: .serving("HTTP/1.1 200 OK\r\na_b: 1\r\ncontent-length: 0\r\n\r\n")
        ).with { $0.cluster = common(["headers_with_underscores_action": "REJECT_REQUEST"]) },
        ProxyCase(
            "upstream-underscores-dropped", get(),
            upstream: .serving("HTTP/1.1 200 OK\r\na_b: 1\r\ncontent-length: 0\r\n\r\n")
        ).with { $0.cluster = common(["headers_with_underscores_action": "DROP_HEADER"]) },
    ]

    // MARK: - What requests say to TLS

    /// A cluster that has no TLS to hear it.
    private static func named(_ name: String, _ options: JSON, _ requests: [String]) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "explicit_http_config": ["http_protocol_options": [:]],
                        "upstream_http_protocol_options": options,
                    ]
                ]
            ]
            $0.statistics = ["cluster.upstream_cx_total"]
        }
    }

    private static let names: [ProxyCase] = [
        named(
            "names-keep-connections-apart", ["auto_sni": true],
            [get(host: "a"), get(host: "b"), get(host: "A:80"), get(host: "10.0.0.1"), get(host: "10.0.0.2:1")]),
        named(
            "names-of-certificates-keep-connections-apart", ["auto_san_validation": true],
            [get(host: "a"), get(host: "b"), get(host: "a"), get(host: "10.0.0.1"), get(host: "10.0.0.2:1")]),
        named(
            "names-of-a-field", ["auto_sni": true, "override_auto_sni_header": "x-name"],
            [get(host: "a"), get("/", host: "b", "x-name: a"), get("/", host: "b", "x-name: b"), get(host: "b")]),
        named(
            "names-that-nobody-wants", ["override_auto_sni_header": "x-name"], [get(host: "a"), get(host: "b")]),
        named("names-of-rewritten-hosts", ["auto_sni": true], [get(host: "a"), get(host: "b")]).with {
            $0.action = ["host_rewrite_literal": "c"]
        },
        ProxyCase("edits-before-no-endpoint", get("/x", host: "a")).with {
            $0.cluster = ["load_assignment": ["endpoints": []]]
            $0.action = ["host_rewrite_literal": "c", "prefix_rewrite": "/y"]
        },
    ]

    // MARK: - Where clients wanted to go

    private static func destination(_ name: String, _ rule: JSON, _ requests: String...) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.cluster = [
                "type": "ORIGINAL_DST", "lb_policy": "CLUSTER_PROVIDED", "load_assignment": .null,
                "original_dst_lb_config": rule,
            ]
            $0.statistics = ["cluster.original_dst_host_invalid", "cluster.upstream_cx_none_healthy"]
        }
    }

    private static let byField: JSON = ["use_http_header": true, "upstream_port_override": "PORT"]

    private static let destinations: [ProxyCase] = [
        destination(
            "destination-by-field", byField, get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1:1"),
            get("/", host: "a", "X-Envoy-Original-Dst-Host: 127.0.0.1:2")),
        destination(
            "destination-by-field-of-another-name", byField.merged(with: ["http_header_name": "X-There"]),
            get("/", host: "a", "x-there: 127.0.0.1:1"), get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1:1")),
        destination("destination-by-no-field", byField, get()),
        destination(
            "destination-by-wrong-field", byField, get("/", host: "a", "x-envoy-original-dst-host: here:1"),
            get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1"),
            get("/", host: "a", "x-envoy-original-dst-host: ")),
        destination(
            "destination-by-two-fields", byField,
            get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1:1", "x-envoy-original-dst-host: 127.0.0.2:1")),
        destination(
            "destination-by-path-of-a-socket", byField, get("/", host: "a", "x-envoy-original-dst-host: /tmp/x")),
        destination("destination-of-nobody", [:], get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1:1")),
    ]

    /// What is found of endpoints that clients name is told, and keeps nobody from them.
    private static let watchedDestinations: [ProxyCase] = [
        destination(
            "destination-ejected", byField, get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1:1"),
            get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1:1")
        ).with {
            $0.upstream = .serving(answer("500 Internal Server Error", "content-length: 0"))
            $0.cluster = $0.cluster.merged(with: [
                "outlier_detection": ["consecutive_5xx": 2, "max_ejection_percent": 100, "interval": "300s"]
            ])
            $0.statistics += [
                "cluster.membership_total", "cluster.membership_healthy", "cluster.outlier_detection.ejections_active",
            ]
            $0.omitting = [.bytewise]
        },
        destination(
            "destination-checked", byField, get("/", host: "a", "x-envoy-original-dst-host: 127.0.0.1:1")
        ).with {
            $0.cluster = $0.cluster.merged(with: [
                "health_checks": [
                    [
                        "timeout": "60s", "interval": "1000s", "no_traffic_interval": "1000s",
                        "unhealthy_threshold": 1, "healthy_threshold": 1, "tcp_health_check": [:],
                    ]
                ]
            ])
            $0.statistics += [
                "cluster.membership_total", "cluster.membership_healthy", "cluster.health_check.healthy",
                "cluster.health_check.attempt",
            ]
        },
    ]

    private static let suppressing: JSON = [
        "http_filters": [
            [
                "name": "envoy.filters.http.router",
                "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
            ]
        ]
    ]
}
