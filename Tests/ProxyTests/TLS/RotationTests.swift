import Glibc
import Testing

/// Certificates and authorities that change again and again under load: no request is lost, and nothing is left behind.
@Suite(.serialized) struct RotationTests {
    /// A proxy in front of itself by mutual TLS, whose secrets stand in files, in front of an echo.
    private struct Subject {
        let upstream: EchoUpstream
        let proxy: ProxyHarness
        let port: UInt16
        let directory: TemporaryDirectory

        init(_ version: String) throws {
            upstream = try EchoUpstream()
            directory = try TemporaryDirectory()
            for (name, content) in [("server", "server"), ("client", "client"), ("ca", "ca")] {
                try Self.put(content, as: name, in: directory)
            }
            let inner: JSON = ["pipe": ["path": .string(directory.file("inner.sock"))]]
            let files = directory
            func secret(_ name: String) -> JSON {
                [
                    "name": .string(name),
                    "sds_config": ["path_config_source": ["path": .string(files.file(name + ".json"))]],
                ]
            }
            func socket(_ kind: String, _ name: String, _ fields: JSON) -> JSON {
                let base: JSON = [
                    "@type": .string(TLSCase.context + kind),
                    "common_tls_context": [
                        "tls_certificate_sds_secret_configs": [secret(name)],
                        "validation_context_sds_secret_config": secret("ca"), "alpn_protocols": [.string(version)],
                    ],
                ]
                return ["transport_socket": ["name": "tls", "typed_config": base.merged(with: fields)]]
            }
            let listeners = [
                TLSPeerTests.listener(Theme.address(port: 0), ["route": ["cluster": "peer", "timeout": "60s"]]),
                TLSPeerTests.listener(inner, ["route": ["cluster": "echo", "timeout": "60s"]])
                    .merged(with: ["name": "inner", "stat_prefix": "inner"])
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

        /// Puts a secret's file into the place of another at once.
        static func put(_ content: String, as name: String, in directory: TemporaryDirectory) throws {
            let text = (readFile(try TLSFiles.shared.get().path(content + "-secret.json")) ?? []).text
            let next = try directory.write(text, to: name + ".next")
            #expect(unsafe rename(next, directory.file(name + ".json")) == 0)
        }

        var residentKiB: Int {
            let lines = (readFile("/proc/\(proxy.process.pid)/status") ?? []).text.split(separator: "\n")
            let line = lines.first { $0.hasPrefix("VmRSS:") } ?? ""
            return Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0
        }
    }

    @Test("Ten rotations a round under load lose no request and leave no context", arguments: ["http/1.1", "h2"])
    func underLoad(_ version: String) throws {
        let subject = try Subject(version)
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
            let updates = "sds.\(secret).update_success"
            let known = Int(subject.proxy.admin.statistics()[updates] ?? "") ?? 0
            try Subject.put(content, as: secret, in: subject.directory)
            let isTaken = Deadline(seconds: 60).reached {
                (Int(subject.proxy.admin.statistics()[updates] ?? "") ?? 0) > known
            }
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
