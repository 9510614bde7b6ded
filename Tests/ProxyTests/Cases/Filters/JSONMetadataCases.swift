/// The filter that makes metadata of bodies that are JSON.
enum JSONMetadataCases {
    static let all: [ProxyCase] = requests + responses + places

    private typealias Chain = FilterChain

    private static let type = "content-type: application/json"

    private static func target(_ key: String, _ more: JSON = [:]) -> JSON {
        let base: JSON = ["metadata_namespace": "ns", "key": .string(key)]
        return base.merged(with: more)
    }

    /// Notes what stands behind a path of keys.
    private static func rule(_ path: [String], _ key: String, _ more: JSON = [:]) -> JSON {
        [
            "selectors": .array(path.map { ["key": .string($0)] }), "on_present": target(key, more),
            "on_missing": target(key, ["value": "missing"]), "on_error": target(key, ["value": ["why": "error"]]),
        ]
    }

    private static let rules: JSON = [
        "rules": [
            rule(["a"], "itself"), rule(["a"], "text", ["type": "STRING"]), rule(["a"], "number", ["type": "NUMBER"]),
            rule(["o", "p", "q"], "deep"), rule(["a"], "given", ["value": [1, .null]]),
            rule(["o", "p"], "given-deep", ["value": true]),
        ]
    ]

