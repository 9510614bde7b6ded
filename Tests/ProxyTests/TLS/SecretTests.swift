import Glibc
import Testing

/// Secrets in files, what is told of certificates, and what is stapled to them; beside Envoy.
@Suite struct SecretTests {
    // MARK: - What is told

    @Test(
        "Both proxies list the same certificates", .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"),
        arguments: ["secrets in files", "secrets of the bootstrap", "inline", "an archive", "a known authority"])
    func certificates(_ name: String) throws {
        let test = try #require(TLSCase.all.first { $0.name == name })
        func pages(_ binary: ProxyBinary) throws -> [String] {
            let subject = try TLSSubject(binary, test)
            let admin = subject.proxy.admin
            let listed = try #require(admin.get("/certs")).body.text
            let days = admin.statistics()["server.days_until_first_cert_expiring"] ?? ""
            // The order of contexts is Envoy's whim.
            return listed.split(separator: "\n").map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
                .sorted() + [days]
        }
        #expect(try pages(.apus) == pages(.envoy))
    }

    @Test("A context's certificates are listed byte for byte alike", arguments: ["good", "late"])
    func oneContext(_ response: String) throws {
        let pair = TLSCase.pair("server").merged(with: ["ocsp_staple": ["filename": .string("file:\(response).ocsp")]])
        let context: JSON = [
            "tls_certificates": [pair], "validation_context": ["trusted_ca": ["filename": "file:ca.crt"]],
        ]
        func page(_ binary: ProxyBinary) throws -> String {
            let proxy = try TLSProgramTests.proxy(
                binary, [TLSProgramTests.chain("one", tls: ["common_tls_context": context])],
                try TemporaryDirectory())
            let page = try #require(proxy.admin.get("/certs")).body.text
            let left = proxy.admin.statistics()["server.seconds_until_first_ocsp_response_expiring"] ?? ""
            return page + ((Int(left) ?? -1) / 100_000).description
        }
        let ours = try page(.apus)
        #expect(ours.contains("ocsp_details"))
        if ParityTests.hasEnvoy { #expect(try ours == page(.envoy)) }
    }

    @Test(
        "Both proxies dump the same secrets, without their keys",
        .enabled(if: ProxyBinary.envoy.path != nil, "no Envoy here"))
    func dump() throws {
        let test = try #require(TLSCase.all.first { $0.name == "secrets in files" })
        func pages(_ binary: ProxyBinary) throws -> [String] {
            let subject = try TLSSubject(binary, test)
            return try [
                "static_secrets", "dynamic_active_secrets&mask=name,version_info,secret.name",
                "dynamic_warming_secrets", "static_secrets&name_regex=.*-ca",
            ].map { query in
                let page = try #require(subject.proxy.admin.get("/config_dump?resource=\(query)")).body.text
                // The order of secrets is Envoy's whim.
                return page.split(separator: "\n").map { $0.filter { $0 != "," } }.sorted().joined(separator: "\n")
            }
        }
        let ours = try pages(.apus)
        #expect(ours[0].contains("[redacted]") && !ours[0].contains("server.key"))
        #expect(try ours == pages(.envoy))
    }

    // MARK: - Files that change

    @Test(
        "A secret that changes is used by new connections, and one that is no good changes nothing",
        arguments: ProxyBinary.present)
    func rotation(_ binary: ProxyBinary) throws {
        let files = try TLSFiles.shared.get()
        let directory = try TemporaryDirectory()
        func put(_ bytes: [UInt8]) throws {
            let next = try directory.write(ByteString(bytes).text, to: "secret.next")
            #expect(unsafe rename(next, directory.file("secret.json")) == 0)
        }
        func put(_ name: String) throws { try put(Array(readFile(files.path(name + "-secret.json")) ?? [])) }
        try put("server")
        let context: JSON = [
            "tls_certificate_sds_secret_configs": [
                [
                    "name": "server",
                    "sds_config": [
                        "resource_api_version": "V3",
                        "path_config_source": ["path": .string(directory.file("secret.json"))],
                    ],
                ]
            ]
        ]
        let proxy = try TLSProgramTests.proxy(
            binary, [TLSProgramTests.chain("one", tls: ["common_tls_context": context])], directory)
        let port = try #require(proxy.port(of: "in"))
        func subject() -> String? { TLSProgramTests.shownCertificate(port, in: directory) }
        func waitFor(_ name: String, _ value: String) {
            var last: String?
            let isThere = Deadline(seconds: 60).reached {
                last = proxy.admin.statistics()[name]
                return last == value
            }
            #expect(isThere, "\(name) is \(last ?? "not there")")
        }
        #expect(subject() == "server")
        waitFor("listener.in.server_ssl_socket_factory.ssl_context_update_by_sds", "1")
        try put("second")
        waitFor("listener.in.server_ssl_socket_factory.ssl_context_update_by_sds", "2")
        waitFor("sds.server.version_text", "\"v-second-secret\"")
        #expect(subject() == "second")
        try put("misnamed")
        waitFor("sds.server.update_rejected", "1")
        try put(Array("{".utf8))
        waitFor("sds.server.update_failure", "1")
        #expect(subject() == "second")
        try put("server")
        waitFor("sds.server.update_success", "3")
        waitFor("sds.server.update_attempt", "5")
        waitFor("listener.in.server_ssl_socket_factory.ssl_context_update_by_sds", "3")
        #expect(subject() == "server")
    }

    @Test("A secret that comes late is used from then on", arguments: ProxyBinary.present)
    func late(_ binary: ProxyBinary) throws {
        let files = try TLSFiles.shared.get()
        let directory = try TemporaryDirectory()
        _ = try directory.write("{\"resources\":[]}", to: "secret.json")
        let context: JSON = [
            "tls_certificate_sds_secret_configs": [
                [
                    "name": "server",
                    "sds_config": [
                        "resource_api_version": "V3",
                        "path_config_source": ["path": .string(directory.file("secret.json"))],
                    ],
                ]
            ]
        ]
        let proxy = try TLSProgramTests.proxy(
            binary, [TLSProgramTests.chain("one", tls: ["common_tls_context": context])], directory)
        let port = try #require(proxy.port(of: "in"))
        func subject() -> String? { TLSProgramTests.shownCertificate(port, in: directory) }
        #expect(subject() == nil)
        let statistics = proxy.admin.statistics()
        #expect(statistics["listener.in.server_ssl_socket_factory.downstream_context_secrets_not_ready"] == "1")
        #expect(statistics["sds.server.update_rejected"] == "1")
        #expect(
            proxy.admin.get("/config_dump?resource=dynamic_warming_secrets")?.body.text.contains("uninitialized")
                == true)
        let content = ByteString(readFile(files.path("server-secret.json")) ?? []).text
        let next = try directory.write(content, to: "secret.next")
        #expect(unsafe rename(next, directory.file("secret.json")) == 0)
        #expect(Deadline(seconds: 60).reached { subject() == "server" })
    }

