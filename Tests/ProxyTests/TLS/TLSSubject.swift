import Testing

/// A proxy in front of itself: its plain TCP listener `outer` leads by TLS over a Unix socket to its listener `inner`.
final class TLSSubject {
    let proxy: ProxyHarness
    private let directory: TemporaryDirectory
    private let port: UInt16

    init(_ binary: ProxyBinary, _ test: TLSCase) throws {
        directory = try TemporaryDirectory()
        let pipe: JSON =
            test.forwards ? Theme.address(port: 0) : ["pipe": ["path": .string(directory.file("inner.sock"))]]
        let context: JSON = ["name": "tls", "typed_config": test.downstream(try TLSFiles.shared.get())]
        let inner: JSON = [
            "direct_response": ["status": 200, "body": ["inline_string": "inner"]],
            "response_headers_to_add": [
                Self.header("client-cert", "%REQ(x-forwarded-client-cert)%"),
                Self.header("proto", "%REQ(x-forwarded-proto)%"),
            ],
        ]
        let log = directory.file("log.txt")
        let base: JSON = [
            "name": "inner", "connect_timeout": "30s",
            "transport_socket": ["name": "tls", "typed_config": test.upstream(try TLSFiles.shared.get())],
        ]
        let cluster = base.merged(with: test.forwards ? Self.forwarding : Self.endpoint(pipe))
            .merged(with: Self.options(test.names))
        let route: JSON = ["cluster": "inner"]
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            // Envoy reads no secrets from files without.
            "node": ["id": "test", "cluster": "test"],
            "static_resources": [
                "secrets": TLSCase.resolve(TLSCase.secrets, try TLSFiles.shared.get()),
                "listeners": [
                    Self.listener(
                        "outer", Theme.address(port: 0),
                        ["route": route.merged(with: test.route)], log, Self.outerLog,
                        manager: ["forward_client_cert_details": "ALWAYS_FORWARD_ONLY"]),
                    Self.listener("inner", pipe, inner, log, Self.innerLog, manager: test.manager, connection: true)
                        .addingToChain(["transport_socket": context]),
                ],
                "clusters": .array([cluster]),
            ],
        ]
        proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        port = try #require(proxy.port(of: "outer"))
    }

    deinit { proxy.process.signal(9) }

    private static func endpoint(_ address: JSON) -> JSON {
        [
            "load_assignment": [
                "cluster_name": "inner",
                "endpoints": [["lb_endpoints": [["endpoint": ["address": address, "hostname": "server.test"]]]]],
            ]
        ]
    }

    private static let forwarding: JSON = [
        "lb_policy": "CLUSTER_PROVIDED",
        "cluster_type": [
            "name": "envoy.clusters.dynamic_forward_proxy",
            "typed_config": [
                "@type": "type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig",
                "dns_cache_config": ["name": "hosts", "dns_lookup_family": "V4_ONLY"],
            ],
        ],
    ]

    /// What a cluster says of names in requests.
    private static func options(_ names: JSON) -> JSON {
        if names == [:] { return [:] }
        return [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                    "@type": .string(TypeName.httpProtocolOptions),
                    "explicit_http_config": ["http_protocol_options": [:]], "upstream_http_protocol_options": names,
                ]
            ]
        ]
    }

    private static func header(_ name: String, _ value: String) -> JSON {
        ["header": ["key": .string(name), "value": .string(value)]]
    }

    private static let outerLog = """
        outer %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %UPSTREAM_TRANSPORT_FAILURE_REASON% \
        %UPSTREAM_TLS_VERSION% %UPSTREAM_TLS_CIPHER% %UPSTREAM_PEER_SUBJECT% %UPSTREAM_PEER_ISSUER% \
        %UPSTREAM_PEER_URI_SAN% %UPSTREAM_PEER_DNS_SAN% %UPSTREAM_LOCAL_URI_SAN% %UPSTREAM_PEER_CERT_V_END(%Y)% \
        %UPSTREAM_PEER_CERT_V_START(%Y)% %UPSTREAM_PEER_IP_SAN% %UPSTREAM_LOCAL_DNS_SAN% %UPSTREAM_LOCAL_IP_SAN% \
        %UPSTREAM_PEER_CERT% %UPSTREAM_SERVER_NAME% %UPSTREAM_TLS_GROUP% session=%UPSTREAM_TLS_SESSION_ID%

        """
    private static let innerLog = """
        inner %DOWNSTREAM_TLS_VERSION% %DOWNSTREAM_TLS_CIPHER% %DOWNSTREAM_PEER_URI_SAN% %DOWNSTREAM_PEER_DNS_SAN% \
        %DOWNSTREAM_PEER_EMAIL_SAN% %DOWNSTREAM_PEER_SUBJECT% %DOWNSTREAM_PEER_ISSUER% %DOWNSTREAM_PEER_SERIAL% \
        %DOWNSTREAM_PEER_FINGERPRINT_256% %DOWNSTREAM_PEER_FINGERPRINT_1% %DOWNSTREAM_LOCAL_DNS_SAN% \
        %DOWNSTREAM_PEER_OTHERNAME_SAN% %DOWNSTREAM_PEER_ISSUER_SERIAL% %DOWNSTREAM_PEER_ISSUER_FINGERPRINT_256% \
        %DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_1% %DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_256% \
        %DOWNSTREAM_PEER_CHAIN_SERIALS% %DOWNSTREAM_LOCAL_OTHERNAME_SAN% \
        %DOWNSTREAM_LOCAL_IP_SAN% %DOWNSTREAM_LOCAL_SUBJECT% %DOWNSTREAM_PEER_CERT_V_START% \
        %DOWNSTREAM_TRANSPORT_FAILURE_REASON% %REQ(:SCHEME)% %REQUESTED_SERVER_NAME% %REQ(:AUTHORITY)% \
        %DOWNSTREAM_PEER_IP_SAN% %DOWNSTREAM_LOCAL_URI_SAN% %DOWNSTREAM_LOCAL_EMAIL_SAN% \
        %DOWNSTREAM_PEER_CERT_V_END(%Y)% %DOWNSTREAM_PEER_CERT% %DOWNSTREAM_TLS_GROUP% \
        session=%DOWNSTREAM_TLS_SESSION_ID% handshake=%DOWNSTREAM_HANDSHAKE_DURATION%

        """
    private static let connectionLog = """
        connection %DOWNSTREAM_TRANSPORT_FAILURE_REASON% %DOWNSTREAM_PEER_URI_SAN% %DOWNSTREAM_PEER_SUBJECT%

        """

    private static func logger(_ path: String, _ format: String) -> JSON {
        [
            "name": "file",
            "typed_config": [
                "@type": .string(TypeName.fileAccessLog), "path": .string(path),
                "log_format": ["text_format_source": ["inline_string": .string(format)]],
            ],
        ]
    }

    private static func listener(
        _ name: String, _ address: JSON, _ action: JSON, _ log: String, _ format: String, manager: JSON = [:],
        connection: Bool = false
    ) -> JSON {
        let settings: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": .string(name), "access_log": [logger(log, format)],
            "route_config": [
                "virtual_hosts": [
                    [
                        "name": "all", "domains": ["*"],
                        "routes": [JSON.object([.init(key: "match", value: ["prefix": "/"])]).merged(with: action)],
                    ]
                ]
            ],
            "http_filters": [
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
            ],
        ]
        let filter: JSON = [
            "name": "envoy.filters.network.http_connection_manager", "typed_config": settings.merged(with: manager),
        ]
        var listener: JSON = [
            "name": .string(name), "stat_prefix": .string(name), "address": address,
            "filter_chains": [["filters": [filter]]],
        ]
        if connection { listener = listener.merged(with: ["access_log": [logger(log, connectionLog)]]) }
        return listener
    }

    /// A request through both listeners, and its answer.
    func ask(body: Int = 0, host: String = "a", fields: [String] = []) -> HTTPMessage? {
        guard let socket = Socket.connected(to: port) else { return nil }
        let deadline = Deadline(seconds: 60)
        let added = fields.map { $0 + "\r\n" }.joined()
        let request =
            "GET / HTTP/1.1\r\nhost: \(host)\r\nx-forwarded-client-cert: Hash=old\r\nconnection: close\r\n"
            + added + "\r\n"
        if body > 0 {
            let head = get("/", host: "a", "content-length: \(body)", "connection: close")
            socket.send(ByteString(head + String(repeating: "x", count: body)), until: deadline)
        } else {
            socket.send(ByteString(request), until: deadline)
        }
        var reader = HTTPMessageReader()
        while true {
            if let answer = reader.take() { return answer }
            guard case .bytes(let bytes) = socket.receive(until: deadline) else { return nil }
            reader.append(bytes)
        }
    }

    /// What is to be the same in both proxies.
    func facts(of test: TLSCase) -> [String] {
        var facts: [String] = []
        let hosts = test.hosts.isEmpty ? Array(repeating: ["a"], count: test.requests) : test.hosts
        let requests = hosts.count
        for host in hosts {
            let name = host[0].replacing("{port}", with: String(proxy.port(of: "inner") ?? 0))
            let answer = ask(host: name, fields: Array(host.dropFirst()))
            facts.append("\(answer?.status ?? 0) \(answer?.body.text ?? "")")
            for name in ["client-cert", "proto"] { facts.append("\(name): \(answer?.values(of: name) ?? [])") }
        }
        let lines = test.lines ?? 2 * requests
        _ = Deadline(seconds: 30).reached { log.count >= lines }
        facts += log.map { $0.replacing(":\(proxy.port(of: "inner") ?? 0)", with: ":{port}") }
        facts += statistics
        return facts
    }

    /// The lines of all logs, but for those of connections that went well, which come when it pleases the peer.
    /// Sessions have random numbers, and handshakes take their time.
    private var log: [String] {
        (readFile(directory.file("log.txt")) ?? []).text.split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("connection - ") }
            .map {
                $0.replacing(#/ session=[0-9a-f]{64}/#, with: " session={id}")
                    .replacing(#/ handshake=-?\d+/#, with: " handshake={n}")
            }.sorted()
    }

    /// The counters of TLS that are not 0.
    private var statistics: [String] {
        proxy.admin.statistics().filter {
            $0.value != "0" && !$0.key.hasSuffix(".update_time")
                && ["ssl", "sds."].contains(where: $0.key.contains)
        }.map { "\($0.key): \($0.value)" }.sorted()
    }
}

extension JSON {
    /// A listener with fields added to its filter chain.
    func addingToChain(_ fields: JSON) -> JSON {
        guard case .array(let chains)? = self["filter_chains"], let chain = chains.first else { return self }
        return merged(with: ["filter_chains": .array([chain.merged(with: fields)])])
    }
}
