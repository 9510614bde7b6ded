import Foundation
import Testing

/// Secrets that a server gives, for both sides of a proxy; beside Envoy.
@Suite(.serialized) struct SecretDiscoveryTests {
    private static let type = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"

    /// A certificate with its key, as a server gives it.
    private static func pair(_ file: String, named name: String) throws -> String {
        let files = try TLSFiles.shared.get()
        func content(_ suffix: String) -> JSON {
            ["inline_string": .string(ByteString(readFile(files.path(file + suffix)) ?? []).text)]
        }
        let secret: JSON = [
            "@type": .string(type), "name": .string(name),
            "tls_certificate": ["certificate_chain": content(".crt"), "private_key": content(".key")],
        ]
        return secret.text
    }

    private static func reference(_ name: String, patience: String) -> JSON {
        [
            "name": .string(name),
            "sds_config": [
                "resource_api_version": "V3", "initial_fetch_timeout": .string(patience),
                "api_config_source": [
                    "api_type": "REST", "transport_api_version": "V3", "cluster_names": ["plane"],
                    "refresh_delay": "0.05s", "request_timeout": "20s",
                ],
            ],
        ]
    }

    /// A listener whose certificate is the secret `server`.
    private static func proxy(
        _ binary: ProxyBinary, _ plane: ControlPlane, _ directory: TemporaryDirectory, patience: String = "300s",
        arguments: [String] = []
    ) throws -> ProxyHarness {
        let address: JSON = ["address": "127.0.0.1", "port_value": .integer(Int(plane.port))]
        let chain = try TLSProgramTests.chain(
            "one",
            tls: [
                "common_tls_context": [
                    "tls_certificate_sds_secret_configs": [reference("server", patience: patience)]
                ]
            ])
        let configuration: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            "node": ["id": "test", "cluster": "test"],
            "static_resources": [
                "listeners": [
                    [
                        "name": "in", "stat_prefix": "in", "address": Theme.address(port: 0),
                        "filter_chains": [chain],
                    ]
                ],
                "clusters": [
                    [
                        "name": "plane", "connect_timeout": "20s",
                        "load_assignment": [
                            "cluster_name": "plane",
                            "endpoints": [["lb_endpoints": [["endpoint": ["address": ["socket_address": address]]]]]],
                        ],
                    ]
                ],
            ],
        ]
        return try ProxyHarness(binary, configuration: configuration, directory: directory, arguments: arguments)
    }

    @Test(
        "A certificate of a server is used, and follows it; what is no good changes nothing",
        arguments: ProxyBinary.present)
    func follows(_ binary: ProxyBinary) throws {
        let plane = try #require(ControlPlane())
        defer { plane.stop() }
        plane.set("secrets", version: "1", [try Self.pair("server", named: "server")])
        let directory = try TemporaryDirectory()
        let proxy = try Self.proxy(binary, plane, directory)
        let port = try #require(proxy.port(of: "in"))
        func statistic(_ name: String) -> Int { Int(proxy.admin.statistics()["sds.server.\(name)"] ?? "") ?? -1 }
        func comes(_ name: String) -> Bool {
            Deadline(seconds: 60).reached { TLSProgramTests.shownCertificate(port, in: directory) == name }
        }
        func grows(_ name: String) -> Bool {
            let before = statistic(name)
            return Deadline(seconds: 60).reached { statistic(name) > before }
        }
        #expect(comes("server"))
        plane.set("secrets", version: "2", [try Self.pair("second", named: "server")])
        #expect(comes("second"))
        #expect(plane.waitUntilAsked("secrets", "\"version_info\":\"2\""))
        #expect(plane.asked("secrets").allSatisfy { $0.contains("\"resource_names\":[\"server\"]") })
        #expect(statistic("update_success") >= 2)
        // What cannot be used is said with the next question.
        plane.set("secrets", version: "3", [try Self.pair("server", named: "another")])
        #expect(grows("update_rejected"))
        plane.set("secrets", version: "4", [])
        #expect(grows("update_rejected"))
        // A key that does not belong to the certificate.
        let mixed = try Self.pair("server", named: "server").split(separator: "\"private_key\"").first ?? ""
        let other = try Self.pair("second", named: "server").split(separator: "\"private_key\"").last ?? ""
        plane.set("secrets", version: "5", ["\(mixed)\"private_key\"\(other)"])
        #expect(grows("update_rejected"))
        if binary == .apus {
            #expect(plane.waitUntilAsked("secrets", "\"error_detail\""))
            #expect(plane.waitUntilAsked("secrets", "\"response_nonce\":\"n5\""))
        }
        plane.set("secrets", ControlPlane.Answer(status: 500))
        #expect(grows("update_failure"))
        plane.set("secrets", ControlPlane.Answer(body: "{"))
        #expect(grows("update_rejected"))
        #expect(TLSProgramTests.shownCertificate(port, in: directory) == "second")
        plane.set("secrets", version: "6", [try Self.pair("server", named: "server")])
        #expect(comes("server"))
        plane.stop()
        #expect(grows("update_failure"))
        #expect(TLSProgramTests.shownCertificate(port, in: directory) == "server")
    }

    @Test(
        "A listener goes on without a secret that does not come in time, and takes it later",
        arguments: ProxyBinary.present)
    func late(_ binary: ProxyBinary) throws {
        let plane = try #require(ControlPlane())
        defer { plane.stop() }
        plane.set("secrets", ControlPlane.Answer(status: 503))
        let directory = try TemporaryDirectory()
        let proxy = try Self.proxy(binary, plane, directory, patience: "0.3s")
        let port = try #require(proxy.port(of: "in"))
        #expect(TLSProgramTests.shownCertificate(port, in: directory) == nil)
        let statistics = proxy.admin.statistics()
        #expect(statistics["sds.server.init_fetch_timeout"] == "1")
        #expect(statistics["listener.in.server_ssl_socket_factory.downstream_context_secrets_not_ready"] == "1")
        plane.set("secrets", version: "1", [try Self.pair("server", named: "server")])
        #expect(Deadline(seconds: 60).reached { TLSProgramTests.shownCertificate(port, in: directory) == "server" })
    }

    @Test("init_dump tells what a listener waits for", arguments: ProxyBinary.present)
    func waiting(_ binary: ProxyBinary) throws {
        let plane = try #require(ControlPlane())
        defer { plane.stop() }
        plane.set("secrets", ControlPlane.Answer(status: 503))
        let directory = try TemporaryDirectory()
        // The proxy is not ready before the secret is there.
        let starting = Watched([Result<ProxyHarness, any Error>]())
        detachThread {
            let result = Result { try Self.proxy(binary, plane, directory) }
            starting.change { $0.append(result) }
        }
        var page = ""
        let isTold = Deadline(seconds: 50).reached {
            let address = (readFile(directory.file("admin-address")) ?? []).text
            guard let port = address.split(separator: ":").last.flatMap({ UInt16($0.filter(\.isNumber)) }) else {
                return false
            }
            page = AdminClient(port: port).get("/init_dump?mask=listener")?.body.text ?? ""
            return page.contains("SdsApi server")
        }
        #expect(isTold, "\(page)")
        let masked = page.replacing(try Regex("in [0-9]+"), with: "in {number}")
        #expect(
            masked == """
                {
                 "unready_targets_dumps": [
                  {
                   "name": "init manager Listener-local-init-manager in {number}",
                   "target_names": [
                    "shared target SdsApi server"
                   ]
                  }
                 ]
                }

                """)
        plane.set("secrets", version: "1", [try Self.pair("server", named: "server")])
        starting.wait(seconds: 120) { !$0.isEmpty }
        let proxy = try #require(starting.value.first).get()
        #expect(proxy.admin.get("/init_dump")?.body.text == "{}\n")
    }

    @Test("A proxy that starts while its server is away shows the certificate that it had")
    func lastGood() throws {
        let plane = try #require(ControlPlane())
        plane.set("secrets", version: "1", [try Self.pair("server", named: "server")])
        let kept = try TemporaryDirectory()
        let arguments = ["--last-good-path", kept.path]
        let first = try Self.proxy(.apus, plane, try TemporaryDirectory(), arguments: arguments)
        let isKept = Deadline(seconds: 60).reached {
            ((try? FileManager.default.contentsOfDirectory(atPath: kept.path)) ?? []).contains {
                $0.hasPrefix("Secret")
            }
        }
        #expect(isKept)
        first.stop()
        plane.stop()
        let directory = try TemporaryDirectory()
        let second = try Self.proxy(.apus, plane, directory, arguments: arguments)
        let port = try #require(second.port(of: "in"))
        #expect(TLSProgramTests.shownCertificate(port, in: directory) == "server")
        for name in try FileManager.default.contentsOfDirectory(atPath: kept.path) {
            let rights = try FileManager.default.attributesOfItem(atPath: kept.file(name))[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(name) holds keys")
        }
    }
}
