/// What becomes of the host before it is looked at, and how virtual hosts are found by it.
enum HostCases {
    static let all: [ProxyCase] = ports + dots + matching + secured + forwarded

    private static func asked(_ name: String, _ hosts: [String], _ manager: JSON) -> ProxyCase {
        ProxyCase(name, inTurn: hosts.map { get("/", host: $0) }).with { $0.manager = manager }
    }

    private static let ports: [ProxyCase] = [
        asked(
            "strip-matching-port", ["a:{port}", "a:1", "a", "[::1]:{port}", "[::1]", "a:", "a:0{port}"],
            ["strip_matching_host_port": true]),
        asked(
            "strip-any-port",
            ["a:{port}", "a:1", "a", "[::1]:80", "[::1]", "a:", "a:b", "a:99999", "a:4294967296", "a:1:2"],
            ["strip_any_host_port": true]),
        ProxyCase("strip-any-port-of-an-absolute-target", "GET http://b:81/x HTTP/1.1\r\nhost: a:82\r\n\r\n").with {
            $0.manager = ["strip_any_host_port": true]
        },
        asked("strip-any-port-before-matching", ["a.com:81"], ["strip_any_host_port": true]).with {
            $0.virtualHosts = [named("exact", ["a.com"]), named("rest", ["*"])]
        },
    ]

    private static let dots: [ProxyCase] = [
        asked(
            "strip-dot", ["a.", "a.b.", "a..", "a.:80", "a.b:80", "a", ".", "1.2.3.4."],
            ["strip_trailing_host_dot": true]),
        asked(
            "strip-dot-and-port", ["a.b.:80", "a.b.", "a.b:80"],
            [
                "strip_trailing_host_dot": true, "strip_any_host_port": true,
            ]),
        asked("dot-kept", ["a."], [:]),
    ]

    private static func named(_ name: String, _ domains: [String], _ more: JSON = [:]) -> JSON {
        let host: JSON = [
            "name": .string(name), "domains": .array(domains.map { .string($0) }),
            "routes": [["name": .string(name), "match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]],
        ]
        return host.merged(with: more)
    }

    private static let matching: [ProxyCase] = [
        asked("ignore-port", ["a.com:81", "a.com", "x.b.com:1", "c.com:2", "[::1]:3", "a.com:x", "other:1"], [:]).with {
            $0.routeConfiguration = ["ignore_port_in_host_matching": true]
            $0.virtualHosts = [
                named("exact", ["a.com"]), named("suffix", ["*.b.com"]), named("prefix", ["c.*"]),
                named("six", ["[::1]"]), named("rest", ["*"]),
            ]
        },
        asked("port-not-ignored", ["a.com:81", "a.com"], [:]).with {
            $0.virtualHosts = [named("exact", ["a.com"]), named("rest", ["*"])]
        },
        ProxyCase(
            "virtual-host-by-a-field",
            inTurn: [
                get("/", host: "a.com", "x-host: b.com"), get("/", host: "b.com"), get("/", host: "a.com", "x-host: z"),
            ]
        ).with {
            $0.routeConfiguration = ["vhost_header": "x-host"]
            $0.virtualHosts = [named("a", ["a.com"]), named("b", ["b.com"])]
        },
        ProxyCase("path-parameters-ignored", inTurn: [get("/a;x=1/b"), get("/a;x=1"), get("/a"), get("/b;x?y;z")]).with
        {
            $0.routeConfiguration = ["ignore_path_parameters_in_path_matching": true]
            $0.routes = [
                ["name": "a", "match": ["path": "/a"], "route": ["cluster": "CLUSTER"]],
                ["name": "ab", "match": ["path": "/a/b"], "route": ["cluster": "CLUSTER"]],
                ["name": "b", "match": ["path": "/b"], "route": ["cluster": "CLUSTER"]],
            ]
        },
    ]

    private static func requiring(_ name: String, _ what: String, _ requests: [String], _ manager: JSON = [:])
        -> ProxyCase
    {
        ProxyCase(name, inTurn: requests).with {
            $0.manager = manager
            $0.virtualHosts = [named("tls", ["*"], ["require_tls": .string(what)])]
            $0.statistics = ["http.rq_direct_response", "http.rq_redirect", "http.downstream_rq_3xx"]
            $0.omitting = [.probe]
        }
    }

    private static let secured: [ProxyCase] = [
        requiring(
            "require-tls-all", "ALL",
            [
                get("/x?y=1"), get("/x", host: "a:80"), get("/", host: "a", "x-forwarded-proto: https"),
                get("/", host: "a", "x-forwarded-for: 10.0.0.1"), post("content-length: 5", body: "hello"),
            ]),
        requiring(
            "require-tls-external-only", "EXTERNAL_ONLY",
            [
                get("/x?y=1"), get("/", host: "a", "x-forwarded-for: 10.0.0.1"),
                get("/", host: "a", "x-forwarded-for: 8.8.8.8"), get("/", host: "a", "x-forwarded-proto: https"),
                get("/", host: "a", "x-forwarded-proto: HTTPS"),
            ]),
        requiring(
            "require-tls-at-the-edge", "ALL", [get("/", host: "a", "x-forwarded-proto: https")],
            [
                "use_remote_address": true
            ]),
    ]

    private static func routed(_ name: String, _ action: JSON, _ fields: [String] = []) -> ProxyCase {
        ProxyCase(name, request("GET", "/", host: "old", fields)).with { $0.action = action }
    }

    private static let forwarded: [ProxyCase] = [
        routed("forwarded-host-appended", ["host_rewrite_literal": "new", "append_x_forwarded_host": true]),
        routed(
            "forwarded-host-appended-to-one", ["host_rewrite_literal": "new", "append_x_forwarded_host": true],
            ["x-forwarded-host: first"]),
        routed("forwarded-host-of-the-same-host", ["host_rewrite_literal": "old", "append_x_forwarded_host": true]),
        routed("forwarded-host-without-rewriting", ["append_x_forwarded_host": true]),
        routed("host-of-a-field", ["host_rewrite_header": "x-host"], ["x-host: new"]),
        routed(
            "host-of-a-field-appended", ["host_rewrite_header": "x-host", "append_x_forwarded_host": true],
            ["x-host: new"]),
        routed("host-of-a-missing-field", ["host_rewrite_header": "x-host"]),
        routed("host-of-an-empty-field", ["host_rewrite_header": "x-host"], ["x-host:"]),
        routed("host-of-two-fields", ["host_rewrite_header": "x-host"], ["x-host: one", "x-host: two"]),
        routed("host-of-the-endpoint", ["auto_host_rewrite": true]).with {
            $0.cluster = [
                "load_assignment": [
                    "endpoints": [
                        ["lb_endpoints": [["endpoint": ["hostname": "endpoint.test", "address": .string("ADDRESS")]]]]
                    ]
                ]
            ]
        },
    ]
}
