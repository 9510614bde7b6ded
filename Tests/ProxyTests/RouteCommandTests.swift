import Testing

/// `apus route` and `apus route-test`.
@Suite struct RouteCommandTests {
    private struct Result {
        var ending: ChildProcess.Ending?
        var output: String
        var errors: String
    }

    private func run(_ arguments: [String]) throws -> Result {
        let place = try TemporaryDirectory()
        let path = try #require(ProxyBinary.apus.path)
        let process = try ChildProcess(path, arguments, output: place.file("output"), errors: place.file("errors"))
        let ending = process.ending(within: 60)
        return Result(
            ending: ending, output: (readFile(place.file("output")) ?? []).text,
            errors: (readFile(place.file("errors")) ?? []).text)
    }

    private static let table: JSON = [
        "name": "routes",
        "virtual_hosts": [
            [
                "name": "web", "domains": ["*.example.com"],
                "virtual_clusters": [["name": "posts", "headers": [["name": ":method", "exact_match": "POST"]]]],
                "routes": [
                    [
                        "name": "admin", "match": ["prefix": "/admin", "headers": [["name": "x-admin"]]],
                        "route": ["cluster": "admin"],
                    ],
                    ["match": ["path": "/old"], "redirect": ["path_redirect": "/new", "response_code": "FOUND"]],
                    ["match": ["path": "/ping"], "direct_response": ["status": 200]],
                    [
                        "name": "rest", "match": ["prefix": "/"],
                        "request_headers_to_add": [
                            ["header": ["key": "x-a", "value": "1"]],
                            [
                                "header": ["key": "x-b", "value": "%REQ(x)%"],
                                "append_action": "OVERWRITE_IF_EXISTS_OR_ADD",
                            ],
                        ],
                        "response_headers_to_remove": ["x-c"],
                        "route": [
                            "prefix_rewrite": "/v2/", "host_rewrite_literal": "inner", "timeout": "2.5s",
                            "retry_policy": [
                                "retry_on": "5xx,connect-failure", "num_retries": 2, "per_try_timeout": "1s",
                            ],
                            "request_mirror_policies": [
                                ["cluster": "copy", "runtime_fraction": ["default_value": ["numerator": 5]]]
                            ],
                            "weighted_clusters": [
                                "clusters": [["name": "main", "weight": 90], ["name": "canary", "weight": 10]]
                            ],
                        ],
                    ],
                ],
            ]
        ],
    ]

