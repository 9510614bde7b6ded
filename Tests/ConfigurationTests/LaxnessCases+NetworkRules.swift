/// Rules about who may connect.
extension LaxnessCases {
    private static func filter(_ fields: String) -> String {
        #"{"name":"rules","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.network.rbac.v3.RBAC""#
            + fields + "}},"
    }

    private static func rules(_ permission: String, _ principal: String = #"{"any":true}"#) -> String {
        filter(
            #","stat_prefix":"r","rules":{"policies":{"p":{"permissions":[\#(permission)],"principals":[\#(principal)]}}}"#
        )
    }

    private static func texts(_ list: String, _ fields: String) -> String {
        #"{"name":"set","typed_config":{"@type":"type.googleapis.com/"#
            + #"envoy.extensions.filters.network.set_filter_state.v3.Config","\#(list)":[{\#(fields)}]}},"#
    }

    private static let format = #""format_string":{"text_format_source":{"inline_string":"a"}}"#

    static let networkRules: [LaxnessCase] = [
        .accepted(.filters, texts("on_new_connection", #""object_key":"a","factory_key":"envoy.string",\#(format)"#)),
        .accepted(
            .filters, texts("on_downstream_tls_handshake", #""object_key":"envoy.string",\#(format),"read_only":true"#)),
        .accepted(.filters, texts("on_downstream_data", #""object_key":"envoy.tcp_proxy.cluster",\#(format)"#)),
        .refused(.filters, texts("on_new_connection", #""object_key":"a",\#(format)"#)),
        .refused(.filters, texts("on_new_connection", #""factory_key":"envoy.string",\#(format)"#)),
        .refused(.filters, texts("on_downstream_data", #""object_key":"a","factory_key":"envoy.string""#)),
        .unimplemented(
            .filters, texts("on_new_connection", #""object_key":"envoy.network.upstream_server_name",\#(format)"#)),
        .unimplemented(
            .filters,
            texts(
                "on_new_connection",
                #""object_key":"a","factory_key":"envoy.string","shared_with_upstream":"ONCE",\#(format)"#)),
        .accepted(.filters, filter(#","stat_prefix":"r""#)),
        .refused(.filters, filter("")),
        .refused(.filters, filter(#","stat_prefix":"""#)),
        .accepted(.filters, filter(#","stat_prefix":"r","enforcement_type":"CONTINUOUS","delay_deny":"1s""#)),
        .refused(.filters, filter(#","stat_prefix":"r","delay_deny":"-1s""#)),
        .accepted(.filters, filter(#","stat_prefix":"r","shadow_rules":{},"shadow_rules_stat_prefix":"s""#)),
        .accepted(.filters, rules(#"{"any":true}"#)),
        .accepted(.filters, rules(#"{"url_path":{"path":{"exact":"/"}}}"#)),
        .refused(.filters, rules(#"{"header":{"name":"a","present_match":true}}"#)),
        .refused(.filters, rules(#"{"not_rule":{"header":{"name":"a","present_match":true}}}"#)),
        .refused(.filters, rules(#"{"any":true}"#, #"{"or_ids":{"ids":[{"header":{"name":"a"}}]}}"#)),
        .accepted(
            .filters,
            filter(
                #","stat_prefix":"r","matcher":{"on_no_match":{"action":{"name":"a","typed_config":{"#
                    + #""@type":"type.googleapis.com/envoy.config.rbac.v3.Action","name":"x"}}}}"#)),
        .refused(
            .filters,
            filter(
                #","stat_prefix":"r","matcher":{"matcher_list":{"matchers":[{"predicate":{"single_predicate":{"#
                    + #""input":{"name":"i","typed_config":{"@type":"type.googleapis.com/envoy.type.matcher.v3."#
                    + #"HttpRequestHeaderMatchInput","header_name":"a"}},"value_match":{"exact":"b"}}},"on_match":{"#
                    + #""action":{"name":"a","typed_config":{"@type":"type.googleapis.com/envoy.config.rbac.v3."#
                    + #"Action","name":"x"}}}}]}}"#)),
    ]
}
