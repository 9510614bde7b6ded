extension LaxnessCases {
    private static func drops(_ shares: String) -> String {
        #"{"cluster_name":"origin","endpoints":@endpoints@,"policy":{"drop_overloads":[\#(shares)]}}"#
    }

    private static func policy(_ fields: String, _ more: String = "") -> String {
        #"{"cluster_name":"origin","endpoints":@endpoints@,"policy":{\#(fields)}\#(more)}"#
    }

    private static func further(_ addresses: String) -> String {
        let first = #""address":{"socket_address":{"address":"127.0.0.1","port_value":1}}"#
        return #"[{"lb_endpoints":[{"endpoint":{\#(first),"additional_addresses":[\#(addresses)]}}]}]"#
    }

    /// What endpoints say beside their first address.
    static let assignments: [LaxnessCase] = [
        .accepted(.assignment, policy(#""endpoint_stale_after":"10s""#)),
        .refused(.assignment, policy(#""endpoint_stale_after":"0s""#)),
        .refused(.assignment, policy(#""endpoint_stale_after":"-1s""#)),
        .accepted(.assignment, policy("", #","named_endpoints":{"a":{}}"#)),
        .accepted(
            .assignment,
            policy("", #","named_endpoints":{"a":{"address":{"socket_address":{"address":"x","port_value":1}}}}"#)),
        .refused(.assignment, policy("", #","named_endpoints":{"a":{"x":1}}"#)),
        .accepted(.endpoints, further(#"{"address":{"socket_address":{"address":"::1","port_value":1}}}"#)),
        .accepted(.endpoints, further(#"{"address":{"pipe":{"path":"/tmp/x"}}}"#)),
        .refused(.endpoints, further(#"{"address":{"socket_address":{"address":"a.b","port_value":1}}}"#)),
        .refused(.endpoints, further("{}")),
    ]

    /// Another cluster, which goes where its clients wanted to go.
    private static func destination(_ fields: String) -> String {
        #"{"name":"there","type":"ORIGINAL_DST","lb_policy":"CLUSTER_PROVIDED"\#(fields)},"#
    }

    private static func matches(_ fields: String) -> String {
        #""transport_socket_matches":[{"name":"m"\#(fields)}],"#
    }

    private static let plainSocket = #","transport_socket":{"name":"x","typed_config":{@rawBuffer@}}"#

    /// Where clients wanted to go, and transports by metadata.
    static let destinations: [LaxnessCase] = [
        .accepted(.clusters, destination("")),
        .refused(.clusters, #"{"name":"there","type":"ORIGINAL_DST"},"#),
        .refused(.clusters, #"{"name":"there","type":"ORIGINAL_DST","lb_policy":"RANDOM"},"#),
        .refused(.clusters, destination(#","load_assignment":{"cluster_name":"x"}"#)),
        .accepted(.clusters, destination(#","cleanup_interval":"0.1s""#)),
        .refused(.clusters, destination(#","cleanup_interval":"0s""#)),
        .accepted(.clusters, destination(#","original_dst_lb_config":{"use_http_header":true}"#)),
        .refused(.clusters, destination(#","original_dst_lb_config":{"http_header_name":"A"}"#)),
        .accepted(.clusters, destination(#","original_dst_lb_config":{"upstream_port_override":65535}"#)),
        .refused(.clusters, destination(#","original_dst_lb_config":{"upstream_port_override":65536}"#)),
        .unimplemented(
            .clusters, destination(#","original_dst_lb_config":{"metadata_key":{"key":"a","path":[{"key":"b"}]}}"#)),
        .accepted(.clusters, destination(#","common_lb_config":{"healthy_panic_threshold":{"value":1}}"#)),
        .refused(.clusters, destination(#","lb_subset_config":{"subset_selectors":[{"keys":["a"]}]}"#)),
        .accepted(.clusters, destination(#","outlier_detection":{}"#)),
        .accepted(
            .clusters,
            destination(
                #","health_checks":[{"timeout":"1s","interval":"1s","unhealthy_threshold":1,"healthy_threshold":1,"#
                    + #""tcp_health_check":{}}]"#)),
        .accepted(.cluster, #""original_dst_lb_config":{"use_http_header":true},"#),
        .accepted(.cluster, matches(plainSocket)),
        .accepted(.cluster, matches(#","match":{"a":{"b":[1]}}"# + plainSocket)),
        .refused(.cluster, matches("")),
        .refused(.cluster, matches(#","transport_socket":{"name":"nobody"}"#)),
        .refused(.cluster, #""transport_socket_matches":[{"name":""\#(plainSocket)}],"#),
        .refused(.cluster, #""transport_socket_matches":[{"match":{}\#(plainSocket)}],"#),
        .accepted(
            .cluster, #""transport_socket_matches":[{"name":"m"\#(plainSocket)},{"name":"m"\#(plainSocket)}],"#),
    ]

    /// Clusters.
    static let cluster: [LaxnessCase] = [
        .refused(.clusterName, "\"\""),
        .refused(.clusterName, #"null"#),
        .refused(.clusterName, #""Origin""#),
        .refused(.clusters, #"{"name":"origin"},"#),
        .accepted(.clusters, #"{"name":"other"},"#),
        .accepted(.cluster, #""alt_stat_name":"x","#),
        .accepted(.assignment, #"null"#),
        .refused(.assignment, #"{"endpoints":[]}"#),
        .accepted(.assignment, #"{"cluster_name":"other","endpoints":[]}"#),
        .accepted(.cluster, #""per_connection_buffer_limit_bytes":0,"#),
        .refused(.ip, #""localhost""#),
        .accepted(.ip, #""::1""#),
        .refused(.ip, #""[::1]""#),
        .refused(.ip, #""127.1""#),
        .refused(.ip, #""127.0.0.01""#),
        .refused(.ip, "\"\""),
        .unimplemented(.ip, #""fe80::1%lo""#),
        .refused(.ip, #""1.2.3.4:80""#),
        .refused(.address, #"{}"#),
        .accepted(.address, #"{"pipe":{"path":"/tmp/x.sock"}}"#),
        .accepted(.address, #"{"pipe":{"path":"@x"}}"#),
        .unimplemented(.address, #"{"envoy_internal_address":{"server_listener_name":"x"}}"#),
        .refused(.address, #"{"socket_address":{"address":"1.2.3.4"}}"#),
        .refused(.address, #"{"socket_address":{"address":"1.2.3.4","named_port":"http"}}"#),
        .unimplemented(.address, #"{"socket_address":{"address":"1.2.3.4","port_value":1,"protocol":"UDP"}}"#),
        .accepted(.endpoints, #"[]"#),
        .refused(.endpoints, #"[{"lb_endpoints":[{}]}]"#),
        .refused(.endpoints, #"[{"lb_endpoints":[{"endpoint":{}}]}]"#),
        .refused(.endpoints, #"[{"lb_endpoints":[{"endpoint_name":"x"}]}]"#),
        .accepted(.endpoints, #"[{"lb_endpoints":[{@endpointOne@},{@endpointOne@}]}]"#),
        .refused(.endpoint, #""load_balancing_weight":0,"#),
        .accepted(.endpoint, #""load_balancing_weight":1,"#),
        .accepted(.endpoint, #""load_balancing_weight":4294967295,"#),
        .refused(.locality, #""load_balancing_weight":0,"#),
        .accepted(.locality, #""priority":128,"#),
        .refused(.locality, #""priority":129,"#),
        .accepted(.locality, #""locality":{"region":"r"},"metadata":{},"#),
        .accepted(.assignment, drops(#"{"category":"a","drop_percentage":{"numerator":100}}"#)),
        .accepted(.assignment, drops(#"{"category":"a"}"#)),
        .accepted(.assignment, drops("")),
        .refused(.assignment, drops("{}")),
        .refused(.assignment, drops(#"{"category":"a","drop_percentage":{"numerator":101}}"#)),
        .refused(.assignment, drops(#"{"category":"a"},{"category":"b"}"#)),
        .refused(.cluster, #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"choice_count":1},"#),
        .accepted(.cluster, #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"choice_count":2},"#),
        .refused(.cluster, #""lb_policy":"LOAD_BALANCING_POLICY_CONFIG","#),
        .accepted(
            .cluster,
            #""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"#
                + #""@type":"@policies@.round_robin.v3.RoundRobin"}}}]},"#),
        .accepted(
            .cluster,
            #""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"#
                + #""@type":"@policies@.least_request.v3.LeastRequest","choice_count":3}}}]},"#),
        .accepted(
            .cluster,
            #""load_balancing_policy":{"policies":[{"typed_extension_config":{"name":"x","typed_config":{"#
                + #""@type":"@policies@.ring_hash.v3.RingHash"}}}]},"#),
        .refused(.cluster, #""load_balancing_policy":{},"#),
        .refused(.cluster, #""load_balancing_policy":{"policies":[]},"#),
        .refused(.threshold, #""priority":5,"#),
        .accepted(.threshold, #""priority":"high","track_remaining":true,"#),
        .accepted(.threshold, #""retry_budget":{},"#),
        .accepted(.threshold, #""retry_budget":{"budget_percent":{"value":100},"min_retry_concurrency":0},"#),
        .refused(.threshold, #""retry_budget":{"budget_percent":{"value":101}},"#),
        .refused(.threshold, #""retry_budget":{"budget_percent":{"value":-1}},"#),
        .accepted(.threshold, #""retry_budget":{"budget_interval":"5s"},"#),
        .accepted(.threshold, #""retry_budget":{"budget_interval":"0s"},"#),
        .refused(.threshold, #""retry_budget":{"budget_interval":"-1s"},"#),
        .accepted(
            .cluster,
            #""max_requests_per_connection":5,"common_http_protocol_options":{"idle_timeout":"5s"},"#
                + #""http_protocol_options":{},"#),
        .refused(.cluster, #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@}},"#),
        .accepted(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{"#
                + #""http_protocol_options":{}}}},"#),
        .refused(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{}}},"#),
        .accepted(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{"#
                + #""http2_protocol_options":{"max_concurrent_streams":7}}}},"#),
        .refused(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{"#
                + #""http2_protocol_options":{"initial_stream_window_size":65534}}}},"#),
        .accepted(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"#
                + #""use_downstream_protocol_config":{"http2_protocol_options":{}}}},"#),
        .accepted(.cluster, #""http2_protocol_options":{"connection_keepalive":{"timeout":"1s","interval":"2s"}},"#),
        .refused(.cluster, #""http2_protocol_options":{"connection_keepalive":{"interval":"2s"}},"#),
        .refused(.cluster, #""http2_protocol_options":{"connection_keepalive":{"timeout":"0.0001s"}},"#),
        .refused(.cluster, #""http2_protocol_options":{"max_outbound_frames":0},"#),
        .unimplemented(.cluster, #""http2_protocol_options":{"allow_metadata":true},"#),
        .accepted(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{"#
                + #""http_protocol_options":{"header_key_format":{@preserveCase@}}}}},"#),
        .refused(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{"#
                + #""http_protocol_options":{"header_key_format":{}}}}},"#),
        .refused(
            .cluster,
            #""typed_extension_protocol_options":{"@upstreamName@":{@upstream@,"explicit_http_config":{"#
                + #""http_protocol_options":{}},"common_http_protocol_options":{"max_headers_count":0}}},"#),
        .refused(
            .cluster,
            #""typed_extension_protocol_options":{"envoy.extensions.upstreams.http.v3.HttpOptions":{@upstream@,"#
                + #""explicit_http_config":{"http_protocol_options":{}}}},"#),
        .accepted(.cluster, #""common_lb_config":{},"metadata":{"filter_metadata":{"envoy.lb":{"a":1}}},"#),
        .accepted(.cluster, #""outlier_detection":{},"#),
        .accepted(
            .cluster,
            #""outlier_detection":{"consecutive_5xx":0,"interval":"0.001s","max_ejection_time":"5s","#
                + #""base_ejection_time":"5s","max_ejection_percent":100,"max_ejection_time_jitter":"0s"},"#),
        .refused(.cluster, #""outlier_detection":{"interval":"0s"},"#),
        .refused(.cluster, #""outlier_detection":{"max_ejection_time":"1s","base_ejection_time":"5s"},"#),
        .refused(.cluster, #""outlier_detection":{"base_ejection_time":"0s"},"#),
        .refused(.cluster, #""outlier_detection":{"max_ejection_time":"0s"},"#),
        .refused(.cluster, #""outlier_detection":{"max_ejection_percent":101},"#),
        .refused(.cluster, #""outlier_detection":{"enforcing_consecutive_5xx":101},"#),
        .refused(.cluster, #""outlier_detection":{"enforcing_consecutive_gateway_failure":101},"#),
        .refused(.cluster, #""outlier_detection":{"enforcing_success_rate":101},"#),
        .refused(.cluster, #""outlier_detection":{"enforcing_failure_percentage":101},"#),
        .refused(.cluster, #""outlier_detection":{"failure_percentage_threshold":101},"#),
        .accepted(.cluster, #""outlier_detection":{"success_rate_stdev_factor":0,"always_eject_one_host":true},"#),
        .accepted(
            .cluster,
            #""wait_for_warm_on_init":true,"dns_lookup_family":"AUTO","lb_subset_config":{},"#
                + #""upstream_bind_config":null,"#),
        .refused(.cluster, #""transport_socket":{},"#),
        .refused(.cluster, #""conect_timeout":"1s","#),
        .accepted(.cluster, #""health_checks":[],"#),
        .refused(.cluster, #""hosts":[],"#),
    ]
}
