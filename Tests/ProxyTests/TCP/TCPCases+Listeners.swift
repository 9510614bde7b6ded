/// What listeners do before a filter chain is chosen.
extension TCPCases {
    static let listeners: [TCPCase] = headers + versions + looks + names + destinations + notes + exceptions

    private static func filter(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string("type.googleapis.com/envoy.extensions.filters.listener." + type)]
        return ["name": .string(type), "typed_config": base.merged(with: fields)]
    }

    static func proxyProtocol(_ fields: JSON = [:]) -> JSON {
        filter("proxy_protocol.v3.ProxyProtocol", (["stat_prefix": "NAME"] as JSON).merged(with: fields))
    }

    /// The client waits for the answer before it ends its direction: Envoy gives up a connection that has ended while it
    /// was looked at.
    private static func said(
        _ name: String, _ filters: [JSON], _ bytes: ByteString, answer: String? = "echo:", _ listener: JSON = [:]
    ) -> TCPCase {
        let steps: [TCPCase.Step] = [.connect, .send(bytes)]
        let rest: [TCPCase.Step] = answer.map { [.receive($0), .closeWriting, .end] } ?? [.end]
        return TCPCase(name, [proxy], steps + rest) {
            $0.listener = (["listener_filters": .array(filters)] as JSON).merged(with: listener)
        }
    }

    private static func line(_ text: String) -> ByteString { ByteString(text + "\r\nhello") }

    private static func binary(_ command: UInt8, _ family: UInt8, _ body: [UInt8]) -> ByteString {
        [
            0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, command, family,
            UInt8(body.count >> 8), UInt8(body.count & 255),
        ]
            + body + ByteString("hello")
    }

    private static let four: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 4, 87, 8, 174]
    private static let six =
        [UInt8](repeating: 0, count: 15) + [1] + [UInt8](repeating: 0, count: 15) + [2, 4, 87, 8, 174]

    private static let headers: [TCPCase] = [
        said("a-line-in-front", [proxyProtocol()], line("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222")),
        said("a-line-of-six", [proxyProtocol()], line("PROXY TCP6 1::2 3::4 1111 2222")),
        said("a-line-of-nobody", [proxyProtocol()], line("PROXY UNKNOWN 1 2 3")),
        said("a-line-with-zeros", [proxyProtocol()], line("PROXY TCP4 1.2.3.4 5.6.7.8 01111 2222 ")),
        said("a-line-without-a-port", [proxyProtocol()], line("PROXY TCP4 1.2.3.4 5.6.7.8 1111"), answer: nil),
        said("a-line-of-both", [proxyProtocol()], line("PROXY TCP4 1::2 5.6.7.8 1111 2222"), answer: nil),
        said(
            "a-line-too-long", [proxyProtocol()], ByteString("PROXY TCP4 " + String(repeating: "1", count: 120)),
            answer: nil),
        said("a-binary-header", [proxyProtocol()], binary(0x21, 0x11, four)),
        said("a-binary-header-of-six", [proxyProtocol()], binary(0x21, 0x21, six)),
        said("a-binary-header-of-datagrams", [proxyProtocol()], binary(0x21, 0x12, four)),
        said("a-binary-header-with-values", [proxyProtocol()], binary(0x21, 0x11, four + [2, 0, 2, 97, 98])),
        // Longer than what is looked at first.
        said(
            "a-binary-header-with-a-long-value", [proxyProtocol()],
            binary(0x21, 0x11, four + [2, 0x0b, 0xb8] + [UInt8](repeating: 97, count: 3000))),
        said("a-binary-header-of-itself", [proxyProtocol()], binary(0x20, 0, [1, 2, 3])),
        said("a-binary-header-of-no-family", [proxyProtocol()], binary(0x21, 0, []), answer: nil),
        said("a-binary-header-of-another-version", [proxyProtocol()], binary(0x31, 0x11, four), answer: nil),
        said("a-binary-header-with-half-a-value", [proxyProtocol()], binary(0x21, 0x11, four + [2, 0]), answer: nil),
        said("no-header", [proxyProtocol()], ByteString("GET / HTTP/1.1"), answer: nil),
        said(
            "no-header-and-none-needed", [proxyProtocol(["allow_requests_without_proxy_protocol": true])],
            ByteString("hello")),
        said(
            "a-header-that-need-not-be",
            [proxyProtocol(["allow_requests_without_proxy_protocol": true])],
            line("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222")),
        said(
            "a-broken-header-that-need-not-be", [proxyProtocol(["allow_requests_without_proxy_protocol": true])],
            line("PROXY TCP4 1.2.3.4"), answer: nil),
    ]

    private static let versions: [TCPCase] = [
        said(
            "a-line-where-none-is-wanted", [proxyProtocol(["disallowed_versions": ["V1"]])],
            line("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222"), answer: nil),
        said(
            "a-binary-header-where-none-is-wanted", [proxyProtocol(["disallowed_versions": ["V2"]])],
            binary(0x21, 0x11, four), answer: nil),
        said(
            "a-line-that-is-let-pass",
            [
                proxyProtocol(["disallowed_versions": ["V1"], "allow_requests_without_proxy_protocol": true])
            ], line("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222")),
    ]

    private static let inspector = filter("http_inspector.v3.HttpInspector")

    // MARK: - Values that are written down

    private static let notesLog: JSON = [
        "name": "envoy.access_loggers.file",
        "typed_config": [
            "@type": .string(TypeName.fileAccessLog), "path": "LOG",
            "log_format": [
                "text_format_source": [
                    "inline_string": """
                    told %DYNAMIC_METADATA(envoy.filters.listener.proxy_protocol)% %DYNAMIC_METADATA(own)%

                    """
                ]
            ],
        ],
    ]

    private static func noted(_ name: String, _ rules: [JSON], _ values: [UInt8], command: UInt8 = 0x21) -> TCPCase {
        let proxy = TCPDocuments.proxy(["access_log": [TCPDocuments.log("proxy"), notesLog]])
        let bytes = binary(command, 0x11, four + values)
        return TCPCase(
            "noted-" + name, [proxy], [.connect, .send(bytes), .receive("echo:hello"), .closeWriting, .end]
        ) { $0.listener = ["listener_filters": [proxyProtocol(["rules": .array(rules)])]] }
    }

    private static func rule(_ type: Int, _ key: String, _ more: JSON = [:]) -> JSON {
        let place: JSON = ["key": .string(key)]
        return ["tlv_type": .integer(type), "on_tlv_present": place.merged(with: more)]
    }

    private static func value(_ type: UInt8, _ bytes: [UInt8]) -> [UInt8] { [type, 0, UInt8(bytes.count)] + bytes }

    private static let own: JSON = ["metadata_namespace": "own"]
    private static let odd: [UInt8] = [
        97, 0xFF, 0xC3, 0xA9, 0xE2, 0x82, 122, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0, 10, 0xE2,
    ]

    private static let notes: [TCPCase] = [
        noted("in-the-usual-place", [rule(2, "authority")], value(2, Array("a.example".utf8))),
        noted("twice", [rule(2, "first"), rule(2, "second", own)], value(2, [97]) + value(2, [98])),
        noted("under-one-name", [rule(2, "a"), rule(3, "a")], value(3, [97]) + value(2, [98])),
        noted("that-nobody-told", [rule(2, "a")], value(3, [97])),
        noted("that-is-empty", [rule(2, "a"), ["tlv_type": 5]], value(2, []) + value(5, [97])),
        noted("of-the-proxy-itself", [rule(2, "a")], value(2, [97]), command: 0x20),
        noted(
            "that-is-no-text",
            [
                rule(0xE0, "plain", own), rule(0xE1, "coded", own.merged(with: ["value_string_encoding": "BASE64"])),
                rule(0xE2, "text", own.merged(with: ["value_string_encoding": "SANITIZED_UTF8"])),
            ], value(0xE0, odd) + value(0xE1, odd) + value(0xE2, odd)),
    ]

    // MARK: - Filters that pass over connections

    private static let always: JSON = ["any_match": true]
    private static func ports(_ start: Int, _ end: Int) -> JSON {
        ["destination_port_range": ["start": .integer(start), "end": .integer(end)]]
    }

    private static func unless(_ name: String, _ rule: JSON, passes: Bool = true) -> TCPCase {
        said(
            "filter-off-" + name, [proxyProtocol().merged(with: ["filter_disabled": rule])], ByteString("hello world"),
            answer: passes ? "echo:" : nil, ["listener_filters_timeout": "0.2s"])
    }

    private static let exceptions: [TCPCase] = [
        unless("always", always),
        unless("never", ["not_match": always], passes: false),
        unless("for-all-ports", ports(1, 65536)),
        unless("for-other-ports", ports(1, 2), passes: false),
        unless("for-ports-below-none", ports(-5, 70_000), passes: false),
        unless("for-one-of", ["or_match": ["rules": [ports(1, 2), always]]]),
        unless("for-both", ["and_match": ["rules": [ports(1, 2), always]]], passes: false),
        // The port is the one that the filter before has found out.
        said(
            "filter-off-for-the-port-that-was-told",
            [proxyProtocol(), proxyProtocol().merged(with: ["filter_disabled": ports(2222, 2223)])],
            line("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222")),
    ]

    /// A listener with a chain for each version of HTTP, and one for everything else.
    private static func inspected(_ name: String, _ bytes: String) -> TCPCase {
        let chains: [JSON] = ["http/1.0", "http/1.1", "h2c"].map { version in
            [
                "name": .string(version), "filters": [proxy],
                "filter_chain_match": ["application_protocols": [.string(version)]],
            ]
        }
        return said(
            name, [inspector], ByteString(bytes), answer: "echo:",
            [
                "filter_chains": .array(chains),
                "default_filter_chain": ["name": "others", "filters": [proxy]],
            ])
    }

    private static let looks: [TCPCase] = [
        inspected("a-request-of-one", "GET / HTTP/1.1\r\nhost: a\r\n"),
        inspected("a-request-of-naught", "GET / HTTP/1.0\r\n"),
        inspected("a-request-without-a-version", "GET /\r\n"),
        inspected("a-request-of-two", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        inspected("a-request-of-another-method", "FOO-BAR / HTTP/1.1\r\n"),
        inspected("a-request-of-another-version", "GET / HTTQ\r\n"),
        inspected("no-request", "\u{16}\u{03}\u{01}"),
        said(
            "looked-at-for-too-long", [inspector], ByteString("GET "), answer: nil,
            ["listener_filters_timeout": "0.2s"]),
        said(
            "looked-at-for-long-enough", [inspector], ByteString("GET "), answer: "echo:",
            ["listener_filters_timeout": "0.2s", "continue_on_listener_filters_timeout": true]),
        said(
            "a-header-before-a-request", [proxyProtocol(), inspector],
            line("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222").dropLast(5) + ByteString("GET / HTTP/1.1\r\n")),
        said("asked-where-it-wanted-to-go", [filter("original_dst.v3.OriginalDst")], ByteString("hello")),
        TCPCase("no-chain-for-it", [proxy], [.connect, .end]) {
            $0.chain = ["filter_chain_match": ["destination_port": 1]]
        },
        TCPCase(
            "a-chain-for-the-client-in-front", [proxy],
            [
                .connect, .send(line("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222")), .receive("echo:"), .closeWriting, .end,
            ]
        ) {
            $0.listener = ["listener_filters": [proxyProtocol()]]
            $0.chain = [
                "filter_chain_match": [
                    "source_prefix_ranges": [["address_prefix": "1.2.3.0", "prefix_len": 24]], "destination_port": 2222,
                    "direct_source_prefix_ranges": [["address_prefix": "127.0.0.0", "prefix_len": 8]],
                ]
            ]
        },
    ]

    private static func destination(_ name: String, _ header: String, _ rule: JSON, answer: String?) -> TCPCase {
        said(name, [proxyProtocol()], line(header), answer: answer).with {
            $0.cluster = [
                "type": "ORIGINAL_DST", "lb_policy": "CLUSTER_PROVIDED", "load_assignment": .null,
                "original_dst_lb_config": rule,
            ]
        }
    }

    private static let destinations: [TCPCase] = [
        destination(
            "where-it-wanted-to-go", "PROXY TCP4 1.2.3.4 127.0.0.1 1111 2222", ["upstream_port_override": "PORT"],
            answer: "echo:"),
        destination("where-nobody-is", "PROXY TCP4 1.2.3.4 127.0.0.1 1111 1", [:], answer: nil),
        destination("where-it-did-not-say", "PROXY UNKNOWN", [:], answer: nil),
        destination(
            "where-it-wanted-to-go-by-field", "PROXY TCP4 1.2.3.4 127.0.0.1 1111 1", ["use_http_header": true],
            answer: nil),
    ]

    private static let tlsInspector = filter("tls_inspector.v3.TlsInspector")

    /// The first message of a TLS client that asks for this name.
    private static func hello(_ name: String) -> ByteString {
        func vector(_ bytes: [UInt8], _ lengthBytes: Int) -> [UInt8] {
            (0..<lengthBytes).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * (lengthBytes - 1 - $0))) } + bytes
        }
        let extensions: [UInt8] = [0, 0] + vector(vector([0] + vector(Array(name.utf8), 2), 2), 2)
        let body: [UInt8] =
            [3, 3] + [UInt8](repeating: 7, count: 32) + [0] + vector([0x13, 1], 2) + [1, 0] + vector(extensions, 2)
        return [22, 3, 1] + vector([1] + vector(body, 3), 2)
    }

    private static let names: [TCPCase] = [
        TCPCase(
            "the-name-chooses",
            [TCPDocuments.filter("sni_cluster.v3.SniCluster"), TCPDocuments.proxy(["cluster": "nowhere"])],
            [.connect, .send(hello("the-name-chooses")), .receive("echo:"), .closeWriting, .end]
        ) { $0.listener = ["listener_filters": [tlsInspector]] },
        TCPCase(
            "the-name-chooses-nothing",
            [TCPDocuments.filter("sni_cluster.v3.SniCluster"), proxy],
            [.connect, .send(hello("some.where")), .end]
        ) { $0.listener = ["listener_filters": [tlsInspector]] },
        TCPCase(
            "is-no-hello", [proxy],
            [.connect, .send([22, 3, 1, 0, 4, 2, 0, 0, 0]), .receive("echo:"), .closeWriting, .end]
        ) { $0.listener = ["listener_filters": [tlsInspector]] },
        TCPCase(
            "passed-through", [proxy],
            [.connect, .send(hello("a.test")), .receive("echo:"), .closeWriting, .end]
        ) {
            $0.listener = ["listener_filters": [tlsInspector]]
            $0.chain = ["filter_chain_match": ["server_names": ["*.test"], "transport_protocol": "tls"]]
        },
    ]
}

