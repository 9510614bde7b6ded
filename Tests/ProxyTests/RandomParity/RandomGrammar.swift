/// What random cases are made of: Envoy's fields with values for each. Chosen differences, what depends on time, and what
/// Apus refuses by name are left out.
enum RandomGrammar {
    /// Values of which a case has one at most.
    struct Group: Sendable {
        /// In how many of a hundred cases one of them stands.
        let percent: Int
        let values: [JSON]

        init(_ percent: Int, _ values: JSON...) {
            self.percent = percent
            self.values = values
        }
    }

    /// A filter, with values of its own and of routes.
    struct Filter: Sendable {
        let name: String
        let type: String
        let groups: [Group]
        /// Messages that a route has for it.
        let routes: [JSON]
    }

    // MARK: - The connection manager

    static let manager: [Group] = [
        Group(40, ["use_remote_address": true], ["use_remote_address": false]),
        Group(20, ["skip_xff_append": true]), Group(20, ["xff_num_trusted_hops": 1], ["xff_num_trusted_hops": 2]),
        Group(30, ManagerOptions.mesh),
        Group(20, ["normalize_path": true]), Group(20, ["merge_slashes": true]),
        Group(
            30, ["path_with_escaped_slashes_action": "REJECT_REQUEST"],
            ["path_with_escaped_slashes_action": "UNESCAPE_AND_REDIRECT"],
            ["path_with_escaped_slashes_action": "UNESCAPE_AND_FORWARD"]),
        Group(20, ["strip_matching_host_port": true], ["strip_any_host_port": true]),
        Group(15, ["strip_trailing_host_dot": true]),
        Group(
            20, ["server_header_transformation": "APPEND_IF_ABSENT"], ["server_header_transformation": "PASS_THROUGH"],
            ["server_name": "own"]),
        Group(15, ["via": "me"]), Group(15, ["preserve_external_request_id": true]),
        Group(15, ["always_set_request_id_in_response": true]), Group(15, ["append_x_forwarded_port": true]),
        Group(
            15, ["forward_client_cert_details": "FORWARD_ONLY"], ["forward_client_cert_details": "ALWAYS_FORWARD_ONLY"]),
        Group(
            30, ["http_protocol_options": ["enable_trailers": true]],
            ["http_protocol_options": ["header_key_format": ["proper_case_words": [:]]]],
            ["http_protocol_options": ["allow_chunked_length": true]]),
        Group(
            15, ["common_http_protocol_options": ["headers_with_underscores_action": "REJECT_REQUEST"]],
            ["common_http_protocol_options": ["headers_with_underscores_action": "DROP_HEADER"]]),
        Group(10, ["scheme_header_transformation": ["scheme_to_overwrite": "https"]]),
        Group(10, ["stream_error_on_invalid_http_message": true]),
        Group(15, ["upgrade_configs": [["upgrade_type": "CONNECT"]]]),
        Group(
            25,
            [
                "local_reply_config": [
                    "body_format": [
                        "text_format_source": [
                            "inline_string":
                                "%LOCAL_REPLY_BODY%:%RESPONSE_CODE%:%RESPONSE_FLAGS%:%RESPONSE_CODE_DETAILS%"
                        ]
                    ]
                ]
            ],
            [
                "local_reply_config": [
                    "mappers": [
                        [
                            "filter": [
                                "or_filter": [
                                    "filters": [
                                        ["header_filter": ["header": ["name": "x-a", "present_match": true]]],
                                        ["grpc_status_filter": ["statuses": ["UNAVAILABLE"]]],
                                    ]
                                ]
                            ],
                            "body_format_override": [
                                "text_format_source": ["inline_string": "%LOCAL_REPLY_BODY%.%REQ(:path)%"],
                                "content_type": "text/own",
                            ],
                        ],
                        [
                            "filter": ["not_health_check_filter": [:]], "status_code": 503,
                            "headers_to_add": [
                                [
                                    "header": ["key": "content-type", "value": "a/b"],
                                    "append_action": "OVERWRITE_IF_EXISTS_OR_ADD",
                                ]
                            ],
                        ],
                    ]
                ]
            ],
            [
                "local_reply_config": [
                    "mappers": [
                        [
                            "filter": ["response_flag_filter": ["flags": ["NR", "UF", "UAEX", "RL", "FI"]]],
                            "status_code": 499, "body": ["inline_string": "mapped"],
                        ]
                    ]
                ]
            ],
            [
                "local_reply_config": [
                    "mappers": [
                        [
                            "filter": [
                                "status_code_filter": [
                                    "comparison": [
                                        "op": "GE", "value": ["default_value": 400, "runtime_key": "a.key"],
                                    ]
                                ]
                            ],
                            "headers_to_add": [["header": ["key": "x-b", "value": "%RESPONSE_CODE%"]]],
                        ]
                    ],
                    "body_format": ["json_format": ["b": "%LOCAL_REPLY_BODY%", "a": "%REQ(x-a)%"]],
                ]
            ]),
    ]

