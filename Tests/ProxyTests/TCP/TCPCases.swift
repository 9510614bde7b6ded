/// What is done with bytes.
enum TCPCases {
    static let all: [TCPCase] =
        relaying + failures + limits + logs + timing + otherFilters + listeners + told + chains
        + tunnels + hashing + faults + stages + transports + rules + matchers

    static let proxy = TCPDocuments.proxy()

    private static let relaying: [TCPCase] = [
        TCPCase("there-and-back"),
        TCPCase("the-upstream-speaks-first", [proxy], [.connect, .receive("220 ready"), .leave]) {
            $0.upstream = .greeting("220 ready")
        },
        TCPCase(
            "several-turns", [proxy],
            [
                .connect, .send(ByteString("one")), .receive("echo:one"), .send(ByteString("two")),
                .receive("echo:two"),
                .closeWriting, .end,
            ]),
        TCPCase("the-upstream-closes") { $0.upstream = .closing },
        TCPCase(
            "the-upstream-half-closes", [proxy],
            [
                .connect, .end, .send(ByteString("still heard")), .upstreamReceived("still heard"), .leave,
            ]
        ) {
            $0.upstream = .halfClosing
        },
        TCPCase("the-upstream-resets") { $0.upstream = .resetting },
        TCPCase("the-client-resets", [proxy], [.connect, .send(ByteString("a")), .receive("echo:a"), .reset]),
        TCPCase("nothing-is-said", [proxy], [.connect, .closeWriting, .end]),
    ]

    private static let failures: [TCPCase] = [
        TCPCase("refused") { $0.upstream = .refusing },
        TCPCase("refused-three-times", [TCPDocuments.proxy(["max_connect_attempts": 3])]) { $0.upstream = .refusing },
        TCPCase(
            "refused-and-patient",
            [
                TCPDocuments.proxy([
                    "max_connect_attempts": 2, "backoff_options": ["base_interval": "0.01s", "max_interval": "0.02s"],
                ])
            ]
        ) { $0.upstream = .refusing },
        TCPCase("never-answered") {
            $0.upstream = .stuck
            $0.cluster = ["connect_timeout": "0.2s"]
        },
        TCPCase("no-endpoint") { $0.cluster = ["load_assignment": ["endpoints": []]] },
        TCPCase("no-cluster", [TCPDocuments.proxy(["cluster": "nowhere"])]),
        TCPCase("no-name", [TCPDocuments.proxy(["cluster": ""])]),
        TCPCase(
            "two-shares-one-cluster",
            [
                TCPDocuments.proxy([
                    "cluster": .null,
                    "weighted_clusters": [
                        "clusters": [["name": "CLUSTER", "weight": 1], ["name": "CLUSTER", "weight": 3]]
                    ],
                ])
            ]),
    ]

    private static func thresholds(_ fields: JSON) -> JSON { ["circuit_breakers": ["thresholds": [fields]]] }

    private static let limits: [TCPCase] = [
        TCPCase(
            "one-connection-too-many", [proxy],
            [
                .connect, .send(ByteString("one")), .receive("echo:one"), .connect, .end, .use(0), .closeWriting, .end,
            ]
        ) { $0.cluster = thresholds(["max_connections": 1]) },
        TCPCase("no-connection-at-all") { $0.cluster = thresholds(["max_connections": 0]) },
        TCPCase("nobody-may-wait") { $0.cluster = thresholds(["max_pending_requests": 0]) },
        TCPCase(
            "requests-are-not-limited", [proxy],
            [
                .connect, .send(ByteString("one")), .receive("echo:one"), .connect, .send(ByteString("two")),
                .receive("echo:two"), .closeWriting, .end, .use(0), .closeWriting, .end,
            ]
        ) { $0.cluster = thresholds(["max_requests": 1]) },
    ]

    private static let logs: [TCPCase] = [
        TCPCase(
            "a-line-at-the-start-and-with-the-upstream",
            [
                TCPDocuments.proxy([
                    "access_log_options": ["flush_access_log_on_connected": true, "flush_access_log_on_start": true]
                ])
            ]),
        TCPCase("no-line-without-an-upstream", [TCPDocuments.proxy(["flush_access_log_on_connected": true])]) {
            $0.upstream = .refusing
        },
        TCPCase(
            "lines-meanwhile", [TCPDocuments.proxy(["access_log_options": ["access_log_flush_interval": "4s"]])],
            [.connect, .send(ByteString("a")), .receive("echo:a"), .logged(1), .closeWriting, .end]),
    ]

    private static func early(_ mode: String, _ most: Int) -> JSON {
        TCPDocuments.proxy(["upstream_connect_mode": .string(mode), "max_early_data_bytes": .integer(most)])
    }

