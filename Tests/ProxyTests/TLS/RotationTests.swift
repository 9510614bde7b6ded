import Glibc
import Testing

/// Certificates and authorities that change again and again under load: no request is lost, and nothing is left behind.
@Suite(.serialized) struct RotationTests {
    /// What is carried between the two sides of TLS, and where their certificates stand.
    enum Form: String, CaseIterable {
        case http1 = "http/1.1"
        case http2 = "h2"
        case tcp
        /// As `http2`, with certificates that the configuration names, in directories as Kubernetes fills them.
        case plainFiles

        var version: String { self == .http1 ? "http/1.1" : "h2" }
    }

    /// A proxy in front of itself by mutual TLS, in front of an echo.
    private struct Subject {
        let upstream: EchoUpstream
        let proxy: ProxyHarness
        let port: UInt16
        let directory: TemporaryDirectory

        let form: Form

        init(_ form: Form) throws {
            self.form = form
            let version = form.version
            upstream = try EchoUpstream()
            directory = try TemporaryDirectory()
            for name in ["server", "client", "ca"] {
                if form == .plainFiles { try Self.link(name, in: directory) }
                try Self.put(name, as: name, in: directory, form)
            }
            let inner: JSON = ["pipe": ["path": .string(directory.file("inner.sock"))]]
            let files = directory
            func secret(_ name: String) -> JSON {
                [
                    "name": .string(name),
                    "sds_config": ["path_config_source": ["path": .string(files.file(name + ".json"))]],
                ]
            }
            func file(_ name: String, _ kind: String) -> JSON {
                ["filename": .string(files.file("\(name)/tls.\(kind)"))]
            }
            func socket(_ kind: String, _ name: String, _ fields: JSON) -> JSON {
                var common: JSON = [
                    "tls_certificate_sds_secret_configs": [secret(name)],
                    "validation_context_sds_secret_config": secret("ca"),
                ]
                if form == .plainFiles {
                    common = [
                        "tls_certificates": [
                            ["certificate_chain": file(name, "crt"), "private_key": file(name, "key")]
                        ],
                        "validation_context": ["trusted_ca": file("ca", "crt")],
                    ]
                }
                if form != .tcp { common = common.merged(with: ["alpn_protocols": [.string(version)]]) }
                let base: JSON = ["@type": .string(TLSCase.context + kind), "common_tls_context": common]
                return ["transport_socket": ["name": "tls", "typed_config": base.merged(with: fields)]]
            }
            func listener(_ address: JSON, to cluster: String) -> JSON {
                let route: JSON = ["route": ["cluster": .string(cluster), "timeout": "60s"]]
                if form != .tcp { return TLSPeerTests.listener(address, route) }
                let proxy: JSON = [
                    "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
                    "stat_prefix": .string(cluster), "cluster": .string(cluster),
                ]
                return TLSPeerTests.listener(address, route).merged(with: [
                    "filter_chains": [["filters": [["name": "tcp", "typed_config": proxy]]]]
                ])
            }
            let listeners = [
                listener(Theme.address(port: 0), to: "peer"),
                listener(inner, to: "echo").merged(with: ["name": "inner", "stat_prefix": "inner"])
                    .addingToChain(socket("DownstreamTlsContext", "server", ["require_client_certificate": true])),
            ]
            let options: JSON = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        // Handshakes go on all the time.
                        "common_http_protocol_options": ["max_requests_per_connection": 5],
                        "explicit_http_config": .object([
                            .init(
                                key: version == "h2" ? "http2_protocol_options" : "http_protocol_options", value: [:])
                        ]),
                    ]
                ]
            ]
            let clusters = [
                TLSPeerTests.cluster(
                    inner, options.merged(with: socket("UpstreamTlsContext", "client", ["sni": "server.test"]))),
                TLSPeerTests.cluster(Theme.address(port: upstream.port), [:]).replacing("peer", with: "echo"),
            ]
            let configuration: JSON = [
                "admin": ["address": Theme.address(port: 0)],
                "static_resources": ["listeners": .array(listeners), "clusters": .array(clusters)],
            ]
            proxy = try ProxyHarness(
                .apus, configuration: configuration, directory: directory, arguments: ["--concurrency", "2"])
            port = try #require(proxy.port(of: "in"))
        }

        /// Makes a directory whose files are links behind a link, which alone changes.
        private static func link(_ name: String, in directory: TemporaryDirectory) throws {
            #expect(unsafe mkdir(directory.file(name), 0o700) == 0)
            for kind in ["crt", "key"] {
                #expect(unsafe symlink("..data/tls.\(kind)", directory.file("\(name)/tls.\(kind)")) == 0)
            }
        }

        /// Puts a secret into the place of another at once.
        static func put(_ content: String, as name: String, in directory: TemporaryDirectory, _ form: Form) throws {
            if form == .plainFiles {
                let place = "\(name)/..\(content)"
                if unsafe mkdir(directory.file(place), 0o700) == 0 {
                    for kind in ["crt", "key"] {
                        let text = (readFile(try TLSFiles.shared.get().path("\(content).\(kind)")) ?? []).text
                        _ = try directory.write(text, to: "\(place)/tls.\(kind)")
                    }
                }
                let next = directory.file("\(name)/..next")
                #expect(unsafe symlink("..\(content)", next) == 0)
                #expect(unsafe rename(next, directory.file("\(name)/..data")) == 0)
                return
            }
            let text = (readFile(try TLSFiles.shared.get().path(content + "-secret.json")) ?? []).text
            let next = try directory.write(text, to: name + ".next")
            #expect(unsafe rename(next, directory.file(name + ".json")) == 0)
        }

        /// How many secrets of that name were taken so far.
        func updates(of secret: String) -> Int {
            let numbers = proxy.admin.statistics()
            if form != .plainFiles { return Int(numbers["sds.\(secret).update_success"] ?? "") ?? 0 }
            let side =
                secret == "client"
                ? "cluster.peer.client_ssl_socket_factory" : "listener.inner.server_ssl_socket_factory"
            return Int(numbers[side + ".ssl_context_update_by_sds"] ?? "") ?? 0
        }

        var residentKiB: Int {
            let lines = (readFile("/proc/\(proxy.process.pid)/status") ?? []).text.split(separator: "\n")
            let line = lines.first { $0.hasPrefix("VmRSS:") } ?? ""
            return Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0
        }
    }

    @Test("Ten rotations a round under load lose no request and leave no context", arguments: Form.allCases)
    func underLoad(_ form: Form) throws {
        let subject = try Subject(form)
        let load = Load(port: subject.port, habits: Load.crowd, survivesRefusal: false)
        #expect(load.waitForAnswers(60))
        let name = "listener.inner.server_ssl_socket_factory.ssl_context_update_by_sds"
        var before = 0
        let rotations = 10 * Rounds.count
        for rotation in 1...rotations {
            // In turn: the server's certificate, the client's, and the authorities that both are judged by; each is
            // another one every time.
            let (secret, contents) = [
                ("server", ["server", "second"]), ("client", ["client", "odd"]), ("ca", ["ca", "bundle"]),
            ][rotation % 3]
            let content = contents[(rotation + 2) / 3 % 2]
            let known = subject.updates(of: secret)
            try Subject.put(content, as: secret, in: subject.directory, form)
            let isTaken = Deadline(seconds: 60).reached { subject.updates(of: secret) > known }
            #expect(isTaken)
            #expect(load.waitForAnswers(10))
            if rotation == max(10, rotations / 2) { before = subject.residentKiB }
        }
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        let after = subject.residentKiB
        #expect(after < before + before / 4 + 4_096, "\(before) KiB before, \(after) after")
        let statistics = subject.proxy.admin.statistics()
        #expect((Int(statistics[name] ?? "") ?? 0) >= rotations / 2)
        #expect(statistics["cluster.peer.ssl.fail_verify_error"] == "0")
        #expect((Int(statistics["cluster.peer.ssl.handshake"] ?? "") ?? 0) > rotations)
    }
}
