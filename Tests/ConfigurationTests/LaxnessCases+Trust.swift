extension LaxnessCases {
    private static let detection =
        #""original_ip_detection_extensions":[{"name":"x","typed_config":{"@type":"#
        + #""type.googleapis.com/envoy.extensions.http.original_ip_detection."#

    private static func detecting(_ type: String, _ fields: String) -> String {
        detection + type + "\"" + (fields.isEmpty ? "" : "," + fields) + "}}],"
    }

    /// What a connection manager makes of paths, hosts, addresses and messages.
    static let managerTrust: [LaxnessCase] = [
        .accepted(.managerFields, #""normalize_path":true,"merge_slashes":true,"#),
        .accepted(.managerFields, #""path_with_escaped_slashes_action":"UNESCAPE_AND_FORWARD","#),
        .accepted(.managerFields, #""path_with_escaped_slashes_action":9,"#),
        .accepted(.managerFields, #""strip_matching_host_port":true,"strip_trailing_host_dot":true,"#),
        .accepted(.managerFields, #""strip_any_host_port":true,"#),
        .refused(.managerFields, #""strip_matching_host_port":true,"strip_any_host_port":true,"#),
        .accepted(
            .managerFields,
            #""internal_address_config":{"unix_sockets":true,"#
                + #""cidr_ranges":[{"address_prefix":"::1","prefix_len":128}]},"#),
        .refused(.managerFields, #""internal_address_config":{"cidr_ranges":[{"address_prefix":"x"}]},"#),
        .refused(.managerFields, #""internal_address_config":{"cidr_ranges":[{"prefix_len":3}]},"#),
        .refused(
            .managerFields,
            #""internal_address_config":{"cidr_ranges":[{"address_prefix":"1.2.3.4","prefix_len":129}]},"#),
        .accepted(.managerFields, #""scheme_header_transformation":{"scheme_to_overwrite":"https"},"#),
        .accepted(.managerFields, #""scheme_header_transformation":{"match_upstream":true},"#),
        .refused(.managerFields, #""scheme_header_transformation":{"scheme_to_overwrite":"ftp"},"#),
        .accepted(
            .managerFields,
            #""append_x_forwarded_port":true,"add_user_agent":true,"proxy_100_continue":true,"#
                + #""represent_ipv4_remote_address_as_ipv4_mapped_ipv6":true,"stream_flush_timeout":"1s","#
                + #""stream_error_on_invalid_http_message":true,"http1_safe_max_connection_duration":true,"#),
        .refused(.managerFields, detecting("xff.v3.XffConfig", #""xff_num_trusted_hops":1"#)),
        .refused(.managerFields, #""request_id_extension":{"typed_config":{@nodeType@}},"#),
        .accepted(
            .managerFields,
            #""request_id_extension":{"typed_config":{"@type":"type.googleapis.com/"#
                + #"envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig","pack_trace_reason":false}},"#),
        .accepted(
            .managerFields,
            #""common_http_protocol_options":{"max_connection_duration":"9s","#
                + #""max_connection_duration_jitter":{"value":100}},"#),
        .refused(.managerFields, #""common_http_protocol_options":{"max_response_headers_kb":80},"#),
        .refused(
            .managerFields, #""common_http_protocol_options":{"max_connection_duration_jitter":{"value":101}},"#),
        .accepted(
            .managerFields,
            #""http_protocol_options":{"send_fully_qualified_url":true,"allow_custom_methods":true,"#
                + #""use_balsa_parser":true,"override_stream_error_on_invalid_http_message":false,"#
                + #""ignore_http_11_upgrade":[{"exact":""},{"prefix":"x","ignore_case":true}]},"#),
        .unimplemented(.managerFields, #""http_protocol_options":{"use_balsa_parser":false},"#),
        .accepted(
            .managerFields, #""http_protocol_options":{"ignore_http_11_upgrade":[{"safe_regex":{"regex":"x"}}]},"#),
        .refused(
            .managerFields,
            #""http_protocol_options":{"ignore_http_11_upgrade":[{"safe_regex":{"regex":"x"},"ignore_case":true}]},"#),
        .refused(.managerFields, #""http_protocol_options":{"ignore_http_11_upgrade":[{}]},"#),
        .refused(.managerFields, #""http_protocol_options":{"ignore_http_11_upgrade":[{"prefix":""}]},"#),
    ]

    /// Virtual hosts, routes and their timers.
    static let routeOptions: [LaxnessCase] = [
        .accepted(.host, #""require_tls":"EXTERNAL_ONLY","include_request_attempt_count":true,"#),
        .accepted(.host, #""require_tls":2,"include_attempt_count_in_response":true,"#),
        .accepted(
            .tableFields,
            #""ignore_port_in_host_matching":true,"ignore_path_parameters_in_path_matching":true,"#
                + #""vhost_header":"x-host","internal_only_headers":["X-A","x-b"],"#),
        .refused(.tableFields, #""internal_only_headers":["a\nb"],"#),
        .refused(.tableFields, #""vhost_header":"a\nb","#),
        .accepted(.actionFields, #""host_rewrite_header":"x","append_x_forwarded_host":true,"flush_timeout":"1s","#),
        .refused(.actionFields, #""host_rewrite_header":"a\nb","#),
        .refused(.actionFields, #""host_rewrite_header":"x","auto_host_rewrite":true,"#),
        .accepted(
            .actionFields,
            #""max_stream_duration":{"max_stream_duration":"1s","grpc_timeout_header_max":"2s","#
                + #""grpc_timeout_header_offset":"0.1s"},"#),
        .refused(.actionFields, #""max_stream_duration":{"max_stream_duration":"-1s"},"#),
        .accepted(.actionFields, #""max_grpc_timeout":"0s","grpc_timeout_offset":"1s","#),
    ]
}
