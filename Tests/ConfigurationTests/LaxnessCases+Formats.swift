/// Substitution formats and what is made of them.
extension LaxnessCases {
    private static func log(_ format: String) -> String {
        #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format":"\#(format)"}}}],"#
    }

    private static func acceptedLog(_ format: String) -> LaxnessCase { .accepted(.managerFields, log(format)) }

    private static func refusedLog(_ format: String) -> LaxnessCase { .refused(.managerFields, log(format)) }

    static let formats: [LaxnessCase] =
        [
            "%GRPC_STATUS(SNAKE_STRING)%", "%COMMON_DURATION(A:B)%", "%COMMON_DURATION(:B)%",
            "%COMMON_DURATION(US_CX_BEG:US_CX_END:ms)%", "%START_TIME(%E3S)%", "%START_TIME(%q)%", "%START_TIME(%)%",
            "%START_TIME()%", "%START_TIME(a)b)%", "%REQ(a?)%", "%REQ(?a)%", "%REQ(a):0%", "%%", "%EMIT_TIME(%F)%",
            "%RESPONSE_CODE_DETAILS(X)%", "%PATH(NQ:ORIG_OR_PATH)%", "%PATH(:ORIG)%", "%PATH()%", "%PATH(WQ:)%",
            "%PATH(WQ:ORIG:)%", "%PATH:3%", "%QUERY_PARAM(a):3%", "%QUERY_PARAMS()%", "%QUERY_PARAMS(DECODED):3%",
            "%DYNAMIC_METADATA(a):3%", "%FILTER_STATE(a:TYPED)%", "%FILTER_STATE(a):3%", "%ENVIRONMENT(HOME):2%",
            "%METADATA(CLUSTER)%", "%METADATA(ROUTE:m:k):3%", "%METADATA(UPSTREAM_HOST:)%",
            "%METADATA(DYNAMIC:a:b)%", "%METADATA(LISTENER:a)%", "%METADATA(LISTENER_FILTER_CHAIN:a)%",
            "%METADATA(VIRTUAL_HOST:a)%", "%CLUSTER_METADATA(a:b)%", "%UPSTREAM_METADATA([a])%",
            "%REQUESTED_SERVER_NAME()%", "%REQUESTED_SERVER_NAME(SNI_FIRST)%",
            "%REQUESTED_SERVER_NAME(HOST_FIRST:ORIG)%",
            "%REQUESTED_SERVER_NAME(SNI_ONLY:HOST)%", #"%COALESCE({\"operators\":[\"PROTOCOL\"]}):3%"#,
            #"%COALESCE({\"operators\":[{\"command\":\"REQ\",\"param\":\"a\",\"max_length\":3,\"x\":1}],\"y\":2})%"#,
            "%TRAILER(a?b):3%", "%REQUEST_HEADER(a?b):3%", "%DOWNSTREAM_PEER_CERT_V_START(%F)%",
        ].map(acceptedLog)
        + [
            "%GRPC_STATUS(X)%", "%GRPC_STATUS_NUMBER(X)%", "%GRPC_STATUS:3%", "%COMMON_DURATION(A:B:s)%",
            "%COMMON_DURATION(A)%", "%COMMON_DURATION(A:B:)%", "%COMMON_DURATION(A:B:ns:c)%",
            "%COMMON_DURATION(A:B):3%", "%START_TIME:5%", "%START_TIME(%n)%", "%EMIT_TIME:3%", "%REQ()%",
            "%REQ(a?b?c)%", "%REQ(a):99999999999999999999%", "%REQ(a b)%", "%PATH(x)%", "%PATH(WQ:X)%",
            "%QUERY_PARAM()%", "%QUERY_PARAMS(X)%", "%DYNAMIC_METADATA()%", "%FILTER_STATE(a:X)%", "%ENVIRONMENT()%",
            "%VIRTUAL_HOST_NAME%", "%UPSTREAM_CLUSTER(x)%", "%REQ_WITHOUT_QUERY(:path)%", "%TRACE_ID:3%", "a%b",
            "%METADATA(cluster:a)%", "%METADATA(ROUTE_CONFIG:a)%", "%CLUSTER_METADATA(a):3%",
            "%UPSTREAM_METADATA(a):3%",
            "%REQUESTED_SERVER_NAME(X)%", "%REQUESTED_SERVER_NAME(SNI_FIRST:X)%",
            "%REQUESTED_SERVER_NAME(SNI_FIRST):3%",
            "%COALESCE%", "%COALESCE(x)%", "%COALESCE({})%", #"%COALESCE({\"operators\":[]})%"#,
            #"%COALESCE({\"operators\":\"PROTOCOL\"})%"#, #"%COALESCE({\"operators\":[\"NOPE\"]})%"#,
            #"%COALESCE({\"operators\":[1]})%"#, #"%COALESCE({\"operators\":[\"REQ\"]})%"#,
            #"%COALESCE({\"operators\":[{\"param\":\"a\"}]})%"#,
            #"%COALESCE({\"operators\":[{\"command\":\"REQ\",\"param\":\"a\",\"max_length\":0}]})%"#,
            #"%COALESCE({\"operators\":[{\"command\":\"PROTOCOL\",\"param\":\"a\"}]})%"#,
        ].map(refusedLog)
        + [
            .unimplemented(.managerFields, log("%ROUTE_RESOLUTION_TIME_US%")),
            .unimplemented(.managerFields, log("%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT(24)%")),
            .accepted(
                .managerFields,
                #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"json_format":{"a":[1,null,"#
                    + #"true,{"b":"%REQ(a)% x"}]},"json_format_options":{"sort_properties":true}}}}],"#),
            .refused(
                .managerFields,
                #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"json_format":{"#
                    + #""a":["%NO%"]}}}}],"#
            ),
            .accepted(.listener, #""access_log":[{"name":"x","typed_config":{@stdoutLog@}}],"#),
            .accepted(
                .managerFields,
                #""access_log_options":{"access_log_flush_interval":"0.001s","#
                    + #""flush_access_log_on_new_request":true},"#),
            .refused(.managerFields, #""access_log_options":{"access_log_flush_interval":"0s"},"#),
            .unimplemented(
                .managerFields, #""access_log_options":{"flush_log_on_tunnel_successfully_established":true},"#),
        ]

    private static func filter(_ filter: String) -> String {
        #""access_log":[{"name":"x","filter":{\#(filter)},"typed_config":{@stdoutLog@}}],"#
    }

    private static let equals404 =
        #""status_code_filter":{"comparison":{"op":"EQ","value":{"default_value":404,"runtime_key":"k"}}}"#

    static let logFilters: [LaxnessCase] =
        [
            equals404, #""status_code_filter":{"comparison":{"value":{"default_value":404}}}"#,
            #""duration_filter":{"comparison":{"op":"NE","value":{"default_value":4}}}"#,
            #""runtime_filter":{"runtime_key":"a"}"#, #""traceable_filter":{}"#, #""response_flag_filter":{}"#,
            #""response_flag_filter":{"flags":["UF","UF","DF"]}"#, #""grpc_status_filter":{}"#,
            #""grpc_status_filter":{"statuses":["NOT_FOUND",3],"exclude":true}"#,
            #""log_type_filter":{"types":["DownstreamEnd"]}"#, #""header_filter":{"header":{"name":"a"}}"#,
            #""header_filter":{"header":{"name":"a","range_match":{"start":"-1","end":3}}}"#,
            #""metadata_filter":{}"#, #""metadata_filter":{"match_if_key_not_found":false}"#,
            #""metadata_filter":{"matcher":{"filter":"a","path":[{"key":"b"}],"value":{"bool_match":true}}}"#,
        ].map { .accepted(.managerFields, filter($0)) }
        + [
            #""status_code_filter":{}"#, #""status_code_filter":{"comparison":{"op":"EQ"}}"#,
            #""runtime_filter":{"percent_sampled":{"numerator":3}}"#, #""and_filter":{"filters":[{\#(equals404)}]}"#,
            #""metadata_filter":{"matcher":{}}"#, #""metadata_filter":{"matcher":{"filter":"a","path":[{"key":"b"}]}}"#,
            #""or_filter":{}"#, #""response_flag_filter":{"flags":["XX"]}"#, #""header_filter":{}"#,
            #""header_filter":{"header":{"name":""}}"#,
            #""header_filter":{"header":{"name":"a","string_match":{"prefix":""}}}"#,
            #""header_filter":{"header":{"name":"a","string_match":{}}}"#,
            #""grpc_status_filter":{"statuses":["NOPE"]}"#,
        ].map { .refused(.managerFields, filter($0)) }
        + [
            .accepted(
                .managerFields,
                filter(#""header_filter":{"header":{"name":"a","safe_regex_match":{"regex":"a"}}}"#)),
            .refused(
                .managerFields,
                filter(#""header_filter":{"header":{"name":"a","safe_regex_match":{"regex":"a)"}}}"#)),
        ]

    private static func edit(_ option: String) -> String { #""request_headers_to_add":[\#(option)],"# }

    static let headerEdits: [LaxnessCase] =
        [
            #"{"header":{"key":"a","value":"b"}}"#, #"{"header":{"key":"A-B","value":"%REQ(x)%\t"}}"#,
            #"{"header":{"key":"a"}}"#, #"{"header":{"key":"a","value":"é"}}"#,
            #"{"header":{"key":"a","value":"b"},"append":false}"#, #"{"header":{"key":"a","value":"b"},"append":true}"#,
            #"{"header":{"key":"a","value":"b"},"append_action":"OVERWRITE_IF_EXISTS","keep_empty_value":true}"#,
        ].flatMap { [.accepted(.route, edit($0)), .accepted(.host, edit($0)), .accepted(.tableFields, edit($0))] }
        + [
            #"{"header":{"key":":path","value":"x"}}"#, #"{"header":{"key":"Host","value":"x"}}"#, "{}",
            #"{"header":{"key":"","value":"x"}}"#, #"{"header":{"key":"a","value":"b\r\nc"}}"#,
            #"{"header":{"key":"a","value":"%NOPE%"}}"#, #"{"header":{"key":"a","value":"50%"}}"#,
            #"{"header":{"key":"a","value":"b"},"append":true,"append_action":"ADD_IF_ABSENT"}"#,
        ].map { .refused(.route, edit($0)) }
        + [
            .unimplemented(.route, edit(#"{"header":{"key":"a","raw_value":"YmI="}}"#)),
            .unimplemented(.route, edit(#"{"header":{"key":"Content-Length","value":"5"}}"#)),
            .unimplemented(.route, edit(#"{"header":{"key":"transfer-encoding","value":"chunked"}}"#)),
            .accepted(.route, #""request_headers_to_remove":["a","te","X-B"],"#),
            .accepted(.host, #""response_headers_to_remove":["content-length"],"#),
            .accepted(.tableFields, #""most_specific_header_mutations_wins":true,"#),
            .refused(.route, #""request_headers_to_remove":[":path"],"#),
            .refused(.route, #""request_headers_to_remove":["Host"],"#),
            .refused(.route, #""response_headers_to_remove":["host"],"#),
            .refused(.route, #""request_headers_to_remove":[""],"#),
            // Envoy takes these, and writes messages that are none.
            .refusedByApus(.route, edit(#"{"header":{"key":"a b","value":"c"}}"#)),
            .refusedByApus(.route, edit(#"{"header":{"key":"a:b","value":"c"}}"#)),
            .refusedByApus(.route, edit(#"{"header":{"key":"a","value":"b\u0001c"}}"#)),
            .refusedByApus(.route, #""request_headers_to_remove":["a b"],"#),
        ]

    private static func mapper(_ mapper: String) -> String { #""local_reply_config":{"mappers":[{\#(mapper)}]},"# }

    private static let onNotFound = #""filter":{\#(equals404)}"#

    static let localReplies: [LaxnessCase] = [
        .accepted(.managerFields, mapper(onNotFound + #","status_code":599,"body":{"inline_string":"%NOPE%"}"#)),
        .accepted(
            .managerFields,
            mapper(
                onNotFound + #","headers_to_add":[{"header":{"key":"a","value":"b"}}],"#
                    + #""body_format_override":{"json_format":{"a":"%LOCAL_REPLY_BODY%"}}"#)),
        .accepted(
            .managerFields, #""local_reply_config":{"body_format":{"text_format":"x","content_type":"text/html"}},"#),
        .refused(.managerFields, mapper(#""status_code":401"#)),
        .refused(.managerFields, mapper(onNotFound + #","status_code":199"#)),
        .refused(.managerFields, mapper(onNotFound + #","status_code":600"#)),
        .refused(.managerFields, mapper(onNotFound + #","headers_to_add":[{"header":{"key":"host","value":"b"}}]"#)),
        .refused(.managerFields, mapper(#""filter":{}"#)),
        .refused(.managerFields, #""local_reply_config":{"body_format":{}},"#),
        .refused(
            .managerFields, #""local_reply_config":{"body_format":{"text_format":"x","content_type":"a\nb"}},"#),
    ]
}
