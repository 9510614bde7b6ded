import Testing

/// Other programs at the other end of mutual TLS: as servers behind Apus, and as proxies in front of it.
@Suite struct TLSPeerTests {
    /// A program that speaks TLS, at sockets in a directory: `tls.sock` for TLS, `plain.sock` for plain HTTP.
    enum Peer: String, CaseIterable, Sendable {
        case nginx, haproxy, envoy, openssl

        var path: String? {
            if self == .envoy { return ProxyBinary.envoy.path }
            return ["/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"].map { $0 + rawValue }
                .first { readFile($0) != nil }
        }
    }

    private static let tls = "tls.sock"
    private static let plain = "plain.sock"

    /// Starts a peer and waits until it listens at one of its sockets.
    private func start(_ peer: Peer, _ arguments: [String], _ socket: String, in directory: TemporaryDirectory) throws
        -> ChildProcess
    {
        let path = try #require(peer.path, "\(peer) is not there")
        let errors = directory.file("peer.txt")
        let process = try ChildProcess(path, arguments, output: errors, errors: errors)
        let isThere = Deadline(seconds: 60).reached { Socket.isListening(at: directory.file(socket)) }
        #expect(isThere, "\((readFile(errors) ?? []).text.suffix(2000))")
        return process
    }

    // MARK: - Servers

    /// What makes a peer a server that answers `from it`, and demands a certificate of ours.
    private func server(_ peer: Peer, _ files: TLSFiles, _ directory: TemporaryDirectory) throws -> [String] {
        let socket = directory.file(Self.tls)
        let (certificate, key, authority) = (files.path("server.crt"), files.path("server.key"), files.path("ca.crt"))
        switch peer {
        case .openssl:
            return [
                "s_server", "-unix", socket, "-cert", certificate, "-key", key, "-CAfile", authority, "-Verify", "5",
                "-verify_return_error", "-www", "-quiet",
            ]
        case .nginx:
            return try nginx(
                """
                server {
                    listen unix:\(socket) ssl http2;
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_certificate \(certificate);
                    ssl_certificate_key \(key);
                    ssl_client_certificate \(authority);
                    ssl_verify_client on;
                    location / { return 200 "from $ssl_client_s_dn\\n"; }
                }
                """, directory)
        case .haproxy:
            let both = try join(files, "server", directory)
            return try haproxy(
                """
                frontend f
                    bind unix@\(socket) ssl crt \(both) ca-file \(authority) verify required alpn h2,http/1.1
                    http-request return status 200 content-type text/plain lf-string "from %[ssl_c_s_dn]"
                """, directory)
        case .envoy:
            let context: JSON = [
                "@type": .string(TLSCase.context + "DownstreamTlsContext"), "require_client_certificate": true,
                "common_tls_context": [
                    "tls_certificates": [TLSCase.pair("server")],
                    "validation_context": ["trusted_ca": ["filename": "file:ca.crt"]],
                    "alpn_protocols": ["h2", "http/1.1"],
                ],
            ]
            let listener = Self.listener(
                ["pipe": ["path": .string(socket)]],
                ["direct_response": ["status": 200, "body": ["inline_string": "from %DOWNSTREAM_PEER_SUBJECT%"]]])
            return try envoy(
                [listener.addingToChain(["transport_socket": Self.socket(context, files)])], [], directory)
        }
    }

