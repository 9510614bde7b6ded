import Testing

/// Runtime keys that switch filters on and off, from the file and from the admin interface, in both proxies.
@Suite struct RuntimeFilterTests {
    private static func network(_ name: String, _ type: String, _ fields: JSON) -> JSON {
        let message: JSON = ["@type": .string("type.googleapis.com/envoy.extensions.filters.network.\(type)")]
        return ["name": .string(name), "typed_config": message.merged(with: fields)]
    }

    private static let configuration: JSON = [
        "layered_runtime": [
            "layers": [
                ["name": "file", "static_layer": ["rate": ["on": false], "most": ["on": 0]]],
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
                                network(
                                    "most", "connection_limit.v3.ConnectionLimit",
                                    [
                                        "stat_prefix": "most", "max_connections": 1,
                                        "runtime_enabled": ["default_value": true, "runtime_key": "most.on"],
                                    ]),
                                network(
                                    "rate", "local_ratelimit.v3.LocalRateLimit",
                                    [
                                        "stat_prefix": "rate",
                                        "token_bucket": ["max_tokens": 0, "fill_interval": "600s"],
                                        "runtime_enabled": ["default_value": true, "runtime_key": "rate.on"],
                                    ]),
                                network(
                                    "http", "http_connection_manager.v3.HttpConnectionManager",
                                    [
                                        "stat_prefix": "in",
                                        "route_config": [
                                            "virtual_hosts": [
                                                [
                                                    "name": "v", "domains": ["*"],
                                                    "routes": [
                                                        [
                                                            "match": ["prefix": "/"],
                                                            "direct_response": ["status": 201],
                                                        ]
                                                    ],
                                                ]
                                            ]
                                        ],
                                        "http_filters": [authorizing, FilterChain.router],
                                    ]),
                            ]
                        ]
                    ],
                ]
            ],
            "clusters": [["name": "one", "load_assignment": ["cluster_name": "one"]]],
        ],
    ]

    private static let authorizing = FilterChain.filter(
        "authorizing", "ext_authz.v3.ExtAuthz",
        [
            "http_service": ["server_uri": ["uri": "http://a", "cluster": "one", "timeout": "1s"]],
            "filter_enabled": ["default_value": ["numerator": 100], "runtime_key": "asks.share"],
            "deny_at_disable": ["default_value": false, "runtime_key": "asks.denies"],
        ])

    @Test("Filters are on and off as their keys say", arguments: ProxyBinary.present)
    func keys(binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(binary, configuration: Self.configuration, directory: directory)
        let port = try #require(proxy.port(of: "in"))
        /// The status of one request on a connection of its own; nil when that is closed.
        func status() -> Int? {
            var client = RawClient(port: port, delivery: .whole)
            return client?.run([.text(get()), .answers(1)], upstream: nil, probes: false).answers.first?.status
        }
        func modify(_ keys: String) { #expect(proxy.admin.post("/runtime_modify?\(keys)")?.status == 200) }
        func becomes(_ expected: Int?) -> Bool { Deadline(seconds: 60).reached { status() == expected } }
        // The cluster has no endpoint.
        #expect(status() == 403)
        modify("asks.share=0")
        #expect(becomes(201))
        modify("asks.denies=true")
        #expect(becomes(403))
        modify("asks.denies=tRUE")
        #expect(becomes(201))
        modify("asks.denies=On")
        #expect(becomes(403))
        modify("asks.denies=0")
        #expect(becomes(201))
        modify("rate.on=true")
        #expect(becomes(nil))
        modify("rate.on=")
        #expect(becomes(201))
        modify("most.on=true")
        // Envoy took nothing of its gauge while the limit was off, but gives back what ends: it wraps below 0, and from
        // then on nobody is let in.
        if binary == .envoy {
            #expect(becomes(nil))
            let active = proxy.admin.statistics()["connection_limit.most.active_connections"].flatMap { UInt64($0) }
            #expect((active ?? 0) > UInt64(Int64.max))
            proxy.stop()
            return
        }
        #expect(
            Deadline(seconds: 60).reached {
                // One that stays open is the most there may be.
                var first = RawClient(port: port, delivery: .whole)
                let answers = first?.run(
                    [.text(get()), .answers(1)], upstream: nil, probes: false, finishes: false
                ).answers
                let other = status()
                _ = first?.run([.leave], upstream: nil, probes: false, finishes: false)
                return answers?.count == 1 && other == nil
            })
        proxy.stop()
    }
}
