/// Which filter chain takes a connection, and options of listeners that no byte shows.
extension TCPCases {
    static let chains: [TCPCase] = matches + options

    private static let hello: [TCPCase.Step] = [
        .connect, .send(ByteString("hello")), .receive("echo:hello"), .closeWriting, .end,
    ]

    /// A listener with these chains by name, and one for what none of them takes.
    private static func chosen(_ name: String, _ matches: KeyValuePairs<String, JSON>, _ steps: [TCPCase.Step] = hello)
        -> TCPCase
    {
        TCPCase(name, [proxy], steps) {
            $0.listener = [
                "filter_chains": .array(
                    matches.map { ["name": .string($0), "filter_chain_match": $1, "filters": [proxy]] }),
                "default_filter_chain": ["name": "others", "filters": [proxy]],
            ]
        }
    }

    private static func range(_ prefix: String, _ length: Int) -> JSON {
        [["address_prefix": .string(prefix), "prefix_len": .integer(length)]]
    }

    private static let matches: [TCPCase] = [
        chosen(
            "the-narrowest-destination",
            ["wide": ["prefix_ranges": range("127.0.0.0", 8)], "narrow": ["prefix_ranges": range("127.0.0.0", 24)]]),
        chosen("another-destination", ["elsewhere": ["prefix_ranges": range("10.0.0.0", 8)]]),
        chosen(
            "no-way-back-from-the-narrowest-destination",
            [
                "wide": ["prefix_ranges": range("127.0.0.0", 8)],
                "narrow": ["prefix_ranges": range("127.0.0.0", 24), "source_prefix_ranges": range("10.0.0.0", 8)],
            ]),
        chosen(
            "a-neighbour-of-its-own",
            ["local": ["source_type": "SAME_IP_OR_LOOPBACK"], "far": ["source_type": "EXTERNAL"]]),
        chosen("nobody-from-outside", ["far": ["source_type": "EXTERNAL"]]),
        chosen("anybody", ["any": ["source_type": "ANY"]]),
        chosen(
            "a-client-of-a-network",
            [
                "near": ["source_prefix_ranges": range("127.0.0.1", 32)],
                "far": ["source_prefix_ranges": range("0.0.0.0", 0)],
            ]
        ),
        chosen("no-client-with-that-port", ["one": ["source_ports": [1]]]),
        chosen(
            "a-plain-transport", ["plain": ["transport_protocol": "raw_buffer"], "tls": ["transport_protocol": "tls"]]),
        chosen("no-name-without-tls", ["named": ["server_names": ["a.test"]]]),
        chosen(
            "a-client-that-another-speaks-for",
            [
                "peer": ["direct_source_prefix_ranges": range("127.0.0.0", 8), "source_ports": [1111]],
                "port": ["source_ports": [1111]],
            ],
            [
                .connect, .send(ByteString("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222\r\nhello")), .receive("echo:hello"),
                .closeWriting, .end,
            ]
        ).with {
            $0.listener = $0.listener.merged(with: [
                "listener_filters": [
                    [
                        "name": "header",
                        "typed_config": [
                            "@type":
                                "type.googleapis.com/envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol"
                        ],
                    ]
                ]
            ])
        },
    ]

    private static func option(_ name: String, _ listener: JSON, _ statistics: [String] = []) -> TCPCase {
        TCPCase("listener-" + name, [proxy], hello) {
            $0.listener = listener
            $0.statistics = statistics
        }
    }

    private static let options: [TCPCase] = [
        option("with-a-short-queue", ["tcp_backlog_size": 1]),
        option("that-accepts-one-by-one", ["max_connections_to_accept_per_socket_event": 1]),
        option("that-spreads-connections", ["connection_balance_config": ["exact_balance": [:]]]),
        option("that-goes-where-the-client-wanted", ["use_original_dst": true]),
        option("with-one-socket-for-all", ["enable_reuse_port": false]),
        option("towards-us", ["traffic_direction": "INBOUND"]),
        option("with-small-buffers", ["per_connection_buffer_limit_bytes": 1000]),
        TCPCase(
            "a-session-with-timers-that-do-nothing",
            [TCPDocuments.proxy(["downstream_idle_timeout": "0.05s", "upstream_idle_timeout": "0.05s"])],
            [
                .connect, .send(ByteString("a")), .receive("echo:a"), .connect, .send(ByteString("b")),
                .receive("echo:b"), .closeWriting, .end, .use(0), .send(ByteString("c")), .receive("c"), .closeWriting,
                .end,
            ]),
    ]
}
