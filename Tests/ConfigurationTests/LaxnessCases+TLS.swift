/// TLS on both faces, and filter chains that are told apart.
extension LaxnessCases {
    private static let type = #""@type":"type.googleapis.com/envoy.extensions.transport_sockets.tls.v3."#
    private static let inspector =
        #""@type":"type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector""#

    private static func upstream(_ fields: String) -> String {
        #""transport_socket":{"name":"tls","typed_config":{"# + type + #"UpstreamTlsContext","# + fields + "}},"
    }

    private static func downstream(_ fields: String) -> String {
        #""transport_socket":{"name":"tls","typed_config":{"# + type + #"DownstreamTlsContext","# + fields + "}},"
    }

    private static func common(_ fields: String) -> String { #""common_tls_context":{"# + fields + "}" }

    private static func match(_ fields: String) -> String { #""filter_chain_match":{"# + fields + "}," }

    private static func secrets(_ secrets: String) -> String { #""secrets":["# + secrets + "]," }
    private static let pair =
        #""tls_certificate":{"certificate_chain":{"filename":"/none"},"private_key":{"filename":"/none"}}"#
    private static let hosts = #""sds_config":{"path_config_source":{"path":"/etc/hosts"}}"#

    private static func shown(_ secrets: String) -> String {
        upstream(common(#""tls_certificate_sds_secret_configs":["# + secrets + "]"))
    }

    private static func combined(_ fields: String) -> String {
        upstream(common(#""combined_validation_context":{"# + fields + "}"))
    }

    /// Secrets, and what refers to them.
    static let secrets: [LaxnessCase] = [
        .accepted(
            .resources, secrets(#"{"name":"a","# + pair + #"},{"name":"a","validation_context":{}},{"# + pair + "}")),
        .accepted(.resources, secrets(#"{"name":"a","session_ticket_keys":{"keys":[{"inline_string":"k"}]}}"#)),
        .refused(.resources, secrets(#"{"name":"a","# + pair + #"},{"name":"a","# + pair + "}")),
        .refused(.resources, secrets(#"{"name":"a"}"#)),
        .refused(.resources, secrets(#"{"name":"a","session_ticket_keys":{}}"#)),
        .accepted(.resources, secrets(#"{"name":"a","generic_secret":{"secret":{"inline_string":"s"}}}"#)),
        .accepted(.resources, secrets(#"{"name":"a","generic_secret":{}}"#)),
        .refused(.resources, secrets(#"{"name":"a","generic_secret":{"secret":{}}}"#)),
        .unimplemented(
            .resources, secrets(#"{"name":"a","generic_secret":{"secrets":{"b":{"inline_string":"s"}}}}"#)),
        .accepted(.cluster, shown(#"{"name":"a","# + hosts + "}")),
        .accepted(
            .cluster,
            shown(
                #"{"name":"a","sds_config":{"initial_fetch_timeout":"1s","resource_api_version":"V3","#
                    + #""path_config_source":{"path":"/etc/hosts","watched_directory":{"path":"/etc"}}}}"#)),
        .refused(.cluster, shown(#"{"name":"a"}"#)),
        .refused(.cluster, shown(#"{"name":"","# + hosts + "}")),
        .refused(.cluster, shown(#"{"name":"a","sds_config":{}}"#)),
        .refused(.cluster, shown(#"{"name":"a","sds_config":{"path_config_source":{"path":""}}}"#)),
        .refused(
            .cluster,
            shown(
                #"{"name":"a","sds_config":{"path_config_source":{"path":"/etc/hosts","watched_directory":{}}}}"#)),
        .refused(.cluster, shown(#"{"name":"a","# + hosts + #"},{"name":"b","# + hosts + "}")),
        .accepted(
            .cluster,
            combined(
                #""default_validation_context":{},"validation_context_sds_secret_config":{"name":"a","# + hosts + "}")),
        .accepted(
            .cluster,
            combined(
                #""default_validation_context":{"match_typed_subject_alt_names":[{"san_type":"DNS","#
                    + #""matcher":{"exact":"a"}}]},"validation_context_sds_secret_config":{"name":"a","# + hosts + "}")),
        .refused(.cluster, combined(#""default_validation_context":{}"#)),
        .refused(.cluster, combined(#""validation_context_sds_secret_config":{"name":"a","# + hosts + "}")),
        .refused(
            .cluster,
            upstream(
                common(
                    #""validation_context":{},"validation_context_sds_secret_config":{"name":"a","# + hosts + "}"))),
        .refused(.cluster, upstream(common(#""key_log":{}"#))),
        .accepted(
            .cluster,
            upstream(
                common(
                    #""key_log":{"path":"/dev/null","local_address_range":[{"address_prefix":"10.0.0.0","#
                        + #""prefix_len":8}]}"#))),
        .refused(.chain, downstream(#""ocsp_staple_policy":"NEVER","# + common(""))),
    ]

    static let tls: [LaxnessCase] = [
        .accepted(.cluster, upstream(#""sni":"a.test","auto_host_sni":true,"max_session_keys":0"#)),
        .accepted(.cluster, upstream(common(#""alpn_protocols":["http/1.1"]"#))),
        .accepted(
            .cluster,
            upstream(
                common(
                    #""tls_params":{"tls_minimum_protocol_version":"TLSv1_2","tls_maximum_protocol_version":4,"#
                        + #""ecdh_curves":["P-256"],"cipher_suites":["ECDHE-RSA-AES128-GCM-SHA256"]}"#))),
        .accepted(.cluster, upstream(common(#""validation_context":{}"#))),
        .refused(.cluster, downstream(common(""))),
        .refused(.cluster, upstream(common(#""tls_params":{"tls_minimum_protocol_version":"TLSv1_4"}"#))),
        .refused(
            .cluster,
            upstream(
                common(
                    #""validation_context":{"match_typed_subject_alt_names":[{"san_type":"DNS","#
                        + #""matcher":{"exact":"a"}}]}"#))),
        .refused(
            .cluster, upstream(common(#""validation_context":{"match_typed_subject_alt_names":[{"san_type":"DNS"}]}"#))),
        .refused(.cluster, upstream(common(#""validation_context":{"verify_certificate_hash":["00"]}"#))),
        .refused(.cluster, upstream(common(#""validation_context":{"verify_certificate_spki":["AA=="]}"#))),
        .refused(.cluster, upstream(common(#""validation_context":{"max_verify_depth":101}"#))),
        .refused(.cluster, upstream(common(#""tls_certificates":[{"certificate_chain":{}}]"#))),
        .refused(.chain, downstream(common(""))),
        .refused(.chain, upstream(common(""))),
        .accepted(.chain, match(#""server_names":["a.test","*.b.test"],"transport_protocol":"tls""#)),
        .accepted(.chain, match(#""destination_port":1,"source_type":"EXTERNAL","source_ports":[1,65535]"#)),
        .accepted(
            .chain,
            match(#""prefix_ranges":[{"address_prefix":"10.0.0.0","prefix_len":8}],"application_protocols":["h2"]"#)),
        .refused(.chain, match(#""server_names":["a*.test"]"#)),
        .refused(.chain, match(#""server_names":["*"]"#)),
        .refused(.chain, match(#""destination_port":0"#)),
        .refused(.chain, match(#""destination_port":65536"#)),
        .refused(.chain, match(#""source_ports":[0]"#)),
        .accepted(.listener, #""listener_filters":[{"name":"i","typed_config":{"# + inspector + "}}],"),
        .accepted(
            .listener,
            #""listener_filters":[{"name":"i","typed_config":{"# + inspector
                + #","initial_read_buffer_size":256,"max_client_hello_size":8192}}],"#),
        .refused(.listener, #""listener_filters":[{"name":"","typed_config":{"# + inspector + "}}],"),
        .accepted(.listener, #""listener_filters_timeout":"0s","#),
    ]
}