    @Test(
        "Servers of all kinds take our certificate and answer, in both versions of TLS and of HTTP",
        arguments: Peer.allCases, ["TLSv1_2", "TLSv1_3"])
    func servers(_ peer: Peer, _ version: String) throws {
        let files = try TLSFiles.shared.get()
        let directory = try TemporaryDirectory()
        let process = try start(peer, server(peer, files, directory), Self.tls, in: directory)
        defer { process.signal(9) }
        let parameters: JSON = [
            "tls_minimum_protocol_version": .string(version), "tls_maximum_protocol_version": .string(version),
        ]
        let context: JSON = [
            "@type": .string(TLSCase.context + "UpstreamTlsContext"), "sni": "server.test",
            "auto_sni_san_validation": true,
            "common_tls_context": [
                "tls_params": parameters, "tls_certificates": [TLSCase.pair("client")],
                "validation_context": ["trusted_ca": ["filename": "file:ca.crt"]],
            ],
        ]
        for http in peer == .openssl ? ["http_protocol_options"] : ["http_protocol_options", "http2_protocol_options"] {
            let cluster = Self.cluster(
                ["pipe": ["path": .string(directory.file(Self.tls))]],
                [
                    "transport_socket": Self.socket(context, files),
                    "typed_extension_protocol_options": [
                        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                            "@type": .string(TypeName.httpProtocolOptions),
                            "explicit_http_config": .object([.init(key: http, value: [:])]),
                        ]
                    ],
                ])
            let proxy = try Self.apus(
                [Self.listener(Theme.address(port: 0), ["route": ["cluster": "peer"]])], [cluster],
                try TemporaryDirectory())
            let answer = AdminClient(port: proxy.port(of: "in") ?? 0).get("/")
            #expect(answer?.status == 200, "\((readFile(directory.file("peer.txt")) ?? []).text.suffix(2000))")
            if peer != .openssl && peer != .envoy {
                #expect(answer?.body.text.contains("client") == true, "\(answer?.body.text ?? "")")
            }
            let statistics = proxy.admin.statistics()
            #expect(statistics["cluster.peer.ssl.handshake"] == "1")
            #expect(statistics["cluster.peer.ssl.versions." + version.replacing("_", with: ".")] == "1")
            proxy.stop()
        }
    }

    // MARK: - Clients

    /// What makes a peer a proxy from plain HTTP to us, with a certificate of its own.
    private func client(_ peer: Peer, _ port: UInt16, _ files: TLSFiles, _ directory: TemporaryDirectory) throws
        -> [String]
    {
        let socket = directory.file(Self.plain)
        let authority = files.path("ca.crt")
        switch peer {
        case .nginx:
            return try nginx(
                """
                server {
                    listen unix:\(socket);
                    location / {
                        proxy_pass https://127.0.0.1:\(port);
                        proxy_http_version 1.1;
                        proxy_ssl_certificate \(files.path("client.crt"));
                        proxy_ssl_certificate_key \(files.path("client.key"));
                        proxy_ssl_trusted_certificate \(authority);
                        proxy_ssl_verify on;
                        proxy_ssl_name server.test;
                        proxy_ssl_server_name on;
                    }
                }
                """, directory)
        case .haproxy:
            let both = try join(files, "client", directory)
            return try haproxy(
                """
                frontend f
                    bind unix@\(socket)
                    default_backend b
                backend b
                    server s 127.0.0.1:\(port) ssl crt \(both) ca-file \(authority) verify required sni str(server.test) alpn h2
                """, directory)
        case .envoy, .openssl:
            let context: JSON = [
                "@type": .string(TLSCase.context + "UpstreamTlsContext"), "sni": "server.test",
                "common_tls_context": [
                    "tls_certificates": [TLSCase.pair("client")],
                    "validation_context": ["trusted_ca": ["filename": "file:ca.crt"]],
                ],
            ]
            return try envoy(
                [Self.listener(["pipe": ["path": .string(socket)]], ["route": ["cluster": "peer"]])],
                [Self.cluster(Theme.address(port: port), ["transport_socket": Self.socket(context, files)])], directory)
        }
    }

    @Test("Proxies of all kinds reach us with their certificates", arguments: [Peer.nginx, .haproxy, .envoy])
    func clients(_ peer: Peer) throws {
        let files = try TLSFiles.shared.get()
        let directory = try TemporaryDirectory()
        let context: JSON = [
            "@type": .string(TLSCase.context + "DownstreamTlsContext"), "require_client_certificate": true,
            "common_tls_context": [
                "tls_certificates": [TLSCase.pair("server")], "alpn_protocols": ["h2", "http/1.1"],
                "validation_context": [
                    "trusted_ca": ["filename": "file:ca.crt"],
                    "match_typed_subject_alt_names": [
                        ["san_type": "URI", "matcher": ["prefix": "spiffe://mesh/ns/a/"]]
                    ],
                ],
            ],
        ]
        let own = try TemporaryDirectory()
        let answers: JSON = ["direct_response": ["status": 200, "body": ["inline_string": "reached"]]]
        let proxy = try Self.apus(
            [
                Self.listener(Theme.address(port: 0), answers)
                    .addingToChain(["transport_socket": Self.socket(context, files)])
            ], [], own)
        let port = try #require(proxy.port(of: "in"))
        let process = try start(peer, client(peer, port, files, directory), Self.plain, in: directory)
        defer { process.signal(9) }
        func ask() -> String? {
            try? TLSProgramTests.run(
                ["curl", "-sS", "--unix-socket", directory.file(Self.plain), "http://a/", "-w", " %{http_code}"],
                in: directory)
        }
        for _ in 0..<4 {
            #expect(ask() == "reached 200", "\((readFile(directory.file("peer.txt")) ?? []).text.suffix(2000))")
        }
        let statistics = proxy.admin.statistics()
        #expect((Int(statistics["listener.in.ssl.handshake"] ?? "") ?? 0) >= 1)
        #expect(statistics["listener.in.ssl.fail_verify_error"] == "0")
    }

    // MARK: - Configurations

    private func nginx(_ server: String, _ directory: TemporaryDirectory) throws -> [String] {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "\($0)_temp_path \(directory.file($0));"
        }.joined(separator: " ")
        let file = try directory.write(
            """
            daemon off;
            master_process off;
            pid \(directory.file("pid"));
            error_log stderr;
            events {}
            http {
                access_log off;
                \(temporary)
                \(server)
            }
            """, to: "nginx.conf")
        return ["-c", file, "-p", directory.path]
    }

    private func haproxy(_ sections: String, _ directory: TemporaryDirectory) throws -> [String] {
        let file = try directory.write(
            """
            defaults
                mode http
                timeout connect 60s
                timeout client 60s
                timeout server 60s
            \(sections)

            """, to: "haproxy.cfg")
        return ["-db", "-f", file]
    }

    /// HAProxy takes a certificate and its key in one file.
    private func join(_ files: TLSFiles, _ name: String, _ directory: TemporaryDirectory) throws -> String {
        let both = [".crt", ".key"].map { (readFile(files.path(name + $0)) ?? []).text }.joined()
        return try directory.write(both, to: name + ".pem")
    }

    private func envoy(_ listeners: [JSON], _ clusters: [JSON], _ directory: TemporaryDirectory) throws -> [String] {
        let configuration: JSON = ["static_resources": ["listeners": .array(listeners), "clusters": .array(clusters)]]
        let file = try directory.write(configuration.text, to: "envoy.json")
        return ["-c", file, "--concurrency", "1", "--disable-hot-restart", "--log-level", "warning"]
    }

    private static func apus(_ listeners: [JSON], _ clusters: [JSON], _ directory: TemporaryDirectory) throws
        -> ProxyHarness
    {
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": ["listeners": .array(listeners), "clusters": .array(clusters)],
        ]
        return try ProxyHarness(.apus, configuration: configuration, directory: directory)
    }

    private static func socket(_ context: JSON, _ files: TLSFiles) -> JSON {
        ["name": "tls", "typed_config": TLSCase.resolve(context, files)]
    }

    static func listener(_ address: JSON, _ action: JSON) -> JSON {
        let route = JSON.object([.init(key: "match", value: ["prefix": "/"])]).merged(with: action)
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "in",
            "route_config": ["virtual_hosts": [["name": "all", "domains": ["*"], "routes": .array([route])]]],
            "http_filters": [
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
            ],
        ]
        return [
            "name": "in", "stat_prefix": "in", "address": address,
            "filter_chains": [
                ["filters": [["name": "envoy.filters.network.http_connection_manager", "typed_config": manager]]]
            ],
        ]
    }

    static func cluster(_ address: JSON, _ fields: JSON) -> JSON {
        let base: JSON = [
            "name": "peer", "connect_timeout": "30s",
            "load_assignment": [
                "cluster_name": "peer", "endpoints": [["lb_endpoints": [["endpoint": ["address": address]]]]],
            ],
        ]
        return base.merged(with: fields)
    }
}
