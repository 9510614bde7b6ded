/// Texts that filters share within a stream: what sets them, and how logs, fields and rules see them.
enum FilterStateCases {
    static let all: [ProxyCase] = formats + settings + rules + routes

    private typealias Chain = FilterChain

    private static func text(_ name: String, _ format: String, _ more: JSON = [:]) -> JSON {
        let base: JSON = [
            "object_key": .string(name), "factory_key": "envoy.string",
            "format_string": ["text_format_source": ["inline_string": .string(format)]],
        ]
        return base.merged(with: more)
    }

    private static func message(_ texts: [JSON], _ more: JSON = [:]) -> JSON {
        let base: JSON = ["on_request_headers": .array(texts)]
        return Chain.message("set_filter_state.v3.Config", base.merged(with: more))
    }

    private static func sets(_ texts: [JSON], _ more: JSON = [:]) -> JSON {
        ["name": "set", "typed_config": message(texts, more)]
    }

    private static func shows(_ names: String...) -> JSON {
        LogDocument.text(
            names.map { "\($0) [%FILTER_STATE(\($0))%] [%FILTER_STATE(\($0):PLAIN)%]" }.joined(separator: " "))
    }

    private static func set(_ name: String, _ log: JSON, _ filters: JSON...) -> ProxyCase {
        ProxyCase(name, get("/", host: "h", "x-a: 1")).with {
            $0.manager = ["http_filters": .array(filters + [Chain.router])]
            $0.logs = [log]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let some = [
        text("my.key", "v=%REQ(x-a)%"), text("empty", ""), text("missing", "%REQ(x-none)%"), text("odd", "a\"b\\"),
        text("long", "abcdef"),
    ]

    private static let formats: [ProxyCase] = [
        set("filter-state-in-text", shows("my.key", "empty", "missing", "odd", "none"), sets(some)),
        set(
            "filter-state-cut",
            LogDocument.text("%FILTER_STATE(long):3% %FILTER_STATE(long:PLAIN):3% %FILTER_STATE(long:TYPED)%"),
            sets(some)),
        set(
            "filter-state-of-no-kind",
            LogDocument.text(
                "%FILTER_STATE(long:FIELD:x)% %UPSTREAM_FILTER_STATE(long)% %UPSTREAM_FILTER_STATE(long:PLAIN)%"),
            sets(some)),
        set(
            "filter-state-in-json",
            LogDocument.json([
                "a": "%FILTER_STATE(my.key)%", "b": "%FILTER_STATE(my.key:PLAIN)%", "c": "%FILTER_STATE(odd)%",
                "d": "%FILTER_STATE(odd:PLAIN)%", "e": "<%FILTER_STATE(odd)%|%FILTER_STATE(odd:PLAIN)%>",
                "f": "%FILTER_STATE(empty)%", "g": "%FILTER_STATE(none)%", "h": "%FILTER_STATE(long):3%",
                "i": "%FILTER_STATE(long:PLAIN):3%", "j": "<%FILTER_STATE(long):3%>", "k": "<%FILTER_STATE(none)%>",
            ]), sets(some)),
        set("filter-state-in-fields", shows("my.key"), sets(some)).with {
            $0.routeConfiguration = [
                "request_headers_to_add": [
                    HeaderEditCases.option("x-s", "%FILTER_STATE(odd:PLAIN)%"),
                    HeaderEditCases.option("x-t", "%FILTER_STATE(odd)%"),
                    HeaderEditCases.option("x-n", "%FILTER_STATE(none)%"),
                ]
            ]
        },
    ]

    private static let settings: [ProxyCase] = [
        set("filter-state-of-nothing", shows("a"), sets([])),
        set(
            "filter-state-once-more", shows("a", "b"),
            sets([text("a", "one", ["read_only": true]), text("a", "two"), text("b", "one")]),
            sets([text("b", "two", ["factory_key": "envoy.hashable_string"])])),
        set(
            "filter-state-unless-empty", shows("a", "b", "c"),
            sets([
                text("a", "", ["skip_if_empty": true]), text("b", "%REQ(x-none)%", ["skip_if_empty": true]),
                text(
                    "c", "",
                    [
                        "skip_if_empty": true,
                        "format_string": [
                            "text_format_source": ["inline_string": "%REQ(x-none)%"], "omit_empty_values": true,
                        ],
                    ]),
            ])),
        set(
            "filter-state-of-json", shows("a"),
            sets([
                [
                    "object_key": "a", "factory_key": "envoy.string",
                    "format_string": ["json_format": ["k": "%REQ(x-a)%"]],
                ]
            ])),
        set(
            "filter-state-by-name", shows("envoy.string"),
            sets([
                [
                    "object_key": "envoy.string",
                    "format_string": ["text_format_source": ["inline_string": "%REQ(x-a)%"]],
                ]
            ])),
        set("filter-state-by-levels", shows("a", "b", "c", "d"), sets([text("a", "own"), text("b", "own")])).with {
            $0.virtualHosts = Chain.host(
                [Chain.route(Chain.perFilter("set", message([text("a", "route"), text("c", "route")])))],
                Chain.perFilter("set", message([text("a", "host"), text("c", "host"), text("d", "host")])))
        },
    ]

    /// The client's field becomes a text, and a rule asks for that.
    private static func asks(_ name: String, _ matcher: JSON) -> ProxyCase {
        let rules: JSON = [
            "policies": [
                "p": [
                    "permissions": [["any": true]],
                    "principals": [["filter_state": matcher]],
                ]
            ]
        ]
        return ProxyCase(
            name, inTurn: [get("/", host: "a", "x-a: yes"), get("/", host: "a", "x-a: no"), get()]
        ).with {
            $0.manager = Chain.manager(
                sets([text("k", "%REQ(x-a)%", ["skip_if_empty": true])]),
                Chain.filter("rbac", "rbac.v3.RBAC", ["rules": rules]))
            $0.omitting = [.probe, .bytewise]
        }
    }

    /// The client's field becomes a text, by which a route is chosen, if it is chosen anew.
    private static func leads(_ name: String, _ condition: JSON, own: JSON = [:], route: JSON = [:]) -> ProxyCase {
        ProxyCase(
            "filter-state-leads-\(name)",
            inTurn: [get("/", host: "a", "x-a: yes"), get("/", host: "a", "x-a: no"), get()]
        ).with {
            $0.manager = Chain.manager(sets([text("k", "%REQ(x-a)%", ["skip_if_empty": true])], own))
            $0.routes = [
                [
                    "name": "asked", "match": ["prefix": "/", "filter_state": [condition]],
                    "route": ["cluster": "CLUSTER"],
                ],
                Chain.route(["name": "other"]).merged(with: route),
            ]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let isYes: JSON = ["key": "k", "string_match": ["exact": "yes"]]
    private static let anew: JSON = ["clear_route_cache": true]

    private static let routes: [ProxyCase] = [
        leads("anew", isYes, own: anew), leads("nowhere-else", isYes),
        leads("by-prefix", ["key": "k", "string_match": ["prefix": "n"]], own: anew),
        leads("by-missing-name", ["key": "n", "string_match": ["exact": ""]], own: anew),
        leads("not-anew-by-route", isYes, route: Chain.perFilter("set", message([], anew))),
    ]

    private static let rules: [ProxyCase] = [
        asks("filter-state-by-rule", ["key": "k", "string_match": ["exact": "yes"]]),
        asks("filter-state-by-prefix", ["key": "k", "string_match": ["prefix": "y"]]),
        asks("filter-state-by-missing-name", ["key": "n", "string_match": ["prefix": "y"]]),
    ]
}
