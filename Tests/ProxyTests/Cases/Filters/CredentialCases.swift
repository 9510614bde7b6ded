/// Filters that ask for passwords and keys: who is let through, what the others are told, and what is counted of it.
enum CredentialCases {
    static let all: [ProxyCase] = passwords + passwordRoutes + keys + hidden + keyRoutes

    private typealias Chain = FilterChain

    private static let log = LogDocument.text("%RESPONSE_CODE_DETAILS% %DYNAMIC_METADATA(ask)%")

    private static func asked(_ name: String, _ requests: [String], _ filter: JSON) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.manager = Chain.manager(filter)
            $0.logs = [log]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func under(_ route: JSON, _ more: JSON = [:]) -> JSON {
        Chain.host([Chain.route(Chain.perFilter("ask", route))], more)
    }

    // MARK: - Passwords

    private static let hash = "{SHA}tESsBmE/yNY3lb6a0L6vVQEZNqw="
    private static let colonHash = "{SHA}3OptnM09ILoVSfbZtd3mB0IViII="
    private static let users: JSON = [
        "inline_string": .string("# people\n\nuser1:\(hash)\nu:\(colonHash)\nv:{SHA}2jmj7l5rSw0yVb/vlWAYkK/YBwk=\n")
    ]

    private static func basic(_ fields: JSON = [:]) -> JSON {
        let base: JSON = ["users": users]
        return Chain.filter("ask", "basic_auth.v3.BasicAuth", base.merged(with: fields))
    }

    private static let good = "authorization: Basic dXNlcjE6dGVzdDE="

    private static let shown = [
        good, "authorization: Basic dXNlcjE6dGVzdDI=", "authorization: Basic bm9ib2R5Ong=",
        "authorization: basic dXNlcjE6dGVzdDE=", "authorization: Bearer x", "authorization: Basic",
        "authorization: Basic  dXNlcjE6dGVzdDE=", "authorization: Basic !!", "authorization: Basic bm9jb2xvbg==",
        "authorization: Basic OnRlc3Qx", "authorization: Basic dXNlcjE6dGVzdDE", "authorization: Basic dTphOmI==",
        "authorization: Basic dTphOmJ=", "authorization: Basic dTphOmI=x", "authorization: Basic djo=",
        "authorization:",
    ]

    private static let passwords: [ProxyCase] = [
        asked("password-shown", [get()] + shown.map { get("/", host: "a", $0) }, basic()),
        asked(
            "password-shown-twice",
            [get("/", host: "a", good, good), get("/", host: "a", "x-auth: Basic djo=", "x-auth: Basic dTphOmI=")],
            basic()),
        asked(
            "password-in-another-field",
            [
                get("/", host: "a", good), get("/", host: "a", "x-auth: Basic dTphOmI="),
                get("/", host: "a", "x-auth: Basic djo=", "x-auth: Basic nonsense"),
            ],
            basic(["authentication_header": "X-Auth"])),
        asked(
            "password-name-told",
            [
                get("/", host: "a", good), get("/", host: "a", good, "x-user: evil"),
                get("/", host: "a", "x-user: evil"),
            ],
            basic(["forward_username_header": "X-User", "emit_dynamic_metadata": true])),
        asked(
            "password-not-needed",
            [get("/", host: "a", "x-user: evil")] + shown.prefix(5).map { get("/", host: "a", $0) },
            basic(["forward_username_header": "x-user", "emit_dynamic_metadata": true, "allow_missing": true])),
        asked(
            "password-realm-of-the-address",
            [
                get("/foo?x=1", host: "a:80"), get("/\"a\\b"), get("/" + String(repeating: "x", count: 300)),
                get("/", host: "a", "x-envoy-original-path: /orig", "x-forwarded-proto: https"),
            ], basic()),
        asked("password-realm", [get("/foo")], basic(["realm": "my \"realm\"\\"])),
        asked("password-of-grpc", [post("content-type: application/grpc", "content-length: 0")], basic()),
        asked("password-of-a-body", [post("content-length: 5", body: "hello")], basic()),
        asked(
            "password-as-bytes", [get("/", host: "a", good)],
            Chain.filter(
                "ask", "basic_auth.v3.BasicAuth",
                ["users": ["inline_bytes": "dXNlcjE6e1NIQX10RVNzQm1FL3lOWTNsYjZhMEw2dlZRRVpOcXc9"]])),
    ]

    private static let routeUsers: JSON = ["inline_string": .string("r:{SHA}hDy6zGHI/kWIaBn/FRbi4Xk3RJY=")]

    private static func basicRoute(_ name: String, _ fields: JSON, _ own: JSON = [:]) -> ProxyCase {
        asked(
            name, [get(), get("/", host: "a", good), get("/", host: "a", "authorization: Basic cjpycg==")], basic(own)
        ).with {
            let base: JSON = ["users": routeUsers]
            $0.virtualHosts = under(Chain.message("basic_auth.v3.BasicAuthPerRoute", base.merged(with: fields)))
        }
    }

    private static let passwordRoutes: [ProxyCase] = [
        basicRoute("password-by-route", [:], ["forward_username_header": "x-user"]),
        basicRoute("password-realm-of-the-filter", [:], ["realm": "one"]),
        basicRoute("password-realm-of-the-route", ["realm": "two"], ["realm": "one"]),
    ]

    // MARK: - Keys

    private static let credentials: JSON = [["key": "k1", "client": "c1"], ["key": "k2", "client": "c2"]]

