extension LaxnessCases {
    /// Lists, maps and messages.
    static let lists: [LaxnessCase] = [
        .accepted(.domains, #""*""#),
        .accepted(.domains, #"["*"]"#),
        .accepted(.domains, #"[["*"]]"#),
        .accepted(.domains, #"["*",[]]"#),
        .refused(.domains, #"[[]]"#),
        .accepted(.domains, #"["*",null]"#),
        .refused(.domains, #"["*",null,null]"#),
        .accepted(.domains, #"["*",""]"#),
        .refused(.domains, #"["*","",""]"#),
        .refused(.domains, #"null"#),
        .refused(.domains, #"[]"#),
        .refused(.domains, #"[1]"#),
        .refused(.domains, #"5"#),
        .refused(.domains, #"{}"#),
        .accepted(.domains, #"["*",]"#),
        .refused(.domains, #"["*",,]"#),
        .refused(.domains, #"[,"*"]"#),
        .accepted(
            .table,
            #"{"virtual_hosts":{"name":"all","domains":["*"],"routes":{"match":{"prefix":"/"},"route":{"#
                + #""cluster":"origin"}}}}"#),
        .refused(.clusters, #"null,"#),
        .refused(.clusters, #"5,"#),
        .accepted(.clusters, #"[],"#),
        .refused(.node, #"[]"#),
        .refused(.node, #""x""#),
        .accepted(.node, #"null"#),
        .accepted(.node, #"{"metadata":{"a":{"b":[1,"c",null,true]}}}"#),
        .refused(.node, #"{"metadata":"x"}"#),
        .refused(.node, #"{"metadata":[]}"#),
        .refused(.node, #"{"metadata":{"a":1e999}}"#),
        .accepted(.node, #"{"locality":{"region":"r","zone":"z","subZone":"s"}}"#),
        .refused(.node, #"{"locality":{"regio":"r"}}"#),
        .refused(.route, #""typed_per_filter_config":[],"#),
        .accepted(.route, #""typed_per_filter_config":null,"#),
        .refused(.route, #""typed_per_filter_config":{"a":null},"#),
        .refused(.route, #""typed_per_filter_config":{"a":{}},"#),
    ]

    /// Fields that exclude one another.
    static let choices: [LaxnessCase] = [
        .refused(.match, #"{"prefix":"/","path":"/x"}"#),
        .accepted(.match, #"{"prefix":"/","path":null}"#),
        .refused(.match, #"{}"#),
        .refused(.route, #""redirect":{},"#),
        .accepted(.action, #""redirect":{}"#),
        .refused(.action, #""route":null"#),
        .refused(.actionFields, #""auto_host_rewrite":true,"host_rewrite_literal":"x","#),
        .refused(.cluster, #""cluster_type":{"name":"envoy.cluster.static"},"#),
        .refused(.managerFields, #""rds":{"config_source":{"ads":{}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"delay":{"fixed_delay":"1s","header_delay":{}}}},"#),
        .refused(.action, #""redirect":{"path_redirect":"/a","prefix_rewrite":"/b"}"#),
        .refused(.action, #""redirect":{"https_redirect":true,"scheme_redirect":"x"}"#),
    ]

    /// Extensions and their types.
    static let extensions: [LaxnessCase] = [
        .refused(.routerType, #""@routerMessage@""#),
        .accepted(.routerType, #""foo.bar/@routerMessage@""#),
        .accepted(.routerType, #""a/b/@routerMessage@""#),
        .refused(.routerType, #""/@routerMessage@""#),
        .refused(.routerType, #""type.googleapis.com/envoy.extensions.filters.http.router.v3.Routr""#),
        .refused(.routerType, #""type.googleapis.com/envoy.config.filter.http.router.v2.Router""#),
        .refused(.routerType, #""type.googleapis.com/""#),
        .refused(.routerType, "\"\""),
        .refused(.routerType, #"5"#),
        .refused(.routerType, #"null"#),
        .accepted(.router, #"{"suppress_envoy_headers":true,"@type":@routerType@}"#),
        .refused(.router, #"{"suppress_envoy_headers":true}"#),
        .refused(.router, #"{}"#),
        .refused(.router, #"null"#),
        .refused(.router, #"[]"#),
        .refused(.router, #"{"@type":@routerType@,"@type":@routerType@}"#),
        .refused(.router, #"{"@type":"type.googleapis.com/google.protobuf.Struct","value":{}}"#),
        .refused(.router, #"{@nodeType@}"#),
        .refused(.router, #"{"@typ":@routerType@}"#),
        .accepted(.router, #"{@xdsStruct@,"type_url":@routerType@,"value":{"suppress_envoy_headers":true}}"#),
        .accepted(.router, #"{@udpaStruct@,"type_url":"@routerMessage@","value":{"dynamic_stats":"false"}}"#),
        .refused(.router, #"{@udpaStruct@,"typeUrl":@routerType@,"value":{"dynamic_stat":false}}"#),
        .accepted(.router, #"{@xdsStruct@,"type_url":@routerType@}"#),
        .accepted(.routerName, #""x""#),
        .refused(.routerName, "\"\""),
        .refused(.httpFilters, #"[{"name":"envoy.filters.http.router"}]"#),
        .refused(.httpFilters, #"[{"typed_config":@router@}]"#),
        .accepted(
            .chain,
            #""transport_socket":{"name":"envoy.transport_sockets.raw_buffer","typed_config":{@rawBuffer@}},"#),
        .refused(.chain, #""transport_socket":{},"#),
        .refused(.filters, #"{"name":"envoy.filters.network.echo"},"#),
        .refused(.filters, #"{"name":"x","typed_config":@router@},"#),
        .refused(.filters, #"{"name":"x","config_discovery":{}},"#),
    ]

    /// Access logs and their formats.
    static let accessLogs: [LaxnessCase] = [
        .accepted(.managerFields, #""access_log":[{"name":"x","typed_config":{@fileLog@,"path":"/dev/null"}}],"#),
        .refused(.managerFields, #""access_log":[{"name":"x","typed_config":{@fileLog@}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@fileLog@,"path":"/dev/null","format":"x"}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@fileLog@,"path":"/dev/null","log_format":{"#
                + #""text_format":"x"}}}],"#),
        .accepted(.managerFields, #""access_log":[{"name":"x","typed_config":{@stdoutLog@}}],"#),
        .refused(.managerFields, #""access_log":[{}],"#),
        .refused(.managerFields, #""access_log":[{"name":"envoy.access_loggers.file"}],"#),
        .accepted(.managerFields, #""access_log":[{"typed_config":{@stdoutLog@}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"filter":{"not_health_check_filter":{}},"typed_config":{@stdoutLog@}}],"#),
        .refused(.managerFields, #""access_log":[{"filter":{},"typed_config":{@stdoutLog@}}],"#),
        .refused(.managerFields, #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{}}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":""}}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_bytes":"YQ=="}}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"x"},"content_type":"x"}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"x"},"omit_empty_values":true}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"json_format":{"#
                + #""a":"%PROTOCOL%"}}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%START_TIME% %REQ(:METHOD)% %REQ(X?:PATH):20% 100%%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%FOO%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%REQ(X"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%REQ%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%DURATION(X)%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%PROTOCOL:5%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"a%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%%%"}}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%START_TIME(%Y/%m/%dT%H:%M:%S%z)%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%RESPONSE_FLAG%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%response_code%"}}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%UPSTREAM_PEER_CERT%"}}}}],"#),
        .accepted(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%DYNAMIC_METADATA(a:b)%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%REQ(X):%"}}}}],"#),
        .refused(
            .managerFields,
            #""access_log":[{"name":"x","typed_config":{@stdoutLog@,"log_format":{"text_format_source":{"#
                + #""inline_string":"%REQ(X)x%"}}}}],"#),
    ]
}