/// What upstreams are told of a connection.
extension TCPCases {
    static let told: [TCPCase] = [
        telling("told-in-a-line", "PROXY", ["version": "V1"]), telling("told-in-binary", "QUIT", ["version": "V2"]),
        telling(
            "told-in-binary-with-a-value", "QUIT",
            ["version": "V2", "added_tlvs": [["type": 224, "value": "YWJj"]]]),
        TCPCase(
            "told-what-was-told", [proxy],
            [
                .connect, .send(ByteString("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222\r\n")), .receive("QUIT"),
                .send(ByteString("hello")), .receive("hello"), .closeWriting, .end,
            ]
        ) {
            $0.listener = [
                "listener_filters": [
                    [
                        "name": "header",
                        "typed_config": [
                            "@type":
                                "type.googleapis.com/envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol"
                        ],
                    ]
                ]
            ]
            $0.cluster = transport(["version": "V2"])
        },
    ]

    private static func transport(_ header: JSON) -> JSON {
        let sockets = "type.googleapis.com/envoy.extensions.transport_sockets."
        return [
            "transport_socket": [
                "name": "header",
                "typed_config": [
                    "@type": .string(sockets + "proxy_protocol.v3.ProxyProtocolUpstreamTransport"), "config": header,
                    "transport_socket": [
                        "name": "plain", "typed_config": ["@type": .string(sockets + "raw_buffer.v3.RawBuffer")],
                    ],
                ],
            ]
        ]
    }

    private static func telling(_ name: String, _ part: String, _ header: JSON) -> TCPCase {
        TCPCase(
            name, [proxy],
            [
                .connect, .upstreamReceived(part), .receive(part), .send(ByteString("hello")), .receive("hello"),
                .closeWriting, .end,
            ]
        ) {
            $0.cluster = transport(header)
        }
    }
}
