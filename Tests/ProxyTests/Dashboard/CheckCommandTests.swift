import Foundation
import Testing

/// `apus check`.
@Suite struct CheckCommandTests {
    private func configuration(
        admin: String = "127.0.0.1", adminPort: UInt16 = 0, port: UInt16 = 0, name: String = "127.0.0.1",
        certificate: String? = nil,
        log: String? = nil, more: JSON = [:]
    ) -> JSON {
        var manager: JSON = [
            "@type": .string(TypeName.manager), "stat_prefix": "in",
            "route_config": [
                "virtual_hosts": [
                    [
                        "name": "v", "domains": ["*"],
                        "routes": [
                            ["match": ["prefix": "/"], "route": ["cluster": "c"]]
                        ],
                    ]
                ]
            ],
            "http_filters": [["name": "router", "typed_config": ["@type": .string(TypeName.router)]]],
        ]
        if let log {
            let file: JSON = [
                "@type": "type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog",
                "path": .string(log),
            ]
            manager = manager.merged(with: ["access_log": [["name": "file", "typed_config": file]]])
        }
        var chain: JSON = ["filters": [["name": "m", "typed_config": manager]]]
        if let certificate {
            let context: JSON = [
                "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext",
                "common_tls_context": [
                    "tls_certificates": [
                        [
                            "certificate_chain": ["filename": .string(certificate + ".crt")],
                            "private_key": ["filename": .string(certificate + ".key")],
                        ]
                    ]
                ],
            ]
            chain = chain.merged(with: ["transport_socket": ["name": "tls", "typed_config": context]])
        }
        func address(_ host: String, _ port: UInt16) -> JSON {
            ["socket_address": ["address": .string(host), "port_value": .integer(Int(port))]]
        }
        return [
            "admin": ["address": address(admin, adminPort)],
            "static_resources": [
                "listeners": [
                    (["name": "in", "address": address("127.0.0.1", port), "filter_chains": [chain]] as JSON)
                        .merged(with: more)
                ],
                "clusters": [
                    [
                        "name": "c", "type": "STRICT_DNS",
                        "load_assignment": [
                            "cluster_name": "c",
                            "endpoints": [["lb_endpoints": [["endpoint": ["address": address(name, 1)]]]]],
                        ],
                    ]
                ],
            ],
        ]
    }

    private func check(_ configuration: JSON, _ more: String...) throws -> CommandRun {
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration.text, to: "c.json")
        return try CommandRun(["check", "-c", file] + more)
    }

    @Test("What is in order is told, and what mends the rest")
    func findings() throws {
        let fine = try check(configuration(name: "localhost"))
        #expect(fine.ending == .exit(0), "\(fine.output)\(fine.errors)")
        #expect(fine.output.contains("listener 'in': 127.0.0.1:0 is free"), "\(fine.output)")
        #expect(fine.output.contains("'localhost' has an address") && fine.output.contains("ok       admin"))

        let occupant = try #require(Socket.listening())
        let taken = try check(configuration(port: occupant.port))
        #expect(taken.ending == .exit(4) && taken.output.contains("problem  listener 'in'"), "\(taken.output)")
        #expect(taken.output.contains("ss -ltnp"))
        #expect(try check(configuration(port: occupant.port), "--running").ending == .exit(0))

        let open = try check(configuration(admin: "0.0.0.0"), "-o", "json")
        let rows = try JSONSerialization.jsonObject(with: Data(open.output.utf8)) as? [[String: String]]
        let admin = rows?.first { $0["subject"] == "admin" }
        #expect(open.ending == .exit(0) && admin?["result"] == "warning", "\(open.output)")
        #expect(admin?["advice"]?.contains("127.0.0.1") == true)
        #expect(try check(configuration(admin: "0.0.0.0"), "--strict").ending == .exit(4))

        let nobody = try check(configuration(name: "nowhere.invalid"))
        #expect(nobody.ending == .exit(4) && nobody.output.contains("getent hosts nowhere.invalid"), "\(nobody.output)")
    }

    @Test("Logs are looked at and not made; ports are tried as the proxy has them, all together")
    func traces() throws {
        let directory = try TemporaryDirectory()
        let log = directory.file("access.log")
        let fine = try check(configuration(log: log))
        #expect(fine.ending == .exit(0), "\(fine.output)\(fine.errors)")
        #expect(readFile(log) == nil, "the proxy's user may be another")
        let nowhere = try check(configuration(log: "/nonexistent/access.log"))
        #expect(nowhere.ending == .exit(4) && nowhere.output.contains("/nonexistent/access.log"), "\(nowhere.output)")

        let free = try #require(Socket.bound())
        let port = free.port
        free.close()
        let twice = try check(configuration(adminPort: port, port: port))
        #expect(
            twice.ending == .exit(4) && twice.output.contains("another part of this configuration"), "\(twice.output)")
        // An address that no machine has until it is told to (RFC 5737).
        let moving: JSON = [
            "freebind": true,
            "address": ["socket_address": ["address": "192.0.2.1", "port_value": 0]],
        ]
        let bound = try check(configuration(more: moving))
        #expect(bound.ending == .exit(0) && bound.output.contains("192.0.2.1:0 is free"), "\(bound.output)")
    }

    @Test("What resources are left to has to be there, and nothing is claimed of what it holds")
    func sources() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("listeners.json")
        func dynamic() -> JSON {
            let source: JSON = ["path_config_source": ["path": .string(path)]]
            return configuration().merged(with: ["dynamic_resources": ["lds_config": source]])
        }
        let missing = try check(dynamic())
        #expect(missing.ending == .exit(4) && missing.output.contains(path), "\(missing.output)")
        _ = try directory.write("{}", to: "listeners.json")
        let there = try check(dynamic())
        #expect(there.ending == .exit(0) && there.output.contains("not looked at"), "\(there.output)")
    }

    @Test("Certificates are looked at: missing, run out, running out")
    func certificates() throws {
        let files = try TLSFiles.shared.get()
        func stem(_ name: String) -> String { String(files.path(name + ".crt").dropLast(4)) }
        let good = try check(configuration(certificate: stem("server")))
        #expect(good.ending == .exit(0) && good.output.contains("29 days left"), "\(good.output)")
        let late = try check(configuration(certificate: stem("expired")))
        #expect(late.ending == .exit(4) && late.output.contains("it has run out"), "\(late.output)")
        let soon = try check(configuration(certificate: stem("server")), "--days", "60", "--strict")
        #expect(soon.ending == .exit(4) && soon.output.contains("warning  certificate"), "\(soon.output)")
        let missing = try check(configuration(certificate: "/nonexistent/file"))
        #expect(missing.ending == .exit(4) && missing.output.contains("/nonexistent/file.crt"), "\(missing.output)")
    }

    @Test("A wrong file and a wrong command line have codes of their own")
    func codes() throws {
        #expect(try check(["admin": ["adress": 1]]).ending == .exit(1))
        #expect(try CommandRun("check", "-c", "/nonexistent/c.json").ending == .exit(3))
        #expect(try CommandRun("check").ending == .exit(2))
        let typo = try CommandRun("check", "--runing", "-c", "x")
        #expect(typo.ending == .exit(2) && typo.errors.contains("did you mean --running?"))
        let command = try CommandRun("chekc")
        #expect(command.ending == .exit(2) && command.errors.contains("did you mean 'check'?"))
    }
}
