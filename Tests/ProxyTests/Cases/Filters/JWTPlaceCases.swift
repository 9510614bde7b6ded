/// The JWT filter where several providers, tokens and needs meet, and with tokens and keys that no library makes.
enum JWTPlaceCases {
    static let all: [ProxyCase] = forged + places + needs + texts + numbers + keys + routes

    private typealias Chain = FilterChain

    private static func token(_ name: String) -> String { JWTSecretFixtures.tokens[name] ?? "" }

    private static func provider(_ issuer: String, _ more: JSON = [:]) -> JSON {
        let base: JSON = [
            "issuer": .string(issuer), "local_jwks": ["inline_string": .string(JWTSecretFixtures.keys)],
        ]
        return base.merged(with: more)
    }

    private static func asked(
        _ name: String, _ requests: [String], providers: JSON, needs: JSON, _ more: JSON = [:], route: JSON = [:]
    ) -> ProxyCase {
        let fields: JSON = [
            "providers": providers, "rules": [["match": ["prefix": "/"], "requires": needs]],
        ]
        return ProxyCase("jwt-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(
                Chain.filter("jwt", "jwt_authn.v3.JwtAuthentication", fields.merged(with: more)))
            $0.virtualHosts = Chain.host([Chain.route(route)])
            $0.logs = [LogDocument.text("%RESPONSE_CODE_DETAILS%")]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func sent(_ fields: String..., path: String = "/") -> String {
        request("GET", path, fields)
    }

    private static func bearing(_ name: String) -> String { sent("authorization: Bearer \(token(name))") }

    private static let one: JSON = ["provider_name": "one"]
    private static let allowMissing: JSON = ["allow_missing": [:]]
    private static let allowFailed: JSON = ["allow_missing_or_failed": [:]]

    private static func any(_ needs: JSON...) -> JSON { ["requires_any": ["requirements": .array(needs)]] }

    private static func whole(_ needs: JSON...) -> JSON { ["requires_all": ["requirements": .array(needs)]] }

    private static func need(_ name: String) -> JSON { ["provider_name": .string(name)] }

    // MARK: - Forged fields

    private static let telling: JSON = [
        "one": provider(
            "one",
            [
                "forward_payload_header": "x-payload",
                "claim_to_headers": [["header_name": "x-sub", "claim_name": "sub"]],
            ])
    ]
    private static let lies = ["x-sub: forged", "x-payload: forged"]
    private static let preflight = request(
        "OPTIONS", "/", ["origin: http://a", "access-control-request-method: GET"] + lies)

    private static let forged: [ProxyCase] = [
        asked(
            "forged-without-rule", [request("GET", "/", lies)], providers: telling, needs: one,
            ["rules": [["match": ["prefix": "/other"], "requires": one]]]),
        asked(
            "forged-with-empty-rule", [request("GET", "/", lies)], providers: telling, needs: one,
            ["rules": [["match": ["prefix": "/"]]]]),
        asked(
            "forged-where-off", [request("GET", "/", lies)], providers: telling, needs: one,
            route: Chain.perFilter("jwt", Chain.message("jwt_authn.v3.PerRouteConfig", ["disabled": true]))),
        asked(
            "forged-in-preflight", [preflight], providers: telling, needs: one, ["bypass_cors_preflight": true]),
        asked("forged-beside-missing", [request("GET", "/", lies)], providers: telling, needs: allowMissing),
        asked(
            "forged-beside-failed", [request("GET", "/", lies + ["authorization: Bearer x"])], providers: telling,
            needs: allowFailed),
    ]

    // MARK: - Places

    private static let elsewhere: JSON = [
        "from_headers": [["name": "x-tok"]], "from_params": ["tok"], "from_cookies": ["ck"],
        "forward_payload_header": "x-two",
    ]
    private static let apart: JSON = [
        "one": provider("one", ["forward_payload_header": "x-one"]), "two": provider("two", elsewhere),
    ]
    private static let mixed = [
        sent("x-tok: \(token("one"))"), sent(path: "/?tok=\(token("one"))"), sent("cookie: ck=\(token("one"))"),
        bearing("two"), sent("x-tok: \(token("two"))"), bearing("one"), sent(path: "/?access_token=\(token("two"))"),
    ]
    /// One takes tokens of every issuer.
    private static let open: JSON = [
        "two": provider("two", ["from_headers": [["name": "x-tok"]], "forward_payload_header": "x-two"]),
        "every": provider("", ["forward_payload_header": "x-every"]),
    ]
    private static let double = [
        sent("authorization: Bearer \(token("one"))", path: "/?access_token=\(token("one"))&a=b"),
        sent("authorization: Bearer \(token("one"))", path: "/?access_token=\(token("forged"))"),
        sent("authorization: Bearer \(token("forged"))", path: "/?access_token=\(token("one"))"),
        sent("x-tok: \(token("two"))", "x-tok: \(token("two"))"), sent("x-tok: \(token("two"))", "x-tok: bad"),
        sent("x-tok: bad", "x-tok: \(token("two"))"),
        sent("x-tok: \(token("two"))", "authorization: Bearer \(token("one"))"),
    ]

    private static let places: [ProxyCase] = [
        asked("others-places-and-missing", mixed, providers: apart, needs: allowMissing),
        asked("others-places-and-failed", mixed, providers: apart, needs: allowFailed),
        asked("others-places-and-any", mixed, providers: apart, needs: any(need("one"), need("two"))),
        asked("open-places-and-missing", mixed + [bearing("nobody")], providers: open, needs: allowMissing),
        asked("two-places-and-missing", double, providers: apart, needs: allowMissing),
        asked("two-places-and-failed", double, providers: apart, needs: allowFailed),
        asked("two-places", double, providers: apart, needs: one),
        asked("two-places-and-all", double, providers: apart, needs: whole(need("one"), need("two"))),
        asked(
            "same-field-and-all", double,
            providers: [
                "one": provider("one", ["forward_payload_header": "x-same"]),
                "two": provider("two", ["from_headers": [["name": "x-tok"]], "forward_payload_header": "x-same"]),
            ], needs: whole(need("one"), need("two"))),
        asked(
            "prefix-alone", [sent("authorization: Bearer !!"), sent("authorization: xBearer !\(token("one"))")],
            providers: apart, needs: one),
        asked("no-prefix", [sent("x-tok: !\(token("two"))")], providers: apart, needs: need("two")),
        asked(
            "coded-parameter", [sent(path: "/?access_token=\(token("one").replacing("e", with: "%65"))")],
            providers: apart, needs: one),
    ]

    // MARK: - Needs within needs

    private static let three: JSON = [
        "one": provider("one", ["from_headers": [["name": "x-a"]], "forward_payload_header": "x-one"]),
        "two": provider("two", ["from_headers": [["name": "x-b"]], "forward_payload_header": "x-two"]),
        "three": provider(
            "three",
            ["from_headers": [["name": "x-a"], ["name": "x-c"]], "forward_payload_header": "x-three"]),
    ]
    private static let several = [
        sent(), sent("x-a: \(token("one"))"), sent("x-b: \(token("two"))"), sent("x-c: \(token("three"))"),
        sent("x-a: \(token("three"))"), sent("x-a: \(token("one"))", "x-b: \(token("two"))"),
        sent("x-a: bad"), sent("x-a: \(token("three"))", "x-b: \(token("two"))"),
        sent("x-a: \(token("one"))", "x-b: bad"), sent("x-b: \(token("one"))"),
    ]

    private static func nested(_ name: String, _ needs: JSON) -> ProxyCase {
        asked("nested-" + name, several, providers: three, needs: needs)
    }

    private static let needs: [ProxyCase] = [
        nested("all-any-missing", whole(need("one"), any(need("two"), allowMissing))),
        nested("missing-first", any(allowMissing, need("three"))),
        nested("failed-last", any(need("one"), allowFailed)),
        nested("missing-and-failed", any(allowMissing, need("one"), allowFailed)),
        nested("all-missing", whole(allowMissing, need("three"))),
        nested("all-failed", whole(allowFailed, need("three"))),
        nested("only-missing", any(allowMissing, allowMissing)),
        nested("only-missing-and-failed", any(allowMissing, allowFailed)),
        nested("any-of-all", any(whole(need("one"), need("two")), need("three"))),
        nested("any-in-any", any(any(need("one"), allowMissing), need("three"))),
    ]

    // MARK: - Texts and numbers

    private static let texts: [ProxyCase] = [
        asked(
            "padded",
            ["padded1", "padded2", "padded3"].map { bearing($0) } + [sent(path: "/?access_token=\(token("padded1"))")],
            providers: apart, needs: one),
        asked(
            "odd-texts", ["paddedTwice", "paddedTooMuch", "leftOver", "blankInside"].map { bearing($0) },
            providers: apart, needs: one),
        asked("ed25519-length", [bearing("edShort")], providers: apart, needs: one),
        asked(
            "times-outside",
            ["expNegative", "expWide", "expLate", "expPart", "nbfNegative", "iatNegative", "nbfLate"].map {
                bearing($0)
            }, providers: apart, needs: one),
    ]

    private static let numbers: [ProxyCase] = [
        asked(
            "tells-numbers", [bearing("numbers")],
            providers: [
                "one": provider(
                    "one",
                    [
                        "claim_to_headers": .array(
                            [
                                "neg", "big", "huge", "most", "half", "tenth", "mid", "tiny", "near", "zero",
                                "minusZero",
                                "large", "wide",
                            ].map { ["header_name": .string("x-\($0)"), "claim_name": .string($0)] })
                    ])
            ], needs: one)
    ]

    // MARK: - Keys

    private static func keyed(_ name: String, _ key: String, _ tokens: [String]) -> ProxyCase {
        let text = #"{"keys":[\#(key)]}"#
        let remote: JSON = [
            "http_uri": ["uri": "http://issuer/keys", "cluster": .string("jwt-keys-" + name), "timeout": "10s"]
        ]
        let reply = answer("200 OK", "content-length: \(text.utf8.count)", body: text)
        let served = answer("200 OK", "content-length: 2", body: "ok")
        return asked(
            "keys-" + name, tokens.map { bearing($0) }, providers: ["one": ["issuer": "one", "remote_jwks": remote]],
            needs: one
        ).with {
            $0.upstream = UpstreamScript([.serve([reply, served, served].map { ByteString($0) })])
            $0.statistics = ["http.jwt_authn.jwks_fetch_success", "http.jwt_authn.jwks_fetch_failed"]
        }
    }

    private static func secret(_ more: String = "") -> String {
        #"{"kty":"oct","k":"\#(JWTSecretFixtures.secret)"\#(more)}"#
    }

    private static func rsa(_ bytes: Int, _ exponent: String, _ more: String = "") -> String {
        let modulus = "gA" + String(repeating: "A", count: bytes / 3 * 4) + "AQ"
        return #"{"kty":"RSA","n":"\#(modulus)","e":"\#(exponent)"\#(more)}"#
    }

    private static let keys: [ProxyCase] = [
        keyed("empty", #"{"kty":"oct","k":""}"#, ["emptySecret"]),
        keyed("padded", #"{"kty":"oct","k":"\#(JWTSecretFixtures.secret)="}"#, ["one"]),
        keyed("padded-too-much", #"{"kty":"oct","k":"\#(JWTSecretFixtures.secret)=="}"#, ["one"]),
        keyed("algorithm-none", secret(#","alg":"none""#), ["one"]),
        keyed("algorithm-of-others", secret(#","alg":"RS256""#), ["one"]),
        keyed("algorithm-empty", secret(#","alg":"""#), ["one"]),
        keyed("algorithm-number", secret(#","alg":1"#), ["one"]),
        keyed("name-number", secret(#","kid":1"#), ["one"]),
        keyed("rsa-zero", #"{"kty":"RSA","n":"AA","e":"AA"}"#, ["rsa"]),
        keyed("rsa", rsa(120, "AQAB"), ["rsa"]),
        keyed("rsa-small", rsa(30, "AQAB"), ["rsa"]),
        keyed("rsa-exponent-3", rsa(120, "Aw"), ["rsa"]),
        keyed("rsa-exponent-5", rsa(120, "BQ"), ["rsa"]),
        keyed("rsa-odd-algorithm", rsa(120, "AQAB", #","alg":"RSx""#), ["rsa"]),
    ]

    // MARK: - Routes by what tokens say

    private static func condition(_ claim: String, _ value: JSON, _ more: JSON = [:]) -> JSON {
        let base: JSON = [
            "filter": "envoy.filters.http.jwt_authn", "path": [["key": "said"], ["key": .string(claim)]],
            "value": value,
        ]
        return base.merged(with: more)
    }

    private static func routed(_ name: String, _ conditions: [JSON], clears: Bool = true) -> ProxyCase {
        let told: JSON = ["payload_in_metadata": "said", "clear_route_cache": .bool(clears)]
        return asked(
            "routes-" + name, [bearing("one"), sent(path: "/")], providers: ["one": provider("one", told)],
            needs: any(one, allowMissing)
        ).with {
            let chosen: JSON = [
                "match": ["prefix": "/", "dynamic_metadata": .array(conditions)], "direct_response": ["status": 201],
            ]
            $0.virtualHosts = Chain.host([chosen, Chain.route()])
        }
    }

    private static let exactly: JSON = ["string_match": ["exact": "me"]]

    private static let routes: [ProxyCase] = [
        routed("by-a-claim", [condition("sub", exactly)]),
        routed("by-another-claim", [condition("sub", ["string_match": ["exact": "you"]])]),
        routed("by-two-claims", [condition("sub", exactly), condition("iss", ["string_match": ["exact": "one"]])]),
        routed("by-one-of-two-claims", [condition("sub", exactly), condition("iss", exactly)]),
        routed("by-no-claim", [condition("sub", exactly, ["invert": true])]),
        routed("by-a-claim-that-is-there", [condition("sub", ["present_match": true])]),
        routed("by-a-claim-not-looked-at-again", [condition("sub", exactly)], clears: false),
    ]
}
