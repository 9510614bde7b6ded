/// Which route and which virtual host a request meets.
enum RoutingCases {
    static let all: [ProxyCase] = paths + hosts + answers

    /// Requests for each path, one after the other; the route under test answers `hit`, the next one `miss`.
    private static func matching(_ name: String, _ match: JSON, _ paths: String...) -> ProxyCase {
        ProxyCase(name, inTurn: paths.map { get($0) }).with {
            $0.routes = [
                ["name": "hit", "match": match, "direct_response": ["status": 200, "body": ["inline_string": "hit"]]],
                [
                    "name": "miss", "match": ["prefix": "/"],
                    "direct_response": ["status": 200, "body": ["inline_string": "miss"]],
                ],
            ]
        }
    }

    private static let paths: [ProxyCase] = [
        matching("prefix", ["prefix": "/api"], "/api", "/api/", "/apix", "/api?x", "/API", "/a", "/"),
        matching("prefix-any-case", ["prefix": "/api", "case_sensitive": false], "/API", "/Api/x", "/ap"),
        matching("prefix-with-escapes", ["prefix": "/a%20b"], "/a%20b", "/a%20bc", "/a"),
        matching("path", ["path": "/api"], "/api", "/api?x=1", "/api/", "/API", "/ap"),
        matching("path-any-case", ["path": "/api", "case_sensitive": false], "/API", "/Api?x", "/api/"),
        matching(
            "separated-prefix", ["path_separated_prefix": "/api"], "/api", "/api/", "/api/x", "/api?x", "/apix", "/API",
            "/api%2fx", "/api;x"),
        matching(
            "separated-prefix-any-case", ["path_separated_prefix": "/api", "case_sensitive": false], "/API/x", "/Api",
            "/apix"),
        ProxyCase("first-route-wins", inTurn: [get("/a/b"), get("/a"), get("/c")]).with {
            $0.routes = [
                [
                    "name": "one", "match": ["prefix": "/a/"],
                    "direct_response": ["status": 200, "body": ["inline_string": "1"]],
                ],
                [
                    "name": "two", "match": ["prefix": "/a"],
                    "direct_response": ["status": 200, "body": ["inline_string": "2"]],
                ],
                [
                    "name": "three", "match": ["path": "/a/b"],
                    "direct_response": ["status": 200, "body": ["inline_string": "3"]],
                ],
            ]
        },
        ProxyCase("double-slash-is-no-prefix", inTurn: [get("//api"), get("/x/../api")]).with {
            $0.routes = [["match": ["prefix": "/api"], "direct_response": ["status": 200]]]
        },
    ]

    /// A virtual host that answers its name.
    private static func host(_ name: String, _ domains: JSON...) -> JSON {
        [
            "name": .string(name), "domains": .array(domains),
            "routes": [
                [
                    "match": ["prefix": "/"],
                    "direct_response": ["status": 200, "body": ["inline_string": .string(name)]],
                ]
            ],
        ]
    }

    private static let hosts: [ProxyCase] = [
        ProxyCase(
            "virtual-hosts-in-order",
            inTurn: [
                "a.com", "A.COM", "a.com:80", "x.a.com", "y.x.a.com", ".a.com", "foo.bar", "foo.", "foo.bar:81",
                "-b.c.com", "x-b.c.com", "y.c.com", "other", "a.com.", "xa.com",
            ].map { get("/", host: $0) }
        ).with {
            $0.virtualHosts = [
                host("star", "*"), host("exact", "a.com"), host("suffix", "*.a.com"), host("longer", "*.x.a.com"),
                host("dash", "*-b.c.com"), host("prefix", "foo.*"), host("shorter", "*.c.com"),
            ]
        },
        ProxyCase(
            "virtual-hosts-with-ports",
            inTurn: ["a.com", "a.com:80", "a.com:81", "[::1]:80", "[::1]", "b.com:80", "A.com:80"].map {
                get("/", host: $0)
            }
        ).with {
            $0.virtualHosts = [host("star", "*"), host("port", "a.com:80", "[::1]:80"), host("any-port", "a.com:*")]
        },
        ProxyCase(
            "virtual-hosts-suffix-before-prefix",
            inTurn: ["www.foo.com", "www.bar.com", "w.foo.com", "www.foo.org"].map { get("/", host: $0) }
        ).with { $0.virtualHosts = [host("prefix", "www.*"), host("suffix", "*.foo.com")] },
        ProxyCase("virtual-host-none", inTurn: [get("/", host: "other"), get("/", host: "b")]).with {
            $0.virtualHosts = [host("b", "b")]
        },
        ProxyCase("virtual-host-of-the-absolute-form", "GET http://b/x HTTP/1.1\r\nhost: a\r\n\r\n").with {
            $0.virtualHosts = [host("a", "a"), host("b", "b")]
        },
        ProxyCase("virtual-host-without-routes", get("/", host: "b")).with {
            $0.virtualHosts = [["name": "b", "domains": ["b"]], host("star", "*")]
        },
        ProxyCase("virtual-host-of-two-hosts", get("/", host: "a", "host: b")).with {
            $0.virtualHosts = [host("a", "a"), host("b", "b"), host("both", "a,b")]
        },
    ]

