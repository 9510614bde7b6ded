/// The filters about where pages come from: CORS and CSRF.
enum OriginCases {
    static let all: [ProxyCase] = cors + levels + olds + csrf

    private typealias Chain = FilterChain

    private static let full: JSON = [
        "allow_methods": "GET,POST", "allow_headers": "x-a", "expose_headers": "x-e", "max_age": "100",
        "allow_credentials": true, "allow_private_network_access": true,
    ]
    private static let a: JSON = ["allow_origin_string_match": [["exact": "http://a.com"]]]

    private static func policy(_ fields: JSON) -> JSON {
        Chain.perFilter("cors", Chain.message("cors.v3.CorsPolicy", fields))
    }

    private static func preflight(_ origin: String, _ more: String...) -> String {
        request("OPTIONS", "/", ["origin: \(origin)", "access-control-request-method: GET"] + more)
    }

    private static let simple = get("/", host: "a", "origin: http://a.com")

    private static func shared(
        _ name: String, _ requests: [String], _ route: JSON, host: JSON = [:], table: JSON = [:]
    ) -> ProxyCase {
        ProxyCase("cors-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(Chain.filter("cors", "cors.v3.Cors"))
            $0.virtualHosts = Chain.host([Chain.route(route)], host)
            $0.routeConfiguration = table
            $0.statistics = ["http.cors.origin_valid", "http.cors.origin_invalid"]
            $0.omitting = [.probe]
        }
    }

    private static let cors: [ProxyCase] = [
        shared("simple", [simple], policy(a.merged(with: full))),
        // CVE-2023-35943.
        shared(
            "origin-taken-away", [simple],
            policy(a.merged(with: full)).merged(with: ["request_headers_to_remove": ["origin"]])),
        shared("no-origin", [get(), get("/", host: "a", "origin:")], policy(a.merged(with: full))),
        shared("preflight", [preflight("http://a.com")], policy(a.merged(with: full))),
        shared(
            "preflight-private",
            [
                preflight("http://a.com", "access-control-request-private-network: true"),
                preflight("http://a.com", "access-control-request-private-network: false"),
            ], policy(a.merged(with: full))),
        shared("preflight-bare", [preflight("http://a.com")], policy(a)),
        shared("simple-bare", [simple], policy(a)),
        shared("other-origin", [get("/", host: "a", "origin: http://b.com")], policy(a.merged(with: full))),
        shared("other-preflight", [preflight("http://b.com")], policy(a.merged(with: full))),
        shared(
            "other-preflight-not-forwarded", [preflight("http://b.com"), get("/", host: "a", "origin: http://b.com")],
            policy(a.merged(with: full).merged(with: ["forward_not_matching_preflights": false]))),
        shared(
            "options-without-method", [request("OPTIONS", "/", ["origin: http://a.com"])], policy(a.merged(with: full))),
        shared(
            "any-origin", [preflight("http://q.com"), simple],
            policy(full.merged(with: ["allow_origin_string_match": [["exact": "*"]]]))),
        shared(
            "expression", [preflight("http://x.a.com"), preflight("http://xba.com")],
            policy(["allow_origin_string_match": [["safe_regex": ["regex": "http://.*\\.a\\.com"]]]])),
        shared(
            "disabled", [preflight("http://a.com"), simple], policy(a.merged(with: ["filter_enabled": Chain.share(0)]))),
        shared(
            "shadow", [preflight("http://a.com"), simple, get("/", host: "a", "origin: http://b.com")],
            policy(a.merged(with: ["filter_enabled": Chain.share(0), "shadow_enabled": Chain.share(100)]))),
        shared("no-policy", [preflight("http://a.com"), simple], [:]),
        ProxyCase("cors-direct-response", preflight("http://a.com")).with {
            $0.manager = Chain.manager(Chain.filter("cors", "cors.v3.Cors"))
            let answer: JSON = ["match": ["prefix": "/"], "direct_response": ["status": 200]]
            $0.virtualHosts = Chain.host([answer.merged(with: policy(a))])
            $0.omitting = [.probe]
        },
        shared("over-upstreams-answer", [simple], policy(a.merged(with: full))).with {
            $0.upstream = .serving(
                answer(
                    "200 OK", "access-control-allow-origin: up", "access-control-expose-headers: up",
                    "access-control-allow-credentials: false", "content-length: 0"))
        },
    ]

    private static let b: JSON = ["allow_origin_string_match": [["exact": "http://b.com"]]]