    // MARK: - What is stapled

    @Test("What a responder said is shown to clients that ask, as the policy says", arguments: ProxyBinary.present)
    func stapling(_ binary: ProxyBinary) throws {
        func outcome(_ response: String?, _ policy: String, asks: Bool = true) throws -> [String] {
            let directory = try TemporaryDirectory()
            var pair = TLSCase.pair("server")
            if let response {
                pair = pair.merged(with: ["ocsp_staple": ["filename": .string("file:\(response).ocsp")]])
            }
            let proxy = try TLSProgramTests.proxy(
                binary,
                [
                    TLSProgramTests.chain(
                        "one",
                        tls: [
                            "common_tls_context": ["tls_certificates": [pair]], "ocsp_staple_policy": .string(policy),
                        ]
                    )
                ], directory)
            let port = try #require(proxy.port(of: "in"))
            let words =
                ["openssl", "s_client", "-connect", "127.0.0.1:\(port)", "-tls1_2"] + (asks ? ["-status"] : [])
            let said = try TLSProgramTests.run(words, in: directory)
            let statistics = proxy.admin.statistics()
            let counts = ["requests", "responses", "omitted", "failed"].map {
                statistics["listener.in.ssl.ocsp_staple_\($0)"] ?? "-"
            }
            let isStapled = said.contains("OCSP Response Status: successful")
            let isDone = said.contains("Verify return code") && said.contains("subject=O = Apus, CN = server")
            return [isStapled ? "stapled" : "bare", isDone ? "done" : "failed"] + counts
        }
        #expect(try outcome("good", "LENIENT_STAPLING") == ["stapled", "done", "1", "1", "0", "0"])
        #expect(try outcome("good", "LENIENT_STAPLING", asks: false) == ["bare", "done", "0", "0", "0", "0"])
        #expect(try outcome("late", "LENIENT_STAPLING") == ["bare", "done", "1", "0", "1", "0"])
        #expect(try outcome(nil, "STRICT_STAPLING") == ["bare", "done", "1", "0", "1", "0"])
        #expect(try outcome("late", "STRICT_STAPLING") == ["bare", "failed", "1", "0", "0", "1"])
        #expect(try outcome("good", "MUST_STAPLE") == ["stapled", "done", "1", "1", "0", "0"])
        #expect(throws: ProxyHarness.StartError.self) { try outcome(nil, "MUST_STAPLE") }
        #expect(throws: ProxyHarness.StartError.self) { try outcome("other", "LENIENT_STAPLING") }
    }

