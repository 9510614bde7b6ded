import Foundation
import Testing

/// Proxies that have nothing but a join token, and what they make of it.
@Suite(.serialized) struct IdentityTests {
    static let client = "spiffe://mesh.test/ns/shop/sa/client"
    static let server = "spiffe://mesh.test/ns/shop/sa/server"

    /// A transport socket with the proxy's own identity, which takes one peer.
    private static func socket(_ kind: String, taking peer: String, _ fields: JSON = [:]) -> JSON {
        let common: JSON = [
            "tls_certificate_sds_secret_configs": [["name": "default"]],
            "combined_validation_context": [
                "default_validation_context": [
                    "match_typed_subject_alt_names": [["san_type": "URI", "matcher": ["exact": .string(peer)]]]
                ],
                "validation_context_sds_secret_config": ["name": "ROOTCA"],
            ],
        ]
        let base: JSON = ["@type": .string(TLSCase.context + kind), "common_tls_context": common]
        return ["transport_socket": ["name": "tls", "typed_config": base.merged(with: fields)]]
    }

    private static func configuration(_ listener: JSON, _ cluster: JSON) -> JSON {
        [
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": ["listeners": [listener], "clusters": [cluster]],
        ]
    }

    static let route: JSON = ["route": ["cluster": "peer", "timeout": "60s"]]

    /// A proxy in front of an echo that only the client may talk to.
    static func serverConfiguration(_ upstream: UInt16, taking peer: String = client) -> JSON {
        configuration(
            TLSPeerTests.listener(Theme.address(port: 0), route).addingToChain(
                socket("DownstreamTlsContext", taking: peer, ["require_client_certificate": true])),
            TLSPeerTests.cluster(Theme.address(port: upstream), [:]))
    }