    private func bootstrap(_ directory: TemporaryDirectory) throws -> String {
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "in",
            "route_config": Self.table.merged(with: ["validate_clusters": false]),
            "http_filters": [
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
            ],
        ]
        let document: JSON = [
            "static_resources": [
                "listeners": [
                    [
                        "name": "in", "address": Theme.address(port: 0),
                        "filter_chains": [
                            [
                                "filters": [
                                    [
                                        "name": "envoy.filters.network.http_connection_manager",
                                        "typed_config": manager,
                                    ]
                                ]
                            ]
                        ],
                    ]
                ]
            ]
        ]
        return try directory.write(document.text, to: "bootstrap.json")
    }

    @Test("Where a request goes is told, with what is done to it and why other routes did not take it")
    func forwarded() throws {
        let directory = try TemporaryDirectory()
        let result = try run([
            "route", "-c", try bootstrap(directory), "--authority", "a.example.com", "--path", "/admin/x?q", "--number",
            "95",
        ])
        #expect(result.ending == .exit(0), "\(result.errors)")
        #expect(
            result.output == """
                listener in, filter_chains[0]
                  virtual host      web (*.example.com)
                  passed over       routes[0] "admin": header "x-admin" is not there
                  passed over       routes[1]: the path is not "/old"
                  passed over       routes[2]: the path is not "/ping"
                  route             routes[3] "rest"
                  weights           main 90, canary 10
                  cluster           canary
                  path              /admin/x?q becomes /v2/admin/x?q
                  host              a.example.com becomes inner
                  timeout           2.5s
                  retries           up to 2, on 5xx, connect-failure; a try may take 1s
                  copies            to copy, 5 of 100
                  request headers   + x-a: 1
                  request headers   = x-b: (computed for each request)
                  response headers  - x-c

                """)
    }

    @Test("Redirects, answers and dead ends are told")
    func answered() throws {
        let directory = try TemporaryDirectory()
        let file = try bootstrap(directory)
        func lines(_ arguments: String...) throws -> String { try run(["route", "-c", file] + arguments).output }
        let redirect = try lines("--authority", "a.example.com", "--path", "/old?q", "--tls")
        #expect(
            redirect.contains("answer            302, a redirect\n  location          https://a.example.com/new?q\n"))
        #expect(try lines("--authority", "a.example.com", "--path", "/ping").contains("200, a direct response"))
        #expect(try lines("--authority", "b").contains(#"none has the host "b": 404 (NR)"#))
        #expect(
            try lines("--authority", "a.example.com", "--path", "/admin", "-H", "X-Admin: 1").contains(
                "cluster           admin"))
    }

    @Test("What is wrong on the command line is told")
    func usage() throws {
        #expect(try run(["route"]).ending == .exit(2))
        #expect(try run(["route", "-c", "/nowhere"]).ending == .exit(3))
        #expect(try run(["route", "-c", "x", "--number", "y"]).ending == .exit(2))
        #expect(try run(["route", "-c", "x", "-H", "y"]).errors.contains("name: value"))
        #expect(try run(["route-test", "-c", "x"]).ending == .exit(2))
    }

    private static let tests: JSON = [
        "tests": [
            [
                "test_name": "canary", "input": ["authority": "a.example.com", "path": "/x", "random_value": 95],
                "validate": [
                    "cluster_name": "canary", "virtual_host_name": "web", "virtual_cluster_name": "other",
                    "path_rewrite": "/v2/x", "host_rewrite": "inner", "path_redirect": "",
                    "request_header_matches": [["name": "x-a", "string_match": ["exact": "1"]]],
                    "response_header_matches": [["name": "x-c", "present_match": false]],
                ],
            ],
            [
                "test_name": "post",
                "input": [
                    "authority": "a.example.com", "path": "/admin", "method": "POST",
                    "additional_request_headers": [["key": "x-admin", "value": "1"]],
                ],
                "validate": ["cluster_name": "admin", "virtual_cluster_name": "posts"],
            ],
            [
                "test_name": "redirect", "input": ["authority": "a.example.com", "path": "/old", "ssl": true],
                "validate": ["path_redirect": "https://a.example.com/new", "cluster_name": ""],
            ],
            [
                "test_name": "nowhere", "input": ["authority": "b", "path": "/"],
                "validate": ["virtual_host_name": "", "cluster_name": ""],
            ],
        ]
    ]

    @Test("A table is held to tests, alone or in a bootstrap", arguments: [false, true])
    func routeTests(isBootstrap: Bool) throws {
        let directory = try TemporaryDirectory()
        let file = try isBootstrap ? bootstrap(directory) : directory.write(Self.table.text, to: "routes.json")
        let tests = try directory.write(Self.tests.text, to: "tests.json")
        let result = try run(["route-test", "-c", file, tests])
        #expect(result.ending == .exit(0), "\(result.output)\(result.errors)")
        #expect(result.output == "4 passed, 0 failed; routes reached: 75.0 %\n")
        #expect(try run(["route-test", "-c", file, tests, "--fail-under", "80"]).ending == .exit(1))
    }

    @Test("Tests that fail say what was found")
    func failures() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(Self.table.text, to: "routes.json")
        let wrong: JSON = [
            "tests": [
                [
                    "test_name": "wrong", "input": ["authority": "a.example.com", "path": "/x"],
                    "validate": ["cluster_name": "canary", "request_header_matches": [["name": "x-b"]]],
                ]
            ]
        ]
        let result = try run(["route-test", "-c", file, "-t", try directory.write(wrong.text, to: "tests.json")])
        #expect(result.ending == .exit(1))
        #expect(result.output.contains(#"wrong: cluster_name: expected "canary", found "main""#))
        #expect(result.output.contains(#"the value of "x-b" is computed for each exchange"#))
        let broken = try directory.write(#"{"tests":[{"test_nam":"x"}]}"#, to: "broken.json")
        let refused = try run(["route-test", "-c", file, broken])
        #expect(refused.ending == .exit(1) && refused.errors.contains("broken.json:1:12"))
    }
}
