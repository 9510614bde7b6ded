import Testing

/// Runtime keys that decide about routes, from the file and from the admin interface, in both proxies.
@Suite struct RuntimeRouteTests {
    private static func configuration(logs: JSON) -> JSON {
        func direct(_ status: Int) -> JSON { ["direct_response": ["status": .integer(status)]] }
        func share(_ host: String, _ key: String, _ numerator: Int) -> JSON {
            [
                "name": .string(host), "domains": [.string(host)],
                "routes": [
                    JSON.object([
                        .init(
                            key: "match",
                            value: [
                                "prefix": "/",
                                "runtime_fraction": [
                                    "runtime_key": .string(key), "default_value": ["numerator": .integer(numerator)],
                                ],
                            ])
                    ]).merged(with: direct(201)),
                    JSON.object([.init(key: "match", value: ["prefix": "/"])]).merged(with: direct(202)),
                ],
            ]
        }
        let weighted: JSON = [
            "name": "weights", "domains": ["weights"],
            "routes": [
                [
                    "match": ["prefix": "/"],
                    "route": [
                        "cluster_not_found_response_code": "NOT_FOUND",
                        "weighted_clusters": [
                            "runtime_key_prefix": "weights",
                            "clusters": [["name": "one", "weight": 1], ["name": "nowhere", "weight": 0]],
                        ],
                    ],
                ]
            ],
        ]
        return [
            "layered_runtime": [
                "layers": [
                    [
                        "name": "file",
                        "static_layer": [
                            "shares": [
                                "all": 100, "none": 0, "text": "many",
                                "exact": ["numerator": 10_000, "denominator": "TEN_THOUSAND"],
                            ]
                        ],
                    ],
                    ["name": "admin", "admin_layer": [:]],
                ]
            ],
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [
                    [
                        "name": "in", "address": Theme.address(port: 0),
                        "filter_chains": [
                            [
                                "filters": [
                                    [
                                        "name": "envoy.filters.network.http_connection_manager",
                                        "typed_config": [
                                            "@type": .string(TypeName.manager), "stat_prefix": "in",
                                            "access_log": logs,
                                            "route_config": [
                                                "validate_clusters": false,
                                                "virtual_hosts": [
                                                    share("all", "shares.all", 0), share("none", "shares.none", 100),
                                                    share("text", "shares.text", 100),
                                                    share("exact", "shares.exact", 0), share("unset", "unset", 0),
                                                    weighted,
                                                ],
                                            ],
                                            "http_filters": [
                                                [
                                                    "name": "envoy.filters.http.router",
                                                    "typed_config": ["@type": .string(TypeName.router)],
                                                ]
                                            ],
                                        ],
                                    ]
                                ]
                            ]
                        ],
                    ]
                ],
                "clusters": [["name": "one", "load_assignment": ["cluster_name": "one"]]],
            ],
        ]
    }

    @Test("Shares and weights follow their keys", arguments: ProxyBinary.present)
    func keys(binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(binary, configuration: Self.configuration(logs: []), directory: directory)
        let port = try #require(proxy.port(of: "in"))
        func status(_ host: String) -> Int? {
            var client = RawClient(port: port, delivery: .whole)
            return client?.run([.text(get("/", host: host)), .answers(1)], upstream: nil, probes: false).answers.first?
                .status
        }
        #expect(["all", "none", "text", "exact", "unset"].map(status) == [201, 202, 201, 201, 202])
        #expect(status("weights") == 503)
        #expect(
            proxy.admin.post("/runtime_modify?shares.all=0&unset=100&weights.one=0&weights.nowhere=1")?.status == 200)
        #expect(Deadline(seconds: 60).reached { status("weights") == 404 })
        #expect(["all", "none", "text", "exact", "unset"].map(status) == [202, 202, 201, 201, 201])
        #expect(proxy.admin.post("/runtime_modify?shares.all=&weights.one=&weights.nowhere=")?.status == 200)
        #expect(Deadline(seconds: 60).reached { status("weights") == 503 })
        #expect(status("all") == 201)
        proxy.stop()
    }

    private static func log(_ path: String, _ filter: JSON) -> JSON {
        [
            "name": "envoy.access_loggers.file", "filter": filter,
            "typed_config": [
                "@type": .string(TypeName.fileAccessLog), "path": .string(path),
                "log_format": ["text_format_source": ["inline_string": "%RESPONSE_CODE%\n"]],
            ],
        ]
    }

    @Test("Filters of logs follow their keys", arguments: ProxyBinary.present)
    func logs(binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        let (statuses, samples) = (directory.file("statuses"), directory.file("samples"))
        let value: JSON = ["default_value": 500, "runtime_key": "logs.least"]
        let logs: JSON = [
            Self.log(statuses, ["status_code_filter": ["comparison": ["op": "GE", "value": value]]]),
            Self.log(samples, ["runtime_filter": ["runtime_key": "logs.share", "percent_sampled": ["numerator": 0]]]),
        ]
        let proxy = try ProxyHarness(binary, configuration: Self.configuration(logs: logs), directory: directory)
        let port = try #require(proxy.port(of: "in"))
        func ask() {
            var client = RawClient(port: port, delivery: .whole)
            _ = client?.run([.text(get("/", host: "all")), .answers(1)], upstream: nil, probes: false)
        }
        ask()
        #expect(proxy.admin.post("/runtime_modify?logs.least=200&logs.share=100")?.status == 200)
        func hasLines(_ path: String) -> Bool { !(readFile(path) ?? []).isEmpty }
        // The change reaches the workers in time; the log's lines follow within a second or ten.
        let deadline = Deadline(seconds: 60)
        #expect(
            deadline.reached {
                ask()
                return hasLines(statuses) && hasLines(samples)
            })
        let lines = (readFile(statuses) ?? []).text.split(separator: "\n")
        #expect(lines.allSatisfy { $0 == "201" })
        proxy.stop()
    }
}