    private static let timing: [TCPCase] = [
        TCPCase(
            "idle", [TCPDocuments.proxy(["idle_timeout": "4s"])],
            [
                .connect, .send(ByteString("a")), .receive("echo:a"), .end,
            ]),
        TCPCase(
            "too-old", [TCPDocuments.proxy(["max_downstream_connection_duration": "4s"])],
            [
                .connect, .send(ByteString("a")), .receive("echo:a"), .end,
            ]),
        TCPCase(
            "a-longest-time-with-some-more",
            [
                TCPDocuments.proxy([
                    "max_downstream_connection_duration": "10s",
                    "max_downstream_connection_duration_jitter_percentage": ["value": 50],
                ])
            ]),
        TCPCase("connects-with-the-first-bytes", [early("ON_DOWNSTREAM_DATA", 10)]),
        TCPCase("more-early-bytes-than-are-kept", [early("ON_DOWNSTREAM_DATA", 3)], send: "0123456789"),
        TCPCase("connects-with-the-first-bytes-and-keeps-none", [early("ON_DOWNSTREAM_DATA", 0)]),
        TCPCase("early-bytes-of-a-refused-connection", [early("ON_DOWNSTREAM_DATA", 100)]) { $0.upstream = .refusing },
        TCPCase("connects-after-a-handshake-that-there-is-not", [early("ON_DOWNSTREAM_TLS_HANDSHAKE", 10)]),
    ]

    /// An HTTP connection manager that answers by itself.
    private static let manager: JSON = TCPDocuments.filter(
        "http_connection_manager.v3.HttpConnectionManager",
        [
            "stat_prefix": "NAME",
            "route_config": [
                "virtual_hosts": [
                    [
                        "name": "all", "domains": ["*"],
                        "routes": [
                            [
                                "match": ["prefix": "/"],
                                "direct_response": ["status": 200, "body": ["inline_string": "answered"]],
                            ]
                        ],
                    ]
                ]
            ],
            "http_filters": [
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
            ],
        ])

    /// Settings, and a request of HTTP/2 for `/` of the host `a`.
    private static let preface: ByteString =
        [0, 0, 0, 4, 0, 0, 0, 0, 0] + [0, 0, 6, 1, 5, 0, 0, 0, 1, 0x82, 0x86, 0x84, 0x41, 0x01, 0x61]

    private static let otherFilters: [TCPCase] = [
        TCPCase(
            "an-answer",
            [
                TCPDocuments.filter("direct_response.v3.Config", ["response": ["inline_string": "go away"]])
            ], [.connect, .end]),
        TCPCase("an-empty-answer", [TCPDocuments.filter("direct_response.v3.Config")], [.connect, .end]),
        TCPCase(
            "an-echo", [TCPDocuments.filter("echo.v3.Echo")],
            [
                .connect, .send(ByteString("abc")), .receive("abc"), .leave,
            ]),
        TCPCase("no-filters", [], [.connect, .end]),
        TCPCase(
            "requests-behind-a-limit",
            [
                TCPDocuments.filter(
                    "connection_limit.v3.ConnectionLimit", ["stat_prefix": "NAME", "max_connections": 1]),
                manager,
            ],
            [
                .connect, .send(ByteString("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")),
                .receive("answered"),
                .end,
            ]
        ),
        TCPCase(
            "requests-of-two-behind-a-limit",
            [
                TCPDocuments.filter(
                    "connection_limit.v3.ConnectionLimit", ["stat_prefix": "NAME", "max_connections": 1]),
                manager,
            ],
            [
                .connect, .send(ByteString("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") + preface), .receive("answered"), .leave,
            ]
        ),
        TCPCase("a-name-that-is-not-there", [TCPDocuments.filter("sni_cluster.v3.SniCluster"), proxy]),
        TCPCase(
            "one-too-many",
            [
                TCPDocuments.filter(
                    "connection_limit.v3.ConnectionLimit", ["stat_prefix": "NAME", "max_connections": 1]), proxy,
            ],
            [
                .connect, .send(ByteString("one")), .receive("echo:one"), .connect, .end, .use(0), .closeWriting, .end,
                .logged(4), .connect, .send(ByteString("two")), .receive("echo:two"), .closeWriting, .end,
            ]),
        TCPCase(
            "one-too-many-and-late",
            [
                TCPDocuments.filter(
                    "connection_limit.v3.ConnectionLimit",
                    ["stat_prefix": "NAME", "max_connections": 1, "delay": "0.2s"]), proxy,
            ],
            [
                .connect, .send(ByteString("one")), .receive("echo:one"), .connect, .end, .use(0), .closeWriting, .end,
            ]),
        TCPCase(
            "a-limit-that-is-off",
            [
                TCPDocuments.filter(
                    "connection_limit.v3.ConnectionLimit",
                    [
                        "stat_prefix": "NAME", "max_connections": 1,
                        "runtime_enabled": ["default_value": false, "runtime_key": "a.key"],
                    ]), proxy,
            ],
            [
                .connect, .send(ByteString("one")), .receive("echo:one"), .connect, .send(ByteString("two")),
                .receive("echo:two"), .closeWriting, .end, .use(0), .closeWriting, .end,
            ]),
        TCPCase(
            "too-fast",
            [
                TCPDocuments.filter(
                    "local_ratelimit.v3.LocalRateLimit",
                    ["stat_prefix": "NAME", "token_bucket": ["max_tokens": 1, "fill_interval": "600s"]]), proxy,
            ],
            [
                .connect, .send(ByteString("one")), .receive("echo:one"), .closeWriting, .end, .connect, .end,
            ]),
        TCPCase(
            "too-fast-for-a-bucket-of-nothing",
            [
                TCPDocuments.filter(
                    "local_ratelimit.v3.LocalRateLimit",
                    ["stat_prefix": "NAME", "token_bucket": ["max_tokens": 0, "fill_interval": "600s"]]), proxy,
            ], [.connect, .end]),
    ]
}