    private static func keyed(_ fields: JSON = [:]) -> JSON {
        let base: JSON = ["credentials": credentials]
        return Chain.filter("ask", "api_key_auth.v3.ApiKeyAuth", base.merged(with: fields))
    }

    private static let everywhere: JSON = [
        ["header": "Authorization"], ["header": "X-Key"], ["query": "q"], ["cookie": "ck"],
    ]

    private static let keyFields = [
        "authorization: Bearer k1", "authorization: bearer k1", "authorization: k1", "authorization: Basic k1",
        "authorization: Bearer  k1", "authorization: Bearer", "authorization: BearerX k1", "x-key: k2",
        "x-key: Bearer k2", "x-key: bad", "x-key:", "cookie: ck=k1", "cookie: ck=\"k1\"", "cookie: a=b; ck=k2",
        "cookie: ck",
    ]

    private static let keys: [ProxyCase] = [
        asked(
            "key-shown", [get()] + keyFields.map { get("/", host: "a", $0) },
            keyed(["key_sources": everywhere, "forwarding": ["header": "X-Client"]])),
        asked(
            "key-in-queries",
            [
                get("/?q=k1"), get("/?q=k%31"), get("/?q="), get("/?x=1&q=k2&q=k1"), get("/?qq=k1"), get("/?q"),
                get("/?%71=k1"), get("/?%71=k1&q=bad"), get("/?q=bad&%71=k1"), get("/?%7=k1"), get("/?q=k1+"),
            ],
            keyed(["key_sources": everywhere])),
        asked(
            "key-shown-twice",
            [
                get("/", host: "a", "x-key: k1", "x-key: k2"), get("/", host: "a", "authorization: bad", "x-key: k1"),
                get("/", host: "a", "x-key:", "cookie: ck=k1"), get("/?q=k1", host: "a", "x-client: evil"),
                get("/", host: "a", "cookie: a=b; ck=k2", "cookie: ck=k1"),
            ],
            keyed(["key_sources": everywhere, "forwarding": ["header": "x-client"]])),
        asked(
            "key-of-grpc", [post("content-type: application/grpc", "content-length: 0")],
            keyed(["key_sources": everywhere])),
        asked("key-without-places", [get("/", host: "a", "authorization: Bearer k1")], keyed()),
        asked(
            "key-without-keys", [get("/", host: "a", "x-key: k1"), get()],
            Chain.filter("ask", "api_key_auth.v3.ApiKeyAuth", ["key_sources": everywhere])),
        asked("key-without-anything", [get()], Chain.filter("ask", "api_key_auth.v3.ApiKeyAuth")),
        asked(
            "key-in-one-of-two-places", [get("/", host: "a", "x-key: k1"), get("/?y=k1")],
            keyed(["key_sources": [["header": "x-key", "query": "y"]]])),
    ]

    private static let hidden: [ProxyCase] = [
        asked(
            "key-hidden",
            [
                get("/?q=1&q=k1", host: "a", "x-key: k1", "cookie: a=b; ck=k1; c=d", "cookie: ck=k2"),
                get("/p?a=1&q=k1&b=2", host: "a", "cookie: a=b", "cookie: c=d; e"), get("/p?q=k1"),
                get("/p", host: "a", "cookie: ck=k1"), get("/p?a=1", host: "a", "x-key: k1"),
                get("/p?a=1&%71=k1&b=2"),
            ],
            keyed([
                "key_sources": [["header": "x-key"], ["query": "q"], ["cookie": "ck"]],
                "forwarding": ["hide_credentials": true],
            ])),
        asked(
            "key-hidden-and-told", [get("/", host: "a", "x-key: k1")],
            keyed([
                "key_sources": [["header": "x-key"]], "forwarding": ["header": "x-key", "hide_credentials": true],
            ])),
    ]

    private static let routed = [
        get("/", host: "a", "x-key: k1"), get("/", host: "a", "x-key: k2"), get("/", host: "a", "x-key: k3"),
        get("/?q=k1"), get("/?q=k3"), get(),
    ]

    private static func keyRoute(_ name: String, _ fields: JSON, _ host: JSON? = nil, _ own: JSON = [:]) -> ProxyCase {
        let base: JSON = ["key_sources": [["header": "x-key"]]]
        return asked("key-" + name, routed, keyed(base.merged(with: own))).with {
            let type = "api_key_auth.v3.ApiKeyAuthPerRoute"
            $0.virtualHosts = under(
                Chain.message(type, fields), host.map { Chain.perFilter("ask", Chain.message(type, $0)) } ?? [:])
        }
    }

    private static let third: JSON = [["key": "k3", "client": "c3"]]
    private static let tells: JSON = ["forwarding": ["header": "x-client"]]

    private static let keyRoutes: [ProxyCase] = [
        keyRoute("by-route", ["credentials": third]),
        keyRoute("places-by-route", ["key_sources": [["query": "q"]]]),
        keyRoute("clients-of-a-route", ["allowed_clients": ["c2"]]),
        keyRoute(
            "all-by-route",
            [
                "credentials": third, "key_sources": [["query": "q"]], "allowed_clients": ["c3"],
                "forwarding": ["header": "x-other"],
            ], nil, tells),
        keyRoute("untold-by-route", [:], nil, tells),
        keyRoute("by-route-not-host", ["allowed_clients": ["c2"]], ["key_sources": [["query": "q"]]]),
    ]
}