    private static func making(
        _ name: String, _ requests: [String], upstream: UpstreamScript = .plain, _ fields: JSON
    ) -> ProxyCase {
        ProxyCase(name, inTurn: requests, upstream: upstream).with {
            $0.manager = Chain.manager(Chain.filter("make", "json_to_metadata.v3.JsonToMetadata", fields))
            $0.logs = [
                LogDocument.text(
                    "%REQ(:PATH)% %RESPONSE_CODE% %DYNAMIC_METADATA(ns)% "
                        + "%DYNAMIC_METADATA(envoy.filters.http.json_to_metadata)%")
            ]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static func asking(_ body: String, path: String = "/", _ fields: String...) -> String {
        request("POST", path, (fields.isEmpty ? [type] : fields) + ["content-length: \(body.utf8.count)"], body: body)
    }

    private static let texts = [
        #"{"a":"s","o":{"p":{"q":"x"}}}"#, #"{"a":5}"#, #"{"a":-0}"#, #"{"a":-0.0}"#, #"{"a":1.5}"#, #"{"a":1e30}"#,
        #"{"a":0.1234567891}"#, #"{"a":true}"#, #"{"a":false}"#, #"{"a":null}"#, #"{"a":[1]}"#, #"{"a":{"x":1}}"#,
        #"{"a":" 12 "}"#, #"{"a":"0x10"}"#, #"{"a":"inf"}"#, #"{"a":"1 2"}"#, #"{"a":""}"#,
        #"{"a":9223372036854775807}"#, #"{"a":9223372036854775808}"#, #"{"b":[18446744073709551615]}"#,
        #"{"a":-9223372036854775809}"#, #"{"b":1e999}"#, #"{"a":1,"a":2}"#, #"{"o":{"p":{"q":1}},"o":{"p":{}}}"#,
        "[1]", "5", "null", #""x""#, #"{"a":"#, #"{"a":1} x"#, #"{"a":1,}"#, #"{'a':1}"#, #"{"a":01}"#,
        #"{"a":1 /* */}"#, "{\"a\":1}\0zzz", "\u{FEFF}{\"a\":1}", "{\"a\":\"\u{1}\"}", #"{"a":"\ud800"}"#,
        #"{"a":"\u00e9\n\"x"}"#, #"{"o":null}"#, #"{"o":5}"#, #"{"o":[{"p":1}]}"#, #"{"o":{"p":[{"q":1}]}}"#, "  ",
        "", "{}", #"{"a\u0062":1,"\u0061":2}"#,
        #"{"a":"# + String(repeating: "[", count: 500) + String(repeating: "]", count: 500) + "}",
        #"{"a":""# + String(repeating: "x", count: 8_192) + #""}"#,
        #"{"a":""# + String(repeating: "x", count: 8_193) + #""}"#,
    ]

    private static let requests: [ProxyCase] = [
        making(
            "makes-of-bodies", texts.enumerated().map { asking($0.element, path: "/\($0.offset)") },
            ["request_rules": rules]
        ).with { $0.statistics = statistics },
        making(
            "makes-of-types",
            [
                get(), get("/", host: "a", type), asking("{}", "x: y"), asking("{}", "content-type:"),
                asking("{}", "content-type: application/json; charset=utf-8"),
                asking("{}", "content-type: Application/JSON"),
            ],
            ["request_rules": rules]),
        making(
            "makes-of-other-types",
            [
                asking("{}"), asking("{}", "x: y"), asking("{}", "content-type: text/x"),
                asking("{}", "content-type: text/x-more"), asking("{}", "content-type: model/1"),
                asking("{}", "content-type: a-model/1"),
            ],
            [
                "request_rules": rules.merged(with: [
                    "allow_content_types": ["text/x"], "allow_empty_content_type": true,
                    "allow_content_types_regex": ["regex": "model/.*"],
                ])
            ]),
        making(
            "makes-of-types-by-expression", [asking("{}"), asking("{}", "content-type: model/1")],
            ["request_rules": rules.merged(with: ["allow_content_types_regex": ["regex": "model/.*"]])]),
        making(
            "makes-of-chunks",
            [
                request(
                    "POST", "/", [type, "transfer-encoding: chunked"],
                    body: "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\nt: 1\r\n\r\n")
            ], ["request_rules": rules]),
    ]

    private static let statistics = ["rq", "resp"].flatMap { direction in
        ["success", "mismatched_content_type", "no_body", "invalid_json_body"].map {
            "process.json_to_metadata.\(direction).\($0)"
        }
    }

    private static func answering(_ fields: [String], _ body: String) -> UpstreamScript {
        .serving("HTTP/1.1 200 OK\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n" + body)
    }

    private static let responses: [ProxyCase] = [
        making(
            "makes-of-answers-in-json", [get()], upstream: answering([type, "content-length: 7"], #"{"a":1}"#),
            ["response_rules": rules]),
        making(
            "makes-of-answers-in-chunks", [get()],
            upstream: answering(
                [type, "transfer-encoding: chunked"], "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n"),
            ["response_rules": rules]),
        making(
            "makes-of-answers-without-body", [get()], upstream: answering([type, "content-length: 0"], ""),
            ["response_rules": rules]),
        making(
            "makes-of-answers-of-other-types", [get()],
            upstream: answering(["content-type: text/plain", "content-length: 7"], #"{"a":1}"#),
            ["response_rules": rules]),
        making(
            "makes-of-both", [asking(#"{"a":1}"#)],
            upstream: answering([type, "content-length: 7"], #"{"a":2}"#),
            [
                "request_rules": ["rules": [rule(["a"], "request")]],
                "response_rules": ["rules": [rule(["a"], "response")]],
            ]),
    ]

    private static let kept: JSON = ["preserve_existing_metadata_value": true]

    private static let places: [ProxyCase] = [
        making(
            "makes-and-keeps", [asking(#"{"a":1,"b":2}"#)],
            [
                "request_rules": [
                    "rules": [
                        rule(["a"], "k"), rule(["b"], "k", kept), rule(["b"], "x-old", kept), rule(["c"], "other"),
                    ]
                ]
            ]
        ).with {
            let before = Chain.filter(
                "set", "set_metadata.v3.Config",
                ["metadata": [["metadata_namespace": "ns", "value": ["x-old": 0, "other": 0, "third": 0]]]])
            guard case .array(let filters)? = $0.manager["http_filters"] else { return }
            $0.manager = ["http_filters": .array([before] + filters)]
        },
        making(
            "makes-in-its-own-space", [asking(#"{"a":1}"#)],
            [
                "request_rules": [
                    "rules": [
                        ["selectors": [["key": "a"]], "on_present": ["key": "k"]],
                        ["selectors": [["key": "b"]], "on_present": ["key": "l"]],
                        ["selectors": [["key": "b"]], "on_missing": ["key": "m", "value": .null]],
                    ]
                ]
            ]),
        making(
            "makes-json-by-route", [asking(#"{"a":1,"b":2}"#, path: "/r"), asking(#"{"a":1,"b":2}"#)],
            ["request_rules": ["rules": [rule(["a"], "own")]]]
        ).with {
            let own = Chain.perFilter(
                "make",
                Chain.message(
                    "json_to_metadata.v3.JsonToMetadata", ["response_rules": ["rules": [rule(["b"], "routes")]]]))
            $0.virtualHosts = Chain.host([Chain.route(own, prefix: "/r"), Chain.route()])
        },
        making(
            "makes-and-chooses-the-route", [asking(#"{"model":"large"}"#), asking(#"{"model":"small"}"#)],
            ["request_rules": ["rules": [rule(["model"], "model")]]]
        ).with {
            let matched: JSON = [
                "match": [
                    "prefix": "/",
                    "dynamic_metadata": [
                        ["filter": "ns", "path": [["key": "model"]], "value": ["string_match": ["exact": "large"]]]
                    ],
                ], "direct_response": ["status": 418],
            ]
            $0.routes = [matched, Chain.route()]
        },
    ]
}
