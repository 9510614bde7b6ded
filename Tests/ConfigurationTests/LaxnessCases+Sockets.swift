extension LaxnessCases {
    private static func bind(_ fields: String) -> String { #""upstream_bind_config":{"# + fields + "}," }

    private static func option(_ fields: String) -> String { bind(#""socket_options":[{"# + fields + "}]") }

    private static let source = #""source_address":{"address":"127.0.0.1","port_value":0}"#

    private static func other(_ address: String) -> String {
        #"{"address":{"address":""# + address + #"","port_value":0}}"#
    }

    private static func keepalive(_ fields: String) -> String {
        #""upstream_connection_options":{"tcp_keepalive":{"# + fields + "}},"
    }

    private static func perHost(_ fields: String) -> String {
        #"{"name":"other","type":"STATIC","circuit_breakers":{"per_host_thresholds":[{"# + fields + "}]}},"
    }

    /// Sockets of clusters and listeners, and limits of endpoints.
    static let sockets: [LaxnessCase] = [
        .accepted(.cluster, bind("")),
        .accepted(.cluster, bind(source)),
        .refused(.cluster, bind(#""source_address":{"address":"x","port_value":0}"#)),
        .refused(.cluster, bind(#""source_address":{"address":"127.0.0.1"}"#)),
        .accepted(.cluster, bind(source + #","freebind":true"#)),
        .accepted(.cluster, bind(source + #","extra_source_addresses":["# + other("::1") + "]")),
        .refused(.cluster, bind(source + #","extra_source_addresses":["# + other("127.0.0.2") + "]")),
        .refused(.cluster, bind(source + #","extra_source_addresses":["# + other("::1") + "," + other("::2") + "]")),
        .refused(.cluster, bind(#""extra_source_addresses":["# + other("::1") + "]")),
        .accepted(.cluster, bind(source + #","additional_source_addresses":[{"address":"::1","port_value":0}]"#)),
        .refused(
            .cluster,
            bind(
                source + #","additional_source_addresses":[{"address":"::1","port_value":0}],"#
                    + #""extra_source_addresses":["# + other("::1") + "]")),
        .accepted(.cluster, option(#""level":1,"name":9,"int_value":1,"state":"STATE_PREBIND","type":{"stream":{}}"#)),
        .accepted(.cluster, option(#""description":"x","level":1,"name":9,"buf_value":"AQAAAA==""#)),
        .refused(.cluster, option(#""level":1,"name":9"#)),
        .refused(.cluster, option(#""level":1,"name":9,"int_value":1,"state":9"#)),
        .unimplemented(.cluster, option(#""level":1,"name":9,"int_value":1,"state":"STATE_BOUND""#)),
        .accepted(.cluster, option(#""level":1,"name":9,"int_value":1,"type":{"datagram":{}}"#)),
        .refusedByApus(.cluster, option(#""level":1,"name":9,"int_value":99999999999"#)),
        .accepted(.cluster, keepalive("")),
        .accepted(.cluster, keepalive(#""keepalive_probes":0,"keepalive_time":0"#)),
        .refusedByApus(.cluster, keepalive(#""keepalive_time":4294967295"#)),
        .accepted(.cluster, #""upstream_connection_options":{"happy_eyeballs_config":{}},"#),
        .unimplemented(
            .cluster, #""upstream_connection_options":{"set_local_interface_name_on_upstream_connections":true},"#),
        .accepted(.cluster, #""cleanup_interval":"1s","#),
        .refused(.cluster, #""cleanup_interval":"0s","#),
        .accepted(.cluster, #""preconnect_policy":{"per_upstream_preconnect_ratio":1.0},"#),
        .unimplemented(.cluster, #""preconnect_policy":{"per_upstream_preconnect_ratio":1.5},"#),
        .refused(.cluster, #""preconnect_policy":{"per_upstream_preconnect_ratio":4},"#),
        .unimplemented(.cluster, #""connection_pool_per_downstream_connection":true,"#),
        .accepted(.cluster, #""close_connections_on_host_health_failure":true,"#),
        .accepted(
            .cluster, #""track_timeout_budgets":true,"track_cluster_stats":{"request_response_sizes":true},"#),
        .accepted(.cluster, #""track_cluster_stats":{"per_endpoint_stats":true},"#),
        .accepted(.clusters, perHost(#""max_connections":3"#)),
        .refused(.clusters, perHost(#""max_connections":3,"max_requests":3"#)),
        .accepted(.threshold, #""max_connection_pools":0,"#),
        .accepted(.bootstrap, #""cluster_manager":{},"#),
        .accepted(.bootstrap, #""cluster_manager":{"# + String(bind(source).dropLast()) + "},"),
        .accepted(.bootstrap, #""cluster_manager":{"local_cluster_name":"origin"},"#),
        .accepted(.listener, #""tcp_keepalive":{},"socket_options":[{"level":1,"name":9,"int_value":1}],"#),
        .accepted(.listener, #""transparent":true,"freebind":true,"#),
        .refused(.listener, #""socket_options":[{"level":1,"name":9}],"#),
        .unimplemented(.listener, #""socket_options":[{"level":1,"name":9,"int_value":1,"state":"STATE_LISTENING"}],"#),
        .accepted(.listenerAddress, #"{"pipe":{"path":"@x"}}"#),
        .refused(.listenerAddress, #"{"pipe":{"path":"@x","mode":384}}"#),
    ]
}