    private static let levels: [ProxyCase] = [
        shared("host", [preflight("http://a.com")], [:], host: policy(a.merged(with: full))),
        shared("table", [preflight("http://a.com")], [:], table: policy(a.merged(with: full))),
        shared(
            "route-over-host", [preflight("http://a.com"), preflight("http://b.com")], policy(a),
            host: policy(b.merged(with: full))),
        shared("route-says-nothing", [preflight("http://b.com")], policy([:]), host: policy(b.merged(with: full))),
        shared(
            "route-disables", [preflight("http://b.com")], policy(["filter_enabled": Chain.share(0)]),
            host: policy(b.merged(with: full))),
        shared(
            "route-refuses-credentials", [preflight("http://b.com")],
            policy(["allow_credentials": false, "allow_methods": "PUT"]), host: policy(b.merged(with: full))),
    ]

    /// Policies in the deprecated places: the `cors` of virtual hosts and of actions.
    private static func old(
        _ name: String, _ requests: [String], action: JSON = [:], host: JSON = [:], filter: String = "cors"
    ) -> ProxyCase {
        ProxyCase("cors-old-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(Chain.filter(filter, "cors.v3.Cors"))
            $0.virtualHosts = Chain.host([Chain.route(["route": action])], host)
            $0.omitting = [.probe]
        }
    }

    private static let olds: [ProxyCase] = [
        old("host", [preflight("http://a.com"), preflight("http://b.com")], host: ["cors": a.merged(with: full)]),
        old("action", [preflight("http://a.com"), preflight("http://b.com")], action: ["cors": a.merged(with: full)]),
        old(
            "both", [preflight("http://a.com"), preflight("http://b.com")], action: ["cors": a],
            host: ["cors": b.merged(with: full)]),
        old(
            "beside-a-new-one", [preflight("http://a.com"), preflight("http://b.com")], action: ["cors": a],
            host: policy(b.merged(with: full))),
        old("of-a-filter-of-another-name", [preflight("http://a.com")], action: ["cors": a], filter: "other"),
    ]

    // MARK: - CSRF

    private static func forged(_ name: String, _ requests: [String], _ fields: JSON, route: JSON = [:]) -> ProxyCase {
        ProxyCase("csrf-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(Chain.filter("csrf", "csrf.v3.CsrfPolicy", fields))
            $0.virtualHosts = Chain.host([Chain.route(route)])
            $0.statistics = ["http.csrf.request_valid", "http.csrf.request_invalid", "http.csrf.missing_source_origin"]
            $0.omitting = [.probe]
        }
    }

    private static func posted(_ fields: String...) -> String {
        request("POST", "/", fields + ["content-length: 0"])
    }

    private static let on: JSON = ["filter_enabled": Chain.share(100)]

    private static let csrf: [ProxyCase] = [
        forged("same-host", [posted("origin: http://a"), posted("referer: http://a/x?y"), posted("origin: a")], on),
        forged(
            "other-host",
            [
                posted("origin: http://b"), posted("referer: https://b:1/a"), posted("origin: https://a:443"),
                posted("origin: http://a/b"), posted("origin: ://a"), posted("origin: http://"),
            ], on),
        forged("unknown-source", [posted(), posted("origin: null", "referer: http://a/"), posted("origin:")], on),
        forged(
            "methods",
            [
                get(), request("PUT", "/", ["content-length: 0"]), request("DELETE", "/", []),
                request("PATCH", "/", ["content-length: 0"]),
                request("OPTIONS", "/", []),
            ], on),
        forged(
            "additional-origins", [posted("origin: http://x.good.com"), posted("origin: http://good.org")],
            on.merged(with: ["additional_origins": [["suffix": "good.com"]]])),
        forged(
            "shadow", [posted("origin: http://b"), posted("origin: http://a"), posted()],
            ["filter_enabled": Chain.share(0), "shadow_enabled": Chain.share(100)]),
        forged("disabled", [posted("origin: http://b")], ["filter_enabled": Chain.share(0)]),
        forged(
            "by-route", [posted("origin: http://b")], ["filter_enabled": Chain.share(0)],
            route: Chain.perFilter("csrf", Chain.message("csrf.v3.CsrfPolicy", on))),
        forged(
            "odd-sources",
            [
                "http://u:p@a", "http://u@a/x", "http://a#x", "http://a/#x", "http://a?x", "http://a:", "http://a;x",
                "1http://a",
                "ht-tp://a", "http://@a", "http://a@a@a", "http://a:99999", "http://a ", "//a",
            ].map { posted("origin: \($0)") }, on),
        forged(
            "odd-referrers",
            ["http://u:p@a", "http://a#x", "http://a/#x", "http://a/#", "a#", "a:b", "/a", "http://a:", "null"].map {
                posted("referer: \($0)")
            }, on),
        forged(
            "odd-hosts",
            ["u@a", "a:", "a:99999", "[::1]", "a@a@a"].flatMap { host in
                ["http://a", "http://\(host)", host].map {
                    request("POST", "/", host: host, ["origin: \($0)", "content-length: 0"])
                }
            }, on),
        forged(
            "port-of-host", [request("POST", "/", host: "a:80", ["origin: http://a", "content-length: 0"])], on),
    ]
}