    // MARK: - The route table

    static let matches: [JSON] = [
        ["prefix": "/"], ["prefix": "/"], ["prefix": "/p"], ["prefix": "/A", "case_sensitive": false], ["path": "/p/q"],
        ["path_separated_prefix": "/p"], ["safe_regex": ["regex": "/(p|a)(/.*)?"]], ["connect_matcher": [:]],
    ]

    static let conditions: [Group] = [
        Group(
            20, ["headers": [["name": "x-a", "present_match": true]]],
            ["headers": [["name": "x-a", "string_match": ["exact": "v"], "invert_match": true]]],
            [
                "headers": [
                    ["name": "x-n", "range_match": ["start": 0, "end": 10], "treat_missing_header_as_empty": true]
                ]
            ],
            ["headers": [["name": ":method", "string_match": ["safe_regex": ["regex": "GET|PUT"]]]]]),
        Group(
            15, ["query_parameters": [["name": "a", "string_match": ["prefix": "v"]]]],
            ["query_parameters": [["name": "q", "present_match": false]]]),
        Group(5, ["grpc": [:]]),
    ]

    /// Of routes that forward.
    static let action: [Group] = [
        Group(25, ["host_rewrite_literal": "b:81"], ["auto_host_rewrite": true], ["host_rewrite_header": "x-a"]),
        Group(15, ["append_x_forwarded_host": true]),
        Group(15, ["regex_rewrite": ["pattern": ["regex": "^/(\\w*)"], "substitution": "/n/\\1"]]),
        Group(
            40, ["retry_policy": ["retry_on": "5xx", "num_retries": 2]],
            ["retry_policy": ["retry_on": "gateway-error,retriable-4xx"]],
            ["retry_policy": ["retry_on": "reset,connect-failure"]],
            ["retry_policy": ["retry_on": "retriable-status-codes", "retriable_status_codes": [404, 503]]],
            [
                "retry_policy": [
                    "retry_on": "retriable-headers", "retriable_headers": [["name": "x-up", "present_match": true]],
                ]
            ]),
        Group(10, ["cluster_not_found_response_code": "NOT_FOUND"]), Group(10, ["priority": "HIGH"]),
        Group(
            15, ["internal_redirect_policy": ["max_internal_redirects": 2]],
            ["internal_redirect_policy": ["redirect_response_codes": [301, 303]]]),
        Group(10, ["hash_policy": [["header": ["header_name": "x-a"]]]]),
        Group(10, ["upgrade_configs": [["upgrade_type": "websocket"]]]), mirrors,
        Group(10, ["rate_limits": [["actions": [["generic_key": ["descriptor_key": "k", "descriptor_value": "v"]]]]]]),
    ]

    static let clusters: [JSON] = [
        ["cluster": "CLUSTER"], ["cluster": "CLUSTER"], ["cluster": "CLUSTER"], ["cluster": "missing"],
        ["cluster_header": "x-cluster"],
        [
            "weighted_clusters": [
                "clusters": [
                    [
                        "name": "CLUSTER", "weight": 1,
                        "request_headers_to_add": [["header": ["key": "x-b", "value": "weighted"]]],
                    ]
                ]
            ]
        ],
    ]

