/// Every operator, format, filter and option of access logs.
enum AccessLogCases {
    static let all: [ProxyCase] =
        operators + arguments + metadata + alternatives + names + times + json + filters + occasions + oldFields
        + connections

    private static func logged(_ name: String, _ request: String, upstream: UpstreamScript = .plain, _ logs: JSON...)
        -> ProxyCase
    {
        ProxyCase(name, request, upstream: upstream).with {
            $0.logs = logs
            $0.omitting = [.probe]
        }
    }

    // MARK: - Operators

    /// Operators whose values are the same in every run.
    private static let steady = """
        BYTES_RECEIVED BYTES_RETRANSMITTED BYTES_SENT ACCESS_LOG_TYPE CONNECTION_TERMINATION_DETAILS CUSTOM_FLAGS
        DOWNSTREAM_CX_RTT DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED DOWNSTREAM_DECOMPRESSED_HEADER_BYTES_SENT
        DOWNSTREAM_DETECTED_CLOSE_TYPE DOWNSTREAM_DIRECT_LOCAL_ADDRESS
        DOWNSTREAM_DIRECT_LOCAL_ADDRESS_ENDPOINT_ID DOWNSTREAM_DIRECT_LOCAL_ADDRESS_WITHOUT_PORT
        DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT DOWNSTREAM_HEADER_BYTES_RECEIVED
        DOWNSTREAM_HEADER_BYTES_SENT DOWNSTREAM_LOCAL_ADDRESS DOWNSTREAM_LOCAL_ADDRESS_ENDPOINT_ID
        DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT DOWNSTREAM_WIRE_BYTES_RECEIVED
        DOWNSTREAM_WIRE_BYTES_SENT FILTER_CHAIN_NAME GRPC_STATUS GRPC_STATUS_NUMBER HOSTNAME LISTENER_NAME
        LOCAL_REPLY_BODY PACKETS_RETRANSMITTED PATH PROTOCOL QUERY_PARAMS REQUEST_HEADERS_BYTES RESPONSE_CODE
        RESPONSE_CODE_DETAILS RESPONSE_FLAGS RESPONSE_FLAGS_LONG RESPONSE_TRAILERS_BYTES
        ROUTE_NAME ROUTE_RESOLUTION_COUNT UPSTREAM_CLUSTER UPSTREAM_CLUSTER_RAW
        UPSTREAM_DECOMPRESSED_HEADER_BYTES_RECEIVED UPSTREAM_DETECTED_CLOSE_TYPE UPSTREAM_HEADER_BYTES_RECEIVED
        UPSTREAM_HOST UPSTREAM_HOSTS_ATTEMPTED UPSTREAM_HOSTS_ATTEMPTED_WITHOUT_PORT UPSTREAM_HOST_NAME
        UPSTREAM_HOST_NAMES_ATTEMPTED UPSTREAM_HOST_NAMES_ATTEMPTED_WITHOUT_PORT UPSTREAM_HOST_NAME_WITHOUT_PORT
        UPSTREAM_LOCAL_ADDRESS_WITHOUT_PORT UPSTREAM_PROTOCOL UPSTREAM_REMOTE_ADDRESS
        UPSTREAM_REMOTE_ADDRESS_ENDPOINT_ID UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT UPSTREAM_REQUEST_ATTEMPT_COUNT
        UPSTREAM_TRANSPORT_FAILURE_REASON UPSTREAM_WIRE_BYTES_RECEIVED VIRTUAL_CLUSTER_NAME
        """

    /// Operators that need TLS, QUIC, tracing or a filter that this configuration does not have.
    private static let absent = """
        DOWNSTREAM_HANDSHAKE_DURATION DOWNSTREAM_LOCAL_CLOSE_REASON DOWNSTREAM_LOCAL_DNS_SAN
        DOWNSTREAM_LOCAL_EMAIL_SAN DOWNSTREAM_LOCAL_IP_SAN DOWNSTREAM_LOCAL_OTHERNAME_SAN DOWNSTREAM_LOCAL_SUBJECT
        DOWNSTREAM_LOCAL_URI_SAN DOWNSTREAM_PEER_CERT DOWNSTREAM_PEER_CERT_V_END DOWNSTREAM_PEER_CERT_V_START
        DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_1 DOWNSTREAM_PEER_CHAIN_FINGERPRINTS_256 DOWNSTREAM_PEER_CHAIN_SERIALS
        DOWNSTREAM_PEER_DNS_SAN DOWNSTREAM_PEER_EMAIL_SAN DOWNSTREAM_PEER_FINGERPRINT_1
        DOWNSTREAM_PEER_FINGERPRINT_256 DOWNSTREAM_PEER_IP_SAN DOWNSTREAM_PEER_ISSUER
        DOWNSTREAM_PEER_ISSUER_FINGERPRINT_256 DOWNSTREAM_PEER_ISSUER_SERIAL DOWNSTREAM_PEER_OTHERNAME_SAN
        DOWNSTREAM_PEER_SERIAL DOWNSTREAM_PEER_SUBJECT DOWNSTREAM_PEER_URI_SAN DOWNSTREAM_TLS_CIPHER
        DOWNSTREAM_TLS_GROUP DOWNSTREAM_TLS_SESSION_ID DOWNSTREAM_TLS_VERSION DOWNSTREAM_TRANSPORT_FAILURE_REASON
        REQUESTED_SERVER_NAME ROUNDTRIP_DURATION SPAN_ID TLS_JA3_FINGERPRINT TLS_JA4_FINGERPRINT TRACE_ID
        UPSTREAM_LOCAL_CLOSE_REASON UPSTREAM_LOCAL_DNS_SAN UPSTREAM_LOCAL_IP_SAN UPSTREAM_LOCAL_URI_SAN
        UPSTREAM_PEER_CERT UPSTREAM_PEER_CERT_V_END UPSTREAM_PEER_CERT_V_START UPSTREAM_PEER_DNS_SAN
        UPSTREAM_PEER_IP_SAN UPSTREAM_PEER_ISSUER UPSTREAM_PEER_SUBJECT UPSTREAM_PEER_URI_SAN UPSTREAM_SERVER_NAME
        UPSTREAM_TLS_CIPHER UPSTREAM_TLS_GROUP UPSTREAM_TLS_SESSION_ID UPSTREAM_TLS_VERSION
        """

