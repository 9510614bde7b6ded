/// What listeners do before a filter chain is chosen.
extension TCPCases {
    static let listeners: [TCPCase] = headers + versions + looks + names

    private static func filter(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string("type.googleapis.com/envoy.extensions.filters.listener." + type)]
        return ["name": .string(type), "typed_config": base.merged(with: fields)]
    }

    private static func proxyProtocol(_ fields: JSON = [:]) -> JSON {
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
        [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, command, family, 0, UInt8(body.count)]
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
            "a-line-too-long", [proxyProtocol()], line("PROXY TCP4 " + String(repeating: "1", count: 120)), answer: nil),
        said("a-binary-header", [proxyProtocol()], binary(0x21, 0x11, four)),
        said("a-binary-header-of-six", [proxyProtocol()], binary(0x21, 0x21, six)),
        said("a-binary-header-of-datagrams", [proxyProtocol()], binary(0x21, 0x12, four)),
        said("a-binary-header-with-values", [proxyProtocol()], binary(0x21, 0x11, four + [2, 0, 2, 97, 98])),
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
        telling("told-in-a-line", ["version": "V1"]), telling("told-in-binary", ["version": "V2"]),
        telling(
            "told-in-binary-with-a-value",
            ["version": "V2", "added_tlvs": [["type": 224, "value": "YWJj"]]]),
        TCPCase(
            "told-what-was-told", [proxy],
            [
                .connect, .send(ByteString("PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222\r\nhello")), .receive("hello"),
                .closeWriting,
                .end,
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

    private static func telling(_ name: String, _ header: JSON) -> TCPCase {
        TCPCase(name, [proxy], [.connect, .send(ByteString("hello")), .receive("hello"), .closeWriting, .end]) {
            $0.cluster = transport(header)
            // Ports that the system chose stand in it as bytes.
            if name != "told-in-a-line" { $0.omitting = ["upstream:", "client"] }
        }
    }
}
