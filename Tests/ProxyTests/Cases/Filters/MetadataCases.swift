/// Metadata of streams: what sets it, and how logs show it.
enum MetadataCases {
    static let all: [ProxyCase] = formats + settings + rules + logs

    private typealias Chain = FilterChain

    private static let values: JSON = [
        "s": "a \"text\"", "n": 5, "f": -2, "b": true, "z": .null, "l": [1, "a", .null], "o": ["k": ["deep": "x"]],
        "e": "",
    ]

    private static func set(_ entries: JSON, _ more: JSON = [:]) -> JSON {
        let fields: JSON = ["metadata": entries]
        return Chain.filter("set", "set_metadata.v3.Config", fields.merged(with: more))
    }

    private static func entry(_ value: JSON, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["metadata_namespace": "ns", "value": value]
        return base.merged(with: more)
    }

    private static let every = [
        "ns:s", "ns:n", "ns:f", "ns:b", "ns:z", "ns:l", "ns:o", "ns:o:k:deep", "ns:e", "ns:q", "ns:s:t", "ns", "other",
    ]

    private static let formats: [ProxyCase] = [
        ProxyCase("metadata-in-text", get()).with {
            $0.manager = Chain.manager(set([entry(values)]))
            $0.logs = [
                LogDocument.text(every.map { "[%DYNAMIC_METADATA(\($0))%]" }.joined(separator: " ")),
                LogDocument.text("%DYNAMIC_METADATA(ns:s):3% %DYNAMIC_METADATA(ns:o):4% %DYNAMIC_METADATA(ns:n):1%"),
                LogDocument.text(
                    every.map { "[%DYNAMIC_METADATA(\($0))%]" }.joined(separator: " "), ["omit_empty_values": true]),
            ]
            $0.omitting = [.probe]
        },
        ProxyCase("metadata-in-json", get()).with {
            $0.manager = Chain.manager(set([entry(values)]))
            let members = every.map { JSON.Member(key: $0, value: .string("%DYNAMIC_METADATA(\($0))%")) }
            let more: JSON = [
                "cut": "%DYNAMIC_METADATA(ns:s):3%", "cut-object": "%DYNAMIC_METADATA(ns:o):3%",
                "mixed": "<%DYNAMIC_METADATA(ns:o)% %DYNAMIC_METADATA(ns:s)% %DYNAMIC_METADATA(ns:q)%>",
            ]
            $0.logs = [
                LogDocument.json(.object(members).merged(with: more)),
                LogDocument.json(.object(members).merged(with: more), ["omit_empty_values": true]),
            ]
            $0.omitting = [.probe]
        },
        ProxyCase("metadata-in-fields", get()).with {
            $0.manager = Chain.manager(set([entry(values)]))
            $0.routeConfiguration = [
                "request_headers_to_add": [
                    HeaderEditCases.option("x-s", "%DYNAMIC_METADATA(ns:s)%"),
                    HeaderEditCases.option("x-o", "%DYNAMIC_METADATA(ns:o)%"),
                    HeaderEditCases.option("x-n", "%DYNAMIC_METADATA(ns:n)%"),
                    HeaderEditCases.option("x-none", "%DYNAMIC_METADATA(ns:none)%"),
                ]
            ]
            $0.omitting = [.probe]
        },
    ]

