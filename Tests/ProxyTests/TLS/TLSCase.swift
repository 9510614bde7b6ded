import Testing

/// What a listener and a cluster are told of TLS; both proxies shall do the same with it.
///
/// Strings that begin with `file:` become paths of the test's files, those with `text:` their contents.
struct TLSCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// Laid over the listener's `DownstreamTlsContext`.
    var listener: JSON = [:]
    /// Laid over the cluster's `UpstreamTlsContext`.
    var cluster: JSON = [:]
    /// Laid over the connection manager.
    var manager: JSON = [:]
    /// Laid over the action of the route to the cluster.
    var route: JSON = [:]
    /// The cluster's `upstream_http_protocol_options`.
    var names: JSON = [:]
    var requests = 1
    /// The hosts of the requests, each followed by further fields; empty: `requests` to one.
    var hosts: [[String]] = []
    /// Whether the cluster goes to the hosts that requests ask for; `{port}` stands for the listener's port in `hosts`.
    var forwards = false
    /// Lines of the log in all; nil: two for each request.
    var lines: Int?
    /// The first word of lines that differ, since the libraries send other alerts.
    var ignored = "-"

    var testDescription: String { name }

    static let context = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3."

    func downstream(_ files: TLSFiles) -> JSON {
        let base: JSON = [
            "@type": .string(Self.context + "DownstreamTlsContext"),
            "common_tls_context": ["tls_certificates": [Self.pair("server")]],
        ]
        return Self.resolve(base.merged(with: listener), files)
    }

    func upstream(_ files: TLSFiles) -> JSON {
        Self.resolve((["@type": .string(Self.context + "UpstreamTlsContext")] as JSON).merged(with: cluster), files)
    }

    /// A certificate with its key.
    static func pair(_ name: String) -> JSON {
        [
            "certificate_chain": ["filename": .string("file:\(name).crt")],
            "private_key": ["filename": .string("file:\(name).key")],
        ]
    }

    static func resolve(_ value: JSON, _ files: TLSFiles) -> JSON {
        switch value {
        case .string(let text) where text.hasPrefix("file:"): .string(files.path(String(text.dropFirst(5))))
        case .string(let text) where text.hasPrefix("text:"):
            .string(
                (readFile(files.path(String(text.dropFirst(5)))) ?? []).text.split(separator: "\n")
                    .joined(separator: "\n"))
        case .array(let elements): .array(elements.map { resolve($0, files) })
        case .object(let members): .object(members.map { .init(key: $0.key, value: resolve($0.value, files)) })
        default: value
        }
    }

    /// The secrets of the bootstrap.
    static let secrets: JSON = [
        .object([.init(key: "name", value: "static-server"), .init(key: "tls_certificate", value: pair("server"))]),
        .object([.init(key: "name", value: "static-client"), .init(key: "tls_certificate", value: pair("client"))]),
        ["name": "static-ca", "validation_context": ["trusted_ca": ["filename": "file:ca.crt"]]],
        ["name": "static-ticket", "session_ticket_keys": ["keys": [["filename": "file:ticket.key"]]]],
    ]

    /// A reference to the secret `name` in the file of another name.
    static func secret(_ name: String, in file: String) -> JSON {
        [
            "name": .string(name),
            "sds_config": [
                "resource_api_version": "V3", "path_config_source": ["path": .string("file:\(file)-secret.json")],
            ],
        ]
    }

    private static func secret(_ name: String) -> JSON { secret(name, in: name) }

    // MARK: - Cases

    static func common(_ fields: JSON) -> JSON { ["common_tls_context": fields] }
    static let authority: JSON = ["trusted_ca": ["filename": "file:ca.crt"]]
    static func names(_ kind: String, _ matcher: JSON) -> JSON {
        authority.merged(with: ["match_typed_subject_alt_names": [["san_type": .string(kind), "matcher": matcher]]])
    }
    static func validates(_ fields: JSON) -> JSON { common(["validation_context": fields]) }
    private static let demanding: JSON = validates(authority).merged(with: ["require_client_certificate": true])
    private static func demandingMore(_ fields: JSON) -> JSON {
        validates(authority.merged(with: fields)).merged(with: ["require_client_certificate": true])
    }
    private static func revocations(_ list: String, _ fields: JSON = [:]) -> JSON {
        demandingMore(fields.merged(with: ["crl": ["filename": .string("file:\(list).crl")]]))
    }
    private static func suites(_ first: Int, _ second: Int) -> JSON {
        let all = ["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"]
        return common(["tls_params": ["cipher_suites": [.string(all[first]), .string(all[second])]]])
    }
    private static let showing: JSON = common(["tls_certificates": [pair("client")]])
    private static func shows(_ name: String) -> JSON { common(["tls_certificates": [pair(name)]]) }
    private static let newest: JSON = common([
        // Envoy's library has a group that OpenSSL knows from version 3.5 on.
        "tls_params": ["tls_maximum_protocol_version": "TLSv1_3", "ecdh_curves": ["X25519", "P-256"]]
    ])
    private static func forwards(_ mode: String, _ told: [String] = []) -> JSON {
        [
            "forward_client_cert_details": .string(mode),
            "set_current_client_cert_details": .object(told.map { .init(key: $0, value: true) }),
        ]
    }
    /// Routes that tell what is known of the client's certificate.
    private static let choosing: JSON = [
        "route_config": [
            "virtual_hosts": [
                [
                    "name": "all", "domains": ["*"],
                    "routes": .array([
                        certificateRoute("validated", ["presented": true, "validated": true]),
                        certificateRoute("presented", ["presented": true, "validated": false]),
                        certificateRoute("neither", ["presented": false, "validated": false]),
                    ]),
                ]
            ]
        ]
    ]

    private static func certificateRoute(_ answer: String, _ context: JSON) -> JSON {
        [
            "match": ["prefix": "/", "tls_context": context],
            "direct_response": ["status": 200, "body": ["inline_string": .string(answer)]],
        ]
    }
    private static let everything = ["subject", "cert", "dns", "uri", "issuer"]

    static let all: [TLSCase] = [
        TLSCase(name: "defaults"),
        TLSCase(name: "TLS 1.3", cluster: newest),
        TLSCase(name: "RSA", listener: shows("rsa")),
        TLSCase(name: "RSA and TLS 1.3", listener: shows("rsa"), cluster: newest),
        TLSCase(
            name: "P-256",
            listener: common(["tls_params": ["ecdh_curves": ["P-256"]]]), cluster: newest),
        TLSCase(
            name: "a suite",
            listener: common(["tls_params": ["cipher_suites": ["ECDHE-ECDSA-AES256-GCM-SHA384"]]])),
        TLSCase(name: "a client certificate", listener: demanding, cluster: showing),
        TLSCase(name: "a client certificate and TLS 1.3", listener: demanding, cluster: showing.merged(with: newest)),
        TLSCase(name: "a client certificate that nobody demands", cluster: showing),
        TLSCase(name: "a client certificate that may be missing", listener: validates(authority)),
        TLSCase(name: "a missing client certificate", listener: demanding),
        TLSCase(name: "a client certificate of a stranger", listener: demanding, cluster: shows("stranger")),
        TLSCase(name: "a client certificate whose time is over", listener: demanding, cluster: shows("expired")),
        TLSCase(
            name: "a client certificate that may be old",
            listener: demanding.merged(with: validates(["allow_expired_certificate": true])), cluster: shows("expired")),
        TLSCase(
            name: "a client with a wanted name",
            listener: validates(names("URI", ["prefix": "spiffe://mesh/"])), cluster: showing),
        TLSCase(
            name: "a client with another name",
            listener: validates(names("URI", ["exact": "spiffe://mesh/x"])), cluster: showing),
        TLSCase(
            name: "a client whose name ends well", listener: validates(names("EMAIL", ["suffix": "@client.test"])),
            cluster: showing),
        TLSCase(
            name: "a client whose name holds something",
            listener: validates(names("URI", ["contains": "/ns/a/"])), cluster: showing),
        TLSCase(name: "a known authority", cluster: validates(authority)),
        TLSCase(name: "an unknown authority", cluster: validates(["trusted_ca": ["filename": "file:other.crt"]])),
        TLSCase(
            name: "an unknown authority that is taken",
            cluster: validates([
                "trusted_ca": ["filename": "file:other.crt"], "trust_chain_verification": "ACCEPT_UNTRUSTED",
            ])),
        TLSCase(
            name: "a server with another name that is taken",
            cluster: validates(
                names("DNS", ["exact": "b.test"]).merged(with: ["trust_chain_verification": "ACCEPT_UNTRUSTED"]))),
        TLSCase(
            name: "a client with another name that is taken",
            listener: validates(
                names("DNS", ["exact": "b.test"]).merged(with: ["trust_chain_verification": "ACCEPT_UNTRUSTED"])),
            cluster: showing),
        TLSCase(
            name: "a server of another hash that is taken",
            cluster: validates(
                authority.merged(with: [
                    "verify_certificate_hash": [.string(String(repeating: "0f", count: 32))],
                    "trust_chain_verification": "ACCEPT_UNTRUSTED",
                ]))),
        TLSCase(name: "a server whose time is over", listener: shows("expired"), cluster: validates(authority)),
        TLSCase(name: "a server with a wanted name", cluster: validates(names("DNS", ["exact": "server.test"]))),
        TLSCase(name: "a server with a wildcard", cluster: validates(names("DNS", ["exact": "a.wild.test"]))),
        TLSCase(name: "a server with another name", cluster: validates(names("DNS", ["exact": "b.test"]))),
        TLSCase(name: "a server with an address", cluster: validates(names("IP_ADDRESS", ["exact": "127.0.0.1"]))),
        TLSCase(name: "a known server", cluster: validates(["verify_certificate_hash": ["text:server.hash"]])),
        TLSCase(name: "a known key", cluster: validates(["verify_certificate_spki": ["text:server.spki"]])),
        TLSCase(
            name: "an unknown server",
            cluster: validates(["verify_certificate_hash": [.string(String(repeating: "0f", count: 32))]]),
            ignored: "connection"),
        TLSCase(
            name: "the name that is asked for",
            cluster: validates(authority).merged(with: ["sni": "server.test", "auto_sni_san_validation": true])),
        TLSCase(
            name: "another name than is asked for",
            cluster: validates(authority).merged(with: ["sni": "b.test", "auto_sni_san_validation": true])),
        TLSCase(
            name: "the endpoint's name",
            cluster: validates(authority).merged(with: ["auto_host_sni": true, "auto_sni_san_validation": true])),
        TLSCase(
            name: "no common version",
            listener: common(["tls_params": ["tls_minimum_protocol_version": "TLSv1_3"]])),
        TLSCase(name: "sessions of TLS 1.2", requests: 3),
        TLSCase(name: "no sessions", cluster: ["max_session_keys": 0], requests: 2),
        TLSCase(
            name: "no tickets and no sessions",
            listener: ["disable_stateless_session_resumption": true, "disable_stateful_session_resumption": true],
            requests: 2),
        TLSCase(
            name: "keys of tickets",
            listener: ["session_ticket_keys": ["keys": [["filename": "file:ticket.key"]]]], requests: 2),
        TLSCase(
            name: "forwarded and sanitized", listener: demanding, cluster: showing, manager: forwards("SANITIZE")),
        TLSCase(
            name: "forwarded only", listener: demanding, cluster: showing, manager: forwards("FORWARD_ONLY")),
        TLSCase(
            name: "forwarded and appended", listener: demanding, cluster: showing,
            manager: forwards("APPEND_FORWARD", everything)),
        TLSCase(
            name: "forwarded and set", listener: demanding, cluster: showing, manager: forwards("SANITIZE_SET")),
        TLSCase(
            name: "forwarded and set in full", listener: demanding, cluster: showing,
            manager: forwards("SANITIZE_SET", everything)),
        TLSCase(name: "routes by certificate", listener: demanding, cluster: showing, manager: choosing),
        TLSCase(name: "routes by a certificate that nobody judges", cluster: showing, manager: choosing),
        TLSCase(
            name: "routes by a certificate that may be bad",
            listener: validates(authority.merged(with: ["trust_chain_verification": "ACCEPT_UNTRUSTED"])),
            cluster: shows("stranger"), manager: choosing),
        TLSCase(name: "routes without a certificate", manager: choosing),
        TLSCase(
            name: "routes by certificate in sessions that go on", listener: demanding, cluster: showing,
            manager: choosing, requests: 3),
        TLSCase(name: "forwarded always", manager: forwards("ALWAYS_FORWARD_ONLY")),
        TLSCase(name: "forwarded without a certificate", manager: forwards("APPEND_FORWARD", everything)),
        TLSCase(
            name: "inline",
            listener: common([
                "tls_certificates": [
                    [
                        "certificate_chain": ["inline_string": "text:server.crt"],
                        "private_key": ["inline_string": "text:server.key"],
                    ]
                ]
            ])),
        TLSCase(
            name: "secrets in files",
            listener: [
                "common_tls_context": [
                    "tls_certificates": [],
                    "tls_certificate_sds_secret_configs": [secret("server")],
                    "validation_context_sds_secret_config": secret("ca"),
                ],
                "require_client_certificate": true,
                "session_ticket_keys_sds_secret_config": secret("ticket"),
            ],
            cluster: common([
                "tls_certificate_sds_secret_configs": [secret("client")],
                "combined_validation_context": [
                    "default_validation_context": [
                        "match_typed_subject_alt_names": [["san_type": "DNS", "matcher": ["exact": "server.test"]]]
                    ],
                    "validation_context_sds_secret_config": secret("ca"),
                ],
            ]), requests: 2),
        TLSCase(
            name: "secrets of the bootstrap",
            listener: [
                "common_tls_context": [
                    "tls_certificates": [],
                    "tls_certificate_sds_secret_configs": [["name": "static-server"]],
                    "combined_validation_context": [
                        "default_validation_context": [
                            "match_typed_subject_alt_names": [["san_type": "URI", "matcher": ["prefix": "spiffe://b"]]]
                        ],
                        "validation_context_sds_secret_config": ["name": "static-ca"],
                    ],
                ],
                "require_client_certificate": true,
                "session_ticket_keys_sds_secret_config": ["name": "static-ticket"],
            ],
            cluster: common([
                "tls_certificate_sds_secret_configs": [["name": "static-client"]],
                "validation_context_sds_secret_config": ["name": "static-ca"],
            ])),
        TLSCase(
            name: "a secret of the listener that is missing",
            listener: common([
                "tls_certificates": [], "tls_certificate_sds_secret_configs": [secret("server", in: "misnamed")],
            ]), ignored: "outer"),
        TLSCase(
            name: "a secret of the cluster that is missing",
            cluster: common(["validation_context_sds_secret_config": secret("ca", in: "misnamed")])),
        TLSCase(name: "a client with odd names and its issuer", listener: demanding, cluster: shows("chain")),
        TLSCase(
            name: "a client that is not looked at closely",
            listener: validates(["trust_chain_verification": "ACCEPT_UNTRUSTED"]),
            cluster: shows("chain")),
        TLSCase(name: "a client that is not revoked", listener: revocations("clean"), cluster: showing),
        TLSCase(name: "a revoked client", listener: revocations("revoked"), cluster: showing),
        TLSCase(name: "a deep client", listener: demanding, cluster: shows("deep")),
        TLSCase(name: "a deep client, both lists", listener: revocations("both"), cluster: shows("deep")),
        TLSCase(
            name: "a deep client without its authority's list", listener: revocations("inner"), cluster: shows("deep")),
        TLSCase(
            name: "a deep client whose own list is enough",
            listener: revocations("inner", ["only_verify_leaf_cert_crl": true]),
            cluster: shows("deep")),
        TLSCase(
            name: "a deep client, and no depth", listener: demandingMore(["max_verify_depth": 0]),
            cluster: shows("deep")),
        TLSCase(
            name: "a deep client, and a depth of one", listener: demandingMore(["max_verify_depth": 1]),
            cluster: shows("deep")),
        TLSCase(
            name: "the client's order of suites", listener: suites(0, 1).merged(with: ["prefer_client_ciphers": true]),
            cluster: suites(1, 0)),
        TLSCase(name: "the server's order of suites", listener: suites(0, 1), cluster: suites(1, 0)),
        TLSCase(
            name: "signatures of one kind", listener: demanding,
            cluster: showing.merged(with: common(["tls_params": ["signature_algorithms": ["ecdsa_secp256r1_sha256"]]]))),
        TLSCase(name: "a time for sessions", listener: ["session_timeout": "3600s"], requests: 2),
        TLSCase(
            name: "an archive",
            listener: common([
                "tls_certificates": [
                    ["pkcs12": ["filename": "file:server.p12"], "password": ["inline_string": "secret"]]
                ]
            ]), cluster: validates(authority)),
        TLSCase(
            name: "an encrypted key", listener: demanding,
            cluster: common([
                "tls_certificates": [
                    [
                        "certificate_chain": ["filename": "file:client.crt"],
                        "private_key": ["filename": "file:encrypted.key"], "password": ["inline_string": "secret"],
                    ]
                ]
            ])),
    ]
}
