/// The JWT filter, with tokens of another library.
enum JWTCases {
    static let all: [ProxyCase] =
        algorithms + problems + claims + places + needs + told + rules + fetches + memory + challenges + clocks

    private typealias Chain = FilterChain

    private static func token(_ name: String) -> String { JWTFixtures.tokens[name] ?? "" }

    private static func provider(_ more: JSON = [:]) -> JSON {
        let base: JSON = [
            "issuer": "https://issuer", "local_jwks": ["inline_string": .string(JWTFixtures.keys)],
        ]
        return base.merged(with: more)
    }

    private static let other: JSON = ["issuer": "other"]

    private static func asked(
        _ name: String, _ requests: [String], providers: JSON = ["p": provider()],
        needs: JSON = ["provider_name": "p"], _ more: JSON = [:]
    ) -> ProxyCase {
        let fields: JSON = [
            "providers": providers, "rules": [["match": ["prefix": "/"], "requires": needs]],
        ]
        return ProxyCase("jwt-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(
                Chain.filter("jwt", "jwt_authn.v3.JwtAuthentication", fields.merged(with: more)))
            $0.logs = [LogDocument.text("%RESPONSE_CODE_DETAILS% %DYNAMIC_METADATA(envoy.filters.http.jwt_authn)%")]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func bearing(_ name: String, _ path: String = "/") -> String {
        get(path, host: "a", "authorization: Bearer \(token(name))")
    }

    // MARK: - Tokens

    private static let algorithms: [ProxyCase] = [
        asked("rsa", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map { bearing($0) }),
        asked("elliptic", ["ES256", "ES384", "ES512", "EdDSA"].map { bearing($0) }),
        asked("secret", ["HS256", "HS384", "HS512"].map { bearing($0) }),
    ]

    private static let problems: [ProxyCase] = [
        asked("missing", [get(), get("/", host: "a", "authorization: Basic x")]),
        asked(
            "signature",
            ["wrongkey", "tampered", "badkid", "nokid", "shortsig", "badsig64"].map { bearing($0) }),
        asked("form", ["twoparts", "fourparts", "badheader64", "badheaderjson", "algnone"].map { bearing($0) }),
        asked("header", ["noalg", "algnum", "kidnum"].map { bearing($0) }),
        asked(
            "payload",
            ["badpayload64", "badpayloadjson", "payloadlist", "expstr", "issnum", "subnum", "audnum"].map {
                bearing($0)
            }),
        asked("times", ["expired", "notyet", "noexp"].map { bearing($0) }),
        asked("issuer", ["issuer", "noiss"].map { bearing($0) }),
        asked("long-path", [bearing("expired", "/" + String(repeating: "x", count: 300))]),
        asked("post", [post("content-length: 5", body: "hello")]),
        asked("grpc", [post("content-type: application/grpc", "content-length: 0")]),
        asked("silent", [get(), bearing("expired"), bearing("plain")], ["strip_failure_response": true]),
    ]

    private static let claims: [ProxyCase] = [
        asked(
            "audiences", ["aud", "noaud", "audslash", "plain"].map { bearing($0) },
            providers: ["p": provider(["audiences": ["two", "http://one"]])]),
        asked(
            "subjects", ["sub", "nosub", "plain"].map { bearing($0) },
            providers: ["p": provider(["subjects": ["exact": "me"]])]),
        asked(
            "requires-expiration", ["noexp", "plain"].map { bearing($0) },
            providers: ["p": provider(["require_expiration": true])]),
        asked(
            "lifetime", ["noexp", "plain", "expired"].map { bearing($0) },
            providers: ["p": provider(["max_lifetime": "100s"])]),
        asked("no-issuer", ["issuer", "plain"].map { bearing($0) }, providers: ["p": provider(["issuer": ""])]),
        asked(
            "needs-audiences", ["aud", "plain"].map { bearing($0) }, providers: ["p": provider(["audiences": ["zzz"]])],
            needs: ["provider_and_audiences": ["provider_name": "p", "audiences": ["three"]]]),
    ]

    // MARK: - Places

    private static let elsewhere: JSON = [
        "p": provider([
            "from_headers": [["name": "x-t", "value_prefix": "jwt="], ["name": "X-U"]], "from_params": ["q"],
            "from_cookies": ["ck"],
        ])
    ]

    private static func field(_ line: String, _ path: String = "/") -> String { get(path, host: "a", line) }

    private static let places: [ProxyCase] = [
        asked(
            "default-places",
            [
                bearing("plain"), get("/?access_token=\(token("plain"))&x=1"),
                get("/?access%5Ftoken=\(token("plain"))&x=1"),
                field("authorization: \(token("plain"))"),
                field("authorization: bearer \(token("plain"))"), field("authorization: Bearer   !\(token("plain"))"),
                field("authorization: Bearer \(token("plain")),more"), field("authorization: Bearer"),
            ]),
        asked(
            "own-fields",
            [
                field("x-t: jwt=\(token("plain"))"), field("x-t: a jwt=\(token("plain"))"),
                field("x-t: \(token("plain"))"),
                field("x-u: \(token("plain"))"), bearing("plain"),
            ], providers: elsewhere),
        asked(
            "own-parameters", [get("/a?x=1&q=\(token("plain"))&y=2"), get("/a?qq=\(token("plain"))"), get("/a?q=")],
            providers: elsewhere),
        asked(
            "own-cookies", [field("cookie: a=1; ck=\(token("plain")); b=2"), field("cookie: ck=\"x\"")],
            providers: elsewhere),
        asked(
            "two-tokens",
            [
                get("/", host: "a", "x-t: jwt=\(token("plain"))", "x-u: \(token("expired"))"),
                get("/", host: "a", "x-t: jwt=\(token("plain"))", "x-u: \(token("RS256"))"),
            ], providers: elsewhere),
        asked(
            "forwards", [bearing("plain"), get("/?access_token=\(token("plain"))")],
            providers: ["p": provider(["forward": true])]),
    ]

    // MARK: - Needs

    private static let pair: JSON = ["p": provider(), "o": provider(other)]
    private static let four = [
        get(), bearing("plain"), bearing("issuer"), bearing("expired"), bearing("twoparts"), bearing("noiss"),
    ]

    private static func oneOf(_ needs: JSON...) -> JSON { ["requires_any": ["requirements": .array(needs)]] }

    private static let needs: [ProxyCase] = [
        asked("any", four, providers: pair, needs: oneOf(["provider_name": "p"], ["provider_name": "o"])),
        asked(
            "all",
            [
                get("/", host: "a", "x-a: \(token("plain"))", "x-b: \(token("issuer"))"),
                get("/", host: "a", "x-a: \(token("plain"))"), get("/", host: "a", "x-b: \(token("issuer"))"),
            ],
            providers: [
                "p": provider(["from_headers": [["name": "x-a"]]]),
                "o": provider(other.merged(with: ["from_headers": [["name": "x-b"]]])),
            ], needs: ["requires_all": ["requirements": [["provider_name": "p"], ["provider_name": "o"]]]]),
        asked("missing-allowed", four, needs: oneOf(["provider_name": "p"], ["allow_missing": [:]])),
        asked("failed-allowed", four, needs: oneOf(["provider_name": "p"], ["allow_missing_or_failed": [:]])),
        asked("only-missing-allowed", four, providers: pair, needs: ["allow_missing": [:]]),
        asked("only-failed-allowed", four, providers: pair, needs: ["allow_missing_or_failed": [:]]),
        asked("needs-nothing", [get()], needs: [:]),
    ]

    // MARK: - What is told

    private static let told: [ProxyCase] = [
        asked(
            "tells-payload", [get("/", host: "a", "x-payload: forged", "authorization: Bearer \(token("plain"))")],
            providers: ["p": provider(["forward_payload_header": "x-payload"])]),
        asked(
            "tells-padded-payload", [bearing("scope")],
            providers: [
                "p": provider(["forward_payload_header": "X-Payload", "pad_forward_payload_header": true])
            ]),
        asked(
            "tells-claims", [get("/", host: "a", "x-sub: forged", "authorization: Bearer \(token("plain"))")],
            providers: [
                "p": provider([
                    "claim_to_headers": [
                        ["header_name": "x-sub", "claim_name": "sub"], ["header_name": "X-N", "claim_name": "n"],
                        ["header_name": "x-admin", "claim_name": "admin"],
                        ["header_name": "x-roles", "claim_name": "roles"],
                        ["header_name": "x-org", "claim_name": "org.deep"],
                        ["header_name": "x-org-id", "claim_name": "org.id"],
                        ["header_name": "x-deep", "claim_path": [["key": "org"], ["key": "deep"], ["key": "x"]]],
                        ["header_name": "x-none", "claim_name": "none"], ["header_name": "x-nul", "claim_name": "nul"],
                        ["header_name": "x-exp", "claim_name": "exp"], ["header_name": "x-name", "claim_name": "name"],
                    ]
                ])
            ]),
        asked(
            "tells-metadata", [bearing("scope"), bearing("expired")],
            providers: [
                "p": provider([
                    "payload_in_metadata": "payload", "header_in_metadata": "header",
                    "normalize_payload_in_metadata": ["space_delimited_claims": ["scope", "none"]],
                ])
            ]),
    ]

    // MARK: - Rules and routes

    private static let named: JSON = [
        "providers": ["p": provider()], "requirement_map": ["one": ["provider_name": "p"], "two": [:]],
    ]

    private static func routed(_ name: String, _ message: JSON, _ more: JSON = [:]) -> ProxyCase {
        asked(name, [get(), bearing("plain")], more.merged(with: named)).with {
            $0.virtualHosts = Chain.host([
                Chain.route(Chain.perFilter("jwt", Chain.message("jwt_authn.v3.PerRouteConfig", message)))
            ])
        }
    }

    private static let rules: [ProxyCase] = [
        asked(
            "first-rule", [get("/free/x"), get("/open"), get("/else"), bearing("plain", "/else")],
            [
                "rules": [
                    ["match": ["prefix": "/free"]], ["match": ["path": "/open"], "requires": ["allow_missing": [:]]],
                    ["match": ["prefix": "/"], "requires": ["provider_name": "p"]],
                ]
            ]),
        asked(
            "no-rule-fits", [get("/b")], ["rules": [["match": ["prefix": "/a"], "requires": ["provider_name": "p"]]]]),
        asked(
            "named-rule", [get(), bearing("plain")],
            named.merged(with: ["rules": [["match": ["prefix": "/"], "requirement_name": "one"]]])),
        routed("route-off", ["disabled": true]),
        routed("route-names", ["requirement_name": "two"]),
        routed("route-names-wrongly", ["requirement_name": "three"]),
        asked(
            "preflight",
            [
                request("OPTIONS", "/", ["origin: http://a", "access-control-request-method: GET"]),
                request("OPTIONS", "/", ["origin: http://a"]),
            ], ["bypass_cors_preflight": true]
        ).with {
            $0.statistics = ["http.jwt_authn.allowed", "http.jwt_authn.cors_preflight_bypassed"]
        },
        asked("stat-prefix", [get(), bearing("plain")], ["stat_prefix": "own"]),
    ]

    // MARK: - Keys that are fetched

    private static func fetched(_ name: String, _ requests: [String], _ replies: [String], _ more: JSON = [:])
        -> ProxyCase
    {
        let remote: JSON = [
            "http_uri": [
                "uri": "http://issuer.example:99/keys?x=1", "cluster": .string("jwt-fetched-" + name), "timeout": "10s",
            ]
        ]
        return asked(
            "fetched-" + name, requests,
            providers: ["p": ["issuer": "https://issuer", "remote_jwks": remote.merged(with: more)]]
        ).with {
            $0.upstream = UpstreamScript([.serve(replies.map { ByteString($0) })])
            $0.statistics = ["http.jwt_authn.jwks_fetch_success", "http.jwt_authn.jwks_fetch_failed"]
        }
    }

    private static let keys = answer(
        "200 OK", "content-length: \(JWTFixtures.keys.utf8.count)", body: JWTFixtures.keys)
    private static let served = answer("200 OK", "content-length: 2", body: "ok")

    private static let fetches: [ProxyCase] = [
        fetched("once", [bearing("plain"), bearing("RS256")], [keys, served]),
        fetched("not", [bearing("plain")], [answer("404 Not Found", "content-length: 0")]),
        fetched("badly", [bearing("plain")], [answer("200 OK", "content-length: 1", body: "x")]),
        fetched("only-for-good-claims", [bearing("expired"), get()], [keys]),
        fetched(
            "with-post",
            [request("POST", "/", ["authorization: Bearer \(token("plain"))", "content-length: 5"], body: "hello")],
            [keys, served]),
        fetched("again", [bearing("plain")], [failed, failed, keys, served], again(2)),
        fetched("again-in-vain", [bearing("plain")], [failed, failed], again(1)),
        fetched("again-for-nothing", [bearing("plain")], [answer("404 Not Found", "content-length: 0")], again(1)),
        // Tokens that need no keys: what is asked for is asked for beforehand.
        fetched("beforehand", [bearing("expired")], [keys], ["async_fetch": [:]]).with {
            $0.steps = [.upstreamReceived("GET /keys?x=1")] + $0.steps
        },
        fetched(
            "beforehand-many-times", [bearing("expired")], [],
            ["async_fetch": ["fast_listener": true, "failed_refetch_duration": "0.001s"]]
        ).with {
            // At the usual pause of a second, so many failures take longer than what is waited for.
            let failures = (0..<70).flatMap { _ -> [UpstreamStep] in [.request, .text(failed)] }
            $0.steps = [.upstreamEnded] + $0.steps
            $0.upstream = UpstreamScript(failures + [.request, .text(keys), .close])
        },
    ]

    private static let failed = answer("503 No", "content-length: 0")

    private static func again(_ times: Int) -> JSON {
        [
            "retry_policy": [
                "num_retries": .integer(times),
                "retry_back_off": ["base_interval": "0.001s", "max_interval": "5s"],
            ]
        ]
    }

    // MARK: - Challenges

    /// Who is told to come back with a token, and to where.
    private static let challenges: [ProxyCase] = [
        asked(
            "challenge-elsewhere",
            [get("/a/b?c=d#e", host: "x.test:8080"), "GET http://b.test/c HTTP/1.1\r\nhost: a\r\n\r\n"]),
        asked("challenge-to-nobody", ["OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n"]),
        connecting("challenge-to-connect", "a:80"), connecting("challenge-to-connect-to-another-port", "b.test:8443"),
        connecting("challenge-to-connect-silently", "a:80", ["strip_failure_response": true]),
    ]

    private static func connecting(_ name: String, _ target: String, _ more: JSON = [:]) -> ProxyCase {
        let rules: JSON = [["match": ["connect_matcher": [:]], "requires": ["provider_name": "p"]]]
        return asked(name, [], more.merged(with: ["rules": rules])).with {
            $0.steps = [.text("CONNECT \(target) HTTP/1.1\r\nhost: \(target)\r\n\r\n"), .answers(1), .end]
            $0.manager = $0.manager.merged(with: ["upgrade_configs": [["upgrade_type": "CONNECT"]]])
            $0.routes = [["match": ["connect_matcher": [:]], "route": ["cluster": "CLUSTER"]]]
        }
    }

    /// Clocks that are apart, and keys that hold for so long.
    private static let clocks: [ProxyCase] = [
        asked(
            "clocks-that-are-apart", ["expired", "notyet", "plain"].map { bearing($0) },
            providers: ["p": provider(["clock_skew_seconds": 4_294_967_295])]),
        fetched(
            "to-hold-for-long", [bearing("plain"), bearing("RS256")], [keys, served], ["cache_duration": "300s"]),
    ]

    // MARK: - Tokens that are remembered

    private static func remembered(_ name: String, _ tokens: [String], _ cache: JSON) -> ProxyCase {
        asked("remembered-" + name, tokens.map { bearing($0) }, providers: ["p": provider(["jwt_cache_config": cache])])
            .with {
                $0.manager = Chain.manager(
                    Chain.filter(
                        "jwt", "jwt_authn.v3.JwtAuthentication",
                        [
                            "providers": ["p": provider(["jwt_cache_config": cache, "audiences": ["one"]])],
                            "rules": [["match": ["prefix": "/"], "requires": ["provider_name": "p"]]],
                            "stat_prefix": .string("remembered-" + name),
                        ]))
                $0.statistics = ["jwt_cache_hit", "jwt_cache_miss", "allowed", "denied"].map {
                    "http.jwt_authn.remembered-\(name).\($0)"
                }
            }
    }

    private static let memory: [ProxyCase] = [
        remembered("all", ["plain", "plain", "RS256", "plain", "RS256", "expired", "expired", "aud", "aud"], [:]),
        remembered("one", ["plain", "plain", "ES256", "plain"], ["jwt_cache_size": 1]),
        remembered("none-so-long", ["plain", "plain"], ["jwt_max_token_size": 10]),
        remembered("bad", ["tampered", "tampered", "twoparts", "twoparts"], [:]),
    ]
}