    /// Of routes that answer by themselves.
    static let answers: [JSON] = [
        ["direct_response": ["status": 200, "body": ["inline_string": "hello"]]], ["direct_response": ["status": 503]],
        ["redirect": ["host_redirect": "r.example"]], ["redirect": ["https_redirect": true, "strip_query": true]],
        ["redirect": ["path_redirect": "/red?x=1", "response_code": "SEE_OTHER"]],
        ["redirect": ["port_redirect": 8080, "scheme_redirect": "ftp", "response_code": "PERMANENT_REDIRECT"]],
    ]

    static let host: [Group] = [
        Group(30, ["include_request_attempt_count": true]), Group(30, ["include_attempt_count_in_response": true]),
        Group(10, ["require_tls": "EXTERNAL_ONLY"]),
        Group(
            20,
            [
                "virtual_clusters": [
                    ["name": "vc", "headers": [["name": ":path", "string_match": ["prefix": "/p"]]]]
                ]
            ]),
        Group(10, ["retry_policy": ["retry_on": "5xx"]]),
    ]

    static let table: [Group] = [
        Group(15, ["most_specific_header_mutations_wins": true]), Group(15, ["internal_only_headers": ["x-b"]]),
        Group(10, ["ignore_path_parameters_in_path_matching": true]),
    ]

    /// What edits of fields are about, and their values.
    static let editedNames = [
        "x-a", "x-b", "x-new", "user-agent", "content-type", "cookie", "set-cookie", "x-up", "server",
    ]
    static let editedValues = [
        "plain", "%REQ(x-a)%", "%REQ(x-missing?:path)%", "%PROTOCOL%", "%REQ(x-a):1%", "%%", "%ROUTE_NAME%", "",
        "%UPSTREAM_CLUSTER%", "%RESPONSE_CODE%", "%RESP(x-up)%", "%QUERY_PARAM(a)%", "%DYNAMIC_METADATA(m:k)%",
        "%RESPONSE_FLAGS%", "%RESPONSE_CODE_DETAILS%", "%REQ(x-a?x-b):2%", "%PATH(NQ)%", "%QUERY_PARAMS%",
        "%VIRTUAL_CLUSTER_NAME%", "%UPSTREAM_CLUSTER_RAW%", "%GRPC_STATUS%", "%METADATA(ROUTE:m:k)%",
        "%UPSTREAM_PROTOCOL%", "%UPSTREAM_REQUEST_ATTEMPT_COUNT%", "%RESP(:status)%", "%BYTES_RECEIVED%",
        "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%", "%FILTER_CHAIN_NAME%", "%REQUESTED_SERVER_NAME%", "%UPSTREAM_HOST%",
        "%FILTER_STATE(own:PLAIN)%", "a%REQ(x-a)%b%REQ(:path):3%c",
    ]
    static let editActions = [
        "APPEND_IF_EXISTS_OR_ADD", "ADD_IF_ABSENT", "OVERWRITE_IF_EXISTS_OR_ADD", "OVERWRITE_IF_EXISTS",
    ]
    static let removedNames = ["x-a", "x-b", "user-agent", "x-up", "content-type", "x-forwarded-proto", "set-cookie"]

    // MARK: - Upstreams

    static let cluster: [Group] = [
        Group(20, HTTP2Cases.upstreamTrailers),
        Group(10, ["circuit_breakers": ["thresholds": [["max_retries": 0]]]]),
        Group(10, ["track_cluster_stats": ["request_response_sizes": true]]),
    ]

