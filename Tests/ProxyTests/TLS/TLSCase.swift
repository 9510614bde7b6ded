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
    var requests = 1
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

    // MARK: - Cases

    private static func common(_ fields: JSON) -> JSON { ["common_tls_context": fields] }
    private static let authority: JSON = ["trusted_ca": ["filename": "file:ca.crt"]]
    private static func names(_ kind: String, _ matcher: JSON) -> JSON {
        authority.merged(with: ["match_typed_subject_alt_names": [["san_type": .string(kind), "matcher": matcher]]])
    }
    private static func validates(_ fields: JSON) -> JSON { common(["validation_context": fields]) }
    private static let demanding: JSON = validates(authority).merged(with: ["require_client_certificate": true])
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
