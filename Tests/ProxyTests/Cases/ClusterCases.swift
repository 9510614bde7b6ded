/// Endpoints and what clusters say of them.
enum ClusterCases {
    static let all: [ProxyCase] = hostnames

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

    private static let suppressing: JSON = [
        "http_filters": [
            [
                "name": "envoy.filters.http.router",
                "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
            ]
        ]
    ]
}
