import Foundation
import Testing

/// A stock Envoy whose certificate our authority issued and our control plane gives it, as a secret over REST; beside
/// proxies of ours that obtain theirs by themselves.
@Suite(.enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
struct EnvoyIdentityTests {
    private static let envoy = "spiffe://mesh.test/ns/shop/sa/envoy"

    /// A secret of the control plane.
    private static func reference(_ name: String) -> JSON {
        [
            "name": .string(name),
            "sds_config": [
                "resource_api_version": "V3",
                "api_config_source": [
                    "api_type": "REST", "transport_api_version": "V3", "cluster_names": ["plane"],
                    "refresh_delay": "0.05s", "request_timeout": "20s",
                ],
            ],
        ]
    }

    private static func socket(_ kind: String, taking peer: String, _ fields: JSON = [:]) -> JSON {
        let common: JSON = [
            "tls_certificate_sds_secret_configs": [reference("identity")],
            "combined_validation_context": [
                "default_validation_context": [
                    "match_typed_subject_alt_names": [["san_type": "URI", "matcher": ["exact": .string(peer)]]]
                ],
                "validation_context_sds_secret_config": reference("roots"),
            ],
        ]
        let base: JSON = ["@type": .string(TLSCase.context + kind), "common_tls_context": common]
        return ["transport_socket": ["name": "tls", "typed_config": base.merged(with: fields)]]
    }

    /// Envoy with both faces: `in` is for our client alone and leads to the echo; `out` leads to our server, and by
    /// `/stranger` to the same one that it takes for somebody else.
    private static func configuration(_ authority: AuthorityProcess, echo: UInt16, server: UInt16) throws -> JSON {
        func cluster(_ name: String, _ port: UInt16, _ fields: JSON = [:]) -> JSON {
            TLSPeerTests.cluster(Theme.address(port: port), fields).merged(with: ["name": .string(name)])
                .replacing("peer", with: .string(name))
        }
        func upstream(_ peer: String) -> JSON { socket("UpstreamTlsContext", taking: peer, ["max_session_keys": 0]) }
        let plane: JSON = [
            "transport_socket": [
                "name": "tls",
                "typed_config": [
                    "@type": .string(TLSCase.context + "UpstreamTlsContext"),
                    "common_tls_context": [
                        "validation_context": ["trusted_ca": ["filename": .string(authority.bundle)]]
                    ],
                ],
            ]
        ]
        func listener(_ name: String, _ cluster: String) -> JSON {
            TLSPeerTests.listener(Theme.address(port: 0), ["route": ["cluster": .string(cluster), "timeout": "60s"]])
                .merged(with: ["name": .string(name)])
        }
        let inward = listener("in", "echo").addingToChain(
            socket("DownstreamTlsContext", taking: IdentityTests.client, ["require_client_certificate": true]))
        return [
            "node": ["id": "envoy", "cluster": "envoy"], "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [inward, listener("out", "server"), listener("stranger", "stranger")],
                "clusters": [
                    cluster("plane", authority.port, plane), cluster("echo", echo),
                    cluster("server", server, upstream(IdentityTests.server)),
                    cluster("stranger", server, upstream(IdentityTests.client)),
                ],
            ],
        ]
    }

    /// Has a certificate issued, and gives it to the control plane as the secrets of the node `envoy`.
    private static func issue(_ authority: AuthorityProcess, token: String) throws {
        // The authority may not have seen the token's file yet.
        let deadline = Deadline(seconds: 60)
        var text = ""
        repeat {
            text = try AuthorityProcess.shell(
                "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout envoy.key -subj /CN=a "
                    + "-out csr && curl -s --cacert '\(authority.bundle)' --data-binary @csr "
                    + "-H \"authorization: Bearer $(cat '\(token)')\" https://127.0.0.1:\(authority.port)/v1/certificates",
                in: authority.directory)
        } while text.contains("not known") && !deadline.hasPassed
        let answer = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        #expect(answer?["identity"] as? String == envoy, "\(text)")
        func content(_ name: String) throws -> JSON {
            ["inline_string": .string(try #require(answer?[name] as? String, "\(text)"))]
        }
        let type = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"
        let key = (readFile(authority.directory.file("envoy.key")) ?? []).text
        let document = ControlHarness.document(
            "envoy", node: "envoy",
            [
                [
                    "@type": .string(type), "name": "identity",
                    "tls_certificate": [
                        "certificate_chain": try content("certificate_chain"),
                        "private_key": ["inline_string": .string(key)],
                    ],
                ],
                [
                    "@type": .string(type), "name": "roots",
                    "validation_context": ["trusted_ca": try content("trust_bundle")],
                ],
            ])
        _ = try authority.directory.write(document, to: "envoy.json")
        let put = try authority.ask("PUT", "/v1/documents/envoy.json", "--data-binary @envoy.json")
        #expect(put.contains("\"publication\""), "\(put)")
    }

    private static func answers(_ port: UInt16?) throws -> [Int?] {
        let port = try #require(port)
        var client = try #require(RawClient(port: port, delivery: .whole))
        return client.run([.text(get()), .answers(1)], upstream: nil, probes: false).answers.map(\.status)
    }

    @Test("A stock Envoy with a certificate of our authority and our proxies talk mTLS, each as who it is")
    func both() throws {
        let authority = try AuthorityProcess(in: try TemporaryDirectory(), life: 3_600)
        let echo = try EchoUpstream()
        let token = try authority.makeToken("envoy")
        try Self.issue(authority, token: token)
        let serving = try ProxyHarness(
            .apus, configuration: IdentityTests.serverConfiguration(echo.port, taking: Self.envoy),
            directory: try TemporaryDirectory(),
            arguments: authority.arguments(token: try authority.makeToken("server")))
        let envoy = try ProxyHarness(
            .envoy,
            configuration: try Self.configuration(
                authority, echo: echo.port, server: try #require(serving.port(of: "in"))),
            directory: try TemporaryDirectory())
        let envoyPort = try #require(envoy.port(of: "in"))
        let client = try ProxyHarness(
            .apus, configuration: IdentityTests.clientConfiguration(envoyPort, taking: Self.envoy),
            directory: try TemporaryDirectory(),
            arguments: authority.arguments(token: try authority.makeToken("client")))
        let intruder = try ProxyHarness(
            .apus, configuration: IdentityTests.clientConfiguration(envoyPort, taking: Self.envoy),
            directory: try TemporaryDirectory(),
            arguments: authority.arguments(token: try authority.makeToken("intruder")))
        #expect(try Self.answers(envoy.port(of: "out")) == [200])
        #expect(try Self.answers(client.port(of: "in")) == [200])
        // Each looks at who the other is.
        #expect(try Self.answers(envoy.port(of: "stranger")) == [503])
        #expect(try Self.answers(intruder.port(of: "in")) == [503])
        #expect(IdentityTests.number("cluster.stranger.ssl.fail_verify_san", of: envoy) > 0)
        #expect(IdentityTests.number("listener.in.ssl.fail_verify_san", of: envoy) > 0)
        let page = { envoy.admin.get("/certs")?.body.text ?? "" }
        let before = page()
        #expect(before.contains(Self.envoy))
        // Another certificate is given and used, while nothing is lost.
        try Self.issue(authority, token: token)
        #expect(Deadline(seconds: 60).reached { page() != before && page().contains(Self.envoy) })
        #expect(try Self.answers(envoy.port(of: "out")) == [200])
        #expect(try Self.answers(client.port(of: "in")) == [200])
        #expect(IdentityTests.number("listener.in.ssl.fail_verify_san", of: serving) == 0)
    }
}