    /// A proxy in front of that one.
    static func clientConfiguration(_ port: UInt16, taking peer: String = server) -> JSON {
        let options: JSON = [
            "typed_extension_protocol_options": [
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                    "@type": .string(TypeName.httpProtocolOptions),
                    // Handshakes go on all the time.
                    "common_http_protocol_options": ["max_requests_per_connection": 5],
                    "explicit_http_config": ["http_protocol_options": [:]],
                ]
            ]
        ]
        return configuration(
            TLSPeerTests.listener(Theme.address(port: 0), route),
            TLSPeerTests.cluster(
                Theme.address(port: port),
                options.merged(with: socket("UpstreamTlsContext", taking: peer, ["max_session_keys": 0]))))
    }

    static func number(_ name: String, of proxy: ProxyHarness) -> Int {
        Int(proxy.admin.statistics()[name] ?? "") ?? -1
    }

    @Test("Two proxies with join tokens talk mTLS, and go on through rotations of certificates and of the root")
    func rotations() throws {
        let directory = try TemporaryDirectory()
        let authority = try AuthorityProcess(in: directory, life: 6)
        let upstream = try EchoUpstream()
        let serving = try ProxyHarness(
            .apus, configuration: Self.serverConfiguration(upstream.port), directory: try TemporaryDirectory(),
            arguments: authority.arguments(token: try authority.makeToken("server", ["--uses", "1"])))
        let servingPort = try #require(serving.port(of: "in"))
        let asking = try ProxyHarness(
            .apus, configuration: Self.clientConfiguration(servingPort), directory: try TemporaryDirectory(),
            arguments: authority.arguments(token: try authority.makeToken("client", ["--expires-in", "20s"]))
                + ["--concurrency", "2"])
        let askingPort = try #require(asking.port(of: "in"))
        let load = Load(port: askingPort, habits: Load.crowd, survivesRefusal: false)
        #expect(load.waitForAnswers(60))
        // Three rotations of both certificates.
        func issued(_ proxy: ProxyHarness) -> Int { Self.number("identity.certificates_issued", of: proxy) }
        let first = [serving, asking].map(issued)
        #expect(
            Deadline(seconds: 60).reached { zip([serving, asking], first).allSatisfy { issued($0) >= $1 + 3 } })
        #expect(load.waitForAnswers(20))
        // One of the root.
        let before = try authority.ask("GET", "/v1/authority")
        #expect(before.components(separatedBy: "\"id\"").count == 2, "\(before)")
        let announced = try authority.ask("POST", "/v1/authority/rotation")
        let id = announced.split(separator: "\"").dropFirst(3).first.map(String.init) ?? ""
        #expect(id.count == 16, "\(announced)")
        #expect(try authority.ask("POST", "/v1/authority/rotation").contains("is announced already"))
        var roots = ""
        let isOver = Deadline(seconds: 60).reached {
            roots = (try? authority.ask("GET", "/v1/authority")) ?? ""
            return roots.components(separatedBy: "\"id\"").count == 2 && roots.contains(id)
        }
        #expect(isOver, "\(roots)")
        // And on, with nothing of the old root.
        let then = [serving, asking].map(issued)
        #expect(Deadline(seconds: 60).reached { zip([serving, asking], then).allSatisfy { issued($0) > $1 } })
        #expect(load.waitForAnswers(20))
        let tally = load.stop()
        #expect(tally.lost.isEmpty && tally.refused == 0, "\(tally)")
        for proxy in [serving, asking] {
            #expect(Self.number("identity.consecutive_failures", of: proxy) == 0, "\(proxy.errors.suffix(1_000))")
            #expect(proxy.admin.get("/certs")?.body.text.contains("spiffe://mesh.test/ns/shop/sa/") == true)
            let dump = proxy.admin.get("/config_dump")?.body.text ?? ""
            #expect(!dump.contains("PRIVATE KEY") && dump.contains("[redacted]"))
        }
        #expect(Self.number("cluster.peer.ssl.fail_verify_error", of: asking) == 0)
        #expect(Self.number("cluster.peer.ssl.fail_verify_san", of: asking) == 0)
        #expect(Self.number("cluster.peer.ssl.handshake", of: asking) > 20)
        #expect(authority.audit.contains("issued") && authority.audit.contains("root rotation"))
        #expect(authority.stop() == .exit(0))
    }

    @Test("Whoever is somebody else is not let in, and whoever is nobody gets no identity")
    func others() throws {
        let directory = try TemporaryDirectory()
        let authority = try AuthorityProcess(in: directory, life: 3_600)
        let upstream = try EchoUpstream()
        let serving = try ProxyHarness(
            .apus, configuration: Self.serverConfiguration(upstream.port), directory: try TemporaryDirectory(),
            arguments: authority.arguments(token: try authority.makeToken("server")))
        let port = try #require(serving.port(of: "in"))
        let token = try authority.makeToken("intruder", ["--uses", "1"])
        let intruder = try ProxyHarness(
            .apus, configuration: Self.clientConfiguration(port), directory: try TemporaryDirectory(),
            arguments: authority.arguments(token: token))
        let intruderPort = try #require(intruder.port(of: "in"))
        var client = try #require(RawClient(port: intruderPort, delivery: .whole))
        let answers = client.run([.text(get()), .answers(1)], upstream: nil, probes: false).answers
        #expect(answers.map(\.status) == [503])
        #expect(Self.number("listener.in.ssl.fail_verify_san", of: serving) > 0)
        // The token was for one.
        let late = try AuthorityProcess.shell(
            "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -subj /CN=a -out csr; "
                + "curl -s -w '%{http_code}' --cacert '\(authority.bundle)' --data-binary @csr "
                + "-H \"authorization: Bearer $(cat '\(token)')\" https://127.0.0.1:\(authority.port)/v1/certificates; "
                + "curl -s -w '%{http_code}' --cacert '\(authority.bundle)' --data-binary @csr "
                + "https://127.0.0.1:\(authority.port)/v1/certificates; head -c 20000 /dev/zero | "
                + "curl -s -o big -w '%{http_code}' --cacert '\(authority.bundle)' --data-binary @- "
                + "https://127.0.0.1:\(authority.port)/v1/certificates",
            in: directory)
        #expect(
            late == """
                {"error":"the join token was used as often as it may be"}
                403{"error":"expected authorization: Bearer with a join token or a service account's token"}
                401413
                """)
    }

    @Test("A proxy goes on with what it has while the authority is away, and joins again when it is back")
    func outage() throws {
        let directory = try TemporaryDirectory()
        let authority = try AuthorityProcess(in: directory, life: 12)
        let upstream = try EchoUpstream()
        let token = try authority.makeToken("server", ["--uses", "1"])
        let serving = try ProxyHarness(
            .apus, configuration: Self.serverConfiguration(upstream.port, taking: Self.server),
            directory: try TemporaryDirectory(), arguments: authority.arguments(token: token))
        #expect(Self.number("identity.certificates_issued", of: serving) == 1)
        authority.kill()
        // It is asked at half of the life, and then again and again.
        #expect(Deadline(seconds: 60).reached { Self.number("identity.consecutive_failures", of: serving) >= 2 })
        let again = try AuthorityProcess(in: directory, life: 12, port: authority.port)
        // The same key, and so the same one that has joined.
        #expect(Deadline(seconds: 60).reached { Self.number("identity.consecutive_failures", of: serving) == 0 })
        #expect(Self.number("identity.certificates_issued", of: serving) >= 2)
        #expect(again.stop() == .exit(0))
    }

    @Test("A proxy whose authority does not come serves what it can, and says why")
    func away() throws {
        let directory = try TemporaryDirectory()
        let authority = try AuthorityProcess(in: directory, life: 3_600)
        let token = try authority.makeToken("server")
        // Another authority's root: the server is not believed.
        let other = try AuthorityProcess(in: try TemporaryDirectory(), life: 3_600)
        let upstream = try EchoUpstream()
        let arguments = [
            "--identity-server", "https://127.0.0.1:\(authority.port)", "--identity-token-file", token,
            "--identity-bundle", other.bundle,
        ]
        let serving = try ProxyHarness(
            .apus, configuration: Self.serverConfiguration(upstream.port), directory: try TemporaryDirectory(),
            arguments: arguments)
        #expect(Self.number("identity.certificates_issued", of: serving) == 0)
        #expect(Self.number("identity.failures", of: serving) > 1)
        #expect(Self.number("cluster.apus_identity.ssl.fail_verify_error", of: serving) > 0)
        for line in ["identity: no certificate: cluster 'apus_identity': ", "going on without one"] {
            #expect(Deadline(seconds: 60).reached { serving.errors.contains(line) })
        }
        #expect(!authority.audit.contains("issued"))
        let roots = authority.directory.file("authority/roots.json")
        let kept = (readFile(roots) ?? []).text
        #expect(kept.contains("PRIVATE KEY"))
        let rights = try FileManager.default.attributesOfItem(atPath: roots)
        #expect(rights[.posixPermissions] as? Int == 0o600)
    }

    @Test(
        "Flags that do not go together are told",
        arguments: [
            (["--identity-token-file", "t"], "--identity-token-file needs --identity-server <url>"),
            (
                ["--identity-server", "http://a"],
                "--identity-server: a URL such as https://control.example:18000 expected"
            ),
            (["--identity-server", "https://a"], "--identity-bundle <file> is needed"),
            (["--identity-server", "https://a", "--identity-bundle", "b"], "--identity-token-file <file> is needed"),
            (
                [
                    "--identity-server", "https://a", "--identity-bundle", "b", "--identity-token-file", "t",
                    "--identity-trust-domain", "A",
                ], "--identity-trust-domain: a name of lower-case letters"
            ),
        ])
    func flags(arguments: [String], reason: String) throws {
        let directory = try TemporaryDirectory()
        let process = try ChildProcess(
            try #require(ProxyBinary.apus.path), ["proxy", "-c", "x.json"] + arguments,
            output: directory.file("output"), errors: directory.file("errors"))
        #expect(process.ending(within: 60) == .exit(2))
        #expect((readFile(directory.file("errors")) ?? []).text.contains(reason))
    }
}
