/// Bytes that HTTP carries to their upstream.
extension TCPCases {
    static let tunnels: [TCPCase] = asked + refused + twoHops

    private static func tunnel(_ fields: JSON = [:], proxy: JSON = [:]) -> JSON {
        let base: JSON = ["hostname": "there.test:443"]
        let told: JSON = ["access_log": [TCPDocuments.log("proxy"), toldLog]]
        return TCPDocuments.proxy(
            told.merged(with: ["tunneling_config": base.merged(with: fields)]).merged(with: proxy))
    }

    /// What the proxy keeps of the answer.
    private static let toldLog: JSON = [
        "name": "envoy.access_loggers.file",
        "typed_config": [
            "@type": .string(TypeName.fileAccessLog), "path": "LOG",
            "log_format": [
                "text_format_source": [
                    "inline_string": """
                    told %FILTER_STATE(envoy.tcp_proxy.propagate_response_headers:TYPED)% \
                    %FILTER_STATE(envoy.tcp_proxy.propagate_response_trailers)% \
                    %FILTER_STATE(envoy.tcp_proxy.propagate_response_headers:TYPED):9% \
                    %FILTER_STATE(envoy.tcp_proxy.propagate_response_headers:PLAIN)%

                    """
                ]
            ],
        ],
    ]

    private static func tunnelCase(
        _ name: String, _ fields: JSON = [:], proxy: JSON = [:], _ upstream: TCPCase.Upstream = granting,
        steps: [TCPCase.Step] = talk, _ change: (inout TCPCase) -> Void = { _ in }
    ) -> TCPCase {
        TCPCase("tunnel-" + name, [tunnel(fields, proxy: proxy)], steps) {
            $0.upstream = upstream
            change(&$0)
        }
    }

    private static let granting = TCPCase.Upstream.answering("HTTP/1.1 200 OK\r\nx-y: a\"b\r\n\r\n")
    private static let talk: [TCPCase.Step] = [
        .connect, .send(ByteString("hello")), .receive("echo:hello"), .closeWriting, .end,
    ]
    private static let wait: [TCPCase.Step] = [.connect, .end]

    private static let asked: [TCPCase] = [
        tunnelCase("by-connect"),
        tunnelCase("granted-otherwise", [:], .answering("HTTP/1.1 204 No Content\r\n\r\n")),
        tunnelCase(
            "behind-hints", [:], .answering("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")),
        tunnelCase(
            "of-what-was-asked-for", ["hostname": "%DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT%:%REQUESTED_SERVER_NAME%"]),
        tunnelCase(
            "with-fields",
            [
                "headers_to_add": [
                    ["header": ["key": "A", "value": "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"]],
                    ["header": ["key": "a", "value": "2"]],
                    ["header": ["key": "b", "value": "%REQ(x)%"]],
                    ["header": ["key": "c", "value": "1"], "append_action": "OVERWRITE_IF_EXISTS"],
                    ["header": ["key": "user-agent", "value": "u"]],
                    ["header": ["key": "user-agent", "value": "v"]],
                    ["header": ["key": "d", "value": ""], "keep_empty_value": true],
                ]
            ]),
        tunnelCase("told-of", ["propagate_response_headers": true, "propagate_response_trailers": true]),
        tunnelCase(
            "with-early-bytes", [:],
            proxy: ["upstream_connect_mode": "ON_DOWNSTREAM_DATA", "max_early_data_bytes": 10]),
        tunnelCase("that-is-idle", [:], proxy: ["idle_timeout": "4s"], steps: Array(talk.prefix(3)) + [.end]),
        tunnelCase(
            "with-lines-at-its-beginning", [:],
            proxy: [
                "access_log_options": ["flush_access_log_on_connected": true, "flush_access_log_on_start": true]
            ]),
    ]

    private static let refused: [TCPCase] = [
        tunnelCase(
            "refused", ["propagate_response_headers": true],
            .answering("HTTP/1.1 403 No\r\ncontent-length: 2\r\n\r\nno"), steps: wait),
        tunnelCase(
            "refused-twice", [:], proxy: ["max_connect_attempts": 2],
            .answering("HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n"), steps: wait),
        tunnelCase("switched-to-something", [:], .answering("HTTP/1.1 302 Found\r\nlocation: /\r\n\r\n"), steps: wait),
        tunnelCase("answered-with-garbage", [:], .answering("garbage\r\n\r\n"), steps: wait),
        tunnelCase("of-nobody", [:], .refusing, steps: wait),
        tunnelCase("of-no-endpoint", [:], steps: wait) { $0.cluster = ["load_assignment": ["endpoints": []]] },
        tunnelCase("that-nobody-may-wait-for", [:], steps: wait) {
            $0.cluster = ["circuit_breakers": ["thresholds": [["max_pending_requests": 0]]]]
        },
        tunnelCase("that-is-a-request-too-many", [:], steps: wait) {
            $0.cluster = ["circuit_breakers": ["thresholds": [["max_requests": 0]]]]
            $0.keptConnections = 1
        },
    ]