    /// Answers to any method but HEAD.
    static let upstreamAnswers: [String] = [
        answer("200 OK", "content-length: 2", body: "ok"), answer("200 OK", "content-length: 2", body: "ok"),
        answer("200 Fine", "transfer-encoding: chunked", "x-up: 1", body: "2\r\nok\r\n0\r\nx-t: 1\r\n\r\n"),
        answer("503 Bad", "content-length: 3", "x-up: 1", body: "bad"), answer("404 No", "content-length: 0"),
        answer("502 Bad", "content-length: 0"), answer("409 Conflict", "content-length: 0", "server: real"),
        answer("204 None"), answer("304 Same", "etag: \"x\"", "content-length: 7"),
        answer("301 Away", "location: http://a/p/q", "content-length: 0"),
        answer("303 See", "location: /A?a=v", "content-length: 2", body: "xx"),
        answer(
            "200 OK", "set-cookie: a=1", "set-cookie: b=2; Path=/", "x-envoy-x: y", "via: 1.0 up", "content-length: 0"),
        answer("200 OK", "content-type: application/grpc", "grpc-status: 5", "content-length: 0"),
        answer("103 Early", "link: <x>") + answer("200 OK", "content-length: 0"),
        answer("200 OK", "connection: close", "content-length: 1", body: "c"),
        answer("600 Odd", "content-length: 0"), answer("429 Many", "x-envoy-ratelimited: true", "content-length: 0"),
    ]

    static let upstreamAnswersToHead: [String] = [
        answer("200 OK", "content-length: 2"), answer("200 Fine", "transfer-encoding: chunked"), answer("503 Bad"),
        answer("204 None"), answer("301 Away", "location: /p", "content-length: 0"),
    ]

    /// What is sent before a connection breaks.
    static let brokenAnswers = [
        "", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", "HTTP/1.1 abc\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nto the end",
    ]

    // MARK: - Requests

    static let methods = ["GET", "GET", "GET", "GET", "POST", "POST", "PUT", "OPTIONS", "DELETE", "FOO", "get"]
    static let targets = [
        "/", "/p", "/p/", "/p/q", "/P", "/a", "/A/b", "/a//b", "/p/../a", "/./p", "/x%2fy", "/%70", "/p%5c", "/a;v=1",
        "/p?a=1", "/p?a=v1&q", "/?q", "/a?a=%31", "/p?a=b?c", "/p/%2e%2e/a", "//p", "/S/M", "http://a/p", "/p?&&a=1",
    ]
    static let hosts = ["a", "a", "a", "A", "a:80", "b.example", "a.", "[::1]:80", "x.a:8080"]
    static let bodies = ["", "ab", "hello world", "{\"a\":1}", String(repeating: "z", count: 200)]

    /// Fields; a request has one of a name at most.
    static let fields = plainFields + tokens

    private static let plainFields: [String] = [
        "x-a: 1", "x-a: v", "x-b: abc", "x-n: 5", "x-n: 5x", "x-empty:", "user-agent: ua", "cookie: a=1; b=2",
        "content-type: text/plain", "content-type: application/json", "content-type: application/grpc",
        "content-type: application/grpc-web+proto", "x-forwarded-for: 1.2.3.4",
        "x-forwarded-for: 10.0.0.1, 1.2.3.4",
        "x-forwarded-for: bad", "x-forwarded-proto: https", "x-forwarded-proto: junk", "x-forwarded-host: f",
        "x-request-id: rid", "x-cluster: nope", "x_under: 1", "origin: http://a.example", "origin: http://evil",
        "access-control-request-method: GET", "connection: close", "connection: x-a", "te: trailers", "te: gzip",
        "keep-alive: 5", "accept-encoding: gzip", "x-envoy-max-retries: 1", "x-envoy-retry-on: 5xx",
        "x-envoy-retry-on: retriable-status-codes", "x-envoy-retriable-status-codes: 404",
        "x-envoy-retry-grpc-on: cancelled", "x-envoy-upstream-alt-stat-name: alt", "x-envoy-internal: true",
        "x-envoy-original-path: /o", "x-envoy-attempt-count: 7", "x-envoy-fault-abort-request: 418",
        "x-envoy-fault-abort-request: 900", "x-envoy-fault-abort-grpc-request: 5", "x-key: k1", "x-key: no",
        "authorization: Basic dTpw", "authorization: Basic zz", "authorization: Bearer k1", "via: 1.1 x",
        "x-envoy-decorator-operation: op", "referer: http://a/", "x-forwarded-client-cert: By=z",
    ]

    private static let tokens: [String] = ["HS256", "wrongkey", "algnone"].map {
        "authorization: Bearer \(JWTFixtures.tokens[$0] ?? "")"
    }
}
