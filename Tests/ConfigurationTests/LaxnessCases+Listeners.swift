extension LaxnessCases {
    private static func additional(_ addresses: String) -> String { #""additional_addresses":[\#(addresses)],"# }

    private static func tag(_ metadata: String) -> String {
        #""tracing":{"custom_tags":[{"tag":"a","metadata":{\#(metadata)}}]},"#
    }

    private static func early(_ mutations: String) -> String {
        #""early_header_mutation_extensions":[{"name":"a","typed_config":{"@type":"type.googleapis.com/"#
            + #"envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation","#
            + #""mutations":[\#(mutations)]}}],"#
    }

    /// Listeners and the admin interface.
    static let listener: [LaxnessCase] = [
        .refusedByApus(
            .listeners,
            #"{"name":"in","address":{"socket_address":{"address":"127.0.0.1","port_value":20001}},"#
                + #""filter_chains":[{}]},"#),
        .refused(
            .listeners,
            #"{"name":"b","address":{"socket_address":{"address":"127.0.0.1","port_value":20000}},"#
                + #""filter_chains":[{}]},"#),
        .accepted(
            .listeners,
            #"{"name":"b","address":{"socket_address":{"address":"127.0.0.1","port_value":20001}},"#
                + #""filter_chains":[{}]},"#),
        .accepted(
            .listeners,
            #"{"name":"b","address":{"socket_address":{"address":"0.0.0.0","port_value":20000}},"#
                + #""filter_chains":[{}]},"#),
        .accepted(
            .listeners,
            #"{"name":"","address":{"socket_address":{"address":"127.0.0.1","port_value":0}},"filter_chains":[{"#
                + #"}]},{"name":"","address":{"socket_address":{"address":"127.0.0.1","port_value":0}},"#
                + #""filter_chains":[{}]},"#),
        .accepted(
            .listeners,
            #"{"address":{"socket_address":{"address":"127.0.0.1","port_value":20001}},"filter_chains":[{}]},"#),
        .accepted(.listener, additional(#"{"address":{"pipe":{"path":"@apus"}}}"#)),
        .accepted(
            .listener,
            additional(
                #"{"address":{"socket_address":{"address":"::1","port_value":1}},"socket_options":{},"#
                    + #""tcp_keepalive":{"keepalive_probes":0}},{"address":{"socket_address":{"address":"127.0.0.1","#
                    + #""port_value":0}},"socket_options":{"socket_options":[{"level":1,"name":15,"int_value":1}]}}"#)),
        .accepted(
            .listener, additional(#"{"address":{"socket_address":{"address":"127.0.0.1","port_value":20000}}}"#)),
        .refused(.listener, additional(#"{"address":{}}"#)),
        .refused(.listener, additional(#"{"address":{"socket_address":{"address":"a.b","port_value":1}}}"#)),
        .accepted(.listeners, #"{"name":"b","address":{"pipe":{"path":"@apus"}},"filter_chains":[{}]},"#),
        .accepted(.listeners, #"{"name":"b","address":{"pipe":{"path":"/tmp/x","mode":511}},"filter_chains":[{}]},"#),
        .refused(.listeners, #"{"name":"b","address":{"pipe":{"path":"/tmp/x","mode":512}},"filter_chains":[{}]},"#),
        .refused(.listeners, #"{"name":"b","address":{"pipe":{"path":""}},"filter_chains":[{}]},"#),
        .refused(
            .listeners,
            #"{"name":"b","address":{"pipe":{"#
                + #""path":"/tmp/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"#
                + #"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}},"filter_chains":[{}]},"#),
        .refused(.listenerAddress, #"{"socket_address":{"address":"localhost","port_value":1}}"#),
        .refused(.listenerAddress, #"null"#),
        .accepted(.listenerAddress, #"{"socket_address":{"address":"::","port_value":1,"ipv4_compat":true}}"#),
        .refused(.listenerAddress, #"{"socket_address":{"address":"0.0.0.0","port_value":1,"ipv4_compat":true}}"#),
        .refused(.listenerAddress, #"{"socket_address":{"address":"::1","port_value":1,"ipv4_compat":true}}"#),
        .accepted(.listener, #""bypass_overload_manager":true,"#),
        .refused(.listenerAddress, #"{"socket_address":{"protocol":"UDP","address":"127.0.0.1","port_value":20001}}"#),
        .refused(.chains, #"[]"#),
        .accepted(.chains, #"[{}]"#),
        .refused(.chains, #"[{},{}]"#),
        .accepted(.chain, #""name":"c","filter_chain_match":{},"use_proxy_proto":false,"#),
        .accepted(
            .listener,
            #""per_connection_buffer_limit_bytes":0,"tcp_backlog_size":0,"bindToPort":{"value":false},"#
                + #""enable_reuse_port":false,"reuse_port":true,"freebind":true,"transparent":false,"stat_prefix":"x","#
                + #""traffic_direction":"inbound","listener_filters_timeout":"15s","#),
        .accepted(.listener, #""drain_type":"MODIFY_ONLY","#),
        .refused(.listener, #""listener_filters":[{"name":"x"}],"#),
        .refused(.filters, #"{"name":"a","typed_config":@manager@},"#),
        .accepted(.bootstrap, #""admin":{},"#),
        .accepted(.bootstrap, #""admin":{"address":{"socket_address":{"address":"127.0.0.1","port_value":0}}},"#),
        .accepted(
            .bootstrap,
            #""admin":{"access_log_path":"/dev/null","address":{"socket_address":{"address":"127.0.0.1","#
                + #""port_value":0}}},"#),
        .accepted(
            .bootstrap,
            #""admin":{"access_log":[{"name":"x","typed_config":{@fileLog@,"path":"/dev/null"}}],"address":{"#
                + #""socket_address":{"address":"127.0.0.1","port_value":0}}},"#),
        .accepted(
            .bootstrap,
            #""admin":{"allow_paths":[{"exact":"/ready"}],"profile_path":"x","ignore_global_conn_limit":true,"#
                + #""socket_options":[{"level":1,"name":9,"int_value":1}],"address":{"socket_address":{"#
                + #""address":"127.0.0.1","port_value":0}}},"#),
        .refused(
            .bootstrap,
            #""admin":{"allow_paths":[{}],"address":{"socket_address":{"address":"127.0.0.1","port_value":0}}},"#),
        .unimplemented(
            .bootstrap,
            #""admin":{"access_log":[{"name":"x","typed_config":{@fileLog@,"path":"/dev/null","log_format":{"#
                + #""text_format_source":{"inline_string":"a"}}}}],"address":{"socket_address":{"#
                + #""address":"127.0.0.1","port_value":0}}},"#),
        .refused(.bootstrap, #""admin":{"address":{}},"#),
        .accepted(.bootstrap, #""stats_flush_interval":"5s","dynamic_resources":{},"layered_runtime":{},"#),
        .refused(.bootstrap, #""stats_flush_interval":"0s","#),
        .refused(.bootstrap, #""adminn":{},"#),
        .accepted(.resources, #""secrets":[],"#),
    ]

    /// The connection manager.
    static let manager: [LaxnessCase] = [
        .refused(.managerFields, #""max_request_headers_kb":0,"#),
        .accepted(.managerFields, #""max_request_headers_kb":8192,"#),
        .refused(.managerFields, #""max_request_headers_kb":8193,"#),
        .accepted(.managerFields, #""server_name":"","via":"x","#),
        .refused(.managerFields, #""server_name":"a\nb","#),
        .refused(.managerFields, #""via":"a\nb","#),
        .refused(.managerFields, #""common_http_protocol_options":{"max_headers_count":0},"#),
        .accepted(
            .managerFields,
            #""common_http_protocol_options":{"max_headers_count":1,"max_requests_per_connection":0,"#
                + #""idle_timeout":"0s","max_connection_duration":"0s","max_stream_duration":"0s","#
                + #""headers_with_underscores_action":9},"#),
        .refused(.managerFields, #""common_http_protocol_options":{"max_connection_duration":"-1s"},"#),
        .accepted(
            .managerFields,
            #""http_protocol_options":{"default_host_for_http_10":"x","allow_absolute_url":false,"#
                + #""enable_trailers":true,"allow_chunked_length":true},"#),
        .refused(.managerFields, #""http_protocol_options":{"header_key_format":{}},"#),
        .accepted(.managerFields, #""http_protocol_options":{"header_key_format":{"proper_case_words":{}}},"#),
        .accepted(.managerFields, #""http_protocol_options":{"header_key_format":{@preserveCase@}},"#),
        .accepted(
            .managerFields,
            #""http2_protocol_options":{},"normalize_path":false,"upgrade_configs":[],"local_reply_config":{},"#
                + #""merge_slashes":false,"forward_client_cert_details":"SANITIZE","#),
        .accepted(.managerFields, #""tracing":{},"#),
        .accepted(.managerFields, #""tracing":{"random_sampling":{"value":12.5},"max_path_tag_length":0},"#),
        .refused(.managerFields, #""tracing":{"client_sampling":{"value":101}},"#),
        .refused(.managerFields, #""tracing":{"custom_tags":[{"tag":"a"}]},"#),
        .accepted(.managerFields, tag(#""kind":{"request":{}},"metadata_key":{"key":"k","path":[{"key":"p"}]}"#)),
        .accepted(.managerFields, tag(#""metadata_key":{"key":"k","path":[{"key":"p"}]}"#)),
        .accepted(.managerFields, tag(#""kind":{"host":{}},"default_value":"x""#)), .accepted(.managerFields, tag("")),
        .refused(.managerFields, tag(#""kind":{},"metadata_key":{"key":"k","path":[{"key":"p"}]}"#)),
        .refused(.managerFields, tag(#""kind":{"route":{}},"metadata_key":{"key":"k"}"#)),
        .accepted(.managerFields, early(#"{"remove":"a"},{"remove_on_match":{"key_matcher":{"prefix":"b"}}}"#)),
        .accepted(.managerFields, early(#"{"append":{"header":{"key":"a","value":"%PROTOCOL%"}}}"#)),
        .refused(.managerFields, early("")), .refused(.managerFields, early("{}")),
        .refused(.managerFields, early(#"{"append":{"header":{"key":":path","value":"/"}}}"#)),
        .refused(.managerFields, #""early_header_mutation_extensions":[{"name":"a"}],"#),
        .refused(.managerFields, #""tracing":{"provider":{"name":"envoy.tracers.zipkin"}},"#),
        .refused(.managerFields, #""idle_timeout":"5s","#),
        .accepted(
            .managerFields,
            #""xff_num_trusted_hops":3,"skip_xff_append":true,"generate_request_id":false,"#
                + #""preserve_external_request_id":true,"always_set_request_id_in_response":true,"#),
        .refused(.table, #"null"#),
        .refusedByApus(.httpFilters, #"[]"#),
        .refused(.httpFilters, #"[{"name":"f","typed_config":{@fault@}}]"#),
        .refused(.before, #"{"name":"r","typed_config":@router@},"#),
        .accepted(.router, #"{"@type":@routerType@,"upstream_log_options":{"upstream_log_flush_interval":"1s"}}"#),
        .refused(.router, #"{"@type":@routerType@,"upstream_log_options":{"upstream_log_flush_interval":"0s"}}"#),
        .refused(.router, #"{"@type":@routerType@,"upstream_log":[{}]}"#),
        .refused(.routerName, #""r","disabled":true"#),
        .accepted(.managerFields, #""add_proxy_protocol_connection_state":false,"#),
        .accepted(.before, #"{"name":"f","disabled":true,"is_optional":true,"typed_config":{@fault@}},"#),
        .accepted(
            .before,
            #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/xds.type.v3.TypedStruct","type_url":"x/a.B"}},"#
        ),
        .accepted(
            .before,
            #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/udpa.type.v1.TypedStruct","typeUrl":"x/a.B"}},"#
        ),
        .accepted(
            .before,
            #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/google.protobuf.Struct","value":{"a":1}}},"#),
        .refused(.before, #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/a.B"}},"#),
        .refused(
            .before,
            #"{"name":"f","is_optional":false,"typed_config":{"@type":"x/xds.type.v3.TypedStruct","type_url":"x/a.B"}},"#
        ),
        .refused(
            .before,
            #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/xds.type.v3.TypedStruct","type_url":"x/a.B","zz":1}},"#
        ),
        .refused(
            .before,
            #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/xds.type.v3.TypedStruct","type_url":"x/a.B","value":3}},"#
        ),
        .accepted(.before, #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/xds.type.v3.TypedStruct"}},"#),
        .accepted(.before, #"{"name":"f","is_optional":true},"#),
        .unimplemented(
            .before,
            #"{"name":"f","is_optional":true,"typed_config":{"@type":"x/envoy.extensions.filters.http.lua.v3.Lua"}},"#),
        .accepted(.before, #"{"name":"f","typed_config":{@fault@}},{"name":"f","typed_config":{@fault@}},"#),
        .accepted(
            .before,
            #"{"name":"f","typed_config":{@fault@,"delay":{"fixed_delay":"1s","percentage":{"numerator":50}}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"delay":{"fixed_delay":"0s"}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"delay":{}}},"#),
        .accepted(.before, #"{"name":"f","typed_config":{@fault@,"delay":{"fixed_delay":"1s"}}},"#),
        .refused(
            .before,
            #"{"name":"f","typed_config":{@fault@,"delay":{"fixed_delay":"1s","percentage":{"denominator":5}}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"delay":{"type":"FIXED","fixed_delay":"1s"}}},"#),
        .accepted(.before, #"{"name":"f","typed_config":{@fault@,"delay":{"header_delay":{}}}},"#),
        .accepted(
            .before,
            #"{"name":"f","typed_config":{@fault@,"abort":{"http_status":503,"percentage":{"numerator":101,"#
                + #""denominator":"TEN_THOUSAND"}}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"abort":{"http_status":199}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"abort":{"http_status":600}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"abort":{}}},"#),
        .accepted(.before, #"{"name":"f","typed_config":{@fault@,"abort":{"grpc_status":5}}},"#),
        .accepted(.before, #"{"name":"f","typed_config":{@fault@,"max_active_faults":0,"upstream_cluster":"x"}},"#),
        .accepted(.before, #"{"name":"f","typed_config":{@fault@,"headers":[]}},"#),
        .accepted(
            .before, #"{"name":"f","typed_config":{@fault@,"response_rate_limit":{"fixed_limit":{"limit_kbps":1}}}},"#),
        .refused(
            .before, #"{"name":"f","typed_config":{@fault@,"response_rate_limit":{"fixed_limit":{"limit_kbps":0}}}},"#),
        .refused(.before, #"{"name":"f","typed_config":{@fault@,"response_rate_limit":{}}},"#),
        .accepted(.before, #"{"name":"f","typed_config":{@fault@,"filter_metadata":{"a":1}}},"#),
        .unimplemented(
            .before,
            #"{"name":"c","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua"}},"#),
    ]

    /// Route tables.
    static let routes: [LaxnessCase] = [
        .refused(.hostName, "\"\""),
        .refused(.hostName, #"null"#),
        .refused(.domains, #"["a","A"]"#),
        .refused(.domains, #"["*.a","*.A"]"#),
        .refused(.domains, #"["*","*"]"#),
        .accepted(.domains, #"["a*b","**","*a*","a b","a:80"]"#),
        .refused(.domains, #"["a\nb"]"#),
        .accepted(.hosts, #"{"name":"all","domains":["x"]},"#),
        .refused(.hosts, #"{"name":"b","domains":["*"]},"#),
        .accepted(.host, #""require_tls":"NONE","#),
        .refused(.host, #""require_tls":9,"#),
        .refused(.host, #""routs":[],"#),
        .refused(.match, #"null"#),
        .accepted(.match, #"{"prefix":""}"#),
        .accepted(.match, #"{"prefix":"abc"}"#),
        .accepted(.match, #"{"path":""}"#),
        .accepted(.match, #"{"path":"/a?b"}"#),
        .accepted(.match, #"{"prefix":"/","case_sensitive":false}"#),
        .accepted(.match, #"{"prefix":"/","caseSensitive":{"value":"f"}}"#),
        .accepted(.match, #"{"prefix":"/","headers":[]}"#),
        .accepted(.match, #"{"safe_regex":{"regex":"/a"}}"#),
        .accepted(.match, #"{"safe_regex":{"google_re2":{},"regex":"/(a|b)[^/]*"},"case_sensitive":false}"#),
        .refused(.match, #"{"safe_regex":{"regex":""}}"#),
        .refused(.match, #"{"safe_regex":{}}"#),
        .refused(.match, #"{"safe_regex":{"regex":"(a"}}"#),
        .refused(.match, #"{"safe_regex":{"regex":"a**"}}"#),
        .refused(.match, #"{"safe_regex":{"regex":"\\1"}}"#),
        .refused(.match, #"{"safe_regex":{"regex":"a{1001}"}}"#),
        .refusedByApus(.match, #"{"safe_regex":{"regex":"\\pL"}}"#),
        .accepted(.match, #"{"connect_matcher":{}}"#),
        .accepted(.match, #"{"path_separated_prefix":"/a"}"#),
        .accepted(.match, #"{"path_separated_prefix":"/a//b"}"#),
        .refused(.match, #"{"path_separated_prefix":"/a/"}"#),
        .refused(.match, #"{"path_separated_prefix":"/"}"#),
        .refused(.match, #"{"path_separated_prefix":"a"}"#),
        .refused(.match, #"{"path_separated_prefix":""}"#),
        .refused(.match, #"{"path_separated_prefix":"/a?b"}"#),
        .refused(.match, #"{"path_separated_prefix":"/a#b"}"#),
        .refused(.target, "\"\""),
        .refused(.target, #"null"#),
        .refused(.target, #""nope""#),
        .refused(.target, #""Origin""#),
        .accepted(.tableFields, #""validate_clusters":false,"#),
        .accepted(.actionFields, #""timeout":"0s","idle_timeout":"0s","#),
        .refused(.actionFields, #""timeout":"-1s","#),
        .refused(.actionFields, #""priority":5,"#),
        .accepted(.actionFields, #""priority":"high","cluster_not_found_response_code":"NOT_FOUND","#),
        .refused(.actionFields, #""cluster_not_found_response_code":9,"#),
        .accepted(.actionFields, #""prefix_rewrite":"x","#),
        .refused(.actionFields, #""prefix_rewrite":"/x\n","#),
        .accepted(.actionFields, #""host_rewrite_literal":"","#),
        .refused(.actionFields, #""host_rewrite_literal":"h\n","#),
        .accepted(.actionFields, #""auto_host_rewrite":true,"#),
        .accepted(.actionFields, #""retry_policy":{},"hash_policy":[],"rate_limits":[],"metadata_match":{},"#),
        .refused(.action, #""route":{}"#),
        .unimplemented(.action, #""non_forwarding_action":{}"#),
        .refused(.action, #""redirect":{"response_code":7}"#),
        .accepted(.action, #""redirect":{"response_code":"PERMANENT_REDIRECT","strip_query":true}"#),
        .accepted(.action, #""redirect":{"https_redirect":false}"#),
        .accepted(.action, #""redirect":{"scheme_redirect":"ftp","host_redirect":"a","port_redirect":65536}"#),
        .refused(.action, #""redirect":{"host_redirect":"a\nb"}"#),
        .refused(.action, #""redirect":{"path_redirect":"a\nb"}"#),
        .accepted(.action, #""redirect":{"path_redirect":"","port_redirect":0}"#),
        .accepted(.action, #""redirect":{"regex_rewrite":{"pattern":{"regex":"a"},"substitution":"b"}}"#),
        .accepted(.action, #""redirect":{"regex_rewrite":{"pattern":{"regex":"(a)"},"substitution":"\\1\\0"}}"#),
        .refused(.action, #""redirect":{"regex_rewrite":{"pattern":{"regex":"a("},"substitution":"b"}}"#),
        .refused(.action, #""redirect":{"regex_rewrite":{"substitution":"b"}}"#),
        .accepted(.action, #""direct_response":{"status":200}"#),
        .accepted(.action, #""direct_response":{"status":599}"#),
        .refused(.action, #""direct_response":{"status":199}"#),
        .refused(.action, #""direct_response":{"status":600}"#),
        .refused(.action, #""direct_response":{}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_string":""}}"#),
        .accepted(
            .action,
            #""direct_response":{"status":200,"body":{"inline_string":"\#(String(repeating: "x", count: 4096))"}}"#),
        .refused(
            .action,
            #""direct_response":{"status":200,"body":{"inline_string":"\#(String(repeating: "x", count: 4097))"}}"#),
        .accepted(.route, #""typed_per_filter_config":{"f":{@fault@}},"#),
        .accepted(.route, #""typed_per_filter_config":{"f":{@filterConfig@,"disabled":true}},"#),
        .refused(.route, #""typed_per_filter_config":{"f":{@filterConfig@}},"#),
        .accepted(.route, #""typed_per_filter_config":{"f":{@filterConfig@,"config":{}}},"#),
        .accepted(.route, #""typed_per_filter_config":{"f":{@filterConfig@,"config":{@fault@}}},"#),
        .refused(.route, #""typed_per_filter_config":{"f":{"@type":@routerType@}},"#),
        .refused(.route, #""typed_per_filter_config":{"f":{@nodeType@}},"#),
        .accepted(.host, #""typed_per_filter_config":{"f":{@fault@}},"#),
        .accepted(.tableFields, #""typed_per_filter_config":{"f":{@fault@}},"#),
        .accepted(.route, #""name":"r","metadata":{},"#),
        .accepted(.route, #""decorator":{"operation":"x"},"#), .refused(.route, #""decorator":{}, "#),
        .accepted(.route, #""tracing":{"random_sampling":{"numerator":5,"denominator":"MILLION"}},"#),
        .accepted(
            .tableFields,
            #""max_direct_response_body_size_bytes":5,"internal_only_headers":[],"#
                + #""ignore_port_in_host_matching":false,"#),
    ]
}