    private static let answers: [ProxyCase] = [
        ProxyCase("no-route", get("/x")).with {
            $0.routes = [["match": ["path": "/y"], "route": ["cluster": "CLUSTER"]]]
            $0.statistics = ["http.no_route", "http.downstream_rq_4xx"]
        },
        ProxyCase("no-route-in-turn", inTurn: [get("/1"), get("/2")]).with { $0.routes = [] },
        ProxyCase("no-route-two-pipelined", get("/1") + get("/2"), answers: 2).with { $0.routes = [] },
        ProxyCase("no-route-body-unread", post("content-length: 50", body: "hello")).with { $0.routes = [] },
        ProxyCase("no-route-body-complete", post("content-length: 5", body: "hello")).with { $0.routes = [] },
        ProxyCase("no-route-chunked", post("transfer-encoding: chunked", body: "0\r\n\r\n")).with { $0.routes = [] },
        ProxyCase("no-route-of-a-grpc-request", get("/", host: "a", "content-type: application/grpc")).with {
            $0.routes = []
        },
        ProxyCase("no-endpoint-of-a-grpc-request", get("/", host: "a", "content-type: application/grpc")).with {
            $0.cluster = ["load_assignment": ["endpoints": []]]
        },
        ProxyCase("unknown-cluster", get()).with {
            $0.routes = [["match": ["prefix": "/"], "route": ["cluster": "nowhere"]]]
            $0.routeConfiguration = ["validate_clusters": false]
            $0.statistics = ["http.no_cluster"]
        },
        ProxyCase("unknown-cluster-404", get()).with {
            $0.routes = [
                [
                    "match": ["prefix": "/"],
                    "route": ["cluster": "nowhere", "cluster_not_found_response_code": "NOT_FOUND"],
                ]
            ]
            $0.routeConfiguration = ["validate_clusters": false]
        },
        direct("direct-200", 200, "hello"), direct("direct-404-without-body", 404), direct("direct-204", 204),
        direct("direct-500", 500, "oops\n"), direct("direct-200-empty-body", 200, ""), direct("direct-299", 299, "x"),
        direct("direct-of-a-post", 200, "x", post("content-length: 5", body: "hello")),
        direct("direct-of-an-unfinished-post", 200, "x", post("content-length: 5")),
        direct("direct-of-a-close", 200, "x", get("/", host: "a", "connection: close")),
        direct("direct-of-a-grpc-request", 403, "no", get("/", host: "a", "content-type: application/grpc")),
        formatted(
            "direct-format",
            ["text_format_source": ["inline_string": "<%LOCAL_REPLY_BODY%|%RESPONSE_CODE%|%REQ(x)%|%ROUTE_NAME%>"]]),
        formatted("direct-format-json", ["json_format": ["body": "%LOCAL_REPLY_BODY%", "code": "%RESPONSE_CODE%"]]),
        formatted("direct-format-type", ["text_format_source": ["inline_string": "x"], "content_type": "text/html"]),
        formatted("direct-format-empty", ["text_format_source": ["inline_string": ""]]),
        formatted(
            "direct-format-of-nothing", ["text_format_source": ["inline_string": "<%LOCAL_REPLY_BODY%>"]], body: [:]),
        formatted(
            "direct-format-of-a-head-request", ["text_format_source": ["inline_string": "x%LOCAL_REPLY_BODY%"]],
            steps: [.send(ByteString(request("HEAD", "/", []))), .headAnswers(1)]),
        formatted(
            "direct-format-reformatted", ["text_format_source": ["inline_string": "x%LOCAL_REPLY_BODY%"]]
        ).with {
            $0.manager = [
                "local_reply_config": ["body_format": ["text_format_source": ["inline_string": "[%LOCAL_REPLY_BODY%]"]]]
            ]
        },
        formatted("direct-format-typed-by-the-route", ["text_format_source": ["inline_string": "x"]]).with {
            $0.routeConfiguration = ["response_headers_to_add": [["header": ["key": "content-type", "value": "a/b"]]]]
        },
        formatted("direct-format-json-typed-by-the-route", ["json_format": ["a": 1]]).with {
            $0.routeConfiguration = ["response_headers_to_add": [["header": ["key": "content-type", "value": "a/b"]]]]
        },
        formatted("direct-format-edited", ["text_format_source": ["inline_string": "%RESP(y)%"]]).with {
            $0.routeConfiguration = ["response_headers_to_add": [["header": ["key": "y", "value": "z"]]]]
        },
        direct("direct-counted", 200, "x").with {
            $0.statistics = ["http.rq_direct_response", "http.downstream_rq_2xx"]
            $0.omitting = [.probe]
        },
    ]

    private static func direct(_ name: String, _ status: Int, _ body: String? = nil, _ request: String = get())
        -> ProxyCase
    {
        let plain: JSON = ["status": .integer(status)]
        let response = body.map { plain.merged(with: ["body": ["inline_string": .string($0)]]) } ?? plain
        return ProxyCase(name, request).with {
            $0.routes = [["name": "direct", "match": ["prefix": "/"], "direct_response": response]]
        }
    }

    /// A direct response with a format.
    private static func formatted(
        _ name: String, _ format: JSON, body: JSON = ["body": ["inline_string": "body"]], steps: [ClientStep]? = nil
    ) -> ProxyCase {
        let ordinary: [ClientStep] = [.send(ByteString(get("/", host: "a", "x: 1"))), .answers(1)]
        let response: JSON = ["status": 200, "body_format": format]
        return ProxyCase(name, steps: steps ?? ordinary).with {
            $0.routes = [
                ["name": "direct", "match": ["prefix": "/"], "direct_response": response.merged(with: body)]
            ]
        }
    }
}
