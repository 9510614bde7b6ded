extension LaxnessCases {
    private static let network = "type.googleapis.com/envoy.extensions.filters.network."
    private static let listenerFilters = "type.googleapis.com/envoy.extensions.filters.listener."

    private static func filter(_ type: String, _ fields: String = "") -> String {
        #"{"name":"x","typed_config":{"@type":"\#(network)\#(type)"\#(fields.isEmpty ? "" : ",")\#(fields)}}"#
    }

    private static func proxy(_ fields: String = "", cluster: String = #""cluster":"c""#) -> String {
        let rest = fields.isEmpty ? "" : "," + fields
        return filter("tcp_proxy.v3.TcpProxy", #""stat_prefix":"p",\#(cluster)\#(rest)"#)
    }

    private static func chain(_ filters: String...) -> String {
        #"[{"filters":[\#(filters.joined(separator: ","))]}]"#
    }

    private static func weighted(_ clusters: String) -> String {
        chain(proxy(cluster: #""weighted_clusters":{"clusters":[\#(clusters)]}"#))
    }

    private static func limit(_ fields: String) -> String {
        chain(filter("connection_limit.v3.ConnectionLimit", #""stat_prefix":"a"\#(fields)"#), proxy())
    }

    private static func rate(_ fields: String) -> String {
        chain(filter("local_ratelimit.v3.LocalRateLimit", #""stat_prefix":"a"\#(fields)"#), proxy())
    }

    private static func look(_ type: String, _ fields: String = "") -> String {
        let rest = fields.isEmpty ? "" : "," + fields
        return #""listener_filters":[{"name":"x","typed_config":{"@type":"\#(listenerFilters)\#(type)"\#(rest)}}],"#
    }

    private static func off(_ predicate: String) -> String {
        #""listener_filters":[{"name":"x","typed_config":{"@type":"\#(listenerFilters)tls_inspector.v3.TlsInspector"},"#
            + #""filter_disabled":\#(predicate)}],"#
    }

    private static func header(_ fields: String = "") -> String { look("proxy_protocol.v3.ProxyProtocol", fields) }

    /// Network filters and listener filters.
    static let streams: [LaxnessCase] =
        proxies.map { LaxnessCase(slot: .chains, value: $0.1, verdict: $0.0) }
        + looks.map { LaxnessCase(slot: .listener, value: $0.1, verdict: $0.0) }

    private static func tunnel(_ fields: String) -> String {
        chain(proxy(#""tunneling_config":{"hostname":"a"\#(fields)}"#))
    }

    private static let proxies: [(LaxnessCase.Verdict, String)] = [
        (.accepted, chain(proxy())), (.accepted, chain(proxy(cluster: #""cluster":"nope""#))),
        (.accepted, chain(proxy(cluster: #""cluster":"""#))), (.refused, chain(proxy(cluster: #""cluster":null"#))),
        (.refused, chain(filter("tcp_proxy.v3.TcpProxy", #""stat_prefix":"","cluster":"c""#))),
        (.accepted, weighted(#"{"name":"c","weight":1},{"name":"d","weight":2}"#)), (.refused, weighted("")),
        (.refused, weighted(#"{"name":"c","weight":0}"#)), (.refused, weighted(#"{"weight":1}"#)),
        (.refused, chain(proxy(#""weighted_clusters":{"clusters":[{"name":"c","weight":1}]}"#))),
        (.refused, chain(proxy(#""max_connect_attempts":0"#))),
        (.refused, chain(proxy(#""max_downstream_connection_duration":"0s""#))),
        (
            .refused,
            chain(
                proxy(
                    #""max_downstream_connection_duration":"5s","#
                        + #""max_downstream_connection_duration_jitter_percentage":{"value":101}"#))
        ),
        (.refused, chain(proxy(#""access_log_options":{"access_log_flush_interval":"0s"}"#))),
        (.refused, chain(proxy(#""access_log_flush_interval":"0s""#))),
        (.refused, chain(proxy(#""flush_access_log_on_connected":true,"access_log_options":{}"#))),
        (.refused, chain(proxy(#""upstream_connect_mode":"ON_DOWNSTREAM_DATA""#))),
        (.refused, chain(proxy(#""upstream_connect_mode":"ON_DOWNSTREAM_DATA","max_early_data_bytes":1048577"#))),
        (.accepted, chain(proxy(#""upstream_connect_mode":"ON_DOWNSTREAM_DATA","max_early_data_bytes":0"#))),
        (.accepted, chain(proxy(#""upstream_connect_mode":2,"max_early_data_bytes":0"#))),
        (.accepted, chain(proxy(#""hash_policy":[{"source_ip":{}}]"#))),
        (.accepted, tunnel("")), (.accepted, tunnel(#","use_post":true,"post_path":"x""#)),
        (.accepted, tunnel(#","use_post":true"#)), (.refused, tunnel(#","post_path":"/""#)),
        (.accepted, tunnel(#","post_path":"""#)), (.refused, chain(proxy(#""tunneling_config":{"hostname":""}"#))),
        (.refused, chain(proxy(#""tunneling_config":{}"#))),
        (.refused, chain(proxy(#""tunneling_config":{"hostname":"%NO%"}"#))),
        (.accepted, tunnel(#","headers_to_add":[{"header":{"key":"a","value":"%PROTOCOL%"}}]"#)),
        (.refused, tunnel(#","headers_to_add":[{"header":{"key":":path","value":"a"}}]"#)),
        (.refused, tunnel(#","headers_to_add":[{"header":{"key":"host","value":"a"}}]"#)),
        (.accepted, tunnel(#","propagate_response_headers":true,"propagate_response_trailers":true"#)),
        (.unimplemented, tunnel(#","request_id_header":"x""#)),
        (.unimplemented, tunnel(#","request_id_metadata_key":"x""#)),
        (.refused, chain(proxy(#""hash_policy":[{}]"#))),
        (.refused, chain(proxy(#""hash_policy":[{"source_ip":{}},{"source_ip":{}}]"#))),
        (.unimplemented, chain(proxy(#""hash_policy":[{"filter_state":{"key":"a"}}]"#))),
        (.accepted, chain(proxy(#""backoff_options":{"base_interval":"0.1s","max_interval":"1s"}"#))),
        (.refused, chain(proxy(#""backoff_options":{"base_interval":"1s","max_interval":"0.1s"}"#))),
        (.refused, chain(proxy(#""backoff_options":{}"#))),
        (.refused, chain(proxy(#""backoff_options":{"base_interval":"0s"}"#))),
        (.refused, chain(proxy(#""idle_timeout":"-1s""#))), (.accepted, chain(proxy(#""idle_timeout":"0s""#))),
        (.accepted, chain(proxy(#""downstream_idle_timeout":"1s","upstream_idle_timeout":"1s""#))),
        (.unimplemented, chain(proxy(#""proxy_protocol_tlvs":[{"type":1,"value":"YQ=="}]"#))),
        (.accepted, chain()), (.refused, chain(proxy(), proxy())),
        (.refused, chain(filter("sni_cluster.v3.SniCluster"))),
        (.accepted, chain(filter("sni_cluster.v3.SniCluster"), proxy())), (.accepted, chain(filter("echo.v3.Echo"))),
        (.accepted, chain(filter("direct_response.v3.Config", #""response":{"inline_string":"hi"}"#))),
        (.accepted, chain(filter("direct_response.v3.Config"))),
        (.refused, chain(filter("direct_response.v3.Config", #""response":{}"#))),
        (.accepted, limit(#","max_connections":1,"delay":"1s""#)), (.refused, limit(#","max_connections":0"#)),
        (.refused, limit("")),
        (.accepted, limit(#","max_connections":"1","runtime_enabled":{"default_value":true}"#)),
        (.accepted, rate(#","token_bucket":{"max_tokens":1,"fill_interval":"1s"},"share_key":"k""#)),
        (.refused, rate(#","token_bucket":{"max_tokens":1,"fill_interval":"0.01s"}"#)),
        (.accepted, rate(#","token_bucket":{"max_tokens":0,"fill_interval":"1s"}"#)),
        (.refused, rate(#","token_bucket":{"max_tokens":1,"tokens_per_fill":0,"fill_interval":"1s"}"#)),
        (.refused, rate("")), (.refused, rate(#","token_bucket":{"max_tokens":1}"#)),
    ]

    private static let looks: [(LaxnessCase.Verdict, String)] = [
        (.accepted, header()),
        (
            .accepted,
            header(
                #""allow_requests_without_proxy_protocol":true,"stat_prefix":"x","disallowed_versions":["V1"],"#
                    + #""pass_through_tlvs":{"match_type":"INCLUDE_ALL"}"#)
        ),
        (.accepted, header(#""pass_through_tlvs":{"match_type":"INCLUDE","tlv_type":[1,2]}"#)),
        (.refused, header(#""pass_through_tlvs":{"match_type":"INCLUDE","tlv_type":[256]}"#)),
        (.refused, header(#""disallowed_versions":["V1","V2"]"#)),
        (.accepted, header(#""rules":[{"tlv_type":1,"on_tlv_present":{"key":"a"}},{}]"#)),
        (.refused, header(#""rules":[{"tlv_type":1,"on_tlv_present":{}}]"#)),
        (.refused, header(#""rules":[{"tlv_type":256,"on_tlv_present":{"key":"a"}}]"#)),
        (.unimplemented, header(#""tlv_location":"FILTER_STATE""#)),
        (.accepted, off(#"{"any_match":true}"#)), (.refused, off(#"{"any_match":false}"#)),
        (.refused, off("{}")), (.accepted, off(#"{"destination_port_range":{"start":-5,"end":70000}}"#)),
        (.accepted, off(#"{"not_match":{"or_match":{"rules":[{"any_match":true},{"any_match":true}]}}}"#)),
        (.refused, off(#"{"and_match":{"rules":[{"any_match":true}]}}"#)), (.refused, off(#"{"not_match":{}}"#)),
        (.accepted, look("http_inspector.v3.HttpInspector")), (.accepted, look("original_dst.v3.OriginalDst")),
        (.accepted, look("original_src.v3.OriginalSrc")),
        (.accepted, look("original_src.v3.OriginalSrc", #""mark":123,"bind_port":true"#)),
        (.refused, look("original_src.v3.OriginalSrc", #""mark":-1"#)),
        (
            .accepted,
            #""listener_filters_timeout":"0s","continue_on_listener_filters_timeout":true,"use_original_dst":true,"#
        ),
        (.accepted, #""connection_balance_config":{"exact_balance":{}},"#),
        (.refused, #""connection_balance_config":{},"#),
    ]
}