    private static func sets(_ name: String, _ filters: JSON...) -> ProxyCase {
        ProxyCase(name, get()).with {
            $0.manager = ["http_filters": .array(filters + [Chain.router])]
            $0.logs = [LogDocument.text("%DYNAMIC_METADATA(ns)% %DYNAMIC_METADATA(two)%")]
            $0.statistics = ["http.set_metadata.overwrite_denied"]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let settings: [ProxyCase] = [
        sets("sets-nothing", set([])),
        sets("sets-two", set([entry(["a": 1]), entry(["b": 2], ["metadata_namespace": "two"])])),
        sets("sets-once", set([entry(["a": 1, "l": [1]]), entry(["a": 2, "b": 3])])),
        sets(
            "sets-over",
            set([
                entry(["a": 1, "l": [1], "o": ["x": 1, "y": 1], "t": "x", "u": ["x": 1]]),
                entry(
                    ["a": 2, "b": 3, "l": [2], "o": ["y": 2, "z": 2], "t": 5, "u": "y"], ["allow_overwrite": true]),
            ])),
        sets(
            "sets-the-old-way", set([entry(["a": 2])], ["metadata_namespace": "ns", "value": ["a": 1, "o": ["x": 1]]])),
        sets("sets-by-two-filters", set([entry(["a": 1])]), set([entry(["a": 2], ["allow_overwrite": true])])),
    ]

    private static func condition(_ path: [String], _ value: JSON, _ more: JSON = [:]) -> JSON {
        let matcher: JSON = [
            "filter": "ns", "path": .array(path.map { ["key": .string($0)] }), "value": value,
        ]
        return ["metadata_filter": ["matcher": matcher.merged(with: more)]]
    }

    private static let five: JSON = ["double_match": ["exact": 5]]

    private static let logs: [ProxyCase] = [
        ("number", condition(["n"], five)), ("other-number", condition(["f"], five)),
        ("inverted", condition(["n"], five, ["invert": true])), ("missing", condition(["q"], five)),
        ("deep", condition(["o", "k", "deep"], ["string_match": ["prefix": "x"]])),
        ("not-so-deep", condition(["s", "t"], five)),
        ("missing-inverted", condition(["q"], five, ["invert": true])),
        (
            "missing-and-left-out",
            condition(["q"], five).merged(with: ["metadata_filter": ["match_if_key_not_found": false]])
        ),
        ("present", condition(["z"], ["present_match": true])),
        ("absent", condition(["z"], ["present_match": false])), ("null", condition(["z"], ["null_match": [:]])),
        ("nothing", ["metadata_filter": [:]]),
        ("nothing-at-all", ["metadata_filter": ["match_if_key_not_found": false]]),
    ].map { name, filter in
        ProxyCase("metadata-of-logs-\(name)", get()).with {
            $0.manager = Chain.manager(set([entry(values)]))
            $0.logs = LogDocument.filtered(filter)
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func makes(_ name: String, _ request: String, _ fields: JSON) -> ProxyCase {
        ProxyCase(
            name, request,
            upstream: .serving(answer("200 OK", "content-length: 2", "x-up: 7", "x-up: 8", body: "ok"))
        ).with {
            $0.manager = Chain.manager(Chain.filter("make", "header_to_metadata.v3.Config", fields))
            $0.logs = [
                LogDocument.json([
                    "own": "%DYNAMIC_METADATA(envoy.filters.http.header_to_metadata)%",
                    "ns": "%DYNAMIC_METADATA(ns)%",
                ])
            ]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func rule(_ header: String, _ present: JSON, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["header": .string(header), "on_header_present": present]
        return base.merged(with: more)
    }

    private static let rules: [ProxyCase] = [
        makes(
            "makes-of-fields", get("/", host: "h", "x-a: one", "x-a: two", "x-b: 2.50", "x-e:", "x-c: b25l", "x-d: %%"),
            [
                "request_rules": [
                    rule("x-a", ["key": "a"]), rule("X-A", ["key": "given", "value": "v"]),
                    rule("x-b", ["key": "b", "type": "NUMBER", "metadata_namespace": "ns"]),
                    rule("x-a", ["key": "no-number", "type": "NUMBER"]), rule("x-e", ["key": "e"]),
                    rule("x-c", ["key": "c", "encode": "BASE64"]), rule("x-d", ["key": "d", "encode": "BASE64"]),
                    rule("x-none", ["key": "none"]), rule(":path", ["key": "path"]), rule("host", ["key": "host"]),
                ]
            ]),
        makes(
            "makes-of-odd-base64",
            get(
                "/", host: "h", "x-a: aGVsbG8", "x-b: aGVsbG8=", "x-c: aGVsbG8==", "x-d: aGVsbG8===", "x-e: QQ",
                "x-f: QR", "x-g: Q", "x-h: QQ==QQ==", "x-i: -_-_", "x-j: +/+/", "x-k: =", "x-l: aGVs bG8"),
            [
                "request_rules": .array(
                    "abcdefghijkl".map { rule("x-\($0)", ["key": .string("\($0)"), "encode": "BASE64"]) })
            ]),
        makes(
            "makes-odd-numbers",
            get(
                "/", host: "h", "x-a: inf", "x-b: -infinity", "x-c: nan", "x-d: 0x10", "x-e: 1e999", "x-f: .5",
                "x-g: 5.", "x-h: 1_0", "x-i: +1", "x-j: --1", "x-k: 1e", "x-l: 123456789012345678901234567890"),
            [
                "request_rules": .array(
                    "abcdefghijkl".map { rule("x-\($0)", ["key": .string("\($0)"), "type": "NUMBER"]) })
            ]),
        makes(
            "makes-of-missing-fields", get("/", host: "h", "x-a: one", "x-e:"),
            [
                "request_rules": [
                    ["header": "x-none", "on_header_missing": ["key": "m", "value": "missing"]],
                    ["header": "x-e", "on_header_missing": ["key": "e", "value": "missing"]],
                    [
                        "header": "x-a", "on_header_present": ["key": "a"],
                        "on_header_missing": ["key": "a", "value": "missing"],
                    ],
                    ["header": "x-n", "on_header_missing": ["key": "n", "value": "17", "type": "NUMBER"]],
                ]
            ]),
        makes(
            "makes-and-removes", get("/", host: "h", "x-a: one", "x-a: two", "x-b: 2"),
            [
                "request_rules": [
                    rule("x-a", ["key": "a"], ["remove": true]), rule("x-a", ["key": "again"]),
                    ["header": "x-b", "on_header_missing": ["key": "b", "value": "v"], "remove": true],
                ],
                "response_rules": [rule("x-up", ["key": "up"], ["remove": true])],
            ]),
        makes(
            "makes-by-expression", get("/cluster-prod-001/v1", host: "h", "x-a: one"),
            [
                "request_rules": [
                    rule(
                        ":path",
                        [
                            "key": "c",
                            "regex_value_rewrite": [
                                "pattern": ["regex": "^/(cluster[\\d\\w-]+)/?.*$"], "substitution": "\\1",
                            ],
                        ]),
                    rule(
                        "x-a",
                        ["key": "a", "regex_value_rewrite": ["pattern": ["regex": "zz"], "substitution": "y"]]),
                    rule(
                        "x-a",
                        ["key": "gone", "regex_value_rewrite": ["pattern": ["regex": "one"], "substitution": ""]]),
                ]
            ]),
        makes(
            "makes-of-cookies", get("/", host: "h", "cookie: a=1; b=\"two\"; c", "cookie: d=4; a=5"),
            [
                "request_rules": [
                    ["cookie": "a", "on_header_present": ["key": "a"]],
                    ["cookie": "b", "on_header_present": ["key": "b"]],
                    ["cookie": "c", "on_header_missing": ["key": "c", "value": "missing"]],
                    ["cookie": "d", "on_header_present": ["key": "d", "type": "NUMBER"]],
                ]
            ]),
        makes(
            "makes-of-answers", get(),
            ["response_rules": [rule("x-up", ["key": "up"]), rule(":status", ["key": "status", "type": "NUMBER"])]]),
        makes("makes-by-route", get("/", host: "h", "x-a: 1"), ["request_rules": [rule("x-a", ["key": "own"])]]).with {
            $0.virtualHosts = Chain.host([
                Chain.route(
                    Chain.perFilter(
                        "make",
                        Chain.message(
                            "header_to_metadata.v3.Config", ["request_rules": [rule("x-a", ["key": "routes"])]])))
            ])
        },
    ]
}
