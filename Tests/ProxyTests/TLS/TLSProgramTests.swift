import Testing

/// TLS with other programs at the other end, and files that cannot be used.
@Suite struct TLSProgramTests {
    /// Runs a program to its end; its output.
    static func run(_ words: [String], input: String = "", in directory: TemporaryDirectory) throws -> String {
        let output = directory.file("program-\(UInt32.random(in: 0 ... .max)).txt")
        let quoted = words.map {
            "'"
                + $0.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''") + "'"
        }.joined(separator: " ")
        let script = try directory.write("printf '\(input)' | timeout 60 \(quoted)\n", to: "run.sh")
        let process = try ChildProcess("/bin/sh", [script], output: output, errors: output)
        _ = process.ending(within: 90)
        // To Swift a carriage return and a line feed are one character.
        return ByteString((readFile(output) ?? []).filter { $0 != UInt8(ascii: "\r") }).text
    }

    /// A listener with filter chains that differ by the name that a client asks for.
    static func proxy(
        _ binary: ProxyBinary, _ chains: [JSON], _ directory: TemporaryDirectory, inspects: Bool = false
    ) throws -> ProxyHarness {
        let inspector: JSON = [
            "name": "inspector",
            "typed_config": [
                "@type": "type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector"
            ],
        ]
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            // Envoy reads no secrets from files without.
            "node": ["id": "test", "cluster": "test"],
            "static_resources": [
                "listeners": [
                    [
                        "name": "in", "stat_prefix": "in", "address": Theme.address(port: 0),
                        "filter_chains": .array(chains), "listener_filters": .array(inspects ? [inspector] : []),
                    ]
                ]
            ],
        ]
        return try ProxyHarness(binary, configuration: configuration, directory: directory)
    }

    static func chain(_ answer: String, match: JSON = [:], tls: JSON?) throws -> JSON {
        let manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": .string(answer),
            "access_log": [
                [
                    "name": "out",
                    "typed_config": [
                        "@type": .string(TypeName.fileAccessLog), "path": "/dev/null",
                    ],
                ]
            ],
            "route_config": [
                "virtual_hosts": [
                    [
                        "name": "all", "domains": ["*"],
                        "response_headers_to_add": [
                            ["header": ["key": "sni", "value": "%REQUESTED_SERVER_NAME%"]]
                        ],
                        "routes": [
                            [
                                "match": ["prefix": "/"],
                                "direct_response": ["status": 200, "body": ["inline_string": .string(answer + "\n")]],
                            ]
                        ],
                    ]
                ]
            ],
            "http_filters": [
                ["name": "envoy.filters.http.router", "typed_config": ["@type": .string(TypeName.router)]]
            ],
        ]
        var result: JSON = [
            "name": .string(answer), "filter_chain_match": match,
            "filters": [["name": "envoy.filters.network.http_connection_manager", "typed_config": manager]],
        ]
        if let tls {
            let base: JSON = ["@type": .string(TLSCase.context + "DownstreamTlsContext")]
            let context = TLSCase.resolve(base.merged(with: tls), try TLSFiles.shared.get())
            result = result.merged(with: ["transport_socket": ["name": "tls", "typed_config": context]])
        }
        return result
    }

    private static func showing(_ names: String...) -> JSON {
        ["common_tls_context": ["tls_certificates": .array(names.map { TLSCase.pair($0) })]]
    }

    private static let request = "GET / HTTP/1.1\\r\\nhost: a\\r\\nconnection: close\\r\\n\\r\\n"

    /// What `openssl s_client` gets when it asks for a name, and which certificate it is shown.
    static func client(_ port: UInt16, _ arguments: [String], in directory: TemporaryDirectory) throws -> [String] {
        let words = ["openssl", "s_client", "-connect", "127.0.0.1:\(port)", "-quiet"] + arguments
        return try run(words, input: Self.request, in: directory).split(separator: "\n").map(String.init).filter {
            ["depth=0 ", "sni: ", "HTTP/1.1 "].contains(where: $0.hasPrefix)
                || ["one", "two", "plain", "rest"].contains($0)
        }
    }

    /// The common name of the certificate that `openssl s_client` is shown; nil when the handshake fails.
    static func shownCertificate(
        _ port: UInt16, _ arguments: [String] = ["-noservername"], in directory: TemporaryDirectory
    ) -> String? {
        let words = ["openssl", "s_client", "-connect", "127.0.0.1:\(port)"] + arguments
        let said = (try? run(words, in: directory)) ?? ""
        return said.split(separator: "\n").first { $0.hasPrefix("subject=") }?.split(separator: " ").last.map(
            String.init)
    }

    @Test("Certificates are chosen by the name that a client asks for", arguments: ProxyBinary.present)
    func certificates(binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        let proxy = try Self.proxy(binary, [Self.chain("one", tls: Self.showing("server", "second", "rsa"))], directory)
        let port = try #require(proxy.port(of: "in"))
        func subject(_ arguments: String...) throws -> String? {
            try Self.client(port, arguments, in: directory).first { $0.hasPrefix("depth=0 ") }
        }
        #expect(try subject("-servername", "server.test") == "depth=0 O = Apus, CN = server")
        #expect(try subject("-servername", "second.test") == "depth=0 O = Apus, CN = second")
        #expect(try subject("-servername", "a.wild.test") == "depth=0 O = Apus, CN = server")
        #expect(try subject("-servername", "unknown.test") == "depth=0 O = Apus, CN = server")
        #expect(try subject("-noservername") == "depth=0 O = Apus, CN = server")
        #expect(
            try subject("-servername", "server.test", "-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
                == "depth=0 O = Apus, CN = rsa")
    }

    @Test("Filter chains are chosen by the first bytes of a connection", arguments: ProxyBinary.present)
    func chains(binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        let proxy = try Self.proxy(
            binary,
            [
                Self.chain("one", match: ["server_names": ["server.test"]], tls: Self.showing("server")),
                Self.chain("two", match: ["server_names": ["*.test"]], tls: Self.showing("second")),
                Self.chain("plain", match: ["transport_protocol": "raw_buffer"], tls: nil),
            ], directory, inspects: true)
        let port = try #require(proxy.port(of: "in"))
        func answers(_ arguments: String...) throws -> [String] { try Self.client(port, arguments, in: directory) }
        #expect(try answers("-servername", "server.test").contains("one"))
        #expect(try answers("-servername", "server.test").contains("sni: server.test"))
        #expect(try answers("-servername", "b.test").contains("two"))
        #expect(try answers("-servername", "b.c.test").contains("two"))
        #expect(try !answers("-servername", "b.other").contains { $0.hasPrefix("HTTP/1.1") })
        #expect(try !answers("-noservername").contains { $0.hasPrefix("HTTP/1.1") })
        let plain = try #require(Socket.connected(to: port))
        let deadline = Deadline(seconds: 60)
        plain.send(ByteString(get("/", host: "a", "connection: close")), until: deadline)
        var reader = HTTPMessageReader()
        while case .bytes(let bytes) = plain.receive(until: deadline) { reader.append(bytes) }
        #expect(reader.take(ended: true)?.body.text == "plain\n")
        let statistics = proxy.admin.statistics()
        #expect(statistics["listener.in.no_filter_chain_match"] == "2")
        #expect(statistics["listener.in.downstream_pre_cx_active"] == "0")
        #expect(statistics["tls_inspector.tls_found"] == "6")
        #expect(statistics["tls_inspector.tls_not_found"] == "1")
        #expect(statistics["tls_inspector.sni_found"] == "5")
        #expect(statistics["tls_inspector.sni_not_found"] == "1")
        #expect(statistics["tls_inspector.alpn_not_found"] == "6")
    }

    @Test("Clients that say nothing, or no TLS, do not keep others from being served")
    func hostile() throws {
        let directory = try TemporaryDirectory()
        let proxy = try Self.proxy(.apus, [Self.chain("one", tls: Self.showing("server"))], directory)
        let port = try #require(proxy.port(of: "in"))
        let silent = try #require(Socket.connected(to: port))
        let garbage = try #require(Socket.connected(to: port))
        garbage.send(ByteString("GET / HTTP/1.1\r\n\r\n"), until: Deadline(seconds: 60))
        let files = try TLSFiles.shared.get()
        let answer = try Self.run(
            [
                "curl", "-sS", "--cacert", files.path("ca.crt"), "--resolve", "server.test:\(port):127.0.0.1",
                "https://server.test:\(port)/", "-w", "%{http_code}",
            ], in: directory)
        #expect(answer == "one\n200")
        #expect(
            Deadline(seconds: 60).reached {
                proxy.admin.statistics()["listener.in.ssl.connection_error"] == "1"
            })
        withExtendedLifetime((silent, garbage)) {}
    }

    @Test("Bodies of many records pass whole through TLS on both faces")
    func large() throws {
        let subject = try TLSSubject(.apus, TLSCase(name: "large"))
        #expect(subject.ask(body: 3_000_000)?.status == 200)
        #expect(subject.facts(of: TLSCase(name: "large", requests: 2)).first == "200 inner")
    }

    @Test("A handshake that does not end in time ends the connection")
    func timeout() throws {
        let directory = try TemporaryDirectory()
        let chain = try Self.chain("one", tls: Self.showing("server"))
            .merged(with: ["transport_socket_connect_timeout": "0.1s"])
        let proxy = try Self.proxy(.apus, [chain], directory)
        let port = try #require(proxy.port(of: "in"))
        let socket = try #require(Socket.connected(to: port))
        guard case .bytes = socket.receive(until: Deadline(seconds: 60)) else {
            #expect(
                Deadline(seconds: 60).reached {
                    proxy.admin.statistics()["listener.in.downstream_cx_transport_socket_connect_timeout"] == "1"
                })
            return
        }
        Issue.record("bytes came")
    }

    // MARK: - Certificates that change

    @Test("New certificates are used by new connections, and a pair that does not fit changes nothing")
    func reload() throws {
        let files = try TLSFiles.shared.get()
        let directory = try TemporaryDirectory()
        // As Kubernetes mounts secrets: links to what `..data` links to.
        let script = """
            set -e
            cd "$1"
            mkdir -p "..$2"
            cp "$3" "..$2/tls.crt"
            cp "$4" "..$2/tls.key"
            ln -sfn "..$2" ..tmp
            mv -T ..tmp ..data
            ln -sfn ..data/tls.crt tls.crt
            ln -sfn ..data/tls.key tls.key
            """
        _ = try directory.write(script, to: "swap.sh")
        let mount = directory.file("mount")
        func swap(_ version: Int, _ certificate: String, _ key: String) throws {
            let words = [
                "sh", directory.file("swap.sh"), mount, "\(version)", files.path(certificate), files.path(key),
            ]
            #expect(try Self.run(words, in: directory) == "")
        }
        _ = try Self.run(["mkdir", mount], in: directory)
        try swap(1, "server.crt", "server.key")
        let pair: JSON = [
            "certificate_chain": ["filename": .string(mount + "/tls.crt")],
            "private_key": ["filename": .string(mount + "/tls.key")],
        ]
        let chain = try Self.chain("one", tls: ["common_tls_context": ["tls_certificates": [pair]]])
        let proxy = try Self.proxy(.apus, [chain], directory)
        let port = try #require(proxy.port(of: "in"))
        func subject() -> String? {
            (try? Self.client(port, [], in: directory))?.first { $0.hasPrefix("depth=0 ") }?.split(separator: " ").last
                .map(String.init)
        }
        func statistic(_ name: String) -> String? { proxy.admin.statistics()["listener.in." + name] }
        #expect(subject() == "server")
        try swap(2, "second.crt", "second.key")
        #expect(Deadline(seconds: 60).reached { subject() == "second" })
        #expect(statistic("server_ssl_socket_factory.ssl_context_update_by_sds") == "1")
        try swap(3, "server.crt", "second.key")
        #expect(Deadline(seconds: 60).reached { statistic("ssl.certificate_reload_failure") == "1" })
        #expect(subject() == "second")
        #expect(Deadline(seconds: 60).reached { proxy.errors.contains("does not belong to the certificate") })
        try swap(4, "server.crt", "server.key")
        #expect(Deadline(seconds: 60).reached { subject() == "server" })
    }

    // MARK: - Mistakes

    @Test(
        "What cannot be used is told with its field, its file and the reason",
        arguments: [
            ("missing.crt", "server.key", "tls_certificates[0].certificate_chain: file '", "No such file"),
            ("empty.pem", "server.key", "tls_certificates[0].certificate_chain: no certificate in PEM", "empty.pem"),
            ("server.crt", "missing.key", "tls_certificates[0].private_key: file '", "No such file"),
            ("server.crt", "ca.crt", "tls_certificates[0].private_key: file '", "holds no key that can be read"),
            ("server.crt", "second.key", "tls_certificates[0]: the private key of file '", "does not belong"),
            ("server.crt", "encrypted.key", "tls_certificates[0].private_key: file '", "holds no key"),
        ])
    func mistakes(certificate: String, key: String, place: String, reason: String) throws {
        let pair: JSON = [
            "certificate_chain": ["filename": .string("file:" + certificate)],
            "private_key": ["filename": .string("file:" + key)],
        ]
        let told = try errors(["common_tls_context": ["tls_certificates": [pair]]])
        #expect(told.contains("listener 'in': filter_chains[0].transport_socket.common_tls_context." + place))
        #expect(told.contains(reason), "\(told)")
    }

    @Test("Names of suites and curves, and keys of tickets, are checked")
    func parameters() throws {
        func broken(_ fields: JSON) throws -> String { try errors(Self.showing("server").merged(with: fields)) }
        #expect(
            try broken(["common_tls_context": ["tls_params": ["cipher_suites": ["NONE-SUCH"]]]])
                .contains("tls_params.cipher_suites: 'NONE-SUCH' cannot be used"))
        #expect(
            try broken(["common_tls_context": ["tls_params": ["ecdh_curves": ["P-1"]]]])
                .contains("tls_params.ecdh_curves: 'P-1' cannot be used"))
        #expect(
            try broken(["session_ticket_keys": ["keys": [["filename": "file:short.key"]]]])
                .contains("session_ticket_keys.keys[0]: expected 80 bytes in file"))
    }

    /// What Apus says to a configuration that it cannot use.
    private func errors(_ context: JSON) throws -> String {
        do {
            _ = try Self.proxy(.apus, [Self.chain("one", tls: context)], try TemporaryDirectory())
        } catch let error as ProxyHarness.StartError {
            return error.description
        }
        return "it started"
    }
}