    // MARK: - Keys for tools

    @Test("Secrets of connections are written for tools that look into traffic", arguments: ProxyBinary.present)
    func keyLog(_ binary: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        func chain(_ name: String, _ network: String) throws -> JSON {
            try TLSProgramTests.chain(
                name, match: ["server_names": [.string(name + ".test")]],
                tls: [
                    "common_tls_context": [
                        "tls_certificates": [TLSCase.pair("server")],
                        "key_log": [
                            "path": .string(directory.file(name + ".keys")),
                            "remote_address_range": [["address_prefix": .string(network), "prefix_len": 8]],
                        ],
                    ]
                ])
        }
        let proxy = try TLSProgramTests.proxy(
            binary, [chain("one", "127.0.0.0"), chain("two", "10.0.0.0")], directory, inspects: true)
        let port = try #require(proxy.port(of: "in"))
        for name in ["one.test", "two.test"] {
            _ = try TLSProgramTests.run(
                ["openssl", "s_client", "-connect", "127.0.0.1:\(port)", "-servername", name], in: directory)
        }
        func labels(_ name: String) -> [String] {
            (readFile(directory.file(name + ".keys")) ?? []).text.split(separator: "\n")
                .compactMap { $0.split(separator: " ").first.map(String.init) }.sorted()
        }
        let isThere = Deadline(seconds: 60).reached { labels("one").count >= 5 }
        #expect(isThere)
        #expect(Set(labels("one")).isSuperset(of: ["CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"]))
        #expect(labels("two").isEmpty)
    }

    // MARK: - Kinds of keys

    @Test("Certificates of other names are shown only where that is asked for", arguments: ProxyBinary.present)
    func scan(_ binary: ProxyBinary) throws {
        func shown(_ scans: Bool) throws -> [String?] {
            let directory = try TemporaryDirectory()
            let context: JSON = [
                "common_tls_context": ["tls_certificates": [TLSCase.pair("second"), TLSCase.pair("rsa")]],
                "full_scan_certs_on_sni_mismatch": .bool(scans),
            ]
            let proxy = try TLSProgramTests.proxy(binary, [TLSProgramTests.chain("one", tls: context)], directory)
            let port = try #require(proxy.port(of: "in"))
            let old = ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"]
            return [
                ["-noservername"], ["-noservername"] + old, ["-servername", "second.test"],
                ["-servername", "second.test"] + old, ["-servername", "none.test"], ["-servername", "none.test"] + old,
                ["-servername", "server.test"],
            ].map { TLSProgramTests.shownCertificate(port, $0, in: directory) }
        }
        #expect(try shown(false) == ["second", "rsa", "second", nil, "second", nil, "rsa"])
        #expect(try shown(true) == ["second", "rsa", "second", "rsa", "second", "rsa", "rsa"])
    }
}