    /// Operators whose values differ from run to run, by what they are.
    private static let varying: KeyValuePairs<String, String> = [
        "ms":
            "DURATION REQUEST_DURATION REQUEST_TX_DURATION RESPONSE_DURATION RESPONSE_TX_DURATION UPSTREAM_CONNECTION_POOL_READY_DURATION",
        "id": "CONNECTION_ID UPSTREAM_CONNECTION_ID UPSTREAM_CONNECTION_IDS_ATTEMPTED",
        "port":
            "DOWNSTREAM_DIRECT_REMOTE_PORT DOWNSTREAM_REMOTE_PORT UPSTREAM_LOCAL_PORT DOWNSTREAM_LOCAL_PORT DOWNSTREAM_DIRECT_LOCAL_PORT UPSTREAM_REMOTE_PORT",
        "at":
            "START_TIME EMIT_TIME START_TIME_LOCAL EMIT_TIME_LOCAL DOWNSTREAM_DIRECT_REMOTE_ADDRESS DOWNSTREAM_REMOTE_ADDRESS UPSTREAM_LOCAL_ADDRESS UNIQUE_ID STREAM_ID",
    ]

    private static func words(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }

    /// All of them as text, a line each kind.
    private static var allAsText: [JSON] {
        let lists = [words(steady), words(absent)].map { names in
            names.map { "\($0)=[%\($0)%]" }.joined(separator: " ")
        }
        let others = varying.flatMap { kind, names in words(names).map { "\($0): \(kind)=[%\($0)%]" } }
        return (lists + [others.joined(separator: " ")]).map { LogDocument.text($0) }
    }

    /// All of them as JSON, with their own types.
    private static var allAsJSON: [JSON] {
        var members = words(steady + " " + absent).map { JSON.Member(key: $0, value: .string("%\($0)%")) }
        for (kind, names) in varying {
            members += words(names).map { JSON.Member(key: "\(kind)-\($0)", value: .string("%\($0)%")) }
        }
        return [LogDocument.json(.object(members))]
    }

    private static let endpointNamed: JSON = [
        "load_assignment": ["endpoints": [["lb_endpoints": [["endpoint": ["hostname": "endpoint.name"]]]]]]
    ]

    private static let situations: [(name: String, request: String, upstream: UpstreamScript, change: JSON?)] = [
        ("answered", request("POST", "/p?q=1&r=2", ["content-length: 3"], body: "abc"), .plain, nil),
        ("refused", get("/p"), .refusing, nil),
        ("unrouted", get("/p?q"), .plain, []),
        (
            "direct", get("/p"), .plain,
            [
                [
                    "name": "d", "match": ["prefix": "/"],
                    "direct_response": ["status": 200, "body": ["inline_string": "hi"]],
                ]
            ]
        ),
    ]

    /// Without `x-envoy-upstream-service-time`, whose digits would be in every count of bytes.
    private static let countable: JSON = [
        "http_filters": [
            [
                "name": "envoy.filters.http.router",
                "typed_config": ["@type": .string(TypeName.router), "suppress_envoy_headers": true],
            ]
        ]
    ]

    private static let operators: [ProxyCase] = situations.flatMap { situation in
        [("text", allAsText), ("json", allAsJSON)].map { form, logs in
            ProxyCase("operators-\(situation.name)-\(form)", situation.request, upstream: situation.upstream).with {
                $0.logs = logs
                $0.manager = countable
                $0.routes = situation.change
                $0.omitting = [.probe, .bytewise]
            }
        }
    }

    private static let rich = UpstreamScript.serving(
        answer("200 OK", "content-length: 2", "x-a: ", "x-multi: a", "x-multi: b", "x-long: 0123456789", body: "ok"))

