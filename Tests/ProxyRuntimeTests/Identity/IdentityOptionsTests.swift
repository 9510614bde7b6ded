import Configuration
import Testing

@testable import ProxyRuntime

@Suite("Where a proxy obtains its identity")
struct IdentityOptionsTests {
    @Test(
        "A server's URL is taken apart",
        arguments: [
            ("https://control.test", "control.test", 443, "/v1/certificates", "control.test"),
            ("https://control.test:18000", "control.test", 18_000, "/v1/certificates", "control.test:18000"),
            ("https://control.test:443/", "control.test", 443, "/v1/certificates", "control.test"),
            ("https://127.0.0.1:1/a/b", "127.0.0.1", 1, "/a/b", "127.0.0.1:1"),
            ("https://[::1]:18000", "::1", 18_000, "/v1/certificates", "[::1]:18000"),
            ("https://[::1]", "::1", 443, "/v1/certificates", "[::1]"),
        ] as [(String, String, UInt16, String, String)])
    func urls(url: String, host: String, port: UInt16, path: String, authority: String) throws {
        let options = try #require(IdentityOptions(server: url))
        #expect(options.host == host && options.port == port && options.path == path)
        #expect(options.authority == authority)
        #expect(try IdentityResources.makeCluster(options).name == "apus_identity")
    }

    @Test(
        "Another text is none",
        arguments: [
            "", "control.test", "http://control.test", "https://", "https://:1", "https://a:0", "https://a:65536",
            "https://a:b", "https://a:1?x", "https://a/#x", "https://u@a", "https://a b", "https://a:1:2",
            "https://[::1", "https://[::zz]:1", "https://ä",
        ])
    func others(url: String) { #expect(IdentityOptions(server: url) == nil) }

    @Test("The server's cluster asks for its name, demands it, and trusts what the agent has")
    func cluster() throws {
        var options = try #require(IdentityOptions(server: "https://control.test:18000"))
        var cluster = try IdentityResources.makeCluster(options)
        let tls = try #require(cluster.tls)
        #expect(tls.serverName == "control.test" && tls.common.validation?.alternativeNames.map(\.kind) == [.dns])
        #expect(tls.common.secrets.map(\.reference) == [IdentityResources.server])
        options = try #require(IdentityOptions(server: "https://127.0.0.1:18000"))
        cluster = try IdentityResources.makeCluster(options)
        #expect(
            cluster.tls?.serverName == ""
                && cluster.tls?.common.validation?.alternativeNames.map(\.kind) == [.ipAddress])
        options.serverName = "control.test"
        cluster = try IdentityResources.makeCluster(options)
        #expect(
            cluster.tls?.serverName == "control.test"
                && cluster.tls?.common.validation?.alternativeNames.map(\.kind) == [.dns])
    }

    @Test("What is handed over are secrets, which show no key")
    func secrets() throws {
        func read(_ bytes: [UInt8]) -> DiscoveredResponse {
            DiscoveredResponseReader().read(.init(file: "identity", bytes: bytes, format: .json), .secret)
        }
        let none = read(IdentityResources.response(version: 1, nil, serverBundle: "roots"))
        #expect(none.resources.map(\.name) == ["apus_identity_server"] && none.complaints.isEmpty)
        let all = read(
            IdentityResources.response(
                version: 2, (chain: "a\n\"chain\"", key: "hidden", bundle: "more"), serverBundle: "roots"))
        #expect(all.version == "2" && all.resources.map(\.name) == ["apus_identity_server", "default", "ROOTCA"])
        #expect(all.resources.allSatisfy { $0.complaints.isEmpty })
        guard case .secret(let secret)? = all.resources[1].value,
            case .certificate(let certificate) = secret.content,
            case .pem(let chain, let key) = certificate.form
        else {
            Issue.record("no certificate")
            return
        }
        #expect(chain == .bytes(Array("a\n\"chain\"".utf8)) && key == .bytes(Array("hidden".utf8)))
        #expect(!String(decoding: secret.source, as: UTF8.self).contains("hidden"))
    }

    @Test("References by the agreed names lead to the agent, whatever source they name, where there is one")
    func references() throws {
        let type = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext"
        func cluster(_ certificate: String, _ roots: String) -> [UInt8] {
            Array(
                """
                {"resources":[{"@type":"type.googleapis.com/envoy.config.cluster.v3.Cluster","name":"a",
                "load_assignment":{"cluster_name":"a"},"transport_socket":{"name":"tls","typed_config":{"@type":"\(type)",
                "common_tls_context":{"tls_certificate_sds_secret_configs":[\(certificate)],
                "validation_context_sds_secret_config":\(roots)}}}}]}
                """.utf8)
        }
        func read(_ bytes: [UInt8], own: [SecretReference]) -> DiscoveredResource? {
            DiscoveredResponseReader(ownSecrets: own).read(.init(file: "f", bytes: bytes, format: .json), .cluster)
                .resources.first
        }
        let sourced =
            #","sds_config":{"api_config_source":{"api_type":"REST","cluster_names":["x"],"refresh_delay":"1s"}}"#
        for more in ["", sourced] {
            let bytes = cluster(#"{"name":"default"\#(more)}"#, #"{"name":"ROOTCA"\#(more)}"#)
            guard case .cluster(let value)? = read(bytes, own: SecretReference.identity)?.value else {
                Issue.record("no cluster")
                return
            }
            #expect(value.tls?.common.secrets.map(\.reference) == SecretReference.identity)
            #expect(read(bytes, own: [])?.complaints.isEmpty == !more.isEmpty)
        }
        // A certificate is not what roots are asked for by.
        let crossed = cluster(#"{"name":"ROOTCA"}"#, #"{"name":"default"}"#)
        #expect(read(crossed, own: SecretReference.identity)?.complaints.count == 2)
    }
}
