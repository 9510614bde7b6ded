/// Upgrades, CONNECT and gRPC.
extension LaxnessCases {
    private static let filters = "type.googleapis.com/envoy.extensions.filters.http."

    private static func filter(_ type: String, _ fields: String = "") -> String {
        #"{"name":"f","typed_config":{"@type":""# + filters + type + #"""# + (fields.isEmpty ? "" : "," + fields)
            + "}},"
    }

    private static func upgrades(_ list: String) -> String { #""upgrade_configs":["# + list + "]," }

    static let upgrades: [LaxnessCase] = [
        .accepted(.managerFields, upgrades(#"{"upgrade_type":"websocket"},{"upgrade_type":"x","enabled":false}"#)),
        .accepted(.managerFields, upgrades("{}")),
        .accepted(.managerFields, upgrades(#"{"upgrade_type":"a","filters":[]}"#)),
        .accepted(
            .managerFields,
            upgrades(
                #"{"upgrade_type":"a","filters":[{"name":"r","typed_config":{"@type":"type.googleapis.com/@routerMessage@"}}]}"#
            )),
        .refused(
            .managerFields,
            upgrades(#"{"upgrade_type":"a","filters":["# + filter("grpc_web.v3.GrpcWeb").dropLast() + "]}")),
        .refused(.managerFields, upgrades(#"{"upgrade_type":"a"},{"upgrade_type":"A"}"#)),
        .accepted(.managerFields, #""http2_protocol_options":{"allow_connect":true},"#),
        .unimplemented(.managerFields, #""http2_protocol_options":{"allow_metadata":true},"#),
        .unimplemented(
            .managerFields, #""http2_protocol_options":{"custom_settings_parameters":[{"identifier":10,"value":1}]},"#),
        .accepted(.actionFields, upgrades(#"{"upgrade_type":"websocket","enabled":false}"#)),
        .accepted(.actionFields, upgrades(#"{"upgrade_type":"connect","connect_config":{"allow_post":true}}"#)),
        .unimplemented(
            .actionFields, upgrades(#"{"upgrade_type":"CONNECT","connect_config":{"proxy_protocol_config":{}}}"#)),
        .refused(.actionFields, upgrades(#"{"upgrade_type":"a","connect_config":{}}"#)),
        .refused(.actionFields, upgrades("{}")),
        .refused(.actionFields, upgrades(#"{"upgrade_type":""}"#)),
        .refused(.actionFields, upgrades(#"{"upgrade_type":"a\n"}"#)),
        .refused(.actionFields, upgrades(#"{"upgrade_type":"a"},{"upgrade_type":"A"}"#)),
        .accepted(.before, filter("grpc_web.v3.GrpcWeb")),
        .accepted(.before, filter("grpc_http1_bridge.v3.Config", #""upgrade_protobuf_to_grpc":false"#)),
        .unimplemented(.before, filter("grpc_http1_bridge.v3.Config", #""upgrade_protobuf_to_grpc":true"#)),
        .accepted(.before, filter("grpc_stats.v3.FilterConfig")),
        .accepted(
            .before,
            filter(
                "grpc_stats.v3.FilterConfig",
                #""stats_for_all_methods":true,"enable_upstream_stats":true,"replace_dots_in_grpc_service_name":true"#)),
        .accepted(
            .before,
            filter(
                "grpc_stats.v3.FilterConfig",
                #""individual_method_stats_allowlist":{"services":[{"name":"a","method_names":["b"]}]}"#)),
        .refused(
            .before,
            filter("grpc_stats.v3.FilterConfig", #""individual_method_stats_allowlist":{"services":[{}]}"#)),
        .unimplemented(.before, filter("grpc_stats.v3.FilterConfig", #""emit_filter_state":true"#)),
        .refused(
            .cluster, #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"auto_config":{}}},"#),
    ]
}
