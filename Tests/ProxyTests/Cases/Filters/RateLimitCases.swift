/// The local rate limit.
enum RateLimitCases {
    static let all: [ProxyCase] = plain + connections + told + descriptors + openDescriptors + levels

    private typealias Chain = FilterChain

    /// Two requests, then none for a long time.
    private static let two: JSON = ["max_tokens": 2, "tokens_per_fill": 1, "fill_interval": "5000s"]
    private static let one: JSON = ["max_tokens": 1, "fill_interval": "9000s"]
    private static let on: JSON = ["filter_enabled": Chain.share(100), "filter_enforced": Chain.share(100)]

    private static let counted = ["enabled", "enforced", "ok", "rate_limited", "shadow_mode"]

    private static func limit(_ name: String, _ fields: JSON) -> JSON {
        let base: JSON = ["stat_prefix": .string("limits-" + name)]
        return base.merged(with: fields)
    }

    private static func limited(
        _ name: String, _ requests: [String], _ fields: JSON, route: JSON = [:], host: JSON = [:], action: JSON = [:]
    ) -> ProxyCase {
        ProxyCase("limits-" + name, inTurn: requests).with {
            $0.manager = Chain.manager(
                Chain.filter("limit", "local_ratelimit.v3.LocalRateLimit", limit(name, fields)))
            $0.virtualHosts = Chain.host([Chain.route(["route": action]).merged(with: route)], host)
            $0.statistics = counted.map { "process.limits-\(name).http_local_rate_limit.\($0)" }
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let three = [get("/1"), get("/2"), get("/3")]

    private static func bucket(_ bucket: JSON, _ more: JSON = [:]) -> JSON {
        on.merged(with: ["token_bucket": bucket]).merged(with: more)
    }

    private static let plain: [ProxyCase] = [
        limited("two", three, bucket(two)),
        limited("none", [get()], bucket(["max_tokens": 0, "fill_interval": "1s"])),
        limited(
            "status", [get()],
            bucket(["max_tokens": 0, "fill_interval": "1s"], ["status": ["code": "ServiceUnavailable"]])),
        limited(
            "status-below-400", [get()], bucket(["max_tokens": 0, "fill_interval": "1s"], ["status": ["code": "OK"]])),
        limited("off", three, ["token_bucket": two]),
        limited("not-enforced", three, ["token_bucket": two, "filter_enabled": Chain.share(100)]),
        limited(
            "not-enforced-tells-upstream", three,
            [
                "token_bucket": two, "filter_enabled": Chain.share(100),
                "request_headers_to_add_when_not_enforced": [HeaderEditCases.option("x-limited", "%REQ(:path)%")],
            ]),
        limited(
            "tells-downstream", three,
            bucket(two, ["response_headers_to_add": [HeaderEditCases.option("x-limited", "%RESPONSE_CODE%")]])),
        limited(
            "grpc", [post("content-type: application/grpc", "content-length: 0")],
            bucket(["max_tokens": 0, "fill_interval": "1s"])),
        limited(
            "grpc-exhausted", [post("content-type: application/grpc", "content-length: 0")],
            bucket(["max_tokens": 0, "fill_interval": "1s"], ["rate_limited_as_resource_exhausted": true])),
        limited(
            "mapped-by-its-flag", [], bucket(["max_tokens": 0, "fill_interval": "1s"])
        ).with {
            $0.steps = [.text(get()), .answers(1), .text(request("HEAD", "/", [])), .headAnswers(1)]
            $0.manager = $0.manager.merged(with: [
                "local_reply_config": [
                    "mappers": [
                        [
                            "filter": ["response_flag_filter": ["flags": ["RL"]]], "status_code": 430,
                            "body": ["inline_string": "slower"],
                            "body_format_override": [
                                "text_format_source": [
                                    "inline_string":
                                        "%LOCAL_REPLY_BODY% %RESPONSE_FLAGS% %RESPONSE_FLAGS_LONG% %RESPONSE_CODE_DETAILS%"
                                ]
                            ],
                        ]
                    ]
                ]
            ])
        },
        limited("without-bucket", [get()], on),
        limited("connection", three, bucket(two, ["local_rate_limit_per_downstream_connection": true])),
    ]

    private static func ofConnection(_ name: String, _ path: String, _ tokens: Int) -> JSON {
        let own: JSON = [
            "token_bucket": ["max_tokens": .integer(tokens), "fill_interval": "9000s"],
            "local_rate_limit_per_downstream_connection": true,
        ]
        return Chain.route(
            Chain.perFilter(
                "limit", Chain.message("local_ratelimit.v3.LocalRateLimit", limit(name, on.merged(with: own)))),
            prefix: path)
    }

    /// A connection has one bucket, whatever its requests' routes say of it.
    private static func sharing(_ name: String, _ paths: String...) -> ProxyCase {
        limited(name, paths.map { get($0) }, bucket(two)).with {
            $0.virtualHosts = Chain.host([
                ofConnection(name, "/one", 1), ofConnection(name, "/two", 3), Chain.route(),
            ])
        }
    }

    private static let connections: [ProxyCase] = [
        sharing("connection-begins-small", "/one", "/two", "/two", "/"),
        sharing("connection-begins-large", "/two", "/one", "/one", "/one", "/two"),
    ]

    private static let told: [ProxyCase] = [
        limited("tells-limits", three, bucket(two, ["enable_x_ratelimit_headers": "DRAFT_VERSION_03"])),
        limited("tells-retry", three, bucket(two, ["enable_retry_after_header": true])),
        limited(
            "tells-both", three,
            bucket(two, ["enable_retry_after_header": true, "enable_x_ratelimit_headers": "DRAFT_VERSION_03"])),
    ]

    private static func entry(_ key: String, _ value: String) -> JSON {
        ["key": .string(key), "value": .string(value)]
    }

    private static let specials: JSON = [
        "descriptors": [
            ["entries": [entry("who", "me")], "token_bucket": one],
            ["entries": [entry("generic_key", "all"), entry("who", "you")], "token_bucket": one],
            ["entries": [entry("shadow", "yes")], "token_bucket": one, "shadow_mode": true],
            ["entries": [entry("remote_address", "127.0.0.1")], "token_bucket": one],
            ["entries": [entry("masked_remote_address", "127.0.0.0/16")], "token_bucket": one],
            ["entries": [entry("header_match", "matched")], "token_bucket": one],
        ],
        "enable_x_ratelimit_headers": "DRAFT_VERSION_03",
    ]

    private static let who: JSON = ["request_headers": ["header_name": "x-who", "descriptor_key": "who"]]

    private static func made(_ actions: JSON...) -> JSON {
        ["rate_limits": .array(actions.map { ["actions": $0] })]
    }

    private static func named(_ name: String) -> String { get("/", host: "a", "x-who: \(name)") }

    private static let mine = [named("me"), named("me"), named("else"), get()]

    private static let descriptors: [ProxyCase] = [
        limited("by-descriptor", mine, bucket(two, specials.merged(with: made([who])))),
        limited("by-descriptor-of-route", mine, bucket(two, specials), action: made([who])),
        limited("by-descriptor-of-host", mine, bucket(two, specials), host: made([who])),
        limited(
            "route-over-host", mine, bucket(two, specials), host: made([who]), action: made([["remote_address": [:]]])),
        limited(
            "route-and-host", mine, bucket(two, specials.merged(with: ["vh_rate_limits": "INCLUDE"])),
            host: made([who]),
            action: made([["remote_address": [:]]])),
        limited(
            "route-includes-host", mine, bucket(two, specials), host: made([who]),
            action: made([["remote_address": [:]]]).merged(with: ["include_vh_rate_limits": true])),
        limited(
            "ignores-host", mine, bucket(two, specials.merged(with: ["vh_rate_limits": "IGNORE"])), host: made([who])),
        limited(
            "leaves-default", mine,
            bucket(two, specials.merged(with: made([who])).merged(with: ["always_consume_default_token_bucket": false]))
        ),
        limited(
            "two-entries", [named("you"), named("you")],
            bucket(two, specials.merged(with: made([["generic_key": ["descriptor_value": "all"]], who])))),
        limited(
            "only-counts", [get("/1"), get("/2")],
            bucket(
                two,
                specials.merged(
                    with: made([["generic_key": ["descriptor_key": "shadow", "descriptor_value": "yes"]]])))),
        limited(
            "by-address", [get("/1"), get("/2")], bucket(two, specials.merged(with: made([["remote_address": [:]]])))),
        limited(
            "by-network", [get("/1"), get("/2")],
            bucket(
                two,
                specials.merged(
                    with: made([["masked_remote_address": ["v4_prefix_mask_len": 16, "v6_prefix_mask_len": 64]]]))
            )),
        limited(
            "by-header", [named("me"), get(), named("me")],
            bucket(
                two,
                specials.merged(
                    with: made([
                        [
                            "header_value_match": [
                                "descriptor_value": "matched", "headers": [["name": "x-who", "present_match": true]],
                            ]
                        ]
                    ])))),
        limited(
            "by-missing-header", [named("me"), get(), get()],
            bucket(
                two,
                specials.merged(
                    with: made([
                        [
                            "header_value_match": [
                                "descriptor_value": "matched", "expect_match": false,
                                "headers": [["name": "x-who", "present_match": true]],
                            ]
                        ]
                    ])))),
        limited(
            "by-query", [get("/?a=1&w=me"), get("/?w=me"), get("/?w=")],
            bucket(
                two,
                specials.merged(
                    with: made([["query_parameters": ["query_parameter_name": "w", "descriptor_key": "who"]]])))),
        limited(
            "by-clusters", [get(), get()],
            bucket(
                two,
                ofClusters.merged(with: made([["source_cluster": [:]], ["destination_cluster": [:]]])))),
        limited(
            "other-stage", mine, bucket(two, specials.merged(with: ["stage": 1])),
            action: ["rate_limits": [["stage": 1, "actions": [who]], ["actions": [["remote_address": [:]]]]]]),
        limited(
            "skips-absent", [get(), get()],
            bucket(
                two,
                specials.merged(
                    with: made([
                        ["remote_address": [:]],
                        [
                            "request_headers": [
                                "header_name": "x-none", "descriptor_key": "who", "skip_if_absent": true,
                            ]
                        ],
                    ])))),
    ]

    private static let what: JSON = ["request_headers": ["header_name": "x-what", "descriptor_key": "what"]]

    private static func opened(_ entries: [JSON], _ tokens: JSON, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["entries": .array(entries), "token_bucket": tokens]
        return base.merged(with: more)
    }

    private static func open(
        _ name: String, _ requests: [String], _ descriptors: [JSON], _ actions: JSON, _ more: JSON = [:]
    ) -> ProxyCase {
        let fields: JSON = [
            "descriptors": .array(descriptors), "enable_x_ratelimit_headers": "DRAFT_VERSION_03",
        ]
        let many: JSON = ["max_tokens": 100, "fill_interval": "9000s"]
        return limited(
            "any-" + name, requests, bucket(many, fields.merged(with: actions).merged(with: more)))
    }

    private static func pair(_ who: String, _ what: String) -> String {
        get("/", host: "a", "x-who: \(who)", "x-what: \(what)")
    }

    private static let pairs = [pair("1", "1"), pair("1", "2"), pair("1", "1"), pair("2", "1"), pair("2", "1")]

    /// Descriptors that leave values open: each value has a bucket.
    private static let openDescriptors: [ProxyCase] = [
        open(
            "value", ["1", "2", "1", "2"].map(named) + [get()], [opened([["key": "who"]], one)], made([who])),
        open(
            "value-but-one", ["1", "2", "1", "2", "2"].map(named),
            [opened([["key": "who"]], one), opened([entry("who", "2")], two)], made([who])),
        open("second-value", pairs, [opened([entry("who", "1"), ["key": "what"]], one)], made([who, what])),
        open("two-values", pairs, [opened([["key": "who"], ["key": "what"]], one)], made([who, what])),
        open(
            "value-of-few", ["1", "2", "3", "1", "2", "3", "2"].map(named), [opened([["key": "who"]], one)],
            made([who]), ["max_dynamic_descriptors": 2]),
        open(
            "value-only-counts", [named("1"), named("1")],
            [opened([["key": "who"]], one, ["shadow_mode": true])], made([who])),
        open(
            "value-of-a-connection", [named("1"), named("1")], [opened([["key": "who"]], one)], made([who]),
            ["local_rate_limit_per_downstream_connection": true]),
    ]

    private static let ofClusters: JSON = [
        "descriptors": [
            [
                "entries": [entry("source_cluster", "parity"), entry("destination_cluster", "limits-by-clusters")],
                "token_bucket": one,
            ]
        ]
    ]

    private static let levels: [ProxyCase] = [
        limited(
            "by-route", three, bucket(two),
            route: Chain.perFilter(
                "limit", Chain.message("local_ratelimit.v3.LocalRateLimit", limit("by-route", bucket(one))))),
        limited(
            "by-host", three, bucket(two),
            host: Chain.perFilter(
                "limit", Chain.message("local_ratelimit.v3.LocalRateLimit", limit("by-host", bucket(one))))),
    ]
}
