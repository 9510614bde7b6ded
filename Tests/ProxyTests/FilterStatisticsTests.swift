import Testing

/// The names and labels of what HTTP filters count, beside Envoy.
@Suite struct FilterStatisticsTests {
    private typealias Chain = FilterChain

    private static let policy: JSON = [
        "policies": ["p": ["permissions": [["any": true]], "principals": [["any": true]]]]
    ]

    private static func server(_ more: JSON) -> JSON {
        let base: JSON = [
            "http_service": ["server_uri": ["uri": "http://a", "cluster": "one", "timeout": "1s"]]
        ]
        return base.merged(with: more)
    }

    private static let session: JSON = [
        "stat_prefix": "own",
        "session_state": [
            "name": "envoy.http.stateful_session.header",
            "typed_config": [
                "@type": "type.googleapis.com/envoy.extensions.http.stateful_session.header.v3.HeaderBasedSessionState",
                "name": "x-s",
            ],
        ],
    ]

    private static let filters: [JSON] = [
        Chain.filter("1", "rbac.v3.RBAC", ["rules": policy, "shadow_rules": policy]),
        Chain.filter(
            "2", "rbac.v3.RBAC",
            [
                "rules": policy, "shadow_rules": policy, "rules_stat_prefix": "own",
                "shadow_rules_stat_prefix": "shadow",
            ]),
        Chain.filter("3", "jwt_authn.v3.JwtAuthentication"),
        Chain.filter("4", "jwt_authn.v3.JwtAuthentication", ["stat_prefix": "own"]),
        Chain.filter("5", "ext_authz.v3.ExtAuthz", server([:])),
        Chain.filter("6", "ext_authz.v3.ExtAuthz", server(["stat_prefix": "own"])),
        Chain.filter("7", "csrf.v3.CsrfPolicy", ["filter_enabled": Chain.share(100)]),
        Chain.filter("8", "cors.v3.Cors"), Chain.filter("9", "fault.v3.HTTPFault"),
        Chain.filter("10", "local_ratelimit.v3.LocalRateLimit", ["stat_prefix": "own"]),
        Chain.filter("11", "bandwidth_limit.v3.BandwidthLimit", ["stat_prefix": "own", "limit_kbps": 1]),
        Chain.filter("12", "stateful_session.v3.StatefulSession", session),
        Chain.filter("13", "health_check.v3.HealthCheck", ["pass_through_mode": false]),
        Chain.filter("14", "set_metadata.v3.Config"), Chain.filter("15", "header_to_metadata.v3.Config"),
        Chain.filter("16", "buffer.v3.Buffer", ["max_request_bytes": 1]),
        Chain.filter(
            "17", "basic_auth.v3.BasicAuth",
            ["users": ["inline_string": "a:{SHA}tESsBmE/yNY3lb6a0L6vVQEZNqw="]]),
        Chain.filter("18", "api_key_auth.v3.ApiKeyAuth"),
    ]

    private static let configuration: JSON = [
        "admin": ["address": Theme.address(port: 0)],
        "static_resources": [
            "listeners": [
                [
                    "name": "in", "address": Theme.address(port: 0),
                    "filter_chains": [
                        [
                            "filters": [
                                [
                                    "name": "http",
                                    "typed_config": [
                                        "@type": .string(TypeName.manager), "stat_prefix": "in",
                                        "route_config": ["name": "routes"],
                                        "http_filters": .array(filters + [Chain.router]),
                                    ],
                                ]
                            ]
                        ]
                    ],
                ]
            ],
            "clusters": [["name": "one", "load_assignment": ["cluster_name": "one"]]],
        ],
    ]

    private static let words = [
        "rbac", "jwt_authn", "ext_authz", "csrf", "cors", "fault", "rate_limit", "bandwidth", "session", "health_check",
        "metadata", "basic_auth", "api_key_auth",
    ]

    /// What concerns the filters of the names and samples of a proxy.
    private func names(_ binary: ProxyBinary) throws -> [String] {
        let directory = try TemporaryDirectory()
        let proxy = try ProxyHarness(binary, configuration: Self.configuration, directory: directory)
        defer { proxy.stop() }
        func lines(_ path: String, upTo end: Character) throws -> [String] {
            try #require(proxy.admin.get(path)).body.text.split(separator: "\n").compactMap { line in
                if line.hasPrefix("#") || !line.contains("http") { return nil }
                return Self.words.contains { line.contains($0) }
                    ? String(line[..<(line.lastIndex(of: end) ?? line.endIndex)]) : nil
            }
        }
        return try lines("/stats", upTo: ":").sorted() + lines("/stats/prometheus", upTo: " ").sorted()
    }

    @Test("Names and labels are Envoy's", .enabled(if: ParityTests.hasEnvoy, "no Envoy here"))
    func alike() throws {
        let (ours, theirs) = (try names(.apus), try names(.envoy))
        #expect(Set(theirs).subtracting(ours).sorted() == [])
        #expect(Set(ours).subtracting(theirs).sorted() == [])
        #expect(theirs.count > 100)
    }
}
