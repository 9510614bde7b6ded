/// Rules about who may connect.
extension TCPCases {
    private static func policy(_ permission: JSON, _ principal: JSON) -> JSON {
        ["permissions": [permission], "principals": [principal]]
    }

    private static let anybody: JSON = ["any": true]

    private static func rules(_ action: String, _ policies: JSON) -> JSON {
        // By its number, since `LOG` stands for the case's log.
        ["action": action == "LOG" ? 2 : .string(action), "policies": policies]
    }

    private static func network(_ address: String, _ length: Int) -> JSON {
        ["address_prefix": .string(address), "prefix_len": .integer(length)]
    }

    /// A log of what the filter tells.
    private static let toldRules: JSON = [
        "name": "envoy.access_loggers.file",
        "typed_config": [
            "@type": .string(TypeName.fileAccessLog), "path": "LOG",
            "log_format": [
                "text_format_source": [
                    "inline_string": """
                    told %DYNAMIC_METADATA(envoy.filters.network.rbac)% %DYNAMIC_METADATA(envoy.common)%

                    """
                ]
            ],
        ],
    ]

    private static func ruled(
        _ name: String, _ fields: JSON, passes: Bool = true, header: String? = nil, shadow: String = ""
    ) -> TCPCase {
        let filter = TCPDocuments.filter("rbac.v3.RBAC", (["stat_prefix": "NAME"] as JSON).merged(with: fields))
        let proxy = TCPDocuments.proxy(["access_log": [TCPDocuments.log("proxy"), toldRules]])
        let bytes = ByteString((header.map { $0 + "\r\n" } ?? "") + "hello")
        let rest: [TCPCase.Step] = passes ? [.receive("echo:hello"), .closeWriting, .end] : [.end]
        return TCPCase("rules-" + name, [filter, proxy], [.connect, .send(bytes)] + rest) {
            if header != nil { $0.listener = ["listener_filters": [proxyProtocol()]] }
            let place = "rules-\(name).rbac."
            $0.statistics =
                ["allowed", "denied"].map { place + $0 }
                + ["shadow_allowed", "shadow_denied"].map { place + shadow + $0 }
        }
    }

    static let rules: [TCPCase] = [
        ruled("without-any", [:]),
        ruled("that-let-all-through", ["rules": rules("ALLOW", ["p": policy(anybody, anybody)])]),
        ruled("that-let-nobody-through", ["rules": rules("ALLOW", [:])], passes: false),
        ruled("that-refuse", ["rules": rules("DENY", ["a policy": policy(anybody, anybody)])], passes: false),
        ruled("that-refuse-others", ["rules": rules("DENY", ["p": policy(["destination_port": 1], anybody)])]),
        ruled("for-logs", ["rules": rules("LOG", ["p": policy(anybody, anybody)])]),
        ruled("for-logs-of-others", ["rules": rules("LOG", ["p": policy(["destination_port": 1], anybody)])]),
        ruled(
            "about-the-source",
            ["rules": rules("ALLOW", ["p": policy(anybody, ["source_ip": network("127.0.0.0", 8)])])]),
        ruled(
            "about-the-source-in-front",
            ["rules": rules("ALLOW", ["p": policy(anybody, ["source_ip": network("1.2.3.0", 24)])])],
            header: "PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222"),
        ruled(
            "about-the-peer-behind-one-in-front",
            ["rules": rules("ALLOW", ["p": policy(anybody, ["direct_remote_ip": network("127.0.0.0", 8)])])],
            header: "PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222"),
        ruled(
            "about-the-client-in-front",
            ["rules": rules("ALLOW", ["p": policy(anybody, ["remote_ip": network("1.2.3.4", 32)])])],
            header: "PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222"),
        ruled(
            "about-the-destination",
            [
                "rules": rules(
                    "ALLOW",
                    [
                        "p": policy(
                            [
                                "and_rules": [
                                    "rules": [["destination_ip": network("5.6.7.8", 32)], ["destination_port": 2222]]
                                ]
                            ],
                            anybody)
                    ])
            ],
            header: "PROXY TCP4 1.2.3.4 5.6.7.8 1111 2222"),
        ruled(
            "about-certificates", ["rules": rules("ALLOW", ["p": policy(anybody, ["authenticated": [:]])])],
            passes: false),
        ruled(
            "about-no-name",
            ["rules": rules("ALLOW", ["p": policy(["requested_server_name": ["exact": ""]], anybody)])]),
        ruled(
            "about-paths",
            ["rules": rules("ALLOW", ["p": policy(["url_path": ["path": ["prefix": "/"]]], anybody)])],
            passes: false),
        ruled("that-only-count", ["shadow_rules": rules("DENY", ["q": policy(anybody, anybody)])]),
        ruled(
            "that-only-count-elsewhere",
            ["shadow_rules": rules("ALLOW", [:]), "shadow_rules_stat_prefix": "other_"], shadow: "other_"),
        ruled(
            "asked-again",
            ["rules": rules("ALLOW", ["p": policy(anybody, anybody)]), "enforcement_type": "CONTINUOUS"]),
        ruled(
            "that-refuse-late",
            ["rules": rules("DENY", ["p": policy(anybody, anybody)]), "delay_deny": "0.2s"], passes: false),
    ]
}
