/// The RBAC filter: who may do what, what is counted and told of it.
enum RBACCases {
    static let all: [ProxyCase] =
        actions + permissions + principals + metadata + routes + statistics + matchers

    private typealias Chain = FilterChain

    private static let log = LogDocument.text(
        "%RESPONSE_CODE_DETAILS% %DYNAMIC_METADATA(envoy.filters.http.rbac)% %DYNAMIC_METADATA(envoy.common)%")

    private static let always: JSON = ["any": true]

    /// Rules with one policy.
    private static func rules(
        _ action: String = "ALLOW", permissions: JSON = [always], principals: JSON = [always], name: String = "p 1"
    ) -> JSON {
        let policy: JSON = ["permissions": permissions, "principals": principals]
        return ["action": .string(action), "policies": .object([JSON.Member(key: name, value: policy)])]
    }

    private static func rbac(_ name: String, _ requests: [String], _ fields: JSON) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.manager = Chain.manager(Chain.filter("rbac", "rbac.v3.RBAC", fields))
            $0.logs = [log]
            $0.omitting = [.probe]
        }
    }

    private static func permitted(_ name: String, _ requests: [String], _ permission: JSON) -> ProxyCase {
        rbac("permits-" + name, requests, ["rules": rules(permissions: [permission])])
    }

    private static func known(_ name: String, _ requests: [String], _ principal: JSON) -> ProxyCase {
        rbac("knows-" + name, requests, ["rules": rules(principals: [principal])])
    }

    private static let pair = [get("/yes"), get("/no?yes")]
    private static let yes: JSON = ["url_path": ["path": ["exact": "/yes"]]]
    private static let twice = [
        get("/", host: "a", "x-role: guest", "x-role: admin"), get("/", host: "a", "x-role: guest,admin"),
        get("/", host: "a", "x-role: guest", "x-role: guest"),
    ]
    private static let fielded = [get("/", host: "a", "x-role: admin"), get("/", host: "a", "x-role: guest"), get()]

    // MARK: - Actions

    private static let actions: [ProxyCase] = [
        rbac("rbac-says-nothing", [get()], [:]),
        rbac("rbac-without-policies", [get()], ["rules": ["action": "ALLOW"]]),
        rbac("rbac-denies-without-policies", [get()], ["rules": ["action": "DENY"]]),
        rbac("rbac-allows", pair, ["rules": rules(permissions: [yes])]),
        rbac("rbac-denies", pair, ["rules": rules("DENY", permissions: [yes])]),
        rbac("rbac-logs", pair, ["rules": rules("LOG", permissions: [yes])]),
        rbac(
            "rbac-first-policy-by-name", [get()],
            [
                "rules": [
                    "action": "DENY",
                    "policies": [
                        "z": ["permissions": [always], "principals": [always]],
                        "a\tb c": ["permissions": [always], "principals": [always]],
                    ],
                ]
            ]),
        rbac(
            "rbac-of-a-repeated-field", [get("/", host: "a", "authorization: a", "authorization: b"), get()],
            [
                "rules": rules(principals: [
                    ["header": ["name": "authorization", "string_match": ["exact": "a"]]]
                ])
            ]),
        rbac(
            "rbac-denies-a-scheme", [get()],
            [
                "rules": rules(
                    "DENY", principals: [["header": ["name": ":scheme", "string_match": ["exact": "http"]]]])
            ]),
        rbac("rbac-denies-post", [post("content-length: 5", body: "hello")], ["rules": rules("DENY")]),
        rbac(
            "rbac-denies-grpc", [post("content-type: application/grpc", "content-length: 0")],
            ["rules": rules("DENY")]),
        rbac(
            "rbac-shadow-only", pair,
            ["shadow_rules": rules("DENY", permissions: [yes]), "shadow_rules_stat_prefix": "dry_"]),
        rbac(
            "rbac-both", pair,
            [
                "rules": rules(permissions: [yes]), "shadow_rules": rules("DENY", permissions: [yes], name: "dry"),
                "rules_stat_prefix": "wet", "shadow_rules_stat_prefix": "dry",
            ]),
    ]

    // MARK: - Permissions

    private static let permissions: [ProxyCase] = [
        permitted("all", pair, ["and_rules": ["rules": [always, yes]]]),
        permitted("one", pair, ["or_rules": ["rules": [["url_path": ["path": ["prefix": "/n"]]], yes]]]),
        permitted("not", pair, ["not_rule": yes]),
        permitted("header", fielded, ["header": ["name": "x-role", "string_match": ["prefix": "adm"]]]),
        permitted(
            "header-inverted", fielded,
            [
                "header": ["name": "X-Role", "string_match": ["exact": "admin"], "invert_match": true]
            ]),
        // Each is looked at by itself, so that nobody gets past a rule with a second one.
        permitted("header-twice", twice, ["header": ["name": "x-role", "string_match": ["exact": "admin"]]]),
        permitted(
            "header-twice-inverted", twice,
            ["header": ["name": "x-role", "string_match": ["exact": "admin"], "invert_match": true]]),
        permitted(
            "method", [get(), post("content-length: 0")], ["header": ["name": ":method", "exact_match": "GET"]]),
        permitted("path-expression", pair, ["url_path": ["path": ["safe_regex": ["regex": "/y.s"]]]]),
        permitted("destination", [get()], ["destination_ip": ["address_prefix": "127.0.0.0", "prefix_len": 8]]),
        permitted("other-destination", [get()], ["destination_ip": ["address_prefix": "10.0.0.0", "prefix_len": 8]]),
        permitted("other-port", [get()], ["destination_port": 1]),
        permitted("ports", [get()], ["destination_port_range": ["start": 1024, "end": 65536]]),
        permitted("server-name", [get()], ["requested_server_name": ["exact": "a"]]),
        permitted("no-server-name", [get()], ["requested_server_name": ["exact": ""]]),
    ]

    // MARK: - Principals

    private static let loopback: JSON = ["address_prefix": "127.0.0.1", "prefix_len": 32]
    private static let forwarded = [get("/", host: "a", "x-forwarded-for: 10.1.2.3"), get()]
    private static let ten: JSON = ["address_prefix": "10.0.0.0", "prefix_len": 8]

    private static let principals: [ProxyCase] = [
        known("all", fielded, ["and_ids": ["ids": [always, ["header": ["name": "x-role", "present_match": true]]]]]),
        known("one", fielded, ["or_ids": ["ids": [["header": ["name": "x-role", "exact_match": "guest"]], yes]]]),
        known("not", fielded, ["not_id": ["header": ["name": "x-role", "exact_match": "guest"]]]),
        known("source", forwarded, ["source_ip": ten]),
        known("peer", forwarded, ["direct_remote_ip": loopback]),
        known("client", forwarded, ["remote_ip": ten]),
        known("client-peer", forwarded, ["remote_ip": loopback]),
        known("path", pair, yes),
        known("authenticated", [get()], ["authenticated": [:]]),
        known("authenticated-name", [get()], ["authenticated": ["principal_name": ["exact": "a"]]]),
    ]

    // MARK: - Metadata

    private static let values: JSON = [
        "s": "text", "n": 5, "b": true, "z": .null, "l": ["a", 1], "o": ["k": ["deep": "x"]],
    ]

    private static func told(_ name: String, _ path: JSON, _ value: JSON, _ more: JSON = [:]) -> ProxyCase {
        let keys: JSON
        if case .array(let names) = path { keys = .array(names.map { ["key": $0] }) } else { keys = [] }
        let matcher: JSON = ["filter": "ns", "path": keys, "value": value]
        return ProxyCase("rbac-metadata-" + name, get()).with {
            $0.manager = Chain.manager(
                Chain.filter(
                    "set", "set_metadata.v3.Config", ["metadata": [["metadata_namespace": "ns", "value": values]]]),
                Chain.filter(
                    "rbac", "rbac.v3.RBAC",
                    ["rules": rules(permissions: [["metadata": matcher.merged(with: more)]])]))
            $0.logs = [log]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let metadata: [ProxyCase] = [
        told("text", ["s"], ["string_match": ["suffix": "xt"]]),
        told("other-text", ["s"], ["string_match": ["exact": "x"]]),
        told("number", ["n"], ["double_match": ["exact": 5]]),
        told("range", ["n"], ["double_match": ["range": ["start": 1, "end": 5]]]),
        told("bool", ["b"], ["bool_match": true]),
        told("null", ["z"], ["null_match": [:]]),
        told("missing-null", ["q"], ["null_match": [:]]),
        told("list", ["l"], ["list_match": ["one_of": ["string_match": ["exact": "a"]]]]),
        told("deep", ["o", "k", "deep"], ["string_match": ["exact": "x"]]),
        told("present", ["s"], ["present_match": true]),
        told("present-object", ["o"], ["present_match": true]),
        told("absent", ["q"], ["present_match": false]),
        told("not-absent", ["s"], ["present_match": false]),
        told(
            "any", ["n"], ["or_match": ["value_matchers": [["bool_match": true], ["double_match": ["exact": 5]]]]]),
        told("inverted", ["s"], ["string_match": ["exact": "x"]], ["invert": true]),
        ProxyCase("rbac-metadata-of-another-rbac", get()).with {
            let told: JSON = [
                "metadata": [
                    "filter": "envoy.filters.http.rbac", "path": [["key": "shadow_engine_result"]],
                    "value": ["string_match": ["exact": "denied"]],
                ]
            ]
            $0.manager = Chain.manager(
                Chain.filter("first", "rbac.v3.RBAC", ["shadow_rules": rules("DENY")]),
                Chain.filter("second", "rbac.v3.RBAC", ["rules": rules("DENY", permissions: [told], name: "told")]))
            $0.logs = [log]
            $0.omitting = [.probe]
        },
        ofRoute("rbac-metadata-of-the-route", ["string_match": ["exact": "x"]]),
        ofRoute("rbac-metadata-of-the-route-that-is-other", ["string_match": ["exact": "y"]]),
        ofRoute("rbac-metadata-of-the-route-inverted", ["string_match": ["exact": "y"]], ["invert": true]),
        rbac(
            "rbac-sourced-metadata", [get()],
            [
                "rules": rules(permissions: [
                    [
                        "sourced_metadata": [
                            "metadata_matcher": [
                                "filter": "ns", "path": [["key": "s"]], "value": ["present_match": true],
                            ]
                        ]
                    ]
                ])
            ]),
    ]

    private static func ofRoute(_ name: String, _ value: JSON, _ more: JSON = [:]) -> ProxyCase {
        let matcher: JSON = ["filter": "ns", "path": [["key": "o"], ["key": "s"]], "value": value]
        let told: JSON = [
            "sourced_metadata": ["metadata_source": "ROUTE", "metadata_matcher": matcher.merged(with: more)]
        ]
        return ProxyCase(name, inTurn: [get("/one"), get("/two")]).with {
            $0.manager = Chain.manager(Chain.filter("rbac", "rbac.v3.RBAC", ["rules": rules(permissions: [told])]))
            let said: JSON = ["metadata": ["filter_metadata": ["ns": ["o": ["s": "x"]]]]]
            $0.virtualHosts = Chain.host([Chain.route(said, prefix: "/one"), Chain.route()])
            $0.logs = [log]
            $0.omitting = [.probe]
        }
    }

    // MARK: - Routes

    private static func routed(_ name: String, _ more: JSON, route: JSON, host: JSON = [:]) -> ProxyCase {
        ProxyCase(name, inTurn: [get("/one"), get("/two")]).with {
            $0.manager = Chain.manager(
                Chain.filter("rbac", "rbac.v3.RBAC", ["rules": rules("DENY", name: "own")], more))
            $0.virtualHosts = Chain.host([Chain.route(route, prefix: "/one"), Chain.route()], host)
            $0.logs = [log]
            $0.omitting = [.probe]
        }
    }

    private static func perRoute(_ fields: JSON) -> JSON {
        Chain.perFilter("rbac", Chain.message("rbac.v3.RBACPerRoute", fields))
    }

    private static let off: JSON = [
        "@type": "type.googleapis.com/envoy.config.route.v3.FilterConfig", "disabled": true,
    ]

    private static let routes: [ProxyCase] = [
        routed("rbac-of-a-route", [:], route: perRoute(["rbac": ["rules": rules("DENY", name: "routes")]])),
        routed("rbac-no-rules-for-a-route", [:], route: perRoute([:])),
        routed("rbac-empty-rules-for-a-route", [:], route: perRoute(["rbac": [:]])),
        routed(
            "rbac-route-over-host", [:], route: perRoute(["rbac": ["rules": rules("DENY", name: "routes")]]),
            host: perRoute([:])),
        routed("rbac-of-a-host", [:], route: [:], host: perRoute([:])),
        routed("rbac-off-for-a-route", [:], route: Chain.perFilter("rbac", off)),
        routed(
            "rbac-on-for-a-route", ["disabled": true],
            route: perRoute(["rbac": ["rules": rules("DENY", name: "routes")]])),
        routed(
            "rbac-wrapped-for-a-route", ["disabled": true],
            route: Chain.perFilter(
                "rbac",
                [
                    "@type": "type.googleapis.com/envoy.config.route.v3.FilterConfig", "is_optional": true,
                    "config": Chain.message("rbac.v3.RBACPerRoute", ["rbac": ["rules": rules("DENY")]]),
                ])),
    ]

    // MARK: - Statistics

    // MARK: - Matchers

    private static func typed(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string("type.googleapis.com/envoy." + type)]
        return ["name": "x", "typed_config": base.merged(with: fields)]
    }

    private static func act(_ action: String, _ name: String) -> JSON {
        ["action": typed("config.rbac.v3.Action", ["name": .string(name), "action": .string(action)])]
    }

    private static let role = typed("type.matcher.v3.HttpRequestHeaderMatchInput", ["header_name": "X-Role"])

    private static func isRole(_ name: String) -> JSON {
        ["single_predicate": ["input": role, "value_match": ["exact": .string(name)]]]
    }

    private static func from(_ block: String, _ input: String = "SourceIPInput") -> JSON {
        let ranges: JSON = [["address_prefix": .string(block), "prefix_len": 8]]
        return [
            "single_predicate": [
                "input": typed("extensions.matching.common_inputs.network.v3." + input),
                "custom_match": typed(
                    "extensions.matching.input_matchers.ip.v3.Ip", ["stat_prefix": "s", "cidr_ranges": ranges]),
            ]
        ]
    }

    private static func list(_ entries: [(predicate: JSON, match: JSON)], _ more: JSON = [:]) -> JSON {
        let matchers = entries.map { entry -> JSON in ["predicate": entry.predicate, "on_match": entry.match] }
        let base: JSON = ["matcher_list": ["matchers": .array(matchers)]]
        return base.merged(with: more)
    }

    private static func tree(_ kind: String, _ entries: [(String, JSON)]) -> JSON {
        let map = JSON.object(entries.map { JSON.Member(key: $0.0, value: $0.1) })
        return ["matcher_tree": .object([.init(key: "input", value: role), .init(key: kind, value: ["map": map])])]
    }

    private static func matched(_ name: String, _ matcher: JSON) -> ProxyCase {
        rbac("matcher-" + name, fielded, ["matcher": matcher])
    }

    private static let matchers: [ProxyCase] = [
        matched("allows", list([(isRole("admin"), act("ALLOW", "a 1"))])),
        matched("denies", list([(isRole("admin"), act("DENY", "a 1"))], ["on_no_match": act("ALLOW", "rest")])),
        matched("logs", list([(isRole("admin"), act("LOG", "l"))], ["on_no_match": act("ALLOW", "rest")])),
        matched("first", list([(isRole("admin"), act("DENY", "d")), (from("127.0.0.0"), act("ALLOW", "a"))])),
        matched("of-others", list([(from("10.0.0.0"), act("ALLOW", "a"))])),
        matched(
            "all-of",
            list([(["and_matcher": ["predicate": [isRole("guest"), from("127.0.0.0")]]], act("ALLOW", "a"))])),
        matched(
            "one-of",
            list([(["or_matcher": ["predicate": [isRole("guest"), isRole("admin")]]], act("ALLOW", "a"))])),
        matched("not", list([(["not_matcher": isRole("guest")], act("ALLOW", "a"))])),
        matched(
            "addresses",
            list([
                (["not_matcher": from("127.0.0.0", "DirectSourceIPInput")], act("DENY", "d")),
                (from("127.0.0.0", "DestinationIPInput"), act("ALLOW", "a")),
            ])),
        matched("by-value", tree("exact_match_map", [("admin", act("ALLOW", "a")), ("guest", act("DENY", "d"))])),
        matched("by-beginning", tree("prefix_match_map", [("a", act("DENY", "d")), ("admin", act("ALLOW", "a"))])),
        matched(
            "below",
            list(
                [
                    (from("127.0.0.0"), ["matcher": list([(isRole("guest"), act("DENY", "d"))])]),
                    (isRole("admin"), act("ALLOW", "a")),
                ])),
        matched("says-nothing", [:]),
        rbac(
            "matcher-over-rules", fielded,
            ["matcher": list([(isRole("admin"), act("ALLOW", "a"))]), "rules": rules("DENY", permissions: [yes])]),
        rbac(
            "matcher-in-the-shadow", fielded,
            [
                "shadow_matcher": list([(isRole("admin"), act("LOG", "l")), (isRole("guest"), act("DENY", "d"))]),
                "shadow_rules_stat_prefix": "s",
            ]),
    ]

    private static let statistics: [ProxyCase] = [
        rbac(
            "rbac-tracks-policies", pair,
            [
                "rules": rules("DENY", permissions: [yes], name: "one"),
                "shadow_rules": rules("ALLOW", permissions: [yes], name: "two"), "track_per_rule_stats": true,
                "rules_stat_prefix": "r", "shadow_rules_stat_prefix": "s",
            ]
        ).with {
            $0.statistics = ["http.rbac.r.policy.one.allowed", "http.rbac.r.policy.one.denied"]
        },
        rbac(
            "rbac-tracks-without-prefix", [get("/yes")],
            [
                "rules": rules("ALLOW", permissions: [yes], name: "one"), "track_per_rule_stats": true,
            ]),
    ]
}
