/// Filter chains that a matcher of the listener chooses, and texts that filters of connections leave.
extension TCPCases {
    static let matchers: [TCPCase] = choices + texts

    private static let types = "type.googleapis.com/"

    private static func typed(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(types + type)]
        return ["name": "x", "typed_config": base.merged(with: fields)]
    }

    private static func input(_ name: String) -> JSON {
        typed("envoy.extensions.matching.common_inputs.network.v3.\(name)Input")
    }

    private static func chain(_ name: String) -> JSON {
        ["action": typed("google.protobuf.StringValue", ["value": .string(name)])]
    }

    private static func exact(_ name: String, _ entries: KeyValuePairs<String, JSON>) -> JSON {
        tree(input(name), "exact_match_map", ["map": map(entries)])
    }

    private static func map(_ entries: KeyValuePairs<String, JSON>) -> JSON {
        .object(entries.map { JSON.Member(key: $0.key, value: $0.value) })
    }

    private static func tree(_ input: JSON, _ kind: String, _ value: JSON) -> JSON {
        ["matcher_tree": .object([.init(key: "input", value: input), .init(key: kind, value: value)])]
    }

    private static func networks(_ input: JSON, _ entries: [(network: String, length: Int, more: JSON)]) -> JSON {
        let ranges = entries.map { entry -> JSON in
            let base: JSON = [
                "ranges": [["address_prefix": .string(entry.network), "prefix_len": .integer(entry.length)]]
            ]
            return base.merged(with: entry.more)
        }
        return tree(
            input, "custom_match", typed("xds.type.matcher.v3.IPMatcher", ["range_matchers": .array(ranges)]))
    }

    private static func names(_ entries: [(domains: [String], match: JSON)]) -> JSON {
        let matchers = entries.map { entry -> JSON in
            ["domains": .array(entry.domains.map { .string($0) }), "on_match": entry.match]
        }
        return tree(
            input("ServerName"), "custom_match",
            typed("xds.type.matcher.v3.ServerNameMatcher", ["domain_matchers": .array(matchers)]))
    }

    private static func chosen(
        _ name: String, _ matcher: JSON, rest: String? = "b", hasOthers: Bool = false, _ more: JSON = [:]
    ) -> TCPCase {
        var item = TCPCase("chain-by-" + name, [proxy]) {
            let otherwise: JSON = rest.map { name -> JSON in ["on_no_match": chain(name)] } ?? [:]
            let base: JSON = [
                "filter_chains": .array(["a", "b", "c"].map { ["name": .string($0), "filters": [proxy]] }),
                "filter_chain_matcher": matcher.merged(with: otherwise),
            ]
            $0.listener = base.merged(with: more)
            if hasOthers {
                $0.listener = $0.listener.merged(with: [
                    "default_filter_chain": ["name": "others", "filters": [proxy]]
                ])
            }
        }
        if rest == nil && !hasOthers { item.steps = [.connect, .end] }
        return item
    }

    private static let nowhere: JSON = ["matcher": exact("DestinationPort", ["1": chain("c")])]

    private static let choices: [TCPCase] = [
        chosen("source", exact("SourceIP", ["127.0.0.1": chain("a")])),
        chosen("peer", exact("DirectSourceIP", ["127.0.0.1": chain("a")])),
        chosen("destination", tree(input("DestinationIP"), "prefix_match_map", ["map": map(["127.": chain("a")])])),
        chosen("kind-of-source", exact("SourceType", ["local": chain("a")])),
        chosen("transport", exact("TransportProtocol", ["raw_buffer": chain("a"), "tls": chain("c")])),
        chosen("no-name", exact("ServerName", ["": chain("a")])),
        chosen("no-protocols", exact("ApplicationProtocol", ["": chain("a")])),
        chosen("another-port", exact("DestinationPort", ["1": chain("a")])),
        chosen("nothing", [:], rest: nil), chosen("nothing-but-others", [:], rest: nil, hasOthers: true),
        chosen("unknown-name", [:], rest: "nobody", hasOthers: true).with { $0.steps = [.connect, .end] },
        chosen("name-of-others", [:], rest: "others", hasOthers: true).with { $0.steps = [.connect, .end] },
        chosen(
            "what-is-not-there",
            [
                "matcher_list": [
                    "matchers": [
                        [
                            "predicate": [
                                "not_matcher": [
                                    "single_predicate": ["input": input("ServerName"), "value_match": ["exact": "q"]]
                                ]
                            ],
                            "on_match": chain("a"),
                        ]
                    ]
                ]
            ]),
        chosen(
            "network-in-a-list",
            [
                "matcher_list": [
                    "matchers": [
                        [
                            "predicate": [
                                "single_predicate": [
                                    "input": input("SourceIP"),
                                    "custom_match": typed(
                                        "envoy.extensions.matching.input_matchers.ip.v3.Ip",
                                        [
                                            "stat_prefix": "p",
                                            "cidr_ranges": [["address_prefix": "127.0.0.0", "prefix_len": 8]],
                                        ]),
                                ]
                            ],
                            "on_match": chain("a"),
                        ]
                    ]
                ]
            ]),
        chosen(
            "narrower-networks-first",
            networks(
                input("SourceIP"),
                [
                    ("127.0.0.0", 8, ["on_match": chain("a")]), ("127.0.0.0", 24, ["on_match": chain("c")]),
                    ("10.0.0.0", 30, ["on_match": chain("b")]),
                ])),
        chosen(
            "wider-networks-where-nothing-follows",
            networks(
                input("SourceIP"),
                [("127.0.0.0", 8, ["on_match": chain("a")]), ("127.0.0.0", 24, ["on_match": nowhere])])),
        chosen("domain", names([(["a.test", "*.b.test"], chain("a")), (["*"], chain("c"))])),
    ]

    // MARK: - Texts

    private static func text(_ key: String, _ format: String, _ more: JSON = [:]) -> JSON {
        let base: JSON = [
            "object_key": .string(key), "factory_key": "envoy.string",
            "format_string": ["text_format_source": ["inline_string": .string(format)]],
        ]
        return base.merged(with: more)
    }

    private static func sets(_ fields: JSON) -> JSON { TCPDocuments.filter("set_filter_state.v3.Config", fields) }

    private static let log: JSON = [
        "name": "envoy.access_loggers.file",
        "typed_config": [
            "@type": .string(TypeName.fileAccessLog), "path": "LOG",
            "log_format": [
                "text_format_source": [
                    "inline_string": .string(
                        ["a", "b", "envoy.tcp_proxy.cluster"].map { "\($0)=%FILTER_STATE(\($0):PLAIN)%" }
                            .joined(separator: " ") + " c=%FILTER_STATE(c)% d=%FILTER_STATE(d)% h=%FILTER_STATE(h)%\n")
                ]
            ],
        ],
    ]

    private static let allTexts: JSON = [
        "on_new_connection": [
            text("a", "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT% %DOWNSTREAM_TLS_CIPHER%"),
            text("d", "", ["skip_if_empty": true]),
        ],
        "on_downstream_tls_handshake": [text("b", "%FILTER_STATE(a:PLAIN)%+")],
        "on_downstream_data": [text("c", "%BYTES_RECEIVED%")],
    ]

    private static let cluster: JSON = [
        "object_key": "envoy.tcp_proxy.cluster",
        "format_string": ["text_format_source": ["inline_string": "CLUSTER"]],
    ]

    /// An HTTP connection manager whose route, fields and log see the connection's texts.
    private static let reader: JSON = TCPDocuments.filter(
        "http_connection_manager.v3.HttpConnectionManager",
        [
            "stat_prefix": "NAME", "access_log": [log],
            "route_config": [
                "virtual_hosts": [
                    [
                        "name": "all", "domains": ["*"],
                        "response_headers_to_add": [
                            ["header": ["key": "x-seen", "value": "%FILTER_STATE(a:PLAIN)%"]]
                        ],
                        "routes": [
                            [
                                "match": [
                                    "prefix": "/",
                                    "filter_state": [["key": "a", "string_match": ["prefix": "127."]]],
                                ],
                                "direct_response": ["status": 200, "body": ["inline_string": "seen"]],
                            ], ["match": ["prefix": "/"], "direct_response": ["status": 404]],
                        ],
                    ]
                ]
            ],
            "http_filters": [
                [
                    "name": "set",
                    "typed_config": [
                        "@type":
                            "type.googleapis.com/envoy.extensions.filters.http.set_filter_state.v3.Config",
                        "on_request_headers": [text("h", "%FILTER_STATE(a:PLAIN)%!")],
                    ],
                ], ["name": "router", "typed_config": ["@type": .string(TypeName.router)]],
            ],
        ])

    private static let texts: [TCPCase] = [
        TCPCase("texts-of-a-connection", [sets(allTexts), TCPDocuments.proxy(["access_log": [log]])]),
        TCPCase("no-texts-of-a-connection", [sets([:]), TCPDocuments.proxy(["access_log": [log]])]),
        TCPCase(
            "a-text-that-chooses-the-cluster",
            [
                sets(["on_new_connection": [cluster]]),
                TCPDocuments.proxy(["cluster": "nowhere", "access_log": [log, TCPDocuments.log("proxy")]]),
            ]),
        TCPCase(
            "a-text-that-rules-look-at",
            [
                sets(["on_new_connection": [text("a", "no")]]),
                TCPDocuments.filter(
                    "rbac.v3.RBAC",
                    [
                        "stat_prefix": "NAME",
                        "rules": [
                            "action": "DENY",
                            "policies": [
                                "p": [
                                    "permissions": [["any": true]],
                                    "principals": [["filter_state": ["key": "a", "string_match": ["exact": "no"]]]],
                                ]
                            ],
                        ],
                    ]), proxy,
            ], [.connect, .send(ByteString("hello")), .end]
        ) {
            $0.statistics = ["allowed", "denied"].map { "a-text-that-rules-look-at.rbac.\($0)" }
        },
        TCPCase(
            "texts-that-requests-see", [sets(allTexts), reader],
            [
                .connect, .send(ByteString("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")),
                .receive("seen"), .end,
            ]),
    ]
}