    // MARK: - Over HTTP/2, to a listener where the tunnel ends

    private static let speaksHTTP2: JSON = [
        "load_assignment": [
            "cluster_name": "CLUSTER",
            "endpoints": [["lb_endpoints": [["endpoint": ["address": ["pipe": ["path": "SOCKET"]]]]]]],
        ],
        "typed_extension_protocol_options": [
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
                "explicit_http_config": ["http2_protocol_options": [:]],
            ]
        ],
    ]

    private static func end(_ match: JSON, _ configuration: JSON = [:]) -> JSON {
        let route: JSON = [
            "cluster": "NAME-inner",
            "upgrade_configs": [["upgrade_type": "CONNECT", "connect_config": configuration]],
        ]
        let manager: JSON = TCPDocuments.filter(
            "http_connection_manager.v3.HttpConnectionManager",
            [
                "stat_prefix": "NAME-inner", "http2_protocol_options": ["allow_connect": true],
                "upgrade_configs": [["upgrade_type": "CONNECT"]],
                "route_config": [
                    "virtual_hosts": [
                        ["name": "all", "domains": ["*"], "routes": [["match": match, "route": route]]]
                    ]
                ],
                "http_filters": [
                    ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
                ],
            ])
        return [
            "name": "NAME-inner", "address": ["pipe": ["path": "SOCKET"]], "filter_chains": [["filters": [manager]]],
        ]
    }

    private static let connectEnd = end(["connect_matcher": [:]])
    private static let postEnd = end(["prefix": "/tunnel"], ["allow_post": true])

    private static func overTwo(
        _ name: String, _ fields: JSON = [:], proxy: JSON = [:], _ upstream: TCPCase.Upstream = .echo,
        steps: [TCPCase.Step] = talk, inner: JSON = connectEnd, _ change: (inout TCPCase) -> Void = { _ in }
    ) -> TCPCase {
        tunnelCase("over-two" + name, fields, proxy: proxy, upstream, steps: steps) {
            $0.cluster = speaksHTTP2
            $0.inner = inner
            change(&$0)
        }
    }

    private static let post: JSON = ["use_post": true, "post_path": "/tunnel"]

    private static let twoHops: [TCPCase] = [
        overTwo(""),
        overTwo("-by-post", post, inner: postEnd),
        overTwo(
            "-for-two-clients", [:],
            steps: [
                .connect, .send(ByteString("one")), .receive("echo:one"), .connect, .send(ByteString("two")),
                .receive("echo:two"), .closeWriting, .end, .use(0), .closeWriting, .end,
            ]),
        overTwo("-to-nobody", [:], .refusing, steps: wait),
        overTwo("-to-no-route", post, steps: wait),
        overTwo(
            "-and-the-upstream-speaks-first", [:], .greeting("220 ready"),
            steps: [
                .connect, .receive("220 ready"), .closeWriting, .end,
            ]),
        overTwo(
            "-and-idle", [:], proxy: ["idle_timeout": "4s"], steps: Array(talk.prefix(3)) + [.end]),
        overTwo("-and-reset", [:], .resetting, steps: [.connect, .send(ByteString("hello")), .end]),
    ]

    // MARK: - Hashing

    private static let places = (1...10).map { number -> JSON in
        ["endpoint": ["address": ["socket_address": ["address": .string("127.77.0.\(number)"), "port_value": 1]]]]
    }

    private static func hashed(_ name: String, _ policy: String) -> TCPCase {
        TCPCase(
            "hashed-by-" + name, [TCPDocuments.proxy(["hash_policy": [["source_ip": [:]]]])],
            [.connect, .end, .connect, .end, .connect, .end]
        ) {
            $0.cluster = [
                "lb_policy": .string(policy),
                "load_assignment": ["cluster_name": "CLUSTER", "endpoints": [["lb_endpoints": .array(places)]]],
            ]
        }
    }

    /// Nobody listens there; the log says who was asked.
    static let hashing = [hashed("ring", "RING_HASH"), hashed("maglev", "MAGLEV")]
}
