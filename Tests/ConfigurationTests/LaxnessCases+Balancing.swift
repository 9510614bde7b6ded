/// How endpoints are chosen and checked.
extension LaxnessCases {
    private static func common(_ fields: String) -> String { #""common_lb_config":{\#(fields)},"# }

    private static func policy(_ fields: String) -> String {
        #"{"cluster_name":"origin","endpoints":@endpoints@,"policy":{\#(fields)}}"#
    }

    static let balancing: [LaxnessCase] = [
        .accepted(.cluster, common(#""healthy_panic_threshold":{"value":33.3}"#)),
        .accepted(.cluster, common(#""healthy_panic_threshold":{}"#)),
        .refused(.cluster, common(#""healthy_panic_threshold":{"value":101}"#)),
        .refused(.cluster, common(#""healthy_panic_threshold":50"#)),
        .accepted(.cluster, common(#""locality_weighted_lb_config":{}"#)),
        .accepted(
            .cluster,
            common(
                #""zone_aware_lb_config":{"routing_enabled":{"value":50},"min_cluster_size":3,"#
                    + #""fail_traffic_on_panic":true}"#)),
        .refused(.cluster, common(#""zone_aware_lb_config":{},"locality_weighted_lb_config":{}"#)),
        .accepted(.cluster, common(#""update_merge_window":"0s","ignore_new_hosts_until_first_hc":true"#)),
        .accepted(.cluster, common(#""close_connections_on_host_set_change":true"#)),
        .accepted(.cluster, common(#""consistent_hashing_lb_config":{"hash_balance_factor":100}"#)),
        .refused(.cluster, common(#""consistent_hashing_lb_config":{"hash_balance_factor":99}"#)),
        .refused(.cluster, common(#""consistent_hashing_lb_config":{"use_hostname_for_hashing":true}"#)),
        .unimplemented(.cluster, common(#""override_host_status":{"statuses":["HEALTHY"]}"#)),
        .accepted(
            .cluster,
            #""lb_policy":"RING_HASH","ring_hash_lb_config":{"minimum_ring_size":8388608,"hash_function":1},"#),
        .refused(.cluster, #""lb_policy":"RING_HASH","ring_hash_lb_config":{"minimum_ring_size":8388609},"#),
        .refused(.cluster, #""ring_hash_lb_config":{"hash_function":3},"#),
        .accepted(.cluster, #""lb_policy":"MAGLEV","maglev_lb_config":{"table_size":65537},"#),
        .refused(.cluster, #""lb_policy":"MAGLEV","maglev_lb_config":{"table_size":5000012},"#),
        .refused(.cluster, #""maglev_lb_config":{},"ring_hash_lb_config":{},"#),
        .accepted(
            .cluster,
            #""round_robin_lb_config":{"slow_start_config":{"slow_start_window":"5s","aggression":{"#
                + #""default_value":2,"runtime_key":"a"},"min_weight_percent":{"value":5}}},"#),
        .refused(
            .cluster, #""round_robin_lb_config":{"slow_start_config":{"min_weight_percent":{"value":-1}}},"#),
        .accepted(.assignment, policy(#""overprovisioning_factor":1,"weighted_priority_health":true"#)),
        .refused(.assignment, policy(#""overprovisioning_factor":0"#)),
        .accepted(.endpoint, #""metadata":{"filter_metadata":{"envoy.lb":{"a":[1,{"b":null}]},"x":{}}},"#),
        .refused(.endpoint, #""metadata":{"filter_metadata":{"envoy.lb":[]}},"#),
        .refused(
            .cluster,
            common(#""locality_weighted_lb_config":{}"#)
                + #""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"#
                + #""@type":"@policies@.round_robin.v3.RoundRobin"}}}]},"#),
        .accepted(
            .cluster,
            #""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"#
                + #""@type":"@policies@.maglev.v3.Maglev","consistent_hashing_lb_config":{"#
                + #""use_hostname_for_hashing":true,"hash_policy":[{"header":{"header_name":"a"}}]}}}}]},"#),
        .refused(
            .cluster,
            #""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"#
                + #""@type":"@policies@.wrr_locality.v3.WrrLocality","endpoint_picking_policy":{"policies":[{"#
                + #""typed_extension_config":{"name":"y","typed_config":{"#
                + #""@type":"@policies@.round_robin.v3.RoundRobin"}}}]}}}}]},"#),
        .refused(
            .cluster,
            #""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"#
                + #""@type":"@policies@.wrr_locality.v3.WrrLocality"}}}]},"#),
    ]

    private static func subset(_ fields: String) -> String { #""lb_subset_config":{\#(fields)},"# }

    static let subsets: [LaxnessCase] = [
        .accepted(.cluster, subset(#""fallback_policy":"ANY_ENDPOINT","subset_selectors":[{"keys":["b","a"]}]"#)),
        .refused(.cluster, subset(#""fallback_policy":3"#)),
        .accepted(.cluster, subset(#""subset_selectors":[{"keys":["a"],"single_host_per_subset":true}]"#)),
        .accepted(.cluster, subset(#""subset_selectors":[{"keys":["a","b"],"single_host_per_subset":true}]"#)),
        .accepted(
            .cluster,
            subset(
                #""subset_selectors":[{"keys":["a","b"],"fallback_policy":"KEYS_SUBSET","#
                    + #""fallback_keys_subset":["a"]}]"#)),
        .refused(.cluster, subset(#""subset_selectors":[{"keys":["a","b"],"fallback_policy":"KEYS_SUBSET"}]"#)),
        .refused(
            .cluster,
            subset(
                #""subset_selectors":[{"keys":["a"],"fallback_policy":"KEYS_SUBSET","fallback_keys_subset":["a"]}]"#)),
        .refused(
            .cluster,
            subset(
                #""subset_selectors":[{"keys":["a"],"fallback_policy":"KEYS_SUBSET","fallback_keys_subset":["c"]}]"#)),
        .accepted(
            .cluster,
            subset(#""default_subset":{"a":1},"list_as_any":true,"panic_mode_any":true,"metadata_fallback_policy":1"#)),
        .accepted(
            .actionFields, #""metadata_match":{"filter_metadata":{"envoy.lb":{"a":1},"other":{"b":[]}}},"#),
        .refused(.actionFields, #""metadata_match":{"filter_metadata":{"envoy.lb":1}},"#),
    ]

    private static func hash(_ policy: String) -> String { #""hash_policy":[{\#(policy)}],"# }

    static let hashPolicies: [LaxnessCase] = [
        .accepted(.actionFields, hash(#""header":{"header_name":"a"},"terminal":true"#)),
        .refused(.actionFields, hash(#""header":{}"#)),
        .refused(.actionFields, hash(#""header":{"header_name":"a\n"}"#)),
        .refused(.actionFields, hash("")),
        .refused(.actionFields, hash(#""terminal":true"#)),
        .accepted(
            .actionFields,
            hash(
                #""cookie":{"name":"a","ttl":"0s","path":"/","attributes":[{"name":"SameSite","value":"Lax"},"#
                    + #"{"name":"Secure"}]}"#)),
        .refused(.actionFields, hash(#""cookie":{"ttl":"1s"}"#)),
        .refused(.actionFields, hash(#""cookie":{"name":"a","attributes":[{"value":"x"}]}"#)),
        .accepted(.actionFields, hash(#""connection_properties":{"source_ip":true}"#)),
        .accepted(.actionFields, hash(#""connection_properties":{}"#)),
        .refused(.actionFields, hash(#""query_parameter":{}"#)),
        .unimplemented(.actionFields, hash(#""filter_state":{"key":"a"}"#)),
        .accepted(
            .actionFields,
            hash(#""header":{"header_name":"a","regex_rewrite":{"pattern":{"regex":"a"},"substitution":"b"}}"#)),
    ]

    private static func check(_ fields: String) -> String {
        #""health_checks":[{"timeout":"1s","interval":"1s","unhealthy_threshold":1,"healthy_threshold":1,\#(fields)}],"#
    }

    static let healthChecks: [LaxnessCase] = [
        .accepted(.cluster, check(#""tcp_health_check":{}"#)),
        .accepted(.cluster, check(#""tcp_health_check":{"send":{"text":"0aFF"},"receive":[{"binary":"AA=="}]}"#)),
        .refused(.cluster, check(#""tcp_health_check":{"send":{"text":"0a0"}}"#)),
        .refused(.cluster, check(#""tcp_health_check":{"send":{"text":"0g"}}"#)),
        .refused(.cluster, check(#""tcp_health_check":{"send":{}}"#)),
        .accepted(.cluster, check(#""http_health_check":{"path":"/a"}"#)),
        .refused(.cluster, check(#""http_health_check":{}"#)),
        .refused(.cluster, check(#""http_health_check":{"path":"/a","host":"a\n"}"#)),
        .accepted(
            .cluster,
            check(
                #""http_health_check":{"path":"/a","expected_statuses":[{"start":200,"end":300}],"#
                    + #""retriable_statuses":[{"start":500,"end":600}],"method":"HEAD","codec_client_type":"HTTP2"}"#)),
        .refused(
            .cluster, check(#""http_health_check":{"path":"/a","expected_statuses":[{"start":300,"end":300}]}"#)),
        .refused(.cluster, check(#""http_health_check":{"path":"/a","expected_statuses":[{"start":1,"end":300}]}"#)),
        .refused(.cluster, check(#""http_health_check":{"path":"/a","method":"CONNECT"}"#)),
        .accepted(
            .cluster,
            check(
                #""http_health_check":{"path":"/a","method":"POST","send":{"text":"6869"},"#
                    + #""receive":[{"text":"6f6b"},{"binary":"AA=="}],"response_buffer_size":3}"#)),
        .accepted(.cluster, check(#""http_health_check":{"path":"/a","response_buffer_size":0}"#)),
        .refused(.cluster, check(#""http_health_check":{"path":"/a","send":{"text":"6869"}}"#)),
        .refused(.cluster, check(#""http_health_check":{"path":"/a","receive":[{"text":"6"}]}"#)),
        .refused(
            .cluster,
            check(#""http_health_check":{"path":"/a","receive":[{"text":"6f6b"}],"response_buffer_size":1}"#)),
        .accepted(
            .cluster,
            check(
                #""http_health_check":{"path":"/a","service_name_matcher":{"prefix":"s"},"#
                    + #""request_headers_to_add":[{"header":{"key":"a","value":"b"}}]}"#)),
        .accepted(.cluster, check(#""interval_jitter":"1s","initial_jitter":"0s","tcp_health_check":{}"#)),
        .refused(.cluster, check(#""no_traffic_interval":"0s","tcp_health_check":{}"#)),
        .refused(.cluster, check(#""unhealthy_edge_interval":"0s","tcp_health_check":{}"#)),
        .refused(.cluster, check(#""name":"a""#)),
        .refused(.cluster, #""health_checks":[{"interval":"1s"}],"#),
        .refused(
            .cluster,
            #""health_checks":[{"timeout":"0s","interval":"1s","unhealthy_threshold":1,"healthy_threshold":1,"#
                + #""tcp_health_check":{}}],"#),
        .accepted(.cluster, check(#""tcp_health_check":{},"tls_options":{"alpn_protocols":["a"]}"#)),
        .accepted(.cluster, check(#""tcp_health_check":{},"transport_socket_match_criteria":{"a":1}"#)),
        .accepted(
            .cluster,
            check(
                #""tcp_health_check":{},"event_logger":[{"name":"f","typed_config":{"@type":"type.googleapis.com/"#
                    + #"envoy.extensions.health_check.event_sinks.file.v3.HealthCheckEventFileSink","#
                    + #""event_log_path":"/dev/null"}}]"#)),
        .accepted(.cluster, #""ignore_health_on_host_removal":true,"#),
    ]
}
