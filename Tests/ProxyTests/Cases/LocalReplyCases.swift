/// Answers of the proxy's own that `local_reply_config` reworks.
enum LocalReplyCases {
    static let all: [ProxyCase] = formats + mappers + situations

    private static let everything =
        "[%LOCAL_REPLY_BODY%|%RESPONSE_CODE%|%RESPONSE_FLAGS%|%RESPONSE_CODE_DETAILS%|%REQ(:path)%|%REQ(x-none)%|"
        + "%RESP(content-type)%|%RESP(x-mark)%|%ROUTE_NAME%|%BYTES_SENT%|%ACCESS_LOG_TYPE%|%PROTOCOL%]"

    private static let direct: JSON = [
        [
            "name": "created", "match": ["prefix": "/created"],
            "direct_response": ["status": 201, "body": ["inline_string": "hi \"you\""]],
            "response_headers_to_add": [HeaderEditCases.option("x-mark", "route")],
        ],
        [
            "name": "typed", "match": ["prefix": "/typed"],
            "direct_response": ["status": 403, "body": ["inline_string": "typed"]],
            "response_headers_to_add": [HeaderEditCases.option("content-type", "text/mine")],
        ],
        ["name": "bare", "match": ["prefix": "/bare"], "direct_response": ["status": 400]],
        ["name": "moved", "match": ["prefix": "/moved"], "redirect": ["path_redirect": "/x"]],
        ["name": "up", "match": ["prefix": "/up"], "route": ["cluster": "CLUSTER"]],
    ]

    private static let tour =
        ["/created", "/typed", "/moved", "/nowhere", "/up"].map { get($0) }
        + [get("/nowhere", host: "a", "content-type: application/grpc"), get("/bare")]

    private static func replies(_ name: String, _ configuration: JSON, _ requests: [String] = tour) -> ProxyCase {
        ProxyCase(name, inTurn: requests).with {
            $0.manager = ["local_reply_config": configuration]
            $0.routes = direct
            $0.omitting = [.probe]
        }
    }

    private static let formats: [ProxyCase] = [
        replies("reply-format-text", ["body_format": ["text_format_source": ["inline_string": .string(everything)]]]),
        replies(
            "reply-format-typed",
            ["body_format": ["text_format": "<b>%LOCAL_REPLY_BODY%</b>", "content_type": "text/html; charset=UTF-8"]]),
        replies(
            "reply-format-json",
            [
                "body_format": [
                    "json_format": [
                        "status": "%RESPONSE_CODE%", "message": "%LOCAL_REPLY_BODY%", "none": "%REQ(x-none)%",
                        "path": "at %REQ(:path)%",
                    ]
                ]
            ]),
        replies(
            "reply-format-json-omitting",
            [
                "body_format": [
                    "json_format": ["status": "%RESPONSE_CODE%", "none": "%REQ(x-none)%"], "omit_empty_values": true,
                    "content_type": "application/problem+json",
                ]
            ]),
        replies("reply-format-of-the-body-alone", ["body_format": ["text_format": "%LOCAL_REPLY_BODY%"]]),
        replies("reply-format-empty", ["body_format": ["text_format": "%REQ(x-none)%", "omit_empty_values": true]]),
        replies("replies-unchanged", [:]),
    ]

    private static func mapper(_ filter: JSON, _ change: JSON) -> JSON {
        let base: JSON = ["filter": filter]
        return base.merged(with: change)
    }

    private static func status(_ value: Int) -> JSON { LogDocument.compare("status_code_filter", "EQ", value) }