    private static let arguments: [ProxyCase] = [
        logged(
            "headers-of-the-request", get("/p?q=1", host: "A.b", "X-One: 1", "x-two: a", "x-two: b", "x-empty:"),
            upstream: rich,
            LogDocument.text(
                "[%REQ(X-ONE)%] [%REQ(x-two)%] [%REQ(x-empty)%] [%REQ(x-none)%] [%REQ(x-none?X-One)%] [%REQ(x-none?x-gone)%] "
                    + "[%REQ(x-two):0%] [%REQ(:path):3%] [%REQ(x-none?:authority):2%] [%REQ(host)%] [%REQ(:METHOD)%] "
                    + "[%REQ(:scheme)%] [%REQUEST_HEADER(x-one)%] [%REQ(x-one?)%] [%REQ(?x-one)%]")),
        logged(
            "headers-of-the-response", get(), upstream: rich,
            LogDocument.text(
                "[%RESP(x-a)%] [%RESP(X-Multi)%] [%RESP(x-long):4%] [%RESP(x-none?x-long):3%] [%RESP(x-none)%] "
                    + "[%RESP(:status)%] [%RESPONSE_HEADER(x-long)%] [%TRAILER(x-t)%] [%RESPONSE_TRAILER(x-t?x-u):3%]")),
        logged(
            "headers-or-what-is-none", get("/p", host: "a", "x-one: 1"), upstream: rich,
            LogDocument.text(
                "[%RESP(x-none?:status)%] [%RESP(x-none?:status):1%] [%RESP(x-long?:status):4%] [%RESP(:status?x-long)%] "
                    + "[%REQ(x-none?:scheme)%] [%REQ(x-none?:scheme):2%] [%REQ(x-one?:scheme)%] [%REQ(:scheme?x-one)%] "
                    + "[%REQ(x-none?:method)%] [%REQ(x-none?:authority)%] [%RESP(x-a?:status)%]"),
            LogDocument.json([
                "a": "%RESP(x-none?:status)%", "b": "%REQ(x-none?:scheme)%", "c": "<%RESP(x-none?:status)%>",
                "d": "%RESP(x-a?:status)%",
            ])),
        logged(
            "trailers-of-the-response", get(),
            upstream: .serving(
                answer("200 OK", "transfer-encoding: chunked", body: "2\r\nok\r\n0\r\nx-t: tail\r\nx-u: 012345\r\n\r\n")
            ),
            LogDocument.text(
                "[%TRAILER(x-t)%] [%TRAILER(x-none?x-u):3%] [%RESPONSE_TRAILER(X-T)%] %RESPONSE_TRAILERS_BYTES%")
        ).with {
            $0.manager = ["http_protocol_options": ["enable_trailers": true]]
            $0.cluster = [
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "explicit_http_config": ["http_protocol_options": ["enable_trailers": true]],
                    ]
                ]
            ]
        },
        logged(
            "paths", get("/old/path?a=1&b=%41%2&a=2&c&=x"),
            LogDocument.text(
                "[%PATH%] [%PATH(NQ)%] [%PATH(WQ:PATH)%] [%PATH(NQ:ORIG)%] [%PATH(:ORIG_OR_PATH):5%] [%QUERY_PARAM(a)%] "
                    + "[%QUERY_PARAM(b):2%] [%QUERY_PARAM(c)%] [%QUERY_PARAM(d)%] [%QUERY_PARAMS%] [%QUERY_PARAMS(DECODED)%] "
                    + "[%QUERY_PARAMS(ORIG):3%]")
        ).with { $0.action = ["prefix_rewrite": "/new/"] },
        logged(
            "durations", get(),
            LogDocument.text(
                "ms=%COMMON_DURATION(DS_RX_BEG:DS_TX_END)% us=%COMMON_DURATION(DS_RX_BEG:DS_RX_END:us)% "
                    + "ns=%COMMON_DURATION(US_TX_BEG:US_RX_BEG:ns)% ms=%COMMON_DURATION(US_TX_BEG:US_TX_END:ms)% "
                    + "ms=%COMMON_DURATION(US_RX_BEG:US_RX_END)% ms=%COMMON_DURATION(DS_RX_BEG:DS_TX_BEG)% "
                    + "ms=%COMMON_DURATION(US_CX_BEG:US_CX_END)% hs=%COMMON_DURATION(DS_RX_BEG:US_HS_END)% "
                    + "no=%COMMON_DURATION(DS_RX_BEG:NEVER)% no=%COMMON_DURATION(NEVER:DS_RX_END)%")),
        logged(
            "bytes-of-a-last-answer", get("/", host: "a", "connection: close"),
            LogDocument.text("head=%RESPONSE_HEADERS_BYTES% sent=%BYTES_SENT%")
        ).with {
            $0.routes = [
                ["match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["inline_string": "ok"]]]
            ]
        },
        logged(
            "environment", get(), LogDocument.text("[%ENVIRONMENT(PARITY_NONE)%] [%ENVIRONMENT(HOME):1%] 100%%")),
        logged(
            "metadata-of-nobody", get(),
            LogDocument.text(
                "[%DYNAMIC_METADATA(a:b)%] [%DYNAMIC_METADATA(a)%] [%DYNAMIC_METADATA(a:b:c):3%] [%FILTER_STATE(a)%] "
                    + "[%FILTER_STATE(a:PLAIN):3%] [%UPSTREAM_FILTER_STATE(a:TYPED)%]")),
        logged(
            "details-with-spaces", get(), upstream: .refusing,
            LogDocument.text("%RESPONSE_CODE_DETAILS% %RESPONSE_CODE_DETAILS(ALLOW_WHITESPACES)%")),
        grpc("grpc-status-of-a-head", answer("200 OK", "content-length: 0", "grpc-status: 5")),
        grpc("grpc-status-of-nobody", UpstreamScript.okAnswer.text),
        grpc("grpc-status-of-an-error", answer("503 X", "content-length: 0")),
        grpc("grpc-status-that-is-none", answer("200 OK", "content-length: 0", "grpc-status: abc")),
        grpc("grpc-status-unknown", answer("200 OK", "content-length: 0", "grpc-status: 77")),
        logged(
            "client-of-a-trusted-proxy", get("/", host: "a", "x-forwarded-for: 1.2.3.4, 5.6.7.8"),
            LogDocument.text(
                "%DOWNSTREAM_REMOTE_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT% %DOWNSTREAM_REMOTE_PORT% "
                    + "%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%")),
        logged(
            "named-request", get("/", host: "a", "x-request-id: mine"), LogDocument.text("%STREAM_ID% %UNIQUE_ID%")),
        logged("named-chain", get(), LogDocument.text("%FILTER_CHAIN_NAME% %LISTENER_NAME%")),
    ]

    private static func grpc(_ name: String, _ answer: String) -> ProxyCase {
        logged(
            name, get("/", host: "a", "content-type: application/grpc"), upstream: .serving(answer),
            LogDocument.text(
                "%GRPC_STATUS% %GRPC_STATUS(CAMEL_STRING)% %GRPC_STATUS(SNAKE_STRING)% %GRPC_STATUS(NUMBER)% "
                    + "%GRPC_STATUS_NUMBER%"),
            LogDocument.json(["a": "%GRPC_STATUS%", "b": "%GRPC_STATUS_NUMBER%", "c": "%GRPC_STATUS(NUMBER)%"]))
    }

    // MARK: - What resources say of themselves

    /// Metadata with every kind of value; `name` says whose it is.
    private static func said(_ name: String) -> JSON {
        [
            "metadata": [
                "filter_metadata": [
                    "own": [
                        "who": .string(name), "half": 1.5, "large": 10_000_000, "yes": true, "nothing": .null,
                        "list": ["a", 1], "deep": ["key": .string(name + "-deep"), "a": 1], "quoted": "x\"y",
                    ],
                    "other": ["a": "b"],
                ]
            ]
        ]
    }

    private static let sources = [
        "CLUSTER", "ROUTE", "UPSTREAM_HOST", "LISTENER", "VIRTUAL_HOST", "LISTENER_FILTER_CHAIN",
    ]

    /// Everything of everybody, and each kind of value of one.
    private static let metadataCommands: [String] =
        sources.flatMap { ["%METADATA(\($0):own)%", "%METADATA(\($0):own:who)%", "%METADATA(\($0):other:a)%"] } + [
            "%METADATA(CLUSTER:own:half)%", "%METADATA(CLUSTER:own:large)%", "%METADATA(CLUSTER:own:yes)%",
            "%METADATA(CLUSTER:own:nothing)%", "%METADATA(CLUSTER:own:list)%", "%METADATA(CLUSTER:own:deep)%",
            "%METADATA(CLUSTER:own:deep:key)%", "%METADATA(CLUSTER:own:deep:key):4%", "%METADATA(CLUSTER:own:deep):4%",
            "%METADATA(CLUSTER:none)%", "%METADATA(CLUSTER:own:none)%", "%METADATA(CLUSTER:own:who:more)%",
            "%METADATA(CLUSTER)%", "%METADATA(CLUSTER:)%", "%METADATA(CLUSTER:own:quoted)%",
            "%METADATA(CLUSTER:own:who):0%",
            "%METADATA(DYNAMIC:own:who)%", "%CLUSTER_METADATA(own:who)%", "%CLUSTER_METADATA(own)%",
            "%UPSTREAM_METADATA(own:who)%", "%UPSTREAM_METADATA(own)%", #"%UPSTREAM_METADATA(["own","who"])%"#,
        ]

    private static func sayingAll(_ name: String, _ upstream: UpstreamScript = .plain, direct: Bool = false)
        -> ProxyCase
    {
        let action: JSON = direct ? ["direct_response": ["status": 200]] : ["route": ["cluster": "CLUSTER"]]
        let route: JSON = ["name": "r", "match": ["prefix": "/"]]
        return ProxyCase(name, get(), upstream: upstream).with {
            $0.listener = said("listener")
            $0.chain = said("chain")
            $0.cluster = said("cluster").merged(with: [
                "load_assignment": [
                    "endpoints": [
                        (["lb_endpoints": [said("endpoint").merged(with: ["endpoint": ["address": "ADDRESS"]])]] as JSON)
                            .merged(with: said("locality"))
                    ]
                ]
            ])
            let host: JSON = [
                "name": "v", "domains": ["*"], "routes": [route.merged(with: action).merged(with: said("route"))],
            ]
            $0.virtualHosts = [host.merged(with: said("host"))]
            $0.routeConfiguration = said("table")
            $0.logs = [
                LogDocument.text(metadataCommands.map { "[\($0)]" }.joined(separator: " ")),
                LogDocument.json(
                    .object(metadataCommands.map { JSON.Member(key: "k \($0.dropFirst())", value: .string($0)) })),
            ]
            $0.omitting = [.probe, .bytewise]
        }
    }

    private static let metadata: [ProxyCase] = [
        sayingAll("metadata-of-all"), sayingAll("metadata-where-none-is-asked", direct: true),
        sayingAll("metadata-where-nobody-answers", .refusing),
        logged("metadata-that-is-not-there", get(), LogDocument.text(metadataCommands.joined(separator: " "))),
        sayingAll("metadata-in-fields").with {
            $0.logs = []
            $0.virtualHosts = nil
            $0.routes = [
                (["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]] as JSON).merged(with: said("route"))
                    .merged(
                        with: [
                            "request_headers_to_add": [
                                HeaderEditCases.option("x-route", "%METADATA(ROUTE:own:who)%"),
                                HeaderEditCases.option("x-none", "%METADATA(ROUTE:own:none)%"),
                            ],
                            "response_headers_to_add": [
                                HeaderEditCases.option("x-cluster", "%CLUSTER_METADATA(own:deep:key)%"),
                                HeaderEditCases.option("x-endpoint", "%UPSTREAM_METADATA(own:who)%"),
                            ],
                        ])
            ]
        },
    ]

    // MARK: - The first of several

    private static func first(_ operators: String, _ rest: String = "") -> String {
        "%COALESCE({\"operators\":\(operators)})\(rest)%"
    }

    private static func field(_ name: String, _ more: String = "") -> String {
        #"{"command":"REQ","param":"\#(name)"\#(more)}"#
    }

    private static let alternativeCommands: [String] = [
        first("[\(field("x-none")),\(field("x-a"))]"), first("[\(field("x-none")),\(field("x-gone"))]"),
        first(#"["PROTOCOL"]"#), first("[\(field("host", #","max_length":1"#)),\"PROTOCOL\"]"),
        first(#"["REQUESTED_SERVER_NAME",{"command":"REQ","param":":authority"}]"#, ":1"),
        first(#"["RESPONSE_FLAGS","PROTOCOL"]"#), first(#"[{"command":"BYTES_SENT"},"PROTOCOL"]"#),
        first(#"["RESPONSE_CODE"]"#, ":1"), first("[\(field("x-empty")),\"PROTOCOL\"]"),
        first(#"["CUSTOM_FLAGS","PROTOCOL"]"#), first(#"["ROUTE_NAME"]"#, ":0"), first(#"["PROTOCOL"]"#, ":4"),
        first(#"[{"command":"COALESCE","param":"{\"operators\":[\"PROTOCOL\"]}"}]"#),
        first(#"[{"command":"PROTOCOL","x":1}],"x":1"#),
        first(#"[{"command":"METADATA","param":"CLUSTER:own:list"}]"#, ":3"),
        first(#"[{"command":"METADATA","param":"CLUSTER:own:nothing"},"PROTOCOL"]"#),
        first(#"[{"command":"METADATA","param":"CLUSTER:own:half"}]"#, ":1"),
        first(#"[{"command":"START_TIME","param":"x"}]"#), first(#"["DOWNSTREAM_TLS_VERSION","GRPC_STATUS"]"#),
        first(#"["LOCAL_REPLY_BODY","PROTOCOL"]"#),
    ]

    private static let alternatives: [ProxyCase] = [
        logged(
            "first-of-several", get("/", host: "some.host", "x-a: \"1\"", "x-empty:"),
            LogDocument.text(alternativeCommands.map { "[\($0)]" }.joined(separator: " ")),
            LogDocument.json(
                .object(
                    alternativeCommands.enumerated().map { JSON.Member(key: "k\($0)", value: .string($1)) }
                        + [
                            JSON.Member(
                                key: "mixed", value: .string("<\(alternativeCommands[0])|\(alternativeCommands[1])>"))
                        ])),
            LogDocument.json(
                .object(alternativeCommands.enumerated().map { JSON.Member(key: "k\($0)", value: .string($1)) }),
                ["omit_empty_values": true])
        ).with { $0.cluster = said("cluster") }
    ]

    // MARK: - Who was asked for

    private static let nameCommands = [
        "%REQUESTED_SERVER_NAME%", "%REQUESTED_SERVER_NAME()%", "%REQUESTED_SERVER_NAME(SNI_ONLY)%",
        "%REQUESTED_SERVER_NAME(SNI_FIRST)%", "%REQUESTED_SERVER_NAME(HOST_FIRST)%",
        "%REQUESTED_SERVER_NAME(SNI_FIRST:ORIG)%",
        "%REQUESTED_SERVER_NAME(SNI_FIRST:HOST)%", "%REQUESTED_SERVER_NAME(HOST_FIRST:ORIG)%",
        "%REQUESTED_SERVER_NAME(HOST_FIRST:HOST)%", "%REQUESTED_SERVER_NAME(HOST_FIRST:ORIG_OR_HOST)%",
    ]

    private static let hosts: [(String, String, JSON)] = [
        ("name-of-the-host", "A.b:80", [:]), ("name-of-six-bytes", "[::1]", [:]),
        ("name-of-a-rewritten-host", "a.b:80", ["host_rewrite_literal": "new:99"]),
    ]

    private static let names: [ProxyCase] = hosts.map { name, host, action in
        logged(
            name, get("/", host: host), LogDocument.text(nameCommands.map { "[\($0)]" }.joined(separator: " ")),
            LogDocument.json(.object(nameCommands.map { JSON.Member(key: "k \($0.dropFirst())", value: .string($0)) }))
        ).with { $0.action = action }
    }

    private static let times: [ProxyCase] = [
        logged(
            "times", get(),
            LogDocument.text(
                "[%START_TIME%] [%START_TIME_LOCAL%] [%EMIT_TIME%] [%EMIT_TIME_LOCAL%] [%START_TIME()%] "
                    + "[%START_TIME(%Y-%m-%dT%H:%M:%S.%3f)%] [%EMIT_TIME(%FT%T.%3f)%] [%START_TIME_LOCAL(%z %Z)%] s=%START_TIME(%s)% "
                    + "[%START_TIME(%q%% literal %Ez %z)%]"))
    ]

    private static let json: [ProxyCase] = [
        logged(
            "json-types", get("/", host: "a", "x-odd: a\"b\\c\td/é"), upstream: rich,
            LogDocument.json([
                "b": "%PROTOCOL%", "a": "%RESPONSE_CODE%", "n": .null, "i": 3, "neg": -5, "t": true, "f": false,
                "text": "quoted \" \\ \u{1} \n é", "mixed": "x%RESPONSE_CODE%y%UPSTREAM_CLUSTER%z%REQ(x-none)%",
                "nested": ["z": "%REQ(x-none)%", "y": ["x": "%BYTES_SENT%"], "empty": [:]],
                "list": ["%PROTOCOL%", 1, "%REQ(x-none)%", ["q": "%BYTES_SENT%"], []], "none": [], "blank": "",
                "percent": "100%%", "odd": "%REQ(x-odd)%", "odd-part": "<%REQ(x-odd)%>",
                "short": "%REQ(x-none?x-odd):3%",
                "key \" odd": "%RESP(x-a)%",
            ])),
        logged(
            "json-numbers", get(),
            LogDocument.json([
                "thousand": 1000, "hundred-thousand": 100_000, "long": 123_456_789_012, "round": 1_000_000_000_000_000,
                "negative": -70_000_000, "zero": 0,
            ])),
        ProxyCase(
            "json-bytes-that-are-no-text",
            bytes: ByteString("GET / HTTP/1.1\r\nhost: a\r\nx-odd: a") + [0xff, 0xc3, 0xa9]
                + ByteString("\r\n\r\n")
        ).with {
            $0.logs = [LogDocument.json(["odd": "%REQ(x-odd)%", "part": "<%REQ(x-odd)%>"])]
            $0.omitting = [.probe]
        },
        logged(
            "json-without-missing-values", get(), upstream: rich,
            LogDocument.json(
                [
                    "b": "%PROTOCOL%", "a": "%REQ(x-none)%", "n": .null, "first": "%REQ(x-none)%",
                    "nested": ["z": "%REQ(x-none)%", "y": ["x": "%REQ(x-none)%"]],
                    "half": ["z": "%REQ(x-none)%", "y": "%RESPONSE_CODE%"],
                    "list": ["%REQ(x-none)%", ["q": "%REQ(x-none)%"], "%RESPONSE_CODE%"], "gone": ["%REQ(x-none)%"],
                    "none": [], "blank": "", "present": "%RESP(x-a)%", "mixed": "x%REQ(x-none)%y",
                    "two": "%REQ(x-none)%%REQ(x-none)%", "literal": "a",
                ], ["omit_empty_values": true])),
        logged(
            "json-of-nothing", get(), LogDocument.json([:]),
            LogDocument.json(["a": "%REQ(x-none)%"], ["omit_empty_values": true]),
            LogDocument.json(["b": 1, "a": 2], ["json_format_options": ["sort_properties": true]])),
        logged(
            "text-without-missing-values", get(), upstream: rich,
            LogDocument.text(
                "[%REQ(x-none)%] [%PROTOCOL%] [%UPSTREAM_TRANSPORT_FAILURE_REASON%] [%RESPONSE_FLAGS%] [%RESP(x-a)%] "
                    + "[%ENVIRONMENT(PARITY_NONE)%]", ["omit_empty_values": true])),
        logged("text-in-the-old-place", get(), LogDocument.file(["log_format": ["text_format": "%PROTOCOL% old\n"]])),
        logged(
            "text-in-bytes", get(),
            LogDocument.file(["log_format": ["text_format_source": ["inline_bytes": "JVBST1RPQ09MJSBieXRlcwo="]]])),
    ]

    private static let filters: [ProxyCase] =
        [
            ("status-equal", LogDocument.compare("status_code_filter", "EQ", 404)),
            ("status-at-least", LogDocument.compare("status_code_filter", "GE", 300)),
            ("status-at-most", LogDocument.compare("status_code_filter", "LE", 299)),
            ("status-other", LogDocument.compare("status_code_filter", "NE", 200)),
            ("duration-at-least", LogDocument.compare("duration_filter", "GE", 60_000)),
            ("duration-at-most", LogDocument.compare("duration_filter", "LE", 60_000)),
            ("no-health-check", ["not_health_check_filter": [:]]), ("traceable", ["traceable_filter": [:]]),
            ("no-sample", ["runtime_filter": ["runtime_key": "a.key"]]),
            (
                "whole-sample",
                [
                    "runtime_filter": [
                        "runtime_key": "a.key", "percent_sampled": ["numerator": 100],
                        "use_independent_randomness": true,
                    ]
                ]
            ),
            (
                "sample-by-request-id",
                [
                    "runtime_filter": [
                        "runtime_key": "a.key", "percent_sampled": ["numerator": 5000, "denominator": "TEN_THOUSAND"],
                    ]
                ]
            ),
            (
                "both",
                [
                    "and_filter": [
                        "filters": [
                            LogDocument.compare("status_code_filter", "GE", 300),
                            ["header_filter": ["header": ["name": ":path", "string_match": ["prefix": "/no"]]]],
                        ]
                    ]
                ]
            ),
            (
                "either",
                [
                    "or_filter": [
                        "filters": [
                            LogDocument.compare("status_code_filter", "EQ", 201),
                            ["header_filter": ["header": ["name": "x-mark", "present_match": true]]],
                        ]
                    ]
                ]
            ),
            ("any-flag", ["response_flag_filter": [:]]), ("flag", ["response_flag_filter": ["flags": ["UF", "NR"]]]),
            (
                "every-flag-but-one",
                [
                    "response_flag_filter": [
                        "flags": [
                            "LH", "UH", "UT", "LR", "UR", "UF", "UC", "UO", "DI", "FI", "RL", "UAEX", "RLSE", "DC",
                            "URX",
                            "SI", "IH", "DPE", "UMSDR", "RFCF", "NFCF", "DT", "UPE", "NC", "OM", "DF", "DO", "DR",
                            "UDO",
                        ]
                    ]
                ]
            ),
            ("other-flag", ["response_flag_filter": ["flags": ["UF"]]]),
            ("grpc-status", ["grpc_status_filter": ["statuses": ["UNIMPLEMENTED"]]]),
            ("other-grpc-status", ["grpc_status_filter": ["statuses": ["UNIMPLEMENTED"], "exclude": true]]),
            ("log-type", ["log_type_filter": ["types": ["DownstreamEnd"]]]),
            ("other-log-type", ["log_type_filter": ["types": ["DownstreamEnd"], "exclude": true]]),
        ].map { name, filter in filtered(name, filter) }
        + headerConditions.map { name, condition in
            let matcher: JSON = ["name": "x-mark"]
            return filtered("header-\(name)", ["header_filter": ["header": matcher.merged(with: condition)]])
        }

    private static func filtered(_ name: String, _ filter: JSON) -> ProxyCase {
        ProxyCase(
            "filter-\(name)",
            inTurn: [
                get("/no", host: "nowhere", "x-request-id: 00000000-0000-4000-8000-000000000000"),
                get("/yes", host: "a", "x-mark: AbC", "x-request-id: 00000000-0000-4000-8000-000000000000"),
                get(
                    "/twice", host: "a", "x-mark: 12", "x-mark: 3", "x-request-id: 0000270f-0000-4000-8000-000000000000"
                ),
                get("/number", host: "a", "x-mark: 42", "x-request-id: 0000270f-0000-4000-8000-000000000000"),
            ]
        ).with {
            $0.logs = LogDocument.filtered(filter)
            $0.virtualHosts = [
                [
                    "name": "v", "domains": ["a"],
                    "routes": [["match": ["prefix": "/"], "route": ["cluster": "CLUSTER"]]],
                ]
            ]
            $0.omitting = [.probe]
        }
    }

    private static let headerConditions: [(name: String, condition: JSON)] = [
        ("only-named", [:]), ("there", ["present_match": true]), ("not-there", ["present_match": false]),
        ("there-inverted", ["present_match": true, "invert_match": true]),
        ("exact", ["string_match": ["exact": "AbC"]]), ("exact-old", ["exact_match": "AbC"]),
        ("exact-any-case", ["string_match": ["exact": "aBc", "ignore_case": true]]),
        ("prefix", ["string_match": ["prefix": "Ab"]]), ("suffix", ["string_match": ["suffix": "bC"]]),
        ("contains", ["string_match": ["contains": "b"]]), ("prefix-old", ["prefix_match": "Ab"]),
        ("suffix-old", ["suffix_match": "bC"]), ("contains-old", ["contains_match": "b"]),
        ("joined", ["string_match": ["exact": "12,3"]]), ("range", ["range_match": ["start": 40, "end": 43]]),
        ("range-inverted", ["range_match": ["start": 40, "end": 43], "invert_match": true]),
        ("inverted", ["string_match": ["exact": "AbC"], "invert_match": true]),
        ("missing-as-empty", ["string_match": ["exact": ""], "treat_missing_header_as_empty": true]),
        (
            "missing-as-empty-inverted",
            ["string_match": ["exact": "AbC"], "invert_match": true, "treat_missing_header_as_empty": true]
        ),
    ]

    private static let occasions: [ProxyCase] = [
        logged(
            "line-of-a-new-request", request("POST", "/", ["content-length: 3"], body: "abc"),
            LogDocument.text(
                "%ACCESS_LOG_TYPE% %RESPONSE_CODE% %ROUTE_NAME% %UPSTREAM_HOST% %BYTES_SENT% %RESPONSE_CODE_DETAILS%")
        ).with { $0.manager = ["access_log_options": ["flush_access_log_on_new_request": true]] },
        logged(
            "line-of-a-new-request-old", get(), LogDocument.text("%ACCESS_LOG_TYPE% %RESPONSE_CODE%")
        ).with { $0.manager = ["flush_access_log_on_new_request": true] },
        logged(
            "lines-while-it-lasts", get(), upstream: .silent,
            LogDocument.text("%ACCESS_LOG_TYPE% %RESPONSE_CODE% %BYTES_SENT%")
        ).with {
            $0.manager = ["access_log_options": ["access_log_flush_interval": "0.4s"]]
            $0.action = ["timeout": "1s"]
        },
        logged("line-by-default", get("/p"), LogDocument.file([:])).with {
            $0.manager = ["generate_request_id": false]
        },
    ]

    private static let oldFields: [ProxyCase] = [
        logged("old-format", get(), LogDocument.file(["format": "%PROTOCOL% %RESPONSE_CODE% old\n"])),
        logged(
            "old-json-format", get(), LogDocument.file(["json_format": ["c": "%RESPONSE_CODE%", "a": "%REQ(x-none)%"]])),
        logged(
            "old-typed-json-format", get(),
            LogDocument.file(["typed_json_format": ["c": "%RESPONSE_CODE%", "a": "%REQ(x-none)%"]])),
    ]

    /// How connections ended: by us or by the client, and whether it broke the protocol.
    private static let ended = LogDocument.text(
        "%PROTOCOL% %RESPONSE_CODE% %RESPONSE_FLAGS% ended=%DOWNSTREAM_LOCAL_CLOSE_REASON%")

    /// Without the delay that Envoy's clients sit out before a connection ends.
    private static func ended(
        _ name: String, _ steps: [ClientStep], leaves: Bool = false, _ change: (inout ProxyCase) -> Void = { _ in }
    ) -> ProxyCase {
        ProxyCase("listener-log-of-" + name, steps: steps + (leaves ? [.leave] : [.end])).with {
            $0.listenerLogs = [ended]
            $0.omitting = [.probe, .bytewise]
            change(&$0)
            $0.manager = $0.manager.merged(with: ["delayed_close_timeout": "0s"])
        }
    }

    private static func broken(_ name: String, _ request: String) -> ProxyCase {
        ended(name, [.text(request), .answers(1)])
    }

    private static let endings: [ProxyCase] = [
        ended("an-end", [.text(get()), .answers(1)], leaves: true), ended("nothing", [], leaves: true),
        ended("half-a-head", [.text("GET / HTTP/1.1\r\nho")], leaves: true),
        ended("an-announced-end", [.text(get("/", "connection: close")), .answers(1)]),
        ended("an-early-answer", [.text(post("content-length: 10", body: "ab")), .answers(1)]) { $0.routes = [] },
        ended("one-request-at-most", [.text(get()), .answers(1)]) {
            $0.manager = ["common_http_protocol_options": ["max_requests_per_connection": 1]]
        },
        ended("an-old-version", [.text("GET / HTTP/1.0\r\nhost: a\r\n\r\n"), .answers(1)]) {
            $0.manager = ["http_protocol_options": ["accept_http_10": true]]
        },
        ended("a-late-head", [.text("GET / HT"), .answers(1)]) { $0.manager = ["request_headers_timeout": "0.25s"] },
        ended("a-missing-host", [.text("GET / HTTP/1.1\r\n\r\n"), .answers(1)]),
        ended("a-refused-upgrade", [.text(get("/", "connection: upgrade", "upgrade: x")), .answers(1)]),
        ended("an-answer-that-breaks-off", [.text(get()), .end]) {
            $0.upstream = UpstreamScript([.request, .text("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"), .close])
        },
        broken("a-bad-line", "GARBAGE\r\n\r\n"), broken("a-bad-method", "GE@T / HTTP/1.1\r\nhost: a\r\n\r\n"),
        broken("a-bad-target", "GET p HTTP/1.1\r\nhost: a\r\n\r\n"),
        broken("a-bad-url", "GET http:// HTTP/1.1\r\nhost: a\r\n\r\n"),
        broken("a-bad-scheme", "GET ftp://a/ HTTP/1.1\r\nhost: a\r\n\r\n"),
        broken("a-bad-version", "GET / FTP/1.1\r\nhost: a\r\n\r\n"),
        broken("a-low-version", "GET / HTTP/1.0\r\nhost: a\r\n\r\n"),
        broken("a-bad-name", get("/", host: "a", "x y: 1")), broken("no-colon", get("/", host: "a", "x")),
        broken("no-name", get("/", host: "a", ": 1")), broken("a-bad-value", get("/", host: "a", "x: a\0b")),
        broken("a-bad-host", "GET / HTTP/1.1\r\nhost: a b\r\n\r\n"),
        broken("a-bad-length", post("content-length: x")), broken("a-bad-coding", post("transfer-encoding: gzip")),
        broken("two-framings", post("content-length: 3", "transfer-encoding: chunked")),
        broken("a-bad-chunk", post("transfer-encoding: chunked", body: "zz\r\n")),
        broken("a-large-head", get("/", host: "a", "x: " + String(repeating: "v", count: 70_000))),
        broken("many-fields", request("GET", "/", (0..<120).map { "x-\($0): 1" })),
        ended("an-underscore", [.text(get("/", host: "a", "x_y: 1")), .answers(1)]) {
            $0.manager = ["common_http_protocol_options": ["headers_with_underscores_action": "REJECT_REQUEST"]]
        },
        broken("a-bad-request-behind-a-good-one", get() + "GARBAGE\r\n\r\n"),
        ended("a-bad-request-later", [.text(get()), .answers(1), .text("GARBAGE\r\n\r\n"), .answers(1)]),
    ]

    private static let connections: [ProxyCase] =
        endings + [
            ProxyCase("listener-log", inTurn: [get("/1"), get("/2")]).with {
                $0.manager = countable
                $0.listenerLogs = allAsText + allAsJSON + [LogDocument.text("%REQ(user-agent)% %RESP(x)% %PATH%")]
                $0.omitting = [.probe, .bytewise]
            },
            ProxyCase("listener-log-filtered", get()).with {
                $0.listenerLogs = [
                    LogDocument.text("none", filter: LogDocument.compare("status_code_filter", "GE", 200)),
                    LogDocument.text("all", filter: LogDocument.compare("status_code_filter", "EQ", 0)),
                ]
                $0.omitting = [.probe]
            },
        ]
}
