/// Virtual hosts whose matchers choose routes.
enum MatcherCases {
    static let all: [ProxyCase] = lists + trees + actions + inputs

    private static let prefix = "type.googleapis.com/envoy."

    private static func typed(_ type: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string(prefix + type)]
        return ["name": "x", "typed_config": base.merged(with: fields)]
    }

    private static func field(_ name: String) -> JSON {
        typed("type.matcher.v3.HttpRequestHeaderMatchInput", ["header_name": .string(name)])
    }

    private static func route(_ name: String, _ match: JSON = ["prefix": "/"]) -> JSON {
        [
            "name": .string(name), "match": match,
            "direct_response": ["status": 200, "body": ["inline_string": .string(name)]],
        ]
    }

    private static func act(_ name: String, _ match: JSON = ["prefix": "/"]) -> JSON {
        ["action": typed("config.route.v3.Route", route(name, match))]
    }

    private static func acts(_ routes: JSON...) -> JSON {
        ["action": typed("config.route.v3.RouteList", ["routes": .array(routes)])]
    }

    private static func single(_ input: JSON, _ match: JSON) -> JSON {
        ["single_predicate": ["input": input, "value_match": match]]
    }

    private static func isX(_ value: String) -> JSON { single(field("X"), ["exact": .string(value)]) }

    private static func list(_ entries: [(predicate: JSON, match: JSON)], rest: JSON? = nil) -> JSON {
        let matchers = entries.map { entry -> JSON in ["predicate": entry.predicate, "on_match": entry.match] }
        return with(["matcher_list": ["matchers": .array(matchers)]], rest)
    }

    private static func tree(_ kind: String, _ input: JSON, _ entries: [(String, JSON)], rest: JSON? = nil) -> JSON {
        let map = JSON.object(entries.map { JSON.Member(key: $0.0, value: $0.1) })
        let tree = JSON.object([.init(key: "input", value: input), .init(key: kind, value: ["map": map])])
        return with(["matcher_tree": tree], rest)
    }

    private static func with(_ matcher: JSON, _ rest: JSON?) -> JSON {
        rest.map { matcher.merged(with: ["on_no_match": $0]) } ?? matcher
    }

    private static func matched(_ name: String, _ matcher: JSON, _ requests: String..., more: JSON = [:]) -> ProxyCase {
        ProxyCase("route-matcher-" + name, inTurn: requests).with {
            let host: JSON = ["name": "all", "domains": ["*"], "matcher": matcher]
            $0.virtualHosts = [host.merged(with: more)]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func x(_ values: String..., path: String = "/") -> String {
        request("GET", path, values.map { "x: " + $0 })
    }

    private static let below: JSON = ["matcher": list([(single(field("y"), ["exact": "1"]), act("below"))])]

    private static let lists: [ProxyCase] = [
        matched(
            "first", list([(isX("1"), act("one")), (isX("1"), act("other"))], rest: act("rest")), x(), x("1"), x("2")),
        matched("without-rest", list([(isX("1"), act("one"))]), x(), x("1")),
        matched("empty", [:], get()), matched("only-rest", ["on_no_match": act("rest")], get()),
        matched(
            "any-of", list([(["or_matcher": ["predicate": [isX("1"), isX("2")]]], act("hit"))]), x("1"), x("2"), x("3")),
        matched(
            "all-of",
            list([
                (["and_matcher": ["predicate": [isX("1"), single(field("y"), ["prefix": "a"])]]], act("hit"))
            ]), x("1"), request("GET", "/", ["x: 1", "y: ab"])),
        matched("none-of", list([(["not_matcher": isX("1")], act("hit"))], rest: act("rest")), x(), x("1"), x("2")),
        matched(
            "below-goes-on", list([(isX("1"), below), (isX("1"), act("second"))], rest: act("rest")), x("1"),
            request("GET", "/", ["x: 1", "y: 1"])),
        matched(
            "by-expression",
            list([
                (single(field("x"), ["safe_regex": ["google_re2": [:], "regex": "a+"]]), act("a")),
                (single(field("x"), ["exact": "B", "ignore_case": true]), act("b")),
                (single(field("x"), ["suffix": "c"]), act("c")), (single(field("x"), ["contains": "d"]), act("d")),
            ]), x("aa"), x("b"), x("xc"), x("xdx"), x("ab")),
    ]

    private static let trees: [ProxyCase] = [
        matched(
            "exact", tree("exact_match_map", field("x"), [("1", act("one")), ("", act("empty"))], rest: act("rest")),
            x(), x("1"), x("12"), x("")),
        matched(
            "prefix",
            tree(
                "prefix_match_map", field("x"), [("1", act("one")), ("12", below), ("", act("empty"))],
                rest: act("rest")), x(), x("1"), x("123"), request("GET", "/", ["x: 123", "y: 1"]), x("2")),
        matched(
            "exact-goes-on", tree("exact_match_map", field("x"), [("1", below)], rest: act("rest")), x("1"),
            request("GET", "/", ["x: 1", "y: 1"])),
        matched(
            "several-fields", tree("exact_match_map", field("x"), [("1,2", act("both")), ("1", act("one"))]),
            x("1", "2"), x("2", "1"), x("1")),
    ]

    private static let actions: [ProxyCase] = [
        matched(
            "list-of-routes", ["on_no_match": acts(route("a", ["prefix": "/a"]), route("b", ["path": "/b"]))],
            get("/ax"), get("/b"), get("/c")),
        matched("list-of-no-routes", ["on_no_match": acts()], get()),
        matched("route-that-does-not-fit", list([(isX("1"), act("a", ["prefix": "/a"]))]), x("1"), x("1", path: "/a")),
        matched(
            "route-to-a-cluster",
            [
                "on_no_match": [
                    "action": typed(
                        "config.route.v3.Route",
                        [
                            "name": "there", "match": ["prefix": "/"],
                            "route": ["cluster": "CLUSTER", "prefix_rewrite": "/new/"],
                            "request_headers_to_add": [["header": ["key": "x-a", "value": "1"]]],
                        ])
                ]
            ], get("/a"),
            more: ["request_headers_to_add": [["header": ["key": "x-b", "value": "2"]]]]),
        matched(
            "route-to-shares",
            [
                "on_no_match": [
                    "action": typed(
                        "config.route.v3.Route",
                        [
                            "name": "shared", "match": ["prefix": "/"],
                            "route": ["weighted_clusters": ["clusters": [["name": "CLUSTER", "weight": 1]]]],
                        ])
                ]
            ], get("/a")),
        matched("under-tls", ["on_no_match": act("a")], get("/a"), more: ["require_tls": "ALL"]),
        matched("beside-no-routes", ["on_no_match": act("a")], get("/a"), more: ["routes": []]),
    ]

    private static let inputs: [ProxyCase] = [
        matched(
            "path", tree("exact_match_map", field(":path"), [("/a?b", act("query")), ("/a", act("plain"))]), get("/a"),
            get("/a?b"), get("/a?c")),
        matched(
            "host",
            tree("exact_match_map", field("host"), [("a", act("a"))], rest: below), get(host: "a"), get(host: "b")),
        matched("scheme", tree("exact_match_map", field(":scheme"), [("http", act("plain"))]), get()),
        matched("method", tree("exact_match_map", field(":method"), [("GET", act("get"))]), get(), post("a: b")),
        matched(
            "filter-state",
            tree(
                "exact_match_map",
                typed("extensions.matching.common_inputs.network.v3.FilterStateInput", ["key": "k"]),
                [("v", act("set"))], rest: act("rest")), x("v"), x("w")
        ).with {
            $0.manager = [
                "http_filters": [
                    typed(
                        "extensions.filters.http.set_filter_state.v3.Config",
                        [
                            "clear_route_cache": true,
                            "on_request_headers": [
                                [
                                    "object_key": "k", "factory_key": "envoy.string",
                                    "format_string": ["text_format_source": ["inline_string": "%REQ(x)%"]],
                                ]
                            ],
                        ]), ["name": "router", "typed_config": ["@type": .string(TypeName.router)]],
                ]
            ]
        },
    ]
}