    private static let mappers: [ProxyCase] = [
        replies(
            "mapper-status",
            ["mappers": [mapper(status(404), ["status_code": 422]), mapper(status(201), ["status_code": 299])]]),
        replies(
            "mapper-body",
            [
                "mappers": [
                    mapper(status(404), ["body": ["inline_string": "plain %RESPONSE_CODE%"]]),
                    mapper(status(403), ["body": ["inline_string": ""]]),
                    mapper(status(400), ["body": ["inline_bytes": "Ynl0ZXM="]]),
                ]
            ]),
        replies(
            "mapper-fields",
            [
                "mappers": [
                    mapper(
                        LogDocument.compare("status_code_filter", "GE", 200),
                        [
                            "headers_to_add": [
                                HeaderEditCases.option("x-code", "%RESPONSE_CODE% %RESPONSE_FLAGS% %RESP(x-mark)%"),
                                HeaderEditCases.option("x-body", "<%LOCAL_REPLY_BODY%>"),
                                HeaderEditCases.option(
                                    "x-mark", "new", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"]),
                                HeaderEditCases.option("x-once", "new", ["append_action": "ADD_IF_ABSENT"]),
                                HeaderEditCases.option("x-empty", "", ["keep_empty_value": true]),
                            ], "status_code": 418,
                        ])
                ], "body_format": ["text_format": .string(everything)],
            ]),
        replies(
            "mapper-content-type",
            [
                "mappers": [
                    mapper(
                        LogDocument.compare("status_code_filter", "GE", 200),
                        [
                            "headers_to_add": [
                                HeaderEditCases.option(
                                    "content-type", "a/b", ["append_action": "OVERWRITE_IF_EXISTS_OR_ADD"])
                            ]
                        ])
                ], "body_format": ["text_format": "<%LOCAL_REPLY_BODY%>"],
            ]),
        replies(
            "mapper-format",
            [
                "mappers": [
                    mapper(status(404), ["body_format_override": ["json_format": ["code": "%RESPONSE_CODE%"]]]),
                    mapper(
                        status(201),
                        [
                            "body_format_override": [
                                "text_format": "own %LOCAL_REPLY_BODY%", "content_type": "text/own",
                            ],
                            "body": ["inline_string": "other"],
                        ]),
                ], "body_format": ["text_format": "common %LOCAL_REPLY_BODY%"],
            ]),
        replies(
            "mapper-first-wins",
            [
                "mappers": [
                    mapper(status(404), ["status_code": 410]), mapper(status(410), ["status_code": 411]),
                    mapper(status(404), ["status_code": 412]),
                ]
            ]),
        replies(
            "mapper-by-flag",
            [
                "mappers": [
                    mapper(["response_flag_filter": ["flags": ["NR"]]], ["status_code": 599]),
                    mapper(
                        ["header_filter": ["header": ["name": ":path", "string_match": ["prefix": "/moved"]]]],
                        ["status_code": 308]),
                ]
            ]),
    ]

    private static let wholeFormat: JSON = [
        "local_reply_config": ["body_format": ["text_format": .string(everything), "content_type": "x/y"]]
    ]

    private static func situation(_ name: String, _ request: String, upstream: UpstreamScript = .plain) -> ProxyCase {
        ProxyCase("reworked-\(name)", request, upstream: upstream).with {
            $0.manager = wholeFormat
            $0.omitting = [.probe]
        }
    }

    private static let situations: [ProxyCase] = [
        situation("refused", get(), upstream: .refusing),
        situation("bad-request", "GET / HTTP/1.1\r\nfoo bar\r\n\r\n"),
        situation("missing-host", "GET /p HTTP/1.1\r\n\r\n"),
        situation("broken-answer", get(), upstream: .abandonedAfter("garbage\r\n")),
        situation("timeout", get(), upstream: .silent).with { $0.action = ["timeout": "0.25s"] },
        ProxyCase("reworked-head", steps: [.text(request("HEAD", "/", [])), .headAnswers(1)]).with {
            $0.manager = wholeFormat
            $0.routes = []
            $0.omitting = [.probe]
        },
        ProxyCase("reworked-and-logged", get("/p")).with {
            $0.manager = wholeFormat.merged(
                with: [
                    "local_reply_config": [
                        "mappers": [mapper(status(404), ["status_code": 503])]
                    ]
                ])
            $0.routes = []
            $0.logs = [LogDocument.text("%RESPONSE_CODE% %LOCAL_REPLY_BODY% %BYTES_SENT% %RESPONSE_FLAGS%")]
            $0.statistics = ["http.downstream_rq_5xx", "http.downstream_rq_4xx"]
            $0.omitting = [.probe]
        },
    ]
}
